/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From sums to figures: what cairn-stage-figures.c does with the visits themselves. */
#include "base/cairn-duration.h"
#include "timing/cairn-pileup.h"
#include "timing/cairn-postgres-source-private.h"
#include "timing/cairn-snapshot-private.h"

#include <math.h>
#include <string.h>

#define EXITS_FOR_MEDIAN 5
#define EXITS_FOR_P90 20
#define WHO_DIGITS 14

/* What one cell, or all of a stage, has come to. */
typedef struct
{
  CairnTally tally;
  CairnBracket dwell;
  CairnBracket growth;
  double lost_squares; /* of the recent weeks, as in CairnLostDays */
  gint64 target;
  gint64 limit;
  guint stuck;
  gint64 stuck_since;
  const char *stuck_customer;
} Sums;

static void
sums_clear (gpointer data)
{
  Sums *sums = data;

  cairn_bracket_clear (&sums->dwell);
  cairn_bracket_clear (&sums->growth);
}

static void
sums_init (Sums *sums)
{
  cairn_bracket_init (&sums->dwell);
  cairn_bracket_init (&sums->growth);
}

static void
take_stops (CairnBracket *bracket, const CairnPostgresCount *count)
{
  cairn_bracket_add (bracket, &(CairnBracketBin){ .bin = count->bin,
                                                  .gone = count->events,
                                                  .stay = count->n - count->events,
                                                  .first_gone = count->first_event,
                                                  .last_gone = count->last_event,
                                                  .last_seen = count->last_seen });
}

static void
take_starts (CairnBracket *bracket, const CairnPostgresCount *count)
{
  if (count->bin < 0)
    bracket->n_from_birth += count->n;
  else
    cairn_bracket_add (bracket, &(CairnBracketBin){ .bin = count->bin, .came = count->n });
}

/* The moment of entering, and who it was; FALSE: nobody. */
static gboolean
read_who (const CairnPostgresCount *count, gint64 *entered, const char **customer)
{
  g_autofree char *digits = g_strndup (count->who, WHO_DIGITS);

  if (strlen (count->who) < WHO_DIGITS)
    return FALSE;
  *entered = g_ascii_strtoll (digits, NULL, 10) - CAIRN_POSTGRES_WHO_OFFSET;
  *customer = count->who + WHO_DIGITS;
  return TRUE;
}

static void
take_stuck (Sums *sums, const CairnPostgresCount *count)
{
  gint64 entered = 0;

  sums->stuck = (guint) count->n;
  if (read_who (count, &entered, &sums->stuck_customer))
    sums->stuck_since = entered + sums->limit + 1;
}

static void
join_stuck (Sums *whole, const Sums *sums)
{
  whole->stuck += sums->stuck;
  if (sums->stuck_customer == NULL
      || (whole->stuck_customer != NULL && whole->stuck_since >= sums->stuck_since))
    return;
  whole->stuck_since = sums->stuck_since;
  whole->stuck_customer = sums->stuck_customer;
}

static void
take_here (CairnTally *tally, const CairnPostgresCount *count)
{
  tally->here = (guint) count->n;
  tally->overdue = (guint) count->events;
  read_who (count, &tally->oldest_entered, &tally->oldest_customer);
}

static void
take_lost (CairnLostDays *lost, const CairnPostgresCount *count, int sign)
{
  if (count->bin < 0 || count->bin > CAIRN_TREND_WEEKS)
    return;
  lost->parts[count->bin] += sign * (gint64) count->total;
  lost->steps[count->bin + 1] += sign * count->n;
}

static void
take_count (Sums *sums, const CairnPostgresCount *count)
{
  CairnTally *tally = &sums->tally;

  switch (count->kind)
    {
    case CAIRN_SUM_STOP:
      take_stops (&sums->dwell, count);
      tally->departures += (guint) count->events;
      break;
    case CAIRN_SUM_START:
      take_starts (&sums->dwell, count);
      tally->arrivals += (guint) count->events;
      break;
    case CAIRN_SUM_GROWTH_STOP:
      take_stops (&sums->growth, count);
      break;
    case CAIRN_SUM_GROWTH_START:
      take_starts (&sums->growth, count);
      break;
    case CAIRN_SUM_ARRIVED:
      tally->weekly_arrivals[CLAMP (count->bin, 0, CAIRN_TREND_WEEKS)] += (guint) count->n;
      break;
    case CAIRN_SUM_LOST_FROM:
      take_lost (&tally->lost, count, 1);
      break;
    case CAIRN_SUM_LOST_TO:
      take_lost (&tally->lost, count, -1);
      break;
    case CAIRN_SUM_LOST_RECENT:
      if (sums->target == 0)
        {
          tally->spent += count->total;
          break;
        }
      tally->lost.recent += count->total;
      sums->lost_squares += count->squares;
      break;
    case CAIRN_SUM_LEFT_RECENT:
      tally->recent_departures += (guint) count->n;
      break;
    case CAIRN_SUM_HERE:
      take_here (tally, count);
      break;
    case CAIRN_SUM_STUCK:
      take_stuck (sums, count);
      break;
    case CAIRN_SUM_TRACKED:
    default:
      break;
    }
}

/* The bounds of the share that has left by @age, in the middle. */
static double
share_gone (const CairnSurvival *curve, double age)
{
  double gone = 0;

  for (gsize i = 0; i < curve->n_points && curve->points[i].age <= age; i++)
    gone = 1 - curve->points[i].survival;
  return gone;
}

static void
fill_estimates (CairnCell *cell, Sums *sums)
{
  static const CairnEstimate unknown = { NAN, NAN, NAN };
  CairnSurvival early = { 0 };
  CairnSurvival late = { 0 };

  cairn_bracket_fit (&sums->dwell, &early, &late);
  cell->exits = (guint) early.n_exits;
  cell->guard_age = early.guard_age;
  cell->median = cell->p90 = unknown;
  cell->binned = TRUE;
  cell->median_bounds = cell->p90_bounds = (CairnBounds){ NAN, NAN };
  cell->within_target = NAN;
  if (cell->exits >= EXITS_FOR_MEDIAN
      && !(cell->target > 0 && cell->guard_age > cell->target / 4.0))
    {
      cell->median = cairn_bracket_quantile (&early, &late, 0.5);
      cell->p90 = cairn_bracket_quantile (&early, &late, 0.9);
      cell->median_bounds = cairn_bracket_bounds (&early, &late, 0.5);
      cell->p90_bounds = cairn_bracket_bounds (&early, &late, 0.9);
      if (cell->target > 0)
        cell->within_target
          = (share_gone (&early, cell->target) + share_gone (&late, cell->target)) / 2;
      if (cell->exits < EXITS_FOR_P90)
        cell->p90.value = cell->p90.high = NAN;
    }
  cairn_survival_clear (&early);
  cairn_survival_clear (&late);
}

static double
restricted_mean (CairnBracket *bracket, double span)
{
  CairnSurvival early = { 0 };
  CairnSurvival late = { 0 };
  double mean;

  cairn_bracket_fit (bracket, &early, &late);
  mean = (cairn_survival_mean (&early, span, NULL) + cairn_survival_mean (&late, span, NULL)) / 2;
  cairn_survival_clear (&early);
  cairn_survival_clear (&late);
  return mean;
}

static void
fill_growth (CairnCell *cell, Sums *sums, const CairnPeriod *period)
{
  CairnTally *tally = &sums->tally;
  guint divisor = cairn_period_get_divisor (period);
  double span = (double) period->n_recent * CAIRN_WEEK;

  /* The recent weeks are the last ones of the trend. */
  for (guint i = CAIRN_TREND_WEEKS - divisor; i < CAIRN_TREND_WEEKS; i++)
    cell->arrivals_28d += tally->weekly_arrivals[i];
  cell->recent_weeks = divisor;
  cell->departures_28d = tally->recent_departures;
  cell->net_per_week = ((double) cell->arrivals_28d - cell->departures_28d) / divisor;
  cell->pileup_z = NAN;
  if (span > 0)
    cell->pileup_z = cairn_pileup_z (cell->arrivals_28d, cell->departures_28d, span,
                                     restricted_mean (&sums->growth, span),
                                     cairn_tally_get_dispersion (tally, period));
  cell->pileup_p = cairn_normal_upper (cell->pileup_z);
}

static void
fill_cell (CairnCell *cell, Sums *sums, const CairnPeriod *period, gboolean lost_known)
{
  CairnTally *tally = &sums->tally;

  cell->target = sums->target;
  cell->limit = sums->limit;
  cell->arrivals = tally->arrivals;
  cell->departures = tally->departures;
  cell->here = tally->here;
  cell->overdue = tally->overdue;
  cell->oldest_customer = tally->oldest_customer;
  if (tally->oldest_customer != NULL)
    cell->oldest_age = period->now - tally->oldest_entered;
  cell->stuck = sums->stuck;
  cell->stuck_since = sums->stuck_since;
  cell->stuck_customer = sums->stuck_customer;
  cell->lost_per_week = cell->lost_se = cell->spent_per_week = NAN;
  if (!lost_known)
    cell->spent_per_week = tally->spent / ((double) CAIRN_DAY * cairn_period_get_divisor (period));
  if (lost_known)
    {
      cairn_lost_days_get_score (&tally->lost, cairn_period_get_divisor (period),
                                 &cell->lost_per_week, &cell->lost_se);
      cairn_lost_days_get_weeks (&tally->lost, cell->lost_weeks);
    }
  for (guint i = 0; i < (lost_known ? period->first_week : CAIRN_TREND_WEEKS); i++)
    cell->lost_weeks[i] = NAN;
  fill_estimates (cell, sums);
  fill_growth (cell, sums, period);
}

/* The cells of one stage that hold visits, and all of them together. */
static void
append_stage (CairnPostgresSource *self,
              guint stage_number,
              GArray *all_sums,
              gboolean with_segments,
              const CairnPeriod *period,
              GArray *cells)
{
  const CairnEngineStage *stage = g_ptr_array_index (self->engine->stages, stage_number);
  Sums whole = { 0 };
  gboolean any = FALSE, same = TRUE, targets = FALSE;

  sums_init (&whole);
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < self->engine->cells->len; i++)
      {
        const CairnEngineCell *known = g_ptr_array_index (self->engine->cells, i);
        Sums *sums = &g_array_index (all_sums, Sums, i);
        CairnCell cell = { .segment = known->segment, .stage = stage->name };

        if (known->stage != stage_number || g_array_index (self->visits, gint64, i) == 0)
          continue;
        if (pass == 0)
          {
            same = same && (!any || (sums->target == whole.target && sums->limit == whole.limit));
            whole.target = any ? whole.target : sums->target;
            whole.limit = any ? whole.limit : sums->limit;
            targets = targets || sums->target > 0;
            any = TRUE;
            continue;
          }
        cairn_tally_join (&whole.tally, &sums->tally);
        join_stuck (&whole, sums);
        /* Bins split at other targets are put together again. */
        cairn_bracket_join (&whole.dwell, &sums->dwell, same ? 0 : 1);
        cairn_bracket_join (&whole.growth, &sums->growth, same ? 0 : 1);
        if (with_segments)
          {
            fill_cell (&cell, sums, period, sums->target > 0);
            g_array_append_val (cells, cell);
          }
      }
  if (any)
    {
      CairnCell cell = { .stage = stage->name };

      if (!same)
        {
          whole.target = stage->target.target;
          whole.limit = stage->target.limit;
        }
      fill_cell (&cell, &whole, period, targets);
      g_array_append_val (cells, cell);
    }
  sums_clear (&whole);
}

static GArray *
take_counts (CairnPostgresSource *self, const GArray *counts)
{
  guint n = self->engine->cells->len;
  GArray *all_sums = g_array_sized_new (FALSE, TRUE, sizeof (Sums), n);

  g_array_set_size (all_sums, n);
  g_array_set_clear_func (all_sums, sums_clear);
  for (guint i = 0; i < n; i++)
    {
      Sums *sums = &g_array_index (all_sums, Sums, i);
      CairnTarget target
        = cairn_engine_get_target (self->engine, g_ptr_array_index (self->engine->cells, i));

      sums_init (sums);
      sums->target = target.target;
      sums->limit = target.limit;
    }
  for (guint i = 0; i < counts->len; i++)
    {
      const CairnPostgresCount *count = &g_array_index (counts, CairnPostgresCount, i);

      take_count (&g_array_index (all_sums, Sums, count->cell), count);
    }
  for (guint i = 0; i < n; i++)
    {
      Sums *sums = &g_array_index (all_sums, Sums, i);

      cairn_lost_days_set_squares (&sums->tally.lost, sums->lost_squares);
    }
  return all_sums;
}

CairnSnapshot *
cairn_postgres_figures (CairnPostgresSource *self, const GArray *counts, const CairnPeriod *period)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (CairnCell));
  g_autoptr (GArray) all_sums = take_counts (self, counts);
  gboolean with_segments = FALSE;

  for (guint i = 0; i < self->engine->cells->len; i++)
    {
      const CairnEngineCell *cell = g_ptr_array_index (self->engine->cells, i);

      with_segments
        = with_segments || (g_array_index (self->visits, gint64, i) > 0 && *cell->segment != '\0');
    }
  for (guint i = 0; i < self->engine->stages->len; i++)
    append_stage (self, i, all_sums, with_segments, period, cells);
  return cairn_snapshot_new (period->now, period->from, period->to, (const CairnCell *) cells->data,
                             cells->len);
}
