/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "layout/cairn-grid.h"
#include "layout/cairn-layout-private.h"

G_BEGIN_DECLS

/* How much room headers take, on the grid's axes: teams and lanes before the first stage, stages
 * and their timings before the first lane. 0: none of them are there. */
typedef struct
{
  double left, top; /* where they begin */
  double team, lane;
  double stage, timing;   /* gaps included */
  CairnTextBlock **teams; /* of the lane that is the first of its team; NULL for others */
} CairnSwimlaneFrame;

/* After cairn_grid_size_bands(). */
void cairn_swimlane_frame_init (CairnSwimlaneFrame *self, CairnGrid *grid, double left, double top);
void cairn_swimlane_frame_clear (CairnSwimlaneFrame *self, const CairnGrid *grid);

/* The same rectangle for the reader: with its sides swapped in a vertical map. */
CairnRect cairn_swimlane_turn (const CairnGrid *grid, CairnRect rect);

void cairn_swimlane_add_lanes (CairnLayout *self,
                               const CairnGrid *grid,
                               const CairnSwimlaneFrame *frame);
void cairn_swimlane_add_stages (CairnLayout *self,
                                const CairnGrid *grid,
                                const CairnSwimlaneFrame *frame);

G_END_DECLS
