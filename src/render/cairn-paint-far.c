/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-paint-private.h"

/* Far away. Nothing overlaps there but borders and what they enclose, so that all boxes of a colour
 * can be filled together, in the order in which the colours first appeared. */

static void
flush_bucket (CairnPaint *self, CairnPaintBucket *bucket)
{
  double unit = 1 / self->pixels;

  if (bucket->n == 0)
    return;
  cairn_paint_set_color (self, bucket->color);
  for (guint i = 0; i < bucket->n; i++)
    cairo_rectangle (self->cr, bucket->boxes[i].x * unit, bucket->boxes[i].y * unit,
                     bucket->boxes[i].width * unit, bucket->boxes[i].height * unit);
  cairo_fill (self->cr);
  bucket->n = 0;
}

void
cairn_paint_flush (CairnPaint *self)
{
  for (guint i = 0; i < self->n_buckets; i++)
    flush_bucket (self, &self->buckets[i]);
  self->n_buckets = 0;
}

static void
add_box (CairnPaint *self, CairnColor color, double x0, double y0, double x1, double y1)
{
  CairnPaintBucket *bucket = NULL;
  int left = (int) lround (cairn_paint_x (self, x0) * self->pixels);
  int top = (int) lround (cairn_paint_y (self, y0) * self->pixels);
  int right = (int) lround (cairn_paint_x (self, x1) * self->pixels);
  int bottom = (int) lround (cairn_paint_y (self, y1) * self->pixels);

  for (guint i = 0; i < self->n_buckets && bucket == NULL; i++)
    if (self->buckets[i].color == color)
      bucket = &self->buckets[i];
  if (bucket == NULL)
    {
      if (self->n_buckets == CAIRN_PAINT_MAX_COLORS)
        cairn_paint_flush (self);
      bucket = &self->buckets[self->n_buckets++];
      bucket->color = color;
      bucket->n = 0;
    }
  if (bucket->n == CAIRN_PAINT_MAX_BOXES)
    flush_bucket (self, bucket);
  bucket->boxes[bucket->n++]
    = (cairo_rectangle_int_t){ left, top, MAX (1, right - left), MAX (1, bottom - top) };
}

static void
add_line (CairnPaint *self, CairnColor color, CairnPoint a, CairnPoint b)
{
  add_box (self, color, MIN (a.x, b.x), MIN (a.y, b.y), MAX (a.x, b.x), MAX (a.y, b.y));
}

static void
paint_far_path (CairnPaint *self, const CairnPrim *prim)
{
  const CairnPoint *p = prim->path.points;
  CairnPoint before = { 0, 0 };

  for (guint i = 0; i < prim->path.n_ops; i++)
    {
      guint n = cairn_path_op_points (prim->path.ops[i]);

      if (prim->path.ops[i] == CAIRN_PATH_LINE)
        add_line (self, prim->stroke, before, p[0]);
      else if (prim->path.ops[i] == CAIRN_PATH_CURVE)
        {
          /* The corner itself; it turns from the way that its first control point lies. */
          CairnPoint corner = fabs (p[0].y - before.y) < fabs (p[0].x - before.x)
                                ? (CairnPoint){ p[2].x, before.y }
                                : (CairnPoint){ before.x, p[2].y };

          add_line (self, prim->stroke, before, corner);
          add_line (self, prim->stroke, corner, p[2]);
        }
      if (n > 0)
        before = p[n - 1];
      p += n;
    }
}

static void
paint_far_text (CairnPaint *self, const CairnPrim *prim)
{
  const CairnTextBlock *block = prim->text.block;
  const CairnTextFont *font = cairn_text_font (block->style);

  if (font->size * self->scale * self->pixels < CAIRN_PAINT_MIN_BAR)
    return;
  for (guint i = 0; i < block->n_lines; i++)
    {
      double x = cairn_paint_line_start (prim, i);
      double baseline = prim->rect.y + block->ascent + i * font->line_height;

      add_box (self, cairn_paint_bar_color (prim->fill), x, baseline - 0.45 * font->size,
               x + block->lines[i].width, baseline);
    }
}

/* Returns FALSE for what has to be painted the usual way. */
gboolean
cairn_paint_far (CairnPaint *self, const CairnSceneGroup *group, const CairnPrim *prims)
{
  gboolean flow = group->kind[0] == 'f';

  if (group->element == NULL || (!flow && group->kind[0] != 's' && group->kind[0] != 'n'))
    return FALSE;
  for (guint i = 0; i < group->n_prims; i++)
    {
      const CairnPrim *prim = &prims[i];
      const CairnRect *r = &prim->rect;

      if (flow && prim->kind == CAIRN_PRIM_PATH && cairn_color_visible (prim->stroke))
        paint_far_path (self, prim);
      else if (prim->kind == CAIRN_PRIM_TEXT && prim->part == CAIRN_PART_MAIN && !flow)
        paint_far_text (self, prim);
      else if (!flow && !prim->detail
               && (prim->kind == CAIRN_PRIM_RECT || prim->kind == CAIRN_PRIM_PATH)
               && prim->part == CAIRN_PART_MAIN)
        {
          double edge = 1 / (self->scale * self->pixels);

          add_box (self, prim->stroke, r->x, r->y, r->x + r->width, r->y + r->height);
          if (r->width > 3 * edge && r->height > 3 * edge)
            add_box (self, prim->fill, r->x + edge, r->y + edge, r->x + r->width - edge,
                     r->y + r->height - edge);
        }
    }
  return TRUE;
}
