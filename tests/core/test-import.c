/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sqlite-fixture.h"
#include "timing/cairn-import.h"

#include <string.h>

/* The database as one text: "customer/segment/stage/owner/entered/left" a line, in its order. */
static char *
dump (const char *path)
{
  sqlite3 *db = fixture_open (path);
  sqlite3_stmt *stmt = NULL;
  GString *out = g_string_new (NULL);

  g_assert_cmpint (
    sqlite3_prepare_v2 (
      db,
      "SELECT c.name||'/'||coalesce(c.segment,'')||'/'||v.stage||'/'||coalesce(v.owner,'')||'/'||"
      "substr(v.entered_at,1,16)||'/'||coalesce(substr(v.left_at,1,16),'') FROM stage_visits v "
      "JOIN customers c ON c.id = v.customer_id ORDER BY v.id",
      -1, &stmt, NULL),
    ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    g_string_append_printf (out, "%s\n", sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return g_string_free (out, FALSE);
}

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

static gboolean
has_note (const CairnImportResult *result, const char *part)
{
  for (guint i = 0; i < result->notes->len; i++)
    if (strstr (g_ptr_array_index (result->notes, i), part) != NULL)
      return TRUE;
  return FALSE;
}

/* ---- what is read ---- */

static const char *const done[] = { "Done", NULL };

static const struct
{
  const char *file;
  CairnImportOptions options;
  const char *note; /* part of what is said about it */
  const char *expected;
} logs[] = {
  { "bare-cr.csv",
    { 0 },
    "visits",
    "A//Kick-off//2010-03-09T08:05/2010-03-10T09:00\n"
    "B//Kick-off//2010-03-28T08:05/\n" },
  { "crlf-bom-semicolon.csv",
    { 0 },
    "customer = customer",
    "Acme; \"the\" one//Kick-off//2026-01-02T03:04/2026-01-03T03:04\n"
    "Bolt//Two\r\nlines//2026-01-02T03:04/\n" },
  { "american.csv",
    { 0 },
    "--final “Two”",
    "A//One//2011-11-28T09:27/2011-12-01T09:27\n"
    "A//Two//2011-12-01T09:27/\n" },
  { "ambiguous.csv",
    { 0 },
    "Read times such as 03/04/11 9:27 as day/month; use --time-format",
    "A//One//2011-04-03T09:27/2011-04-05T09:27\n"
    "A//Two//2011-04-05T09:27/\n" },
  { "ambiguous.csv",
    { .time_format = "m/d/y", .zone = "Europe/Rome" },
    "changes",
    "A//One//2011-03-04T08:27/2011-05-04T07:27\n"
    "A//Two//2011-05-04T07:27/\n" },
  { "latin1.tsv", { .customer = "customer" }, "Windows-1252", "Müller//One//2015-01-01T00:00/\n" },
  { "utf16.csv", { 0 }, "changes", "Åsa//One//2026-01-02T00:00/\n" },
  { "twice.csv",
    { .segment = "stage (2)", .owner = "column 4" },
    "segment = stage (2)",
    "A/x/One/y/2026-01-01T00:00/\n" },
  { "changes.csv",
    { 0 },
    "changes",
    "A/silver/One/Ann/2026-01-01T00:00/2026-01-10T00:00\n"
    "A/silver/Two/Bob/2026-01-10T00:00/2026-01-20T00:00\n"
    "A/silver/One/Ann/2026-01-20T00:00/2026-01-20T00:00\n"
    "A/silver/Done/Ann/2026-01-20T00:00/\n"
    "B/gold/Two/Bob/2026-01-03T00:00/2026-01-05T00:00\n"
    "B/gold/One/Ann/2026-01-05T00:00/\n" },
  { "changes.csv",
    { .finals = done, .split_repeats = TRUE, .segment = "owner" },
    "segment = owner",
    "A/Ann/One/Ann/2026-01-01T00:00/2026-01-10T00:00\n"
    "A/Ann/Two/Bob/2026-01-10T00:00/2026-01-12T00:00\n"
    "A/Ann/Two/Bob/2026-01-12T00:00/2026-01-20T00:00\n"
    "A/Ann/One/Ann/2026-01-20T00:00/2026-01-20T00:00\n"
    "A/Ann/Done/Ann/2026-01-20T00:00/2026-01-20T00:00\n"
    "B/Bob/Two/Bob/2026-01-03T00:00/2026-01-05T00:00\n"
    "B/Bob/One/Ann/2026-01-05T00:00/\n" },
  { "completed.csv",
    { 0 },
    "“Complete Timestamp” is the one time in the log",
    "A//One/Ann/2026-01-01T10:00/2026-01-03T10:00\n"
    "A//Two/Bob/2026-01-03T10:00/\n" },
  { "lifecycle.csv",
    { 0 },
    "1 end has no start",
    "A//One//2026-01-01T00:00/2026-01-05T00:00\n"
    "A//One//2026-01-02T00:00/2026-01-09T00:00\n"
    "A//Two//2026-01-06T00:00/2026-01-06T00:00\n"
    "A//Three//2026-01-10T00:00/\n" },
  { "awkward.csv",
    { 0 },
    "1 row left out: left before it was entered.",
    "A//One//2026-01-05T00:00/\n" },
  { "zones.xes",
    { 0 },
    "1 row left out: the time of entering cannot be read.",
    "R&D <1>/gold/One//2026-03-28T11:00/2026-03-29T10:00\n"
    "R&D <1>/gold/Two//2026-03-29T10:00/2026-03-30T10:00\n"
    "R&D <1>/gold/Three//2026-03-30T10:00/\n"
    "Case no. 2//One//2026-03-28T12:00/\n" },
};

static void
test_logs (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autofree char *input
        = g_test_build_filename (G_TEST_DIST, "data", "import", logs[i].file, NULL);
      CairnImportOptions options = logs[i].options;
      g_auto (CairnImportResult) result = { 0 };
      g_autoptr (GError) error = NULL;
      g_autofree char *got = NULL;

      g_test_message ("%u: %s", i, logs[i].file);
      options.input = input;
      options.output = output;
      options.force = TRUE;
      cairn_import_run (&options, NULL, NULL, NULL, &result, &error);
      g_assert_no_error (error);
      got = dump (output);
      g_assert_cmpstr (got, ==, logs[i].expected);
      g_assert_true (has_note (&result, logs[i].note));
    }
  fixture_remove_folder (folder);
}

/* ---- what is refused, and leaves nothing ---- */

static const struct
{
  const char *file;
  CairnImportOptions options;
  int code;
  const char *says;
} refused[] = {
  { "nowhere.csv", { 0 }, CAIRN_SOURCE_ERROR_MISSING, "nowhere.csv" },
  { "empty.csv", { 0 }, CAIRN_SOURCE_ERROR_BAD_LOG, "no events" },
  { "heading-only.csv", { 0 }, CAIRN_SOURCE_ERROR_BAD_LOG, "no events" },
  { "no-columns.csv", { 0 }, CAIRN_SOURCE_ERROR_NO_MAPPING, "--customer; there are: name, colour" },
  { "changes.csv", { .stage = "phase" }, CAIRN_SOURCE_ERROR_NO_COLUMN, "“phase”" },
  { "changes.csv",
    { .finals = (const char *const[]){ "Gone", NULL } },
    CAIRN_SOURCE_ERROR_BAD_OPTION,
    "“Gone”" },
  { "changes.csv", { .zone = "Mars" }, CAIRN_SOURCE_ERROR_BAD_OPTION, "Mars" },
  { "changes.csv", { .time_format = "stardate" }, CAIRN_SOURCE_ERROR_BAD_OPTION, "iso" },
  { "changes.csv", { .shape = CAIRN_IMPORT_VISITS }, CAIRN_SOURCE_ERROR_NO_MAPPING, "--left" },
  { "changes.csv", { .shape = CAIRN_IMPORT_LIFECYCLE }, CAIRN_SOURCE_ERROR_NO_MAPPING, "--shape" },
  { "not-xes.xml", { 0 }, CAIRN_SOURCE_ERROR_BAD_LOG, "line 2: this is XML, but not XES" },
  { "cut-off.xes", { 0 }, CAIRN_SOURCE_ERROR_BAD_LOG, "line 1" },
  { "latin1.xes", { 0 }, CAIRN_SOURCE_ERROR_BAD_LOG, "line 2" },
  { "deals.csv",
    { 0 },
    CAIRN_SOURCE_ERROR_NO_MAPPING,
    "the time of entering. Name it with --entered" },
  { "bomb.xes", { 0 }, CAIRN_SOURCE_ERROR_BAD_LOG, "entities are not allowed" },
  { "external.xes", { 0 }, CAIRN_SOURCE_ERROR_BAD_LOG, "entities are not allowed" },
  { "deep.xes", { 0 }, CAIRN_SOURCE_ERROR_TOO_LARGE, "too deep" },
};

static void
test_refused (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autofree char *input
        = g_test_build_filename (G_TEST_DIST, "data", "import", refused[i].file, NULL);
      CairnImportOptions options = refused[i].options;
      g_auto (CairnImportResult) result = { 0 };
      g_autoptr (GError) error = NULL;

      g_test_message ("%u: %s", i, refused[i].file);
      options.input = input;
      options.output = output;
      g_assert_false (cairn_import_run (&options, NULL, NULL, NULL, &result, &error));
      g_assert_error (error, CAIRN_SOURCE_ERROR, refused[i].code);
      g_assert_nonnull (strstr (error->message, refused[i].says));
      g_assert_null (strchr (error->message, '\n'));
      g_assert_false (g_file_test (output, G_FILE_TEST_EXISTS));
    }
  fixture_remove_folder (folder); /* fails if anything is left in it */
}

/* Entity bombs, files of this machine, broken XML: each is refused at once. */
static void
test_hostile (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);
  g_autofree char *hostile = g_test_build_filename (G_TEST_DIST, "data", "hostile", NULL);
  g_autoptr (GDir) dir = g_dir_open (hostile, 0, NULL);
  const char *name;
  guint n = 0;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *input = g_build_filename (hostile, name, NULL);
      g_auto (CairnImportResult) result = { 0 };
      g_autoptr (GError) error = NULL;

      if (!g_str_has_suffix (name, ".xml"))
        continue;
      g_test_message ("%s", name);
      g_assert_false (cairn_import_run (&(CairnImportOptions){ .input = input, .output = output },
                                        NULL, NULL, NULL, &result, &error));
      g_assert_nonnull (error);
      n++;
    }
  g_assert_cmpuint (n, >, 0);
  fixture_remove_folder (folder);
}

/* A quotation mark that is never closed does not swallow the machine's memory. */
static void
test_open_quote (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *input = g_build_filename (folder, "in.csv", NULL);
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);
  g_autofree char *text = NULL;
  g_auto (CairnImportResult) result = { 0 };
  g_autoptr (GError) error = NULL;
  GString *long_text = g_string_new ("customer,stage,entered\n\"A,One,2026-01-01\n");

  while (long_text->len < 3 << 20)
    g_string_append (long_text, "A,One,2026-01-01\n");
  text = g_string_free (long_text, FALSE);
  g_assert_true (g_file_set_contents (input, text, -1, NULL));
  g_assert_false (cairn_import_run (&(CairnImportOptions){ .input = input, .output = output }, NULL,
                                    NULL, NULL, &result, &error));
  g_assert_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "never closed"));
  fixture_remove_folder (folder);
}

/* An old file stays as it was, unless told otherwise; so it does when the import is stopped. */
static void
test_overwrite (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *input
    = g_test_build_filename (G_TEST_DIST, "data", "import", "changes.csv", NULL);
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);
  g_autofree char *before = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  CairnImportOptions options = { .input = input, .output = output };
  CairnImportResult result = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (output, "mine", -1, NULL));
  g_assert_false (cairn_import_run (&options, NULL, NULL, NULL, &result, &error));
  g_assert_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_EXISTS);
  cairn_import_result_clear (&result);
  g_clear_error (&error);

  options.force = TRUE;
  g_cancellable_cancel (cancellable);
  g_assert_false (cairn_import_run (&options, NULL, NULL, cancellable, &result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  cairn_import_result_clear (&result);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (output, &before, NULL, NULL));
  g_assert_cmpstr (before, ==, "mine");

  g_assert_true (cairn_import_run (&options, NULL, NULL, NULL, &result, &error));
  g_assert_cmpuint (result.n_visits, ==, 6);
  cairn_import_result_clear (&result);
  fixture_remove_folder (folder);
}

/* ---- against what others publish ---- */

#define MINUTES                                                                                    \
  "avg(julianday(left_at) - julianday(entered_at)) * 1440 FROM stage_visits WHERE stage"

/* bupaR's documentation, and pm4py's stage times. */
static void
test_patients (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);
  g_autofree char *input
    = g_test_build_filename (G_TEST_DIST, "data", "import", "patients.csv", NULL);
  g_auto (CairnImportResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_true (cairn_import_run (&(CairnImportOptions){ .input = input, .output = output }, NULL,
                                   NULL, NULL, &result, &error));
  g_assert_cmpuint (result.n_rows, ==, 5442);
  g_assert_cmpuint (result.n_customers, ==, 500);
  g_assert_cmpuint (result.n_visits, ==, 2721);
  g_assert_cmpuint (result.n_open, ==, 0);
  g_assert_cmpfloat_with_epsilon (ask (output, "SELECT " MINUTES " = 'Registration'"), 165.23,
                                  0.01);
  g_assert_cmpfloat_with_epsilon (ask (output, "SELECT " MINUTES " = 'Triage and Assessment'"),
                                  786.33, 0.01);
  g_assert_cmpfloat_with_epsilon (ask (output, "SELECT " MINUTES " = 'X-Ray'"), 290.76, 0.01);
  g_assert_cmpfloat_with_epsilon (ask (output, "SELECT " MINUTES " = 'Check-out'"), 123.77, 0.01);
  g_assert_cmpfloat (ask (output, "SELECT count(*) FROM stage_visits WHERE owner = 'r6'"), ==, 495);
  fixture_remove_folder (folder);
}

#define GAP(from, to)                                                                              \
  "SELECT avg(julianday(left_at) - julianday(entered_at)) FROM (SELECT *, lead(stage) OVER "       \
  "(PARTITION"                                                                                     \
  " BY customer_id ORDER BY id) AS next FROM stage_visits) WHERE stage='" from "' AND next='" to   \
  "'"
#define GAP_N(from, to)                                                                            \
  "SELECT count(*) FROM (SELECT *, lead(stage) OVER (PARTITION BY customer_id ORDER BY id) AS "    \
  "next "                                                                                          \
  "FROM stage_visits) WHERE stage='" from "' AND next='" to "'"

/* The public help-desk log, which may not be copied, where it stands beside the project. */
static void
test_helpdesk (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);
  g_autofree char *input = g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "data", "logs",
                                                  "pm4py+pm4py-core", "helpdesk.xes.gz", NULL);
  g_auto (CairnImportResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  if (g_file_test (input, G_FILE_TEST_EXISTS))
    {
      g_assert_true (cairn_import_run (
        &(CairnImportOptions){ .input = input, .output = output, .split_repeats = TRUE }, NULL,
        NULL, NULL, &result, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (result.n_rows, ==, 21348);
      g_assert_cmpuint (result.n_customers, ==, 4580);
      g_assert_cmpuint (result.n_visits, ==, 21348);
      g_assert_cmpuint (result.n_open, ==, 4580);
      g_assert_true (has_note (&result, "4557 of 4580 customers are still in “Closed”"));
      g_assert_cmpfloat (ask (output, "SELECT count(DISTINCT stage) FROM stage_visits"), ==, 14);
      g_assert_cmpfloat (ask (output, GAP_N ("Resolve ticket", "Closed")), ==, 4558);
      g_assert_cmpfloat (ask (output, GAP_N ("Wait", "Resolve ticket")), ==, 773);
      g_assert_cmpfloat_with_epsilon (ask (output, GAP ("Resolve ticket", "Closed")), 29.376, 5e-4);
      g_assert_cmpfloat_with_epsilon (
        ask (output, GAP ("Assign seriousness", "Take in charge ticket")), 3.739, 5e-4);
      g_assert_cmpfloat_with_epsilon (ask (output, GAP ("Take in charge ticket", "Resolve ticket")),
                                      3.421, 5e-4);
      g_assert_cmpfloat_with_epsilon (ask (output, GAP ("Take in charge ticket", "Wait")), 3.353,
                                      5e-4);
      g_assert_cmpfloat_with_epsilon (ask (output, GAP ("Wait", "Resolve ticket")), 11.543, 5e-4);
      g_assert_cmpint (g_unlink (output), ==, 0);
    }
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/logs", test_logs);
  g_test_add_func ("/import/refused", test_refused);
  g_test_add_func ("/import/hostile", test_hostile);
  g_test_add_func ("/import/open-quote", test_open_quote);
  g_test_add_func ("/import/overwrite", test_overwrite);
  g_test_add_func ("/import/patients", test_patients);
  g_test_add_func ("/import/helpdesk", test_helpdesk);
  return g_test_run ();
}
