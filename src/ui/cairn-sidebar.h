/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The panel at the left: the journey (segments and playbooks), or the outline of the diagram.
 * Property: "editor". */
#define CAIRN_TYPE_SIDEBAR (cairn_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (CairnSidebar, cairn_sidebar, CAIRN, SIDEBAR, GtkWidget)

GtkWidget *cairn_sidebar_new (void);

void cairn_sidebar_set_editor (CairnSidebar *self, CairnEditor *editor);

G_END_DECLS
