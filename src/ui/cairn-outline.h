/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The current diagram as a list of real widgets that can be read, gone through and changed from the
 * keyboard: the way in for screen readers. Property: "editor". */
#define CAIRN_TYPE_OUTLINE (cairn_outline_get_type ())
G_DECLARE_FINAL_TYPE (CairnOutline, cairn_outline, CAIRN, OUTLINE, GtkWidget)

GtkWidget *cairn_outline_new (void);

void cairn_outline_set_editor (CairnOutline *self, CairnEditor *editor);

/* Puts the keyboard focus on the row of what is selected, else on the first row. */
void cairn_outline_focus_selected (CairnOutline *self);

G_END_DECLS
