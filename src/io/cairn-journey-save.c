/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/cairn-journey-save.h"

#include "io/cairn-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  GBytes *bytes;
  char *path;
  char *stamp; /* NULL: replace whatever is there */
} SaveJob;

static void
save_job_free (SaveJob *job)
{
  g_bytes_unref (job->bytes);
  g_free (job->path);
  g_free (job->stamp);
  g_free (job);
}

/* Whether the file is still the one that @stamp was taken of. What cannot be read any more cannot
 * be compared either, and replacing it will say why. */
static gboolean
check_unchanged (const char *path, const char *stamp, GError **error)
{
  g_autoptr (GBytes) now = cairn_file_read (path, NULL);
  g_autofree char *now_stamp = now != NULL ? cairn_file_stamp (now) : NULL;
  g_autofree char *name = NULL;

  if (now_stamp == NULL || strcmp (now_stamp, stamp) == 0)
    return TRUE;
  name = g_filename_display_basename (path);
  g_set_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_CHANGED,
               _ ("%s was not saved: somebody else has changed it since it was opened here. Save "
                  "under another name, or save again to replace it."),
               name);
  return FALSE;
}

char *
cairn_journey_save (GBytes *bytes, const char *path, const char *stamp, GError **error)
{
  g_return_val_if_fail (bytes != NULL && path != NULL, NULL);

  if (stamp != NULL && !check_unchanged (path, stamp, error))
    return NULL;
  return cairn_file_replace (path, bytes, error) ? cairn_file_stamp (bytes) : NULL;
}

gboolean
cairn_journey_save_new (GBytes *bytes, const char *path, GError **error)
{
  g_return_val_if_fail (bytes != NULL && path != NULL, FALSE);

  if (g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_EXISTS,
                   _ ("%s is there already; choose another name"), name);
      return FALSE;
    }
  return cairn_file_replace (path, bytes, error);
}

static void
save_thread_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const SaveJob *job = data;
  GError *error = NULL;
  char *stamp;

  if (g_task_return_error_if_cancelled (task))
    return;
  stamp = cairn_journey_save (job->bytes, job->path, job->stamp, &error);
  if (stamp != NULL)
    g_task_return_pointer (task, stamp, g_free);
  else
    g_task_return_error (task, error);
}

void
cairn_journey_save_async (GBytes *bytes,
                          const char *path,
                          const char *stamp,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  SaveJob *job = g_new0 (SaveJob, 1);

  job->bytes = g_bytes_ref (bytes);
  job->path = g_strdup (path);
  job->stamp = g_strdup (stamp);
  g_task_set_source_tag (task, cairn_journey_save_async);
  /* Once the rename is done the file is saved, whoever has lost interest meanwhile. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, job, (GDestroyNotify) save_job_free);
  g_task_run_in_thread (task, save_thread_cb);
}

char *
cairn_journey_save_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, cairn_journey_save_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
