/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-source-preview.h"

#include "timing/cairn-postgres.h"
#include "timing/cairn-sqlite-private.h"
#include "timing/cairn-time-reader.h"

#include <glib/gi18n-lib.h>

/* How many rows, counted from the last, are looked through for customers and for the time format.
 */
#define LAST_ROWS 300
#define MAX_CELL 200 /* bytes of a cell that are shown */

static void
visit_free (gpointer data)
{
  CairnPreviewVisit *visit = data;

  g_free (visit->customer);
  g_free (visit->stage);
  g_free (visit);
}

static void
row_free (gpointer data)
{
  g_strfreev (data);
}

CairnSourcePreview *
cairn_source_preview_new (void)
{
  CairnSourcePreview *self = g_new0 (CairnSourcePreview, 1);

  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->visits = g_ptr_array_new_with_free_func (visit_free);
  return self;
}

void
cairn_source_preview_free (CairnSourcePreview *self)
{
  g_strfreev (self->tables);
  g_free (self->table);
  g_strfreev (self->columns);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->visits, g_ptr_array_unref);
  g_free (self);
}

/* A cell for people: whatever bytes it holds, as UTF-8, not too long. */
static char *
dup_cell (sqlite3_stmt *stmt, int column)
{
  const char *text = NULL;

  if (sqlite3_column_type (stmt, column) == SQLITE_BLOB)
    return g_strdup_printf ("(%d bytes)", sqlite3_column_bytes (stmt, column));
  text = (const char *) sqlite3_column_text (stmt, column);
  return g_utf8_make_valid (text != NULL ? text : "",
                            MIN (sqlite3_column_bytes (stmt, column), MAX_CELL));
}

static gboolean
read_rows (CairnSourcePreview *self, sqlite3 *db, const char *path, guint n_rows, GError **error)
{
  g_autofree char *table = cairn_sqlite_quote (self->table);
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s LIMIT %u", table, n_rows);
  g_autoptr (sqlite3_stmt) stmt = cairn_sqlite_prepare (db, path, sql, error);
  int rc = SQLITE_DONE;

  if (stmt == NULL)
    return FALSE;
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      int n = sqlite3_column_count (stmt);
      char **row = g_new0 (char *, n + 1);

      for (int i = 0; i < n; i++)
        row[i] = dup_cell (stmt, i);
      g_ptr_array_add (self->rows, row);
    }
  if (rc != SQLITE_DONE)
    cairn_sqlite_set_error (error, db, rc, path);
  return rc == SQLITE_DONE;
}

/* The rows of the last visits: customer, stage, entered, left. */
static char *
visits_sql (const CairnMapping *mapping, const char *table, gboolean rowid)
{
  g_autofree char *from = cairn_sqlite_quote (table);
  g_autofree char *customer = cairn_sqlite_quote (mapping->customer);
  g_autofree char *stage = cairn_sqlite_quote (mapping->stage);
  g_autofree char *entered = cairn_sqlite_quote (mapping->entered);
  g_autofree char *left = cairn_sqlite_quote (mapping->left);

  return g_strdup_printf (
    "SELECT %s v.%s %s, v.%s, v.%s, v.%s FROM %s AS v %s LIMIT %d",
    mapping->join_customers ? "coalesce((SELECT name FROM customers AS c WHERE c.id =" : "",
    customer, mapping->join_customers ? "), v.customer_id)" : "", stage, entered, left, from,
    rowid ? "ORDER BY v.rowid DESC" : "", LAST_ROWS);
}

static void
sample_cell (sqlite3_stmt *stmt, int column, CairnTimeSampler *sampler)
{
  const char *text = NULL;

  switch (sqlite3_column_type (stmt, column))
    {
    case SQLITE_INTEGER:
      cairn_time_sampler_add_integer (sampler, sqlite3_column_int64 (stmt, column));
      break;
    case SQLITE_FLOAT:
      cairn_time_sampler_add_real (sampler, sqlite3_column_double (stmt, column));
      break;
    case SQLITE_TEXT:
      text = (const char *) sqlite3_column_text (stmt, column);
      if (text != NULL)
        cairn_time_sampler_add_text (sampler, text, sqlite3_column_bytes (stmt, column));
      break;
    default:
      break;
    }
}

static gint64
read_time (CairnTimeReader *reader, sqlite3_stmt *stmt, int column, gint64 missing)
{
  const char *text = NULL;
  gint64 moment = G_MININT64;
  gboolean known = FALSE;

  switch (sqlite3_column_type (stmt, column))
    {
    case SQLITE_NULL:
      return missing;
    case SQLITE_INTEGER:
      known = cairn_time_reader_integer (reader, sqlite3_column_int64 (stmt, column), &moment);
      break;
    case SQLITE_FLOAT:
      known = cairn_time_reader_real (reader, sqlite3_column_double (stmt, column), &moment);
      break;
    case SQLITE_TEXT:
      text = (const char *) sqlite3_column_text (stmt, column);
      if (text == NULL || cairn_time_is_missing (text, sqlite3_column_bytes (stmt, column)))
        return missing;
      known = cairn_time_reader_text (reader, text, (gsize) sqlite3_column_bytes (stmt, column),
                                      &moment);
      break;
    default:
      break;
    }
  return known ? moment : G_MININT64;
}

/* The format that the mapping names, else the one that most of the rows speak for. */
static CairnTimeFormat
find_format (const CairnMapping *mapping, sqlite3_stmt *stmt)
{
  CairnTimeSampler sampler = CAIRN_TIME_SAMPLER_INIT;
  CairnTimeFormat format = { CAIRN_TIME_YEAR_FIRST, CAIRN_TIME_SECONDS };

  if (mapping->time_format != NULL && cairn_time_format_parse (mapping->time_format, &format))
    return format;
  while (sqlite3_step (stmt) == SQLITE_ROW)
    {
      sample_cell (stmt, 2, &sampler);
      sample_cell (stmt, 3, &sampler);
    }
  sqlite3_reset (stmt);
  cairn_time_sampler_decide (&sampler, &format);
  return format;
}

static gboolean
is_listed (GPtrArray *visits, const char *customer)
{
  for (guint i = 0; i < visits->len; i++)
    {
      const CairnPreviewVisit *visit = g_ptr_array_index (visits, i);

      if (g_str_equal (visit->customer, customer))
        return TRUE;
    }
  return FALSE;
}

static void
collect_visits (CairnSourcePreview *self,
                const CairnMapping *mapping,
                sqlite3_stmt *stmt,
                guint n_customers)
{
  CairnTimeFormat format = find_format (mapping, stmt);
  g_autoptr (GTimeZone) zone
    = mapping->zone != NULL ? g_time_zone_new_identifier (mapping->zone) : NULL;
  g_autoptr (GTimeZone) local = g_time_zone_new_local ();
  g_autoptr (CairnTimeReader) reader = cairn_time_reader_new (&format, zone != NULL ? zone : local);

  while (self->visits->len < n_customers && sqlite3_step (stmt) == SQLITE_ROW)
    {
      g_autofree char *customer = dup_cell (stmt, 0);
      g_autofree char *stage = dup_cell (stmt, 1);
      CairnPreviewVisit *visit;

      /* Where a journey ends nobody stays. */
      if (*customer == '\0' || is_listed (self->visits, customer)
          || cairn_mapping_get_outcome (mapping, stage) != 0)
        continue;
      visit = g_new0 (CairnPreviewVisit, 1);
      visit->customer = g_steal_pointer (&customer);
      visit->stage = g_steal_pointer (&stage);
      visit->entered = read_time (reader, stmt, 2, G_MININT64);
      visit->left = read_time (reader, stmt, 3, CAIRN_VISIT_OPEN);
      g_ptr_array_add (self->visits, visit);
    }
}

/* Views and tables without rowids give their rows in whatever order they have. */
static gboolean
read_visits (CairnSourcePreview *self,
             const CairnMapping *mapping,
             sqlite3 *db,
             guint n_customers,
             GError **error)
{
  g_autofree char *ordered = visits_sql (mapping, self->table, TRUE);
  g_autofree char *any = visits_sql (mapping, self->table, FALSE);
  g_autoptr (sqlite3_stmt) stmt = cairn_sqlite_prepare (db, mapping->path, ordered, NULL);

  if (stmt == NULL)
    stmt = cairn_sqlite_prepare (db, mapping->path, any, error);
  if (stmt == NULL)
    return FALSE;
  collect_visits (self, mapping, stmt, n_customers);
  return TRUE;
}

/* Whether every column that a visit cannot do without is named and is there. */
static gboolean
is_complete (const CairnMapping *mapping, char **columns)
{
  const char *names[] = { mapping->customer, mapping->stage, mapping->entered, mapping->left };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i] == NULL || cairn_sqlite_find_column (columns, names[i]) == NULL)
      return FALSE;
  return TRUE;
}

CairnSourcePreview *
cairn_source_preview_read (const CairnMapping *mapping,
                           guint n_rows,
                           guint n_customers,
                           GError **error)
{
  g_autoptr (CairnSourcePreview) self = NULL;
  g_autoptr (sqlite3) db = NULL;
  gboolean frozen = FALSE;

  g_return_val_if_fail (mapping != NULL, NULL);

  if (cairn_postgres_is_address (mapping->path))
    return cairn_postgres_preview_read (mapping, n_rows, error);
  self = cairn_source_preview_new ();
  db = cairn_sqlite_open (mapping->path, &frozen, error);
  self->tables = db != NULL ? cairn_sqlite_tables (db, mapping->path, error) : NULL;
  if (self->tables == NULL)
    return NULL;
  self->table = g_strdup (mapping->table != NULL ? mapping->table : self->tables[0]);
  if (self->table == NULL)
    return g_steal_pointer (&self);
  self->columns = cairn_sqlite_require_columns (db, mapping->path, self->table, error);
  if (self->columns == NULL || !read_rows (self, db, mapping->path, n_rows, error))
    return NULL;
  if (mapping->shape <= CAIRN_SOURCE_VISITS && is_complete (mapping, self->columns)
      && !read_visits (self, mapping, db, n_customers, error))
    return NULL;
  return g_steal_pointer (&self);
}
