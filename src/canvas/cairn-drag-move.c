/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* Moving steps, items, and whole lanes and stages. Nothing changes until the button goes up; until
 * then a mark shows where it would land. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-grid-commands.h"
#include "command/cairn-shape-commands.h"
#include "command/cairn-sipoc-commands.h"
#include "command/cairn-step-commands.h"

#include <glib/gi18n-lib.h>

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

  while (before != NULL && cairn_selection_contains (selection, cairn_element_get_id (before)))
    before = cairn_element_next (before);
  return before;
}

static void
move_update (CairnCanvas *self, double x, double y)
{
  self->drop_ok = cairn_canvas_find_drop (self, x, y, &self->drop);
}

static void
move_finish (CairnCanvas *self, double x, double y)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  g_autoptr (GPtrArray) moving = dup_moving (self);
  CairnElement *before;

  if (!self->drop_ok || moving->len == 0)
    return;
  before = skip_moving (self, self->drop.before);
  if (cairn_element_get_kind (self->drag_element) == CAIRN_KIND_STEP)
    {
      cairn_command_move_steps (history, moving, self->drop.lane, self->drop.stage, before);
      return;
    }
  cairn_history_begin (history, _ ("Move item"));
  for (guint i = 0; i < moving->len; i++)
    cairn_command_move_item (history, g_ptr_array_index (moving, i), self->drop.column, before);
  cairn_history_end (history);
}

/* A ghost of every moving box under the pointer, and the mark. */
static void
move_draw (CairnCanvas *self, cairo_t *cr)
{
  g_autoptr (GPtrArray) moving = dup_moving (self);
  double dx = self->drag_at.x - self->drag_from.x;
  double dy = self->drag_at.y - self->drag_from.y;

  cairn_canvas_draw_drop (self, cr);
  cairo_save (cr);
  cairo_translate (cr, dx, dy);
  for (guint i = 0; i < moving->len; i++)
    cairn_canvas_draw_ghost (self, cr, g_ptr_array_index (moving, i));
  cairo_restore (cr);
}

const CairnDragKind cairn_drag_move = { move_update, move_finish, move_draw };

static gboolean
is_lane (CairnElement *band)
{
  return cairn_element_get_kind (band) == CAIRN_KIND_LANE;
}

/* Lanes are rows, stages are columns, and in a vertical map the other way round. */
static gboolean
is_row (CairnCanvas *self, CairnElement *band)
{
  return is_lane (band) != cairn_canvas_is_vertical (self);
}

static const CairnBox *
find_band (CairnCanvas *self, CairnElement *band)
{
  return cairn_layout_find (cairn_editor_get_layout (self->editor), band,
                            is_lane (band) ? CAIRN_BOX_LANE : CAIRN_BOX_STAGE);
}

/* The band in front of which a header let go at the diagram's point @at would land; NULL: last. */
static CairnElement *
find_band_before (CairnCanvas *self, CairnPoint at)
{
  CAIRN_FOREACH_CHILD (band, cairn_element_get_parent (self->drag_element),
                       cairn_element_get_kind (self->drag_element))
    {
      const CairnBox *box = find_band (self, band);

      if (box == NULL)
        continue;
      if (is_row (self, band) ? at.y < box->rect.y + box->rect.height / 2
                              : at.x < box->rect.x + box->rect.width / 2)
        return band;
    }
  return NULL;
}

static void
band_update (CairnCanvas *self, double x, double y)
{
  self->drop.before = find_band_before (self, cairn_viewport_to_diagram (&self->viewport, x, y));
  self->drop_ok = TRUE;
}

static void
band_finish (CairnCanvas *self, double x, double y)
{
  CairnElement *before = self->drop.before;

  if (self->drop_ok && self->drag_team)
    cairn_command_move_team (cairn_editor_get_history (self->editor), self->drag_element, before);
  else if (self->drop_ok && before != self->drag_element)
    cairn_command_move_band (cairn_editor_get_history (self->editor), self->drag_element, before);
}

/* A bar between the two bands where it would land. */
static void
band_draw (CairnCanvas *self, cairo_t *cr)
{
  CairnElement *band = self->drop.before;
  gboolean after = band == NULL;
  const CairnBox *box;
  CairnRect rect;

  cairo_save (cr);
  if (is_row (self, self->drag_element))
    cairo_translate (cr, 0, self->drag_at.y - self->drag_from.y);
  else
    cairo_translate (cr, self->drag_at.x - self->drag_from.x, 0);
  cairn_canvas_draw_ghost (self, cr, self->drag_element);
  cairo_restore (cr);
  if (after)
    CAIRN_FOREACH_CHILD (last, cairn_element_get_parent (self->drag_element),
                         cairn_element_get_kind (self->drag_element))
      band = last;
  box = band != NULL ? find_band (self, band) : NULL;
  if (box == NULL)
    return;
  rect = cairn_canvas_to_view_rect (self, &box->rect);
  if (is_row (self, band))
    cairo_rectangle (cr, rect.x, rect.y + (after ? rect.height : 0) - 2, rect.width, 4);
  else
    cairo_rectangle (cr, rect.x + (after ? rect.width : 0) - 2, rect.y, 4, rect.height);
  cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 1);
  cairo_fill (cr);
}

const CairnDragKind cairn_drag_band = { band_update, band_finish, band_draw };
