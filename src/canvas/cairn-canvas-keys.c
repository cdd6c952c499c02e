/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* What the keys of the canvas do. Which key does what stands in cairn-action-table.c. */

#include "canvas/cairn-canvas-private.h"

#include "canvas/cairn-action.h"
#include "command/cairn-element-commands.h"
#include "command/cairn-grid-commands.h"
#include "command/cairn-sipoc-commands.h"
#include "command/cairn-step-commands.h"

#include <glib/gi18n-lib.h>
#include <math.h>

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

static gboolean
is_item (CairnElement *element)
{
  return cairn_element_get_kind (element) == CAIRN_KIND_ITEM
         || cairn_element_get_kind (element) == CAIRN_KIND_REQUIREMENT;
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
  if (cairn_element_get_kind (diagram) == CAIRN_KIND_SIPOC)
    return edit_made (self,
                      cairn_command_add_item (history, diagram, CAIRN_COLUMN_PROCESS, NULL, ""));
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
      if (cairn_editor_may_change (self->editor))
        edit_made (self, cairn_command_add_linked_item (history, selected, 1));
      return TRUE;
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
    return edit_made (self, cairn_command_add_next_step (history, selected, where[direction]));
  if (!is_item (selected))
    return FALSE;
  if (direction == DOWN || direction == UP)
    return edit_made (self, cairn_command_add_item_below (history, selected));
  return edit_made (self, cairn_command_add_linked_item (history, selected, dx_of (direction)));
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
      done = dy_of (direction) != 0 && cairn_command_shift_band (history, first, dy_of (direction));
      break;
    case CAIRN_KIND_STAGE:
      done = dx_of (direction) != 0 && cairn_command_shift_band (history, first, dx_of (direction));
      break;
    case CAIRN_KIND_ITEM:
    case CAIRN_KIND_REQUIREMENT:
      done
        = dy_of (direction) != 0 && cairn_command_reorder_item (history, first, dy_of (direction));
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

static gboolean
is_stop (CairnBoxRole role)
{
  return role == CAIRN_BOX_STEP || role == CAIRN_BOX_ITEM || role == CAIRN_BOX_REQUIREMENT
         || role == CAIRN_BOX_LANE_HEADER || role == CAIRN_BOX_STAGE_HEADER;
}

/* The nearest box in @direction, counting sideways distance double. */
static const CairnBox *
find_towards (const CairnBox *boxes, guint n_boxes, const CairnBox *from, Direction direction)
{
  double cx = from->rect.x + from->rect.width / 2;
  double cy = from->rect.y + from->rect.height / 2;
  const CairnBox *best = NULL;
  double best_cost = INFINITY;

  for (guint i = 0; i < n_boxes; i++)
    {
      double dx = boxes[i].rect.x + boxes[i].rect.width / 2 - cx;
      double dy = boxes[i].rect.y + boxes[i].rect.height / 2 - cy;
      double ahead = dx * dx_of (direction) + dy * dy_of (direction);
      double aside = dx_of (direction) != 0 ? fabs (dy) : fabs (dx);

      if (is_stop (boxes[i].role) && &boxes[i] != from && ahead > 1
          && ahead + 2 * aside < best_cost)
        {
          best = &boxes[i];
          best_cost = ahead + 2 * aside;
        }
    }
  return best;
}

static const CairnBox *
first_stop (const CairnBox *boxes, guint n_boxes)
{
  for (guint i = 0; i < n_boxes; i++)
    if (boxes[i].role == CAIRN_BOX_STEP || boxes[i].role == CAIRN_BOX_ITEM)
      return &boxes[i];
  for (guint i = 0; i < n_boxes; i++)
    if (is_stop (boxes[i].role))
      return &boxes[i];
  return NULL;
}

static gboolean
select_element (CairnCanvas *self, CairnElement *element)
{
  cairn_selection_set_one (cairn_editor_get_selection (self->editor),
                           cairn_element_get_id (element));
  cairn_canvas_reveal (self, element);
  return TRUE;
}

static void
select_box (CairnCanvas *self, const CairnBox *box)
{
  if (box != NULL)
    select_element (self, box->element);
}

static gboolean
is_connector (CairnElement *element)
{
  return element != NULL
         && (cairn_element_get_kind (element) == CAIRN_KIND_FLOW
             || cairn_element_get_kind (element) == CAIRN_KIND_LINK);
}

/* Alt+Shift+Right and Left: the flow that leaves or reaches the selected step; again: the next of
 * them, around. */
static gboolean
go_to_flow (CairnCanvas *self, gboolean leaving)
{
  CairnDocument *document = cairn_editor_get_document (self->editor);
  CairnProp end = leaving ? CAIRN_PROP_FROM : CAIRN_PROP_TO;
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  CairnElement *at = selected;
  CairnElement *first = NULL;
  gboolean passed = !is_connector (selected);

  if (selected == NULL || cairn_element_get_parent (selected) == NULL)
    return FALSE;
  if (!passed)
    at = cairn_document_resolve (document, selected, end);
  for (guint i = 0; i < cairn_element_get_n_children (cairn_element_get_parent (selected)); i++)
    {
      CairnElement *flow = cairn_element_get_child (cairn_element_get_parent (selected), i);

      if (!is_connector (flow) || cairn_document_resolve (document, flow, end) != at)
        continue;
      if (passed)
        return select_element (self, flow);
      if (first == NULL)
        first = flow;
      passed = flow == selected;
    }
  if (first != NULL)
    return select_element (self, first);
  gtk_widget_error_bell (GTK_WIDGET (self));
  return TRUE;
}

/* Alt+arrow: selects the neighbour that way; from a flow, the step at its end or its beginning. */
static gboolean
go_towards (CairnCanvas *self, Direction direction)
{
  CairnLayout *layout = cairn_editor_get_layout (self->editor);
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  const CairnBox *from = selected != NULL ? cairn_layout_find_main (layout, selected) : NULL;
  guint n_boxes;
  const CairnBox *boxes = cairn_layout_get_boxes (layout, &n_boxes);

  if (is_connector (selected))
    return select_element (
      self, cairn_document_resolve (cairn_editor_get_document (self->editor), selected,
                                    direction == LEFT || direction == UP ? CAIRN_PROP_FROM
                                                                         : CAIRN_PROP_TO));
  select_box (self, from != NULL ? find_towards (boxes, n_boxes, from, direction)
                                 : first_stop (boxes, n_boxes));
  return TRUE;
}

/* Shift+Tab, Alt+Page Down, Home, End: the previous, next, first or last step in reading order. */
static gboolean
go_in_order (CairnCanvas *self, int by, gboolean to_end)
{
  guint n_boxes;
  const CairnBox *boxes = cairn_layout_get_boxes (cairn_editor_get_layout (self->editor), &n_boxes);
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  const CairnBox *found = NULL;
  gboolean passed = to_end || selected == NULL;

  for (guint i = 0; i < n_boxes; i++)
    {
      const CairnBox *box = &boxes[by > 0 ? i : n_boxes - 1 - i];

      if (box->role != CAIRN_BOX_STEP && box->role != CAIRN_BOX_ITEM
          && box->role != CAIRN_BOX_REQUIREMENT)
        continue;
      if (passed)
        {
          found = box;
          break;
        }
      passed = box->element == selected;
    }
  select_box (self, found);
  return TRUE;
}

/* Plain arrows: order within the cell or column; with nothing selected the view pans. */
static gboolean
nudge (CairnCanvas *self, Direction direction, gboolean far)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  int by = dy_of (direction) != 0 ? dy_of (direction) : dx_of (direction);

  if (cairn_selection_get_n (cairn_editor_get_selection (self->editor)) == 0)
    {
      double step = far ? 5 * PAN_STEP : PAN_STEP;

      cairn_canvas_scroll_by (self, dx_of (direction) * step, dy_of (direction) * step);
      return TRUE;
    }
  if (selected == NULL || !cairn_editor_may_change (self->editor))
    return FALSE;
  if (cairn_element_get_kind (selected) == CAIRN_KIND_STEP)
    return cairn_command_reorder_step (history, selected, by);
  if (is_item (selected))
    return cairn_command_reorder_item (history, selected, by);
  return FALSE;
}

/* Ctrl+L: the next Enter connects what was selected with what is selected then. */
static gboolean
begin_connect (CairnCanvas *self)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);

  if (selected == NULL
      || (cairn_element_get_kind (selected) != CAIRN_KIND_STEP && !is_item (selected)))
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

  gtk_widget_queue_draw (GTK_WIDGET (self));
  if (to == NULL || to == from || cairn_element_get_parent (from) == NULL
      || !cairn_editor_may_change (self->editor))
    return;
  if (cairn_command_connect (cairn_editor_get_history (self->editor), from, to, &why) == NULL)
    cairn_editor_announce (self->editor, why);
}

static gboolean
edit_selected (CairnCanvas *self)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);

  if (self->connect_from != NULL)
    finish_connect (self);
  else if (!cairn_canvas_pick (self, selected) && selected != NULL)
    cairn_canvas_edit_label (self, selected, FALSE);
  else
    return selected != NULL;
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

static gboolean
open_playbook (CairnCanvas *self)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  CairnElement *attachment
    = selected != NULL ? cairn_element_first (selected, CAIRN_KIND_ATTACHMENT) : NULL;

  if (attachment == NULL)
    return FALSE;
  cairn_editor_open_playbook (self->editor,
                              cairn_document_resolve (cairn_editor_get_document (self->editor),
                                                      attachment, CAIRN_PROP_PLAYBOOK));
  return TRUE;
}

/* A letter begins to rename what is selected. */
static gboolean
type_letter (CairnCanvas *self, guint keyval)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  gunichar letter = gdk_keyval_to_unicode (keyval);
  char text[7] = { 0 };

  if (selected == NULL || letter == 0 || !g_unichar_isgraph (letter))
    return FALSE;
  g_unichar_to_utf8 (letter, text);
  cairn_canvas_type_label (self, selected, text);
  return TRUE;
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
  return go_towards (self, (Direction) argument);
}

static gboolean
act_nudge (CairnCanvas *self, int argument)
{
  return nudge (self, (Direction) argument, FALSE);
}

static gboolean
act_go_flow (CairnCanvas *self, int argument)
{
  return go_to_flow (self, argument > 0);
}

static gboolean
act_go_in_order (CairnCanvas *self, int argument)
{
  return go_in_order (self, argument, FALSE);
}

static gboolean
act_go_to_end (CairnCanvas *self, int argument)
{
  return go_in_order (self, argument, TRUE);
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
  { "canvas.connect", act_connect, 0 },
  { "canvas.shift-left", act_shift, LEFT },
  { "canvas.shift-right", act_shift, RIGHT },
  { "canvas.shift-up", act_shift, UP },
  { "canvas.shift-down", act_shift, DOWN },
  { "canvas.nudge-left", act_nudge, LEFT },
  { "canvas.nudge-right", act_nudge, RIGHT },
  { "canvas.nudge-up", act_nudge, UP },
  { "canvas.nudge-down", act_nudge, DOWN },
  { "canvas.open-playbook", act_open_playbook, 0 },
  { "canvas.go-left", act_go, LEFT },
  { "canvas.go-right", act_go, RIGHT },
  { "canvas.go-up", act_go, UP },
  { "canvas.go-down", act_go, DOWN },
  { "canvas.go-flow-in", act_go_flow, 0 },
  { "canvas.go-flow-out", act_go_flow, 1 },
  { "canvas.go-previous", act_go_in_order, -1 },
  { "canvas.go-next", act_go_in_order, 1 },
  { "canvas.go-first", act_go_to_end, 1 },
  { "canvas.go-last", act_go_to_end, -1 },
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

/* Tab makes the next step only of exactly one thing; otherwise it goes to the next widget. */
static gboolean
is_tab_for_others (CairnCanvas *self, guint keyval)
{
  return (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab)
         && cairn_editor_get_selected (self->editor) == NULL;
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

  if (self->editor == NULL || cairn_editor_get_diagram (self->editor) == NULL
      || is_tab_for_others (self, keyval))
    return FALSE;
  if (keyval == GDK_KEY_space && (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0)
    {
      self->space_held = TRUE;
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grab");
      return TRUE;
    }
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) == 0
      && type_letter (self, keyval))
    return TRUE;
  action = cairn_action_for_key (display, keyval, keycode, state, CAIRN_SCOPE_CANVAS);
  return action != NULL && perform (self, action);
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

void
cairn_canvas_class_init_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "canvas.set-kind", "s", set_kind_cb);
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
