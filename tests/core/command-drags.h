/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "command/cairn-drag-commands.h"

/* What dragging does, for the random walk of test-commands.c, which includes this behind its rig.
 */

static void
do_copy_steps (Rig *rig)
{
  CairnElement *step = any (rig, CAIRN_KIND_STEP);
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  CairnElement *swimlane = step != NULL ? cairn_element_get_parent (step) : NULL;

  if (step == NULL)
    return;
  g_ptr_array_add (steps, step);
  cairn_command_copy_steps (rig->history, steps, any_within (rig, swimlane, CAIRN_KIND_LANE),
                            any_within (rig, swimlane, CAIRN_KIND_STAGE),
                            any_within (rig, swimlane, CAIRN_KIND_STEP));
}

static void
do_drop_items (Rig *rig)
{
  CairnElement *item = any (rig, CAIRN_KIND_ITEM);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  guint column = (guint) below (rig, CAIRN_N_COLUMNS);

  if (item == NULL)
    return;
  g_ptr_array_add (items, item);
  if (below (rig, 3) == 0)
    cairn_command_add_linked_in_column (rig->history, item, column, NULL, NULL);
  else if (below (rig, 2))
    cairn_command_copy_items (rig->history, items, column, NULL);
  else
    cairn_command_move_items (rig->history, items, column, NULL);
}

static void
do_into_flow (Rig *rig)
{
  CairnElement *flow = any (rig, CAIRN_KIND_FLOW);
  CairnElement *swimlane = flow != NULL ? cairn_element_get_parent (flow) : NULL;
  CairnElement *step = flow != NULL ? any_within (rig, swimlane, CAIRN_KIND_STEP) : NULL;
  CairnElement *lane = flow != NULL ? any_within (rig, swimlane, CAIRN_KIND_LANE) : NULL;

  if (flow == NULL)
    return;
  if (step != NULL && below (rig, 2))
    cairn_command_move_into_flow (rig->history, step, flow, lane, NULL, NULL);
  else
    cairn_command_add_into_flow (rig->history, flow, lane, NULL, NULL,
                                 (CairnStepKind) below (rig, 7));
}

static void
do_add_connected (Rig *rig)
{
  CairnElement *step = any (rig, CAIRN_KIND_STEP);

  if (step != NULL)
    cairn_command_add_connected (rig->history, step,
                                 any_within (rig, cairn_element_get_parent (step), CAIRN_KIND_LANE),
                                 NULL, NULL, (CairnStepKind) below (rig, 7), NULL);
}

/* A trial leaves nothing behind, whatever was tried. */
static void
do_try (Rig *rig)
{
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;

  if (below (rig, 50) != 0)
    return;
  before = bytes_of (rig);
  cairn_history_begin_trial (rig->history);
  do_into_flow (rig);
  do_copy_steps (rig);
  do_drop_items (rig);
  cairn_history_end_trial (rig->history);
  after = bytes_of (rig);
  g_assert_true (g_bytes_equal (before, after));
}

static void
do_first_band (Rig *rig)
{
  CairnElement *swimlane = any (rig, CAIRN_KIND_SWIMLANE);

  if (swimlane != NULL && cairn_element_get_n_children (swimlane) <= MAX_STEPS)
    cairn_command_add_first_band (rig->history, swimlane,
                                  below (rig, 2) ? CAIRN_KIND_LANE : CAIRN_KIND_STAGE, "First");
}

static void
do_size (Rig *rig)
{
  CairnElement *band = any (rig, below (rig, 2) ? CAIRN_KIND_LANE : CAIRN_KIND_STAGE);

  if (band != NULL)
    cairn_command_set_size (rig->history, band, (guint) below (rig, 400));
}

/* Any of what dragging does. */
static void
do_drag (Rig *rig)
{
  static void (*const drags[]) (Rig * rig) = { do_copy_steps,    do_drop_items, do_into_flow,
                                               do_add_connected, do_try,        do_first_band,
                                               do_size };

  drags[below (rig, G_N_ELEMENTS (drags))](rig);
}

/* A step that is dropped on a flow leads through it; where it came from the chain is closed. */
static void
test_move_into_flow (void)
{
  Rig rig;
  CairnElement *swimlane, *lane, *steps[4], *flow, *to_b;

  rig_init (&rig, 1);
  swimlane = any (&rig, CAIRN_KIND_SWIMLANE);
  lane = cairn_element_first (swimlane, CAIRN_KIND_LANE);
  steps[0]
    = cairn_command_add_step (rig.history, swimlane, lane, NULL, NULL, CAIRN_STEP_TOUCHPOINT, "A");
  for (guint i = 1; i < G_N_ELEMENTS (steps); i++)
    steps[i] = cairn_command_add_next_step (rig.history, steps[i - 1], CAIRN_NEXT_AFTER);
  to_b = cairn_element_nth (swimlane, CAIRN_KIND_FLOW, 0);
  flow = cairn_element_nth (swimlane, CAIRN_KIND_FLOW, 2);
  g_assert_false (cairn_command_fits_into_flow (rig.history, steps[2], flow));
  g_assert_true (cairn_command_move_into_flow (rig.history, steps[1], flow, lane, NULL, NULL));

  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_FLOW), ==, 3);
  g_assert_true (cairn_document_resolve (rig.document, to_b, CAIRN_PROP_TO) == steps[2]);
  g_assert_true (cairn_document_resolve (rig.document, flow, CAIRN_PROP_FROM) == steps[2]);
  g_assert_true (cairn_document_resolve (rig.document, flow, CAIRN_PROP_TO) == steps[1]);
  flow = cairn_element_nth (swimlane, CAIRN_KIND_FLOW, 2);
  g_assert_true (cairn_document_resolve (rig.document, flow, CAIRN_PROP_FROM) == steps[1]);
  g_assert_true (cairn_document_resolve (rig.document, flow, CAIRN_PROP_TO) == steps[3]);
  rig_clear (&rig);
}
