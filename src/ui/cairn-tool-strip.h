/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The tools that fit the diagram shown, as a row of buttons that floats above the drawing. They
 * activate the window's actions "win.tool" and "win.add-…". */
#define CAIRN_TYPE_TOOL_STRIP (cairn_tool_strip_get_type ())
G_DECLARE_FINAL_TYPE (CairnToolStrip, cairn_tool_strip, CAIRN, TOOL_STRIP, GtkWidget)

/* @editor may be NULL. */
void cairn_tool_strip_set_editor (CairnToolStrip *self, CairnEditor *editor);

G_END_DECLS
