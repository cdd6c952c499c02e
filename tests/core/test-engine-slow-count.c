/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The figures of random worlds, and the same ones counted the slow way. */

#include "engine-world.h"
#include "same-snapshot.h"
#include "timing/cairn-pileup.h"
#include "timing/cairn-survival.h"

typedef struct
{
  const World *world;
  gint64 now, from, to, log_start;
} Look;

static gint64
target_of (guint stage, guint segment)
{
  if (stage == 0)
    return segment == 2 ? 7 * CAIRN_DAY : 14 * CAIRN_DAY;
  return stage == 1 && segment == 1 ? 2 * CAIRN_DAY : 0;
}

/* The stays of the cell at hand; @segment -1: of all. */
static gboolean
belongs (const Stay *stay, guint stage, int segment)
{
  return stay->stage == stage && (segment < 0 || stay->segment == (guint) segment);
}

static int
compare_ages (gconstpointer a, gconstpointer b)
{
  CairnAge x = *(const CairnAge *) a;
  CairnAge y = *(const CairnAge *) b;

  return (x > y) - (x < y);
}

/* Without the engine's sorting. */
static void
fit_slowly (
  const Look *look, guint stage, int segment, gint64 from, gint64 to, CairnSurvival *survival)
{
  g_autoptr (GArray) ages = g_array_new (FALSE, FALSE, sizeof (CairnAge));
  gsize n_from_birth = 0;
  CairnAges sorted;

  for (guint i = 0; i < look->world->stays->len; i++)
    {
      const Stay *stay = &g_array_index (look->world->stays, Stay, i);
      CairnAge entry = cairn_age_pack (MAX (0, from - stay->entered), CAIRN_AGE_ENTRY, 0);
      CairnAge stop;

      if (!belongs (stay, stage, segment) || stay->entered > to || stay->left <= from)
        continue;
      stop = cairn_age_pack (MIN (stay->left, to) - stay->entered,
                             stay->left <= to ? CAIRN_AGE_EXIT : CAIRN_AGE_STAY, 0);
      g_array_append_val (ages, stop);
      if (stay->entered < from)
        g_array_append_val (ages, entry);
      else
        n_from_birth++;
    }
  g_array_sort (ages, compare_ages);
  sorted.items = (CairnAge *) ages->data;
  sorted.n = ages->len;
  cairn_survival_fit (survival, n_from_birth, &sorted, TRUE);
}

static double
overlap (gint64 a, gint64 b, gint64 c, gint64 d)
{
  return (double) MAX (0, MIN (b, d) - MAX (a, c)) / CAIRN_DAY;
}

static double
lost_slowly (const Look *look, guint stage, int segment, gint64 from, gint64 to, double *squares)
{
  double sum = 0;

  *squares = 0;
  for (guint i = 0; i < look->world->stays->len; i++)
    {
      const Stay *stay = &g_array_index (look->world->stays, Stay, i);
      gint64 target = target_of (stay->stage, stay->segment);
      double days;

      if (!belongs (stay, stage, segment) || target == 0 || stay->entered > look->now)
        continue;
      days = overlap (stay->entered + target, stay->left, from, to);
      sum += days;
      *squares += days * days;
    }
  return sum;
}

typedef struct
{
  guint arrivals, departures, here, overdue, arrivals_28d, departures_28d;
  gint64 oldest_age;
  gboolean has_target;
} Counts;

static Counts
count_slowly (const Look *look, guint stage, int segment, gint64 recent)
{
  Counts counts = { 0 };

  for (guint i = 0; i < look->world->stays->len; i++)
    {
      const Stay *s = &g_array_index (look->world->stays, Stay, i);
      gint64 target = target_of (s->stage, s->segment);

      if (!belongs (s, stage, segment))
        continue;
      counts.has_target = counts.has_target || target > 0;
      counts.arrivals += s->entered > look->from && s->entered <= look->to;
      counts.departures += s->left > look->from && s->left <= look->to;
      counts.arrivals_28d += s->entered > recent && s->entered <= look->now;
      counts.departures_28d += s->left > recent && s->left <= look->now;
      if (s->entered > look->now || s->left <= look->now)
        continue;
      counts.here++;
      counts.overdue += target > 0 && s->entered + target <= look->now;
      counts.oldest_age = MAX (counts.oldest_age, look->now - s->entered);
    }
  return counts;
}

static void
check_lost (const Look *look,
            const CairnCell *cell,
            guint stage,
            int segment,
            gint64 recent,
            guint n_recent,
            gboolean has_target)
{
  double squares;
  double lost = lost_slowly (look, stage, segment, recent, look->now, &squares);

  check_close (cell->lost_per_week, has_target ? lost / n_recent : NAN);
  check_close (cell->lost_se, has_target ? sqrt (squares) / n_recent : NAN);
  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    {
      gint64 end = look->now - (CAIRN_TREND_WEEKS - 1 - i) * CAIRN_WEEK;
      gboolean known = has_target && end - CAIRN_WEEK >= look->log_start;

      check_close (cell->lost_weeks[i],
                   known ? lost_slowly (look, stage, segment, end - CAIRN_WEEK, end, &squares)
                         : NAN);
    }
}

/* The variance of log S at a point, from what each row has to do with it, by customers. */
static double
vary_slowly (const Look *look,
             guint stage,
             int segment,
             const CairnSurvival *survival,
             gsize at,
             const double *greenwood)
{
  double sums[G_N_ELEMENTS (customer_names)] = { 0 };
  gboolean seen[G_N_ELEMENTS (customer_names)] = { FALSE };
  double variance = 0;
  guint n_customers = 0;

  for (guint i = 0; i < look->world->stays->len; i++)
    {
      const Stay *stay = &g_array_index (look->world->stays, Stay, i);
      gint64 start = MAX (0, look->from - stay->entered);
      gint64 stop = MIN (stay->left, look->to) - stay->entered;

      if (!belongs (stay, stage, segment) || stay->entered > look->to || stay->left <= look->from)
        continue;
      n_customers += !seen[stay->customer];
      seen[stay->customer] = TRUE;
      for (gsize j = 0; j <= at; j++)
        {
          const CairnSurvivalPoint *point = &survival->points[j];
          double n = point->n_risk;
          double d = point->n_exits;
          gint64 age = (gint64) point->age;
          gboolean at_risk = (start < age || start == 0) && age <= stop;

          sums[stay->customer]
            -= ((stay->left <= look->to && stop == age) - at_risk * d / n) / (n - d);
        }
    }
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    variance += sums[i] * sums[i];
  return n_customers < 10 ? MAX (variance, greenwood[at]) : variance;
}

static double
share_again (const Look *look, guint stage, int segment)
{
  gboolean seen[G_N_ELEMENTS (customer_names)] = { FALSE };
  guint n = 0, n_again = 0;

  for (guint i = 0; i < look->world->stays->len; i++)
    {
      const Stay *stay = &g_array_index (look->world->stays, Stay, i);

      if (!belongs (stay, stage, segment) || stay->entered > look->to || stay->left <= look->from)
        continue;
      n++;
      n_again += seen[stay->customer];
      seen[stay->customer] = TRUE;
    }
  return n > 0 ? (double) n_again / n : 0;
}

/* Beyond some rows only where there are few, as each takes a look at every other. */
static gboolean
group_slowly (const Look *look, guint stage, int segment, CairnSurvival *survival)
{
  g_autofree double *greenwood = g_new (double, survival->n_points + 1);

  if (look->world->stays->len > 250)
    return FALSE;
  for (gsize i = 0; i < survival->n_points; i++)
    greenwood[i] = survival->points[i].variance;
  for (gsize i = 0; i < survival->n_points && isfinite (greenwood[i]); i++)
    survival->points[i].variance = vary_slowly (look, stage, segment, survival, i, greenwood);
  survival->grouped = TRUE;
  return TRUE;
}

static void
check_limits (const CairnEstimate *got, const CairnEstimate *expected)
{
  check_close (got->low, expected->low);
  check_close (got->high, expected->high);
}

static void
check_dwell (const Look *look, const CairnCell *cell, guint stage, int segment)
{
  CairnSurvival survival = { 0 };
  CairnEstimate median, p90;
  double repeated = share_again (look, stage, segment);
  gboolean known = TRUE;

  fit_slowly (look, stage, segment, look->from, look->to, &survival);
  if (repeated > 0.1)
    known = group_slowly (look, stage, segment, &survival);
  check_close (cell->repeated, repeated);
  g_assert_cmpint (cell->grouped, ==, repeated > 0.1);
  median = cairn_survival_quantile (&survival, 0.5, CAIRN_LIMITS_LOG_LOG);
  p90 = cairn_survival_quantile (&survival, 0.9, CAIRN_LIMITS_LOG_LOG);
  g_assert_cmpuint (cell->exits, ==, survival.n_exits);
  g_assert_cmpfloat (cell->guard_age, ==, survival.guard_age);
  if (survival.n_exits < 5 || (cell->target > 0 && survival.guard_age > cell->target / 4.0))
    median = p90 = (CairnEstimate){ NAN, NAN, NAN };
  if (survival.n_exits < 20)
    p90.value = p90.high = NAN;
  check_close (cell->median.value, median.value);
  check_close (cell->p90.value, p90.value);
  if (known)
    {
      check_limits (&cell->median, &median);
      check_limits (&cell->p90, &p90);
    }
  cairn_survival_clear (&survival);
}

static void
check_growth (const Look *look, const CairnCell *cell, guint stage, int segment, guint n_weeks)
{
  guint arrivals[CAIRN_TREND_WEEKS] = { 0 };
  gint64 begin = MAX (look->now - 26 * CAIRN_WEEK, look->log_start);
  gint64 n_full = CLAMP ((look->now - look->log_start) / CAIRN_WEEK, 0, 26);
  CairnSurvival survival = { 0 };
  double span = n_weeks * CAIRN_WEEK;

  if (look->log_start > look->now || n_full == 0)
    {
      g_assert_true (isnan (cell->pileup_z));
      g_assert_cmpint (cell->growth, ==, CAIRN_GROWTH_NONE);
      return;
    }
  for (guint i = 0; i < look->world->stays->len; i++)
    {
      const Stay *stay = &g_array_index (look->world->stays, Stay, i);
      gint64 age = look->now - stay->entered;

      if (belongs (stay, stage, segment) && age >= 0 && age < n_full * CAIRN_WEEK)
        arrivals[n_full - 1 - age / CAIRN_WEEK]++;
    }
  fit_slowly (look, stage, segment, begin, look->now, &survival);
  check_close (cell->pileup_z, cairn_pileup_z (cell->arrivals_28d, cell->departures_28d, span,
                                               cairn_survival_mean (&survival, span, NULL),
                                               cairn_dispersion (arrivals, n_full)));
  cairn_survival_clear (&survival);
}

static void
check_cell (const Look *look, const CairnCell *cell, guint stage, int segment)
{
  gint64 n_weeks = CLAMP ((look->now - look->log_start) / CAIRN_WEEK, 1, 4);
  gint64 recent = MAX (look->now - n_weeks * CAIRN_WEEK, look->log_start);
  Counts counts = count_slowly (look, stage, segment, recent);

  g_assert_cmpuint (cell->arrivals, ==, counts.arrivals);
  g_assert_cmpuint (cell->departures, ==, counts.departures);
  g_assert_cmpuint (cell->here, ==, counts.here);
  g_assert_cmpuint (cell->overdue, ==, counts.overdue);
  g_assert_cmpuint (cell->arrivals_28d, ==, counts.arrivals_28d);
  g_assert_cmpuint (cell->departures_28d, ==, counts.departures_28d);
  g_assert_cmpint (cell->oldest_age, ==, counts.oldest_age);
  g_assert_cmpint (cell->oldest_customer != NULL, ==, counts.here > 0);
  check_close (cell->net_per_week,
               ((double) counts.arrivals_28d - counts.departures_28d) / n_weeks);
  check_lost (look, cell, stage, segment, recent, n_weeks, counts.has_target);
  check_dwell (look, cell, stage, segment);
  check_growth (look, cell, stage, segment, n_weeks);
}

static Look
look_at (const World *world, const CairnSnapshot *snapshot, gint64 log_start)
{
  Look look
    = { world, cairn_snapshot_get_as_of (snapshot), cairn_snapshot_get_window_from (snapshot),
        cairn_snapshot_get_window_to (snapshot), log_start };

  if (log_start == G_MININT64)
    {
      look.log_start = G_MAXINT64;
      for (guint i = 0; i < world->stays->len; i++)
        look.log_start = MIN (look.log_start, g_array_index (world->stays, Stay, i).entered - 1);
    }
  return look;
}

static void
check_snapshot (const World *world, const CairnSnapshot *snapshot, gint64 log_start)
{
  Look look = look_at (world, snapshot, log_start);
  guint n_cells, n_seen = 0;

  cairn_snapshot_get_cells (snapshot, &n_cells);
  for (guint stage = 0; stage < G_N_ELEMENTS (stage_names); stage++)
    for (int segment = -1; segment < (int) G_N_ELEMENTS (segment_names); segment++)
      {
        const CairnCell *cell = cairn_snapshot_find (
          snapshot, segment < 0 ? NULL : segment_names[segment], stage_names[stage]);
        gboolean any = FALSE;

        for (guint i = 0; i < world->stays->len && !any; i++)
          any = belongs (&g_array_index (world->stays, Stay, i), stage, segment);
        g_assert_cmpint (cell != NULL, ==, any);
        if (cell == NULL)
          continue;
        n_seen++;
        check_cell (&look, cell, stage, segment);
      }
  g_assert_cmpuint (n_seen, ==, n_cells);
}

static void
test_slow_count (void)
{
  for (guint seed = 0; seed < 150; seed++)
    {
      g_autoptr (World) world = world_new (seed);
      g_autoptr (CairnEngine) engine = NULL;

      world_fill (world, 20 + seed * 4);
      engine = load (world);
      for (guint i = 0; i < 4; i++)
        {
          /* Before, inside and after the log; the log may begin late. */
          gint64 now = random_moment (world, 2 * world->length) - world->length / 4;
          gint64 log_start = i % 2 == 0 ? G_MININT64 : random_moment (world, world->length / 2);
          CairnWindow window = random_window (world);
          g_autoptr (CairnSnapshot) snapshot
            = cairn_engine_snapshot (engine, now, &window, log_start);

          check_snapshot (world, snapshot, log_start);
        }
    }
}

/* So many that a second thread helps. */
static void
test_many (void)
{
  g_autoptr (World) world = world_new (5);
  g_autoptr (CairnEngine) engine = NULL;
  g_autoptr (CairnSnapshot) snapshot = NULL;
  g_autoptr (CairnSnapshot) again = NULL;
  CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };

  world_fill (world, 210000);
  engine = load (world);
  snapshot = cairn_engine_snapshot (engine, world->length, &window, 0);
  check_snapshot (world, snapshot, 0);
  for (guint i = 0; i < 20; i++)
    {
      g_clear_pointer (&again, cairn_snapshot_unref);
      again = cairn_engine_snapshot (engine, world->length, &window, 0);
      assert_same_snapshot (snapshot, again);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/properties/slow-count", test_slow_count);
  g_test_add_func ("/engine/properties/many", test_many);
  return g_test_run ();
}
