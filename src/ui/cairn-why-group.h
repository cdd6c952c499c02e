/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Why customers pile up in a stage, what is to be done about it, and whether what was changed has
 * helped. */
#define CAIRN_TYPE_WHY_GROUP (cairn_why_group_get_type ())
G_DECLARE_FINAL_TYPE (CairnWhyGroup, cairn_why_group, CAIRN, WHY_GROUP, AdwPreferencesGroup)

/* @stage: NULL hides the group, and so does anything but a stage of a swimlane. */
void cairn_why_group_show (CairnWhyGroup *self, CairnEditor *editor, CairnElement *stage);

G_END_DECLS
