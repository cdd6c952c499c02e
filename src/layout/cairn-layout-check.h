/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "layout/cairn-layout.h"

G_BEGIN_DECLS

/* What is wrong with a layout, counted. All but the last three are 0 in every layout this room
 * makes; `fault` says in words where the first one is (elements by id, not translated). */
typedef struct
{
  guint box_overlaps; /* two things share area, or stand less than 8 apart */
  guint box_hits; /* a route runs through or nearer than 7.5 to a thing it does not belong to, or
                     back through one of its own */
  guint route_overlaps; /* pieces of two routes run on the same line, or less than 5 apart */
  guint label_hits;     /* a label touches a thing, another label or another route */
  guint text_overflows; /* text reaches out of its box or into the row of badges */
  guint loose_ends;     /* a route does not end on the outline of its element, or is not made of
                           horizontal and vertical pieces in turn */
  guint missing;        /* an element of the diagram that could be drawn has no box or no route */
  guint bends;
  guint crossings;
  guint connectors;
  char *fault; /* NULL: none */
} CairnLayoutCheck;

void cairn_layout_check (CairnLayout *layout, CairnLayoutCheck *result);
void cairn_layout_check_clear (CairnLayoutCheck *result);

/* Whether all that has to be 0 is. */
gboolean cairn_layout_check_is_clean (const CairnLayoutCheck *result);

G_END_DECLS
