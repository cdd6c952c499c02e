/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-crossings.h"
#include "timing/cairn-period.h"
#include "timing/cairn-risk-curve.h"
#include "timing/cairn-stage-rows.h"
#include "timing/cairn-tally.h"

G_BEGIN_DECLS

/* The counts and curves of one stage, carried on from one "now" to the next a few seconds later
 * instead of counted anew, with what has changed meanwhile. Every figure comes out the same to the
 * last bit. Where it cannot be carried on (the clock was set back, old visits were edited, a window
 * of its own) it says so, and all is counted anew. */
typedef struct _CairnRunningStage CairnRunningStage;

typedef enum
{
  CAIRN_RUNNING_DWELL,
  CAIRN_RUNNING_GROWTH,
  CAIRN_N_RUNNING,
} CairnRunningKind;

/* Where the curves of one stage at a time are looked at and looked ahead; zero at first. */
typedef struct
{
  CairnCrossingRoom crossings;
  CairnRiskCurve curve;
} CairnRunningRoom;

void cairn_running_room_clear (CairnRunningRoom *self);

/* @number: among the stages, which take turns with what is not to be done every second. */
CairnRunningStage *cairn_running_stage_new (guint number);
void cairn_running_stage_free (CairnRunningStage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnRunningStage, cairn_running_stage_free)

/* A cell of the stage: what it holds, and its target. */
typedef struct
{
  const CairnCellVisits *visits;
  gint64 target;
} CairnRunningInput;

/* From now on as they have just been counted at @period->now: @tallies and the curves of @dwell and
 * @growth, one more than there are @cells. @window_border: how many weeks before now the window
 * begins; -1: it does not move. May find that this stage cannot be carried on. */
void cairn_running_stage_set (CairnRunningStage *self,
                              CairnRunningRoom *room,
                              const CairnPeriod *period,
                              int window_border,
                              const CairnRunningInput *cells,
                              guint n_cells,
                              const CairnSurvival *dwell,
                              const CairnSurvival *growth);

/* The visits of a cell are about to be settled: notes what will change. */
void cairn_running_stage_note (CairnRunningStage *self, guint cell, const CairnCellVisits *visits);

/* The visits are others than before. */
void cairn_running_stage_forget (CairnRunningStage *self);

/* Whether it can be carried on to @period->now, with all that has been noted: if so, it has been.
 * Everything must be settled. */
gboolean cairn_running_stage_advance (CairnRunningStage *self,
                                      CairnRunningRoom *room,
                                      const CairnPeriod *period,
                                      const CairnRunningInput *cells,
                                      guint n_cells);

gboolean cairn_running_stage_stands (const CairnRunningStage *self);

/* Not worth trying again before this moment. */
gboolean cairn_running_stage_is_due (const CairnRunningStage *self, gint64 now);

/* What has been counted of a cell by weeks. */
void cairn_running_stage_tell (const CairnRunningStage *self, guint cell, CairnTally *tally);

/* @cell: as above; the number of cells for all of them together. Settled. */
const CairnRiskTable *
cairn_running_stage_get_table (const CairnRunningStage *self, CairnRunningKind kind, guint cell);

G_END_DECLS
