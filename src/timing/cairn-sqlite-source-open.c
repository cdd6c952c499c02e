/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From a mapping to prepared statements. */
#include "timing/cairn-sqlite-source-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SAMPLE_ROWS 1000
#define FIRST_ROWS 20000 /* where they cannot be picked from all over */

static int
interrupt_cb (gpointer data)
{
  return g_cancellable_is_cancelled (data);
}

static gboolean
check_date_columns (CairnSqliteSource *self, char **columns, GString *list, GError **error)
{
  const CairnMapping *m = self->mapping;

  for (guint i = 0; i < m->date_columns->len; i++)
    {
      const CairnMappingDates *dates = g_ptr_array_index (m->date_columns, i);
      const char *entered
        = cairn_sqlite_require_column (columns, m->path, m->table, dates->entered, error);
      const char *left
        = entered != NULL && dates->left != NULL
            ? cairn_sqlite_require_column (columns, m->path, m->table, dates->left, error)
            : NULL;
      g_autofree char *from = entered != NULL ? cairn_sqlite_quote (entered) : NULL;
      g_autofree char *to = left != NULL ? cairn_sqlite_quote (left) : g_strdup ("NULL");

      if (entered == NULL || (dates->left != NULL && left == NULL))
        return FALSE;
      g_string_append_printf (list, ", %s, %s", from, to);
    }
  return TRUE;
}

/* The columns a row is decoded from, quoted, in the decoder's order. */
static gboolean
check_columns (CairnSqliteSource *self, char **columns, GError **error)
{
  const CairnMapping *m = self->mapping;
  const char *fourth = m->shape <= CAIRN_SOURCE_VISITS      ? m->left
                       : m->shape == CAIRN_SOURCE_LIFECYCLE ? m->transition
                                                            : NULL;
  gboolean wide = m->shape == CAIRN_SOURCE_WIDE;
  const char *wanted[]
    = { m->customer, wide ? NULL : m->stage,  wide ? NULL : m->entered, fourth, m->segment,
        m->owner,    wide ? NULL : m->started };
  GString *list = g_string_new (NULL);

  g_clear_pointer (&self->left, g_free);
  g_clear_pointer (&self->columns, g_free);
  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const char *column
        = wanted[i] != NULL
            ? cairn_sqlite_require_column (columns, m->path, m->table, wanted[i], error)
            : NULL;
      g_autofree char *quoted = column != NULL ? cairn_sqlite_quote (column) : g_strdup ("NULL");

      if (wanted[i] != NULL && column == NULL)
        {
          g_string_free (list, TRUE);
          return FALSE;
        }
      g_string_append_printf (list, ", %s", quoted);
      if (i == 3)
        self->left = g_steal_pointer (&quoted);
    }
  if (wide && !check_date_columns (self, columns, list, error))
    {
      g_string_free (list, TRUE);
      return FALSE;
    }
  self->columns = g_string_free (list, FALSE);
  return TRUE;
}

CairnTablePages *
cairn_sqlite_source_new_pages (CairnSqliteSource *self, sqlite3 *db)
{
  const CairnMapping *m = self->mapping;
  const char *const columns[CAIRN_TABLE_FIELDS]
    = { NULL, m->customer, m->stage, m->entered, m->left, m->segment, m->owner, m->started };

  return self->rowid != NULL ? cairn_table_pages_new (db, m->table, columns) : NULL;
}

/* A column may be called "rowid" and then hides it; views and WITHOUT ROWID tables have none. */
const char *
cairn_sqlite_find_rowid (sqlite3 *db, const char *path, const char *table, char **columns)
{
  static const char *const names[] = { "rowid", "_rowid_", "oid" };
  g_autofree char *quoted = cairn_sqlite_quote (table);
  g_autoptr (sqlite3_stmt) kind = cairn_sqlite_prepare (
    db, path,
    "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1 COLLATE NOCASE "
    "AND sql NOT LIKE 'CREATE VIRTUAL%'",
    NULL);

  if (kind == NULL || sqlite3_bind_text (kind, 1, table, -1, SQLITE_STATIC) != SQLITE_OK
      || sqlite3_step (kind) != SQLITE_ROW)
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (cairn_sqlite_find_column (columns, names[i]) == NULL)
      {
        g_autofree char *sql = g_strdup_printf ("SELECT %s FROM %s", names[i], quoted);
        g_autoptr (sqlite3_stmt) stmt = cairn_sqlite_prepare (db, path, sql, NULL);

        return stmt != NULL ? names[i] : NULL;
      }
  return NULL;
}

/* Whether SQLite would list the open visits from an index rather than by reading the table. */
static gboolean
is_open_indexed (CairnSqliteSource *self)
{
  g_autofree char *sql
    = g_strdup_printf ("EXPLAIN QUERY PLAN SELECT %s FROM %s WHERE %s IS NULL ORDER BY %s",
                       self->rowid, self->table, self->left, self->rowid);
  g_autoptr (sqlite3_stmt) stmt = cairn_sqlite_prepare (self->db, self->mapping->path, sql, NULL);

  while (stmt != NULL && sqlite3_step (stmt) == SQLITE_ROW)
    {
      const char *detail = (const char *) sqlite3_column_text (stmt, 3);

      if (detail != NULL && strstr (detail, " INDEX ") != NULL)
        return TRUE;
    }
  return FALSE;
}

/* The place of the column of leaving in a row of the table; -1: not to be told, as where some
 * columns are computed and need not have a place. */
static int
find_left_place (CairnSqliteSource *self)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA table_xinfo(%s)", self->table);
  g_autoptr (sqlite3_stmt) stmt = cairn_sqlite_prepare (self->db, self->mapping->path, sql, NULL);
  int place = -1;

  while (stmt != NULL && sqlite3_step (stmt) == SQLITE_ROW)
    {
      const char *name = (const char *) sqlite3_column_text (stmt, 1);

      if (sqlite3_column_int (stmt, 6) != 0)
        return -1;
      if (name != NULL && g_ascii_strcasecmp (name, self->mapping->left) == 0)
        place = sqlite3_column_int (stmt, 0);
    }
  return place;
}

static gboolean
prepare_statements (CairnSqliteSource *self, GError **error)
{
  const char *path = self->mapping->path;
  g_autofree char *sql = NULL;

  if (self->rowid == NULL)
    {
      sql = g_strdup_printf ("SELECT 0%s FROM %s", self->columns, self->table);
      self->range = cairn_sqlite_prepare (self->db, path, sql, error);
      return self->range != NULL;
    }
  sql = g_strdup_printf ("SELECT %s%s FROM %s WHERE %s > ?1 AND %s <= ?2 ORDER BY %s LIMIT ?3",
                         self->rowid, self->columns, self->table, self->rowid, self->rowid,
                         self->rowid);
  self->range = cairn_sqlite_prepare (self->db, path, sql, error);
  if (self->range == NULL)
    return FALSE;
  g_free (sql);
  sql = g_strdup_printf ("SELECT %s%s FROM %s WHERE %s = ?1", self->rowid, self->columns,
                         self->table, self->rowid);
  self->one = cairn_sqlite_prepare (self->db, path, sql, error);
  if (self->one == NULL)
    return FALSE;
  g_free (sql);
  sql = g_strdup_printf ("SELECT %s FROM %s WHERE %s = ?1", self->left, self->table, self->rowid);
  self->probe = cairn_sqlite_prepare (self->db, path, sql, error);
  return self->probe != NULL;
}

static void
list_step (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  CairnSqliteSource *self = sqlite3_user_data (context);
  gint64 value = sqlite3_value_int64 (values[0]);

  g_array_append_val (self->list, value);
}

static void
list_final (sqlite3_context *context)
{
}

static gboolean
add_functions (CairnSqliteSource *self, GError **error)
{
  /* Only for statements of our own, not for a view in somebody's file. */
  int rc
    = sqlite3_create_function_v2 (self->db, CAIRN_LIST_FUNCTION, 1, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                                  self, NULL, list_step, list_final, NULL);

  if (rc != SQLITE_OK)
    cairn_sqlite_set_error (error, self->db, rc, self->mapping->path);
  return rc == SQLITE_OK;
}

void
cairn_sqlite_source_disconnect (CairnSqliteSource *self)
{
  cairn_update_watch_disconnect (&self->updates);
  g_clear_pointer (&self->pages, cairn_table_pages_free);
  g_clear_pointer (&self->range, sqlite3_finalize);
  g_clear_pointer (&self->one, sqlite3_finalize);
  g_clear_pointer (&self->probe, sqlite3_finalize);
  g_clear_pointer (&self->db, sqlite3_close);
}

/* No number depends on it: one that is gone is none. */
static const char *
find_updated (const CairnSqliteSource *self, char **columns)
{
  const char *updated = self->mapping->updated;

  return updated != NULL ? cairn_sqlite_find_column (columns, updated) : NULL;
}

static gboolean
connect_to (CairnSqliteSource *self, GError **error)
{
  const char *path = self->mapping->path;
  g_auto (GStrv) columns = NULL;

  if (!cairn_file_stamp_take (path, &self->stamp, error))
    return FALSE;
  self->db = cairn_sqlite_open (path, &self->frozen, error);
  if (self->db == NULL)
    return FALSE;
  if (self->cancellable != NULL)
    sqlite3_progress_handler (self->db, 10000, interrupt_cb, self->cancellable);
  if (!cairn_sqlite_get_int (self->db, path, "PRAGMA schema_version", 0, &self->schema_version,
                             error)
      || !cairn_sqlite_get_int (self->db, path, "PRAGMA data_version", 0, &self->data_version,
                                error))
    return FALSE;
  columns = cairn_sqlite_require_columns (self->db, path, self->mapping->table, error);
  if (columns == NULL || !check_columns (self, columns, error))
    return FALSE;
  g_free (self->table);
  self->table = cairn_sqlite_quote (self->mapping->table);
  /* Where one row tells the end of another, there is no reading them piece by piece. */
  self->rowid = self->mapping->shape <= CAIRN_SOURCE_VISITS
                  ? cairn_sqlite_find_rowid (self->db, path, self->mapping->table, columns)
                  : NULL;
  self->open_indexed = self->rowid != NULL && is_open_indexed (self);
  if (self->rowid != NULL)
    {
      cairn_change_log_find (&self->changes, self->db, path, self->mapping->table);
      cairn_update_watch_find (&self->updates, self->db, path, self->mapping->table, self->rowid,
                               find_updated (self, columns));
    }
  self->log.column = self->rowid != NULL ? find_left_place (self) : -1;
  return add_functions (self, error) && prepare_statements (self, error);
}

gboolean
cairn_sqlite_source_connect (CairnSqliteSource *self, GError **error)
{
  cairn_sqlite_source_disconnect (self);
  if (connect_to (self, error))
    return TRUE;
  cairn_sqlite_source_disconnect (self);
  return FALSE;
}

/* ---- the time format ---- */

static void
sample_column (sqlite3_stmt *stmt, int column, CairnTimeSampler *sampler)
{
  switch (sqlite3_column_type (stmt, column))
    {
    case SQLITE_INTEGER:
      cairn_time_sampler_add_integer (sampler, sqlite3_column_int64 (stmt, column));
      break;
    case SQLITE_FLOAT:
      cairn_time_sampler_add_real (sampler, sqlite3_column_double (stmt, column));
      break;
    case SQLITE_TEXT:
      {
        const char *text = (const char *) sqlite3_column_text (stmt, column);

        if (text != NULL)
          cairn_time_sampler_add_text (sampler, text, sqlite3_column_bytes (stmt, column));
        break;
      }
    default:
      break;
    }
}

static void
sample_row (CairnSqliteSource *self, CairnTimeSampler *sampler)
{
  sample_column (self->range, 3, sampler);
  if (self->mapping->shape <= CAIRN_SOURCE_VISITS)
    sample_column (self->range, 4, sampler);
  for (int i = CAIRN_FIRST_DATE; i < sqlite3_column_count (self->range); i++)
    sample_column (self->range, i, sampler);
}

/* The row at or after each of a thousand evenly spaced rowids: the first thousand rows of a table
 * may all lie before the 13th of a month. */
static int
sample_spread (CairnSqliteSource *self, gint64 first, gint64 last, CairnTimeSampler *sampler)
{
  int rc = SQLITE_OK;

  for (gint64 i = 0; i < SAMPLE_ROWS && (rc == SQLITE_OK || rc == SQLITE_DONE); i++)
    {
      gint64 after = MAX (first, -G_MAXINT64) - 1
                     + (gint64) (((double) last - (double) first + 1) * (double) i / SAMPLE_ROWS);

      sqlite3_bind_int64 (self->range, 1, after);
      sqlite3_bind_int64 (self->range, 2, G_MAXINT64);
      sqlite3_bind_int64 (self->range, 3, 1);
      rc = sqlite3_step (self->range);
      if (rc == SQLITE_ROW)
        {
          sample_row (self, sampler);
        }
      if (rc == SQLITE_ROW || rc == SQLITE_DONE)
        rc = sqlite3_reset (self->range);
    }
  return rc;
}

static int
sample_first (CairnSqliteSource *self, CairnTimeSampler *sampler)
{
  int rc = SQLITE_ROW;

  for (guint i = 0; i < FIRST_ROWS && rc == SQLITE_ROW; i++)
    {
      rc = sqlite3_step (self->range);
      if (rc == SQLITE_ROW)
        {
          sample_row (self, sampler);
        }
    }
  return rc == SQLITE_ROW ? SQLITE_DONE : rc;
}

static gboolean
take_sample (CairnSqliteSource *self, CairnTimeSampler *sampler, GError **error)
{
  const char *path = self->mapping->path;
  int rc;

  if (self->rowid == NULL)
    rc = sample_first (self, sampler);
  else
    {
      g_autofree char *sql_min
        = g_strdup_printf ("SELECT min(%s) FROM %s", self->rowid, self->table);
      g_autofree char *sql_max
        = g_strdup_printf ("SELECT max(%s) FROM %s", self->rowid, self->table);
      gint64 first, last;

      if (!cairn_sqlite_get_int (self->db, path, sql_min, 1, &first, error)
          || !cairn_sqlite_get_int (self->db, path, sql_max, 0, &last, error))
        return FALSE;
      rc = last < first ? SQLITE_OK : sample_spread (self, first, last, sampler);
    }
  if (rc != SQLITE_OK && rc != SQLITE_DONE)
    cairn_sqlite_set_error (error, self->db, rc, path);
  sqlite3_reset (self->range);
  return rc == SQLITE_OK || rc == SQLITE_DONE;
}

gboolean
cairn_sqlite_source_find_time_format (CairnSqliteSource *self,
                                      CairnTimeFormat *format,
                                      GError **error)
{
  CairnTimeSampler sampler = CAIRN_TIME_SAMPLER_INIT;
  g_autofree char *name = NULL;

  if (self->mapping->time_format != NULL)
    {
      if (cairn_time_format_parse (self->mapping->time_format, format))
        return TRUE;
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION,
                   _ ("“%s” is not a time format. Use one of: %s."), self->mapping->time_format,
                   CAIRN_TIME_FORMAT_NAMES);
      return FALSE;
    }
  if (!take_sample (self, &sampler, error))
    return FALSE;
  if (cairn_time_sampler_decide (&sampler, format))
    return TRUE;
  name = g_filename_display_name (self->mapping->path);
  g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_AMBIGUOUS_TIME,
               _ ("The times in “%s” of “%s” could have the day or the month first. Say which with "
                  "the time format d/m/y or m/d/y."),
               self->mapping->entered, name);
  return FALSE;
}
