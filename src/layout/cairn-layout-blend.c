/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

#include "layout/cairn-layout-blend.h"

#include "layout/cairn-layout-private.h"

#include <math.h>
#include <string.h>

static double
between (double a, double b, double t)
{
  return a + (b - a) * t;
}

static CairnRect
rect_between (const CairnRect *a, const CairnRect *b, double t)
{
  return (CairnRect){ between (a->x, b->x, t), between (a->y, b->y, t),
                      between (a->width, b->width, t), between (a->height, b->height, t) };
}

/* The counterpart of @box in @from. By id: an element that is only tried out is made anew for every
 * layout. */
static const CairnBox *
find_same (const CairnLayout *from, const CairnBox *box)
{
  const char *id = cairn_element_get_id (box->element);

  for (guint i = cairn_pointer_map_get (&from->by_id, id); i < from->boxes->len; i++)
    {
      const CairnBox *other = &g_array_index (from->boxes, CairnBox, i);

      if (cairn_element_get_id (other->element) != id)
        return NULL;
      if (other->role == box->role && other->column == box->column)
        return other;
    }
  return NULL;
}

static void
blend_boxes (CairnLayout *self, const CairnLayout *from, const CairnLayout *to, double t)
{
  for (guint i = 0; i < to->boxes->len; i++)
    {
      const CairnBox *box = &g_array_index (to->boxes, CairnBox, i);
      const CairnBox *old = find_same (from, box);
      CairnRect rect = old != NULL ? rect_between (&old->rect, &box->rect, t) : box->rect;
      CairnBox *made = cairn_layout_add_box (self, box->role, box->element, &rect);
      double dx = rect.x + rect.width / 2 - box->rect.x - box->rect.width / 2;
      double dy = rect.y + rect.height / 2 - box->rect.y - box->rect.height / 2;

      made->column = box->column;
      made->centred = box->centred;
      made->text = box->text != NULL ? cairn_text_block_ref (box->text) : NULL;
      made->detail = box->detail != NULL ? cairn_text_block_ref (box->detail) : NULL;
      made->text_at = (CairnPoint){ box->text_at.x + dx, box->text_at.y + dy };
      made->detail_at = (CairnPoint){ box->detail_at.x + dx, box->detail_at.y + dy };
    }
}

/* Moves the ends of @points by what the boxes at them still lack, keeping first and last pieces
 * along the axes. */
static void
bend_ends (CairnPoint *points, guint n, CairnPoint start, CairnPoint end, gboolean curved)
{
  gboolean level = n > 1 && fabs (points[1].y - points[0].y) < 0.01;
  gboolean level_end = n > 1 && fabs (points[n - 1].y - points[n - 2].y) < 0.01;

  if (curved)
    {
      for (guint i = 0; i < n; i++)
        {
          const CairnPoint *by = i < n / 2 ? &start : &end;

          points[i] = (CairnPoint){ points[i].x + by->x, points[i].y + by->y };
        }
      return;
    }
  if (n > 3)
    {
      points[1].x += level ? 0 : start.x;
      points[1].y += level ? start.y : 0;
      points[n - 2].x += level_end ? 0 : end.x;
      points[n - 2].y += level_end ? end.y : 0;
    }
  else if (n == 3)
    points[1] = (CairnPoint){ points[1].x + (level ? end.x : start.x),
                              points[1].y + (level ? start.y : end.y) };
  points[0] = (CairnPoint){ points[0].x + start.x, points[0].y + start.y };
  points[n - 1] = (CairnPoint){ points[n - 1].x + end.x, points[n - 1].y + end.y };
}

/* How far the middle of the box with that id is from where it will be. */
static CairnPoint
lack_of (const CairnLayout *self, const CairnLayout *to, const char *id)
{
  const CairnBox *now = id != NULL ? cairn_layout_find_id (self, id) : NULL;
  const CairnBox *then = id != NULL ? cairn_layout_find_id (to, id) : NULL;

  if (now == NULL || then == NULL)
    return (CairnPoint){ 0, 0 };
  return (CairnPoint){ now->rect.x + now->rect.width / 2 - then->rect.x - then->rect.width / 2,
                       now->rect.y + now->rect.height / 2 - then->rect.y - then->rect.height / 2 };
}

/* The id of what a branch of a CTQ tree hangs on in @to, where boxes stand in the order of the
 * tree: it may have been tried out only, and hang elsewhere by now. NULL: on nothing. */
static const char *
get_host (const CairnLayout *to, CairnElement *twig)
{
  guint at = cairn_pointer_map_get (&to->by_id, cairn_element_get_id (twig));
  guint column;

  if (at >= to->boxes->len)
    return NULL;
  column = g_array_index (to->boxes, CairnBox, at).column;
  while (at-- > 0)
    {
      const CairnBox *box = &g_array_index (to->boxes, CairnBox, at);

      if (box->role == CAIRN_BOX_ITEM && box->column + 1 == column)
        return cairn_element_get_id (box->element);
    }
  return NULL;
}

/* The ids of what @element leads from and to: a flow, a link, or the line to a branch. */
static void
get_ends (const CairnLayout *to, CairnElement *element, const char **from_id, const char **to_id)
{
  if (cairn_element_has (element, CAIRN_PROP_FROM))
    {
      *from_id = cairn_element_get_string (element, CAIRN_PROP_FROM);
      *to_id = cairn_element_get_string (element, CAIRN_PROP_TO);
      return;
    }
  *from_id = get_host (to, element);
  *to_id = cairn_element_get_id (element);
}

static void
blend_route (CairnRoute *made,
             CairnPoint *points,
             const CairnRoute *old,
             const CairnRoute *route,
             const CairnLayout *self,
             const CairnLayout *to,
             double t)
{
  CairnPoint start, end;

  *made = *route;
  made->points = points;
  memcpy (points, route->points, route->n_points * sizeof *points);
  if (old != NULL && old->n_points == route->n_points && old->curved == route->curved)
    for (guint i = 0; i < route->n_points; i++)
      points[i] = (CairnPoint){ between (old->points[i].x, route->points[i].x, t),
                                between (old->points[i].y, route->points[i].y, t) };
  else
    {
      const char *from_id, *to_id;

      get_ends (to, route->element, &from_id, &to_id);
      start = lack_of (self, to, from_id);
      end = lack_of (self, to, to_id);
      bend_ends (points, route->n_points, start, end, route->curved);
    }
  if (route->label == NULL)
    return;
  made->label = cairn_text_block_ref (route->label);
  made->label_rect.x += points[0].x - route->points[0].x;
  made->label_rect.y += points[0].y - route->points[0].y;
}

static void
blend_routes (CairnLayout *self, const CairnLayout *from, const CairnLayout *to, double t)
{
  guint n_routes, n_points = 0;
  const CairnRoute *routes = cairn_layout_get_routes (to, &n_routes);
  CairnPoint *points;

  for (guint i = 0; i < n_routes; i++)
    n_points += routes[i].n_points;
  points = self->points = g_new (CairnPoint, n_points);
  g_array_set_size (self->routes, n_routes);
  for (guint i = 0; i < n_routes; i++)
    {
      blend_route (&g_array_index (self->routes, CairnRoute, i), points,
                   cairn_layout_find_route (from, routes[i].element), &routes[i], self, to, t);
      points += routes[i].n_points;
    }
}

CairnLayout *
cairn_layout_blend (const CairnLayout *from, const CairnLayout *to, double t)
{
  CairnLayout *self;

  g_return_val_if_fail (from != NULL && to != NULL, NULL);
  g_return_val_if_fail (t >= 0 && t <= 1, NULL);

  self = cairn_layout_alloc (to->diagram, to->boxes->len, to->routes->len);
  self->turned = to->turned;
  self->width = between (from->width, to->width, t);
  self->height = between (from->height, to->height, t);
  self->top_headers = rect_between (&from->top_headers, &to->top_headers, t);
  self->left_headers = rect_between (&from->left_headers, &to->left_headers, t);
  blend_boxes (self, from, to, t);
  /* Boxes are looked up while the routes are made, so they come into the index first. */
  cairn_pointer_map_init (&self->by_id, self->boxes->len);
  for (guint i = 0; i < self->boxes->len; i++)
    cairn_pointer_map_add (
      &self->by_id, cairn_element_get_id (g_array_index (self->boxes, CairnBox, i).element), i);
  blend_routes (self, from, to, t);
  cairn_pointer_map_clear (&self->by_id);
  cairn_layout_seal (self);
  return self;
}
