/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-engine-private.h"
#include "timing/cairn-period.h"

G_BEGIN_DECLS

/* Appends to @cells all figures of the cells of @stage, and of all of them together (segment NULL),
 * as far as they hold visits; only the latter unless @with_segments. What can only be told among
 * the cells of other stages too (rank, growth) is left open. Strings are borrowed from @engine,
 * which must be settled and is only read: several threads may do this, each in a room of its own.
 */
void cairn_stage_figures_compute (CairnFigureRoom *room,
                                  const CairnEngine *engine,
                                  const CairnEngineStage *stage,
                                  const CairnPeriod *period,
                                  gboolean with_segments,
                                  GArray *cells);

void cairn_figure_room_clear (CairnFigureRoom *room);

G_END_DECLS
