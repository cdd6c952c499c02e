/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"
#include "ui/cairn-name-row.h"

G_BEGIN_DECLS

/* What the lists of the sidebar have in common: rows of a GtkListBox that stand for elements, are
 * made anew only if the elements differ, are renamed in place and have a context menu. */

/* Makes the rows of @box stand for @elements in that order, keeping them if they do so already;
 * TRUE if they were made anew. Each holds a CairnNameRow. */
gboolean cairn_row_list_set_elements (GtkListBox *box, GPtrArray *elements);

const char *cairn_row_list_get_id (GtkListBoxRow *row);
CairnNameRow *cairn_row_list_get_name_row (GtkListBoxRow *row);
/* NULL: no row stands for @id. */
GtkListBoxRow *cairn_row_list_find (GtkListBox *box, const char *id);

/* The row that has, or holds, the keyboard focus; NULL if none. */
GtkListBoxRow *cairn_row_list_get_focused (GtkListBox *box);

/* Renames the element of @row in place. */
void cairn_row_list_edit (CairnEditor *editor, GtkListBoxRow *row, CairnElement *element);

/* Deletes @element and says so, with the way back. */
void cairn_row_list_delete (CairnEditor *editor, CairnElement *element);

/* Makes F2 and Delete do @rename_action and @delete_action, and the menu key, Shift+F10, a right
 * click and a long press show @menu at the row; the row is focused before. */
void cairn_row_list_add_controls (GtkListBox *box,
                                  GMenuModel *menu,
                                  const char *rename_action,
                                  const char *delete_action);

G_END_DECLS
