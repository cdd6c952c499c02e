/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "command/cairn-text-table.h"
#include "history/cairn-history.h"

G_BEGIN_DECLS

/* Makes steps (or items of a SIPOC) of the cells of @table, in one step of undo, and selects them.
 *
 * One column: each line is a step, joined by flows, behind the step @at, in the lane or stage @at,
 * or else in the first ones (@at NULL). A line "Sales:" and what begins with "Sales: " goes to the
 * lane of that name; list signs in front are taken away.
 *
 * Several columns: columns are stages. The first row names them if most of it are names of stages
 * here, or if the map has no steps yet; stages that are not there are made. Otherwise columns begin
 * at the stage of @at. The first column names the lanes if all that stands in it are names of lanes
 * here, or if the row of stages leaves its corner empty. Steps of one lane follow each other stage
 * by stage.
 *
 * Returns how many it has made. */
guint cairn_command_paste_table (CairnHistory *history,
                                 CairnElement *diagram,
                                 CairnElement *at,
                                 const CairnTextTable *table);

G_END_DECLS
