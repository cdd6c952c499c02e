/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-export.h"

#include "render/cairn-painter.h"
#include "render/cairn-svg.h"

#include <cairo-pdf.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#define MAX_PNG 32767   /* pixels a side: cairo's limit */
#define MAX_PDF 14400.0 /* points a side: that of most viewers */
#define POINTS 0.75     /* a diagram unit is 1/96 inch */
#define MAX_PIXELS 4e8  /* 1.6 GB of memory */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (cairo_surface_t, cairo_surface_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (cairo_t, cairo_destroy)

gboolean
cairn_export_format_from_path (const char *path, CairnExportFormat *format)
{
  static const char *const endings[] = { ".svg", ".png", ".pdf" };
  gsize length;

  g_return_val_if_fail (path != NULL && format != NULL, FALSE);

  length = strlen (path);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (length > 4 && g_ascii_strcasecmp (path + length - 4, endings[i]) == 0)
      {
        *format = (CairnExportFormat) i;
        return TRUE;
      }
  return FALSE;
}

static void
set_write_error (GError **error, const char *path, int code)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code),
               _ ("%s: cannot be written: %s."), name, g_strerror (code));
}

static gboolean
set_cairo_error (GError **error, const char *path, cairo_status_t status)
{
  g_autofree char *name = NULL;

  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  name = g_filename_display_name (path);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, _ ("%s: cannot be written: %s."), name,
               cairo_status_to_string (status));
  return FALSE;
}

static cairo_status_t
write_cb (void *data, const unsigned char *bytes, unsigned int length)
{
  int fd = *(int *) data;

  while (length > 0)
    {
      ssize_t n = write (fd, bytes, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return CAIRO_STATUS_WRITE_ERROR;
      bytes += n;
      length -= (unsigned int) n;
    }
  return CAIRO_STATUS_SUCCESS;
}

static void
paint (cairo_surface_t *surface, const CairnScene *scene, double scale)
{
  g_autoptr (cairo_t) cr = cairo_create (surface);
  g_autoptr (CairnPainter) painter = cairn_painter_new ();

  cairo_scale (cr, scale, scale);
  cairn_painter_paint (painter, cr, scene);
}

static gboolean
write_svg (const CairnScene *scene, const char *path, int fd, GError **error)
{
  g_autoptr (GBytes) bytes = cairn_svg_write (scene, error);
  gsize size;
  const guchar *data;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  for (gsize done = 0; done < size;)
    {
      unsigned int n = (unsigned int) MIN (size - done, 1 << 30);

      if (write_cb (&fd, data + done, n) != CAIRO_STATUS_SUCCESS)
        {
          set_write_error (error, path, errno);
          return FALSE;
        }
      done += n;
    }
  return TRUE;
}

static gboolean
write_png (
  const CairnScene *scene, const char *path, int fd, double scale, char **note, GError **error)
{
  double width = cairn_scene_get_width (scene), height = cairn_scene_get_height (scene);
  double most = MIN (MAX_PNG / MAX (width, height), sqrt (MAX_PIXELS / (width * height)));
  int pixel_width, pixel_height;
  g_autoptr (cairo_surface_t) surface = NULL;

  if (scale > most)
    {
      scale = most;
      *note = g_strdup_printf (_ ("The picture is too large for PNG at this scale; it was scaled "
                                  "down to %.0f %%."),
                               floor (scale * 100));
    }
  pixel_width = CLAMP ((int) ceil (width * scale - 1e-6), 1, MAX_PNG);
  pixel_height = CLAMP ((int) ceil (height * scale - 1e-6), 1, MAX_PNG);
  surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, pixel_width, pixel_height);
  paint (surface, scene, scale);
  if (!set_cairo_error (error, path, cairo_surface_status (surface)))
    return FALSE;
  return set_cairo_error (error, path, cairo_surface_write_to_png_stream (surface, write_cb, &fd));
}

static gboolean
write_pdf (const CairnScene *scene, const char *path, int fd, char **note, GError **error)
{
  double width = cairn_scene_get_width (scene), height = cairn_scene_get_height (scene);
  double scale = POINTS;
  g_autoptr (cairo_surface_t) surface = NULL;

  if (MAX (width, height) * scale > MAX_PDF)
    {
      scale = MAX_PDF / MAX (width, height);
      *note = g_strdup_printf (_ ("The picture is too large for a PDF page; it was scaled down to "
                                  "%.0f %%."),
                               floor (scale / POINTS * 100));
    }
  surface = cairo_pdf_surface_create_for_stream (write_cb, &fd, width * scale, height * scale);
  cairo_pdf_surface_set_metadata (
    surface, CAIRO_PDF_METADATA_TITLE,
    cairn_element_get_title (cairn_layout_get_diagram (cairn_scene_get_layout (scene))));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Cairn");
  /* The clock would make the bytes of two runs differ. */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE, NULL);
  paint (surface, scene, scale);
  cairo_surface_finish (surface);
  return set_cairo_error (error, path, cairo_surface_status (surface));
}

/* A file beside @path that nobody else has, with the mode a new file would get. */
static int
open_beside (const char *path, char **name)
{
  for (guint i = 0; i < 100; i++)
    {
      int fd;

      *name = g_strdup_printf ("%s.%08x~", path, g_random_int ());
      fd = g_open (*name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
      if (fd >= 0 || errno != EEXIST)
        return fd;
      g_clear_pointer (name, g_free);
    }
  errno = EEXIST;
  return -1;
}

gboolean
cairn_export_scene (const CairnScene *scene,
                    const char *path,
                    CairnExportFormat format,
                    double scale,
                    char **note,
                    GError **error)
{
  g_autofree char *temporary = NULL;
  g_autofree char *remark = NULL;
  gboolean ok;
  int fd;

  g_return_val_if_fail (scene != NULL && path != NULL && scale > 0, FALSE);

  if (note != NULL)
    *note = NULL;
  fd = open_beside (path, &temporary);
  if (fd < 0)
    {
      set_write_error (error, path, errno);
      return FALSE;
    }
  if (format == CAIRN_EXPORT_SVG)
    ok = write_svg (scene, path, fd, error);
  else if (format == CAIRN_EXPORT_PNG)
    ok = write_png (scene, path, fd, scale, &remark, error);
  else
    ok = write_pdf (scene, path, fd, &remark, error);
  if (ok && fsync (fd) != 0)
    {
      set_write_error (error, path, errno);
      ok = FALSE;
    }
  if (close (fd) != 0 && ok)
    {
      set_write_error (error, path, errno);
      ok = FALSE;
    }
  if (ok && g_rename (temporary, path) != 0)
    {
      set_write_error (error, path, errno);
      ok = FALSE;
    }
  if (!ok)
    g_unlink (temporary);
  else if (note != NULL)
    *note = g_steal_pointer (&remark);
  return ok;
}
