/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli/cairn-cli-import-run.h"

#include <glib-unix.h>
#include <glib/gi18n-lib.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#define REFRESH 200 /* milliseconds */

typedef struct
{
  const CairnImportOptions *options;
  const CairnCliRows *rows; /* NULL: they are events */
  CairnImportResult *result;
  GCancellable *cancellable;
  GMainLoop *loop;
  gint64 start;
  int signal_number;
  gboolean ok;
  GError *error;

  GMutex mutex;
  CairnImportProgress progress; /* under the mutex */
} Job;

static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

char *
cairn_cli_import_line (const CairnImportProgress *progress, double seconds)
{
  gulong per_second = seconds > 0 ? (gulong) ((double) progress->n_rows / seconds) : 0;

  if (progress->n_visits > 0)
    /* translators: how far an import is: percent, and rows and visits so far */
    return g_strdup_printf (_ ("%.0f %% · %'lu rows read · %'lu visits written"),
                            100 * progress->fraction, (gulong) progress->n_rows,
                            (gulong) progress->n_visits);
  if (progress->size == 0)
    /* translators: how far an import is, where nobody knows how much there is */
    return g_strdup_printf (_ ("%'lu rows · %'lu rows/s"), (gulong) progress->n_rows, per_second);
  /* translators: how far an import is: percent, rows so far, and how fast */
  return g_strdup_printf (_ ("%.0f %% · %'lu rows · %'lu rows/s"), 100 * progress->fraction,
                          (gulong) progress->n_rows, per_second);
}

static void
progress_cb (const CairnImportProgress *progress, gpointer data)
{
  Job *job = data;

  g_mutex_lock (&job->mutex);
  job->progress = *progress;
  g_mutex_unlock (&job->mutex);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (((Job *) data)->loop);
  return G_SOURCE_REMOVE;
}

static gpointer
import_thread (gpointer data)
{
  Job *job = data;

  job->ok = job->rows != NULL ? cairn_cli_import_rows (job->rows, progress_cb, job,
                                                       job->cancellable, job->result, &job->error)
                              : cairn_import_run (job->options, progress_cb, job, job->cancellable,
                                                  job->result, &job->error);
  /* Queued, so that it does not stop a loop that has not begun to run. */
  g_idle_add_full (G_PRIORITY_DEFAULT, quit_cb, job, NULL);
  return NULL;
}

static gboolean
show_cb (gpointer data)
{
  Job *job = data;
  g_autofree char *line = NULL;

  g_mutex_lock (&job->mutex);
  line = cairn_cli_import_line (&job->progress,
                                (double) (g_get_monotonic_time () - job->start) / G_USEC_PER_SEC);
  g_mutex_unlock (&job->mutex);
  g_printerr ("\r\033[K%s", line);
  return G_SOURCE_CONTINUE;
}

/* The second time for good: what is read may be a pipe that nothing comes from. */
static gboolean
stop (Job *job, int number)
{
  if (job->signal_number != 0)
    {
      signal (number, SIG_DFL);
      raise (number);
    }
  job->signal_number = number;
  g_cancellable_cancel (job->cancellable);
  return G_SOURCE_CONTINUE;
}

static gboolean
interrupt_cb (gpointer data)
{
  return stop (data, SIGINT);
}

static gboolean
terminate_cb (gpointer data)
{
  return stop (data, SIGTERM);
}

static gboolean
hang_up_cb (gpointer data)
{
  return stop (data, SIGHUP);
}

gboolean
cairn_cli_import_run (const CairnImportOptions *options,
                      const CairnCliRows *rows,
                      CairnImportResult *result,
                      int *signal_number,
                      GError **error)
{
  static const GSourceFunc callbacks[] = { interrupt_cb, terminate_cb, hang_up_cb };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  Job job = { .options = options,
              .rows = rows,
              .result = result,
              .cancellable = cancellable,
              .loop = loop,
              .start = g_get_monotonic_time () };
  guint sources[G_N_ELEMENTS (signals)];
  guint show = isatty (STDERR_FILENO) ? g_timeout_add (REFRESH, show_cb, &job) : 0;
  GThread *thread;

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    sources[i] = g_unix_signal_add (signals[i], callbacks[i], &job);
  g_mutex_init (&job.mutex);
  thread = g_thread_new ("cairn-import", import_thread, &job);
  g_main_loop_run (loop);
  g_thread_join (thread);
  g_mutex_clear (&job.mutex);
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_source_remove (sources[i]);
  if (show != 0)
    {
      g_source_remove (show);
      g_printerr ("\r\033[K");
    }
  *signal_number = job.signal_number;
  if (!job.ok)
    g_propagate_error (error, job.error);
  return job.ok;
}
