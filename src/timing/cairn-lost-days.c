/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "timing/cairn-lost-days.h"

#include <math.h>

void
cairn_lost_days_add (CairnLostDays *self, const CairnLostWeeks *weeks, gint64 from, gint64 to)
{
  gint64 first, last;
  double recent;

  from = MAX (from, weeks->begin);
  to = MIN (to, weeks->now);
  if (to <= from)
    return;
  first = (from - weeks->begin) / CAIRN_WEEK;
  last = (to - 1 - weeks->begin) / CAIRN_WEEK;
  if (first == last)
    self->parts[first] += to - from;
  else
    {
      self->parts[first] += weeks->begin + (first + 1) * CAIRN_WEEK - from;
      self->parts[last] += to - (weeks->begin + last * CAIRN_WEEK);
      self->full_steps[first + 1]++;
      self->full_steps[last]--;
    }
  if (to <= weeks->recent_begin)
    return;
  recent = to - MAX (from, weeks->recent_begin);
  self->recent += recent;
  self->recent_squares += recent * recent;
}

void
cairn_lost_days_join (CairnLostDays *self, const CairnLostDays *others)
{
  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    {
      self->parts[i] += others->parts[i];
      self->full_steps[i] += others->full_steps[i];
    }
  self->recent += others->recent;
  self->recent_squares += others->recent_squares;
}

void
cairn_lost_days_get_weeks (const CairnLostDays *self, double *days)
{
  gint64 full = 0;

  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    {
      full += self->full_steps[i];
      days[i] = (double) (self->parts[i] + full * CAIRN_WEEK) / CAIRN_DAY;
    }
}

void
cairn_lost_days_get_score (const CairnLostDays *self, guint n_recent, double *per_week, double *se)
{
  double unit = (double) CAIRN_DAY * n_recent;

  *per_week = self->recent / unit;
  *se = sqrt (self->recent_squares) / unit;
}
