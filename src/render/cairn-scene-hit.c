/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-scene-private.h"

#include <math.h>
#include <string.h>

/* The mouse is looked up in the list that was painted. Looking at the bounds of every group is a
 * walk through one array, some microseconds for ten thousand of them: no index to keep. */

#define TOLERANCE 6      /* view pixels around a line */
#define FEELING_REACH 12 /* half of the least target, 24 pixels */
#define CURVE_STEPS 12

static gboolean
is_line (const CairnSceneGroup *group)
{
  return group->kind[0] == 'f' /* flow */ || strcmp (group->kind, "link") == 0;
}

static double
distance_to_segment (CairnPoint p, CairnPoint a, CairnPoint b)
{
  double dx = b.x - a.x, dy = b.y - a.y;
  double square = dx * dx + dy * dy;
  double t = square > 0 ? ((p.x - a.x) * dx + (p.y - a.y) * dy) / square : 0;

  t = CLAMP (t, 0, 1);
  return hypot (a.x + t * dx - p.x, a.y + t * dy - p.y);
}

static CairnPoint
curve_at (CairnPoint a, const CairnPoint *c, double t)
{
  double s = 1 - t;
  double k0 = s * s * s, k1 = 3 * s * s * t, k2 = 3 * s * t * t, k3 = t * t * t;

  return (CairnPoint){ k0 * a.x + k1 * c[0].x + k2 * c[1].x + k3 * c[2].x,
                       k0 * a.y + k1 * c[0].y + k2 * c[1].y + k3 * c[2].y };
}

static double
distance_to_path (CairnPoint at, const CairnPrim *prim)
{
  const CairnPoint *p = prim->path.points;
  CairnPoint here = { 0, 0 };
  double nearest = INFINITY;

  if (prim->relative)
    at = (CairnPoint){ at.x - prim->rect.x, at.y - prim->rect.y };
  for (guint i = 0; i < prim->path.n_ops; i++)
    {
      switch (prim->path.ops[i])
        {
        case CAIRN_PATH_LINE:
          nearest = MIN (nearest, distance_to_segment (at, here, p[0]));
          break;
        case CAIRN_PATH_CURVE:
          for (guint j = 0; j < CURVE_STEPS; j++)
            nearest
              = MIN (nearest, distance_to_segment (at, curve_at (here, p, (double) j / CURVE_STEPS),
                                                   curve_at (here, p, (j + 1.0) / CURVE_STEPS)));
          break;
        default:
          break;
        }
      p += cairn_path_op_points (prim->path.ops[i]);
      if (cairn_path_op_points (prim->path.ops[i]) > 0)
        here = p[-1];
    }
  return nearest;
}

/* The part of @group at @at, and where it is: the last painted of those that are not the main one.
 */
static void
find_part (const CairnLayer *layer, const CairnSceneGroup *group, CairnPoint at, CairnSceneHit *hit)
{
  hit->part = CAIRN_PART_MAIN;
  hit->bounds = group->bounds;
  for (guint i = group->first; i < group->first + group->n_prims; i++)
    {
      const CairnPrim *prim = &layer->prims[i];

      if (prim->part == CAIRN_PART_MAIN || !cairn_rect_contains (&prim->rect, at.x, at.y))
        continue;
      /* The first shape of a part is its background, the largest. */
      if (hit->part != prim->part)
        hit->bounds = prim->rect;
      hit->part = prim->part;
    }
}

/* Boxes and labels under @at. */
static gboolean
hit_boxes (const CairnScene *self, CairnLayerKind kind, CairnPoint at, CairnSceneHit *hit)
{
  const CairnLayer *layer = self->layers[kind];

  for (guint i = layer->n_groups; i > 0; i--)
    {
      const CairnSceneGroup *group = &layer->groups[i - 1];

      if (group->element == NULL || !cairn_rect_contains (&group->bounds, at.x, at.y))
        continue;
      find_part (layer, group, at, hit);
      if (is_line (group) && hit->part != CAIRN_PART_LABEL)
        continue;
      /* Likewise the marks on the edge of a step or an item. */
      if (kind == CAIRN_LAYER_BODY && hit->part == CAIRN_PART_MAIN
          && (strcmp (group->kind, "step") == 0 || strcmp (group->kind, "item") == 0)
          && !cairn_rect_contains (&layer->prims[group->first].rect, at.x, at.y))
        continue;
      /* A rank badge widens the bounds of its box; what lies between them is neither. */
      if (kind == CAIRN_LAYER_STAGES_OVERLAY && hit->part == CAIRN_PART_MAIN)
        continue;
      hit->element = group->element;
      hit->layer = kind;
      return TRUE;
    }
  return FALSE;
}

static gboolean
hit_lines (const CairnScene *self, CairnPoint at, double tolerance, CairnSceneHit *hit)
{
  const CairnLayer *layer = self->layers[CAIRN_LAYER_BODY];
  double nearest = tolerance;
  gboolean found = FALSE;

  for (guint i = 0; i < layer->n_groups; i++)
    {
      const CairnSceneGroup *group = &layer->groups[i];
      CairnRect near = cairn_rect_inset (&group->bounds, -tolerance);

      if (!cairn_rect_contains (&near, at.x, at.y) || !is_line (group))
        continue;
      for (guint j = group->first; j < group->first + group->n_prims; j++)
        if (layer->prims[j].kind == CAIRN_PRIM_PATH
            && distance_to_path (at, &layer->prims[j]) <= nearest)
          {
            nearest = distance_to_path (at, &layer->prims[j]);
            *hit
              = (CairnSceneHit){ group->element, CAIRN_LAYER_BODY, CAIRN_PART_MAIN, group->bounds };
            found = TRUE;
          }
    }
  return found;
}

/* Points are small: the nearest within reach counts. */
static gboolean
hit_feelings (const CairnScene *self, CairnPoint at, double reach, CairnSceneHit *hit)
{
  const CairnLayer *layer = self->layers[CAIRN_LAYER_LEGEND];
  double nearest = reach;
  gboolean found = FALSE;

  for (guint i = 0; i < layer->n_groups; i++)
    {
      const CairnSceneGroup *group = &layer->groups[i];
      CairnRect near = cairn_rect_inset (&group->bounds, -reach);

      if (strcmp (group->kind, "emotion-point") != 0 || !cairn_rect_contains (&near, at.x, at.y))
        continue;
      for (guint j = group->first; j < group->first + group->n_prims; j++)
        {
          const CairnRect *r = &layer->prims[j].rect;
          double away = hypot (r->x + r->width / 2 - at.x, r->y + r->height / 2 - at.y);

          if (layer->prims[j].dash != 0 || away > nearest)
            continue;
          nearest = away;
          *hit = (CairnSceneHit){ group->element, CAIRN_LAYER_LEGEND, layer->prims[j].part, *r };
          found = TRUE;
        }
    }
  return found;
}

/* Headers that are frozen are looked up where they are drawn now. */
static gboolean
hit_header (
  const CairnScene *self, CairnLayerKind kind, CairnPoint at, CairnPoint shift, CairnSceneHit *hit)
{
  if (!hit_boxes (self, kind, (CairnPoint){ at.x - shift.x, at.y - shift.y }, hit))
    return FALSE;
  hit->bounds.x += shift.x;
  hit->bounds.y += shift.y;
  return TRUE;
}

/* The headers that stay at the left, or those that stay at the top: lanes or stages. */
static gboolean
hit_headers (
  const CairnScene *self, gboolean left, CairnPoint at, CairnPoint frozen, CairnSceneHit *hit)
{
  gboolean lanes = left != cairn_layout_is_vertical (self->layout);
  CairnPoint shift = { left ? frozen.x : 0, left ? 0 : frozen.y };

  if (lanes)
    return hit_header (self, CAIRN_LAYER_LANES, at, shift, hit);
  return hit_header (self, CAIRN_LAYER_STAGES_OVERLAY, at, shift, hit)
         || hit_header (self, CAIRN_LAYER_STAGES, at, shift, hit);
}

gboolean
cairn_scene_hit (const CairnScene *self,
                 const CairnViewport *viewport,
                 double view_x,
                 double view_y,
                 CairnSceneHit *hit)
{
  CairnPoint at, shift, covered;
  gboolean in_left, in_top;

  g_return_val_if_fail (self != NULL && viewport != NULL && hit != NULL, FALSE);

  at = cairn_viewport_to_diagram (viewport, view_x, view_y);
  shift = cairn_viewport_get_frozen (viewport);
  covered = cairn_viewport_get_covered (viewport);
  in_left = view_x < covered.x;
  in_top = view_y < covered.y;
  if (in_left && in_top)
    return FALSE; /* the corner between the headers */
  if (!in_left && hit_headers (self, FALSE, at, shift, hit))
    return TRUE;
  if (!in_top && hit_headers (self, TRUE, at, shift, hit))
    return TRUE;
  if (in_left || in_top)
    return FALSE;
  return hit_boxes (self, CAIRN_LAYER_BODY, at, hit)
         || hit_lines (self, at, TOLERANCE / viewport->scale, hit)
         || hit_feelings (self, at, FEELING_REACH / viewport->scale, hit)
         || hit_boxes (self, CAIRN_LAYER_PAPER, at, hit);
}

GPtrArray *
cairn_scene_elements_in (const CairnScene *self, const CairnRect *rect)
{
  GPtrArray *elements = g_ptr_array_new ();
  const CairnLayer *layer;

  g_return_val_if_fail (self != NULL && rect != NULL, elements);

  layer = self->layers[CAIRN_LAYER_BODY];
  for (guint i = 0; i < layer->n_groups; i++)
    {
      const CairnSceneGroup *group = &layer->groups[i];
      const CairnRect *b = &group->bounds;
      gboolean inside = b->x >= rect->x && b->y >= rect->y
                        && b->x + b->width <= rect->x + rect->width
                        && b->y + b->height <= rect->y + rect->height;

      if (group->element == NULL || strcmp (group->kind, "boundaries") == 0
          || strcmp (group->kind, "bar") == 0)
        continue;
      if (is_line (group) ? inside : cairn_rect_intersects (b, rect))
        g_ptr_array_add (elements, group->element);
    }
  return elements;
}
