/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Which customers belong to a segment, whatever the data say: its rule, and how many it takes now.
 */
#define CAIRN_TYPE_RULE_GROUP (cairn_rule_group_get_type ())
G_DECLARE_FINAL_TYPE (CairnRuleGroup, cairn_rule_group, CAIRN, RULE_GROUP, AdwPreferencesGroup)

/* @segment NULL: nothing to show. */
void cairn_rule_group_show (CairnRuleGroup *self, CairnEditor *editor, CairnElement *segment);

G_END_DECLS
