/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-row-chunk-private.h"

static inline guint64
mix (guint64 hash, guint64 value)
{
  hash = (hash ^ value) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return hash ^ hash >> 29;
}

guint64
cairn_row_hash (gint64 id, const CairnSourceRow *row)
{
  guint64 hash = mix (G_GUINT64_CONSTANT (0xd1b54a32d192ed03), (guint64) id);

  hash = mix (hash, (guint64) row->entered);
  hash = mix (hash, (guint64) row->left);
  hash = mix (hash, row->customer | (guint64) row->cell << 32 | (guint64) row->owner << 48);
  return mix (hash, (guint32) row->wait | (guint64) row->state << 32);
}

gboolean
cairn_row_equal (const CairnSourceRow *a, const CairnSourceRow *b)
{
  return a->entered == b->entered && a->left == b->left && a->customer == b->customer
         && a->cell == b->cell && a->owner == b->owner && a->wait == b->wait
         && a->state == b->state;
}

CairnMappingResult
cairn_row_get_end (const CairnSourceRow *row)
{
  switch (row->state)
    {
    case CAIRN_ROW_SUCCESS:
      return CAIRN_RESULT_OF_SUCCESS;
    case CAIRN_ROW_CHURN:
      return CAIRN_RESULT_OF_CHURN;
    case CAIRN_ROW_OTHER_END:
      return CAIRN_RESULT_OF_OTHER;
    default:
      return 0;
    }
}

/* Whether nothing is likely to become of the row any more. */
static gboolean
is_settled (const CairnSourceRow *row, gint64 clock)
{
  return row->left <= clock && (row->state == CAIRN_ROW_VISIT || cairn_row_get_end (row) != 0);
}

void
cairn_row_chunk_add (CairnRowChunk *self, const CairnRowRange *range)
{
  for (guint i = 0; i < range->ids->len; i++)
    {
      const CairnSourceRow *row = cairn_row_range_get_row (range, i);

      self->sum += cairn_row_hash (cairn_row_range_get_id (range, i), row);
      if (is_settled (row, range->clock))
        self->settled[row->state]++;
      else
        cairn_row_range_add (self->rows, cairn_row_range_get_id (range, i), row);
    }
  if (range->ids->len == 0)
    return;
  if (self->n_rows == 0)
    self->first = cairn_row_range_get_id (range, 0);
  self->last = cairn_row_range_get_id (range, range->ids->len - 1);
  self->n_rows += range->ids->len;
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
