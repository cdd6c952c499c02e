/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where other programs' commits went, read off the log beside a database in WAL mode ("The SQLite
 * database file format", section 4). It is a hint where to look first and nothing more: what it
 * says is read again through SQLite, and what it does not say is found by the audit. */

/* How far the log was read. All zero at first, but @column. */
typedef struct
{
  int column; /* rows with NULL in it are of no interest, by its place in the table; -1: all are */
  guint32 salt[2]; /* of the log; each new start has another */
  guint32 n_frames;
  gboolean known;
} CairnSqliteLog;

/* Adds the rowids on all leaf pages, of whatever table, that were committed since the last call to
 * @ids (gint64; NULL: only goes to the end), ascending on each page. FALSE if nobody can tell, as
 * the first time, without a log, or when it was begun anew over what had not been read yet. */
gboolean cairn_sqlite_log_read (CairnSqliteLog *self, const char *path, GArray *ids);

/* All that is in the log is news, as there was none before. Does nothing if there is none yet. */
void cairn_sqlite_log_begin (CairnSqliteLog *self, const char *path);

G_END_DECLS
