/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "command-rig.h"
#include "command/cairn-grid-commands.h"
#include "command/cairn-playbook-commands.h"
#include "command/cairn-shape-commands.h"
#include "command/cairn-step-commands.h"

/* Part of the random commands: steps, the bands they stand in, and the playbooks they follow. */

static inline void
do_add_step (Rig *rig)
{
  CairnElement *swimlane = any (rig, CAIRN_KIND_SWIMLANE);
  g_autofree char *text = words (rig);

  if (swimlane != NULL)
    cairn_command_add_step (rig->history, swimlane, any_within (rig, swimlane, CAIRN_KIND_LANE),
                            any_within (rig, swimlane, CAIRN_KIND_STAGE),
                            any_within (rig, swimlane, CAIRN_KIND_STEP),
                            (CairnStepKind) below (rig, 7), text);
}

static inline void
do_add_next (Rig *rig)
{
  CairnElement *step = any (rig, CAIRN_KIND_STEP);

  if (step == NULL)
    return;
  if (below (rig, 5) == 0)
    cairn_command_add_branch (rig->history, step);
  else
    cairn_command_add_next_step (rig->history, step, (CairnNext) below (rig, 5));
}

static inline void
do_insert_in_flow (Rig *rig)
{
  CairnElement *flow = any (rig, CAIRN_KIND_FLOW);

  if (flow != NULL)
    cairn_command_insert_in_flow (rig->history, flow);
}

static inline void
do_connect (Rig *rig)
{
  CairnKind kind = below (rig, 2) ? CAIRN_KIND_STEP : CAIRN_KIND_ITEM;
  CairnElement *from = any (rig, kind);
  CairnElement *to
    = any (rig, kind == CAIRN_KIND_ITEM && below (rig, 3) == 0 ? CAIRN_KIND_REQUIREMENT : kind);

  if (from != NULL && to != NULL)
    cairn_command_connect (rig->history, from, to, NULL);
}

static inline void
do_move_steps (Rig *rig)
{
  CairnElement *step = any (rig, CAIRN_KIND_STEP);
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  CairnElement *swimlane, *before;

  if (step == NULL)
    return;
  swimlane = cairn_element_get_parent (step);
  before = any_within (rig, swimlane, CAIRN_KIND_STEP);
  g_ptr_array_add (steps, step);
  if (before != step)
    cairn_command_move_steps (rig->history, steps, any_within (rig, swimlane, CAIRN_KIND_LANE),
                              any_within (rig, swimlane, CAIRN_KIND_STAGE), before);
}

static inline void
do_shift_steps (Rig *rig)
{
  CairnElement *swimlane = any (rig, CAIRN_KIND_SWIMLANE);
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  if (swimlane == NULL)
    return;
  CAIRN_FOREACH_CHILD (step, swimlane, CAIRN_KIND_STEP)
    if (below (rig, 8) == 0)
      g_ptr_array_add (steps, step);
  if (steps->len > 0)
    cairn_command_shift_steps (rig->history, steps, below (rig, 3) - 1, below (rig, 3) - 1);
}

static inline void
do_reorder_step (Rig *rig)
{
  CairnElement *step = any (rig, CAIRN_KIND_STEP);

  if (step != NULL)
    cairn_command_nudge_step (rig->history, step, below (rig, 2) ? 1 : -1, below (rig, 2));
}

static inline void
do_add_band (Rig *rig)
{
  CairnElement *swimlane = any (rig, CAIRN_KIND_SWIMLANE);
  g_autofree char *text = words (rig);

  if (swimlane == NULL || cairn_element_get_n_children (swimlane) > MAX_STEPS)
    return;
  if (below (rig, 2))
    cairn_command_add_lane (rig->history, swimlane, any_within (rig, swimlane, CAIRN_KIND_LANE),
                            text);
  else
    cairn_command_add_stage (rig->history, swimlane, any_within (rig, swimlane, CAIRN_KIND_STAGE),
                             text);
}

static inline void
do_move_band (Rig *rig)
{
  CairnKind kind = below (rig, 2) ? CAIRN_KIND_LANE : CAIRN_KIND_STAGE;
  CairnElement *band = any (rig, kind);

  if (band != NULL)
    cairn_command_move_band (rig->history, band,
                             any_within (rig, cairn_element_get_parent (band), kind));
}

static inline void
do_shift_band (Rig *rig)
{
  CairnElement *band = any (rig, below (rig, 2) ? CAIRN_KIND_LANE : CAIRN_KIND_STAGE);

  if (band != NULL)
    cairn_command_shift_band (rig->history, band, below (rig, 2) ? 1 : -1);
}

static inline void
do_shape (Rig *rig)
{
  g_autoptr (GPtrArray) bands = all (rig, below (rig, 2) ? CAIRN_KIND_LANE : CAIRN_KIND_STAGE);
  CairnElement *lane = any (rig, CAIRN_KIND_LANE);
  CairnElement *swimlane = lane != NULL ? cairn_element_get_parent (lane) : NULL;
  g_autofree char *text = words (rig);
  int what = lane != NULL && bands->len > 0 ? below (rig, 7) : -1;

  g_ptr_array_set_size (bands, (int) MIN (bands->len, 2));
  if (what == 0)
    cairn_command_turn (rig->history, swimlane);
  else if (what == 1)
    cairn_command_set_collapsed (rig->history, bands, below (rig, 2));
  else if (what == 2)
    cairn_command_set_size (rig->history, lane, (guint) below (rig, 500));
  else if (what == 3)
    cairn_command_rename_team (rig->history, lane, text);
  else if (what == 4)
    cairn_command_shift_team (rig->history, lane, below (rig, 2) ? 1 : -1);
  else if (what == 5)
    cairn_command_move_team (rig->history, lane, any_within (rig, swimlane, CAIRN_KIND_LANE));
  else if (what == 6)
    cairn_command_set_team (rig->history, bands, text);
}

static inline void
do_add_playbook (Rig *rig)
{
  g_autofree char *text = words (rig);

  cairn_command_add_playbook (rig->history, text);
}

static inline void
do_add_task (Rig *rig)
{
  CairnElement *playbook = any (rig, CAIRN_KIND_PLAYBOOK);
  g_autofree char *text = words (rig);

  if (playbook != NULL)
    cairn_command_add_task (rig->history, playbook, any_within (rig, playbook, CAIRN_KIND_TASK),
                            text);
}

static inline void
do_move_task (Rig *rig)
{
  CairnElement *task = any (rig, CAIRN_KIND_TASK);

  if (task != NULL)
    cairn_command_move_task (rig->history, task,
                             any_within (rig, cairn_element_get_parent (task), CAIRN_KIND_TASK));
}

static inline void
do_attach (Rig *rig)
{
  CairnElement *step = any (rig, CAIRN_KIND_STEP);
  CairnElement *playbook = any (rig, CAIRN_KIND_PLAYBOOK);

  if (step == NULL || playbook == NULL)
    return;
  if (below (rig, 5) == 0)
    cairn_command_add_playbook_to (rig->history, step);
  else if (below (rig, 3))
    cairn_command_attach (rig->history, step, playbook);
  else
    cairn_command_detach (rig->history, step, playbook);
}
