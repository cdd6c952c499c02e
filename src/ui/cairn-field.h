/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One property of one or several elements as a row of a preferences group. What is typed becomes a
 * change of the journey at once; what is no value of the property changes nothing and is answered
 * by a sentence below the row. */
#define CAIRN_TYPE_FIELD (cairn_field_get_type ())
G_DECLARE_FINAL_TYPE (CairnField, cairn_field, CAIRN, FIELD, GObject)

/* @spec says what kind of row it is; it outlives everything. */
CairnField *cairn_field_new (CairnEditor *editor, const CairnPropSpec *spec);

/* Puts the row into @group. */
void cairn_field_add_to (CairnField *self, AdwPreferencesGroup *group);
void cairn_field_remove_from (CairnField *self, AdwPreferencesGroup *group);
/* As a row of an expander. */
void cairn_field_add_to_expander (CairnField *self, AdwExpanderRow *expander);

/* Whose property it is: of CairnElement, all with the property; at least one. Shows their value, or
 * that they differ. */
void cairn_field_set_elements (CairnField *self, GPtrArray *elements);

/* Shows what the journey says now; what somebody is typing at the moment stays if it means that. */
void cairn_field_update (CairnField *self);

const CairnPropSpec *cairn_field_get_spec (CairnField *self);
GtkWidget *cairn_field_get_row (CairnField *self);

G_END_DECLS
