/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* Turns all of the steps among @elements into notes, or, if they are notes already, into
 * touchpoints, in one step of undo. All that they say stays. FALSE if there is no step among them.
 */
gboolean cairn_command_toggle_notes (CairnHistory *history, GPtrArray *elements);

/* A note takes no part in the flow: takes away the flows at those of @elements that have become
 * notes. Where one flow led in and one out, the step before then leads to the step behind. Within a
 * transaction of the caller, after the kind was set. */
void cairn_command_free_notes (CairnHistory *history, GPtrArray *elements);

G_END_DECLS
