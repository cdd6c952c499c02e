/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The owners of a study: is it people or the system? */
#include "base/cairn-duration.h"
#include "timing/cairn-log-rank.h"
#include "timing/cairn-stage-study-spans-private.h"

#include <math.h>
#include <string.h>

/* Of stay @i, what each of its owners has had. */
static void
add_days_of (CairnStudyWork *self,
             guint i,
             const CairnOwnerSpans *spans,
             CairnOwnerFigures *by_number)
{
  gint64 begin = MAX (self->period.trend_begin, self->period.log_start);
  gint64 now = self->period.now;
  gint64 target = cairn_study_target (self, i);
  gint64 due = target > 0 ? cairn_study_due (self, spans->visit->entered, target) : 0;

  for (guint k = 0; k < spans->n; k++)
    {
      const CairnOwnerSpan span = cairn_owner_spans_get (spans, k);
      CairnOwnerFigures *owner = &by_number[span.owner];

      owner->customer_days
        += (double) cairn_study_overlap (self, span.from, span.to, begin, now) / CAIRN_DAY;
      if (target > 0)
        owner->lost_days
          += (double) cairn_study_overlap (self, MAX (due, span.from), span.to, begin, now)
             / CAIRN_DAY;
    }
}

/* Who is here, and who has left, is the last owner's. */
static void
add_days (CairnStudyWork *self, CairnOwnerFigures *by_number)
{
  gint64 now = self->period.now;

  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnStay *stay = cairn_study_stay (self, i);
      const CairnVisit *visit = &stay->visit;
      const CairnOwnerSpans spans = cairn_owner_spans_of (self, i);
      gint64 target = cairn_study_target (self, i);
      CairnOwnerFigures *owner = &by_number[cairn_owner_spans_get_last (&spans).owner];

      add_days_of (self, i, &spans, by_number);
      if (stay->outcome == CAIRN_OUTCOME_OPEN)
        {
          owner->here++;
          owner->overdue += target > 0 && cairn_study_due (self, visit->entered, target) <= now;
        }
      else
        owner->last_exit = MAX (owner->last_exit, visit->left);
    }
}

double *
cairn_study_cumulate_hazard (const CairnSurvival *curve)
{
  double *sums = g_new0 (double, curve->n_points + 1);

  for (gsize i = 0; i < curve->n_points; i++)
    sums[i + 1] = sums[i] + (double) curve->points[i].n_exits / curve->points[i].n_risk;
  return sums;
}

/* How many of an owner's customers could have been expected to leave since the last one did. */
static void
expect_since (CairnStudyWork *self, CairnOwnerFigures *by_number)
{
  const CairnSurvival *curve = &self->trend;
  g_autofree double *hazard = cairn_study_cumulate_hazard (curve);

  for (guint i = 0; i < self->stays->len; i++)
    {
      const CairnStay *stay = cairn_study_stay (self, i);
      const CairnVisit *visit = &stay->visit;
      const CairnOwnerSpans spans = cairn_owner_spans_of (self, i);
      const CairnOwnerSpan span = cairn_owner_spans_get_last (&spans);
      CairnOwnerFigures *owner = &by_number[span.owner];
      gint64 since = MAX (owner->last_exit, MAX (self->period.trend_begin, span.from));
      gint64 now = self->period.now;

      if (stay->outcome == CAIRN_OUTCOME_OPEN && !cairn_study_is_unknown (self, &stay->visit))
        owner->expected_since
          += hazard[cairn_study_count_points (
               curve, (double) cairn_study_between (self, visit->entered, now), TRUE)]
             - hazard[cairn_study_count_points (
               curve, (double) cairn_study_between (self, visit->entered, since), TRUE)];
    }
}

static int
compare_owners (gconstpointer a, gconstpointer b)
{
  const CairnOwnerFigures *x = a;
  const CairnOwnerFigures *y = b;

  if (x->lost_days != y->lost_days)
    return x->lost_days > y->lost_days ? -1 : 1;
  return strcmp (x->name, y->name);
}

/* @numbers: of each of @owners. */
static void
compare_work (CairnStudyWork *self,
              const CairnOwnerFigures *owners,
              const guint16 *numbers,
              guint n,
              guint n_numbers)
{
  g_autofree CairnStudySide *by_number = g_new0 (CairnStudySide, n_numbers);
  g_autofree CairnStudySide *sides = g_new0 (CairnStudySide, self->stays->len + 1);

  for (guint i = 0; i < n; i++)
    if (owners[i].eligible)
      by_number[numbers[i]] = owners[i].slow ? CAIRN_STUDY_ONE : CAIRN_STUDY_OTHER;
  for (guint i = 0; i < self->stays->len; i++)
    sides[i] = by_number[cairn_study_stay (self, i)->visit.owner];
  self->study->figures.slow_owners = cairn_study_excess (self, sides);
}

void
cairn_study_owners (CairnStudyWork *self)
{
  guint n_numbers = self->engine->owners->len + 1;
  g_autofree gsize *from_birth = g_new0 (gsize, n_numbers);
  g_autofree guint16 *places = g_new0 (guint16, n_numbers);
  g_autofree guint16 *numbers = g_new0 (guint16, n_numbers);
  g_autofree CairnOwnerFigures *by_number = g_new0 (CairnOwnerFigures, n_numbers);
  g_autofree CairnLogRankGroup *groups = NULL;
  GArray *owners = self->study->owners;
  CairnLogRankTest test;
  guint n = 0;

  for (guint i = 0; i < n_numbers; i++)
    by_number[i].last_exit = G_MININT64;
  add_days (self, by_number);
  expect_since (self, by_number);
  cairn_study_gather_by_owner (self, MAX (self->period.trend_begin, self->period.log_start),
                               self->period.now, from_birth);
  for (guint i = 1; i < n_numbers; i++)
    if (by_number[i].customer_days > 0 || from_birth[i] > 0)
      {
        places[i] = (guint16) n;
        numbers[n] = (guint16) i;
        from_birth[n] = from_birth[i];
        by_number[n] = by_number[i];
        by_number[n++].name = g_string_chunk_insert_const (
          self->study->strings, cairn_engine_get_owner (self->engine, (guint16) i));
      }
  for (gsize i = 0; i < self->ages.n; i++)
    {
      CairnAge age = self->ages.items[i];

      self->ages.items[i] = cairn_age_pack (cairn_age_get_seconds (age), cairn_age_get_kind (age),
                                            places[cairn_age_get_cell (age)]);
    }
  groups = g_new0 (CairnLogRankGroup, MAX (n, 1));
  test = cairn_log_rank (n, from_birth, &self->ages, groups);
  for (guint i = 0; i < n; i++)
    {
      by_number[i].exits = (guint) groups[i].observed;
      by_number[i].expected = groups[i].expected;
    }
  self->study->figures.type = cairn_classify_type (by_number, n, test.p, self->automated);
  compare_work (self, by_number, numbers, n, n_numbers);
  g_array_append_vals (owners, by_number, n);
  g_array_sort (owners, compare_owners);
}
