/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-age-blocks.h"
#include "timing/cairn-survival-private.h"

#include <math.h>
#include <string.h>

#define Z_95 1.959963984540054
#define LEAST_AT_RISK 3
#define FEW 8      /* points looked at one by one */
#define STRETCH 64 /* points of a grouped curve looked at together */

void
cairn_survival_clear (CairnSurvival *self)
{
  g_free (self->points);
  memset (self, 0, sizeof *self);
}

void
cairn_survival_begin (CairnSurvival *self, gsize n_from_birth, gsize n_exits, gint64 last_entry)
{
  g_return_if_fail (self != NULL);

  self->n_points = 0;
  self->n_exits = 0;
  self->guard_age = 0;
  self->again = 0;
  self->grouped = FALSE;
  self->n_at_risk = n_from_birth;
  self->last_age = 0;
  self->last_entry = last_entry;
  if (self->allocated > n_exits)
    return;
  g_free (self->points);
  self->allocated = n_exits + n_exits / 8 + 1;
  self->points = g_new (CairnSurvivalPoint, self->allocated);
}

/* The points are the exits, one by one, with how many were at risk; each age needs only one. */
void
cairn_survival_finish (CairnSurvival *self)
{
  CairnSurvivalPoint *points = self->points;
  CairnBlockSum block = { 1, 0, 0, 0 };
  double block_end = 0;
  double survival = 1; /* where the block begins */
  double variance = 0;
  gsize kept = 0;

  for (gsize i = 0, next; i < self->n_points; i = next)
    {
      double age = points[i].age;
      double n = points[i].n_risk;

      for (next = i + 1; next < self->n_points && points[next].age == age;)
        next++;
      if (kept == 0 && n < LEAST_AT_RISK && self->last_entry > age)
        {
          self->guard_age = age;
          continue;
        }
      if (age >= block_end)
        {
          survival *= block.product;
          variance += block.variance;
          cairn_block_sum_begin (&block, (guint64) age);
          block_end = cairn_age_block_begin (cairn_age_block_of ((guint64) age) + 1);
        }
      cairn_block_sum_take (&block, (guint64) age, n, next - i);
      self->n_exits += next - i;
      points[kept++] = (CairnSurvivalPoint){ age, survival * block.product,
                                             variance + block.variance, (guint) n, next - i };
    }
  self->n_points = kept;
}

void
cairn_survival_fit (CairnSurvival *self,
                    gsize n_from_birth,
                    const CairnAges *sorted,
                    gboolean guard)
{
  gsize n_exits = 0;
  gint64 last_entry = 0;

  for (gsize i = 0; i < sorted->n; i++)
    {
      n_exits += cairn_age_get_kind (sorted->items[i]) == CAIRN_AGE_EXIT;
      if (guard && cairn_age_get_kind (sorted->items[i]) == CAIRN_AGE_ENTRY)
        last_entry = cairn_age_get_seconds (sorted->items[i]);
    }
  cairn_survival_begin (self, n_from_birth, n_exits, last_entry);
  for (gsize i = 0; i < sorted->n; i++)
    cairn_survival_take (self, sorted->items[i]);
  cairn_survival_finish (self);
}

void
cairn_survival_limits (
  double survival, double variance, CairnLimits kind, double *low, double *high)
{
  double spread = Z_95 * sqrt (variance);

  *low = *high = NAN;
  if (!(survival > 0))
    return;
  switch (kind)
    {
    case CAIRN_LIMITS_PLAIN:
      *low = MAX (0, survival - spread * survival);
      *high = MIN (1, survival + spread * survival);
      break;
    case CAIRN_LIMITS_LOG:
      *low = survival * exp (-spread);
      *high = MIN (1, survival * exp (spread));
      break;
    case CAIRN_LIMITS_LOG_LOG:
      if (survival < 1)
        {
          double hazard = -log (survival);

          *low = exp (-hazard * exp (spread / hazard));
          *high = exp (-hazard * exp (-spread / hazard));
        }
      break;
    default:
      g_return_if_reached ();
    }
}

double
cairn_band_value (double survival, double variance, double times, CairnLimits kind, CairnBand band)
{
  double low, high;

  if (band == CAIRN_BAND_CURVE)
    return survival;
  cairn_survival_limits (survival, variance * times, kind, &low, &high);
  return band == CAIRN_BAND_LOW ? low : high;
}

/* Whether the band may come down to @level anywhere between the points @a and @b. Between them S
 * falls from a's to b's and the variance grows, and for every kind of limits
 *  - the upper one rises with S and with the variance: it is least at (b's S, a's variance);
 *  - the lower one falls with the variance, and over S it has no valley but at most a hill: it is
 *    least at b's variance with either S.
 * So most of the curve need not be looked at: a log-log limit costs four transcendental functions.
 * An undefined value (NAN) means "may". */
gboolean
cairn_band_may_reach (const CairnSurvivalPoint *a,
                      const CairnSurvivalPoint *b,
                      double times,
                      CairnLimits kind,
                      CairnBand band,
                      double level)
{
  level += 1e-12; /* rounding */
  switch (band)
    {
    case CAIRN_BAND_CURVE:
      return b->survival <= level;
    case CAIRN_BAND_HIGH:
      return !(cairn_band_value (b->survival, a->variance, times, kind, CAIRN_BAND_HIGH) > level);
    case CAIRN_BAND_LOW:
    default:
      return !(cairn_band_value (a->survival, b->variance, times, kind, CAIRN_BAND_LOW) > level
               && cairn_band_value (b->survival, b->variance, times, kind, CAIRN_BAND_LOW) > level);
    }
}

gsize
cairn_band_first_at_most (const CairnSurvivalPoint *points,
                          gsize from,
                          gsize to,
                          double times,
                          CairnLimits kind,
                          CairnBand band,
                          double level)
{
  gsize middle, found;

  if (to - from <= FEW)
    {
      while (from < to
             && !(cairn_band_value (points[from].survival, points[from].variance, times, kind, band)
                  <= level))
        from++;
      return from;
    }
  if (!cairn_band_may_reach (&points[from], &points[to - 1], times, kind, band, level))
    return to;
  middle = from + (to - from) / 2;
  found = cairn_band_first_at_most (points, from, middle, times, kind, band, level);
  return found < middle ? found
                        : cairn_band_first_at_most (points, middle, to, times, kind, band, level);
}

/* The same where the variance may fall as well as rise: stretch by stretch, with the least and the
 * greatest it has in each. */
static gsize
first_by_stretches (const CairnSurvivalPoint *points,
                    gsize from,
                    gsize to,
                    double times,
                    CairnLimits kind,
                    CairnBand band,
                    double level)
{
  for (gsize begin = from, end; begin < to; begin = end)
    {
      CairnSurvivalPoint least = points[begin];
      CairnSurvivalPoint most;
      gsize found;

      end = MIN (begin + STRETCH, to);
      most = points[end - 1];
      for (gsize i = begin; i < end; i++)
        {
          least.variance = MIN (least.variance, points[i].variance);
          most.variance = MAX (most.variance, points[i].variance);
        }
      if (!cairn_band_may_reach (&least, &most, times, kind, band, level))
        continue;
      for (found = begin; found < end; found++)
        if (cairn_band_value (points[found].survival, points[found].variance, times, kind, band)
            <= level)
          return found;
    }
  return to;
}

static gsize
first_at_most (const CairnSurvival *self,
               gsize from,
               double times,
               CairnLimits kind,
               CairnBand band,
               double level)
{
  if (self->grouped)
    return first_by_stretches (self->points, from, self->n_points, times, kind, band, level);
  return cairn_band_first_at_most (self->points, from, self->n_points, times, kind, band, level);
}

static double
crossing (const CairnSurvival *self, double level, double times, CairnLimits kind, CairnBand band)
{
  gsize n = self->n_points;
  gsize reached = first_at_most (self, 0, times, kind, band, level + CAIRN_BAND_TOLERANCE);
  gsize passed;
  double end;

  if (reached == n)
    return NAN;
  passed = first_at_most (self, reached, times, kind, band, level - CAIRN_BAND_TOLERANCE);
  if (passed < n)
    return (self->points[reached].age + self->points[passed].age) / 2;
  end = cairn_band_value (self->points[n - 1].survival, self->points[n - 1].variance, times, kind,
                          band);
  if (fabs (end - level) < CAIRN_BAND_TOLERANCE)
    return (self->points[reached].age + self->last_age) / 2;
  return NAN;
}

CairnEstimate
cairn_survival_quantile (const CairnSurvival *self, double p, CairnLimits kind)
{
  return cairn_survival_quantile_widened (self, p, kind, 1);
}

CairnEstimate
cairn_survival_quantile_widened (const CairnSurvival *self,
                                 double p,
                                 CairnLimits kind,
                                 double times)
{
  CairnEstimate estimate = { NAN, NAN, NAN };

  g_return_val_if_fail (self != NULL && p > 0 && p < 1, estimate);

  estimate.value = crossing (self, 1 - p, 1, kind, CAIRN_BAND_CURVE);
  estimate.low = crossing (self, 1 - p, times, kind, CAIRN_BAND_LOW);
  estimate.high = crossing (self, 1 - p, times, kind, CAIRN_BAND_HIGH);
  return estimate;
}

double
cairn_survival_mean (const CairnSurvival *self, double tau, double *se)
{
  double area = 0;
  double variance = 0;
  double right = tau;
  gsize n = self->n_points;

  /* From the right, so that at each point the area still to come is known. */
  while (n > 0 && self->points[n - 1].age > tau)
    n--;
  for (gsize i = n; i-- > 0;)
    {
      const CairnSurvivalPoint *point = &self->points[i];
      double n_risk = point->n_risk;

      area += point->survival * (right - point->age);
      right = point->age;
      if (area > 0)
        variance += area * area * point->n_exits / (n_risk * (n_risk - point->n_exits));
    }
  if (se != NULL)
    *se = sqrt (variance);
  return area + right;
}

double
cairn_survival_area (const CairnSurvival *self, gint64 tau)
{
  double area = 0;
  double survival = 1;
  guint64 reached = 0;
  gsize i = 0;

  g_return_val_if_fail (self != NULL && tau >= 0, NAN);

  while (i < self->n_points && self->points[i].age <= tau)
    {
      guint number = cairn_age_block_of ((guint64) self->points[i].age);
      guint64 begin = cairn_age_block_begin (number);
      guint64 end = cairn_age_block_begin (number + 1);
      CairnBlockSum block;

      if (begin >= (guint64) tau)
        break;
      cairn_block_sum_begin (&block, begin);
      for (; i < self->n_points && self->points[i].age < MIN (end, (guint64) tau + 1); i++)
        cairn_block_sum_take (&block, (guint64) self->points[i].age, self->points[i].n_risk,
                              self->points[i].n_exits);
      cairn_block_sum_end (&block, MIN (end, (guint64) tau));
      area += survival * (double) (begin - reached);
      area += survival * block.area;
      survival *= block.product;
      reached = MIN (end, (guint64) tau);
    }
  return area + survival * (double) ((guint64) tau - reached);
}
