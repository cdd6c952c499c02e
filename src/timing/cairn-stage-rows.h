/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-survival.h"
#include "timing/cairn-visit-store.h"

G_BEGIN_DECLS

/* The rows (start, stop, event] that the visits of one stage give in a window (@from, @to], for all
 * its cells at once and each apart:
 *   start = max (0, from - entered), stop = min (left, to) - entered, event = from < left <= to,
 *   of the visits with entered <= to and left > from.
 * Visits in order of leaving make the events one stretch of them; open visits in order of entering
 * are in order of age already; so only the ages of the events are sorted anew, and of those who
 * were inside at @from and have left since. Scratch space that is used again and again. */
typedef struct
{
  CairnAges exits;
  CairnAges stays;
  CairnAges entries;
  CairnAges cell_exits; /* the same by cell */
  CairnAges cell_stays;
  CairnAges cell_entries;
  gsize *offsets; /* of the cells in these: three times n_cells + 1 */
  gsize *from_birth;
  guint n_cells;

  CairnAges closed; /* scratch */
  CairnAges open;
  CairnAges swap;
} CairnStageRows;

/* @locals: the place of each cell number among the @n_cells cells of this stage. Rows ending after
 * age @until are kept without their end: enough for a curve up to there. */
void cairn_stage_rows_collect (CairnStageRows *self,
                               const CairnVisitStore *closed,
                               const CairnVisitStore *open,
                               const guint16 *locals,
                               guint n_cells,
                               gint64 from,
                               gint64 to,
                               gint64 until);

/* Borrowed until the next collect. */
CairnRisk cairn_stage_rows_get_all (const CairnStageRows *self);
CairnRisk cairn_stage_rows_get_cell (const CairnStageRows *self, guint local);

void cairn_stage_rows_clear (CairnStageRows *self);

G_END_DECLS
