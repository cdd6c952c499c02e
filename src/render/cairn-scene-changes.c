/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-scene-changes.h"

#include "render/cairn-scene-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SIZE 15.0        /* of a mark */
#define LEGEND_ROOM 34.0 /* below the map */

typedef struct
{
  CairnLayer *layer;
  CairnColor fill;
  CairnColor ink;
  double x, y; /* the middle */
} Mark;

/* Fill, told apart in grey by the shape alone; light and dark. */
static const CairnColor fills[2][CAIRN_N_CHANGES] = {
  { 0x00734cff, 0xa4262cff, 0x1a5fb4ff, 0x613583ff, 0x8a4b00ff, 0x5e5c64ff, 0x5e5c64ff,
    0xcc4c02ff },
  { 0x57e0a8ff, 0xff9f9fff, 0x99c1f1ff, 0xdcb8f0ff, 0xffbe6fff, 0xc0bfbcff, 0xc0bfbcff,
    0xffa348ff },
};

static void
polygon (const Mark *mark, const CairnPoint *offsets, guint n_offsets)
{
  CairnPoint points[8];

  for (guint i = 0; i < n_offsets; i++)
    points[i] = (CairnPoint){ mark->x + offsets[i].x, mark->y + offsets[i].y };
  cairn_layer_polygon (mark->layer, points, n_offsets, mark->fill, mark->ink, 1);
}

static void
line (const Mark *mark, double x0, double y0, double x1, double y1, CairnColor color)
{
  cairn_layer_line (mark->layer, mark->x + x0, mark->y + y0, mark->x + x1, mark->y + y1, color,
                    1.8);
}

static void
disc (const Mark *mark, CairnColor fill, CairnColor stroke)
{
  cairn_layer_ellipse (mark->layer,
                       (CairnRect){ mark->x - SIZE / 2, mark->y - SIZE / 2, SIZE, SIZE }, fill,
                       stroke, 1.2);
}

static void
draw_added (const Mark *mark)
{
  disc (mark, mark->fill, mark->ink);
  line (mark, -4, 0, 4, 0, mark->ink);
  line (mark, 0, -4, 0, 4, mark->ink);
}

static void
draw_removed (const Mark *mark)
{
  static const CairnPoint octagon[]
    = { { -3.2, -7.5 }, { 3.2, -7.5 }, { 7.5, -3.2 }, { 7.5, 3.2 },
        { 3.2, 7.5 },   { -3.2, 7.5 }, { -7.5, 3.2 }, { -7.5, -3.2 } };

  polygon (mark, octagon, G_N_ELEMENTS (octagon));
  line (mark, -3, -3, 3, 3, mark->ink);
  line (mark, -3, 3, 3, -3, mark->ink);
}

static void
draw_moved (const Mark *mark)
{
  static const CairnPoint arrow[]
    = { { -8, -3 }, { 0, -3 }, { 0, -7.5 }, { 8.5, 0 }, { 0, 7.5 }, { 0, 3 }, { -8, 3 } };

  polygon (mark, arrow, G_N_ELEMENTS (arrow));
}

static void
draw_reworded (const Mark *mark)
{
  cairn_layer_rect (mark->layer, (CairnRect){ mark->x - 7, mark->y - 7, 14, 14 }, 2, mark->fill,
                    mark->ink, 1);
  line (mark, -4, -2.5, 4, -2.5, mark->ink);
  line (mark, -4, 2.5, 1.5, 2.5, mark->ink);
}

static void
draw_changed (const Mark *mark)
{
  static const CairnPoint triangle[] = { { 0, -8 }, { 8.5, 6.5 }, { -8.5, 6.5 } };

  polygon (mark, triangle, G_N_ELEMENTS (triangle));
  line (mark, 0, -3, 0, 1.5, mark->ink);
  line (mark, 0, 3.4, 0, 5, mark->ink);
}

static void
draw_differs (const Mark *mark)
{
  static const CairnPoint diamond[] = { { 0, -7.5 }, { 7.5, 0 }, { 0, 7.5 }, { -7.5, 0 } };
  const Mark hollow = { mark->layer, mark->ink, mark->fill, mark->x, mark->y };

  polygon (&hollow, diamond, G_N_ELEMENTS (diamond));
  line (mark, -2.6, -1.5, 2.6, -1.5, mark->fill);
  line (mark, -2.6, 1.5, 2.6, 1.5, mark->fill);
}

static void
draw_own (const Mark *mark)
{
  disc (mark, mark->ink, mark->fill);
  line (mark, -3.5, 0, 3.5, 0, mark->fill);
  line (mark, 0, -3.5, 0, 3.5, mark->fill);
}

/* A hole in the flow. */
static void
draw_hole (const Mark *mark)
{
  CairnPrim *ring = cairn_layer_ellipse (
    mark->layer, (CairnRect){ mark->x - SIZE / 2, mark->y - SIZE / 2, SIZE, SIZE }, mark->ink,
    mark->fill, 2);

  ring->dash = 2.5;
}

static void (*const draw[CAIRN_N_CHANGES]) (const Mark *mark)
  = { draw_added,   draw_removed, draw_moved, draw_reworded,
      draw_changed, draw_differs, draw_own,   draw_hole };

static void
draw_mark (CairnLayer *layer, const CairnTheme *theme, guint nth, double x, double y)
{
  Mark mark = { layer, fills[theme->kind == CAIRN_THEME_DARK][nth], theme->paper, x, y };

  draw[nth](&mark);
}

/* "Added, moved": what the marks of one element say. */
static char *
dup_title (guint bits)
{
  GString *title = g_string_new (NULL);

  for (guint i = 0; i < CAIRN_N_CHANGES; i++)
    if ((bits & (1u << i)) != 0)
      g_string_append_printf (title, "%s%s", title->len > 0 ? ", " : "",
                              cairn_change_label (1u << i));
  return g_string_free (title, FALSE);
}

/* Side by side from (@x, @y) on. */
static void
draw_marks (CairnLayer *layer, const CairnTheme *theme, guint bits, double x, double y)
{
  for (guint i = 0; i < CAIRN_N_CHANGES; i++)
    if ((bits & (1u << i)) != 0)
      {
        draw_mark (layer, theme, i, x, y);
        x += SIZE + 3;
      }
}

/* A line around the box of what is not just overridden: solid for what came or goes, dashed for
 * what changed. */
static void
draw_outline (CairnLayer *layer, const CairnTheme *theme, guint bits, const CairnRect *rect)
{
  const CairnColor *colors = fills[theme->kind == CAIRN_THEME_DARK];
  CairnPrim *prim;

  for (guint i = 0; i <= 4; i++)
    if ((bits & (1u << i)) != 0)
      {
        prim = cairn_layer_rect (
          layer, (CairnRect){ rect->x - 3, rect->y - 3, rect->width + 6, rect->height + 6 }, 8,
          CAIRN_COLOR_NONE, colors[i], 2);
        prim->dash = i < 2 ? 0 : 5;
        return;
      }
}

static void
begin (CairnLayer *layer, const CairnElement *element, guint bits)
{
  g_autofree char *id = g_strdup_printf ("change-%s", cairn_element_get_id (element));
  g_autofree char *title = dup_title (bits);

  cairn_layer_begin (layer, cairn_layer_copy_string (layer, id), NULL, "change",
                     cairn_layer_copy_string (layer, title));
}

static void
mark_box (CairnLayer *layer, const CairnTheme *theme, guint bits, const CairnBox *box)
{
  gboolean header = box->role == CAIRN_BOX_LANE_HEADER || box->role == CAIRN_BOX_STAGE_HEADER;

  begin (layer, box->element, bits);
  if (!header)
    draw_outline (layer, theme, bits, &box->rect);
  /* On the corner of a box; inside a header, which its neighbours touch. */
  draw_marks (layer, theme, bits, box->rect.x + (header ? 11 : 3), box->rect.y + (header ? 11 : 0));
  cairn_layer_end (layer);
}

/* The middle of the longest straight piece; of a curve, of its middle. */
static CairnPoint
middle_of (const CairnRoute *route)
{
  guint best = route->curved ? (route->n_points - 1) / 2 : 0;
  double longest = -1;

  for (guint i = 0; !route->curved && i + 1 < route->n_points; i++)
    {
      double length = ABS (route->points[i + 1].x - route->points[i].x)
                      + ABS (route->points[i + 1].y - route->points[i].y);

      if (length > longest)
        {
          longest = length;
          best = i;
        }
    }
  return (CairnPoint){ (route->points[best].x + route->points[best + 1].x) / 2,
                       (route->points[best].y + route->points[best + 1].y) / 2 };
}

static void
mark_route (CairnLayer *layer, const CairnTheme *theme, guint bits, const CairnRoute *route)
{
  CairnPoint at = middle_of (route);

  if (route->label != NULL)
    at = (CairnPoint){ route->label_rect.x - 2, route->label_rect.y };
  begin (layer, route->element, bits);
  draw_marks (layer, theme, bits, at.x, at.y);
  cairn_layer_end (layer);
}

static guint
bits_of (GHashTable *changes, const CairnElement *element)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (changes, element));
}

static void
mark_boxes (CairnScene *scene, GHashTable *changes)
{
  guint n_boxes, n_routes;
  const CairnBox *boxes = cairn_layout_get_boxes (scene->layout, &n_boxes);
  const CairnRoute *routes = cairn_layout_get_routes (scene->layout, &n_routes);

  for (guint i = 0; i < n_routes; i++)
    if (bits_of (changes, routes[i].element) != 0 && routes[i].n_points > 1)
      mark_route (scene->layers[CAIRN_LAYER_CHANGES], scene->theme,
                  bits_of (changes, routes[i].element), &routes[i]);
  for (guint i = 0; i < n_boxes; i++)
    {
      guint bits = bits_of (changes, boxes[i].element);
      CairnLayerKind layer = boxes[i].role == CAIRN_BOX_LANE_HEADER    ? CAIRN_LAYER_LANES_CHANGES
                             : boxes[i].role == CAIRN_BOX_STAGE_HEADER ? CAIRN_LAYER_STAGES_CHANGES
                                                                       : CAIRN_LAYER_CHANGES;

      if (bits != 0 && cairn_layout_find_main (scene->layout, boxes[i].element) == &boxes[i])
        mark_box (scene->layers[layer], scene->theme, bits, &boxes[i]);
    }
}

/* What the marks mean, below all else. */
static void
add_legend (CairnScene *scene, GHashTable *changes)
{
  CairnLayer *layer = scene->layers[CAIRN_LAYER_CHANGES];
  GHashTableIter iter;
  gpointer bits;
  guint all = 0;
  double x = 24 + SIZE / 2;
  double y = scene->height + LEGEND_ROOM / 2 - 6;

  g_hash_table_iter_init (&iter, changes);
  while (g_hash_table_iter_next (&iter, NULL, &bits))
    all |= GPOINTER_TO_UINT (bits);
  cairn_layer_begin (layer, "changes-legend", NULL, "legend", _ ("What the marks mean"));
  for (guint i = 0; i < CAIRN_N_CHANGES; i++)
    if ((all & (1u << i)) != 0)
      {
        const CairnTextBlock *block
          = cairn_layer_measure (layer, CAIRN_TEXT_SMALL, cairn_change_label (1u << i));

        draw_mark (layer, scene->theme, i, x, y);
        cairn_layer_text (layer, block, x + SIZE / 2 + 6, y - block->height / 2, CAIRN_ANCHOR_START,
                          scene->theme->ink_soft);
        x += SIZE + 6 + block->width + 22;
      }
  cairn_layer_end (layer);
  scene->height += LEGEND_ROOM;
  scene->width = MAX (scene->width, x);
}

char *
cairn_scene_dup_change (const CairnScene *self, const CairnElement *element)
{
  guint bits = self->changes != NULL ? bits_of (self->changes, element) : 0;

  return bits != 0 ? dup_title (bits) : NULL;
}

CairnScene *
cairn_scene_with_changes (CairnScene *self, GHashTable *changes)
{
  static const CairnLayerKind own[]
    = { CAIRN_LAYER_CHANGES, CAIRN_LAYER_LANES_CHANGES, CAIRN_LAYER_STAGES_CHANGES };
  CairnScene *scene;

  g_return_val_if_fail (self != NULL, NULL);

  if (changes == NULL)
    return cairn_scene_ref (self);
  scene = cairn_scene_copy (self);
  g_clear_pointer (&scene->changes, g_hash_table_unref);
  scene->changes = g_hash_table_ref (changes);
  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      g_clear_pointer (&scene->layers[own[i]], cairn_layer_unref);
      scene->layers[own[i]] = cairn_layer_new (0, 0);
    }
  mark_boxes (scene, changes);
  add_legend (scene, changes);
  return scene;
}
