/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "command-rig.h"
#include "command/cairn-element-commands.h"
#include "command/cairn-snapshot-commands.h"
#include "command/cairn-variant-commands.h"
#include "insight/cairn-variant.h"
#include "io/cairn-journey-snapshot.h"
#include "model/cairn-base.h"

/* Part of the random commands: segments, versions and snapshots. */

static inline void
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

static inline void
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

static inline void
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

static inline void
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

static inline void
do_shift_place (Rig *rig)
{
  static const CairnKind kinds[] = { CAIRN_KIND_SEGMENT, CAIRN_KIND_SWIMLANE, CAIRN_KIND_SIPOC };
  CairnElement *element = any (rig, kinds[below (rig, G_N_ELEMENTS (kinds))]);

  if (element != NULL)
    cairn_command_shift_place (rig->history, element, below (rig, 2) ? 1 : -1);
}

static inline void
do_place_before (Rig *rig)
{
  CairnElement *diagram = any (rig, CAIRN_KIND_SWIMLANE);
  CairnElement *segment = any (rig, CAIRN_KIND_SEGMENT);

  if (diagram != NULL && below (rig, 8) == 0)
    cairn_command_place_before (rig->history, diagram, segment,
                                any_within (rig, segment, CAIRN_KIND_SWIMLANE));
}

static inline void
do_delete_segment (Rig *rig)
{
  g_autoptr (GPtrArray) segments = all (rig, CAIRN_KIND_SEGMENT);

  if (segments->len < 3 || below (rig, 8) != 0)
    return;
  g_ptr_array_set_size (segments, 1);
  cairn_command_delete (rig->history, segments);
}

static inline void
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
