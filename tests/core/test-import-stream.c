/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logs that are longer than what is looked at first, and longer than what is sorted at once. */
#include "sqlite-fixture.h"
#include "timing/cairn-event-sorter.h"
#include "timing/cairn-import.h"
#include "timing/cairn-name-list.h"

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double
ask (const char *path, const char *sql)
{
  sqlite3 *db = fixture_open (path);
  sqlite3_stmt *stmt = NULL;
  double answer;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  answer = sqlite3_column_double (stmt, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return answer;
}

static void
write_log (const char *path, GString *text)
{
  g_autofree char *whole = g_string_free (text, FALSE);

  g_assert_true (g_file_set_contents (path, whole, -1, NULL));
}

/* ---- a long log ---- */

#define N_CUSTOMERS 3500
#define N_STAGES 40

/* Every customer goes through all stages, one a day, but the rows come in any order: customer 0 is
 * written first, so that the order of first appearance is told from any other. */
static void
write_shuffled (const char *path)
{
  g_autofree guint *rows = g_new (guint, N_CUSTOMERS * N_STAGES);
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  GString *text = g_string_new ("customer,stage,changed at,segment\n");

  for (guint i = 0; i < N_CUSTOMERS * N_STAGES; i++)
    rows[i] = i;
  for (guint i = N_CUSTOMERS * N_STAGES - 1; i > 1; i--)
    {
      guint other = (guint) g_rand_int_range (random, 1, (gint32) i + 1);
      guint row = rows[i];

      rows[i] = rows[other];
      rows[other] = row;
    }
  for (guint i = 0; i < N_CUSTOMERS * N_STAGES; i++)
    g_string_append_printf (text, "Customer %u,Stage %u,2026-%02u-%02u,%s\n", rows[i] / N_STAGES,
                            rows[i] % N_STAGES, 1 + rows[i] % N_STAGES / 31,
                            1 + rows[i] % N_STAGES % 31, rows[i] % 3 != 0 ? "gold" : "");
  write_log (path, text);
}

typedef struct
{
  double fraction;
  guint64 n_rows, n_visits;
  guint n_calls;
} Seen;

static void
progress_cb (const CairnImportProgress *progress, gpointer data)
{
  Seen *seen = data;

  g_assert_cmpfloat (progress->fraction, >=, seen->fraction);
  g_assert_cmpfloat (progress->fraction, <=, 1);
  g_assert_cmpuint (progress->n_rows, >=, seen->n_rows);
  g_assert_cmpuint (progress->n_visits, >=, seen->n_visits);
  g_assert_cmpuint (progress->n_bytes, <=, progress->size);
  *seen = (Seen){ progress->fraction, progress->n_rows, progress->n_visits, seen->n_calls + 1 };
}

static void
test_shuffled (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *input = g_build_filename (folder, "in.csv", NULL);
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);
  g_auto (CairnImportResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  Seen seen = { 0 };

  write_shuffled (input);
  cairn_import_run (&(CairnImportOptions){ .input = input, .output = output }, progress_cb, &seen,
                    NULL, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.n_rows, ==, N_CUSTOMERS * N_STAGES);
  g_assert_cmpuint (result.n_customers, ==, N_CUSTOMERS);
  g_assert_cmpuint (result.n_visits, ==, N_CUSTOMERS * N_STAGES);
  g_assert_cmpuint (result.n_open, ==, N_CUSTOMERS);
  g_assert_cmpuint (seen.n_calls, >, 10);
  g_assert_cmpfloat (seen.fraction, ==, 1);
  g_assert_cmpuint (seen.n_rows, ==, N_CUSTOMERS * N_STAGES);

  /* Each visit is the stage of its day, and ends where the next begins. */
  g_assert_cmpfloat (ask (output, "SELECT count(*) FROM stage_visits WHERE stage <> 'Stage ' || "
                                  "CAST(julianday(entered_at) - julianday('2026-01-01') AS int)"),
                     ==, 0);
  g_assert_cmpfloat (
    ask (output, "SELECT count(*) FROM (SELECT *, lead(customer_id) OVER w AS c, "
                 "lead(entered_at) OVER w AS e FROM stage_visits WINDOW w AS (ORDER BY id)) "
                 "WHERE c = customer_id AND e <> coalesce(left_at, '')"),
    ==, 0);
  g_assert_cmpfloat (ask (output, "SELECT count(DISTINCT name) FROM customers WHERE segment = "
                                  "'gold' OR segment IS NULL"),
                     ==, N_CUSTOMERS);
  g_assert_cmpfloat (ask (output, "SELECT id FROM customers WHERE name = 'Customer 0'"), ==, 1);
  g_assert_cmpfloat (ask (output, "SELECT count(*) FROM pragma_integrity_check WHERE "
                                  "integrity_check <> 'ok'"),
                     ==, 0);
  g_assert_cmpfloat (ask (output, "PRAGMA freelist_count"), ==, 0);
  g_assert_cmpint (g_unlink (input), ==, 0);
  fixture_remove_folder (folder); /* nothing else is left in it */
}

/* ---- what the first rows do not tell ---- */

/* A log by date whose first rows are all of the first days of a month: the thirteenth, far on, says
 * that the month comes first. */
static void
test_late_order (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *input = g_build_filename (folder, "in.csv", NULL);
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);
  g_auto (CairnImportResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new ("customer,stage,date\n");

  for (guint i = 0; i < 60000; i++)
    g_string_append_printf (text, "%u,One,3/%u/26\n", i, 1 + i / 4500);
  write_log (input, text);
  cairn_import_run (&(CairnImportOptions){ .input = input, .output = output }, NULL, NULL, NULL,
                    &result, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result.n_visits, ==, 60000);
  g_assert_cmpfloat (ask (output, "SELECT count(*) FROM stage_visits WHERE entered_at LIKE "
                                  "'2026-03-%'"),
                     ==, 60000);
  g_assert_cmpint (g_unlink (input), ==, 0);
  fixture_remove_folder (folder);
}

static gboolean
has_note (const CairnImportResult *result, const char *part)
{
  for (guint i = 0; i < result->notes->len; i++)
    if (strstr (g_ptr_array_index (result->notes, i), part) != NULL)
      return TRUE;
  return FALSE;
}

/* An attribute that is first used far on can be named; and starts that come late are told of. */
static void
test_late_attribute (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *input = g_build_filename (folder, "in.xes", NULL);
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);
  CairnImportOptions options = { .input = input, .output = output, .owner = "who" };
  g_auto (CairnImportResult) result = { 0 };
  g_auto (CairnImportResult) refused = { 0 };
  g_autoptr (GError) error = NULL;
  GString *text = g_string_new ("<log>\n");

  for (guint i = 0; i < 25000; i++)
    g_string_append_printf (
      text,
      "<trace><string key='concept:name' value='%u'/>%s<event>"
      "<string key='concept:name' value='One'/><string key='lifecycle:transition' value='%s'/>"
      "<date key='time:timestamp' value='2026-01-01T00:00:00Z'/></event></trace>\n",
      i, i < 24000 ? "" : "<string key='who' value='Ann'/>", i < 23000 ? "complete" : "start");
  g_string_append (text, "</log>\n");
  write_log (input, text);
  cairn_import_run (&options, NULL, NULL, NULL, &result, &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (ask (output, "SELECT count(*) FROM stage_visits WHERE owner = 'Ann'"), ==,
                     1000);
  g_assert_true (has_note (&result, "owner = case:who"));
  g_assert_true (has_note (&result, "From row 23001 on"));

  options.owner = "nobody";
  options.force = TRUE;
  g_assert_false (cairn_import_run (&options, NULL, NULL, NULL, &refused, &error));
  g_assert_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_COLUMN);
  fixture_remove_folder (folder);
}

/* ---- stopping ---- */

typedef struct
{
  GCancellable *cancellable;
  double at;
} Stop;

static void
stop_cb (const CairnImportProgress *progress, gpointer data)
{
  Stop *stop = data;

  if (progress->fraction >= stop->at)
    g_cancellable_cancel (stop->cancellable);
}

static void
test_cancel (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *input = g_build_filename (folder, "in.csv", NULL);
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);

  write_shuffled (input);
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      Stop stop = { cancellable, i / 10.0 };
      g_auto (CairnImportResult) result = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_false (cairn_import_run (&(CairnImportOptions){ .input = input, .output = output },
                                        stop_cb, &stop, cancellable, &result, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_assert_false (g_file_test (output, G_FILE_TEST_EXISTS));
    }
  g_assert_cmpint (g_unlink (input), ==, 0);
  fixture_remove_folder (folder); /* nothing else is left in it */
}

static void
kill_cb (const CairnImportProgress *progress, gpointer data)
{
  if (progress->fraction > 0.8)
    kill (getpid (), SIGKILL);
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Killed while it writes: nothing under the name, and the next import clears away what is left. */
static void
test_killed (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *input = g_build_filename (folder, "in.csv", NULL);
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);
  g_autofree char *similar = g_build_filename (folder, "out.db.import-notes.txt", NULL);
  CairnImportOptions options = { .input = input, .output = output };
  g_auto (CairnImportResult) result = { 0 };
  int status;
  pid_t child;

  write_shuffled (input);
  g_assert_true (g_file_set_contents (similar, "mine", -1, NULL));
  child = fork ();
  if (child == 0)
    {
      cairn_import_run (&options, kill_cb, NULL, NULL, &result, NULL);
      _exit (0);
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFSIGNALED (status));
  g_assert_false (g_file_test (output, G_FILE_TEST_EXISTS));
  g_assert_cmpuint (count_files (folder), ==, 3);

  g_assert_true (cairn_import_run (&options, NULL, NULL, NULL, &result, NULL));
  g_assert_cmpuint (count_files (folder), ==, 3); /* in, out and what is not ours */
  g_assert_true (g_file_test (similar, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (output, G_FILE_TEST_EXISTS));
  fixture_remove_folder (folder);
}

static void
second_cb (const CairnImportProgress *progress, gpointer data)
{
  CairnImportOptions *options = data;
  g_auto (CairnImportResult) result = { 0 };
  const char *input = options->input;

  if (progress->fraction < 0.8 || progress->fraction == 1 || input == NULL)
    return;
  options->input = NULL;
  g_assert_true (cairn_import_run (&(CairnImportOptions){ .input = input,
                                                          .output = options->output,
                                                          .shape = CAIRN_IMPORT_CHANGES,
                                                          .split_repeats = TRUE },
                                   NULL, NULL, NULL, &result, NULL));
}

/* An import does not take the file of another, which is at work, for forgotten. The logs of a
 * database that is replaced go with it. */
static void
test_two_at_once (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *input = g_build_filename (folder, "in.csv", NULL);
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);
  g_autofree char *wal = g_build_filename (folder, "out.db-wal", NULL);
  CairnImportOptions second = { .input = input, .output = output };
  g_auto (CairnImportResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  write_shuffled (input);
  g_assert_true (g_file_set_contents (wal, "of an older one", -1, NULL));
  cairn_import_run (&(CairnImportOptions){ .input = input, .output = output, .force = TRUE },
                    second_cb, &second, NULL, &result, &error);
  g_assert_no_error (error);
  g_assert_null (second.input);
  g_assert_cmpfloat (ask (output, "SELECT count(*) FROM stage_visits"), ==, N_CUSTOMERS * N_STAGES);
  g_assert_cmpuint (count_files (folder), ==, 2);
  fixture_remove_folder (folder);
}

/* ---- limits ---- */

static void
test_one_customer (void)
{
  g_autoptr (CairnEventSorter) sorter = cairn_event_sorter_new (g_get_tmp_dir (), NULL);
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (CairnImportEvent));
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i <= CAIRN_IMPORT_MAX_EVENTS_OF_CUSTOMER; i++)
    {
      CairnImportEvent event = { .customer = 1, .row = i };

      g_assert_true (cairn_event_sorter_add (sorter, &event, NULL));
    }
  g_assert_true (cairn_event_sorter_sort (sorter, NULL));
  g_assert_false (cairn_event_sorter_next (sorter, events, &error));
  g_assert_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "--customer"));
}

static void
test_no_room (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *input
    = g_test_build_filename (G_TEST_DIST, "data", "import", "changes.csv", NULL);
  g_autofree char *output = g_build_filename (folder, "none", "out.db", NULL);
  g_auto (CairnImportResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (cairn_import_run (&(CairnImportOptions){ .input = input, .output = output }, NULL,
                                    NULL, NULL, &result, &error));
  g_assert_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_WRITE);
  g_assert_nonnull (strstr (error->message, "none"));
  fixture_remove_folder (folder);
}

/* The disk is full while events are set aside, and while the database is written. */
static void
test_full (void)
{
  static const rlim_t limits[] = { 1 << 16, 1 << 20, 8 << 20 };
  g_autofree char *folder = fixture_folder ();
  g_autofree char *input = g_build_filename (folder, "in.csv", NULL);
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);

  write_shuffled (input);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      pid_t child = fork ();
      int status;

      if (child == 0)
        {
          g_auto (CairnImportResult) result = { 0 };
          g_autoptr (GError) error = NULL;

          signal (SIGXFSZ, SIG_IGN);
          setrlimit (RLIMIT_FSIZE, &(struct rlimit){ limits[i], limits[i] });
          g_assert_false (
            cairn_import_run (&(CairnImportOptions){ .input = input, .output = output }, NULL, NULL,
                              NULL, &result, &error));
          g_assert_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_WRITE);
          _exit (0);
        }
      g_assert_cmpint (waitpid (child, &status, 0), ==, child);
      g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
      g_assert_cmpuint (count_files (folder), ==, 1);
    }
  fixture_remove_folder (folder);
}

/* ---- names ---- */

static void
test_names (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnNameList) list = cairn_name_list_new (g_get_tmp_dir (), NULL, &error);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CairnNameList) stopped = cairn_name_list_new (g_get_tmp_dir (), cancellable, &error);

  g_assert_no_error (error);
  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < 200000; i++)
      {
        char name[32];

        g_snprintf (name, sizeof name, "%u%s", i, i % 2 == 0 ? "" : " of a longer name");
        g_assert_cmpuint (cairn_name_list_add (list, name, strlen (name), &error), ==, i + 1);
      }
  g_assert_cmpuint (cairn_name_list_get_length (list), ==, 200000);
  g_assert_cmpstr (cairn_name_list_get (list, 124), ==, "123 of a longer name");
  g_assert_null (cairn_name_list_get (list, 0));
  g_assert_cmpuint (cairn_name_list_find (list, "122"), ==, 123);
  g_assert_cmpuint (cairn_name_list_find (list, "123"), ==, 0);
  g_assert_cmpuint (cairn_name_list_find (list, ""), ==, 0);

  g_cancellable_cancel (cancellable);
  for (guint i = 0; error == NULL; i++)
    {
      g_autofree char *name = g_strdup_printf ("%u", i);

      cairn_name_list_add (stopped, name, strlen (name), &error);
    }
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-stream/shuffled", test_shuffled);
  g_test_add_func ("/import-stream/late-order", test_late_order);
  g_test_add_func ("/import-stream/late-attribute", test_late_attribute);
  g_test_add_func ("/import-stream/cancel", test_cancel);
  g_test_add_func ("/import-stream/killed", test_killed);
  g_test_add_func ("/import-stream/two-at-once", test_two_at_once);
  g_test_add_func ("/import-stream/one-customer", test_one_customer);
  g_test_add_func ("/import-stream/no-room", test_no_room);
  g_test_add_func ("/import-stream/full", test_full);
  g_test_add_func ("/import-stream/names", test_names);
  return g_test_run ();
}
