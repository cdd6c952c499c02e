/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/cairn-element-copy.h"

static void
copy_content (const CairnElement *self, CairnElement *copy)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (self));

  for (guint i = 0; i < spec->n_props; i++)
    cairn_element_set_value (copy, spec->props[i].prop,
                             cairn_element_get_value (self, spec->props[i].prop));
  for (guint i = 0; i < cairn_element_get_n_extra (self); i++)
    {
      const char *name, *namespace_uri, *value;

      cairn_element_get_extra (self, i, &name, &namespace_uri, &value);
      cairn_element_add_extra (copy, name, namespace_uri, value);
    }
}

CairnElement *
cairn_element_copy (const CairnElement *self, CairnCopyIdFunc new_id, gpointer data)
{
  g_autoptr (CairnElement) copy = NULL;
  g_autofree char *id = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (cairn_element_get_id (self) != NULL)
    id = new_id != NULL ? new_id (self, data) : g_strdup (cairn_element_get_id (self));
  copy = cairn_element_new (cairn_element_get_kind (self), id);
  copy_content (self, copy);
  for (guint i = 0; i < cairn_element_get_n_children (self); i++)
    {
      g_autoptr (CairnElement) child
        = cairn_element_copy (cairn_element_get_child (self, i), new_id, data);

      cairn_element_append (copy, child);
    }
  return g_steal_pointer (&copy);
}

void
cairn_element_redirect (CairnElement *self, GHashTable *ids)
{
  const CairnKindSpec *spec;

  g_return_if_fail (self != NULL && ids != NULL);

  spec = cairn_schema_kind (cairn_element_get_kind (self));
  for (guint i = 0; i < spec->n_props; i++)
    if (spec->props[i].type == CAIRN_TYPE_REF)
      {
        const char *id
          = g_hash_table_lookup (ids, cairn_element_get_string (self, spec->props[i].prop));

        if (id != NULL)
          cairn_element_set_string (self, spec->props[i].prop, id);
      }
  for (guint i = 0; i < cairn_element_get_n_children (self); i++)
    cairn_element_redirect (cairn_element_get_child (self, i), ids);
}
