/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-stage-study.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What flows through a stage: what becomes of those who enter, how they leave, waiting and working,
 * the way to the next stages, balance, and what is ahead. */
#define CAIRN_TYPE_STAGE_FLOW (cairn_stage_flow_get_type ())
G_DECLARE_FINAL_TYPE (CairnStageFlow, cairn_stage_flow, CAIRN, STAGE_FLOW, GtkWidget)

GtkWidget *cairn_stage_flow_new (void);
void cairn_stage_flow_set_study (CairnStageFlow *self, CairnStageStudy *study);

/* All of it as CSV: figure, value, unit, n; and @only, the filter, if there is one. Owned by the
 * caller. */
char *cairn_stage_flow_dup_csv (CairnStageFlow *self, const char *only);

G_END_DECLS
