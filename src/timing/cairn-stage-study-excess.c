/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the excess of a study sits: do customers wait longer for work to begin, or does the work
 * take longer? */
#include "timing/cairn-stage-study-private.h"

#include <math.h>

#define LEAST 5

typedef struct
{
  guint n;
  double wait;
  double work;
} Spent;

/* What a stay has come to so far. FALSE: it is over and has no start of work, which may just not
 * have been recorded. */
static gboolean
add_spent (const CairnStudyWork *self, const CairnVisit *visit, Spent *spent)
{
  gint64 end = MIN (visit->left, self->period.now);
  gboolean started = visit->wait != CAIRN_WAIT_UNKNOWN;
  gint64 begun = started ? MIN (visit->entered + visit->wait, end) : end;

  if (!started && visit->left != CAIRN_VISIT_OPEN)
    return FALSE;
  spent->n++;
  spent->wait += (double) cairn_study_between (self, visit->entered, begun);
  spent->work += (double) cairn_study_between (self, begun, end);
  return TRUE;
}

CairnExcess
cairn_study_excess (const CairnStudyWork *self, const CairnStudySide *sides)
{
  gint64 begin = MAX (self->period.trend_begin, self->period.log_start);
  Spent one = { 0 }, other = { 0 };
  gboolean any_started = FALSE;
  CairnExcess excess = { .wait = NAN, .work = NAN };

  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnVisit *visit = &cairn_study_stay (self, i)->visit;

      if (sides[i] == CAIRN_STUDY_NEITHER || visit->left <= begin
          || cairn_study_is_unknown (self, visit))
        continue;
      if (add_spent (self, visit, sides[i] == CAIRN_STUDY_ONE ? &one : &other))
        any_started = any_started || visit->wait != CAIRN_WAIT_UNKNOWN;
    }
  excess.n = one.n;
  excess.n_others = other.n;
  if (!any_started || one.n < LEAST || other.n < LEAST)
    return excess;
  excess.wait = one.wait / one.n - other.wait / other.n;
  excess.work = one.work / one.n - other.work / other.n;
  return excess;
}

void
cairn_study_tell_late (CairnStudyWork *self)
{
  g_autofree CairnStudySide *sides = g_new0 (CairnStudySide, self->stays->len + 1);

  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnVisit *visit = &cairn_study_stay (self, i)->visit;
      gint64 target = cairn_study_target (self, i);
      gint64 due = cairn_study_due (self, visit->entered, target);

      if (target == 0)
        continue;
      if (visit->left <= due)
        sides[i] = CAIRN_STUDY_OTHER;
      else if (due <= self->period.now)
        sides[i] = CAIRN_STUDY_ONE;
    }
  self->study->figures.late = cairn_study_excess (self, sides);
}
