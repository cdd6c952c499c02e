/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-command"

#include "command/cairn-plan-commands.h"

#include "command/cairn-command-private.h"

#include <glib/gi18n-lib.h>

static gboolean
differs (CairnElement *element, CairnProp prop, const char *text)
{
  return !g_str_equal (cairn_element_get_string (element, prop), text);
}

static void
set (CairnHistory *history, CairnElement *element, CairnProp prop, const char *text)
{
  if (differs (element, prop, text))
    cairn_history_set_string (history, element, prop, text);
}

CairnElement *
cairn_command_add_action (CairnHistory *history, CairnElement *stage, const CairnActionWords *words)
{
  g_autoptr (CairnElement) action = NULL;

  g_return_val_if_fail (cairn_element_get_kind (stage) == CAIRN_KIND_STAGE, NULL);

  action = cairn_command_create (history, CAIRN_KIND_ACTION);
  cairn_element_set_string (action, CAIRN_PROP_TITLE, words->title);
  cairn_element_set_string (action, CAIRN_PROP_REASON, words->reason);
  cairn_element_set_string (action, CAIRN_PROP_OWNER, words->owner);
  cairn_element_set_string (action, CAIRN_PROP_DATE, words->due);
  cairn_history_begin (history, _ ("Add action"));
  cairn_history_insert (history, action, stage,
                        cairn_command_place (stage, CAIRN_KIND_ACTION, NULL));
  cairn_history_end (history);
  return action;
}

gboolean
cairn_command_edit_action (CairnHistory *history,
                           CairnElement *action,
                           const CairnActionWords *words)
{
  if (!differs (action, CAIRN_PROP_TITLE, words->title)
      && !differs (action, CAIRN_PROP_REASON, words->reason)
      && !differs (action, CAIRN_PROP_OWNER, words->owner)
      && !differs (action, CAIRN_PROP_DATE, words->due))
    return FALSE;
  cairn_history_begin (history, _ ("Change action"));
  set (history, action, CAIRN_PROP_TITLE, words->title);
  set (history, action, CAIRN_PROP_REASON, words->reason);
  set (history, action, CAIRN_PROP_OWNER, words->owner);
  set (history, action, CAIRN_PROP_DATE, words->due);
  cairn_history_end (history);
  return TRUE;
}

gboolean
cairn_command_set_action_done (CairnHistory *history, CairnElement *action, gboolean done)
{
  g_auto (CairnValue) value = cairn_value_from_int (CAIRN_TYPE_BOOL, done ? 1 : 0);

  if (cairn_element_get_int (action, CAIRN_PROP_DONE) == (done ? 1 : 0))
    return FALSE;
  cairn_history_begin (history, done ? _ ("Mark action as done") : _ ("Reopen action"));
  cairn_history_set (history, action, CAIRN_PROP_DONE, &value);
  cairn_history_end (history);
  return TRUE;
}

CairnElement *
cairn_command_add_change (CairnHistory *history,
                          CairnElement *stage,
                          const char *name,
                          const char *date)
{
  g_autoptr (CairnElement) change = NULL;

  g_return_val_if_fail (cairn_element_get_kind (stage) == CAIRN_KIND_STAGE, NULL);

  change = cairn_command_create (history, CAIRN_KIND_CHANGE);
  cairn_element_set_string (change, CAIRN_PROP_NAME, name);
  cairn_element_set_string (change, CAIRN_PROP_DATE, date);
  cairn_history_begin (history, _ ("Mark a change"));
  cairn_history_insert (history, change, stage,
                        cairn_command_place (stage, CAIRN_KIND_CHANGE, NULL));
  cairn_history_end (history);
  return change;
}

gboolean
cairn_command_edit_change (CairnHistory *history,
                           CairnElement *change,
                           const char *name,
                           const char *date)
{
  if (!differs (change, CAIRN_PROP_NAME, name) && !differs (change, CAIRN_PROP_DATE, date))
    return FALSE;
  cairn_history_begin (history, _ ("Edit change"));
  set (history, change, CAIRN_PROP_NAME, name);
  set (history, change, CAIRN_PROP_DATE, date);
  cairn_history_end (history);
  return TRUE;
}

void
cairn_command_remove_from_plan (CairnHistory *history, CairnElement *element)
{
  gboolean action = cairn_element_get_kind (element) == CAIRN_KIND_ACTION;

  g_return_if_fail (action || cairn_element_get_kind (element) == CAIRN_KIND_CHANGE);

  cairn_history_begin (history, action ? _ ("Remove action") : _ ("Remove change"));
  cairn_history_remove (history, element);
  cairn_history_end (history);
}
