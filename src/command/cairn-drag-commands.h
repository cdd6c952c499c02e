/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* What letting something go on a map does. Each function is one step of undo. */

/* Copies of @steps, with the flows that run between them, in the cell and in front of @before
 * (NULL: last); the copies are selected. */
void cairn_command_copy_steps (CairnHistory *history,
                               GPtrArray *steps,
                               CairnElement *lane,
                               CairnElement *stage,
                               CairnElement *before);

/* The same for items of a SIPOC, and moving several of them. */
void cairn_command_copy_items (CairnHistory *history,
                               GPtrArray *items,
                               guint column,
                               CairnElement *before);
void cairn_command_move_items (CairnHistory *history,
                               GPtrArray *items,
                               guint column,
                               CairnElement *before);

/* Whether @step could stand in the middle of @flow. */
gboolean
cairn_command_fits_into_flow (CairnHistory *history, CairnElement *step, CairnElement *flow);

/* Moves @step to the cell and into @flow, which then leads to it; a second flow leads on. The gap
 * that it leaves in a chain is closed. FALSE, changing nothing, if it does not fit. */
gboolean cairn_command_move_into_flow (CairnHistory *history,
                                       CairnElement *step,
                                       CairnElement *flow,
                                       CairnElement *lane,
                                       CairnElement *stage,
                                       CairnElement *before);

/* A new step in the cell, in the middle of @flow. NULL, changing nothing, if none of that @kind
 * fits there. */
CairnElement *cairn_command_add_into_flow (CairnHistory *history,
                                           CairnElement *flow,
                                           CairnElement *lane,
                                           CairnElement *stage,
                                           CairnElement *before,
                                           CairnStepKind kind);

/* A new step in the cell to which a flow leads from @from. NULL, with the reason in @why, if none
 * of that @kind may follow. */
CairnElement *cairn_command_add_connected (CairnHistory *history,
                                           CairnElement *from,
                                           CairnElement *lane,
                                           CairnElement *stage,
                                           CairnElement *before,
                                           CairnStepKind kind,
                                           const char **why);

/* A new item in @column, in front of @before, linked with @item in whichever direction links run.
 * NULL, with the reason in @why, if the two may not be linked. */
CairnElement *cairn_command_add_linked_in_column (
  CairnHistory *history, CairnElement *item, guint column, CairnElement *before, const char **why);

/* A flow, or a link from the left to the right whichever end comes first. */
CairnElement *
cairn_command_join (CairnHistory *history, CairnElement *a, CairnElement *b, const char **why);

G_END_DECLS
