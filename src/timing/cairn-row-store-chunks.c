/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-row-store-private.h"

#include "timing/cairn-engine-private.h"

static CairnRowChunk *
get_chunk (const CairnRowStore *self, guint chunk)
{
  return g_ptr_array_index (self->chunks, chunk);
}

static gboolean
has_numbers_left (const CairnRowStore *self)
{
  return self->last_number < G_MAXUINT16;
}

static guint16
load_chunk (CairnRowStore *self, const CairnRowRange *range)
{
  CairnRowChunk *chunk;

  if (!has_numbers_left (self))
    {
      cairn_row_chunk_add (get_chunk (self, self->chunks->len - 1), range);
      return G_MAXUINT16;
    }
  chunk = cairn_row_chunk_new ((guint16) ++self->last_number, range);
  g_ptr_array_add (self->chunks, chunk);
  return chunk->number;
}

void
cairn_row_store_load_copy (CairnRowStore *self, const CairnRowRange *range)
{
  guint16 number;

  if (range->ids->len == 0)
    return;
  number = load_chunk (self, range);
  if (self->book != NULL)
    cairn_stay_book_set_stretch (self->book, number);
  cairn_row_store_count_in (self, range, number);
  if (cairn_row_store_is_too_large (self))
    cairn_row_store_give_up_book (self);
}

void
cairn_row_store_load (CairnRowStore *self, CairnRowRange *range)
{
  cairn_row_store_load_copy (self, range);
  cairn_row_range_free (range);
}

guint16
cairn_row_store_reserve (CairnRowStore *self)
{
  if (self->book != NULL || self->engine->lens != NULL || !has_numbers_left (self))
    return 0;
  return (guint16) ++self->last_number;
}

void
cairn_row_store_load_parcel (CairnRowStore *self, CairnRowParcel *parcel)
{
  cairn_row_store_count_chunk_in (self, parcel->chunk);
  for (guint c = 0; c < parcel->n_cells; c++)
    for (guint open = 0; open < 2; open++)
      cairn_engine_add_kept (self->engine, (guint16) c, open != 0, parcel->cells[c][open].visits,
                             parcel->cells[c][open].n);
  cairn_engine_note_entry (self->engine, parcel->first_entry);
  g_ptr_array_add (self->chunks, g_steal_pointer (&parcel->chunk));
}

static int
compare_chunks (gconstpointer a, gconstpointer b)
{
  gint64 x = (*(CairnRowChunk *const *) a)->first;
  gint64 y = (*(CairnRowChunk *const *) b)->first;

  return (x > y) - (x < y);
}

void
cairn_row_store_loaded (CairnRowStore *self)
{
  self->loaded = TRUE;
  g_ptr_array_sort (self->chunks, compare_chunks);
  if (self->book != NULL)
    cairn_stay_book_settle (self->book);
  else
    cairn_engine_settle (self->engine);
}

void
cairn_row_store_loaded_for_good (CairnRowStore *self)
{
  cairn_row_store_loaded (self);
  g_ptr_array_set_size (self->chunks, 0);
}

guint
cairn_row_store_get_n_chunks (CairnRowStore *self)
{
  return self->chunks->len;
}

CairnRowRange *
cairn_row_store_get_chunk (CairnRowStore *self, guint chunk)
{
  return get_chunk (self, chunk)->rows;
}

gint64
cairn_row_store_get_last_id (CairnRowStore *self)
{
  for (guint c = self->chunks->len; c > 0; c--)
    if (get_chunk (self, c - 1)->n_rows > 0)
      return get_chunk (self, c - 1)->last;
  return G_MININT64;
}

guint
cairn_row_store_find_chunk (CairnRowStore *self, gint64 id)
{
  guint low = 0;
  guint high = self->chunks->len - 1;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (get_chunk (self, middle)->last < id)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
cairn_row_store_get_bounds (CairnRowStore *self, guint chunk, gint64 *after, gint64 *upto)
{
  *after = G_MININT64;
  /* A chunk whose rows were all deleted has no bounds of its own. */
  for (guint c = chunk; c > 0 && *after == G_MININT64; c--)
    if (get_chunk (self, c - 1)->n_rows > 0)
      *after = get_chunk (self, c - 1)->last;
  if (chunk + 1 == self->chunks->len)
    *upto = cairn_row_store_get_last_id (self);
  else
    *upto = get_chunk (self, chunk)->n_rows > 0 ? get_chunk (self, chunk)->last : *after;
}

gboolean
cairn_row_store_replace (CairnRowStore *self, guint chunk, CairnRowRange *range)
{
  CairnRowChunk *old = get_chunk (self, chunk);
  CairnRowChunk *fresh = cairn_row_chunk_new (old->number, range);
  gboolean changed = fresh->sum != old->sum || fresh->n_rows != old->n_rows;
  gint64 upto;

  if (changed)
    {
      cairn_row_store_count_out (self, old);
      if (self->book != NULL)
        cairn_row_store_replace_in_book (self, old, range);
      else
        {
          cairn_engine_remove_stretch (self->engine, old->number);
          cairn_row_store_count_in (self, range, old->number);
        }
    }
  if (fresh->n_rows == 0)
    cairn_row_store_get_bounds (self, chunk, &fresh->last, &upto);
  /* The rows known one by one are the fresh ones in any case: some have come to rest. */
  g_ptr_array_index (self->chunks, chunk) = fresh;
  cairn_row_chunk_free (old);
  cairn_row_range_free (range);
  return changed;
}

void
cairn_row_store_append (CairnRowStore *self, CairnRowRange *range, guint chunk_rows)
{
  CairnRowChunk *last = self->chunks->len > 0 ? get_chunk (self, self->chunks->len - 1) : NULL;
  guint16 number;

  if (range->ids->len > 0)
    {
      if (last == NULL || (last->n_rows + range->ids->len > chunk_rows && has_numbers_left (self)))
        number = load_chunk (self, range);
      else
        {
          number = last->number;
          cairn_row_chunk_add (last, range);
        }
      cairn_row_store_count_in (self, range, number);
    }
  cairn_row_range_free (range);
}

gboolean
cairn_row_store_update (CairnRowStore *self, guint chunk, guint index, const CairnSourceRow *row)
{
  CairnRowChunk *its_chunk = get_chunk (self, chunk);
  CairnRowRange *range = its_chunk->rows;
  CairnSourceRow *old = &g_array_index (range->rows, CairnSourceRow, index);
  gint64 id = cairn_row_range_get_id (range, index);

  if (cairn_row_equal (old, row))
    return FALSE;
  cairn_row_store_change (self, its_chunk->number, id, old, row);
  its_chunk->sum += cairn_row_hash (id, row) - cairn_row_hash (id, old);
  *old = *row;
  return TRUE;
}

gboolean
cairn_row_store_take_arrivals (CairnRowStore *self, gint64 clock)
{
  if (self->next_arrival > clock)
    return FALSE;
  self->next_arrival = G_MAXINT64;
  for (guint c = 0; c < self->chunks->len; c++)
    {
      const CairnRowRange *chunk = get_chunk (self, c)->rows;

      for (guint i = 0; i < chunk->rows->len; i++)
        {
          const CairnSourceRow *row = cairn_row_range_get_row (chunk, i);

          if (row->state == CAIRN_ROW_FUTURE && row->entered - CAIRN_FUTURE_SLACK > clock)
            self->next_arrival = MIN (self->next_arrival, row->entered - CAIRN_FUTURE_SLACK);
        }
    }
  return TRUE;
}
