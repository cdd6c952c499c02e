/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "timing/cairn-lost-days.h"

#include <math.h>

#define MANY (G_GUINT64_CONSTANT (1) << 62)
#define TWO_64 18446744073709551616.0

/* What one visit loses from @since on, within the weeks, counted @sign times. */
static inline void
add_since (CairnLostDays *self, gint64 since, gint64 sign)
{
  guint week = (guint64) since / CAIRN_WEEK;

  self->parts[week] += sign * ((week + 1) * CAIRN_WEEK - since);
  self->steps[week + 1] += sign;
}

static inline void
add_square (CairnLostDays *self, guint64 square)
{
  self->recent_squares[0] += square;
  self->recent_squares[1] += self->recent_squares[0] < square;
}

/* The same by a clock that stands still at times: no week is like another. */
static void
add_by_clock (CairnLostDays *self, const CairnLostWeeks *weeks, gint64 from, gint64 to)
{
  gint64 recent;

  for (gint64 week = (from - weeks->begin) / CAIRN_WEEK; week < CAIRN_TREND_WEEKS; week++)
    {
      gint64 begin = weeks->begin + week * CAIRN_WEEK;

      if (begin >= to)
        break;
      self->parts[week] += cairn_working_time_between (weeks->clock, MAX (from, begin),
                                                       MIN (to, begin + CAIRN_WEEK));
    }
  recent = to > weeks->recent_begin
             ? cairn_working_time_between (weeks->clock, MAX (from, weeks->recent_begin), to)
             : 0;
  self->recent += (double) recent;
  add_square (self, (guint64) recent * (guint64) recent);
}

void
cairn_lost_days_add (CairnLostDays *self,
                     const CairnLostWeeks *weeks,
                     gint64 target,
                     const CairnKeptVisit *visits,
                     gsize n_visits)
{
  double sum = 0;

  for (gsize i = 0; i < n_visits; i++)
    {
      gint64 from
        = MAX (cairn_working_time_add (weeks->clock, visits[i].entered, target), weeks->begin);
      gint64 to = MIN (visits[i].left, weeks->now);
      gint64 recent;

      if (from >= to)
        continue;
      if (weeks->clock != NULL)
        {
          add_by_clock (self, weeks, from, to);
          continue;
        }
      add_since (self, from - weeks->begin, 1);
      add_since (self, to - weeks->begin, -1);
      recent = MAX (0, to - MAX (from, weeks->recent_begin));
      sum += (double) recent;
      add_square (self, (guint64) recent * (guint64) recent);
    }
  self->recent += sum;
}

void
cairn_lost_days_add_squares (CairnLostDays *self, guint64 square, gsize n)
{
  for (gsize part; n > 0; n -= part)
    {
      part = MIN (n, MANY / MAX (square, 1) + 1);
      add_square (self, square * part);
    }
}

void
cairn_lost_days_set_squares (CairnLostDays *self, double squares)
{
  double high = floor (MAX (squares, 0) / TWO_64);

  self->recent_squares[0] = (guint64) (MAX (squares, 0) - high * TWO_64);
  self->recent_squares[1] = (guint64) high;
}

void
cairn_lost_days_add_throughout (CairnLostDays *self, const CairnLostWeeks *weeks, gsize n_visits)
{
  gint64 recent = weeks->now - MIN (weeks->recent_begin, weeks->now);

  if (weeks->clock != NULL)
    {
      for (gsize i = 0; i < n_visits; i++)
        add_by_clock (self, weeks, weeks->begin, weeks->now);
      return;
    }
  add_since (self, 0, n_visits);
  self->recent += (double) recent * n_visits;
  cairn_lost_days_add_squares (self, (guint64) recent * (guint64) recent, n_visits);
}

void
cairn_lost_days_join (CairnLostDays *self, const CairnLostDays *others)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->parts); i++)
    self->parts[i] += others->parts[i];
  for (guint i = 0; i < G_N_ELEMENTS (self->steps); i++)
    self->steps[i] += others->steps[i];
  self->recent += others->recent;
  self->recent_squares[1] += others->recent_squares[1];
  add_square (self, others->recent_squares[0]);
}

void
cairn_lost_days_get_weeks (const CairnLostDays *self, double *days)
{
  gint64 full = 0;

  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    {
      full += self->steps[i];
      days[i] = (double) (self->parts[i] + full * CAIRN_WEEK) / CAIRN_DAY;
    }
}

void
cairn_lost_days_get_score (const CairnLostDays *self, guint n_recent, double *per_week, double *se)
{
  double unit = (double) CAIRN_DAY * n_recent;

  *per_week = self->recent / unit;
  *se = sqrt ((double) self->recent_squares[1] * TWO_64 + (double) self->recent_squares[0]) / unit;
}
