/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-customer-fates.h"

static const char *
column_text (sqlite3_stmt *stmt, int column)
{
  const char *text = (const char *) sqlite3_column_text (stmt, column);

  return text != NULL ? text : "";
}

/* The order of the rows is theirs to choose. */
static guint64
sum_row (sqlite3_stmt *stmt)
{
  guint64 hash = g_str_hash (column_text (stmt, 0));

  for (int i = 1; i < 3; i++)
    hash = hash * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15) + g_str_hash (column_text (stmt, i));
  return hash ^ hash >> 29;
}

static gint64
read_lost (CairnVisitDecoder *decoder, sqlite3_stmt *stmt)
{
  CairnTimeReader *times = cairn_visit_decoder_get_times (decoder);
  const char *text = column_text (stmt, 1);
  gint64 moment;

  switch (sqlite3_column_type (stmt, 1))
    {
    case SQLITE_INTEGER:
      if (cairn_time_reader_integer (times, sqlite3_column_int64 (stmt, 1), &moment) && moment > 0)
        return moment;
      break;
    case SQLITE_TEXT:
      if (cairn_time_reader_text (times, text, (gsize) sqlite3_column_bytes (stmt, 1), &moment))
        return moment;
      break;
    default:
      break;
    }
  return CAIRN_VISIT_OPEN;
}

static void
tell (CairnFateFunc func, gpointer data, CairnVisitDecoder *decoder, sqlite3_stmt *stmt)
{
  CairnCustomerBook *customers = cairn_visit_decoder_get_book (decoder);
  char digits[CAIRN_FIELD_DIGITS];
  CairnCustomerKey key = cairn_customer_key_of_value (sqlite3_column_value (stmt, 0), digits);
  gint64 lost_at = read_lost (decoder, stmt);
  gboolean success = sqlite3_column_int (stmt, 2) != 0;
  CairnCustomer customer;

  if ((lost_at != CAIRN_VISIT_OPEN || success)
      && cairn_customer_book_find (customers, &key, &customer))
    func (customer.number, lost_at, success, data);
}

/* NULL: there is nothing to read. */
static char *
make_sql (sqlite3 *db, const CairnMapping *mapping, GError **error)
{
  const char *table = mapping->customers != NULL ? mapping->customers : "customers";
  g_auto (GStrv) columns = cairn_sqlite_columns (db, mapping->path, table, error);
  g_autofree char *quoted = cairn_sqlite_quote (table);
  gboolean lost, success;

  if (columns == NULL)
    return NULL;
  lost = cairn_sqlite_find_column (columns, "churned_at") != NULL;
  success = cairn_sqlite_find_column (columns, "success") != NULL;
  if (!lost && !success)
    return NULL;
  return g_strdup_printf ("SELECT \"id\", %s, %s FROM %s WHERE \"id\" IS NOT NULL",
                          lost ? "\"churned_at\"" : "NULL", success ? "\"success\"" : "NULL",
                          quoted);
}

gboolean
cairn_customer_fates_read (CairnFateFunc func,
                           gpointer data,
                           CairnVisitDecoder *decoder,
                           sqlite3 *db,
                           const CairnMapping *mapping,
                           guint64 *sum,
                           GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autofree char *sql = NULL;
  g_autoptr (sqlite3_stmt) stmt = NULL;
  int rc;

  *sum = 0;
  sql = make_sql (db, mapping, &local);
  if (sql == NULL && local == NULL)
    return TRUE;
  if (sql != NULL)
    stmt = cairn_sqlite_prepare (db, mapping->path, sql, &local);
  if (stmt == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      *sum += sum_row (stmt);
      if (func != NULL)
        tell (func, data, decoder, stmt);
    }
  if (rc != SQLITE_DONE)
    cairn_sqlite_set_error (error, db, rc, mapping->path);
  return rc == SQLITE_DONE;
}
