/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-column-role.h"
#include "timing/cairn-mapping.h"
#include "timing/cairn-shape-guess.h"
#include "timing/cairn-postgres.h"
#include "timing/cairn-sqlite-private.h"

#include <glib/gi18n-lib.h>

/* What was found in one table. */
typedef struct
{
  const char *columns[CAIRN_N_COLUMN_ROLES];
  const char *transition;
  const char *snapshot;
  GPtrArray *dates; /* CairnMappingDates */
} Found;

static void
found_clear (Found *found)
{
  g_clear_pointer (&found->dates, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Found, found_clear)

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

static const char *
find_given (char **columns, const char *given, const char *guess)
{
  return given != NULL ? cairn_sqlite_find_column (columns, given) : guess;
}

/* The given column of each role if it is there, else one named like it. */
static void
find_columns (CairnMapping *self, char **columns, Found *found)
{
  for (guint role = 0; role < CAIRN_N_COLUMN_ROLES; role++)
    found->columns[role]
      = find_given (columns, *role_field (self, role),
                    cairn_column_role_guess (role, (const char *const *) columns));
  found->transition
    = find_given (columns, self->transition, cairn_shape_guess_transition (columns));
  found->snapshot = find_given (columns, self->entered, cairn_shape_guess_snapshot (columns));
  found->dates = self->date_columns->len > 0 ? g_ptr_array_ref (self->date_columns)
                                             : cairn_shape_guess_dates (self, columns);
}

/* Which of the first roles rows of @shape cannot do without. */
static gboolean
needs (CairnSourceShape shape, CairnColumnRole role)
{
  switch (role)
    {
    case CAIRN_COLUMN_CUSTOMER:
      return TRUE;
    case CAIRN_COLUMN_STAGE:
    case CAIRN_COLUMN_ENTERED:
      return shape != CAIRN_SOURCE_WIDE;
    case CAIRN_COLUMN_LEFT:
      return shape <= CAIRN_SOURCE_VISITS;
    case CAIRN_COLUMN_OWNER:
    case CAIRN_COLUMN_SEGMENT:
    default:
      return FALSE;
    }
}

static const char *
column_for (const Found *found, CairnSourceShape shape, guint role)
{
  if (shape == CAIRN_SOURCE_SNAPSHOTS && role == CAIRN_COLUMN_ENTERED && found->snapshot != NULL)
    return found->snapshot;
  return found->columns[role];
}

static guint
count_missing (const Found *found, CairnSourceShape shape)
{
  guint n = 0;

  for (guint role = 0; role < CAIRN_N_COLUMN_ROLES; role++)
    n += needs (shape, (CairnColumnRole) role) && column_for (found, shape, role) == NULL;
  n += shape == CAIRN_SOURCE_LIFECYCLE && found->transition == NULL;
  n += shape == CAIRN_SOURCE_WIDE && found->dates->len == 0;
  return n;
}

static char *
list_missing (const Found *found, CairnSourceShape shape)
{
  GString *list = g_string_new (NULL);

  for (guint role = 0; role < CAIRN_N_COLUMN_ROLES; role++)
    if (needs (shape, (CairnColumnRole) role) && column_for (found, shape, role) == NULL)
      g_string_append_printf (list, "%s--%s", list->len > 0 ? ", " : "",
                              cairn_column_role_name (role));
  if (shape == CAIRN_SOURCE_LIFECYCLE && found->transition == NULL)
    /* translators: a column that holds words like "start" and "complete" */
    g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", _ ("start or complete"));
  if (shape == CAIRN_SOURCE_WIDE && found->dates->len == 0)
    /* translators: columns, one for each stage, that hold dates */
    g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", _ ("dates of stages"));
  return g_string_free (list, FALSE);
}

/* A single date named after a stage proves nothing. */
static gboolean
looks_wide (const CairnMapping *self, const Found *found)
{
  return self->date_columns->len > 0
         || (found->dates->len >= 2 && self->entered == NULL && self->left == NULL);
}

/* What rows that are no visits may be; CAIRN_SOURCE_GUESS: nothing we know. */
static CairnSourceShape
guess_other_shape (CairnMapping *self, sqlite3 *db, const char *table, const Found *found)
{
  if (looks_wide (self, found) && count_missing (found, CAIRN_SOURCE_WIDE) == 0)
    return CAIRN_SOURCE_WIDE;
  if (count_missing (found, CAIRN_SOURCE_LIFECYCLE) == 0
      && cairn_shape_has_starts (db, self->path, table, found->transition))
    return CAIRN_SOURCE_LIFECYCLE;
  if (self->entered == NULL && found->snapshot != NULL
      && count_missing (found, CAIRN_SOURCE_SNAPSHOTS) == 0)
    return CAIRN_SOURCE_SNAPSHOTS;
  if (self->left == NULL && count_missing (found, CAIRN_SOURCE_CHANGES) == 0)
    return CAIRN_SOURCE_CHANGES;
  return CAIRN_SOURCE_GUESS;
}

/* @visits: nothing else will do. */
static CairnSourceShape
guess_shape (
  CairnMapping *self, sqlite3 *db, const char *table, const Found *found, gboolean visits)
{
  if (self->shape != CAIRN_SOURCE_GUESS)
    return count_missing (found, self->shape) == 0 ? self->shape : CAIRN_SOURCE_GUESS;
  if (count_missing (found, CAIRN_SOURCE_VISITS) == 0 && !looks_wide (self, found))
    return CAIRN_SOURCE_VISITS;
  return visits ? CAIRN_SOURCE_GUESS : guess_other_shape (self, db, table, found);
}

static void
set_once (char **field, const char *value)
{
  if (*field == NULL)
    *field = g_strdup (value);
}

static void
adopt_dates (CairnMapping *self, GPtrArray *dates)
{
  for (guint i = 0; self->date_columns != dates && i < dates->len; i++)
    {
      const CairnMappingDates *d = g_ptr_array_index (dates, i);

      cairn_mapping_add_dates (self, d->stage, d->entered, d->left);
    }
}

/* Nothing is read from it, it only says where to look first: it must be a column of its own. */
static void
adopt_updated (CairnMapping *self, char **columns)
{
  const char *updated = cairn_column_guess_updated ((const char *const *) columns);
  const char *const others[] = { self->customer, self->stage, self->entered, self->left };

  for (guint i = 0; updated != NULL && i < G_N_ELEMENTS (others); i++)
    if (others[i] != NULL && g_ascii_strcasecmp (others[i], updated) == 0)
      return;
  if (updated != NULL)
    set_once (&self->updated, updated);
}

static void
adopt (
  CairnMapping *self, const char *table, char **columns, const Found *found, CairnSourceShape shape)
{
  const char *started = cairn_sqlite_find_column (columns, "started_at");

  self->shape = shape;
  set_once (&self->table, table);
  for (guint role = 0; role < CAIRN_N_COLUMN_ROLES; role++)
    if (role >= CAIRN_COLUMN_OWNER || needs (shape, (CairnColumnRole) role))
      set_once (role_field (self, role), column_for (found, shape, role));
  if (shape == CAIRN_SOURCE_LIFECYCLE)
    set_once (&self->transition, found->transition);
  if (shape == CAIRN_SOURCE_WIDE)
    adopt_dates (self, found->dates);
  adopt_updated (self, columns);
  /* In other tables a column of this name may well tell when the stage was entered. */
  if (shape == CAIRN_SOURCE_VISITS && self->started == NULL && started != NULL
      && g_ascii_strcasecmp (self->entered, started) != 0)
    self->started = g_strdup (started);
}

/* TRUE without doing anything if the recommended customers table is not there. */
static gboolean
find_customers (CairnMapping *self, sqlite3 *db, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_auto (GStrv) columns = NULL;

  if (self->join_customers
      || (self->customers == NULL && g_ascii_strcasecmp (self->customer, "customer_id") != 0))
    return TRUE;
  columns = cairn_sqlite_columns (db, self->path,
                                  self->customers != NULL ? self->customers : "customers", &local);
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

/* Looks at one table. Returns FALSE with an error if no other one need be tried. */
static gboolean
try_table (CairnMapping *self,
           sqlite3 *db,
           const char *table,
           gboolean visits,
           CairnSourceShape *shape,
           char **missing,
           guint *n_missing,
           GError **error)
{
  g_autoptr (GError) local = NULL;
  g_auto (GStrv) columns = cairn_sqlite_columns (db, self->path, table, &local);
  g_auto (Found) found = { { NULL } };

  *shape = CAIRN_SOURCE_GUESS;
  *missing = NULL;
  if (g_error_matches (local, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_CORRUPT)
      || g_error_matches (local, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_LOCKED))
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return FALSE;
    }
  if (columns == NULL) /* a broken view; another table may do */
    return TRUE;
  find_columns (self, columns, &found);
  *shape = guess_shape (self, db, table, &found, visits);
  if (*shape != CAIRN_SOURCE_GUESS)
    adopt (self, table, columns, &found, *shape);
  else
    {
      *missing = list_missing (&found, self->shape);
      *n_missing = count_missing (&found, self->shape);
    }
  return TRUE;
}

static void
set_no_mapping (CairnMapping *self, const char *best_table, const char *missing, GError **error)
{
  g_autofree char *name = g_filename_display_name (self->path);

  if (best_table == NULL)
    g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_TABLE,
                 _ ("“%s” holds no table. Choose a database with a table of visits."), name);
  else
    g_set_error (
      error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_MAPPING,
      _ ("“%s” has no table that looks like visits; “%s” comes nearest. Say which of its "
         "columns are %s."),
      name, best_table, missing);
}

/* Visits, in whatever table, are surer than any other shape. */
static gboolean
find_table (CairnMapping *self, sqlite3 *db, char **tables, GError **error)
{
  g_autofree char *best_missing = NULL;
  const char *best_table = NULL;
  guint best = 0;

  for (int visits = 1; visits >= 0; visits--)
    for (char **table = tables; *table != NULL; table++)
      {
        g_autofree char *missing = NULL;
        CairnSourceShape shape;
        guint n_missing = 0;

        if (!try_table (self, db, *table, visits, &shape, &missing, &n_missing, error))
          return FALSE;
        if (shape != CAIRN_SOURCE_GUESS)
          return TRUE;
        if (missing != NULL && (best_table == NULL || n_missing < best))
          {
            g_free (best_missing);
            best_missing = g_steal_pointer (&missing);
            best_table = *table;
            best = n_missing;
          }
      }
  set_no_mapping (self, best_table, best_missing, error);
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

  if (cairn_postgres_is_address (self->path))
    return cairn_postgres_complete (self, error);
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
