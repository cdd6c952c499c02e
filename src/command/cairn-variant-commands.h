/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* Segments from segments, diagrams from diagrams. Each function is one step of undo. */

/* A copy of the segment @base behind it and its other variants. Every element of the copy is made
 * from one of @base and follows it until it is changed itself. Names in the data stay with @base.
 */
CairnElement *
cairn_command_add_variant (CairnHistory *history, CairnElement *base, const char *name);

/* A copy behind the original, which goes its own way; a copy of a variant follows the same base as
 * the variant does. */
CairnElement *
cairn_command_duplicate_segment (CairnHistory *history, CairnElement *segment, const char *name);
CairnElement *
cairn_command_duplicate_diagram (CairnHistory *history, CairnElement *diagram, const char *name);

/* The to-be version of @diagram, a swimlane or SIPOC: a copy behind it, made from it, that never
 * follows it. @diagram becomes the as-is version unless it is a version already. */
CairnElement *cairn_command_add_to_be (CairnHistory *history, CairnElement *diagram);

/* Gives @elements back what they inherit: every property, attached playbook and name in the data is
 * as in the base again. FALSE, changing nothing, if none of them has a base or all are as in it. */
gboolean cairn_command_reset_to_base (CairnHistory *history, GPtrArray *elements);

/* Gives @place, a diagram of a variant, those of @elements that its base has and it has not: steps
 * with their lane, stage, flows and happy paths, flows with their steps. Or @place, the variant
 * itself, whole diagrams. Returns how many are there now. */
guint cairn_command_bring_back (CairnHistory *history, CairnElement *place, GPtrArray *elements);

/* Brings a segment or a diagram in front of @before, one of its siblings of the same kind (NULL:
 * last); a diagram may go to another segment: @parent. FALSE if it stands there already. */
gboolean cairn_command_place_before (CairnHistory *history,
                                     CairnElement *element,
                                     CairnElement *parent,
                                     CairnElement *before);

/* Moves a segment, or a diagram within its segment, by one place; FALSE at the end. A run of these
 * is one step of undo. */
gboolean cairn_command_shift_place (CairnHistory *history, CairnElement *element, int by);

G_END_DECLS
