/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-picture.h"

#include "render/cairn-painter.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_SIDE 32767 /* pixels: cairo's limit */

cairo_surface_t *
cairn_picture_paint (const CairnScene *scene, double scale, double max_pixels)
{
  double width = cairn_scene_get_width (scene), height = cairn_scene_get_height (scene);
  double most = MIN (MAX_SIDE / MAX (width, height), sqrt (max_pixels / (width * height)));
  double used = MIN (scale, most);
  cairo_surface_t *surface = cairo_image_surface_create (
    CAIRO_FORMAT_RGB24, CLAMP ((int) ceil (width * used - 1e-6), 1, MAX_SIDE),
    CLAMP ((int) ceil (height * used - 1e-6), 1, MAX_SIDE));
  cairo_t *cr = cairo_create (surface);
  g_autoptr (CairnPainter) painter = cairn_painter_new ();

  cairo_scale (cr, used, used);
  cairn_painter_paint (painter, cr, scene);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static cairo_status_t
append_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  g_byte_array_append (data, bytes, length);
  return CAIRO_STATUS_SUCCESS;
}

GBytes *
cairn_picture_encode_png (cairo_surface_t *surface, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  cairo_status_t status = cairo_surface_write_to_png_stream (surface, append_cb, bytes);

  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("The picture cannot be made: %s."),
                   cairo_status_to_string (status));
      return NULL;
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
