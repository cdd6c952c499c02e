/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The rows of the outline, with the journey's own selection as their selection: there is nothing to
 * keep in step, because there is only one. */
#define CAIRN_TYPE_OUTLINE_SELECTION (cairn_outline_selection_get_type ())
G_DECLARE_FINAL_TYPE (
  CairnOutlineSelection, cairn_outline_selection, CAIRN, OUTLINE_SELECTION, GObject)

/* @rows: of GtkTreeListRow of CairnOutlineNode. */
CairnOutlineSelection *cairn_outline_selection_new (GListModel *rows);

/* @editor may be NULL: nothing is or can be selected. */
void cairn_outline_selection_set_editor (CairnOutlineSelection *self, CairnEditor *editor);

/* The element in the row at @position; NULL for headings and beyond the end. */
CairnElement *cairn_outline_selection_get_element (CairnOutlineSelection *self, guint position);

/* Whether the selection changes at the list's own wish just now, not at somebody else's. */
gboolean cairn_outline_selection_get_changing (CairnOutlineSelection *self);

G_END_DECLS
