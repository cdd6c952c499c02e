/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-path-commands.h"

#include "command/cairn-command-private.h"

#include <glib/gi18n-lib.h>

static CairnElement *
find_via (CairnElement *path, CairnElement *flow)
{
  /* Ids are interned: equal ids are equal pointers. */
  CAIRN_FOREACH_CHILD (via, path, CAIRN_KIND_VIA)
    if (cairn_element_get_string (via, CAIRN_PROP_FLOW) == cairn_element_get_id (flow))
      return via;
  return NULL;
}

static void
take (CairnHistory *history, CairnElement *path, CairnElement *flow, CairnElement *before)
{
  g_autoptr (CairnElement) via = cairn_command_create (history, CAIRN_KIND_VIA);

  cairn_element_set_string (via, CAIRN_PROP_FLOW, cairn_element_get_id (flow));
  cairn_history_insert (history, via, path, cairn_command_place (path, CAIRN_KIND_VIA, before));
}

gboolean
cairn_command_path_takes (CairnElement *path, CairnElement *flow)
{
  g_return_val_if_fail (path != NULL && flow != NULL, FALSE);

  return find_via (path, flow) != NULL;
}

void
cairn_command_take_along (CairnHistory *history, CairnElement *flow, CairnElement *second)
{
  CairnElement *swimlane = cairn_element_get_parent (flow);

  CAIRN_FOREACH_CHILD (path, swimlane, CAIRN_KIND_PATH)
    {
      CairnElement *via = find_via (path, flow);

      if (via != NULL && find_via (path, second) == NULL)
        take (history, path, second, cairn_element_next (via));
    }
}

GPtrArray *
cairn_command_dup_flows_of (CairnElement *swimlane, GPtrArray *elements)
{
  GPtrArray *flows = g_ptr_array_new ();
  g_autoptr (GHashTable) ids = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < elements->len; i++)
    g_hash_table_add (ids, (gpointer) cairn_element_get_id (g_ptr_array_index (elements, i)));
  CAIRN_FOREACH_CHILD (flow, swimlane, CAIRN_KIND_FLOW)
    if (g_hash_table_contains (ids, cairn_element_get_id (flow))
        || (g_hash_table_contains (ids, cairn_element_get_string (flow, CAIRN_PROP_FROM))
            && g_hash_table_contains (ids, cairn_element_get_string (flow, CAIRN_PROP_TO))))
      g_ptr_array_add (flows, flow);
  return flows;
}

CairnElement *
cairn_command_add_path (CairnHistory *history,
                        CairnElement *swimlane,
                        GPtrArray *flows,
                        const char *name,
                        const char **why)
{
  g_autoptr (CairnElement) path = NULL;

  g_return_val_if_fail (cairn_element_get_kind (swimlane) == CAIRN_KIND_SWIMLANE, NULL);

  if (cairn_element_count (swimlane, CAIRN_KIND_PATH) >= CAIRN_MAX_PATHS)
    {
      if (why != NULL)
        *why = _ ("A swimlane has at most five happy paths. Delete one first: with more, nobody "
                  "can follow them.");
      return NULL;
    }
  path = cairn_command_create (history, CAIRN_KIND_PATH);
  cairn_element_set_string (path, CAIRN_PROP_NAME, name);
  cairn_history_begin (history, _ ("New happy path"));
  cairn_history_insert (history, path, swimlane,
                        cairn_command_place (swimlane, CAIRN_KIND_PATH, NULL));
  for (guint i = 0; flows != NULL && i < flows->len; i++)
    take (history, path, g_ptr_array_index (flows, i), NULL);
  cairn_command_select (history, path);
  cairn_history_end (history);
  return path;
}

void
cairn_command_toggle_in_path (CairnHistory *history, CairnElement *path, GPtrArray *flows)
{
  gboolean all = TRUE;

  g_return_if_fail (flows->len > 0);

  for (guint i = 0; i < flows->len; i++)
    all = all && find_via (path, g_ptr_array_index (flows, i)) != NULL;
  cairn_history_begin (history, all ? _ ("Take off happy path") : _ ("Put on happy path"));
  for (guint i = 0; i < flows->len; i++)
    {
      CairnElement *via = find_via (path, g_ptr_array_index (flows, i));

      if (all)
        cairn_history_remove (history, via);
      else if (via == NULL)
        take (history, path, g_ptr_array_index (flows, i), NULL);
    }
  cairn_history_end (history);
}

static CairnElement *
previous (CairnElement *path)
{
  CairnElement *before = NULL;

  CAIRN_FOREACH_CHILD (sibling, cairn_element_get_parent (path), CAIRN_KIND_PATH)
    {
      if (sibling == path)
        return before;
      before = sibling;
    }
  return NULL;
}

gboolean
cairn_command_shift_path (CairnHistory *history, CairnElement *path, int by)
{
  CairnElement *other = by > 0 ? cairn_element_next (path) : previous (path);

  if (other == NULL)
    return FALSE;
  cairn_history_begin (history, _ ("Reorder happy paths"));
  cairn_command_move_before (history, path, by > 0 ? cairn_element_next (other) : other);
  cairn_history_end (history);
  return TRUE;
}
