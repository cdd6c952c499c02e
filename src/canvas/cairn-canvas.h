/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The drawing: shows the editor's scene and turns pointer and keys into commands. Implements
 * GtkScrollable. Properties, all with notify: "editor", "zoom" (1.0 = 100 %), "single-letters"
 * (they choose tools while nothing is selected), "tab-moves" (Tab only goes to the next widget),
 * "wheel-zooms" (a mouse wheel zooms without Ctrl), "show-minimap". */
#define CAIRN_TYPE_CANVAS (cairn_canvas_get_type ())
G_DECLARE_FINAL_TYPE (CairnCanvas, cairn_canvas, CAIRN, CANVAS, GtkWidget)

GtkWidget *cairn_canvas_new (void);

void cairn_canvas_set_editor (CairnCanvas *self, CairnEditor *editor);

/* Lets the tool of that name be dragged from @widget to a place on the map. */
void cairn_canvas_add_tool_source (GtkWidget *widget, const char *tool);

double cairn_canvas_get_zoom (CairnCanvas *self);
/* About the middle of the view. */
void cairn_canvas_set_zoom (CairnCanvas *self, double zoom);
void cairn_canvas_zoom_in (CairnCanvas *self);
void cairn_canvas_zoom_out (CairnCanvas *self);
void cairn_canvas_fit (CairnCanvas *self);
void cairn_canvas_fit_width (CairnCanvas *self);
void cairn_canvas_fit_selection (CairnCanvas *self);
/* Does @change, one of the above, as a short motion from the view as it is. */
void cairn_canvas_glide (CairnCanvas *self, void (*change) (CairnCanvas *self));
void cairn_canvas_zoom_100 (CairnCanvas *self);

/* How @diagram is looked at, or was last: the point at the top left corner of the view, and the
 * zoom. FALSE if it has not been seen, or as a whole. */
gboolean cairn_canvas_get_view (
  CairnCanvas *self, CairnElement *diagram, double *x, double *y, double *zoom);
void
cairn_canvas_set_view (CairnCanvas *self, CairnElement *diagram, double x, double y, double zoom);

/* Lights those of @ids (a set of ids; NULL: none) that are on the drawing, as found. */
void cairn_canvas_set_lit (CairnCanvas *self, GHashTable *ids);

G_END_DECLS
