/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "command-rig.h"
#include "command/cairn-mark-commands.h"
#include "command/cairn-path-commands.h"

/* Part of the random commands: happy paths, marks on steps, and how customers feel. */

static inline GPtrArray *
some_flows (Rig *rig, CairnElement *swimlane)
{
  g_autoptr (GPtrArray) picked = g_ptr_array_new ();

  for (guint i = 0; i < cairn_element_get_n_children (swimlane); i++)
    if (below (rig, 3) == 0)
      g_ptr_array_add (picked, cairn_element_get_child (swimlane, i));
  return cairn_command_dup_flows_of (swimlane, picked);
}

static inline void
do_path (Rig *rig)
{
  CairnElement *swimlane = any (rig, CAIRN_KIND_SWIMLANE);
  CairnElement *path = any (rig, CAIRN_KIND_PATH);
  g_autoptr (GPtrArray) flows = NULL;
  g_autofree char *text = words (rig);

  if (swimlane == NULL)
    return;
  flows = some_flows (rig, swimlane);
  if (path == NULL || below (rig, 4) == 0)
    cairn_command_add_path (rig->history, swimlane, flows, text, NULL);
  else if (below (rig, 4) == 0)
    cairn_command_shift_path (rig->history, path, below (rig, 2) ? 1 : -1);
  else if (flows->len > 0 && cairn_element_get_parent (path) == swimlane)
    cairn_command_toggle_in_path (rig->history, path, flows);
}

static inline void
do_mark (Rig *rig)
{
  static const CairnProp marks[]
    = { CAIRN_PROP_MOMENT_OF_TRUTH, CAIRN_PROP_FIRST_VALUE, CAIRN_PROP_CLOCK_START };
  g_autoptr (GPtrArray) steps = all (rig, CAIRN_KIND_STEP);

  if (steps->len > 2)
    g_ptr_array_remove_range (steps, 2, steps->len - 2);
  if (steps->len > 0)
    cairn_command_toggle_mark (rig->history, steps, marks[below (rig, 3)]);
}

static inline void
do_feeling (Rig *rig)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  CairnElement *element = any (rig, below (rig, 2) ? CAIRN_KIND_STEP : CAIRN_KIND_STAGE);
  CairnProp prop = below (rig, 2) ? CAIRN_PROP_FEELING : CAIRN_PROP_FEELING_WANTED;

  if (element == NULL)
    return;
  g_ptr_array_add (elements, element);
  if (below (rig, 4) == 0)
    cairn_command_clear_feelings (rig->history, elements);
  else if (below (rig, 2))
    cairn_command_shift_feeling (rig->history, elements, prop, below (rig, 2) ? 1 : -1);
  else
    cairn_command_set_feeling (rig->history, element, prop, g_rand_double_range (rig->rand, -3, 3));
}
