/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "command/cairn-fragment.h"
#include "history/cairn-history.h"

G_BEGIN_DECLS

/* Puts what @fragment holds into @diagram, in one step of undo, with new ids, and selects it.
 *
 * Steps that come from one cell go where @at is (a selected step: behind it; a lane or a stage:
 * into it; NULL: as the others); steps from several cells go into the lanes and stages that are
 * called as theirs, and what finds none goes to that of @at or else the first. Items go into their
 * columns, or, if all of them come from one, behind the item @at. Branches of a CTQ tree hang on
 * @at, or on what it hangs on behind it, or else where one of that name hangs. A playbook that
 * hangs on a step comes along unless the journey has the same one, or one of that name, already.
 *
 * FALSE, changing nothing, if @fragment holds nothing for a diagram of this kind. */
gboolean cairn_command_paste (CairnHistory *history,
                              CairnDocument *fragment,
                              CairnElement *diagram,
                              CairnElement *at);

/* Deletes what was copied just before. */
void cairn_command_cut (CairnHistory *history, GPtrArray *elements);

G_END_DECLS
