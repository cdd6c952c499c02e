/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* How often a step is done with customers in its stage, whom it reaches, and how long that takes.
 */
#define CAIRN_TYPE_TOUCHPOINT_GROUP (cairn_touchpoint_group_get_type ())
G_DECLARE_FINAL_TYPE (
  CairnTouchpointGroup, cairn_touchpoint_group, CAIRN, TOUCHPOINT_GROUP, AdwPreferencesGroup)

/* @step NULL, or the data name no touchpoints: nothing is shown. */
void
cairn_touchpoint_group_show (CairnTouchpointGroup *self, CairnEditor *editor, CairnElement *step);

G_END_DECLS
