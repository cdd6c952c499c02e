/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whose visits count, and which attributes of the customers that asks for. */
#include "timing/cairn-sqlite-source-private.h"

#include <glib/gi18n-lib.h>

static void
add_wanted (GStrvBuilder *wanted, const CairnCustomerRule *rule)
{
  for (guint i = 0; i < cairn_customer_rule_get_n_tests (rule); i++)
    g_strv_builder_add (wanted, cairn_customer_rule_get_attribute (rule, i));
}

/* The attributes that @filter (NULL: none) and @rules ask for. */
static char **
find_wanted (const CairnCustomerRule *filter, const GPtrArray *rules)
{
  g_autoptr (GStrvBuilder) wanted = g_strv_builder_new ();

  if (filter != NULL)
    add_wanted (wanted, filter);
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const CairnMappingRule *rule = g_ptr_array_index (rules, i);
      g_autoptr (CairnCustomerRule) parsed = cairn_customer_rule_parse (rule->rule, NULL);

      if (parsed != NULL)
        add_wanted (wanted, parsed);
    }
  return g_strv_builder_end (wanted);
}

static CairnCustomerAttributes *
read_attributes (CairnSqliteSource *self,
                 CairnRowStore *store,
                 const char *const *wanted,
                 GError **error)
{
  CairnCustomerBook *book = cairn_visit_decoder_get_book (cairn_row_store_get_decoder (store));
  g_auto (GStrv) names = cairn_customer_attributes_list (self->db, self->mapping, error);

  if (names == NULL)
    return NULL;
  return cairn_customer_attributes_read (self->db, self->mapping, (const char *const *) names,
                                         wanted, book, error);
}

static gboolean
parse_filter (const char *filter, CairnCustomerRule **rule, GError **error)
{
  *rule = NULL;
  if (filter == NULL || *filter == '\0')
    return TRUE;
  *rule = cairn_customer_rule_parse (filter, error);
  if (*rule == NULL)
    /* translators: before the sentence that says what is wrong */
    g_prefix_error (error, _ ("The filter “%s” cannot be read. "), filter);
  return *rule != NULL;
}

/* NULL, with *@same set: the attributes are those the lens of @store has already. */
static CairnVisitLens *
new_lens (CairnSqliteSource *self,
          CairnRowStore *store,
          const char *filter,
          const GPtrArray *rules,
          gboolean *same,
          GError **error)
{
  CairnVisitLens *before = cairn_row_store_get_lens (store);
  g_autoptr (CairnCustomerRule) parsed = NULL;
  g_autoptr (CairnCustomerAttributes) attributes = NULL;
  g_auto (GStrv) wanted = NULL;

  if (!parse_filter (filter, &parsed, error))
    return NULL;
  wanted = find_wanted (parsed, rules);
  attributes = read_attributes (self, store, (const char *const *) wanted, error);
  if (attributes == NULL)
    return NULL;
  if (same != NULL && before != NULL
      && cairn_customer_attributes_equal (attributes, cairn_visit_lens_get_attributes (before)))
    {
      *same = TRUE;
      return NULL;
    }
  return cairn_visit_lens_new (cairn_row_store_get_engine (store), parsed, rules, attributes,
                               error);
}

gboolean
cairn_sqlite_source_make_lens (CairnSqliteSource *self, CairnRowStore *store, GError **error)
{
  CairnVisitLens *lens
    = new_lens (self, store, self->mapping->filter, self->mapping->rules, NULL, error);

  if (lens == NULL)
    return FALSE;
  cairn_row_store_set_lens (store, lens);
  return TRUE;
}

gboolean
cairn_sqlite_source_has_attributes (CairnSqliteSource *self)
{
  CairnVisitLens *lens = self->store != NULL ? cairn_row_store_get_lens (self->store) : NULL;

  return lens != NULL && !cairn_visit_lens_is_clear (lens);
}

gboolean
cairn_sqlite_source_refresh_lens (CairnSqliteSource *self, gboolean *changed, GError **error)
{
  CairnVisitLens *lens;
  gboolean same = FALSE;

  if (!cairn_sqlite_source_has_attributes (self))
    return TRUE;
  lens = new_lens (self, self->store, self->mapping->filter, self->mapping->rules, &same, error);
  if (lens == NULL)
    return same;
  cairn_row_store_set_lens (self->store, lens);
  *changed = TRUE;
  return TRUE;
}

gboolean
cairn_sqlite_source_set_audience (CairnSource *source,
                                  const char *filter,
                                  const GPtrArray *rules,
                                  GError **error)
{
  CairnSqliteSource *self = (CairnSqliteSource *) source;

  if (self->store != NULL && self->db != NULL && !self->reload)
    {
      CairnVisitLens *lens = new_lens (self, self->store, filter, rules, NULL, error);

      if (lens == NULL)
        return FALSE;
      cairn_row_store_set_lens (self->store, lens);
      /* Without rowids nothing was kept that could be looked at again. */
      self->reload |= self->rowid == NULL;
    }
  cairn_mapping_set_audience (self->mapping, filter, rules);
  return TRUE;
}
