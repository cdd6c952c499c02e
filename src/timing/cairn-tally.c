/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "timing/cairn-pileup.h"
#include "timing/cairn-tally.h"

#include <string.h>

static inline gboolean
within (gint64 moment, gint64 begin, gint64 end)
{
  return moment > begin && moment <= end;
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

void
cairn_tally_add (CairnTally *self,
                 const CairnPeriod *period,
                 const CairnVisit *visit,
                 gint64 target,
                 const char *const *customers)
{
  gint64 now = period->now;
  gint64 due = visit->entered + target;

  if (visit->entered > now)
    return;
  self->arrivals += within (visit->entered, period->from, period->to);
  self->departures += within (visit->left, period->from, period->to);
  self->recent_arrivals += visit->entered > period->recent_begin;
  self->recent_departures += within (visit->left, period->recent_begin, now);
  if (visit->entered > period->trend_begin)
    self->weekly_arrivals[(visit->entered - period->trend_begin - 1) / CAIRN_WEEK]++;
  if (visit->left > now)
    {
      self->here++;
      self->overdue += target > 0 && due <= now;
      note_oldest (self, visit->entered, customers[visit->customer]);
    }
  if (target > 0 && due < visit->left && due < now)
    {
      CairnLostWeeks weeks = { period->trend_begin, period->recent_begin, now };

      cairn_lost_days_add (&self->lost, &weeks, due, visit->left);
    }
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
  cairn_lost_days_join (&self->lost, &others->lost);
}

double
cairn_tally_get_dispersion (const CairnTally *self, const CairnPeriod *period)
{
  return cairn_dispersion (self->weekly_arrivals + period->first_week,
                           CAIRN_TREND_WEEKS - period->first_week);
}
