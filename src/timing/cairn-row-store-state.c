/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-row-store-state-private.h"

#include "timing/cairn-customer-book-state-private.h"
#include "timing/cairn-engine-private.h"
#include "timing/cairn-engine-state-private.h"
#include "timing/cairn-row-store-private.h"
#include "timing/cairn-stay-book-private.h"

/* A chunk as it is written; the rows known one by one follow. */
typedef struct
{
  gint64 first, last;
  guint64 sum;
  gint64 clock;
  guint32 n_rows;
  guint32 number;
  guint32 settled[CAIRN_N_SETTLED_STATES];
  guint32 nothing[8 - CAIRN_N_SETTLED_STATES];
} Kept;

/* How often a customer is in a stage that is not on the journey. */
typedef struct
{
  guint32 customer;
  guint32 n;
} Count;

/* ---- writing ---- */

gboolean
cairn_row_store_state_can_write (CairnRowStore *self)
{
  return self->loaded && self->chunks->len > 0;
}

static void
write_chunks (CairnRowStore *self, CairnStateWriter *writer)
{
  g_autofree Kept *all = g_new0 (Kept, self->chunks->len);

  for (guint c = 0; c < self->chunks->len; c++)
    {
      const CairnRowChunk *chunk = g_ptr_array_index (self->chunks, c);

      all[c] = (Kept){ .first = chunk->first,
                       .last = chunk->last,
                       .sum = chunk->sum,
                       .clock = chunk->rows->clock,
                       .n_rows = chunk->n_rows,
                       .number = chunk->number };
      for (guint i = 0; i < CAIRN_N_SETTLED_STATES; i++)
        all[c].settled[i] = chunk->settled[i];
    }
  cairn_state_writer_add_array (writer, all, self->chunks->len, sizeof *all);
  for (guint c = 0; c < self->chunks->len; c++)
    {
      const CairnRowRange *rows = ((CairnRowChunk *) g_ptr_array_index (self->chunks, c))->rows;

      cairn_state_writer_add_array (writer, rows->ids->data, rows->ids->len, sizeof (gint64));
      cairn_state_writer_add_array (writer, rows->rows->data, rows->rows->len,
                                    sizeof (CairnSourceRow));
    }
}

static void
write_unmapped (CairnRowStore *self, CairnStateWriter *writer)
{
  for (guint i = 0; i < cairn_visit_decoder_count_unmapped (self->decoder); i++)
    cairn_state_writer_add_text (writer, cairn_visit_decoder_get_unmapped (self->decoder, i));
  cairn_state_writer_add_int (writer, self->unmapped->len);
  for (guint i = 0; i < self->unmapped->len; i++)
    {
      const CairnUnmappedValue *value = g_ptr_array_index (self->unmapped, i);
      guint n = g_hash_table_size (value->customers);
      g_autofree Count *counts = g_new (Count, n + 1);
      GHashTableIter iter;
      gpointer customer, count;

      g_hash_table_iter_init (&iter, value->customers);
      for (guint j = 0; g_hash_table_iter_next (&iter, &customer, &count); j++)
        counts[j] = (Count){ GPOINTER_TO_UINT (customer), GPOINTER_TO_UINT (count) };
      cairn_state_writer_add_int (writer, value->visits);
      cairn_state_writer_add_array (writer, counts, n, sizeof *counts);
    }
}

static void
write_segments (CairnRowStore *self, CairnStateWriter *writer)
{
  CairnSegmentTable *segments = cairn_visit_decoder_get_segments (self->decoder);

  cairn_state_writer_add_int (writer, cairn_segment_table_count (segments));
  for (guint i = 0; i < cairn_segment_table_count (segments); i++)
    cairn_state_writer_add_text (writer, cairn_segment_table_get (segments, (guint16) i));
}

void
cairn_row_store_state_write (CairnRowStore *self, CairnStateWriter *writer)
{
  g_return_if_fail (cairn_row_store_state_can_write (self));

  cairn_row_store_get_engine (self); /* settles the book */
  cairn_state_writer_add_int (writer, self->book != NULL);
  cairn_state_writer_add_int (writer, self->engine->lens != NULL);
  cairn_state_writer_add_int (writer, (gint64) self->n_rows);
  cairn_state_writer_add_int (writer, self->next_arrival);
  cairn_state_writer_add_int (writer, self->last_number);
  for (guint i = 0; i < CAIRN_N_ROW_STATES; i++)
    cairn_state_writer_add_int (writer, self->by_state[i]);
  cairn_state_writer_add_int (writer, cairn_visit_decoder_count_unmapped (self->decoder));
  cairn_engine_state_write (self->engine, writer);
  write_chunks (self, writer);
  if (self->book != NULL)
    cairn_stay_book_state_write (self->book, writer);
  write_segments (self, writer);
  cairn_engine_state_write_names (self->engine, writer);
  cairn_customer_book_state_write (cairn_visit_decoder_get_book (self->decoder), writer);
  write_unmapped (self, writer);
  cairn_lost_customers_write (self->lost, writer);
}

/* ---- reading ---- */

/* Whether a row that is known one by one names only what there is. */
static gboolean
row_is_good (const CairnStateLimits *limits, const CairnSourceRow *row)
{
  if (row->state >= CAIRN_N_ROW_STATES || row->owner > limits->n_owners)
    return FALSE;
  switch (row->state)
    {
    case CAIRN_ROW_VISIT:
      return row->customer < limits->n_customers && row->cell < limits->n_cells;
    case CAIRN_ROW_UNMAPPED:
      return row->customer < limits->n_customers && row->cell < limits->n_unmapped;
    case CAIRN_ROW_SUCCESS:
    case CAIRN_ROW_CHURN:
    case CAIRN_ROW_OTHER_END:
      return row->customer < limits->n_customers
             && (row->cell == CAIRN_NO_CELL || row->cell < limits->n_cells);
    case CAIRN_ROW_FUTURE:
      return row->entered > 0;
    default:
      return TRUE;
    }
}

static gboolean
check_rows (gconstpointer bite, gsize size, gconstpointer data)
{
  const CairnSourceRow *rows = bite;

  for (gsize i = 0; i < size / sizeof *rows; i++)
    if (!row_is_good (data, &rows[i]))
      return FALSE;
  return TRUE;
}

/* In order, and all of them in the chunk that the file says they are in. */
static gboolean
ids_are_good (const CairnRowChunk *chunk)
{
  const gint64 *ids = (const gint64 *) chunk->rows->ids->data;
  guint n = chunk->rows->ids->len;

  for (guint i = 1; i < n; i++)
    if (ids[i - 1] >= ids[i])
      return FALSE;
  return n == 0 || (ids[0] >= chunk->first && ids[n - 1] <= chunk->last);
}

static GArray *
make_array (CairnStateReader *reader, gsize size, guint most)
{
  gsize n = cairn_state_reader_get_length (reader, size);
  GArray *array;

  if (n > most)
    {
      cairn_state_reader_fail (reader);
      n = 0;
    }
  array = g_array_sized_new (FALSE, FALSE, (guint) size, (guint) n);
  return g_array_set_size (array, (guint) n);
}

static gboolean
read_chunk (CairnRowStore *self, CairnStateReader *reader, const Kept *kept)
{
  CairnRowChunk *chunk = g_new0 (CairnRowChunk, 1);
  guint64 n_settled = 0;

  g_ptr_array_add (self->chunks, chunk);
  chunk->rows = cairn_row_range_new (kept->clock);
  chunk->first = kept->first;
  chunk->last = kept->last;
  chunk->sum = kept->sum;
  chunk->n_rows = kept->n_rows;
  chunk->number = (guint16) kept->number;
  for (guint i = 0; i < CAIRN_N_SETTLED_STATES; i++)
    n_settled += chunk->settled[i] = kept->settled[i];
  g_array_unref (chunk->rows->ids);
  chunk->rows->ids = make_array (reader, sizeof (gint64), kept->n_rows);
  cairn_state_reader_put_off (reader, chunk->rows->ids->data, NULL, NULL);
  g_array_unref (chunk->rows->rows);
  chunk->rows->rows = make_array (reader, sizeof (CairnSourceRow), kept->n_rows);
  cairn_state_reader_put_off (reader, chunk->rows->rows->data, check_rows, &self->limits);
  return (kept->number >= 1 && chunk->rows->ids->len == chunk->rows->rows->len
          && n_settled + chunk->rows->ids->len == chunk->n_rows)
         || cairn_state_reader_fail (reader);
}

static gboolean
read_chunks (CairnRowStore *self, CairnStateReader *reader)
{
  gsize n;
  g_autofree Kept *all = cairn_state_reader_dup_array (reader, sizeof *all, &n);
  g_autofree guint8 *taken = g_new0 (guint8, G_MAXUINT16 + 1); /* numbers, once each */
  gint64 last = G_MININT64;
  guint64 n_rows = 0;

  for (gsize c = 0; c < n && cairn_state_reader_is_good (reader); c++)
    {
      n_rows += all[c].n_rows;
      if (all[c].number > self->last_number || taken[all[c].number]++)
        return cairn_state_reader_fail (reader);
      if (all[c].n_rows > 0
          && (all[c].first > all[c].last || (last != G_MININT64 && all[c].first <= last)))
        return cairn_state_reader_fail (reader);
      if (all[c].n_rows > 0)
        last = all[c].last;
      read_chunk (self, reader, &all[c]);
    }
  return cairn_state_reader_is_good (reader)
         && ((n > 0 && n_rows == self->n_rows) || cairn_state_reader_fail (reader));
}

static gboolean
read_unmapped_value (CairnRowStore *self, CairnStateReader *reader)
{
  CairnUnmappedValue *value = cairn_row_store_add_unmapped (self);
  g_autofree Count *counts = NULL;
  guint64 sum = 0;
  gsize n;

  value->visits = (guint) cairn_state_reader_get_int (reader, 0, G_MAXUINT32);
  counts = cairn_state_reader_dup_array (reader, sizeof *counts, &n);
  for (gsize i = 0; i < n; i++)
    {
      sum += counts[i].n;
      if (counts[i].n == 0 || counts[i].customer >= self->engine->customers->len
          || !g_hash_table_insert (value->customers, GUINT_TO_POINTER (counts[i].customer),
                                   GUINT_TO_POINTER (counts[i].n)))
        return cairn_state_reader_fail (reader);
    }
  return sum == value->visits || cairn_state_reader_fail (reader);
}

static gboolean
read_unmapped (CairnRowStore *self, CairnStateReader *reader)
{
  guint n;

  for (guint i = 0; i < self->limits.n_unmapped && cairn_state_reader_is_good (reader); i++)
    if (!cairn_visit_decoder_add_unmapped (self->decoder, cairn_state_reader_get_bytes (reader)))
      return cairn_state_reader_fail (reader);
  n = (guint) cairn_state_reader_get_int (reader, 0, self->limits.n_unmapped);
  for (guint i = 0; i < n && cairn_state_reader_is_good (reader); i++)
    read_unmapped_value (self, reader);
  return cairn_state_reader_is_good (reader);
}

static gboolean
read_segments (CairnRowStore *self, CairnStateReader *reader)
{
  CairnSegmentTable *segments = cairn_visit_decoder_get_segments (self->decoder);
  guint n = (guint) cairn_state_reader_get_int (reader, 0, G_MAXUINT16);

  for (guint i = 0; i < n && cairn_state_reader_is_good (reader); i++)
    if (cairn_segment_table_add_meant (segments, cairn_state_reader_get_text (reader)) != i)
      return cairn_state_reader_fail (reader);
  return cairn_state_reader_is_good (reader);
}

static gboolean
read_sums (CairnRowStore *self, CairnStateReader *reader)
{
  if (cairn_state_reader_get_int (reader, FALSE, TRUE) == 0)
    cairn_row_store_give_up_book (self);
  self->seen_otherwise = cairn_state_reader_get_int (reader, FALSE, TRUE) != 0;
  self->n_rows = (gsize) cairn_state_reader_get_int (reader, 0, G_MAXINT64);
  self->next_arrival = cairn_state_reader_get_int (reader, G_MININT64, G_MAXINT64);
  self->last_number = (guint) cairn_state_reader_get_int (reader, 0, G_MAXUINT16);
  for (guint i = 0; i < CAIRN_N_ROW_STATES; i++)
    self->by_state[i] = (guint) cairn_state_reader_get_int (reader, 0, G_MAXUINT32);
  self->limits.n_unmapped = (guint) cairn_state_reader_get_int (reader, 0, G_MAXUINT16);
  return cairn_state_reader_is_good (reader);
}

static gboolean
read_lost (CairnRowStore *self, CairnStateReader *reader)
{
  g_clear_pointer (&self->lost, cairn_lost_customers_free);
  self->lost = cairn_lost_customers_read (reader, self->engine->customers->len);
  return cairn_state_reader_is_good (reader)
         && (self->lost == NULL || self->book == NULL || cairn_state_reader_fail (reader));
}

gboolean
cairn_row_store_state_read (CairnRowStore *self, CairnStateReader *reader)
{
  CairnSegmentTable *segments = cairn_visit_decoder_get_segments (self->decoder);
  CairnCustomerBook *customers = cairn_visit_decoder_get_book (self->decoder);

  g_return_val_if_fail (self->chunks->len == 0, FALSE);

  if (!read_sums (self, reader) || !cairn_engine_state_begin (self->engine, reader, &self->limits)
      || !read_chunks (self, reader)
      || (self->book != NULL && !cairn_stay_book_state_read (self->book, reader, &self->limits)))
    return FALSE;
  cairn_state_reader_start (reader);
  return (self->book == NULL
          || cairn_stay_book_state_read_customers (self->book, reader, &self->limits))
         && read_segments (self, reader)
         && cairn_engine_state_read_names (self->engine, reader, &self->limits)
         && cairn_customer_book_state_read (customers, reader, cairn_segment_table_count (segments))
         && read_unmapped (self, reader) && read_lost (self, reader);
}

/* Whether rows and visits are as many as each other say. */
static gboolean
sums_are_good (const CairnRowStore *self)
{
  guint64 n_rows = 0;
  gsize n_visits = cairn_engine_state_count (self->engine);
  guint64 n_ends = 0;

  for (guint i = 0; i < CAIRN_N_ROW_STATES; i++)
    n_rows += self->by_state[i];
  for (guint i = CAIRN_ROW_SUCCESS; i <= CAIRN_ROW_OTHER_END; i++)
    n_ends += self->by_state[i];
  if (self->book != NULL)
    return n_rows == self->n_rows;
  return n_rows == self->n_rows && n_visits >= self->by_state[CAIRN_ROW_VISIT]
         && n_visits <= self->by_state[CAIRN_ROW_VISIT] + n_ends;
}

gboolean
cairn_row_store_state_finish (CairnRowStore *self, CairnStateReader *reader)
{
  for (guint c = 0; c < self->chunks->len; c++)
    if (!ids_are_good (g_ptr_array_index (self->chunks, c)))
      return cairn_state_reader_fail (reader);
  if (!sums_are_good (self))
    return cairn_state_reader_fail (reader);
  cairn_row_store_count_lost (self);
  self->loaded = TRUE;
  return cairn_engine_state_finish (self->engine, reader);
}

gboolean
cairn_row_store_state_check (CairnRowStore *self, guint chunk, const CairnRowRange *range)
{
  const CairnRowChunk *known = g_ptr_array_index (self->chunks, chunk);
  CairnRowChunk *fresh = cairn_row_chunk_new (known->number, range);
  gboolean same = fresh->n_rows == known->n_rows && fresh->sum == known->sum;

  cairn_row_chunk_free (fresh);
  return same;
}

/* ---- what the store is asked before ---- */

gint64
cairn_row_store_get_next_arrival (const CairnRowStore *self)
{
  return self->next_arrival;
}

guint64
cairn_row_store_count_changes (const CairnRowStore *self)
{
  return self->n_changes;
}

void
cairn_row_store_forget_changes (CairnRowStore *self)
{
  self->n_changes = 0;
}
