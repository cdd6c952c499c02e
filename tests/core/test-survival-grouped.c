/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Limits that allow for customers who came more than once: by hand, against a plain count of every
 * row at every age, and where they must agree with Greenwood's. */

#include "timing/cairn-survival-grouped.h"
#include "timing/cairn-survival-private.h"

#include <math.h>

#define N_TABLES 60

typedef struct
{
  GArray *rows; /* CairnGroupedRow */
  CairnSurvival curve;
} Table;

static Table *
table_new (void)
{
  Table *table = g_new0 (Table, 1);

  table->rows = g_array_new (FALSE, FALSE, sizeof (CairnGroupedRow));
  return table;
}

static void
table_free (Table *table)
{
  g_array_unref (table->rows);
  cairn_survival_clear (&table->curve);
  g_free (table);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Table, table_free)

static const CairnGroupedRow *
table_rows (const Table *table)
{
  return (const CairnGroupedRow *) table->rows->data;
}

static void
table_add (Table *table, guint32 customer, gint64 start, gint64 stop, gboolean exits)
{
  CairnGroupedRow row = { start, stop, customer, exits };

  g_array_append_val (table->rows, row);
}

static void
table_fit (Table *table, gboolean guard)
{
  CairnAges ages = { 0 };
  CairnAges scratch = { 0 };
  gsize n_from_birth = 0;

  cairn_ages_expect (&ages, 2 * table->rows->len);
  for (guint i = 0; i < table->rows->len; i++)
    cairn_ages_append_if (&ages, cairn_age_pack (table_rows (table)[i].stop, CAIRN_AGE_EXIT, 0),
                          table_rows (table)[i].exits);
  for (guint i = 0; i < table->rows->len; i++)
    {
      const CairnGroupedRow *row = &table_rows (table)[i];

      cairn_ages_append_if (&ages, cairn_age_pack (row->stop, CAIRN_AGE_STAY, 0), !row->exits);
      cairn_ages_append_if (&ages, cairn_age_pack (row->start, CAIRN_AGE_ENTRY, 0), row->start > 0);
      n_from_birth += row->start == 0;
    }
  cairn_ages_sort (&ages, &scratch);
  cairn_survival_fit (&table->curve, n_from_birth, &ages, guard);
  cairn_ages_clear (&ages);
  cairn_ages_clear (&scratch);
}

/* What a row has to do with log S at the point @p, term by term. */
static double
influence (const Table *table, const CairnGroupedRow *row, gsize p)
{
  double sum = 0;

  for (gsize j = 0; j <= p; j++)
    {
      const CairnSurvivalPoint *point = &table->curve.points[j];
      double n = point->n_risk;
      double d = point->n_exits;
      gint64 age = (gint64) point->age;
      gboolean at_risk = (row->start < age || row->start == 0) && age <= row->stop;

      sum -= ((row->exits && row->stop == age) - at_risk * d / n) / (n - d);
    }
  return sum;
}

static double
slow_variance (const Table *table, gsize p)
{
  g_autoptr (GHashTable) sums = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  GHashTableIter iter;
  gpointer sum;
  double variance = 0;

  for (guint i = 0; i < table->rows->len; i++)
    {
      const CairnGroupedRow *row = &table_rows (table)[i];
      double *its = g_hash_table_lookup (sums, GUINT_TO_POINTER (row->customer));

      if (its == NULL)
        g_hash_table_insert (sums, GUINT_TO_POINTER (row->customer), its = g_new0 (double, 1));
      *its += influence (table, row, p);
    }
  g_hash_table_iter_init (&iter, sums);
  while (g_hash_table_iter_next (&iter, NULL, &sum))
    variance += *(double *) sum * *(double *) sum;
  return variance;
}

static void
assert_close (double a, double b)
{
  if (!isfinite (a) || !isfinite (b))
    g_assert_true (isinf (a) && isinf (b));
  else
    g_assert_cmpfloat (fabs (a - b), <=, 1e-10 * (1 + fabs (b)));
}

static guint
new_seed (void)
{
  return g_test_rand_int_range (0, G_MAXINT32);
}

/* Few ages, so that there are many ties; some rows begin late. */
static Table *
random_table (GRand *rand, guint n_customers, guint n, gboolean late)
{
  Table *table = table_new ();

  for (guint i = 0; i < n; i++)
    {
      gint64 start = late && g_rand_boolean (rand) ? g_rand_int_range (rand, 0, 30) : 0;

      table_add (table, g_rand_int_range (rand, 0, n_customers), start,
                 start + g_rand_int_range (rand, start > 0, 40), g_rand_int_range (rand, 0, 3) > 0);
    }
  return table;
}

/* A: 0-2 and 0-4, B: 0-3, C: 0-5 and still there. */
static void
test_by_hand (void)
{
  static const double greenwood[] = { 1 / 12.0, 1 / 4.0, 3 / 4.0 };
  static const double grouped[] = { 1 / 24.0, 1 / 8.0, 7 / 8.0 };
  g_autoptr (Table) table = table_new ();

  table_add (table, 1, 0, 2, TRUE);
  table_add (table, 1, 0, 4, TRUE);
  table_add (table, 7, 0, 3, TRUE);
  table_add (table, 9, 0, 5, FALSE);
  table_fit (table, TRUE);
  g_assert_cmpuint (table->curve.n_points, ==, 3);
  for (guint i = 0; i < 3; i++)
    assert_close (table->curve.points[i].variance, greenwood[i]);
  cairn_survival_group (&table->curve, table_rows (table), table->rows->len);
  for (guint i = 0; i < 3; i++)
    assert_close (table->curve.points[i].variance, grouped[i]);
  assert_close (table->curve.again, 0.25);
}

/* A: (0, 3] and exits, (1, 4] and stays; B: (2, 6] and exits; C: (0, 6] and stays.
 * At 3: n = 4, d = 1, 1 / (n - d) = 1/3: A -1/4 + 1/12, B 1/12, C 1/12.
 * At 6: n = 2, d = 1: A as before, B 1/12 - 1/2, C 1/12 + 1/2. */
static void
test_late_entries_by_hand (void)
{
  g_autoptr (Table) table = table_new ();

  table_add (table, 1, 0, 3, TRUE);
  table_add (table, 1, 1, 4, FALSE);
  table_add (table, 2, 2, 6, TRUE);
  table_add (table, 3, 0, 6, FALSE);
  table_fit (table, TRUE);
  cairn_survival_group (&table->curve, table_rows (table), table->rows->len);
  g_assert_cmpuint (table->curve.n_points, ==, 2);
  assert_close (table->curve.points[0].variance, (4 + 1 + 1) / 144.0);
  assert_close (table->curve.points[1].variance, (4 + 25 + 49) / 144.0);
}

static void
test_counted (void)
{
  for (guint i = 0; i < N_TABLES; i++)
    {
      guint seed = new_seed ();
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (Table) table
        = random_table (rand, 1 + i, g_rand_int_range (rand, 0, 120), i % 2 == 0);

      g_test_message ("seed %u, table %u", seed, i);
      table_fit (table, i % 3 > 0);
      cairn_survival_group (&table->curve, table_rows (table), table->rows->len);
      for (gsize p = 0; p < table->curve.n_points && table->curve.points[p].survival > 0; p++)
        assert_close (table->curve.points[p].variance, slow_variance (table, p));
    }
}

/* Each customer once, and all there from birth. */
static void
test_greenwood (void)
{
  for (guint i = 0; i < N_TABLES; i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (new_seed ());
      g_autoptr (Table) table = random_table (rand, 1, 1 + 2 * i, FALSE);
      g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (CairnSurvivalPoint));

      for (guint j = 0; j < table->rows->len; j++)
        g_array_index (table->rows, CairnGroupedRow, j).customer = 1000 - j;
      table_fit (table, TRUE);
      g_array_append_vals (before, table->curve.points, table->curve.n_points);
      cairn_survival_group (&table->curve, table_rows (table), table->rows->len);
      g_assert_true (table->curve.again == 0);
      for (guint p = 0; p < before->len; p++)
        assert_close (table->curve.points[p].variance,
                      g_array_index (before, CairnSurvivalPoint, p).variance);
    }
}

/* Whoever is in the data four times the same tells nothing more than once. */
static void
test_repeats_tell_nothing (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (new_seed ());
  g_autoptr (Table) once = random_table (rand, 1, 100, FALSE);
  g_autoptr (Table) often = table_new ();

  for (guint i = 0; i < once->rows->len; i++)
    {
      g_array_index (once->rows, CairnGroupedRow, i).customer = i;
      for (guint j = 0; j < 4; j++)
        g_array_append_vals (often->rows, &table_rows (once)[i], 1);
    }
  table_fit (once, FALSE);
  table_fit (often, FALSE);
  cairn_survival_group_if_many (&often->curve, table_rows (often), often->rows->len);
  assert_close (often->curve.again, 0.75);
  g_assert_cmpuint (once->curve.n_points, ==, often->curve.n_points);
  for (gsize p = 0; p < once->curve.n_points; p++)
    assert_close (often->curve.points[p].variance, once->curve.points[p].variance);
}

static CairnEstimate
slow_limits (const CairnSurvival *curve, double level)
{
  CairnEstimate found = { NAN, NAN, NAN };

  for (gsize i = curve->n_points; i-- > 0;)
    {
      double low, high;

      cairn_survival_limits (curve->points[i].survival, curve->points[i].variance,
                             CAIRN_LIMITS_LOG_LOG, &low, &high);
      if (low <= level)
        found.low = curve->points[i].age;
      if (high <= level)
        found.high = curve->points[i].age;
    }
  return found;
}

static void
assert_same_age (double a, double b)
{
  g_assert_true (a == b || (isnan (a) && isnan (b)));
}

/* The variance may fall from one age to the next, and the limits with it. */
static void
test_limits (void)
{
  for (guint i = 0; i < N_TABLES; i++)
    {
      guint seed = new_seed ();
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (Table) table = table_new ();

      g_test_message ("seed %u", seed);
      for (guint j = 0; j < 40 * (1 + i); j++)
        table_add (table, g_rand_int_range (rand, 0, 1 + 4 * i), 0,
                   g_rand_int_range (rand, 0, 100000), g_rand_int_range (rand, 0, 4) > 0);
      table_fit (table, FALSE);
      cairn_survival_group (&table->curve, table_rows (table), table->rows->len);
      for (guint k = 1; k < 10; k++)
        {
          double level = 1 - k / 10.0;
          CairnEstimate found
            = cairn_survival_quantile (&table->curve, k / 10.0, CAIRN_LIMITS_LOG_LOG);
          CairnEstimate above = slow_limits (&table->curve, level + CAIRN_BAND_TOLERANCE);
          CairnEstimate below = slow_limits (&table->curve, level - CAIRN_BAND_TOLERANCE);

          /* What comes as near to the level as that is taken to be a stretch on it. */
          if (above.low == below.low)
            assert_same_age (found.low, below.low);
          if (above.high == below.high)
            assert_same_age (found.high, below.high);
        }
    }
}

/* Some of the customers tell nearly as much of the variance as all of them. */
static void
test_many (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  g_autoptr (Table) table = table_new ();
  g_autofree double *some = NULL;

  for (guint i = 0; i < 4 * CAIRN_MANY_ROWS; i++)
    {
      guint32 customer = g_rand_int_range (rand, 0, CAIRN_MANY_ROWS);

      table_add (table, customer, 0, 1 + customer % 40 + g_rand_int_range (rand, 0, 40), TRUE);
    }
  table_fit (table, FALSE);
  cairn_survival_group_if_many (&table->curve, table_rows (table), table->rows->len);
  g_assert_true (table->curve.grouped);
  g_assert_cmpfloat_with_epsilon (table->curve.again, 0.75, 0.02);
  some = g_new (double, table->curve.n_points);
  for (gsize p = 0; p < table->curve.n_points; p++)
    some[p] = table->curve.points[p].variance;
  table_fit (table, FALSE);
  cairn_survival_group (&table->curve, table_rows (table), table->rows->len);
  for (gsize p = 0; p < table->curve.n_points; p++)
    if (table->curve.points[p].survival < 0.9 && table->curve.points[p].survival > 0.1)
      g_assert_cmpfloat (fabs (some[p] / table->curve.points[p].variance - 1), <, 0.15);
}

static void
test_when (void)
{
  g_autoptr (Table) table = table_new ();
  double greenwood;

  for (guint i = 0; i < 10; i++)
    table_add (table, i, 0, 10 + i, TRUE);
  table_fit (table, TRUE);
  cairn_survival_group_if_many (&table->curve, table_rows (table), table->rows->len);
  g_assert_false (table->curve.grouped);
  g_assert_true (table->curve.again == 0);
  table_add (table, 0, 0, 30, TRUE); /* 1 of 11 */
  table_fit (table, TRUE);
  cairn_survival_group_if_many (&table->curve, table_rows (table), table->rows->len);
  g_assert_false (table->curve.grouped);
  assert_close (table->curve.again, 1 / 11.0);
  table_add (table, 1, 0, 31, TRUE); /* 2 of 12 */
  table_fit (table, TRUE);
  cairn_survival_group_if_many (&table->curve, table_rows (table), table->rows->len);
  g_assert_true (table->curve.grouped);

  /* A single customer tells of nobody else, and must not look certain. */
  for (guint i = 0; i < table->rows->len; i++)
    g_array_index (table->rows, CairnGroupedRow, i).customer = 3;
  table_fit (table, TRUE);
  greenwood = table->curve.points[4].variance;
  cairn_survival_group_if_many (&table->curve, table_rows (table), table->rows->len);
  g_assert_true (table->curve.grouped);
  assert_close (table->curve.points[4].variance, greenwood);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/survival-grouped/by-hand", test_by_hand);
  g_test_add_func ("/survival-grouped/late-entries-by-hand", test_late_entries_by_hand);
  g_test_add_func ("/survival-grouped/counted", test_counted);
  g_test_add_func ("/survival-grouped/greenwood", test_greenwood);
  g_test_add_func ("/survival-grouped/repeats-tell-nothing", test_repeats_tell_nothing);
  g_test_add_func ("/survival-grouped/limits", test_limits);
  g_test_add_func ("/survival-grouped/many", test_many);
  g_test_add_func ("/survival-grouped/when", test_when);
  return g_test_run ();
}
