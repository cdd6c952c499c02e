/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-mapping.h"
#include "timing/cairn-snapshot.h"
#include "timing/cairn-visit.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Reads the visits of an SQLite file and keeps in step with it. Never writes. Blocking, and not
 * thread-safe: a command calls it directly, a window uses CairnLive.
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
typedef struct _CairnSqliteSource CairnSqliteSource;

/* Opens the file and checks the mapping. @cancellable (may be NULL) stops every later call. Errors:
 * CAIRN_SOURCE_ERROR, G_IO_ERROR_CANCELLED. */
CairnSqliteSource *
cairn_sqlite_source_new (const CairnMapping *mapping, GCancellable *cancellable, GError **error);
void cairn_sqlite_source_free (CairnSqliteSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnSqliteSource, cairn_sqlite_source_free)

/* The clock that tells the future, in seconds; 0: the real one. The later of the two counts. */
void cairn_sqlite_source_set_clock (CairnSqliteSource *self, gint64 now);

/* Reads everything. A failure leaves what was read before untouched. */
gboolean cairn_sqlite_source_load (CairnSqliteSource *self,
                                   CairnProgressFunc progress,
                                   gpointer data,
                                   GError **error);

/* What is left to do before the numbers are those of the file. */
typedef enum
{
  CAIRN_SOURCE_FRESH,
  CAIRN_SOURCE_AUDIT,  /* most likely nothing more will change */
  CAIRN_SOURCE_URGENT, /* new or closed visits */
  CAIRN_SOURCE_RELOAD, /* call cairn_sqlite_source_load() */
} CairnSourceWork;

/* Cheap (microseconds): has anybody committed anything? Adds to the work. */
gboolean cairn_sqlite_source_check (CairnSqliteSource *self, GError **error);
CairnSourceWork cairn_sqlite_source_get_work (CairnSqliteSource *self);

/* Does one piece of the work, about 20 ms at the most; sets *@changed if a number may be another
 * now. Do not call with CAIRN_SOURCE_RELOAD. */
gboolean cairn_sqlite_source_step (CairnSqliteSource *self, gboolean *changed, GError **error);

/* Checks and works until nothing is left. */
gboolean cairn_sqlite_source_settle (CairnSqliteSource *self, GError **error);

/* All figures at @now. */
CairnSnapshot *
cairn_sqlite_source_snapshot (CairnSqliteSource *self, gint64 now, const CairnWindow *window);

/* Rows read, those set aside included. */
gsize cairn_sqlite_source_get_n_rows (CairnSqliteSource *self);

G_END_DECLS
