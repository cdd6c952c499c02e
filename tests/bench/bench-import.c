/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A long log into a database: rows and bytes a second, the most memory of its own at any time, and
 * how long a stop takes. Words: number of rows (1,000,000), "csv" or "xes". */
#include "timing/cairn-import.h"

#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const stages[]
  = { "Kick-off", "Onboarding", "Adoption", "Expansion", "Renewal", "Escalation" };
static const char *const owners[] = { "Dana", "Lee", "Kim", "Ruth", "Omar", "Ines" };

#define DAYS 1000
#define EVENTS_OF_CUSTOMER 8
#define N_STOPS 20

static void
print_time (FILE *file, gint64 seconds)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (1704067200 + seconds);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");

  fputs (text, file);
}

/* In order of time, so that a customer's rows stand far apart. */
static void
write_csv (FILE *file, guint n)
{
  fputs ("customer,stage,entered,left,owner\n", file);
  for (guint i = 0; i < n; i++)
    {
      guint customer = g_random_int_range (0, (gint32) MAX (n / EVENTS_OF_CUSTOMER, 1));
      gint64 entered = (gint64) i * DAYS * 86400 / n;
      gint64 left = entered + g_random_int_range (0, 60 * 86400);

      fprintf (file, "C%07u,%s,", customer, stages[(customer + i) % G_N_ELEMENTS (stages)]);
      print_time (file, entered);
      fputc (',', file);
      if (left < (gint64) DAYS * 86400)
        print_time (file, left);
      fprintf (file, ",%s\n", owners[customer % G_N_ELEMENTS (owners)]);
    }
}

static void
write_event (FILE *file, guint customer, guint i, gint64 time)
{
  fprintf (file,
           "<event>\n<string key=\"concept:name\" value=\"%s\"/>\n"
           "<string key=\"org:resource\" value=\"%s\"/>\n"
           "<string key=\"lifecycle:transition\" value=\"complete\"/>\n"
           "<date key=\"time:timestamp\" value=\"",
           stages[i % G_N_ELEMENTS (stages)], owners[customer % G_N_ELEMENTS (owners)]);
  print_time (file, time);
  fputs ("\"/>\n</event>\n", file);
}

static void
write_xes (FILE *file, guint n)
{
  fputs ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log xes.version=\"1.0\">\n", file);
  for (guint i = 0; i < n; i++)
    {
      guint customer = i / EVENTS_OF_CUSTOMER;

      if (i % EVENTS_OF_CUSTOMER == 0)
        fprintf (file, "<trace>\n<string key=\"concept:name\" value=\"C%07u\"/>\n", customer);
      write_event (file, customer, i, (gint64) customer % DAYS * 86400 + (i % 8) * 90000);
      if (i % EVENTS_OF_CUSTOMER == EVENTS_OF_CUSTOMER - 1 || i == n - 1)
        fputs ("</trace>\n", file);
    }
  fputs ("</log>\n", file);
}

/* KiB of memory that is nobody else's and no file's. */
static gulong
private_memory (void)
{
  g_autofree char *status = NULL;
  const char *line;

  if (!g_file_get_contents ("/proc/self/status", &status, NULL, NULL))
    return 0;
  line = strstr (status, "RssAnon:");
  return line != NULL ? strtoul (line + strlen ("RssAnon:"), NULL, 10) : 0;
}

static void
progress_cb (const CairnImportProgress *progress, gpointer data)
{
  gulong *memory = data;

  *memory = MAX (*memory, private_memory ());
}

typedef struct
{
  GCancellable *cancellable;
  gulong delay; /* microseconds */
  gint64 stopped;
} Stop;

static gpointer
stop_thread (gpointer data)
{
  Stop *stop = data;

  g_usleep (stop->delay);
  stop->stopped = g_get_monotonic_time ();
  g_cancellable_cancel (stop->cancellable);
  return NULL;
}

/* Milliseconds from the stop, at any moment, to the end; 0: it had ended before. */
static double
time_stop (const CairnImportOptions *options, gulong delay)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Stop stop = { .cancellable = cancellable, .delay = delay };
  g_auto (CairnImportResult) result = { 0 };
  GThread *thread = g_thread_new ("stop", stop_thread, &stop);
  gboolean finished = cairn_import_run (options, NULL, NULL, cancellable, &result, NULL);
  gint64 end = g_get_monotonic_time ();

  g_thread_join (thread);
  return finished ? 0 : (double) (end - stop.stopped) / 1000;
}

int
main (int argc, char *argv[])
{
  guint n = argc > 1 ? (guint) strtoul (argv[1], NULL, 10) : 1000000;
  gboolean is_xes = argc > 2 && strcmp (argv[2], "xes") == 0;
  g_autofree char *folder = g_dir_make_tmp ("cairn-bench-XXXXXX", NULL);
  g_autofree char *input = g_build_filename (folder, is_xes ? "log.xes" : "log.csv", NULL);
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);
  CairnImportOptions options = { .input = input, .output = output, .force = TRUE };
  g_auto (CairnImportResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  FILE *file = g_fopen (input, "w");
  gulong memory = 0;
  gint64 start;
  double seconds, stop = 0;
  GStatBuf info;

  (is_xes ? write_xes : write_csv) (file, n);
  fclose (file);
  g_stat (input, &info);
  start = g_get_monotonic_time ();
  if (!cairn_import_run (&options, progress_cb, &memory, NULL, &result, &error))
    g_error ("%s", error->message);
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  for (guint i = 0; i < N_STOPS; i++)
    stop = MAX (stop, time_stop (&options, (gulong) (seconds * G_USEC_PER_SEC * i / N_STOPS)));
  g_print (
    "%s, %u rows, %.0f MB: %.2f s, %.0f rows/s, %.0f MB/s, at most %lu MiB of memory; a stop "
    "takes at most %.0f ms\n",
    is_xes ? "XES" : "CSV", n, (double) info.st_size / 1e6, seconds, n / seconds,
    (double) info.st_size / 1e6 / seconds, memory / 1024, stop);
  g_unlink (input);
  g_unlink (output);
  g_rmdir (folder);
  return 0;
}
