/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-mapping.h"
#include "timing/cairn-row-range.h"

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

/* What chunks add up. */
guint64 cairn_row_hash (gint64 id, const CairnSourceRow *row);
gboolean cairn_row_equal (const CairnSourceRow *a, const CairnSourceRow *b);
/* What becomes of the customer with this row; 0: the journey goes on. */
CairnMappingResult cairn_row_get_end (const CairnSourceRow *row);

G_END_DECLS
