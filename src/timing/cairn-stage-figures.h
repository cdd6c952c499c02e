/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-engine-private.h"
#include "timing/cairn-period.h"

G_BEGIN_DECLS

/* Whether the figures of a stage are carried on from those of a look before. */
typedef enum
{
  CAIRN_CARRY_NOT,
  CAIRN_CARRY_BEGIN, /* count anew, for the next look to carry on from */
  CAIRN_CARRY_ON,    /* if that can be; else as CAIRN_CARRY_BEGIN */
} CairnCarry;

/* Appends to @cells all figures of the cells of @stage, and of all of them together (segment NULL),
 * as far as they hold visits; only the latter unless @with_segments. What can only be told among
 * the cells of other stages too (rank, growth) is left open. Strings are borrowed from @engine,
 * which must be settled and is only read, but for what the stage carries on: several threads may do
 * this, each in a room of its own and with other stages. @window_border: cairn-running-stage.h. */
void cairn_stage_figures_compute (CairnFigureRoom *room,
                                  const CairnEngine *engine,
                                  CairnEngineStage *stage,
                                  const CairnPeriod *period,
                                  gboolean with_segments,
                                  CairnCarry carry,
                                  int window_border,
                                  GArray *cells);

void cairn_figure_room_clear (CairnFigureRoom *room);

/* Only what is needed for counting anew. */
void cairn_figure_room_clear_rows (CairnFigureRoom *room);

G_END_DECLS
