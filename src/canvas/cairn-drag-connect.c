/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* A connector drawn from a step or an item: on another one it connects the two, on an empty place
 * it makes the next one there, which the map shows already. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-drag-commands.h"

static gboolean
is_end (CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);

  return kind == CAIRN_KIND_STEP || kind == CAIRN_KIND_ITEM || kind == CAIRN_KIND_REQUIREMENT;
}

static gboolean
is_step (CairnElement *element)
{
  return cairn_element_get_kind (element) == CAIRN_KIND_STEP;
}

static CairnElement *
make_end (CairnCanvas *self, CairnHistory *history, const char **why)
{
  const CairnDrop *drop = &self->drop;

  if (is_step (self->drag_element))
    return cairn_command_add_connected (history, self->drag_element, drop->lane, drop->stage,
                                        drop->before, CAIRN_STEP_TOUCHPOINT, why);
  return cairn_command_add_linked_in_column (history, self->drag_element, drop->column,
                                             drop->before, why);
}

static void
try_end (gpointer data, CairnHistory *history)
{
  make_end (data, history, NULL);
}

static void
connect_update (CairnCanvas *self, double x, double y)
{
  CairnDrop before = self->drop;
  gboolean was_ok = self->drop_ok;
  gboolean on_itself;
  CairnSceneHit hit = { 0 };

  self->hover_target = NULL;
  on_itself = cairn_canvas_hit (self, x, y, &hit) && hit.element == self->drag_element;
  if (!on_itself && hit.element != NULL && is_end (hit.element))
    self->hover_target = hit.element;
  self->drop_ok
    = !on_itself && self->hover_target == NULL && cairn_canvas_find_drop (self, x, y, &self->drop);
  if (!self->drop_ok)
    cairn_preview_leave (self->preview);
  else if (!was_ok || before.lane != self->drop.lane || before.stage != self->drop.stage
           || before.column != self->drop.column || before.before != self->drop.before)
    cairn_preview_show (self->preview, self->editor, try_end, self);
}

static void
connect_finish (CairnCanvas *self, double x, double y)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  const char *why = NULL;
  CairnElement *made;

  if (self->hover_target == NULL && !self->drop_ok)
    {
      cairn_preview_leave (self->preview);
      return;
    }
  cairn_editor_set_tool (self->editor, CAIRN_TOOL_SELECT);
  if (self->hover_target == NULL && is_step (self->drag_element))
    {
      cairn_canvas_offer_kinds (self, self->drag_element, x, y);
      return;
    }
  cairn_preview_drop (self->preview);
  made = self->hover_target != NULL
           ? cairn_command_join (history, self->drag_element, self->hover_target, &why)
           : make_end (self, history, &why);
  if (made == NULL)
    cairn_editor_announce (self->editor, why);
  else if (self->hover_target == NULL)
    cairn_canvas_edit_label (self, made, TRUE);
}

static void
connect_cancel (CairnCanvas *self)
{
  cairn_preview_leave (self->preview);
}

static void
connect_draw (CairnCanvas *self, cairo_t *cr)
{
  CairnRect rect;

  if (!cairn_canvas_get_shown_rect (self, self->drag_element, &rect))
    return;
  if (self->hover_target != NULL)
    cairn_canvas_draw_outline (self, cr, self->hover_target);
  cairo_move_to (cr, CLAMP (self->drag_at.x, rect.x, rect.x + rect.width),
                 CLAMP (self->drag_at.y, rect.y, rect.y + rect.height));
  cairo_line_to (cr, self->drag_at.x, self->drag_at.y);
  cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  cairo_arc (cr, self->drag_at.x, self->drag_at.y, 4, 0, 2 * G_PI);
  cairo_fill (cr);
}

const CairnDragKind cairn_drag_connect
  = { connect_update, connect_finish, connect_draw, connect_cancel, CAIRN_DRAG_SCROLLS };
