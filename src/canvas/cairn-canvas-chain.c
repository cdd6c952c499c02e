/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* Drawn over a picture and never exported: the chain through the item of a SIPOC that the pointer
 * rests on or that is selected, everything else dimmed; and signs beside what still lacks something
 * (insight/cairn-diagram-checks.h). */

#include "canvas/cairn-canvas-private.h"

#include "insight/cairn-diagram-checks.h"
#include "insight/cairn-requirement-figure.h"
#include "model/cairn-sipoc-chain.h"

#include <math.h>

#define SIGN_RADIUS 7.0
#define REACH 12.0 /* half of the least target, 24 pixels */
#define DIM 0.62
#define SIGN_FILL ((CairnColor) 0xF5C211FF)
#define SIGN_INK ((CairnColor) 0x3D2E00FF)

static gboolean
is_in_chain (const CairnElement *element)
{
  return cairn_canvas_is_item (element) || cairn_element_get_kind (element) == CAIRN_KIND_LINK;
}

/* What the chain is shown of; NULL: nothing. */
static CairnElement *
chain_of (CairnCanvas *self)
{
  CairnDocument *document = cairn_editor_get_document (self->editor);
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  CairnElement *hovered
    = self->hovered != NULL ? cairn_document_lookup (document, self->hovered) : NULL;

  if (self->drag != NULL)
    return NULL;
  if (hovered != NULL && is_in_chain (hovered))
    return hovered;
  return selected != NULL && is_in_chain (selected) ? selected : NULL;
}

void
cairn_canvas_hover (CairnCanvas *self, double x, double y)
{
  CairnSceneHit hit;
  const char *id = NULL;

  if (cairn_canvas_hit (self, x, y, &hit) && is_in_chain (hit.element))
    id = cairn_element_get_id (hit.element);
  if (g_strcmp0 (self->hovered, id) == 0)
    return;
  g_free (self->hovered);
  self->hovered = g_strdup (id);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
trace_route (CairnCanvas *self, cairo_t *cr, const CairnRoute *route)
{
  for (guint i = 0; i + 3 < route->n_points + 2; i += 3)
    {
      CairnPoint p[4];

      for (guint k = 0; k < 4 && i + k < route->n_points; k++)
        p[k] = cairn_viewport_to_view (&self->viewport, route->points[i + k].x,
                                       route->points[i + k].y);
      if (i == 0)
        cairo_move_to (cr, p[0].x, p[0].y);
      if (i + 3 < route->n_points)
        cairo_curve_to (cr, p[1].x, p[1].y, p[2].x, p[2].y, p[3].x, p[3].y);
    }
}

static void
rounded (cairo_t *cr, const CairnRect *r, double radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, r->x + r->width - radius, r->y + radius, radius, -G_PI_2, 0);
  cairo_arc (cr, r->x + r->width - radius, r->y + r->height - radius, radius, 0, G_PI_2);
  cairo_arc (cr, r->x + radius, r->y + r->height - radius, radius, G_PI_2, G_PI);
  cairo_arc (cr, r->x + radius, r->y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path (cr);
}

static void
draw_box (CairnCanvas *self, cairo_t *cr, const CairnBox *box, gboolean lit, CairnColor paper)
{
  CairnRect rect = cairn_canvas_to_view_rect (self, &box->rect);

  rounded (cr, &rect, 7 * self->viewport.scale);
  if (lit)
    {
      cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 1);
      cairo_set_line_width (cr, 2);
      cairo_stroke (cr);
    }
  else
    {
      cairn_canvas_set_color (cr, paper, DIM);
      cairo_fill (cr);
    }
}

static void
draw_links (CairnCanvas *self,
            cairo_t *cr,
            GHashTable *chain,
            gboolean lit,
            CairnLayout *layout,
            CairnColor paper)
{
  guint n_routes;
  const CairnRoute *routes = cairn_layout_get_routes (layout, &n_routes);

  for (guint i = 0; i < n_routes; i++)
    {
      if (g_hash_table_contains (chain, routes[i].element) != lit)
        continue;
      trace_route (self, cr, &routes[i]);
      cairn_canvas_set_color (cr, lit ? cairn_canvas_get_accent (self) : paper, lit ? 1 : DIM);
      cairo_set_line_width (cr, (lit ? 2 : 2.5) * MAX (self->viewport.scale, 0.5));
      cairo_stroke (cr);
    }
}

/* The body below the frozen headers: nothing is dimmed on top of them. */
static void
clip_to_body (CairnCanvas *self, cairo_t *cr)
{
  CairnPoint covered = cairn_viewport_get_covered (&self->viewport);

  cairo_rectangle (cr, covered.x, covered.y, self->viewport.width - covered.x,
                   self->viewport.height - covered.y);
  cairo_clip (cr);
}

void
cairn_canvas_draw_chain (CairnCanvas *self, cairo_t *cr)
{
  CairnElement *of = chain_of (self);
  CairnLayout *layout = cairn_editor_get_layout (self->editor);
  CairnColor paper = cairn_scene_get_theme (cairn_editor_get_scene (self->editor))->paper;
  g_autoptr (GHashTable) chain = NULL;
  guint n_boxes;
  const CairnBox *boxes;

  if (of == NULL || cairn_element_get_parent (of) != cairn_editor_get_diagram (self->editor))
    return;
  chain = cairn_sipoc_chain_new (of);
  if (g_hash_table_size (chain) < 2)
    return; /* on its own: nothing to show */
  boxes = cairn_layout_get_boxes (layout, &n_boxes);
  cairo_save (cr);
  clip_to_body (self, cr);
  draw_links (self, cr, chain, FALSE, layout, paper);
  for (guint i = 0; i < n_boxes; i++)
    if ((boxes[i].role == CAIRN_BOX_ITEM || boxes[i].role == CAIRN_BOX_REQUIREMENT)
        && !g_hash_table_contains (chain, boxes[i].element))
      draw_box (self, cr, &boxes[i], FALSE, paper);
  draw_links (self, cr, chain, TRUE, layout, paper);
  for (guint i = 0; i < n_boxes; i++)
    if ((boxes[i].role == CAIRN_BOX_ITEM || boxes[i].role == CAIRN_BOX_REQUIREMENT)
        && g_hash_table_contains (chain, boxes[i].element))
      draw_box (self, cr, &boxes[i], TRUE, paper);
  cairo_restore (cr);
}

/* ---- signs ---- */

static CairnPoint
middle_of (const CairnRoute *route)
{
  guint i = (route->n_points - 1) / 2;

  return (CairnPoint){ (route->points[i].x + route->points[i + 1].x) / 2,
                       (route->points[i].y + route->points[i + 1].y) / 2 };
}

/* Where the sign of @check stands, in view pixels; FALSE: nowhere. */
static gboolean
get_sign (CairnCanvas *self, const CairnCheck *check, CairnPoint *at)
{
  CairnLayout *layout = cairn_editor_get_layout (self->editor);
  const CairnRoute *route = cairn_layout_find_route (layout, check->element);
  const CairnBox *box = cairn_layout_find_main (layout, check->element);
  CairnPoint covered = cairn_viewport_get_covered (&self->viewport);
  CairnRect rect;

  if (check->kind == CAIRN_CHECK_STEP_COUNT)
    return FALSE; /* of the whole: it stands in the list */
  if (box != NULL)
    {
      rect = cairn_canvas_to_view_rect (self, &box->rect);
      *at = (CairnPoint){ rect.x + rect.width, rect.y };
    }
  else if (route != NULL && route->n_points > 1)
    {
      CairnPoint middle = middle_of (route);

      *at = cairn_viewport_to_view (&self->viewport, middle.x, middle.y);
    }
  else
    return FALSE;
  return at->x >= covered.x && at->y >= covered.y;
}

static void
draw_sign (CairnCanvas *self, cairo_t *cr, const CairnCheck *check, const CairnPoint *at)
{
  cairo_new_path (cr);
  cairo_arc (cr, at->x, at->y, SIGN_RADIUS, 0, 2 * G_PI);
  cairn_canvas_set_color (cr, SIGN_FILL, 1);
  cairo_fill_preserve (cr);
  cairn_canvas_set_color (cr, SIGN_INK, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  cairo_set_line_width (cr, 1.8);
  cairo_move_to (cr, at->x, at->y - 4);
  cairo_line_to (cr, at->x, at->y + 1);
  cairo_stroke (cr);
  cairo_arc (cr, at->x, at->y + 3.6, 1.1, 0, 2 * G_PI);
  cairo_fill (cr);
}

/* The headers, numbered, are the order in which a SIPOC is filled in; this shows where one is. */
static void
draw_current_column (CairnCanvas *self, cairo_t *cr)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  CairnElement *item = self->label_of != NULL ? self->label_of : selected;
  double frozen = cairn_viewport_get_frozen (&self->viewport).y;
  guint n_boxes;
  const CairnBox *boxes = cairn_layout_get_boxes (cairn_editor_get_layout (self->editor), &n_boxes);

  if (item == NULL || !cairn_canvas_is_item (item))
    return;
  for (guint i = 0; i < n_boxes; i++)
    if (boxes[i].role == CAIRN_BOX_COLUMN_HEADER && boxes[i].column == cairn_sipoc_column_of (item))
      {
        CairnRect rect = boxes[i].rect;

        rect.y += frozen;
        rect = cairn_canvas_to_view_rect (self, &rect);
        rect = cairn_rect_inset (&rect, -3);
        rounded (cr, &rect, 8);
        cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 1);
        cairo_set_line_width (cr, 2.5);
        cairo_stroke (cr);
      }
}

void
cairn_canvas_draw_signs (CairnCanvas *self, cairo_t *cr)
{
  GPtrArray *checks = cairn_editor_get_checks (self->editor);

  draw_current_column (self, cr);
  for (guint i = 0; i < checks->len; i++)
    {
      const CairnCheck *check = g_ptr_array_index (checks, i);
      CairnPoint at;

      /* Something that is being named has no name yet, of course. Holes are part of the picture. */
      if (check->kind != CAIRN_CHECK_HOLE && check->element != self->label_of
          && get_sign (self, check, &at))
        draw_sign (self, cr, check, &at);
    }
}

static void
add_line (GString *text, const char *line)
{
  if (line == NULL || *line == '\0')
    return;
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static void
add_figures (CairnCanvas *self, GString *text, CairnElement *element)
{
  CairnScene *scene = cairn_editor_get_scene (self->editor);
  CairnElement *stage
    = cairn_scene_get_view (scene) != NULL ? cairn_requirement_find_stage (element) : NULL;
  const CairnCell *cell = stage != NULL ? cairn_scene_get_cell (scene, stage) : NULL;
  g_autofree char *figures = NULL;

  if (stage == NULL
      || (stage == element && cell == NULL
          && cairn_element_get_int (stage, CAIRN_PROP_TARGET) == 0))
    return;
  figures = cairn_scene_explain (scene, stage);
  add_line (text, figures);
}

char *
cairn_canvas_dup_advice (CairnCanvas *self, double x, double y, CairnElement *hit)
{
  GPtrArray *checks = cairn_editor_get_checks (self->editor);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < checks->len; i++)
    {
      const CairnCheck *check = g_ptr_array_index (checks, i);
      CairnPoint at;

      if (get_sign (self, check, &at)
          && (check->element == hit || hypot (at.x - x, at.y - y) <= REACH))
        add_line (text, check->text);
    }
  if (hit != NULL
      && (cairn_canvas_is_item (hit) || cairn_element_get_kind (hit) == CAIRN_KIND_MEASURE))
    add_figures (self, text, hit);
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
