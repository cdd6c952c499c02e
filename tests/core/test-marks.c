/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Happy paths, marks and feelings: what the commands hold to. */
#include "command/cairn-element-commands.h"
#include "command/cairn-journey-commands.h"
#include "command/cairn-mark-commands.h"
#include "command/cairn-path-commands.h"
#include "command/cairn-step-commands.h"

#include <math.h>
#include <string.h>

typedef struct
{
  CairnDocument *document;
  CairnSelection *selection;
  CairnHistory *history;
} Rig;

static void
rig_init (Rig *rig)
{
  rig->document = cairn_document_new ();
  rig->selection = cairn_selection_new ();
  rig->history = cairn_history_new (rig->document, rig->selection);
}

static void
rig_clear (Rig *rig)
{
  g_object_unref (rig->history);
  g_object_unref (rig->selection);
  g_object_unref (rig->document);
}

/* Three steps in a row, A → B → C; the flows between them in @flows. */
static CairnElement *
add_row_of_three (Rig *rig, GPtrArray *flows)
{
  CairnElement *swimlane
    = cairn_command_add_diagram (rig->history, cairn_command_add_segment (rig->history, "All"),
                                 CAIRN_KIND_SWIMLANE, "Onboarding");
  CairnElement *step = cairn_command_add_step (
    rig->history, swimlane, cairn_element_first (swimlane, CAIRN_KIND_LANE),
    cairn_element_first (swimlane, CAIRN_KIND_STAGE), NULL, CAIRN_STEP_TOUCHPOINT, "A");

  for (int i = 0; i < 2; i++)
    step = cairn_command_add_next_step (rig->history, step, CAIRN_NEXT_AFTER);
  CAIRN_FOREACH_CHILD (flow, swimlane, CAIRN_KIND_FLOW)
    g_ptr_array_add (flows, flow);
  return swimlane;
}

static void
test_path_holds_together (void)
{
  Rig rig;
  g_autoptr (GPtrArray) flows = g_ptr_array_new ();
  g_autoptr (GPtrArray) doomed = g_ptr_array_new ();
  CairnElement *swimlane, *path, *second;
  const char *why = NULL;

  rig_init (&rig);
  swimlane = add_row_of_three (&rig, flows);
  path = cairn_command_add_path (rig.history, swimlane, flows, "Main", &why);
  g_assert_cmpuint (cairn_element_count (path, CAIRN_KIND_VIA), ==, 2);

  /* A step put into a flow stays on the path. */
  cairn_command_insert_in_flow (rig.history, g_ptr_array_index (flows, 0));
  g_assert_cmpuint (cairn_element_count (path, CAIRN_KIND_VIA), ==, 3);
  g_assert_true (cairn_command_path_takes (path, cairn_element_nth (swimlane, CAIRN_KIND_FLOW, 2)));

  /* A flow that goes leaves it; undo brings it back. */
  g_ptr_array_add (doomed, g_ptr_array_index (flows, 1));
  cairn_command_delete (rig.history, doomed);
  g_assert_cmpuint (cairn_element_count (path, CAIRN_KIND_VIA), ==, 2);
  cairn_history_undo (rig.history);
  g_assert_cmpuint (cairn_element_count (path, CAIRN_KIND_VIA), ==, 3);

  cairn_command_toggle_in_path (rig.history, path, flows);
  g_assert_cmpuint (cairn_element_count (path, CAIRN_KIND_VIA), ==, 1);
  cairn_command_toggle_in_path (rig.history, path, flows);
  g_assert_cmpuint (cairn_element_count (path, CAIRN_KIND_VIA), ==, 3);

  second = cairn_command_add_path (rig.history, swimlane, NULL, "Second", &why);
  g_assert_false (cairn_command_shift_path (rig.history, second, 1));
  g_assert_true (cairn_command_shift_path (rig.history, second, -1));
  g_assert_true (cairn_element_first (swimlane, CAIRN_KIND_PATH) == second);
  for (int i = 0; i < 3; i++)
    g_assert_nonnull (cairn_command_add_path (rig.history, swimlane, NULL, "More", &why));
  g_assert_null (why);
  g_assert_null (cairn_command_add_path (rig.history, swimlane, NULL, "Sixth", &why));
  g_assert_nonnull (strstr (why, "at most five"));
  rig_clear (&rig);
}

static void
test_marks_and_feelings (void)
{
  Rig rig;
  g_autoptr (GPtrArray) flows = g_ptr_array_new ();
  g_autoptr (GPtrArray) a = g_ptr_array_new ();
  g_autoptr (GPtrArray) b = g_ptr_array_new ();
  CairnElement *swimlane, *one, *two;

  rig_init (&rig);
  swimlane = add_row_of_three (&rig, flows);
  g_ptr_array_add (a, one = cairn_element_nth (swimlane, CAIRN_KIND_STEP, 0));
  g_ptr_array_add (b, two = cairn_element_nth (swimlane, CAIRN_KIND_STEP, 1));

  /* There is one first value; there may be many moments of truth. */
  cairn_command_toggle_mark (rig.history, a, CAIRN_PROP_FIRST_VALUE);
  cairn_command_toggle_mark (rig.history, b, CAIRN_PROP_FIRST_VALUE);
  g_assert_false (cairn_element_get_int (one, CAIRN_PROP_FIRST_VALUE));
  g_assert_true (cairn_element_get_int (two, CAIRN_PROP_FIRST_VALUE));
  cairn_history_undo (rig.history);
  g_assert_true (cairn_element_get_int (one, CAIRN_PROP_FIRST_VALUE));
  cairn_command_toggle_mark (rig.history, a, CAIRN_PROP_MOMENT_OF_TRUTH);
  cairn_command_toggle_mark (rig.history, b, CAIRN_PROP_MOMENT_OF_TRUTH);
  g_assert_true (cairn_element_get_int (one, CAIRN_PROP_MOMENT_OF_TRUTH));
  cairn_command_toggle_mark (rig.history, b, CAIRN_PROP_MOMENT_OF_TRUTH);
  g_assert_false (cairn_element_get_int (two, CAIRN_PROP_MOMENT_OF_TRUTH));

  /* Six times up from nothing ends at the top; that is one step of undo. */
  for (int i = 0; i < 6; i++)
    cairn_command_shift_feeling (rig.history, a, CAIRN_PROP_FEELING, 1);
  g_assert_cmpfloat (cairn_element_get_number (one, CAIRN_PROP_FEELING), ==, 2);
  cairn_history_undo (rig.history);
  g_assert_true (isnan (cairn_element_get_number (one, CAIRN_PROP_FEELING)));
  cairn_command_set_feeling (rig.history, one, CAIRN_PROP_FEELING_WANTED, -9);
  g_assert_cmpfloat (cairn_element_get_number (one, CAIRN_PROP_FEELING_WANTED), ==, -2);
  cairn_command_clear_feelings (rig.history, a);
  g_assert_true (isnan (cairn_element_get_number (one, CAIRN_PROP_FEELING_WANTED)));
  rig_clear (&rig);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/marks/path-holds-together", test_path_holds_together);
  g_test_add_func ("/marks/marks-and-feelings", test_marks_and_feelings);
  return g_test_run ();
}
