/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-row-parcel.h"

#include <string.h>

static void
begin_chunk (CairnRowParcel *self, guint16 number)
{
  g_autoptr (CairnRowRange) none = cairn_row_range_new (self->clock);

  self->chunk = cairn_row_chunk_new (number, none);
  self->first_entry = G_MAXINT64;
}

CairnRowParcel *
cairn_row_parcel_new (guint16 number, gint64 clock, const CairnLostCustomers *lost)
{
  CairnRowParcel *self = g_new0 (CairnRowParcel, 1);

  self->clock = clock;
  self->lost = lost;
  begin_chunk (self, number);
  cairn_row_parcel_mark (self);
  return self;
}

void
cairn_row_parcel_free (CairnRowParcel *self)
{
  for (guint c = 0; c < self->n_cells; c++)
    for (guint open = 0; open < 2; open++)
      g_free (self->cells[c][open].visits);
  g_free (self->cells);
  g_clear_pointer (&self->chunk, cairn_row_chunk_free);
  g_free (self);
}

void
cairn_row_parcel_reset (CairnRowParcel *self, guint16 number)
{
  g_clear_pointer (&self->chunk, cairn_row_chunk_free);
  begin_chunk (self, number);
  for (guint c = 0; c < self->n_cells; c++)
    self->cells[c][FALSE].n = self->cells[c][TRUE].n = 0;
  cairn_row_parcel_mark (self);
}

static void
add_cells (CairnRowParcel *self, guint n)
{
  self->cells = g_realloc_n (self->cells, n, sizeof *self->cells);
  memset (self->cells + self->n_cells, 0, (n - self->n_cells) * sizeof *self->cells);
  self->n_cells = n;
}

static void
make_room (CairnParcelCell *cell)
{
  cell->room = MAX (64, cell->room + cell->room / 2);
  cell->visits = g_renew (CairnKeptVisit, cell->visits, cell->room);
}

static inline void
add_visit (CairnRowParcel *self, const CairnSourceRow *row)
{
  const CairnVisit visit = cairn_row_get_visit (row, self->chunk->number, self->lost);
  CairnParcelCell *cell;

  if (G_UNLIKELY (row->cell >= self->n_cells))
    add_cells (self, row->cell + 1);
  cell = &self->cells[row->cell][visit.left == CAIRN_VISIT_OPEN];
  if (G_UNLIKELY (cell->n == cell->room))
    make_room (cell);
  cairn_visit_keep_at (&visit, &cell->visits[cell->n++]);
  self->first_entry = MIN (self->first_entry, MAX (row->entered, -CAIRN_FAR));
}

void
cairn_row_parcel_add (CairnRowParcel *self, gint64 id, const CairnSourceRow *row)
{
  cairn_row_chunk_add_row (self->chunk, id, row, self->clock);
  if (cairn_row_is_visit (row))
    add_visit (self, row);
}

void
cairn_row_parcel_mark (CairnRowParcel *self)
{
  self->marked = *self->chunk;
  self->marked_entry = self->first_entry;
  self->n_marked_rows = self->chunk->rows->ids->len;
  for (guint c = 0; c < self->n_cells; c++)
    for (guint open = 0; open < 2; open++)
      self->cells[c][open].n_marked = self->cells[c][open].n;
}

void
cairn_row_parcel_rewind (CairnRowParcel *self)
{
  *self->chunk = self->marked;
  self->first_entry = self->marked_entry;
  g_array_set_size (self->chunk->rows->ids, self->n_marked_rows);
  g_array_set_size (self->chunk->rows->rows, self->n_marked_rows);
  for (guint c = 0; c < self->n_cells; c++)
    for (guint open = 0; open < 2; open++)
      self->cells[c][open].n = self->cells[c][open].n_marked;
}
