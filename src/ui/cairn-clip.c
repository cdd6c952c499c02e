/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-clip.h"

#include "command/cairn-fragment.h"
#include "io/cairn-journey.h"
#include "render/cairn-picture.h"
#include "render/cairn-svg.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Pixels a diagram unit, so that a picture stays sharp on a slide; and how many in all. */
#define SCALE 2.0
#define MAX_PIXELS 25e6

struct _CairnClip
{
  GdkContentProvider parent_instance;

  CairnDocument *fragment;
  CairnSnapshot *view; /* NULL: without timings */
  char *segment;
  gboolean live;
  gboolean picture_only;

  CairnScene *scene; /* NULL until somebody asks for a picture */
};

G_DEFINE_FINAL_TYPE (CairnClip, cairn_clip, GDK_TYPE_CONTENT_PROVIDER)

static const char *const picture_types[] = { "image/svg+xml", "image/png" };
static const char *const text_types[] = { "text/plain;charset=utf-8", "text/plain" };

static GdkContentFormats *
cairn_clip_ref_formats (GdkContentProvider *provider)
{
  CairnClip *self = CAIRN_CLIP (provider);
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();

  if (!self->picture_only)
    gdk_content_formats_builder_add_mime_type (builder, CAIRN_CLIP_MIME_TYPE);
  for (guint i = 0; i < G_N_ELEMENTS (picture_types); i++)
    gdk_content_formats_builder_add_mime_type (builder, picture_types[i]);
  if (!self->picture_only)
    {
      for (guint i = 0; i < G_N_ELEMENTS (text_types); i++)
        gdk_content_formats_builder_add_mime_type (builder, text_types[i]);
      gdk_content_formats_builder_add_gtype (builder, G_TYPE_STRING);
    }
  return gdk_content_formats_builder_free_to_formats (builder);
}

/* On paper as it is printed, whatever the window looks like. */
static CairnScene *
get_scene (CairnClip *self)
{
  CairnElement *diagram = cairn_fragment_get_diagram (self->fragment);
  g_autoptr (CairnLayout) layout = NULL;
  g_autoptr (CairnScene) plain = NULL;
  CairnSceneTimings timings = { self->view, self->segment, self->live };

  if (self->scene != NULL || diagram == NULL)
    return self->scene;
  layout = cairn_layout_new (self->fragment, diagram);
  plain = cairn_scene_new (layout, cairn_theme_get (CAIRN_THEME_LIGHT));
  self->scene = cairn_scene_with_timings (plain, self->view != NULL ? &timings : NULL);
  return self->scene;
}

static GBytes *
dup_text (CairnClip *self)
{
  char *text = cairn_fragment_to_text (self->fragment);

  return g_bytes_new_take (text, strlen (text));
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Where what was asked for goes to; then, its bytes. */
typedef struct
{
  GOutputStream *stream;
  int io_priority;
  GBytes *bytes;
  cairo_surface_t *surface; /* a picture that is still to become bytes */
} Writing;

static void
writing_free (Writing *self)
{
  g_object_unref (self->stream);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_free (self);
}

static void
write_bytes (GTask *task, GBytes *bytes)
{
  Writing *writing = g_task_get_task_data (task);
  gsize size;
  gconstpointer data;

  writing->bytes = bytes;
  data = g_bytes_get_data (bytes, &size);
  g_output_stream_write_all_async (writing->stream, data, size, writing->io_priority,
                                   g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

static void
encode_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GBytes *bytes = cairn_picture_encode_png (data, &error);

  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
encoded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GBytes *bytes = g_task_propagate_pointer (G_TASK (result), &error);

  if (bytes != NULL)
    write_bytes (task, bytes);
  else
    g_task_return_error (task, error);
}

/* Painting is for the main thread; packing, which takes most of the time, is not. */
static void
write_png (CairnClip *self, GTask *task)
{
  Writing *writing = g_task_get_task_data (task);
  g_autoptr (GTask) encoding
    = g_task_new (self, g_task_get_cancellable (task), encoded_cb, g_object_ref (task));

  writing->surface = cairn_picture_paint (get_scene (self), SCALE, MAX_PIXELS);
  g_task_set_source_tag (encoding, write_png);
  g_task_set_task_data (encoding, cairo_surface_reference (writing->surface),
                        (GDestroyNotify) cairo_surface_destroy);
  g_task_run_in_thread (encoding, encode_thread);
}

static void
write_type (CairnClip *self, const char *mime_type, GTask *task)
{
  GError *error = NULL;
  GBytes *bytes = NULL;

  if (g_str_equal (mime_type, "image/png") && get_scene (self) != NULL)
    {
      write_png (self, task);
      return;
    }
  if (g_str_equal (mime_type, "image/svg+xml") && get_scene (self) != NULL)
    bytes = cairn_svg_write (get_scene (self), &error);
  else if (g_str_equal (mime_type, CAIRN_CLIP_MIME_TYPE))
    bytes = cairn_journey_write_bytes (self->fragment);
  else if (g_strv_contains ((const char *const[]){ text_types[0], text_types[1], NULL }, mime_type))
    bytes = dup_text (self);
  else
    g_set_error (&error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                 _ ("A part of a journey cannot be pasted as %s."), mime_type);
  if (bytes != NULL)
    write_bytes (task, bytes);
  else
    g_task_return_error (task, error);
}

static void
cairn_clip_write_mime_type_async (GdkContentProvider *provider,
                                  const char *mime_type,
                                  GOutputStream *stream,
                                  int io_priority,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (provider, cancellable, callback, user_data);
  Writing *writing = g_new0 (Writing, 1);

  writing->stream = g_object_ref (stream);
  writing->io_priority = io_priority;
  g_task_set_source_tag (task, cairn_clip_write_mime_type_async);
  g_task_set_priority (task, io_priority);
  g_task_set_task_data (task, writing, (GDestroyNotify) writing_free);
  write_type (CAIRN_CLIP (provider), mime_type, task);
}

static gboolean
cairn_clip_write_mime_type_finish (GdkContentProvider *provider,
                                   GAsyncResult *result,
                                   GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Text within this program. */
static gboolean
cairn_clip_get_value (GdkContentProvider *provider, GValue *value, GError **error)
{
  CairnClip *self = CAIRN_CLIP (provider);

  if (!G_VALUE_HOLDS_STRING (value) || self->picture_only)
    return GDK_CONTENT_PROVIDER_CLASS (cairn_clip_parent_class)->get_value (provider, value, error);
  g_value_take_string (value, cairn_fragment_to_text (self->fragment));
  return TRUE;
}

static void
cairn_clip_finalize (GObject *object)
{
  CairnClip *self = CAIRN_CLIP (object);

  g_clear_pointer (&self->scene, cairn_scene_unref);
  g_clear_pointer (&self->view, cairn_snapshot_unref);
  g_clear_object (&self->fragment);
  g_free (self->segment);
  G_OBJECT_CLASS (cairn_clip_parent_class)->finalize (object);
}

static void
cairn_clip_class_init (CairnClipClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cairn_clip_finalize;
  provider_class->ref_formats = cairn_clip_ref_formats;
  provider_class->write_mime_type_async = cairn_clip_write_mime_type_async;
  provider_class->write_mime_type_finish = cairn_clip_write_mime_type_finish;
  provider_class->get_value = cairn_clip_get_value;
}

static void
cairn_clip_init (CairnClip *self)
{
}

GdkContentProvider *
cairn_clip_new (CairnDocument *fragment, const CairnSceneTimings *timings, gboolean picture_only)
{
  CairnClip *self;

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (fragment), NULL);

  self = g_object_new (CAIRN_TYPE_CLIP, NULL);
  self->fragment = g_object_ref (fragment);
  self->picture_only = picture_only;
  if (timings != NULL && timings->view != NULL)
    {
      self->view = cairn_snapshot_ref (timings->view);
      self->segment = g_strdup (timings->segment);
      self->live = timings->live;
    }
  return GDK_CONTENT_PROVIDER (self);
}
