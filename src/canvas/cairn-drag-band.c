/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* Moving whole lanes and stages by their headers, with all that stands in them. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-grid-commands.h"
#include "command/cairn-shape-commands.h"

static gboolean
is_lane (CairnElement *band)
{
  return cairn_element_get_kind (band) == CAIRN_KIND_LANE;
}

static gboolean
is_row (CairnCanvas *self, CairnElement *band)
{
  return cairn_canvas_is_row (self, cairn_element_get_kind (band));
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

/* What moves: the band, or all lanes of its team. Borrowed elements. */
static GPtrArray *
dup_moving (CairnCanvas *self)
{
  GPtrArray *moving;

  if (self->drag_team)
    return cairn_command_dup_team (self->drag_element);
  moving = g_ptr_array_new ();
  g_ptr_array_add (moving, self->drag_element);
  return moving;
}

/* A team lands in front of another or behind it, never in it. */
static CairnElement *
keep_out_of_teams (CairnCanvas *self, CairnElement *before)
{
  g_autoptr (GPtrArray) own = cairn_command_dup_team (self->drag_element);
  g_autoptr (GPtrArray) other = before != NULL ? cairn_command_dup_team (before) : NULL;

  if (before == NULL)
    return NULL;
  return g_ptr_array_index (g_ptr_array_find (own, before, NULL) ? own : other, 0);
}

static void
band_update (CairnCanvas *self, double x, double y)
{
  CairnElement *before = find_band_before (self, cairn_viewport_to_diagram (&self->viewport, x, y));

  self->drop.before = self->drag_team ? keep_out_of_teams (self, before) : before;
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

static void
draw_ghost_of (CairnCanvas *self, cairo_t *cr, CairnElement *band)
{
  const CairnBox *box = find_band (self, band);

  if (box != NULL)
    {
      CairnRect rect = cairn_canvas_to_view_rect (self, &box->rect);

      cairo_rectangle (cr, rect.x, rect.y, rect.width, rect.height);
      cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 0.12);
      cairo_fill (cr);
    }
  cairn_canvas_draw_ghost (self, cr, band);
}

/* The whole band goes with the pointer, its header shown as such; of a team all bands. */
static void
draw_ghost (CairnCanvas *self, cairo_t *cr)
{
  g_autoptr (GPtrArray) moving = dup_moving (self);

  cairo_save (cr);
  if (is_row (self, self->drag_element))
    cairo_translate (cr, 0, self->drag_at.y - self->drag_from.y);
  else
    cairo_translate (cr, self->drag_at.x - self->drag_from.x, 0);
  for (guint i = 0; i < moving->len; i++)
    draw_ghost_of (self, cr, g_ptr_array_index (moving, i));
  cairo_restore (cr);
}

/* A bar between the two bands where it would land. */
static void
band_draw (CairnCanvas *self, cairo_t *cr)
{
  CairnElement *band = self->drop.before;
  gboolean after = band == NULL;
  const CairnBox *box;
  CairnRect rect;

  draw_ghost (self, cr);
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

const CairnDragKind cairn_drag_band
  = { band_update, band_finish, band_draw, NULL, CAIRN_DRAG_SCROLLS };
