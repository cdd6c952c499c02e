/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many lines run through each place of a grid, for choosing ways among those that lie already.
 * Places are levels on both axes (cairn-grid-ways.c). Private to the room. */
typedef struct
{
  guint n_x, n_y;
  /* By the direction in which a plane is contiguous (0: sideways, 1: upright), then by that of the
   * lines counted. Everything is there twice so that asking is fast both ways. */
  guint8 *planes[2][2];
  guint8 *data; /* NULL: the grid is too large to count */
} CairnGridTraffic;

void cairn_grid_traffic_init (CairnGridTraffic *self, guint n_x, guint n_y);
void cairn_grid_traffic_clear (CairnGridTraffic *self);

/* A line at level @at runs between the levels @from and @to; @by is 1, or -1 to take it away. */
void cairn_grid_traffic_add (
  CairnGridTraffic *self, gboolean vertical, guint at, guint from, guint to, int by);

/* How many lines such a line would cross, and beside how many, level by level, it would run. */
void cairn_grid_traffic_count (const CairnGridTraffic *self,
                               gboolean vertical,
                               guint at,
                               guint from,
                               guint to,
                               guint *n_crossed,
                               guint *n_company);

G_END_DECLS
