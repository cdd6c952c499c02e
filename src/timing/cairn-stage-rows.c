/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-stage-rows.h"

#include <string.h>

void
cairn_stage_rows_clear (CairnStageRows *self)
{
  cairn_ages_clear (&self->exits);
  cairn_ages_clear (&self->stays);
  cairn_ages_clear (&self->entries);
  cairn_ages_clear (&self->cell_exits);
  cairn_ages_clear (&self->cell_stays);
  cairn_ages_clear (&self->cell_entries);
  cairn_ages_clear (&self->closed);
  cairn_ages_clear (&self->open);
  cairn_ages_clear (&self->swap);
  g_clear_pointer (&self->offsets, g_free);
  g_clear_pointer (&self->from_birth, g_free);
}

static void
collect_exits (CairnStageRows *self,
               const CairnVisitStore *closed,
               const guint16 *locals,
               gint64 from,
               gint64 to,
               gint64 until)
{
  gsize begin = cairn_visit_store_count_until (closed, from);
  gsize end = cairn_visit_store_count_until (closed, to);

  cairn_ages_reserve (&self->exits, end - begin);
  for (const CairnVisit *visit = closed->visits + begin; visit < closed->visits + end; visit++)
    {
      gint64 age = visit->left - visit->entered;
      guint local = locals[visit->cell];

      cairn_ages_append_if (&self->exits, age, local, age <= until);
      self->from_birth[local] += visit->entered >= from;
    }
  cairn_ages_sort (&self->exits, &self->swap);
}

/* Those still inside at @to: who left later, and who is there to this day. */
static void
collect_stays (CairnStageRows *self,
               const CairnVisitStore *closed,
               const CairnVisitStore *open,
               const guint16 *locals,
               gint64 from,
               gint64 to,
               gint64 until)
{
  gsize later = cairn_visit_store_count_until (closed, to);
  gsize young = cairn_visit_store_count_before (open, from);
  gsize n_open = cairn_visit_store_count_until (open, to);

  cairn_ages_reserve (&self->closed, closed->n - later);
  for (const CairnVisit *visit = closed->visits + later; visit < closed->visits + closed->n;
       visit++)
    {
      gint64 age = to - visit->entered;
      guint local = locals[visit->cell];

      cairn_ages_append_if (&self->closed, age, local, age >= 0 && age <= until);
      self->from_birth[local] += visit->entered >= from && age >= 0;
    }
  cairn_ages_sort (&self->closed, &self->swap);

  cairn_ages_reserve (&self->open, n_open);
  for (gsize i = young; i < n_open; i++)
    self->from_birth[locals[open->visits[i].cell]]++;
  for (gsize i = n_open; i-- > 0 && to - open->visits[i].entered <= until;)
    cairn_ages_append_if (&self->open, to - open->visits[i].entered, locals[open->visits[i].cell],
                          TRUE);
  cairn_ages_merge (&self->closed, &self->open, &self->stays);
}

/* Those inside at @from, by the age they had then. */
static void
collect_entries (CairnStageRows *self,
                 const CairnVisitStore *closed,
                 const CairnVisitStore *open,
                 const guint16 *locals,
                 gint64 from)
{
  gsize begin = cairn_visit_store_count_until (closed, from);
  gsize n_open = cairn_visit_store_count_before (open, from);

  cairn_ages_reserve (&self->closed, closed->n - begin);
  for (const CairnVisit *visit = closed->visits + begin; visit < closed->visits + closed->n;
       visit++)
    cairn_ages_append_if (&self->closed, from - visit->entered, locals[visit->cell],
                          visit->entered < from);
  cairn_ages_sort (&self->closed, &self->swap);

  cairn_ages_reserve (&self->open, n_open);
  for (gsize i = n_open; i-- > 0;)
    cairn_ages_append_if (&self->open, from - open->visits[i].entered, locals[open->visits[i].cell],
                          TRUE);
  cairn_ages_merge (&self->closed, &self->open, &self->entries);
}

void
cairn_stage_rows_collect (CairnStageRows *self,
                          const CairnVisitStore *closed,
                          const CairnVisitStore *open,
                          const guint16 *locals,
                          guint n_cells,
                          gint64 from,
                          gint64 to,
                          gint64 until)
{
  self->n_cells = n_cells;
  self->from_birth = g_renew (gsize, self->from_birth, n_cells);
  memset (self->from_birth, 0, n_cells * sizeof *self->from_birth);
  collect_exits (self, closed, locals, from, to, until);
  collect_stays (self, closed, open, locals, from, to, until);
  collect_entries (self, closed, open, locals, from);
  if (n_cells == 1)
    return;
  self->offsets = g_renew (gsize, self->offsets, 3 * (n_cells + 1));
  cairn_ages_split (&self->exits, n_cells, &self->cell_exits, self->offsets);
  cairn_ages_split (&self->stays, n_cells, &self->cell_stays, self->offsets + n_cells + 1);
  cairn_ages_split (&self->entries, n_cells, &self->cell_entries,
                    self->offsets + 2 * (n_cells + 1));
}

CairnRisk
cairn_stage_rows_get_all (const CairnStageRows *self)
{
  CairnRisk risk = { 0 };

  for (guint i = 0; i < self->n_cells; i++)
    risk.n_from_birth += self->from_birth[i];
  risk.exits = self->exits.items;
  risk.n_exits = self->exits.n;
  risk.stays = self->stays.items;
  risk.n_stays = self->stays.n;
  risk.entries = self->entries.items;
  risk.n_entries = self->entries.n;
  return risk;
}

CairnRisk
cairn_stage_rows_get_cell (const CairnStageRows *self, guint local)
{
  const gsize *exits = self->offsets + local;
  const gsize *stays = exits + self->n_cells + 1;
  const gsize *entries = stays + self->n_cells + 1;
  CairnRisk risk = { 0 };

  if (self->n_cells == 1)
    return cairn_stage_rows_get_all (self);
  risk.n_from_birth = self->from_birth[local];
  risk.exits = self->cell_exits.items + exits[0];
  risk.n_exits = exits[1] - exits[0];
  risk.stays = self->cell_stays.items + stays[0];
  risk.n_stays = stays[1] - stays[0];
  risk.entries = self->cell_entries.items + entries[0];
  risk.n_entries = entries[1] - entries[0];
  return risk;
}
