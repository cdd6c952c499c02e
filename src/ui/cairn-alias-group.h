/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The names by which data calls a stage or a segment, one a line. */
#define CAIRN_TYPE_ALIAS_GROUP (cairn_alias_group_get_type ())
G_DECLARE_FINAL_TYPE (CairnAliasGroup, cairn_alias_group, CAIRN, ALIAS_GROUP, AdwPreferencesGroup)

/* @element NULL hides the group. */
void cairn_alias_group_show (CairnAliasGroup *self, CairnEditor *editor, CairnElement *element);

G_END_DECLS
