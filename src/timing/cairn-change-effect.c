/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-change-effect.h"

#include "base/cairn-duration.h"
#include "timing/cairn-log-rank.h"

#include <math.h>

/* Standard normal quantile for 95 % limits. */
#define Z95 1.959963984540054

enum
{
  BEFORE,
  AFTER,
  N_GROUPS
};

typedef struct
{
  CairnAges exits;
  CairnAges others;
  CairnAges scratch;
  gsize from_birth[N_GROUPS];
} Rows;

static void
add_age (CairnAges *ages, gint64 age, CairnAgeKind kind, guint16 group)
{
  cairn_ages_expect (ages, 1);
  cairn_ages_append_if (ages, cairn_age_pack (MIN (age, CAIRN_AGE_MAX), kind, group), TRUE);
}

/* The rows of @stays, seen through (from, to]. */
static void
add_rows (Rows *self, const GArray *stays, gint64 from, gint64 to, guint16 group)
{
  for (guint i = 0; i < stays->len; i++)
    {
      const CairnVisit *visit = &g_array_index (stays, CairnStay, i).visit;

      if (visit->left <= from || visit->entered > to
          || (visit->entered == to && visit->left > to)) /* nothing of it is in here */
        continue;
      if (visit->left <= to)
        add_age (&self->exits, visit->left - visit->entered, CAIRN_AGE_EXIT, group);
      else
        add_age (&self->others, to - visit->entered, CAIRN_AGE_STAY, group);
      if (visit->entered < from)
        add_age (&self->others, from - visit->entered, CAIRN_AGE_ENTRY, group);
      else
        self->from_birth[group]++;
    }
}

static CairnEstimate
compare_speeds (const CairnLogRankGroup *groups)
{
  const CairnLogRankGroup *before = &groups[BEFORE];
  const CairnLogRankGroup *after = &groups[AFTER];
  double speed, spread;

  if (!(before->observed > 0 && after->observed > 0 && before->expected > 0 && after->expected > 0))
    return (CairnEstimate){ NAN, NAN, NAN };
  speed = (after->observed / after->expected) / (before->observed / before->expected);
  spread = exp (Z95 * sqrt (1 / before->observed + 1 / after->observed));
  return (CairnEstimate){ speed, speed / spread, speed * spread };
}

CairnChangeEffect
cairn_change_effect (const GArray *stays, gint64 moment, gint64 now, gint64 log_start)
{
  CairnChangeEffect self = {
    .moment = moment,
    .from = MIN (moment, MAX (log_start, moment - CAIRN_TREND_WEEKS * CAIRN_WEEK)),
    .to = MAX (now, moment),
    .speed = { NAN, NAN, NAN },
    .p = NAN,
  };
  CairnLogRankGroup groups[N_GROUPS];
  Rows rows = { 0 };

  g_return_val_if_fail (stays != NULL, self);

  if (moment >= now)
    return self;
  add_rows (&rows, stays, self.from, moment, BEFORE);
  add_rows (&rows, stays, moment, now, AFTER);
  cairn_ages_append_list (&rows.exits, &rows.others);
  cairn_ages_sort (&rows.exits, &rows.scratch);
  self.p = cairn_log_rank (N_GROUPS, rows.from_birth, &rows.exits, groups).p;
  self.exits_before = (guint) groups[BEFORE].observed;
  self.exits_after = (guint) groups[AFTER].observed;
  self.expected_before = groups[BEFORE].expected;
  self.expected_after = groups[AFTER].expected;
  self.speed = compare_speeds (groups);
  cairn_ages_clear (&rows.exits);
  cairn_ages_clear (&rows.others);
  cairn_ages_clear (&rows.scratch);
  return self;
}

gboolean
cairn_change_effect_is_known (const CairnChangeEffect *self)
{
  return self->exits_before >= CAIRN_CHANGE_LEAST_EXITS
         && self->exits_after >= CAIRN_CHANGE_LEAST_EXITS && !isnan (self->speed.value);
}
