/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-row-chunk-private.h"
#include "timing/cairn-visit.h"

G_BEGIN_DECLS

/* What the rows of one chunk come to, where stays are taken as they stand and all of them count. A
 * thread makes it by itself, so that others need only wait for handing it over to the store, by
 * cairn_row_store_load_parcel(). */

typedef struct
{
  CairnKeptVisit *visits;
  guint n, room;
  guint n_marked;
} CairnParcelCell;

typedef struct
{
  gint64 clock;
  const CairnLostCustomers *lost;
  CairnRowChunk *chunk;        /* NULL: it was handed over */
  gint64 first_entry;          /* of its visits; G_MAXINT64: there is none */
  CairnParcelCell (*cells)[2]; /* by cell: closed, open */
  guint n_cells;

  CairnRowChunk marked; /* its numbers */
  guint n_marked_rows;
  gint64 marked_entry;
} CairnRowParcel;

/* @number: what the store gave out for its chunk. @lost: must stay; may be NULL. */
CairnRowParcel *cairn_row_parcel_new (guint16 number, gint64 clock, const CairnLostCustomers *lost);
void cairn_row_parcel_free (CairnRowParcel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnRowParcel, cairn_row_parcel_free)

/* Empties it, for another chunk, and keeps its room. */
void cairn_row_parcel_reset (CairnRowParcel *self, guint16 number);

/* Ascending by rowid. */
void cairn_row_parcel_add (CairnRowParcel *self, gint64 id, const CairnSourceRow *row);

/* Remembers what is there, and forgets all that was added since. */
void cairn_row_parcel_mark (CairnRowParcel *self);
void cairn_row_parcel_rewind (CairnRowParcel *self);

G_END_DECLS
