/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Every property of what is selected; of the diagram, its segment and the journey if nothing is.
 * Property: "editor". */
#define CAIRN_TYPE_INSPECTOR (cairn_inspector_get_type ())
G_DECLARE_FINAL_TYPE (CairnInspector, cairn_inspector, CAIRN, INSPECTOR, GtkWidget)

GtkWidget *cairn_inspector_new (void);

void cairn_inspector_set_editor (CairnInspector *self, CairnEditor *editor);

G_END_DECLS
