/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-scene-private.h"

#define FLOW_WIDTH 1.5
#define HANDOFF_WIDTH 1.8

/* The routes that leave each box, in their own order: first[b] … first[b + 1] of @routes. */
typedef struct
{
  guint *first;
  const CairnRoute **routes;
} Departures;

static void
departures_clear (Departures *self)
{
  g_clear_pointer (&self->first, g_free);
  g_clear_pointer (&self->routes, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Departures, departures_clear)

/* A counting sort of the routes by the box that they leave; O(boxes + routes). */
static Departures
sort_departures (const CairnLayout *layout)
{
  guint n_boxes, n_routes;
  const CairnRoute *routes = cairn_layout_get_routes (layout, &n_routes);
  Departures self = { NULL, g_new (const CairnRoute *, n_routes + 1) };

  cairn_layout_get_boxes (layout, &n_boxes);
  self.first = g_new0 (guint, n_boxes + 2);
  for (guint i = 0; i < n_routes; i++)
    self.first[routes[i].from + 2]++;
  for (guint i = 2; i < n_boxes + 2; i++)
    self.first[i] += self.first[i - 1];
  /* first[b + 1] counts up to where the next box's begin, and ends there. */
  for (guint i = 0; i < n_routes; i++)
    self.routes[self.first[routes[i].from + 1]++] = &routes[i];
  return self;
}

static void
add_routes (CairnLayer *layer,
            const CairnTheme *theme,
            const Departures *departures,
            guint box,
            const CairnHappyPaths *paths)
{
  gboolean links = paths == NULL;

  for (guint i = departures->first[box]; i < departures->first[box + 1]; i++)
    {
      const CairnRoute *route = departures->routes[i];
      CairnElement *element = route->element;
      CairnColor color = links ? theme->link : route->handoff ? theme->handoff : theme->flow;

      cairn_layer_begin (layer, cairn_element_get_id (element), element, links ? "link" : "flow",
                         NULL);
      if (paths != NULL)
        cairn_happy_paths_add_bands (paths, layer, theme, route);
      cairn_layer_route (layer, theme, route, color, route->handoff ? HANDOFF_WIDTH : FLOW_WIDTH);
      if (paths != NULL)
        cairn_happy_paths_add_numbers (paths, layer, theme, route);
      cairn_layer_end (layer);
    }
}

/* What stands for the steps in one cell of a collapsed lane or stage. */
static void
add_folded (CairnLayer *layer, const CairnTheme *theme, const CairnBox *box, guint number)
{
  g_autofree char *id
    = g_strdup_printf ("%s.bar-%u", cairn_element_get_id (box->element), number + 1);

  cairn_layer_begin (layer, cairn_layer_copy_string (layer, id), box->element, "bar",
                     cairn_layer_copy_string (layer, box->text->lines[0].text));
  cairn_layer_rect (layer, box->rect, MIN (11, MIN (box->rect.height, box->rect.width) / 2),
                    theme->process, theme->process_border, 1);
  cairn_layer_box_text (layer, box, theme->ink);
  cairn_layer_end (layer);
}

CairnLayer *
cairn_scene_build_swimlane_body (const CairnLayout *layout, const CairnTheme *theme)
{
  guint n_boxes, n_routes;
  const CairnBox *boxes = cairn_layout_get_boxes (layout, &n_boxes);
  g_auto (Departures) departures = sort_departures (layout);
  g_auto (CairnHappyPaths) paths = { 0 };
  CairnLayer *layer;
  g_autoptr (CairnStepDrawing) drawing = NULL;
  guint n_folded = 0;

  cairn_happy_paths_init (&paths, cairn_layout_get_diagram (layout));
  cairn_layout_get_routes (layout, &n_routes);
  layer = cairn_layer_new (n_boxes + n_routes, 10 * n_boxes + 3 * n_routes);
  drawing = cairn_step_drawing_new (layer, theme, cairn_layout_get_diagram (layout));
  for (guint i = 0; i < n_boxes; i++)
    if (boxes[i].role == CAIRN_BOX_STEP)
      {
        cairn_step_drawing_add (drawing, &boxes[i]);
        add_routes (layer, theme, &departures, i, &paths);
      }
    else if (boxes[i].role == CAIRN_BOX_FOLDED)
      {
        add_folded (layer, theme, &boxes[i], n_folded++);
        add_routes (layer, theme, &departures, i, &paths);
      }
  return layer;
}
