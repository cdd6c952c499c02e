/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* The keys of the canvas itself; those that are actions of the window are not here.
 * docs/help/keys.md lists all of them. */

#include "canvas/cairn-canvas-private.h"

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
  NO_DIRECTION,
} Direction;

static Direction
direction_of (guint keyval)
{
  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return LEFT;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return RIGHT;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return UP;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return DOWN;
    default:
      return NO_DIRECTION;
    }
}

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
  else if (selected != NULL)
    cairn_canvas_edit_label (self, selected, FALSE);
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

static gboolean
arrow (CairnCanvas *self, Direction direction, GdkModifierType state)
{
  switch ((guint) (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK)))
    {
    case GDK_CONTROL_MASK:
      return create_towards (self, direction);
    case GDK_CONTROL_MASK | GDK_SHIFT_MASK:
      return shift_towards (self, direction);
    case GDK_ALT_MASK:
      return go_towards (self, direction);
    case GDK_ALT_MASK | GDK_SHIFT_MASK:
      return dx_of (direction) != 0 && go_to_flow (self, direction == RIGHT);
    case GDK_SHIFT_MASK:
      return nudge (self, direction, TRUE);
    case 0:
      return nudge (self, direction, FALSE);
    default:
      return FALSE;
    }
}

/* A letter begins to rename what is selected; with nothing selected some choose a tool. */
static gboolean
type_letter (CairnCanvas *self, guint keyval)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  gunichar letter = gdk_keyval_to_unicode (keyval);
  char text[7] = { 0 };

  if (letter == 0 || !g_unichar_isgraph (letter))
    return FALSE;
  if (selected != NULL)
    {
      g_unichar_to_utf8 (letter, text);
      cairn_canvas_type_label (self, selected, text);
      return TRUE;
    }
  switch (g_unichar_tolower (letter))
    {
    case 'v':
      cairn_editor_set_tool (self->editor, CAIRN_TOOL_SELECT);
      return TRUE;
    case 't':
      cairn_editor_set_tool (self->editor, CAIRN_TOOL_TOUCHPOINT);
      return TRUE;
    case 'd':
      cairn_editor_set_tool (self->editor, CAIRN_TOOL_DECISION);
      return TRUE;
    case 'c':
      cairn_editor_set_tool (self->editor, CAIRN_TOOL_CONNECT);
      return TRUE;
    case 'n':
    case 's':
      cairn_editor_set_tool (self->editor, CAIRN_TOOL_NOTE);
      return TRUE;
    default:
      return FALSE;
    }
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

static gboolean
plain_key (CairnCanvas *self, guint keyval, GdkModifierType state)
{
  switch (keyval)
    {
    case GDK_KEY_Tab:
      return cairn_canvas_add_next (self);
    case GDK_KEY_Insert:
    case GDK_KEY_KP_Insert:
      return cairn_canvas_add_next (self) || add_first (self);
    case GDK_KEY_ISO_Left_Tab:
      return cairn_editor_get_selected (self->editor) != NULL && go_in_order (self, -1, FALSE);
    case GDK_KEY_F2:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return edit_selected (self);
    case GDK_KEY_Escape:
      return escape (self);
    case GDK_KEY_Home:
      return go_in_order (self, 1, TRUE);
    case GDK_KEY_End:
      return go_in_order (self, -1, TRUE);
    case GDK_KEY_Menu:
      return popup_menu (self);
    case GDK_KEY_F10:
      return (state & GDK_SHIFT_MASK) != 0 && popup_menu (self);
    case GDK_KEY_space:
      self->space_held = TRUE;
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "grab");
      return TRUE;
    default:
      return type_letter (self, keyval);
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                CairnCanvas *self)
{
  Direction direction = direction_of (keyval);
  GdkModifierType modifiers = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK);

  if (self->editor == NULL || cairn_editor_get_diagram (self->editor) == NULL)
    return FALSE;
  if (direction != NO_DIRECTION)
    return arrow (self, direction, state);
  if (modifiers == 0)
    return plain_key (self, keyval, state);
  if (modifiers == GDK_ALT_MASK && (keyval == GDK_KEY_Page_Down || keyval == GDK_KEY_Page_Up))
    return go_in_order (self, keyval == GDK_KEY_Page_Down ? 1 : -1, FALSE);
  if (modifiers == GDK_CONTROL_MASK && keyval == GDK_KEY_l)
    return begin_connect (self);
  if (modifiers == GDK_CONTROL_MASK && keyval == GDK_KEY_Return)
    return open_playbook (self);
  return FALSE;
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

/* The same, for menus. */
static void
action_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const struct
  {
    const char *name;
    gboolean (*act) (CairnCanvas *self);
  } acts[] = {
    { "canvas.add-next", cairn_canvas_add_next },
    { "canvas.rename", edit_selected },
    { "canvas.connect", begin_connect },
    { "canvas.open-playbook", open_playbook },
  };
  CairnCanvas *self = CAIRN_CANVAS (widget);

  if (self->editor == NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].name, name) && !acts[i].act (self))
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
  gtk_widget_class_install_action (klass, "canvas.add-next", NULL, action_cb);
  gtk_widget_class_install_action (klass, "canvas.rename", NULL, action_cb);
  gtk_widget_class_install_action (klass, "canvas.connect", NULL, action_cb);
  gtk_widget_class_install_action (klass, "canvas.open-playbook", NULL, action_cb);
}

void
cairn_canvas_init_keys (CairnCanvas *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (keys, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}
