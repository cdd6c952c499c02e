/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The traps of real logs, each in few lines; and the public logs they were seen in, which may not
 * be copied, where they stand beside the project. */
#include "sqlite-fixture.h"
#include "timing/cairn-import.h"

#include <string.h>

/* The rows of @sql, "/" between the columns, a line each. */
static char *
ask (const char *path, const char *sql)
{
  sqlite3 *db = fixture_open (path);
  sqlite3_stmt *stmt = NULL;
  GString *out = g_string_new (NULL);

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    for (int i = 0; i < sqlite3_column_count (stmt); i++)
      {
        const char *text = (const char *) sqlite3_column_text (stmt, i);

        g_string_append (out, text != NULL ? text : "");
        g_string_append_c (out, i + 1 < sqlite3_column_count (stmt) ? '/' : '\n');
      }
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return g_string_free (out, FALSE);
}

#define VISITS                                                                                     \
  "SELECT c.name, v.stage, substr(entered_at, 3, 14), substr(started_at, 3, 14), "                 \
  "substr(left_at, 3, 14) FROM stage_visits v JOIN customers c ON c.id = customer_id ORDER BY "    \
  "v.id"
#define CUSTOMERS "SELECT name, segment, substr(churned_at, 1, 10), success FROM customers"
#define TOUCHPOINTS "SELECT customer_id, name, substr(at, 3, 14) FROM touchpoints ORDER BY rowid"

static const char *const won[] = { "Won", NULL };
static const char *const lost[] = { "Lost", NULL };

static const struct
{
  const char *trap;
  const char *log;
  CairnImportOptions options;
  const char *sql;
  const char *expected;
  const char *note; /* or NULL */
} traps[] = {
  { "quoted numbers, blank rows, an unnamed last column",
    "\"customer\",\"stage\",\"entered\",\n\n\"1\",\"One\",\"1772442245\",x\n\n\"1\",\"Two\","
    "\"1772445845\",\n",
    { 0 },
    VISITS,
    "1/One/26-03-02T09:04//26-03-02T10:04\n1/Two/26-03-02T10:04//\n",
    NULL },
  { "day, month, two digits of the year",
    "customer,stage,entered\nA,One,9.3.10 8:05\nA,Two,28.3.10 8:05\n",
    { 0 },
    VISITS,
    "A/One/10-03-09T08:05//10-03-28T08:05\nA/Two/10-03-28T08:05//\n",
    NULL },
  { "the year first, with slashes and fractions",
    "customer,stage,entered\nA,One,2011/02/16 14:31:00.000\n",
    { 0 },
    VISITS,
    "A/One/11-02-16T14:31//\n",
    NULL },
  { "dashes, the day first",
    "customer,stage,entered\nA,One,29-02-2016 01:16\nA,Two,01-03-2016 01:16\n",
    { 0 },
    VISITS,
    "A/One/16-02-29T01:16//16-03-01T01:16\nA/Two/16-03-01T01:16//\n",
    NULL },
  { "months as words",
    "customer,stage,entered\nA,One,01-Jan-2015\n",
    { 0 },
    VISITS,
    "A/One/15-01-01T00:00//\n",
    NULL },
  { "offsets that change with the season",
    "customer,stage,entered\nA,One,2016-03-26T12:00:00+01:00\nA,Two,2016-03-27T12:00:00+02:00\n",
    { 0 },
    VISITS,
    "A/One/16-03-26T11:00//16-03-27T10:00\nA/Two/16-03-27T10:00//\n",
    NULL },
  { "words for nothing",
    "customer,stage,entered,left\nA,One,2016-03-26,?\nA,Two,2016-03-26,NA\nA,Three,2016-03-26,N.P."
    "\n"
    "A,Four,2016-03-26,9999-12-31\n?,Five,2016-03-26,\nA,NA,2016-03-26,\n",
    { 0 },
    VISITS,
    "A/One/16-03-26T00:00//\nA/Two/16-03-26T00:00//\nA/Three/16-03-26T00:00//\n"
    "A/Four/16-03-26T00:00//\n",
    "1 row left out: no customer given." },
  { "left before entered",
    "customer,stage,entered,left\nA,One,2016-03-26,2016-03-25\nA,Two,2016-03-26,2016-03-27\n",
    { 0 },
    VISITS,
    "A/Two/16-03-26T00:00//16-03-27T00:00\n",
    "1 row left out: left before it was entered." },
  { "written in another order than it happened; equal moments stay as written",
    "customer,stage,entered\nA,Three,2016-03-28\nA,One,2016-03-26\nA,Two,2016-03-26\n",
    { 0 },
    VISITS,
    "A/One/16-03-26T00:00//16-03-26T00:00\nA/Two/16-03-26T00:00//16-03-28T00:00\n"
    "A/Three/16-03-28T00:00//\n",
    NULL },
  { "the same stage again, and the words for starts and ends in any case",
    "case,activity,time,lifecycle:transition\nA,One,2016-03-26,START\nA,One,2016-03-27,complete\n"
    "A,One,2016-03-28,start\nA,One,2016-03-28,suspend\nA,One,2016-03-29,ATE_ABORT\n"
    "A,Two,2016-03-29,COMPLETE\nA,Three,2016-03-30,start\n",
    { 0 },
    VISITS,
    "A/One/16-03-26T00:00//16-03-27T00:00\nA/One/16-03-28T00:00//16-03-29T00:00\n"
    "A/Two/16-03-29T00:00//16-03-29T00:00\nA/Three/16-03-30T00:00//\n",
    "1 end has no start" },
  { "when work began, where that can be",
    "customer,stage,entered_at,started_at,left_at\nA,One,2016-03-01,2016-03-03,2016-03-05\n"
    "A,Two,2016-03-05,2016-03-01,\nA,Three,2016-03-06,NULL,\n",
    { 0 },
    VISITS,
    "A/One/16-03-01T00:00/16-03-03T00:00/16-03-05T00:00\nA/Two/16-03-05T00:00//\n"
    "A/Three/16-03-06T00:00//\n",
    "1 start of work is not between" },
  { "touchpoints, some without a stage",
    "customer,stage,touchpoint,date\nA,One,,2016-03-01\nA,,Welcome call,2016-03-02\n"
    "A,Two,Review,2016-03-03\nB,,Welcome call,2016-03-01\nB,,,2016-03-01\n",
    { 0 },
    TOUCHPOINTS,
    "1/Welcome call/16-03-02T00:00\n1/Review/16-03-03T00:00\n2/Welcome call/16-03-01T00:00\n",
    "touchpoint = touchpoint" },
  { "what has become of the customers",
    "customer,stage,date,tier\nA,Trial,2016-03-01,x\nA,Won,2016-03-02,gold\nB,Trial,2016-03-01,\n"
    "B,Lost,2016-03-04,\nC,Lost,2016-03-01,\nC,Trial,2016-03-02,\n",
    { .successes = won, .losses = lost },
    CUSTOMERS,
    "A/gold//1\nB//2016-03-04/\nC///\n",
    NULL },
};

static gboolean
has_note (const CairnImportResult *result, const char *part)
{
  for (guint i = 0; i < result->notes->len; i++)
    if (strstr (g_ptr_array_index (result->notes, i), part) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_traps (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *input = g_build_filename (folder, "in.csv", NULL);
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (traps); i++)
    {
      CairnImportOptions options = traps[i].options;
      g_auto (CairnImportResult) result = { 0 };
      g_autoptr (GError) error = NULL;
      g_autofree char *got = NULL;

      g_test_message ("%s", traps[i].trap);
      g_assert_true (g_file_set_contents (input, traps[i].log, -1, NULL));
      options.input = input;
      options.output = output;
      options.force = TRUE;
      cairn_import_run (&options, NULL, NULL, NULL, &result, &error);
      g_assert_no_error (error);
      got = ask (output, traps[i].sql);
      g_assert_cmpstr (got, ==, traps[i].expected);
      g_assert_true (traps[i].note == NULL || has_note (&result, traps[i].note));
    }
  fixture_remove_folder (folder);
}

/* ---- public logs ---- */

#define MINUTES(stage)                                                                             \
  "SELECT round(avg(julianday(left_at) - julianday(entered_at)) * 1440, 2) FROM stage_visits "     \
  "WHERE stage = '" stage "'"
#define SECONDS(stage)                                                                             \
  "SELECT round(avg(julianday(left_at) - julianday(entered_at)) * 86400) FROM stage_visits "       \
  "WHERE stage = '" stage "'"
#define DAYS(stage)                                                                                \
  "SELECT round(avg(julianday(left_at) - julianday(entered_at)), 3) FROM stage_visits "            \
  "WHERE stage = '" stage "'"

/* From the first stage entered to the last left; mean over the customers. */
#define WHOLE_DAYS                                                                                 \
  "SELECT round(avg(d), 4) FROM (SELECT max(julianday(coalesce(left_at, entered_at))) - "          \
  "min(julianday(entered_at)) AS d FROM stage_visits GROUP BY customer_id)"

static const struct
{
  const char *path; /* in the folder beside the project */
  CairnImportOptions options;
  gsize n_rows, n_customers, n_visits;
  const char *sql[2];
  const char *expected[2];
} logs[] = {
  { "logs/apromore+ApromoreCore/CallcenterExample.csv",
    { .customer = "Service ID" },
    7548,
    3885,
    7548,
    { MINUTES ("Inbound Call"), WHOLE_DAYS },
    { "4.28\n", "2.59\n" } },
  { "logs/apromore+ApromoreCore/CallcenterExample.csv",
    { .customer = "Service ID" },
    7548,
    3885,
    7548,
    { MINUTES ("Inbound Email"), MINUTES ("Handle Email") },
    { "2261.9\n", "5.65\n" } },
  { "crm/business-science+free_ai_training/sales_pipeline.csv",
    { .customer = "opportunity_id", .entered = "engage_date", .left = "close_date" },
    8800,
    8300,
    8300,
    { DAYS ("Won"), DAYS ("Lost") },
    { "51.782\n", "41.479\n" } },
  { "logs/pm4py+pm4py-core/interval_event_log.csv",
    { 0 },
    8109,
    1266,
    8109,
    { WHOLE_DAYS, NULL },
    { "24.3636\n", NULL } },
  { "logs/AutomatedProcessImprovement+Simod/resources/event_logs/PurchasingExample.csv.gz",
    { 0 },
    9119,
    608,
    9119,
    { WHOLE_DAYS, NULL },
    { "21.4591\n", NULL } },
  { "logs/AutomatedProcessImprovement+Simod/resources/event_logs/LoanApp_simplified_train.csv.gz",
    { 0 },
    7544,
    1000,
    7544,
    { WHOLE_DAYS, NULL },
    { "0.5198\n", NULL } },
  { "logs/pm4js+pm4js-core/receipt.xes",
    { .split_repeats = TRUE },
    8577,
    1434,
    8577,
    { WHOLE_DAYS, "SELECT count(DISTINCT stage) FROM stage_visits" },
    { "5.4081\n", "27\n" } },
  { "logs/pm4js+pm4js-core/reviewing.xes",
    { 0 },
    3730,
    100,
    2278,
    { WHOLE_DAYS, NULL },
    { "842.15\n", NULL } },
  { "logs/pm4js+pm4js-core/10_orders.xes",
    { 0 },
    154,
    17,
    154,
    { "SELECT count(*) FROM stage_visits WHERE left_at LIKE '20__-%'", NULL },
    { "154\n", NULL } },
  { "logs/pm4js+pm4js-core/11_tickets.xes",
    { .split_repeats = TRUE },
    43,
    9,
    43,
    { WHOLE_DAYS, NULL },
    { "0.0\n", NULL } },
  { "logs/apromore+ApromoreCore/XES_logs/L1_start_complete_overlapping.xes",
    { 0 },
    0,
    0,
    0,
    { SECONDS ("a"), SECONDS ("e") },
    { "100.0\n", "120.0\n" } },
  { "logs/apromore+ApromoreCore/XES_logs/L1_start_complete_overlapping.xes",
    { 0 },
    0,
    0,
    0,
    { SECONDS ("b"), SECONDS ("d") },
    { "96.0\n", "90.0\n" } },
};

static void
check_log (guint i, const char *input, const char *output)
{
  CairnImportOptions options = logs[i].options;
  g_auto (CairnImportResult) result = { 0 };
  g_autoptr (GError) error = NULL;

  options.input = input;
  options.output = output;
  options.force = TRUE;
  cairn_import_run (&options, NULL, NULL, NULL, &result, &error);
  g_assert_no_error (error);
  if (logs[i].n_rows > 0)
    {
      g_assert_cmpuint (result.n_rows, ==, logs[i].n_rows);
      g_assert_cmpuint (result.n_customers, ==, logs[i].n_customers);
      g_assert_cmpuint (result.n_visits, ==, logs[i].n_visits);
    }
  for (guint q = 0; q < G_N_ELEMENTS (logs[i].sql) && logs[i].sql[q] != NULL; q++)
    {
      g_autofree char *got = ask (output, logs[i].sql[q]);

      g_assert_cmpstr (got, ==, logs[i].expected[q]);
    }
}

static void
test_public_logs (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);
  g_autofree char *data = g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "data", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (logs); i++)
    {
      g_autofree char *input = g_build_filename (data, logs[i].path, NULL);

      g_test_message ("%s", logs[i].path);
      if (g_file_test (input, G_FILE_TEST_EXISTS))
        check_log (i, input, output);
    }
  fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import-traps/few-lines", test_traps);
  g_test_add_func ("/import-traps/public-logs", test_public_logs);
  return g_test_run ();
}
