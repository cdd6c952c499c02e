/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-stage-rows.h"

#include <string.h>

/* Those at risk of the open visits, which are in order of entering: at an age they are one stretch,
 * whose ends move towards the oldest as the age grows. */
typedef struct
{
  const CairnKeptVisit *visits;
  gsize begin; /* of the stretch: the first that has come into view */
  gsize end;
  gint64 begins_after; /* the age after which one more has come into view */
  gint64 ends_after;   /* the age after which one more has not come to it yet */
} OpenStretch;

/* What must be known of a curve before it is begun. */
struct _CairnCellRows
{
  gsize n_from_birth;
  gsize n_exits;
  gint64 last_entry;
  gint64 last_open; /* the age of the oldest */
  OpenStretch open;
};

void
cairn_stage_rows_clear (CairnStageRows *self)
{
  cairn_ages_clear (&self->exits);
  cairn_ages_clear (&self->others);
  cairn_ages_clear (&self->swap);
  for (guint i = 0; i < self->n_allocated; i++)
    cairn_survival_clear (&self->curves[i]);
  g_clear_pointer (&self->curves, g_free);
  g_clear_pointer (&self->cells, g_free);
  self->n_allocated = 0;
}

void
cairn_stage_rows_begin (CairnStageRows *self,
                        guint n_cells,
                        gint64 from,
                        gint64 to,
                        gint64 until,
                        const CairnWorkingTime *clock)
{
  g_return_if_fail (clock == NULL || until == CAIRN_AGE_MAX);

  self->from = from;
  self->to = to;
  self->until = until;
  self->clock = clock;
  self->n_cells = n_cells;
  self->exits.n = 0;
  self->others.n = 0;
  if (self->n_allocated <= n_cells)
    {
      self->cells = g_renew (CairnCellRows, self->cells, n_cells + 1);
      self->curves = g_renew (CairnSurvival, self->curves, n_cells + 1);
      memset (self->curves + self->n_allocated, 0,
              (n_cells + 1 - self->n_allocated) * sizeof *self->curves);
      self->n_allocated = n_cells + 1;
    }
  for (guint i = 0; i <= n_cells; i++)
    self->cells[i] = (CairnCellRows){ .open = { NULL, 0, 0, G_MAXINT64, G_MAXINT64 } };
}

/* The loops below work on copies of what they write and compare with, which then live in registers.
 */

/* Visits in order of leaving make those who left in the window one stretch. */
static void
add_exits (CairnStageRows *self, guint cell, const CairnVisitStore *closed)
{
  gsize begin = cairn_visit_store_count_until (closed, self->from);
  gsize end = cairn_visit_store_count_until (closed, self->to);
  gint64 until = self->until;
  const CairnWorkingTime *clock = self->clock;
  CairnAges ages;

  cairn_ages_expect (&self->exits, end - begin);
  ages = self->exits;
  for (const CairnKeptVisit *visit = closed->visits + begin; visit < closed->visits + end; visit++)
    {
      gint64 age = cairn_working_time_between (clock, visit->entered, visit->left);

      cairn_ages_append_if (&ages, cairn_age_pack (age, CAIRN_AGE_EXIT, cell), age <= until);
    }
  self->cells[cell].n_exits = ages.n - self->exits.n;
  self->exits = ages;
}

/* Their entries, and those of who left later, up to the last of all. */
static void
add_entries (CairnStageRows *self, guint cell, const CairnVisitStore *closed)
{
  gsize begin = cairn_visit_store_count_until (closed, self->from);
  gint64 from = self->from;
  gint64 to = self->to;
  gint64 until = self->until;
  const CairnWorkingTime *clock = self->clock;
  gint64 last_entry = 0;
  gsize n_from_birth = 0;
  CairnAges ages;

  cairn_ages_expect (&self->others, closed->n - begin);
  ages = self->others;
  for (const CairnKeptVisit *visit = closed->visits + begin; visit < closed->visits + closed->n;
       visit++)
    {
      gint64 age = cairn_working_time_between (clock, visit->entered, from);

      cairn_ages_append_if (&ages, cairn_age_pack (MAX (age, 0), CAIRN_AGE_ENTRY, cell),
                            age > 0 && age <= until);
      n_from_birth += age <= 0 && visit->entered <= to;
      last_entry = MAX (last_entry, age);
    }
  self->others = ages;
  self->cells[cell].n_from_birth += n_from_birth;
  self->cells[cell].last_entry = MAX (self->cells[cell].last_entry, last_entry);
}

/* Who left only after the window: as good as open. */
static void
add_later (CairnStageRows *self, guint cell, const CairnVisitStore *closed)
{
  gsize later = cairn_visit_store_count_until (closed, self->to);

  cairn_ages_expect (&self->others, closed->n - later);
  for (const CairnKeptVisit *visit = closed->visits + later; visit < closed->visits + closed->n;
       visit++)
    {
      gint64 age = cairn_working_time_between (self->clock, visit->entered, self->to);

      cairn_ages_append_if (&self->others, cairn_age_pack (MAX (age, 0), CAIRN_AGE_STAY, cell),
                            age >= 0 && age <= self->until);
    }
}

/* What the visits [@begin, @end) of @open have come to at @moment. */
static void
add_open_ages (CairnStageRows *self,
               guint cell,
               const CairnVisitStore *open,
               gsize begin,
               gsize end,
               gint64 moment,
               CairnAgeKind kind)
{
  CairnAges ages;

  if (begin >= end)
    return;
  cairn_ages_expect (&self->others, end - begin);
  ages = self->others;
  for (const CairnKeptVisit *visit = open->visits + begin; visit < open->visits + end; visit++)
    cairn_ages_append_if (
      &ages,
      cairn_age_pack (cairn_working_time_between (self->clock, visit->entered, moment), kind, cell),
      TRUE);
  self->others = ages;
}

static gint64
age_of_last (const OpenStretch *self, gsize n, gint64 moment)
{
  return n > 0 ? moment - self->visits[n - 1].entered : G_MAXINT64;
}

/* By the calendar who is open need not be sorted among the others: at each age a stretch is at
 * risk. */
static void
begin_stretch (CairnStageRows *self, guint cell, const CairnVisitStore *open)
{
  CairnCellRows *rows = &self->cells[cell];
  OpenStretch *stretch = &rows->open;

  stretch->visits = open->visits;
  stretch->begin = cairn_visit_store_count_before (open, self->from);
  stretch->end = cairn_visit_store_count_until (open, self->to);
  stretch->begins_after = age_of_last (stretch, stretch->begin, self->from);
  stretch->ends_after = age_of_last (stretch, stretch->end, self->to);
  if (stretch->begin > 0)
    rows->last_entry = MAX (rows->last_entry, self->from - open->visits[0].entered);
  if (stretch->end > 0)
    rows->last_open = self->to - open->visits[0].entered;
}

/* Most often an end moves by one or not at all, in no order that a processor could guess: that much
 * is done without a branch. */
static inline void
move_stretch (OpenStretch *self, const CairnStageRows *rows, gint64 age)
{
  self->begin -= age > self->begins_after;
  self->begins_after = age_of_last (self, self->begin, rows->from);
  self->end -= age > self->ends_after;
  self->ends_after = age_of_last (self, self->end, rows->to);
  while (age > self->begins_after)
    self->begins_after = age_of_last (self, --self->begin, rows->from);
  while (age > self->ends_after)
    self->ends_after = age_of_last (self, --self->end, rows->to);
}

/* By a clock that stands still at times. Visits in order of entering make those inside at a moment
 * one stretch, from the first of all. */
static void
add_open (CairnStageRows *self, guint cell, const CairnVisitStore *open)
{
  CairnCellRows *rows = &self->cells[cell];
  gsize n = cairn_visit_store_count_until (open, self->to);
  gsize n_entered = cairn_visit_store_count_before (open, self->from);

  /* Who came before the window may still be at age 0. */
  n_entered = MIN (n_entered, cairn_visit_store_count_until (
                                open, cairn_working_time_subtract (self->clock, self->from, 1)));

  add_open_ages (self, cell, open, cairn_visit_store_count_before (open, self->from - self->until),
                 n_entered, self->from, CAIRN_AGE_ENTRY);
  add_open_ages (self, cell, open, cairn_visit_store_count_before (open, self->to - self->until), n,
                 self->to, CAIRN_AGE_STAY);
  rows->n_from_birth += n - n_entered;
  if (n_entered > 0)
    rows->last_entry
      = MAX (rows->last_entry,
             cairn_working_time_between (self->clock, open->visits[0].entered, self->from));
}

void
cairn_stage_rows_add (CairnStageRows *self, guint cell, const CairnCellVisits *visits)
{
  CairnCellRows *rows = &self->cells[cell];
  CairnCellRows *all = &self->cells[self->n_cells];

  add_exits (self, cell, &visits->closed);
  add_entries (self, cell, &visits->closed);
  add_later (self, cell, &visits->closed);
  if (self->clock == NULL)
    begin_stretch (self, cell, &visits->open);
  else
    add_open (self, cell, &visits->open);
  all->n_from_birth += rows->n_from_birth;
  all->n_exits += rows->n_exits;
  all->last_entry = MAX (all->last_entry, rows->last_entry);
  all->last_open = MAX (all->last_open, rows->last_open);
}

/* One sweep for the curves of the cells and of all. */
static void
sweep (CairnStageRows *self)
{
  CairnSurvival all = self->curves[self->n_cells]; /* a copy, so that it may live in registers */

  for (gsize i = 0; i < self->exits.n; i++)
    {
      CairnAge age = self->exits.items[i];
      guint cell = cairn_age_get_cell (age);
      const OpenStretch *open = &self->cells[cell].open;
      gsize n_open = 0;

      for (guint j = 0; j < self->n_cells; j++)
        {
          OpenStretch *stretch = &self->cells[j].open;

          move_stretch (stretch, self, cairn_age_get_seconds (age));
          n_open += stretch->end - stretch->begin;
        }
      cairn_survival_take_among (&all, age, n_open);
      cairn_survival_take_among (&self->curves[cell], age, open->end - open->begin);
    }
  self->curves[self->n_cells] = all;
}

const CairnSurvival *
cairn_stage_rows_finish (CairnStageRows *self)
{
  /* Exits first, as those of an age are to come before all else of that age. */
  cairn_ages_append_list (&self->exits, &self->others);
  cairn_ages_sort (&self->exits, &self->swap);
  for (guint i = 0; i <= self->n_cells; i++)
    cairn_survival_begin (&self->curves[i], self->cells[i].n_from_birth, self->cells[i].n_exits,
                          self->cells[i].last_entry);
  sweep (self);
  for (guint i = 0; i <= self->n_cells; i++)
    {
      CairnSurvival *curve = &self->curves[i];

      curve->last_age = MAX (curve->last_age, (double) self->cells[i].last_open);
      cairn_survival_finish (curve);
    }
  return self->curves;
}

gsize
cairn_stage_rows_get_size (const CairnStageRows *self)
{
  gsize size
    = (self->exits.allocated + self->others.allocated + self->swap.allocated) * sizeof (CairnAge);

  for (guint i = 0; i < self->n_allocated; i++)
    size += self->curves[i].allocated * sizeof (CairnSurvivalPoint);
  return size;
}
