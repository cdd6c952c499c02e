/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The flow of a study: what becomes of customers, waiting and working, handoffs, balance. */
#include "base/cairn-duration.h"
#include "timing/cairn-stage-study-private.h"

#include <math.h>

#define EXITS_FOR_MEDIAN 5
#define OUT_OF_BALANCE 0.3

/* ---- what becomes of them ---- */

static CairnStudyRow
outcome_row (const CairnStudyWork *self, guint i)
{
  const CairnStay *stay = cairn_study_stay (self, i);

  return (CairnStudyRow){ .entered = stay->visit.entered,
                          .left = stay->visit.left,
                          .cell = stay->outcome == CAIRN_OUTCOME_OPEN ? 0 : stay->outcome,
                          .skip = cairn_study_is_unknown (self, &stay->visit) };
}

static CairnFate
fate_at (const CairnIncidence *incidence, double age)
{
  CairnIncidencePoint point = cairn_incidence_at (incidence, age);
  CairnFate fate = { .age = age, .inside = point.survival };

  G_STATIC_ASSERT (CAIRN_OUTCOME_OPEN == CAIRN_INCIDENCE_CAUSES);
  for (guint k = 0; k < CAIRN_OUTCOME_OPEN; k++)
    {
      fate.share[k] = point.share[k];
      fate.error[k] = sqrt (point.variance[k]);
    }
  return fate;
}

static void
tell_fates (CairnStudyWork *self)
{
  CairnStudyFigures *figures = &self->study->figures;
  g_auto (CairnIncidence) incidence = { 0 };
  gsize n_from_birth
    = cairn_study_gather (self, self->period.from, self->period.to, outcome_row, NULL, 0);

  cairn_incidence_fit (&incidence, n_from_birth, &self->ages, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (figures->at_target); i++)
    figures->at_target[i] = fate_at (&incidence, (double) (i + 1) * figures->target);
}

/* ---- waiting and working ---- */

/* From entering to the start of work; who leaves unstarted is no longer observed. */
static CairnStudyRow
wait_row (const CairnStudyWork *self, guint i)
{
  const CairnVisit *visit = &cairn_study_stay (self, i)->visit;
  gboolean started = visit->wait != CAIRN_WAIT_UNKNOWN;

  /* Of a finished stay without a start nobody knows whether the start was just not recorded. */
  return (CairnStudyRow){ .entered = visit->entered,
                          .left = started ? visit->entered + visit->wait : CAIRN_VISIT_OPEN,
                          .skip = !started && visit->left != CAIRN_VISIT_OPEN };
}

static CairnStudyRow
work_row (const CairnStudyWork *self, guint i)
{
  const CairnVisit *visit = &cairn_study_stay (self, i)->visit;

  return (CairnStudyRow){ .entered = visit->entered + visit->wait,
                          .left = visit->left,
                          .skip = visit->wait == CAIRN_WAIT_UNKNOWN };
}

static void
tell_work (CairnStudyWork *self)
{
  CairnStudyFigures *figures = &self->study->figures;
  gint64 from = self->period.from;
  gint64 to = self->period.to;
  CairnSurvival curve = { 0 };
  double inside = 0, working = 0;

  for (guint i = 0; i < self->stays->len; i++)
    {
      CairnStudyRow row = wait_row (self, i);
      const CairnVisit *visit = &cairn_study_stay (self, i)->visit;

      figures->n_started += visit->wait != CAIRN_WAIT_UNKNOWN && visit->left > from;
      if (row.skip)
        continue;
      inside += (double) cairn_study_overlap (self, visit->entered, visit->left, from, to);
      working += (double) cairn_study_overlap (self, row.left, visit->left, from, to);
    }
  figures->wait = figures->work = (CairnEstimate){ NAN, NAN, NAN };
  figures->flow_efficiency = NAN;
  if (figures->n_started == 0)
    return;
  cairn_study_fit (self, from, to, wait_row, &curve);
  figures->wait = cairn_study_quantile (&curve, 0.5, EXITS_FOR_MEDIAN);
  cairn_study_fit (self, from, to, work_row, &curve);
  figures->work = cairn_study_quantile (&curve, 0.5, EXITS_FOR_MEDIAN);
  if (inside > 0)
    figures->flow_efficiency = working / inside;
  cairn_survival_clear (&curve);
}

/* ---- handoffs ---- */

/* From leaving here to entering the next stage; who was lost is not on the way anywhere. */
static CairnStudyRow
way_row (const CairnStudyWork *self, guint i)
{
  const CairnStay *stay = cairn_study_stay (self, i);
  gboolean moved = stay->next_stage != CAIRN_NO_STAGE;
  gint64 left = stay->visit.left;

  return (CairnStudyRow){ .entered = left,
                          .left = moved ? MAX (stay->next_entered, left) : CAIRN_VISIT_OPEN,
                          .skip = stay->outcome == CAIRN_OUTCOME_OPEN
                                  || (!moved && stay->outcome != CAIRN_OUTCOME_GONE) };
}

static CairnStudyRow
way_to_row (const CairnStudyWork *self, guint i)
{
  CairnStudyRow row = way_row (self, i);

  row.skip = row.skip || cairn_study_stay (self, i)->next_stage != self->next_stage;
  return row;
}

static int
compare_handoffs (gconstpointer a, gconstpointer b)
{
  const CairnHandoff *x = a;
  const CairnHandoff *y = b;

  if ((x->next_stage == NULL) != (y->next_stage == NULL))
    return x->next_stage == NULL ? -1 : 1;
  return (x->moved < y->moved) - (x->moved > y->moved);
}

static void
add_handoff (CairnStudyWork *self, guint stage, guint moved, guint waiting)
{
  double weeks = (double) (self->period.to - self->period.from) / CAIRN_WEEK;
  CairnHandoff handoff = { .moved = moved, .waiting = waiting };
  CairnSurvival curve = { 0 };

  self->next_stage = stage;
  if (stage != CAIRN_NO_STAGE)
    handoff.next_stage = g_string_chunk_insert_const (
      self->study->strings,
      ((CairnEngineStage *) g_ptr_array_index (self->engine->stages, stage))->name);
  handoff.per_week = weeks > 0 ? moved / weeks : NAN;
  cairn_study_fit (self, self->period.from, self->period.to,
                   stage == CAIRN_NO_STAGE ? way_row : way_to_row, &curve);
  handoff.median = cairn_study_quantile (&curve, 0.5, EXITS_FOR_MEDIAN);
  g_array_append_val (self->study->handoffs, handoff);
  cairn_survival_clear (&curve);
}

/* All ways together first, then those to each next stage. */
static void
tell_handoffs (CairnStudyWork *self)
{
  guint n_stages = self->engine->stages->len;
  g_autofree guint *moved = g_new0 (guint, n_stages + 1);
  guint waiting = 0, all = 0;

  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnStay *stay = cairn_study_stay (self, i);
      gboolean within = stay->visit.left > self->period.from && stay->visit.left <= self->period.to;

      waiting += stay->outcome == CAIRN_OUTCOME_GONE && within;
      if (stay->next_stage == CAIRN_NO_STAGE || !within)
        continue;
      moved[stay->next_stage]++;
      all++;
    }
  if (all + waiting == 0)
    return;
  add_handoff (self, CAIRN_NO_STAGE, all, waiting);
  for (guint stage = 0; stage < n_stages; stage++)
    if (moved[stage] > 0)
      add_handoff (self, stage, moved[stage], 0);
  g_array_sort (self->study->handoffs, compare_handoffs);
}

/* ---- balance ---- */

/* Little's law: the mean number inside is arrivals times the mean stay, if the stage is in balance
 * and no exits are missing. */
static void
tell_balance (CairnStudyWork *self)
{
  CairnStudyFigures *figures = &self->study->figures;
  double span = (double) cairn_study_between (self, self->period.from, self->period.to);
  double inside = 0;
  double departures = 0;

  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnVisit *visit = &cairn_study_stay (self, i)->visit;

      inside += (double) cairn_study_overlap (self, visit->entered, visit->left, self->period.from,
                                              self->period.to);
      departures += visit->left > self->period.recent_begin && visit->left <= self->period.now;
    }
  figures->mean_here = span > 0 ? inside / span : NAN;
  figures->little_days = figures->arrivals > 0 ? inside / CAIRN_DAY / figures->arrivals : NAN;
  figures->balanced
    = fabs (figures->little_days * CAIRN_DAY - figures->mean) <= OUT_OF_BALANCE * figures->mean;
  departures /= cairn_period_get_divisor (&self->period);
  figures->backlog_weeks = departures > 0 ? figures->here / departures : NAN;
}

void
cairn_study_flow (CairnStudyWork *self)
{
  tell_fates (self);
  tell_work (self);
  cairn_study_tell_late (self);
  tell_handoffs (self);
  tell_balance (self);
}
