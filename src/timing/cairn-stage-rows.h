/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-survival.h"
#include "timing/cairn-visit-store.h"
#include "timing/cairn-working-time.h"

G_BEGIN_DECLS

/* The rows (start, stop, event] that the visits of one stage give in a window (from, to]:
 *   start = max (0, from - entered), stop = min (left, to) - entered, event = from < left <= to,
 *   of the visits with entered <= to and left > from;
 * and the curves of all of its cells, and of all its visits together, in one sweep over them.
 * The room is used again and again; all zero at first. */

typedef struct _CairnCellRows CairnCellRows;

typedef struct
{
  gint64 from, to, until;
  const CairnWorkingTime *clock;
  guint n_cells;
  CairnAges exits;
  CairnAges others;
  CairnAges swap;
  CairnCellRows *cells; /* one more than the stage has, the last one for all */
  CairnSurvival *curves;
  guint n_allocated;
} CairnStageRows;

/* @until: the age up to which the curves are wanted (CAIRN_AGE_MAX: all, as it must be with a
 * clock).
 * @clock: what ages are counted in; NULL: the calendar. */
void cairn_stage_rows_begin (CairnStageRows *self,
                             guint n_cells,
                             gint64 from,
                             gint64 to,
                             gint64 until,
                             const CairnWorkingTime *clock);

/* @cell: its place in the stage. The visits must stay as they are until all is finished. */
void cairn_stage_rows_add (CairnStageRows *self, guint cell, const CairnCellVisits *visits);

/* Returns the curves of the cells and, as the last one, of all; borrowed until the next begin. */
const CairnSurvival *cairn_stage_rows_finish (CairnStageRows *self);

/* Bytes held. */
gsize cairn_stage_rows_get_size (const CairnStageRows *self);

void cairn_stage_rows_clear (CairnStageRows *self);

G_END_DECLS
