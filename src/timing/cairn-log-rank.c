/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-log-rank.h"

#include <float.h>
#include <math.h>

#define MOST_STEPS 10000

static double
lower_series (double a, double x)
{
  double term = 1 / a;
  double sum = term;

  for (guint i = 1; i < MOST_STEPS && term > sum * DBL_EPSILON; i++)
    {
      term *= x / (a + i);
      sum += term;
    }
  return sum * exp (a * log (x) - x - lgamma (a));
}

static double
upper_fraction (double a, double x)
{
  double b = x + 1 - a;
  double c = 1 / DBL_MIN;
  double d = 1 / b;
  double product = d;

  for (guint i = 1; i < MOST_STEPS; i++)
    {
      double step = -(double) i * (i - a);
      double factor;

      b += 2;
      d = step * d + b;
      d = 1 / (fabs (d) < DBL_MIN ? DBL_MIN : d);
      c = b + step / c;
      c = fabs (c) < DBL_MIN ? DBL_MIN : c;
      factor = c * d;
      product *= factor;
      if (fabs (factor - 1) < DBL_EPSILON)
        break;
    }
  return product * exp (a * log (x) - x - lgamma (a));
}

double
cairn_chi_square_upper (double x, guint df)
{
  double a = df / 2.0;

  if (df == 0 || isnan (x))
    return NAN;
  if (!(x > 0))
    return 1;
  x /= 2;
  return x < a + 1 ? 1 - lower_series (a, x) : upper_fraction (a, x);
}

/* z' V^-1 z by elimination with pivots; @matrix is n × n and is used up, and so is @z. NAN if it
 * cannot be solved. */
static double
quadratic_form (double *matrix, double *z, guint n)
{
  double form = 0;

  for (guint column = 0; column < n; column++)
    {
      /* A covariance matrix: the greatest of the diagonal will do. */
      guint pivot = column;

      for (guint i = column + 1; i < n; i++)
        if (matrix[i * n + i] > matrix[pivot * n + pivot])
          pivot = i;
      if (!(matrix[pivot * n + pivot] > 0))
        return NAN;
      for (guint i = 0; i < n && pivot != column; i++)
        {
          double kept = matrix[column * n + i];

          matrix[column * n + i] = matrix[pivot * n + i];
          matrix[pivot * n + i] = kept;
        }
      for (guint i = 0; i < n && pivot != column; i++)
        {
          double kept = matrix[i * n + column];

          matrix[i * n + column] = matrix[i * n + pivot];
          matrix[i * n + pivot] = kept;
        }
      if (pivot != column)
        {
          double kept = z[column];

          z[column] = z[pivot];
          z[pivot] = kept;
        }
      form += z[column] * z[column] / matrix[column * n + column];
      for (guint i = column + 1; i < n; i++)
        {
          double factor = matrix[i * n + column] / matrix[column * n + column];

          for (guint j = column; j < n; j++)
            matrix[i * n + j] -= factor * matrix[column * n + j];
          z[i] -= factor * z[column];
        }
    }
  return form;
}

/* The hypergeometric step of one age. */
static void
take_step (guint n_groups,
           const gsize *at_risk,
           const guint *exits,
           double n,
           double d,
           CairnLogRankGroup *groups,
           double *variance)
{
  double weight = n > 1 ? d * (n - d) / (n - 1) : 0;

  for (guint i = 0; i < n_groups; i++)
    {
      double share = at_risk[i] / n;

      groups[i].observed += exits[i];
      groups[i].expected += d * share;
      for (guint j = 0; j < n_groups; j++)
        variance[i * n_groups + j] += weight * ((i == j ? share : 0) - share * (at_risk[j] / n));
    }
}

/* All groups that anything is expected of but the first: together they fix it. */
static CairnLogRankTest
test_groups (guint n_groups, const CairnLogRankGroup *groups, const double *variance)
{
  g_autofree guint *kept = g_new (guint, n_groups);
  g_autofree double *matrix = g_new (double, (gsize) n_groups *n_groups);
  g_autofree double *z = g_new (double, n_groups);
  CairnLogRankTest test = { NAN, 0, NAN };
  guint n = 0;

  for (guint i = 0; i < n_groups; i++)
    if (groups[i].expected > 0)
      kept[n++] = i;
  if (n < 2)
    return test;
  n--;
  for (guint i = 0; i < n; i++)
    {
      const CairnLogRankGroup *group = &groups[kept[i + 1]];

      z[i] = group->observed - group->expected;
      for (guint j = 0; j < n; j++)
        matrix[i * n + j] = variance[kept[i + 1] * n_groups + kept[j + 1]];
    }
  test.df = n;
  test.chi_square = quadratic_form (matrix, z, n);
  test.p = cairn_chi_square_upper (test.chi_square, n);
  return test;
}

CairnLogRankTest
cairn_log_rank (guint n_groups,
                const gsize *n_from_birth,
                const CairnAges *sorted,
                CairnLogRankGroup *groups)
{
  g_autofree gsize *at_risk = g_memdup2 (n_from_birth, n_groups * sizeof *n_from_birth);
  g_autofree gsize *before = g_new (gsize, MAX (n_groups, 1));
  g_autofree guint *exits = g_new (guint, MAX (n_groups, 1));
  g_autofree double *variance = g_new0 (double, MAX (1, (gsize) n_groups * n_groups));

  for (guint i = 0; i < n_groups; i++)
    groups[i] = (CairnLogRankGroup){ 0, 0 };
  for (gsize i = 0; i < sorted->n;)
    {
      gint64 age = cairn_age_get_seconds (sorted->items[i]);
      double n = 0;
      double d = 0;

      for (guint g = 0; g < n_groups; g++)
        {
          before[g] = at_risk[g];
          exits[g] = 0;
          n += before[g];
        }
      for (; i < sorted->n && cairn_age_get_seconds (sorted->items[i]) == age; i++)
        {
          CairnAgeKind kind = cairn_age_get_kind (sorted->items[i]);
          guint group = cairn_age_get_cell (sorted->items[i]);

          exits[group] += kind == CAIRN_AGE_EXIT;
          d += kind == CAIRN_AGE_EXIT;
          at_risk[group] += kind == CAIRN_AGE_ENTRY ? 1 : -1;
        }
      if (d > 0)
        take_step (n_groups, before, exits, n, d, groups, variance);
    }
  return test_groups (n_groups, groups, variance);
}
