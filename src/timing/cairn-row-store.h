/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-quality.h"
#include "timing/cairn-row-parcel.h"
#include "timing/cairn-row-range.h"
#include "timing/cairn-stay-book.h"
#include "timing/cairn-visit-decoder.h"
#include "timing/cairn-visit-lens.h"

G_BEGIN_DECLS

/* What is known of a source, and the engine that counts it. Reading a stretch of rowids again and
 * handing it over brings everything in step with the database, whatever happened there; loading is
 * the same with nothing known before.
 *
 * Rows come in chunks. Of a row at rest (a visit that has ended) nothing is kept here but its part
 * in the chunk's sum of hashes. What it says is known elsewhere: to the book of stays, which can
 * name the rows of a chunk when the sum turns out to be another, or, of a table too large for that,
 * to the engine, which knows the chunk each visit came with. Rows that are likely to change, or are
 * no visits, are kept as they are. So ten million rows cost a few megabytes here, and 40 bytes for
 * each that is open. */
typedef struct _CairnRowStore CairnRowStore;

/* Takes @engine; @decoder must have been made for it, and is taken too. */
CairnRowStore *cairn_row_store_new (CairnEngine *engine, CairnVisitDecoder *decoder);
void cairn_row_store_free (CairnRowStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnRowStore, cairn_row_store_free)

/* Beyond this many rows stays are taken as they stand, but that nobody stays after having been
 * lost: nothing is merged, and nothing else inferred. */
#define CAIRN_MAX_MENDED_ROWS 2000000

/* From now on, and unless there are more than @max_rows rows of visits, stays are derived and put
 * right customer by customer. @dates: how many a row of dates has, else 1. */
void
cairn_row_store_mend (CairnRowStore *self, CairnSourceShape shape, guint dates, gsize max_rows);
/* NULL: stays are taken as they stand. */
CairnStayBook *cairn_row_store_get_book (CairnRowStore *self);
/* Without a book: who was lost, and how many of their visits are closed for it; NULL: nobody. */
const CairnLostCustomers *cairn_row_store_get_lost (const CairnRowStore *self);
/* Others were lost than is known (@lost is taken; NULL: nobody): of a loaded table without a book.
 */
void cairn_row_store_set_lost (CairnRowStore *self, CairnLostCustomers *lost);
/* While loading: there will be too many rows. */
void cairn_row_store_give_up_book (CairnRowStore *self);
/* Whether so many rows came or went that a fresh load would decide otherwise. */
gboolean cairn_row_store_has_outgrown (CairnRowStore *self);

/* While loading a source of another shape than visits: one row, or one date of it. Those are not
 * kept. */
void cairn_row_store_load_event (CairnRowStore *self, gint64 order, const CairnSourceRow *row);

CairnVisitDecoder *cairn_row_store_get_decoder (CairnRowStore *self);
CairnEngine *cairn_row_store_get_engine (CairnRowStore *self);

/* Looks at all rows through @lens (taken) from now on.
 */
void cairn_row_store_set_lens (CairnRowStore *self, CairnVisitLens *lens);
/* NULL: none yet. */
CairnVisitLens *cairn_row_store_get_lens (CairnRowStore *self);

/* While loading, in any order, as long as no two ranges overlap. Complete, and to be asked, only
 * after cairn_row_store_loaded(). */
void cairn_row_store_load (CairnRowStore *self, CairnRowRange *range);
/* The same, and @range is the caller's to be used again. */
void cairn_row_store_load_copy (CairnRowStore *self, const CairnRowRange *range);
/* The same of a chunk whose number cairn_row_store_reserve() gave out: 0 if it can only be loaded
 * as above. */
guint16 cairn_row_store_reserve (CairnRowStore *self);
void cairn_row_store_load_parcel (CairnRowStore *self, CairnRowParcel *parcel);
void cairn_row_store_loaded (CairnRowStore *self);

/* For a source without rowids: counts what was loaded and forgets the rows. */
void cairn_row_store_loaded_for_good (CairnRowStore *self);

gsize cairn_row_store_get_n_rows (CairnRowStore *self);
guint cairn_row_store_get_n_chunks (CairnRowStore *self);
/* The rowids of @chunk lie in (*@after, *@upto]; those of the last one have no upper end but what
 * was seen. */
void cairn_row_store_get_bounds (CairnRowStore *self, guint chunk, gint64 *after, gint64 *upto);
/* The chunk that row @id is in, if it is in any. There must be one. O(log n). */
guint cairn_row_store_find_chunk (CairnRowStore *self, gint64 id);
/* The greatest rowid seen; G_MININT64 before the first. */
gint64 cairn_row_store_get_last_id (CairnRowStore *self);
/* The rows of @chunk that are known one by one: those still open, and those that are no visits.
 * Some that were open may still be among them. */
CairnRowRange *cairn_row_store_get_chunk (CairnRowStore *self, guint chunk);

/* @chunk now looks like @range (taken). Returns whether anything was different. */
gboolean cairn_row_store_replace (CairnRowStore *self, guint chunk, CairnRowRange *range);
/* Rows beyond all others came (@range is taken); a chunk should hold about @chunk_rows. */
void cairn_row_store_append (CairnRowStore *self, CairnRowRange *range, guint chunk_rows);
/* Row number @index of those known of @chunk now looks like @row. Returns whether it was different.
 */
gboolean
cairn_row_store_update (CairnRowStore *self, guint chunk, guint index, const CairnSourceRow *row);

/* Whether a row that was set aside as "in the future" no longer is one at @clock. Says so once. */
gboolean cairn_row_store_take_arrivals (CairnRowStore *self, gint64 clock);

/* The engine's figures, with unmapped and quarantined counts. The report on quality is left to the
 * caller to finish and to hand to the snapshot. */
CairnSnapshot *cairn_row_store_snapshot (CairnRowStore *self,
                                         gint64 now,
                                         const CairnWindow *window,
                                         CairnQuality *quality);

G_END_DECLS
