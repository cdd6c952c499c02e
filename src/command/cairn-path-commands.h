/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* Happy paths through a swimlane: each takes some of its flows. The first is the main path. */

#define CAIRN_MAX_PATHS 5

/* The flows among @elements and those between the steps among them, in the document's order.
 * Borrowed elements; the array is the caller's. */
GPtrArray *cairn_command_dup_flows_of (CairnElement *swimlane, GPtrArray *elements);

/* A path that takes @flows (may be empty or NULL), last of all, and selects it. NULL, with the
 * reason in @why, if there are CAIRN_MAX_PATHS already. */
CairnElement *cairn_command_add_path (CairnHistory *history,
                                      CairnElement *swimlane,
                                      GPtrArray *flows,
                                      const char *name,
                                      const char **why);

/* Takes @flows out of @path if all are in it, else puts in those that are not. */
void cairn_command_toggle_in_path (CairnHistory *history, CairnElement *path, GPtrArray *flows);

/* Moves @path one place up (-1) or down (+1) among the paths; FALSE at the end. */
gboolean cairn_command_shift_path (CairnHistory *history, CairnElement *path, int by);

gboolean cairn_command_path_takes (CairnElement *path, CairnElement *flow);

G_END_DECLS
