/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-painter.h"

G_BEGIN_DECLS

/* The map in view as pixels. GTK records what a widget draws and plays it back, where edges cannot
 * be put on whole pixels and every piece of text costs a layout; so the map is painted into an
 * image, and the image recorded. It is painted anew only when the scene or the view changes, not
 * when something is selected or dragged. Private to the room. */
typedef struct _CairnCanvasPicture CairnCanvasPicture;

CairnCanvasPicture *cairn_canvas_picture_new (void);
void cairn_canvas_picture_free (CairnCanvasPicture *self);

/* Draws @scene as @viewport has it; @pixels: of the monitor a unit of @cr. */
void cairn_canvas_picture_draw (CairnCanvasPicture *self,
                                cairo_t *cr,
                                CairnScene *scene,
                                const CairnViewport *viewport,
                                int pixels);

G_END_DECLS
