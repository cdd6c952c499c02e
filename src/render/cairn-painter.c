/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-painter.h"

#include "render/cairn-paint-private.h"
#include "render/cairn-painter-private.h"

#define HEADER_PAD 14.0 /* around names that are moved into view */

struct _CairnPainter
{
  CairnTextCache *text;
  CairnSpriteCache *sprites;
};

CairnPainter *
cairn_painter_new (void)
{
  CairnPainter *self = g_new0 (CairnPainter, 1);

  self->text = cairn_text_cache_new ();
  self->sprites = cairn_sprite_cache_new ();
  return self;
}

void
cairn_painter_free (CairnPainter *self)
{
  g_clear_pointer (&self->text, cairn_text_cache_free);
  g_clear_pointer (&self->sprites, cairn_sprite_cache_free);
  g_free (self);
}

/* Straight lines have no area of their own. */
static gboolean
touches_clip (const CairnPaint *self, const CairnPrim *prim)
{
  CairnRect reach = cairn_rect_inset (&prim->rect, -(prim->stroke_width / 2 + 0.5));

  return cairn_rect_intersects (&reach, &self->clip);
}

/* Where the middle of a text of length @text is best read, if its header goes from @start to
 * @start + @size and only [@from, @from + @view] of that is in view. */
static double
readable (double middle, double text, double start, double size, double from, double view)
{
  double low = MAX (start, from), high = MIN (start + size, from + view);
  double room = HEADER_PAD + text / 2;

  if (low <= start && high >= start + size)
    return middle;
  return CLAMP ((low + high) / 2, MIN (middle, start + room), MAX (middle, start + size - room));
}

static void
paint_header_text (CairnPaint *self, const CairnSceneGroup *group, const CairnPrim *prim)
{
  CairnPrim moved = *prim;
  const CairnRect *b = &group->bounds;
  const CairnRect *r = &prim->rect;

  if (self->sticky_x)
    moved.text.x
      = readable (prim->text.x, r->width, b->x, b->width, self->clip.x, self->clip.width);
  if (self->sticky_y)
    moved.rect.y
      = readable (r->y + r->height / 2, r->height, b->y, b->height, self->clip.y, self->clip.height)
        - r->height / 2;
  cairn_paint_text (self, &moved);
}

static void
paint_layer (CairnPaint *self, const CairnScene *scene, CairnLayerKind kind)
{
  guint n_groups, n_prims;
  const CairnSceneGroup *groups = cairn_scene_get_groups (scene, kind, &n_groups);
  const CairnPrim *prims = cairn_scene_get_prims (scene, kind, &n_prims);
  gboolean far = self->simple && kind == CAIRN_LAYER_BODY
                 && self->scale * self->pixels < CAIRN_PAINT_FAR && cairn_paint_far_begin (self);

  for (guint i = 0; i < n_groups; i++)
    {
      const CairnSceneGroup *group = &groups[i];

      if (!cairn_rect_intersects (&group->bounds, &self->clip))
        continue;
      if (far && cairn_paint_far (self, group, &prims[group->first]))
        continue;
      for (guint j = group->first; j < group->first + group->n_prims; j++)
        if ((self->sticky_x || self->sticky_y) && prims[j].kind == CAIRN_PRIM_TEXT
            && prims[j].anchor == CAIRN_ANCHOR_MIDDLE
            && (prims[j].part == CAIRN_PART_MAIN || prims[j].part == CAIRN_PART_TEAM))
          paint_header_text (self, group, &prims[j]);
        else if (touches_clip (self, &prims[j]))
          cairn_paint_prim (self, &prims[j]);
    }
  if (far)
    cairn_paint_far_end (self);
}

/* The pixels of the device a unit of @cr; 1 where there are none. */
static double
device_pixels (cairo_t *cr)
{
  cairo_matrix_t matrix;
  double x, y;

  cairo_get_matrix (cr, &matrix);
  cairo_surface_get_device_scale (cairo_get_target (cr), &x, &y);
  return matrix.xx * x > 0 ? matrix.xx * x : 1;
}

static CairnRect
clip_of (const CairnPaint *self)
{
  double x0, y0, x1, y1;

  cairo_clip_extents (self->cr, &x0, &y0, &x1, &y1);
  return (CairnRect){ (x0 - self->ox) / self->scale, (y0 - self->oy) / self->scale,
                      (x1 - x0) / self->scale, (y1 - y0) / self->scale };
}

static gboolean
is_vector (cairo_t *cr)
{
  cairo_surface_type_t type = cairo_surface_get_type (cairo_get_target (cr));

  return type == CAIRO_SURFACE_TYPE_PDF || type == CAIRO_SURFACE_TYPE_PS
         || type == CAIRO_SURFACE_TYPE_SVG || type == CAIRO_SURFACE_TYPE_RECORDING;
}

/* Of about sixty steps; filling the letters of more would be seen as a delay while panning. */
#define MAX_FINE_PRIMS 1500

gboolean
cairn_painter_is_small (const CairnScene *scene)
{
  guint n_prims;

  cairn_scene_get_prims (scene, CAIRN_LAYER_BODY, &n_prims);
  return n_prims <= MAX_FINE_PRIMS;
}

void
cairn_painter_paint (CairnPainter *self, cairo_t *cr, const CairnScene *scene)
{
  CairnPaint paint = {
    .text = self->text, .cr = cr, .scale = 1, .exact = is_vector (cr), .detail = CAIRN_DETAIL_NEAR
  };

  g_return_if_fail (self != NULL && cr != NULL && scene != NULL);

  cairo_save (cr);
  paint.pixels = device_pixels (cr);
  paint.clip = clip_of (&paint);
  paint.fine = cairn_painter_is_small (scene);
  cairn_paint_set_color (&paint, cairn_scene_get_theme (scene)->paper);
  cairo_paint (cr);
  for (guint i = 0; i < CAIRN_N_LAYERS; i++)
    paint_layer (&paint, scene, i);
  cairo_restore (cr);
}

/* On a whole pixel: what is in step with it stays so while scrolling. */
static CairnPoint
get_origin (const CairnViewport *viewport, CairnPoint shift, double pixels)
{
  return (CairnPoint){ round ((shift.x - viewport->x) * viewport->scale * pixels),
                       round ((shift.y - viewport->y) * viewport->scale * pixels) };
}

CairnPoint
cairn_painter_get_origin (const CairnViewport *viewport, double pixels)
{
  return get_origin (viewport, (CairnPoint){ 0, 0 }, pixels);
}

static CairnPaint
begin_view (CairnPainter *painter, cairo_t *cr, const CairnViewport *viewport, CairnPoint shift)
{
  CairnPaint paint = { .text = painter->text,
                       .sprites = painter->sprites,
                       .cr = cr,
                       .scale = viewport->scale,
                       .detail = cairn_detail_at_scale (viewport->scale),
                       .simple = TRUE };
  CairnPoint origin;

  paint.pixels = device_pixels (cr);
  paint.exact = is_vector (cr);
  origin = get_origin (viewport, shift, paint.pixels);
  paint.ox = origin.x / paint.pixels;
  paint.oy = origin.y / paint.pixels;
  paint.clip = clip_of (&paint);
  return paint;
}

/* What frozen headers cover, up to the edge of a pixel: clips that cut through pixels are slow. */
static CairnPoint
covered_pixels (cairo_t *cr, const CairnViewport *viewport)
{
  CairnPoint covered = cairn_viewport_get_covered (viewport);
  double pixels = device_pixels (cr);

  return (CairnPoint){ ceil (covered.x * pixels) / pixels, ceil (covered.y * pixels) / pixels };
}

/* Of the view what frozen headers do not hide. Those at the left end with the map. */
static CairnRect
body_area (cairo_t *cr, const CairnViewport *viewport)
{
  CairnPoint covered = covered_pixels (cr, viewport);
  const CairnRect *left = &viewport->left;
  gboolean whole
    = (left->y - viewport->y) * viewport->scale <= covered.y
      && (left->y + left->height - viewport->y) * viewport->scale >= viewport->height + 1;
  double x = whole ? covered.x : 0;

  return (CairnRect){ x, covered.y, viewport->width - x, viewport->height - covered.y };
}

void
cairn_painter_paint_body (CairnPainter *self,
                          cairo_t *cr,
                          const CairnScene *scene,
                          const CairnViewport *viewport)
{
  static const CairnLayerKind layers[]
    = { CAIRN_LAYER_PAPER, CAIRN_LAYER_PAPER_OVERLAY, CAIRN_LAYER_BODY, CAIRN_LAYER_CHANGES,
        CAIRN_LAYER_LEGEND };
  CairnPaint paint;
  CairnRect area;

  g_return_if_fail (self != NULL && cr != NULL && scene != NULL && viewport != NULL);

  area = body_area (cr, viewport);
  cairo_save (cr);
  cairo_rectangle (cr, area.x, area.y, area.width, area.height);
  cairo_clip (cr);
  paint = begin_view (self, cr, viewport, (CairnPoint){ 0, 0 });
  cairn_paint_set_color (&paint, cairn_scene_get_theme (scene)->paper);
  cairo_paint (cr);
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      paint.fine = layers[i] != CAIRN_LAYER_BODY || cairn_painter_is_small (scene);
      paint_layer (&paint, scene, layers[i]);
    }
  cairo_restore (cr);
}

/* The paper of frozen headers, with a line where it ends. That at the left reaches from the headers
 * above to the end of the map: what is above and below scrolls as a whole. */
static void
paint_strip (CairnPaint *self,
             const CairnTheme *theme,
             const CairnViewport *viewport,
             gboolean left)
{
  CairnPoint covered = covered_pixels (self->cr, viewport);
  double top = cairn_paint_snap (self, MAX (0, (viewport->top.y - viewport->y) * viewport->scale));
  double bottom = cairn_paint_snap (self, (viewport->left.y + viewport->left.height - viewport->y)
                                            * viewport->scale);
  double line = 1 / self->pixels;

  cairn_paint_set_color (self, theme->paper);
  if (left)
    cairo_rectangle (self->cr, 0, top, covered.x, bottom - top);
  else
    cairo_rectangle (self->cr, 0, 0, viewport->width, covered.y);
  cairo_fill (self->cr);
  cairn_paint_set_color (self, theme->rule);
  if (left)
    cairo_rectangle (self->cr, covered.x, top, line, bottom - top);
  else
    cairo_rectangle (self->cr, 0, covered.y, viewport->width, line);
  cairo_fill (self->cr);
}

/* Layers that stay at the left, or at the top, while the rest scrolls: lanes or stages. */
static void
paint_frozen (CairnPainter *self,
              cairo_t *cr,
              const CairnScene *scene,
              const CairnViewport *viewport,
              const CairnRect *area,
              CairnPoint shift,
              gboolean left)
{
  static const CairnLayerKind layers[]
    = { CAIRN_LAYER_LANES, CAIRN_LAYER_LANES_CHANGES, CAIRN_LAYER_STAGES,
        CAIRN_LAYER_STAGES_OVERLAY, CAIRN_LAYER_STAGES_CHANGES };
  gboolean lanes = left != cairn_layout_is_vertical (cairn_scene_get_layout (scene));
  CairnPaint paint;

  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  paint = begin_view (self, cr, viewport, shift);
  paint.fine = TRUE; /* headers are few, and hold the figures */
  paint.sticky_y = left;
  paint.sticky_x = !left;
  if (shift.x > 0 || shift.y > 0)
    paint_strip (&paint, cairn_scene_get_theme (scene), viewport, shift.x > 0);
  for (guint i = lanes ? 0 : 2; i < (lanes ? 2 : G_N_ELEMENTS (layers)); i++)
    paint_layer (&paint, scene, layers[i]);
  cairo_restore (cr);
}

void
cairn_painter_paint_headers (CairnPainter *self,
                             cairo_t *cr,
                             const CairnScene *scene,
                             const CairnViewport *viewport)
{
  CairnPoint shift, covered;
  CairnRect beside, below;

  g_return_if_fail (self != NULL && cr != NULL && scene != NULL && viewport != NULL);

  shift = cairn_viewport_get_frozen (viewport);
  covered = covered_pixels (cr, viewport);
  below = (CairnRect){ 0, covered.y, viewport->width, viewport->height - covered.y };
  beside = (CairnRect){ covered.x, 0, viewport->width - covered.x, viewport->height };
  paint_frozen (self, cr, scene, viewport, &below, (CairnPoint){ shift.x, 0 }, TRUE);
  paint_frozen (self, cr, scene, viewport, &beside, (CairnPoint){ 0, shift.y }, FALSE);
  if (covered.x > 0 && covered.y > 0)
    {
      CairnPaint paint = { .cr = cr };

      cairo_save (cr);
      cairn_paint_set_color (&paint, cairn_scene_get_theme (scene)->paper);
      cairo_rectangle (cr, 0, 0, covered.x, covered.y);
      cairo_fill (cr);
      cairo_restore (cr);
    }
}
