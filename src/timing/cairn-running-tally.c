/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "timing/cairn-running-tally.h"

#include <string.h>

void
cairn_running_tally_clear (CairnRunningTally *self)
{
  g_clear_pointer (&self->turns, g_array_unref);
  memset (self, 0, sizeof *self);
}

void
cairn_running_tally_begin (CairnRunningTally *self, const CairnPeriod *period, gint64 target)
{
  cairn_running_tally_clear (self);
  self->turns = g_array_new (FALSE, FALSE, sizeof (CairnTurn));
  self->now = self->known_until = period->now;
  self->log_start = period->log_start;
  self->target = target;
  self->n_recent = period->n_recent;
  self->window_border = -1;
}

static gint64
border (const CairnRunningTally *self, guint number)
{
  return self->now - number * CAIRN_WEEK;
}

/* ---- one visit ---- */

/* Notes when @moment will be on a border, if that is soon. */
static void
add_turn (
  CairnRunningTally *self, CairnTurnKind kind, gint64 moment, gint64 begin, gint64 lost, int by)
{
  gint64 ahead = (moment - begin) % CAIRN_WEEK;
  gint64 number;
  CairnTurn turn;

  if (ahead <= 0)
    ahead += CAIRN_WEEK;
  number = (begin + ahead - moment) / CAIRN_WEEK;
  if (begin + ahead > self->known_until || number < 0 || number >= CAIRN_N_BORDERS)
    return;
  turn = (CairnTurn){ begin + ahead, lost, (guint8) kind, (guint8) number, (gint8) by };
  g_array_append_val (self->turns, turn);
}

static inline void
add_turns (CairnRunningTally *self, gint64 entered, gint64 left, gint64 begin, int by)
{
  gint64 since = entered + self->target;
  gint64 lost = left == CAIRN_VISIT_OPEN ? -1 : left - since;

  add_turn (self, CAIRN_TURN_ENTERED, entered, begin, lost, by);
  if (left <= since)
    return;
  add_turn (self, CAIRN_TURN_PAST_TARGET, since, begin, lost, by);
  if (left != CAIRN_VISIT_OPEN)
    add_turn (self, CAIRN_TURN_LEFT, left, begin, lost, by);
}

static void
add_arrival (CairnRunningTally *self, gint64 entered, gint64 from, int by)
{
  gint64 week = (self->now - entered) / CAIRN_WEEK;

  if (entered > self->now)
    return;
  self->arrivals += entered > from ? by : 0;
  self->trend_arrivals
    += entered > MAX (self->log_start, border (self, CAIRN_TREND_WEEKS)) ? by : 0;
  if (week < CAIRN_TREND_WEEKS)
    self->weekly[week] += by;
}

static void
add_to_sums (CairnLostSums *sums, gint64 lost, int by)
{
  sums->n += by;
  sums->sum += by * lost;
  sums->squares += by * lost * lost;
}

static void
add_recent (CairnRunningTally *self, gint64 since, gint64 left, int by)
{
  gint64 recent = border (self, self->n_recent);

  if (left <= recent)
    return;
  if (left == CAIRN_VISIT_OPEN)
    {
      if (since <= recent)
        self->n_throughout += by;
      else
        add_to_sums (&self->begin, self->now - since, by);
    }
  else if (since <= recent)
    add_to_sums (&self->begun, left - recent, by);
  else
    self->within_squares += by * (left - since) * (left - since);
}

static void
add_overdue (CairnRunningTally *self, gint64 since, gint64 left, int by)
{
  gint64 end = MIN (left, self->now);

  if (left <= border (self, CAIRN_TREND_WEEKS))
    return;
  for (guint i = 0; i < CAIRN_N_BORDERS && since <= border (self, i); i++)
    self->overdue[i] += left > border (self, i) ? by : 0;
  for (guint i = 0; i < CAIRN_TREND_WEEKS && since < border (self, i); i++)
    self->lost[i] += by * MAX (0, MIN (end, border (self, i)) - MAX (since, border (self, i + 1)));
}

static void
count_visit (CairnRunningTally *self, gint64 entered, gint64 left, gint64 from, int by)
{
  gint64 since = entered + self->target;

  add_arrival (self, entered, from, by);
  if (since > self->now || left <= since)
    return;
  add_recent (self, since, left, by);
  add_overdue (self, since, left, by);
}

static gint64
window_begin (const CairnRunningTally *self)
{
  return self->window_border < 0 ? self->log_start
                                 : MAX (self->log_start, border (self, self->window_border));
}

void
cairn_running_tally_add (CairnRunningTally *self, gint64 entered, gint64 left, int by)
{
  count_visit (self, entered, left, window_begin (self), by);
  add_turns (self, entered, left, self->now, by);
}

void
cairn_running_tally_look_ahead (CairnRunningTally *self, const CairnCellVisits *visits)
{
  const CairnVisitStore *closed = &visits->closed;
  const CairnVisitStore *open = &visits->open;
  gsize first = cairn_visit_store_count_until (closed, border (self, CAIRN_TREND_WEEKS));
  gsize first_open
    = cairn_visit_store_count_until (open, border (self, CAIRN_TREND_WEEKS) - self->target);

  g_array_set_size (self->turns, 0);
  self->known_until = self->now + CAIRN_TURNS_SPAN;
  for (gsize i = first; i < closed->n; i++)
    add_turns (self, closed->visits[i].entered, closed->visits[i].left, self->now, 1);
  for (gsize i = first_open; i < open->n; i++)
    add_turns (self, open->visits[i].entered, CAIRN_VISIT_OPEN, self->now, 1);
}

/* ---- time passing ---- */

static void
turn_entered (CairnRunningTally *self, const CairnTurn *turn)
{
  gint64 entered = turn->at - turn->border * CAIRN_WEEK;

  if (turn->border == 0)
    self->arrivals += turn->by;
  if (turn->border == self->window_border && entered > self->log_start)
    self->arrivals -= turn->by;
  if (turn->border == 0)
    self->trend_arrivals += turn->by;
  if (turn->border == CAIRN_TREND_WEEKS && entered > self->log_start)
    self->trend_arrivals -= turn->by;
  if (turn->border > 0)
    self->weekly[turn->border - 1] -= turn->by;
  if (turn->border < CAIRN_TREND_WEEKS)
    self->weekly[turn->border] += turn->by;
}

static void
turn_past_target (CairnRunningTally *self, const CairnTurn *turn)
{
  self->overdue[turn->border] += turn->by;
  if (turn->border == 0)
    add_to_sums (&self->begin, 0, turn->by);
  if (turn->border != self->n_recent)
    return;
  if (turn->lost < 0)
    {
      add_to_sums (&self->begin, self->n_recent * CAIRN_WEEK, -turn->by);
      self->n_throughout += turn->by;
    }
  else
    {
      self->within_squares -= turn->by * turn->lost * turn->lost;
      add_to_sums (&self->begun, turn->lost, turn->by);
    }
}

static void
turn_left (CairnRunningTally *self, const CairnTurn *turn)
{
  self->overdue[turn->border] -= turn->by;
  if (turn->border == self->n_recent)
    add_to_sums (&self->begun, 0, -turn->by);
}

static void
take_turns (CairnRunningTally *self)
{
  for (guint i = 0; i < self->turns->len; i++)
    {
      const CairnTurn *turn = &g_array_index (self->turns, CairnTurn, i);

      if (turn->at != self->now)
        continue;
      if (turn->kind == CAIRN_TURN_ENTERED)
        turn_entered (self, turn);
      else if (turn->kind == CAIRN_TURN_PAST_TARGET)
        turn_past_target (self, turn);
      else
        turn_left (self, turn);
    }
}

void
cairn_running_tally_advance (CairnRunningTally *self, gint64 now)
{
  g_assert (now <= self->known_until);

  while (self->now < now)
    {
      CairnLostSums *begun = &self->begun;
      CairnLostSums *begin = &self->begin;

      self->now++;
      for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
        self->lost[i] += self->overdue[i] - self->overdue[i + 1];
      begun->squares += begun->n - 2 * begun->sum;
      begun->sum -= begun->n;
      begin->squares += begin->n + 2 * begin->sum;
      begin->sum += begin->n;
      take_turns (self);
    }
}

void
cairn_running_tally_tell (const CairnRunningTally *self, CairnTally *tally)
{
  gint64 week = self->n_recent * CAIRN_WEEK;
  double recent = 0;

  tally->arrivals = self->arrivals;
  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    tally->weekly_arrivals[CAIRN_TREND_WEEKS - 1 - i] = self->weekly[i];
  for (guint i = 0; i < self->n_recent; i++)
    {
      tally->recent_arrivals += self->weekly[i];
      recent += (double) self->lost[i];
    }
  if (self->target == 0)
    {
      tally->spent = recent;
      return;
    }
  tally->lost.recent = recent;
  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    tally->lost.parts[CAIRN_TREND_WEEKS - 1 - i] = self->lost[i];
  cairn_lost_days_add_squares (&tally->lost, (guint64) self->begun.squares, 1);
  cairn_lost_days_add_squares (&tally->lost, (guint64) self->begin.squares, 1);
  cairn_lost_days_add_squares (&tally->lost, (guint64) self->within_squares, 1);
  cairn_lost_days_add_squares (&tally->lost, (guint64) week * (guint64) week,
                               (gsize) self->n_throughout);
}
