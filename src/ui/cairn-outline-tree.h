/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"
#include "ui/cairn-outline-node.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One diagram as a tree of rows. A swimlane: its lanes, then stage by stage the lanes with their
 * steps; a SIPOC: its columns with their items. */
#define CAIRN_TYPE_OUTLINE_TREE (cairn_outline_tree_get_type ())
G_DECLARE_FINAL_TYPE (CairnOutlineTree, cairn_outline_tree, CAIRN, OUTLINE_TREE, GObject)

CairnOutlineTree *cairn_outline_tree_new (void);

/* Makes the tree show @diagram (NULL: nothing) as it is now; only what differs is told to the list.
 * O(elements), and no widget is touched. */
void
cairn_outline_tree_show (CairnOutlineTree *self, CairnDocument *document, CairnElement *diagram);

/* The rows, of GtkTreeListRow of CairnOutlineNode. Borrowed. */
GtkTreeListModel *cairn_outline_tree_get_rows (CairnOutlineTree *self);

/* Opens what holds @element and returns the place of its row; GTK_INVALID_LIST_POSITION if it has
 * none. */
guint cairn_outline_tree_reveal (CairnOutlineTree *self, CairnElement *element);

/* Whether @element, a step or an item, stands in the tree where the document has it, so that no row
 * need come or go for it. FALSE for anything else. O(1). */
gboolean cairn_outline_tree_is_in_place (CairnOutlineTree *self,
                                         CairnDocument *document,
                                         CairnElement *element);

G_END_DECLS
