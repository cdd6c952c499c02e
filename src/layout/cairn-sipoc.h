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

/* Finds every y, from @top down. */
void cairn_sipoc_place (CairnSipoc *self, double top);

G_END_DECLS
