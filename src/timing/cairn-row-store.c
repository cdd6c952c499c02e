/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-row-store-private.h"

#include "timing/cairn-engine-private.h"

static void
unmapped_free (gpointer data)
{
  CairnUnmappedValue *unmapped = data;

  g_hash_table_unref (unmapped->customers);
  g_free (unmapped);
}

CairnRowStore *
cairn_row_store_new (CairnEngine *engine, CairnVisitDecoder *decoder)
{
  CairnRowStore *self = g_new0 (CairnRowStore, 1);

  self->engine = engine;
  self->decoder = decoder;
  self->chunks = g_ptr_array_new_with_free_func (cairn_row_chunk_free);
  self->unmapped = g_ptr_array_new_with_free_func (unmapped_free);
  self->next_arrival = G_MAXINT64;
  return self;
}

void
cairn_row_store_free (CairnRowStore *self)
{
  g_ptr_array_unref (self->chunks);
  g_ptr_array_unref (self->unmapped);
  g_clear_pointer (&self->book, cairn_stay_book_free);
  g_clear_pointer (&self->lost, cairn_lost_customers_free);
  g_clear_pointer (&self->decoder, cairn_visit_decoder_free);
  g_clear_pointer (&self->engine, cairn_engine_free);
  g_clear_pointer (&self->lens, cairn_visit_lens_free);
  g_free (self);
}

CairnVisitDecoder *
cairn_row_store_get_decoder (CairnRowStore *self)
{
  return self->decoder;
}

CairnEngine *
cairn_row_store_get_engine (CairnRowStore *self)
{
  if (self->book != NULL && self->loaded)
    cairn_stay_book_settle (self->book);
  return self->engine;
}

void
cairn_row_store_mend (CairnRowStore *self, CairnSourceShape shape, guint dates, gsize max_rows)
{
  self->shape = shape;
  self->dates = dates;
  self->max_rows = max_rows;
  g_clear_pointer (&self->book, cairn_stay_book_free);
  self->book = cairn_stay_book_new (self->engine, shape);
}

CairnStayBook *
cairn_row_store_get_book (CairnRowStore *self)
{
  return self->book;
}

const CairnLostCustomers *
cairn_row_store_get_lost (const CairnRowStore *self)
{
  return self->lost;
}

void
cairn_row_store_give_up_book (CairnRowStore *self)
{
  if (self->book == NULL)
    return;
  self->lost = cairn_stay_book_give_up (self->book);
  cairn_row_store_count_lost (self);
  g_clear_pointer (&self->book, cairn_stay_book_free);
}

gboolean
cairn_row_store_is_too_large (CairnRowStore *self)
{
  return self->shape <= CAIRN_SOURCE_VISITS && self->n_rows > self->max_rows;
}

gboolean
cairn_row_store_has_outgrown (CairnRowStore *self)
{
  return self->max_rows > 0 && cairn_row_store_is_too_large (self) == (self->book != NULL);
}

void
cairn_row_store_load_event (CairnRowStore *self, gint64 order, const CairnSourceRow *row)
{
  g_return_if_fail (self->book != NULL);

  cairn_row_store_change (self, 0, order, NULL, row);
}

static gboolean
look_through (CairnVisit *visit, gpointer data)
{
  return cairn_visit_lens_apply (data, visit);
}

void
cairn_row_store_set_lens (CairnRowStore *self, CairnVisitLens *lens)
{
  gboolean clear = lens == NULL || cairn_visit_lens_is_clear (lens);

  if (!clear || self->engine->lens != NULL || self->seen_otherwise)
    cairn_engine_set_lens (self->engine, clear ? NULL : look_through, lens);
  self->seen_otherwise = FALSE;
  g_clear_pointer (&self->lens, cairn_visit_lens_free);
  self->lens = lens;
}

CairnVisitLens *
cairn_row_store_get_lens (CairnRowStore *self)
{
  return self->lens;
}

gsize
cairn_row_store_get_n_rows (CairnRowStore *self)
{
  return self->n_rows;
}
