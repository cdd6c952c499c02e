/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "timing/cairn-live.h"

#include "postgres-compare.h"

/* The study of a stage from a server's sums against the one from the same stays in a file. */

static const char *const stages[] = { "Kick-off", "Set-up", "Training", "Review", "Live" };

/* Stays with owners, and customers of whom some were lost and some are a success. */
static void
fill (void)
{
  static const char sql[]
    = "CREATE TABLE studied AS SELECT visits.*, 'Owner ' || substr(customer, 8, 1) AS owner "
      "FROM visits WHERE substr(customer, 6, 1) IN ('1', '5');"
      "CREATE TABLE people AS SELECT customer AS id, 'Name of ' || customer AS name, '' AS "
      "segment, "
      "CASE WHEN substr(customer, 7, 1) = '5' THEN 1793880000 END AS churned_at, "
      "CASE WHEN substr(customer, 7, 1) = '7' THEN 1 ELSE 0 END AS success "
      "FROM visits GROUP BY customer;";
  sqlite3 *db = NULL;

  exec (sql);
  g_assert_cmpint (sqlite3_open (sqlite_path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
}

static CairnMapping *
make_mapping (const char *path)
{
  CairnMapping *mapping = cairn_mapping_new (path);
  g_autoptr (GError) error = NULL;

  mapping->table = g_strdup ("studied");
  mapping->zone = g_strdup ("UTC");
  mapping->customer = g_strdup ("customer");
  mapping->owner = g_strdup ("owner");
  mapping->segment = g_strdup ("segment");
  mapping->join_customers = TRUE;
  mapping->customers = g_strdup ("people");
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    {
      cairn_mapping_add_stage (mapping, stages[i], stages[i]);
      cairn_mapping_add_target (mapping, NULL, stages[i], (gint64) (4 + 4 * i) * DAY, 0);
    }
  cairn_mapping_add_target (mapping, "Small", "Set-up", 20 * DAY, 0);
  cairn_mapping_add_target (mapping, NULL, "Live", 0, 0);
  cairn_mapping_complete (mapping, &error);
  g_assert_no_error (error);
  return mapping;
}

static CairnSource *
open_studied (const char *path)
{
  g_autoptr (CairnMapping) mapping = make_mapping (path);
  g_autoptr (GError) error = NULL;
  CairnSource *source = cairn_source_open (mapping, NULL, &error);

  g_assert_no_error (error);
  if (!g_str_has_prefix (path, "postgres"))
    ((CairnSqliteSource *) source)->max_mended = 0;
  cairn_source_load (source, NULL, NULL, &error);
  g_assert_no_error (error);
  return source;
}

/* ---- what is the same ---- */

static void
assert_same_figures (const CairnStudyFigures *a, const CairnStudyFigures *b)
{
  g_assert_cmpint (a->now, ==, b->now);
  g_assert_cmpint (a->from, ==, b->from);
  g_assert_cmpint (a->to, ==, b->to);
  g_assert_cmpint (a->target, ==, b->target);
  g_assert_cmpint (a->limit, ==, b->limit);
  g_assert_cmpuint (a->arrivals, ==, b->arrivals);
  g_assert_cmpuint (a->departures, ==, b->departures);
  g_assert_cmpuint (a->here, ==, b->here);
  g_assert_cmpuint (a->overdue, ==, b->overdue);
  g_assert_cmpuint (a->exits, ==, b->exits);
  assert_same_real (a->age_median, b->age_median);
  assert_same_real (a->age_p90, b->age_p90);
  g_assert_cmpint (a->age_max, ==, b->age_max);
  assert_same_real (a->lost_per_week, b->lost_per_week);
  assert_same_real (a->lost_error, b->lost_error);
  assert_same_real (a->arrivals_per_week, b->arrivals_per_week);
  assert_same_real (a->share_late, b->share_late);
  assert_same_real (a->days_late, b->days_late);
  g_assert_cmpuint (a->due, ==, b->due);
  g_assert_cmpuint (a->left_in_time, ==, b->left_in_time);
  g_assert_cmpuint (a->straight_through, ==, b->straight_through);
  assert_same_real (a->mean_here, b->mean_here);
  assert_same_real (a->little_days, b->little_days);
  assert_same_real (a->backlog_weeks, b->backlog_weeks);
}

static void
assert_same_fates (const CairnStudyFigures *a, const CairnStudyFigures *b)
{
  g_assert_cmpuint (a->again, ==, b->again);
  g_assert_cmpuint (a->churned_first, ==, b->churned_first);
  assert_same_estimate (&a->kept, &b->kept);
  for (guint k = 0; k < CAIRN_OUTCOME_OPEN; k++)
    g_assert_cmpuint (a->outcomes[k], ==, b->outcomes[k]);
  for (guint t = 0; t < G_N_ELEMENTS (a->at_target); t++)
    {
      g_assert_true (is_near (a->at_target[t].inside, b->at_target[t].inside, 0, 0.005));
      for (guint k = 0; k < CAIRN_OUTCOME_OPEN; k++)
        {
          g_assert_true (is_near (a->at_target[t].share[k], b->at_target[t].share[k], 0, 0.005));
          g_assert_true (is_near (a->at_target[t].error[k], b->at_target[t].error[k], 0.05, 1e-4));
        }
    }
}

/* Counts are the same, and so is what follows from them: long or short. */
static void
assert_same_weeks (const CairnStageStudy *sums, const CairnStageStudy *rows)
{
  const CairnStudyWeek *a = cairn_stage_study_get_weeks (sums);
  const CairnStudyWeek *b = cairn_stage_study_get_weeks (rows);
  const CairnTimeVerdict *x = &cairn_stage_study_get_figures (sums)->time;
  const CairnTimeVerdict *y = &cairn_stage_study_get_figures (rows)->time;

  for (guint w = 0; w < CAIRN_TREND_WEEKS; w++)
    {
      g_assert_cmpint (a[w].begin, ==, b[w].begin);
      g_assert_cmpint (a[w].full, ==, b[w].full);
      g_assert_cmpuint (a[w].arrivals, ==, b[w].arrivals);
      g_assert_cmpuint (a[w].departures, ==, b[w].departures);
      g_assert_cmpuint (a[w].here, ==, b[w].here);
      g_assert_cmpuint (a[w].overdue, ==, b[w].overdue);
      assert_same_real (a[w].customer_days, b[w].customer_days);
      assert_same_real (a[w].lost_days, b[w].lost_days);
      g_assert_cmpuint (a[w].due, ==, b[w].due);
    }
  g_assert_cmpint (x->verdict, ==, y->verdict);
  g_assert_cmpuint (x->n_bad, ==, y->n_bad);
  g_assert_cmpuint (x->bad, ==, y->bad);
  g_assert_cmpint (x->since, ==, y->since);
  assert_same_real (x->pool_z, y->pool_z);
}

/* A bin is a hundredth wide; where few left, a curve is flat for longer than that, and one of them
 * more or less before the others decides on which side of it the median is. */
static void
assert_near_estimate (const CairnEstimate *a, const CairnEstimate *b)
{
  double spread = isnan (b->high) ? 0 : b->high - b->low;

  g_assert_true (isnan (a->value) || isnan (b->value)
                 || fabs (a->value - b->value) <= 0.02 * b->value + 0.2 * spread + 60);
}

static void
assert_near_medians (const CairnStageStudy *sums, const CairnStageStudy *rows)
{
  const CairnStudyWeek *a = cairn_stage_study_get_weeks (sums);
  const CairnStudyWeek *b = cairn_stage_study_get_weeks (rows);

  for (guint w = 0; w < CAIRN_TREND_WEEKS; w++)
    {
      g_assert_cmpuint (a[w].hits, ==, b[w].hits);
      assert_near_estimate (&a[w].median, &b[w].median);
    }
}

static void
assert_same_owners (const CairnStageStudy *sums, const CairnStageStudy *rows)
{
  guint n_a, n_b;
  const CairnOwnerFigures *a = cairn_stage_study_get_owners (sums, &n_a);
  const CairnOwnerFigures *b = cairn_stage_study_get_owners (rows, &n_b);
  const CairnTypeVerdict *x = &cairn_stage_study_get_figures (sums)->type;
  const CairnTypeVerdict *y = &cairn_stage_study_get_figures (rows)->type;

  g_assert_cmpuint (n_a, ==, n_b);
  for (guint i = 0; i < n_a; i++)
    {
      g_assert_cmpstr (a[i].name, ==, b[i].name);
      g_assert_cmpuint (a[i].exits, ==, b[i].exits);
      g_assert_cmpuint (a[i].here, ==, b[i].here);
      g_assert_cmpuint (a[i].overdue, ==, b[i].overdue);
      assert_same_real (a[i].customer_days, b[i].customer_days);
      assert_same_real (a[i].lost_days, b[i].lost_days);
      g_assert_cmpint (a[i].last_exit, ==, b[i].last_exit);
      g_assert_true (is_near (a[i].expected, b[i].expected, 0.01, 0.05));
      g_assert_true (is_near (a[i].expected_since, b[i].expected_since, 0.02, 0.05));
    }
  g_assert_true (is_near (x->p, y->p, 0.05, 0.01));
  g_assert_cmpuint (x->n_eligible, ==, y->n_eligible);
  g_assert_cmpuint (x->n_late, ==, y->n_late);
}

static void
assert_near_curves (const CairnStageStudy *sums, const CairnStageStudy *rows)
{
  const CairnStudyFigures *a = cairn_stage_study_get_figures (sums);
  const CairnStudyFigures *b = cairn_stage_study_get_figures (rows);
  guint n;
  const CairnCurvePoint *curve = cairn_stage_study_get_curve (sums, &n);

  assert_brackets (&a->median, &b->median, b->grouped);
  assert_brackets (&a->p90, &b->p90, b->grouped);
  g_assert_true (is_near (a->mean, b->mean, 0.01, 60));
  g_assert_true (is_near (a->breaches_ahead, b->breaches_ahead, 0.02, 0.05));
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpfloat (curve[i].survival, <=, i > 0 ? curve[i - 1].survival : 1);
      if (!isnan (curve[i].low))
        g_assert_cmpfloat (curve[i].low, <=, curve[i].survival);
      if (!isnan (curve[i].high))
        g_assert_cmpfloat (curve[i].high, >=, curve[i].survival);
    }
  cairn_stage_study_get_dots (sums, &n);
  g_assert_cmpuint (n, <=, 1000);
}

static void
assert_near_handoffs (const CairnStageStudy *sums, const CairnStageStudy *rows)
{
  guint n_a, n_b;
  const CairnHandoff *a = cairn_stage_study_get_handoffs (sums, &n_a);
  const CairnHandoff *b = cairn_stage_study_get_handoffs (rows, &n_b);

  g_assert_cmpuint (n_a, ==, n_b);
  for (guint i = 0; i < n_a; i++)
    {
      g_assert_cmpstr (a[i].next_stage, ==, b[i].next_stage);
      g_assert_cmpuint (a[i].moved, ==, b[i].moved);
      g_assert_cmpuint (a[i].waiting, ==, b[i].waiting);
      assert_same_real (a[i].per_week, b[i].per_week);
      assert_near_estimate (&a[i].median, &b[i].median);
    }
}

/* The same customers in the same order. */
static void
assert_same_list (const CairnStageStudy *sums, const CairnStageStudy *rows)
{
  guint n_a, n_b;
  const CairnWaiting *a = cairn_stage_study_get_waiting (sums, &n_a);
  const CairnWaiting *b = cairn_stage_study_get_waiting (rows, &n_b);

  g_assert_cmpuint (n_b, ==, cairn_stage_study_get_figures (sums)->here);
  g_assert_cmpuint (n_a, ==, MIN (n_b, 1000));
  for (guint i = 0; i < n_a; i++)
    {
      g_assert_cmpstr (a[i].customer, ==, b[i].customer);
      g_assert_cmpstr (a[i].owner, ==, b[i].owner);
      g_assert_cmpint (a[i].entered, ==, b[i].entered);
      g_assert_cmpint (a[i].age, ==, b[i].age);
      g_assert_cmpint (a[i].overdue, ==, b[i].overdue);
    }
}

/* The map says the same, unless segments with other targets have other bins. */
static void
assert_as_on_map (CairnSource *sums, CairnStageStudy *study, const CairnWindow *window)
{
  const CairnStudyFigures *figures = cairn_stage_study_get_figures (study);
  g_autoptr (CairnSnapshot) map = cairn_source_snapshot (sums, figures->now, window);
  const CairnCell *cell = cairn_snapshot_find (map, figures->segment, figures->stage);

  g_assert_cmpint (figures->target, ==, cell->target);
  if (figures->segment == NULL && g_str_equal (figures->stage, "Set-up"))
    return;
  assert_same_estimate (&figures->median, &cell->median);
  assert_same_estimate (&figures->p90, &cell->p90);
}

static void
compare_study (CairnSource *sums,
               CairnSource *rows,
               const char *segment,
               const char *stage,
               gint64 now,
               const CairnWindow *window)
{
  CairnStudyWish *wish = cairn_study_wish_new (segment, stage, FALSE);
  g_autoptr (CairnStageStudy) brief = cairn_source_study (sums, wish, now, window);
  g_autoptr (CairnStageStudy) a = NULL;
  g_autoptr (CairnStageStudy) b = cairn_source_study (rows, wish, now, window);
  const CairnStudyFigures *expected = cairn_stage_study_get_figures (b);
  guint n;

  wish->details = TRUE;
  a = cairn_source_study (sums, wish, now, window);
  g_test_message ("%s, %s, window %d at %" G_GINT64_FORMAT, segment != NULL ? segment : "all",
                  stage, (int) window->kind, now);
  g_assert_nonnull (brief);
  g_assert_nonnull (a);
  g_assert_true (cairn_stage_study_get_figures (brief)->brief);
  g_assert_false (cairn_stage_study_get_figures (a)->brief);
  g_assert_true (cairn_stage_study_get_figures (a)->binned);
  cairn_stage_study_get_waiting (brief, &n);
  g_assert_cmpuint (n, ==, 0);
  assert_same_figures (cairn_stage_study_get_figures (brief), expected);
  assert_same_figures (cairn_stage_study_get_figures (a), expected);
  assert_same_fates (cairn_stage_study_get_figures (a), expected);
  assert_same_weeks (brief, b);
  assert_same_weeks (a, b);
  assert_near_medians (a, b);
  assert_same_owners (brief, b);
  assert_same_owners (a, b);
  assert_near_curves (a, b);
  assert_near_handoffs (a, b);
  assert_same_list (a, b);
  assert_as_on_map (sums, a, window);
  cairn_study_wish_free (wish);
}

static void
test_same_study (void)
{
  const struct
  {
    gint64 now;
    CairnWindow window;
  } views[] = {
    { FIXTURE_NOW, { .kind = CAIRN_WINDOW_13_WEEKS } },
    { FIXTURE_NOW, { .kind = CAIRN_WINDOW_ALL } },
    { FIXTURE_NOW - 200 * DAY, { .kind = CAIRN_WINDOW_26_WEEKS } },
    { FIXTURE_NOW, { CAIRN_WINDOW_RANGE, FIXTURE_NOW - 90 * DAY, FIXTURE_NOW - 20 * DAY } },
  };
  g_autoptr (CairnSource) sums = open_studied (server.address);
  g_autoptr (CairnSource) rows = open_studied (sqlite_path);

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    for (guint stage = 0; stage < G_N_ELEMENTS (stages); stage++)
      {
        const char *segment = (i + stage) % 2 == 0 ? NULL : "Small";

        compare_study (sums, rows, segment, stages[stage], views[i].now, &views[i].window);
      }
}

/* What the table of customers knows of them besides, unless they are not to be known. */
static void
test_attributes (void)
{
  g_autoptr (CairnSource) source = NULL;
  g_autoptr (CairnStageStudy) study = NULL;
  const CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };
  CairnStudyWish *wish = cairn_study_wish_new (NULL, "Kick-off", FALSE);
  const CairnWaiting *waiting;
  guint n;

  exec ("ALTER TABLE people ADD COLUMN arr float8 DEFAULT 54000, ADD COLUMN note text DEFAULT "
        "'says \"hi\"', ADD COLUMN empty text DEFAULT ''");
  source = open_studied (server.address);
  wish->details = TRUE;
  study = cairn_source_study (source, wish, FIXTURE_NOW, &window);
  waiting = cairn_stage_study_get_waiting (study, &n);
  g_assert_cmpuint (n, >, 0);
  g_assert_true (g_str_has_suffix (waiting[0].attributes, " · arr 54000 · note says \"hi\""));
  g_assert_null (strstr (waiting[0].attributes, "Name of"));
  cairn_stage_study_mask (study, CAIRN_PRIVACY_CUSTOMERS);
  waiting = cairn_stage_study_get_waiting (study, &n);
  g_assert_null (waiting[0].attributes);
  cairn_study_wish_free (wish);
}

/* Only those who count, and to the segments that rules give them. */
static void
test_same_audience (void)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };
  const CairnMappingRule rule = { (char *) "Small", (char *) "success = 1" };
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  g_autoptr (CairnSource) sums = open_studied (server.address);
  g_autoptr (CairnSource) rows = open_studied (sqlite_path);
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (rules, (gpointer) &rule);
  g_assert_true (cairn_source_set_audience (sums, "owner is not \"Owner 3\"", rules, &error));
  g_assert_true (cairn_source_set_audience (rows, "owner is not \"Owner 3\"", rules, &error));
  compare_study (sums, rows, NULL, "Training", FIXTURE_NOW, &window);
  compare_study (sums, rows, "Small", "Training", FIXTURE_NOW, &window);
}

/* From changes of stage, where values tell how it ended. */
static CairnSource *
open_changes (const char *path)
{
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (path);
  g_autoptr (GError) error = NULL;
  CairnSource *source;

  mapping->zone = g_strdup ("UTC");
  mapping->table = g_strdup ("changes");
  mapping->shape = CAIRN_SOURCE_CHANGES;
  mapping->customer = g_strdup ("customer");
  mapping->stage = g_strdup ("stage");
  mapping->entered = g_strdup ("at");
  mapping->owner = g_strdup ("owner");
  for (guint i = 0; i < 3; i++)
    {
      cairn_mapping_add_stage (mapping, stages[i], stages[i]);
      cairn_mapping_add_target (mapping, NULL, stages[i], 30 * DAY, 0);
    }
  cairn_mapping_add_outcome (mapping, "Live", CAIRN_RESULT_OF_SUCCESS);
  cairn_mapping_add_outcome (mapping, "Review", CAIRN_RESULT_OF_CHURN);
  cairn_mapping_complete (mapping, &error);
  g_assert_no_error (error);
  source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  cairn_source_load (source, NULL, NULL, &error);
  g_assert_no_error (error);
  return source;
}

static void
test_changes (void)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_26_WEEKS };
  sqlite3 *db = NULL;
  g_autoptr (CairnSource) sums = NULL;
  g_autoptr (CairnSource) rows = NULL;

  exec ("CREATE TABLE changes AS SELECT customer, stage, owner, entered_at AS at FROM studied "
        "WHERE stage <> 'Odd one'");
  g_assert_cmpint (sqlite3_open (sqlite_path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db,
                                 "CREATE TABLE changes AS SELECT customer, stage, owner, "
                                 "entered_at AS at FROM studied WHERE stage <> 'Odd one'",
                                 NULL, NULL, NULL),
                   ==, SQLITE_OK);
  sqlite3_close (db);
  sums = open_changes (server.address);
  rows = open_changes (sqlite_path);
  for (guint i = 0; i < 3; i++)
    compare_study (sums, rows, NULL, stages[i], FIXTURE_NOW, &window);
}

/* Of many who are there, those who have been there longest. */
static void
test_lists_longest (void)
{
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (server.address);
  g_autoptr (CairnSource) source = NULL;
  g_autoptr (CairnStageStudy) study = NULL;
  g_autoptr (GError) error = NULL;
  const CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };
  CairnStudyWish *wish = cairn_study_wish_new (NULL, "Queue", FALSE);
  const CairnWaiting *waiting;
  guint n;

  exec ("CREATE TABLE queue AS SELECT 'Customer ' || i AS customer, 'Queue' AS stage, "
        "to_timestamp(1793880000 - i * 1000) AS entered_at, NULL::timestamptz AS left_at "
        "FROM generate_series(1, 1500) AS i");
  mapping->table = g_strdup ("queue");
  cairn_mapping_complete (mapping, &error);
  g_assert_no_error (error);
  source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  cairn_source_load (source, NULL, NULL, &error);
  g_assert_no_error (error);
  wish->details = TRUE;
  study = cairn_source_study (source, wish, FIXTURE_NOW, &window);
  g_assert_cmpuint (cairn_stage_study_get_figures (study)->here, ==, 1500);
  waiting = cairn_stage_study_get_waiting (study, &n);
  g_assert_cmpuint (n, ==, 1000);
  g_assert_cmpstr (waiting[0].customer, ==, "Customer 1500");
  g_assert_cmpint (waiting[999].age, ==, 501 * 1000);
  g_assert_true (isnan (waiting[0].more));

  g_assert_null (waiting[0].attributes); /* there is no table of customers */
  cairn_stage_study_mask (study, CAIRN_PRIVACY_CUSTOMERS);
  waiting = cairn_stage_study_get_waiting (study, &n);
  g_assert_null (strstr (waiting[0].customer, "1500"));
  cairn_study_wish_free (wish);
}

static gsize
count_rows (CairnSource *source, CairnStudyWish *wish)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };
  g_autoptr (CairnStageStudy) study = NULL;
  gsize before, after, bytes;

  cairn_postgres_source_get_traffic (source, &before, &bytes);
  study = cairn_source_study (source, wish, FIXTURE_NOW, &window);
  g_assert_nonnull (study);
  cairn_postgres_source_get_traffic (source, &after, &bytes);
  return after - before;
}

/* The same stays twice are twice as many to count, but not one row more to send; only who is there
 * is told one by one. */
static void
test_only_sums_cross (void)
{
  g_autoptr (CairnMapping) mapping = make_mapping (server.address);
  g_autoptr (CairnSource) once = cairn_source_open (mapping, NULL, NULL);
  g_autoptr (CairnSource) twice = NULL;
  CairnStudyWish *wish = cairn_study_wish_new (NULL, "Training", FALSE);

  exec ("CREATE TABLE twice AS SELECT * FROM studied UNION ALL SELECT * FROM studied");
  g_free (mapping->table);
  mapping->table = g_strdup ("twice");
  twice = cairn_source_open (mapping, NULL, NULL);
  g_assert_true (cairn_source_load (once, NULL, NULL, NULL));
  g_assert_true (cairn_source_load (twice, NULL, NULL, NULL));
  g_assert_cmpuint (count_rows (once, wish), >, 0);
  g_assert_cmpuint (count_rows (twice, wish), ==, count_rows (once, wish));
  cairn_study_wish_free (wish);
}

/* Where somebody may not see who is a success, the map goes on. */
static void
test_says_what_is_missing (void)
{
  g_autoptr (CairnSource) source = NULL;
  g_autoptr (CairnStageStudy) study = NULL;
  const CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };
  CairnStudyWish *wish = cairn_study_wish_new (NULL, "Training", FALSE);

  exec ("ALTER TABLE people RENAME TO all_people;"
        "CREATE FUNCTION hidden(id text) RETURNS bigint LANGUAGE plpgsql STABLE AS "
        "$$ BEGIN RAISE EXCEPTION 'not for you'; END $$;"
        "CREATE VIEW people AS SELECT id, name, segment, hidden(id) AS success FROM all_people");
  source = open_studied (server.address);
  wish->details = TRUE;
  study = cairn_source_study (source, wish, FIXTURE_NOW, &window);
  exec ("DROP VIEW people; ALTER TABLE all_people RENAME TO people");
  g_assert_nonnull (study);
  g_assert_true (cairn_stage_study_get_figures (study)->brief);
  g_assert_nonnull (strstr (cairn_stage_study_get_excuse (study), "not for you"));
  g_assert_cmpuint (cairn_stage_study_get_figures (study)->here, >, 0);
  cairn_study_wish_free (wish);
}

/* What is added to an answer that was handed on, and masked in it, is not so in the next. */
static void
test_answers_anew (void)
{
  g_autoptr (CairnSource) source = open_studied (server.address);
  g_autoptr (GPtrArray) wishes
    = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_study_wish_free);
  g_autoptr (CairnSnapshot) first = look (source);
  g_autoptr (CairnSnapshot) second = NULL;
  const CairnWindow window = { .kind = CAIRN_WINDOW_26_WEEKS };
  guint64 n_answers = cairn_source_count_answers (source);

  g_ptr_array_add (wishes, cairn_study_wish_new (NULL, "Review", FALSE));
  cairn_source_add_studies (source, first, wishes, FIXTURE_NOW, &window);
  cairn_snapshot_mask (first, CAIRN_PRIVACY_CUSTOMERS);
  second = look (source);
  g_assert_cmpuint (cairn_source_count_answers (source), ==, n_answers);
  g_assert_true (first != second);
  g_assert_nonnull (cairn_snapshot_find_study (first, NULL, "Review"));
  g_assert_null (cairn_snapshot_find_study (second, NULL, "Review"));
  g_assert_true (
    g_str_has_prefix (cairn_snapshot_find (second, NULL, "Review")->oldest_customer, "Name of "));
  g_assert_false (
    g_str_has_prefix (cairn_snapshot_find (first, NULL, "Review")->oldest_customer, "Name of "));
}

static gboolean
give_up_cb (gpointer data)
{
  g_error ("Nothing came for five minutes.");
  return G_SOURCE_REMOVE;
}

/* As a window does: each answer is told of anew, with what was asked for meanwhile. */
static void
test_live (void)
{
  g_autoptr (CairnMapping) mapping = make_mapping (server.address);
  const CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };
  g_autoptr (CairnLive) live = cairn_live_new (mapping, &window, FIXTURE_NOW);
  g_autoptr (GPtrArray) wishes
    = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_study_wish_free);
  CairnStudyWish *wish = cairn_study_wish_new (NULL, "Review", FALSE);
  CairnStageStudy *study = NULL;
  guint timeout = g_timeout_add_seconds (300, give_up_cb, NULL);
  guint n;

  while (cairn_live_get_state (live) != CAIRN_LIVE_FRESH)
    g_main_context_iteration (NULL, TRUE);
  wish->details = TRUE;
  g_ptr_array_add (wishes, wish);
  cairn_live_set_wishes (live, wishes);
  while (study == NULL)
    {
      g_main_context_iteration (NULL, TRUE);
      study = cairn_snapshot_find_study (cairn_live_get_snapshot (live), NULL, "Review");
    }
  g_source_remove (timeout);
  g_assert_false (cairn_stage_study_get_figures (study)->brief);
  cairn_stage_study_get_waiting (study, &n);
  g_assert_cmpuint (n, ==, cairn_stage_study_get_figures (study)->here);
}

int
main (int argc, char *argv[])
{
  compare_begin (&argc, &argv);
  fill ();
  g_test_add_func ("/postgres-study/same-study", test_same_study);
  g_test_add_func ("/postgres-study/attributes", test_attributes);
  g_test_add_func ("/postgres-study/same-audience", test_same_audience);
  g_test_add_func ("/postgres-study/changes", test_changes);
  g_test_add_func ("/postgres-study/lists-longest", test_lists_longest);
  g_test_add_func ("/postgres-study/only-sums-cross", test_only_sums_cross);
  g_test_add_func ("/postgres-study/says-what-is-missing", test_says_what_is_missing);
  g_test_add_func ("/postgres-study/answers-anew", test_answers_anew);
  g_test_add_func ("/postgres-study/live", test_live);
  return compare_run ();
}
