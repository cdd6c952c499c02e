/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* Putting branches of a CTQ tree elsewhere, each with all that grows from it. A need hangs on the
 * tree, a driver on a need, a measure on a driver; others of the elements are left where they are.
 * Each function is one step of undo. */

/* In front of @before (NULL: last). */
void cairn_command_move_twigs (CairnHistory *history,
                               GPtrArray *twigs,
                               CairnElement *parent,
                               CairnElement *before);

/* Copies of them, which are selected. */
void cairn_command_copy_twigs (CairnHistory *history,
                               GPtrArray *twigs,
                               CairnElement *parent,
                               CairnElement *before);

G_END_DECLS
