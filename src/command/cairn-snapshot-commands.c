/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-snapshot-commands.h"

#include "command/cairn-command-private.h"
#include "model/cairn-element-copy.h"

#include <glib/gi18n-lib.h>

static CairnElement *
root_of (CairnHistory *history)
{
  return cairn_document_get_root (cairn_history_get_document (history));
}

CairnElement *
cairn_command_add_snapshot (CairnHistory *history,
                            const char *name,
                            const char *taken,
                            const char *content)
{
  CairnElement *root = root_of (history);
  g_autoptr (CairnElement) snapshot = cairn_command_create (history, CAIRN_KIND_SNAPSHOT);

  cairn_element_set_string (snapshot, CAIRN_PROP_NAME, name);
  cairn_element_set_string (snapshot, CAIRN_PROP_TAKEN, taken);
  cairn_element_set_string (snapshot, CAIRN_PROP_CONTENT, content);
  cairn_history_begin (history, _ ("Take snapshot"));
  cairn_history_insert (history, snapshot, root,
                        cairn_command_place (root, CAIRN_KIND_SNAPSHOT, NULL));
  cairn_history_end (history);
  return snapshot;
}

static gboolean
is_snapshot (const CairnElement *element)
{
  return cairn_element_get_kind (element) == CAIRN_KIND_SNAPSHOT;
}

static void
remove_all_but_snapshots (CairnHistory *history)
{
  CairnElement *root = root_of (history);

  for (guint i = cairn_element_get_n_children (root); i > 0; i--)
    if (!is_snapshot (cairn_element_get_child (root, i - 1)))
      cairn_history_remove (history, cairn_element_get_child (root, i - 1));
}

gboolean
cairn_command_restore (CairnHistory *history, CairnDocument *then)
{
  CairnElement *source = cairn_document_get_root (then);
  CairnElement *root = root_of (history);
  guint place = 0;

  cairn_history_begin (history, _ ("Restore snapshot"));
  cairn_selection_clear (cairn_history_get_selection (history));
  remove_all_but_snapshots (history);
  for (guint i = 0; i < cairn_element_get_n_children (source); i++)
    {
      CairnElement *child = cairn_element_get_child (source, i);
      g_autoptr (CairnElement) copy = NULL;

      if (is_snapshot (child))
        continue;
      copy = cairn_element_copy (child, NULL, NULL);
      if (!cairn_document_accepts (cairn_history_get_document (history), copy))
        {
          cairn_history_abort (history);
          return FALSE;
        }
      cairn_history_insert (history, copy, root, place++);
    }
  cairn_history_set_string (history, root, CAIRN_PROP_NAME,
                            cairn_element_get_string (source, CAIRN_PROP_NAME));
  cairn_history_end (history);
  return TRUE;
}
