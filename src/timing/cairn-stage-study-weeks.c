/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The weeks of a study, and what they say: what was lost, and is it for long or for short? */
#include "base/cairn-duration.h"
#include "timing/cairn-lost-days.h"
#include "timing/cairn-stage-study-private.h"

#include <math.h>

#define EXITS_FOR_MEDIAN 5

/* One visit in one week. */
static void
count_visit (const CairnStudyWork *self,
             guint w,
             CairnBehindWeek *behind,
             const CairnVisit *visit,
             gint64 target)
{
  CairnStudyWeek *week = &self->study->weeks[w];
  double inside
    = (double) cairn_study_overlap (self, visit->entered, visit->left, week->begin, week->end)
      / CAIRN_DAY;
  double lost
    = target > 0
        ? (double) cairn_study_overlap (self, cairn_study_due (self, visit->entered, target),
                                        visit->left, week->begin, week->end)
            / CAIRN_DAY
        : 0;
  double excess = lost - CAIRN_BEHIND_SHARE * inside;

  week->arrivals += visit->entered > week->begin && visit->entered <= week->end;
  week->departures += visit->left > week->begin && visit->left <= week->end;
  week->here += visit->entered <= week->end && visit->left > week->end;
  week->overdue += lost > 0;
  week->customer_days += inside;
  week->lost_days += lost;
  behind->excess += excess;
  behind->error += excess * excess;
  behind->n_overdue += lost > 0;
}

/* Of those who had come before the log begins only the slow ones were ever seen. */
static void
count_due (CairnStudyWork *self, const CairnStay *stay, gint64 target)
{
  gint64 due = cairn_study_due (self, stay->visit.entered, target);
  gint64 since = due - self->period.trend_begin - 1;
  guint week = (guint) (since / CAIRN_WEEK);

  if (target == 0 || since < 0 || week >= CAIRN_TREND_WEEKS
      || due <= cairn_study_due (self, self->period.log_start, target))
    return;
  self->study->weeks[week].due++;
  self->study->weeks[week].hits += stay->visit.left <= due && stay->outcome != CAIRN_OUTCOME_CHURN;
}

/* What all weeks that the log holds say together: the sum of the excess of each visit against its
 * root of squares. Of the time before it only those are known who stayed until it began. */
static double
add_visits (CairnStudyWork *self, CairnBehindWeek *behind)
{
  double sum = 0;
  double squares = 0;

  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnVisit *visit = &cairn_study_stay (self, i)->visit;
      gint64 target = cairn_study_target (self, i);
      gint64 first = (visit->entered - self->period.trend_begin) / CAIRN_WEEK - 1;
      double before = 0, excess = 0;

      count_due (self, cairn_study_stay (self, i), target);
      if (visit->left <= self->period.trend_begin)
        continue;
      for (guint w = (guint) MAX (first, 0); w < CAIRN_TREND_WEEKS; w++)
        {
          if (self->study->weeks[w].begin >= visit->left)
            break;
          before = behind[w].excess;
          count_visit (self, w, &behind[w], visit, target);
          if (self->study->weeks[w].full)
            excess += behind[w].excess - before;
        }
      sum += excess;
      squares += excess * excess;
    }
  return squares > 0 ? sum / sqrt (squares) : NAN;
}

static void
estimate_medians (CairnStudyWork *self)
{
  CairnSurvival curve = { 0 };

  for (guint w = 0; w < CAIRN_TREND_WEEKS; w++)
    {
      CairnStudyWeek *week = &self->study->weeks[w];
      gint64 from = MAX (week->end - CAIRN_STUDY_MEDIAN_WEEKS * CAIRN_WEEK, self->period.log_start);

      week->median = (CairnEstimate){ NAN, NAN, NAN };
      if (!week->full)
        continue;
      cairn_study_fit (self, from, week->end, cairn_study_dwell_row, &curve);
      week->median = cairn_study_quantile (&curve, 0.5, EXITS_FOR_MEDIAN);
    }
  cairn_survival_clear (&curve);
}

/* The score and its three factors. */
static void
tell_lost (CairnStudyWork *self)
{
  CairnStudyFigures *figures = &self->study->figures;
  const CairnPeriod *period = &self->period;
  double weeks = cairn_period_get_divisor (period);
  double sum = 0, squares = 0;
  guint n_inside = 0, n_late = 0, n_arrived = 0;
  gboolean any_target = figures->target > 0;

  figures->lost_per_week = figures->lost_error = figures->share_late = figures->days_late = NAN;
  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnVisit *visit = &cairn_study_stay (self, i)->visit;
      gint64 target = cairn_study_target (self, i);
      double lost
        = target == 0
            ? 0
            : (double) cairn_study_overlap (self, cairn_study_due (self, visit->entered, target),
                                            visit->left, period->recent_begin, period->now)
                / CAIRN_DAY;

      any_target = any_target || target > 0;
      n_arrived += visit->entered > period->recent_begin && visit->entered <= period->now;
      n_inside += visit->left > period->recent_begin;
      n_late += lost > 0;
      sum += lost;
      squares += lost * lost;
    }
  figures->arrivals_per_week = n_arrived / weeks;
  if (!any_target)
    return;
  figures->lost_per_week = sum / weeks;
  figures->lost_error = sqrt (squares) / weeks;
  figures->share_late = n_inside > 0 ? (double) n_late / n_inside : NAN;
  figures->days_late = n_late > 0 ? sum / n_late : 0;
}

void
cairn_study_weeks (CairnStudyWork *self)
{
  CairnBehindWeek behind[CAIRN_TREND_WEEKS] = { { 0 } };
  double pool_z;

  for (guint w = 0; w < CAIRN_TREND_WEEKS; w++)
    {
      CairnStudyWeek *week = &self->study->weeks[w];

      week->begin = self->period.trend_begin + w * CAIRN_WEEK;
      week->end = week->begin + CAIRN_WEEK;
      week->full = w >= self->period.first_week;
    }
  pool_z = add_visits (self, behind);
  for (guint w = 0; w < CAIRN_TREND_WEEKS; w++)
    behind[w].error = sqrt (behind[w].error);
  self->study->figures.time = cairn_classify_time (
    behind, self->study->figures.target > 0 ? CAIRN_TREND_WEEKS - self->period.first_week : 0,
    pool_z);
  estimate_medians (self);
  tell_lost (self);
}
