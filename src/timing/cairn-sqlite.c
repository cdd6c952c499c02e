/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-sqlite-private.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MS 500

char *
cairn_sqlite_beside (const char *path, const char *suffix)
{
  g_autofree char *real = realpath (path, NULL);

  return g_strconcat (real != NULL ? real : path, suffix, NULL);
}

static gboolean
exists_beside (const char *path, const char *suffix)
{
  g_autofree char *beside = cairn_sqlite_beside (path, suffix);

  return g_file_test (beside, G_FILE_TEST_EXISTS);
}

gboolean
cairn_file_stamp_take (const char *path, CairnFileStamp *stamp, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) local = NULL;
  g_autoptr (GFileInfo) info
    = g_file_query_info (file, "standard::type,standard::size,time::*,unix::device,unix::inode",
                         G_FILE_QUERY_INFO_NONE, NULL, &local);

  if (info == NULL)
    {
      if (g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_FOUND)
          || g_error_matches (local, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
        g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_MISSING,
                     _ ("“%s” does not exist. Check the name, or choose another file."), name);
      else
        g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_PERMISSION,
                     _ ("“%s” cannot be reached (%s). Check the rights of its folder."), name,
                     local->message);
      return FALSE;
    }
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NOT_A_DATABASE,
                   _ ("“%s” is not a file. Choose the database file itself."), name);
      return FALSE;
    }
  stamp->device = g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_UNIX_DEVICE);
  stamp->inode = g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_UNIX_INODE);
  stamp->size = (guint64) g_file_info_get_size (info);
  stamp->mtime
    = (gint64) g_file_info_get_attribute_uint64 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED) * 1000000
      + g_file_info_get_attribute_uint32 (info, G_FILE_ATTRIBUTE_TIME_MODIFIED_USEC);
  stamp->has_log = exists_beside (path, "-wal") || exists_beside (path, "-journal");
  return TRUE;
}

gboolean
cairn_file_stamp_equal (const CairnFileStamp *a, const CairnFileStamp *b)
{
  return a->device == b->device && a->inode == b->inode && a->size == b->size
         && a->mtime == b->mtime && a->has_log == b->has_log;
}

void
cairn_sqlite_set_error (GError **error, sqlite3 *db, int rc, const char *path)
{
  g_autofree char *name = g_filename_display_name (path);
  /* SQLite quotes what it found, which need not be text in a damaged file. */
  g_autofree char *detail
    = g_utf8_make_valid (db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (rc), -1);
  int extended = db != NULL ? sqlite3_extended_errcode (db) : rc;

  switch (rc & 0xff)
    {
    case SQLITE_INTERRUPT:
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Reading “%s” was stopped."), name);
      return;
    case SQLITE_NOTADB:
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NOT_A_DATABASE,
                   _ ("“%s” is not an SQLite database, or it is encrypted. Choose another file, or "
                      "make a decrypted copy."),
                   name);
      return;
    case SQLITE_CORRUPT:
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_CORRUPT,
                   _ ("“%s” is damaged (%s). Restore a copy, or save what is left with the sqlite3 "
                      "program's “.recover”."),
                   name, detail);
      return;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_LOCKED,
                   _ ("“%s” is locked by another program. Try again when that has finished."),
                   name);
      return;
    case SQLITE_PERM:
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_PERMISSION,
                   _ ("“%s” may not be read. Ask for the right to read it."), name);
      return;
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
      if (extended == SQLITE_READONLY_RECOVERY || extended == SQLITE_READONLY_CANTLOCK
          || exists_beside (path, "-wal") || exists_beside (path, "-journal"))
        g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_WAL,
                     _ ("“%s” has changes in a log beside it that cannot be read from here (%s). "
                        "Get write access to its folder, or have a copy made with “VACUUM INTO”."),
                     name, detail);
      else
        g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_PERMISSION,
                     _ ("“%s” cannot be opened (%s). Check the rights of the file and its folder."),
                     name, detail);
      return;
    default:
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_READ,
                   _ ("“%s” cannot be read: %s."), name, detail);
      return;
    }
}

static int
authorize (void *data, int action, const char *a, const char *b, const char *c, const char *d)
{
  static const char *const pragmas[]
    = { "data_version", "schema_version", "table_xinfo", "table_info", "index_list", NULL };

  switch (action)
    {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
    case SQLITE_TRANSACTION:
      return SQLITE_OK;
    case SQLITE_FUNCTION:
      return g_strcmp0 (b, "load_extension") == 0 ? SQLITE_DENY : SQLITE_OK;
    case SQLITE_PRAGMA:
      return a != NULL && g_strv_contains (pragmas, a) ? SQLITE_OK : SQLITE_DENY;
    default:
      return SQLITE_DENY;
    }
}

/* Through SQLite, and never by a file descriptor of our own: closing one would drop the locks that
 * other connections of this process hold on the file, and then a writer takes the log away from
 * under them (SQLite, "How to corrupt a database file", section 2.2). */
static gboolean
read_start (const char *path, guint8 *bytes, int n)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  sqlite3_vfs *vfs = sqlite3_vfs_find (NULL);
  g_autofree sqlite3_file *file = g_malloc0 ((gsize) vfs->szOsFile);
  int rc = vfs->xOpen (vfs, absolute, file, SQLITE_OPEN_READONLY | SQLITE_OPEN_MAIN_DB, NULL);

  if (rc == SQLITE_OK)
    rc = file->pMethods->xRead (file, bytes, n, 0);
  if (file->pMethods != NULL)
    file->pMethods->xClose (file);
  return rc == SQLITE_OK;
}

/* Bytes 18 and 19 of the header are 2 in WAL mode (SQLite file format, section 1.3). */
static gboolean
is_wal_without_log (const char *path)
{
  guint8 header[20] = { 0 };

  if (exists_beside (path, "-wal") || exists_beside (path, "-journal"))
    return FALSE;
  return read_start (path, header, sizeof header) && memcmp (header, "SQLite format 3", 16) == 0
         && header[18] == 2;
}

static char *
build_uri (const char *path, gboolean frozen, GError **error)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *uri = g_filename_to_uri (absolute, NULL, error);

  if (uri == NULL)
    return NULL;
  return g_strconcat (uri, frozen ? "?mode=ro&immutable=1" : "?mode=ro", NULL);
}

static gboolean
check_readable (const char *path, GError **error)
{
  g_autofree char *name = NULL;

  if (g_access (path, R_OK) == 0)
    return TRUE;
  name = g_filename_display_name (path);
  g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_PERMISSION,
               _ ("“%s” may not be read (%s). Ask for the right to read it."), name,
               g_strerror (errno));
  return FALSE;
}

sqlite3 *
cairn_sqlite_open (const char *path, gboolean *frozen, GError **error)
{
  const int flags
    = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE;
  g_autofree char *uri = NULL;
  g_autoptr (sqlite3) db = NULL;
  CairnFileStamp stamp;
  gint64 tables;
  int rc;

  g_return_val_if_fail (path != NULL && frozen != NULL, NULL);

  if (!cairn_file_stamp_take (path, &stamp, error) || !check_readable (path, error))
    return NULL;
  *frozen = is_wal_without_log (path);
  uri = build_uri (path, *frozen, error);
  if (uri == NULL)
    return NULL;
  rc = sqlite3_open_v2 (uri, &db, flags, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
  if (rc == SQLITE_OK)
    rc = sqlite3_extended_result_codes (db, 1);
  if (rc == SQLITE_OK)
    rc = sqlite3_db_config (db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_db_config (db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  if (rc == SQLITE_OK)
    rc = sqlite3_set_authorizer (db, authorize, NULL);
  if (rc != SQLITE_OK)
    {
      cairn_sqlite_set_error (error, db, rc, path);
      return NULL;
    }
  /* Only the first statement touches the file. */
  if (!cairn_sqlite_get_int (db, path, "SELECT count(*) FROM sqlite_master", 0, &tables, error))
    return NULL;
  return g_steal_pointer (&db);
}

sqlite3_stmt *
cairn_sqlite_prepare (sqlite3 *db, const char *path, const char *sql, GError **error)
{
  sqlite3_stmt *stmt = NULL;
  int rc = sqlite3_prepare_v3 (db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);

  if (rc != SQLITE_OK)
    cairn_sqlite_set_error (error, db, rc, path);
  return stmt;
}

gboolean
cairn_sqlite_get_int (
  sqlite3 *db, const char *path, const char *sql, gint64 fallback, gint64 *value, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = cairn_sqlite_prepare (db, path, sql, error);
  int rc;

  if (stmt == NULL)
    return FALSE;
  rc = sqlite3_step (stmt);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    {
      cairn_sqlite_set_error (error, db, rc, path);
      return FALSE;
    }
  *value = fallback;
  if (rc == SQLITE_ROW && sqlite3_column_type (stmt, 0) != SQLITE_NULL)
    *value = sqlite3_column_int64 (stmt, 0);
  return TRUE;
}

char *
cairn_sqlite_quote (const char *identifier)
{
  GString *quoted = g_string_new ("\"");

  for (const char *p = identifier; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (quoted, '"');
      g_string_append_c (quoted, *p);
    }
  g_string_append_c (quoted, '"');
  return g_string_free (quoted, FALSE);
}

/* The texts in column @column of all rows of @sql. */
static char **
get_texts (sqlite3 *db, const char *path, const char *sql, int column, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = cairn_sqlite_prepare (db, path, sql, error);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  int rc;

  if (stmt == NULL)
    return NULL;
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      const char *text = (const char *) sqlite3_column_text (stmt, column);

      if (text != NULL)
        g_strv_builder_add (builder, text);
    }
  if (rc != SQLITE_DONE)
    {
      cairn_sqlite_set_error (error, db, rc, path);
      return NULL;
    }
  return g_strv_builder_end (builder);
}

char **
cairn_sqlite_columns (sqlite3 *db, const char *path, const char *table, GError **error)
{
  g_autofree char *quoted = cairn_sqlite_quote (table);
  g_autofree char *sql = g_strdup_printf ("PRAGMA table_xinfo(%s)", quoted);
  g_auto (GStrv) columns = get_texts (db, path, sql, 1, error);

  if (columns == NULL || columns[0] == NULL)
    return NULL;
  return g_steal_pointer (&columns);
}

char **
cairn_sqlite_tables (sqlite3 *db, const char *path, GError **error)
{
  return get_texts (db, path,
                    "SELECT name FROM sqlite_master WHERE type IN ('table','view') "
                    "AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name",
                    0, error);
}

const char *
cairn_sqlite_find_column (char **columns, const char *name)
{
  for (char **c = columns; *c != NULL; c++)
    if (g_ascii_strcasecmp (*c, name) == 0)
      return *c;
  return NULL;
}

char **
cairn_sqlite_require_columns (sqlite3 *db, const char *path, const char *table, GError **error)
{
  g_autoptr (GError) local = NULL;
  char **columns = cairn_sqlite_columns (db, path, table, &local);

  if (local != NULL)
    g_propagate_error (error, g_steal_pointer (&local));
  else if (columns == NULL)
    {
      g_autofree char *name = g_filename_display_name (path);

      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_TABLE,
                   _ ("“%s” has no table or view “%s”. Check the name."), name, table);
    }
  return columns;
}

const char *
cairn_sqlite_require_column (
  char **columns, const char *path, const char *table, const char *name, GError **error)
{
  const char *column = cairn_sqlite_find_column (columns, name);

  if (column == NULL)
    {
      g_autofree char *file = g_filename_display_name (path);
      g_autofree char *list = g_strjoinv (", ", columns);

      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_COLUMN,
                   _ ("“%s” has no column “%s” in “%s”. Choose one of: %s."), file, name, table,
                   list);
    }
  return column;
}
