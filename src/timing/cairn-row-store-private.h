/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-engine-state-private.h"
#include "timing/cairn-row-chunk-private.h"
#include "timing/cairn-row-store.h"

G_BEGIN_DECLS

/* Visits of one value that is not on the journey. */
typedef struct
{
  guint visits;
  GHashTable *customers; /* number → how many visits */
} CairnUnmappedValue;

struct _CairnRowStore
{
  CairnEngine *engine;
  CairnVisitDecoder *decoder;
  CairnVisitLens *lens; /* NULL: all visits count as they stand */
  GPtrArray *chunks;    /* CairnRowChunk, by rowid */
  gsize n_rows;
  GPtrArray *unmapped; /* CairnUnmappedValue, by number */
  guint by_state[CAIRN_N_ROW_STATES];
  gint64 next_arrival;
  guint last_number; /* of a chunk */

  CairnStayBook *book; /* NULL: stays are taken as they stand */
  CairnSourceShape shape;
  guint dates;
  gsize max_rows;           /* 0: nothing is to be mended */
  CairnLostCustomers *lost; /* NULL: nobody, or the book knows */
  gboolean loaded;
  gboolean seen_otherwise; /* as they came from a file, visits stand where another lens put them */
  CairnStateLimits limits; /* while they come */
  guint64 n_changes;       /* rows that came, changed or went */
};

/* The rows that a lost customer left open, of all there are. */
void cairn_row_store_count_lost (CairnRowStore *self);

/* A value more. */
CairnUnmappedValue *cairn_row_store_add_unmapped (CairnRowStore *self);

/* Too many rows of visits for a book. */
gboolean cairn_row_store_is_too_large (CairnRowStore *self);

/* Row @id of @chunk is @new_row now and was @old; NULL: no row on that side. The chunk itself is
 * left alone. */
void cairn_row_store_change (CairnRowStore *self,
                             guint16 chunk,
                             gint64 id,
                             const CairnSourceRow *old,
                             const CairnSourceRow *new_row);

/* All of @range came with chunk number @chunk. */
void cairn_row_store_count_in (CairnRowStore *self, const CairnRowRange *range, guint16 chunk);
/* All of @chunk came, but for the part of the engine. There is no book. */
void cairn_row_store_count_chunk_in (CairnRowStore *self, const CairnRowChunk *chunk);
/* All of @chunk went, but for the part of the book or of the engine. */
void cairn_row_store_count_out (CairnRowStore *self, const CairnRowChunk *chunk);
/* @range came in place of @old, which is no longer counted but still in the book. */
void cairn_row_store_replace_in_book (CairnRowStore *self,
                                      const CairnRowChunk *old,
                                      const CairnRowRange *range);

G_END_DECLS
