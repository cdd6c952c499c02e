/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every command, in any order: undo all gives back the same bytes, redo all the other ones. */

#include "command-drags.h"
#include "random-elements.h"
#include "random-marks.h"
#include "random-plans.h"
#include "random-sipoc.h"
#include "random-source.h"
#include "random-steps.h"
#include "random-variants.h"

#define N_COMMANDS 10000
#define N_SEEDS 50

static void
do_add_diagram (Rig *rig)
{
  CairnElement *segment = any (rig, CAIRN_KIND_SEGMENT);
  g_autoptr (GPtrArray) swimlanes = all (rig, CAIRN_KIND_SWIMLANE);

  if (segment != NULL && swimlanes->len < 4)
    cairn_command_add_diagram (rig->history, segment,
                               below (rig, 2) ? CAIRN_KIND_SWIMLANE : CAIRN_KIND_SIPOC, "Renewal");
}

static void
do_add_segment (Rig *rig)
{
  g_autoptr (GPtrArray) segments = all (rig, CAIRN_KIND_SEGMENT);

  if (segments->len < 5)
    cairn_command_add_segment (rig->history, "Mid-market");
}

static void
do_source (Rig *rig)
{
  switch (below (rig, 4))
    {
    case 0:
      cairn_command_set_source (rig->history, "timings.db");
      break;
    case 1:
      random_rule (rig->history, rig->rand, any (rig, CAIRN_KIND_SEGMENT));
      break;
    case 2:
      random_source (rig->history, rig->rand);
      break;
    default:
      cairn_command_remove_source (rig->history);
    }
}

static void
do_select (Rig *rig)
{
  CairnElement *step = any (rig, CAIRN_KIND_STEP);

  if (step != NULL)
    cairn_selection_toggle (rig->selection, cairn_element_get_id (step));
}

static void (*const actions[]) (Rig *rig) = {
  do_rename,
  do_set,
  do_set,
  do_delete,
  do_delete_diagram,
  do_duplicate,
  do_paste,
  do_paste_table,
  do_to_many,
  do_aliases,
  do_action,
  do_change,
  do_add_step,
  do_add_step,
  do_add_next,
  do_insert_in_flow,
  do_connect,
  do_connect,
  do_move_steps,
  do_shift_steps,
  do_reorder_step,
  do_add_band,
  do_move_band,
  do_shift_band,
  do_add_item,
  do_add_item,
  do_add_linked_item,
  do_add_item_below,
  do_move_item,
  do_reorder_item,
  do_add_playbook,
  do_add_task,
  do_move_task,
  do_attach,
  do_add_diagram,
  do_add_segment,
  do_source,
  do_add_variant,
  do_add_version,
  do_reset,
  do_bring_back,
  do_bring_back,
  do_shift_place,
  do_place_before,
  do_delete_segment,
  do_snapshot,
  do_path,
  do_mark,
  do_feeling,
  do_undo_redo,
  do_select,
  do_shape,
  do_shape,
  do_fill,
  do_ctq,
  do_bridge,
};

/* What is written must be readable: no reference is left dangling. */
static void
assert_sound (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnDocument) read = cairn_journey_read_bytes (bytes, "random.cairn", NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (read);
}

static void
assert_links_lead_right (Rig *rig)
{
  g_autoptr (GPtrArray) links = all (rig, CAIRN_KIND_LINK);

  for (guint i = 0; i < links->len; i++)
    {
      CairnElement *link = g_ptr_array_index (links, i);

      g_assert_cmpuint (
        cairn_command_column_of (cairn_document_resolve (rig->document, link, CAIRN_PROP_FROM)), <,
        cairn_command_column_of (cairn_document_resolve (rig->document, link, CAIRN_PROP_TO)));
    }
}

static void
test_random (gconstpointer data)
{
  guint32 seed = GPOINTER_TO_UINT (data);
  Rig rig;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GBytes) undone = NULL;
  g_autoptr (GBytes) redone = NULL;

  rig_init (&rig, seed);
  while (cairn_history_undo (rig.history))
    ;
  before = bytes_of (&rig);
  while (cairn_history_redo (rig.history))
    ;
  for (guint i = 0; i < N_COMMANDS - 3; i++)
    {
      actions[below (&rig, G_N_ELEMENTS (actions))](&rig);
      if (i % 5 == 0)
        do_drag (&rig);
      if (i % 64 == 0)
        {
          keep_small (&rig);
          assert_links_lead_right (&rig);
        }
    }
  while (cairn_history_redo (rig.history))
    ;
  after = bytes_of (&rig);
  assert_sound (after);
  while (cairn_history_undo (rig.history))
    ;
  undone = bytes_of (&rig);
  while (cairn_history_redo (rig.history))
    ;
  redone = bytes_of (&rig);
  g_assert_true (g_bytes_equal (before, undone));
  g_assert_true (g_bytes_equal (after, redone));
  g_assert_false (g_bytes_equal (before, after));
  rig_clear (&rig);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/commands/random/%02u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_random);
    }
  return g_test_run ();
}
