/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lengths are in diagram units: one unit is one CSS pixel at 100 % zoom. x grows right, y grows
 * down. */

typedef struct
{
  double x, y;
} CairnPoint;

typedef struct
{
  double x, y, width, height;
} CairnRect;

static inline gboolean
cairn_rect_contains (const CairnRect *r, double x, double y)
{
  return x >= r->x && x < r->x + r->width && y >= r->y && y < r->y + r->height;
}

/* TRUE if the two share area; rectangles that only touch do not. */
static inline gboolean
cairn_rect_intersects (const CairnRect *a, const CairnRect *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height
         && b->y < a->y + a->height;
}

/* The smallest rectangle that holds both; an empty (zero-size) @a is ignored. */
static inline CairnRect
cairn_rect_union (const CairnRect *a, const CairnRect *b)
{
  CairnRect r;

  if (a->width <= 0 && a->height <= 0)
    return *b;
  r.x = MIN (a->x, b->x);
  r.y = MIN (a->y, b->y);
  r.width = MAX (a->x + a->width, b->x + b->width) - r.x;
  r.height = MAX (a->y + a->height, b->y + b->height) - r.y;
  return r;
}

static inline CairnRect
cairn_rect_inset (const CairnRect *r, double by)
{
  return (CairnRect){ r->x + by, r->y + by, r->width - 2 * by, r->height - 2 * by };
}

G_END_DECLS
