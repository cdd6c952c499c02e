/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The figures that others publish, or that were computed apart, of real logs. */

#include "source-shapes-fixture.h"
#include "timing/cairn-log-table.h"

#include <math.h>

static GArray *
dwells_of (CairnEngine *engine, const char *segment, const char *stage)
{
  GArray *minutes = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < engine->cells->len; i++)
    {
      const CairnEngineCell *cell = g_ptr_array_index (engine->cells, i);
      const CairnEngineStage *its = g_ptr_array_index (engine->stages, cell->stage);

      if (!g_str_equal (its->name, stage) || (segment && !g_str_equal (segment, cell->segment)))
        continue;
      for (gsize j = 0; j < cell->visits.closed.n; j++)
        {
          const CairnKeptVisit *visit = &cell->visits.closed.visits[j];
          double dwell = (double) (visit->left - visit->entered) / 60;

          g_array_append_val (minutes, dwell);
        }
    }
  return minutes;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
check_dwell (GArray *values, double mean, double median, double tolerance)
{
  double sum = 0;
  guint n = values->len;

  g_assert_cmpuint (n, >, 0);
  g_array_sort (values, compare_doubles);
  for (guint i = 0; i < n; i++)
    sum += g_array_index (values, double, i);
  g_assert_cmpfloat_with_epsilon (sum / n, mean, tolerance);
  if (isnan (median))
    return;
  g_assert_cmpfloat_with_epsilon (
    (g_array_index (values, double, (n - 1) / 2) + g_array_index (values, double, n / 2)) / 2,
    median, tolerance);
}

static CairnLogTable *
read_log (const char *path)
{
  CairnLogTable *table = cairn_log_table_new ();
  g_auto (CairnLogFile) file = { NULL };
  g_autoptr (GError) error = NULL;

  cairn_log_file_open (&file, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cairn_log_file_read (&file, table, path, NULL, &error));
  return table;
}

/* The log as a table, every cell the text it is. */
static char *
log_database (const char *folder, const char *path)
{
  g_autoptr (CairnLogTable) table = read_log (path);
  const char *const *columns = cairn_log_table_get_columns (table);
  g_autoptr (GString) create = g_string_new ("BEGIN; CREATE TABLE log(");
  g_autoptr (GString) insert = g_string_new ("INSERT INTO log VALUES(");
  char *database = g_build_filename (folder, "log.db", NULL);
  sqlite3 *db = fixture_open (database);
  sqlite3_stmt *stmt;

  for (guint i = 0; columns[i] != NULL; i++)
    {
      g_string_append_printf (create, "%s\"%s\"", i > 0 ? ", " : "", columns[i]);
      g_string_append (insert, i > 0 ? ", ?" : "?");
    }
  g_string_append (create, ");");
  g_string_append (insert, ")");
  fixture_exec (db, create->str);
  g_assert_cmpint (sqlite3_prepare_v2 (db, insert->str, -1, &stmt, NULL), ==, SQLITE_OK);
  for (gsize row = 0; row < cairn_log_table_get_n_rows (table); row++)
    {
      for (int i = 0; columns[i] != NULL; i++)
        sqlite3_bind_text (stmt, i + 1, cairn_log_table_get (table, row, i), -1, SQLITE_TRANSIENT);
      g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_DONE);
      sqlite3_reset (stmt);
    }
  sqlite3_finalize (stmt);
  fixture_exec (db, "COMMIT");
  sqlite3_close (db);
  return database;
}

/* Starts and ends, in a table as the log has them: bupaR's emergency room. */
static void
test_patients (void)
{
  static const struct
  {
    const char *stage;
    double mean, median;
  } facts[] = {
    { "Registration", 165.23, 162.82 }, { "Triage and Assessment", 786.33, 800.44 },
    { "Blood test", 332.15, 328.10 },   { "MRI SCAN", 248.99, 245.43 },
    { "X-Ray", 290.76, 287.52 },        { "Discuss Results", 166.55, 166.33 },
    { "Check-out", 123.77, 124.34 },
  };
  g_autofree char *folder = fixture_folder ();
  g_autofree char *log
    = g_test_build_filename (G_TEST_DIST, "data", "import", "patients.csv", NULL);
  g_autofree char *path = log_database (folder, log);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  g_autoptr (CairnSource) source = NULL;
  g_autoptr (CairnSnapshot) snapshot = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (mapping->shape, ==, CAIRN_SOURCE_LIFECYCLE);
  source = open_source (mapping);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autoptr (GArray) dwells = dwells_of (engine_of (source), NULL, facts[i].stage);

      check_dwell (dwells, facts[i].mean, facts[i].median, 0.0051);
    }
  snapshot = snapshot_of (source, NOW);
  g_assert_cmpuint (cairn_quality_get_n_rows (cairn_snapshot_get_quality (snapshot)), ==, 5442);
  g_assert_null (
    cairn_quality_find (cairn_snapshot_get_quality (snapshot), CAIRN_FINDING_REJECTED, NULL));
  fixture_remove_folder (folder);
}

/* bupaR's own test log: what is only scheduled has not begun. */
static void
test_surgery (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *log = g_test_build_filename (G_TEST_DIST, "data", "import", "surgery.csv", NULL);
  g_autofree char *path = log_database (folder, log);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (path);
  g_autoptr (CairnSource) source = NULL;
  g_autoptr (GArray) surgery = NULL;
  g_autoptr (GArray) treatment = NULL;

  mapping->shape = CAIRN_SOURCE_LIFECYCLE;
  mapping->stage = g_strdup ("activity");
  mapping->transition = g_strdup ("status");
  g_assert_true (cairn_mapping_complete (mapping, &error));
  g_assert_no_error (error);
  source = open_source (mapping);
  surgery = dwells_of (engine_of (source), NULL, "surgery");
  treatment = dwells_of (engine_of (source), NULL, "treatment");
  check_dwell (surgery, 23.14583, NAN, 0.0001);
  check_dwell (treatment, 27.41667, NAN, 0.0001);
  fixture_remove_folder (folder);
}

/* Logs that may not be copied here stand beside the project, or are not there: NULL. */
static char *
find_shared (const char *name)
{
  const char *given = g_getenv ("CAIRN_SHARED_DATA");
  g_autofree char *path
    = given != NULL ? g_build_filename (given, name, NULL)
                    : g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "data", name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

/* Bare CR, d.m.yy, overlapping calls: the stays as they stand have the figures computed apart. */
static void
test_call_centre (void)
{
  static const struct
  {
    const char *stage;
    double mean, median;
    guint n;
  } facts[] = {
    { "Inbound Call", 4.28, 2, 4361 },  { "Handle Case", 4.66, 1, 931 },
    { "Call Outbound", 3.37, 2, 661 },  { "Handle Email", 5.65, 0, 564 },
    { "Email Outbound", 2.80, 1, 544 }, { "Inbound Email", 2261.9, 2393, 487 },
  };
  g_autofree char *log = find_shared ("logs/apromore+ApromoreCore/CallcenterExample.csv");
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = log != NULL ? log_database (folder, log) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = path != NULL ? cairn_mapping_guess (path, &error) : NULL;

  g_assert_no_error (error);
  if (mapping != NULL)
    {
      g_autoptr (CairnSource) source = cairn_source_open (mapping, NULL, &error);

      g_assert_no_error (error);
      ((CairnSqliteSource *) source)->max_mended = 1;
      g_assert_true (cairn_source_settle (source, &error));
      for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
        {
          g_autoptr (GArray) dwells = dwells_of (engine_of (source), NULL, facts[i].stage);

          g_assert_cmpuint (dwells->len, ==, facts[i].n);
          check_dwell (dwells, facts[i].mean, facts[i].median, 0.051);
        }
    }
  fixture_remove_folder (folder);
}

/* The dates of one row, and what became of it as the segment. */
static void
test_pipeline (void)
{
  g_autofree char *log = find_shared ("crm/business-science+free_ai_training/sales_pipeline.csv");
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = log != NULL ? log_database (folder, log) : NULL;
  g_autoptr (CairnMapping) mapping = path != NULL ? cairn_mapping_new (path) : NULL;
  g_autoptr (GError) error = NULL;

  if (mapping != NULL)
    {
      g_autoptr (CairnSource) source = NULL;
      g_autoptr (GArray) won = NULL;
      g_autoptr (GArray) lost = NULL;

      mapping->shape = CAIRN_SOURCE_WIDE;
      mapping->customer = g_strdup ("opportunity_id");
      mapping->segment = g_strdup ("deal_stage");
      cairn_mapping_add_dates (mapping, "Engaged", "engage_date", "close_date");
      g_assert_true (cairn_mapping_complete (mapping, &error));
      g_free (mapping->zone);
      mapping->zone = g_strdup ("UTC");
      source = open_source (mapping);
      won = dwells_of (engine_of (source), "Won", "Engaged");
      lost = dwells_of (engine_of (source), "Lost", "Engaged");
      g_assert_cmpuint (won->len, ==, 4238);
      g_assert_cmpuint (lost->len, ==, 2473);
      check_dwell (won, 51.782 * 1440, 57 * 1440, 1);
      check_dwell (lost, 41.479 * 1440, 14 * 1440, 1);
    }
  fixture_remove_folder (folder);
}

typedef struct
{
  const char *from, *to;
  double mean, median; /* days */
  guint n;
} Gap;

static void
check_gap (const GArray *stays, CairnLogTable *table, const Gap *gap)
{
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i + 1 < stays->len; i++)
    {
      const CairnDerivedStay *stay = &g_array_index (stays, CairnDerivedStay, i);
      const CairnDerivedStay *next = stay + 1;
      double day = (double) (stay->left - stay->entered) / 86400;

      /* The last stay of a customer is open; so the next one is never somebody else's. */
      if (stay->left == CAIRN_VISIT_OPEN
          || !g_str_equal (cairn_log_table_get_text (table, stay->stage), gap->from)
          || !g_str_equal (cairn_log_table_get_text (table, next->stage), gap->to))
        continue;
      g_array_append_val (days, day);
    }
  g_assert_cmpuint (days->len, ==, gap->n);
  check_dwell (days, gap->mean, gap->median, 0.00051);
}

/* One time an event: how long until the next one, of each pair of them. */
static void
test_help_desk (void)
{
  static const Gap gaps[] = {
    { "Resolve ticket", "Closed", 29.376, 30.001, 4558 },
    { "Assign seriousness", "Take in charge ticket", 3.739, 0.254, 4160 },
    { "Take in charge ticket", "Resolve ticket", 3.421, 0.113, 3563 },
    { "Take in charge ticket", "Wait", 3.353, 0.863, 1265 },
    { "Wait", "Resolve ticket", 11.543, 9.031, 773 },
  };
  const CairnDeriveRules rules = { .shape = CAIRN_SOURCE_CHANGES, .split_repeats = TRUE };
  g_autofree char *log = find_shared ("logs/pm4py+pm4py-core/helpdesk.xes.gz");
  g_autoptr (CairnLogTable) table = log != NULL ? read_log (log) : NULL;
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (CairnStayEvent));
  g_autoptr (GArray) stays = g_array_new (FALSE, FALSE, sizeof (CairnDerivedStay));
  gsize n_rows = table != NULL ? cairn_log_table_get_n_rows (table) : 0;
  guint32 before = 0;

  for (gsize row = 0; row <= n_rows && table != NULL; row++)
    {
      guint32 customer = row < n_rows ? cairn_log_table_get_id (
                           table, row, cairn_log_table_find_column (table, "case:concept:name"))
                                      : 0;
      CairnStayEvent event = { .left = CAIRN_VISIT_OPEN, .order = (gint64) row };

      if (customer != before)
        {
          cairn_stays_derive (&rules, (CairnStayEvent *) events->data, events->len, stays);
          g_array_set_size (events, 0);
        }
      before = customer;
      if (customer == 0)
        break;
      event.entered = moment (
        cairn_log_table_get (table, row, cairn_log_table_find_column (table, "time:timestamp")));
      event.stage = event.cell
        = cairn_log_table_get_id (table, row, cairn_log_table_find_column (table, "concept:name"));
      g_array_append_val (events, event);
    }
  for (guint i = 0; i < G_N_ELEMENTS (gaps) && table != NULL; i++)
    check_gap (stays, table, &gaps[i]);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/source-shapes/patients", test_patients);
  g_test_add_func ("/source-shapes/surgery", test_surgery);
  g_test_add_func ("/source-shapes/call-centre", test_call_centre);
  g_test_add_func ("/source-shapes/pipeline", test_pipeline);
  g_test_add_func ("/source-shapes/help-desk", test_help_desk);
  return g_test_run ();
}
