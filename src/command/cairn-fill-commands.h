/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "history/cairn-history.h"

G_BEGIN_DECLS

/* Filling in a SIPOC in its order (cairn-fill-order.h). A new item is linked with the one beside it
 * that was filled in before: an output with its process step, a supplier with its input. Each
 * function is one step of undo and selects what it returns; @made says whether that is new. */

/* The next of the chain of @item: the one that is there already, or a new one. After the last
 * column: a new row, in the first column. */
CairnElement *cairn_command_fill_next (CairnHistory *history, CairnElement *item, gboolean *made);

/* The one before in the chain of @item; NULL if there is none. Changes nothing. */
CairnElement *cairn_command_fill_previous (CairnElement *item);

/* Another one in the column of @item: for the next of the column beside that has none yet, else for
 * the same as @item. */
CairnElement *cairn_command_fill_another (CairnHistory *history, CairnElement *item);

/* The first item in the column after @column, for what has none yet: @column is done. NULL after
 * the last column. */
CairnElement *
cairn_command_fill_column_after (CairnHistory *history, CairnElement *sipoc, guint column);

/* An item in the first column of the order. */
CairnElement *cairn_command_fill_first (CairnHistory *history, CairnElement *sipoc);

/* @item is new and was given @title. Where its column has one of that name already, @item goes and
 * its links lead to that one, which is returned; else @item is renamed. */
CairnElement *
cairn_command_fill_name (CairnHistory *history, CairnElement *item, const char *title);

G_END_DECLS
