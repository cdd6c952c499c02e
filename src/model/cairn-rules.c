/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/cairn-rules.h"

#include <glib/gi18n-lib.h>

static gboolean
refuse (const char **why, const char *sentence)
{
  if (why != NULL)
    *why = sentence;
  return FALSE;
}

static gboolean
exists (const CairnElement *diagram,
        CairnKind kind,
        const CairnElement *from,
        const CairnElement *to)
{
  CAIRN_FOREACH_CHILD (one, diagram, kind)
    if (cairn_element_get_string (one, CAIRN_PROP_FROM) == cairn_element_get_id (from)
        && cairn_element_get_string (one, CAIRN_PROP_TO) == cairn_element_get_id (to))
      return TRUE;
  return FALSE;
}

static gboolean
can_flow (const CairnElement *from, const CairnElement *to, const char **why)
{
  if (cairn_element_get_int (from, CAIRN_PROP_KIND) == CAIRN_STEP_NOTE
      || cairn_element_get_int (to, CAIRN_PROP_KIND) == CAIRN_STEP_NOTE)
    return refuse (why, _ ("A note takes no part in the flow."));
  if (cairn_element_get_int (from, CAIRN_PROP_KIND) == CAIRN_STEP_END)
    return refuse (why, _ ("Nothing follows an end."));
  if (cairn_element_get_int (to, CAIRN_PROP_KIND) == CAIRN_STEP_START)
    return refuse (why, _ ("Nothing comes before a start."));
  if (exists (cairn_element_get_parent (from), CAIRN_KIND_FLOW, from, to))
    return refuse (why, _ ("These two steps are connected already."));
  return TRUE;
}

/* Links lead from left to right: supplier, input, process step, output, customer, requirement. */
static int
column_of (const CairnElement *element)
{
  if (cairn_element_get_kind (element) == CAIRN_KIND_REQUIREMENT)
    return CAIRN_N_COLUMNS;
  return (int) cairn_element_get_int (element, CAIRN_PROP_COLUMN);
}

static gboolean
can_link (const CairnElement *from, const CairnElement *to, const char **why)
{
  if (column_of (from) >= column_of (to))
    return refuse (why, _ ("Links lead from left to right."));
  if (exists (cairn_element_get_parent (from), CAIRN_KIND_LINK, from, to))
    return refuse (why, _ ("These two are linked already."));
  return TRUE;
}

gboolean
cairn_rules_can_connect (const CairnElement *from, const CairnElement *to, const char **why)
{
  CairnKind from_kind;
  CairnKind to_kind;

  g_return_val_if_fail (from != NULL && to != NULL, FALSE);

  from_kind = cairn_element_get_kind (from);
  to_kind = cairn_element_get_kind (to);
  if (from == to)
    return refuse (why, _ ("A step cannot lead to itself."));
  if (cairn_element_get_parent (from) != cairn_element_get_parent (to))
    return refuse (why, _ ("Only steps of one diagram can be connected."));
  if (from_kind == CAIRN_KIND_STEP && to_kind == CAIRN_KIND_STEP)
    return can_flow (from, to, why);
  if (from_kind == CAIRN_KIND_ITEM
      && (to_kind == CAIRN_KIND_ITEM || to_kind == CAIRN_KIND_REQUIREMENT))
    return can_link (from, to, why);
  return refuse (why, _ ("These two cannot be connected."));
}

static void
collect_ids (GHashTable *ids, CairnElement *element)
{
  if (cairn_element_get_id (element) != NULL)
    g_hash_table_add (ids, (char *) cairn_element_get_id (element));
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    collect_ids (ids, cairn_element_get_child (element, i));
}

static gboolean
refers (const CairnElement *element, GHashTable *ids, gboolean weakly)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (element));

  for (guint i = 0; i < spec->n_props; i++)
    if (spec->props[i].type == CAIRN_TYPE_REF && spec->props[i].weak == weakly
        && g_hash_table_contains (ids, cairn_element_get_string (element, spec->props[i].prop)))
      return TRUE;
  return FALSE;
}

/* Adds what refers to @ids below @element; TRUE if any was found, for then its own dependents
 * count. */
static gboolean
sweep (CairnElement *element, GHashTable *ids, GPtrArray *found)
{
  gboolean any = FALSE;

  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    {
      CairnElement *child = cairn_element_get_child (element, i);

      if (cairn_element_get_id (child) != NULL
          && g_hash_table_contains (ids, cairn_element_get_id (child)))
        continue;
      if (refers (child, ids, FALSE))
        {
          collect_ids (ids, child);
          g_ptr_array_add (found, child);
          any = TRUE;
        }
      else if (sweep (child, ids, found))
        any = TRUE;
    }
  return any;
}

GPtrArray *
cairn_rules_dup_dependents (CairnDocument *document, GPtrArray *elements)
{
  g_autoptr (GHashTable) ids = g_hash_table_new (g_direct_hash, g_direct_equal);
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < elements->len; i++)
    collect_ids (ids, g_ptr_array_index (elements, i));
  while (sweep (cairn_document_get_root (document), ids, found))
    ;
  return found;
}

static void
collect_weak (CairnElement *element, GHashTable *ids, GPtrArray *found)
{
  if (cairn_element_get_id (element) != NULL
      && g_hash_table_contains (ids, cairn_element_get_id (element)))
    return;
  if (refers (element, ids, TRUE))
    g_ptr_array_add (found, element);
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    collect_weak (cairn_element_get_child (element, i), ids, found);
}

GPtrArray *
cairn_rules_dup_weak_dependents (CairnDocument *document, GPtrArray *elements, GHashTable *ids)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint i = 0; i < elements->len; i++)
    collect_ids (ids, g_ptr_array_index (elements, i));
  collect_weak (cairn_document_get_root (document), ids, found);
  return found;
}
