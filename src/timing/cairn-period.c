/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "timing/cairn-lost-days.h"
#include "timing/cairn-period.h"

static void
resolve_window (CairnPeriod *self, const CairnWindow *window)
{
  self->to = self->now;
  self->from = self->log_start;
  switch (window->kind)
    {
    case CAIRN_WINDOW_13_WEEKS:
      self->from = self->now - 13 * CAIRN_WEEK;
      break;
    case CAIRN_WINDOW_26_WEEKS:
      self->from = self->now - 26 * CAIRN_WEEK;
      break;
    case CAIRN_WINDOW_RANGE:
      self->from = window->from;
      self->to = MIN (window->to, self->now);
      break;
    case CAIRN_WINDOW_ALL:
    default:
      break;
    }
  self->from = MAX (self->from, self->log_start);
  self->from = MIN (self->from, self->to);
}

CairnPeriod
cairn_period_resolve (gint64 now, const CairnWindow *window, gint64 log_start)
{
  CairnPeriod self = { .now = now, .log_start = log_start };
  gint64 full_weeks = log_start < now ? (now - log_start) / CAIRN_WEEK : 0;

  resolve_window (&self, window);
  self.trend_begin = now - CAIRN_TREND_WEEKS * CAIRN_WEEK;
  self.first_week = CAIRN_TREND_WEEKS - MIN (full_weeks, CAIRN_TREND_WEEKS);
  self.n_recent = MIN (full_weeks, CAIRN_RECENT_WEEKS);
  self.recent_begin = MAX (now - cairn_period_get_divisor (&self) * CAIRN_WEEK, log_start);
  self.recent_begin = MIN (self.recent_begin, now);
  return self;
}
