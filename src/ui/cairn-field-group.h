/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The properties of one or several elements, one row each, as the schema lists them. */
#define CAIRN_TYPE_FIELD_GROUP (cairn_field_group_get_type ())
G_DECLARE_FINAL_TYPE (CairnFieldGroup, cairn_field_group, CAIRN, FIELD_GROUP, AdwPreferencesGroup)

/* Shows @elements (of CairnElement), several of them with what they have in common; NULL or an
 * empty array hides the group. Cheap if nothing differs, so it may be called on every change. */
void cairn_field_group_show (CairnFieldGroup *self, CairnEditor *editor, GPtrArray *elements);

/* The same for one element; NULL hides the group. */
void cairn_field_group_show_one (CairnFieldGroup *self, CairnEditor *editor, CairnElement *element);

/* From now on it shows the marks on steps and how customers feel, and nothing else. */
void cairn_field_group_show_marks (CairnFieldGroup *self);

G_END_DECLS
