/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-scene.h"
#include "render/cairn-viewport.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The map in view as pixels. GTK records what a widget draws and plays it back, where edges cannot
 * be put on whole pixels and every piece of text costs a layout; so the map is painted into an
 * image, and the image recorded. It is painted anew only when the scene or the view changes, not
 * when something is selected or dragged. Private to the room. */
typedef struct _CairnCanvasPicture CairnCanvasPicture;

CairnCanvasPicture *cairn_canvas_picture_new (void);
void cairn_canvas_picture_free (CairnCanvasPicture *self);

/* Adds @scene as @viewport has it; @pixels: of the monitor a unit of the view; @in_passing: the
 * view goes on changing, so that it need not be crisp. */
void cairn_canvas_picture_snapshot (CairnCanvasPicture *self,
                                    GtkSnapshot *snapshot,
                                    CairnScene *scene,
                                    const CairnViewport *viewport,
                                    int pixels,
                                    gboolean in_passing);

/* Adds what @draw draws, recorded no larger than that is: GTK paints all of it whenever any of it
 * changes. */
void cairn_canvas_picture_add (GtkSnapshot *snapshot,
                               void (*draw) (gpointer data, cairo_t *cr),
                               gpointer data,
                               const CairnViewport *viewport);

G_END_DECLS
