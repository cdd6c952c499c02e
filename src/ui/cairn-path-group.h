/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The happy paths of the swimlane shown: to select, pick flows for, reorder and delete; while flows
 * are selected, switches that put them on a path. */
#define CAIRN_TYPE_PATH_GROUP (cairn_path_group_get_type ())
G_DECLARE_FINAL_TYPE (CairnPathGroup, cairn_path_group, CAIRN, PATH_GROUP, AdwPreferencesGroup)

/* @selected: of CairnElement, what is selected; NULL hides the group. */
void cairn_path_group_show (CairnPathGroup *self, CairnEditor *editor, GPtrArray *selected);

G_END_DECLS
