/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-layer-private.h"

#include <string.h>

#define CHUNK_SIZE (64 * 1024)

CairnLayer *
cairn_layer_new (guint n_groups_hint, guint n_prims_hint)
{
  CairnLayer *self = g_new0 (CairnLayer, 1);

  g_ref_count_init (&self->refs);
  self->allocated_groups = MAX (8, n_groups_hint);
  self->groups = g_new (CairnSceneGroup, self->allocated_groups);
  self->allocated_prims = MAX (32, n_prims_hint);
  self->prims = g_new (CairnPrim, self->allocated_prims);
  self->chunks = g_ptr_array_new_with_free_func (g_free);
  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_text_block_unref);
  return self;
}

CairnLayer *
cairn_layer_ref (CairnLayer *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

void
cairn_layer_unref (CairnLayer *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  g_clear_pointer (&self->groups, g_free);
  g_clear_pointer (&self->prims, g_free);
  g_clear_pointer (&self->chunks, g_ptr_array_unref);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_free (self);
}

gpointer
cairn_layer_alloc (CairnLayer *self, gsize size)
{
  gpointer memory;

  size = (size + 7) & ~(gsize) 7;
  if (size > self->chunk_left)
    {
      gsize chunk = MAX (size, CHUNK_SIZE);

      self->chunk_free = g_malloc (chunk);
      self->chunk_left = chunk;
      g_ptr_array_add (self->chunks, self->chunk_free);
    }
  memory = self->chunk_free;
  self->chunk_free += size;
  self->chunk_left -= size;
  return memory;
}

const char *
cairn_layer_copy_string (CairnLayer *self, const char *string)
{
  gsize size = strlen (string) + 1;

  return memcpy (cairn_layer_alloc (self, size), string, size);
}

const CairnTextBlock *
cairn_layer_keep_block (CairnLayer *self, CairnTextBlock *block)
{
  g_ptr_array_add (self->blocks, block);
  return block;
}

const CairnTextBlock *
cairn_layer_measure (CairnLayer *self, CairnTextStyle style, const char *text)
{
  return cairn_layer_keep_block (self, cairn_text_measure (style, text, 0));
}

void
cairn_layer_begin (
  CairnLayer *self, const char *id, CairnElement *element, const char *kind, const char *title)
{
  if (self->n_groups == self->allocated_groups)
    {
      self->allocated_groups *= 2;
      self->groups = g_renew (CairnSceneGroup, self->groups, self->allocated_groups);
    }
  self->groups[self->n_groups++] = (CairnSceneGroup){
    .id = id, .element = element, .kind = kind, .title = title, .first = self->n_prims
  };
}

void
cairn_layer_end (CairnLayer *self)
{
  CairnSceneGroup *group = &self->groups[self->n_groups - 1];
  double x0 = G_MAXDOUBLE, y0 = G_MAXDOUBLE, x1 = -G_MAXDOUBLE, y1 = -G_MAXDOUBLE;

  group->n_prims = self->n_prims - group->first;
  if (group->n_prims == 0)
    {
      self->n_groups--;
      return;
    }
  for (guint i = group->first; i < self->n_prims; i++)
    {
      const CairnPrim *prim = &self->prims[i];
      double half = prim->stroke_width / 2;

      x0 = MIN (x0, prim->rect.x - half);
      y0 = MIN (y0, prim->rect.y - half);
      x1 = MAX (x1, prim->rect.x + prim->rect.width + half);
      y1 = MAX (y1, prim->rect.y + prim->rect.height + half);
    }
  group->bounds = (CairnRect){ x0, y0, x1 - x0, y1 - y0 };
}

static CairnPrim *
add_prim (
  CairnLayer *self, CairnPrimKind kind, CairnColor fill, CairnColor stroke, double stroke_width)
{
  CairnPrim *prim;

  if (self->n_prims == self->allocated_prims)
    {
      self->allocated_prims *= 2;
      self->prims = g_renew (CairnPrim, self->prims, self->allocated_prims);
    }
  prim = &self->prims[self->n_prims++];
  *prim = (CairnPrim){
    .kind = kind, .fill = fill, .stroke = stroke, .stroke_width = (float) stroke_width
  };
  return prim;
}

CairnPrim *
cairn_layer_rect (CairnLayer *self,
                  CairnRect rect,
                  double radius,
                  CairnColor fill,
                  CairnColor stroke,
                  double stroke_width)
{
  CairnPrim *prim = add_prim (self, CAIRN_PRIM_RECT, fill, stroke, stroke_width);

  prim->rect = rect;
  prim->radius = (float) MIN (radius, MIN (rect.width, rect.height) / 2);
  return prim;
}

CairnPrim *
cairn_layer_ellipse (
  CairnLayer *self, CairnRect rect, CairnColor fill, CairnColor stroke, double stroke_width)
{
  CairnPrim *prim = add_prim (self, CAIRN_PRIM_ELLIPSE, fill, stroke, stroke_width);

  prim->rect = rect;
  return prim;
}

CairnPrim *
cairn_layer_stroke (CairnLayer *self,
                    const guint8 *ops,
                    guint n_ops,
                    const CairnPoint *points,
                    CairnColor stroke,
                    double stroke_width)
{
  CairnPrim *prim = add_prim (self, CAIRN_PRIM_PATH, CAIRN_COLOR_NONE, stroke, stroke_width);

  prim->path.ops = ops;
  prim->path.points = points;
  prim->path.n_ops = n_ops;
  return prim;
}

CairnPrim *
cairn_layer_path (CairnLayer *self,
                  const guint8 *ops,
                  guint n_ops,
                  const CairnPoint *points,
                  CairnColor fill,
                  CairnColor stroke,
                  double stroke_width)
{
  CairnPrim *prim = add_prim (self, CAIRN_PRIM_PATH, fill, stroke, stroke_width);
  double x0 = G_MAXDOUBLE, y0 = G_MAXDOUBLE, x1 = -G_MAXDOUBLE, y1 = -G_MAXDOUBLE;
  guint n_points = 0;

  g_assert (n_ops > 0);

  for (guint i = 0; i < n_ops; i++)
    n_points += cairn_path_op_points (ops[i]);
  /* Control points too: a box that holds them holds the curve. */
  for (guint i = 0; i < n_points; i++)
    {
      x0 = MIN (x0, points[i].x);
      y0 = MIN (y0, points[i].y);
      x1 = MAX (x1, points[i].x);
      y1 = MAX (y1, points[i].y);
    }
  prim->rect = (CairnRect){ x0, y0, x1 - x0, y1 - y0 };
  prim->path.ops = ops;
  prim->path.points = points;
  prim->path.n_ops = n_ops;
  return prim;
}

CairnPrim *
cairn_layer_line (CairnLayer *self,
                  double x0,
                  double y0,
                  double x1,
                  double y1,
                  CairnColor stroke,
                  double stroke_width)
{
  static const guint8 ops[] = { CAIRN_PATH_MOVE, CAIRN_PATH_LINE };
  CairnPoint *points = cairn_layer_alloc (self, 2 * sizeof *points);
  CairnPrim *prim;

  points[0] = (CairnPoint){ x0, y0 };
  points[1] = (CairnPoint){ x1, y1 };
  prim = cairn_layer_path (self, ops, 2, points, CAIRN_COLOR_NONE, stroke, stroke_width);
  prim->crisp = x0 == x1 || y0 == y1;
  return prim;
}

CairnPrim *
cairn_layer_polygon (CairnLayer *self,
                     const CairnPoint *points,
                     guint n_points,
                     CairnColor fill,
                     CairnColor stroke,
                     double stroke_width)
{
  guint8 *ops = cairn_layer_alloc (self, n_points + 1);
  CairnPoint *copy = cairn_layer_alloc (self, n_points * sizeof *copy);

  memcpy (copy, points, n_points * sizeof *copy);
  memset (ops, CAIRN_PATH_LINE, n_points);
  ops[0] = CAIRN_PATH_MOVE;
  ops[n_points] = CAIRN_PATH_CLOSE;
  return cairn_layer_path (self, ops, n_points + 1, copy, fill, stroke, stroke_width);
}

CairnPrim *
cairn_layer_text (CairnLayer *self,
                  const CairnTextBlock *block,
                  double x,
                  double y,
                  CairnAnchor anchor,
                  CairnColor color)
{
  CairnPrim *prim = add_prim (self, CAIRN_PRIM_TEXT, color, CAIRN_COLOR_NONE, 0);
  double left = anchor == CAIRN_ANCHOR_START    ? x
                : anchor == CAIRN_ANCHOR_MIDDLE ? x - block->width / 2
                                                : x - block->width;

  prim->anchor = anchor;
  prim->rect = (CairnRect){ left, y, block->width, block->height };
  prim->text.block = block;
  prim->text.x = x;
  return prim;
}
