/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "timing/cairn-running-stage-private.h"

#include <string.h>

#define LEAST_AT_RISK 3    /* fewer at the first exit: the curve's guard may have to look */
#define MOST_EXITS 300000  /* of all cells together: more would take too much memory */
#define MOST_HERE 1000000  /* of a cell, so that sums of squares hold */
#define MOST_CHANGES 20000 /* of a cell from one look to the next */
#define SHORT 10           /* seconds */
#define MOST_SHORT 4
#define RETRY_AFTER 60 /* seconds */
#define YEARS_BACK (100 * 365 * CAIRN_DAY)

void
cairn_running_room_clear (CairnRunningRoom *self)
{
  cairn_crossing_room_clear (&self->crossings);
  cairn_risk_curve_clear (&self->curve);
}

CairnRunningStage *
cairn_running_stage_new (guint number)
{
  CairnRunningStage *self = g_new0 (CairnRunningStage, 1);

  self->number = number;
  self->retry_at = G_MININT64;
  return self;
}

static void
clear_curve (CairnRunningCurve *curve)
{
  cairn_risk_table_clear (&curve->table);
  cairn_crossings_clear (&curve->coming);
  cairn_crossings_clear (&curve->going);
  g_clear_pointer (&curve->fresh, g_array_unref);
}

static void
clear_cell (CairnRunningCell *cell)
{
  cairn_running_tally_clear (&cell->tally);
  for (guint kind = 0; kind < CAIRN_N_RUNNING; kind++)
    {
      clear_curve (&cell->curves[kind]);
      g_free (cell->inside[kind].visits);
    }
  g_clear_pointer (&cell->changes, g_array_unref);
}

/* Gives all memory back. */
static void
clear (CairnRunningStage *self)
{
  for (guint i = 0; i < self->n; i++)
    clear_cell (&self->cells[i]);
  for (guint kind = 0; kind < CAIRN_N_RUNNING; kind++)
    clear_curve (&self->all[kind]);
  g_clear_pointer (&self->cells, g_free);
  self->n = 0;
  self->stands = FALSE;
}

void
cairn_running_stage_free (CairnRunningStage *self)
{
  if (self == NULL)
    return;
  clear (self);
  g_free (self);
}

void
cairn_running_stage_forget (CairnRunningStage *self)
{
  clear (self);
}

static gboolean
give_up (CairnRunningStage *self, gint64 now)
{
  clear (self);
  self->retry_at = now + RETRY_AFTER;
  return FALSE;
}

/* Where old visits change all the time, beginning each time would be in vain. */
static gboolean
break_off (CairnRunningStage *self, gint64 now)
{
  self->n_short = now - self->begun_at < SHORT ? self->n_short + 1 : 0;
  if (self->n_short >= MOST_SHORT)
    return give_up (self, now);
  clear (self);
  return FALSE;
}

gboolean
cairn_running_stage_stands (const CairnRunningStage *self)
{
  return self->stands;
}

gboolean
cairn_running_stage_is_due (const CairnRunningStage *self, gint64 now)
{
  return now >= self->retry_at || now < self->retry_at - RETRY_AFTER;
}

/* ---- changes to come ---- */

void
cairn_running_stage_note (CairnRunningStage *self, guint number, const CairnCellVisits *visits)
{
  const CairnVisitStore *stores[] = { &visits->closed, &visits->open };
  CairnRunningCell *cell;

  if (!self->stands)
    return;
  if (number >= self->n)
    {
      clear (self);
      return;
    }
  cell = &self->cells[number];
  cell->n_closed = cell->n_closed + visits->closed.added->len - visits->closed.removed->len;
  cell->n_open = cell->n_open + visits->open.added->len - visits->open.removed->len;
  for (guint i = 0; i < 4; i++)
    {
      const CairnVisitStore *store = stores[i / 2];
      const GArray *list = i % 2 == 0 ? store->added : store->removed;
      __typeof__ (store->visits) items = (gpointer) list->data;

      for (guint j = 0; j < list->len && cell->changes->len <= MOST_CHANGES; j++)
        {
          CairnRunningChange change
            = { items[j].entered, i / 2 == 0 ? (gint64) items[j].left : CAIRN_VISIT_OPEN,
                i % 2 == 0 ? 1 : -1 };

          g_array_append_val (cell->changes, change);
        }
    }
  if (cell->changes->len > MOST_CHANGES)
    clear (self);
}

/* ---- beginning ---- */

/* What is entered before cannot be told in 32 bits. */
static gboolean
is_in_range (const CairnRunningStage *self, const CairnCellVisits *visits)
{
  const CairnVisitStore *closed = &visits->closed;
  const CairnVisitStore *open = &visits->open;

  if (closed->n > 0 && closed->visits[closed->n - 1].left > self->now)
    return FALSE; /* somebody leaves in the future */
  if (open->n > MOST_HERE)
    return FALSE;
  if (open->n > 0
      && (open->visits[0].entered < self->origin
          || open->visits[open->n - 1].entered > self->now + YEARS_BACK / 4))
    return FALSE;
  return TRUE;
}

static gboolean
may_run (const CairnRunningStage *self,
         const CairnRunningInput *cells,
         const CairnSurvival *dwell,
         const CairnSurvival *growth)
{
  if (dwell[self->n].n_exits > MOST_EXITS || growth[self->n].n_exits > MOST_EXITS)
    return FALSE;
  for (guint i = 0; i <= self->n; i++)
    if (dwell[i].guard_age > 0 || growth[i].guard_age > 0)
      return FALSE;
  for (guint i = 0; i < self->n; i++)
    if (!is_in_range (self, cells[i].visits))
      return FALSE;
  return TRUE;
}

/* All visits that matter for the weeks. FALSE: one cannot be told in 32 bits. */
static gboolean
add_visits (CairnRunningStage *self, CairnRunningTally *tally, const CairnCellVisits *visits)
{
  const CairnVisitStore *closed = &visits->closed;
  const CairnVisitStore *open = &visits->open;
  gint64 begin = MIN (self->from[CAIRN_RUNNING_DWELL], self->from[CAIRN_RUNNING_GROWTH]);

  begin = MIN (begin, self->now - CAIRN_TREND_WEEKS * CAIRN_WEEK);
  for (gsize i = cairn_visit_store_count_until (closed, begin); i < closed->n; i++)
    {
      gint64 entered = closed->visits[i].entered;

      if (entered < self->origin)
        return FALSE;
      cairn_running_tally_add (tally, entered, closed->visits[i].left, 1);
    }
  for (gsize i = 0; i < open->n; i++)
    cairn_running_tally_add (tally, open->visits[i].entered, CAIRN_VISIT_OPEN, 1);
  return TRUE;
}

static void
begin_curve (CairnRunningStage *self, guint kind, guint cell, const CairnSurvival *survival)
{
  CairnRunningCurve *curve = cairn_running_stage_curve (self, kind, cell);

  cairn_risk_table_set (&curve->table, survival->points, survival->n_points,
                        (guint32) cairn_running_stage_until (self, kind));
  curve->fresh = g_array_new (FALSE, FALSE, sizeof (guint32));
  curve->renew_at = G_MININT64;
}

static gboolean
begin_cells (CairnRunningStage *self,
             const CairnPeriod *period,
             int window_border,
             const CairnRunningInput *cells)
{
  for (guint i = 0; i < self->n; i++)
    {
      CairnRunningCell *cell = &self->cells[i];

      cell->changes = g_array_new (FALSE, FALSE, sizeof (CairnRunningChange));
      cell->renew_at = G_MININT64;
      cell->n_closed = cells[i].visits->closed.n;
      cell->n_open = cells[i].visits->open.n;
      cairn_running_tally_begin (&cell->tally, period, cells[i].target);
      cell->tally.window_border = window_border;
      if (!add_visits (self, &cell->tally, cells[i].visits))
        return FALSE;
    }
  return TRUE;
}

static void
count_at_birth (CairnRunningStage *self)
{
  for (guint kind = 0; kind < CAIRN_N_RUNNING; kind++)
    {
      guint all = 0;

      for (guint i = 0; i < self->n; i++)
        {
          CairnRunningCell *cell = &self->cells[i];
          const CairnInsideList *list = &cell->inside[kind];
          gint64 from = self->from[kind] - self->origin;
          guint n = kind == CAIRN_RUNNING_DWELL ? cell->tally.arrivals : cell->tally.trend_arrivals;

          if (cairn_risk_table_find (&self->all[kind].table, 0) == NULL)
            break;
          for (gsize j = cairn_inside_list_place (list, from);
               j < list->n && list->visits[j].entered == from; j++)
            n += list->visits[j].left > from;
          cairn_risk_table_set_risk (&cell->curves[kind].table, 0, n);
          all += n;
        }
      cairn_risk_table_set_risk (&self->all[kind].table, 0, all);
    }
}

/* Everything is up to date. FALSE: a curve now needs its guard. */
static gboolean
settle (CairnRunningStage *self)
{
  count_at_birth (self);
  for (guint kind = 0; kind < CAIRN_N_RUNNING; kind++)
    for (guint i = 0; i <= self->n; i++)
      {
        CairnRiskTable *table = &cairn_running_stage_curve (self, kind, i)->table;
        const CairnRisk *first = cairn_risk_table_find_from (table, 0);

        while (first != NULL && first->n_exits == 0)
          first = cairn_risk_table_find_from (table, first->age + 1);
        if (first != NULL && first->n_risk < LEAST_AT_RISK)
          return FALSE;
        cairn_risk_table_settle (table);
      }
  return TRUE;
}

void
cairn_running_stage_set (CairnRunningStage *self,
                         CairnRunningRoom *room,
                         const CairnPeriod *period,
                         int window_border,
                         const CairnRunningInput *cells,
                         guint n_cells,
                         const CairnSurvival *dwell,
                         const CairnSurvival *growth)
{
  clear (self);
  self->n = n_cells;
  self->cells = g_new0 (CairnRunningCell, n_cells);
  self->now = self->begun_at = period->now;
  self->log_start = period->log_start;
  self->from[CAIRN_RUNNING_DWELL] = period->from;
  self->from[CAIRN_RUNNING_GROWTH] = MAX (period->trend_begin, period->log_start);
  self->span = period->n_recent * CAIRN_WEEK;
  self->origin = period->now - YEARS_BACK;
  if (!may_run (self, cells, dwell, growth) || !begin_cells (self, period, window_border, cells))
    {
      give_up (self, period->now);
      return;
    }
  for (guint i = 0; i <= n_cells; i++)
    {
      begin_curve (self, CAIRN_RUNNING_DWELL, i, &dwell[i]);
      begin_curve (self, CAIRN_RUNNING_GROWTH, i, &growth[i]);
    }
  cairn_running_stage_renew (self, room, cells);
  self->stands = TRUE;
}

/* ---- going on ---- */

static gboolean
is_known (const CairnRunningStage *self,
          const CairnRunningCurve *curve,
          guint kind,
          gint64 now,
          gint64 from)
{
  return now <= cairn_crossings_get_end (&curve->coming)
         && from <= cairn_crossings_get_end (&curve->going) && from >= self->from[kind];
}

static gboolean
can_go_on (CairnRunningStage *self,
           const CairnPeriod *period,
           const gint64 *from,
           const CairnRunningInput *cells,
           guint n_cells)
{
  if (period->now < self->now || n_cells != self->n || period->log_start != self->log_start
      || period->n_recent * CAIRN_WEEK != self->span)
    return FALSE;
  for (guint i = 0; i < n_cells; i++)
    {
      const CairnRunningCell *cell = &self->cells[i];
      const CairnVisitStore *closed = &cells[i].visits->closed;

      if (cells[i].target != cell->tally.target || closed->n != cell->n_closed
          || cells[i].visits->open.n != cell->n_open || cells[i].visits->open.n > MOST_HERE
          || (closed->n > 0 && closed->visits[closed->n - 1].left > period->now)
          || period->now > cell->tally.known_until)
        return FALSE;
    }
  for (guint kind = 0; kind < CAIRN_N_RUNNING; kind++)
    for (guint i = 0; i <= n_cells; i++)
      if (!is_known (self, cairn_running_stage_curve (self, kind, i), kind, period->now,
                     from[kind]))
        return FALSE;
  return TRUE;
}

static gboolean
has_changes (const CairnRunningStage *self)
{
  for (guint i = 0; i < self->n; i++)
    if (self->cells[i].changes->len > 0)
      return TRUE;
  return FALSE;
}

static void
move_on (CairnRunningStage *self, gint64 now, const gint64 *from)
{
  gboolean more_to_come = has_changes (self);

  for (guint i = 0; i < self->n; i++)
    cairn_running_tally_advance (&self->cells[i].tally, now);
  for (guint kind = 0; kind < CAIRN_N_RUNNING; kind++)
    {
      for (guint i = 0; i <= self->n; i++)
        {
          CairnRunningCurve *curve = cairn_running_stage_curve (self, kind, i);

          cairn_crossings_apply (&curve->coming, &curve->table, self->now, now, 1);
          cairn_crossings_apply (&curve->going, &curve->table, self->from[kind], from[kind], -1);
          if (!more_to_come) /* while it is at hand */
            cairn_risk_table_settle (&curve->table);
        }
      self->from[kind] = from[kind];
    }
  self->now = now;
}

gboolean
cairn_running_stage_advance (CairnRunningStage *self,
                             CairnRunningRoom *room,
                             const CairnPeriod *period,
                             const CairnRunningInput *cells,
                             guint n_cells)
{
  gint64 from[] = { period->from, MAX (period->trend_begin, period->log_start) };

  if (!self->stands)
    return FALSE;
  if (!can_go_on (self, period, from, cells, n_cells))
    return break_off (self, period->now);
  move_on (self, period->now, from);
  if (!cairn_running_stage_take_changes (self, cells))
    return break_off (self, period->now);
  cairn_running_stage_renew (self, room, cells);
  if (!settle (self))
    return give_up (self, period->now);
  return TRUE;
}

void
cairn_running_stage_tell (const CairnRunningStage *self, guint cell, CairnTally *tally)
{
  cairn_running_tally_tell (&self->cells[cell].tally, tally);
}

const CairnRiskTable *
cairn_running_stage_get_table (const CairnRunningStage *self, CairnRunningKind kind, guint cell)
{
  return &cairn_running_stage_curve ((CairnRunningStage *) self, kind, cell)->table;
}
