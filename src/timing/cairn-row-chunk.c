/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-row-chunk-private.h"

gboolean
cairn_row_equal (const CairnSourceRow *a, const CairnSourceRow *b)
{
  return a->entered == b->entered && a->left == b->left && a->customer == b->customer
         && a->cell == b->cell && a->owner == b->owner && a->wait == b->wait
         && a->state == b->state;
}

void
cairn_row_chunk_add (CairnRowChunk *self, const CairnRowRange *range)
{
  for (guint i = 0; i < range->ids->len; i++)
    cairn_row_chunk_add_row (self, cairn_row_range_get_id (range, i),
                             cairn_row_range_get_row (range, i), range->clock);
}

CairnRowChunk *
cairn_row_chunk_new (guint16 number, const CairnRowRange *range)
{
  CairnRowChunk *self = g_new0 (CairnRowChunk, 1);

  self->number = number;
  self->rows = cairn_row_range_new (range->clock);
  cairn_row_chunk_add (self, range);
  return self;
}

void
cairn_row_chunk_free (gpointer data)
{
  CairnRowChunk *chunk = data;

  cairn_row_range_free (chunk->rows);
  g_free (chunk);
}
