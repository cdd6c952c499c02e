/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-import-writer.h"

#include "base/cairn-time.h"
#include "timing/cairn-sqlite-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <unistd.h>

/* Nobody reads it before it has its name, so there is nothing to roll back. */
static const char schema[]
  = "PRAGMA journal_mode = OFF;"
    "PRAGMA synchronous = OFF;"
    "BEGIN;"
    "CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT, segment TEXT, csm TEXT, arr REAL, "
    "churned_at TEXT, success INTEGER, nps INTEGER, usage REAL);"
    "CREATE TABLE stage_visits(id INTEGER PRIMARY KEY, customer_id, stage TEXT, owner TEXT, "
    "entered_at TEXT NOT NULL, started_at TEXT, left_at TEXT, updated_at TEXT);";

static const char end[] = "CREATE INDEX sv_open ON stage_visits(id) WHERE left_at IS NULL;"
                          "COMMIT;";

static gboolean
fail (const char *path, const char *why, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_WRITE,
               _ ("“%s” cannot be written: %s. Nothing was changed; check the folder and the space "
                  "on the disk."),
               name, why);
  return FALSE;
}

static gboolean
write_customers (sqlite3 *db,
                 const CairnImportVisits *visits,
                 CairnLogTable *table,
                 GHashTable *numbers,
                 GCancellable *cancellable)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (db, "INSERT INTO customers(id, name, segment) VALUES(?, ?, ?)", -1, &stmt,
                          NULL)
      != SQLITE_OK)
    return FALSE;
  for (guint i = 0; i < visits->customers->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      gpointer id = GUINT_TO_POINTER (g_array_index (visits->customers, guint32, i));
      guint32 segment = GPOINTER_TO_UINT (g_hash_table_lookup (visits->segments, id));

      g_hash_table_insert (numbers, id, GUINT_TO_POINTER (i + 1));
      sqlite3_bind_int64 (stmt, 1, i + 1);
      sqlite3_bind_text (stmt, 2, cairn_log_table_get_text (table, GPOINTER_TO_UINT (id)), -1,
                         SQLITE_STATIC);
      sqlite3_bind_text (stmt, 3, cairn_log_table_get_text (table, segment), -1, SQLITE_STATIC);
      if (sqlite3_step (stmt) != SQLITE_DONE || sqlite3_reset (stmt) != SQLITE_OK)
        return FALSE;
    }
  return TRUE;
}

static void
bind_time (sqlite3_stmt *stmt, int index, gint64 moment)
{
  char *iso = moment != G_MAXINT64 ? cairn_time_to_iso (moment) : NULL;

  sqlite3_bind_text (stmt, index, iso, -1, g_free);
}

static gboolean
write_visits (sqlite3 *db,
              const CairnImportVisits *visits,
              CairnLogTable *table,
              GHashTable *numbers,
              GCancellable *cancellable)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;

  if (sqlite3_prepare_v2 (
        db,
        "INSERT INTO stage_visits(customer_id, stage, owner, entered_at, left_at) "
        "VALUES(?, ?, ?, ?, ?)",
        -1, &stmt, NULL)
      != SQLITE_OK)
    return FALSE;
  for (guint i = 0; i < visits->visits->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const CairnImportVisit *visit = &g_array_index (visits->visits, CairnImportVisit, i);

      sqlite3_bind_int64 (
        stmt, 1,
        GPOINTER_TO_UINT (g_hash_table_lookup (numbers, GUINT_TO_POINTER (visit->customer))));
      sqlite3_bind_text (stmt, 2, cairn_log_table_get_text (table, visit->stage), -1,
                         SQLITE_STATIC);
      sqlite3_bind_text (stmt, 3, cairn_log_table_get_text (table, visit->owner), -1,
                         SQLITE_STATIC);
      bind_time (stmt, 4, visit->entered);
      bind_time (stmt, 5, visit->left);
      if (sqlite3_step (stmt) != SQLITE_DONE || sqlite3_reset (stmt) != SQLITE_OK)
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_database (const CairnImportVisits *visits,
                CairnLogTable *table,
                const char *temporary,
                const char *path,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new (NULL, NULL);
  g_autoptr (sqlite3) db = NULL;

  if (sqlite3_open_v2 (temporary, &db, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK
      || sqlite3_exec (db, schema, NULL, NULL, NULL) != SQLITE_OK
      || !write_customers (db, visits, table, numbers, cancellable)
      || !write_visits (db, visits, table, numbers, cancellable)
      || sqlite3_exec (db, end, NULL, NULL, NULL) != SQLITE_OK)
    return fail (path, db != NULL ? sqlite3_errmsg (db) : _ ("out of memory"), error);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (sqlite3_close (db) != SQLITE_OK)
    return fail (path, sqlite3_errmsg (db), error);
  db = NULL;
  return TRUE;
}

static gboolean
sync_path (const char *path, int flags)
{
  int fd = g_open (path, flags, 0);
  gboolean ok = fd >= 0 && fsync (fd) == 0;

  if (fd >= 0)
    ok = g_close (fd, NULL) && ok;
  return ok;
}

gboolean
cairn_import_write (const CairnImportVisits *visits,
                    CairnLogTable *table,
                    const char *path,
                    GCancellable *cancellable,
                    GError **error)
{
  g_autofree char *temporary = g_strconcat (path, ".XXXXXX", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_mkstemp_full (temporary, O_RDWR | O_CLOEXEC, 0666);
  gboolean ok;

  if (fd < 0)
    return fail (path, g_strerror (errno), error);
  g_close (fd, NULL);
  ok = write_database (visits, table, temporary, path, cancellable, error);
  if (ok && (!sync_path (temporary, O_RDWR) || g_rename (temporary, path) != 0))
    ok = fail (path, g_strerror (errno), error);
  if (!ok)
    g_unlink (temporary);
  else
    sync_path (folder, O_RDONLY); /* some file systems cannot; the file is whole either way */
  return ok;
}
