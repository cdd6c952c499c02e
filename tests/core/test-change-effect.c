/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "timing/cairn-stage-study.h"

#include <math.h>

/* "Did it work?" and the stage's own best. Moments are days. */

static void
add (GArray *stays, double entered, double left)
{
  CairnStay stay = { .outcome = isnan (left) ? CAIRN_OUTCOME_OPEN : CAIRN_OUTCOME_NEXT };

  stay.visit.entered = (gint64) (entered * CAIRN_DAY);
  stay.visit.left = isnan (left) ? CAIRN_VISIT_OPEN : (gint64) (left * CAIRN_DAY);
  g_array_append_val (stays, stay);
}

static GArray *
new_stays (void)
{
  return g_array_new (FALSE, TRUE, sizeof (CairnStay));
}

static CairnChangeEffect
effect_of (const GArray *stays, double moment, double now, double log_start)
{
  return cairn_change_effect (stays, (gint64) (moment * CAIRN_DAY), (gint64) (now * CAIRN_DAY),
                              (gint64) (log_start * CAIRN_DAY));
}

static void
assert_near (double value, double wanted, double tolerance)
{
  if (!(fabs (value - wanted) <= tolerance))
    g_error ("%.9g is not %.9g", value, wanted);
}

/* At ages 1, 2, 3, 4, 7 those at risk before/after are 3/2, 3/1, 2/1, 2/0, 0/1; one leaves each
 * time. */
static void
test_by_hand (void)
{
  g_autoptr (GArray) stays = new_stays ();
  CairnChangeEffect effect;
  double expected_before = 3 / 5.0 + 3 / 4.0 + 2 / 3.0 + 1;
  double expected_after = 2 / 5.0 + 1 / 4.0 + 1 / 3.0 + 1;
  double speed = (3 / expected_after) / (2 / expected_before);
  double spread = exp (1.959963984540054 * sqrt (1 / 2.0 + 1 / 3.0));

  add (stays, 90, 92);
  add (stays, 90, 94);
  add (stays, 96, 103); /* crosses */
  add (stays, 100, 101);
  add (stays, 100, 103);
  effect = effect_of (stays, 100, 110, 0);
  g_assert_cmpuint (effect.exits_before, ==, 2);
  g_assert_cmpuint (effect.exits_after, ==, 3);
  assert_near (effect.expected_before, expected_before, 1e-12);
  assert_near (effect.expected_after, expected_after, 1e-12);
  assert_near (effect.speed.value, speed, 1e-12);
  assert_near (effect.speed.low, speed / spread, 1e-12);
  assert_near (effect.speed.high, speed * spread, 1e-12);
  g_assert_false (cairn_change_effect_is_known (&effect)); /* two exits say nothing */
}

static void
test_edges (void)
{
  g_autoptr (GArray) stays = new_stays ();
  CairnChangeEffect effect = effect_of (stays, 100, 110, 0);

  g_assert_true (isnan (effect.speed.value));
  for (guint i = 0; i < 20; i++)
    {
      add (stays, i, i + 3.0);
      add (stays, 100 + i, 103.0 + i);
    }
  /* ahead */
  effect = effect_of (stays, 130, 120, 0);
  g_assert_true (isnan (effect.speed.value));
  g_assert_false (cairn_change_effect_is_known (&effect));
  /* before the log: there is no "before" */
  effect = effect_of (stays, -5, 130, 0);
  g_assert_cmpuint (effect.exits_before, ==, 0);
  g_assert_false (cairn_change_effect_is_known (&effect));
  /* nothing changed: exactly as fast */
  effect = effect_of (stays, 60, 130, 0);
  g_assert_true (cairn_change_effect_is_known (&effect));
  assert_near (effect.speed.value, 1, 1e-12);
  /* more than 26 weeks back does not count */
  effect = effect_of (stays, 300, 320, 0);
  g_assert_cmpuint (effect.exits_before, ==, 4);
}

/* Exponential stays; customers leave @factor times as fast from day 400 on, also those who had come
 * before. */
static GArray *
simulate (GRand *rand, double factor, double now)
{
  GArray *stays = new_stays ();

  for (double entered = 0; entered < now; entered += -log (1 - g_rand_double (rand)) / 1.5)
    {
      double left = entered - 20 * log (1 - g_rand_double (rand));

      if (left > 400)
        left = entered < 400 ? 400 + (left - 400) / factor : entered + (left - entered) / factor;
      add (stays, entered, left <= now ? left : NAN);
    }
  return stays;
}

/* Ratios of observed to expected lie a little nearer to 1 than what they estimate, the more so the
 * further off that is (Pike's estimator): a strong effect is understated. */
static void
test_world (void)
{
  static const struct
  {
    double factor;
    double tolerance; /* of the mean found */
    double covered;   /* of the limits, at least */
  } rows[] = { { 0.5, 0.05, 0.93 }, { 1, 0.05, 0.93 }, { 1.6, 0.05, 0.93 }, { 3, 0.12, 0.8 } };
  g_autoptr (GRand) rand = g_rand_new_with_seed (1103);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const guint n = 200;
      double factor = rows[i].factor;
      double sum = 0;
      guint covered = 0;

      for (guint k = 0; k < n; k++)
        {
          g_autoptr (GArray) stays = simulate (rand, factor, 500);
          CairnChangeEffect effect = effect_of (stays, 400, 500, 0);

          sum += log (effect.speed.value);
          covered += effect.speed.low <= factor && factor <= effect.speed.high;
        }
      g_test_message ("%.1f times as fast: found %.3f, limits hold in %.1f %%", factor,
                      exp (sum / n), 100.0 * covered / n);
      assert_near (exp (sum / n) / factor, 1, rows[i].tolerance);
      g_assert_cmpfloat (covered, >=, n * rows[i].covered);
    }
}

static void
test_own_best (void)
{
  g_autoptr (GArray) stays = new_stays ();
  CairnSelfBenchmark best;
  gint64 now = 600 * CAIRN_DAY;

  /* slow, then 13 weeks fast, then slow again */
  for (guint day = 0; day < 600; day++)
    add (stays, day, day + (day >= 400 && day < 500 ? 5 : 12) + (day % 4) / 2.0);
  best = cairn_self_benchmark (stays, now, 0);
  assert_near ((double) best.seconds / CAIRN_DAY, 6.25, 0.25);
  g_assert_cmpint (best.to - best.from, ==, 13 * CAIRN_WEEK);
  g_assert_cmpint (best.from, >=, 400 * CAIRN_DAY);
  g_assert_cmpuint (best.exits, >=, 80);

  g_assert_cmpint (cairn_self_benchmark (stays, now, now - 25 * CAIRN_WEEK).seconds, ==, 0);
  g_array_set_size (stays, 15);
  g_assert_cmpint (cairn_self_benchmark (stays, now, 0).seconds, ==, 0);
}

static void
test_in_study (void)
{
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  g_autoptr (CairnStageStudy) study = NULL;
  CairnStudyWish *wish = cairn_study_wish_new (NULL, "Onboarding", FALSE);
  const CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };
  const CairnChangeEffect *effects;
  guint n = 0;

  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *name = g_strdup_printf ("Customer %u", i);
      CairnVisit visit = { .entered = i * CAIRN_DAY,
                           .left = (i + (i < 250 ? 20 : 10)) * CAIRN_DAY,
                           .customer = cairn_engine_add_customer (engine, name),
                           .cell = cairn_engine_add_cell (engine, "", "Onboarding"),
                           .wait = CAIRN_WAIT_UNKNOWN };

      cairn_engine_apply (engine, NULL, &visit);
    }
  cairn_study_wish_add_change (wish, 250 * CAIRN_DAY);
  cairn_study_wish_add_change (wish, 999 * CAIRN_DAY);
  wish->self_benchmark = TRUE;
  study = cairn_stage_study_new_for_wish (engine, wish, 320 * CAIRN_DAY, &window, G_MININT64);
  effects = cairn_stage_study_get_effects (study, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpfloat (effects[0].speed.low, >, 1);
  g_assert_false (cairn_change_effect_is_known (&effects[1]));
  g_assert_true (cairn_stage_study_find_effect (study, 250 * CAIRN_DAY) == effects);
  g_assert_null (cairn_stage_study_find_effect (study, 251 * CAIRN_DAY));
  g_assert_cmpint (cairn_stage_study_get_figures (study)->own_best.seconds, >, 0);
  cairn_study_wish_free (wish);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/change-effect/by-hand", test_by_hand);
  g_test_add_func ("/change-effect/edges", test_edges);
  g_test_add_func ("/change-effect/world", test_world);
  g_test_add_func ("/change-effect/own-best", test_own_best);
  g_test_add_func ("/change-effect/in-study", test_in_study);
  return g_test_run ();
}
