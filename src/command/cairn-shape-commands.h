/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"
#include "model/cairn-schema.h"

G_BEGIN_DECLS

/* The shape of a swimlane: which way round it is, teams of lanes, what is collapsed, how large
 * lanes and stages are. Each function is one step of undo. */

/* Turns a horizontal map into a vertical one, or back. */
void cairn_command_turn (CairnHistory *history, CairnElement *swimlane);

/* Collapses or expands all lanes and stages among @bands; FALSE, changing nothing, if all of them
 * are so already. */
gboolean cairn_command_set_collapsed (CairnHistory *history, GPtrArray *bands, gboolean collapsed);

/* Lets @band be at least @size large (a lane high, a stage wide; in a vertical map the other way
 * round); 0: as large as it must be. A run of these on one band is one step of undo. */
void cairn_command_set_size (CairnHistory *history, CairnElement *band, guint size);

/* Makes @lanes a team of that name, or, with the lanes that have it already, a larger one; "":
 * takes them out of their teams. Lanes of one team stand together, so some may move. */
void cairn_command_set_team (CairnHistory *history, GPtrArray *lanes, const char *team);

/* Gives the team of @lane another name; nothing if it is of none. */
void cairn_command_rename_team (CairnHistory *history, CairnElement *lane, const char *team);

/* Moves the team of @lane, with all its lanes, in front of @before (NULL: last), or in front of
 * the whole team that @before is of. */
void cairn_command_move_team (CairnHistory *history, CairnElement *lane, CairnElement *before);

/* Moves it past the lane or team next to it (@by: -1 or 1); FALSE at the end. A run is one step of
 * undo. */
gboolean cairn_command_shift_team (CairnHistory *history, CairnElement *lane, int by);

/* The neighbours of @lane that are of the same team, itself included, in their order; only itself
 * if it is of none. Borrowed elements; the array is the caller's. */
GPtrArray *cairn_command_dup_team (CairnElement *lane);

G_END_DECLS
