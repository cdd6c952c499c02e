/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* A connector drawn from a step or an item: on another one it connects the two, on empty paper it
 * makes the next one there. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-sipoc-commands.h"
#include "command/cairn-step-commands.h"
#include "model/cairn-rules.h"

#include <glib/gi18n-lib.h>

static gboolean
is_end (CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);

  return kind == CAIRN_KIND_STEP || kind == CAIRN_KIND_ITEM || kind == CAIRN_KIND_REQUIREMENT;
}

static void
connect_update (CairnCanvas *self, double x, double y)
{
  CairnSceneHit hit;

  self->hover_target = NULL;
  if (cairn_canvas_hit (self, x, y, &hit) && is_end (hit.element)
      && hit.element != self->drag_element)
    self->hover_target = hit.element;
  self->drop_ok = self->hover_target == NULL && cairn_canvas_find_drop (self, x, y, &self->drop);
}

/* A new step or item where the connector was let go. */
static CairnElement *
make_end (CairnCanvas *self, CairnHistory *history)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);

  if (cairn_element_get_kind (diagram) == CAIRN_KIND_SIPOC)
    return cairn_command_add_item (history, diagram, self->drop.column, self->drop.before, "");
  return cairn_command_add_step (history, diagram, self->drop.lane, self->drop.stage,
                                 self->drop.before, CAIRN_STEP_TOUCHPOINT, "");
}

/* Links lead from left to right, whichever end was drawn first. */
static CairnElement *
join (CairnHistory *history, CairnElement *from, CairnElement *to, const char **why)
{
  if (cairn_element_get_kind (from) != CAIRN_KIND_STEP
      && cairn_command_column_of (from) > cairn_command_column_of (to))
    return cairn_command_connect (history, to, from, why);
  return cairn_command_connect (history, from, to, why);
}

static void
connect_finish (CairnCanvas *self, double x, double y)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  CairnElement *to = self->hover_target;
  const char *why = NULL;

  if (to == NULL && !self->drop_ok)
    return;
  cairn_history_begin (history, _ ("Connect"));
  if (to == NULL)
    to = make_end (self, history);
  if (join (history, self->drag_element, to, &why) == NULL)
    {
      cairn_history_abort (history);
      cairn_editor_announce (self->editor, why);
      return;
    }
  cairn_history_end (history);
  if (self->hover_target == NULL)
    cairn_canvas_edit_label (self, to, TRUE);
  cairn_editor_set_tool (self->editor, CAIRN_TOOL_SELECT);
}

static void
connect_draw (CairnCanvas *self, cairo_t *cr)
{
  CairnRect rect;

  if (!cairn_canvas_get_view_rect (self, self->drag_element, &rect))
    return;
  if (self->hover_target != NULL)
    cairn_canvas_draw_outline (self, cr, self->hover_target);
  else
    cairn_canvas_draw_drop (self, cr);
  cairo_move_to (cr, CLAMP (self->drag_at.x, rect.x, rect.x + rect.width),
                 CLAMP (self->drag_at.y, rect.y, rect.y + rect.height));
  cairo_line_to (cr, self->drag_at.x, self->drag_at.y);
  cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  cairo_arc (cr, self->drag_at.x, self->drag_at.y, 4, 0, 2 * G_PI);
  cairo_fill (cr);
}

const CairnDragKind cairn_drag_connect = { connect_update, connect_finish, connect_draw };
