/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-column-role.h"
#include "timing/cairn-mapping.h"
#include "timing/cairn-sqlite-private.h"

#include <glib/gi18n-lib.h>

/* How many of the roles, counted from the first, a visit cannot do without. */
#define N_REQUIRED (CAIRN_COLUMN_LEFT + 1)

static char **
role_field (CairnMapping *self, CairnColumnRole role)
{
  switch (role)
    {
    case CAIRN_COLUMN_CUSTOMER:
      return &self->customer;
    case CAIRN_COLUMN_STAGE:
      return &self->stage;
    case CAIRN_COLUMN_ENTERED:
      return &self->entered;
    case CAIRN_COLUMN_LEFT:
      return &self->left;
    case CAIRN_COLUMN_OWNER:
      return &self->owner;
    case CAIRN_COLUMN_SEGMENT:
      return &self->segment;
    }
  g_assert_not_reached ();
}

/* The column of each role in one table: the given one if it is there, else one named like it. */
static guint
find_columns (CairnMapping *self, char **columns, const char *found[CAIRN_N_COLUMN_ROLES])
{
  guint n_required = 0;

  for (guint role = 0; role < CAIRN_N_COLUMN_ROLES; role++)
    {
      const char *given = *role_field (self, role);

      found[role] = given != NULL ? cairn_sqlite_find_column (columns, given)
                                  : cairn_column_role_guess (role, (const char *const *) columns);
      n_required += role < N_REQUIRED && found[role] != NULL;
    }
  return n_required;
}

static char *
list_missing (const char *found[CAIRN_N_COLUMN_ROLES])
{
  GString *list = g_string_new (NULL);

  for (guint role = 0; role < N_REQUIRED; role++)
    if (found[role] == NULL)
      g_string_append_printf (list, "%s--%s", list->len > 0 ? ", " : "",
                              cairn_column_role_name (role));
  return g_string_free (list, FALSE);
}

static void
adopt (CairnMapping *self,
       const char *table,
       char **columns,
       const char *found[CAIRN_N_COLUMN_ROLES])
{
  const char *started = cairn_sqlite_find_column (columns, "started_at");

  if (self->table == NULL)
    self->table = g_strdup (table);
  for (guint role = 0; role < CAIRN_N_COLUMN_ROLES; role++)
    {
      char **field = role_field (self, role);

      if (*field == NULL)
        *field = g_strdup (found[role]);
    }
  /* In other tables a column of this name may well tell when the stage was entered. */
  if (self->started == NULL && started != NULL && g_ascii_strcasecmp (self->entered, started) != 0)
    self->started = g_strdup (started);
}

/* TRUE without doing anything if the recommended customers table is not there. */
static gboolean
find_customers (CairnMapping *self, sqlite3 *db, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_auto (GStrv) columns = NULL;

  if (self->join_customers || g_ascii_strcasecmp (self->customer, "customer_id") != 0)
    return TRUE;
  columns = cairn_sqlite_columns (db, self->path, "customers", &local);
  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  self->join_customers = columns != NULL && cairn_sqlite_find_column (columns, "id") != NULL
                         && cairn_sqlite_find_column (columns, "name") != NULL
                         && cairn_sqlite_find_column (columns, "segment") != NULL;
  return TRUE;
}

static gboolean
find_table (CairnMapping *self, sqlite3 *db, char **tables, GError **error)
{
  g_autofree char *name = g_filename_display_name (self->path);
  g_autofree char *missing = NULL;
  g_autofree char *best_table = NULL;
  guint best = 0;

  for (char **table = tables; *table != NULL; table++)
    {
      const char *found[CAIRN_N_COLUMN_ROLES];
      g_autoptr (GError) local = NULL;
      g_auto (GStrv) columns = cairn_sqlite_columns (db, self->path, *table, &local);
      guint n;

      if (g_error_matches (local, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_CORRUPT)
          || g_error_matches (local, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_LOCKED))
        {
          g_propagate_error (error, g_steal_pointer (&local));
          return FALSE;
        }
      if (columns == NULL) /* a broken view; another table may do */
        continue;
      n = find_columns (self, columns, found);
      if (n == N_REQUIRED)
        {
          adopt (self, *table, columns, found);
          return TRUE;
        }
      if (best_table == NULL || n > best)
        {
          g_free (missing);
          g_free (best_table);
          missing = list_missing (found);
          best_table = g_strdup (*table);
          best = n;
        }
    }
  if (best_table == NULL)
    g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_TABLE,
                 _ ("“%s” holds no table. Choose a database with a table of visits."), name);
  else
    g_set_error (
      error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_MAPPING,
      _ ("“%s” has no table that looks like visits; “%s” comes nearest. Say which of its "
         "columns are %s."),
      name, best_table, missing);
  return FALSE;
}

/* The table the user names; its columns must be there. */
static char **
given_table (CairnMapping *self, sqlite3 *db, GError **error)
{
  g_auto (GStrv) columns = cairn_sqlite_require_columns (db, self->path, self->table, error);
  g_auto (GStrv) tables = NULL;

  if (columns == NULL)
    return NULL;
  for (guint role = 0; role < CAIRN_N_COLUMN_ROLES; role++)
    {
      const char *given = *role_field (self, role);

      if (given != NULL
          && !cairn_sqlite_require_column (columns, self->path, self->table, given, error))
        return NULL;
    }
  tables = g_new0 (char *, 2);
  tables[0] = g_strdup (self->table);
  return g_steal_pointer (&tables);
}

/* The recommended schema first, should several tables qualify. */
static char **
all_tables (CairnMapping *self, sqlite3 *db, GError **error)
{
  char **tables = cairn_sqlite_tables (db, self->path, error);

  for (guint i = 1; tables != NULL && tables[0] != NULL && tables[i] != NULL; i++)
    if (g_str_equal (tables[i], "stage_visits"))
      {
        char *first = tables[0];

        tables[0] = tables[i];
        tables[i] = first;
      }
  return tables;
}

gboolean
cairn_mapping_complete (CairnMapping *self, GError **error)
{
  g_autoptr (sqlite3) db = NULL;
  g_auto (GStrv) tables = NULL;
  gboolean frozen;

  g_return_val_if_fail (self != NULL, FALSE);

  db = cairn_sqlite_open (self->path, &frozen, error);
  if (db == NULL)
    return FALSE;
  tables = self->table != NULL ? given_table (self, db, error) : all_tables (self, db, error);
  return tables != NULL && find_table (self, db, tables, error) && find_customers (self, db, error);
}

CairnMapping *
cairn_mapping_guess (const char *path, GError **error)
{
  g_autoptr (CairnMapping) self = cairn_mapping_new (path);

  if (!cairn_mapping_complete (self, error))
    return NULL;
  return g_steal_pointer (&self);
}
