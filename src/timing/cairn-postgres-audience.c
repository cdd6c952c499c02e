/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Filters and rules of segments as SQL. Numbers and moments are compared by the server. For what is
 * text there, it is asked which values there are, and those that a test holds for are bound: so the
 * words mean the same as everywhere, whatever the server thinks of capitals and accents. */
#include "timing/cairn-customer-rule.h"
#include "timing/cairn-postgres-source-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_VALUES 10000
#define NO_SUCH_VALUE "\001"
#define MARK '\001' /* of the number of a value */

typedef struct
{
  CairnPostgresAudience *audience;
  CairnPostgresSource *source;
  const CairnCustomerRule *rule;
  gboolean asks_for_owner;
  GError *error;
} Writer;

void
cairn_postgres_audience_clear (CairnPostgresAudience *self)
{
  g_free (self->filter);
  g_free (self->segment);
  g_free (self->used);
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->told, cairn_audience_unref);
  memset (self, 0, sizeof *self);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CairnPostgresAudience, cairn_postgres_audience_clear)

char *
cairn_postgres_audience_write (const char *text, guint before)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p != '\0';)
    if (*p == MARK)
      {
        char *end;
        guint64 number = g_ascii_strtoull (p + 1, &end, 10);

        g_string_append_printf (out, "$%u", before + (guint) number);
        p = end;
      }
    else
      g_string_append_c (out, *p++);
  return g_string_free (out, FALSE);
}

const char **
cairn_postgres_audience_bind (const CairnPostgresAudience *self,
                              const char *const *own,
                              guint n_own,
                              guint *n)
{
  guint more = self->values != NULL ? self->values->len : 0;
  const char **values = g_new0 (const char *, n_own + more + 1);

  for (guint i = 0; i < n_own; i++)
    values[i] = own[i];
  for (guint i = 0; i < more; i++)
    values[n_own + i] = g_ptr_array_index (self->values, i);
  *n = n_own + more;
  return values;
}

char *
cairn_postgres_bind_value (GPtrArray *values, char **used, char *value, const char *type)
{
  g_autofree char *before = *used;

  g_ptr_array_add (values, value);
  *used = g_strdup_printf ("%s AND (%c%u::%s IS NULL OR true)", before, MARK, values->len, type);
  return g_strdup_printf ("%c%u::%s", MARK, values->len, type);
}

static char *
bind_value (CairnPostgresAudience *self, char *value, const char *type)
{
  return cairn_postgres_bind_value (self->values, &self->used, value, type);
}

static gboolean
is_number (const char *type)
{
  static const char *const numbers[]
    = { "smallint", "integer", "bigint", "numeric", "real", "double precision", NULL };

  return g_strv_contains (numbers, type);
}

static gboolean
is_moment (const char *type)
{
  return g_str_has_prefix (type, "timestamp") || g_str_equal (type, "date");
}

static char *
write_number (Writer *self, const char *column, const CairnRuleComparison *comparison)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *value
    = bind_value (self->audience,
                  g_strdup (g_ascii_dtostr (number, sizeof number, comparison->number)), "float8");

  return g_strdup_printf ("%s::float8 %s %s", column, comparison->sign, value);
}

static char *
write_moment (Writer *self,
              const char *column,
              const char *type,
              const CairnRuleComparison *comparison)
{
  g_autofree char *from = bind_value (
    self->audience, g_strdup_printf ("%" G_GINT64_FORMAT, comparison->from), "float8");
  g_autofree char *to
    = bind_value (self->audience, g_strdup_printf ("%" G_GINT64_FORMAT, comparison->to), "float8");
  g_autofree char *moment
    = g_strdup_printf ("date_part('epoch', %s%s)", column,
                       g_str_equal (type, "timestamp with time zone") ? "" : "::timestamp");
  const char *sign = comparison->sign;

  if (g_str_equal (sign, "="))
    return g_strdup_printf ("(%s >= %s AND %s < %s)", moment, from, moment, to);
  if (g_str_equal (sign, "<>"))
    return g_strdup_printf ("(%s < %s OR %s >= %s)", moment, from, moment, to);
  if (g_str_equal (sign, "<") || g_str_equal (sign, ">="))
    return g_strdup_printf ("%s %s %s", moment, sign, from);
  return g_strdup_printf ("%s %s %s", moment, g_str_equal (sign, "<=") ? "<" : ">=", to);
}

/* The values of @column that the test decides otherwise than of one that nobody has seen. */
static char *
find_values (Writer *self, const char *column, guint test, gboolean number, gboolean otherwise)
{
  const CairnPostgresText *text = &self->source->text;
  g_autofree char *marked
    = g_strdup_printf ("SELECT DISTINCT %s::text FROM %s WHERE %s IS NOT NULL AND %s LIMIT %d",
                       column, g_str_has_prefix (column, "c.") ? text->customers : text->tables,
                       column, self->audience->used, MAX_VALUES + 1);
  g_autofree char *sql = cairn_postgres_audience_write (marked, 0);
  guint n = 0;
  g_autofree const char **values = cairn_postgres_audience_bind (self->audience, NULL, 0, &n);
  g_autoptr (PGresult) result = NULL;
  GString *list;

  result = cairn_postgres_source_ask (self->source, sql, values, n, &self->error);
  if (result == NULL)
    return NULL;
  if (PQntuples (result) > MAX_VALUES)
    {
      g_set_error (&self->error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_UNKNOWN_ATTRIBUTE,
                   _ ("“%s” has more than %'d different values in the database, too many to tell "
                      "them apart there."),
                   cairn_customer_rule_get_attribute (self->rule, test), MAX_VALUES);
      return NULL;
    }
  list = g_string_new ("{");
  for (int row = 0; row < PQntuples (result); row++)
    {
      const char *value = PQgetvalue (result, row, 0);

      if (cairn_customer_rule_test (self->rule, test, number ? NULL : value,
                                    number ? g_ascii_strtod (value, NULL) : NAN)
          != otherwise)
        cairn_postgres_append_text (list, value);
    }
  g_string_append_c (list, '}');
  return g_string_free (list, FALSE);
}

static char *
write_text (Writer *self, const char *column, guint test, gboolean number)
{
  gboolean otherwise = cairn_customer_rule_test (self->rule, test, NO_SUCH_VALUE, NAN);
  char *list = find_values (self, column, test, number, otherwise);
  g_autofree char *bound = NULL;

  if (list == NULL)
    return NULL;
  bound = bind_value (self->audience, list, "text[]");
  return g_strdup_printf ("(%s::text = ANY (%s)) = %s", column, bound,
                          otherwise ? "false" : "true");
}

static char *
find_column (Writer *self, const char *attribute, const char **type)
{
  const CairnPostgresText *text = &self->source->text;

  *type = "text";
  if (g_ascii_strcasecmp (attribute, CAIRN_RULE_OWNER) == 0)
    {
      self->asks_for_owner = TRUE;
      return g_strdup (text->owner);
    }
  for (guint i = 0; text->attributes != NULL && text->attributes[i] != NULL; i++)
    if (g_ascii_strcasecmp (attribute, text->attributes[i]) == 0)
      {
        g_autofree char *quoted
          = cairn_postgres_link_quote (self->source->link, text->attributes[i], &self->error);

        *type = text->attribute_types[i];
        return quoted != NULL ? g_strconcat ("c.", quoted, NULL) : NULL;
      }
  g_autofree char *list
    = text->attributes != NULL ? g_strjoinv (", ", text->attributes) : g_strdup ("");
  g_set_error (&self->error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_UNKNOWN_ATTRIBUTE,
               _ ("Customers have no “%s”. What can be asked for: %s."), attribute,
               *list != '\0' ? list : CAIRN_RULE_OWNER);
  return NULL;
}

static char *
write_cb (guint test, gpointer data)
{
  Writer *self = data;
  CairnRuleComparison comparison = cairn_customer_rule_get_comparison (self->rule, test);
  const char *type = NULL;
  g_autofree char *column = NULL;
  g_autofree char *condition = NULL;
  gboolean number;

  if (self->error == NULL)
    column = find_column (self, cairn_customer_rule_get_attribute (self->rule, test), &type);
  if (column == NULL)
    return g_strdup ("false");
  number = is_number (type);
  if (comparison.any)
    condition = g_strdup (
      cairn_customer_rule_test (self->rule, test, NO_SUCH_VALUE, NAN) ? "true" : "false");
  else if (number && comparison.sign != NULL && !isnan (comparison.number))
    condition = write_number (self, column, &comparison);
  else if (is_moment (type) && comparison.sign != NULL && comparison.from < comparison.to)
    condition = write_moment (self, column, type, &comparison);
  else
    condition = write_text (self, column, test, number);
  if (condition == NULL)
    return g_strdup ("false");
  return g_strdup_printf (
    "(CASE WHEN %s IS NULL OR %s::text = '' THEN %s ELSE %s END)", column, column,
    cairn_customer_rule_test (self->rule, test, NULL, NAN) ? "true" : "false", condition);
}

/* NULL, with what is wrong. */
static char *
write_rule (CairnPostgresAudience *self,
            CairnPostgresSource *source,
            const CairnCustomerRule *rule,
            gboolean *asks_for_owner,
            GError **error)
{
  Writer writer = { self, source, rule, FALSE, NULL };
  g_autofree char *text = cairn_customer_rule_write (rule, write_cb, &writer);

  *asks_for_owner = writer.asks_for_owner;
  if (writer.error == NULL)
    return g_steal_pointer (&text);
  g_propagate_error (error, writer.error);
  return NULL;
}

static gboolean
add_filter (CairnPostgresAudience *self,
            CairnPostgresSource *source,
            const char *filter,
            GError **error)
{
  g_autoptr (CairnCustomerRule) rule = NULL;
  gboolean asks_for_owner = FALSE;

  if (filter == NULL || *filter == '\0')
    return TRUE;
  rule = cairn_customer_rule_parse (filter, error);
  if (rule == NULL)
    {
      /* translators: before the sentence that says what is wrong */
      g_prefix_error (error, _ ("The filter “%s” cannot be read. "), filter);
      return FALSE;
    }
  self->filter = write_rule (self, source, rule, &asks_for_owner, error);
  if (self->filter == NULL)
    return FALSE;
  self->told->filter = cairn_customer_rule_to_string (rule);
  self->told->counted = !asks_for_owner && source->text.customers != NULL;
  return TRUE;
}

/* Adds "WHEN … THEN …" of the rule to both; a rule that cannot be read takes nobody. */
static void
add_rule (CairnPostgresAudience *self,
          CairnPostgresSource *source,
          const CairnMappingRule *rule,
          GString *segments,
          GString *numbers)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnCustomerRule) parsed = cairn_customer_rule_parse (rule->rule, &error);
  g_autofree char *condition = NULL;
  g_autofree char *name = NULL;
  gboolean asks_for_owner = FALSE;

  if (parsed != NULL)
    condition = write_rule (self, source, parsed, &asks_for_owner, &error);
  if (condition != NULL && asks_for_owner)
    {
      g_set_error_literal (&error, CAIRN_RULE_ERROR, CAIRN_RULE_ERROR_UNKNOWN_ATTRIBUTE,
                           _ ("A customer has other owners in other stages, so a segment cannot "
                              "ask for the owner."));
      g_clear_pointer (&condition, g_free);
    }
  cairn_audience_add_rule (self->told, rule->segment, 0, error != NULL ? error->message : NULL);
  if (condition == NULL)
    return;
  name = bind_value (self, g_strdup (rule->segment), "text");
  g_string_append_printf (segments, " WHEN %s THEN %s", condition, name);
  g_string_append_printf (numbers, " WHEN %s THEN %u", condition, self->told->rules->len);
}

/* How many customers each rule takes, and the filter lets through. */
static gboolean
count_customers (CairnPostgresAudience *self,
                 CairnPostgresSource *source,
                 const char *numbers,
                 GError **error)
{
  g_autofree char *text = g_strdup_printf (
    "SELECT CASE %s ELSE 0 END, count(*), count(*) FILTER (WHERE %s) FROM %s WHERE %s GROUP BY 1",
    *numbers != '\0' ? numbers : "WHEN false THEN 0", self->told->counted ? self->filter : "true",
    source->text.customers, self->used);
  g_autofree char *sql = cairn_postgres_audience_write (text, 0);
  guint n = 0;
  g_autofree const char **values = cairn_postgres_audience_bind (self, NULL, 0, &n);
  g_autoptr (PGresult) result = NULL;

  result = cairn_postgres_source_ask (source, sql, values, n, error);
  for (int row = 0; result != NULL && row < PQntuples (result); row++)
    {
      guint64 rule = g_ascii_strtoull (PQgetvalue (result, row, 0), NULL, 10);
      guint count = (guint) g_ascii_strtoull (PQgetvalue (result, row, 1), NULL, 10);

      self->told->of += count;
      self->told->customers += (guint) g_ascii_strtoull (PQgetvalue (result, row, 2), NULL, 10);
      if (rule > 0 && rule <= self->told->rules->len)
        ((CairnAudienceRule *) g_ptr_array_index (self->told->rules, rule - 1))->customers = count;
    }
  return result != NULL;
}

static void
tell_attributes (CairnPostgresAudience *self, const CairnPostgresText *text)
{
  for (guint i = 0; text->attributes != NULL && text->attributes[i] != NULL; i++)
    if (g_ascii_strcasecmp (text->attributes[i], "id") != 0
        && g_ascii_strcasecmp (text->attributes[i], "name") != 0)
      g_ptr_array_add (self->told->attributes, g_strdup (text->attributes[i]));
}

gboolean
cairn_postgres_audience_set (CairnPostgresAudience *self,
                             CairnPostgresSource *source,
                             const char *filter,
                             const GPtrArray *rules,
                             GError **error)
{
  g_auto (CairnPostgresAudience) made = { .used = g_strdup (source->text.used),
                                          .values = g_ptr_array_new_with_free_func (g_free),
                                          .told = cairn_audience_new () };
  g_autoptr (GString) segments = g_string_new (NULL);
  g_autoptr (GString) numbers = g_string_new (NULL);

  for (guint i = 0; i < source->text.values->len; i++)
    g_ptr_array_add (made.values, g_strdup (g_ptr_array_index (source->text.values, i)));
  tell_attributes (&made, &source->text);
  if (!add_filter (&made, source, filter, error))
    return FALSE;
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    add_rule (&made, source, g_ptr_array_index (rules, i), segments, numbers);
  if (segments->len > 0)
    made.segment = g_strdup_printf ("CASE%s END", segments->str);
  if ((made.filter != NULL || made.segment != NULL) && source->text.customers != NULL
      && !count_customers (&made, source, numbers->str, error))
    return FALSE;
  cairn_postgres_audience_clear (self);
  *self = made;
  memset (&made, 0, sizeof made);
  return TRUE;
}
