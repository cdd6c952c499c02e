/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-source.h"

G_BEGIN_DECLS

/* A source that reads the visits of an SQLite file and keeps in step with it.
 *
 * A row that cannot be a visit is counted by its reason, and so is a visit of an unknown stage.
 * Stays of one customer that overlap in one stage are counted as they stand, not merged.
 *
 * What is noticed of other programs' commits, in this order:
 *  1. rows added behind all others: at once
 *  2. open visits that were closed, and closed ones that were opened again if an index lists the
 *     open ones: next, 8,192 probes a step without such an index
 *  3. everything else (edits of closed visits, deletions, other customers' names and segments): by
 *     reading the table again a chunk of 65,536 rows at a time
 * so that after the last step the numbers are those of a fresh load. A changed schema (VACUUM too),
 * a shrunken rowid, a replaced file and changes of a view or a table without rowids lead to a full
 * load. */
/* As cairn_source_open(). */
CairnSource *
cairn_sqlite_source_new (const CairnMapping *mapping, GCancellable *cancellable, GError **error);

G_END_DECLS
