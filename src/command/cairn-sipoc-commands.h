/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* Filling in a SIPOC. Each function is one step of undo and selects what it made. Links are made by
 * cairn_command_connect(). */

/* An item in @column, in front of @before (NULL: last); @column CAIRN_N_COLUMNS makes a
 * requirement. */
CairnElement *cairn_command_add_item (CairnHistory *history,
                                      CairnElement *sipoc,
                                      guint column,
                                      CairnElement *before,
                                      const char *title);

/* An item in the next column to the right (or left, @by -1), linked with @item; NULL beyond the
 * edge. */
CairnElement *cairn_command_add_linked_item (CairnHistory *history, CairnElement *item, int by);

/* Another one in the same column, behind @item. */
CairnElement *cairn_command_add_item_below (CairnHistory *history, CairnElement *item);

/* Moves an item to @column (0 … CAIRN_N_COLUMNS - 1), in front of @before (NULL: last). Links that
 * would then lead backwards are taken away with it. A requirement only changes its order. */
void cairn_command_move_item (CairnHistory *history,
                              CairnElement *item,
                              guint column,
                              CairnElement *before);

/* One place up (-1) or down (+1) within its column; FALSE at the end. A run is one step of undo. */
gboolean cairn_command_reorder_item (CairnHistory *history, CairnElement *item, int by);

/* The column of an item; CAIRN_N_COLUMNS for a requirement. */
guint cairn_command_column_of (const CairnElement *item);

G_END_DECLS
