/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-source.h"

G_BEGIN_DECLS

/* A source that reads the visits of an SQLite file and keeps in step with it.
 *
 * A row that cannot be a visit is counted by its reason, and so is a visit of an unknown stage.
 *
 * A table is read by two threads. Up to CAIRN_MAX_MENDED_ROWS rows, a book of stays puts those of
 * each customer right (cairn-stay-book.h); beyond that they are counted as they stand, and closed
 * visits are kept as the engine keeps them and nowhere else: see cairn-row-store.h.
 *
 * What is noticed of other programs' commits, in this order:
 *  1. rows added behind all others: at once
 *  2. open visits that were closed: next. In WAL mode the log tells on which pages to look. Without
 *     it (or when it was begun anew over what had not been read) all open visits are looked at: by
 *     the index that lists them if there is one, which finds reopened ones too; else 8,192 probes a
 *     step
 *  3. everything else (edits of closed visits, deletions, other customers' names and segments): by
 *     reading the table again a chunk of 65,536 rows at a time
 * so that after the last step the numbers are those of a fresh load. A changed schema (VACUUM too),
 * a shrunken rowid, a replaced file and changes of a view or a table without rowids lead to a full
 * load. */

/* As cairn_source_open(). */
CairnSource *
cairn_sqlite_source_new (const CairnMapping *mapping, GCancellable *cancellable, GError **error);

G_END_DECLS
