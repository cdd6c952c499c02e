/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Public data as the assistant takes them in, from the raw file to the figures: what is guessed,
 * and whether the facts come out that others publish of these data. */
#include "base/cairn-duration.h"
#include "insight/cairn-source-probe.h"
#include "sqlite-fixture.h"
#include "timing/cairn-engine-private.h"
#include "timing/cairn-import-table.h"
#include "timing/cairn-quality.h"
#include "timing/cairn-row-store.h"
#include "timing/cairn-source.h"
#include "timing/cairn-sqlite-source-private.h"

#include <string.h>

/* ---- as the assistant goes ---- */

typedef struct
{
  char *folder;
  char *output;
  CairnDocument *document;
  CairnSourceDraft *draft;
  CairnSourceReading *reading;
} Data;

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
look (Data *data, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  data->folder = fixture_folder ();
  data->output = g_build_filename (data->folder, "out.db", NULL);
  data->document = cairn_document_new ();
  cairn_source_sample_async (file, data->document, NULL, NULL, keep_result_cb, &result);
  wait_for (&result);
  data->draft = cairn_source_sample_finish (result, &error);
  g_assert_no_error (error);
}

static void
take_in (Data *data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *problem = cairn_source_draft_dup_problem (data->draft);

  g_assert_cmpstr (problem, ==, NULL);
  g_clear_pointer (&data->reading, cairn_source_reading_free);
  cairn_source_read_async (data->draft, data->document, data->output, NULL, NULL, keep_result_cb,
                           &result);
  wait_for (&result);
  data->reading = cairn_source_read_finish (result, &error);
  g_assert_no_error (error);
}

static void
data_clear (Data *data)
{
  g_clear_pointer (&data->reading, cairn_source_reading_free);
  g_clear_pointer (&data->draft, cairn_source_draft_free);
  g_clear_object (&data->document);
  if (data->folder != NULL)
    fixture_remove_folder (data->folder);
  g_free (data->folder);
  g_free (data->output);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Data, data_clear)

/* As by a click above the column. */
static void
choose (Data *data, const char *column, CairnDraftRole role)
{
  guint i = 0;

  while (i < data->draft->roles->len && !g_str_equal (data->draft->sample->columns[i], column))
    i++;
  cairn_source_draft_set_role (data->draft, i, role);
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

/* ---- figures ---- */

typedef struct
{
  const char *segment; /* NULL: all */
  const char *stage;
  double mean, median; /* of the stays that are over, in minutes */
  guint n;
} Stage;

typedef struct
{
  double mean, median, p90, max; /* days from first to last sight of a customer */
} Spans;

typedef struct
{
  CairnSource *source;
  CairnEngine *engine;
} Figures;

static void
figures_clear (Figures *figures)
{
  g_clear_pointer (&figures->source, cairn_source_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Figures, figures_clear)

static void
figures_init (Figures *self, const Data *data)
{
  g_autoptr (GError) error = NULL;

  self->source = cairn_source_open (data->reading->mapping, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (cairn_source_settle (self->source, &error));
  g_assert_no_error (error);
  self->engine = cairn_row_store_get_engine (((CairnSqliteSource *) self->source)->store);
  cairn_engine_settle (self->engine);
}

typedef void (*VisitFunc) (const CairnVisit *visit, gpointer data);

/* NULL: of any segment, of any stage. */
static void
each_visit (
  const Figures *self, const char *segment, const char *stage, VisitFunc func, gpointer data)
{
  for (guint i = 0; i < self->engine->cells->len; i++)
    {
      const CairnEngineCell *cell = g_ptr_array_index (self->engine->cells, i);
      const CairnEngineStage *its = g_ptr_array_index (self->engine->stages, cell->stage);

      if ((stage != NULL && !g_str_equal (its->name, stage))
          || (segment != NULL && !g_str_equal (cell->segment, segment)))
        continue;
      for (guint open = 0; open <= 1; open++)
        {
          const CairnVisitStore *list = open ? &cell->visits.open : &cell->visits.closed;

          for (gsize j = 0; j < list->n; j++)
            {
              CairnVisit visit = cairn_kept_visit_tell (&list->visits[j], (guint16) i);

              func (&visit, data);
            }
        }
    }
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Linear between two, as most programs have it. @values must be sorted. */
static double
quantile (const GArray *values, double p)
{
  double at = p * (values->len - 1);
  guint i = (guint) at;
  guint next = MIN (i + 1, values->len - 1);
  double low = g_array_index (values, double, i), high = g_array_index (values, double, next);

  return low + (at - i) * (high - low);
}

static double
mean (const GArray *values)
{
  double sum = 0;

  for (guint i = 0; i < values->len; i++)
    sum += g_array_index (values, double, i);
  return sum / values->len;
}

static void
add_dwell (const CairnVisit *visit, gpointer values)
{
  double minutes = (double) (visit->left - visit->entered) / 60;

  if (visit->left != CAIRN_VISIT_OPEN)
    g_array_append_val (values, minutes);
}

static void
count_open (const CairnVisit *visit, gpointer n)
{
  *(guint *) n += visit->left == CAIRN_VISIT_OPEN;
}

static void
check_stages (const Figures *self, const Stage *facts, guint n_facts, double tolerance)
{
  for (guint i = 0; i < n_facts; i++)
    {
      g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));

      each_visit (self, facts[i].segment, facts[i].stage, add_dwell, values);
      g_array_sort (values, compare_doubles);
      g_test_message ("%s: %u, %.3f, %.3f", facts[i].stage, values->len, mean (values),
                      quantile (values, 0.5));
      g_assert_cmpuint (values->len, ==, facts[i].n);
      g_assert_cmpfloat_with_epsilon (mean (values), facts[i].mean, tolerance);
      g_assert_cmpfloat_with_epsilon (quantile (values, 0.5), facts[i].median, tolerance);
    }
}

static guint
get_n_open (const Figures *self, const char *stage)
{
  guint n = 0;

  each_visit (self, NULL, stage, count_open, &n);
  return n;
}

typedef struct
{
  gint64 first, last;
} Span;

static void
add_span (const CairnVisit *visit, gpointer data)
{
  GArray *spans = data;
  Span *span;

  if (visit->customer >= spans->len)
    g_array_set_size (spans, visit->customer + 1);
  span = &g_array_index (spans, Span, visit->customer);
  if (span->first == 0 || visit->entered < span->first)
    span->first = visit->entered;
  span->last = MAX (span->last, visit->left == CAIRN_VISIT_OPEN ? visit->entered : visit->left);
}

static void
check_spans (const Figures *self, guint n_customers, const Spans *facts)
{
  g_autoptr (GArray) spans = g_array_new (FALSE, TRUE, sizeof (Span));
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (double));

  each_visit (self, NULL, NULL, add_span, spans);
  for (guint i = 0; i < spans->len; i++)
    {
      const Span *span = &g_array_index (spans, Span, i);
      double length = (double) (span->last - span->first) / CAIRN_DAY;

      if (span->first != 0)
        g_array_append_val (days, length);
    }
  g_array_sort (days, compare_doubles);
  g_test_message ("%u customers: %.4f %.5f %.4f %.4f", days->len, mean (days), quantile (days, 0.5),
                  quantile (days, 0.9), quantile (days, 1));
  g_assert_cmpuint (days->len, ==, n_customers);
  g_assert_cmpfloat_with_epsilon (mean (days), facts->mean, 5.1e-5);
  g_assert_cmpfloat_with_epsilon (quantile (days, 0.5), facts->median, 5.1e-5);
  g_assert_cmpfloat_with_epsilon (quantile (days, 0.9), facts->p90, 5.1e-5);
  g_assert_cmpfloat_with_epsilon (quantile (days, 1), facts->max, 5.1e-5);
}

static void
check_column (const Data *data, CairnDraftRole role, const char *column)
{
  g_assert_cmpstr (cairn_source_draft_get_column (data->draft, role), ==, column);
}

static guint
get_rows (const Data *data, const char *stage)
{
  for (guint i = 0; i < data->reading->stages->len; i++)
    {
      const CairnValueCount *count = g_ptr_array_index (data->reading->stages, i);

      if (g_str_equal (count->value, stage))
        return count->rows;
    }
  return 0;
}

static const CairnFinding *
find (const Data *data, CairnFindingKind kind)
{
  return cairn_quality_find (cairn_snapshot_get_quality (data->reading->snapshot), kind, NULL);
}

static void
check_finding (const Data *data, CairnFindingKind kind, guint rows)
{
  const CairnFinding *finding = find (data, kind);

  g_assert_cmpuint (finding != NULL ? finding->rows : 0, ==, rows);
  /* It opens to its rows. */
  g_assert_true (finding == NULL || finding->n_list > 0);
}

/* ---- the sets ---- */

/* How long until the next event, of one pair of them, as the rows in the database stand. */
static void
check_gap (
  const Data *data, const char *from, const char *to, guint n, double mean_days, double median_days)
{
  static const char sql[]
    = "SELECT gap FROM (SELECT \"concept:name\" AS a, LEAD(\"concept:name\") OVER w AS b, "
      "julianday(LEAD(\"time:timestamp\") OVER w) - julianday(\"time:timestamp\") AS gap FROM log "
      "WINDOW w AS (PARTITION BY \"case:concept:name\" ORDER BY \"time:timestamp\", rowid)) "
      "WHERE a = ? AND b = ?";
  g_autoptr (GArray) days = g_array_new (FALSE, FALSE, sizeof (double));
  sqlite3 *db = fixture_open (data->output);
  sqlite3_stmt *stmt = NULL;

  g_assert_cmpint (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL), ==, SQLITE_OK);
  sqlite3_bind_text (stmt, 1, from, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 2, to, -1, SQLITE_STATIC);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      double gap = sqlite3_column_double (stmt, 0);

      g_array_append_val (days, gap);
    }
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  g_array_sort (days, compare_doubles);
  g_assert_cmpuint (days->len, ==, n);
  g_assert_cmpfloat_with_epsilon (mean (days), mean_days, 5.1e-4);
  g_assert_cmpfloat_with_epsilon (quantile (days, 0.5), median_days, 5.1e-4);
}

/* One time an event, in a gzipped XES: that the stage begins then is the guess, that something was
 * done then is one click away. */
static void
test_help_desk (void)
{
  g_autofree char *path = find_shared ("logs/pm4py+pm4py-core/helpdesk.xes.gz");
  g_auto (Data) data = { NULL };
  g_auto (Figures) figures = { NULL };

  if (path == NULL)
    return;
  look (&data, path);
  g_assert_cmpint (data.draft->shape, ==, CAIRN_SHAPE_CHANGES);
  check_column (&data, CAIRN_DRAFT_CUSTOMER, "case:concept:name");
  check_column (&data, CAIRN_DRAFT_STAGE, "concept:name");
  check_column (&data, CAIRN_DRAFT_ENTERED, "time:timestamp");
  check_column (&data, CAIRN_DRAFT_OWNER, "org:resource");
  check_column (&data, CAIRN_DRAFT_SEGMENT, "service_level");
  g_assert_false (cairn_source_draft_needs_zone (data.draft));
  take_in (&data);
  g_assert_cmpuint (data.reading->n_rows, ==, 21348);
  g_assert_cmpuint (data.reading->stages->len, ==, 14);
  g_assert_cmpuint (data.reading->n_customers, ==, 4580);
  g_assert_true (data.reading->is_old);
  for (guint i = 0; i < data.reading->preview->visits->len; i++)
    {
      const CairnPreviewVisit *visit = g_ptr_array_index (data.reading->preview->visits, i);

      g_assert_cmpstr (visit->stage, !=, "Closed");
      g_assert_cmpint (visit->left, !=, CAIRN_VISIT_OPEN);
    }
  /* “Closed” sounds like an end. Who came to no end is still somewhere, since long ago. */
  check_finding (&data, CAIRN_FINDING_FORGOTTEN, 4580 - 4557);

  cairn_source_draft_set_shape (data.draft, CAIRN_SHAPE_DONE);
  take_in (&data);
  g_assert_cmpuint (data.reading->n_rows, ==, 21348);
  check_finding (&data, CAIRN_FINDING_ENTRY_UNKNOWN, 4580);
  check_finding (&data, CAIRN_FINDING_REJECTED, 0);
  figures_init (&figures, &data);
  check_spans (&figures, 4580, &(Spans){ 40.8584, 39.8592, 53.0056, 59.9950 });
  check_gap (&data, "Resolve ticket", "Closed", 4558, 29.376, 30.001);
  check_gap (&data, "Assign seriousness", "Take in charge ticket", 4160, 3.739, 0.254);
  check_gap (&data, "Take in charge ticket", "Resolve ticket", 3563, 3.421, 0.113);
  check_gap (&data, "Take in charge ticket", "Wait", 1265, 3.353, 0.863);
  check_gap (&data, "Wait", "Resolve ticket", 773, 11.543, 9.031);
}

/* Bare CR between the rows, d.m.yy, and no zone. */
static void
test_call_centre (void)
{
  static const Stage facts[] = {
    { NULL, "Inbound Call", 4.28, 2, 4361 },  { NULL, "Handle Case", 4.66, 1, 931 },
    { NULL, "Call Outbound", 3.37, 2, 661 },  { NULL, "Handle Email", 5.65, 0, 564 },
    { NULL, "Email Outbound", 2.80, 1, 544 }, { NULL, "Inbound Email", 2261.9, 2393, 487 },
  };
  g_autofree char *path = find_shared ("logs/apromore+ApromoreCore/CallcenterExample.csv");
  g_auto (Data) data = { NULL };
  g_auto (Figures) figures = { NULL };
  CairnTimeFormat format;

  if (path == NULL)
    return;
  look (&data, path);
  g_assert_cmpint (data.draft->shape, ==, CAIRN_SHAPE_VISITS);
  check_column (&data, CAIRN_DRAFT_CUSTOMER, "Customer ID");
  check_column (&data, CAIRN_DRAFT_STAGE, "Operation");
  check_column (&data, CAIRN_DRAFT_ENTERED, "Start Date");
  check_column (&data, CAIRN_DRAFT_LEFT, "End Date");
  check_column (&data, CAIRN_DRAFT_OWNER, "Agent");
  g_assert_true (cairn_source_draft_needs_zone (data.draft));
  g_assert_true (cairn_source_draft_get_format (data.draft, &format));
  g_assert_cmpint (format.order, ==, CAIRN_TIME_DAY_FIRST);
  take_in (&data);
  g_assert_cmpuint (data.reading->n_rows, ==, 7548);
  g_assert_cmpuint (data.reading->stages->len, ==, 6);
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    g_assert_cmpuint (get_rows (&data, facts[i].stage), ==, facts[i].n);

  /* Those who publish figures of it look at the case, not at the customer. */
  choose (&data, "Service ID", CAIRN_DRAFT_CUSTOMER);
  take_in (&data);
  figures_init (&figures, &data);
  check_spans (&figures, 3885, &(Spans){ 2.5900, 0.00347, 6.6785, 59.0611 });
  check_stages (&figures, facts, G_N_ELEMENTS (facts), 0.051);
}

/* Starts and ends, each a row. May be copied, so it is always there. */
static void
test_patients (void)
{
  static const Stage facts[] = {
    { NULL, "Registration", 165.23, 162.82, 500 },
    { NULL, "Triage and Assessment", 786.33, 800.44, 500 },
    { NULL, "Blood test", 332.15, 328.10, 237 },
    { NULL, "MRI SCAN", 248.99, 245.43, 236 },
    { NULL, "X-Ray", 290.76, 287.52, 261 },
    { NULL, "Discuss Results", 166.55, 166.33, 495 },
    { NULL, "Check-out", 123.77, 124.34, 492 },
  };
  g_autofree char *path
    = g_test_build_filename (G_TEST_DIST, "data", "import", "patients.csv", NULL);
  g_auto (Data) data = { NULL };
  g_auto (Figures) figures = { NULL };

  look (&data, path);
  g_assert_cmpint (data.draft->shape, ==, CAIRN_SHAPE_LIFECYCLE);
  check_column (&data, CAIRN_DRAFT_CUSTOMER, "patient");
  check_column (&data, CAIRN_DRAFT_STAGE, "handling");
  check_column (&data, CAIRN_DRAFT_ENTERED, "time");
  check_column (&data, CAIRN_DRAFT_OWNER, "employee");
  check_column (&data, CAIRN_DRAFT_TRANSITION, "registration_type");
  g_assert_false (cairn_source_draft_needs_zone (data.draft));
  take_in (&data);
  g_assert_cmpuint (data.reading->n_rows, ==, 5442);
  g_assert_cmpuint (data.reading->stages->len, ==, 7);
  figures_init (&figures, &data);
  check_stages (&figures, facts, G_N_ELEMENTS (facts), 0.0051);
  g_assert_cmpuint (get_n_open (&figures, NULL), ==, 0);
  check_spans (&figures, 500, &(Spans){ 6.6763, 6.0855, 10.6704, 23.1068 });
  check_finding (&data, CAIRN_FINDING_REJECTED, 0);
  check_finding (&data, CAIRN_FINDING_FORGOTTEN, 0);
}

/* A row an opportunity: what is called the stage says how it ended, the dates say how long it took.
 * What names customers, the account, is empty in 1,425 of them. */
static void
test_pipeline (void)
{
  static const Stage facts[] = {
    { "Won", "engage", 51.782 * 1440, 57 * 1440, 4238 },
    { "Lost", "engage", 41.479 * 1440, 14 * 1440, 2473 },
  };
  g_autofree char *path = find_shared ("crm/business-science+free_ai_training/sales_pipeline.csv");
  g_auto (Data) data = { NULL };
  g_auto (Figures) figures = { NULL };
  g_autoptr (GArray) minutes = g_array_new (FALSE, FALSE, sizeof (double));
  const CairnMappingDates *dates;

  if (path == NULL)
    return;
  look (&data, path);
  g_assert_cmpint (data.draft->shape, ==, CAIRN_SHAPE_WIDE);
  check_column (&data, CAIRN_DRAFT_CUSTOMER, "opportunity_id");
  check_column (&data, CAIRN_DRAFT_OWNER, "sales_agent");
  dates = cairn_source_draft_get_dates (data.draft, "engage");
  g_assert_nonnull (dates);
  g_assert_cmpstr (dates->entered, ==, "engage_date");
  g_assert_cmpstr (dates->left, ==, "close_date");
  choose (&data, "deal_stage", CAIRN_DRAFT_SEGMENT);
  take_in (&data);
  g_assert_cmpuint (data.reading->n_rows, ==, 8800);
  g_assert_cmpuint (data.reading->n_customers, ==, 8800);
  g_assert_cmpuint (get_rows (&data, "engage"), ==, 8300);
  check_finding (&data, CAIRN_FINDING_REJECTED, 500); /* no date: still prospects */
  check_finding (&data, CAIRN_FINDING_FORGOTTEN, 1589);
  figures_init (&figures, &data);
  check_stages (&figures, facts, G_N_ELEMENTS (facts), 1);
  g_assert_cmpuint (get_n_open (&figures, NULL), ==, 1589);
  each_visit (&figures, NULL, "engage", add_dwell, minutes);
  g_array_sort (minutes, compare_doubles);
  g_assert_cmpfloat (quantile (minutes, 0), ==, 1 * 1440);
  g_assert_cmpfloat (quantile (minutes, 1), ==, 138 * 1440);
}

/* Rows that no stay can be made of are not in the database as stays, but it knows of them. */
static void
test_left_out (void)
{
  static const struct
  {
    const char *detail, *customer, *problem;
  } reasons[] = {
    { "no customer given", "", "no customer given (row 2 of the file)" },
    { "the time of entering cannot be read", "Hooli",
      "the time of entering cannot be read (row 3 of the file)" },
    { "left before it was entered", "Initech", "left before it was entered (row 4 of the file)" },
  };
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = g_build_filename (folder, "log.csv", NULL);
  g_auto (Data) data = { NULL };

  g_assert_true (g_file_set_contents (path,
                                      "customer,stage,entered_at,left_at\n"
                                      "Globex,One,2026-10-01,2026-10-05\n,One,2026-10-01,\n"
                                      "Hooli,One,soon,\nInitech,One,2026-10-05,2026-10-01\n",
                                      -1, NULL));
  look (&data, path);
  take_in (&data);
  g_assert_cmpuint (data.reading->notes->len, ==, 0);
  g_assert_cmpuint (cairn_quality_get_n_rows (cairn_snapshot_get_quality (data.reading->snapshot)),
                    ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      const CairnFinding *finding
        = cairn_quality_find (cairn_snapshot_get_quality (data.reading->snapshot),
                              CAIRN_FINDING_REJECTED, reasons[i].detail);

      g_assert_nonnull (finding);
      g_assert_cmpuint (finding->rows, ==, 1);
      g_assert_cmpuint (finding->n_list, ==, 1);
      g_assert_cmpstr (finding->list[0].customer, ==, reasons[i].customer);
      g_assert_cmpstr (finding->list[0].problem, ==, reasons[i].problem);
    }
  fixture_remove_folder (folder);
}

static void
check_import_fails (
  const char *input, const char *const *columns, GCancellable *cancellable, GQuark domain, int code)
{
  g_autofree char *folder = g_path_get_dirname (input);
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);
  const CairnImportOptions options = { .input = input, .output = output };
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = NULL;
  gsize n_rows = 0;
  guint n_files = 0;

  g_assert_false (
    cairn_import_table_run (&options, columns, NULL, NULL, cancellable, &n_rows, &error));
  g_assert_error (error, domain, code);
  dir = g_dir_open (folder, 0, NULL);
  while (g_dir_read_name (dir) != NULL)
    n_files++;
  g_assert_cmpuint (n_files, ==, 1);
}

/* Rows as they stand: what an import of them cannot do leaves nothing behind. */
static void
test_rows (void)
{
  static const char *const there[] = { "Customer \"Name\"", "alpha", NULL };
  static const char *const missing[] = { "alpha", "beta", NULL };
  g_autofree char *folder = fixture_folder ();
  g_autofree char *input = g_build_filename (folder, "log.csv", NULL);
  g_autofree char *output = g_build_filename (folder, "out.db", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const CairnImportOptions options = { .input = input, .output = output };
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;
  gsize n_rows = 0;

  g_assert_true (g_file_set_contents (
    input, "Customer \"Name\",alpha\r\nGlobex,2026-10-01\r\nHooli,\r\n,NA\r\n", -1, NULL));
  check_import_fails (input, missing, NULL, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_COLUMN);
  g_cancellable_cancel (cancellable);
  check_import_fails (input, there, cancellable, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (cairn_import_table_run (&options, there, NULL, NULL, NULL, &n_rows, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_rows, ==, 3);
  db = fixture_open (output);
  fixture_exec (db,
                "SELECT CASE WHEN count(*) = 3 AND count(alpha) = 2 AND "
                "max(\"Customer \"\"Name\"\"\") = 'Hooli' THEN 1 ELSE abs(-9223372036854775808) "
                "END FROM log");
  sqlite3_close (db);
  g_assert_false (cairn_import_table_run (&options, there, NULL, NULL, NULL, &n_rows, &error));
  g_assert_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_EXISTS);
  fixture_remove_folder (folder);
}

/* How fast, and how long still, as measured. */
static void
test_pace (void)
{
  static const struct
  {
    double second;
    CairnSourceProgress progress;
    const char *words;
  } steps[] = {
    { 0, { 0, 0, 0, 0 }, "0 %" },
    { 0.5, { 0.01, 50000, 4000000, 0 }, "1 %" },
    { 1, { 0.02, 100000, 8000000, 0 }, "2 % · 100000 rows a second, 8.0 MB/s" },
    { 2, { 0.04, 200000, 16000000, 0 }, "4 % · 100000 rows a second, 8.0 MB/s · about 50 s left" },
    { 3, { 0.04, 200000, 16000000, 0 }, "4 % · 60000 rows a second, 4.8 MB/s · about 1 min left" },
    { 4,
      { 0.6, 300000, 24000000, 5000 },
      "60 % · writing 5000 stays a second · a few seconds left" },
  };
  CairnSourcePace pace = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *words = NULL;

      cairn_source_pace_add (&pace, &steps[i].progress,
                             1 + (gint64) (steps[i].second * G_USEC_PER_SEC));
      words = cairn_source_pace_dup_words (&pace);
      g_assert_cmpstr (words, ==, steps[i].words);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/data-in/left-out", test_left_out);
  g_test_add_func ("/data-in/rows", test_rows);
  g_test_add_func ("/data-in/pace", test_pace);
  g_test_add_func ("/data-in/help-desk", test_help_desk);
  g_test_add_func ("/data-in/call-centre", test_call_centre);
  g_test_add_func ("/data-in/patients", test_patients);
  g_test_add_func ("/data-in/pipeline", test_pipeline);
  return g_test_run ();
}
