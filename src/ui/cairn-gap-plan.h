/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"
#include "insight/cairn-gap.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What is being done about a stage, in a row of the gap table: every action with who does it and by
 * when, to be changed where it stands, the playbooks at work, and ways to add an action. */
#define CAIRN_TYPE_GAP_PLAN (cairn_gap_plan_get_type ())
G_DECLARE_FINAL_TYPE (CairnGapPlan, cairn_gap_plan, CAIRN, GAP_PLAN, GtkWidget)

GtkWidget *cairn_gap_plan_new (CairnEditor *editor);
void cairn_gap_plan_show (CairnGapPlan *self, const CairnGap *gap);

/* Takes an action or a change off the plan, once its own field has done with what was typed. */
void cairn_gap_plan_remove_later (CairnEditor *editor, CairnElement *element);

G_END_DECLS
