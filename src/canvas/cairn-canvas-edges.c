/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* The edges of lanes and stages, where they meet in the headers: "+" makes another one there, the
 * rest of the edge is dragged to give the one before it more room. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-grid-commands.h"
#include "command/cairn-shape-commands.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define REACH 12.0 /* half of the least target, 24 pixels */
#define PLUS_RADIUS 9.0
#define SHORTEST 48.0 /* of headers that have room for a target beside the "+" */

gboolean
cairn_canvas_is_row (CairnCanvas *self, CairnKind kind)
{
  gboolean vertical
    = cairn_element_get_int (cairn_editor_get_diagram (self->editor), CAIRN_PROP_ORIENTATION)
      == CAIRN_ORIENTATION_VERTICAL;

  return (kind == CAIRN_KIND_LANE) != vertical;
}

/* Where the headers of @kind begin and end across their edges, in view pixels. */
static void
get_strip (CairnCanvas *self, gboolean rows, const CairnRect *header, double *start, double *end)
{
  CairnLayout *layout = cairn_editor_get_layout (self->editor);
  CairnPoint frozen = cairn_viewport_get_frozen (&self->viewport);
  CairnRect strip
    = rows ? cairn_layout_get_left_headers (layout) : cairn_layout_get_top_headers (layout);

  strip.x += rows ? frozen.x : 0;
  strip.y += rows ? 0 : frozen.y;
  strip = cairn_canvas_to_view_rect (self, &strip);
  *start = rows ? header->x : header->y;
  *end = rows ? strip.x + strip.width : strip.y + strip.height;
}

/* Takes the edge at @at if it is nearer to the pointer than the one found before. */
static void
consider (CairnEdge *best,
          double *nearest,
          CairnPoint pointer,
          const CairnEdge *edge,
          double size) /* of the smaller of the two bands it is between */
{
  double off = fabs ((edge->rows ? pointer.y : pointer.x) - edge->at);
  double along = edge->rows ? pointer.x : pointer.y;
  double middle = edge->end - edge->start < SHORTEST ? edge->start - REACH : edge->start + REACH;
  CairnEdge found = *edge;

  middle = MAX (middle, REACH);
  found.middle = middle;
  found.plus = fabs (along - middle) <= REACH;
  if (off > (found.plus ? REACH : MIN (REACH, size / 4)) || off >= *nearest
      || (!found.plus && (along < edge->start || along > edge->end)))
    return;
  *nearest = off;
  *best = found;
}

static void
look_for (CairnCanvas *self, CairnKind kind, CairnPoint pointer, CairnEdge *best, double *nearest)
{
  CairnEdge edge = { .kind = kind, .rows = cairn_canvas_is_row (self, kind) };
  gboolean first = TRUE;

  CAIRN_FOREACH_CHILD (band, cairn_editor_get_diagram (self->editor), kind)
    {
      CairnRect rect;
      double size;

      if (!cairn_canvas_get_view_rect (self, band, &rect))
        continue;
      size = edge.rows ? rect.height : rect.width;
      get_strip (self, edge.rows, &rect, &edge.start, &edge.end);
      if (first)
        {
          edge.band = NULL;
          edge.at = edge.rows ? rect.y : rect.x;
          consider (best, nearest, pointer, &edge, size);
        }
      first = FALSE;
      edge.band = band;
      edge.at = edge.rows ? rect.y + rect.height : rect.x + rect.width;
      consider (best, nearest, pointer, &edge, size);
    }
}

gboolean
cairn_canvas_edge_at (CairnCanvas *self, double x, double y, CairnEdge *edge)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  CairnPoint covered = cairn_viewport_get_covered (&self->viewport);
  double nearest = INFINITY;
  CairnSceneHit hit;

  if (diagram == NULL || cairn_element_get_kind (diagram) != CAIRN_KIND_SWIMLANE
      || cairn_editor_get_read_only (self->editor)
      || cairn_editor_get_tool (self->editor) != CAIRN_TOOL_SELECT || self->label != NULL)
    return FALSE;
  /* The header of a team spans the edges between its lanes; they are theirs alone. */
  if (cairn_canvas_hit (self, x, y, &hit) && hit.part == CAIRN_PART_TEAM)
    return FALSE;
  look_for (self, CAIRN_KIND_LANE, (CairnPoint){ x, y }, edge, &nearest);
  look_for (self, CAIRN_KIND_STAGE, (CairnPoint){ x, y }, edge, &nearest);
  /* Behind the headers that are frozen on the other side nothing is seen of it. */
  return nearest < INFINITY && (edge->rows ? edge->at >= covered.y - 1 : edge->at >= covered.x - 1);
}

void
cairn_canvas_hover_edge (CairnCanvas *self, double x, double y)
{
  CairnEdge edge = { 0 };
  gboolean found = self->drag == NULL && cairn_canvas_edge_at (self, x, y, &edge);

  if (found == self->on_edge
      && (!found
          || (edge.band == self->edge.band && edge.kind == self->edge.kind
              && edge.plus == self->edge.plus && edge.at == self->edge.at)))
    return;
  self->on_edge = found;
  self->edge = edge;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
draw_plus (CairnCanvas *self, cairo_t *cr, double x, double y)
{
  cairo_arc (cr, x, y, PLUS_RADIUS, 0, 2 * G_PI);
  cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 1);
  cairo_fill (cr);
  cairo_move_to (cr, x - 4, y);
  cairo_line_to (cr, x + 4, y);
  cairo_move_to (cr, x, y - 4);
  cairo_line_to (cr, x, y + 4);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_set_line_width (cr, 1.5);
  cairo_stroke (cr);
}

void
cairn_canvas_draw_edge (CairnCanvas *self, cairo_t *cr)
{
  const CairnEdge *edge = &self->edge;

  if (!self->on_edge || self->drag != NULL)
    return;
  if (!edge->plus && edge->band != NULL)
    {
      cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 1);
      if (edge->rows)
        cairo_rectangle (cr, edge->start, edge->at - 1.5, edge->end - edge->start, 3);
      else
        cairo_rectangle (cr, edge->at - 1.5, edge->start, 3, edge->end - edge->start);
      cairo_fill (cr);
    }
  draw_plus (self, cr, edge->rows ? edge->middle : edge->at, edge->rows ? edge->at : edge->middle);
}

gboolean
cairn_canvas_press_edge (CairnCanvas *self, double x, double y, guint n_press)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  CairnEdge edge = { 0 };
  const char *name;

  if (!cairn_canvas_edge_at (self, x, y, &edge) || !cairn_editor_may_change (self->editor))
    return FALSE;
  if (!edge.plus)
    {
      if (n_press == 2 && edge.band != NULL)
        cairn_command_set_size (history, edge.band, 0);
      return TRUE;
    }
  if (n_press > 1)
    return TRUE;
  name = edge.kind == CAIRN_KIND_LANE ? _ ("New lane") : _ ("New stage");
  self->on_edge = FALSE;
  cairn_canvas_edit_label (
    self,
    edge.band == NULL ? cairn_command_add_first_band (history, diagram, edge.kind, name)
    : edge.kind == CAIRN_KIND_LANE ? cairn_command_add_lane (history, diagram, edge.band, name)
                                   : cairn_command_add_stage (history, diagram, edge.band, name),
    TRUE);
  return TRUE;
}

const char *
cairn_canvas_get_edge_cursor (CairnCanvas *self)
{
  if (!self->on_edge || (!self->edge.plus && self->edge.band == NULL))
    return NULL;
  return self->edge.plus ? "pointer" : self->edge.rows ? "row-resize" : "col-resize";
}
