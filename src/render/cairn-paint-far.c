/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-paint-private.h"

/* Far away everything is rectangles on whole pixels, thousands of them, and cairo would make a
 * shape of each: so they are written into the image directly. */

/* Rounds what is well inside of the numbers that an int can hold, without a call. */
static inline int
to_pixel (double v)
{
  const int shift = 1 << 24;

  return (int) (v + shift + 0.5) - shift;
}

/* The three colours at once, without the alpha of what is there: the map has paper everywhere. */
static inline guint32
blend (guint32 under, guint32 over, guint alpha)
{
  guint32 red_blue = (under & 0xff00ff) * (255 - alpha) + (over & 0xff00ff) * alpha;
  guint32 green = (under & 0x00ff00) * (255 - alpha) + (over & 0x00ff00) * alpha;

  return 0xff000000u | ((red_blue >> 8) & 0xff00ff) | ((green >> 8) & 0x00ff00);
}

static void
fill (const CairnPaintImage *image, CairnColor color, int left, int top, int right, int bottom)
{
  guint32 over = 0xff000000u | (color >> 8);
  guint alpha = color & 0xff;

  left = MAX (left, image->left);
  top = MAX (top, image->top);
  right = MIN (right, image->right);
  bottom = MIN (bottom, image->bottom);
  for (int y = top; y < bottom; y++)
    {
      guint32 *row = image->data + (gsize) y * image->stride;

      if (alpha == 0xff)
        for (int x = left; x < right; x++)
          row[x] = over;
      else
        for (int x = left; x < right; x++)
          row[x] = blend (row[x], over, alpha);
    }
}

/* Returns FALSE if the target is no image whose pixels are the units of the context. */
gboolean
cairn_paint_far_begin (CairnPaint *self)
{
  CairnPaintImage *image = &self->image;
  cairo_surface_t *target = cairo_get_target (self->cr);
  cairo_matrix_t matrix;
  double dx, dy, x0, y0, x1, y1;
  cairo_format_t format;

  if (cairo_surface_get_type (target) != CAIRO_SURFACE_TYPE_IMAGE
      || cairo_get_group_target (self->cr) != target)
    return FALSE;
  format = cairo_image_surface_get_format (target);
  cairo_get_matrix (self->cr, &matrix);
  cairo_surface_get_device_offset (target, &dx, &dy);
  if ((format != CAIRO_FORMAT_ARGB32 && format != CAIRO_FORMAT_RGB24) || matrix.x0 != 0
      || matrix.y0 != 0 || dx != 0 || dy != 0)
    return FALSE;
  cairo_clip_extents (self->cr, &x0, &y0, &x1, &y1);
  cairo_surface_flush (target);
  image->data = (guint32 *) (gpointer) cairo_image_surface_get_data (target);
  image->stride = (guint) cairo_image_surface_get_stride (target) / sizeof (guint32);
  image->left = MAX (0, to_pixel (x0 * self->pixels));
  image->top = MAX (0, to_pixel (y0 * self->pixels));
  image->right = MIN (cairo_image_surface_get_width (target), to_pixel (x1 * self->pixels));
  image->bottom = MIN (cairo_image_surface_get_height (target), to_pixel (y1 * self->pixels));
  return image->data != NULL;
}

void
cairn_paint_far_end (CairnPaint *self)
{
  cairo_surface_mark_dirty (cairo_get_target (self->cr));
}

static void
add_box (CairnPaint *self, CairnColor color, double x0, double y0, double x1, double y1)
{
  int left = to_pixel (cairn_paint_x (self, x0) * self->pixels);
  int top = to_pixel (cairn_paint_y (self, y0) * self->pixels);
  int right = to_pixel (cairn_paint_x (self, x1) * self->pixels);
  int bottom = to_pixel (cairn_paint_y (self, y1) * self->pixels);

  fill (&self->image, color, left, top, MAX (right, left + 1), MAX (bottom, top + 1));
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
