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

static void
start_over (CairnSurvival *self, gsize n_points)
{
  self->n_points = 0;
  self->n_exits = 0;
  self->last_age = 0;
  self->guard_age = 0;
  if (self->allocated >= n_points)
    return;
  g_free (self->points);
  self->allocated = n_points + n_points / 8;
  self->points = g_new (CairnSurvivalPoint, self->allocated);
}

/* The first index from @i on whose age is not below @age. */
static inline gsize
advance (const CairnAge *ages, gsize n, gsize i, gint64 age)
{
  while (i < n && ages[i].age < age)
    i++;
  return i;
}

static gint64
last_stop (const CairnRisk *risk)
{
  gint64 last = 0;

  if (risk->n_exits > 0)
    last = risk->exits[risk->n_exits - 1].age;
  if (risk->n_stays > 0)
    last = MAX (last, risk->stays[risk->n_stays - 1].age);
  return last;
}

void
cairn_survival_fit (CairnSurvival *self, const CairnRisk *risk, gint64 until, gboolean guard)
{
  gint64 last_entry = risk->n_entries > 0 ? risk->entries[risk->n_entries - 1].age : 0;
  double survival = 1;
  double variance = 0;
  gsize entered = 0;
  gsize stayed = 0;
  gsize told = 0; /* of those, already in a point */

  g_return_if_fail (self != NULL && risk != NULL);

  start_over (self, risk->n_exits);
  for (gsize i = 0; i < risk->n_exits && risk->exits[i].age <= until;)
    {
      gint64 age = risk->exits[i].age;
      gsize first = i;
      gsize n, d;

      while (i < risk->n_exits && risk->exits[i].age == age)
        i++;
      entered = advance (risk->entries, risk->n_entries, entered, age);
      stayed = advance (risk->stays, risk->n_stays, stayed, age);
      n = risk->n_from_birth + entered - stayed - first;
      d = i - first;
      if (guard && self->n_points == 0 && n < LEAST_AT_RISK && last_entry > age)
        {
          self->guard_age = age;
          continue;
        }
      survival *= (double) (n - d) / n;
      variance += (double) d / ((double) n * (n - d));
      self->n_exits += d;
      self->points[self->n_points++]
        = (CairnSurvivalPoint){ age, survival, variance, n, d, stayed - told };
      told = stayed;
    }
  self->last_age = MIN (last_stop (risk), until);
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
