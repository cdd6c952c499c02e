/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "timing/cairn-pileup.h"
#include "timing/cairn-stage-figures.h"
#include "timing/cairn-tally.h"

#include <math.h>

#define EXITS_FOR_MEDIAN 5
#define EXITS_FOR_P90 20

/* What is being computed: one stage at a time, its cells and, as the last one, all of them. */
typedef struct
{
  CairnFigureRoom *room;
  const CairnEngine *engine;
  const CairnEngineStage *stage;
  CairnPeriod period;
  CairnTally *tallies;
  CairnCell *cells;
  guint n; /* of the stage's own cells; the arrays of results hold one more */
} Work;

static const CairnEngineCell *
engine_cell (const Work *work, guint local)
{
  return g_ptr_array_index (work->stage->cells, local);
}

static void
set_targets (Work *work)
{
  CairnCell *all = &work->cells[work->n];
  gboolean same = TRUE;
  guint first = work->n; /* the first cell with visits */

  for (guint i = 0; i < work->n; i++)
    {
      const CairnEngineCell *cell = engine_cell (work, i);
      CairnTarget target = cairn_engine_get_target (work->engine, cell);

      work->cells[i].target = target.target;
      work->cells[i].limit = target.limit;
      if (cairn_engine_cell_get_n_visits (cell) == 0)
        continue;
      first = MIN (first, i);
      same = same && target.target == work->cells[first].target
             && target.limit == work->cells[first].limit;
    }
  all->target = same && first < work->n ? work->cells[first].target : work->stage->target.target;
  all->limit = same && first < work->n ? work->cells[first].limit : work->stage->target.limit;
}

/* Over how long the change of the number inside is tested. 0: the log is too short. */
static gint64
growth_span (const Work *work)
{
  return work->period.n_recent * CAIRN_WEEK;
}

/* Everything that looks at the visits of a cell does so while they are in the processor's cache. */
static void
look_at_visits (Work *work)
{
  const CairnPeriod *period = &work->period;
  const char *const *customers = (const char *const *) work->engine->customers->pdata;
  CairnStageRows *dwell = &work->room->dwell;
  CairnStageRows *growth = &work->room->growth;

  cairn_stage_rows_begin (dwell, work->n, period->from, period->to, CAIRN_AGE_MAX, period->clock);
  /* The pile-up test stands on the curve of the last 26 weeks, whatever window is looked at, and on
   * the calendar, as the weeks that it compares are. */
  cairn_stage_rows_begin (growth, work->n, MAX (period->trend_begin, period->log_start),
                          period->now, growth_span (work), NULL);
  for (guint i = 0; i < work->n; i++)
    {
      const CairnCellVisits *visits = &engine_cell (work, i)->visits;

      cairn_tally_count (&work->tallies[i], period, visits, work->cells[i].target, customers);
      cairn_tally_join (&work->tallies[work->n], &work->tallies[i]);
      cairn_stage_rows_add (dwell, i, visits);
      if (growth_span (work) > 0)
        cairn_stage_rows_add (growth, i, visits);
    }
}

/* The share that has left by @age. */
static double
share_gone (const CairnSurvival *survival, double age)
{
  double gone = 0;

  for (gsize i = 0; i < survival->n_points && survival->points[i].age <= age; i++)
    gone = 1 - survival->points[i].survival;
  return gone;
}

/* The table of scarce data: what may be shown of a curve. */
static void
fill_estimates (CairnCell *cell, const CairnSurvival *survival)
{
  static const CairnEstimate unknown = { NAN, NAN, NAN };
  gboolean guarded = cell->target > 0 && survival->guard_age > cell->target / 4.0;

  cell->exits = survival->n_exits;
  cell->guard_age = survival->guard_age;
  cell->median = cell->p90 = unknown;
  cell->within_target = NAN;
  if (survival->n_exits < EXITS_FOR_MEDIAN || guarded)
    return;
  cell->median = cairn_survival_quantile (survival, 0.5, CAIRN_LIMITS_LOG_LOG);
  cell->p90 = cairn_survival_quantile (survival, 0.9, CAIRN_LIMITS_LOG_LOG);
  if (cell->target > 0)
    cell->within_target = share_gone (survival, cell->target);
  if (survival->n_exits < EXITS_FOR_P90)
    cell->p90.value = cell->p90.high = NAN;
}

static void
estimate_dwell (Work *work)
{
  const CairnSurvival *curves = cairn_stage_rows_finish (&work->room->dwell);

  for (guint i = 0; i <= work->n; i++)
    fill_estimates (&work->cells[i], &curves[i]);
}

static void
test_growth (Work *work)
{
  const CairnPeriod *period = &work->period;
  const CairnSurvival *curves = cairn_stage_rows_finish (&work->room->growth);
  double span = growth_span (work);

  for (guint i = 0; i <= work->n; i++)
    {
      const CairnTally *tally = &work->tallies[i];
      CairnCell *cell = &work->cells[i];

      cell->recent_weeks = cairn_period_get_divisor (period);
      cell->arrivals_28d = tally->recent_arrivals;
      cell->departures_28d = tally->recent_departures;
      cell->net_per_week = ((double) tally->recent_arrivals - tally->recent_departures)
                           / cairn_period_get_divisor (period);
      cell->pileup_z = NAN;
      if (span > 0)
        cell->pileup_z = cairn_pileup_z (tally->recent_arrivals, tally->recent_departures, span,
                                         cairn_survival_mean (&curves[i], span, NULL),
                                         cairn_tally_get_dispersion (tally, period));
      cell->pileup_p = cairn_normal_upper (cell->pileup_z);
    }
}

static void
fill_lost_days (CairnCell *cell, const CairnTally *tally, const CairnPeriod *period, gboolean known)
{
  cell->lost_per_week = cell->lost_se = cell->spent_per_week = NAN;
  if (!known)
    cell->spent_per_week = tally->spent / ((double) CAIRN_DAY * cairn_period_get_divisor (period));
  if (known)
    {
      cairn_lost_days_get_score (&tally->lost, cairn_period_get_divisor (period),
                                 &cell->lost_per_week, &cell->lost_se);
      cairn_lost_days_get_weeks (&tally->lost, cell->lost_weeks);
    }
  for (guint i = 0; i < (known ? period->first_week : CAIRN_TREND_WEEKS); i++)
    cell->lost_weeks[i] = NAN;
}

/* How many of the open visits, which are in order of entering, began before @moment. */
static gsize
count_before (const CairnVisitStore *open, gint64 moment)
{
  gsize low = 0, high = open->n;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (open->visits[middle].entered < moment)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Only for the present: somebody who was stuck at a moment long ago is no news. */
static void
fill_stuck (Work *work, guint i)
{
  const CairnVisitStore *open = &engine_cell (work, i)->visits.open;
  CairnCell *cell = &work->cells[i];
  CairnCell *pooled = &work->cells[work->n];
  gsize n = cell->limit > 0 ? count_before (open, work->period.now - cell->limit) : 0;

  if (n == 0)
    return;
  cell->stuck = (guint) n;
  cell->stuck_since = open->visits[n - 1].entered + cell->limit + 1;
  cell->stuck_customer = g_ptr_array_index (work->engine->customers, open->visits[n - 1].customer);
  pooled->stuck += cell->stuck;
  if (pooled->stuck_customer != NULL && pooled->stuck_since >= cell->stuck_since)
    return;
  pooled->stuck_since = cell->stuck_since;
  pooled->stuck_customer = cell->stuck_customer;
}

static void
fill_counts (Work *work)
{
  gboolean any_target = FALSE;

  for (guint i = 0; i <= work->n; i++)
    {
      const CairnTally *tally = &work->tallies[i];
      CairnCell *cell = &work->cells[i];

      cell->segment = i < work->n ? engine_cell (work, i)->segment : NULL;
      cell->stage = work->stage->name;
      cell->arrivals = tally->arrivals;
      cell->departures = tally->departures;
      cell->here = tally->here;
      cell->overdue = tally->overdue;
      cell->oldest_customer = tally->oldest_customer;
      cell->working_days = work->period.clock != NULL;
      if (tally->oldest_customer != NULL)
        cell->oldest_age = cairn_working_time_between (work->period.clock, tally->oldest_entered,
                                                       work->period.now);
      if (i < work->n && cairn_engine_cell_get_n_visits (engine_cell (work, i)) > 0)
        any_target = any_target || cell->target > 0;
      if (i < work->n)
        fill_stuck (work, i);
      fill_lost_days (cell, tally, &work->period, i < work->n ? cell->target > 0 : any_target);
    }
}

static void
append_cells (const Work *work, gboolean with_segments, GArray *cells)
{
  gboolean any = FALSE;

  for (guint i = 0; i < work->n; i++)
    if (cairn_engine_cell_get_n_visits (engine_cell (work, i)) > 0)
      {
        any = TRUE;
        if (with_segments)
          g_array_append_val (cells, work->cells[i]);
      }
  if (any)
    g_array_append_val (cells, work->cells[work->n]);
}

void
cairn_stage_figures_compute (CairnFigureRoom *room,
                             const CairnEngine *engine,
                             const CairnEngineStage *stage,
                             const CairnPeriod *period,
                             gboolean with_segments,
                             GArray *cells)
{
  guint n = stage->cells->len;
  g_autofree CairnTally *tallies = g_new0 (CairnTally, n + 1);
  g_autofree CairnCell *stage_cells = g_new0 (CairnCell, n + 1);
  Work work = { room, engine, stage, *period, tallies, stage_cells, n };

  set_targets (&work);
  look_at_visits (&work);
  fill_counts (&work);
  estimate_dwell (&work);
  test_growth (&work);
  append_cells (&work, with_segments, cells);
}

void
cairn_figure_room_clear (CairnFigureRoom *room)
{
  cairn_stage_rows_clear (&room->dwell);
  cairn_stage_rows_clear (&room->growth);
}
