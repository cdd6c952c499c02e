/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-viewport.h"

/* Frozen headers may take at most this share of the view. */
#define MAX_FROZEN 0.45
/* Kept clear around what is revealed, in view pixels. */
#define REVEAL_MARGIN 16

void
cairn_viewport_init (CairnViewport *self)
{
  g_return_if_fail (self != NULL);

  *self = (CairnViewport){ .scale = 1 };
}

void
cairn_viewport_set_size (CairnViewport *self, double width, double height)
{
  g_return_if_fail (self != NULL);

  self->width = MAX (0, width);
  self->height = MAX (0, height);
  cairn_viewport_clamp (self);
}

CairnPoint
cairn_viewport_to_diagram (const CairnViewport *self, double view_x, double view_y)
{
  return (CairnPoint){ self->x + view_x / self->scale, self->y + view_y / self->scale };
}

CairnPoint
cairn_viewport_to_view (const CairnViewport *self, double x, double y)
{
  return (CairnPoint){ (x - self->x) * self->scale, (y - self->y) * self->scale };
}

CairnRect
cairn_viewport_get_visible (const CairnViewport *self)
{
  return (CairnRect){ self->x, self->y, self->width / self->scale, self->height / self->scale };
}

/* Content smaller than the view may stand anywhere in it; larger content covers it. */
static double
clamp_axis (double at, double content, double view)
{
  return CLAMP (at, MIN (0, content - view), MAX (0, content - view));
}

void
cairn_viewport_clamp (CairnViewport *self)
{
  g_return_if_fail (self != NULL);

  self->scale = CLAMP (self->scale, CAIRN_VIEWPORT_MIN_SCALE, CAIRN_VIEWPORT_MAX_SCALE);
  self->x = clamp_axis (self->x, self->content_width, self->width / self->scale);
  self->y = clamp_axis (self->y, self->content_height, self->height / self->scale);
}

void
cairn_viewport_scroll_by (CairnViewport *self, double dx, double dy)
{
  g_return_if_fail (self != NULL);

  self->x += dx / self->scale;
  self->y += dy / self->scale;
  cairn_viewport_clamp (self);
}

void
cairn_viewport_zoom_at (CairnViewport *self, double view_x, double view_y, double scale)
{
  CairnPoint at;

  g_return_if_fail (self != NULL);

  at = cairn_viewport_to_diagram (self, view_x, view_y);
  self->scale = CLAMP (scale, CAIRN_VIEWPORT_MIN_SCALE, CAIRN_VIEWPORT_MAX_SCALE);
  self->x = at.x - view_x / self->scale;
  self->y = at.y - view_y / self->scale;
  cairn_viewport_clamp (self);
}

void
cairn_viewport_fit (CairnViewport *self)
{
  g_return_if_fail (self != NULL);

  self->scale = 1;
  if (self->content_width > 0 && self->content_height > 0 && self->width > 0 && self->height > 0)
    self->scale
      = MIN (1, MIN (self->width / self->content_width, self->height / self->content_height));
  self->scale = MAX (self->scale, CAIRN_VIEWPORT_MIN_SCALE);
  self->x = (self->content_width - self->width / self->scale) / 2;
  self->y = 0;
  cairn_viewport_clamp (self);
}

/* The place of a view of length @view, now at @at, that shows [from, to]; a stretch too long for it
 * is shown from its start. */
static double
reveal_axis (double at, double view, double covered, double margin, double from, double to)
{
  if (from - margin < at + covered || to - from + 2 * margin > view - covered)
    return from - margin - covered;
  if (to + margin > at + view)
    return to + margin - view;
  return at;
}

void
cairn_viewport_reveal (CairnViewport *self, const CairnRect *rect)
{
  double margin;

  g_return_if_fail (self != NULL && rect != NULL);

  margin = REVEAL_MARGIN / self->scale;
  /* Scrolling may freeze headers that were not; the second look sees them. */
  for (int i = 0; i < 2; i++)
    {
      CairnPoint covered = cairn_viewport_get_covered (self);

      self->x = reveal_axis (self->x, self->width / self->scale, covered.x / self->scale, margin,
                             rect->x, rect->x + rect->width);
      self->y = reveal_axis (self->y, self->height / self->scale, covered.y / self->scale, margin,
                             rect->y, rect->y + rect->height);
      cairn_viewport_clamp (self);
    }
}

CairnPoint
cairn_viewport_get_frozen (const CairnViewport *self)
{
  CairnPoint shift = { 0, 0 };

  g_return_val_if_fail (self != NULL, shift);

  if (self->left.width > 0 && self->left.width * self->scale <= MAX_FROZEN * self->width)
    shift.x = MAX (0, self->x - self->left.x);
  if (self->top.height > 0 && self->top.height * self->scale <= MAX_FROZEN * self->height)
    shift.y = MAX (0, self->y - self->top.y);
  return shift;
}

CairnPoint
cairn_viewport_get_covered (const CairnViewport *self)
{
  CairnPoint shift = cairn_viewport_get_frozen (self);

  return (CairnPoint){ shift.x > 0 ? self->left.width * self->scale : 0,
                       shift.y > 0 ? self->top.height * self->scale : 0 };
}
