/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-value-count.h"

#include "timing/cairn-postgres.h"
#include "timing/cairn-sqlite-private.h"

/* Instructions of the database between two looks at the cancellable. */
#define STEPS 100000

static void
count_free (gpointer data)
{
  CairnValueCount *count = data;

  g_free (count->value);
  g_free (count);
}

static int
progress_cb (void *data)
{
  return g_cancellable_is_cancelled (data);
}

static const char *
column_of (const CairnMapping *mapping, CairnColumnRole role)
{
  if (role == CAIRN_COLUMN_STAGE)
    return mapping->stage;
  if (role == CAIRN_COLUMN_SEGMENT)
    return mapping->segment;
  return role == CAIRN_COLUMN_OWNER ? mapping->owner : NULL;
}

static char *
dup_sql (const char *table, const char *column, const char *customer)
{
  g_autofree char *quoted_column = cairn_sqlite_quote (column);
  g_autofree char *quoted_table = cairn_sqlite_quote (table);
  g_autofree char *quoted_customer = cairn_sqlite_quote (customer);

  return g_strdup_printf ("SELECT CAST (%s AS TEXT) AS v, COUNT (*), COUNT (DISTINCT %s) AS n"
                          " FROM %s WHERE v <> '' GROUP BY v ORDER BY n DESC, v LIMIT %d",
                          quoted_column, quoted_customer, quoted_table, CAIRN_VALUE_COUNT_MAX);
}

typedef void (*TakeFunc) (sqlite3_stmt *stmt, const CairnMapping *mapping, GPtrArray *counts);

/* A value, its rows, its customers. */
static void
take_value (sqlite3_stmt *stmt, const CairnMapping *mapping, GPtrArray *counts)
{
  CairnValueCount *count = g_new0 (CairnValueCount, 1);

  count->value = g_utf8_make_valid ((const char *) sqlite3_column_text (stmt, 0), -1);
  count->rows = (guint) sqlite3_column_int64 (stmt, 1);
  count->customers = (guint) sqlite3_column_int64 (stmt, 2);
  g_ptr_array_add (counts, count);
}

static GPtrArray *
run (const CairnMapping *mapping,
     const char *sql,
     TakeFunc take,
     GCancellable *cancellable,
     GError **error)
{
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func (count_free);
  g_autoptr (sqlite3) db = NULL;
  g_autoptr (sqlite3_stmt) stmt = NULL;
  gboolean frozen = FALSE;
  int rc;

  db = cairn_sqlite_open (mapping->path, &frozen, error);
  stmt = db != NULL ? cairn_sqlite_prepare (db, mapping->path, sql, error) : NULL;
  if (stmt == NULL)
    return NULL;
  if (cancellable != NULL)
    sqlite3_progress_handler (db, STEPS, progress_cb, cancellable);
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    take (stmt, mapping, counts);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (rc != SQLITE_DONE)
    {
      cairn_sqlite_set_error (error, db, rc, mapping->path);
      return NULL;
    }
  return g_steal_pointer (&counts);
}

GPtrArray *
cairn_value_count_read (const CairnMapping *mapping,
                        CairnColumnRole role,
                        GCancellable *cancellable,
                        GError **error)
{
  const char *column, *table, *customer;
  g_autofree char *sql = NULL;

  g_return_val_if_fail (mapping != NULL, NULL);

  column = column_of (mapping, role);
  table = mapping->table;
  customer = mapping->customer;
  if (mapping->join_customers && column == NULL && role == CAIRN_COLUMN_SEGMENT)
    {
      column = "segment";
      table = mapping->customers != NULL ? mapping->customers : "customers";
      customer = "id";
    }
  if (column == NULL || table == NULL || customer == NULL)
    return g_ptr_array_new_with_free_func (count_free);
  if (cairn_postgres_is_address (mapping->path))
    return cairn_postgres_count_values (mapping, table, column, customer, cancellable, error);
  sql = dup_sql (table, column, customer);
  return run (mapping, sql, take_value, cancellable, error);
}

/* One look at the table for all of them; a row is a customer. */
static char *
dup_dates_sql (const CairnMapping *mapping)
{
  g_autofree char *table = cairn_sqlite_quote (mapping->table);
  GString *sql = g_string_new ("SELECT '', COUNT (*)");

  for (guint i = 0; i < mapping->date_columns->len; i++)
    {
      const CairnMappingDates *dates = g_ptr_array_index (mapping->date_columns, i);
      g_autofree char *entered = cairn_sqlite_quote (dates->entered);

      g_string_append_printf (sql, ", COUNT (NULLIF (%s, ''))", entered);
    }
  g_string_append_printf (sql, " FROM %s", table);
  return g_string_free (sql, FALSE);
}

static void
take_dates (sqlite3_stmt *stmt, const CairnMapping *mapping, GPtrArray *counts)
{
  for (guint i = 0; i < mapping->date_columns->len; i++)
    {
      const CairnMappingDates *dates = g_ptr_array_index (mapping->date_columns, i);
      CairnValueCount *count = g_new0 (CairnValueCount, 1);

      count->value = g_strdup (dates->stage);
      count->rows = count->customers = (guint) sqlite3_column_int64 (stmt, 2 + (int) i);
      g_ptr_array_add (counts, count);
    }
}

GPtrArray *
cairn_value_count_dates (const CairnMapping *mapping, GCancellable *cancellable, GError **error)
{
  g_autofree char *sql = NULL;

  g_return_val_if_fail (mapping != NULL, NULL);

  sql = dup_dates_sql (mapping);
  return run (mapping, sql, take_dates, cancellable, error);
}

guint
cairn_value_count_customers (const CairnMapping *mapping, GCancellable *cancellable)
{
  g_autofree char *table = cairn_sqlite_quote (mapping->table);
  g_autofree char *customer = cairn_sqlite_quote (mapping->customer);
  g_autofree char *sql = g_strdup_printf ("SELECT \'\', COUNT (*), COUNT (DISTINCT %s) FROM %s"
                                          " WHERE %s <> \'\'",
                                          customer, table, customer);
  g_autoptr (GPtrArray) counts = cairn_postgres_is_address (mapping->path)
                                   ? NULL
                                   : run (mapping, sql, take_value, cancellable, NULL);

  return counts != NULL && counts->len == 1
           ? ((const CairnValueCount *) g_ptr_array_index (counts, 0))->customers
           : 0;
}
