/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "timing/cairn-engine.h"

#include <math.h>

static const CairnWindow all_time = { .kind = CAIRN_WINDOW_ALL };

static void
add_days (CairnEngine *engine, const char *customer, double entered, double left)
{
  CairnVisit visit = {
    .entered = entered * CAIRN_DAY,
    .left = isnan (left) ? CAIRN_VISIT_OPEN : (gint64) (left * CAIRN_DAY),
    .customer = cairn_engine_add_customer (engine, customer),
    .cell = cairn_engine_add_cell (engine, "", "Stage"),
  };

  cairn_engine_apply (engine, NULL, &visit);
}

/* ANALYTICS section 8. */
static void
test_by_hand (void)
{
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  CairnWindow week = { CAIRN_WINDOW_RANGE, 14 * CAIRN_DAY, 21 * CAIRN_DAY };
  g_autoptr (CairnSnapshot) all = NULL;
  g_autoptr (CairnSnapshot) last_week = NULL;
  g_autoptr (CairnSnapshot) untargeted = NULL;
  const CairnCell *cell;
  guint n_cells;

  cairn_engine_set_target (engine, NULL, "Stage", 10 * CAIRN_DAY, 0);
  add_days (engine, "A", 0, 8);
  add_days (engine, "B", 0, 15);
  add_days (engine, "C", 3, NAN);
  add_days (engine, "D", 5, 12);
  add_days (engine, "E", 9, NAN);
  add_days (engine, "F", 14, 16);

  /* Four have left: too few for a median. */
  all = cairn_engine_snapshot (engine, 21 * CAIRN_DAY, &all_time, G_MININT64);
  cell = cairn_snapshot_get_cells (all, &n_cells);
  g_assert_cmpuint (n_cells, ==, 1);
  g_assert_null (cell->segment);
  g_assert_cmpuint (cell->exits, ==, 4);
  g_assert_true (isnan (cell->median.value));
  g_assert_cmpuint (cell->arrivals, ==, 6);
  g_assert_cmpuint (cell->overdue, ==, 2);
  g_assert_cmpfloat (cell->lost_weeks[CAIRN_TREND_WEEKS - 1], ==, 10);
  g_assert_cmpint (cell->oldest_age, ==, 18 * CAIRN_DAY);
  g_assert_cmpstr (cell->oldest_customer, ==, "C");

  last_week = cairn_engine_snapshot (engine, 21 * CAIRN_DAY, &week, 14 * CAIRN_DAY);
  cell = cairn_snapshot_find (last_week, NULL, "Stage");
  g_assert_cmpuint (cell->arrivals, ==, 0);
  g_assert_cmpuint (cell->departures, ==, 2);
  g_assert_cmpuint (cell->here, ==, 2);
  g_assert_cmpfloat (cell->lost_per_week, ==, 10);
  g_assert_cmpfloat_with_epsilon (cell->lost_se, sqrt (54), 1e-12);
  g_assert_true (isnan (cell->spent_per_week));
  g_assert_cmpuint (cell->rank, ==, 1);
  g_assert_true (cell->top_group);

  /* Without a target it is ranked by the time that is spent: B 1, C and E 7 each, F 2. */
  cairn_engine_set_target (engine, NULL, "Stage", 0, 0);
  untargeted = cairn_engine_snapshot (engine, 21 * CAIRN_DAY, &week, 14 * CAIRN_DAY);
  cell = cairn_snapshot_find (untargeted, NULL, "Stage");
  g_assert_true (isnan (cell->lost_per_week));
  g_assert_cmpfloat (cell->spent_per_week, ==, 17);
  g_assert_cmpuint (cell->rank, ==, 1);
  g_assert_false (cell->top_group);
}

/* Everybody twice, as four exits are too few to speak of a median: the curve is the same. */
static void
test_median_by_hand (void)
{
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  g_autoptr (CairnSnapshot) snapshot = NULL;
  const CairnCell *cell;

  add_days (engine, "A", 0, 8);
  add_days (engine, "B", 0, 15);
  add_days (engine, "C", 3, NAN);
  add_days (engine, "D", 5, 12);
  add_days (engine, "E", 9, NAN);
  add_days (engine, "F", 14, 16);
  add_days (engine, "A2", 0, 8);
  add_days (engine, "B2", 0, 15);
  add_days (engine, "C2", 3, NAN);
  add_days (engine, "D2", 5, 12);
  add_days (engine, "E2", 9, NAN);
  add_days (engine, "F2", 14, 16);
  snapshot = cairn_engine_snapshot (engine, 21 * CAIRN_DAY, &all_time, G_MININT64);
  cell = cairn_snapshot_find (snapshot, NULL, "Stage");
  g_assert_cmpuint (cell->exits, ==, 8);
  g_assert_cmpfloat (cell->median.value, ==, 11.5 * CAIRN_DAY);
  g_assert_true (isnan (cell->p90.value) && isnan (cell->p90.high));
  g_assert_true (isnan (cell->lost_per_week));
  g_assert_cmpuint (cell->rank, ==, 1); /* by the time that is spent */
}

static void
test_scarce (void)
{
  static const struct
  {
    guint exits;
    gboolean median, p90;
  } rows[] = { { 0, FALSE, FALSE }, { 4, FALSE, FALSE }, { 5, TRUE, FALSE },
               { 19, TRUE, FALSE }, { 20, TRUE, TRUE },  { 100, TRUE, TRUE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CairnEngine) engine = cairn_engine_new ();
      g_autoptr (CairnSnapshot) snapshot = NULL;
      const CairnCell *cell;

      add_days (engine, "open", 0, NAN);
      for (guint j = 0; j < rows[i].exits; j++)
        add_days (engine, "gone", 1, 2 + j);
      snapshot = cairn_engine_snapshot (engine, 200 * CAIRN_DAY, &all_time, G_MININT64);
      cell = cairn_snapshot_find (snapshot, NULL, "Stage");
      g_assert_cmpuint (cell->exits, ==, rows[i].exits);
      g_assert_cmpint (!isnan (cell->median.value), ==, rows[i].median);
      g_assert_cmpint (!isnan (cell->p90.value), ==, rows[i].p90);
      if (rows[i].exits == 19) /* "p90 >= x" */
        g_assert_true (cell->p90.low > 0 && isnan (cell->p90.high));
    }
}

/* A median under which lies an age that nobody watched is none. */
static void
test_guard_hides (void)
{
  for (guint with_target = 0; with_target < 2; with_target++)
    {
      g_autoptr (CairnEngine) engine = cairn_engine_new ();
      g_autoptr (CairnSnapshot) snapshot = NULL;
      const CairnCell *cell;

      if (with_target)
        cairn_engine_set_target (engine, NULL, "Stage", 20 * CAIRN_DAY, 0);
      add_days (engine, "early", 100, 106);
      for (guint i = 0; i < 30; i++)
        add_days (engine, "old", 85, 101 + i);
      snapshot = cairn_engine_snapshot (engine, 200 * CAIRN_DAY, &all_time, 100 * CAIRN_DAY);
      cell = cairn_snapshot_find (snapshot, NULL, "Stage");
      g_assert_cmpfloat (cell->guard_age, ==, 6 * CAIRN_DAY);
      g_assert_cmpuint (cell->exits, ==, 30);
      g_assert_cmpint (isnan (cell->median.value), ==, with_target);
    }
}

static void
test_odd_times (void)
{
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  guint16 cell = cairn_engine_add_cell (engine, "", "Stage");
  guint32 customer = cairn_engine_add_customer (engine, "Ada");
  CairnVisit visits[] = {
    { G_MININT64, G_MAXINT64 - 1, customer, cell },
    { G_MININT64, CAIRN_VISIT_OPEN, customer, cell },
    { G_MAXINT64 - 1, CAIRN_VISIT_OPEN, customer, cell },
    { 0, 0, customer, cell },
    { 5, 3, customer, cell },
  };
  gint64 nows[] = { G_MININT64, -1, 0, 100, G_MAXINT64 };
  guint here[] = { 2, 2, 2, 2, 2 };

  cairn_engine_set_target (engine, NULL, "Stage", G_MAXINT64, G_MAXINT64);
  cairn_engine_load (engine, visits, G_N_ELEMENTS (visits));
  for (guint i = 0; i < G_N_ELEMENTS (nows); i++)
    for (CairnWindowKind kind = CAIRN_WINDOW_13_WEEKS; kind <= CAIRN_WINDOW_RANGE; kind++)
      {
        CairnWindow window = { kind, G_MININT64, G_MAXINT64 };
        g_autoptr (CairnSnapshot) snapshot
          = cairn_engine_snapshot (engine, nows[i], &window, G_MININT64);
        g_autoptr (CairnSnapshot) known = cairn_engine_snapshot (engine, nows[i], &window, 50);

        g_assert_cmpuint (cairn_snapshot_find (snapshot, NULL, "Stage")->here, ==, here[i]);
        g_assert_cmpuint (cairn_snapshot_find (known, NULL, "Stage")->here, ==, here[i]);
      }
}

static void
test_empty (void)
{
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  g_autoptr (CairnSnapshot) snapshot = NULL;
  guint n_cells;

  cairn_engine_set_target (engine, NULL, "Stage", CAIRN_DAY, 0);
  cairn_engine_add_cell (engine, "", "Other");
  cairn_engine_load (engine, NULL, 0);
  snapshot = cairn_engine_snapshot (engine, 100, &all_time, G_MININT64);
  cairn_snapshot_get_cells (snapshot, &n_cells);
  g_assert_cmpuint (n_cells, ==, 0);
}

static void
test_numbers (void)
{
  g_autoptr (CairnEngine) engine = cairn_engine_new ();

  g_assert_cmpuint (cairn_engine_add_cell (engine, "a", "1"), ==, 0);
  g_assert_cmpuint (cairn_engine_add_cell (engine, "b", "1"), ==, 1);
  g_assert_cmpuint (cairn_engine_add_cell (engine, "a", "1"), ==, 0);
  g_assert_cmpuint (cairn_engine_add_customer (engine, "Ada"), ==, 0);
  g_assert_cmpuint (cairn_engine_add_customer (engine, "Bo"), ==, 1);
  g_assert_cmpuint (cairn_engine_add_customer (engine, "Ada"), ==, 0);
  for (guint i = 2; i < G_MAXUINT16; i++)
    {
      g_autofree char *segment = g_strdup_printf ("%u", i);

      g_assert_cmpuint (cairn_engine_add_cell (engine, segment, "2"), ==, i);
    }
  g_assert_cmpuint (cairn_engine_add_cell (engine, "one too many", "2"), ==, G_MAXUINT16);
  g_assert_cmpuint (cairn_engine_add_cell (engine, "b", "1"), ==, 1);
}

static void
test_unknown_removal (void)
{
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  g_autoptr (CairnSnapshot) snapshot = NULL;
  CairnVisit other = { 10, 20, 0, 0 };

  add_days (engine, "A", 0, 8);
  cairn_engine_apply (engine, &other, NULL);
  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*never added*");
  add_days (engine, "B", 0, 9);
  snapshot = cairn_engine_snapshot (engine, 20 * CAIRN_DAY, &all_time, G_MININT64);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (cairn_snapshot_find (snapshot, NULL, "Stage")->departures, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/by-hand", test_by_hand);
  g_test_add_func ("/engine/median-by-hand", test_median_by_hand);
  g_test_add_func ("/engine/scarce", test_scarce);
  g_test_add_func ("/engine/guard-hides", test_guard_hides);
  g_test_add_func ("/engine/odd-times", test_odd_times);
  g_test_add_func ("/engine/empty", test_empty);
  g_test_add_func ("/engine/numbers", test_numbers);
  g_test_add_func ("/engine/unknown-removal", test_unknown_removal);
  return g_test_run ();
}
