/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* Dragging a point of the emotion band up and down. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-mark-commands.h"

#define RADIUS 7

static double
score_at (CairnCanvas *self, double x, double y)
{
  CairnPoint at = cairn_viewport_to_diagram (&self->viewport, x, y);

  return cairn_scene_get_feeling_at (cairn_editor_get_scene (self->editor), at.x, at.y);
}

/* With Shift a point of today gives one of what is to be. */
static void
feeling_update (CairnCanvas *self, double x, double y)
{
  GdkSeat *seat = gdk_display_get_default_seat (gtk_widget_get_display (GTK_WIDGET (self)));

  if ((gdk_device_get_modifier_state (gdk_seat_get_keyboard (seat)) & GDK_SHIFT_MASK) != 0)
    self->drag_feeling = CAIRN_PROP_FEELING_WANTED;
}

static void
feeling_finish (CairnCanvas *self, double x, double y)
{
  cairn_command_set_feeling (cairn_editor_get_history (self->editor), self->drag_element,
                             self->drag_feeling, score_at (self, x, y));
}

static void
draw_score (CairnCanvas *self, cairo_t *cr, CairnPoint at, double score)
{
  g_autofree char *text = g_strdup_printf ("%+g", score);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);

  cairo_move_to (cr, at.x + 12, at.y - 22);
  cairn_canvas_set_color (cr, cairn_scene_get_theme (cairn_editor_get_scene (self->editor))->ink,
                          1);
  pango_cairo_show_layout (cr, layout);
}

static void
feeling_draw (CairnCanvas *self, cairo_t *cr)
{
  double score = score_at (self, self->drag_at.x, self->drag_at.y);
  CairnPoint point;

  if (!cairn_scene_get_feeling_point (cairn_editor_get_scene (self->editor), self->drag_element,
                                      score, &point))
    return;
  point = cairn_viewport_to_view (&self->viewport, point.x, point.y);
  cairo_arc (cr, point.x, point.y, RADIUS, 0, 2 * G_PI);
  cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 1);
  cairo_fill (cr);
  draw_score (self, cr, point, score);
}

const CairnDragKind cairn_drag_feeling = { feeling_update, feeling_finish, feeling_draw, NULL, 0 };
