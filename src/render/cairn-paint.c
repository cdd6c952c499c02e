/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-paint-private.h"

/* Text larger than this, in pixels, looks right with each letter on a whole pixel. */
#define FINE_SIZE 24
#define MIN_DETAIL 0.45 /* pixels a unit: signs are left out */
#define MIN_ROUND 2.0   /* pixels of a radius: corners are square */

void
cairn_paint_set_color (CairnPaint *self, CairnColor color)
{
  if (self->color == color)
    return;
  self->color = color;
  cairo_set_source_rgba (self->cr, (color >> 24 & 0xff) / 255.0, (color >> 16 & 0xff) / 255.0,
                         (color >> 8 & 0xff) / 255.0, (color & 0xff) / 255.0);
}

/* On screen at least one pixel, or it would fade, and a whole number of them where edges lie on
 * pixels; but signs get thinner with their size. */
static double
line_width (const CairnPaint *self, const CairnPrim *prim)
{
  double width = prim->stroke_width * self->scale * self->pixels;

  if (self->exact)
    return prim->stroke_width * self->scale;
  if (prim->relative)
    return MAX (width, 0.5) / self->pixels;
  if (prim->kind == CAIRN_PRIM_RECT || prim->crisp)
    width = round (width);
  return MAX (width, 1) / self->pixels;
}

/* Half a pixel for lines that are an odd number of pixels wide: their middle is in the middle of
 * one. */
static double
odd_pixel (const CairnPaint *self, double width)
{
  int pixels = (int) round (MAX (1, width * self->scale * self->pixels));

  return !self->exact && (pixels & 1) != 0 ? 0.5 / self->pixels : 0;
}

static void
rounded (cairo_t *cr, double x, double y, double w, double h, double r)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + w - r, y + r, r, -G_PI_2, 0);
  cairo_arc (cr, x + w - r, y + h - r, r, 0, G_PI_2);
  cairo_arc (cr, x + r, y + h - r, r, G_PI_2, G_PI);
  cairo_arc (cr, x + r, y + r, r, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
}

static void
fill_and_stroke (CairnPaint *self, const CairnPrim *prim)
{
  gboolean fill = cairn_color_visible (prim->fill);
  gboolean stroke = cairn_color_visible (prim->stroke);

  if (fill)
    {
      cairn_paint_set_color (self, prim->fill);
      if (stroke)
        cairo_fill_preserve (self->cr);
      else
        cairo_fill (self->cr);
    }
  if (!stroke)
    return;
  cairn_paint_set_color (self, prim->stroke);
  cairo_set_line_width (self->cr, line_width (self, prim));
  if (prim->dash > 0)
    cairo_set_dash (self->cr, (double[]){ prim->dash * self->scale }, 1, 0);
  if (prim->round)
    {
      cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_ROUND);
      cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_ROUND);
    }
  cairo_stroke (self->cr);
  if (prim->dash > 0)
    cairo_set_dash (self->cr, NULL, 0, 0);
  if (prim->round)
    {
      cairo_set_line_cap (self->cr, CAIRO_LINE_CAP_BUTT);
      cairo_set_line_join (self->cr, CAIRO_LINE_JOIN_MITER);
    }
}

static void
box (cairo_t *cr, double x, double y, double w, double h, double r)
{
  if (r > 0)
    rounded (cr, x, y, w, h, r);
  else
    cairo_rectangle (cr, x, y, w, h);
}

/* A bordered box as two filled ones: what a fill and a stroke come to, several times as fast. */
static void
paint_two_boxes (
  CairnPaint *self, const CairnPrim *prim, double x, double y, double w, double h, double radius)
{
  double border = line_width (self, prim);

  cairn_paint_set_color (self, prim->stroke);
  box (self->cr, x - border / 2, y - border / 2, w + border, h + border,
       radius > 0 ? radius + border / 2 : 0);
  cairo_fill (self->cr);
  if (w <= border || h <= border)
    return;
  cairn_paint_set_color (self, prim->fill);
  box (self->cr, x + border / 2, y + border / 2, w - border, h - border,
       MAX (0, radius - border / 2));
  cairo_fill (self->cr);
}

static void
paint_rect (CairnPaint *self, const CairnPrim *prim)
{
  const CairnRect *rect = &prim->rect;
  double least = self->exact ? 0 : 1 / self->pixels;
  double x = cairn_paint_snap (self, cairn_paint_x (self, rect->x));
  double y = cairn_paint_snap (self, cairn_paint_y (self, rect->y));
  double w = cairn_paint_snap (self, cairn_paint_x (self, rect->x + rect->width)) - x;
  double h = cairn_paint_snap (self, cairn_paint_y (self, rect->y + rect->height)) - y;
  double radius = MIN (prim->radius * self->scale, MIN (w, h) / 2);

  w = MAX (w, least);
  h = MAX (h, least);
  if (self->simple && radius * self->pixels < MIN_ROUND)
    radius = 0;
  if (cairn_color_visible (prim->stroke))
    {
      x += odd_pixel (self, prim->stroke_width);
      y += odd_pixel (self, prim->stroke_width);
    }
  if (!self->exact && cairn_color_visible (prim->stroke) && prim->dash == 0
      && (prim->fill & 0xff) == 0xff && (prim->stroke & 0xff) == 0xff)
    {
      paint_two_boxes (self, prim, x, y, w, h, radius);
      return;
    }
  box (self->cr, x, y, w, h, radius);
  fill_and_stroke (self, prim);
}

/* Returns FALSE for what is no sprite. */
static gboolean
paint_sprite (CairnPaint *self, const CairnPrim *prim)
{
  double margin;
  cairo_surface_t *sprite
    = cairn_sprite_cache_get (self->sprites, prim, self->scale, self->pixels, &margin);

  if (sprite == NULL)
    return FALSE;
  cairn_paint_set_color (self, cairn_color_visible (prim->fill) ? prim->fill : prim->stroke);
  cairo_mask_surface (self->cr, sprite,
                      cairn_paint_snap (self, cairn_paint_x (self, prim->rect.x)) - margin,
                      cairn_paint_snap (self, cairn_paint_y (self, prim->rect.y)) - margin);
  return TRUE;
}

static void
paint_ellipse (CairnPaint *self, const CairnPrim *prim)
{
  const CairnRect *rect = &prim->rect;
  double rx = rect->width / 2 * self->scale;
  double ry = rect->height / 2 * self->scale;
  double x = cairn_paint_x (self, rect->x) + rx;
  double y = cairn_paint_y (self, rect->y) + ry;

  if (rx <= 0 || ry <= 0)
    return;
  if (self->simple && !self->exact && !cairn_color_visible (prim->stroke)
      && paint_sprite (self, prim))
    return;
  cairo_new_sub_path (self->cr);
  if (fabs (rx - ry) < 1e-6)
    cairo_arc (self->cr, x, y, rx, 0, 2 * G_PI);
  else
    {
      cairo_matrix_t matrix;

      cairo_get_matrix (self->cr, &matrix);
      cairo_translate (self->cr, x, y);
      cairo_scale (self->cr, rx, ry);
      cairo_arc (self->cr, 0, 0, 1, 0, 2 * G_PI);
      cairo_set_matrix (self->cr, &matrix);
    }
  cairo_close_path (self->cr);
  fill_and_stroke (self, prim);
}

/* Where @p of @prim is, in units of the context. */
static CairnPoint
place (const CairnPaint *self, const CairnPrim *prim, CairnPoint p, double half)
{
  if (prim->relative)
    return (CairnPoint){ cairn_paint_x (self, prim->rect.x) + p.x * self->scale,
                         cairn_paint_y (self, prim->rect.y) + p.y * self->scale };
  if (!prim->crisp)
    return (CairnPoint){ cairn_paint_x (self, p.x), cairn_paint_y (self, p.y) };
  return (CairnPoint){ cairn_paint_snap (self, cairn_paint_x (self, p.x)) + half,
                       cairn_paint_snap (self, cairn_paint_y (self, p.y)) + half };
}

static void
paint_path (CairnPaint *self, const CairnPrim *prim)
{
  const CairnPoint *p = prim->path.points;
  double half = odd_pixel (self, prim->stroke_width);
  CairnPoint q[3];

  if (self->simple && prim->relative && !self->exact && paint_sprite (self, prim))
    return;
  for (guint i = 0; i < prim->path.n_ops; i++)
    {
      guint n = cairn_path_op_points (prim->path.ops[i]);

      for (guint j = 0; j < n; j++)
        q[j] = place (self, prim, *p++, half);
      switch ((CairnPathOp) prim->path.ops[i])
        {
        case CAIRN_PATH_MOVE:
          cairo_move_to (self->cr, q[0].x, q[0].y);
          break;
        case CAIRN_PATH_LINE:
          cairo_line_to (self->cr, q[0].x, q[0].y);
          break;
        case CAIRN_PATH_CURVE:
          cairo_curve_to (self->cr, q[0].x, q[0].y, q[1].x, q[1].y, q[2].x, q[2].y);
          break;
        case CAIRN_PATH_CLOSE:
        default:
          cairo_close_path (self->cr);
        }
    }
  fill_and_stroke (self, prim);
}

double
cairn_paint_line_start (const CairnPrim *prim, guint line)
{
  double width = prim->text.block->lines[line].width;

  return prim->anchor == CAIRN_ANCHOR_START    ? prim->text.x
         : prim->anchor == CAIRN_ANCHOR_MIDDLE ? prim->text.x - width / 2
                                               : prim->text.x - width;
}

void
cairn_paint_text (CairnPaint *self, const CairnPrim *prim)
{
  const CairnTextBlock *block = prim->text.block;
  const CairnTextFont *font = cairn_text_font (block->style);
  double size = font->size * self->scale * self->pixels;

  if (self->simple && size < CAIRN_PAINT_MIN_BAR)
    return;
  cairn_paint_set_color (self, self->simple && size < CAIRN_PAINT_MIN_TEXT
                                 ? cairn_paint_bar_color (prim->fill)
                                 : prim->fill);
  for (guint i = 0; i < block->n_lines; i++)
    {
      double x = cairn_paint_line_start (prim, i);
      double baseline = prim->rect.y + block->ascent + i * font->line_height;

      if (self->simple && size < CAIRN_PAINT_MIN_TEXT)
        {
          double top = cairn_paint_snap (self, cairn_paint_y (self, baseline - 0.5 * font->size));

          cairo_rectangle (
            self->cr, cairn_paint_snap (self, cairn_paint_x (self, x)), top,
            cairn_paint_snap (self, block->lines[i].width * self->scale),
            MAX (1 / self->pixels, cairn_paint_snap (self, 0.45 * font->size * self->scale)));
          cairo_fill (self->cr);
        }
      else
        cairn_text_cache_show (self->text, self->cr, block, i, cairn_paint_x (self, x),
                               cairn_paint_y (self, baseline), self->scale, self->exact,
                               self->fine && size < FINE_SIZE);
    }
}

void
cairn_paint_prim (CairnPaint *self, const CairnPrim *prim)
{
  if ((self->simple && prim->detail && self->scale * self->pixels < MIN_DETAIL)
      || !cairn_detail_shows (self->detail, prim->mark))
    return;
  switch (prim->kind)
    {
    case CAIRN_PRIM_RECT:
      paint_rect (self, prim);
      break;
    case CAIRN_PRIM_ELLIPSE:
      paint_ellipse (self, prim);
      break;
    case CAIRN_PRIM_PATH:
      paint_path (self, prim);
      break;
    case CAIRN_PRIM_TEXT:
    default:
      cairn_paint_text (self, prim);
    }
}
