/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* What all drags have in common: which one a press that moves begins, Shift and Ctrl, Esc, and the
 * map that comes along when the pointer nears the edge of the view. What each does is in
 * cairn-drag-*.c. */

#include "canvas/cairn-canvas-private.h"

#include <math.h>

/* A press that moves less than this is a click. */
#define DRAG_THRESHOLD 5

/* So near to an edge of the view the map begins to move, and so fast where the pointer touches it.
 */
#define EDGE 36.0
#define EDGE_SPEED 900.0 /* view pixels a second */

static void
pan_update (CairnCanvas *self, double x, double y)
{
  cairn_canvas_scroll_by (self, self->drag_at.x - x, self->drag_at.y - y);
}

static void
pan_finish (CairnCanvas *self, double x, double y)
{
}

const CairnDragKind cairn_drag_pan = { pan_update, pan_finish, NULL, NULL, CAIRN_DRAG_READS };

gboolean
cairn_canvas_find_drop (CairnCanvas *self, double x, double y, CairnDrop *drop)
{
  CairnLayout *layout = cairn_editor_get_layout (self->editor);
  CairnPoint at = cairn_viewport_to_diagram (&self->viewport, x, y);

  return layout != NULL && cairn_layout_get_drop (layout, at.x, at.y, drop);
}

gboolean
cairn_canvas_find_twig_drop (CairnCanvas *self, CairnKind kind, double x, double y, CairnDrop *drop)
{
  CairnLayout *layout = cairn_editor_get_layout (self->editor);
  CairnPoint at = cairn_viewport_to_diagram (&self->viewport, x, y);

  return layout != NULL && cairn_layout_get_twig_drop (layout, kind, at.x, at.y, drop);
}

/* Square of the distance from @p to the piece from @a to @b. */
static double
distance2 (CairnPoint p, CairnPoint a, CairnPoint b)
{
  double dx = b.x - a.x, dy = b.y - a.y;
  double length2 = dx * dx + dy * dy;
  double t = length2 > 0 ? CLAMP (((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0, 1) : 0;

  dx = a.x + t * dx - p.x;
  dy = a.y + t * dy - p.y;
  return dx * dx + dy * dy;
}

CairnElement *
cairn_canvas_find_flow (CairnCanvas *self, double x, double y, double reach)
{
  CairnLayout *layout = cairn_editor_get_layout (self->editor);
  CairnPoint at = cairn_viewport_to_diagram (&self->viewport, x, y);
  double best = pow (reach / self->viewport.scale, 2);
  CairnElement *found = NULL;
  guint n_routes = 0;
  const CairnRoute *routes = layout != NULL ? cairn_layout_get_routes (layout, &n_routes) : NULL;

  for (guint r = 0; r < n_routes; r++)
    for (guint i = 1; i < routes[r].n_points && !routes[r].curved; i++)
      {
        double d = distance2 (at, routes[r].points[i - 1], routes[r].points[i]);

        if (d < best)
          {
            best = d;
            found = routes[r].element;
          }
      }
  return found;
}

/* Which drag a press at @from, now moved, begins. */
static const CairnDragKind *
choose_drag (CairnCanvas *self, guint button)
{
  CairnSelection *selection = cairn_editor_get_selection (self->editor);
  CairnEdge edge = { 0 };
  CairnSceneHit hit;

  if (button == GDK_BUTTON_MIDDLE || self->space_held
      || cairn_editor_get_tool (self->editor) == CAIRN_TOOL_HAND)
    return &cairn_drag_pan;
  if (cairn_canvas_in_minimap (self, self->drag_from.x, self->drag_from.y))
    return &cairn_drag_minimap;
  if (cairn_editor_get_tool (self->editor) == CAIRN_TOOL_LASSO)
    return &cairn_drag_rubber;
  if (cairn_canvas_handle_at (self, self->drag_from.x, self->drag_from.y) != CAIRN_HANDLE_NONE)
    {
      self->drag_element = cairn_element_ref (cairn_editor_get_selected (self->editor));
      return &cairn_drag_connect;
    }
  if (cairn_canvas_edge_at (self, self->drag_from.x, self->drag_from.y, &edge) && edge.band != NULL
      && !edge.plus)
    {
      self->drag_element = cairn_element_ref (edge.band);
      return &cairn_drag_size;
    }
  if (!cairn_canvas_hit (self, self->drag_from.x, self->drag_from.y, &hit))
    return &cairn_drag_rubber;
  if (hit.part == CAIRN_PART_FEELING || hit.part == CAIRN_PART_FEELING_WANTED)
    {
      self->drag_element = cairn_element_ref (hit.element);
      self->drag_feeling
        = hit.part == CAIRN_PART_FEELING ? CAIRN_PROP_FEELING : CAIRN_PROP_FEELING_WANTED;
      return &cairn_drag_feeling;
    }
  switch ((int) cairn_element_get_kind (hit.element))
    {
    case CAIRN_KIND_STEP:
    case CAIRN_KIND_ITEM:
    case CAIRN_KIND_REQUIREMENT:
    case CAIRN_KIND_NEED:
    case CAIRN_KIND_DRIVER:
    case CAIRN_KIND_MEASURE:
      self->drag_element = cairn_element_ref (hit.element);
      if (cairn_editor_get_tool (self->editor) == CAIRN_TOOL_CONNECT
          && !cairn_canvas_is_twig (hit.element))
        return &cairn_drag_connect;
      if (!cairn_selection_contains (selection, cairn_element_get_id (hit.element)))
        cairn_selection_set_one (selection, cairn_element_get_id (hit.element));
      return &cairn_drag_move;
    case CAIRN_KIND_LANE:
    case CAIRN_KIND_STAGE:
      if (hit.layer == CAIRN_LAYER_PAPER)
        return &cairn_drag_rubber;
      self->drag_element = cairn_element_ref (hit.element);
      self->drag_team = hit.part == CAIRN_PART_TEAM;
      return &cairn_drag_band;
    default:
      return &cairn_drag_rubber;
    }
}

static void
end_drag (CairnCanvas *self)
{
  self->drag = NULL;
  self->drop_ok = FALSE;
  self->drop_flow = NULL;
  self->drag_team = FALSE;
  self->hover_target = NULL;
  if (self->edge_tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->edge_tick);
  self->edge_tick = 0;
  g_clear_pointer (&self->drag_element, cairn_element_unref);
  g_clear_pointer (&self->drag_selection, g_strfreev);
  g_clear_pointer (&self->drag_layout, cairn_layout_unref);
  if (cairn_editor_get_tool (self->editor) == CAIRN_TOOL_SELECT)
    gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
cairn_canvas_cancel_drag (CairnCanvas *self)
{
  if (self->drag == NULL)
    return;
  if (self->drag->cancel != NULL)
    self->drag->cancel (self);
  end_drag (self);
  /* What the pointer still does until it lets go means nothing. */
  gtk_event_controller_reset (GTK_EVENT_CONTROLLER (self->drag_gesture));
}

/* The pointer is at (@x, @y) now, or the map has moved under it, or a key is held or let go. */
static void
update_drag (CairnCanvas *self, double x, double y)
{
  const CairnDragKind *drag = self->drag;

  if (drag != &cairn_drag_pan)
    self->drag_from
      = cairn_viewport_to_view (&self->viewport, self->drag_origin.x, self->drag_origin.y);
  self->drag_pointer = (CairnPoint){ x, y };
  if ((drag->flags & CAIRN_DRAG_KEEPS_AXIS) != 0 && (self->drag_state & GDK_SHIFT_MASK) != 0)
    {
      if (fabs (x - self->drag_from.x) >= fabs (y - self->drag_from.y))
        y = self->drag_from.y;
      else
        x = self->drag_from.x;
    }
  drag->update (self, x, y);
  self->drag_at = (CairnPoint){ x, y };
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* How fast the map goes where the pointer is @at on an axis of the view that is clear from @low to
 * @high. */
static double
edge_speed (double at, double low, double high)
{
  if (at < low + EDGE)
    return -EDGE_SPEED * MIN ((low + EDGE - at) / EDGE, 1);
  if (at > high - EDGE)
    return EDGE_SPEED * MIN ((at - high + EDGE) / EDGE, 1);
  return 0;
}

static gboolean
edge_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  CairnCanvas *self = CAIRN_CANVAS (widget);
  CairnPoint covered = cairn_viewport_get_covered (&self->viewport);
  CairnPoint before = { self->viewport.x, self->viewport.y };
  gint64 now = gdk_frame_clock_get_frame_time (clock);
  double seconds = MIN ((double) (now - self->edge_time) / G_USEC_PER_SEC, 0.05);

  self->edge_time = now;
  cairn_canvas_scroll_by (
    self, edge_speed (self->drag_pointer.x, covered.x, self->viewport.width) * seconds,
    edge_speed (self->drag_pointer.y, covered.y, self->viewport.height) * seconds);
  if (seconds > 0 && before.x == self->viewport.x && before.y == self->viewport.y)
    {
      self->edge_tick = 0;
      return G_SOURCE_REMOVE;
    }
  update_drag (self, self->drag_pointer.x, self->drag_pointer.y);
  return G_SOURCE_CONTINUE;
}

/* A press near the edge must not set off the map at once: it has to come from further inside. */
static void
watch_edges (CairnCanvas *self)
{
  CairnPoint covered = cairn_viewport_get_covered (&self->viewport);
  CairnPoint at = self->drag_pointer;

  if (self->edge_tick != 0 || (self->drag->flags & CAIRN_DRAG_SCROLLS) == 0
      || hypot (at.x - self->drag_from.x, at.y - self->drag_from.y) < EDGE
      || (edge_speed (at.x, covered.x, self->viewport.width) == 0
          && edge_speed (at.y, covered.y, self->viewport.height) == 0))
    return;
  self->edge_time = gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (GTK_WIDGET (self)));
  self->edge_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), edge_cb, NULL, NULL);
}

/* FALSE if nothing may be changed here. */
static gboolean
begin_drag (CairnCanvas *self, double x, double y, guint button)
{
  self->drag_from = self->drag_at = (CairnPoint){ x, y };
  self->drag_origin = cairn_viewport_to_diagram (&self->viewport, x, y);
  self->drag_selection = cairn_selection_dup_ids (cairn_editor_get_selection (self->editor));
  self->on_edge = FALSE;
  self->drag_layout = cairn_layout_ref (cairn_editor_get_layout (self->editor));
  self->drag = choose_drag (self, button);
  if ((self->drag->flags & CAIRN_DRAG_READS) != 0 || cairn_editor_may_change (self->editor))
    return TRUE;
  end_drag (self);
  return FALSE;
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, CairnCanvas *self)
{
  double x, y;

  if (self->editor == NULL || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  self->drag_state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  if (self->drag == NULL)
    {
      if (hypot (dx, dy) < DRAG_THRESHOLD)
        return;
      if (!begin_drag (self, x, y,
                       gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture))))
        {
          gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
          return;
        }
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    }
  update_drag (self, x + dx, y + dy);
  watch_edges (self);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, CairnCanvas *self)
{
  const CairnDragKind *drag = self->drag;

  if (drag == NULL)
    return;
  self->drag = NULL; /* or the change that it makes would cancel it */
  drag->finish (self, self->drag_at.x, self->drag_at.y);
  if (cairn_editor_get_tool (self->editor) == CAIRN_TOOL_LASSO)
    cairn_editor_set_tool (self->editor, CAIRN_TOOL_SELECT);
  end_drag (self);
}

static void
drag_cancel_cb (CairnCanvas *self)
{
  cairn_canvas_cancel_drag (self);
}

/* Shift and Ctrl count while they are held, without the pointer having to move. The state that
 * comes with a key is that before it. */
static void
hold_key (CairnCanvas *self, guint keyval, gboolean down)
{
  GdkModifierType mask = keyval == GDK_KEY_Shift_L || keyval == GDK_KEY_Shift_R ? GDK_SHIFT_MASK
                         : keyval == GDK_KEY_Control_L || keyval == GDK_KEY_Control_R
                           ? GDK_CONTROL_MASK
                           : 0;

  if (self->drag == NULL || self->drag == &cairn_drag_pan || mask == 0)
    return;
  self->drag_state = down ? self->drag_state | mask : self->drag_state & ~mask;
  update_drag (self, self->drag_pointer.x, self->drag_pointer.y);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                CairnCanvas *self)
{
  hold_key (self, keyval, TRUE);
  return FALSE;
}

static void
key_released_cb (GtkEventControllerKey *controller,
                 guint keyval,
                 guint keycode,
                 GdkModifierType state,
                 CairnCanvas *self)
{
  hold_key (self, keyval, FALSE);
}

void
cairn_canvas_init_drag (CairnCanvas *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->drag_gesture = drag;
}
