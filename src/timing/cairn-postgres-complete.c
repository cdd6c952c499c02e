/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A mapping completed from the server's catalogue, as cairn-mapping-guess.c does it from a file. */
#include "timing/cairn-column-role.h"
#include "timing/cairn-postgres-link-private.h"
#include "timing/cairn-postgres.h"
#include "timing/cairn-sqlite-private.h"

#include <glib/gi18n-lib.h>

/* Which columns rows of @shape cannot do without. */
static gboolean
is_needed (CairnSourceShape shape, guint role)
{
  if (role > CAIRN_COLUMN_LEFT || (role == CAIRN_COLUMN_LEFT && shape > CAIRN_SOURCE_VISITS))
    return FALSE;
  return role == CAIRN_COLUMN_CUSTOMER || shape != CAIRN_SOURCE_WIDE;
}

static char **
role_field (CairnMapping *mapping, guint role)
{
  char **fields[] = { &mapping->customer, &mapping->stage, &mapping->entered,
                      &mapping->left,     &mapping->owner, &mapping->segment };

  return fields[role];
}

/* Fills in what is not set if the columns tell all that is needed; else lists what is missing. */
static gboolean
adopt (CairnMapping *mapping, const char *table, char **columns, char **missing)
{
  const char *found[CAIRN_N_COLUMN_ROLES];
  GString *list = g_string_new (NULL);

  for (guint role = 0; role < CAIRN_N_COLUMN_ROLES; role++)
    {
      const char *given = *role_field (mapping, role);

      found[role] = given != NULL ? cairn_sqlite_find_column (columns, given)
                                  : cairn_column_role_guess (role, (const char *const *) columns);
      if (found[role] == NULL && (is_needed (mapping->shape, role) || given != NULL))
        g_string_append_printf (list, "%s--%s", list->len > 0 ? ", " : "",
                                cairn_column_role_name (role));
    }
  g_free (*missing);
  *missing = g_string_free (list, FALSE);
  if (**missing != '\0')
    return FALSE;
  if (mapping->shape == CAIRN_SOURCE_GUESS)
    mapping->shape = CAIRN_SOURCE_VISITS;
  if (mapping->table == NULL)
    mapping->table = g_strdup (table);
  for (guint role = 0; role < CAIRN_N_COLUMN_ROLES; role++)
    {
      g_free (*role_field (mapping, role));
      *role_field (mapping, role) = g_strdup (found[role]);
    }
  return TRUE;
}

/* A table that was asked for, and that does not say when somebody left: each row is a change. */
static gboolean
adopt_changes (CairnMapping *mapping, const char *table, char **columns)
{
  g_autofree char *missing = NULL;

  if (mapping->shape != CAIRN_SOURCE_GUESS || mapping->table == NULL || mapping->left != NULL
      || cairn_column_role_guess (CAIRN_COLUMN_LEFT, (const char *const *) columns) != NULL)
    return FALSE;
  mapping->shape = CAIRN_SOURCE_CHANGES;
  if (adopt (mapping, table, columns, &missing))
    return TRUE;
  mapping->shape = CAIRN_SOURCE_GUESS;
  return FALSE;
}

static gboolean
find_customers (CairnMapping *mapping, CairnPostgresLink *link)
{
  g_auto (GStrv) columns = NULL;

  if (mapping->join_customers
      || (mapping->customers == NULL && g_ascii_strcasecmp (mapping->customer, "customer_id") != 0))
    return TRUE;
  columns = cairn_postgres_link_columns (
    link, mapping->customers != NULL ? mapping->customers : "customers", NULL, NULL, NULL);
  mapping->join_customers = columns != NULL && cairn_sqlite_find_column (columns, "id") != NULL
                            && cairn_sqlite_find_column (columns, "name") != NULL
                            && cairn_sqlite_find_column (columns, "segment") != NULL;
  return TRUE;
}

gboolean
cairn_postgres_complete (CairnMapping *mapping, GError **error)
{
  g_autoptr (CairnPostgresLink) link = NULL;
  g_auto (GStrv) tables = NULL;
  g_autofree char *missing = NULL;

  g_return_val_if_fail (mapping != NULL, FALSE);

  link = cairn_postgres_link_new (mapping->path, NULL, error);
  if (link == NULL)
    return FALSE;
  if (mapping->table != NULL)
    {
      tables = g_new0 (char *, 2);
      tables[0] = g_strdup (mapping->table);
    }
  else
    tables = cairn_postgres_link_tables (link, error);
  if (tables == NULL)
    return FALSE;
  for (char **table = tables; *table != NULL; table++)
    {
      g_auto (GStrv) columns = cairn_postgres_link_columns (link, *table, NULL, NULL, error);

      if (columns == NULL)
        return FALSE;
      if (adopt (mapping, *table, columns, &missing) || adopt_changes (mapping, *table, columns))
        return find_customers (mapping, link);
    }
  if (mapping->table != NULL)
    g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_MAPPING,
                 _ ("Say which columns of “%s” in %s are %s."), mapping->table, link->name,
                 missing);
  else
    g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_MAPPING,
                 _ ("%s has no table that looks like visits. Name the table and its columns."),
                 link->name);
  return FALSE;
}
