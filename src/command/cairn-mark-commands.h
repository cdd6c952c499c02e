/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* What is noted on steps and stages beside the flow: marks and feelings. */

/* MOMENT_OF_TRUTH, FIRST_VALUE or CLOCK_START: takes the mark off if all of @steps have it, else
 * sets it. Of the last two a swimlane has one: it moves to the last of @steps. */
void cairn_command_toggle_mark (CairnHistory *history, GPtrArray *steps, CairnProp mark);

/* Whether a swimlane has at most one step with @prop. */
gboolean cairn_command_is_single_mark (CairnProp prop);

#define CAIRN_FEELING_MAX 2.0
#define CAIRN_FEELING_STEP 0.5

/* How those at @element (a step or a stage) feel, or are to feel: FEELING or FEELING_WANTED. From
 * -2 to +2; NAN: nobody knows. */
void cairn_command_set_feeling (CairnHistory *history,
                                CairnElement *element,
                                CairnProp prop,
                                double score);

/* Raises (@by > 0) or lowers the feeling at each of @elements; unset counts as 0. Runs are one
 * undo. */
void
cairn_command_shift_feeling (CairnHistory *history, GPtrArray *elements, CairnProp prop, int by);

/* Takes both feelings off all of @elements. */
void cairn_command_clear_feelings (CairnHistory *history, GPtrArray *elements);

G_END_DECLS
