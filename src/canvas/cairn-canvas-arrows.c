/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What arrows and the keys that go on from a step make and move. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-ctq-commands.h"
#include "command/cairn-grid-commands.h"
#include "command/cairn-shape-commands.h"
#include "command/cairn-sipoc-commands.h"
#include "command/cairn-step-commands.h"

#define PAN_STEP 60

static int
dx_of (CairnArrow arrow)
{
  return arrow == CAIRN_ARROW_RIGHT ? 1 : arrow == CAIRN_ARROW_LEFT ? -1 : 0;
}

static int
dy_of (CairnArrow arrow)
{
  return arrow == CAIRN_ARROW_DOWN ? 1 : arrow == CAIRN_ARROW_UP ? -1 : 0;
}

/* On a map that runs from top to bottom the keys still mean what they point to: what is meant, as
 * on a map that runs from left to right. */
static CairnArrow
turned (CairnCanvas *self, CairnArrow arrow)
{
  static const CairnArrow across[] = { [CAIRN_ARROW_LEFT] = CAIRN_ARROW_UP,
                                       [CAIRN_ARROW_RIGHT] = CAIRN_ARROW_DOWN,
                                       [CAIRN_ARROW_UP] = CAIRN_ARROW_LEFT,
                                       [CAIRN_ARROW_DOWN] = CAIRN_ARROW_RIGHT };
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);

  return cairn_element_has (diagram, CAIRN_PROP_ORIENTATION)
             && cairn_element_get_int (diagram, CAIRN_PROP_ORIENTATION)
                  == CAIRN_ORIENTATION_VERTICAL
           ? across[arrow]
           : arrow;
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
gboolean
cairn_canvas_add_first (CairnCanvas *self)
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
gboolean
cairn_canvas_add_towards (CairnCanvas *self, CairnArrow arrow)
{
  static const CairnNext where[] = { [CAIRN_ARROW_LEFT] = CAIRN_NEXT_BEFORE,
                                     [CAIRN_ARROW_RIGHT] = CAIRN_NEXT_AFTER,
                                     [CAIRN_ARROW_UP] = CAIRN_NEXT_ABOVE,
                                     [CAIRN_ARROW_DOWN] = CAIRN_NEXT_BELOW };
  CairnHistory *history = cairn_editor_get_history (self->editor);
  CairnElement *selected = cairn_editor_get_selected (self->editor);

  if (selected == NULL || !cairn_editor_may_change (self->editor))
    return FALSE;
  if (cairn_element_get_kind (selected) == CAIRN_KIND_STEP)
    return edit_made (self,
                      cairn_command_add_next_step (history, selected, where[turned (self, arrow)]));
  if (cairn_canvas_is_twig (selected))
    return dx_of (arrow) >= 0
           && (arrow == CAIRN_ARROW_RIGHT ? cairn_canvas_go_on (self, selected)
                                          : cairn_canvas_add_another (self, selected));
  if (!cairn_canvas_is_item (selected))
    return FALSE;
  if (arrow == CAIRN_ARROW_DOWN || arrow == CAIRN_ARROW_UP)
    return edit_made (self, cairn_command_add_item_below (history, selected));
  return edit_made (self, cairn_command_add_linked_item (history, selected, dx_of (arrow)));
}

/* Ctrl+Shift+Enter: another way to go on from the same step. */
gboolean
cairn_canvas_add_branch (CairnCanvas *self)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);

  if (selected == NULL || cairn_element_get_kind (selected) != CAIRN_KIND_STEP
      || !cairn_editor_may_change (self->editor))
    return FALSE;
  return edit_made (self,
                    cairn_command_add_branch (cairn_editor_get_history (self->editor), selected));
}

/* Ctrl+Shift+arrow: to the next lane or stage; lanes and stages themselves along their row. */
gboolean
cairn_canvas_shift (CairnCanvas *self, CairnArrow arrow)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (self->editor);
  CairnElement *first = selected->len > 0 ? g_ptr_array_index (selected, 0) : NULL;
  gboolean done = FALSE;

  if (first == NULL || !cairn_editor_may_change (self->editor))
    return FALSE;
  arrow = turned (self, arrow);
  for (guint i = selected->len; i > 0; i--)
    if (cairn_element_get_kind (g_ptr_array_index (selected, i - 1))
        != cairn_element_get_kind (first))
      g_ptr_array_remove_index (selected, i - 1);
  switch ((int) cairn_element_get_kind (first))
    {
    case CAIRN_KIND_STEP:
      done = cairn_command_shift_steps (history, selected, dx_of (arrow), dy_of (arrow));
      break;
    case CAIRN_KIND_LANE:
      done = dy_of (arrow) != 0
             && (cairn_canvas_get_selected_team (self) != NULL
                   ? cairn_command_shift_team (history, first, dy_of (arrow))
                   : cairn_command_shift_band (history, first, dy_of (arrow)));
      break;
    case CAIRN_KIND_STAGE:
      done = dx_of (arrow) != 0 && cairn_command_shift_band (history, first, dx_of (arrow));
      break;
    case CAIRN_KIND_ITEM:
    case CAIRN_KIND_REQUIREMENT:
      done = dy_of (arrow) != 0 && cairn_command_reorder_item (history, first, dy_of (arrow));
      break;
    case CAIRN_KIND_NEED:
    case CAIRN_KIND_DRIVER:
    case CAIRN_KIND_MEASURE:
      done = dy_of (arrow) != 0 && cairn_command_reorder_ctq (history, first, dy_of (arrow));
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
pan (CairnCanvas *self, CairnArrow arrow, gboolean far)
{
  double step = far ? 5 * PAN_STEP : PAN_STEP;

  cairn_canvas_scroll_by (self, dx_of (arrow) * step, dy_of (arrow) * step);
}

/* One place on in the cell; along the stages also into the next cell, but never into another lane.
 */
static gboolean
nudge_step (CairnCanvas *self, CairnElement *step, CairnArrow arrow)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  CairnArrow meant = turned (self, arrow);

  return cairn_command_nudge_step (history, step, dx_of (meant) + dy_of (meant),
                                   dx_of (meant) != 0);
}

/* Several keep to each other: along the stages all of them go, or none. */
static gboolean
nudge_many (CairnCanvas *self, CairnArrow arrow)
{
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (self->editor);

  for (guint i = selected->len; i > 0; i--)
    if (cairn_element_get_kind (g_ptr_array_index (selected, i - 1)) != CAIRN_KIND_STEP)
      g_ptr_array_remove_index (selected, i - 1);
  arrow = turned (self, arrow);
  return selected->len > 0 && dx_of (arrow) != 0
         && cairn_command_shift_steps (cairn_editor_get_history (self->editor), selected,
                                       dx_of (arrow), 0);
}

static gboolean
nudge_once (CairnCanvas *self, CairnArrow arrow)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);

  if (selected == NULL)
    return nudge_many (self, arrow);
  if (cairn_element_get_kind (selected) == CAIRN_KIND_STEP)
    return nudge_step (self, selected, arrow);
  if (cairn_canvas_is_twig (selected))
    return cairn_command_reorder_ctq (cairn_editor_get_history (self->editor), selected,
                                      dy_of (arrow) != 0 ? dy_of (arrow) : dx_of (arrow));
  return cairn_canvas_is_item (selected)
         && cairn_command_reorder_item (cairn_editor_get_history (self->editor), selected,
                                        dy_of (arrow) != 0 ? dy_of (arrow) : dx_of (arrow));
}

/* Plain arrows move what is selected, with Shift five places; with nothing selected the view. */
gboolean
cairn_canvas_nudge (CairnCanvas *self, CairnArrow arrow, gboolean far)
{
  CairnElement *selected = cairn_editor_get_selected (self->editor);
  gboolean moved = FALSE;

  if (self->space_held || cairn_selection_get_n (cairn_editor_get_selection (self->editor)) == 0)
    {
      pan (self, arrow, far);
      return TRUE;
    }
  if (dx_of (arrow) != 0 && cairn_canvas_set_collapsed (self, arrow == CAIRN_ARROW_LEFT))
    return TRUE;
  if (!cairn_editor_may_change (self->editor))
    return TRUE;
  for (guint i = 0; i < (far ? 5 : 1); i++)
    moved = nudge_once (self, arrow) || moved;
  if (!moved)
    gtk_widget_error_bell (GTK_WIDGET (self));
  else if (selected != NULL)
    cairn_canvas_reveal (self, selected);
  return TRUE;
}

gboolean
cairn_canvas_go (CairnCanvas *self, CairnArrow arrow)
{
  return cairn_canvas_go_towards (self, dx_of (arrow), dy_of (arrow));
}
