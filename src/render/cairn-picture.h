/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-scene.h"

#include <cairo.h>

G_BEGIN_DECLS

/* All of @scene in pixels, @scale of them a diagram unit, or fewer if there would be more than
 * @max_pixels in all. Owned by the caller; look at its status. */
cairo_surface_t *cairn_picture_paint (const CairnScene *scene, double scale, double max_pixels);

/* @surface as PNG. It may be called from any thread that alone has the surface. */
GBytes *cairn_picture_encode_png (cairo_surface_t *surface, GError **error);

G_END_DECLS
