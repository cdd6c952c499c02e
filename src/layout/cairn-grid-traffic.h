/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How many lines run through each place of a grid, for choosing ways among those that lie already.
 * Places are levels on both axes (cairn-grid-ways.c). Private to the room. */
typedef struct
{
  guint n_x, n_y;
  /* For every place two bytes: the number of lines that run sideways through it, and of those that
   * run upright. All that is there twice, row by row and column by column, so that asking is fast
   * both ways. */
  guint8 *planes[2];
  guint8 *data; /* NULL: the grid is too large to count */
} CairnGridTraffic;

void cairn_grid_traffic_init (CairnGridTraffic *self, guint n_x, guint n_y);
void cairn_grid_traffic_clear (CairnGridTraffic *self);

/* A line at level @at runs between the levels @from and @to, or no longer does. */
void
cairn_grid_traffic_add (CairnGridTraffic *self, gboolean vertical, guint at, guint from, guint to);
void cairn_grid_traffic_remove (
  CairnGridTraffic *self, gboolean vertical, guint at, guint from, guint to);

/* The counts of lines across (@crossed) and along (@company) the @n levels from @low on, of a line
 * at level @at. Only where there is data. */
void cairn_grid_traffic_sum (const CairnGridTraffic *self,
                             gboolean vertical,
                             guint at,
                             guint low,
                             guint n,
                             guint *n_crossed,
                             guint *n_company);

/* How many lines a line between the levels @from and @to would cross, and beside how many, level by
 * level, it would run. */
static inline void
cairn_grid_traffic_count (const CairnGridTraffic *self,
                          gboolean vertical,
                          guint at,
                          guint from,
                          guint to,
                          guint *n_crossed,
                          guint *n_company)
{
  guint low = MIN (from, to) + 1, high = MAX (from, to);

  *n_crossed = *n_company = 0;
  if (low < high && self->data != NULL)
    cairn_grid_traffic_sum (self, vertical, at, low, high - low, n_crossed, n_company);
}

G_END_DECLS
