/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The drawing: shows the editor's scene and turns pointer and keys into commands. Implements
 * GtkScrollable. Properties, all with notify: "editor", "zoom" (1.0 = 100 %), "single-letters"
 * (they choose tools while nothing is selected), "tab-moves" (Tab only goes to the next widget). */
#define CAIRN_TYPE_CANVAS (cairn_canvas_get_type ())
G_DECLARE_FINAL_TYPE (CairnCanvas, cairn_canvas, CAIRN, CANVAS, GtkWidget)

GtkWidget *cairn_canvas_new (void);

void cairn_canvas_set_editor (CairnCanvas *self, CairnEditor *editor);

double cairn_canvas_get_zoom (CairnCanvas *self);
/* About the middle of the view. */
void cairn_canvas_set_zoom (CairnCanvas *self, double zoom);
void cairn_canvas_zoom_in (CairnCanvas *self);
void cairn_canvas_zoom_out (CairnCanvas *self);
void cairn_canvas_fit (CairnCanvas *self);
void cairn_canvas_fit_width (CairnCanvas *self);
void cairn_canvas_fit_selection (CairnCanvas *self);

/* Lights those of @ids (a set of ids; NULL: none) that are on the drawing, as found. */
void cairn_canvas_set_lit (CairnCanvas *self, GHashTable *ids);

G_END_DECLS
