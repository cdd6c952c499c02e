/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * cairn-simulate: a program for those who try Cairn out. It makes the sample database and keeps
 * something happening in it, so that piles can be seen growing. Not installed. */
#include "base/cairn-time.h"
#include "simulator/cairn-sample-database.h"

#include <glib-unix.h>
#include <locale.h>
#include <unistd.h>

#define COMMIT_MS 900

typedef struct
{
  GMainLoop *loop;
  sqlite3 *db;
  GRand *rand;
  pid_t parent;
  int exit_code;
} Run;

static gboolean
stop_cb (gpointer data)
{
  Run *run = data;

  g_main_loop_quit (run->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
advance_cb (gpointer data)
{
  Run *run = data;
  g_autoptr (GError) error = NULL;

  if (getppid () != run->parent)
    g_main_loop_quit (run->loop); /* nobody is watching any more */
  else if (!sample_database_advance (run->db, run->rand, g_get_real_time () / G_USEC_PER_SEC,
                                     &error))
    {
      g_printerr ("cairn-simulate: %s\n", error->message);
      run->exit_code = 1;
      g_main_loop_quit (run->loop);
    }
  return G_SOURCE_CONTINUE;
}

static int
run_live (const char *path, double speed, guint32 seed, GError **error)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (sqlite3) db = sample_database_open (path, error);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Run run = { loop, db, rand, getppid (), 0 };

  if (db == NULL)
    return 1;
  g_unix_signal_add (SIGINT, stop_cb, &run);
  g_unix_signal_add (SIGTERM, stop_cb, &run);
  g_timeout_add ((guint) (COMMIT_MS / speed), advance_cb, &run);
  g_main_loop_run (loop);
  return run.exit_code;
}

int
main (int argc, char **argv)
{
  g_autofree char *create = NULL;
  g_autofree char *run = NULL;
  g_autofree char *now_text = NULL;
  gint seed = 7;
  double speed = 1;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const GOptionEntry entries[] = {
    { "create", 0, 0, G_OPTION_ARG_FILENAME, &create, "Write a sample database", "DB" },
    { "run", 0, 0, G_OPTION_ARG_FILENAME, &run, "Keep committing to it until stopped", "DB" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &seed, "The same number makes the same data", "N" },
    { "now", 0, 0, G_OPTION_ARG_STRING, &now_text, "When the history ends (default: now)", "TIME" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &speed, "Commits follow X times as fast, 0.1 to 4", "X" },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  int code = 0;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || argc > 1
      || (create == NULL && run == NULL) || !(speed >= 0.1 && speed <= 4)
      || (now_text != NULL && !cairn_time_parse (now_text, NULL, &now)))
    {
      g_printerr ("cairn-simulate: %s\n",
                  error != NULL ? error->message : "wrong or missing option, see --help");
      return 2;
    }
  if (create != NULL && !sample_database_create (create, (guint32) seed, now, &error))
    code = 1;
  if (code == 0 && run != NULL)
    code = run_live (run, speed, (guint32) seed, &error);
  if (error != NULL)
    g_printerr ("cairn-simulate: %s\n", error->message);
  return code;
}
