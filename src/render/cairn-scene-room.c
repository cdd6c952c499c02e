/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-scene-private.h"

#include <math.h>

/* Where on a swimlane nothing is drawn yet. */

#define CLEAR 3 /* between a figure and what is beside it */
#define EDGE 10 /* marks sit on the upper edges of steps */

void
cairn_scene_room_init (CairnSceneRoom *self, const CairnLayout *layout)
{
  self->layout = layout;
  self->taken = g_array_new (FALSE, FALSE, sizeof (CairnRect));
  self->obstacles = g_array_new (FALSE, FALSE, sizeof (CairnRect));
}

void
cairn_scene_room_clear (CairnSceneRoom *self)
{
  g_clear_pointer (&self->taken, g_array_unref);
  g_clear_pointer (&self->obstacles, g_array_unref);
}

static gboolean
is_solid (const CairnBox *box)
{
  return box->role == CAIRN_BOX_STEP || box->role == CAIRN_BOX_FOLDED
         || box->role == CAIRN_BOX_LANE_HEADER || box->role == CAIRN_BOX_STAGE_HEADER
         || box->role == CAIRN_BOX_STAGE_TIMING || box->role == CAIRN_BOX_TEAM;
}

static void
add_obstacle (CairnSceneRoom *self, const CairnRect *area, CairnRect rect)
{
  if (cairn_rect_intersects (&rect, area))
    g_array_append_val (self->obstacles, rect);
}

static void
add_line_obstacles (CairnSceneRoom *self, const CairnRect *area, const CairnRoute *route)
{
  for (guint i = 1; i < route->n_points; i++)
    {
      CairnPoint a = route->points[i - 1], b = route->points[i];

      add_obstacle (self, area,
                    (CairnRect){ MIN (a.x, b.x) - 1, MIN (a.y, b.y) - 1, fabs (a.x - b.x) + 2,
                                 fabs (a.y - b.y) + 2 });
    }
}

void
cairn_scene_room_look (CairnSceneRoom *self,
                       const CairnRect *area,
                       const CairnRoute *own_route,
                       const CairnBox *own_step)
{
  guint n;
  const CairnBox *boxes = cairn_layout_get_boxes (self->layout, &n);
  const CairnRoute *routes;

  g_array_set_size (self->obstacles, 0);
  for (guint i = 0; i < n; i++)
    if (is_solid (&boxes[i]))
      add_obstacle (
        self, area,
        cairn_rect_inset (&boxes[i].rect,
                          boxes[i].role == CAIRN_BOX_STEP && &boxes[i] != own_step ? -EDGE : 0));
  routes = cairn_layout_get_routes (self->layout, &n);
  for (guint i = 0; i < n; i++)
    {
      if (routes[i].label != NULL)
        add_obstacle (self, area, cairn_rect_inset (&routes[i].label_rect, -CLEAR));
      if (&routes[i] != own_route)
        add_line_obstacles (self, area, &routes[i]);
    }
  for (guint i = 0; i < self->taken->len; i++)
    add_obstacle (self, area,
                  cairn_rect_inset (&g_array_index (self->taken, CairnRect, i), -CLEAR));
}

gboolean
cairn_scene_room_is_free (const CairnSceneRoom *self, const CairnRect *rect)
{
  for (guint i = 0; i < self->obstacles->len; i++)
    if (cairn_rect_intersects (&g_array_index (self->obstacles, CairnRect, i), rect))
      return FALSE;
  return TRUE;
}

void
cairn_scene_room_take (CairnSceneRoom *self, const CairnRect *rect)
{
  g_array_append_val (self->taken, *rect);
}
