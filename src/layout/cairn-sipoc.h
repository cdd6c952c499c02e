/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "layout/cairn-layout.h"

G_BEGIN_DECLS

/* A SIPOC while it is being laid out. Private to the room. */

#define CAIRN_SIPOC_COLUMNS (CAIRN_N_COLUMNS + 1) /* the last: requirements */
#define CAIRN_SIPOC_ROW_GAP 16.0

typedef struct
{
  CairnElement *element;
  CairnTextBlock *text, *detail;
  guint column;
  double height;
  double y; /* of its middle */
} CairnSipocItem;

typedef struct
{
  CairnElement *element;
  guint from, to;                /* items */
  double y[CAIRN_SIPOC_COLUMNS]; /* where it crosses the columns between its ends */
} CairnSipocLink;

typedef struct
{
  GArray *items; /* of CairnSipocItem, in the document's order */
  GArray *links; /* of CairnSipocLink */
} CairnSipoc;

/* The signs of what an item is (inside or outside, a person or a system) stand in a row at its top
 * right; their room is kept free of text. */
#define CAIRN_SIPOC_MARK 15.0
double cairn_sipoc_mark_room (const CairnElement *item);

/* "≥ 95 %  of accounts": its metric, direction, target and unit. Owned by the caller. */
char *cairn_sipoc_dup_requirement_detail (CairnElement *requirement);

/* How much height the line with a figure from the data takes in the box of @element: a requirement
 * that names a stage and a figure, or a process step that is the same as a stage. 0: it has none.
 * With or without timings, so that no box moves when they come. */
double cairn_sipoc_figure_room (CairnDocument *document, CairnElement *element);

/* Finds every y, from @top down. */
void cairn_sipoc_place (CairnSipoc *self, double top);

G_END_DECLS
