/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The stays that a study is made of, and the rows of curves that they give. */
#include "base/cairn-duration.h"
#include "timing/cairn-stage-study-private.h"

#include <math.h>

CairnStudyRow
cairn_study_dwell_row (const CairnStudyWork *self, guint i)
{
  const CairnVisit *visit = &cairn_study_stay (self, i)->visit;

  return (CairnStudyRow){ .entered = visit->entered,
                          .left = visit->left,
                          .skip = cairn_study_is_unknown (self, visit) };
}

static void
add_age (CairnAges *ages, gint64 age, CairnAgeKind kind, guint16 cell)
{
  cairn_ages_expect (ages, 1);
  cairn_ages_append_if (ages, cairn_age_pack (MIN (age, CAIRN_AGE_MAX), kind, cell), TRUE);
}

/* What is seen of @row through (from, to]; FALSE: nothing. */
static gboolean
see_row (const CairnStudyWork *self,
         const CairnStudyRow *row,
         gint64 from,
         gint64 to,
         CairnGroupedRow *seen)
{
  if (row->skip || row->entered > to || row->left <= from)
    return FALSE;
  seen->exits = row->left <= to;
  seen->stop = cairn_study_between (self, row->entered, MIN (row->left, to));
  /* By a clock that stands still at times, who came before the window may still be at age 0. */
  seen->start = row->entered < from ? cairn_study_between (self, row->entered, from) : 0;
  return TRUE;
}

gsize
cairn_study_gather (CairnStudyWork *self,
                    gint64 from,
                    gint64 to,
                    CairnStudyRowFunc row_of,
                    gsize *by_cell,
                    guint n_cells)
{
  gsize n_from_birth = 0;

  self->ages.n = self->others.n = 0;
  for (guint i = 0; i < n_cells; i++)
    by_cell[i] = 0;
  for (guint i = 0; i < self->stays->len; i++)
    {
      CairnStudyRow row = row_of (self, i);
      CairnGroupedRow seen;

      if (!see_row (self, &row, from, to, &seen))
        continue;
      add_age (seen.exits ? &self->ages : &self->others, seen.stop,
               seen.exits ? CAIRN_AGE_EXIT : CAIRN_AGE_STAY, row.cell);
      if (seen.start > 0)
        {
          add_age (&self->others, seen.start, CAIRN_AGE_ENTRY, row.cell);
          continue;
        }
      n_from_birth++;
      if (by_cell != NULL)
        by_cell[row.cell]++;
    }
  cairn_ages_append_list (&self->ages, &self->others);
  cairn_ages_sort (&self->ages, &self->scratch);
  return n_from_birth;
}

GArray *
cairn_study_list (const CairnStudyWork *self, gint64 from, gint64 to, CairnStudyRowFunc row_of)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (CairnGroupedRow));

  for (guint i = 0; i < self->stays->len; i++)
    {
      CairnStudyRow row = row_of (self, i);
      CairnGroupedRow seen = { .customer = cairn_study_stay (self, i)->visit.customer };

      if (see_row (self, &row, from, to, &seen))
        g_array_append_val (rows, seen);
    }
  return rows;
}

void
cairn_study_fit (
  CairnStudyWork *self, gint64 from, gint64 to, CairnStudyRowFunc row_of, CairnSurvival *curve)
{
  g_autoptr (GArray) rows = cairn_study_list (self, from, to, row_of);

  cairn_survival_fit_grouped (curve, (const CairnGroupedRow *) rows->data, rows->len, &self->ages,
                              &self->scratch);
}

gsize
cairn_study_count_points (const CairnSurvival *curve, double age, gboolean with_equal)
{
  gsize low = 0;
  gsize high = curve->n_points;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;
      double at = curve->points[middle].age;

      if (at < age || (with_equal && at <= age))
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

double
cairn_study_survival (const CairnSurvival *curve, double age)
{
  gsize n = cairn_study_count_points (curve, age, TRUE);

  return n > 0 ? curve->points[n - 1].survival : 1;
}

double
cairn_study_survival_before (const CairnSurvival *curve, double age)
{
  gsize n = cairn_study_count_points (curve, age, FALSE);

  return n > 0 ? curve->points[n - 1].survival : 1;
}

CairnEstimate
cairn_study_quantile (const CairnSurvival *curve, double p, guint least)
{
  if (curve->n_exits < least)
    return (CairnEstimate){ NAN, NAN, NAN };
  return cairn_survival_quantile (curve, p, CAIRN_LIMITS_LOG_LOG);
}

/* ---- who and how many ---- */

static gint64
target_of_visit (const CairnStudyWork *self, const CairnVisit *visit)
{
  return cairn_engine_get_target (self->engine,
                                  g_ptr_array_index (self->engine->cells, visit->cell))
    .target;
}

/* Before this, nothing matters any more: neither to the window and the weeks, nor to what else is
 * wished for. */
static gint64
find_horizon (const CairnStudyWork *self)
{
  const GArray *changes = self->wish->changes;
  gint64 horizon
    = MIN (self->period.from, self->period.trend_begin - CAIRN_STUDY_MEDIAN_WEEKS * CAIRN_WEEK);

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    horizon = MIN (horizon, g_array_index (changes, gint64, i) - CAIRN_TREND_WEEKS * CAIRN_WEEK);
  if (self->wish->self_benchmark)
    horizon = MIN (horizon, self->period.now - CAIRN_SELF_BENCHMARK_SPAN * CAIRN_WEEK);
  return horizon;
}

/* Whether something of @stay is after @horizon: the stay itself, its target, or the way to what
 * came next. */
static gboolean
matters (const CairnStudyWork *self, const CairnStay *stay, gint64 target, gint64 horizon)
{
  return stay->visit.left > horizon || stay->outcome == CAIRN_OUTCOME_GONE
         || (stay->next_stage != CAIRN_NO_STAGE && stay->next_entered > horizon)
         || (target > 0 && cairn_study_due (self, stay->visit.entered, target) > horizon);
}

void
cairn_study_take_stays (CairnStudyWork *self, const char *segment, const char *stage)
{
  gint64 horizon = find_horizon (self);
  guint kept = 0;

  self->stays = cairn_stays_gather (self->engine, segment, stage);
  cairn_study_add_up (self);
  self->targets = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < self->stays->len; i++)
    {
      CairnStay *stay = &g_array_index (self->stays, CairnStay, i);
      gint64 target;

      if (stay->visit.entered > self->period.now)
        continue;
      if (stay->visit.left > self->period.now)
        {
          stay->visit.left = CAIRN_VISIT_OPEN;
          stay->outcome = CAIRN_OUTCOME_OPEN;
          stay->next_stage = CAIRN_NO_STAGE;
        }
      else if (stay->next_stage != CAIRN_NO_STAGE && stay->next_entered > self->period.now)
        {
          stay->outcome = CAIRN_OUTCOME_GONE;
          stay->next_stage = CAIRN_NO_STAGE;
        }
      target = target_of_visit (self, &stay->visit);
      if (!matters (self, stay, target, horizon))
        continue;
      g_array_append_val (self->targets, target);
      g_array_index (self->stays, CairnStay, kept++) = *stay;
    }
  g_array_set_size (self->stays, kept);
}

void
cairn_study_find_target (CairnStudyWork *self, const char *stage)
{
  CairnStudyFigures *figures = &self->study->figures;
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->engine->stage_numbers, stage));
  CairnTarget target = { 0, 0 }, first = { 0, 0 };
  guint n_targets = 0;

  if (number > 0)
    target = ((CairnEngineStage *) g_ptr_array_index (self->engine->stages, number - 1))->target;
  for (guint i = 0; i < self->engine->cells->len; i++)
    {
      const CairnEngineCell *cell = g_ptr_array_index (self->engine->cells, i);
      CairnTarget its = cairn_engine_get_target (self->engine, cell);

      if (cell->stage + 1 != number)
        continue;
      if (figures->segment != NULL && g_str_equal (cell->segment, figures->segment))
        target = its;
      if (cairn_engine_cell_get_n_visits (cell) == 0)
        continue;
      if (n_targets == 0)
        first = its;
      n_targets += n_targets == 0 || its.target != first.target;
    }
  if (figures->segment == NULL && n_targets == 1)
    target = first;
  figures->target = target.target;
  figures->limit = target.limit;
}
