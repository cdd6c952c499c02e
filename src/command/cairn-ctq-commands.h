/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* Growing a CTQ tree: need → driver → measure. Each function is one step of undo and selects what
 * it made. */

/* A need, in front of @before (NULL: last). */
CairnElement *cairn_command_add_need (CairnHistory *history,
                                      CairnElement *ctq,
                                      CairnElement *before,
                                      const char *title);

/* A driver below a need, a measure below a driver, as the last of them; NULL below a measure. */
CairnElement *cairn_command_add_ctq_child (CairnHistory *history, CairnElement *element);

/* Another one of the kind of @element, behind it. */
CairnElement *cairn_command_add_ctq_sibling (CairnHistory *history, CairnElement *element);

/* One place up (-1) or down (+1) among those of the same parent; FALSE at the end. A run is one
 * step of undo. */
gboolean cairn_command_reorder_ctq (CairnHistory *history, CairnElement *element, int by);

/* A CTQ tree of what @sipoc says: its customers as needs, what they get as drivers, their
 * requirements as measures. It stands behind @sipoc's segment's diagrams and names it. */
CairnElement *cairn_command_ctq_from_sipoc (CairnHistory *history, CairnElement *sipoc);

G_END_DECLS
