/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-pileup.h"

#include <math.h>

#define LEAST_MOVES 8
#define LEAST_NET 3
#define FALSE_DISCOVERY_RATE 0.10

double
cairn_pileup_z (guint arrivals, guint departures, double span, double mean_stay, double dispersion)
{
  double rate = ((double) arrivals + departures) / (2 * span);
  double variance = 2 * rate * mean_stay * dispersion;

  if (!(variance > 0))
    return NAN;
  return ((double) arrivals - departures) / sqrt (variance);
}

double
cairn_dispersion (const guint *arrivals, guint n_weeks)
{
  double squares = 0;
  double sum = 0;

  for (guint i = 0; i < n_weeks; i++)
    {
      double step = i > 0 ? (double) arrivals[i] - arrivals[i - 1] : 0;

      squares += step * step;
      sum += arrivals[i];
    }
  if (n_weeks < 2 || sum <= 0)
    return 1;
  return MAX (1, squares / (2 * (n_weeks - 1) * (sum / n_weeks)));
}

double
cairn_normal_upper (double z)
{
  return 0.5 * erfc (z * M_SQRT1_2);
}

static int
compare_p_descending (gconstpointer a, gconstpointer b, gpointer p_values)
{
  const double *p = p_values;
  double x = p[*(const guint *) a];
  double y = p[*(const guint *) b];

  return (x < y) - (x > y);
}

void
cairn_benjamini_hochberg (const double *p, guint n, double *q)
{
  g_autofree guint *order = g_new (guint, MAX (n, 1));
  double least = 1;
  guint m = 0;

  for (guint i = 0; i < n; i++)
    {
      q[i] = NAN;
      if (!isnan (p[i]))
        order[m++] = i;
    }
  g_qsort_with_data (order, m, sizeof *order, compare_p_descending, (gpointer) p);
  for (guint i = 0; i < m; i++)
    {
      least = MIN (least, p[order[i]] * m / (m - i));
      q[order[i]] = least;
    }
}

CairnGrowth
cairn_pileup_verdict (guint arrivals, guint departures, double q_up, double q_down)
{
  gint64 net = (gint64) arrivals - departures;

  if ((guint64) arrivals + departures < LEAST_MOVES)
    return CAIRN_GROWTH_NONE;
  if (net >= LEAST_NET && q_up < FALSE_DISCOVERY_RATE)
    return CAIRN_GROWTH_PILING_UP;
  if (net <= -LEAST_NET && q_down < FALSE_DISCOVERY_RATE)
    return CAIRN_GROWTH_DRAINING;
  return CAIRN_GROWTH_NONE;
}
