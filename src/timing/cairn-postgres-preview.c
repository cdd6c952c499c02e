/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The looks that are taken at a server before its visits are used. */
#include "timing/cairn-postgres-link-private.h"
#include "timing/cairn-postgres.h"

#include <glib/gi18n-lib.h>

#define MAX_CELL 200 /* bytes of a cell that are shown */

static gboolean
read_rows (CairnSourcePreview *self,
           CairnPostgresLink *link,
           const char *qualified,
           guint n_rows,
           GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM %s LIMIT %u", qualified, n_rows);
  g_autoptr (PGresult) result = cairn_postgres_link_run (link, sql, NULL, 0, error);
  int n_columns = result != NULL ? PQnfields (result) : 0;

  for (int r = 0; result != NULL && r < PQntuples (result); r++)
    {
      char **row = g_new0 (char *, n_columns + 1);

      for (int c = 0; c < n_columns; c++)
        row[c] = g_utf8_make_valid (PQgetvalue (result, r, c),
                                    MIN (PQgetlength (result, r, c), MAX_CELL));
      g_ptr_array_add (self->rows, row);
    }
  return result != NULL;
}

CairnSourcePreview *
cairn_postgres_preview_read (const CairnMapping *mapping, guint n_rows, GError **error)
{
  g_autoptr (CairnSourcePreview) self = cairn_source_preview_new ();
  g_autoptr (CairnPostgresLink) link = NULL;
  g_autofree char *qualified = NULL;

  g_return_val_if_fail (mapping != NULL, NULL);

  link = cairn_postgres_link_new (mapping->path, NULL, error);
  self->tables = link != NULL ? cairn_postgres_link_tables (link, error) : NULL;
  if (self->tables == NULL)
    return NULL;
  self->table = g_strdup (mapping->table != NULL ? mapping->table : self->tables[0]);
  if (self->table == NULL)
    return g_steal_pointer (&self);
  self->columns = cairn_postgres_link_columns (link, self->table, &qualified, NULL, error);
  if (self->columns == NULL || (n_rows > 0 && !read_rows (self, link, qualified, n_rows, error)))
    return NULL;
  return g_steal_pointer (&self);
}

/* ---- values ---- */

static void
count_free (gpointer data)
{
  CairnValueCount *count = data;

  g_free (count->value);
  g_free (count);
}

static guint
number_at (const PGresult *result, int row, int column)
{
  return (guint) g_ascii_strtoull (PQgetvalue (result, row, column), NULL, 10);
}

GPtrArray *
cairn_postgres_count_values (const CairnMapping *mapping,
                             const char *table,
                             const char *column,
                             const char *customer,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (GPtrArray) counts = g_ptr_array_new_with_free_func (count_free);
  g_autoptr (CairnPostgresLink) link = cairn_postgres_link_new (mapping->path, cancellable, error);
  g_autofree char *qualified = NULL, *value = NULL, *who = NULL, *sql = NULL;
  g_auto (GStrv) columns = NULL;
  g_autoptr (PGresult) result = NULL;

  columns
    = link != NULL ? cairn_postgres_link_columns (link, table, &qualified, NULL, error) : NULL;
  value = columns != NULL ? cairn_postgres_link_quote (link, column, error) : NULL;
  who = value != NULL ? cairn_postgres_link_quote (link, customer, error) : NULL;
  if (who == NULL)
    return NULL;
  sql = g_strdup_printf ("SELECT CAST(%s AS text) AS v, COUNT(*), COUNT(DISTINCT %s) AS n FROM %s "
                         "WHERE CAST(%s AS text) <> '' GROUP BY 1 ORDER BY n DESC, v LIMIT %d",
                         value, who, qualified, value, CAIRN_VALUE_COUNT_MAX);
  result = cairn_postgres_link_run (link, sql, NULL, 0, error);
  for (int r = 0; result != NULL && r < PQntuples (result); r++)
    {
      CairnValueCount *count = g_new0 (CairnValueCount, 1);

      count->value = g_utf8_make_valid (PQgetvalue (result, r, 0), -1);
      count->rows = number_at (result, r, 1);
      count->customers = number_at (result, r, 2);
      g_ptr_array_add (counts, count);
    }
  return result != NULL ? g_steal_pointer (&counts) : NULL;
}
