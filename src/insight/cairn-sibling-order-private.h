/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-element.h"

G_BEGIN_DECLS

#define CAIRN_SIBLING_NEW G_MAXUINT

/* One child of a parent, as it stands in journey B. */
typedef struct
{
  CairnElement *element;
  guint index;            /* among the children in B */
  guint before;           /* among the children in A; CAIRN_SIBLING_NEW: it did not stand here */
  gboolean moved;         /* set: it is not where it was among those beside it */
  CairnElement *previous; /* set: the one beside it, in front of it; NULL: it is the first */
} CairnSibling;

/* Finds the fewest children that must have moved for those of the same group (steps of one cell,
 * items of one column, diagrams, tasks …) to stand as they do: all but a longest common
 * subsequence. Sorts @siblings by group, then by place in B. n log n. */
void cairn_sibling_order_mark (GArray *siblings);

G_END_DECLS
