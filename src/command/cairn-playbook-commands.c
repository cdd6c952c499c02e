/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-playbook-commands.h"

#include "command/cairn-command-private.h"

#include <glib/gi18n-lib.h>

CairnElement *
cairn_command_add_playbook (CairnHistory *history, const char *name)
{
  CairnElement *root = cairn_document_get_root (cairn_history_get_document (history));
  g_autoptr (CairnElement) playbook = cairn_command_create (history, CAIRN_KIND_PLAYBOOK);

  cairn_element_set_string (playbook, CAIRN_PROP_NAME, name);
  cairn_history_begin (history, _ ("Add playbook"));
  cairn_history_insert (history, playbook, root,
                        cairn_command_place (root, CAIRN_KIND_PLAYBOOK, NULL));
  cairn_history_end (history);
  return playbook;
}

CairnElement *
cairn_command_add_task (CairnHistory *history,
                        CairnElement *playbook,
                        CairnElement *after,
                        const char *title)
{
  g_autoptr (CairnElement) task = cairn_command_create (history, CAIRN_KIND_TASK);
  guint place = after != NULL ? cairn_element_get_index (after) + 1
                              : cairn_command_place (playbook, CAIRN_KIND_TASK, NULL);

  cairn_element_set_string (task, CAIRN_PROP_TITLE, title);
  cairn_history_begin (history, _ ("Add task"));
  cairn_history_insert (history, task, playbook, place);
  cairn_history_end (history);
  return task;
}

void
cairn_command_move_task (CairnHistory *history, CairnElement *task, CairnElement *before)
{
  cairn_history_begin (history, _ ("Move task"));
  cairn_command_move_before (history, task, before);
  cairn_history_end (history);
}

static CairnElement *
find_attachment (CairnElement *step, CairnElement *playbook)
{
  CAIRN_FOREACH_CHILD (attachment, step, CAIRN_KIND_ATTACHMENT)
    if (cairn_element_get_string (attachment, CAIRN_PROP_PLAYBOOK)
        == cairn_element_get_id (playbook))
      return attachment;
  return NULL;
}

gboolean
cairn_command_attach (CairnHistory *history, CairnElement *step, CairnElement *playbook)
{
  g_autoptr (CairnElement) attachment = NULL;

  if (find_attachment (step, playbook) != NULL)
    return FALSE;
  attachment = cairn_command_create (history, CAIRN_KIND_ATTACHMENT);
  cairn_element_set_string (attachment, CAIRN_PROP_PLAYBOOK, cairn_element_get_id (playbook));
  cairn_history_begin (history, _ ("Attach playbook"));
  cairn_history_insert (history, attachment, step,
                        cairn_command_place (step, CAIRN_KIND_ATTACHMENT, NULL));
  cairn_history_end (history);
  return TRUE;
}

CairnElement *
cairn_command_add_playbook_to (CairnHistory *history, CairnElement *step)
{
  const char *name = cairn_element_get_title (step);
  CairnElement *playbook;

  cairn_history_begin (history, _ ("Add playbook"));
  playbook = cairn_command_add_playbook (history, *name != '\0' ? name : _ ("New playbook"));
  cairn_command_attach (history, step, playbook);
  cairn_history_end (history);
  return playbook;
}

gboolean
cairn_command_detach (CairnHistory *history, CairnElement *step, CairnElement *playbook)
{
  CairnElement *attachment = find_attachment (step, playbook);

  if (attachment == NULL)
    return FALSE;
  cairn_history_begin (history, _ ("Detach playbook"));
  cairn_history_remove (history, attachment);
  cairn_history_end (history);
  return TRUE;
}

gboolean
cairn_command_attach_all (CairnHistory *history, GPtrArray *steps, CairnElement *playbook)
{
  gboolean any = FALSE;

  cairn_history_begin (history, _ ("Attach playbook"));
  for (guint i = 0; i < steps->len; i++)
    any = cairn_command_attach (history, g_ptr_array_index (steps, i), playbook) || any;
  cairn_history_end (history);
  return any;
}

gboolean
cairn_command_detach_all (CairnHistory *history, GPtrArray *steps, CairnElement *playbook)
{
  gboolean any = FALSE;

  cairn_history_begin (history, _ ("Detach playbook"));
  for (guint i = 0; i < steps->len; i++)
    any = cairn_command_detach (history, g_ptr_array_index (steps, i), playbook) || any;
  cairn_history_end (history);
  return any;
}
