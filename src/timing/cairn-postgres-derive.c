/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What cairn-stays-derive.c does with rows at hand, for the shapes that a server can do it for. */
#include "timing/cairn-postgres-source-private.h"
#include "timing/cairn-sqlite-private.h"

#include <glib/gi18n-lib.h>

/* Rows that lie in the future are set aside, so they end nothing. */
#define SOON "floor(date_part('epoch', now()))::bigint + 300"
G_STATIC_ASSERT (CAIRN_FUTURE_SLACK == 300);

void
cairn_postgres_derived_clear (CairnPostgresDerived *self)
{
  g_free (self->visits);
  g_clear_pointer (&self->mapping, cairn_mapping_free);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->types, g_ptr_array_unref);
}

static void
add_column (CairnPostgresDerived *self, const char *name, const char *type, char **field)
{
  g_ptr_array_add (self->columns, g_strdup (name));
  g_ptr_array_add (self->types, g_strdup (type));
  g_free (*field);
  *field = g_strdup (name);
}

/* ", v.… AS o, v.… AS g" of what may be there besides. */
static char *
further_columns (CairnPostgresDerived *self, const CairnPostgresTable *table, GError **error)
{
  const char *const wanted[] = { table->mapping->owner, table->mapping->segment };
  const char *const names[] = { "o", "g" };
  char **const fields[] = { &self->mapping->owner, &self->mapping->segment };
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const char *type = NULL;
      g_autofree char *column = NULL;

      if (wanted[i] == NULL)
        continue;
      column = cairn_postgres_table_find (table, wanted[i], &type, error);
      if (column == NULL)
        {
          g_string_free (list, TRUE);
          return NULL;
        }
      g_string_append_printf (list, ", %s AS %s", column, names[i]);
      add_column (self, names[i], type, fields[i]);
    }
  return g_string_free (list, FALSE);
}

static char *
bind_list (CairnPostgresText *text, GString *list)
{
  g_string_append_c (list, '}');
  return cairn_postgres_bind_value (text->values, &text->used, g_string_free (list, FALSE),
                                    "text[]");
}

/* The stage that a value stands for: from one value of it to another, nothing changes. */
static char *
place_text (CairnPostgresText *text, const CairnMapping *mapping)
{
  GString *values, *stages;
  g_autofree char *bound_values = NULL;
  g_autofree char *bound_stages = NULL;
  GHashTableIter iter;
  gpointer value, stage;

  if (g_hash_table_size (mapping->stages) == 0)
    return g_strdup ("s");
  values = g_string_new ("{");
  stages = g_string_new ("{");
  g_hash_table_iter_init (&iter, mapping->stages);
  while (g_hash_table_iter_next (&iter, &value, &stage))
    {
      cairn_postgres_append_text (values, value);
      cairn_postgres_append_text (stages, stage);
    }
  bound_values = bind_list (text, values);
  bound_stages = bind_list (text, stages);
  return g_strdup_printf ("coalesce((%s)[array_position(%s, s)], s)", bound_stages, bound_values);
}

/* The values that end the journey; @stages: those that are a stage of it as well, or the others. */
static char *
ends_text (CairnPostgresText *text, const CairnMapping *mapping, gboolean stages)
{
  GString *list = g_string_new ("{");
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, mapping->outcomes);
  while (g_hash_table_iter_next (&iter, &value, NULL))
    if (g_hash_table_contains (mapping->stages, value) == stages)
      cairn_postgres_append_text (list, value);
  return bind_list (text, list);
}

/* The values that tell of @result. */
static char *
results_text (CairnPostgresText *text, const CairnMapping *mapping, CairnMappingResult result)
{
  GString *list = g_string_new ("{");
  GHashTableIter iter;
  gpointer value, what;

  g_hash_table_iter_init (&iter, mapping->outcomes);
  while (g_hash_table_iter_next (&iter, &value, &what))
    if (GPOINTER_TO_UINT (what) == result)
      cairn_postgres_append_text (list, value);
  return bind_list (text, list);
}

/* What became of a customer, by the last value of all. */
static void
find_fate (CairnPostgresText *text, const CairnMapping *mapping)
{
  g_autofree char *success = NULL;
  g_autofree char *churn = NULL;

  if (g_hash_table_size (mapping->outcomes) == 0)
    return;
  success = results_text (text, mapping, CAIRN_RESULT_OF_SUCCESS);
  churn = results_text (text, mapping, CAIRN_RESULT_OF_CHURN);
  text->fate
    = g_strdup_printf ("CASE WHEN v.final = ANY (%s) THEN %d WHEN v.final = ANY (%s) THEN %d END",
                       success, CAIRN_OUTCOME_NEXT, churn, CAIRN_OUTCOME_CHURN);
}

/* What tells which of two rows of one moment came first. */
static char *
order_text (const CairnPostgresTable *table, GError **error)
{
  gboolean stored = FALSE;

  if (cairn_sqlite_find_column (table->columns, "id") != NULL)
    return cairn_postgres_table_find (table, "id", NULL, error);
  if (!cairn_postgres_link_is_tracked (table->link, table->mapping->table, &stored, error))
    return NULL;
  return g_strdup (stored ? "v.ctid" : "0");
}

static gboolean
derive_changes (CairnPostgresDerived *self,
                CairnPostgresText *text,
                const CairnPostgresTable *table,
                const char *from,
                GError **error)
{
  const CairnMapping *mapping = table->mapping;
  const char *customer_type = NULL, *entered_type = NULL;
  g_autofree char *customer
    = cairn_postgres_table_find (table, mapping->customer, &customer_type, error);
  g_autofree char *stage
    = customer != NULL ? cairn_postgres_table_find (table, mapping->stage, NULL, error) : NULL;
  g_autofree char *entered
    = stage != NULL ? cairn_postgres_table_find (table, mapping->entered, &entered_type, error)
                    : NULL;
  g_autofree char *moment
    = entered != NULL ? cairn_postgres_table_moment (table, entered, entered_type, error) : NULL;
  g_autofree char *order = moment != NULL ? order_text (table, error) : NULL;
  g_autofree char *further = NULL;
  g_autofree char *place = NULL;
  g_autofree char *gone = NULL;
  g_autofree char *over = NULL;

  if (order == NULL)
    return FALSE;
  add_column (self, "k", customer_type, &self->mapping->customer);
  add_column (self, "s", "text", &self->mapping->stage);
  add_column (self, "e", "bigint", &self->mapping->entered);
  add_column (self, "l", "bigint", &self->mapping->left);
  further = further_columns (self, table, error);
  if (further == NULL)
    return FALSE;
  place = place_text (text, mapping);
  over = ends_text (text, mapping, TRUE);
  gone = ends_text (text, mapping, FALSE);
  find_fate (text, mapping);
  self->visits = g_strconcat (
    "(SELECT *, CASE WHEN s = ANY (", over,
    ") THEN e WHEN good THEN next END AS l FROM (SELECT *, ",
    "lead(e) OVER p AS next, last_value(s) OVER (p ROWS BETWEEN UNBOUNDED PRECEDING AND "
    "UNBOUNDED FOLLOWING) AS final FROM (SELECT *, ",
    "lag(place) OVER (PARTITION BY k, good ORDER BY e, n) AS before FROM (SELECT *, ", place,
    " AS place, coalesce(k::text <> '' AND s <> '' AND e <= " SOON ", false) AS good FROM (SELECT ",
    customer, " AS k, ", stage, "::text AS s, ", moment, " AS e, ", order, " AS n", further,
    " FROM ", from,
    " AS v OFFSET 0) AS read) AS named) AS told WHERE NOT good OR before IS DISTINCT FROM place ",
    "WINDOW p AS (PARTITION BY k, good ORDER BY e, n)) AS kept WHERE NOT (good AND s = ANY (", gone,
    ")))", NULL);
  return TRUE;
}

/* ARRAY[…] of the moments in one column for each stage. */
static char *
moments_text (const CairnPostgresTable *table, gboolean left, GError **error)
{
  const GPtrArray *dates = table->mapping->date_columns;
  GString *list = g_string_new ("ARRAY[");

  for (guint i = 0; i < dates->len; i++)
    {
      const CairnMappingDates *d = g_ptr_array_index (dates, i);
      const char *name = left ? d->left : d->entered;
      const char *type = NULL;
      g_autofree char *column
        = name != NULL ? cairn_postgres_table_find (table, name, &type, error) : NULL;
      g_autofree char *moment
        = column != NULL ? cairn_postgres_table_moment (table, column, type, error) : NULL;

      if (name != NULL && moment == NULL)
        {
          g_string_free (list, TRUE);
          return NULL;
        }
      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", name != NULL ? moment : "NULL");
    }
  g_string_append (list, "]::bigint[]");
  return g_string_free (list, FALSE);
}

static char *
stages_text (CairnPostgresText *text, const GPtrArray *dates)
{
  GString *list = g_string_new ("{");

  for (guint i = 0; i < dates->len; i++)
    {
      const CairnMappingDates *d = g_ptr_array_index (dates, i);

      cairn_postgres_append_text (list, d->stage);
    }
  return bind_list (text, list);
}

/* A date that will be set aside ends nothing. */
#define GOOD_DATE "e <= " SOON " AND coalesce(l, e) >= e"

/* A stay for each date that is there; it lasts until it is left, or the next one of the row. */
static gboolean
derive_wide (CairnPostgresDerived *self,
             CairnPostgresText *text,
             const CairnPostgresTable *table,
             const char *from,
             GError **error)
{
  const char *type = NULL;
  g_autofree char *customer
    = cairn_postgres_table_find (table, table->mapping->customer, &type, error);
  g_autofree char *entered = customer != NULL ? moments_text (table, FALSE, error) : NULL;
  g_autofree char *left = entered != NULL ? moments_text (table, TRUE, error) : NULL;
  g_autofree char *stages = NULL;
  g_autofree char *further = NULL;

  if (left == NULL)
    return FALSE;
  add_column (self, "k", type, &self->mapping->customer);
  add_column (self, "s", "text", &self->mapping->stage);
  add_column (self, "e", "bigint", &self->mapping->entered);
  add_column (self, "l", "bigint", &self->mapping->left);
  further = further_columns (self, table, error);
  if (further == NULL)
    return FALSE;
  stages = stages_text (text, table->mapping->date_columns);
  self->visits = g_strconcat (
    "(SELECT ", customer, " AS k, d.s, d.e, d.l", further, " FROM ", from,
    " AS v CROSS JOIN LATERAL (SELECT s, e, coalesce(l, CASE WHEN " GOOD_DATE
    " THEN lead(e) OVER (PARTITION BY " GOOD_DATE " ORDER BY e, n) END) AS l FROM unnest(",
    stages, ", ", entered, ", ", left,
    ") WITH ORDINALITY AS x (s, e, l, n) WHERE e IS NOT NULL) AS d)", NULL);
  return TRUE;
}

gboolean
cairn_postgres_derive (CairnPostgresDerived *self,
                       CairnPostgresText *text,
                       const CairnPostgresTable *table,
                       const char *from,
                       GError **error)
{
  gboolean good;

  self->mapping = cairn_mapping_copy (table->mapping);
  g_clear_pointer (&self->mapping->time_format, g_free);
  self->columns = g_ptr_array_new_with_free_func (g_free);
  self->types = g_ptr_array_new_with_free_func (g_free);
  good = table->mapping->shape == CAIRN_SOURCE_WIDE
           ? derive_wide (self, text, table, from, error)
           : derive_changes (self, text, table, from, error);
  g_ptr_array_add (self->columns, NULL);
  g_ptr_array_add (self->types, NULL);
  self->table = (CairnPostgresTable){ table->link, self->mapping, (char **) self->columns->pdata,
                                      (char **) self->types->pdata };
  return good;
}
