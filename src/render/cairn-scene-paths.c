/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-scene-private.h"

#include <math.h>

/* Happy paths: bands below the lines of their flows, side by side where several share one. Each has
 * its number, its colour and its dash, so that it can be told from the others in grey too. */

#define ONE 5.0  /* width of a band that is alone */
#define MOST 12  /* width of all bands of a flow, if they are many */
#define DISC 14  /* diameter of a number */
#define BESIDE 4 /* what is kept free around the numbers on a line */

static const guint dashes[CAIRN_N_PATHS] = { 0, 12, 6, 3, 1 };

void
cairn_happy_paths_init (CairnHappyPaths *self, const CairnElement *diagram)
{
  self->n = 0;
  self->taken = g_hash_table_new (NULL, NULL);
  CAIRN_FOREACH_CHILD (path, diagram, CAIRN_KIND_PATH)
    {
      if (self->n == CAIRN_N_PATHS)
        break;
      CAIRN_FOREACH_CHILD (via, path, CAIRN_KIND_VIA)
        {
          gpointer flow = (gpointer) cairn_element_get_string (via, CAIRN_PROP_FLOW);
          guint bits = GPOINTER_TO_UINT (g_hash_table_lookup (self->taken, flow));

          g_hash_table_insert (self->taken, flow, GUINT_TO_POINTER (bits | 1u << self->n));
        }
      self->paths[self->n++] = path;
    }
}

void
cairn_happy_paths_clear (CairnHappyPaths *self)
{
  g_clear_pointer (&self->taken, g_hash_table_unref);
}

/* The numbers (from 0) of the paths that take the flow of @route. */
static guint
list_paths (const CairnHappyPaths *self, const CairnRoute *route, guint numbers[CAIRN_N_PATHS])
{
  guint bits, n = 0;

  if (self->n == 0 || route->n_points < 2)
    return 0;
  bits
    = GPOINTER_TO_UINT (g_hash_table_lookup (self->taken, cairn_element_get_id (route->element)));
  for (guint i = 0; i < self->n; i++)
    if ((bits & 1u << i) != 0)
      numbers[n++] = i;
  return n;
}

/* A unit vector to the left of the way from @a to @b, which runs along an axis. */
static CairnPoint
aside (CairnPoint a, CairnPoint b)
{
  double dx = b.x - a.x, dy = b.y - a.y;

  if (fabs (dx) >= fabs (dy))
    return (CairnPoint){ 0, dx < 0 ? -1 : 1 };
  return (CairnPoint){ dy < 0 ? 1 : -1, 0 };
}

/* @route, moved aside by @by. */
static CairnRoute
beside (CairnLayer *layer, const CairnRoute *route, double by)
{
  CairnRoute moved = *route;
  CairnPoint *points = cairn_layer_alloc (layer, route->n_points * sizeof (CairnPoint));

  for (guint i = 0; i < route->n_points; i++)
    {
      const CairnPoint *p = &route->points[i];
      CairnPoint before = i > 0 ? aside (p[-1], p[0]) : aside (p[0], p[1]);
      CairnPoint after = i + 1 < route->n_points ? aside (p[0], p[1]) : before;

      points[i] = (CairnPoint){ p->x + by * before.x, p->y + by * before.y };
      /* At a corner the two pieces move at right angles to each other. */
      if (before.x != after.x)
        points[i]
          = (CairnPoint){ p->x + by * (before.x + after.x), p->y + by * (before.y + after.y) };
    }
  moved.points = points;
  return moved;
}

void
cairn_happy_paths_add_bands (const CairnHappyPaths *self,
                             CairnLayer *layer,
                             const CairnTheme *theme,
                             const CairnRoute *route)
{
  guint numbers[CAIRN_N_PATHS];
  guint n = list_paths (self, route, numbers);
  double width = n > 0 ? MIN (ONE, (double) MOST / n) : 0;

  for (guint i = 0; i < n; i++)
    {
      CairnRoute line = beside (layer, route, (i - (n - 1) / 2.0) * width);

      cairn_layer_route_line (layer, &line, theme->path[numbers[i]], width)->dash
        = dashes[numbers[i]];
    }
}

static void
add_number (CairnLayer *layer, const CairnTheme *theme, guint number, double x, double y)
{
  g_autofree char *text = g_strdup_printf ("%u", number + 1);
  const CairnTextBlock *block = cairn_layer_measure (layer, CAIRN_TEXT_SMALL_STRONG, text);
  CairnRect disc = { x - DISC / 2.0, y - DISC / 2.0, DISC, DISC };

  cairn_layer_ellipse (layer, disc, theme->path[number], theme->paper, 1)->detail = TRUE;
  cairn_layer_text (layer, block, x, y - block->height / 2, CAIRN_ANCHOR_MIDDLE, theme->path_ink)
    ->detail
    = TRUE;
}

/* The longest stretch of @route on which no label stands: its ends. */
static double
find_stretch (const CairnRoute *route, CairnPoint *from, CairnPoint *to)
{
  double longest = 0;

  for (guint i = 0; i + 1 < route->n_points; i++)
    {
      CairnPoint a = route->points[i], b = route->points[i + 1];
      gboolean level = fabs (b.x - a.x) >= fabs (b.y - a.y);

      if (i == 0 && route->label != NULL)
        {
          const CairnRect *r = &route->label_rect;

          /* The label stands at the beginning of the first piece. */
          if (level)
            a.x = b.x > a.x ? MAX (a.x, r->x + r->width) : MIN (a.x, r->x);
          else
            a.y = b.y > a.y ? MAX (a.y, r->y + r->height) : MIN (a.y, r->y);
          if (level ? (b.x - a.x) * (route->points[1].x - route->points[0].x) < 0
                    : (b.y - a.y) * (route->points[1].y - route->points[0].y) < 0)
            continue;
        }
      if (hypot (b.x - a.x, b.y - a.y) > longest + 0.5)
        {
          longest = hypot (b.x - a.x, b.y - a.y);
          *from = a;
          *to = b;
        }
    }
  return longest;
}

void
cairn_happy_paths_add_numbers (const CairnHappyPaths *self,
                               CairnLayer *layer,
                               const CairnTheme *theme,
                               const CairnRoute *route)
{
  guint numbers[CAIRN_N_PATHS];
  guint n = list_paths (self, route, numbers);
  CairnPoint from = { 0, 0 }, to = { 0, 0 };
  double length = n > 0 ? find_stretch (route, &from, &to) : 0;

  if (n == 0 || length < n * DISC + 2 * BESIDE)
    return;
  for (guint i = 0; i < n; i++)
    {
      double at = length / 2 + (i - (n - 1) / 2.0) * DISC;

      add_number (layer, theme, numbers[i], from.x + (to.x - from.x) * at / length,
                  from.y + (to.y - from.y) * at / length);
    }
}

void
cairn_happy_paths_add_sample (
  CairnLayer *layer, const CairnTheme *theme, guint number, double x, double y, double width)
{
  cairn_layer_line (layer, x, y, x + width, y, theme->path[number], ONE)->dash = dashes[number];
  cairn_layer_line (layer, x, y, x + width, y, theme->flow, 1.5);
  add_number (layer, theme, number, x + width / 2, y);
}
