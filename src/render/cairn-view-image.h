/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-scene.h"
#include "render/cairn-viewport.h"

#include <cairo.h>

G_BEGIN_DECLS

/* The part of a map that is in view, in pixels, kept from frame to frame: what was in view before
 * and is only somewhere else now is moved there, pixel by pixel what painting it anew would give;
 * of another scene only that is painted in which it differs.
 */
typedef struct _CairnViewImage CairnViewImage;

CairnViewImage *cairn_view_image_new (void);
void cairn_view_image_free (CairnViewImage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnViewImage, cairn_view_image_free)

/* Paints @scene as @viewport has it, @pixels of the monitor a unit of the view. @in_passing: the
 * view goes on changing; at another size what was in view may be the last image stretched, not
 * crisp. FALSE: nothing has changed, or there is no view. */
gboolean cairn_view_image_update (CairnViewImage *self,
                                  CairnScene *scene,
                                  const CairnViewport *viewport,
                                  int pixels,
                                  gboolean in_passing);

/* NULL before the first update; left alone by the next update, but not by the one after it. Only to
 * be looked at. */
cairo_surface_t *cairn_view_image_get_surface (CairnViewImage *self);

G_END_DECLS
