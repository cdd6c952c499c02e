/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"
#include "insight/cairn-gap.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What was changed about a stage and whether it worked, in a row of the gap table: what and since
 * when can be changed where it stands, and another change can be marked. */
#define CAIRN_TYPE_GAP_EFFECTS (cairn_gap_effects_get_type ())
G_DECLARE_FINAL_TYPE (CairnGapEffects, cairn_gap_effects, CAIRN, GAP_EFFECTS, GtkWidget)

GtkWidget *cairn_gap_effects_new (CairnEditor *editor);
void cairn_gap_effects_show (CairnGapEffects *self, const CairnGap *gap);

G_END_DECLS
