/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "timing/cairn-pileup.h"
#include "timing/cairn-tally.h"

#include <string.h>

/* begin < moment <= end, in one comparison. */
static inline gboolean
within (gint64 moment, gint64 begin, gint64 end)
{
  return (guint64) moment - begin - 1 < (guint64) end - begin;
}

static inline guint
week_of (gint64 moment, const CairnPeriod *period)
{
  guint64 since = (guint64) moment - period->trend_begin - 1;

  return MIN (since / CAIRN_WEEK, CAIRN_TREND_WEEKS);
}

/* Of two who came at the same moment, the first by name: whatever the order they are added in. */
static void
note_oldest (CairnTally *self, gint64 entered, const char *customer)
{
  if (self->oldest_customer == NULL || entered < self->oldest_entered
      || (entered == self->oldest_entered && strcmp (customer, self->oldest_customer) < 0))
    {
      self->oldest_entered = entered;
      self->oldest_customer = customer;
    }
}

static void
count_departures (CairnTally *self, const CairnPeriod *period, const CairnVisitStore *closed)
{
  self->departures += cairn_visit_store_count_within (closed, period->from, period->to);
  self->recent_departures
    += cairn_visit_store_count_within (closed, period->recent_begin, period->now);
}

static void
count_closed (CairnTally *self,
              const CairnPeriod *period,
              const CairnVisitStore *closed,
              gsize begin)
{
  guint arrivals = 0;
  guint recent = 0;

  for (const CairnKeptVisit *visit = closed->visits + begin; visit < closed->visits + closed->n;
       visit++)
    {
      arrivals += within (visit->entered, period->from, period->to);
      recent += within (visit->entered, period->recent_begin, period->now);
      self->weekly_arrivals[week_of (visit->entered, period)]++;
    }
  self->arrivals += arrivals;
  self->recent_arrivals += recent;
  count_departures (self, period, closed);
}

/* Those who were to leave only after "now". */
static void
count_not_yet_closed (CairnTally *self,
                      const CairnPeriod *period,
                      const CairnVisitStore *closed,
                      gint64 target,
                      const char *const *customers)
{
  gint64 overdue_since = cairn_working_time_subtract (period->clock, period->now, target);

  for (gsize i = cairn_visit_store_count_until (closed, period->now); i < closed->n; i++)
    {
      const CairnKeptVisit *visit = &closed->visits[i];

      if (visit->entered > period->now)
        continue;
      self->here++;
      self->overdue += target > 0 && visit->entered <= overdue_since;
      note_oldest (self, visit->entered, customers[visit->customer]);
    }
}

static void
count_here (CairnTally *self,
            const CairnPeriod *period,
            const CairnVisitStore *open,
            gint64 target,
            const char *const *customers)
{
  gsize here = cairn_visit_store_count_until (open, period->now);

  self->here += here;
  if (target > 0)
    self->overdue += cairn_visit_store_count_until (
      open, cairn_working_time_subtract (period->clock, period->now, target));
  for (gsize i = 0; i < here && open->visits[i].entered == open->visits[0].entered; i++)
    note_oldest (self, open->visits[i].entered, customers[open->visits[i].customer]);
}

static void
count_open_arrivals (CairnTally *self, const CairnPeriod *period, const CairnVisitStore *open)
{
  self->arrivals += cairn_visit_store_count_within (open, period->from, period->to);
  self->recent_arrivals += cairn_visit_store_count_within (open, period->recent_begin, period->now);
  for (guint week = 0; week < CAIRN_TREND_WEEKS; week++)
    {
      gint64 begin = period->trend_begin + week * CAIRN_WEEK;

      self->weekly_arrivals[week]
        += cairn_visit_store_count_within (open, begin, begin + CAIRN_WEEK);
    }
}

static void
count_lost (CairnLostDays *self,
            const CairnPeriod *period,
            const CairnCellVisits *visits,
            gint64 target)
{
  const CairnLostWeeks weeks
    = { period->trend_begin, period->recent_begin, period->now, period->clock };
  const CairnVisitStore *closed = &visits->closed;
  const CairnVisitStore *open = &visits->open;
  gsize ended = cairn_visit_store_count_until (closed, weeks.begin);
  gsize throughout = cairn_visit_store_count_until (
    open, cairn_working_time_subtract (weeks.clock, weeks.begin, target));
  gsize overdue = cairn_visit_store_count_until (
    open, cairn_working_time_subtract (weeks.clock, weeks.now, target));

  cairn_lost_days_add (self, &weeks, target, closed->visits + ended, closed->n - ended);
  cairn_lost_days_add_throughout (self, &weeks, throughout);
  cairn_lost_days_add (self, &weeks, target, open->visits + throughout, overdue - throughout);
}

void
cairn_tally_count (CairnTally *self,
                   const CairnPeriod *period,
                   const CairnCellVisits *visits,
                   gint64 target,
                   const char *const *customers)
{
  gint64 begin = MIN (period->from, period->trend_begin);

  count_closed (self, period, &visits->closed,
                cairn_visit_store_count_until (&visits->closed, begin));
  count_not_yet_closed (self, period, &visits->closed, target, customers);
  count_here (self, period, &visits->open, target, customers);
  count_open_arrivals (self, period, &visits->open);
  if (target > 0)
    count_lost (&self->lost, period, visits, target);
  else
    {
      /* All that is spent here, as if it were lost from the first moment on. */
      CairnLostDays spent = { 0 };

      count_lost (&spent, period, visits, 0);
      self->spent += spent.recent;
    }
}

void
cairn_tally_look_up (CairnTally *self,
                     const CairnPeriod *period,
                     const CairnCellVisits *visits,
                     gint64 target,
                     const char *const *customers)
{
  count_departures (self, period, &visits->closed);
  count_here (self, period, &visits->open, target, customers);
}

void
cairn_tally_join (CairnTally *self, const CairnTally *others)
{
  self->arrivals += others->arrivals;
  self->departures += others->departures;
  self->here += others->here;
  self->overdue += others->overdue;
  self->recent_arrivals += others->recent_arrivals;
  self->recent_departures += others->recent_departures;
  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    self->weekly_arrivals[i] += others->weekly_arrivals[i];
  if (others->oldest_customer != NULL)
    note_oldest (self, others->oldest_entered, others->oldest_customer);
  self->spent += others->spent;
  cairn_lost_days_join (&self->lost, &others->lost);
}

double
cairn_tally_get_dispersion (const CairnTally *self, const CairnPeriod *period)
{
  return cairn_dispersion (self->weekly_arrivals + period->first_week,
                           CAIRN_TREND_WEEKS - period->first_week);
}
