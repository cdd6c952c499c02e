/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Those who are here now: how long already, and how much longer. */
#include "base/cairn-duration.h"
#include "timing/cairn-stage-study-private.h"
#include "timing/cairn-survival-private.h"

#include <math.h>
#include <string.h>

#define EXITS_FOR_MEDIAN 5

/* S may miss the half by what was rounded off it. */
double
cairn_study_residual (const CairnSurvival *curve, gint64 age)
{
  double half = cairn_study_survival (curve, (double) age) / 2 * (1 + CAIRN_BAND_TOLERANCE);
  gsize low = cairn_study_count_points (curve, (double) age, TRUE);
  gsize high = curve->n_points;

  if (curve->n_exits < EXITS_FOR_MEDIAN || !(half > 0))
    return NAN;
  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (curve->points[middle].survival <= half)
        high = middle;
      else
        low = middle + 1;
    }
  return low < curve->n_points ? curve->points[low].age - (double) age : NAN;
}

static int
compare_waiting (gconstpointer a, gconstpointer b)
{
  const CairnWaiting *x = a;
  const CairnWaiting *y = b;

  if (x->age != y->age)
    return x->age > y->age ? -1 : 1;
  return strcmp (x->customer, y->customer);
}

static void
list_waiting (CairnStudyWork *self)
{
  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnStay *stay = cairn_study_stay (self, i);
      gint64 target = cairn_study_target (self, i);
      CairnWaiting waiting = { .number = stay->visit.customer, .entered = stay->visit.entered };

      if (stay->outcome != CAIRN_OUTCOME_OPEN)
        continue;
      waiting.customer = cairn_study_keep (
        self->study, g_ptr_array_index (self->engine->customers, waiting.number));
      waiting.owner
        = cairn_study_keep (self->study, cairn_engine_get_owner (self->engine, stay->visit.owner));
      waiting.age = cairn_study_between (self, waiting.entered, self->period.now);
      waiting.overdue = target > 0 && waiting.age >= target;
      waiting.at_least = cairn_study_is_unknown (self, &stay->visit);
      waiting.more = waiting.at_least ? NAN : cairn_study_residual (&self->window, waiting.age);
      g_array_append_val (self->study->waiting, waiting);
    }
  g_array_sort (self->study->waiting, compare_waiting);
}

/* The inverse of the distribution function (R's type 1) of what is sorted from the greatest. */
static double
age_quantile (const GArray *waiting, double p)
{
  guint n = waiting->len;
  guint place = n > 0 ? MAX (1, (guint) ceil (n * p)) : 0;

  return n > 0 ? (double) g_array_index (waiting, CairnWaiting, n - place).age : NAN;
}

static void
tell_ages (CairnStudyWork *self)
{
  CairnStudyFigures *figures = &self->study->figures;
  const GArray *waiting = self->study->waiting;

  figures->age_median = age_quantile (waiting, 0.5);
  figures->age_p90 = age_quantile (waiting, 0.9);
  figures->age_max = waiting->len > 0 ? g_array_index (waiting, CairnWaiting, 0).age : 0;
}

/* Of those here and still within the target: who will pass it in the next seven days? */
static void
forecast_breaches (CairnStudyWork *self)
{
  gint64 ahead = cairn_study_between (self, self->period.now, self->period.now + CAIRN_WEEK);
  double sum = 0;

  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnStay *stay = cairn_study_stay (self, i);
      gint64 target = cairn_study_target (self, i);
      gint64 age = cairn_study_between (self, stay->visit.entered, self->period.now);
      double inside;

      if (stay->outcome != CAIRN_OUTCOME_OPEN || target == 0 || age >= target
          || target - age > ahead || cairn_study_is_unknown (self, &stay->visit))
        continue;
      inside = cairn_study_survival (&self->trend, (double) age);
      if (inside > 0)
        sum += cairn_study_survival_before (&self->trend, (double) target) / inside;
    }
  self->study->figures.breaches_ahead = sum;
}

void
cairn_study_here (CairnStudyWork *self)
{
  list_waiting (self);
  tell_ages (self);
  forecast_breaches (self);
}
