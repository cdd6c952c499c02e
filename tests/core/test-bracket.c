/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-bracket.h"

#include <math.h>

#define N_WORLDS 400

/* The bin as the server computes it. */
static gint64
bin_of (gint64 age)
{
  return (gint64) floor (log ((age + CAIRN_BRACKET_START) / CAIRN_BRACKET_START)
                         / CAIRN_BRACKET_STEP);
}

typedef struct
{
  CairnBracket bracket;
  CairnAges ages;
  gsize n_from_birth;
} World;

static void
add_visit (World *world, gint64 start, gint64 stop, gboolean gone)
{
  cairn_ages_expect (&world->ages, 2);
  cairn_ages_append_if (&world->ages,
                        cairn_age_pack (stop, gone ? CAIRN_AGE_EXIT : CAIRN_AGE_STAY, 0), TRUE);
  if (start > 0)
    {
      cairn_ages_append_if (&world->ages, cairn_age_pack (start, CAIRN_AGE_ENTRY, 0), TRUE);
      cairn_bracket_add (&world->bracket, &(CairnBracketBin){ .bin = bin_of (start), .came = 1 });
    }
  else
    {
      world->n_from_birth++;
      world->bracket.n_from_birth++;
    }
  cairn_bracket_add (&world->bracket, &(CairnBracketBin){ .bin = bin_of (stop),
                                                          .gone = gone,
                                                          .stay = !gone,
                                                          .first_gone = stop,
                                                          .last_gone = stop,
                                                          .last_seen = stop });
}

static int
compare_ages (gconstpointer a, gconstpointer b)
{
  CairnAge x = *(const CairnAge *) a;
  CairnAge y = *(const CairnAge *) b;

  return (x > y) - (x < y);
}

static double
survival_at (const CairnSurvival *curve, double age)
{
  double survival = 1;

  for (gsize i = 0; i < curve->n_points && curve->points[i].age <= age; i++)
    survival = curve->points[i].survival;
  return survival;
}

static void
assert_holds (World *world)
{
  CairnSurvival exact = { 0 };
  CairnSurvival early = { 0 };
  CairnSurvival late = { 0 };
  double first, last, mean;

  qsort (world->ages.items, world->ages.n, sizeof (CairnAge), compare_ages);
  cairn_survival_fit (&exact, world->n_from_birth, &world->ages, FALSE);
  cairn_bracket_fit (&world->bracket, &early, &late);
  g_assert_cmpuint (early.n_exits, ==, exact.n_exits);
  for (gsize i = 0; i < exact.n_points; i++)
    {
      double age = exact.points[i].age;

      g_assert_cmpfloat (survival_at (&early, age), <=, exact.points[i].survival + 1e-12);
      g_assert_cmpfloat (survival_at (&late, age), >=, exact.points[i].survival - 1e-12);
    }
  for (guint i = 1; i < 10; i++)
    {
      CairnEstimate a = cairn_survival_quantile (&early, i / 10.0, CAIRN_LIMITS_LOG_LOG);
      CairnEstimate b = cairn_survival_quantile (&exact, i / 10.0, CAIRN_LIMITS_LOG_LOG);
      CairnEstimate c = cairn_survival_quantile (&late, i / 10.0, CAIRN_LIMITS_LOG_LOG);

      g_assert_false (a.value > b.value + 1e-9);
      g_assert_false (c.value < b.value - 1e-9);
    }
  first = cairn_survival_mean (&early, 5e5, NULL);
  mean = cairn_survival_mean (&exact, 5e5, NULL);
  last = cairn_survival_mean (&late, 5e5, NULL);
  g_assert_cmpfloat (first, <=, mean + 1e-6);
  g_assert_cmpfloat (mean, <=, last + 1e-6);
  cairn_survival_clear (&exact);
  cairn_survival_clear (&early);
  cairn_survival_clear (&late);
}

/* Whatever the visits are, their curve lies between the two. */
static void
test_holds (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < N_WORLDS; i++)
    {
      World world = { 0 };
      guint n = (guint) g_rand_int_range (rand, 3, 400);

      cairn_bracket_init (&world.bracket);
      for (guint visit = 0; visit < n; visit++)
        {
          gint64 start = g_rand_boolean (rand) ? 0 : g_rand_int_range (rand, 1, 400000);
          gint64 stop = start + 1 + (gint64) (-log (1 - g_rand_double (rand)) * 200000);

          /* Before the guard's few are at risk, the two treat the beginning differently. */
          add_visit (&world, visit < 3 ? 0 : start, stop + (visit < 3 ? 500000 : 0),
                     g_rand_double (rand) < 0.7);
        }
      assert_holds (&world);
      cairn_ages_clear (&world.ages);
      cairn_bracket_clear (&world.bracket);
    }
}

/* Hand-checked (ANALYTICS 8): where every bin holds one age, the two curves are the curve. */
static void
test_exact (void)
{
  static const gint64 stops[] = { 8, 15, 18, 7, 12, 2 };
  static const gboolean gone[] = { TRUE, TRUE, FALSE, TRUE, FALSE, TRUE };
  World world = { 0 };
  CairnSurvival early = { 0 };
  CairnSurvival late = { 0 };
  CairnEstimate median;

  cairn_bracket_init (&world.bracket);
  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    add_visit (&world, 0, stops[i] * 86400, gone[i]);
  cairn_bracket_fit (&world.bracket, &early, &late);
  median = cairn_bracket_quantile (&early, &late, 0.5);
  g_assert_cmpfloat (median.value, ==, 11.5 * 86400);
  cairn_survival_clear (&early);
  cairn_survival_clear (&late);
  cairn_ages_clear (&world.ages);
  cairn_bracket_clear (&world.bracket);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/bracket/holds", test_holds);
  g_test_add_func ("/bracket/exact", test_exact);
  return g_test_run ();
}
