/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

#include "canvas/cairn-canvas-picture-private.h"

#include "render/cairn-view-image.h"

#include <math.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

/* Of the stripes in which the image is recorded. GTK makes an image of each again before it comes
 * to the screen: small ones stay in the fast memory of the processor. */
#define STRIPE 32

struct _CairnCanvasPicture
{
  CairnViewImage *image;
  GskRenderNode *node; /* NULL: not recorded yet */
};

#define WINDOW (10 * 1024 * 1024) /* bytes of an image of a common monitor */
#define READY (16 * 1024 * 1024)  /* what stays ready for use of the heap */

/* GTK makes an image as large as the window for each frame, and lets go of it. Where the C library
 * gives such memory back each time, as it is told to while a large table is read (which has larger
 * arrays), the system has to clear it for the next frame again: a quarter of all that a frame
 * costs. */
static void
keep_memory_ready (void)
{
#ifdef __GLIBC__
  static gboolean done;

  if (done)
    return;
  done = TRUE;
  mallopt (M_MMAP_THRESHOLD, READY);
  mallopt (M_TOP_PAD, READY);
  mallopt (M_TRIM_THRESHOLD, READY + WINDOW);
#endif
}

CairnCanvasPicture *
cairn_canvas_picture_new (void)
{
  CairnCanvasPicture *self = g_new0 (CairnCanvasPicture, 1);

  keep_memory_ready ();
  self->image = cairn_view_image_new ();
  return self;
}

void
cairn_canvas_picture_free (CairnCanvasPicture *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->image, cairn_view_image_free);
  g_free (self);
}

static GskRenderNode *
record_stripe (cairo_surface_t *image, const graphene_rect_t *bounds)
{
  GskRenderNode *node = gsk_cairo_node_new (bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);

  cairo_set_source_surface (cr, image, 0, 0);
  cairo_rectangle (cr, bounds->origin.x, bounds->origin.y, bounds->size.width, bounds->size.height);
  cairo_fill (cr);
  cairo_destroy (cr);
  return node;
}

static GskRenderNode *
record (cairo_surface_t *image, const CairnViewport *viewport)
{
  g_autoptr (GPtrArray) stripes
    = g_ptr_array_new_with_free_func ((GDestroyNotify) gsk_render_node_unref);
  float width = (float) viewport->width, height = (float) viewport->height;

  for (float y = 0; y < height; y += STRIPE)
    {
      graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, y, width, MIN (STRIPE, height - y));

      g_ptr_array_add (stripes, record_stripe (image, &bounds));
    }
  return gsk_container_node_new ((GskRenderNode **) stripes->pdata, stripes->len);
}

void
cairn_canvas_picture_snapshot (CairnCanvasPicture *self,
                               GtkSnapshot *snapshot,
                               CairnScene *scene,
                               const CairnViewport *viewport,
                               int pixels,
                               gboolean in_passing)
{
  if (cairn_view_image_update (self->image, scene, viewport, pixels, in_passing))
    g_clear_pointer (&self->node, gsk_render_node_unref);
  if (cairn_view_image_get_surface (self->image) == NULL)
    return;
  if (self->node == NULL)
    self->node = record (cairn_view_image_get_surface (self->image), viewport);
  gtk_snapshot_append_node (snapshot, self->node);
}

void
cairn_canvas_picture_add (GtkSnapshot *snapshot,
                          void (*draw) (gpointer data, cairo_t *cr),
                          gpointer data,
                          const CairnViewport *viewport)
{
  cairo_surface_t *sketch = cairo_recording_surface_create (CAIRO_CONTENT_COLOR_ALPHA, NULL);
  cairo_t *cr = cairo_create (sketch);
  double left, top, width, height, right, bottom;

  draw (data, cr);
  cairo_destroy (cr);
  cairo_recording_surface_ink_extents (sketch, &left, &top, &width, &height);
  cairo_surface_destroy (sketch);
  right = MIN (ceil (left + width), viewport->width);
  bottom = MIN (ceil (top + height), viewport->height);
  left = MAX (floor (left), 0);
  top = MAX (floor (top), 0);
  if (right <= left || bottom <= top)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT ((float) left, (float) top,
                                                                 (float) (right - left),
                                                                 (float) (bottom - top)));
  draw (data, cr);
  cairo_destroy (cr);
}
