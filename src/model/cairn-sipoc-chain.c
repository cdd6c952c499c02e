/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/cairn-sipoc-chain.h"

guint
cairn_sipoc_column_of (const CairnElement *item)
{
  if (cairn_element_get_kind (item) == CAIRN_KIND_REQUIREMENT)
    return CAIRN_N_COLUMNS;
  return (guint) cairn_element_get_int (item, CAIRN_PROP_COLUMN);
}

static CairnElement *
find (const CairnElement *sipoc, const char *id)
{
  for (guint i = 0; i < cairn_element_get_n_children (sipoc); i++)
    if (cairn_element_get_id (cairn_element_get_child (sipoc, i)) == id)
      return cairn_element_get_child (sipoc, i);
  return NULL;
}

/* All that can be reached from @start by links that have it at @near, towards their end @far. */
static void
follow (CairnElement *start, CairnProp near, CairnProp far, GHashTable *chain)
{
  CairnElement *sipoc = cairn_element_get_parent (start);
  g_autoptr (GPtrArray) queue = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_ptr_array_add (queue, start);
  for (guint i = 0; i < queue->len; i++)
    {
      CairnElement *at = g_ptr_array_index (queue, i);

      if (!g_hash_table_add (seen, at))
        continue;
      g_hash_table_add (chain, at);
      CAIRN_FOREACH_CHILD (link, sipoc, CAIRN_KIND_LINK)
        if (cairn_element_get_string (link, near) == cairn_element_get_id (at))
          {
            CairnElement *end = find (sipoc, cairn_element_get_string (link, far));

            g_hash_table_add (chain, link);
            if (end != NULL)
              g_ptr_array_add (queue, end);
          }
    }
}

GHashTable *
cairn_sipoc_chain_new (CairnElement *of)
{
  GHashTable *chain = g_hash_table_new (NULL, NULL);
  CairnElement *left = of, *right = of;

  g_hash_table_add (chain, of);
  if (cairn_element_get_kind (of) == CAIRN_KIND_LINK)
    {
      CairnElement *sipoc = cairn_element_get_parent (of);

      left = find (sipoc, cairn_element_get_string (of, CAIRN_PROP_FROM));
      right = find (sipoc, cairn_element_get_string (of, CAIRN_PROP_TO));
    }
  if (left != NULL)
    follow (left, CAIRN_PROP_TO, CAIRN_PROP_FROM, chain);
  if (right != NULL)
    follow (right, CAIRN_PROP_FROM, CAIRN_PROP_TO, chain);
  return chain;
}

gboolean
cairn_sipoc_linked (const CairnElement *a, const CairnElement *b)
{
  CAIRN_FOREACH_CHILD (link, cairn_element_get_parent (a), CAIRN_KIND_LINK)
    {
      const char *from = cairn_element_get_string (link, CAIRN_PROP_FROM);
      const char *to = cairn_element_get_string (link, CAIRN_PROP_TO);

      if ((from == cairn_element_get_id (a) && to == cairn_element_get_id (b))
          || (from == cairn_element_get_id (b) && to == cairn_element_get_id (a)))
        return TRUE;
    }
  return FALSE;
}

gboolean
cairn_sipoc_reaches (CairnElement *item, guint column)
{
  CairnElement *other = cairn_sipoc_first_in (cairn_element_get_parent (item), column);

  while (other != NULL && !cairn_sipoc_linked (item, other))
    other = cairn_sipoc_next_in (other);
  return other != NULL;
}

static CairnElement *
skip_to (CairnElement *item, guint column)
{
  while (item != NULL && cairn_sipoc_column_of (item) != column)
    item = cairn_element_next (item);
  return item;
}

CairnElement *
cairn_sipoc_first_in (const CairnElement *sipoc, guint column)
{
  CairnKind kind = column == CAIRN_N_COLUMNS ? CAIRN_KIND_REQUIREMENT : CAIRN_KIND_ITEM;

  return skip_to (cairn_element_first (sipoc, kind), column);
}

CairnElement *
cairn_sipoc_next_in (const CairnElement *item)
{
  return skip_to (cairn_element_next (item), cairn_sipoc_column_of (item));
}
