/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-variant.h"

#include "insight/cairn-detail-compare-private.h"
#include "insight/cairn-difference-words-private.h"
#include "model/cairn-base.h"

struct _CairnVariant
{
  CairnDocument *document;
  CairnElement *segment;
  CairnElement *base;
  GHashTable *index; /* base → what is made from it here */
};

CairnVariant *
cairn_variant_new (CairnDocument *document, CairnElement *element)
{
  CairnElement *segment = cairn_element_ancestor (element, CAIRN_KIND_SEGMENT);
  CairnElement *base = segment != NULL ? cairn_base_get (document, segment) : NULL;
  CairnVariant *self;

  if (base == NULL)
    return NULL;
  self = g_new0 (CairnVariant, 1);
  self->document = g_object_ref (document);
  self->segment = cairn_element_ref (segment);
  self->base = cairn_element_ref (base);
  self->index = cairn_base_index (document, segment);
  return self;
}

void
cairn_variant_free (CairnVariant *self)
{
  g_object_unref (self->document);
  cairn_element_unref (self->segment);
  cairn_element_unref (self->base);
  g_hash_table_unref (self->index);
  g_free (self);
}

CairnElement *
cairn_variant_get_base (CairnVariant *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->base;
}

gboolean
cairn_variant_prop_differs (CairnVariant *self,
                            const CairnElement *element,
                            CairnProp prop,
                            char **was)
{
  CairnKind kind = cairn_element_get_kind (element);
  const CairnPropSpec *spec = cairn_schema_prop (kind, prop);
  CairnElement *base = cairn_base_get_followed (self->document, element);
  g_auto (CairnValue) value = { 0 };
  gboolean same;

  if (was != NULL)
    *was = NULL;
  if (spec == NULL || base == NULL || !cairn_base_inherits (kind, prop))
    return FALSE;
  same = cairn_base_dup_value (self->document, element, base, prop, self->index, &value)
         && cairn_value_equal (&value, cairn_element_get_value (element, prop));
  if (!same && was != NULL)
    *was = cairn_difference_words_value (self->document, base, spec);
  return !same;
}

/* Whether the happy path @path takes other flows than @base. */
static gboolean
way_differs (CairnVariant *self, const CairnElement *path, const CairnElement *base)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);

  if (cairn_element_count (path, CAIRN_KIND_VIA) != cairn_element_count (base, CAIRN_KIND_VIA))
    return TRUE;
  CAIRN_FOREACH_CHILD (via, path, CAIRN_KIND_VIA)
    g_hash_table_add (taken, cairn_document_resolve (self->document, via, CAIRN_PROP_FLOW));
  CAIRN_FOREACH_CHILD (via, base, CAIRN_KIND_VIA)
    {
      CairnElement *flow = cairn_document_resolve (self->document, via, CAIRN_PROP_FLOW);

      if (!g_hash_table_contains (taken, g_hash_table_lookup (self->index, flow)))
        return TRUE;
    }
  return FALSE;
}

gboolean
cairn_variant_details_differ (CairnVariant *self, const CairnElement *element)
{
  CairnElement *base = cairn_base_get_followed (self->document, element);
  g_autoptr (GPtrArray) changes = NULL;

  if (base == NULL || cairn_element_get_kind (element) == CAIRN_KIND_SEGMENT)
    return FALSE;
  if (cairn_element_get_kind (element) == CAIRN_KIND_PATH)
    return way_differs (self, element, base);
  if (cairn_element_get_kind (element) != CAIRN_KIND_STEP
      && cairn_element_get_kind (element) != CAIRN_KIND_STAGE)
    return FALSE;
  changes = cairn_detail_compare (self->document, base, self->document, (CairnElement *) element);
  return changes->len > 0;
}

CairnVariantState
cairn_variant_get_state (CairnVariant *self, const CairnElement *element)
{
  const CairnKindSpec *spec;

  if (self == NULL || !cairn_element_has (element, CAIRN_PROP_BASE)
      || cairn_element_get_kind (element) == CAIRN_KIND_SEGMENT)
    return CAIRN_VARIANT_NONE;
  /* The to-be version of an inherited diagram is this segment's own affair. */
  if (cairn_base_get_followed (self->document, element) == NULL)
    return CAIRN_VARIANT_OWN;
  spec = cairn_schema_kind (cairn_element_get_kind (element));
  for (guint i = 0; i < spec->n_props; i++)
    if (cairn_variant_prop_differs (self, element, spec->props[i].prop, NULL))
      return CAIRN_VARIANT_DIFFERS;
  return cairn_variant_details_differ (self, element) ? CAIRN_VARIANT_DIFFERS
                                                      : CAIRN_VARIANT_INHERITED;
}

static void
collect_overrides (CairnVariant *self, CairnElement *element, GPtrArray *found)
{
  CairnVariantState state = cairn_variant_get_state (self, element);

  if (state == CAIRN_VARIANT_DIFFERS || state == CAIRN_VARIANT_OWN)
    g_ptr_array_add (found, element);
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    collect_overrides (self, cairn_element_get_child (element, i), found);
}

GPtrArray *
cairn_variant_dup_overrides (CairnVariant *self)
{
  GPtrArray *found = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL, found);

  collect_overrides (self, self->segment, found);
  return found;
}

GPtrArray *
cairn_variant_dup_missing (CairnVariant *self, CairnElement *place)
{
  CairnElement *base;
  GPtrArray *missing = g_ptr_array_new ();

  g_return_val_if_fail (self != NULL && place != NULL, missing);

  base = cairn_base_get_followed (self->document, place);
  for (guint i = 0; base != NULL && i < cairn_element_get_n_children (base); i++)
    {
      CairnElement *child = cairn_element_get_child (base, i);

      if (cairn_element_has (child, CAIRN_PROP_BASE) && !g_hash_table_contains (self->index, child))
        g_ptr_array_add (missing, child);
    }
  return missing;
}

static void
missing_free (gpointer data)
{
  CairnMissing *missing = data;

  g_free (missing->name);
  g_free (missing);
}

static gboolean
is_missing (CairnVariant *self, const CairnElement *flow, CairnProp end)
{
  CairnElement *element = cairn_document_resolve (self->document, flow, end);

  return element != NULL && !g_hash_table_contains (self->index, element);
}

static char *
dup_capital (const char *name)
{
  g_autofree char *first = g_utf8_substring (name, 0, 1);
  g_autofree char *capital = g_utf8_strup (first, -1);

  return g_strconcat (capital, g_utf8_offset_to_pointer (name, 1), NULL);
}

GPtrArray *
cairn_variant_list_missing (CairnVariant *self, CairnElement *place)
{
  g_autoptr (GPtrArray) all = cairn_variant_dup_missing (self, place);
  GPtrArray *list = g_ptr_array_new_with_free_func (missing_free);

  for (guint i = 0; i < all->len; i++)
    {
      CairnElement *element = g_ptr_array_index (all, i);
      g_autofree char *name = NULL;
      CairnMissing *missing;

      if (cairn_element_has (element, CAIRN_PROP_FROM)
          && (is_missing (self, element, CAIRN_PROP_FROM)
              || is_missing (self, element, CAIRN_PROP_TO)))
        continue;
      name = cairn_difference_words_name (self->document, element);
      missing = g_new0 (CairnMissing, 1);
      missing->element = element;
      missing->name = dup_capital (name);
      g_ptr_array_add (list, missing);
    }
  return list;
}
