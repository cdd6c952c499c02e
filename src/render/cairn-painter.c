/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-painter.h"

#include "render/cairn-layer-private.h"
#include "render/cairn-text-cache-private.h"

#include <math.h>

/* Below these, in pixels of the monitor a unit or of a letter's height, things are drawn simpler.
 */
#define MIN_TEXT 4.0 /* text becomes a faint bar */
#define MIN_BAR 1.3  /* and then nothing */
#define BAR_ALPHA 0x48
#define MIN_DETAIL 0.45 /* signs and shadows */
#define MIN_ROUND 2.0   /* corners are square */
#define HEADER_PAD 14.0 /* around names that are moved into view */
#define FAR 0.3         /* everything is rectangles, filled by colour */
#define MAX_COLORS 24   /* of those */
#define FLUSH_BOXES 256

struct _CairnPainter
{
  CairnTextCache *text;
};

/* Rectangles of one colour, to be filled at once. */
typedef struct
{
  CairnColor color;
  guint n;
  cairo_rectangle_int_t boxes[FLUSH_BOXES];
} Bucket;

/* One call. Positions are computed here, in the units of @cr, rather than by its matrix: only so
 * can edges be put on whole pixels. */
typedef struct
{
  CairnPainter *painter;
  cairo_t *cr;
  double scale;     /* units of @cr a diagram unit */
  double ox, oy;    /* where the diagram's origin is, in units of @cr */
  double pixels;    /* of the device a unit of @cr */
  gboolean exact;   /* vector file: no pixels to speak of */
  gboolean simple;  /* may simplify */
  CairnRect clip;   /* diagram units */
  CairnColor color; /* of the source that is set; none at first */
  Bucket *buckets;
  guint n_buckets;
  gboolean sticky_x, sticky_y; /* names of headers stay where they can be read, along that axis */
} Paint;

CairnPainter *
cairn_painter_new (void)
{
  CairnPainter *self = g_new0 (CairnPainter, 1);

  self->text = cairn_text_cache_new ();
  return self;
}

void
cairn_painter_free (CairnPainter *self)
{
  g_clear_pointer (&self->text, cairn_text_cache_free);
  g_free (self);
}

static void
set_color (Paint *self, CairnColor color)
{
  if (self->color == color)
    return;
  self->color = color;
  cairo_set_source_rgba (self->cr, (color >> 24 & 0xff) / 255.0, (color >> 16 & 0xff) / 255.0,
                         (color >> 8 & 0xff) / 255.0, (color & 0xff) / 255.0);
}

/* cairo counts in 24.8 bits: what is further out than its numbers reach comes to stand well outside
 * of every view instead. */
#define FAR_OUT 2e6

static double
within (double v)
{
  return CLAMP (v, -FAR_OUT, FAR_OUT);
}

static double
px (const Paint *self, double x)
{
  return within (x * self->scale + self->ox);
}

static double
py (const Paint *self, double y)
{
  return within (y * self->scale + self->oy);
}

/* To the nearest edge between two pixels. */
static double
snap (const Paint *self, double v)
{
  return self->exact ? v : round (v * self->pixels) / self->pixels;
}

/* On screen at least one pixel, or it would fade, and a whole number of them where edges lie on
 * pixels. */
static double
line_width (const Paint *self, const CairnPrim *prim)
{
  double width = prim->stroke_width * self->scale * self->pixels;

  if (self->exact)
    return prim->stroke_width * self->scale;
  if (prim->kind == CAIRN_PRIM_RECT || prim->crisp)
    width = round (width);
  return MAX (width, 1) / self->pixels;
}

/* Half a pixel for lines that are an odd number of pixels wide: their middle is in the middle of
 * one. */
static double
odd_pixel (const Paint *self, double width)
{
  int pixels = (int) round (MAX (1, width * self->scale * self->pixels));

  return !self->exact && (pixels & 1) != 0 ? 0.5 / self->pixels : 0;
}

static void
rounded (cairo_t *cr, double x, double y, double w, double h, double r)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + w - r, y + r, r, -G_PI_2, 0);
  cairo_arc (cr, x + w - r, y + h - r, r, 0, G_PI_2);
  cairo_arc (cr, x + r, y + h - r, r, G_PI_2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
fill_and_stroke (Paint *self, const CairnPrim *prim)
{
  gboolean fill = cairn_color_visible (prim->fill);
  gboolean stroke = cairn_color_visible (prim->stroke);

  if (fill)
    {
      set_color (self, prim->fill);
      if (stroke)
        cairo_fill_preserve (self->cr);
      else
        cairo_fill (self->cr);
    }
  if (!stroke)
    return;
  set_color (self, prim->stroke);
  cairo_set_line_width (self->cr, line_width (self, prim));
  if (prim->dash > 0)
    cairo_set_dash (self->cr, (double[]){ prim->dash * self->scale }, 1, 0);
  if (prim->round)
    {
      cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_ROUND);
      cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_ROUND);
    }
  cairo_stroke (self->cr);
  if (prim->dash > 0)
    cairo_set_dash (self->cr, NULL, 0, 0);
  if (prim->round)
    {
      cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_BUTT);
      cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_MITER);
    }
}

/* A bordered box as two filled ones on whole pixels: what a rectangle comes to when small, and many
 * times as fast as a stroke. */
static void
paint_plain_box (Paint *self, const CairnPrim *prim, double x, double y, double w, double h)
{
  double border = cairn_color_visible (prim->stroke) ? line_width (self, prim) : 0;

  if (border > 0)
    {
      set_color (self, prim->stroke);
      cairo_rectangle (self->cr, x, y, w, h);
      cairo_fill (self->cr);
    }
  if (cairn_color_visible (prim->fill) && w > 2 * border && h > 2 * border)
    {
      set_color (self, prim->fill);
      cairo_rectangle (self->cr, x + border, y + border, w - 2 * border, h - 2 * border);
      cairo_fill (self->cr);
    }
}

static void
paint_rect (Paint *self, const CairnPrim *prim)
{
  const CairnRect *rect = &prim->rect;
  double x = snap (self, px (self, rect->x));
  double y = snap (self, py (self, rect->y));
  double w
    = MAX (snap (self, px (self, rect->x + rect->width)) - x, self->exact ? 0 : 1 / self->pixels);
  double h
    = MAX (snap (self, py (self, rect->y + rect->height)) - y, self->exact ? 0 : 1 / self->pixels);
  double radius = MIN (prim->radius * self->scale, MIN (w, h) / 2);
  gboolean stroke = cairn_color_visible (prim->stroke);

  if (self->simple && radius * self->pixels < MIN_ROUND && prim->dash == 0
      && (cairn_color_visible (prim->fill) && (prim->fill & 0xff) == 0xff))
    {
      paint_plain_box (self, prim, x, y, w, h);
      return;
    }
  if (stroke)
    {
      x += odd_pixel (self, prim->stroke_width);
      y += odd_pixel (self, prim->stroke_width);
    }
  if (radius > 0)
    rounded (self->cr, x, y, w, h, radius);
  else
    cairo_rectangle (self->cr, x, y, w, h);
  fill_and_stroke (self, prim);
}

static void
paint_ellipse (Paint *self, const CairnPrim *prim)
{
  const CairnRect *rect = &prim->rect;
  double rx = rect->width / 2 * self->scale;
  double ry = rect->height / 2 * self->scale;
  double x = px (self, rect->x) + rx;
  double y = py (self, rect->y) + ry;

  if (rx <= 0 || ry <= 0)
    return;
  cairo_new_sub_path (self->cr);
  if (fabs (rx - ry) < 1e-6)
    cairo_arc (self->cr, x, y, rx, 0, 2 * G_PI);
  else
    {
      cairo_matrix_t matrix;

      cairo_get_matrix (self->cr, &matrix);
      cairo_translate (self->cr, x, y);
      cairo_scale (self->cr, rx, ry);
      cairo_arc (self->cr, 0, 0, 1, 0, 2 * G_PI);
      cairo_set_matrix (self->cr, &matrix);
    }
  cairo_close_path (self->cr);
  fill_and_stroke (self, prim);
}

/* Where @p of @prim is, in units of the context. */
static CairnPoint
place (const Paint *self, const CairnPrim *prim, CairnPoint p, double half)
{
  if (prim->relative)
    return (CairnPoint){ px (self, prim->rect.x) + p.x * self->scale,
                         py (self, prim->rect.y) + p.y * self->scale };
  if (!prim->crisp)
    return (CairnPoint){ px (self, p.x), py (self, p.y) };
  return (CairnPoint){ snap (self, px (self, p.x)) + half, snap (self, py (self, p.y)) + half };
}

static void
paint_path (Paint *self, const CairnPrim *prim)
{
  const CairnPoint *p = prim->path.points;
  double half = odd_pixel (self, prim->stroke_width);
  CairnPoint q[3];

  for (guint i = 0; i < prim->path.n_ops; i++)
    {
      guint n = cairn_path_op_points (prim->path.ops[i]);

      for (guint j = 0; j < n; j++)
        q[j] = place (self, prim, *p++, half);
      switch ((CairnPathOp) prim->path.ops[i])
        {
        case CAIRN_PATH_MOVE:
          cairo_move_to (self->cr, q[0].x, q[0].y);
          break;
        case CAIRN_PATH_LINE:
          cairo_line_to (self->cr, q[0].x, q[0].y);
          break;
        case CAIRN_PATH_CURVE:
          cairo_curve_to (self->cr, q[0].x, q[0].y, q[1].x, q[1].y, q[2].x, q[2].y);
          break;
        case CAIRN_PATH_CLOSE:
        default:
          cairo_close_path (self->cr);
        }
    }
  fill_and_stroke (self, prim);
}

static double
line_start (const CairnPrim *prim, guint line)
{
  double width = prim->text.block->lines[line].width;

  return prim->anchor == CAIRN_ANCHOR_START    ? prim->text.x
         : prim->anchor == CAIRN_ANCHOR_MIDDLE ? prim->text.x - width / 2
                                               : prim->text.x - width;
}

static void
paint_text (Paint *self, const CairnPrim *prim)
{
  const CairnTextBlock *block = prim->text.block;
  const CairnTextFont *font = cairn_text_font (block->style);
  double size = font->size * self->scale * self->pixels;

  if (self->simple && size < MIN_BAR)
    return;
  set_color (self,
             self->simple && size < MIN_TEXT ? (prim->fill & ~0xffu) | BAR_ALPHA : prim->fill);
  for (guint i = 0; i < block->n_lines; i++)
    {
      double x = line_start (prim, i);
      double baseline = prim->rect.y + block->ascent + i * font->line_height;

      if (self->simple && size < MIN_TEXT)
        {
          double top = snap (self, py (self, baseline - 0.5 * font->size));

          cairo_rectangle (self->cr, snap (self, px (self, x)), top,
                           snap (self, block->lines[i].width * self->scale),
                           MAX (1 / self->pixels, snap (self, 0.45 * font->size * self->scale)));
          cairo_fill (self->cr);
        }
      else
        cairn_text_cache_show (self->painter->text, self->cr, block, i, px (self, x),
                               py (self, baseline), self->scale, self->exact);
    }
}

/* Far away. Nothing overlaps there but borders and what they enclose, so that all boxes of a colour
 * can be filled together, in the order in which the colours first appeared. */

static void
flush_bucket (Paint *self, Bucket *bucket)
{
  double unit = 1 / self->pixels;

  if (bucket->n == 0)
    return;
  set_color (self, bucket->color);
  for (guint i = 0; i < bucket->n; i++)
    cairo_rectangle (self->cr, bucket->boxes[i].x * unit, bucket->boxes[i].y * unit,
                     bucket->boxes[i].width * unit, bucket->boxes[i].height * unit);
  cairo_fill (self->cr);
  bucket->n = 0;
}

static void
flush_buckets (Paint *self)
{
  for (guint i = 0; i < self->n_buckets; i++)
    flush_bucket (self, &self->buckets[i]);
  self->n_buckets = 0;
}

static void
add_box (Paint *self, CairnColor color, double x0, double y0, double x1, double y1)
{
  Bucket *bucket = NULL;
  int left = (int) lround (px (self, x0) * self->pixels);
  int top = (int) lround (py (self, y0) * self->pixels);
  int right = (int) lround (px (self, x1) * self->pixels);
  int bottom = (int) lround (py (self, y1) * self->pixels);

  for (guint i = 0; i < self->n_buckets && bucket == NULL; i++)
    if (self->buckets[i].color == color)
      bucket = &self->buckets[i];
  if (bucket == NULL)
    {
      if (self->n_buckets == MAX_COLORS)
        flush_buckets (self);
      bucket = &self->buckets[self->n_buckets++];
      bucket->color = color;
      bucket->n = 0;
    }
  if (bucket->n == FLUSH_BOXES)
    flush_bucket (self, bucket);
  bucket->boxes[bucket->n++]
    = (cairo_rectangle_int_t){ left, top, MAX (1, right - left), MAX (1, bottom - top) };
}

static void
add_line (Paint *self, CairnColor color, CairnPoint a, CairnPoint b)
{
  add_box (self, color, MIN (a.x, b.x), MIN (a.y, b.y), MAX (a.x, b.x), MAX (a.y, b.y));
}

static void
paint_far_path (Paint *self, const CairnPrim *prim)
{
  const CairnPoint *p = prim->path.points;
  CairnPoint before = { 0, 0 };

  for (guint i = 0; i < prim->path.n_ops; i++)
    {
      guint n = cairn_path_op_points (prim->path.ops[i]);

      if (prim->path.ops[i] == CAIRN_PATH_LINE)
        add_line (self, prim->stroke, before, p[0]);
      else if (prim->path.ops[i] == CAIRN_PATH_CURVE)
        {
          /* The corner itself; it turns from the way that its first control point lies. */
          CairnPoint corner = fabs (p[0].y - before.y) < fabs (p[0].x - before.x)
                                ? (CairnPoint){ p[2].x, before.y }
                                : (CairnPoint){ before.x, p[2].y };

          add_line (self, prim->stroke, before, corner);
          add_line (self, prim->stroke, corner, p[2]);
        }
      if (n > 0)
        before = p[n - 1];
      p += n;
    }
}

static void
paint_far_text (Paint *self, const CairnPrim *prim)
{
  const CairnTextBlock *block = prim->text.block;
  const CairnTextFont *font = cairn_text_font (block->style);

  if (font->size * self->scale * self->pixels < MIN_BAR)
    return;
  for (guint i = 0; i < block->n_lines; i++)
    {
      double x = line_start (prim, i);
      double baseline = prim->rect.y + block->ascent + i * font->line_height;

      add_box (self, (prim->fill & ~0xffu) | BAR_ALPHA, x, baseline - 0.45 * font->size,
               x + block->lines[i].width, baseline);
    }
}

/* Returns FALSE for what has to be painted the usual way. */
static gboolean
paint_far (Paint *self, const CairnSceneGroup *group, const CairnPrim *prims)
{
  gboolean flow = group->kind[0] == 'f';

  if (group->element == NULL || (!flow && group->kind[0] != 's' && group->kind[0] != 'n'))
    return FALSE;
  for (guint i = 0; i < group->n_prims; i++)
    {
      const CairnPrim *prim = &prims[i];
      const CairnRect *r = &prim->rect;

      if (flow && prim->kind == CAIRN_PRIM_PATH && cairn_color_visible (prim->stroke))
        paint_far_path (self, prim);
      else if (prim->kind == CAIRN_PRIM_TEXT && prim->part == CAIRN_PART_MAIN && !flow)
        paint_far_text (self, prim);
      else if (!flow && !prim->detail
               && (prim->kind == CAIRN_PRIM_RECT || prim->kind == CAIRN_PRIM_PATH)
               && prim->part == CAIRN_PART_MAIN)
        {
          double edge = 1 / (self->scale * self->pixels);

          add_box (self, prim->stroke, r->x, r->y, r->x + r->width, r->y + r->height);
          if (r->width > 3 * edge && r->height > 3 * edge)
            add_box (self, prim->fill, r->x + edge, r->y + edge, r->x + r->width - edge,
                     r->y + r->height - edge);
        }
    }
  return TRUE;
}

static void
paint_prim (Paint *self, const CairnPrim *prim)
{
  if (self->simple && prim->detail && self->scale * self->pixels < MIN_DETAIL)
    return;
  switch (prim->kind)
    {
    case CAIRN_PRIM_RECT:
      paint_rect (self, prim);
      break;
    case CAIRN_PRIM_ELLIPSE:
      paint_ellipse (self, prim);
      break;
    case CAIRN_PRIM_PATH:
      paint_path (self, prim);
      break;
    case CAIRN_PRIM_TEXT:
    default:
      paint_text (self, prim);
    }
}

/* Straight lines have no area of their own. */
static gboolean
touches_clip (const Paint *self, const CairnPrim *prim)
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
paint_header_text (Paint *self, const CairnSceneGroup *group, const CairnPrim *prim)
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
  paint_text (self, &moved);
}

static void
paint_layer (Paint *self, const CairnScene *scene, CairnLayerKind kind)
{
  guint n_groups, n_prims;
  const CairnSceneGroup *groups = cairn_scene_get_groups (scene, kind, &n_groups);
  const CairnPrim *prims = cairn_scene_get_prims (scene, kind, &n_prims);
  gboolean far = self->simple && kind == CAIRN_LAYER_BODY && self->scale * self->pixels < FAR;

  for (guint i = 0; i < n_groups; i++)
    {
      const CairnSceneGroup *group = &groups[i];

      if (!cairn_rect_intersects (&group->bounds, &self->clip))
        continue;
      if (far && paint_far (self, group, &prims[group->first]))
        continue;
      for (guint j = group->first; j < group->first + group->n_prims; j++)
        if ((self->sticky_x || self->sticky_y) && prims[j].kind == CAIRN_PRIM_TEXT
            && prims[j].anchor == CAIRN_ANCHOR_MIDDLE && prims[j].part == CAIRN_PART_MAIN)
          paint_header_text (self, group, &prims[j]);
        else if (touches_clip (self, &prims[j]))
          paint_prim (self, &prims[j]);
    }
  flush_buckets (self);
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
clip_of (const Paint *self)
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

void
cairn_painter_paint (CairnPainter *self, cairo_t *cr, const CairnScene *scene)
{
  Paint paint = { .painter = self, .cr = cr, .scale = 1, .exact = is_vector (cr) };

  g_return_if_fail (self != NULL && cr != NULL && scene != NULL);

  cairo_save (cr);
  paint.pixels = device_pixels (cr);
  paint.clip = clip_of (&paint);
  set_color (&paint, cairn_scene_get_theme (scene)->paper);
  cairo_paint (cr);
  for (guint i = 0; i < CAIRN_N_LAYERS; i++)
    paint_layer (&paint, scene, i);
  cairo_restore (cr);
}

static Paint
begin_view (CairnPainter *painter, cairo_t *cr, const CairnViewport *viewport, CairnPoint shift)
{
  Paint paint = { .painter = painter, .cr = cr, .scale = viewport->scale, .simple = TRUE };
  double unit;

  paint.pixels = device_pixels (cr);
  paint.exact = is_vector (cr);
  /* The origin on a whole pixel: what is in step with it stays so while scrolling. */
  unit = paint.pixels;
  paint.ox = round ((shift.x - viewport->x) * viewport->scale * unit) / unit;
  paint.oy = round ((shift.y - viewport->y) * viewport->scale * unit) / unit;
  paint.clip = clip_of (&paint);
  return paint;
}

void
cairn_painter_paint_body (CairnPainter *self,
                          cairo_t *cr,
                          const CairnScene *scene,
                          const CairnViewport *viewport)
{
  static const CairnLayerKind layers[]
    = { CAIRN_LAYER_PAPER, CAIRN_LAYER_PAPER_OVERLAY, CAIRN_LAYER_BODY, CAIRN_LAYER_LEGEND };
  g_autofree Bucket *buckets = NULL;
  Paint paint;

  g_return_if_fail (self != NULL && cr != NULL && scene != NULL && viewport != NULL);

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, viewport->width, viewport->height);
  cairo_clip (cr);
  paint = begin_view (self, cr, viewport, (CairnPoint){ 0, 0 });
  paint.buckets = buckets = g_new (Bucket, MAX_COLORS);
  set_color (&paint, cairn_scene_get_theme (scene)->paper);
  cairo_paint (cr);
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    paint_layer (&paint, scene, layers[i]);
  cairo_restore (cr);
}

/* What frozen headers cover, up to the edge of a pixel: clips that cut through pixels are slow. */
static CairnPoint
covered_pixels (cairo_t *cr, const CairnViewport *viewport)
{
  CairnPoint covered = cairn_viewport_get_covered (viewport);
  double pixels = device_pixels (cr);

  return (CairnPoint){ ceil (covered.x * pixels) / pixels, ceil (covered.y * pixels) / pixels };
}

/* The paper of frozen headers, with a line where it ends. That of the lanes reaches no higher than
 * the stage headers: what is above scrolls as a whole. */
static void
paint_strip (Paint *self, const CairnTheme *theme, const CairnViewport *viewport, gboolean lanes)
{
  CairnPoint covered = covered_pixels (self->cr, viewport);
  double top = snap (self, MAX (0, (viewport->top.y - viewport->y) * viewport->scale));
  double line = 1 / self->pixels;

  set_color (self, theme->paper);
  if (lanes)
    cairo_rectangle (self->cr, 0, top, covered.x, viewport->height);
  else
    cairo_rectangle (self->cr, 0, 0, viewport->width, covered.y);
  cairo_fill (self->cr);
  set_color (self, theme->rule);
  if (lanes)
    cairo_rectangle (self->cr, covered.x, top, line, viewport->height);
  else
    cairo_rectangle (self->cr, 0, covered.y, viewport->width, line);
  cairo_fill (self->cr);
}

/* Layers that stay while the rest scrolls. */
static void
paint_frozen (CairnPainter *self,
              cairo_t *cr,
              const CairnScene *scene,
              const CairnViewport *viewport,
              const CairnRect *area,
              CairnPoint shift,
              const CairnLayerKind *layers,
              guint n_layers)
{
  Paint paint;

  cairo_save (cr);
  cairo_rectangle (cr, area->x, area->y, area->width, area->height);
  cairo_clip (cr);
  paint = begin_view (self, cr, viewport, shift);
  paint.sticky_y = layers[0] == CAIRN_LAYER_LANES;
  paint.sticky_x = !paint.sticky_y;
  if (shift.x > 0 || shift.y > 0)
    paint_strip (&paint, cairn_scene_get_theme (scene), viewport, shift.x > 0);
  for (guint i = 0; i < n_layers; i++)
    paint_layer (&paint, scene, layers[i]);
  cairo_restore (cr);
}

void
cairn_painter_paint_headers (CairnPainter *self,
                             cairo_t *cr,
                             const CairnScene *scene,
                             const CairnViewport *viewport)
{
  static const CairnLayerKind lanes[] = { CAIRN_LAYER_LANES };
  static const CairnLayerKind stages[] = { CAIRN_LAYER_STAGES, CAIRN_LAYER_STAGES_OVERLAY };
  CairnPoint shift, covered;
  CairnRect beside, below;

  g_return_if_fail (self != NULL && cr != NULL && scene != NULL && viewport != NULL);

  shift = cairn_viewport_get_frozen (viewport);
  covered = covered_pixels (cr, viewport);
  below = (CairnRect){ 0, covered.y, viewport->width, viewport->height - covered.y };
  beside = (CairnRect){ covered.x, 0, viewport->width - covered.x, viewport->height };
  paint_frozen (self, cr, scene, viewport, &below, (CairnPoint){ shift.x, 0 }, lanes,
                G_N_ELEMENTS (lanes));
  paint_frozen (self, cr, scene, viewport, &beside, (CairnPoint){ 0, shift.y }, stages,
                G_N_ELEMENTS (stages));
  if (covered.x > 0 && covered.y > 0)
    {
      Paint paint = { .cr = cr };

      cairo_save (cr);
      set_color (&paint, cairn_scene_get_theme (scene)->paper);
      cairo_rectangle (cr, 0, 0, covered.x, covered.y);
      cairo_fill (cr);
      cairo_restore (cr);
    }
}
