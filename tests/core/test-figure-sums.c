/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What must hold between figures whatever the visits are: parts add up to the whole. */

#include "base/cairn-duration.h"
#include "same-snapshot.h"
#include "timing/cairn-engine.h"
#include "timing/cairn-incidence.h"
#include "timing/cairn-log-rank.h"
#include "timing/cairn-stage-study.h"
#include "timing/cairn-survival.h"

#include <math.h>

#define N_SEEDS 60

/* A visit as a window shows it: at risk from @start on, until @stop. */
typedef struct
{
  gint64 start;
  gint64 stop;
  gint64 begin; /* the moment at which the age is 0 */
  guint group;
  gboolean exits;
} Row;

static GArray *
random_rows (GRand *rand, guint n, gint64 unit)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (Row));

  for (guint i = 0; i < n; i++)
    {
      gint64 late = g_rand_int_range (rand, -60, 40); /* most are there from birth */
      gint64 start = MAX (0, late) * unit;
      Row row = {
        .start = start,
        .stop = start + g_rand_int_range (rand, start > 0 ? 1 : 0, 50) * unit,
        .begin = g_rand_int_range (rand, 0, 30) * CAIRN_DAY / 3,
        .group = g_rand_int_range (rand, 0, 3),
        .exits = g_rand_int_range (rand, 0, 3) > 0,
      };

      g_array_append_val (rows, row);
    }
  return rows;
}

static int
compare_ages (gconstpointer a, gconstpointer b)
{
  CairnAge x = *(const CairnAge *) a;
  CairnAge y = *(const CairnAge *) b;

  return (x > y) - (x < y);
}

/* @n_from_birth: of each group, or of all (@n_groups 1). */
static CairnAges
sort_rows (const GArray *rows, GArray *ages, gsize *n_from_birth, guint n_groups)
{
  for (guint i = 0; i < n_groups; i++)
    n_from_birth[i] = 0;
  for (guint i = 0; i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      CairnAge entry = cairn_age_pack (row->start, CAIRN_AGE_ENTRY, (guint16) row->group);
      CairnAge stop = cairn_age_pack (row->stop, row->exits ? CAIRN_AGE_EXIT : CAIRN_AGE_STAY,
                                      (guint16) row->group);

      g_array_append_val (ages, stop);
      if (row->start > 0)
        g_array_append_val (ages, entry);
      else
        n_from_birth[n_groups > 1 ? row->group : 0]++;
    }
  g_array_sort (ages, compare_ages);
  return (CairnAges){ (CairnAge *) ages->data, ages->len, ages->len };
}

static void
fit (const GArray *rows, CairnSurvival *survival)
{
  g_autoptr (GArray) ages = g_array_new (FALSE, FALSE, sizeof (CairnAge));
  gsize n_from_birth;
  CairnAges sorted = sort_rows (rows, ages, &n_from_birth, 1);

  cairn_survival_fit (survival, n_from_birth, &sorted, FALSE);
}

/* Every row cut where a week ends: one row in each week that it was seen in. */
static GArray *
cut_by_weeks (const GArray *rows)
{
  GArray *slices = g_array_new (FALSE, FALSE, sizeof (Row));

  for (guint i = 0; i < rows->len; i++)
    {
      Row rest = g_array_index (rows, Row, i);
      gint64 week_end = ((rest.begin + rest.start) / CAIRN_WEEK + 1) * CAIRN_WEEK;

      for (; rest.begin + rest.stop > week_end; week_end += CAIRN_WEEK)
        {
          Row slice = rest;

          slice.stop = week_end - rest.begin;
          slice.exits = FALSE;
          g_array_append_val (slices, slice);
          rest.start = slice.stop;
        }
      g_array_append_val (slices, rest);
    }
  return slices;
}

/* A window is the sum of its weeks: who is at risk, who leaves, and so the curve. */
static void
test_weeks (void)
{
  for (guint seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GArray) rows
        = random_rows (rand, 5 + seed * 3, seed % 2 == 0 ? CAIRN_DAY : CAIRN_DAY / 7);
      g_autoptr (GArray) slices = cut_by_weeks (rows);
      CairnSurvival whole = { 0 };
      CairnSurvival sum = { 0 };

      g_assert_cmpuint (slices->len, >, rows->len);
      fit (rows, &whole);
      fit (slices, &sum);
      g_assert_cmpuint (whole.n_points, ==, sum.n_points);
      for (gsize i = 0; i < whole.n_points; i++)
        {
          g_assert_true (same_number (whole.points[i].age, sum.points[i].age));
          g_assert_cmpuint (whole.points[i].n_risk, ==, sum.points[i].n_risk);
          g_assert_cmpuint (whole.points[i].n_exits, ==, sum.points[i].n_exits);
          g_assert_true (same_number (whole.points[i].survival, sum.points[i].survival));
          g_assert_true (same_number (whole.points[i].variance, sum.points[i].variance));
        }
      cairn_survival_clear (&whole);
      cairn_survival_clear (&sum);
    }
}

/* Whoever enters has left for one of the causes or is still inside. */
static void
test_fates (void)
{
  for (guint seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GArray) rows = random_rows (rand, 3 + seed * 2, CAIRN_DAY);
      g_autoptr (GArray) ages = g_array_new (FALSE, FALSE, sizeof (CairnAge));
      g_auto (CairnIncidence) incidence = { 0 };
      gsize n_from_birth;
      CairnAges sorted = sort_rows (rows, ages, &n_from_birth, 1);
      CairnSurvival survival = { 0 };

      cairn_incidence_fit (&incidence, n_from_birth, &sorted, FALSE);
      fit (rows, &survival);
      g_assert_cmpuint (incidence.n_points, ==, survival.n_points);
      for (gsize i = 0; i < incidence.n_points; i++)
        {
          const CairnIncidencePoint *point = &incidence.points[i];
          double sum = point->survival;

          for (guint k = 0; k < CAIRN_INCIDENCE_CAUSES; k++)
            sum += point->share[k];
          g_assert_cmpfloat_with_epsilon (sum, 1, 1e-12);
          g_assert_cmpfloat_with_epsilon (point->survival, survival.points[i].survival, 1e-12);
        }
      cairn_survival_clear (&survival);
    }
}

/* Over all owners as many exits are expected as there were. */
static void
test_expected (void)
{
  for (guint seed = 0; seed < N_SEEDS; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GArray) rows = random_rows (rand, 3 + seed * 2, CAIRN_DAY);
      g_autoptr (GArray) ages = g_array_new (FALSE, FALSE, sizeof (CairnAge));
      CairnLogRankGroup groups[3];
      gsize n_from_birth[3];
      CairnAges sorted = sort_rows (rows, ages, n_from_birth, 3);
      double observed = 0;
      double expected = 0;

      cairn_log_rank (3, n_from_birth, &sorted, groups);
      for (guint i = 0; i < 3; i++)
        {
          observed += groups[i].observed;
          expected += groups[i].expected;
        }
      g_assert_cmpfloat_with_epsilon (expected, observed, 1e-9 * MAX (1, observed));
    }
}

/* ---- worlds ---- */

static const char *const stages[] = { "Adoption", "Kick-off" };
static const char *const segments[] = { "Enterprise", "SMB" };
static const char *const owners[] = { "Ada", "Bo", "Chi" };

/* All of @length before @now, every visit with an owner. @one_stage: the same, but not told apart
 * by stages. */
static CairnEngine *
random_engine_of (guint seed, gint64 now, gint64 length, gboolean one_stage)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  CairnEngine *engine = cairn_engine_new ();

  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    cairn_engine_set_target (engine, NULL, stages[i], 9 * CAIRN_DAY, 0);
  for (guint i = 0; i < 700; i++)
    {
      g_autofree char *name = g_strdup_printf ("Customer %u", i % 90);
      const char *segment = segments[g_rand_int_range (rand, 0, 2)];
      const char *stage = stages[g_rand_int_range (rand, 0, 2)];
      CairnVisit visit = {
        .entered = now - (gint64) (g_rand_double (rand) * length),
        .customer = cairn_engine_add_customer (engine, name),
        .cell = cairn_engine_add_cell (engine, segment, one_stage ? stages[0] : stage),
        .owner = cairn_engine_add_owner (engine, owners[g_rand_int_range (rand, 0, 3)]),
        .wait = CAIRN_WAIT_UNKNOWN,
      };

      visit.left = visit.entered + (gint64) (g_rand_double (rand) * 30 * CAIRN_DAY);
      if (visit.left > now)
        visit.left = CAIRN_VISIT_OPEN;
      cairn_engine_apply (engine, NULL, &visit);
    }
  return engine;
}

static CairnEngine *
random_engine (guint seed, gint64 now, gint64 length)
{
  return random_engine_of (seed, now, length, FALSE);
}

static CairnStageStudy *
study_of (CairnEngine *engine, const char *segment, const char *stage, gint64 now, gint64 log_start)
{
  CairnWindow window = { .kind = CAIRN_WINDOW_26_WEEKS };

  return cairn_stage_study_new (engine, segment, stage, now, &window, log_start, FALSE);
}

static double
lost_in_weeks (const CairnStageStudy *study)
{
  const CairnStudyWeek *weeks = cairn_stage_study_get_weeks (study);
  double lost = 0;

  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    lost += weeks[i].lost_days;
  return lost;
}

static double
lost_by_owners (const CairnStageStudy *study)
{
  guint n;
  const CairnOwnerFigures *figures = cairn_stage_study_get_owners (study, &n);
  double lost = 0;

  g_assert_cmpuint (n, ==, G_N_ELEMENTS (owners));
  for (guint i = 0; i < n; i++)
    lost += figures[i].lost_days;
  return lost;
}

/* Lost days are counts: over weeks, owners and segments they add up. */
static void
test_lost_days (void)
{
  for (guint seed = 0; seed < N_SEEDS / 4; seed++)
    {
      gint64 now = 1800000000;
      g_autoptr (CairnEngine) engine = random_engine (seed, now, 40 * CAIRN_WEEK);

      for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
        {
          g_autoptr (CairnStageStudy) all
            = study_of (engine, NULL, stages[i], now, now - 40 * CAIRN_WEEK);
          double lost = lost_in_weeks (all);
          double of_segments = 0;

          g_assert_cmpfloat (lost, >, 0);
          g_assert_cmpfloat_with_epsilon (lost_by_owners (all), lost, 1e-9 * lost);
          for (guint j = 0; j < G_N_ELEMENTS (segments); j++)
            {
              g_autoptr (CairnStageStudy) part
                = study_of (engine, segments[j], stages[i], now, now - 40 * CAIRN_WEEK);

              of_segments += lost_in_weeks (part);
            }
          g_assert_cmpfloat_with_epsilon (of_segments, lost, 1e-9 * lost);
        }
    }
}

static CairnSnapshot *
snapshot_of (CairnEngine *engine, gint64 now)
{
  CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };

  return cairn_engine_snapshot (engine, now, &window, now - 40 * CAIRN_WEEK);
}

static void
assert_near (double a, double b)
{
  g_assert_cmpfloat_with_epsilon (a, b, 1e-9 * MAX (1, fabs (b)));
}

/* And over stages; and the map says what the study of a stage says. */
static void
test_lost_days_of_stages (void)
{
  for (guint seed = 0; seed < N_SEEDS / 4; seed++)
    {
      gint64 now = 1800000000;
      g_autoptr (CairnEngine) engine = random_engine (seed, now, 40 * CAIRN_WEEK);
      g_autoptr (CairnEngine) one = random_engine_of (seed, now, 40 * CAIRN_WEEK, TRUE);
      g_autoptr (CairnSnapshot) parts = snapshot_of (engine, now);
      g_autoptr (CairnSnapshot) whole = snapshot_of (one, now);
      const CairnCell *all = cairn_snapshot_find (whole, NULL, stages[0]);
      double weeks[CAIRN_TREND_WEEKS] = { 0 };
      double lost = 0;
      double squares = 0;

      for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
        {
          const CairnCell *cell = cairn_snapshot_find (parts, NULL, stages[i]);
          g_autoptr (CairnStageStudy) study
            = study_of (engine, NULL, stages[i], now, now - 40 * CAIRN_WEEK);
          const CairnStudyFigures *figures = cairn_stage_study_get_figures (study);

          assert_near (figures->lost_per_week, cell->lost_per_week);
          assert_near (figures->lost_error, cell->lost_se);
          for (guint w = 0; w < CAIRN_TREND_WEEKS; w++)
            {
              assert_near (cairn_stage_study_get_weeks (study)[w].lost_days, cell->lost_weeks[w]);
              weeks[w] += cell->lost_weeks[w];
            }
          lost += cell->lost_per_week;
          squares += cell->lost_se * cell->lost_se;
        }
      assert_near (lost, all->lost_per_week);
      assert_near (sqrt (squares), all->lost_se);
      for (guint w = 0; w < CAIRN_TREND_WEEKS; w++)
        assert_near (weeks[w], all->lost_weeks[w]);
    }
}

/* A clock that never stands still is the calendar. */
static void
test_round_the_clock (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (CairnWorkingTime) always = cairn_working_time_new ("Mon-Sun 0-24", NULL, zone, NULL);
  static const CairnWindowKind kinds[]
    = { CAIRN_WINDOW_13_WEEKS, CAIRN_WINDOW_26_WEEKS, CAIRN_WINDOW_ALL };

  for (guint seed = 0; seed < N_SEEDS / 4; seed++)
    {
      gint64 now = 1800000000;
      g_autoptr (CairnEngine) calendar = random_engine (seed, now, 40 * CAIRN_WEEK);
      g_autoptr (CairnEngine) clock = random_engine (seed, now, 40 * CAIRN_WEEK);

      cairn_engine_set_clock (clock, always);
      for (guint i = 0; i < 6; i++)
        {
          CairnWindow window = { .kind = kinds[i % 3] };
          gint64 moment = now - i / 3 * 5 * CAIRN_WEEK + i;
          g_autoptr (CairnSnapshot) a
            = cairn_engine_snapshot (calendar, moment, &window, G_MININT64);
          g_autoptr (CairnSnapshot) b = cairn_engine_snapshot (clock, moment, &window, G_MININT64);

          assert_same_snapshot (a, b);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/figures/sums/weeks", test_weeks);
  g_test_add_func ("/figures/sums/fates", test_fates);
  g_test_add_func ("/figures/sums/expected", test_expected);
  g_test_add_func ("/figures/sums/lost-days", test_lost_days);
  g_test_add_func ("/figures/sums/lost-days-of-stages", test_lost_days_of_stages);
  g_test_add_func ("/figures/sums/round-the-clock", test_round_the_clock);
  return g_test_run ();
}
