/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What comes before and after a step (or a SIPOC item): each flow as a row that selects it. So a
 * flow can be reached without a pointer. */
#define CAIRN_TYPE_FLOW_GROUP (cairn_flow_group_get_type ())
G_DECLARE_FINAL_TYPE (CairnFlowGroup, cairn_flow_group, CAIRN, FLOW_GROUP, AdwPreferencesGroup)

/* @element NULL hides the group; so does one without flows. */
void cairn_flow_group_show (CairnFlowGroup *self, CairnEditor *editor, CairnElement *element);

G_END_DECLS
