/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

/* What was deleted in a variant and is still in its base. */
#include "command/cairn-variant-commands.h"

#include "command/cairn-command-private.h"
#include "command/cairn-follow.h"
#include "model/cairn-base.h"

#include <glib/gi18n-lib.h>

static CairnElement *
bring_back (CairnHistory *history, CairnElement *element, CairnElement *variant);

/* A step comes with its lane and stage, a flow with its steps. */
static void
bring_supports (CairnHistory *history, CairnElement *element, CairnElement *variant)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (element));

  for (guint i = 0; i < spec->n_props; i++)
    {
      CairnElement *named;

      if (spec->props[i].type != CAIRN_TYPE_REF || spec->props[i].anywhere)
        continue;
      named = cairn_document_resolve (cairn_history_get_document (history), element,
                                      spec->props[i].prop);
      if (named != NULL)
        bring_back (history, named, variant);
    }
}

static gboolean
is_there (CairnHistory *history,
          const CairnElement *flow,
          CairnProp end,
          const CairnElement *variant)
{
  CairnElement *element = cairn_document_resolve (cairn_history_get_document (history), flow, end);

  return element != NULL && cairn_follow_find (variant, element) != NULL;
}

/* The flows or links of @element come along as far as both their ends are there. */
static void
bring_connections (CairnHistory *history, CairnElement *element, CairnElement *variant)
{
  const char *id = cairn_element_get_id (element);
  CairnKind kind
    = cairn_element_get_kind (element) == CAIRN_KIND_STEP ? CAIRN_KIND_FLOW : CAIRN_KIND_LINK;

  CAIRN_FOREACH_CHILD (one, cairn_element_get_parent (element), kind)
    if ((cairn_element_get_string (one, CAIRN_PROP_FROM) == id
         || cairn_element_get_string (one, CAIRN_PROP_TO) == id)
        && is_there (history, one, CAIRN_PROP_FROM, variant)
        && is_there (history, one, CAIRN_PROP_TO, variant))
      bring_back (history, one, variant);
}

/* The happy paths that take @flow in the base take what is made from it as well. */
static void
bring_on_paths (CairnHistory *history, CairnElement *flow, CairnElement *variant)
{
  CAIRN_FOREACH_CHILD (path, cairn_element_get_parent (flow), CAIRN_KIND_PATH)
    CAIRN_FOREACH_CHILD (via, path, CAIRN_KIND_VIA)
      if (cairn_element_get_string (via, CAIRN_PROP_FLOW) == cairn_element_get_id (flow))
        cairn_follow_insert (history, via, variant);
}

/* What stands for @element in @variant now; NULL: there is no place for it. */
static CairnElement *
bring_back (CairnHistory *history, CairnElement *element, CairnElement *variant)
{
  CairnElement *like = cairn_follow_find (variant, element);

  if (like != NULL)
    return like;
  bring_supports (history, element, variant);
  cairn_follow_insert (history, element, variant);
  like = cairn_follow_find (variant, element);
  if (like == NULL)
    return NULL;
  if (cairn_element_get_kind (element) == CAIRN_KIND_FLOW)
    bring_on_paths (history, element, variant);
  else
    bring_connections (history, element, variant);
  return like;
}

guint
cairn_command_bring_back (CairnHistory *history, CairnElement *place, GPtrArray *elements)
{
  gboolean whole = cairn_element_get_kind (place) == CAIRN_KIND_SEGMENT;
  guint n = 0;

  g_return_val_if_fail (
    cairn_base_get_followed (cairn_history_get_document (history), place) != NULL, 0);

  cairn_history_begin (history, _ ("Bring back from the base"));
  for (guint i = 0; i < elements->len; i++)
    {
      CairnElement *element = g_ptr_array_index (elements, i);

      n += (whole ? cairn_follow_insert_diagram (history, element, place)
                  : bring_back (history, element, place))
           != NULL;
    }
  cairn_history_end (history);
  return n;
}
