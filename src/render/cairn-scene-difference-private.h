/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-scene.h"

#include <cairo.h>

G_BEGIN_DECLS

/* Where two scenes are looked at: in pixels, the diagram's origin and the size of the view. */
typedef struct
{
  CairnPoint origin;
  double unit; /* pixels a diagram unit */
  int width, height;
} CairnDifferenceView;

/* The pixels where the bodies of @a and @b, what is beneath their headers, may look different;
 * NULL: so many of them that it is no use. Free with cairo_region_destroy(). */
cairo_region_t *cairn_scene_find_difference (const CairnScene *a,
                                             const CairnScene *b,
                                             const CairnDifferenceView *view);

G_END_DECLS
