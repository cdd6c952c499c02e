/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Single commands: what else they do, and what one undo takes back. */

#include "command-rig.h"
#include "command/cairn-drag-commands.h"
#include "command/cairn-playbook-commands.h"
#include "command/cairn-sipoc-commands.h"
#include "command/cairn-step-commands.h"

static void
test_delete_takes_dependents (void)
{
  Rig rig;
  CairnElement *swimlane, *lane, *a, *b, *playbook;
  g_autoptr (GPtrArray) doomed = g_ptr_array_new ();

  rig_init (&rig, 1);
  swimlane = any (&rig, CAIRN_KIND_SWIMLANE);
  lane = cairn_element_first (swimlane, CAIRN_KIND_LANE);
  a = cairn_command_add_step (rig.history, swimlane, lane, NULL, NULL, CAIRN_STEP_TOUCHPOINT, "A");
  b = cairn_command_add_next_step (rig.history, a, CAIRN_NEXT_BELOW);
  playbook = cairn_command_add_playbook (rig.history, "Kick-off");
  g_assert_true (cairn_command_attach (rig.history, b, playbook));
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_FLOW), ==, 1);

  g_ptr_array_add (doomed, lane);
  g_ptr_array_add (doomed, playbook);
  cairn_command_delete (rig.history, doomed);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_STEP), ==, 1);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_FLOW), ==, 0);
  g_assert_cmpuint (cairn_element_count (b, CAIRN_KIND_ATTACHMENT), ==, 0);

  g_assert_true (cairn_history_undo (rig.history));
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_STEP), ==, 2);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_FLOW), ==, 1);
  g_assert_cmpuint (cairn_element_count (b, CAIRN_KIND_ATTACHMENT), ==, 1);
  rig_clear (&rig);
}

static void
test_insert_in_flow (void)
{
  Rig rig;
  CairnElement *swimlane, *a, *b, *flow, *c;

  rig_init (&rig, 1);
  swimlane = any (&rig, CAIRN_KIND_SWIMLANE);
  a = cairn_command_add_step (
    rig.history, swimlane, cairn_element_first (swimlane, CAIRN_KIND_LANE),
    cairn_element_first (swimlane, CAIRN_KIND_STAGE), NULL, CAIRN_STEP_TOUCHPOINT, "A");
  b = cairn_command_add_next_step (rig.history, a, CAIRN_NEXT_AFTER);
  flow = cairn_element_first (swimlane, CAIRN_KIND_FLOW);
  c = cairn_command_insert_in_flow (rig.history, flow);

  g_assert_true (cairn_document_resolve (rig.document, flow, CAIRN_PROP_TO) == c);
  flow = cairn_element_next (flow);
  g_assert_true (cairn_document_resolve (rig.document, flow, CAIRN_PROP_FROM) == c);
  g_assert_true (cairn_document_resolve (rig.document, flow, CAIRN_PROP_TO) == b);
  g_assert_true (cairn_selection_get_single (rig.selection, rig.document) == c);
  rig_clear (&rig);
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

static void
test_shift_stays_on_map (void)
{
  Rig rig;
  CairnElement *swimlane, *step;
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  rig_init (&rig, 1);
  swimlane = any (&rig, CAIRN_KIND_SWIMLANE);
  step = cairn_command_add_step (
    rig.history, swimlane, cairn_element_first (swimlane, CAIRN_KIND_LANE),
    cairn_element_first (swimlane, CAIRN_KIND_STAGE), NULL, CAIRN_STEP_TASK, "A");
  g_ptr_array_add (steps, step);
  g_assert_false (cairn_command_shift_steps (rig.history, steps, -1, 0));
  g_assert_true (cairn_command_shift_steps (rig.history, steps, 1, 0));
  g_assert_true (cairn_command_shift_steps (rig.history, steps, 1, 1));
  g_assert_false (cairn_command_shift_steps (rig.history, steps, 1, 0));
  /* A run of shifts is one step of undo. */
  g_assert_true (cairn_history_undo (rig.history));
  g_assert_true (cairn_document_resolve (rig.document, step, CAIRN_PROP_STAGE)
                 == cairn_element_first (swimlane, CAIRN_KIND_STAGE));
  rig_clear (&rig);
}

static void
test_move_item_drops_backward_links (void)
{
  Rig rig;
  CairnElement *sipoc, *input, *process;

  rig_init (&rig, 1);
  sipoc = any (&rig, CAIRN_KIND_SIPOC);
  input = cairn_command_add_item (rig.history, sipoc, CAIRN_COLUMN_INPUTS, NULL, "Contract");
  process = cairn_command_add_linked_item (rig.history, input, 1);
  g_assert_cmpuint (cairn_element_count (sipoc, CAIRN_KIND_LINK), ==, 1);
  g_assert_cmpint (cairn_element_get_int (process, CAIRN_PROP_COLUMN), ==, CAIRN_COLUMN_PROCESS);
  cairn_command_move_item (rig.history, input, CAIRN_COLUMN_OUTPUTS, NULL);
  g_assert_cmpuint (cairn_element_count (sipoc, CAIRN_KIND_LINK), ==, 0);
  g_assert_true (cairn_history_undo (rig.history));
  g_assert_cmpuint (cairn_element_count (sipoc, CAIRN_KIND_LINK), ==, 1);
  rig_clear (&rig);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/commands/delete-takes-dependents", test_delete_takes_dependents);
  g_test_add_func ("/commands/insert-in-flow", test_insert_in_flow);
  g_test_add_func ("/commands/move-into-flow", test_move_into_flow);
  g_test_add_func ("/commands/shift-stays-on-map", test_shift_stays_on_map);
  g_test_add_func ("/commands/move-item-drops-backward-links", test_move_item_drops_backward_links);
  return g_test_run ();
}
