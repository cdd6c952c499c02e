/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-row-store-private.h"

#include "timing/cairn-engine-private.h"

/* Numbers for what is no stage of the engine's. */
#define END_STAGE 0x20000000u
#define UNMAPPED_STAGE 0x40000000u

CairnUnmappedValue *
cairn_row_store_add_unmapped (CairnRowStore *self)
{
  CairnUnmappedValue *unmapped = g_new0 (CairnUnmappedValue, 1);

  unmapped->customers = g_hash_table_new (NULL, NULL);
  g_ptr_array_add (self->unmapped, unmapped);
  return unmapped;
}

static void
count_unmapped (CairnRowStore *self, const CairnSourceRow *row, int sign)
{
  gpointer key = GUINT_TO_POINTER (row->customer);
  CairnUnmappedValue *unmapped;
  guint n;

  while (self->unmapped->len <= row->cell)
    cairn_row_store_add_unmapped (self);
  unmapped = g_ptr_array_index (self->unmapped, row->cell);
  unmapped->visits += (guint) sign;
  n = GPOINTER_TO_UINT (g_hash_table_lookup (unmapped->customers, key)) + (guint) sign;
  if (n == 0)
    g_hash_table_remove (unmapped->customers, key);
  else
    g_hash_table_insert (unmapped->customers, key, GUINT_TO_POINTER (n));
}

/* Everything about a row but the engine's part. @sign: 1 it came, -1 it went. */
static void
count (CairnRowStore *self, const CairnSourceRow *row, int sign)
{
  self->by_state[row->state] += (guint) sign;
  if (row->state == CAIRN_ROW_UNMAPPED)
    count_unmapped (self, row, sign);
  else if (row->state == CAIRN_ROW_FUTURE && sign > 0)
    self->next_arrival = MIN (self->next_arrival, row->entered - CAIRN_FUTURE_SLACK);
  if (self->lost != NULL && cairn_lost_customers_get_end (self->lost, row) != CAIRN_VISIT_OPEN)
    cairn_lost_customers_count (self->lost, row->customer, sign);
}

void
cairn_row_store_count_lost (CairnRowStore *self)
{
  for (guint c = 0; self->lost != NULL && c < self->chunks->len; c++)
    {
      const CairnRowRange *rows = ((CairnRowChunk *) g_ptr_array_index (self->chunks, c))->rows;

      for (guint i = 0; i < rows->rows->len; i++)
        {
          const CairnSourceRow *row = cairn_row_range_get_row (rows, i);

          if (cairn_lost_customers_get_end (self->lost, row) != CAIRN_VISIT_OPEN)
            cairn_lost_customers_count (self->lost, row->customer, 1);
        }
    }
}

/* Only rows without an end come into question, and those are all known one by one. */
static guint
end_otherwise (CairnRowStore *self, const CairnRowChunk *chunk, const CairnLostCustomers *lost)
{
  guint n = 0;

  for (guint i = 0; i < chunk->rows->rows->len; i++)
    {
      const CairnSourceRow *row = cairn_row_range_get_row (chunk->rows, i);

      if (cairn_lost_customers_get_end (self->lost, row)
          != cairn_lost_customers_get_end (lost, row))
        {
          CairnVisit before = cairn_row_get_visit (row, chunk->number, self->lost);
          CairnVisit after = cairn_row_get_visit (row, chunk->number, lost);

          cairn_engine_apply (self->engine, &before, &after);
          n++;
        }
    }
  return n;
}

void
cairn_row_store_set_lost (CairnRowStore *self, CairnLostCustomers *lost)
{
  g_return_if_fail (self->book == NULL && self->loaded);

  for (guint c = 0; c < self->chunks->len; c++)
    self->n_changes += end_otherwise (self, g_ptr_array_index (self->chunks, c), lost);
  g_clear_pointer (&self->lost, cairn_lost_customers_free);
  self->lost = lost;
  cairn_row_store_count_lost (self);
}

/* Where one row tells the end of another, stages that are not on the journey count, too. */
static gboolean
is_event (const CairnRowStore *self, const CairnSourceRow *row)
{
  if (row->state == CAIRN_ROW_UNMAPPED)
    return self->shape == CAIRN_SOURCE_CHANGES || self->shape == CAIRN_SOURCE_DONE
           || self->shape == CAIRN_SOURCE_SNAPSHOTS;
  return row->state == CAIRN_ROW_VISIT || cairn_row_get_end (row) != 0;
}

static CairnStayEvent
event_of (const CairnRowStore *self, gint64 id, const CairnSourceRow *row)
{
  CairnStayEvent event = { .entered = row->entered,
                           .left = row->left,
                           .order = id,
                           .owner = row->owner,
                           .group = (guint32) (id / self->dates),
                           .wait = row->wait,
                           .transition = (CairnTransition) row->transition,
                           .end = cairn_row_get_end (row) };

  if (row->state == CAIRN_ROW_UNMAPPED)
    {
      event.stage = UNMAPPED_STAGE + row->cell;
      event.cell = CAIRN_NO_CELL;
    }
  else
    {
      event.cell = row->cell;
      event.stage
        = row->cell == CAIRN_NO_CELL
            ? END_STAGE + event.end
            : ((CairnEngineCell *) g_ptr_array_index (self->engine->cells, row->cell))->stage;
    }
  return event;
}

static void
tell_book (CairnRowStore *self, gint64 id, const CairnSourceRow *old, const CairnSourceRow *new_row)
{
  if (old != NULL && is_event (self, old))
    cairn_stay_book_remove (self->book, old->customer, id);
  if (new_row != NULL && is_event (self, new_row))
    {
      CairnStayEvent event = event_of (self, id, new_row);

      cairn_stay_book_add (self->book, new_row->customer, &event);
    }
}

static void
tell_engine (CairnRowStore *self,
             guint16 chunk,
             const CairnSourceRow *old,
             const CairnSourceRow *new_row)
{
  gboolean was = old != NULL && cairn_row_is_visit (old);
  gboolean is = new_row != NULL && cairn_row_is_visit (new_row);
  CairnVisit before, after;

  if (was)
    before = cairn_row_get_visit (old, chunk, self->lost);
  if (is)
    after = cairn_row_get_visit (new_row, chunk, self->lost);
  if (was || is)
    cairn_engine_apply (self->engine, was ? &before : NULL, is ? &after : NULL);
}

void
cairn_row_store_change (CairnRowStore *self,
                        guint16 chunk,
                        gint64 id,
                        const CairnSourceRow *old,
                        const CairnSourceRow *new_row)
{
  self->n_changes++;
  if (old != NULL)
    count (self, old, -1);
  if (new_row != NULL)
    count (self, new_row, 1);
  if (self->book != NULL)
    tell_book (self, id, old, new_row);
  else
    tell_engine (self, chunk, old, new_row);
}

void
cairn_row_store_count_in (CairnRowStore *self, const CairnRowRange *range, guint16 chunk)
{
  for (guint i = 0; i < range->rows->len; i++)
    cairn_row_store_change (self, chunk, cairn_row_range_get_id (range, i), NULL,
                            cairn_row_range_get_row (range, i));
  self->n_rows += range->rows->len;
}

void
cairn_row_store_count_chunk_in (CairnRowStore *self, const CairnRowChunk *chunk)
{
  for (guint i = 0; i < chunk->rows->rows->len; i++)
    count (self, cairn_row_range_get_row (chunk->rows, i), 1);
  for (guint state = 0; state < CAIRN_N_SETTLED_STATES; state++)
    self->by_state[state] += chunk->settled[state];
  self->n_rows += chunk->n_rows;
  self->n_changes += chunk->n_rows;
}

void
cairn_row_store_count_out (CairnRowStore *self, const CairnRowChunk *chunk)
{
  for (guint i = 0; i < chunk->rows->rows->len; i++)
    count (self, cairn_row_range_get_row (chunk->rows, i), -1);
  for (guint state = 0; state < CAIRN_N_SETTLED_STATES; state++)
    self->by_state[state] -= chunk->settled[state];
  self->n_rows -= chunk->n_rows;
}

static gboolean
events_equal (const CairnStayEvent *a, const CairnStayEvent *b)
{
  return a->entered == b->entered && a->left == b->left && a->cell == b->cell
         && a->owner == b->owner && a->wait == b->wait && a->end == b->end;
}

static void
remove_entry (CairnRowStore *self, const CairnBookEntry *entry)
{
  cairn_stay_book_remove (self->book, entry->customer, entry->event.order);
}

/* What the book is not told of needs no taking back. */
void
cairn_row_store_replace_in_book (CairnRowStore *self,
                                 const CairnRowChunk *old,
                                 const CairnRowRange *range)
{
  /* Of none, there is no first and last. */
  g_autoptr (GArray) known = old->n_rows > 0
                               ? cairn_stay_book_collect (self->book, old->first, old->last)
                               : cairn_stay_book_collect (self->book, 1, 0);
  guint k = 0;

  for (guint i = 0; i < range->ids->len; i++)
    {
      const CairnSourceRow *row = cairn_row_range_get_row (range, i);
      gint64 id = cairn_row_range_get_id (range, i);
      CairnStayEvent event;

      count (self, row, 1);
      if (!is_event (self, row))
        continue;
      event = event_of (self, id, row);
      for (; k < known->len && g_array_index (known, CairnBookEntry, k).event.order < id; k++)
        remove_entry (self, &g_array_index (known, CairnBookEntry, k));
      if (k < known->len && g_array_index (known, CairnBookEntry, k).event.order == id)
        {
          const CairnBookEntry *entry = &g_array_index (known, CairnBookEntry, k++);

          if (entry->customer == row->customer && events_equal (&entry->event, &event))
            continue;
          remove_entry (self, entry);
        }
      cairn_stay_book_add (self->book, row->customer, &event);
    }
  for (; k < known->len; k++)
    remove_entry (self, &g_array_index (known, CairnBookEntry, k));
  self->n_rows += range->ids->len;
}
