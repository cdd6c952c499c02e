/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "cairn import" as a shell sees it: what is printed, and what Ctrl+C leaves. */
#include "cli/cairn-cli-import-run.h"
#include "cli/cairn-cli.h"

#include "sqlite-fixture.h"
#include "timing/cairn-source-preview.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *program; /* this one; told to be "cairn" it is the command line */

static char *
import (const char *words, int *code)
{
  g_autofree char *line = g_strdup_printf ("'%s' cairn import %s", program, words);
  char *out = NULL;
  int status;

  g_assert_true (g_spawn_command_line_sync (line, &out, NULL, &status, NULL));
  g_assert_true (WIFEXITED (status));
  *code = WEXITSTATUS (status);
  return out;
}

static void
test_json (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cairn-import-XXXXXX", NULL);
  g_autofree char *input
    = g_test_build_filename (G_TEST_DIST, "data", "import", "changes.csv", NULL);
  g_autofree char *words
    = g_strdup_printf ("--json --success Done '%s' -o '%s/out.db'", input, folder);
  g_autofree char *out = NULL;
  int code;

  out = import (words, &code);
  g_assert_cmpint (code, ==, 0);
  g_assert_true (g_pattern_match_simple (
    "{*\"log\" : \"*changes.csv\"*\"rows\" : *\"customers\" : 2,*\"visits\" : 6,*\"open\" : 1,*"
    "\"touchpoints\" : 0,*\"notes\" : [*Shape: changes*]*}*",
    out));
  fixture_remove_folder (folder);
}

static const char WIDE[] = "account,kicked_off,trained,certified,csm\n"
                           "Acme,03.01.2026,20.01.2026,01.02.2026,Ann\n"
                           "Globex,05.01.2026,28.02.2026,,Bob\n"
                           "Hooli,never,,,Ann\n";
static const char DAYS[] = "customer,phase,dumped\n"
                           "A,Kick-off,2026-01-01 12:00\n"
                           "A,Training,2026-01-08 12:00\n"
                           "B,Kick-off,2026-01-08 12:00\n";
#define DATES "--shape dates --date Kick-off=kicked_off --date Training=trained"

/* A database is no log. */
static void
test_database (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cairn-import-XXXXXX", NULL);
  g_autofree char *database = fixture_database (folder, "in.db", "CREATE TABLE t (a)");
  g_autofree char *words = g_strdup_printf ("'%s' -o '%s/out.db'", database, folder);
  g_autofree char *out = NULL;
  int code;

  out = import (words, &code);
  g_assert_cmpint (code, ==, 1);
  g_assert_cmpint (g_unlink (database), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* Rows that go into the database as they stand. */
static void
test_rows (void)
{
  static const struct
  {
    const char *log, *words, *out;
    int code;
  } rows[] = {
    { WIDE, DATES " --exit-date Training=certified",
      "Shape: dates (*\nCustomer: “account”.\nStage “Kick-off”: entered “kicked_off”.\n"
      "Stage “Training”: entered “trained”, left “certified”.\n1 time cannot be read (“never”), *\n"
      "3 rows, 3 customers: *out.db\n",
      0 },
    { WIDE, "--json " DATES, "{*\"rows\" : 3,\n  \"customers\" : 3,\n  \"notes\" : [*", 0 },
    { DAYS, "--shape snapshots --stage phase --day dumped --zone Europe/Berlin",
      "Shape: snapshots (*\nStage: “phase”, on the day “dumped”.\n3 rows, 2 customers: *\n", 0 },
    { WIDE, "--shape dates --date Kick-off=kicked_off", "", 2 },
    { WIDE, "--shape dates --date Kick-off=nothing --date Training=trained", "", 2 },
    { WIDE, "--shape dates --date Kick-off", "", 2 },
    { WIDE, DATES " --exit-date Other=certified", "", 2 },
    { WIDE, DATES " --zone Mars", "", 2 },
    { WIDE, DATES " --time-format x", "", 2 },
    { WIDE, DATES " --stage csm", "", 2 },
    { WIDE, "--date Kick-off=kicked_off", "", 2 },
    { WIDE, "--shape wide", "", 2 },
    { DAYS, "--shape snapshots --stage phase --day dumped --final Training", "", 2 },
    { DAYS, "--shape snapshots --stage phase --day nothing", "", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *folder = g_dir_make_tmp ("cairn-import-XXXXXX", NULL);
      g_autofree char *input = g_build_filename (folder, "log.csv", NULL);
      g_autofree char *database = g_build_filename (folder, "out.db", NULL);
      g_autofree char *words = g_strdup_printf ("%s '%s' -o '%s'", rows[i].words, input, database);
      g_autofree char *out = NULL;
      int code;

      g_assert_true (g_file_set_contents (input, rows[i].log, -1, NULL));
      out = import (words, &code);
      g_test_message ("%s: %d, %s", rows[i].words, code, out);
      g_assert_cmpint (code, ==, rows[i].code);
      g_assert_true (g_pattern_match_simple (rows[i].out, out));
      g_assert_cmpint (g_file_test (database, G_FILE_TEST_EXISTS), ==, code == 0);
      g_assert_cmpint (g_unlink (input), ==, 0);
      g_unlink (database);
      g_assert_cmpint (g_rmdir (folder), ==, 0); /* nothing else is left */
    }
}

/* Nobody need say again what such rows mean, or in which zone their times are. */
static void
test_rows_read (void)
{
  g_autofree char *folder = g_dir_make_tmp ("cairn-import-XXXXXX", NULL);
  g_autofree char *input = g_build_filename (folder, "log.csv", NULL);
  g_autofree char *database = g_build_filename (folder, "out.db", NULL);
  g_autofree char *days = g_strdup_printf (
    "--shape snapshots --stage phase --day dumped --zone Europe/Berlin '%s' -o '%s'", input,
    database);
  g_autofree char *dates = g_strdup_printf (DATES " --force '%s' -o '%s'", input, database);
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (database);
  g_autoptr (CairnMapping) wide = cairn_mapping_new (database);
  g_autoptr (CairnSourcePreview) preview = NULL;
  g_autofree char *out = NULL;
  g_autofree char *again = NULL;
  int code;

  g_assert_true (g_file_set_contents (input, DAYS, -1, NULL));
  out = import (days, &code);
  g_assert_cmpint (code, ==, 0);
  g_assert_true (cairn_mapping_complete (mapping, NULL));
  g_assert_cmpint (mapping->shape, ==, CAIRN_SOURCE_SNAPSHOTS);
  preview = cairn_source_preview_read (mapping, 1, 0, NULL);
  g_assert_cmpstr (((char **) g_ptr_array_index (preview->rows, 0))[2], ==, "2026-01-01T11:00:00Z");

  g_assert_true (g_file_set_contents (input, WIDE, -1, NULL));
  again = import (dates, &code);
  g_assert_cmpint (code, ==, 0);
  g_assert_true (cairn_mapping_complete (wide, NULL));
  g_assert_cmpint (wide->shape, ==, CAIRN_SOURCE_WIDE);
  g_assert_cmpuint (wide->date_columns->len, ==, 2);
  g_assert_cmpstr (wide->owner, ==, "owner");
  fixture_remove_folder (folder);
}

/* Reads a pipe, so that it is at work for as long as the test wants. */
static GPid
start (const char *input, const char *output)
{
  const char *argv[] = { program, "cairn", "import", input, "-o", output, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid;

  g_spawn_async (NULL, (char **) argv, NULL,
                 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL
                   | G_SPAWN_STDERR_TO_DEV_NULL,
                 NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  return pid;
}

static gboolean
write_rows (int fd, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      static const char row[] = "Acme,Kick-off,2026-01-01\n";

      if (write (fd, row, sizeof row - 1) < 0)
        {
          g_assert_cmpint (errno, ==, EPIPE);
          return FALSE;
        }
    }
  return TRUE;
}

/* It goes on for as long as there are rows, so only the signal can end it. */
static void
test_interrupt (void)
{
  static const int signals[] = { SIGINT, SIGTERM, SIGHUP };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    {
      g_autofree char *folder = g_dir_make_tmp ("cairn-import-XXXXXX", NULL);
      g_autofree char *input = g_build_filename (folder, "pipe.csv", NULL);
      g_autofree char *output = g_build_filename (folder, "out.db", NULL);
      int status, fd;
      GPid pid;

      g_assert_cmpint (mkfifo (input, 0600), ==, 0);
      pid = start (input, output);
      fd = open (input, O_WRONLY);
      g_assert_cmpint (fd, >=, 0);
      g_assert_cmpint (write (fd, "customer,stage,date\n", 20), ==, 20);
      g_assert_true (write_rows (fd, 30000));
      g_assert_cmpint (kill (pid, signals[i]), ==, 0);
      while (write_rows (fd, 1000))
        ;
      close (fd);
      g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
      g_assert_true (WIFEXITED (status));
      g_assert_cmpint (WEXITSTATUS (status), ==, 128 + signals[i]);
      g_assert_cmpint (g_unlink (input), ==, 0);
      g_assert_cmpint (g_rmdir (folder), ==, 0); /* nothing else was in it */
    }
}

static void
test_line (void)
{
  static const struct
  {
    CairnImportProgress progress;
    const char *line;
  } lines[] = {
    { { .fraction = 0.125, .size = 8, .n_rows = 1200 }, "12 % · 1200 rows · 600 rows/s" },
    { { .n_rows = 30 }, "30 rows · 15 rows/s" },
    { { .fraction = 0.75, .size = 8, .n_rows = 100, .n_visits = 40 },
      "75 % · 100 rows read · 40 visits written" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autofree char *line = cairn_cli_import_line (&lines[i].progress, 2);

      g_assert_cmpstr (line, ==, lines[i].line);
    }
}

int
main (int argc, char *argv[])
{
  if (argc > 1 && strcmp (argv[1], "cairn") == 0)
    {
      setlocale (LC_ALL, "");
      return cairn_cli_main (argc - 1, argv + 1);
    }
  program = argv[0];
  signal (SIGPIPE, SIG_IGN);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cli-import/json", test_json);
  g_test_add_func ("/cli-import/database", test_database);
  g_test_add_func ("/cli-import/rows", test_rows);
  g_test_add_func ("/cli-import/rows-read", test_rows_read);
  g_test_add_func ("/cli-import/interrupt", test_interrupt);
  g_test_add_func ("/cli-import/line", test_line);
  return g_test_run ();
}
