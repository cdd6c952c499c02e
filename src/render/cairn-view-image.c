/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-view-image.h"

#include "render/cairn-paint-private.h"
#include "render/cairn-painter.h"
#include "render/cairn-scene-difference-private.h"

#include <math.h>

/* Less of the view than this is not worth moving. */
#define WORTH_KEEPING 0.3
/* A picture that is to be shown at more than so many times its size is too coarse. */
#define MOST_STRETCHED 2.5

typedef struct
{
  int left, top, right, bottom; /* pixels */
} Pixels;

struct _CairnViewImage
{
  CairnPainter *painter;
  /* In turn: the last frame may still have to be played back while the next is painted, and the
   * next may be made of the last that was no sketch. */
  cairo_surface_t *images[3];
  /* The same pixels, only to be looked at. Of a surface that was ever recorded cairo makes a copy
   * when it is painted to again, for those who may still play it back: at every frame of a motion
   * as much as the window is large, and nobody does. */
  cairo_surface_t *shown_images[3];
  guint last;
  gboolean is_sketch; /* the last */
  CairnViewport shown;

  /* what the last that is no sketch shows */
  guint base;
  CairnScene *scene; /* NULL: nothing */
  CairnViewport viewport;
  int pixels;
  Pixels body; /* where nothing of the headers is */
};

CairnViewImage *
cairn_view_image_new (void)
{
  CairnViewImage *self = g_new0 (CairnViewImage, 1);

  self->painter = cairn_painter_new ();
  return self;
}

/* Whoever still shows it gets a copy, and so it has to go after what is shown. */
static void
drop_image (CairnViewImage *self, guint i)
{
  g_clear_pointer (&self->shown_images[i], cairo_surface_destroy);
  g_clear_pointer (&self->images[i], cairo_surface_destroy);
}

static void
make_image (CairnViewImage *self, guint i, int width, int height, int pixels)
{
  cairo_surface_t *image
    = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width * pixels, height * pixels);

  cairo_surface_set_device_scale (image, pixels, pixels);
  self->images[i] = image;
  self->shown_images[i] = cairo_image_surface_create_for_data (
    cairo_image_surface_get_data (image), CAIRO_FORMAT_RGB24, width * pixels, height * pixels,
    cairo_image_surface_get_stride (image));
  cairo_surface_set_device_scale (self->shown_images[i], pixels, pixels);
}

void
cairn_view_image_free (CairnViewImage *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->images); i++)
    drop_image (self, i);
  g_clear_pointer (&self->scene, cairn_scene_unref);
  cairn_painter_free (self->painter);
  g_free (self);
}

static gboolean
is_same_rect (const CairnRect *a, const CairnRect *b)
{
  return a->x == b->x && a->y == b->y && a->width == b->width && a->height == b->height;
}

static gboolean
is_same_view (const CairnViewport *a, const CairnViewport *b)
{
  return a->x == b->x && a->y == b->y && a->scale == b->scale && a->width == b->width
         && a->height == b->height && is_same_rect (&a->left, &b->left)
         && is_same_rect (&a->top, &b->top);
}

/* An image of that size, for all of which there will be paint. */
static cairo_surface_t *
next_image (CairnViewImage *self, const CairnViewport *viewport, int pixels)
{
  int width = (int) ceil (viewport->width), height = (int) ceil (viewport->height);
  cairo_surface_t *image;
  double scale = 0;
  guint next = 0;

  while (next == self->last || next == self->base)
    next++;
  self->last = next;
  image = self->images[next];
  if (image != NULL)
    cairo_surface_get_device_scale (image, &scale, &scale);
  if (image != NULL
      && (scale != pixels || cairo_image_surface_get_width (image) != width * pixels
          || cairo_image_surface_get_height (image) != height * pixels))
    drop_image (self, next);
  if (self->images[next] == NULL)
    make_image (self, next, width, height, pixels);
  return self->images[next];
}

/* How far the headers on these layers reach into the diagram, from its origin. */
static CairnPoint
get_reach (const CairnScene *scene, const CairnLayerKind *layers, guint n_layers)
{
  CairnPoint reach = { -G_MAXDOUBLE, -G_MAXDOUBLE };

  for (guint i = 0; i < n_layers; i++)
    {
      guint n_groups;
      const CairnSceneGroup *groups = cairn_scene_get_groups (scene, layers[i], &n_groups);

      for (guint j = 0; j < n_groups; j++)
        {
          reach.x = MAX (reach.x, groups[j].bounds.x + groups[j].bounds.width);
          reach.y = MAX (reach.y, groups[j].bounds.y + groups[j].bounds.height);
        }
    }
  return reach;
}

static Pixels
find_body (const CairnScene *scene, const CairnViewport *viewport, int pixels)
{
  static const CairnLayerKind lanes[] = { CAIRN_LAYER_LANES, CAIRN_LAYER_LANES_CHANGES };
  static const CairnLayerKind stages[]
    = { CAIRN_LAYER_STAGES, CAIRN_LAYER_STAGES_OVERLAY, CAIRN_LAYER_STAGES_CHANGES };
  gboolean vertical = cairn_layout_is_vertical (cairn_scene_get_layout (scene));
  CairnPoint lane = get_reach (scene, lanes, G_N_ELEMENTS (lanes));
  CairnPoint stage = get_reach (scene, stages, G_N_ELEMENTS (stages));
  CairnPoint frozen = cairn_viewport_get_frozen (viewport);
  CairnPoint covered = cairn_viewport_get_covered (viewport);
  double unit = viewport->scale * pixels;
  int width = (int) ceil (viewport->width) * pixels;
  int height = (int) ceil (viewport->height) * pixels;
  double x = ((vertical ? stage.x : lane.x) + frozen.x - viewport->x) * unit;
  double y = ((vertical ? lane.y : stage.y) + frozen.y - viewport->y) * unit;

  /* Lines are at least a pixel wide, and edges go to the nearest one. */
  x = MAX (x, covered.x * pixels) + 3;
  y = MAX (y, covered.y * pixels) + 3;
  return (Pixels){ (int) CLAMP (ceil (x), 0, width), (int) CLAMP (ceil (y), 0, height), width,
                   height };
}

/* How many pixels the diagram has moved since the last image; FALSE: not only moved. */
static gboolean
find_shift (CairnViewImage *self, const CairnViewport *viewport, int pixels, int *dx, int *dy)
{
  const CairnViewport *before = &self->viewport;
  CairnPoint from, to;

  if (self->scene == NULL || pixels != self->pixels || viewport->scale != before->scale
      || viewport->width != before->width || viewport->height != before->height)
    return FALSE;
  from = cairn_painter_get_origin (before, pixels);
  to = cairn_painter_get_origin (viewport, pixels);
  if (fabs (to.x - from.x) > viewport->width * pixels
      || fabs (to.y - from.y) > viewport->height * pixels)
    return FALSE;
  *dx = (int) lround (to.x - from.x);
  *dy = (int) lround (to.y - from.y);
  return TRUE;
}

/* What is body now and was body before, where it is now. */
static Pixels
find_kept (const Pixels *before, const Pixels *now, int dx, int dy)
{
  Pixels kept = { MAX (before->left + dx, now->left), MAX (before->top + dy, now->top),
                  MIN (before->right + dx, now->right), MIN (before->bottom + dy, now->bottom) };

  if (kept.right <= kept.left || kept.bottom <= kept.top
      || (double) (kept.right - kept.left) * (kept.bottom - kept.top)
           < WORTH_KEEPING * now->right * now->bottom)
    return (Pixels){ 0, 0, 0, 0 };
  return kept;
}

static void
clip_to (cairo_t *cr, const Pixels *area, int pixels)
{
  double unit = 1.0 / pixels;

  cairo_rectangle (cr, area->left * unit, area->top * unit, (area->right - area->left) * unit,
                   (area->bottom - area->top) * unit);
  cairo_clip (cr);
}

static void
move_kept (cairo_t *cr, cairo_surface_t *before, const Pixels *kept, int dx, int dy, int pixels)
{
  cairo_save (cr);
  clip_to (cr, kept, pixels);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_set_source_surface (cr, before, (double) dx / pixels, (double) dy / pixels);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_restore (cr);
}

static void
paint_area (CairnViewImage *self,
            cairo_t *cr,
            CairnScene *scene,
            const CairnViewport *viewport,
            const Pixels *area,
            int pixels)
{
  if (area->right <= area->left || area->bottom <= area->top)
    return;
  cairo_save (cr);
  clip_to (cr, area, pixels);
  cairn_painter_paint_body (self->painter, cr, scene, viewport);
  cairo_restore (cr);
}

/* What of @kept shows another scene than it did. */
static void
paint_changed (CairnViewImage *self,
               cairo_t *cr,
               CairnScene *scene,
               const CairnViewport *viewport,
               const Pixels *kept,
               const cairo_region_t *changed,
               int pixels)
{
  for (int i = 0; i < cairo_region_num_rectangles (changed); i++)
    {
      cairo_rectangle_int_t rect;
      Pixels area;

      cairo_region_get_rectangle (changed, i, &rect);
      area = (Pixels){ MAX (rect.x, kept->left), MAX (rect.y, kept->top),
                       MIN (rect.x + rect.width, kept->right),
                       MIN (rect.y + rect.height, kept->bottom) };
      paint_area (self, cr, scene, viewport, &area, pixels);
    }
}

/* All of the body around @kept. */
static void
paint_rest (CairnViewImage *self,
            cairo_t *cr,
            CairnScene *scene,
            const CairnViewport *viewport,
            const Pixels *kept,
            const Pixels *all,
            int pixels)
{
  Pixels rest[] = { { 0, 0, all->right, kept->top },
                    { 0, kept->bottom, all->right, all->bottom },
                    { 0, kept->top, kept->left, kept->bottom },
                    { kept->right, kept->top, all->right, kept->bottom } };

  if (kept->right == 0)
    {
      cairn_painter_paint_body (self->painter, cr, scene, viewport);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (rest); i++)
    paint_area (self, cr, scene, viewport, &rest[i], pixels);
}

/* Where the picture is of another scene than the last; NULL: all over. */
static cairo_region_t *
find_changed (const CairnViewImage *self,
              const CairnScene *scene,
              const CairnViewport *viewport,
              int pixels)
{
  CairnDifferenceView view = { .origin = cairn_painter_get_origin (viewport, pixels),
                               .unit = viewport->scale * pixels,
                               .width = (int) ceil (viewport->width) * pixels,
                               .height = (int) ceil (viewport->height) * pixels };

  if (scene == self->scene)
    return cairo_region_create ();
  return cairn_scene_find_difference (self->scene, scene, &view);
}

static void
paint (CairnViewImage *self, CairnScene *scene, const CairnViewport *viewport, int pixels)
{
  cairo_surface_t *before = self->images[self->base];
  cairo_t *cr = cairo_create (next_image (self, viewport, pixels));
  Pixels body = find_body (scene, viewport, pixels);
  Pixels kept = { 0, 0, 0, 0 };
  cairo_region_t *changed;
  int dx, dy;

  if (find_shift (self, viewport, pixels, &dx, &dy))
    kept = find_kept (&self->body, &body, dx, dy);
  changed = kept.right > 0 ? find_changed (self, scene, viewport, pixels) : NULL;
  if (changed != NULL)
    {
      move_kept (cr, before, &kept, dx, dy, pixels);
      paint_changed (self, cr, scene, viewport, &kept, changed, pixels);
      cairo_region_destroy (changed);
    }
  else
    kept = (Pixels){ 0, 0, 0, 0 };
  paint_rest (self, cr, scene, viewport, &kept, &body, pixels);
  cairn_painter_paint_headers (self->painter, cr, scene, viewport);
  cairo_destroy (cr);
  cairn_scene_ref (scene);
  g_clear_pointer (&self->scene, cairn_scene_unref);
  self->scene = scene;
  self->base = self->last;
  self->is_sketch = FALSE;
  self->viewport = self->shown = *viewport;
  self->pixels = pixels;
  self->body = body;
}

/* Where a pixel of the last good image goes in another view: to x * factor + shift. */
typedef struct
{
  double factor;
  CairnPoint shift; /* pixels */
} Stretch;

static Stretch
find_stretch (const CairnViewImage *self, const CairnViewport *viewport)
{
  CairnPoint from = cairn_painter_get_origin (&self->viewport, self->pixels);
  CairnPoint to = cairn_painter_get_origin (viewport, self->pixels);
  double factor = viewport->scale / self->viewport.scale;

  return (Stretch){ factor, { to.x - from.x * factor, to.y - from.y * factor } };
}

/* Whole pixels well within the body as it was, at the new size. */
static Pixels
stretch_body (const Pixels *body, const Stretch *stretch)
{
  double margin = 1 + stretch->factor;
  CairnPoint from = { body->left * stretch->factor + stretch->shift.x + margin,
                      body->top * stretch->factor + stretch->shift.y + margin };
  CairnPoint to = { body->right * stretch->factor + stretch->shift.x - margin,
                    body->bottom * stretch->factor + stretch->shift.y - margin };
  const int far = G_MAXINT / 2;

  return (Pixels){ (int) CLAMP (ceil (from.x), -far, far), (int) CLAMP (ceil (from.y), -far, far),
                   (int) CLAMP (floor (to.x), -far, far), (int) CLAMP (floor (to.y), -far, far) };
}

/* Rectangles on whole pixels, as which everything is seen from far away, bear the fast filter;
 * letters do not. */
static void
stretch_kept (cairo_t *cr,
              cairo_surface_t *before,
              const Pixels *kept,
              const Stretch *stretch,
              double scale,
              int pixels)
{
  gboolean far = scale * pixels < CAIRN_PAINT_FAR;

  cairo_save (cr);
  clip_to (cr, kept, pixels);
  cairo_translate (cr, stretch->shift.x / pixels, stretch->shift.y / pixels);
  cairo_scale (cr, stretch->factor, stretch->factor);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_set_source_surface (cr, before, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr),
                            far ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_BILINEAR);
  cairo_paint (cr);
  cairo_restore (cr);
}

/* Makes the image of the last good one, at another size; FALSE if that would not do. */
static gboolean
sketch (CairnViewImage *self, CairnScene *scene, const CairnViewport *viewport, int pixels)
{
  Stretch stretch;
  Pixels body, kept;
  cairo_t *cr;

  if (scene != self->scene || pixels != self->pixels || viewport->width != self->viewport.width
      || viewport->height != self->viewport.height || viewport->scale == self->viewport.scale)
    return FALSE;
  stretch = find_stretch (self, viewport);
  body = find_body (scene, viewport, pixels);
  kept = stretch_body (&self->body, &stretch);
  kept = find_kept (&kept, &body, 0, 0);
  if (stretch.factor > MOST_STRETCHED || kept.right == 0)
    return FALSE;
  cr = cairo_create (next_image (self, viewport, pixels));
  /* Nobody looks at the edges of what grows; and letters of a size that never comes again cost as
   * much as all the rest. */
  cairo_set_antialias (cr, CAIRO_ANTIALIAS_FAST);
  stretch_kept (cr, self->images[self->base], &kept, &stretch, viewport->scale, pixels);
  paint_rest (self, cr, scene, viewport, &kept, &body, pixels);
  cairn_painter_paint_headers (self->painter, cr, scene, viewport);
  cairo_destroy (cr);
  self->is_sketch = TRUE;
  self->shown = *viewport;
  return TRUE;
}

gboolean
cairn_view_image_update (CairnViewImage *self,
                         CairnScene *scene,
                         const CairnViewport *viewport,
                         int pixels,
                         gboolean in_passing)
{
  g_return_val_if_fail (self != NULL && scene != NULL && viewport != NULL, FALSE);

  if (viewport->width < 1 || viewport->height < 1
      || (scene == self->scene && pixels == self->pixels && is_same_view (viewport, &self->shown)
          && (in_passing || !self->is_sketch)))
    return FALSE;
  if (!in_passing || !sketch (self, scene, viewport, pixels))
    paint (self, scene, viewport, pixels);
  return TRUE;
}

cairo_surface_t *
cairn_view_image_get_surface (CairnViewImage *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->shown_images[self->last];
}
