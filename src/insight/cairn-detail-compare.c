/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-detail-compare-private.h"

#include "insight/cairn-difference-words-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* All that @detail says, for comparing. */
static char *
key_of (const CairnElement *detail)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (detail));
  GString *key = g_string_new (NULL);

  for (guint i = 0; i < spec->n_props; i++)
    {
      g_autofree char *text = cairn_value_to_text (
        cairn_element_get_value (detail, spec->props[i].prop), &spec->props[i]);

      g_string_append_printf (key, "%s\n", text);
    }
  return g_string_free (key, FALSE);
}

/* How often each is there. */
static GHashTable *
count_keys (const CairnElement *owner, CairnKind kind)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  CAIRN_FOREACH_CHILD (detail, owner, kind)
    {
      char *key = key_of (detail);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key));

      g_hash_table_replace (counts, key, GUINT_TO_POINTER (n + 1));
    }
  return counts;
}

static char *
describe (CairnDocument *document, const CairnElement *detail, gboolean gone)
{
  g_autofree char *name = cairn_difference_words_name (document, detail);

  if (cairn_element_get_kind (detail) == CAIRN_KIND_ATTACHMENT)
    return g_strdup_printf (gone ? _ ("%s detached") : _ ("%s attached"), name);
  return g_strdup_printf (gone ? _ ("%s removed") : _ ("%s added"), name);
}

/* Tells of those of @owner that @others, which it uses up, has not. What both have is returned, in
 * order. */
static char *
add_missing (CairnDocument *document,
             const CairnElement *owner,
             CairnKind kind,
             GHashTable *others,
             gboolean gone,
             GPtrArray *changes)
{
  GString *common = g_string_new (NULL);

  CAIRN_FOREACH_CHILD (detail, owner, kind)
    {
      g_autofree char *key = key_of (detail);
      guint n = GPOINTER_TO_UINT (g_hash_table_lookup (others, key));

      if (n == 0)
        {
          g_ptr_array_add (changes, describe (document, detail, gone));
          continue;
        }
      g_string_append (common, key);
      g_hash_table_replace (others, g_steal_pointer (&key), GUINT_TO_POINTER (n - 1));
    }
  return g_string_free (common, FALSE);
}

static void
compare_kind (CairnDocument *a,
              const CairnElement *before,
              CairnDocument *b,
              const CairnElement *after,
              CairnKind kind,
              GPtrArray *changes)
{
  g_autoptr (GHashTable) old_keys = count_keys (before, kind);
  g_autoptr (GHashTable) new_keys = count_keys (after, kind);
  g_autofree char *old_order = add_missing (a, before, kind, new_keys, TRUE, changes);
  g_autofree char *new_order = add_missing (b, after, kind, old_keys, FALSE, changes);

  if (strcmp (old_order, new_order) == 0)
    return;
  g_ptr_array_add (changes, g_strdup (kind == CAIRN_KIND_ATTACHMENT
                                        ? _ ("its playbooks are in another order")
                                        : _ ("its names in the data are in another order")));
}

static void
append_xml (GString *all, const CairnElement *element)
{
  CAIRN_FOREACH_CHILD (foreign, element, CAIRN_KIND_FOREIGN)
    g_string_append_printf (all, "%s\n", cairn_element_get_string (foreign, CAIRN_PROP_XML));
}

static void
append_extras (GString *all, const CairnElement *element)
{
  for (guint i = 0; i < cairn_element_get_n_extra (element); i++)
    {
      const char *name, *namespace_uri, *value;

      cairn_element_get_extra (element, i, &name, &namespace_uri, &value);
      g_string_append_printf (all, "%s\n%s\n%s\n", name, namespace_uri != NULL ? namespace_uri : "",
                              value);
    }
}

/* All that this version knows nothing of, in @element and its details. */
static char *
unknown_of (const CairnElement *element)
{
  GString *all = g_string_new (NULL);

  append_extras (all, element);
  append_xml (all, element);
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    {
      const CairnElement *child = cairn_element_get_child (element, i);

      if (cairn_difference_words_is_detail (cairn_element_get_kind (child)))
        {
          append_extras (all, child);
          append_xml (all, child);
        }
    }
  return g_string_free (all, FALSE);
}

GPtrArray *
cairn_detail_compare (CairnDocument *a,
                      const CairnElement *before,
                      CairnDocument *b,
                      const CairnElement *after)
{
  guint children = cairn_schema_kind (cairn_element_get_kind (after))->children;
  GPtrArray *changes = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *old_unknown = unknown_of (before);
  g_autofree char *new_unknown = unknown_of (after);

  for (guint kind = 0; kind < CAIRN_N_KINDS; kind++)
    if ((children & (1u << kind)) != 0 && cairn_difference_words_is_detail (kind))
      compare_kind (a, before, b, after, kind, changes);
  if (strcmp (old_unknown, new_unknown) != 0)
    g_ptr_array_add (changes, g_strdup (_ ("something that this version does not know changed")));
  return changes;
}
