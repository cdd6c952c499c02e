/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/cairn-base.h"

/* Longer chains are taken for a circle. */
#define MAX_CHAIN 64

CairnElement *
cairn_base_get (CairnDocument *document, const CairnElement *element)
{
  g_return_val_if_fail (CAIRN_IS_DOCUMENT (document) && element != NULL, NULL);

  return cairn_element_has (element, CAIRN_PROP_BASE)
           ? cairn_document_resolve (document, element, CAIRN_PROP_BASE)
           : NULL;
}

static CairnElement *
segment_of (const CairnElement *element)
{
  return cairn_element_ancestor (element, CAIRN_KIND_SEGMENT);
}

CairnElement *
cairn_base_get_followed (CairnDocument *document, const CairnElement *element)
{
  CairnElement *base = cairn_base_get (document, element);

  return base != NULL && segment_of (base) != segment_of (element) ? base : NULL;
}

CairnElement *
cairn_base_get_origin (CairnDocument *document, const CairnElement *element)
{
  CairnElement *origin = (CairnElement *) element;

  for (guint i = 0; i < MAX_CHAIN; i++)
    {
      CairnElement *base = cairn_base_get (document, origin);

      if (base == NULL)
        break;
      origin = base;
    }
  return origin;
}

static void
add_to_index (CairnDocument *document, CairnElement *element, GHashTable *index)
{
  CairnElement *base = cairn_base_get (document, element);

  if (base != NULL && !g_hash_table_contains (index, base))
    g_hash_table_insert (index, base, element);
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    add_to_index (document, cairn_element_get_child (element, i), index);
}

GHashTable *
cairn_base_index (CairnDocument *document, CairnElement *place)
{
  GHashTable *index = g_hash_table_new (NULL, NULL);

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (document) && place != NULL, index);

  add_to_index (document, place, index);
  return index;
}

gboolean
cairn_base_inherits (CairnKind kind, CairnProp prop)
{
  switch ((guint) prop)
    {
    case CAIRN_PROP_BASE:
    case CAIRN_PROP_VERSION:
    case CAIRN_PROP_COLLAPSED:
    case CAIRN_PROP_SIZE:
    case CAIRN_PROP_ORIENTATION:
    case CAIRN_PROP_FILL_ORDER:
      return FALSE;
    case CAIRN_PROP_NAME:
      /* A variant is another segment: it has a name of its own. */
      return kind != CAIRN_KIND_SEGMENT;
    default:
      return TRUE;
    }
}

gboolean
cairn_base_dup_value (CairnDocument *document,
                      const CairnElement *element,
                      const CairnElement *base,
                      CairnProp prop,
                      GHashTable *index,
                      CairnValue *value)
{
  CairnElement *target;
  CairnElement *here;

  g_return_val_if_fail (cairn_element_has (element, prop) && cairn_element_has (base, prop), FALSE);

  *value = cairn_value_copy (cairn_element_get_value (base, prop));
  if (value->type != CAIRN_TYPE_REF || *value->string == '\0')
    return TRUE;
  target = cairn_document_resolve (document, base, prop);
  if (target == NULL || segment_of (target) != segment_of (base))
    return TRUE;
  here = g_hash_table_lookup (index, target);
  cairn_value_clear (value);
  *value
    = cairn_value_from_string (CAIRN_TYPE_REF, here != NULL ? cairn_element_get_id (here) : "");
  return here != NULL;
}
