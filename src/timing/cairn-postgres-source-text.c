/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The statements. Names of tables and columns are quoted by libpq; every value is bound. */
#include "timing/cairn-postgres-source-private.h"
#include "timing/cairn-sqlite-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define NEVER "9223372036854775807"
#define YEAR_9999 "253370764800"
/* Where edges cannot be told from the columns alone; what is bound must be made use of. */
#define ANY_EDGES "($18::text IS NOT NULL OR $19::text IS NOT NULL)"

void
cairn_postgres_text_clear (CairnPostgresText *self)
{
  g_free (self->tables);
  g_free (self->used);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_free (self->stage);
  g_free (self->segment);
  g_free (self->key);
  g_free (self->owner);
  g_free (self->customers);
  g_strfreev (self->attributes);
  g_strfreev (self->attribute_types);
  g_free (self->name);
  g_free (self->entered);
  g_free (self->left);
  g_free (self->bad_left);
  g_free (self->recent);
  g_free (self->unsettled);
  g_free (self->recent_base);
  g_free (self->written);
  g_free (self->joined);
  g_free (self->fate);
  g_free (self->lost_at);
  g_free (self->success);
  memset (self, 0, sizeof *self);
}

char *
cairn_postgres_table_find (const CairnPostgresTable *table,
                           const char *name,
                           const char **type,
                           GError **error)
{
  const char *found = cairn_sqlite_find_column (table->columns, name);
  g_autofree char *quoted = NULL;

  if (found == NULL)
    {
      g_autofree char *list = g_strjoinv (", ", table->columns);

      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_NO_COLUMN,
                   _ ("“%s” in %s has no column “%s”. It has %s."), table->mapping->table,
                   table->link->name, name, list);
      return NULL;
    }
  for (guint i = 0; table->columns[i] != NULL; i++)
    if (table->columns[i] == found && type != NULL)
      *type = table->types[i];
  quoted = cairn_postgres_link_quote (table->link, found, error);
  return quoted != NULL ? g_strconcat ("v.", quoted, NULL) : NULL;
}

static gboolean
is_number (const char *type)
{
  static const char *const numbers[]
    = { "smallint", "integer", "bigint", "numeric", "real", "double precision", NULL };

  return g_strv_contains (numbers, type);
}

char *
cairn_postgres_table_moment (const CairnPostgresTable *table,
                             const char *column,
                             const char *type,
                             GError **error)
{
  CairnTimeFormat format = { 0 };

  if (g_str_has_prefix (type, "timestamp") || g_str_equal (type, "date"))
    return g_strdup_printf ("CASE WHEN isfinite(%s) THEN "
                            "floor(date_part('epoch', %s::timestamptz))::bigint END",
                            column, column);
  if (!is_number (type))
    {
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION,
                   _ ("%s of “%s” in %s is of the type %s, not a time. Make a view that casts it "
                      "to timestamptz, and choose that."),
                   column + 2, table->mapping->table, table->link->name, type);
      return NULL;
    }
  if (table->mapping->time_format == NULL
      || !cairn_time_format_parse (table->mapping->time_format, &format))
    return g_strdup_printf ("floor(CASE WHEN %s > 1e14 THEN %s / 1e6 WHEN %s > 1e11 THEN "
                            "%s / 1e3 ELSE %s END)::bigint",
                            column, column, column, column, column);
  return g_strdup_printf ("floor(%s / %s)::bigint", column,
                          format.unit == CAIRN_TIME_MICROSECONDS   ? "1e6"
                          : format.unit == CAIRN_TIME_MILLISECONDS ? "1e3"
                                                                   : "1e0");
}

static gboolean
init_times (CairnPostgresText *self, const CairnPostgresTable *table, GError **error)
{
  const char *entered_type = NULL;
  const char *left_type = NULL;
  g_autofree char *entered
    = cairn_postgres_table_find (table, table->mapping->entered, &entered_type, error);
  g_autofree char *left
    = entered != NULL ? cairn_postgres_table_find (table, table->mapping->left, &left_type, error)
                      : NULL;
  g_autofree char *moment = NULL;

  if (left == NULL)
    return FALSE;
  self->entered = cairn_postgres_table_moment (table, entered, entered_type, error);
  moment
    = self->entered != NULL ? cairn_postgres_table_moment (table, left, left_type, error) : NULL;
  if (moment == NULL)
    return FALSE;
  self->left = g_strdup_printf ("nullif(least(%s, " YEAR_9999 "), " YEAR_9999 ")", moment);
  if (is_number (left_type))
    {
      self->bad_left = g_strdup ("false");
      self->recent = g_strdup ("$12::float8 IS NOT NULL");
      self->recent_base
        = g_strdup_printf ("$21::float8 IS NOT NULL AND %s <= $13::bigint", self->left);
      self->unsettled = g_strdup (ANY_EDGES);
      return TRUE;
    }
  self->bad_left = g_strdup_printf ("coalesce(%s = '-infinity', false)", left);
  self->recent
    = g_strdup_printf ("(%s IS NULL OR %s >= to_timestamp($12::float8)%s)", left, left,
                       g_str_equal (left_type, "timestamp with time zone") ? "" : "::timestamp");
  /* Columns hold parts of seconds, which do not count. */
  self->recent_base
    = g_str_equal (left_type, "timestamp with time zone")
        ? g_strdup_printf ("%s >= to_timestamp($21::float8) AND %s < to_timestamp($13::bigint + 1)",
                           left, left)
        : g_strdup_printf ("%s >= to_timestamp($21::float8)::timestamp AND %s <= $13::bigint", left,
                           self->left);
  self->unsettled = g_str_equal (entered_type, "timestamp with time zone")
                        && g_str_equal (left_type, "timestamp with time zone")
                      ? cairn_postgres_text_unsettled (entered, left)
                      : g_strdup (ANY_EDGES);
  return TRUE;
}

static const char *
customers_name (const CairnPostgresTable *table)
{
  return table->mapping->customers != NULL ? table->mapping->customers : "customers";
}

/* The name and the segment from the recommended customers table. */
static gboolean
init_customers (CairnPostgresText *self,
                const CairnPostgresTable *table,
                const char *visits,
                GError **error)
{
  g_autofree char *customer
    = cairn_postgres_table_find (table, table->mapping->customer, NULL, error);
  g_autofree char *segment
    = customer != NULL && table->mapping->segment != NULL
        ? cairn_postgres_table_find (table, table->mapping->segment, NULL, error)
        : NULL;
  g_autofree char *customers = NULL;

  if (customer == NULL || (table->mapping->segment != NULL && segment == NULL))
    return FALSE;
  self->key = g_strdup_printf ("coalesce(%s::text, '')", customer);
  if (table->mapping->join_customers)
    {
      self->attributes = cairn_postgres_link_columns (table->link, customers_name (table),
                                                      &customers, &self->attribute_types, error);
      if (self->attributes == NULL)
        return FALSE;
      self->customers = g_strdup_printf ("%s AS c", customers);
      self->tables = g_strdup_printf ("%s AS v LEFT JOIN %s AS c ON c.\"id\" = %s", visits,
                                      customers, customer);
      self->name = g_strdup_printf ("coalesce(c.\"name\"::text, %s::text)", customer);
    }
  else
    {
      self->tables = g_strdup_printf ("%s AS v", visits);
      self->name = g_strdup_printf ("%s::text", customer);
    }
  if (segment != NULL)
    self->segment = g_strdup_printf ("coalesce(%s::text, '')", segment);
  else
    self->segment = g_strdup (table->mapping->join_customers ? "coalesce(c.\"segment\"::text, '')"
                                                             : "''::text");
  return TRUE;
}

/* OFFSET 0 keeps the server from computing the moments of a visit anew wherever they are used; but
 * on Citus it would bring all rows to the coordinator. */
static gboolean
find_spread (CairnPostgresText *self, CairnPostgresLink *link, GError **error)
{
  g_autoptr (PGresult) citus = cairn_postgres_link_run (
    link, "SELECT 1 FROM pg_catalog.pg_extension WHERE extname = 'citus'", NULL, 0, error);

  self->spread = citus != NULL && PQntuples (citus) > 0;
  return citus != NULL;
}

/* Whether a row was written by a transaction at or after the one of the base: a row holds the
 * number of the one that wrote it, modulo 2^32. */
#define WRITTEN(alias)                                                                             \
  "(" alias ".xmin::text::bigint - " CAIRN_POSTGRES_TRANSACTION                                    \
  " + 4294967296) % 4294967296 < 2147483648"

/* Views do not say when their rows were written, nor do other servers in numbers of this one. */
static gboolean
find_tracked (CairnPostgresText *self, const CairnPostgresTable *table, GError **error)
{
  gboolean joined = table->mapping->join_customers;

  self->joined = g_strdup (joined ? "c.\"id\"" : "NULL::int");
  if (!self->derived
      && !cairn_postgres_link_is_tracked (table->link, table->mapping->table, &self->tracked,
                                          error))
    return FALSE;
  if (self->tracked && joined
      && !cairn_postgres_link_is_tracked (table->link, customers_name (table), &self->tracked,
                                          error))
    return FALSE;
  self->tracked = self->tracked && !self->spread;
  if (!self->tracked)
    self->written = g_strdup ("($20::bigint IS NULL OR true)");
  else if (joined)
    self->written = g_strdup ("(" WRITTEN ("v") " OR coalesce(" WRITTEN ("c") ", false))");
  else
    self->written = g_strdup ("(" WRITTEN ("v") ")");
  return TRUE;
}

static gboolean
init_owner (CairnPostgresText *self, const CairnPostgresTable *table, GError **error)
{
  g_autofree char *owner = NULL;

  if (table->mapping->owner == NULL)
    {
      self->owner = g_strdup ("NULL::text");
      return TRUE;
    }
  owner = cairn_postgres_table_find (table, table->mapping->owner, NULL, error);
  if (owner != NULL)
    self->owner = g_strdup_printf ("%s::text", owner);
  return owner != NULL;
}

/* Of the recommended customers table; NULL where it has no such column. */
static char *
find_attribute (const CairnPostgresText *self,
                const CairnPostgresTable *table,
                const char *name,
                const char **type)
{
  for (guint i = 0; self->attributes != NULL && self->attributes[i] != NULL; i++)
    if (g_ascii_strcasecmp (self->attributes[i], name) == 0)
      {
        g_autofree char *quoted
          = cairn_postgres_link_quote (table->link, self->attributes[i], NULL);

        *type = self->attribute_types[i];
        return quoted != NULL ? g_strconcat ("c.", quoted, NULL) : NULL;
      }
  return NULL;
}

/* What becomes of customers, where it is told beside the stays. */
static void
init_fates (CairnPostgresText *self, const CairnPostgresTable *table)
{
  const char *type = NULL;
  g_autofree char *lost = find_attribute (self, table, "churned_at", &type);
  g_autofree char *success = NULL;

  if (lost != NULL)
    self->lost_at = cairn_postgres_table_moment (table, lost, type, NULL);
  if (self->lost_at == NULL)
    self->lost_at = g_strdup ("NULL::bigint");
  success = find_attribute (self, table, "success", &type);
  if (success != NULL && g_str_equal (type, "boolean"))
    self->success = g_strdup_printf ("coalesce(%s, false)", success);
  else if (success != NULL && is_number (type))
    self->success = g_strdup_printf ("coalesce(%s <> 0, false)", success);
  else
    self->success = g_strdup ("false");
  if (self->fate == NULL)
    self->fate = g_strdup ("NULL::int");
}

/* Nobody who is lost is still in a stage: what is open ends then, as cairn_visit_close_lost() has
 * it. Those visits are over as well for whoever asks whether any of them was changed since. */
static void
close_lost (CairnPostgresText *self)
{
  g_autofree char *left = g_steal_pointer (&self->left);
  g_autofree char *base = g_steal_pointer (&self->recent_base);

  self->left = g_strdup_printf ("coalesce(%s, CASE WHEN %s >= %s THEN %s END)", left, self->lost_at,
                                self->entered, self->lost_at);
  self->recent_base = g_strdup_printf ("(%s OR ($21::float8 IS NOT NULL AND %s IS NULL AND "
                                       "%s >= %s AND %s <= $13::bigint))",
                                       base, left, self->lost_at, self->entered, self->lost_at);
}

static gboolean
init_from (CairnPostgresText *self,
           const CairnPostgresTable *table,
           const char *visits,
           GError **error)
{
  g_autofree char *stage = cairn_postgres_table_find (table, table->mapping->stage, NULL, error);

  if (stage == NULL)
    return FALSE;
  self->stage = g_strdup_printf ("coalesce(%s::text, '')", stage);
  return find_spread (self, table->link, error) && init_customers (self, table, visits, error)
         && init_owner (self, table, error) && (init_fates (self, table), TRUE)
         && init_times (self, table, error) && (close_lost (self), TRUE)
         && find_tracked (self, table, error);
}

gboolean
cairn_postgres_text_init (CairnPostgresText *self,
                          CairnPostgresLink *link,
                          const CairnMapping *mapping,
                          GError **error)
{
  g_autofree char *visits = NULL;
  g_auto (GStrv) types = NULL;
  g_auto (GStrv) columns
    = cairn_postgres_link_columns (link, mapping->table, &visits, &types, error);
  const CairnPostgresTable table = { link, mapping, columns, types };
  CairnPostgresDerived derived = { 0 };
  gboolean good;

  cairn_postgres_text_clear (self);
  self->used = g_strdup ("true");
  self->values = g_ptr_array_new_with_free_func (g_free);
  if (columns == NULL)
    return FALSE;
  if (mapping->shape <= CAIRN_SOURCE_VISITS)
    return init_from (self, &table, visits, error);
  self->derived = TRUE;
  good = cairn_postgres_derive (&derived, self, &table, visits, error)
         && init_from (self, &derived.table, derived.visits, error);
  cairn_postgres_derived_clear (&derived);
  return good;
}

/* The segment of a visit: that whose rule takes the customer, else what the data say. */
char *
cairn_postgres_text_segment (const CairnPostgresText *self, const CairnPostgresAudience *audience)
{
  if (audience->segment == NULL)
    return g_strdup (self->segment);
  return g_strdup_printf ("coalesce(%s, %s)", audience->segment, self->segment);
}

char *
cairn_postgres_text_filter (const CairnPostgresAudience *audience)
{
  return g_strdup_printf ("(%s AND %s)", audience->used != NULL ? audience->used : "true",
                          audience->filter != NULL ? audience->filter : "true");
}

char *
cairn_postgres_text_census (const CairnPostgresText *self, const CairnPostgresAudience *audience)
{
  g_autofree char *segment = cairn_postgres_text_segment (self, audience);
  g_autofree char *filter = cairn_postgres_text_filter (audience);
  g_autofree char *sql = g_strdup_printf (
    "SELECT segment, stage, state, count(*), min(e), counts FROM ("
    "SELECT segment, stage, e, counts, CASE WHEN stage = '' THEN %d WHEN e IS NULL THEN %d "
    "WHEN bad_left THEN %d WHEN l < e THEN %d WHEN e > $1::bigint THEN %d "
    "WHEN key = '' THEN %d ELSE %d END AS state FROM ("
    "SELECT %s AS segment, %s AS stage, %s AS key, %s AS e, %s AS l, %s AS bad_left, "
    "%s AS counts FROM %s) AS q) AS s GROUP BY 1, 2, 3, 6 ORDER BY 5",
    CAIRN_ROW_NO_STAGE, CAIRN_ROW_BAD_ENTERED, CAIRN_ROW_BAD_LEFT, CAIRN_ROW_LEFT_BEFORE_ENTERED,
    CAIRN_ROW_FUTURE, CAIRN_ROW_NO_CUSTOMER, CAIRN_ROW_VISIT, segment, self->stage, self->key,
    self->entered, self->left, self->bad_left, filter, self->tables);

  return cairn_postgres_audience_write (sql, 1);
}

char *
cairn_postgres_text_unmapped (const CairnPostgresText *self)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT stage, count(*), count(DISTINCT key) FROM ("
    "SELECT %s AS stage, %s AS key, %s AS e, %s AS l, %s AS bad_left FROM %s WHERE %s) AS q "
    "WHERE stage = ANY ($1::text[]) AND e <= $2::bigint AND coalesce(l, " NEVER ") >= e "
    "AND NOT bad_left AND key <> '' GROUP BY 1 ORDER BY 2 DESC, 1",
    self->stage, self->key, self->entered, self->left, self->bad_left, self->tables, self->used);

  return cairn_postgres_audience_write (sql, 2);
}
