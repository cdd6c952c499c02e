/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-scene.h"
#include "render/cairn-viewport.h"

#include <cairo.h>

G_BEGIN_DECLS

/* Paints scenes with cairo: on screen, PNG, PDF. Remembers shaped text between frames, bounded.
 * Main thread. */
typedef struct _CairnPainter CairnPainter;

CairnPainter *cairn_painter_new (void);
void cairn_painter_free (CairnPainter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnPainter, cairn_painter_free)

/* Exports: everything, nothing simplified, from (0, 0) in diagram units. */
void cairn_painter_paint (CairnPainter *self, cairo_t *cr, const CairnScene *scene);

/* A frame of the screen, in two halves, so that the canvas can draw selection and previews between
 * them: paper and body, then the headers that stay in view, whose place the first half leaves
 * alone.
 * @cr is in view pixels (its own scale is that of the monitor). Only what is in the clip and the
 * view is painted; what would be smaller than a reader could see is simplified. */
void cairn_painter_paint_body (CairnPainter *self,
                               cairo_t *cr,
                               const CairnScene *scene,
                               const CairnViewport *viewport);
void cairn_painter_paint_headers (CairnPainter *self,
                                  cairo_t *cr,
                                  const CairnScene *scene,
                                  const CairnViewport *viewport);

/* Where both put the diagram's origin: whole pixels of the monitor, @pixels a unit of the view. */
CairnPoint cairn_painter_get_origin (const CairnViewport *viewport, double pixels);

G_END_DECLS
