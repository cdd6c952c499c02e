/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* The whole map, small, in a corner of the view when it is larger than that: it shows which part is
 * in view, and a press or a drag on it goes there. */

#include "canvas/cairn-canvas-private.h"

#include <math.h>

#define LARGEST_WIDTH 200.0
#define LARGEST_HEIGHT 130.0
#define MARGIN 14.0
/* Views smaller than this have no corner to spare. */
#define LEAST_WIDTH 420
#define LEAST_HEIGHT 260

gboolean
cairn_canvas_get_minimap (CairnCanvas *self, CairnRect *rect)
{
  const CairnViewport *v = &self->viewport;
  double scale;

  if (self->editor == NULL || !self->show_minimap || v->width < LEAST_WIDTH
      || v->height < LEAST_HEIGHT || v->content_width <= 0 || v->content_height <= 0
      || (v->content_width * v->scale <= v->width + 1
          && v->content_height * v->scale <= v->height + 1))
    return FALSE;
  scale = MIN (LARGEST_WIDTH / v->content_width, LARGEST_HEIGHT / v->content_height);
  rect->width = ceil (v->content_width * scale);
  rect->height = ceil (v->content_height * scale);
  rect->x = v->width - MARGIN - rect->width;
  rect->y = v->height - MARGIN - rect->height;
  return TRUE;
}

gboolean
cairn_canvas_in_minimap (CairnCanvas *self, double x, double y)
{
  CairnRect rect;

  return cairn_canvas_get_minimap (self, &rect) && cairn_rect_contains (&rect, x, y);
}

void
cairn_canvas_go_in_minimap (CairnCanvas *self, double x, double y)
{
  CairnViewport *v = &self->viewport;
  CairnRect rect;

  if (!cairn_canvas_get_minimap (self, &rect))
    return;
  cairn_canvas_scroll_by (
    self, ((x - rect.x) / rect.width * v->content_width - v->x) * v->scale - v->width / 2,
    ((y - rect.y) / rect.height * v->content_height - v->y) * v->scale - v->height / 2);
}

/* The picture is made anew only when the map is another one. */
static void
update_picture (CairnCanvas *self, CairnScene *scene, const CairnRect *rect)
{
  int pixels = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  int width = (int) rect->width * pixels, height = (int) rect->height * pixels;
  CairnPainter *painter;
  CairnViewport whole;
  cairo_t *cr;

  if (self->minimap != NULL && self->minimap_of == scene
      && cairo_image_surface_get_width (self->minimap) == width
      && cairo_image_surface_get_height (self->minimap) == height)
    return;
  g_clear_pointer (&self->minimap, cairo_surface_destroy);
  g_clear_pointer (&self->minimap_of, cairn_scene_unref);
  self->minimap_of = cairn_scene_ref (scene);
  self->minimap = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_surface_set_device_scale (self->minimap, pixels, pixels);
  cairn_viewport_init (&whole);
  cairn_scene_setup_viewport (scene, &whole);
  cairn_viewport_set_size (&whole, rect->width, rect->height);
  cairn_viewport_fit (&whole);
  cr = cairo_create (self->minimap);
  painter = cairn_painter_new ();
  cairn_painter_paint_body (painter, cr, scene, &whole);
  cairn_painter_paint_headers (painter, cr, scene, &whole);
  cairn_painter_free (painter);
  cairo_destroy (cr);
}

void
cairn_canvas_draw_minimap (CairnCanvas *self, cairo_t *cr)
{
  CairnScene *scene = cairn_editor_get_scene (self->editor);
  CairnRect seen = cairn_viewport_get_visible (&self->viewport);
  CairnRect rect;
  double scale;

  if (!cairn_canvas_get_minimap (self, &rect))
    return;
  update_picture (self, scene, &rect);
  scale = rect.width / self->viewport.content_width;
  cairo_save (cr);
  cairo_rectangle (cr, rect.x - 1, rect.y - 1, rect.width + 2, rect.height + 2);
  cairn_canvas_set_color (cr, cairn_scene_get_theme (scene)->ink_soft, 1);
  cairo_fill (cr);
  cairo_set_source_surface (cr, self->minimap, rect.x, rect.y);
  cairo_rectangle (cr, rect.x, rect.y, rect.width, rect.height);
  cairo_clip (cr);
  cairo_paint (cr);
  cairo_rectangle (cr, rect.x + seen.x * scale, rect.y + seen.y * scale, seen.width * scale,
                   seen.height * scale);
  cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 0.15);
  cairo_fill_preserve (cr);
  cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
minimap_update (CairnCanvas *self, double x, double y)
{
  cairn_canvas_go_in_minimap (self, x, y);
}

static void
minimap_finish (CairnCanvas *self, double x, double y)
{
}

const CairnDragKind cairn_drag_minimap
  = { minimap_update, minimap_finish, NULL, NULL, CAIRN_DRAG_READS };
