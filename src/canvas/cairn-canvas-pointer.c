/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* Presses, drags, scrolling and drops: decides what a gesture means; what it does is in
 * cairn-drag-*.c. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-playbook-commands.h"
#include "command/cairn-sipoc-commands.h"
#include "command/cairn-step-commands.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A press that moves less than this is a click. */
#define DRAG_THRESHOLD 5

#define PLAYBOOK_PREFIX "cairn-playbook:"

static void
pan_update (CairnCanvas *self, double x, double y)
{
  cairn_canvas_scroll_by (self, self->drag_at.x - x, self->drag_at.y - y);
}

static void
pan_finish (CairnCanvas *self, double x, double y)
{
}

const CairnDragKind cairn_drag_pan = { pan_update, pan_finish, NULL };

gboolean
cairn_canvas_find_drop (CairnCanvas *self, double x, double y, CairnDrop *drop)
{
  CairnLayout *layout = cairn_editor_get_layout (self->editor);
  CairnPoint at = cairn_viewport_to_diagram (&self->viewport, x, y);

  return layout != NULL && cairn_layout_get_drop (layout, at.x, at.y, drop);
}

/* Which drag a press at @from, now moved, begins. */
static const CairnDragKind *
choose_drag (CairnCanvas *self, guint button)
{
  CairnSelection *selection = cairn_editor_get_selection (self->editor);
  CairnSceneHit hit;

  if (button == GDK_BUTTON_MIDDLE || self->space_held
      || cairn_editor_get_tool (self->editor) == CAIRN_TOOL_HAND)
    return &cairn_drag_pan;
  if (cairn_editor_get_tool (self->editor) == CAIRN_TOOL_LASSO)
    return &cairn_drag_rubber;
  if (cairn_canvas_handle_at (self, self->drag_from.x, self->drag_from.y) != CAIRN_HANDLE_NONE)
    {
      self->drag_element = cairn_element_ref (cairn_editor_get_selected (self->editor));
      return &cairn_drag_connect;
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
      self->drag_element = cairn_element_ref (hit.element);
      if (cairn_editor_get_tool (self->editor) == CAIRN_TOOL_CONNECT)
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
  self->hover_target = NULL;
  self->drag_team = FALSE;
  g_clear_pointer (&self->drag_element, cairn_element_unref);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
cairn_canvas_cancel_drag (CairnCanvas *self)
{
  if (self->drag != NULL)
    end_drag (self);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, CairnCanvas *self)
{
  double x, y;

  if (self->editor == NULL || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  if (self->drag == NULL)
    {
      if (hypot (dx, dy) < DRAG_THRESHOLD)
        return;
      self->drag_from = self->drag_at = (CairnPoint){ x, y };
      self->drag
        = choose_drag (self, gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)));
      if (self->drag != &cairn_drag_pan && self->drag != &cairn_drag_rubber
          && !cairn_editor_may_change (self->editor))
        {
          end_drag (self);
          gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
          return;
        }
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
    }
  self->drag->update (self, x + dx, y + dy);
  self->drag_at = (CairnPoint){ x + dx, y + dy };
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, CairnCanvas *self)
{
  const CairnDragKind *drag = self->drag;

  if (drag == NULL)
    return;
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

/* Puts what the current tool makes where the pointer is, and begins to name it. */
static void
place (CairnCanvas *self, double x, double y, CairnTool tool)
{
  static const CairnStepKind kinds[] = {
    [CAIRN_TOOL_TOUCHPOINT] = CAIRN_STEP_TOUCHPOINT,
    [CAIRN_TOOL_DECISION] = CAIRN_STEP_DECISION,
    [CAIRN_TOOL_NOTE] = CAIRN_STEP_NOTE,
  };
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  CairnHistory *history = cairn_editor_get_history (self->editor);
  CairnElement *made;
  CairnDrop drop;

  if (!cairn_canvas_find_drop (self, x, y, &drop) || !cairn_editor_may_change (self->editor))
    return;
  if (cairn_element_get_kind (diagram) == CAIRN_KIND_SIPOC)
    made = cairn_command_add_item (history, diagram, drop.column, drop.before, "");
  else
    made = cairn_command_add_step (history, diagram, drop.lane, drop.stage, drop.before,
                                   kinds[tool], "");
  cairn_editor_set_tool (self->editor, CAIRN_TOOL_SELECT);
  cairn_canvas_edit_label (self, made, TRUE);
}

static void
select_hit (CairnCanvas *self, const CairnSceneHit *hit, GdkModifierType state)
{
  CairnSelection *selection = cairn_editor_get_selection (self->editor);
  const char *id = cairn_element_get_id (hit->element);

  if ((state & GDK_CONTROL_MASK) != 0)
    cairn_selection_toggle (selection, id);
  else if ((state & GDK_SHIFT_MASK) != 0)
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
    place (self, x, y, CAIRN_TOOL_TOUCHPOINT);
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
  if (button == GDK_BUTTON_SECONDARY)
    {
      if (cairn_canvas_hit (self, x, y, &hit))
        select_hit (self, &hit, 0);
      cairn_canvas_popup_menu (self, x, y);
    }
  else if (tool == CAIRN_TOOL_ROOM)
    cairn_canvas_make_room (self, x, y);
  else if (tool == CAIRN_TOOL_TOUCHPOINT || tool == CAIRN_TOOL_DECISION || tool == CAIRN_TOOL_NOTE)
    place (self, x, y, tool);
  else if (tool == CAIRN_TOOL_HAND || tool == CAIRN_TOOL_LASSO)
    return; /* they only drag */
  else if (cairn_canvas_pick_at (self, x, y))
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
  CairnSceneHit hit;

  if (self->fold_pressed)
    {
      self->fold_pressed = FALSE;
      return;
    }
  if (self->editor == NULL || self->drag != NULL || n_press != 1 || self->label != NULL
      || (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) != 0
      || gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) != GDK_BUTTON_PRIMARY
      || cairn_editor_get_tool (self->editor) == CAIRN_TOOL_HAND
      || cairn_canvas_handle_at (self, x, y) != CAIRN_HANDLE_NONE)
    return;
  selection = cairn_editor_get_selection (self->editor);
  if (!cairn_canvas_hit (self, x, y, &hit) || hit.layer == CAIRN_LAYER_PAPER)
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
  if (self->editor == NULL || self->drag != NULL
      || cairn_editor_get_tool (self->editor) != CAIRN_TOOL_SELECT)
    return;
  cairn_canvas_hover_band (self, x, y);
  handle = cairn_canvas_fold_at (self, x, y) != NULL ? CAIRN_HANDLE_PLUS
                                                     : cairn_canvas_handle_at (self, x, y);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), self->space_held              ? "grab"
                                                      : handle == CAIRN_HANDLE_PLUS ? "pointer"
                                                      : handle != CAIRN_HANDLE_NONE ? "crosshair"
                                                                                    : NULL);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, CairnCanvas *self)
{
  GdkModifierType state
    = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (controller));
  double step
    = gtk_event_controller_scroll_get_unit (controller) == GDK_SCROLL_UNIT_WHEEL ? 0.18 : 0.01;

  if ((state & GDK_CONTROL_MASK) == 0)
    return FALSE; /* the scrolled window around us pans */
  cairn_canvas_zoom_at (self, self->pointer.x, self->pointer.y,
                        self->viewport.scale * exp (-dy * step));
  return TRUE;
}

static void
pinch_begin_cb (CairnCanvas *self)
{
  self->pinch_scale = self->viewport.scale;
}

static void
pinch_cb (GtkGestureZoom *gesture, double scale, CairnCanvas *self)
{
  double x, y;

  if (gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    cairn_canvas_zoom_at (self, x, y, self->pinch_scale * scale);
}

/* A playbook from the list, let go over a step. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CairnCanvas *self)
{
  const char *text = g_value_get_string (value);
  CairnElement *playbook;
  CairnSceneHit hit;

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
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll
    = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkDropTarget *drop = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  g_signal_connect (drop, "drop", G_CALLBACK (drop_cb), self);

  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}
