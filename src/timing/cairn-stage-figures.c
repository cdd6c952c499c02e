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
  CairnEngineStage *stage;
  CairnPeriod period;
  CairnTally *tallies;
  CairnCell *cells;
  guint n; /* of the stage's own cells; the arrays of results hold one more */
  CairnRunningInput *inputs;
  GPtrArray *picked; /* lists of visits that are wanted until all is counted */
  gboolean runs;     /* what the stage carries on is up to date */
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

static const char *const *
customers_of (const Work *work)
{
  return (const char *const *) work->engine->customers->pdata;
}

/* Those of @store of which it is known when they began, in the same order. */
static CairnVisitStore
pick_known (const Work *work, const CairnVisitStore *store)
{
  CairnVisitStore known = { .order = store->order, .visits = g_new (CairnKeptVisit, store->n + 1) };

  for (gsize i = 0; i < store->n; i++)
    if (store->visits[i].entered != work->engine->first_look)
      known.visits[known.n++] = store->visits[i];
  return known;
}

static void
add_rows (Work *work, guint cell, const CairnCellVisits *visits)
{
  cairn_stage_rows_add (&work->room->dwell, cell, visits);
  if (growth_span (work) > 0)
    cairn_stage_rows_add (&work->room->growth, cell, visits);
}

static void
add_known_rows (Work *work, guint cell, const CairnCellVisits *visits)
{
  CairnCellVisits known = { pick_known (work, &visits->closed), pick_known (work, &visits->open) };

  add_rows (work, cell, &known);
  g_ptr_array_add (work->picked, known.closed.visits);
  g_ptr_array_add (work->picked, known.open.visits);
}

/* Everything that looks at the visits of a cell does so while they are in the processor's cache. */
static void
look_at_visits (Work *work)
{
  const CairnPeriod *period = &work->period;
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

      cairn_tally_count (&work->tallies[i], period, visits, work->cells[i].target,
                         customers_of (work));
      cairn_tally_join (&work->tallies[work->n], &work->tallies[i]);
      if (work->engine->first_look == G_MININT64)
        add_rows (work, i, visits);
      else
        add_known_rows (work, i, visits);
    }
}

/* The same, carried on. */
static void
look_up_visits (Work *work)
{
  for (guint i = 0; i < work->n; i++)
    {
      cairn_running_stage_tell (work->stage->running, i, &work->tallies[i]);
      cairn_tally_look_up (&work->tallies[i], &work->period, work->inputs[i].visits,
                           work->cells[i].target, customers_of (work));
      cairn_tally_join (&work->tallies[work->n], &work->tallies[i]);
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

/* A curve as it was computed, or as it is carried on. */
typedef struct
{
  const CairnSurvival *survival;
  CairnRiskCurve *carried; /* or NULL */
} Curve;

static CairnEstimate
quantile (const Curve *curve, double p)
{
  return curve->carried != NULL
           ? cairn_risk_curve_quantile (curve->carried, p, CAIRN_LIMITS_LOG_LOG)
           : cairn_survival_quantile (curve->survival, p, CAIRN_LIMITS_LOG_LOG);
}

/* Whether enough is known of how long stays last to say anything. */
static gboolean
has_estimates (const CairnCell *cell)
{
  gboolean guarded = cell->target > 0 && cell->guard_age > cell->target / 4.0;

  return cell->exits >= EXITS_FOR_MEDIAN && !guarded;
}

/* The table of scarce data: what may be shown of a curve. */
static void
fill_estimates (CairnCell *cell, const Curve *curve, gsize n_exits, double guard_age)
{
  static const CairnEstimate unknown = { NAN, NAN, NAN };

  cell->exits = n_exits;
  cell->guard_age = guard_age;
  cell->median = cell->p90 = unknown;
  cell->within_target = NAN;
  if (!has_estimates (cell))
    return;
  cell->median = quantile (curve, 0.5);
  cell->p90 = quantile (curve, 0.9);
  if (cell->target > 0)
    cell->within_target = curve->carried != NULL
                            ? cairn_risk_curve_gone (curve->carried, cell->target)
                            : share_gone (curve->survival, cell->target);
  if (n_exits < EXITS_FOR_P90)
    cell->p90.value = cell->p90.high = NAN;
}

static void
estimate_dwell (Work *work)
{
  const CairnSurvival *curves = cairn_stage_rows_finish (&work->room->dwell);

  for (guint i = 0; i <= work->n; i++)
    {
      Curve curve = { &curves[i], NULL };

      fill_estimates (&work->cells[i], &curve, curves[i].n_exits, curves[i].guard_age);
    }
}

/* What the one who has been longest in a cell, or in all, has come to. */
static gint64
oldest_age (const Work *work, guint cell)
{
  const CairnTally *tally = &work->tallies[cell];

  return tally->oldest_customer != NULL ? work->period.now - tally->oldest_entered : 0;
}

static void
carry_dwell_on (Work *work)
{
  CairnRiskCurve *carried = &work->room->running.curve;

  for (guint i = 0; i <= work->n; i++)
    {
      const CairnRiskTable *table
        = cairn_running_stage_get_table (work->stage->running, CAIRN_RUNNING_DWELL, i);
      Curve curve = { NULL, carried };

      cairn_risk_curve_look (carried, table, oldest_age (work, i));
      fill_estimates (&work->cells[i], &curve, table->n_exits, 0);
    }
}

/* The limits of the quantile @p of the cell @i with @times the variance. */
static CairnEstimate
widened (Work *work, guint i, double p, double times)
{
  CairnRiskCurve *carried = &work->room->running.curve;

  if (!work->runs)
    return cairn_survival_quantile_widened (&work->room->dwell.curves[i], p, CAIRN_LIMITS_LOG_LOG,
                                            times);
  cairn_risk_curve_look (
    carried, cairn_running_stage_get_table (work->stage->running, CAIRN_RUNNING_DWELL, i),
    oldest_age (work, i));
  cairn_risk_curve_widen (carried, times);
  return cairn_risk_curve_quantile (carried, p, CAIRN_LIMITS_LOG_LOG);
}

/* What was found a while ago may have been passed by. */
static void
take_limits (CairnEstimate *estimate, const CairnEstimate *limits)
{
  estimate->low = limits->low > estimate->value ? estimate->value : limits->low;
  estimate->high = limits->high < estimate->value ? estimate->value : limits->high;
}

static void
allow_for_again (Work *work, guint i, const CairnAgain *again)
{
  CairnCell *cell = &work->cells[i];
  CairnEstimate median = again->median;
  CairnEstimate p90 = again->p90;

  cell->repeated = again->repeated;
  cell->grouped = again->grouped;
  if (!cell->grouped || !has_estimates (cell))
    return;
  if (again->sampled)
    {
      median = widened (work, i, 0.5, again->median_wider);
      p90 = widened (work, i, 0.9, again->p90_wider);
    }
  take_limits (&cell->median, &median);
  take_limits (&cell->p90, &p90);
  if (cell->exits < EXITS_FOR_P90)
    cell->p90.high = NAN;
}

/* Of looks that are not carried on from each other nothing is kept. */
static void
find_again (Work *work, CairnCarry carry)
{
  g_autofree const CairnCellVisits **visits = g_new (const CairnCellVisits *, work->n + 1);
  CairnStageAgain passing = { 0 };
  CairnStageAgain *again = carry != CAIRN_CARRY_NOT ? &work->stage->again : &passing;

  for (guint i = 0; i < work->n; i++)
    visits[i] = &engine_cell (work, i)->visits;
  if (!work->runs || !cairn_stage_again_stands (again, work->period.now, work->n))
    cairn_stage_again_find (again, &work->period, visits, work->n, work->engine->first_look);
  for (guint i = 0; i <= work->n; i++)
    allow_for_again (work, i, &again->cells[i]);
  cairn_stage_again_clear (&passing);
}

/* How long visits last in the mean, up to the span of the test. */
static double
mean_stay (const Work *work, guint cell)
{
  if (work->runs)
    return cairn_risk_table_area (
      cairn_running_stage_get_table (work->stage->running, CAIRN_RUNNING_GROWTH, cell));
  return cairn_survival_area (&work->room->growth.curves[cell], growth_span (work));
}

static void
test_growth (Work *work)
{
  const CairnPeriod *period = &work->period;
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
        cell->pileup_z
          = cairn_pileup_z (tally->recent_arrivals, tally->recent_departures, span,
                            mean_stay (work, i), cairn_tally_get_dispersion (tally, period));
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
      cell->churned = NAN;
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

static void
begin_running (Work *work, int window_border)
{
  if (cairn_running_stage_is_due (work->stage->running, work->period.now))
    cairn_running_stage_set (work->stage->running, &work->room->running, &work->period,
                             window_border, work->inputs, work->n, work->room->dwell.curves,
                             work->room->growth.curves);
}

static void
count_anew (Work *work)
{
  look_at_visits (work);
  cairn_stage_rows_finish (&work->room->growth);
  fill_counts (work);
  estimate_dwell (work);
}

static void
carry_on (Work *work)
{
  look_up_visits (work);
  fill_counts (work);
  carry_dwell_on (work);
}

static void
set_inputs (Work *work)
{
  for (guint i = 0; i < work->n; i++)
    work->inputs[i] = (CairnRunningInput){ &engine_cell (work, i)->visits, work->cells[i].target };
}

void
cairn_stage_figures_compute (CairnFigureRoom *room,
                             const CairnEngine *engine,
                             CairnEngineStage *stage,
                             const CairnPeriod *period,
                             gboolean with_segments,
                             CairnCarry carry,
                             int window_border,
                             GArray *cells)
{
  guint n = stage->cells->len;
  g_autofree CairnTally *tallies = g_new0 (CairnTally, n + 1);
  g_autofree CairnCell *stage_cells = g_new0 (CairnCell, n + 1);
  g_autofree CairnRunningInput *inputs = g_new0 (CairnRunningInput, n + 1);
  g_autoptr (GPtrArray) picked = g_ptr_array_new_with_free_func (g_free);
  Work work = { room, engine, stage, *period, tallies, stage_cells, n, inputs, picked, FALSE };

  set_targets (&work);
  set_inputs (&work);
  work.runs = carry == CAIRN_CARRY_ON
              && cairn_running_stage_advance (stage->running, &room->running, period, inputs, n);
  if (work.runs)
    carry_on (&work);
  else
    count_anew (&work);
  test_growth (&work);
  find_again (&work, carry);
  if (!work.runs && carry != CAIRN_CARRY_NOT)
    begin_running (&work, window_border);
  append_cells (&work, with_segments, cells);
}

void
cairn_figure_room_clear_rows (CairnFigureRoom *room)
{
  cairn_stage_rows_clear (&room->dwell);
  cairn_stage_rows_clear (&room->growth);
}

void
cairn_figure_room_clear (CairnFigureRoom *room)
{
  cairn_figure_room_clear_rows (room);
  cairn_running_room_clear (&room->running);
}
