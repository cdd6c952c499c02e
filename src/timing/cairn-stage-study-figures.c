/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The figures of a study: how many, how long, how often in time; and the picture of it. */
#include "base/cairn-duration.h"
#include "timing/cairn-proportion.h"
#include "timing/cairn-stage-study-private.h"

#include <math.h>

#define EXITS_FOR_MEDIAN 5
#define EXITS_FOR_P90 20
#define MOST_POINTS 400
#define MOST_DOTS 1000

static void
count_stays (CairnStudyWork *self)
{
  CairnStudyFigures *figures = &self->study->figures;
  const CairnPeriod *period = &self->period;

  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnStay *stay = cairn_study_stay (self, i);
      gint64 target = cairn_study_target (self, i);
      gint64 entered = stay->visit.entered;
      gint64 left = stay->visit.left;

      if (entered > period->from && entered <= period->to)
        {
          figures->arrivals++;
          figures->again += stay->earlier > 0;
        }
      if (left > period->from && left <= period->to)
        {
          figures->departures++;
          figures->straight_through += left - entered <= CAIRN_MINUTE;
          figures->outcomes[stay->outcome]++;
        }
      if (stay->outcome == CAIRN_OUTCOME_OPEN)
        {
          figures->here++;
          figures->overdue += target > 0 && cairn_study_due (self, entered, target) <= period->now;
        }
    }
}

/* The fate of a visit whose target is behind it is known, whether it is still open or not. */
static void
count_kept_targets (CairnStudyWork *self)
{
  CairnStudyFigures *figures = &self->study->figures;

  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnStay *stay = cairn_study_stay (self, i);
      gint64 target = cairn_study_target (self, i);
      gint64 due = cairn_study_due (self, stay->visit.entered, target);

      if (target == 0
          || due <= MAX (self->period.from, cairn_study_due (self, self->period.log_start, target))
          || due > self->period.to)
        continue;
      figures->due++;
      if (stay->visit.left > due)
        continue;
      figures->left_in_time++;
      figures->churned_first += stay->outcome == CAIRN_OUTCOME_CHURN;
    }
  figures->kept = cairn_proportion (figures->left_in_time - figures->churned_first, figures->due);
}

/* ---- how long, and the picture of it ---- */

static void
draw_curve (CairnStageStudy *study, const CairnSurvival *curve)
{
  gsize step = MAX (1, (curve->n_points + MOST_POINTS - 1) / MOST_POINTS);

  if (curve->n_exits < EXITS_FOR_MEDIAN)
    return;
  for (gsize i = 0; i < curve->n_points; i++)
    {
      const CairnSurvivalPoint *point = &curve->points[i];
      CairnCurvePoint drawn = { point->age, point->survival, NAN, NAN };

      if (i % step != 0 && i + 1 < curve->n_points)
        continue;
      cairn_survival_limits (point->survival, point->variance, CAIRN_LIMITS_LOG_LOG, &drawn.low,
                             &drawn.high);
      g_array_append_val (study->curve, drawn);
    }
}

static void
draw_dots (CairnStageStudy *study, const GArray *rows)
{
  guint step = MAX (1, (rows->len + MOST_DOTS - 1) / MOST_DOTS);

  for (guint i = 0; i < rows->len; i += step)
    {
      const CairnGroupedRow *row = &g_array_index (rows, CairnGroupedRow, i);
      CairnStayDot dot = { (double) row->stop, !row->exits };

      g_array_append_val (study->dots, dot);
    }
}

void
cairn_study_tell_curve (CairnStageStudy *study, const CairnSurvival *curve, const GArray *rows)
{
  CairnStudyFigures *figures = &study->figures;
  gboolean guarded = figures->target > 0 && curve->guard_age > figures->target / 4.0;

  figures->exits = (guint) curve->n_exits;
  figures->guard_age = curve->guard_age;
  figures->repeated = curve->again;
  figures->grouped = curve->grouped;
  figures->median = cairn_study_quantile (curve, 0.5, guarded ? G_MAXUINT : EXITS_FOR_MEDIAN);
  figures->p90 = cairn_study_quantile (curve, 0.9, guarded ? G_MAXUINT : EXITS_FOR_MEDIAN);
  if (curve->n_exits < EXITS_FOR_P90)
    figures->p90.value = figures->p90.high = NAN;
  figures->mean = curve->n_points > 0
                    ? cairn_survival_mean (curve, curve->points[curve->n_points - 1].age, NULL)
                    : NAN;
  draw_curve (study, curve);
  draw_dots (study, rows);
}

static void
estimate_dwell (CairnStudyWork *self)
{
  const CairnPeriod *period = &self->period;
  g_autoptr (GArray) rows
    = cairn_study_list (self, period->from, period->to, cairn_study_dwell_row);

  cairn_survival_fit_grouped (&self->window, (const CairnGroupedRow *) rows->data, rows->len,
                              &self->ages, &self->scratch);
  cairn_study_fit (self, MAX (period->trend_begin, period->log_start), period->now,
                   cairn_study_dwell_row, &self->trend);
  cairn_study_tell_curve (self->study, &self->window, rows);
}

void
cairn_study_figures (CairnStudyWork *self)
{
  count_stays (self);
  count_kept_targets (self);
  estimate_dwell (self);
}
