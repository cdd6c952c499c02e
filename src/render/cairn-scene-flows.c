/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "render/cairn-overlay.h"
#include "render/cairn-scene-private.h"
#include "timing/cairn-stage-study.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Who goes where: a pale band below a flow, as wide as customers take it; how long a handoff takes
 * on a flow that crosses lanes; and dashed, out of the map, who is lost. What the data know is who
 * went from stage to stage, so only a flow that is the one way between its stages says it. Nothing
 * moves for it: where there is no free place, it is said in words only. */

#define WIDEST 16.0
#define NARROWEST 4.0
#define PILL_HEIGHT 17
#define PILL_PAD 7
#define ENDS 14         /* of a flow that no pill covers */
#define CORNER 9        /* of a flow, left free where there is room elsewhere */
#define AWAY 500        /* as if it were so much further from the middle */
#define AT_ONCE 60      /* seconds: no wait to speak of */
#define MOST_PLACES 120 /* on a flow, however long */
#define PACE 5          /* between two places that are tried */
#define STUB 15         /* its height, or its length to the side */
#define HANG 21         /* its length below the map */
#define STUB_PAD 4

typedef struct
{
  const char *from, *to; /* interned ids of stages */
  const CairnRoute *route;
  guint n; /* flows between the two */
} Way;

struct _CairnFlowFigures
{
  const CairnScene *scene;
  GHashTable *ways;   /* set of Way */
  GHashTable *routes; /* CairnRoute → the Way that it is of */
  GHashTable *stages; /* interned id of a step → id of its stage */
  CairnSceneRoom room;
};

static guint
way_hash (gconstpointer key)
{
  const Way *way = key;

  return g_direct_hash (way->from) * 31 + g_direct_hash (way->to);
}

static gboolean
way_equal (gconstpointer a, gconstpointer b)
{
  const Way *p = a, *q = b;

  return p->from == q->from && p->to == q->to;
}

static void
index_steps (CairnFlowFigures *self, CairnElement *diagram)
{
  self->stages = g_hash_table_new (NULL, NULL);
  CAIRN_FOREACH_CHILD (step, diagram, CAIRN_KIND_STEP)
    g_hash_table_insert (self->stages, (gpointer) cairn_element_get_id (step),
                         (gpointer) cairn_element_get_string (step, CAIRN_PROP_STAGE));
}

/* FALSE: it does not go from one stage to another. */
static gboolean
find_ends (const CairnFlowFigures *self, const CairnElement *flow, Way *way)
{
  way->from = g_hash_table_lookup (self->stages, cairn_element_get_string (flow, CAIRN_PROP_FROM));
  way->to = g_hash_table_lookup (self->stages, cairn_element_get_string (flow, CAIRN_PROP_TO));
  return way->from != NULL && way->to != NULL && *way->from != '\0' && *way->to != '\0'
         && way->from != way->to;
}

static void
index_ways (CairnFlowFigures *self, CairnElement *diagram)
{
  self->ways = g_hash_table_new_full (way_hash, way_equal, g_free, NULL);
  self->routes = g_hash_table_new (NULL, NULL);
  CAIRN_FOREACH_CHILD (flow, diagram, CAIRN_KIND_FLOW)
    {
      Way ends = { 0 };
      Way *way;

      if (!find_ends (self, flow, &ends))
        continue;
      way = g_hash_table_lookup (self->ways, &ends);
      if (way == NULL)
        {
          way = g_memdup2 (&ends, sizeof ends);
          way->route = cairn_layout_find_route (self->scene->layout, flow);
          g_hash_table_add (self->ways, way);
          /* What is collapsed may share a route with another way, which then says nothing. */
          if (way->route != NULL && g_hash_table_contains (self->routes, way->route))
            way->n++;
          if (way->route != NULL)
            g_hash_table_insert (self->routes, (gpointer) way->route, way);
        }
      way->n++;
    }
}

CairnFlowFigures *
cairn_flow_figures_new (const CairnScene *scene)
{
  CairnFlowFigures *self = g_new0 (CairnFlowFigures, 1);
  CairnElement *diagram = cairn_layout_get_diagram (scene->layout);

  self->scene = scene;
  cairn_scene_room_init (&self->room, scene->layout);
  index_steps (self, diagram);
  index_ways (self, diagram);
  return self;
}

CairnSceneRoom *
cairn_flow_figures_get_room (CairnFlowFigures *self)
{
  return &self->room;
}

void
cairn_flow_figures_free (CairnFlowFigures *self)
{
  g_hash_table_unref (self->routes);
  g_hash_table_unref (self->ways);
  g_hash_table_unref (self->stages);
  cairn_scene_room_clear (&self->room);
  g_free (self);
}

static CairnElement *
find_stage (const CairnFlowFigures *self, const char *id)
{
  CAIRN_FOREACH_CHILD (stage, cairn_layout_get_diagram (self->scene->layout), CAIRN_KIND_STAGE)
    if (g_str_equal (cairn_element_get_id (stage), id))
      return stage;
  return NULL;
}

static const CairnHandoff *
find_handoff (const CairnFlowFigures *self, const char *from, const char *to)
{
  CairnElement *here = find_stage (self, from);
  CairnElement *next = find_stage (self, to);
  CairnStageStudy *study = here != NULL ? cairn_scene_get_study (self->scene, here) : NULL;
  guint n;
  const CairnHandoff *handoffs
    = study != NULL && next != NULL ? cairn_stage_study_get_handoffs (study, &n) : NULL;

  for (guint i = 0; handoffs != NULL && i < n; i++)
    if (g_strcmp0 (handoffs[i].next_stage, cairn_element_get_title (next)) == 0)
      return &handoffs[i];
  return NULL;
}

/* What is known of the way that @flow is the only one of; NULL: nothing. */
static const CairnHandoff *
look_up (const CairnFlowFigures *self, const Way *way)
{
  if (way->n != 1 || way->route == NULL || way->route->n_points < 2)
    return NULL;
  return find_handoff (self, way->from, way->to);
}

static char *
format_median (const CairnFlowFigures *self, const Way *way, const CairnHandoff *handoff)
{
  const CairnCell *cell = cairn_scene_get_cell (self->scene, find_stage (self, way->from));

  return cairn_duration_format_in (handoff->median.value, cell != NULL && cell->working_days);
}

char *
cairn_flow_figures_describe (const CairnFlowFigures *self, const CairnElement *flow)
{
  Way ends = { 0 };
  const Way *way = find_ends (self, flow, &ends) ? g_hash_table_lookup (self->ways, &ends) : NULL;
  const CairnHandoff *handoff = way != NULL ? look_up (self, way) : NULL;
  g_autofree char *amount = NULL;
  g_autofree char *span = NULL;

  if (handoff == NULL)
    return NULL;
  amount = cairn_overlay_amount (handoff->per_week);
  if (isnan (handoff->median.value))
    return g_strdup_printf (_ ("%s customers a week take it"), amount);
  if (handoff->median.value < AT_ONCE)
    return g_strdup_printf (
      _ ("%1$s customers a week take it; half are taken up at once (n = %2$u)"), amount,
      handoff->moved);
  span = format_median (self, way, handoff);
  return g_strdup_printf (
    _ ("%1$s customers a week take it; half are taken up within %2$s (n = %3$u)"), amount, span,
    handoff->moved);
}

char *
cairn_scene_explain_flow (const CairnScene *self, const CairnElement *flow)
{
  g_autoptr (CairnFlowFigures) figures = NULL;

  g_return_val_if_fail (self != NULL && flow != NULL, NULL);

  if (self->view == NULL || cairn_element_get_kind (flow) != CAIRN_KIND_FLOW)
    return NULL;
  figures = cairn_flow_figures_new (self);
  return cairn_flow_figures_describe (figures, flow);
}

/* ---- how many: the band ---- */

double
cairn_flow_figures_get_most (const CairnFlowFigures *self)
{
  GHashTableIter iter;
  gpointer way;
  double most = 0;

  g_hash_table_iter_init (&iter, self->ways);
  while (g_hash_table_iter_next (&iter, &way, NULL))
    {
      const CairnHandoff *handoff = look_up (self, way);

      if (handoff != NULL && handoff->per_week > most)
        most = handoff->per_week;
    }
  return most;
}

static const CairnHandoff *
find_of_route (const CairnFlowFigures *self, const CairnRoute *route, const Way **way)
{
  *way = g_hash_table_lookup (self->routes, route);
  return *way != NULL ? look_up (self, *way) : NULL;
}

static const char *
group_id (CairnLayer *layer, const CairnElement *element, const char *part)
{
  g_autofree char *id = g_strdup_printf ("%s.%s", cairn_element_get_id (element), part);

  return cairn_layer_copy_string (layer, id);
}

void
cairn_flow_figures_add_bands (const CairnFlowFigures *self, CairnLayer *layer)
{
  const CairnTheme *theme = self->scene->theme;
  double most = cairn_flow_figures_get_most (self);
  guint n;
  const CairnRoute *routes = cairn_layout_get_routes (self->scene->layout, &n);

  for (guint i = 0; i < n && most > 0; i++)
    {
      const Way *way;
      const CairnHandoff *handoff = find_of_route (self, &routes[i], &way);

      if (handoff == NULL || !(handoff->per_week > 0))
        continue;
      cairn_layer_begin (layer, group_id (layer, routes[i].element, "customers"), NULL, "weight",
                         NULL);
      cairn_layer_route_line (layer, &routes[i], theme->weight,
                              MAX (NARROWEST, WIDEST * handoff->per_week / most))
        ->mark
        = CAIRN_MARK_FLOW;
      cairn_layer_end (layer);
    }
}

/* ---- where there is room ---- */

static CairnRect
extent_of (const CairnRoute *route, double width)
{
  CairnRect all = { 0 };

  for (guint i = 0; i < route->n_points; i++)
    {
      CairnRect around
        = { route->points[i].x - width, route->points[i].y - width, 2 * width, 2 * width };

      all = cairn_rect_union (&all, &around);
    }
  return all;
}

/* Tries places on @route from its middle outwards. */
static gboolean
find_place (CairnFlowFigures *self, const CairnRoute *route, double width, CairnRect *place)
{
  CairnRect area = extent_of (route, width);
  double length = 0, nearest = INFINITY, at = 0, pace;

  cairn_scene_room_look (&self->room, &area, route, NULL);
  for (guint i = 1; i < route->n_points; i++)
    length += fabs (route->points[i].x - route->points[i - 1].x)
              + fabs (route->points[i].y - route->points[i - 1].y);
  pace = MAX (PACE, length / MOST_PLACES);
  for (guint i = 1; i < route->n_points; i++)
    {
      CairnPoint a = route->points[i - 1], b = route->points[i];
      double piece = fabs (b.x - a.x) + fabs (b.y - a.y);
      double half = fabs (b.x - a.x) > fabs (b.y - a.y) ? width / 2 : PILL_HEIGHT / 2.0;

      for (double d = half; d <= piece - half; d += pace)
        {
          CairnPoint middle = { a.x + (b.x - a.x) * d / piece, a.y + (b.y - a.y) * d / piece };
          CairnRect rect
            = { middle.x - width / 2, middle.y - PILL_HEIGHT / 2.0, width, PILL_HEIGHT };
          gboolean bent = (i > 1 && d < half + CORNER)
                          || (i + 1 < route->n_points && d > piece - half - CORNER);
          double away = fabs (at + d - length / 2) + (bent ? AWAY : 0);

          if (away < nearest && at + d - half >= ENDS && at + d + half <= length - ENDS
              && cairn_scene_room_is_free (&self->room, &rect))
            {
              nearest = away;
              *place = rect;
            }
        }
      at += piece;
    }
  return isfinite (nearest);
}

/* ---- how long: the pill ---- */

static void
add_pill (CairnFlowFigures *self,
          CairnLayer *layer,
          const CairnRoute *route,
          const Way *way,
          const CairnHandoff *handoff)
{
  const CairnTheme *theme = self->scene->theme;
  g_autofree char *span = format_median (self, way, handoff);
  g_autofree char *text = g_strdup_printf ("⇄ %s", span);
  g_autofree char *amount = cairn_overlay_amount (handoff->per_week);
  g_autofree char *title = NULL;
  const CairnTextBlock *block = cairn_layer_measure (layer, CAIRN_TEXT_SMALL_STRONG, text);
  double width = ceil (block->width) + 2 * PILL_PAD;
  CairnRect place;

  if (!find_place (self, route, width, &place))
    return;
  cairn_scene_room_take (&self->room, &place);
  /* translators: two stages; a span of time; how many customers */
  title = g_strdup_printf (_ ("Handoff from %1$s to %2$s: median %3$s, %4$s customers a week"),
                           cairn_element_get_title (find_stage (self, way->from)),
                           cairn_element_get_title (find_stage (self, way->to)), span, amount);
  cairn_layer_begin (layer, group_id (layer, route->element, "handoff"), NULL, "handoff",
                     cairn_layer_copy_string (layer, title));
  cairn_layer_rect (layer, place, PILL_HEIGHT / 2.0, theme->label, theme->ink_soft, 1)->mark
    = CAIRN_MARK_HANDOFF;
  cairn_layer_text (layer, block, place.x + width / 2, place.y + (PILL_HEIGHT - block->height) / 2,
                    CAIRN_ANCHOR_MIDDLE, theme->ink)
    ->mark
    = CAIRN_MARK_HANDOFF;
  cairn_layer_end (layer);
}

void
cairn_flow_figures_add_handoffs (CairnFlowFigures *self, CairnLayer *layer)
{
  guint n;
  const CairnRoute *routes = cairn_layout_get_routes (self->scene->layout, &n);

  for (guint i = 0; i < n; i++)
    {
      const Way *way;
      const CairnHandoff *handoff
        = routes[i].handoff ? find_of_route (self, &routes[i], &way) : NULL;

      /* Taken up at once: there is no wait to be shown. */
      if (handoff != NULL && handoff->median.value >= AT_ONCE)
        add_pill (self, layer, &routes[i], way, handoff);
    }
}

/* ---- who is lost: the stub ---- */

static double
lost_per_week (const CairnFlowFigures *self, CairnElement *stage)
{
  CairnStageStudy *study = cairn_scene_get_study (self->scene, stage);
  const CairnStudyFigures *figures = study != NULL ? cairn_stage_study_get_figures (study) : NULL;

  if (figures == NULL || figures->to <= figures->from)
    return 0;
  return figures->outcomes[CAIRN_OUTCOME_CHURN] * (double) CAIRN_WEEK
         / (double) (figures->to - figures->from);
}

/* Where the map ends a stub goes out of it; inside, unless something is there, else outside, unless
 * the band for emotions is there. */
static gboolean
find_stub_place (CairnFlowFigures *self, const CairnBox *box, double width, CairnRect *place)
{
  gboolean vertical = cairn_layout_is_vertical (self->scene->layout);
  const CairnRect *r = &box->rect;
  double room = vertical ? r->height - STUB : r->width - width;
  CairnRect area = cairn_rect_inset (r, -HANG - 1);

  cairn_scene_room_look (&self->room, &area, NULL, NULL);
  for (guint outside = self->scene->emotions.shown || vertical ? 0 : 1; outside < 2; outside--)
    for (double d = 0; d <= room / 2; d += PACE)
      for (int side = -1; side <= 1; side += 2)
        {
          double at = room / 2 + side * d;

          *place = vertical
                     ? (CairnRect){ r->x + r->width - width - 1, r->y + at, width, STUB }
                     : (CairnRect){ r->x + at, r->y + r->height + (outside ? 1 : -HANG - 1.0),
                                    width, HANG };
          if (cairn_scene_room_is_free (&self->room, place))
            return TRUE;
        }
  return FALSE;
}

static void
add_arrow (CairnLayer *layer, const CairnRect *place, gboolean vertical, CairnColor ink)
{
  double x = place->x + (vertical ? place->width - STUB : STUB_PAD);
  double y = place->y + (vertical ? place->height / 2 : 0);
  const CairnPoint down[]
    = { { x - 3.5, y + HANG - 6 }, { x + 3.5, y + HANG - 6 }, { x, y + HANG } };
  const CairnPoint right[]
    = { { x + STUB - 6, y - 3.5 }, { x + STUB - 6, y + 3.5 }, { x + STUB, y } };

  cairn_layer_line (layer, x, y, vertical ? x + STUB - 5 : x, vertical ? y : y + HANG - 5, ink, 1.5)
    ->dash
    = 3;
  cairn_layer_polygon (layer, vertical ? right : down, 3, ink, CAIRN_COLOR_NONE, 0);
}

static void
add_stub (CairnFlowFigures *self, CairnLayer *layer, const CairnBox *box, double per_week)
{
  gboolean vertical = cairn_layout_is_vertical (self->scene->layout);
  g_autofree char *amount = cairn_overlay_amount (per_week);
  /* translators: customers who are lost each week */
  g_autofree char *text = g_strdup_printf (_ ("%s/wk lost"), amount);
  const CairnTextBlock *block = cairn_layer_measure (layer, CAIRN_TEXT_SMALL, text);
  CairnColor ink = self->scene->theme->ink;
  double width = ceil (block->width) + (vertical ? STUB + STUB_PAD : 3 * STUB_PAD);
  g_autofree char *title = NULL;
  CairnRect place;
  guint first = layer->n_prims;

  if (!find_stub_place (self, box, width, &place))
    return;
  cairn_scene_room_take (&self->room, &place);
  /* translators: a stage, and how many customers */
  title = g_strdup_printf (_ ("%1$s: %2$s customers a week are lost"),
                           cairn_element_get_title (box->element), amount);
  cairn_layer_begin (layer, group_id (layer, box->element, "lost"), NULL, "lost",
                     cairn_layer_copy_string (layer, title));
  add_arrow (layer, &place, vertical, ink);
  cairn_layer_text (layer, block, place.x + (vertical ? 0 : 3 * STUB_PAD),
                    place.y + place.height - (STUB + block->height) / 2, CAIRN_ANCHOR_START, ink);
  for (guint i = first; i < layer->n_prims; i++)
    layer->prims[i].mark = CAIRN_MARK_HANDOFF;
  cairn_layer_end (layer);
}

gboolean
cairn_flow_figures_add_stubs (CairnFlowFigures *self, CairnLayer *layer)
{
  guint n, before = layer->n_groups;
  const CairnBox *boxes = cairn_layout_get_boxes (self->scene->layout, &n);

  for (guint i = 0; i < n; i++)
    if (boxes[i].role == CAIRN_BOX_STAGE)
      {
        double per_week = lost_per_week (self, boxes[i].element);

        if (per_week > 0)
          add_stub (self, layer, &boxes[i], per_week);
      }
  return layer->n_groups > before;
}
