/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole diagrams in variants of the segment they stand in. */
#include "command/cairn-command-private.h"

#include "model/cairn-base.h"

static CairnElement *
find_diagram (const CairnElement *segment, const CairnElement *base)
{
  CAIRN_FOREACH_CHILD (one, segment, cairn_element_get_kind (base))
    if (cairn_element_get_string (one, CAIRN_PROP_BASE) == cairn_element_get_id (base))
      return one;
  return NULL;
}

/* Behind what is made from the nearest elder sibling of @diagram. */
static guint
place_diagram (const CairnElement *diagram, CairnElement *segment)
{
  const CairnElement *parent = cairn_element_get_parent (diagram);

  for (guint i = cairn_element_get_index (diagram); i > 0; i--)
    {
      CairnElement *elder = cairn_element_get_child (parent, i - 1);
      CairnElement *like
        = cairn_element_has (elder, CAIRN_PROP_BASE) ? find_diagram (segment, elder) : NULL;

      if (like != NULL)
        return cairn_element_get_index (like) + 1;
    }
  return cairn_command_place (segment, cairn_element_get_kind (diagram), NULL);
}

/* What @copy says of other diagrams of the base's segment it now says of those made from them. */
static void
translate_outward (CairnHistory *history,
                   CairnElement *copy,
                   const CairnElement *original,
                   GHashTable *index)
{
  CairnKind kind = cairn_element_get_kind (copy);
  const CairnKindSpec *spec = cairn_schema_kind (kind);

  for (guint i = 0; i < spec->n_props; i++)
    {
      g_auto (CairnValue) value = { .type = CAIRN_TYPE_INT };

      if (!spec->props[i].weak || !cairn_base_inherits (kind, spec->props[i].prop))
        continue;
      /* It is empty where there is nothing such. */
      cairn_base_dup_value (cairn_history_get_document (history), copy, original,
                            spec->props[i].prop, index, &value);
      cairn_history_set (history, copy, spec->props[i].prop, &value);
    }
  for (guint i = 0; i < cairn_element_get_n_children (copy); i++)
    translate_outward (history, cairn_element_get_child (copy, i),
                       cairn_element_get_child (original, i), index);
}

CairnElement *
cairn_follow_insert_diagram (CairnHistory *history, CairnElement *diagram, CairnElement *segment)
{
  CairnElement *like = find_diagram (segment, diagram);
  g_autoptr (CairnElement) copy = NULL;
  g_autoptr (GHashTable) index = NULL;

  if (like != NULL)
    return like;
  copy = cairn_command_copy_whole (history, diagram, TRUE);
  cairn_history_insert (history, copy, segment, place_diagram (diagram, segment));
  index = cairn_base_index (cairn_history_get_document (history), segment);
  translate_outward (history, copy, diagram, index);
  return copy;
}

void
cairn_follow_new_diagram (CairnHistory *history, CairnElement *diagram)
{
  CairnElement *segment = cairn_element_get_parent (diagram);

  if (!cairn_element_has (diagram, CAIRN_PROP_BASE))
    return;
  CAIRN_FOREACH_CHILD (one, cairn_element_get_parent (segment), CAIRN_KIND_SEGMENT)
    if (one != segment
        && cairn_element_get_string (one, CAIRN_PROP_BASE) == cairn_element_get_id (segment))
      cairn_follow_insert_diagram (history, diagram, one);
}
