/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-table-plan.h"
#include "timing/cairn-sqlite-private.h"

#include <string.h>

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *stmt = NULL;

  return sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) == SQLITE_OK ? stmt : NULL;
}

static gboolean
contains_any (const char *type, const char *const *words)
{
  for (; *words != NULL; words++)
    if (strstr (type, *words) != NULL)
      return TRUE;
  return FALSE;
}

/* "Datatypes in SQLite", section 3.1. */
static gboolean
is_real_type (const char *declared)
{
  static const char *const other[] = { "INT", "CHAR", "CLOB", "TEXT", "BLOB", NULL };
  static const char *const real[] = { "REAL", "FLOA", "DOUB", NULL };
  g_autofree char *type = g_ascii_strup (declared, -1);

  return contains_any (type, real) && !contains_any (type, other);
}

/* A key without an index is another name of the rowid. With any type but INTEGER, or where DESC was
 * said, it has one. */
static gboolean
has_key_index (sqlite3 *db, const char *quoted)
{
  g_autofree char *sql = g_strdup_printf ("PRAGMA index_list(%s)", quoted);
  g_autoptr (sqlite3_stmt) stmt = prepare (db, sql);
  int rc = SQLITE_ERROR;

  while (stmt != NULL && (rc = sqlite3_step (stmt)) == SQLITE_ROW)
    if (g_strcmp0 ((const char *) sqlite3_column_text (stmt, 3), "pk") == 0)
      return TRUE;
  return rc != SQLITE_DONE;
}

static void
plan_copy (CairnTablePlan *plan, guint field, int same_as)
{
  plan->copies[plan->n_copies++] = (CairnTableCopy){ (gint8) field, (gint8) same_as };
}

/* The column on which @stmt, a PRAGMA table_xinfo, stands. */
static gboolean
plan_column (CairnTablePlan *plan,
             sqlite3_stmt *stmt,
             guint place,
             gboolean key_is_id,
             const char *const *columns,
             guint *n_found)
{
  const char *name = (const char *) sqlite3_column_text (stmt, 1);
  const char *type = (const char *) sqlite3_column_text (stmt, 2);
  gboolean is_id = key_is_id && sqlite3_column_int (stmt, 5) != 0;
  CairnTableColumn column = { .field = -1 };

  /* Columns that are computed need not have a place in the row. */
  if (name == NULL || sqlite3_column_int (stmt, 6) != 0)
    return FALSE;
  column.is_real = type != NULL && is_real_type (type);
  column.has_default = sqlite3_column_type (stmt, 4) != SQLITE_NULL;
  for (guint f = 0; f < CAIRN_TABLE_FIELDS; f++)
    {
      if (columns[f] == NULL || g_ascii_strcasecmp (columns[f], name) != 0)
        continue;
      ++*n_found;
      if (is_id)
        plan_copy (plan, f, -1);
      else if (column.field >= 0)
        plan_copy (plan, f, column.field);
      else
        column.field = (gint8) f;
    }
  if (column.field < 0)
    return TRUE;
  if (place >= CAIRN_TABLE_COLUMNS)
    return FALSE;
  plan->columns[place] = column;
  plan->n_columns = place + 1;
  return TRUE;
}

static gboolean
plan_columns (CairnTablePlan *plan, sqlite3 *db, const char *table, const char *const *columns)
{
  g_autofree char *quoted = cairn_sqlite_quote (table);
  g_autofree char *sql = g_strdup_printf ("PRAGMA table_xinfo(%s)", quoted);
  g_autoptr (sqlite3_stmt) stmt = prepare (db, sql);
  gboolean key_is_id = !has_key_index (db, quoted);
  guint n = 0, n_wanted = 0, n_found = 0;
  int rc;

  for (guint i = 0; i < CAIRN_TABLE_COLUMNS; i++)
    plan->columns[i].field = -1;
  if (stmt == NULL)
    return FALSE;
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    if (!plan_column (plan, stmt, n++, key_is_id, columns, &n_found))
      return FALSE;
  for (guint f = 0; f < CAIRN_TABLE_FIELDS; f++)
    n_wanted += columns[f] != NULL;
  return rc == SQLITE_DONE && n_found == n_wanted;
}

static gboolean
find_root (sqlite3 *db, const char *table, guint32 *root)
{
  g_autoptr (sqlite3_stmt) stmt
    = prepare (db, "SELECT rootpage FROM sqlite_master WHERE type = 'table' "
                   "AND name = ?1 COLLATE NOCASE");

  if (stmt == NULL || sqlite3_bind_text (stmt, 1, table, -1, SQLITE_STATIC) != SQLITE_OK
      || sqlite3_step (stmt) != SQLITE_ROW)
    return FALSE;
  *root = (guint32) sqlite3_column_int64 (stmt, 0);
  return *root > 0;
}

gboolean
cairn_table_plan_make (
  CairnTablePlan *plan, sqlite3 *db, const char *table, const char *const *columns, guint32 *root)
{
  return find_root (db, table, root) && plan_columns (plan, db, table, columns);
}
