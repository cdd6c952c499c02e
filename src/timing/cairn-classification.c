/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-classification.h"
#include "timing/cairn-level-shift.h"

#include <math.h>

#define SURE 0.05
#define LEAST_WEEKS 13
#define LEAST_OVERDUE 3
#define RECENT 4
#define LEAST_EXPECTED 5
#define SLOW 1.4
#define SLOW_SHARE 0.4 /* of the lost days that the slow must hold */
#define LATE_OWNERS 0.6

/* A week is bad on strong evidence, or on weak after a bad one; a single good week between two bad
 * ones is bad as well. */
static void
find_bad_weeks (const CairnBehindWeek *weeks, guint first, gboolean *bad)
{
  for (guint i = first; i < CAIRN_TREND_WEEKS; i++)
    {
      const CairnBehindWeek *week = &weeks[i];
      gboolean any = week->n_overdue >= LEAST_OVERDUE;

      bad[i] = any && (week->excess > week->error || (week->excess > 0 && i > first && bad[i - 1]));
    }
  for (guint i = first + 1; i + 1 < CAIRN_TREND_WEEKS; i++)
    bad[i] = bad[i] || (bad[i - 1] && bad[i + 1]);
}

static void
count_runs (CairnTimeVerdict *self, const gboolean *bad, guint first)
{
  self->since = -1;
  for (guint i = first; i < CAIRN_TREND_WEEKS; i++)
    {
      if (!bad[i])
        continue;
      self->n_bad++;
      self->bad |= 1u << i;
      if (i == first || !bad[i - 1])
        {
          self->n_episodes++;
          self->last_run = 0;
          self->since = (int) i;
        }
      self->last_run++;
    }
}

static CairnTimeClass
decide (CairnTimeVerdict *self, gboolean recent)
{
  gboolean recurring = self->n_episodes >= 3 && self->n_bad >= 6;

  if (self->n_weeks < LEAST_WEEKS)
    return CAIRN_TIME_UNKNOWN;
  if (self->pool_z > 1.645 && self->n_excess >= LEAST_WEEKS)
    return CAIRN_TIME_LONG;
  if (!recent)
    return CAIRN_TIME_NONE;
  if (self->n_bad >= 13 || self->last_run >= 8 || recurring)
    {
      self->recurring = recurring && self->n_bad < 13 && self->last_run < 8;
      return CAIRN_TIME_LONG;
    }
  return self->n_bad <= 7 && self->n_episodes <= 2 ? CAIRN_TIME_SHORT : CAIRN_TIME_UNCLEAR;
}

/* Since when it has been so. It does not take part in the verdict: weeks resemble their neighbours.
 */
static int
date_onset (const CairnBehindWeek *weeks, guint first)
{
  double excess[CAIRN_TREND_WEEKS];
  CairnLevelShift shift;

  for (guint i = first; i < CAIRN_TREND_WEEKS; i++)
    excess[i - first] = weeks[i].excess;
  shift = cairn_level_shift_find (excess, CAIRN_TREND_WEEKS - first);
  return shift.up && shift.p < SURE ? (int) (first + shift.at) : -1;
}

CairnTimeVerdict
cairn_classify_time (const CairnBehindWeek *weeks, guint n_weeks, double pool_z)
{
  CairnTimeVerdict self = { .n_weeks = MIN (n_weeks, CAIRN_TREND_WEEKS), .pool_z = pool_z };
  gboolean bad[CAIRN_TREND_WEEKS] = { FALSE };
  guint first = CAIRN_TREND_WEEKS - self.n_weeks;
  gboolean recent = FALSE;

  find_bad_weeks (weeks, first, bad);
  count_runs (&self, bad, first);
  self.better = TRUE;
  for (guint i = first; i < CAIRN_TREND_WEEKS; i++)
    {
      self.n_excess += weeks[i].excess > 0;
      if (i < CAIRN_TREND_WEEKS - RECENT)
        continue;
      recent = recent || bad[i];
      self.better = self.better && !(weeks[i].excess > 0);
    }
  self.verdict = decide (&self, recent);
  self.better = self.better && self.verdict == CAIRN_TIME_LONG;
  self.onset = self.verdict == CAIRN_TIME_LONG ? date_onset (weeks, first) : -1;
  return self;
}

static double
late_share (double lost, double days)
{
  return days > 0 ? lost / days : 0;
}

/* Some are slow, and hold much of what is lost. */
static gboolean
is_people (const CairnOwnerFigures *owners, guint n_owners, const CairnTypeVerdict *self)
{
  double slow = 0;
  double all = 0;

  for (guint i = 0; i < n_owners; i++)
    {
      all += owners[i].lost_days;
      slow += owners[i].slow ? owners[i].lost_days : 0;
    }
  return self->p < 0.05 && self->n_slow > 0 && 2 * self->n_slow <= self->n_eligible && all > 0
         && slow / all >= SLOW_SHARE;
}

/* The others are late too, and most of all are. */
static gboolean
is_system (const CairnOwnerFigures *owners, guint n_owners, const CairnTypeVerdict *self)
{
  gboolean all_slow = self->n_slow == self->n_eligible;
  double lost = 0;
  double days = 0;
  guint n_rest = 0;

  for (guint i = 0; i < n_owners; i++)
    if (owners[i].eligible && (all_slow || !owners[i].slow))
      {
        n_rest++;
        lost += owners[i].lost_days;
        days += owners[i].customer_days;
      }
  return n_rest >= 2 && late_share (lost, days) > CAIRN_BEHIND_SHARE
         && self->n_late >= LATE_OWNERS * self->n_eligible;
}

CairnTypeVerdict
cairn_classify_type (CairnOwnerFigures *owners, guint n_owners, double p, gboolean automated)
{
  CairnTypeVerdict self = { .automated = automated, .p = p };
  gboolean people, system;

  for (guint i = 0; i < n_owners; i++)
    {
      CairnOwnerFigures *owner = &owners[i];

      owner->slowness = (owner->expected + 2) / (owner->exits + 2);
      owner->eligible = owner->expected >= LEAST_EXPECTED;
      owner->slow = owner->eligible && owner->slowness >= SLOW;
      self.n_eligible += owner->eligible;
      self.n_slow += owner->slow;
      self.n_late += owner->eligible
                     && late_share (owner->lost_days, owner->customer_days) > CAIRN_BEHIND_SHARE;
    }
  if (automated)
    {
      self.verdict = CAIRN_TYPE_CLASS_SYSTEM;
      return self;
    }
  if (self.n_eligible < 2)
    return self;
  people = is_people (owners, n_owners, &self);
  system = is_system (owners, n_owners, &self);
  self.verdict = people && system ? CAIRN_TYPE_CLASS_BOTH
                 : people         ? CAIRN_TYPE_CLASS_PEOPLE
                 : system         ? CAIRN_TYPE_CLASS_SYSTEM
                                  : CAIRN_TYPE_CLASS_UNCLEAR;
  return self;
}
