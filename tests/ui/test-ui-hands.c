/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dragging on the canvas with a real pointer: what is shown on the way, and what it comes to. */
#include "canvas-fixture.h"

#include "io/cairn-journey.h"

static GBytes *
bytes_of (CanvasFixture *f)
{
  return cairn_journey_write_bytes (f->document);
}

/* Where the preview shows @element; waits until it has come to rest. */
static CairnRect
preview_rect (CanvasFixture *f, CairnElement *element)
{
  CairnRect rect = { 0 };
  const CairnBox *box;

  for (double last = -1;;)
    {
      cairn_ui_test_settle ();
      g_assert_nonnull (cairn_preview_get_layout (f->canvas->preview));
      box = cairn_layout_find_main (cairn_preview_get_layout (f->canvas->preview), element);
      g_assert_nonnull (box);
      rect = box->rect;
      if (rect.x + rect.y == last && !cairn_preview_is_moving (f->canvas->preview))
        return rect;
      last = rect.x + rect.y;
    }
}

/* The map opens up where a step would land, is as shown after letting go, and as before after Esc.
 */
static void
test_shows_where_it_lands (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "One");
  CairnElement *two = add_step (f, 0, 2, "Two");
  CairnElement *three = add_step (f, 1, 2, "Three");
  g_autoptr (GBytes) before = NULL, after = NULL;
  CairnRect shown, landed;

  cairn_command_connect (f->history, one, two, NULL);
  before = bytes_of (f);
  begin_dragging (f, centre_of (f, one), centre_of (f, three));
  shown = preview_rect (f, one);
  g_assert_cmpuint (cairn_preview_get_landed (f->canvas->preview)->len, ==, 1);
  g_assert_nonnull (cairn_layout_find_route (cairn_preview_get_layout (f->canvas->preview),
                                             cairn_element_first (f->diagram, CAIRN_KIND_FLOW)));
  after = bytes_of (f);
  g_assert_true (g_bytes_equal (before, after));
  assert_cell (f, one, 0, 0);

  /* Esc takes it back, and moving on means nothing any more. */
  cairn_ui_test_key ("Escape");
  move_to (f, cell_at (f, 1, 1));
  cairn_ui_test_wait (cairn_preview_get_scene (f->canvas->preview) == NULL);
  cairn_ui_test_release (GDK_BUTTON_PRIMARY);
  assert_cell (f, one, 0, 0);

  begin_dragging (f, centre_of (f, one), centre_of (f, three));
  preview_rect (f, one);
  cairn_ui_test_release (GDK_BUTTON_PRIMARY);
  assert_cell (f, one, 1, 2);
  landed = cairn_layout_find_main (cairn_editor_get_layout (f->editor), one)->rect;
  g_assert_cmpfloat (landed.x, ==, shown.x);
  g_assert_cmpfloat (landed.y, ==, shown.y);

  /* One step of undo, whatever was tried on the way. */
  g_assert_true (cairn_history_undo (f->history));
  g_clear_pointer (&after, g_bytes_unref);
  after = bytes_of (f);
  g_assert_true (g_bytes_equal (before, after));
}

static void
test_several_and_copies (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "One");
  CairnElement *two = add_step (f, 0, 0, "Two");

  cairn_command_connect (f->history, one, two, NULL);
  cairn_ui_test_settle ();
  click_on (f, centre_of (f, one), 1);
  cairn_ui_test_hold ("Shift_L");
  click_on (f, centre_of (f, two), 1);
  cairn_ui_test_let_go ("Shift_L");
  drag_from_to (f, centre_of (f, two), cell_at (f, 1, 1));
  assert_cell (f, one, 1, 1);
  assert_cell (f, two, 1, 1);

  /* With Ctrl, even pressed on the way, copies of both and the flow between them. */
  begin_dragging (f, centre_of (f, one), cell_at (f, 0, 2));
  cairn_ui_test_hold ("Control_L");
  g_assert_true (f->canvas->drop_copy);
  cairn_ui_test_release (GDK_BUTTON_PRIMARY);
  cairn_ui_test_let_go ("Control_L");
  g_assert_cmpuint (n_steps (f), ==, 4);
  assert_cell (f, one, 1, 1);
  g_assert_cmpuint (cairn_element_count (f->diagram, CAIRN_KIND_FLOW), ==, 2);
  g_assert_cmpuint (cairn_selection_get_n (cairn_editor_get_selection (f->editor)), ==, 2);
  g_assert_false (
    cairn_selection_contains (cairn_editor_get_selection (f->editor), cairn_element_get_id (one)));
  g_assert_true (cairn_history_undo (f->history));
  g_assert_cmpuint (n_steps (f), ==, 2);

  /* A press with Ctrl that does not move toggles. */
  cairn_ui_test_settle ();
  cairn_ui_test_hold ("Control_L");
  click_on (f, centre_of (f, one), 1);
  cairn_ui_test_let_go ("Control_L");
  g_assert_cmpuint (cairn_selection_get_n (cairn_editor_get_selection (f->editor)), ==, 1);
}

/* Shift keeps the lane although the pointer has left it. */
static void
test_keeps_axis (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "One");
  CairnPoint to = cell_at (f, 1, 2);

  cairn_ui_test_hold ("Shift_L");
  drag_from_to (f, centre_of (f, one), to);
  cairn_ui_test_let_go ("Shift_L");
  assert_cell (f, one, 0, 2);
}

static void
test_into_flow (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "One");
  CairnElement *two = add_step (f, 0, 2, "Two");
  CairnElement *three = add_step (f, 1, 0, "Three");
  CairnElement *flow = cairn_command_connect (f->history, one, two, NULL);
  g_autoptr (GBytes) before = bytes_of (f), after = NULL;
  CairnPoint a, b, middle;

  cairn_ui_test_settle ();
  a = centre_of (f, one);
  b = centre_of (f, two);
  middle = (CairnPoint){ (a.x + b.x) / 2, a.y };
  begin_dragging (f, centre_of (f, three), middle);
  cairn_ui_test_wait (f->canvas->drop_flow == flow);
  preview_rect (f, three);
  g_assert_cmpuint (cairn_preview_get_flows (f->canvas->preview)->len, ==, 2);
  cairn_ui_test_release (GDK_BUTTON_PRIMARY);
  g_assert_true (flows (f, one, three));
  g_assert_true (flows (f, three, two));
  g_assert_false (flows (f, one, two));
  assert_cell (f, three, 0, 1);
  g_assert_true (cairn_history_undo (f->history));
  after = bytes_of (f);
  g_assert_true (g_bytes_equal (before, after));
}

/* Near the edge the map comes along. */
static void
test_scrolls_at_edge (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "One");
  CairnPoint from;
  double width = gtk_widget_get_width (GTK_WIDGET (f->canvas));

  cairn_canvas_set_zoom (f->canvas, 2.5);
  cairn_canvas_reveal (f->canvas, one);
  cairn_ui_test_settle ();
  from = centre_of (f, one);
  begin_dragging (f, from, (CairnPoint){ width - 10, from.y });
  cairn_ui_test_wait (f->canvas->viewport.x + f->canvas->viewport.width / f->canvas->viewport.scale
                      > f->canvas->viewport.content_width - 1);
  move_to (f, (CairnPoint){ width - 150, from.y });
  cairn_ui_test_release (GDK_BUTTON_PRIMARY);
  assert_cell (f, one, 0, 2);
}

static void
test_frame_adds (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "One");
  CairnElement *two = add_step (f, 1, 1, "Two");
  CairnSelection *selection = cairn_editor_get_selection (f->editor);
  CairnRect r = view_rect (f, two);
  CairnPoint from = { r.x - 12, r.y - 12 }, to = { r.x + r.width / 2, r.y + r.height / 2 };

  click_on (f, centre_of (f, one), 1);
  cairn_ui_test_hold ("Shift_L");
  drag_from_to (f, from, to);
  cairn_ui_test_let_go ("Shift_L");
  g_assert_cmpuint (cairn_selection_get_n (selection), ==, 2);

  /* Esc gives back what was selected. */
  click_on (f, centre_of (f, one), 1);
  begin_dragging (f, from, to);
  g_assert_true (cairn_selection_contains (selection, cairn_element_get_id (two)));
  cairn_ui_test_key ("Escape");
  cairn_ui_test_release (GDK_BUTTON_PRIMARY);
  g_assert_true (cairn_editor_get_selected (f->editor) == one);
}

/* The round handle at the right of the one selected step. */
static CairnPoint
handle_of (CanvasFixture *f, CairnElement *step)
{
  CairnRect rect = view_rect (f, step);

  return (CairnPoint){ rect.x + rect.width + 2, rect.y + rect.height / 2 };
}

/* A connector let go over an empty place offers the kinds of step; nothing is there until one is
 * chosen. */
static void
test_offers_kinds (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "One");
  g_autoptr (GBytes) before = bytes_of (f), after = NULL;

  click_on (f, centre_of (f, one), 1);
  begin_dragging (f, handle_of (f, one), cell_at (f, 1, 1));
  g_assert_nonnull (cairn_preview_get_scene (f->canvas->preview));
  cairn_ui_test_release (GDK_BUTTON_PRIMARY);
  g_assert_nonnull (cairn_preview_get_scene (f->canvas->preview));
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (cairn_preview_get_scene (f->canvas->preview) == NULL);
  after = bytes_of (f);
  g_assert_true (g_bytes_equal (before, after));

  drag_from_to (f, handle_of (f, one), cell_at (f, 1, 1));
  cairn_ui_test_key ("Down");
  cairn_ui_test_key ("Down");
  cairn_ui_test_key ("Return");
  cairn_ui_test_type ("Agreed?\n");
  g_assert_cmpuint (n_steps (f), ==, 2);
  g_assert_cmpint (cairn_element_get_int (nth_step (f, 1), CAIRN_PROP_KIND), ==,
                   CAIRN_STEP_DECISION);
  g_assert_cmpstr (cairn_element_get_title (nth_step (f, 1)), ==, "Agreed?");
  assert_cell (f, nth_step (f, 1), 1, 1);
  g_assert_true (flows (f, one, nth_step (f, 1)));

  /* By its letter; an end for the decision. */
  cairn_ui_test_settle ();
  drag_from_to (f, handle_of (f, nth_step (f, 1)), cell_at (f, 1, 2));
  cairn_ui_test_type ("e");
  cairn_ui_test_type ("Done\n");
  g_assert_cmpint (cairn_element_get_int (nth_step (f, 2), CAIRN_PROP_KIND), ==, CAIRN_STEP_END);
}

/* The tool shows where it would go; over a flow it goes into it. */
static void
test_tool_into_flow (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "One");
  CairnElement *two = add_step (f, 0, 2, "Two");
  CairnElement *flow = cairn_command_connect (f->history, one, two, NULL);
  CairnPoint middle;

  cairn_ui_test_settle ();
  middle = (CairnPoint){ cell_at (f, 0, 1).x, centre_of (f, one).y };
  cairn_editor_set_tool (f->editor, CAIRN_TOOL_DECISION);
  move_to (f, cell_at (f, 1, 1));
  cairn_ui_test_wait (f->canvas->drop_ok);
  move_to (f, middle);
  cairn_ui_test_wait (f->canvas->drop_flow == flow);
  click_on (f, middle, 1);
  cairn_ui_test_type ("Agreed?\n");
  g_assert_true (flows (f, one, nth_step (f, 2)));
  g_assert_true (flows (f, nth_step (f, 2), two));
  assert_cell (f, nth_step (f, 2), 0, 1);
  g_assert_cmpint (cairn_element_get_int (nth_step (f, 2), CAIRN_PROP_KIND), ==,
                   CAIRN_STEP_DECISION);
}

/* "+" on the edges of headers; dragging an edge makes room, a double click gives it back. */
static void
test_edges (CanvasFixture *f, gconstpointer data)
{
  CairnElement *first = nth_lane (f, 0);
  CairnElement *stage = nth_stage (f, 1);
  CairnRect rect;
  double scale;

  cairn_ui_test_settle ();
  rect = view_rect (f, first);
  /* Behind the first lane, then in front of it. */
  move_to (f, (CairnPoint){ rect.x + 12, rect.y + rect.height });
  g_assert_true (f->canvas->on_edge && f->canvas->edge.plus);
  click_on (f, (CairnPoint){ rect.x + 12, rect.y + rect.height }, 1);
  cairn_ui_test_type ("Second\n");
  g_assert_cmpuint (cairn_element_count (f->diagram, CAIRN_KIND_LANE), ==, 3);
  g_assert_cmpstr (cairn_element_get_title (nth_lane (f, 1)), ==, "Second");
  rect = view_rect (f, first);
  click_on (f, (CairnPoint){ rect.x + 12, rect.y }, 1);
  cairn_ui_test_type ("Zeroth\n");
  g_assert_cmpstr (cairn_element_get_title (nth_lane (f, 0)), ==, "Zeroth");
  g_assert_true (nth_lane (f, 1) == first);

  /* At any zoom. */
  cairn_canvas_set_zoom (f->canvas, 0.2);
  cairn_ui_test_settle ();
  rect = view_rect (f, stage);
  click_on (f, (CairnPoint){ rect.x + rect.width, MAX (rect.y - 12, 12) }, 1);
  cairn_ui_test_type ("Between\n");
  g_assert_cmpstr (cairn_element_get_title (nth_stage (f, 2)), ==, "Between");
  cairn_canvas_set_zoom (f->canvas, 1);
  cairn_ui_test_settle ();

  cairn_canvas_reveal (f->canvas, stage);
  scale = f->canvas->viewport.scale;
  rect = view_rect (f, stage);
  drag_from_to (f, (CairnPoint){ rect.x + rect.width, rect.y + 60 },
                (CairnPoint){ rect.x + rect.width + 70, rect.y + 60 });
  g_assert_cmpint (cairn_element_get_int (stage, CAIRN_PROP_SIZE), ==,
                   (int) (rect.width / scale + 70.5));
  rect = view_rect (f, stage);
  click_on (f, (CairnPoint){ rect.x + rect.width, rect.y + 60 }, 2);
  g_assert_cmpint (cairn_element_get_int (stage, CAIRN_PROP_SIZE), ==, 0);
}

/* A map larger than the view is shown small in the corner; a press on it goes there. */
static void
test_minimap (CanvasFixture *f, gconstpointer data)
{
  CairnViewport *view = &f->canvas->viewport;
  CairnRect rect;
  double x;

  add_step (f, 0, 0, "One");
  g_assert_false (cairn_canvas_get_minimap (f->canvas, &rect));
  cairn_canvas_set_zoom (f->canvas, 2.5);
  cairn_ui_test_settle ();
  g_assert_true (cairn_canvas_get_minimap (f->canvas, &rect));
  click_on (f, (CairnPoint){ rect.x + 4, rect.y + 4 }, 1);
  g_assert_cmpfloat (view->x, ==, 0);
  drag_from_to (f, (CairnPoint){ rect.x + 10, rect.y + 10 },
                (CairnPoint){ rect.x + rect.width - 4, rect.y + 10 });
  g_assert_cmpfloat_with_epsilon (view->x + view->width / view->scale, view->content_width, 1);
  g_assert_cmpuint (n_steps (f), ==, 1);

  x = view->x;
  g_object_set (f->canvas, "show-minimap", FALSE, NULL);
  cairn_ui_test_settle ();
  g_assert_false (cairn_canvas_get_minimap (f->canvas, &rect));
  click_on (f, (CairnPoint){ view->width - 30, view->height - 30 }, 1);
  g_assert_cmpfloat (view->x, ==, x);
}

static void
move_to_second (gpointer data, CairnHistory *history)
{
  CanvasFixture *f = data;
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  g_ptr_array_add (steps, nth_step (f, 0));
  cairn_command_move_steps (history, steps, nth_lane (f, 1), nth_stage (f, 1), NULL);
}

static void
move_to_third (gpointer data, CairnHistory *history)
{
  CanvasFixture *f = data;
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  g_ptr_array_add (steps, nth_step (f, 0));
  cairn_command_move_steps (history, steps, nth_lane (f, 1), nth_stage (f, 2), NULL);
}

/* Of a large map only what a hand comes to rest at is laid out, and that it is. */
static void
test_large_preview (CanvasFixture *f, gconstpointer data)
{
  CairnPreview *preview = f->canvas->preview;
  CairnElement *first;
  CairnLayout *second;
  double before;

  for (guint i = 0; i < 900; i++)
    cairn_command_add_step (f->history, f->diagram, nth_lane (f, 0), nth_stage (f, i % 3), NULL,
                            CAIRN_STEP_TASK, "Call");
  first = nth_step (f, 0);
  cairn_ui_test_settle ();
  cairn_preview_show (preview, f->editor, move_to_second, f);
  second = cairn_preview_get_layout (preview);
  before = cairn_layout_find_main (second, first)->rect.x;
  cairn_preview_show (preview, f->editor, move_to_third, f);
  cairn_ui_test_wait (!cairn_preview_is_moving (preview));
  g_assert_cmpfloat (cairn_layout_find_main (cairn_preview_get_layout (preview), first)->rect.x, >,
                     before);

  /* What has ended comes no more. */
  cairn_preview_show (preview, f->editor, move_to_second, f);
  cairn_preview_show (preview, f->editor, move_to_third, f);
  cairn_preview_leave (preview);
  cairn_ui_test_wait (!cairn_preview_is_moving (preview));
  g_assert_null (cairn_preview_get_scene (preview));
}

/* A wheel pans, sideways with Shift; if people want it that way it zooms to the pointer. */
static void
test_wheel (CanvasFixture *f, gconstpointer data)
{
  CairnViewport *view = &f->canvas->viewport;
  GtkWidget *canvas = GTK_WIDGET (f->canvas);
  CairnPoint before, after;

  cairn_canvas_set_zoom (f->canvas, 3);
  cairn_canvas_scroll_by (f->canvas, -5000, -5000);
  cairn_ui_test_settle ();
  cairn_ui_test_scroll (canvas, 400, 300, 0, 1);
  cairn_ui_test_wait (view->y > 0);
  g_assert_cmpfloat (view->scale, ==, 3);
  g_assert_cmpfloat (view->x, ==, 0);
  cairn_ui_test_hold ("Shift_L");
  cairn_ui_test_scroll (canvas, 400, 300, 0, 1);
  cairn_ui_test_let_go ("Shift_L");
  cairn_ui_test_wait (view->x > 0);

  g_object_set (f->canvas, "wheel-zooms", TRUE, NULL);
  before = cairn_viewport_to_diagram (view, 400, 300);
  cairn_ui_test_scroll (canvas, 400, 300, 0, -1);
  cairn_ui_test_wait (view->scale > 3);
  after = cairn_viewport_to_diagram (view, 400, 300);
  g_assert_cmpfloat_with_epsilon (before.x, after.x, 1);
  g_assert_cmpfloat_with_epsilon (before.y, after.y, 1);
}

/* Zooming from the menu is a short motion that ends where the jump would. */
static void
test_glide (CanvasFixture *f, gconstpointer data)
{
  CairnViewport *view = &f->canvas->viewport;
  double scale;

  cairn_ui_test_settle ();
  cairn_canvas_fit (f->canvas);
  scale = view->scale;
  cairn_canvas_glide (f->canvas, cairn_canvas_zoom_in);
  cairn_canvas_glide (f->canvas, cairn_canvas_zoom_in);
  cairn_ui_test_wait (f->canvas->glide.tick == 0);
  g_assert_cmpfloat_with_epsilon (view->scale, scale * 1.44, 0.001);
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (f->canvas)), "gtk-enable-animations", FALSE,
                NULL);
  cairn_canvas_glide (f->canvas, cairn_canvas_zoom_100);
  g_assert_cmpfloat (view->scale, ==, 1);
  g_object_set (gtk_widget_get_settings (GTK_WIDGET (f->canvas)), "gtk-enable-animations", TRUE,
                NULL);
}

int
main (int argc, char *argv[])
{
  cairn_ui_test_init (&argc, &argv);
  CANVAS_TEST ("/hands/shows-where-it-lands", CAIRN_KIND_SWIMLANE, test_shows_where_it_lands);
  CANVAS_TEST ("/hands/several-and-copies", CAIRN_KIND_SWIMLANE, test_several_and_copies);
  CANVAS_TEST ("/hands/keeps-axis", CAIRN_KIND_SWIMLANE, test_keeps_axis);
  CANVAS_TEST ("/hands/into-flow", CAIRN_KIND_SWIMLANE, test_into_flow);
  CANVAS_TEST ("/hands/large-preview", CAIRN_KIND_SWIMLANE, test_large_preview);
  CANVAS_TEST ("/hands/scrolls-at-edge", CAIRN_KIND_SWIMLANE, test_scrolls_at_edge);
  CANVAS_TEST ("/hands/frame-adds", CAIRN_KIND_SWIMLANE, test_frame_adds);
  CANVAS_TEST ("/hands/offers-kinds", CAIRN_KIND_SWIMLANE, test_offers_kinds);
  CANVAS_TEST ("/hands/tool-into-flow", CAIRN_KIND_SWIMLANE, test_tool_into_flow);
  CANVAS_TEST ("/hands/edges", CAIRN_KIND_SWIMLANE, test_edges);
  CANVAS_TEST ("/hands/minimap", CAIRN_KIND_SWIMLANE, test_minimap);
  CANVAS_TEST ("/hands/wheel", CAIRN_KIND_SWIMLANE, test_wheel);
  CANVAS_TEST ("/hands/glide", CAIRN_KIND_SWIMLANE, test_glide);
  return g_test_run ();
}
