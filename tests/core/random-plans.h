/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "command-rig.h"
#include "command/cairn-plan-commands.h"

/* Part of the random commands: what is to be done about stages, and what was changed about them. */

static inline void
do_action (Rig *rig)
{
  CairnElement *stage = any (rig, CAIRN_KIND_STAGE);
  CairnElement *action = any (rig, CAIRN_KIND_ACTION);
  g_autofree char *title = words (rig);
  g_autofree char *owner = words (rig);
  const CairnActionWords said = { title, "Behind in 21 of 26 weeks", owner, "2026-12-04" };

  if (action != NULL && below (rig, 4) == 0)
    cairn_command_remove_from_plan (rig->history, action);
  else if (action != NULL && below (rig, 3) == 0)
    cairn_command_set_action_done (rig->history, action, below (rig, 2) == 0);
  else if (action != NULL && below (rig, 3) == 0)
    cairn_command_edit_action (rig->history, action, &said);
  else if (stage != NULL)
    cairn_command_add_action (rig->history, stage, &said);
}

static inline void
do_change (Rig *rig)
{
  CairnElement *stage = any (rig, CAIRN_KIND_STAGE);
  CairnElement *change = any (rig, CAIRN_KIND_CHANGE);
  g_autofree char *name = words (rig);

  if (change != NULL && below (rig, 3) == 0)
    cairn_command_remove_from_plan (rig->history, change);
  else if (change != NULL && below (rig, 3) == 0)
    cairn_command_edit_change (rig->history, change, name, "2026-11-03");
  else if (stage != NULL)
    cairn_command_add_change (rig->history, stage, name, "2026-10-01");
}
