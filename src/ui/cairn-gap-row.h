/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"
#include "insight/cairn-gap.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A stage in the gap table: what is wanted, what is, the gap, why, what is done, and what came of
 * it. */

#define CAIRN_TYPE_GAP_ROW (cairn_gap_row_get_type ())
G_DECLARE_FINAL_TYPE (CairnGapRow, cairn_gap_row, CAIRN, GAP_ROW, GtkListBoxRow)

GtkWidget *cairn_gap_row_new (CairnEditor *editor, CairnElement *stage);
CairnElement *cairn_gap_row_get_stage (CairnGapRow *self);
void cairn_gap_row_show (CairnGapRow *self, const CairnGap *gap, CairnSnapshot *snapshot);

/* What stands above the rows. */
GtkWidget *cairn_gap_row_new_heading (void);

G_END_DECLS
