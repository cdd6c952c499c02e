/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-change-log.h"

#include "timing/cairn-postgres.h"
#include "timing/cairn-source-error.h"
#include "timing/cairn-sqlite-source-private.h"

#include <glib/gi18n-lib.h>

#define LOG "cairn_changes"
#define KEPT 100000 /* changes; of more at once, everything is looked at anyway */

/* ---- the script ---- */

static char *
quote_text (const char *text)
{
  char *sql = sqlite3_mprintf ("%Q", text);
  char *quoted = g_strdup (sql);

  sqlite3_free (sql);
  return quoted;
}

static char *
name_trigger (const char *event, const char *table)
{
  return g_strdup_printf (LOG "_%s_%s", event, table);
}

/* @row: which of NEW and OLD is noted. A row that gets another number is both. */
static void
append_trigger (
  GString *out, const char *event, const char *table, const char *rowid, const char *row)
{
  g_autofree char *name = name_trigger (event, table);
  g_autofree char *quoted_name = cairn_sqlite_quote (name);
  g_autofree char *quoted_table = cairn_sqlite_quote (table);
  g_autofree char *text = quote_text (table);

  g_string_append_printf (out,
                          "CREATE TRIGGER IF NOT EXISTS %s AFTER %s ON %s BEGIN\n"
                          "  INSERT INTO " LOG " (source, row) VALUES (%s, %s.%s);\n",
                          quoted_name, event, quoted_table, text, row, rowid);
  if (g_str_equal (event, "UPDATE"))
    g_string_append_printf (out,
                            "  INSERT INTO " LOG " (source, row) SELECT %s, OLD.%s"
                            " WHERE OLD.%s <> NEW.%s;\n",
                            text, rowid, rowid, rowid);
  g_string_append_printf (out,
                          "  DELETE FROM " LOG " WHERE id <= (SELECT max(id) FROM " LOG ") - %d;\n"
                          "END;\n",
                          KEPT);
}

static char *
make_script (const char *table, const char *rowid)
{
  static const char *const events[] = { "INSERT", "UPDATE", "DELETE" };
  static const char *const rows[] = { "NEW", "NEW", "OLD" };
  GString *out = g_string_new (NULL);

  g_string_append (
    out, _ ("-- Notes which visits came, changed or went, so that Cairn need not look for "
            "them.\n-- Nothing but row numbers is kept, and only the latest of them. "
            "Cairn itself never writes here.\n"));
  g_string_append (out, "BEGIN;\nCREATE TABLE IF NOT EXISTS " LOG
                        " (id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL,"
                        " row INTEGER NOT NULL);\n");
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    append_trigger (out, events[i], table, rowid, rows[i]);
  g_string_append (out, "COMMIT;\n");
  g_string_append (out, _ ("-- To be rid of it:\n"));
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    {
      g_autofree char *name = name_trigger (events[i], table);
      g_autofree char *quoted = cairn_sqlite_quote (name);

      g_string_append_printf (out, "-- DROP TRIGGER %s;\n", quoted);
    }
  g_string_append (out, "-- DROP TABLE " LOG ";\n");
  return g_string_free (out, FALSE);
}

char *
cairn_change_log_script (const CairnMapping *mapping, GError **error)
{
  gboolean frozen;
  g_autoptr (sqlite3) db = NULL;
  g_auto (GStrv) columns = NULL;
  const char *rowid = NULL;

  g_return_val_if_fail (mapping != NULL && mapping->table != NULL, NULL);

  if (!cairn_postgres_is_address (mapping->path) && mapping->shape <= CAIRN_SOURCE_VISITS)
    {
      db = cairn_sqlite_open (mapping->path, &frozen, error);
      if (db == NULL)
        return NULL;
      columns = cairn_sqlite_require_columns (db, mapping->path, mapping->table, error);
      if (columns == NULL)
        return NULL;
      rowid = cairn_sqlite_find_rowid (db, mapping->path, mapping->table, columns);
    }
  if (rowid != NULL)
    return make_script (mapping->table, rowid);
  g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION,
               _ ("Changes can be noted for a table of an SQLite database where one row is a stay. "
                  "“%s” is another kind of source."),
               mapping->table);
  return NULL;
}

/* ---- the log ---- */

void
cairn_change_log_clear (CairnChangeLog *self)
{
  g_clear_pointer (&self->table, g_free);
}

static gboolean
has_trigger (sqlite3 *db, const char *path, const char *event, const char *table)
{
  g_autofree char *name = name_trigger (event, table);
  g_autoptr (sqlite3_stmt) stmt = cairn_sqlite_prepare (
    db, path,
    "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = ?1 COLLATE NOCASE"
    " AND tbl_name = ?2 COLLATE NOCASE",
    NULL);

  return stmt != NULL && sqlite3_bind_text (stmt, 1, name, -1, SQLITE_STATIC) == SQLITE_OK
         && sqlite3_bind_text (stmt, 2, table, -1, SQLITE_STATIC) == SQLITE_OK
         && sqlite3_step (stmt) == SQLITE_ROW;
}

void
cairn_change_log_find (CairnChangeLog *self, sqlite3 *db, const char *path, const char *table)
{
  g_autoptr (sqlite3_stmt) stmt
    = cairn_sqlite_prepare (db, path, "SELECT id, source, row FROM " LOG ", sqlite_sequence", NULL);

  cairn_change_log_clear (self);
  if (stmt != NULL && has_trigger (db, path, "INSERT", table)
      && has_trigger (db, path, "UPDATE", table) && has_trigger (db, path, "DELETE", table))
    self->table = g_strdup (table);
}

/* The number of the last change ever noted, whatever is left of them. */
static gboolean
get_last (sqlite3 *db, const char *path, gint64 *last, GError **error)
{
  return cairn_sqlite_get_int (db, path, "SELECT seq FROM sqlite_sequence WHERE name = '" LOG "'",
                               0, last, error);
}

gboolean
cairn_change_log_skip (CairnChangeLog *self, sqlite3 *db, const char *path, GError **error)
{
  return self->table == NULL || get_last (db, path, &self->last, error);
}

static gboolean
read_rows (CairnChangeLog *self, sqlite3 *db, const char *path, GArray *ids, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt
    = cairn_sqlite_prepare (db, path,
                            "SELECT DISTINCT row FROM " LOG " WHERE id > ?1"
                            " AND source = ?2 COLLATE NOCASE ORDER BY row",
                            error);
  int rc;

  if (stmt == NULL)
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, self->last);
  sqlite3_bind_text (stmt, 2, self->table, -1, SQLITE_STATIC);
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      gint64 id = sqlite3_column_int64 (stmt, 0);

      g_array_append_val (ids, id);
    }
  if (rc != SQLITE_DONE)
    cairn_sqlite_set_error (error, db, rc, path);
  return rc == SQLITE_DONE;
}

gboolean
cairn_change_log_read (CairnChangeLog *self,
                       sqlite3 *db,
                       const char *path,
                       GArray *ids,
                       gboolean *complete,
                       GError **error)
{
  gint64 first, last;

  g_return_val_if_fail (self->table != NULL, FALSE);

  if (!get_last (db, path, &last, error)
      || !cairn_sqlite_get_int (db, path, "SELECT min(id) FROM " LOG, 0, &first, error))
    return FALSE;
  *complete = last == self->last || (last > self->last && first > 0 && first <= self->last + 1);
  if (*complete && !read_rows (self, db, path, ids, error))
    return FALSE;
  self->last = last;
  return TRUE;
}
