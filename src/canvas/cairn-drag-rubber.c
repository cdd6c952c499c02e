/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* A frame that selects what it touches; with Shift or Ctrl besides what was selected already. */

#include "canvas/cairn-canvas-private.h"

#include <math.h>

static CairnRect
get_band (CairnCanvas *self, double x, double y)
{
  return (CairnRect){ MIN (self->drag_from.x, x), MIN (self->drag_from.y, y),
                      fabs (x - self->drag_from.x), fabs (y - self->drag_from.y) };
}

static void
rubber_update (CairnCanvas *self, double x, double y)
{
  CairnRect view = get_band (self, x, y);
  CairnPoint at = cairn_viewport_to_diagram (&self->viewport, view.x, view.y);
  CairnRect rect
    = { at.x, at.y, view.width / self->viewport.scale, view.height / self->viewport.scale };
  g_autoptr (GPtrArray) inside
    = cairn_scene_elements_in (cairn_editor_get_scene (self->editor), &rect);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if ((self->drag_state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0)
    for (guint i = 0; self->drag_selection[i] != NULL; i++)
      g_ptr_array_add (ids, self->drag_selection[i]);
  for (guint i = 0; i < inside->len; i++)
    g_ptr_array_add (ids, (char *) cairn_element_get_id (g_ptr_array_index (inside, i)));
  g_ptr_array_add (ids, NULL);
  cairn_selection_set (cairn_editor_get_selection (self->editor), (const char *const *) ids->pdata);
}

static void
rubber_finish (CairnCanvas *self, double x, double y)
{
}

static void
rubber_cancel (CairnCanvas *self)
{
  cairn_selection_set (cairn_editor_get_selection (self->editor),
                       (const char *const *) self->drag_selection);
}

static void
rubber_draw (CairnCanvas *self, cairo_t *cr)
{
  CairnRect rect = get_band (self, self->drag_at.x, self->drag_at.y);

  cairo_rectangle (cr, rect.x, rect.y, rect.width, rect.height);
  cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 0.12);
  cairo_fill_preserve (cr);
  cairn_canvas_set_color (cr, cairn_canvas_get_accent (self), 0.8);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

const CairnDragKind cairn_drag_rubber = { rubber_update, rubber_finish, rubber_draw, rubber_cancel,
                                          CAIRN_DRAG_READS | CAIRN_DRAG_SCROLLS };
