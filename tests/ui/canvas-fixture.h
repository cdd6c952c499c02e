/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-canvas-private.h"

#include "cairn-ui-test.h"
#include "command/cairn-journey-commands.h"
#include "command/cairn-step-commands.h"

G_BEGIN_DECLS

/* A canvas in a window, showing a new swimlane (two lanes, three stages) or SIPOC. */
typedef struct
{
  GtkWindow *window;
  CairnCanvas *canvas;
  CairnEditor *editor;
  CairnDocument *document;
  CairnHistory *history;
  CairnElement *diagram;
} CanvasFixture;

static inline void
canvas_set_up (CanvasFixture *f, gconstpointer data)
{
  CairnKind kind = GPOINTER_TO_INT (data);
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  CairnElement *segment;

  f->document = cairn_document_new ();
  f->editor = cairn_editor_new (f->document);
  f->history = cairn_editor_get_history (f->editor);
  segment = cairn_command_add_segment (f->history, "Enterprise");
  f->diagram = cairn_command_add_diagram (f->history, segment, kind, "Onboarding");
  f->window = GTK_WINDOW (gtk_window_new ());
  f->canvas = CAIRN_CANVAS (cairn_canvas_new ());
  gtk_window_set_default_size (f->window, 1100, 700);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (f->canvas));
  gtk_window_set_child (f->window, scrolled);
  cairn_canvas_set_editor (f->canvas, f->editor);
  cairn_ui_test_open (f->window);
  gtk_widget_grab_focus (GTK_WIDGET (f->canvas));
}

static inline void
canvas_tear_down (CanvasFixture *f, gconstpointer data)
{
  cairn_ui_test_close (f->window);
  g_object_unref (f->editor);
  g_object_unref (f->document);
}

/* A test on a new diagram of @kind. */
#define CANVAS_TEST(path, kind, test)                                                              \
  g_test_add (path, CanvasFixture, GINT_TO_POINTER (kind), canvas_set_up, test, canvas_tear_down)

static inline CairnElement *
nth_lane (CanvasFixture *f, guint n)
{
  return cairn_element_nth (f->diagram, CAIRN_KIND_LANE, n);
}

static inline CairnElement *
nth_stage (CanvasFixture *f, guint n)
{
  return cairn_element_nth (f->diagram, CAIRN_KIND_STAGE, n);
}

static inline CairnElement *
nth_step (CanvasFixture *f, guint n)
{
  return cairn_element_nth (f->diagram, CAIRN_KIND_STEP, n);
}

static inline guint
n_steps (CanvasFixture *f)
{
  return cairn_element_count (f->diagram, CAIRN_KIND_STEP);
}

static inline CairnRect
view_rect (CanvasFixture *f, CairnElement *element)
{
  CairnRect rect = { 0 };

  g_assert_true (cairn_canvas_get_view_rect (f->canvas, element, &rect));
  return rect;
}

static inline CairnPoint
centre_of (CanvasFixture *f, CairnElement *element)
{
  CairnRect rect = view_rect (f, element);

  return (CairnPoint){ rect.x + rect.width / 2, rect.y + rect.height / 2 };
}

/* The middle of the cell where two bands cross. */
static inline CairnPoint
cell_at (CanvasFixture *f, guint lane, guint stage)
{
  CairnLayout *layout = cairn_editor_get_layout (f->editor);
  const CairnBox *across = cairn_layout_find (layout, nth_stage (f, stage), CAIRN_BOX_STAGE);
  const CairnBox *along = cairn_layout_find (layout, nth_lane (f, lane), CAIRN_BOX_LANE);

  return cairn_viewport_to_view (&f->canvas->viewport, across->rect.x + across->rect.width / 2,
                                 along->rect.y + along->rect.height / 2);
}

static inline void
move_to (CanvasFixture *f, CairnPoint to)
{
  cairn_ui_test_move (GTK_WIDGET (f->canvas), to.x, to.y);
}

static inline void
click_on (CanvasFixture *f, CairnPoint at, guint n)
{
  cairn_ui_test_click_at (GTK_WIDGET (f->canvas), at.x, at.y, GDK_BUTTON_PRIMARY, n);
}

static inline void
drag_from_to (CanvasFixture *f, CairnPoint from, CairnPoint to)
{
  cairn_ui_test_drag (GTK_WIDGET (f->canvas), from.x, from.y, to.x, to.y, GDK_BUTTON_PRIMARY);
}

/* Presses at @from and goes to @to, but does not let go. */
static inline void
begin_dragging (CanvasFixture *f, CairnPoint from, CairnPoint to)
{
  move_to (f, from);
  cairn_ui_test_press (GDK_BUTTON_PRIMARY);
  move_to (f, (CairnPoint){ (from.x + to.x) / 2, (from.y + to.y) / 2 });
  move_to (f, to);
}

static inline void
assert_in_cell (CairnElement *step, CairnElement *lane, CairnElement *stage)
{
  g_assert_nonnull (step);
  g_assert_cmpstr (cairn_element_get_string (step, CAIRN_PROP_LANE), ==,
                   cairn_element_get_id (lane));
  g_assert_cmpstr (cairn_element_get_string (step, CAIRN_PROP_STAGE), ==,
                   cairn_element_get_id (stage));
}

static inline void
assert_cell (CanvasFixture *f, CairnElement *step, guint lane, guint stage)
{
  assert_in_cell (step, nth_lane (f, lane), nth_stage (f, stage));
}

/* Whether a flow leads from @from to @to. */
static inline gboolean
flows (CanvasFixture *f, CairnElement *from, CairnElement *to)
{
  CAIRN_FOREACH_CHILD (flow, f->diagram, CAIRN_KIND_FLOW)
    if (cairn_document_resolve (f->document, flow, CAIRN_PROP_FROM) == from
        && cairn_document_resolve (f->document, flow, CAIRN_PROP_TO) == to)
      return TRUE;
  return FALSE;
}

static inline CairnElement *
add_step (CanvasFixture *f, guint lane, guint stage, const char *title)
{
  CairnElement *made
    = cairn_command_add_step (f->history, f->diagram, nth_lane (f, lane), nth_stage (f, stage),
                              NULL, CAIRN_STEP_TOUCHPOINT, title);

  cairn_selection_clear (cairn_editor_get_selection (f->editor));
  cairn_ui_test_settle ();
  return made;
}

G_END_DECLS
