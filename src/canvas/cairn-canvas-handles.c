/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* What is drawn over the picture and never exported: outlines of the selection, the handles of the
 * one selected step, marks of where something would land. */

#include "canvas/cairn-canvas-private.h"

#include <math.h>

#define HANDLE_RADIUS 5
#define PLUS_RADIUS 9
#define PLUS_GAP 18
#define REACH 12 /* half of the least target, 24 pixels */

void
cairn_canvas_set_color (cairo_t *cr, CairnColor color, double alpha)
{
  cairo_set_source_rgba (cr, (color >> 24) / 255.0, (color >> 16 & 0xff) / 255.0,
                         (color >> 8 & 0xff) / 255.0, (color & 0xff) / 255.0 * alpha);
}

CairnColor
cairn_canvas_get_accent (CairnCanvas *self)
{
  return cairn_scene_get_theme (cairn_editor_get_scene (self->editor))->selection;
}

/* The rectangle of the one selected step or item, if its handles show. */
static gboolean
get_handle_rect (CairnCanvas *self, CairnRect *rect)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  CairnKind kind;

  if (selected == NULL || self->label != NULL || cairn_editor_get_read_only (self->editor))
    return FALSE;
  kind = cairn_element_get_kind (selected);
  if (kind != CAIRN_KIND_STEP && kind != CAIRN_KIND_ITEM)
    return FALSE;
  if (kind == CAIRN_KIND_STEP
      && cairn_element_get_int (selected, CAIRN_PROP_KIND) == CAIRN_STEP_NOTE)
    return FALSE;
  return cairn_canvas_get_view_rect (self, selected, rect);
}

/* Middles of the four sides: top, right, bottom, left. */
static void
get_handles (const CairnRect *rect, CairnPoint handles[4])
{
  double cx = rect->x + rect->width / 2;
  double cy = rect->y + rect->height / 2;

  handles[0] = (CairnPoint){ cx, rect->y };
  handles[1] = (CairnPoint){ rect->x + rect->width, cy };
  handles[2] = (CairnPoint){ cx, rect->y + rect->height };
  handles[3] = (CairnPoint){ rect->x, cy };
}

static CairnPoint
get_plus (CairnCanvas *self, const CairnRect *rect)
{
  if (cairn_canvas_is_vertical (self))
    return (CairnPoint){ rect->x + rect->width / 2, rect->y + rect->height + PLUS_GAP };
  return (CairnPoint){ rect->x + rect->width + PLUS_GAP, rect->y + rect->height / 2 };
}

CairnHandle
cairn_canvas_handle_at (CairnCanvas *self, double x, double y)
{
  CairnRect rect;
  CairnPoint handles[4];
  CairnPoint plus;

  if (!get_handle_rect (self, &rect))
    return CAIRN_HANDLE_NONE;
  plus = get_plus (self, &rect);
  if (hypot (x - plus.x, y - plus.y) <= REACH)
    return CAIRN_HANDLE_PLUS;
  get_handles (&rect, handles);
  /* Inside the box only the rim belongs to a handle, or small boxes could not be moved. */
  for (guint i = 0; i < 4; i++)
    if (hypot (x - handles[i].x, y - handles[i].y)
        <= (cairn_rect_contains (&rect, x, y) ? HANDLE_RADIUS + 1 : REACH))
      return CAIRN_HANDLE_CONNECT;
  return CAIRN_HANDLE_NONE;
}

static void
rounded_rect (cairo_t *cr, const CairnRect *r, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, r->x + r->width - radius, r->y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, r->x + r->width - radius, r->y + r->height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, r->x + radius, r->y + r->height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, r->x + radius, r->y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

static void
outline_route (CairnCanvas *self, cairo_t *cr, const CairnRoute *route)
{
  for (guint i = 0; i < route->n_points; i++)
    {
      CairnPoint p
        = cairn_viewport_to_view (&self->viewport, route->points[i].x, route->points[i].y);

      if (i == 0)
        cairo_move_to (cr, p.x, p.y);
      else if (!route->curved)
        cairo_line_to (cr, p.x, p.y);
      else if (i % 3 == 0)
        {
          CairnPoint a = cairn_viewport_to_view (&self->viewport, route->points[i - 2].x,
                                                 route->points[i - 2].y);
          CairnPoint b = cairn_viewport_to_view (&self->viewport, route->points[i - 1].x,
                                                 route->points[i - 1].y);

          cairo_curve_to (cr, a.x, a.y, b.x, b.y, p.x, p.y);
        }
    }
}

void
cairn_canvas_draw_outline (CairnCanvas *self, cairo_t *cr, CairnElement *element)
{
  const CairnRoute *route
    = cairn_layout_find_route (cairn_editor_get_layout (self->editor), element);
  CairnRect rect;

  if (route != NULL)
    outline_route (self, cr, route);
  else if (cairn_canvas_get_view_rect (self, element, &rect))
    {
      rect = cairn_rect_inset (&rect, -1.5);
      rounded_rect (cr, &rect, MIN (8, MIN (rect.width, rect.height) / 2));
    }
  cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), route != NULL ? 0.6 : 1);
  cairo_set_line_width (cr, route != NULL ? 4 : 2);
  cairo_stroke (cr);
}

void
cairn_canvas_draw_ghost (CairnCanvas *self, cairo_t *cr, CairnElement *element)
{
  CairnRect rect;

  if (!cairn_canvas_get_view_rect (self, element, &rect))
    return;
  rounded_rect (cr, &rect, MIN (8, MIN (rect.width, rect.height) / 2));
  cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 0.2);
  cairo_fill (cr);
  cairn_canvas_draw_outline (self, cr, element);
}

static void
draw_handles (CairnCanvas *self, cairo_t *cr, const CairnRect *rect)
{
  CairnPoint handles[4];
  CairnPoint plus = get_plus (self, rect);

  get_handles (rect, handles);
  cairo_set_line_width (cr, 1.5);
  for (guint i = 0; i < 4; i++)
    {
      cairo_arc (cr, handles[i].x, handles[i].y, HANDLE_RADIUS, 0, 2 * G_PI);
      cairo_set_source_rgb (cr, 1, 1, 1);
      cairo_fill_preserve (cr);
      cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 1);
      cairo_stroke (cr);
    }
  cairo_arc (cr, plus.x, plus.y, PLUS_RADIUS, 0, 2 * G_PI);
  cairo_fill (cr);
  cairo_move_to (cr, plus.x - 4, plus.y);
  cairo_line_to (cr, plus.x + 4, plus.y);
  cairo_move_to (cr, plus.x, plus.y - 4);
  cairo_line_to (cr, plus.x, plus.y + 4);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_stroke (cr);
}

/* A happy path is selected where its flows are. */
static void
draw_selected (CairnCanvas *self, cairo_t *cr, CairnElement *element)
{
  CairnDocument *document = cairn_editor_get_document (self->editor);

  CAIRN_FOREACH_CHILD (via, element, CAIRN_KIND_VIA)
    cairn_canvas_draw_outline (self, cr, cairn_document_resolve (document, via, CAIRN_PROP_FLOW));
  cairn_canvas_draw_outline (self, cr, element);
}

static void
draw_landed (CairnCanvas *self, cairo_t *cr, CairnElement *element)
{
  static const double dashes[] = { 5, 4 };
  const CairnBox *box = cairn_layout_find_main (cairn_preview_get_layout (self->preview), element);
  CairnRect rect;

  if (box == NULL)
    return;
  rect = cairn_canvas_to_view_rect (self, &box->rect);
  rect = cairn_rect_inset (&rect, -1.5);
  rounded_rect (cr, &rect, MIN (8, MIN (rect.width, rect.height) / 2));
  cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 0.12);
  cairo_fill_preserve (cr);
  cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 1);
  cairo_set_line_width (cr, 2);
  cairo_set_dash (cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_stroke (cr);
  cairo_set_dash (cr, NULL, 0, 0);
}

/* What has landed in the preview, and the flows that lead through it if it goes into one. */
static void
draw_preview (CairnCanvas *self, cairo_t *cr)
{
  GPtrArray *landed = cairn_preview_get_landed (self->preview);
  GPtrArray *flows = cairn_preview_get_flows (self->preview);

  for (guint i = 0; flows != NULL && self->drop_flow != NULL && i < flows->len; i++)
    {
      const CairnRoute *route = cairn_layout_find_route (cairn_preview_get_layout (self->preview),
                                                         g_ptr_array_index (flows, i));

      if (route == NULL)
        continue;
      outline_route (self, cr, route);
      cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 0.6);
      cairo_set_line_width (cr, 4);
      cairo_stroke (cr);
    }
  for (guint i = 0; landed != NULL && i < landed->len; i++)
    draw_landed (self, cr, g_ptr_array_index (landed, i));
}

void
cairn_canvas_draw_selection (CairnCanvas *self, cairo_t *cr)
{
  g_autoptr (GPtrArray) selected = NULL;
  CairnRect rect;

  if (cairn_editor_get_scene (self->editor) == NULL)
    return;
  if (cairn_preview_get_scene (self->preview) != NULL)
    {
      draw_preview (self, cr);
      return;
    }
  selected = cairn_editor_dup_selected (self->editor);
  cairn_canvas_draw_chain (self, cr);
  cairn_canvas_draw_signs (self, cr);
  for (guint i = 0; i < selected->len; i++)
    draw_selected (self, cr, g_ptr_array_index (selected, i));
  if (self->connect_from != NULL)
    cairn_canvas_draw_outline (self, cr, self->connect_from);
  cairn_canvas_draw_fold (self, cr);
  if (self->drag == NULL && get_handle_rect (self, &rect))
    draw_handles (self, cr, &rect);
}

void
cairn_canvas_draw_drop (CairnCanvas *self, cairo_t *cr)
{
  CairnRect rect;

  if (!self->drop_ok)
    return;
  rect = cairn_canvas_to_view_rect (self, &self->drop.mark);
  rounded_rect (cr, &rect, MIN (4, MIN (rect.width, rect.height) / 2));
  cairn_canvas_set_color (cr, cairn_canvas_get_accent (self),
                          rect.width > 12 && rect.height > 12 ? 0.25 : 1);
  cairo_fill (cr);
}

/* A marker's stroke over what was found: yellow, as no timing is, and framed, for those who see no
 * yellow. */
void
cairn_canvas_draw_lit (CairnCanvas *self, cairo_t *cr)
{
  GHashTableIter iter;
  gpointer id;

  if (self->lit == NULL)
    return;
  g_hash_table_iter_init (&iter, self->lit);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      CairnElement *element = cairn_document_lookup (cairn_editor_get_document (self->editor), id);
      CairnRect rect;

      if (element == NULL || !cairn_canvas_get_view_rect (self, element, &rect)
          || rect.x > self->viewport.width || rect.y > self->viewport.height
          || rect.x + rect.width < 0 || rect.y + rect.height < 0)
        continue;
      rect = cairn_rect_inset (&rect, -3);
      rounded_rect (cr, &rect, MIN (9, MIN (rect.width, rect.height) / 2));
      cairo_set_source_rgba (cr, 0.97, 0.82, 0.0, 0.30);
      cairo_fill_preserve (cr);
      cairo_set_source_rgba (cr, 0.90, 0.65, 0.04, 1);
      cairo_set_line_width (cr, 2);
      cairo_stroke (cr);
    }
}

void
cairn_canvas_set_lit (CairnCanvas *self, GHashTable *ids)
{
  g_return_if_fail (CAIRN_IS_CANVAS (self));

  g_clear_pointer (&self->lit, g_hash_table_unref);
  if (ids != NULL)
    {
      GHashTableIter iter;
      gpointer id;

      self->lit = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      g_hash_table_iter_init (&iter, ids);
      while (g_hash_table_iter_next (&iter, &id, NULL))
        g_hash_table_add (self->lit, g_strdup (id));
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
