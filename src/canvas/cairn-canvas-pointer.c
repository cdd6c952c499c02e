/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* Presses, scrolling and drops. Drags are in cairn-canvas-drag.c. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-playbook-commands.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define PLAYBOOK_PREFIX "cairn-playbook:"
#define NOWHERE (-1e9) /* on both axes: off every map */

static void
select_hit (CairnCanvas *self, const CairnSceneHit *hit, GdkModifierType state)
{
  CairnSelection *selection = cairn_editor_get_selection (self->editor);
  const char *id = cairn_element_get_id (hit->element);

  /* With Ctrl the press may begin to drag a copy: it toggles when it is let go. */
  if ((state & GDK_CONTROL_MASK) != 0)
    return;
  if ((state & GDK_SHIFT_MASK) != 0)
    cairn_selection_add (selection, id);
  else if (!cairn_selection_contains (selection, id))
    cairn_selection_set_one (selection, id);
}

static void
double_click (CairnCanvas *self, double x, double y)
{
  CairnSceneHit hit;
  gboolean on_something = cairn_canvas_hit (self, x, y, &hit);

  if (cairn_canvas_fold_at (self, x, y) != NULL)
    cairn_canvas_press_fold (self, x, y);
  else if (on_something && hit.part == CAIRN_PART_TEAM)
    {
      cairn_canvas_select_team (self, hit.element);
      cairn_canvas_edit_team (self);
    }
  else if (on_something && hit.layer != CAIRN_LAYER_PAPER)
    {
      if (cairn_editor_may_change (self->editor))
        cairn_canvas_edit_label (self, hit.element, FALSE);
    }
  else if (on_something && cairn_kind_is_diagram (cairn_element_get_kind (hit.element)))
    cairn_canvas_edit_label (self, hit.element, FALSE);
  else if (!cairn_canvas_add_feeling (self, x, y))
    cairn_canvas_place (self, x, y, CAIRN_TOOL_TOUCHPOINT);
}

static gboolean
press_handle (CairnCanvas *self, double x, double y)
{
  if (cairn_canvas_press_fold (self, x, y))
    return TRUE;
  switch (cairn_canvas_handle_at (self, x, y))
    {
    case CAIRN_HANDLE_PLUS:
      cairn_canvas_add_next (self);
      return TRUE;
    case CAIRN_HANDLE_CONNECT:
      return TRUE;
    case CAIRN_HANDLE_NONE:
    default:
      return FALSE;
    }
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, CairnCanvas *self)
{
  GdkModifierType state
    = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  guint button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  CairnTool tool;
  CairnSceneHit hit;

  if (self->editor == NULL)
    return;
  cairn_canvas_commit_label (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  tool = cairn_editor_get_tool (self->editor);
  if (button == GDK_BUTTON_MIDDLE || self->space_held)
    return;
  if (cairn_canvas_in_minimap (self, x, y))
    {
      cairn_canvas_go_in_minimap (self, x, y);
      return;
    }
  if (button == GDK_BUTTON_SECONDARY)
    {
      if (cairn_canvas_hit (self, x, y, &hit))
        select_hit (self, &hit, 0);
      cairn_canvas_popup_menu (self, x, y);
    }
  else if (tool == CAIRN_TOOL_ROOM)
    cairn_canvas_make_room (self, x, y);
  else if (tool == CAIRN_TOOL_TOUCHPOINT || tool == CAIRN_TOOL_DECISION || tool == CAIRN_TOOL_NOTE)
    cairn_canvas_place (self, x, y, tool);
  else if (tool == CAIRN_TOOL_HAND || tool == CAIRN_TOOL_LASSO)
    return; /* they only drag */
  else if (cairn_canvas_pick_at (self, x, y))
    return;
  else if (cairn_canvas_handle_at (self, x, y) == CAIRN_HANDLE_NONE
           && cairn_canvas_press_edge (self, x, y, (guint) n_press))
    return;
  else if (n_press == 2)
    double_click (self, x, y);
  else if (!press_handle (self, x, y) && cairn_canvas_hit (self, x, y, &hit)
           && hit.layer != CAIRN_LAYER_PAPER)
    select_hit (self, &hit, state);
}

/* A click that was no drag: on paper it selects nothing, on one of several it selects that one. */
static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y, CairnCanvas *self)
{
  GdkModifierType state
    = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  CairnSelection *selection;
  gboolean on_something;
  CairnSceneHit hit;

  if (self->fold_pressed)
    {
      self->fold_pressed = FALSE;
      return;
    }
  if (self->editor == NULL || self->drag != NULL || cairn_canvas_in_minimap (self, x, y)
      || n_press != 1 || self->label != NULL
      || gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) != GDK_BUTTON_PRIMARY
      || cairn_editor_get_tool (self->editor) == CAIRN_TOOL_HAND
      || cairn_canvas_handle_at (self, x, y) != CAIRN_HANDLE_NONE)
    return;
  selection = cairn_editor_get_selection (self->editor);
  on_something = cairn_canvas_hit (self, x, y, &hit) && hit.layer != CAIRN_LAYER_PAPER;
  if ((state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0)
    {
      if (on_something && (state & GDK_CONTROL_MASK) != 0)
        cairn_selection_toggle (selection, cairn_element_get_id (hit.element));
      return;
    }
  if (!on_something)
    {
      /* In the band a second click gives what is selected a score. */
      if (!cairn_canvas_in_emotions (self, x, y))
        cairn_selection_clear (selection);
      return;
    }
  if (hit.part == CAIRN_PART_TEAM)
    {
      cairn_canvas_select_team (self, hit.element);
      return;
    }
  cairn_selection_set_one (selection, cairn_element_get_id (hit.element));
  cairn_canvas_follow_badge (self, hit.element, hit.part);
}

static void
motion_cb (CairnCanvas *self, double x, double y)
{
  CairnHandle handle;

  self->pointer = (CairnPoint){ x, y };
  if (self->editor != NULL)
    {
      cairn_canvas_aim (self, x, y);
      cairn_canvas_hover_edge (self, x, y);
    }
  if (self->editor == NULL || self->drag != NULL
      || cairn_editor_get_tool (self->editor) != CAIRN_TOOL_SELECT)
    return;
  cairn_canvas_hover_band (self, x, y);
  handle = cairn_canvas_fold_at (self, x, y) != NULL ? CAIRN_HANDLE_PLUS
                                                     : cairn_canvas_handle_at (self, x, y);
  cairn_canvas_hover (self, x, y);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->space_held              ? "grab"
                                                      : handle == CAIRN_HANDLE_PLUS ? "pointer"
                                                      : handle != CAIRN_HANDLE_NONE
                                                        ? "crosshair"
                                                        : cairn_canvas_get_edge_cursor (self));
}

/* Nothing is under a pointer that is elsewhere. */
static void
leave_cb (CairnCanvas *self)
{
  if (self->editor == NULL)
    return;
  cairn_canvas_stop_aiming (self);
  cairn_canvas_hover (self, NOWHERE, NOWHERE);
  cairn_canvas_hover_band (self, NOWHERE, NOWHERE);
  cairn_canvas_hover_edge (self, NOWHERE, NOWHERE);
}

/* A touchpad always pans, with Ctrl it zooms; what a mouse wheel does is a matter of taste. The
 * scrolled window around us pans, with Shift sideways. */
static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, CairnCanvas *self)
{
  GdkModifierType state
    = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  gboolean wheel = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL;
  gboolean by_wheel = wheel && self->wheel_zooms && (state & GDK_SHIFT_MASK) == 0 && dy != 0;

  if ((state & GDK_CONTROL_MASK) == 0 && !by_wheel)
    return FALSE;
  cairn_canvas_zoom_by_hand (self, self->pointer.x, self->pointer.y,
                             self->viewport.scale * exp (-dy * (wheel ? 0.18 : 0.01)));
  return TRUE;
}

/* A finger that rests: what the right button does. */
static void
long_press_cb (GtkGestureLongPress *gesture, double x, double y, CairnCanvas *self)
{
  CairnSceneHit hit;

  if (self->editor == NULL || self->drag != NULL)
    return;
  if (cairn_canvas_hit (self, x, y, &hit) && hit.layer != CAIRN_LAYER_PAPER)
    select_hit (self, &hit, 0);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  cairn_canvas_popup_menu (self, x, y);
}

static void
pinch_begin_cb (CairnCanvas *self)
{
  self->pinch_scale = self->viewport.scale;
}

static void
pinch_cb (GtkGestureZoom *gesture, double scale, CairnCanvas *self)
{
  double x = self->pointer.x, y = self->pointer.y;

  if (gtk_gesture_is_active (GTK_GESTURE (gesture)))
    gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  cairn_canvas_zoom_by_hand (self, x, y, self->pinch_scale * scale);
}

static GdkDragAction
drop_motion_cb (GtkDropTarget *target, double x, double y, CairnCanvas *self)
{
  cairn_canvas_drag_tool (self, gtk_drop_target_get_value (target), x, y);
  return GDK_ACTION_COPY;
}

/* A playbook from the list, let go over a step; or a tool. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CairnCanvas *self)
{
  const char *text = g_value_get_string (value);
  CairnElement *playbook;
  CairnSceneHit hit;

  if (self->editor != NULL && cairn_canvas_drop_tool (self, value, x, y))
    return TRUE;
  if (self->editor == NULL || text == NULL || !g_str_has_prefix (text, PLAYBOOK_PREFIX))
    return FALSE;
  playbook = cairn_document_lookup (cairn_editor_get_document (self->editor),
                                    text + strlen (PLAYBOOK_PREFIX));
  if (playbook == NULL || !cairn_canvas_hit (self, x, y, &hit)
      || cairn_element_get_kind (hit.element) != CAIRN_KIND_STEP)
    {
      cairn_editor_announce (self->editor, _ ("Let a playbook go over a step to attach it."));
      return FALSE;
    }
  if (!cairn_editor_may_change (self->editor))
    return FALSE;
  if (!cairn_command_attach (cairn_editor_get_history (self->editor), hit.element, playbook))
    cairn_editor_announce (self->editor, _ ("This playbook is attached there already."));
  cairn_selection_set_one (cairn_editor_get_selection (self->editor),
                           cairn_element_get_id (hit.element));
  return TRUE;
}

/* The controllers belong to the widget and go with it, so raw connects are safe here. */
void
cairn_canvas_init_pointer (CairnCanvas *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll
    = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (press, "pressed", G_CALLBACK (long_press_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (drop, "drop", G_CALLBACK (drop_cb), self);
  g_signal_connect (drop, "motion", G_CALLBACK (drop_motion_cb), self);
  g_signal_connect_swapped (drop, "leave", G_CALLBACK (cairn_canvas_leave_tool), self);
  gtk_drop_target_set_preload (drop, TRUE);

  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
  cairn_canvas_init_drag (self);
}
