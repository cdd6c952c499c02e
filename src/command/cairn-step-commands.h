/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* Drawing a swimlane. Each function is one step of undo and selects what it made. Elements returned
 * are borrowed from the document. */

/* A step in the cell (@lane, @stage), either of which may be NULL (none), in front of @before
 * (NULL: last in the cell). */
CairnElement *cairn_command_add_step (CairnHistory *history,
                                      CairnElement *swimlane,
                                      CairnElement *lane,
                                      CairnElement *stage,
                                      CairnElement *before,
                                      CairnStepKind kind,
                                      const char *title);

typedef enum
{
  CAIRN_NEXT_AFTER,  /* same lane and stage, flow from @step */
  CAIRN_NEXT_BEFORE, /* same lane and stage, flow to @step */
  CAIRN_NEXT_ABOVE,  /* the lane above, flow from @step */
  CAIRN_NEXT_BELOW,  /* the lane below */
  CAIRN_NEXT_STAGE,  /* same lane, next stage */
} CairnNext;

/* A touchpoint connected to @step. NULL if there is no lane or stage that way, or the flow may not
 * be. */
CairnElement *
cairn_command_add_next_step (CairnHistory *history, CairnElement *step, CairnNext where);

/* Another touchpoint connected from @step, beside those that follow it already: behind the last of
 * them, in its cell. NULL as above. */
CairnElement *cairn_command_add_branch (CairnHistory *history, CairnElement *step);

/* Puts a new step into @flow, which then leads to it; a second flow leads on. */
CairnElement *cairn_command_insert_in_flow (CairnHistory *history, CairnElement *flow);

/* A flow between steps or a link between items. NULL, with the reason in @why, if the rules forbid
 * it. */
CairnElement *cairn_command_connect (CairnHistory *history,
                                     CairnElement *from,
                                     CairnElement *to,
                                     const char **why);

/* Moves @steps to the cell, in front of @before (which is none of them; NULL: last), in their
 * order. */
void cairn_command_move_steps (CairnHistory *history,
                               GPtrArray *steps,
                               CairnElement *lane,
                               CairnElement *stage,
                               CairnElement *before);

/* Moves every one of @steps by so many stages and lanes; FALSE, changing nothing, if any would
 * leave the map. A run of these is one step of undo. */
gboolean cairn_command_shift_steps (CairnHistory *history, GPtrArray *steps, int stages, int lanes);

/* Moves @step one place up (-1) or down (+1) within its cell; FALSE at the end. Runs are one undo.
 */
gboolean cairn_command_reorder_step (CairnHistory *history, CairnElement *step, int by);

/* As above; and if @over, from the end of the cell into the next stage of the same lane, to the
 * nearer end of the cell there. */
gboolean
cairn_command_nudge_step (CairnHistory *history, CairnElement *step, int by, gboolean over);

G_END_DECLS
