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
write_bytes (GBytes *bytes, const char *path, int fd, GError **error)
{
  gsize size;
  const guchar *data = g_bytes_get_data (bytes, &size);

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
write_pdf (
  const CairnScene *scene, const char *title, const char *path, int fd, char **note, GError **error)
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
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE, title);
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

/* What is written, and all that is needed of the journey for it: it may change meanwhile. */
typedef struct
{
  CairnScene *scene;
  char *path;
  CairnExportFormat format;
  double scale;
  char *title;
  GBytes *svg; /* it names and describes what the journey has */

  char *note;
} Job;

static void
job_free (Job *job)
{
  g_clear_pointer (&job->scene, cairn_scene_unref);
  g_clear_pointer (&job->svg, g_bytes_unref);
  g_free (job->path);
  g_free (job->title);
  g_free (job->note);
  g_free (job);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Job, job_free)

static Job *
job_new (
  CairnScene *scene, const char *path, CairnExportFormat format, double scale, GError **error)
{
  CairnElement *diagram = cairn_layout_get_diagram (cairn_scene_get_layout (scene));
  Job *job = g_new0 (Job, 1);

  job->scene = cairn_scene_ref (scene);
  job->path = g_strdup (path);
  job->format = format;
  job->scale = scale;
  job->title = g_strdup (cairn_element_get_title (diagram));
  if (format == CAIRN_EXPORT_SVG)
    {
      job->svg = cairn_svg_write (scene, error);
      if (job->svg == NULL)
        g_clear_pointer (&job, job_free);
    }
  return job;
}

static gboolean
write_content (Job *job, int fd, GError **error)
{
  switch (job->format)
    {
    case CAIRN_EXPORT_SVG:
      return write_bytes (job->svg, job->path, fd, error);
    case CAIRN_EXPORT_PNG:
      return write_png (job->scene, job->path, fd, job->scale, &job->note, error);
    case CAIRN_EXPORT_PDF:
    default:
      return write_pdf (job->scene, job->title, job->path, fd, &job->note, error);
    }
}

static gboolean
job_run (Job *job, GError **error)
{
  g_autofree char *temporary = NULL;
  gboolean ok;
  int fd = open_beside (job->path, &temporary);

  if (fd < 0)
    {
      set_write_error (error, job->path, errno);
      return FALSE;
    }
  ok = write_content (job, fd, error);
  if (ok && fsync (fd) != 0)
    {
      set_write_error (error, job->path, errno);
      ok = FALSE;
    }
  if (close (fd) != 0 && ok)
    {
      set_write_error (error, job->path, errno);
      ok = FALSE;
    }
  if (ok && g_rename (temporary, job->path) != 0)
    {
      set_write_error (error, job->path, errno);
      ok = FALSE;
    }
  if (!ok)
    g_unlink (temporary);
  return ok;
}

gboolean
cairn_export_scene (CairnScene *scene,
                    const char *path,
                    CairnExportFormat format,
                    double scale,
                    char **note,
                    GError **error)
{
  g_autoptr (Job) job = NULL;

  g_return_val_if_fail (scene != NULL && path != NULL && scale > 0, FALSE);

  if (note != NULL)
    *note = NULL;
  job = job_new (scene, path, format, scale, error);
  if (job == NULL || !job_run (job, error))
    return FALSE;
  if (note != NULL)
    *note = g_steal_pointer (&job->note);
  return TRUE;
}

static void
run_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (job_run (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
cairn_export_scene_async (CairnScene *scene,
                          const char *path,
                          CairnExportFormat format,
                          double scale,
                          GAsyncReadyCallback callback,
                          gpointer data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;
  Job *job;

  g_return_if_fail (scene != NULL && path != NULL && scale > 0);

  task = g_task_new (NULL, NULL, callback, data);
  g_task_set_source_tag (task, cairn_export_scene_async);
  job = job_new (scene, path, format, scale, &error);
  if (job == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, run_cb);
}

gboolean
cairn_export_scene_finish (GAsyncResult *result, char **note, GError **error)
{
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  /* Scenes are counted by one thread, and the task may end in another. */
  if (job != NULL)
    g_clear_pointer (&job->scene, cairn_scene_unref);
  if (note != NULL)
    *note = job != NULL ? g_steal_pointer (&job->note) : NULL;
  return g_task_propagate_boolean (G_TASK (result), error);
}
