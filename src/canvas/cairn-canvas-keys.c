/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* What the keys of the canvas do. Which key does what stands in cairn-action-table.c. */

#include "canvas/cairn-canvas-private.h"

#include "canvas/cairn-action.h"
#include "command/cairn-element-commands.h"
#include "command/cairn-playbook-commands.h"
#include "command/cairn-step-commands.h"

#include <glib/gi18n-lib.h>

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
    return cairn_canvas_add_first (self); /* nothing there yet: this begins it */
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
  return cairn_canvas_add_next (self) || cairn_canvas_add_first (self);
}

static gboolean
act_add_towards (CairnCanvas *self, int argument)
{
  return cairn_canvas_add_towards (self, (CairnArrow) argument);
}

static gboolean
act_shift (CairnCanvas *self, int argument)
{
  return cairn_canvas_shift (self, (CairnArrow) argument);
}

static gboolean
act_go (CairnCanvas *self, int argument)
{
  return cairn_canvas_go (self, (CairnArrow) argument);
}

static gboolean
act_nudge (CairnCanvas *self, int argument)
{
  return cairn_canvas_nudge (self, (CairnArrow) argument, FALSE);
}

static gboolean
act_nudge_far (CairnCanvas *self, int argument)
{
  return cairn_canvas_nudge (self, (CairnArrow) argument, TRUE);
}

static gboolean
act_add_branch (CairnCanvas *self, int argument)
{
  return cairn_canvas_add_branch (self);
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
  { "canvas.add-before", act_add_towards, CAIRN_ARROW_LEFT },
  { "canvas.add-after", act_add_towards, CAIRN_ARROW_RIGHT },
  { "canvas.add-above", act_add_towards, CAIRN_ARROW_UP },
  { "canvas.add-below", act_add_towards, CAIRN_ARROW_DOWN },
  { "canvas.add-branch", act_add_branch, 0 },
  { "canvas.connect", act_connect, 0 },
  { "canvas.shift-left", act_shift, CAIRN_ARROW_LEFT },
  { "canvas.shift-right", act_shift, CAIRN_ARROW_RIGHT },
  { "canvas.shift-up", act_shift, CAIRN_ARROW_UP },
  { "canvas.shift-down", act_shift, CAIRN_ARROW_DOWN },
  { "canvas.nudge-left", act_nudge, CAIRN_ARROW_LEFT },
  { "canvas.nudge-right", act_nudge, CAIRN_ARROW_RIGHT },
  { "canvas.nudge-up", act_nudge, CAIRN_ARROW_UP },
  { "canvas.nudge-down", act_nudge, CAIRN_ARROW_DOWN },
  { "canvas.nudge-far-left", act_nudge_far, CAIRN_ARROW_LEFT },
  { "canvas.nudge-far-right", act_nudge_far, CAIRN_ARROW_RIGHT },
  { "canvas.nudge-far-up", act_nudge_far, CAIRN_ARROW_UP },
  { "canvas.nudge-far-down", act_nudge_far, CAIRN_ARROW_DOWN },
  { "canvas.open-playbook", act_open_playbook, 0 },
  { "canvas.toggle-note", act_toggle_note, 0 },
  { "canvas.drill-in", act_drill_in, 0 },
  { "canvas.open-address", act_open_address, 0 },
  { "canvas.go-left", act_go, CAIRN_ARROW_LEFT },
  { "canvas.go-right", act_go, CAIRN_ARROW_RIGHT },
  { "canvas.go-up", act_go, CAIRN_ARROW_UP },
  { "canvas.go-down", act_go, CAIRN_ARROW_DOWN },
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
