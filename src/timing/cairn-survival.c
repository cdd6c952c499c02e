/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-survival.h"

#include <math.h>
#include <string.h>

#define Z_95 1.959963984540054
#define TOLERANCE 1.4901161193847656e-08 /* sqrt (DBL_EPSILON), as R's quantile.survfit */
#define LEAST_AT_RISK 3
#define FEW 8 /* points looked at one by one */

typedef enum
{
  CURVE,
  LOW,
  HIGH,
} Band;

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
  double survival = 1;
  double variance = 0;
  gsize kept = 0;

  for (gsize i = 0, next; i < self->n_points; i = next)
    {
      double n = points[i].n_risk;
      double d;

      for (next = i + 1; next < self->n_points && points[next].age == points[i].age;)
        next++;
      d = next - i;
      if (kept == 0 && n < LEAST_AT_RISK && self->last_entry > points[i].age)
        {
          self->guard_age = points[i].age;
          continue;
        }
      if (d < n)
        {
          double inverse = 1 / (n * (n - d)); /* the one division */

          survival *= (n - d) * (n - d) * inverse;
          variance += d * inverse;
        }
      else
        {
          survival = 0;
          variance = INFINITY;
        }
      self->n_exits += next - i;
      points[kept++]
        = (CairnSurvivalPoint){ points[i].age, survival, variance, points[i].n_risk, next - i };
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

static double
band_value (double survival, double variance, CairnLimits kind, Band band)
{
  double low, high;

  if (band == CURVE)
    return survival;
  cairn_survival_limits (survival, variance, kind, &low, &high);
  return band == LOW ? low : high;
}

/* Whether the band may come down to @level anywhere between the points @a and @b. Between them S
 * falls from a's to b's and the variance grows, and for every kind of limits
 *  - the upper one rises with S and with the variance: it is least at (b's S, a's variance);
 *  - the lower one falls with the variance, and over S it has no valley but at most a hill: it is
 *    least at b's variance with either S.
 * So most of the curve need not be looked at: a log-log limit costs four transcendental functions.
 * An undefined value (NAN) means "may". */
static gboolean
may_reach (const CairnSurvivalPoint *a,
           const CairnSurvivalPoint *b,
           CairnLimits kind,
           Band band,
           double level)
{
  level += 1e-12; /* rounding */
  switch (band)
    {
    case CURVE:
      return b->survival <= level;
    case HIGH:
      return !(band_value (b->survival, a->variance, kind, HIGH) > level);
    case LOW:
    default:
      return !(band_value (a->survival, b->variance, kind, LOW) > level
               && band_value (b->survival, b->variance, kind, LOW) > level);
    }
}

/* The first of the points [@from, @to) at which the band is not above @level; @to: none. */
static gsize
first_at_most (
  const CairnSurvival *self, gsize from, gsize to, CairnLimits kind, Band band, double level)
{
  const CairnSurvivalPoint *points = self->points;
  gsize middle, found;

  if (to - from <= FEW)
    {
      while (from < to
             && !(band_value (points[from].survival, points[from].variance, kind, band) <= level))
        from++;
      return from;
    }
  if (!may_reach (&points[from], &points[to - 1], kind, band, level))
    return to;
  middle = from + (to - from) / 2;
  found = first_at_most (self, from, middle, kind, band, level);
  return found < middle ? found : first_at_most (self, middle, to, kind, band, level);
}

static double
crossing (const CairnSurvival *self, double level, CairnLimits kind, Band band)
{
  gsize n = self->n_points;
  gsize reached = first_at_most (self, 0, n, kind, band, level + TOLERANCE);
  gsize passed;
  double end;

  if (reached == n)
    return NAN;
  passed = first_at_most (self, reached, n, kind, band, level - TOLERANCE);
  if (passed < n)
    return (self->points[reached].age + self->points[passed].age) / 2;
  end = band_value (self->points[n - 1].survival, self->points[n - 1].variance, kind, band);
  if (fabs (end - level) < TOLERANCE)
    return (self->points[reached].age + self->last_age) / 2;
  return NAN;
}

CairnEstimate
cairn_survival_quantile (const CairnSurvival *self, double p, CairnLimits kind)
{
  CairnEstimate estimate = { NAN, NAN, NAN };

  g_return_val_if_fail (self != NULL && p > 0 && p < 1, estimate);

  estimate.value = crossing (self, 1 - p, kind, CURVE);
  estimate.low = crossing (self, 1 - p, kind, LOW);
  estimate.high = crossing (self, 1 - p, kind, HIGH);
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
