/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever is changed in a base, its variants follow. */

#include "command/cairn-variant-commands.h"
#include "insight/cairn-place-compare.h"
#include "random-elements.h"
#include "random-marks.h"
#include "random-sipoc.h"
#include "random-steps.h"

#define N_SEEDS 50
#define N_FOLLOWED 300

/* A diagram more in the base, or a copy of one. */
static void
do_add_diagram_within (Rig *rig)
{
  CairnElement *diagram = any (rig, below (rig, 2) ? CAIRN_KIND_SWIMLANE : CAIRN_KIND_SIPOC);

  if (rig->within == NULL || cairn_element_get_n_children (rig->within) > 5)
    return;
  if (diagram == NULL || below (rig, 2))
    cairn_command_add_diagram (rig->history, rig->within,
                               below (rig, 2) ? CAIRN_KIND_SWIMLANE : CAIRN_KIND_SIPOC, "More");
  else if (below (rig, 2))
    cairn_command_duplicate_diagram (rig->history, diagram, "Copy");
  else
    cairn_command_add_to_be (rig->history, diagram);
}

/* What of a base reaches its variants. */
static void (*const followed[]) (Rig *rig) = {
  do_rename_in,          do_set_in,         do_set_in,       do_delete,
  do_duplicate,          do_stage_aliases,  do_add_step,     do_add_step,
  do_add_next,           do_insert_in_flow, do_connect,      do_connect,
  do_move_steps,         do_shift_steps,    do_reorder_step, do_add_band,
  do_move_band,          do_shift_band,     do_add_item,     do_add_item,
  do_add_linked_item,    do_add_item_below, do_move_item,    do_reorder_item,
  do_add_playbook,       do_attach,         do_path,         do_path,
  do_add_diagram_within, do_undo_redo,
};

static void
assert_same (Rig *rig, CairnElement *a, CairnElement *b)
{
  g_autoptr (GPtrArray) differences = cairn_place_compare (rig->document, a, b);

  for (guint i = 0; i < differences->len; i++)
    g_test_message ("%s", ((CairnDifference *) g_ptr_array_index (differences, i))->what);
  g_assert_cmpuint (differences->len, ==, 0);
}

/* A variant in which nothing is changed says after every change what its base says, and so does a
 * variant of it. */
static void
test_variants_follow (gconstpointer data)
{
  Rig rig;
  CairnElement *base, *variant, *second;

  rig_init (&rig, GPOINTER_TO_UINT (data));
  base = any (&rig, CAIRN_KIND_SEGMENT);
  for (guint i = 0; i < 20; i++)
    followed[below (&rig, G_N_ELEMENTS (followed) - 1)](&rig);
  variant = cairn_command_add_variant (rig.history, base, "Digital");
  second = cairn_command_add_variant (rig.history, variant, "Tiny");
  rig.within = base;
  for (guint i = 0; i < N_FOLLOWED; i++)
    {
      followed[below (&rig, G_N_ELEMENTS (followed))](&rig);
      if (cairn_element_get_parent (second) == NULL)
        while (cairn_history_redo (rig.history))
          ;
      assert_same (&rig, base, variant);
      assert_same (&rig, base, second);
      if (i % 32 == 0)
        keep_small (&rig);
    }
  rig_clear (&rig);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/commands/variants-follow/%02u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_variants_follow);
    }
  return g_test_run ();
}
