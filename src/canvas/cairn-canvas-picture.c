/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

#include "canvas/cairn-canvas-picture-private.h"

#include <math.h>

struct _CairnCanvasPicture
{
  CairnPainter *painter;
  /* In turn: the last frame may still have to be played back while the next is painted. */
  cairo_surface_t *images[2];
  guint last;

  /* what the last one shows */
  CairnScene *scene; /* NULL: nothing */
  CairnViewport viewport;
  int pixels;
};

CairnCanvasPicture *
cairn_canvas_picture_new (void)
{
  CairnCanvasPicture *self = g_new0 (CairnCanvasPicture, 1);

  self->painter = cairn_painter_new ();
  return self;
}

void
cairn_canvas_picture_free (CairnCanvasPicture *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->images); i++)
    g_clear_pointer (&self->images[i], cairo_surface_destroy);
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
next_image (CairnCanvasPicture *self, int width, int height, int pixels)
{
  cairo_surface_t **image = &self->images[self->last ^= 1];
  double scale = 0;

  if (*image != NULL)
    cairo_surface_get_device_scale (*image, &scale, &scale);
  if (*image != NULL
      && (scale != pixels || cairo_image_surface_get_width (*image) != width * pixels
          || cairo_image_surface_get_height (*image) != height * pixels))
    g_clear_pointer (image, cairo_surface_destroy);
  if (*image == NULL)
    {
      *image = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width * pixels, height * pixels);
      cairo_surface_set_device_scale (*image, pixels, pixels);
    }
  return *image;
}

static void
paint (CairnCanvasPicture *self, CairnScene *scene, const CairnViewport *viewport, int pixels)
{
  cairo_t *cr = cairo_create (
    next_image (self, (int) ceil (viewport->width), (int) ceil (viewport->height), pixels));

  cairn_painter_paint_body (self->painter, cr, scene, viewport);
  cairn_painter_paint_headers (self->painter, cr, scene, viewport);
  cairo_destroy (cr);
  g_clear_pointer (&self->scene, cairn_scene_unref);
  self->scene = cairn_scene_ref (scene);
  self->viewport = *viewport;
  self->pixels = pixels;
}

void
cairn_canvas_picture_draw (CairnCanvasPicture *self,
                           cairo_t *cr,
                           CairnScene *scene,
                           const CairnViewport *viewport,
                           int pixels)
{
  if (viewport->width < 1 || viewport->height < 1)
    return;
  if (scene != self->scene || pixels != self->pixels || !is_same_view (viewport, &self->viewport))
    paint (self, scene, viewport, pixels);
  cairo_set_source_surface (cr, self->images[self->last], 0, 0);
  cairo_rectangle (cr, 0, 0, viewport->width, viewport->height);
  cairo_fill (cr);
}
