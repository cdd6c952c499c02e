/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-scene-private.h"

#include <math.h>

#define CORNER 8       /* radius */
#define HEAD_LENGTH 8  /* of an arrow head */
#define HEAD_WIDTH 3.8 /* half of it */
#define PULL_BACK 5    /* the line ends inside its head, so that no blunt end sticks out */
/* Control points at this share of the radius turn a curve into a quarter of a circle. */
#define CIRCLE 0.5522847498

typedef struct
{
  guint8 *ops;
  CairnPoint *points;
  guint n_ops;
  guint n_points;
} Outline;

static void
outline_add (Outline *self, CairnPathOp op, const CairnPoint *points)
{
  self->ops[self->n_ops++] = op;
  for (guint i = 0; i < cairn_path_op_points (op); i++)
    self->points[self->n_points++] = points[i];
}

/* Flows run along the axes, so that lengths are sums. */
static double
distance (CairnPoint a, CairnPoint b)
{
  return fabs (b.x - a.x) + fabs (b.y - a.y);
}

static CairnPoint
toward (CairnPoint from, CairnPoint to, double by)
{
  double length = distance (from, to);

  if (length <= 0)
    return from;
  return (CairnPoint){ from.x + (to.x - from.x) * by / length,
                       from.y + (to.y - from.y) * by / length };
}

/* The corner at @p[0], between @p[-1] and @p[1]. */
static void
add_corner (Outline *outline, const CairnPoint *p)
{
  double radius = MIN (CORNER, MIN (distance (p[-1], p[0]), distance (p[0], p[1])) / 2);
  CairnPoint start = toward (p[0], p[-1], radius);
  CairnPoint curve[3];

  if (radius < 0.5)
    {
      outline_add (outline, CAIRN_PATH_LINE, p);
      return;
    }
  curve[0] = toward (p[0], p[-1], radius * (1 - CIRCLE));
  curve[1] = toward (p[0], p[1], radius * (1 - CIRCLE));
  curve[2] = toward (p[0], p[1], radius);
  outline_add (outline, CAIRN_PATH_LINE, &start);
  outline_add (outline, CAIRN_PATH_CURVE, curve);
}

CairnPrim *
cairn_layer_route_line (CairnLayer *layer, const CairnRoute *route, CairnColor color, double width)
{
  const CairnPoint *p = route->points;
  guint n = route->n_points;
  Outline outline = { 0 };
  CairnPoint end = p[n - 1];
  CairnPrim *prim;

  outline.ops = cairn_layer_alloc (layer, 2 * n);
  outline.points = cairn_layer_alloc (layer, 4 * n * sizeof (CairnPoint));
  outline_add (&outline, CAIRN_PATH_MOVE, &p[0]);
  if (route->curved)
    for (guint i = 1; i + 2 < n; i += 3)
      outline_add (&outline, CAIRN_PATH_CURVE, &p[i]);
  else
    {
      for (guint i = 1; i + 1 < n; i++)
        add_corner (&outline, &p[i]);
      if (route->arrow)
        end = toward (end, p[n - 2], MIN (PULL_BACK, distance (end, p[n - 2])));
      outline_add (&outline, CAIRN_PATH_LINE, &end);
    }
  prim = cairn_layer_path (layer, outline.ops, outline.n_ops, outline.points, CAIRN_COLOR_NONE,
                           color, width);
  prim->crisp = !route->curved;
  return prim;
}

static void
add_head (CairnLayer *layer, const CairnRoute *route, CairnColor color)
{
  static const guint8 ops[]
    = { CAIRN_PATH_MOVE, CAIRN_PATH_LINE, CAIRN_PATH_LINE, CAIRN_PATH_CLOSE };
  /* To the right, left, down, up; shared by all. */
  static const CairnPoint heads[4][3] = {
    { { HEAD_LENGTH, HEAD_WIDTH }, { 0, 0 }, { 0, 2 * HEAD_WIDTH } },
    { { 0, HEAD_WIDTH }, { HEAD_LENGTH, 0 }, { HEAD_LENGTH, 2 * HEAD_WIDTH } },
    { { HEAD_WIDTH, HEAD_LENGTH }, { 0, 0 }, { 2 * HEAD_WIDTH, 0 } },
    { { HEAD_WIDTH, 0 }, { 0, HEAD_LENGTH }, { 2 * HEAD_WIDTH, HEAD_LENGTH } },
  };
  CairnPoint tip = route->points[route->n_points - 1];
  CairnPoint before = route->points[route->n_points - 2];
  gboolean upright = fabs (tip.y - before.y) > fabs (tip.x - before.x);
  guint way = upright ? (tip.y > before.y ? 2 : 3) : (tip.x > before.x ? 0 : 1);
  CairnPrim *prim = cairn_layer_stroke (layer, ops, 4, heads[way], CAIRN_COLOR_NONE, 0);

  prim->fill = color;
  prim->relative = TRUE;
  prim->rect
    = (CairnRect){ tip.x - heads[way][0].x, tip.y - heads[way][0].y,
                   upright ? 2 * HEAD_WIDTH : HEAD_LENGTH, upright ? HEAD_LENGTH : 2 * HEAD_WIDTH };
}

void
cairn_layer_route (CairnLayer *layer,
                   const CairnTheme *theme,
                   const CairnRoute *route,
                   CairnColor color,
                   double width)
{
  const CairnRect *pill = &route->label_rect;

  if (route->n_points < 2)
    return;
  cairn_layer_route_line (layer, route, color, width);
  if (route->arrow)
    add_head (layer, route, color);
  if (route->label == NULL)
    return;
  cairn_layer_rect (layer, *pill, pill->height / 2, theme->label, color, 1)->part
    = CAIRN_PART_LABEL;
  cairn_layer_text (layer, route->label, pill->x + pill->width / 2,
                    pill->y + (pill->height - route->label->height) / 2, CAIRN_ANCHOR_MIDDLE,
                    theme->ink)
    ->part
    = CAIRN_PART_LABEL;
}
