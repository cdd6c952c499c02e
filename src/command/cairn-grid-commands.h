/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* Lanes and stages of a swimlane. Each function is one step of undo and selects what it made. */

/* Behind @after (NULL: last). */
CairnElement *cairn_command_add_lane (CairnHistory *history,
                                      CairnElement *swimlane,
                                      CairnElement *after,
                                      const char *name);
CairnElement *cairn_command_add_stage (CairnHistory *history,
                                       CairnElement *swimlane,
                                       CairnElement *after,
                                       const char *name);

/* The same in front of all others; @kind: LANE, STAGE. */
CairnElement *cairn_command_add_first_band (CairnHistory *history,
                                            CairnElement *swimlane,
                                            CairnKind kind,
                                            const char *name);

/* Moves a lane or stage, with all that stands in it, in front of @before (NULL: last). */
void cairn_command_move_band (CairnHistory *history, CairnElement *band, CairnElement *before);

/* Moves it by one place; FALSE at the end. A run of these is one step of undo. */
gboolean cairn_command_shift_band (CairnHistory *history, CairnElement *band, int by);

G_END_DECLS
