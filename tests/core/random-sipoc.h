/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "command-rig.h"
#include "command/cairn-bridge-commands.h"
#include "command/cairn-ctq-commands.h"
#include "command/cairn-fill-commands.h"
#include "command/cairn-sipoc-commands.h"

/* Part of the random commands: SIPOCs, CTQ trees, and swimlanes made from them. */

static inline void
do_add_item (Rig *rig)
{
  CairnElement *sipoc = any (rig, CAIRN_KIND_SIPOC);
  guint column = (guint) below (rig, CAIRN_N_COLUMNS + 1);
  CairnKind kind = column == CAIRN_N_COLUMNS ? CAIRN_KIND_REQUIREMENT : CAIRN_KIND_ITEM;
  g_autofree char *text = words (rig);

  if (sipoc != NULL)
    cairn_command_add_item (rig->history, sipoc, column, any_within (rig, sipoc, kind), text);
}

static inline void
do_add_linked_item (Rig *rig)
{
  CairnElement *item = any (rig, CAIRN_KIND_ITEM);

  if (item != NULL)
    cairn_command_add_linked_item (rig->history, item, below (rig, 2) ? 1 : -1);
}

static inline void
do_add_item_below (Rig *rig)
{
  CairnElement *item = any (rig, CAIRN_KIND_ITEM);

  if (item != NULL)
    cairn_command_add_item_below (rig->history, item);
}

static inline void
do_move_item (Rig *rig)
{
  CairnElement *item = any (rig, CAIRN_KIND_ITEM);

  if (item != NULL)
    cairn_command_move_item (rig->history, item, (guint) below (rig, CAIRN_N_COLUMNS),
                             any_within (rig, cairn_element_get_parent (item), CAIRN_KIND_ITEM));
}

static inline void
do_reorder_item (Rig *rig)
{
  CairnElement *item = any (rig, CAIRN_KIND_ITEM);

  if (item != NULL)
    cairn_command_reorder_item (rig->history, item, below (rig, 2) ? 1 : -1);
}

static inline void
do_fill (Rig *rig)
{
  CairnElement *item = any (rig, below (rig, 4) ? CAIRN_KIND_ITEM : CAIRN_KIND_REQUIREMENT);
  CairnElement *sipoc = any (rig, CAIRN_KIND_SIPOC);
  g_autofree char *text = words (rig);
  gboolean made;

  if (item != NULL && below (rig, 2))
    cairn_command_fill_next (rig->history, item, &made);
  else if (item != NULL && below (rig, 2))
    cairn_command_fill_another (rig->history, item);
  else if (item != NULL && below (rig, 2))
    cairn_command_fill_name (rig->history, item, text);
  else if (sipoc != NULL && below (rig, 2))
    cairn_command_fill_column_after (rig->history, sipoc, (guint) below (rig, 6));
  else if (sipoc != NULL)
    cairn_command_fill_first (rig->history, sipoc);
}

static inline void
do_ctq (Rig *rig)
{
  static const CairnKind kinds[] = { CAIRN_KIND_NEED, CAIRN_KIND_DRIVER, CAIRN_KIND_MEASURE };
  CairnElement *twig = any (rig, kinds[below (rig, 3)]);
  CairnElement *ctq = any (rig, CAIRN_KIND_CTQ);
  CairnElement *sipoc = any (rig, CAIRN_KIND_SIPOC);
  g_autofree char *text = words (rig);

  if (ctq == NULL && sipoc != NULL)
    cairn_command_ctq_from_sipoc (rig->history, sipoc);
  else if (ctq != NULL && below (rig, 4) == 0)
    cairn_command_add_need (rig->history, ctq, any_within (rig, ctq, CAIRN_KIND_NEED), text);
  else if (twig != NULL && below (rig, 3) == 0)
    cairn_command_add_ctq_child (rig->history, twig);
  else if (twig != NULL && below (rig, 2) == 0)
    cairn_command_add_ctq_sibling (rig->history, twig);
  else if (twig != NULL)
    cairn_command_reorder_ctq (rig->history, twig, below (rig, 2) ? 1 : -1);
}

static inline void
do_bridge (Rig *rig)
{
  CairnElement *sipoc = any (rig, CAIRN_KIND_SIPOC);
  CairnElement *swimlane = any (rig, CAIRN_KIND_SWIMLANE);
  g_autoptr (GPtrArray) sipocs = all (rig, CAIRN_KIND_SIPOC);
  g_autoptr (GPtrArray) swimlanes = all (rig, CAIRN_KIND_SWIMLANE);

  if (sipoc != NULL && swimlanes->len < 4 && below (rig, 2))
    cairn_command_swimlane_from_sipoc (rig->history, sipoc);
  else if (swimlane != NULL && sipocs->len < 4)
    cairn_command_sipoc_from_swimlane (rig->history, swimlane);
}
