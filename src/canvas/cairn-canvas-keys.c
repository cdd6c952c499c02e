/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* What the keys of the canvas do. Which key does what stands in cairn-action-table.c. */

#include "canvas/cairn-canvas-private.h"

#include "canvas/cairn-action.h"
#include "command/cairn-ctq-commands.h"
#include "command/cairn-element-commands.h"
#include "command/cairn-grid-commands.h"
#include "command/cairn-shape-commands.h"
#include "command/cairn-playbook-commands.h"
#include "command/cairn-sipoc-commands.h"
#include "command/cairn-step-commands.h"

#include <glib/gi18n-lib.h>

#define PAN_STEP 60

typedef enum
{
  LEFT,
  RIGHT,
  UP,
  DOWN,
} Direction;

static int
dx_of (Direction direction)
{
  return direction == RIGHT ? 1 : direction == LEFT ? -1 : 0;
}

static int
dy_of (Direction direction)
{
  return direction == DOWN ? 1 : direction == UP ? -1 : 0;
}

/* On a map that runs from top to bottom the keys still mean what they point to: what is meant, as
 * on a map that runs from left to right. */
static Direction
turned (CairnCanvas *self, Direction direction)
{
  static const Direction across[] = { [LEFT] = UP, [RIGHT] = DOWN, [UP] = LEFT, [DOWN] = RIGHT };
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);

  return cairn_element_has (diagram, CAIRN_PROP_ORIENTATION)
             && cairn_element_get_int (diagram, CAIRN_PROP_ORIENTATION)
                  == CAIRN_ORIENTATION_VERTICAL
           ? across[direction]
           : direction;
}

static gboolean
edit_made (CairnCanvas *self, CairnElement *made)
{
  if (made != NULL)
    cairn_canvas_edit_label (self, made, TRUE);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
  return TRUE;
}

/* Insert where there is nothing to go on from: in the selected lane or stage, else in the first of
 * the diagram; a SIPOC begins with its process. */
static gboolean
add_first (CairnCanvas *self)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  CairnKind kind = selected != NULL ? cairn_element_get_kind (selected) : CAIRN_N_KINDS;

  if (cairn_selection_get_n (cairn_editor_get_selection (self->editor)) > 1
      || !cairn_editor_may_change (self->editor))
    return FALSE;
  if (cairn_element_get_kind (diagram) != CAIRN_KIND_SWIMLANE)
    return cairn_canvas_add_first_item (self, diagram);
  return edit_made (
    self, cairn_command_add_step (
            history, diagram,
            kind == CAIRN_KIND_LANE ? selected : cairn_element_first (diagram, CAIRN_KIND_LANE),
            kind == CAIRN_KIND_STAGE ? selected : cairn_element_first (diagram, CAIRN_KIND_STAGE),
            NULL, CAIRN_STEP_TOUCHPOINT, ""));
}

gboolean
cairn_canvas_add_next (CairnCanvas *self)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  CairnElement *selected = cairn_editor_get_selected (self->editor);

  if (selected == NULL)
    return FALSE;
  switch ((int) cairn_element_get_kind (selected))
    {
    case CAIRN_KIND_STEP:
      if (cairn_editor_may_change (self->editor))
        edit_made (self, cairn_command_add_next_step (history, selected, CAIRN_NEXT_AFTER));
      return TRUE;
    case CAIRN_KIND_FLOW:
      if (cairn_editor_may_change (self->editor))
        edit_made (self, cairn_command_insert_in_flow (history, selected));
      return TRUE;
    case CAIRN_KIND_ITEM:
    case CAIRN_KIND_REQUIREMENT:
    case CAIRN_KIND_NEED:
    case CAIRN_KIND_DRIVER:
    case CAIRN_KIND_MEASURE:
      return cairn_canvas_go_on (self, selected);
    default:
      return FALSE;
    }
}

/* Ctrl+arrow: a connected step that way; in a SIPOC a linked item, or another one below. */
static gboolean
create_towards (CairnCanvas *self, Direction direction)
{
  static const CairnNext where[] = { [LEFT] = CAIRN_NEXT_BEFORE,
                                     [RIGHT] = CAIRN_NEXT_AFTER,
                                     [UP] = CAIRN_NEXT_ABOVE,
                                     [DOWN] = CAIRN_NEXT_BELOW };
  CairnHistory *history = cairn_editor_get_history (self->editor);
  CairnElement *selected = cairn_editor_get_selected (self->editor);

  if (selected == NULL || !cairn_editor_may_change (self->editor))
    return FALSE;
  if (cairn_element_get_kind (selected) == CAIRN_KIND_STEP)
    return edit_made (
      self, cairn_command_add_next_step (history, selected, where[turned (self, direction)]));
  if (cairn_canvas_is_twig (selected))
    return dx_of (direction) >= 0
           && (direction == RIGHT ? cairn_canvas_go_on (self, selected)
                                  : cairn_canvas_add_another (self, selected));
  if (!cairn_canvas_is_item (selected))
    return FALSE;
  if (direction == DOWN || direction == UP)
    return edit_made (self, cairn_command_add_item_below (history, selected));
  return edit_made (self, cairn_command_add_linked_item (history, selected, dx_of (direction)));
}

/* Ctrl+Shift+Enter: another way to go on from the same step. */
static gboolean
add_branch (CairnCanvas *self)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);

  if (selected == NULL || cairn_element_get_kind (selected) != CAIRN_KIND_STEP
      || !cairn_editor_may_change (self->editor))
    return FALSE;
  return edit_made (self,
                    cairn_command_add_branch (cairn_editor_get_history (self->editor), selected));
}

/* Ctrl+Shift+arrow: to the next lane or stage; lanes and stages themselves along their row. */
static gboolean
shift_towards (CairnCanvas *self, Direction direction)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (self->editor);
  CairnElement *first = selected->len > 0 ? g_ptr_array_index (selected, 0) : NULL;
  gboolean done = FALSE;

  if (first == NULL || !cairn_editor_may_change (self->editor))
    return FALSE;
  direction = turned (self, direction);
  for (guint i = selected->len; i > 0; i--)
    if (cairn_element_get_kind (g_ptr_array_index (selected, i - 1))
        != cairn_element_get_kind (first))
      g_ptr_array_remove_index (selected, i - 1);
  switch ((int) cairn_element_get_kind (first))
    {
    case CAIRN_KIND_STEP:
      done = cairn_command_shift_steps (history, selected, dx_of (direction), dy_of (direction));
      break;
    case CAIRN_KIND_LANE:
      done = dy_of (direction) != 0
             && (cairn_canvas_get_selected_team (self) != NULL
                   ? cairn_command_shift_team (history, first, dy_of (direction))
                   : cairn_command_shift_band (history, first, dy_of (direction)));
      break;
    case CAIRN_KIND_STAGE:
      done = dx_of (direction) != 0 && cairn_command_shift_band (history, first, dx_of (direction));
      break;
    case CAIRN_KIND_ITEM:
    case CAIRN_KIND_REQUIREMENT:
      done
        = dy_of (direction) != 0 && cairn_command_reorder_item (history, first, dy_of (direction));
      break;
    case CAIRN_KIND_NEED:
    case CAIRN_KIND_DRIVER:
    case CAIRN_KIND_MEASURE:
      done
        = dy_of (direction) != 0 && cairn_command_reorder_ctq (history, first, dy_of (direction));
      break;
    default:
      return FALSE;
    }
  if (done)
    cairn_canvas_reveal (self, first);
  else
    gtk_widget_error_bell (GTK_WIDGET (self));
  return TRUE;
}

static void
pan (CairnCanvas *self, Direction direction, gboolean far)
{
  double step = far ? 5 * PAN_STEP : PAN_STEP;

  cairn_canvas_scroll_by (self, dx_of (direction) * step, dy_of (direction) * step);
}

/* One place on in the cell; along the stages also into the next cell, but never into another lane.
 */
static gboolean
nudge_step (CairnCanvas *self, CairnElement *step, Direction direction)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  Direction meant = turned (self, direction);

  return cairn_command_nudge_step (history, step, dx_of (meant) + dy_of (meant),
                                   dx_of (meant) != 0);
}

/* Several keep to each other: along the stages all of them go, or none. */
static gboolean
nudge_many (CairnCanvas *self, Direction direction)
{
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (self->editor);

  for (guint i = selected->len; i > 0; i--)
    if (cairn_element_get_kind (g_ptr_array_index (selected, i - 1)) != CAIRN_KIND_STEP)
      g_ptr_array_remove_index (selected, i - 1);
  direction = turned (self, direction);
  return selected->len > 0 && dx_of (direction) != 0
         && cairn_command_shift_steps (cairn_editor_get_history (self->editor), selected,
                                       dx_of (direction), 0);
}

static gboolean
nudge_once (CairnCanvas *self, Direction direction)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);

  if (selected == NULL)
    return nudge_many (self, direction);
  if (cairn_element_get_kind (selected) == CAIRN_KIND_STEP)
    return nudge_step (self, selected, direction);
  if (cairn_canvas_is_twig (selected))
    return cairn_command_reorder_ctq (cairn_editor_get_history (self->editor), selected,
                                      dy_of (direction) != 0 ? dy_of (direction)
                                                             : dx_of (direction));
  return cairn_canvas_is_item (selected)
         && cairn_command_reorder_item (cairn_editor_get_history (self->editor), selected,
                                        dy_of (direction) != 0 ? dy_of (direction)
                                                               : dx_of (direction));
}

/* Plain arrows move what is selected, with Shift five places; with nothing selected the view. */
static gboolean
nudge (CairnCanvas *self, Direction direction, gboolean far)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  gboolean moved = FALSE;

  if (self->space_held || cairn_selection_get_n (cairn_editor_get_selection (self->editor)) == 0)
    {
      pan (self, direction, far);
      return TRUE;
    }
  if (dx_of (direction) != 0 && cairn_canvas_set_collapsed (self, direction == LEFT))
    return TRUE;
  if (!cairn_editor_may_change (self->editor))
    return TRUE;
  for (guint i = 0; i < (far ? 5 : 1); i++)
    moved = nudge_once (self, direction) || moved;
  if (!moved)
    gtk_widget_error_bell (GTK_WIDGET (self));
  else if (selected != NULL)
    cairn_canvas_reveal (self, selected);
  return TRUE;
}

/* Ctrl+L: the next Enter connects what was selected with what is selected then. */
static gboolean
begin_connect (CairnCanvas *self)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);

  if (selected == NULL
      || (cairn_element_get_kind (selected) != CAIRN_KIND_STEP && !cairn_canvas_is_item (selected)))
    return FALSE;
  g_clear_pointer (&self->connect_from, cairn_element_unref);
  self->connect_from = cairn_element_ref (selected);
  cairn_editor_announce (self->editor,
                         _ ("Go to the other end with Alt and the arrows, then press Enter."));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

static void
finish_connect (CairnCanvas *self)
{
  g_autoptr (CairnElement) from = g_steal_pointer (&self->connect_from);
  CairnElement *to = cairn_editor_get_selected (self->editor);
  const char *why = NULL;
  CairnElement *made;

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (to == NULL || to == from || cairn_element_get_parent (from) == NULL
      || !cairn_editor_may_change (self->editor))
    return;
  made = cairn_command_connect (cairn_editor_get_history (self->editor), from, to, &why);
  if (made == NULL)
    cairn_editor_announce (self->editor, why);
  else /* so that a letter begins its label */
    cairn_canvas_select (self, made);
}

static gboolean
edit_selected (CairnCanvas *self)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  CairnElement *selected = cairn_editor_get_selected (self->editor);

  if (self->connect_from != NULL)
    finish_connect (self);
  else if (cairn_canvas_pick (self, selected))
    return TRUE;
  else if (selected == NULL && diagram != NULL && cairn_element_get_n_children (diagram) == 0)
    return add_first (self); /* nothing there yet: this begins it */
  else if (selected != NULL)
    {
      cairn_canvas_edit_label (self, selected, FALSE);
      cairn_canvas_label_to_end (self);
    }
  else
    return FALSE;
  return TRUE;
}

static gboolean
escape (CairnCanvas *self)
{
  CairnSelection *selection = cairn_editor_get_selection (self->editor);

  if (self->drag != NULL)
    cairn_canvas_cancel_drag (self);
  else if (self->connect_from != NULL)
    g_clear_pointer (&self->connect_from, cairn_element_unref);
  else if (cairn_editor_get_tool (self->editor) != CAIRN_TOOL_SELECT)
    cairn_editor_set_tool (self->editor, CAIRN_TOOL_SELECT);
  else if (cairn_editor_get_picking (self->editor) != NULL)
    cairn_editor_set_picking (self->editor, NULL);
  else if (cairn_selection_get_n (selection) > 0)
    cairn_selection_clear (selection);
  else
    return FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

/* The first playbook of the selected step; if it has none, a new one. */
static gboolean
open_playbook (CairnCanvas *self)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  CairnElement *attachment, *playbook;

  if (selected == NULL || cairn_element_get_kind (selected) != CAIRN_KIND_STEP)
    return FALSE;
  attachment = cairn_element_first (selected, CAIRN_KIND_ATTACHMENT);
  if (attachment != NULL)
    playbook = cairn_document_resolve (cairn_editor_get_document (self->editor), attachment,
                                       CAIRN_PROP_PLAYBOOK);
  else if (cairn_editor_may_change (self->editor))
    playbook = cairn_command_add_playbook_to (cairn_editor_get_history (self->editor), selected);
  else
    return TRUE;
  cairn_editor_open_playbook (self->editor, playbook);
  return TRUE;
}

/* Whether @keyval begins a text, be it as a part of a letter. */
static gboolean
is_typed (guint keyval)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);

  return (letter != 0 && g_unichar_isgraph (letter)) || keyval == GDK_KEY_Multi_key
         || (keyval >= GDK_KEY_dead_grave && keyval <= GDK_KEY_dead_greek);
}

/* Typing replaces the name of what is selected. The key itself goes to the input method first, as
 * it may be only the beginning of a letter. */
static gboolean
type_letter (CairnCanvas *self, GtkEventControllerKey *controller, guint keyval)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);

  if (selected == NULL || !is_typed (keyval))
    return FALSE;
  cairn_canvas_type_label (self, selected);
  if (self->label != NULL)
    gtk_event_controller_key_forward (controller, self->label);
  return TRUE;
}

/* Shift and the keys 1, 2, 3, whatever is written on them: whole diagram, selection, width. */
static gboolean
zoom_by_place (CairnCanvas *self, guint keyval, guint keycode, GdkModifierType state)
{
  static void (*const zooms[]) (CairnCanvas * self)
    = { cairn_canvas_fit, cairn_canvas_fit_selection, cairn_canvas_fit_width };
  GdkModifierType held
    = state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK);
  gunichar letter = gdk_keyval_to_unicode (keyval);
  g_autofree guint *keyvals = NULL;
  int n = 0;

  if ((held != GDK_SHIFT_MASK && held != GDK_CONTROL_MASK)
      /* Where digits need Shift, one may well begin a name. */
      || (held == GDK_SHIFT_MASK && g_unichar_isalnum (letter)
          && cairn_editor_get_selected (self->editor) != NULL)
      || !gdk_display_map_keycode (gtk_widget_get_display (GTK_WIDGET (self)), keycode, NULL,
                                   &keyvals, &n))
    return FALSE;
  for (int i = 0; i < n; i++)
    if (keyvals[i] >= GDK_KEY_1 && keyvals[i] <= GDK_KEY_3)
      {
        zooms[keyvals[i] - GDK_KEY_1](self);
        return TRUE;
      }
  return FALSE;
}

/* The menu key: below what is selected, or else where the pointer is. */
static gboolean
popup_menu (CairnCanvas *self)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  CairnRect rect;

  if (selected != NULL && cairn_canvas_get_view_rect (self, selected, &rect))
    cairn_canvas_popup_menu (self, CLAMP (rect.x + rect.width / 2, 0, self->viewport.width),
                             CLAMP (rect.y + rect.height, 0, self->viewport.height));
  else
    cairn_canvas_popup_menu (self, self->pointer.x, self->pointer.y);
  return TRUE;
}

/* ---- which of these a key or a menu means ---- */

typedef gboolean (*Act) (CairnCanvas *self, int argument);

static gboolean
act_add_next (CairnCanvas *self, int argument)
{
  return cairn_canvas_add_next (self) || add_first (self);
}

static gboolean
act_add_towards (CairnCanvas *self, int argument)
{
  return create_towards (self, (Direction) argument);
}

static gboolean
act_shift (CairnCanvas *self, int argument)
{
  return shift_towards (self, (Direction) argument);
}

static gboolean
act_go (CairnCanvas *self, int argument)
{
  return cairn_canvas_go_towards (self, dx_of ((Direction) argument), dy_of ((Direction) argument));
}

static gboolean
act_nudge (CairnCanvas *self, int argument)
{
  return nudge (self, (Direction) argument, FALSE);
}

static gboolean
act_nudge_far (CairnCanvas *self, int argument)
{
  return nudge (self, (Direction) argument, TRUE);
}

static gboolean
act_add_branch (CairnCanvas *self, int argument)
{
  return add_branch (self);
}

static gboolean
act_go_flow (CairnCanvas *self, int argument)
{
  return cairn_canvas_go_to_flow (self, argument > 0);
}

static gboolean
act_go_in_order (CairnCanvas *self, int argument)
{
  return cairn_canvas_go_in_order (self, argument, CAIRN_GO_NEIGHBOUR);
}

static gboolean
act_go_to_end (CairnCanvas *self, int argument)
{
  return cairn_canvas_go_in_order (self, argument, CAIRN_GO_MAP_END);
}

static gboolean
act_go_to_lane_end (CairnCanvas *self, int argument)
{
  return cairn_canvas_go_in_order (self, argument, CAIRN_GO_LANE_END);
}

static gboolean
act_rename (CairnCanvas *self, int argument)
{
  return edit_selected (self);
}

static gboolean
act_connect (CairnCanvas *self, int argument)
{
  return begin_connect (self);
}

static gboolean
act_open_playbook (CairnCanvas *self, int argument)
{
  return open_playbook (self);
}

static gboolean
act_collapse (CairnCanvas *self, int argument)
{
  return cairn_canvas_set_collapsed (self, argument);
}

static gboolean
act_set_team (CairnCanvas *self, int argument)
{
  return cairn_editor_may_change (self->editor) && cairn_canvas_edit_team (self);
}

static gboolean
act_toggle_note (CairnCanvas *self, int argument)
{
  return cairn_canvas_toggle_notes (self);
}

static gboolean
act_drill_in (CairnCanvas *self, int argument)
{
  return cairn_canvas_drill_in (self);
}

static gboolean
act_open_address (CairnCanvas *self, int argument)
{
  return cairn_canvas_open_address (self);
}

static gboolean
act_menu (CairnCanvas *self, int argument)
{
  return popup_menu (self);
}

static gboolean
act_escape (CairnCanvas *self, int argument)
{
  return escape (self);
}

static const struct
{
  const char *name;
  Act act;
  int argument;
} acts[] = {
  { "canvas.rename", act_rename, 0 },
  { "canvas.add-next", act_add_next, 0 },
  { "canvas.add-before", act_add_towards, LEFT },
  { "canvas.add-after", act_add_towards, RIGHT },
  { "canvas.add-above", act_add_towards, UP },
  { "canvas.add-below", act_add_towards, DOWN },
  { "canvas.add-branch", act_add_branch, 0 },
  { "canvas.connect", act_connect, 0 },
  { "canvas.shift-left", act_shift, LEFT },
  { "canvas.shift-right", act_shift, RIGHT },
  { "canvas.shift-up", act_shift, UP },
  { "canvas.shift-down", act_shift, DOWN },
  { "canvas.nudge-left", act_nudge, LEFT },
  { "canvas.nudge-right", act_nudge, RIGHT },
  { "canvas.nudge-up", act_nudge, UP },
  { "canvas.nudge-down", act_nudge, DOWN },
  { "canvas.nudge-far-left", act_nudge_far, LEFT },
  { "canvas.nudge-far-right", act_nudge_far, RIGHT },
  { "canvas.nudge-far-up", act_nudge_far, UP },
  { "canvas.nudge-far-down", act_nudge_far, DOWN },
  { "canvas.open-playbook", act_open_playbook, 0 },
  { "canvas.toggle-note", act_toggle_note, 0 },
  { "canvas.drill-in", act_drill_in, 0 },
  { "canvas.open-address", act_open_address, 0 },
  { "canvas.go-left", act_go, LEFT },
  { "canvas.go-right", act_go, RIGHT },
  { "canvas.go-up", act_go, UP },
  { "canvas.go-down", act_go, DOWN },
  { "canvas.go-flow-in", act_go_flow, 0 },
  { "canvas.go-flow-out", act_go_flow, 1 },
  { "canvas.go-previous", act_go_in_order, -1 },
  { "canvas.go-next", act_go_in_order, 1 },
  { "canvas.go-lane-first", act_go_to_lane_end, 1 },
  { "canvas.go-lane-last", act_go_to_lane_end, -1 },
  { "canvas.go-first", act_go_to_end, 1 },
  { "canvas.go-last", act_go_to_end, -1 },
  { "canvas.collapse", act_collapse, TRUE },
  { "canvas.expand", act_collapse, FALSE },
  { "canvas.set-team", act_set_team, 0 },
  { "canvas.menu", act_menu, 0 },
  { "canvas.escape", act_escape, 0 },
};

/* FALSE: it means nothing here, and the key may mean something to others. */
static gboolean
perform (CairnCanvas *self, const CairnAction *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].name, action->name))
      return acts[i].act (self, acts[i].argument);
  return g_action_parse_detailed_name (action->name, &name, &target, NULL)
         && gtk_widget_activate_action_variant (GTK_WIDGET (self), name, target);
}

/* Tab makes the next step only of exactly one thing, and of none if people want it so; otherwise it
 * goes to the next widget. */
static gboolean
is_tab_for_others (CairnCanvas *self, guint keyval)
{
  return (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab)
         && (self->tab_moves || cairn_editor_get_selected (self->editor) == NULL);
}

/* A letter chooses a tool only while nothing is selected, or it would be the beginning of a name.
 */
static gboolean
is_letter_off (CairnCanvas *self, const CairnAction *action)
{
  return cairn_action_is_letter (action)
         && (self->no_letters
             || cairn_selection_get_n (cairn_editor_get_selection (self->editor)) > 0);
}

/* In a CTQ tree Enter makes another branch, as trees of thoughts do everywhere. */
static gboolean
enter_another (CairnCanvas *self, guint keyval, GdkModifierType state)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);

  return (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
         && (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) == 0
         && selected != NULL && cairn_canvas_is_twig (selected)
         && cairn_canvas_add_another (self, selected);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                CairnCanvas *self)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self));
  const CairnAction *action;

  /* What a name that is being edited does not need is not meant for us either. */
  if (self->editor == NULL || cairn_editor_get_diagram (self->editor) == NULL || self->label != NULL
      || is_tab_for_others (self, keyval))
    return FALSE;
  if (keyval == GDK_KEY_space && (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0)
    {
      self->space_held = TRUE;
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grab");
      return TRUE;
    }
  if (zoom_by_place (self, keyval, keycode, state)
      || ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) == 0
          && type_letter (self, controller, keyval)))
    return TRUE;
  if (enter_another (self, keyval, state))
    return TRUE;
  action = cairn_action_for_key (display, keyval, keycode, state, CAIRN_SCOPE_CANVAS);
  return action != NULL && !is_letter_off (self, action) && perform (self, action);
}

static void
key_released_cb (GtkEventControllerKey *controller,
                 guint keyval,
                 guint keycode,
                 GdkModifierType state,
                 CairnCanvas *self)
{
  if (keyval != GDK_KEY_space)
    return;
  self->space_held = FALSE;
  gtk_widget_set_cursor (GTK_WIDGET (self), NULL);
}

/* The same, for menus and the palette. */
static void
action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnCanvas *self = CAIRN_CANVAS (widget);
  const CairnAction *action = cairn_action_find (name);

  if (self->editor != NULL && action != NULL && !perform (self, action))
    gtk_widget_error_bell (widget);
}

/* Turns the selected steps into another kind, by the word files use for it. */
static void
set_kind_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnCanvas *self = CAIRN_CANVAS (widget);
  g_auto (CairnValue) value = { 0 };
  g_autoptr (GPtrArray) selected = NULL;

  if (self->editor == NULL || !cairn_editor_may_change (self->editor)
      || !cairn_value_parse (g_variant_get_string (parameter, NULL),
                             cairn_schema_prop (CAIRN_KIND_STEP, CAIRN_PROP_KIND), &value))
    return;
  selected = cairn_editor_dup_selected (self->editor);
  for (guint i = selected->len; i > 0; i--)
    if (cairn_element_get_kind (g_ptr_array_index (selected, i - 1)) != CAIRN_KIND_STEP)
      g_ptr_array_remove_index (selected, i - 1);
  if (selected->len > 0)
    cairn_command_set (cairn_editor_get_history (self->editor), selected, CAIRN_PROP_KIND, &value,
                       FALSE);
  else
    gtk_widget_error_bell (widget);
}

static void
add_kind_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const CairnPropSpec *spec = cairn_schema_prop (CAIRN_KIND_STEP, CAIRN_PROP_KIND);
  g_auto (CairnValue) value = { 0 };

  if (cairn_value_parse (g_variant_get_string (parameter, NULL), spec, &value))
    cairn_canvas_add_kind (CAIRN_CANVAS (widget), (CairnStepKind) value.integer);
}

void
cairn_canvas_class_init_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "canvas.set-kind", "s", set_kind_cb);
  gtk_widget_class_install_action (klass, "canvas.add-kind", "s", add_kind_cb);
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    gtk_widget_class_install_action (klass, acts[i].name, NULL, action_cb);
}

void
cairn_canvas_init_keys (CairnCanvas *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
