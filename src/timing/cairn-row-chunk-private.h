/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-mapping.h"
#include "timing/cairn-row-range.h"
#include "timing/cairn-stay-book.h"

G_BEGIN_DECLS

#define CAIRN_N_SETTLED_STATES (CAIRN_ROW_OTHER_END + 1)

/* Rows that are read together, and what is kept of them: see CairnRowStore. */
typedef struct
{
  guint16 number; /* what the engine calls its visits by, as long as there is no book */
  guint n_rows;
  gint64 first, last;  /* rowids; without any, those of the chunk before end at @last */
  guint64 sum;         /* of the rows' hashes */
  CairnRowRange *rows; /* those known one by one */
  guint settled[CAIRN_N_SETTLED_STATES]; /* the others */
} CairnRowChunk;

CairnRowChunk *cairn_row_chunk_new (guint16 number, const CairnRowRange *range);
void cairn_row_chunk_free (gpointer data);
/* Sums the rows of @range up, and keeps those to be known one by one behind the others it has. */
void cairn_row_chunk_add (CairnRowChunk *self, const CairnRowRange *range);

gboolean cairn_row_equal (const CairnSourceRow *a, const CairnSourceRow *b);

static inline guint64
cairn_row_mix (guint64 hash, guint64 value)
{
  hash = (hash ^ value) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return hash ^ hash >> 29;
}

/* What chunks add up. */
static inline guint64
cairn_row_hash (gint64 id, const CairnSourceRow *row)
{
  guint64 hash = cairn_row_mix (G_GUINT64_CONSTANT (0xd1b54a32d192ed03), (guint64) id);

  hash = cairn_row_mix (hash, (guint64) row->entered);
  hash = cairn_row_mix (hash, (guint64) row->left);
  hash
    = cairn_row_mix (hash, row->customer | (guint64) row->cell << 32 | (guint64) row->owner << 48);
  return cairn_row_mix (hash, (guint32) row->wait | (guint64) row->state << 32);
}

/* What becomes of the customer with this row; 0: the journey goes on. */
static inline CairnMappingResult
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

/* Whether the row, as it stands, is a visit that counts. */
static inline gboolean
cairn_row_is_visit (const CairnSourceRow *row)
{
  return row->state == CAIRN_ROW_VISIT
         || (cairn_row_get_end (row) != 0 && row->cell != CAIRN_NO_CELL);
}

/* Nobody stays in an end, or on after having been lost. @lost may be NULL: nobody was. */
static inline CairnVisit
cairn_row_get_visit (const CairnSourceRow *row, guint16 chunk, const CairnLostCustomers *lost)
{
  CairnVisit visit = {
    .entered = row->entered,
    .left = cairn_row_get_end (row) != 0 ? row->entered : row->left,
    .customer = row->customer,
    .cell = row->cell,
    .owner = row->owner,
    .wait = row->wait,
    .stretch = chunk,
  };

  if (lost != NULL && visit.left == CAIRN_VISIT_OPEN)
    cairn_visit_close_lost (&visit, cairn_lost_customers_get_end (lost, row));
  return visit;
}

/* Whether nothing is likely to become of the row any more. */
static inline gboolean
cairn_row_is_settled (const CairnSourceRow *row, gint64 clock)
{
  return row->left <= clock && (row->state == CAIRN_ROW_VISIT || cairn_row_get_end (row) != 0);
}

/* As cairn_row_chunk_add() does, with one that was read at @clock. */
static inline void
cairn_row_chunk_add_row (CairnRowChunk *self, gint64 id, const CairnSourceRow *row, gint64 clock)
{
  self->sum += cairn_row_hash (id, row);
  if (cairn_row_is_settled (row, clock))
    self->settled[row->state]++;
  else
    cairn_row_range_add (self->rows, id, row);
  if (self->n_rows++ == 0)
    self->first = id;
  self->last = id;
}

G_END_DECLS
