/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-table-leaf.h"

G_BEGIN_DECLS

/* Reads the rows of a table off the pages of the database, which costs a fraction of having SQLite
 * step through them. The pages come through SQLite's own file handle, in a transaction of SQLite's:
 * nothing may write to them meanwhile. It is done only where it is certainly right; everything else
 * is left to SQLite.
 *
 * In WAL mode the log holds later versions of some pages. Which ones, is seen by walking through it
 * while our transaction is open, and rows on such pages are left to SQLite. The others stand in the
 * file as they were committed, and stay as they are. For a reader holds one of two kinds of lock.
 *
 * With WAL_READ_LOCK (K), K > 0, it sees the log up to some frame. Nobody begins the log anew, and
 * no frame beyond aReadMark[K], which is not greater, is folded back; so what is written to the
 * file meanwhile is pages that we find in the log and do not read.
 *
 * With WAL_READ_LOCK (0) it found the whole log folded back, and reads the file alone, to which
 * nobody writes without that lock. The log may be begun anew; but that pages are found in it only
 * makes us leave more to SQLite than need be.
 *
 * (SQLite, "WAL-mode File Format", on locks; in its wal.c, struct WalCkptInfo, walTryBeginRead(),
 * walCheckpoint() and walRestartLog().) */
typedef struct _CairnTablePages CairnTablePages;

/* @columns: names in the order of the fields, CAIRN_TABLE_FIELDS of them; NULL: the field stays
 * NULL. @db must outlive it. Returns NULL if the table is not of the kind. */
CairnTablePages *cairn_table_pages_new (sqlite3 *db, const char *table, const char *const *columns);
void cairn_table_pages_free (CairnTablePages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnTablePages, cairn_table_pages_free)

typedef struct
{
  /* Rows in their order; what they hold is good until it returns. */
  void (*rows) (gpointer data, const CairnTableRow *rows, guint n_rows);
  /* SQLite is to read @span, in the same transaction. FALSE: it failed, so stop. */
  gboolean (*rest) (gpointer data, const CairnRowidSpan *span);
  gpointer data;
} CairnTableTaker;

typedef enum
{
  CAIRN_PAGES_READ,
  CAIRN_PAGES_REFUSED, /* what was handed over is to be forgotten, and SQLite to read all of it */
  CAIRN_PAGES_FAILED,  /* as @taker->rest did */
} CairnPagesResult;

/* The rows of @span, in one transaction (the caller's, if there is one); if that is a long one,
 * only the first of them: *@reached says how far they go. */
CairnPagesResult cairn_table_pages_read (CairnTablePages *self,
                                         const CairnRowidSpan *span,
                                         const CairnTableTaker *taker,
                                         gint64 *reached);

G_END_DECLS
