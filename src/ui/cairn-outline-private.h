/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/cairn-outline.h"

G_BEGIN_DECLS

CairnEditor *cairn_outline_get_editor (CairnOutline *self); /* NULL: none */

/* Begins to rename @element in its row. @fresh: it has just been made, so that Escape takes it back
 * again. */
void cairn_outline_edit (CairnOutline *self, CairnElement *element, gboolean fresh);
gboolean cairn_outline_get_editing (CairnOutline *self);

/* The place of the row that has the keyboard focus, or GTK_INVALID_LIST_POSITION; and giving it to
 * another. */
guint cairn_outline_get_focus_position (CairnOutline *self);
void cairn_outline_focus_position (CairnOutline *self, guint position);

/* What the outline does by keys (cairn-outline-keys.c). */
void cairn_outline_add_keys (CairnOutline *self, GtkWidget *view);
/* Makes the step that follows @step and begins to name it. */
void cairn_outline_add_next (CairnOutline *self, CairnElement *step);

G_END_DECLS
