/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui-test"

#include "cairn-ui-test-private.h"

#include <X11/Xutil.h>
#include <cairo.h>

/* Xvfb's screen has 24 bits in words of 32, which is cairo's RGB24 but for the unused byte. */
static cairo_surface_t *
grab (int x, int y, int width, int height)
{
  Display *display = cairn_ui_test_display ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  XImage *image
    = XGetImage (display, DefaultRootWindow (display), x, y, width, height, AllPlanes, ZPixmap);
  guint8 *pixels = cairo_image_surface_get_data (surface);
  const int stride = cairo_image_surface_get_stride (surface);

  if (image && image->bits_per_pixel == 32)
    for (int row = 0; row < height; row++)
      memcpy (pixels + row * stride, image->data + row * image->bytes_per_line, 4 * (gsize) width);
  cairo_surface_mark_dirty (surface);
  if (image)
    XDestroyImage (image);
  return surface;
}

cairo_surface_t *
cairn_ui_test_grab (GtkWidget *widget)
{
  const int scale = gtk_widget_get_scale_factor (widget);
  int x = 0, y = 0;

  cairn_ui_test_settle ();
  cairn_ui_test_to_screen (widget, 0, 0, &x, &y);
  return grab (x, y, gtk_widget_get_width (widget) * scale, gtk_widget_get_height (widget) * scale);
}

void
cairn_ui_test_screenshot (const char *name)
{
  Display *display = cairn_ui_test_display ();
  const char *folder = g_getenv ("G_TEST_BUILDDIR");
  g_autofree char *base = g_path_get_basename (name);
  g_autofree char *file = g_strdup_printf ("%s.png", base);
  g_autofree char *path = g_build_filename (folder ? folder : ".", file, NULL);
  cairo_surface_t *surface = grab (0, 0, DisplayWidth (display, DefaultScreen (display)),
                                   DisplayHeight (display, DefaultScreen (display)));

  if (cairo_surface_write_to_png (surface, path) == CAIRO_STATUS_SUCCESS)
    g_printerr ("# the screen: %s\n", path);
  cairo_surface_destroy (surface);
}
