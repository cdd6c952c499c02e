/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-element.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* One row of the outline: an element, or a heading without one ("Lanes"). The same lane may stand
 * in several places of the tree, each with a node of its own. */
#define CAIRN_TYPE_OUTLINE_NODE (cairn_outline_node_get_type ())
G_DECLARE_FINAL_TYPE (CairnOutlineNode, cairn_outline_node, CAIRN, OUTLINE_NODE, GObject)

/* What tells one node from its siblings: either an element or a heading, which is a static,
 * translatable string. */
typedef struct
{
  CairnElement *element;
  const char *heading;
  gboolean branch; /* may have nodes below it */
} CairnOutlineKey;

CairnOutlineNode *cairn_outline_node_new (const CairnOutlineKey *key, CairnOutlineNode *parent);

CairnElement *cairn_outline_node_get_element (CairnOutlineNode *self); /* NULL: a heading */
const char *cairn_outline_node_get_heading (CairnOutlineNode *self);
CairnOutlineNode *cairn_outline_node_get_parent (CairnOutlineNode *self); /* NULL: top level */
GListStore *cairn_outline_node_get_children (CairnOutlineNode *self);     /* NULL: a leaf */

/* Makes @keys (an array of CairnOutlineKey) the children, keeping the nodes that stay and telling
 * the list only about the stretch that differs. O(children). */
void cairn_outline_node_set_children (CairnOutlineNode *self, GArray *keys);

G_END_DECLS
