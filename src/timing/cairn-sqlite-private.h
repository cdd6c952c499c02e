/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-source-error.h"

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* Reading somebody else's SQLite file without leaving a trace. */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

/* What tells that a file was changed or replaced, without opening it. */
typedef struct
{
  guint64 device, inode, size;
  gint64 mtime;     /* microseconds */
  gboolean has_log; /* a -wal or -journal stands beside it */
} CairnFileStamp;

gboolean cairn_file_stamp_take (const char *path, CairnFileStamp *stamp, GError **error);
gboolean cairn_file_stamp_equal (const CairnFileStamp *a, const CairnFileStamp *b);

/* The file that SQLite keeps beside the database, which is where a symbolic link leads. */
char *cairn_sqlite_beside (const char *path, const char *suffix);

/* Opens @path so that nothing can be written, be it by a view or a trigger: read-only mode, and an
 * authorizer that knows SELECT, READ, FUNCTION and PRAGMA.
 *
 * A database in WAL mode whose log is not there has no writer; the ordinary way would leave an
 * empty -wal and -shm beside it, so it is opened as a file that does not change, and *@frozen is
 * set: the caller must compare CairnFileStamps before and after, and open anew if they differ. */
sqlite3 *cairn_sqlite_open (const char *path, gboolean *frozen, GError **error);

sqlite3_stmt *cairn_sqlite_prepare (sqlite3 *db, const char *path, const char *sql, GError **error);

/* One row, one column; @fallback if there is no row. */
gboolean cairn_sqlite_get_int (
  sqlite3 *db, const char *path, const char *sql, gint64 fallback, gint64 *value, GError **error);

/* The GError for a result code of sqlite3. */
void cairn_sqlite_set_error (GError **error, sqlite3 *db, int rc, const char *path);

/* "table" with the quotes that let it be any name. */
char *cairn_sqlite_quote (const char *identifier);

/* Column names of a table or view in their order; NULL without an error if there is no such table.
 * Names compare without case, as SQLite does. */
char **cairn_sqlite_columns (sqlite3 *db, const char *path, const char *table, GError **error);

/* All tables (first) and views, each by name. */
char **cairn_sqlite_tables (sqlite3 *db, const char *path, GError **error);

/* The name as the database spells it, or NULL. */
const char *cairn_sqlite_find_column (char **columns, const char *name);

/* The same, with CAIRN_SOURCE_ERROR_NO_COLUMN, which lists what there is. */
const char *cairn_sqlite_require_column (
  char **columns, const char *path, const char *table, const char *name, GError **error);

/* cairn_sqlite_columns(), with CAIRN_SOURCE_ERROR_NO_TABLE. */
char **
cairn_sqlite_require_columns (sqlite3 *db, const char *path, const char *table, GError **error);

G_END_DECLS
