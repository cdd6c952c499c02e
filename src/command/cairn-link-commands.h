/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* A new swimlane in the segment of @step, called as the step is and with the lanes of its map, into
 * which the step then leads. One step of undo. */
CairnElement *cairn_command_add_detail (CairnHistory *history, CairnElement *step);

G_END_DECLS
