/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A part of test-commands.c: random commands on segments, versions and snapshots, and that variants
 * follow any others. */

static void keep_small (Rig *rig);

static void
do_add_variant (Rig *rig)
{
  CairnElement *segment = any (rig, CAIRN_KIND_SEGMENT);
  g_autoptr (GPtrArray) segments = all (rig, CAIRN_KIND_SEGMENT);

  if (segment == NULL || segments->len >= 4)
    return;
  if (below (rig, 3))
    cairn_command_add_variant (rig->history, segment, "Digital");
  else
    cairn_command_duplicate_segment (rig->history, segment, "Copy");
}

static void
do_add_version (Rig *rig)
{
  CairnElement *diagram = any (rig, below (rig, 2) ? CAIRN_KIND_SWIMLANE : CAIRN_KIND_SIPOC);

  if (diagram == NULL || cairn_element_get_n_children (cairn_element_get_parent (diagram)) > 4)
    return;
  if (below (rig, 2))
    cairn_command_add_to_be (rig->history, diagram);
  else
    cairn_command_duplicate_diagram (rig->history, diagram, "Copy");
}

static void
do_reset (Rig *rig)
{
  static const CairnKind kinds[] = { CAIRN_KIND_STEP, CAIRN_KIND_LANE, CAIRN_KIND_STAGE,
                                     CAIRN_KIND_ITEM, CAIRN_KIND_FLOW, CAIRN_KIND_SWIMLANE };
  CairnElement *element = any (rig, kinds[below (rig, G_N_ELEMENTS (kinds))]);
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  if (element == NULL)
    return;
  g_ptr_array_add (elements, element);
  cairn_command_reset_to_base (rig->history, elements);
}

static void
do_bring_back (Rig *rig)
{
  CairnElement *place = any (rig, below (rig, 2) ? CAIRN_KIND_SWIMLANE : CAIRN_KIND_SIPOC);
  g_autoptr (CairnVariant) variant = NULL;
  g_autoptr (GPtrArray) missing = NULL;

  if (place != NULL && below (rig, 8) == 0)
    place = cairn_element_get_parent (place);
  if (place == NULL || cairn_base_get_followed (rig->document, place) == NULL)
    return;
  variant = cairn_variant_new (rig->document, place);
  if (variant == NULL)
    return;
  missing = cairn_variant_dup_missing (variant, place);
  while (missing->len > 3)
    g_ptr_array_remove_index (missing, below (rig, (int) missing->len));
  if (missing->len > 0)
    cairn_command_bring_back (rig->history, place, missing);
}

static void
do_shift_place (Rig *rig)
{
  static const CairnKind kinds[] = { CAIRN_KIND_SEGMENT, CAIRN_KIND_SWIMLANE, CAIRN_KIND_SIPOC };
  CairnElement *element = any (rig, kinds[below (rig, G_N_ELEMENTS (kinds))]);

  if (element != NULL)
    cairn_command_shift_place (rig->history, element, below (rig, 2) ? 1 : -1);
}

static void
do_place_before (Rig *rig)
{
  CairnElement *diagram = any (rig, CAIRN_KIND_SWIMLANE);
  CairnElement *segment = any (rig, CAIRN_KIND_SEGMENT);

  if (diagram != NULL && below (rig, 8) == 0)
    cairn_command_place_before (rig->history, diagram, segment,
                                any_within (rig, segment, CAIRN_KIND_SWIMLANE));
}

static void
do_delete_segment (Rig *rig)
{
  g_autoptr (GPtrArray) segments = all (rig, CAIRN_KIND_SEGMENT);

  if (segments->len < 3 || below (rig, 8) != 0)
    return;
  g_ptr_array_set_size (segments, 1);
  cairn_command_delete (rig->history, segments);
}

static void
do_snapshot (Rig *rig)
{
  g_autoptr (GPtrArray) snapshots = all (rig, CAIRN_KIND_SNAPSHOT);
  g_autoptr (GError) error = NULL;

  if (below (rig, 10) != 0)
    return;
  if (snapshots->len < 3)
    {
      g_autofree char *content = cairn_journey_dup_content (rig->document, &error);

      g_assert_no_error (error);
      cairn_command_add_snapshot (rig->history, "Before", "2026-03-31T09:30:00Z", content);
    }
  else if (below (rig, 2))
    cairn_command_delete (rig->history, snapshots);
  else
    {
      g_autoptr (CairnDocument) then
        = cairn_journey_read_snapshot (any (rig, CAIRN_KIND_SNAPSHOT), &error);

      g_assert_no_error (error);
      g_assert_true (cairn_command_restore (rig->history, then));
    }
}

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
