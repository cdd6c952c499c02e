/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cairn-geometry.h"

G_BEGIN_DECLS

/* Which part of a map is seen, how large, and where its headers stand. Plain arithmetic on a plain
 * struct. View positions are pixels of the widget from its top left corner. */
typedef struct
{
  double x, y;          /* the diagram's point at the top left corner of the view */
  double scale;         /* view pixels a diagram unit */
  double width, height; /* of the view, pixels */
  double content_width; /* of the diagram, units */
  double content_height;
  CairnRect top; /* the headers that stay when scrolled past; zero size: none */
  CairnRect left;
} CairnViewport;

#define CAIRN_VIEWPORT_MIN_SCALE 0.005
#define CAIRN_VIEWPORT_MAX_SCALE 8.0

/* No content, scale 1. */
void cairn_viewport_init (CairnViewport *self);
void cairn_viewport_set_size (CairnViewport *self, double width, double height);

CairnPoint cairn_viewport_to_diagram (const CairnViewport *self, double view_x, double view_y);
CairnPoint cairn_viewport_to_view (const CairnViewport *self, double x, double y);
/* The part of the diagram that is in view, in diagram units. */
CairnRect cairn_viewport_get_visible (const CairnViewport *self);

/* Moves the content by view pixels; positive @dx shows what is further right. Clamped. */
void cairn_viewport_scroll_by (CairnViewport *self, double dx, double dy);

/* Sets the scale (within its limits); what is at (@view_x, @view_y) stays there, as far as the
 * clamping lets it. */
void cairn_viewport_zoom_at (CairnViewport *self, double view_x, double view_y, double scale);

/* The whole diagram, from the top, centred in width, at most at 100 %. */
void cairn_viewport_fit (CairnViewport *self);

/* No scrolling past the content's edges; content smaller than the view stays wholly in view. Called
 * by all of the above. */
void cairn_viewport_clamp (CairnViewport *self);

/* Scrolls as little as shows @rect (diagram units) clear of the frozen headers. */
void cairn_viewport_reveal (CairnViewport *self, const CairnRect *rect);

/* How far the left headers (x) and the top headers (y) are shifted from their place in the diagram,
 * in diagram units, so that they stay in view. 0: not scrolled past, or the view is too small to
 * give up space. */
CairnPoint cairn_viewport_get_frozen (const CairnViewport *self);

/* What the frozen headers cover, in view pixels: x = right edge of the left ones, y = bottom edge
 * of the top ones; 0 where they are not frozen. */
CairnPoint cairn_viewport_get_covered (const CairnViewport *self);

G_END_DECLS
