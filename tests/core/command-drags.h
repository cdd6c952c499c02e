/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "command-rig.h"
#include "command/cairn-drag-commands.h"
#include "command/cairn-grid-commands.h"
#include "command/cairn-paste-commands.h"
#include "command/cairn-shape-commands.h"
#include "command/cairn-twig-commands.h"

/* Part of the random commands: what dragging does. */

static inline void
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

static inline void
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

static inline CairnElement *
any_child (Rig *rig, CairnElement *parent)
{
  guint n = cairn_element_get_n_children (parent);

  return n > 0 && below (rig, 2) ? cairn_element_get_child (parent, below (rig, n)) : NULL;
}

/* A branch of a CTQ tree, or two, anywhere that holds such, in this tree or another. */
static inline void
do_drop_twigs (Rig *rig)
{
  static const CairnKind kinds[]
    = { CAIRN_KIND_CTQ, CAIRN_KIND_NEED, CAIRN_KIND_DRIVER, CAIRN_KIND_MEASURE };
  guint level = (guint) below (rig, 3);
  CairnElement *parent = any (rig, kinds[level]), *twig = any (rig, kinds[level + 1]);
  CairnElement *before = parent != NULL ? any_child (rig, parent) : NULL;
  g_autoptr (GPtrArray) twigs = g_ptr_array_new ();

  if (parent == NULL || twig == NULL || cairn_element_get_n_children (parent) > 8)
    return;
  g_ptr_array_add (twigs, twig);
  if (cairn_element_next (twig) != NULL && cairn_element_next (twig) != before)
    g_ptr_array_add (twigs, cairn_element_next (twig));
  if (before != NULL && cairn_element_get_kind (before) != kinds[level + 1])
    before = NULL;
  if (below (rig, 3))
    cairn_command_move_twigs (rig->history, twigs, parent, before);
  else
    cairn_command_copy_twigs (rig->history, twigs, parent, before);
}

/* Branches over the clipboard, sometimes cut, onto anything or nothing. */
static inline void
do_paste_twigs (Rig *rig)
{
  static const CairnKind kinds[] = { CAIRN_KIND_NEED, CAIRN_KIND_DRIVER, CAIRN_KIND_MEASURE };
  CairnElement *to = any (rig, CAIRN_KIND_CTQ);
  CairnElement *at;
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  g_autoptr (CairnDocument) fragment = NULL;

  for (guint i = 0; i < 3; i++)
    if (any (rig, kinds[i]) != NULL && below (rig, 2))
      g_ptr_array_add (elements, any (rig, kinds[i]));
  fragment = cairn_fragment_new (rig->document, elements);
  if (to == NULL || fragment == NULL || cairn_element_get_n_children (to) > 8)
    return;
  if (below (rig, 3) == 0)
    cairn_command_cut (rig->history, elements);
  at = any (rig, kinds[below (rig, 3)]);
  g_assert_true (cairn_command_paste (rig->history, fragment, to, below (rig, 2) ? at : NULL));
}

static inline void
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

static inline void
do_add_connected (Rig *rig)
{
  CairnElement *step = any (rig, CAIRN_KIND_STEP);

  if (step != NULL)
    cairn_command_add_connected (rig->history, step,
                                 any_within (rig, cairn_element_get_parent (step), CAIRN_KIND_LANE),
                                 NULL, NULL, (CairnStepKind) below (rig, 7), NULL);
}

/* A trial leaves nothing behind, whatever was tried. */
static inline void
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
  do_drop_twigs (rig);
  cairn_history_end_trial (rig->history);
  after = bytes_of (rig);
  g_assert_true (g_bytes_equal (before, after));
}

static inline void
do_first_band (Rig *rig)
{
  CairnElement *swimlane = any (rig, CAIRN_KIND_SWIMLANE);

  if (swimlane != NULL && cairn_element_get_n_children (swimlane) <= MAX_STEPS)
    cairn_command_add_first_band (rig->history, swimlane,
                                  below (rig, 2) ? CAIRN_KIND_LANE : CAIRN_KIND_STAGE, "First");
}

static inline void
do_size (Rig *rig)
{
  CairnElement *band = any (rig, below (rig, 2) ? CAIRN_KIND_LANE : CAIRN_KIND_STAGE);

  if (band != NULL)
    cairn_command_set_size (rig->history, band, (guint) below (rig, 400));
}

/* Any of what dragging does. */
static inline void
do_drag (Rig *rig)
{
  static void (*const drags[]) (Rig * rig)
    = { do_copy_steps, do_drop_items, do_into_flow,  do_add_connected, do_try,
        do_first_band, do_size,       do_drop_twigs, do_paste_twigs };

  drags[below (rig, G_N_ELEMENTS (drags))](rig);
}
