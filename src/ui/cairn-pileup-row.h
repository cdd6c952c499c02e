/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

G_BEGIN_DECLS

/* One stage in the list of pile-ups. Emits "changed" when what it says is to be shown. */
#define CAIRN_TYPE_PILEUP_ROW (cairn_pileup_row_get_type ())
G_DECLARE_FINAL_TYPE (CairnPileupRow, cairn_pileup_row, CAIRN, PILEUP_ROW, GObject)

CairnPileupRow *cairn_pileup_row_new (CairnElement *stage);

/* @cell belongs to @snapshot; NULL: no visit was ever seen there. @trend_top: the largest value of
 * all trends in the list. @snapshot is NULL as long as nothing is known. */
void cairn_pileup_row_set_cell (CairnPileupRow *self,
                                CairnSnapshot *snapshot,
                                const CairnCell *cell,
                                double trend_top);
/* Emits "changed": other figures, or other words for the same. */
void cairn_pileup_row_show (CairnPileupRow *self);

CairnElement *cairn_pileup_row_get_stage (CairnPileupRow *self);
CairnSnapshot *cairn_pileup_row_get_snapshot (CairnPileupRow *self);
const CairnCell *cairn_pileup_row_get_cell (CairnPileupRow *self); /* NULL: see above */
double cairn_pileup_row_get_trend_top (CairnPileupRow *self);

G_END_DECLS
