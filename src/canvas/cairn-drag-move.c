/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* Moving steps, items and branches of a CTQ tree, or with Ctrl copies of them. The map shows all
 * the while how it would be if the button went up now: the cell opens up, a flow that the step
 * would go into leads through it. Nothing changes until then. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-drag-commands.h"
#include "command/cairn-step-commands.h"
#include "command/cairn-twig-commands.h"

#include <math.h>

#define FLOW_REACH 10.0      /* view pixels */
#define FLOW_REACH_HELD 18.0 /* once it has been caught */

/* The selected elements that move together with the pressed one. */
static GPtrArray *
dup_moving (CairnCanvas *self)
{
  GPtrArray *selected = cairn_editor_dup_selected (self->editor);

  for (guint i = selected->len; i > 0; i--)
    if (cairn_element_get_kind (g_ptr_array_index (selected, i - 1))
        != cairn_element_get_kind (self->drag_element))
      g_ptr_array_remove_index (selected, i - 1);
  return selected;
}

/* The next place before which something may land that does not itself move. */
static CairnElement *
skip_moving (CairnCanvas *self, CairnElement *before)
{
  CairnSelection *selection = cairn_editor_get_selection (self->editor);

  if ((self->drag_state & GDK_CONTROL_MASK) != 0)
    return before;
  while (before != NULL && cairn_selection_contains (selection, cairn_element_get_id (before)))
    before = cairn_element_next (before);
  return before;
}

/* The flow that would take in the one moving step if it were let go here. */
static CairnElement *
find_flow (CairnCanvas *self, double x, double y)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  g_autoptr (GPtrArray) moving = dup_moving (self);
  CairnElement *flow;
  CairnSceneHit hit;

  if (cairn_element_get_kind (self->drag_element) != CAIRN_KIND_STEP || moving->len != 1
      || (self->drag_state & GDK_CONTROL_MASK) != 0)
    return NULL;
  if (cairn_canvas_hit (self, x, y, &hit) && hit.element != self->drag_element
      && cairn_element_get_kind (hit.element) == CAIRN_KIND_STEP)
    return NULL;
  flow
    = cairn_canvas_find_flow (self, x, y, self->drop_flow != NULL ? FLOW_REACH_HELD : FLOW_REACH);
  return flow != NULL && cairn_command_fits_into_flow (history, self->drag_element, flow) ? flow
                                                                                          : NULL;
}

static void
land (gpointer data, CairnHistory *history)
{
  CairnCanvas *self = data;
  g_autoptr (GPtrArray) moving = dup_moving (self);
  const CairnDrop *drop = &self->drop;
  gboolean copy = (self->drag_state & GDK_CONTROL_MASK) != 0;

  if (self->drop_flow != NULL)
    cairn_command_move_into_flow (history, self->drag_element, self->drop_flow, drop->lane,
                                  drop->stage, drop->before);
  else if (cairn_element_get_kind (self->drag_element) == CAIRN_KIND_STEP)
    (copy ? cairn_command_copy_steps : cairn_command_move_steps) (history, moving, drop->lane,
                                                                  drop->stage, drop->before);
  else if (cairn_canvas_is_twig (self->drag_element))
    (copy ? cairn_command_copy_twigs : cairn_command_move_twigs) (history, moving, drop->parent,
                                                                  drop->before);
  else
    (copy ? cairn_command_copy_items : cairn_command_move_items) (history, moving, drop->column,
                                                                  drop->before);
}

static gboolean
same_drop (const CairnDrop *a, const CairnDrop *b)
{
  return a->lane == b->lane && a->stage == b->stage && a->column == b->column
         && a->parent == b->parent && a->before == b->before;
}

static gboolean
find_place (CairnCanvas *self, double x, double y, CairnDrop *drop)
{
  if (cairn_canvas_is_twig (self->drag_element))
    return cairn_canvas_find_twig_drop (self, cairn_element_get_kind (self->drag_element), x, y,
                                        drop);
  return cairn_canvas_find_drop (self, x, y, drop);
}

static void
move_update (CairnCanvas *self, double x, double y)
{
  CairnElement *flow = find_flow (self, x, y);
  gboolean copy = (self->drag_state & GDK_CONTROL_MASK) != 0;
  gboolean was_ok = self->drop_ok;
  CairnDrop drop;
  gboolean ok = find_place (self, x, y, &drop);

  if (ok)
    drop.before = skip_moving (self, drop.before);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), !ok ? "no-drop" : copy ? "copy" : "grabbing");
  if (ok == was_ok && flow == self->drop_flow && copy == self->drop_copy
      && (!ok || same_drop (&drop, &self->drop)))
    return;
  self->drop = drop;
  self->drop_ok = ok;
  self->drop_flow = ok ? flow : NULL;
  self->drop_copy = copy;
  if (ok)
    cairn_preview_show (self->preview, self->editor, land, self);
  else
    cairn_preview_leave (self->preview);
}

static void
move_finish (CairnCanvas *self, double x, double y)
{
  if (self->drop_ok)
    land (self, cairn_editor_get_history (self->editor));
  cairn_preview_drop (self->preview);
}

static void
move_cancel (CairnCanvas *self)
{
  cairn_preview_leave (self->preview);
}

/* A ghost of every moving box under the pointer. */
static void
move_draw (CairnCanvas *self, cairo_t *cr)
{
  g_autoptr (GPtrArray) moving = dup_moving (self);

  cairo_save (cr);
  cairo_translate (cr, self->drag_at.x - self->drag_from.x, self->drag_at.y - self->drag_from.y);
  for (guint i = 0; i < moving->len; i++)
    cairn_canvas_draw_ghost (self, cr, g_ptr_array_index (moving, i));
  cairo_restore (cr);
}

const CairnDragKind cairn_drag_move = { move_update, move_finish, move_draw, move_cancel,
                                        CAIRN_DRAG_SCROLLS | CAIRN_DRAG_KEEPS_AXIS };
