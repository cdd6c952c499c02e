/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Drawing with real pointer and keys: what a person does on the canvas ends up in the journey. */
#include "canvas-fixture.h"

#include "command/cairn-sipoc-commands.h"

static void
assert_flow (CanvasFixture *f, guint n, CairnElement *from, CairnElement *to)
{
  CairnElement *flow = cairn_element_nth (f->diagram, CAIRN_KIND_FLOW, n);

  g_assert_nonnull (flow);
  g_assert_true (cairn_document_resolve (f->document, flow, CAIRN_PROP_FROM) == from);
  g_assert_true (cairn_document_resolve (f->document, flow, CAIRN_PROP_TO) == to);
}

/* A chain as fast as it is spoken: double-click, type, Tab, type, Tab, type, Enter. */
static void
test_type_a_chain (CanvasFixture *f, gconstpointer data)
{
  click_on (f, cell_at (f, 1, 0), 2);
  cairn_ui_test_type ("Kick-off call\tAgree goals\tGröße 測\n");
  g_assert_cmpuint (n_steps (f), ==, 3);
  g_assert_cmpstr (cairn_element_get_title (nth_step (f, 0)), ==, "Kick-off call");
  g_assert_cmpstr (cairn_element_get_title (nth_step (f, 1)), ==, "Agree goals");
  g_assert_cmpstr (cairn_element_get_title (nth_step (f, 2)), ==, "Größe 測");
  for (guint i = 0; i < 3; i++)
    assert_cell (f, nth_step (f, i), 1, 0);
  assert_flow (f, 0, nth_step (f, 0), nth_step (f, 1));
  assert_flow (f, 1, nth_step (f, 1), nth_step (f, 2));

  /* The last one is selected and goes on to the next stage, then a lane up. */
  cairn_ui_test_key ("<Ctrl><Shift>Right");
  cairn_ui_test_key ("<Ctrl><Shift>Up");
  assert_cell (f, nth_step (f, 2), 0, 1);
}

static void
test_label_keys (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "Welcome");

  click_on (f, centre_of (f, one), 1);
  cairn_ui_test_key ("F2");
  cairn_ui_test_key ("End");
  cairn_ui_test_type (" email");
  cairn_ui_test_key ("Escape");
  g_assert_cmpstr (cairn_element_get_title (one), ==, "Welcome");

  cairn_ui_test_key ("F2");
  cairn_ui_test_key ("End");
  cairn_ui_test_type (" email\n");
  g_assert_cmpstr (cairn_element_get_title (one), ==, "Welcome email");

  /* Typing replaces; clicking elsewhere keeps it. */
  cairn_ui_test_type ("Hello");
  click_on (f, cell_at (f, 1, 2), 1);
  g_assert_cmpstr (cairn_element_get_title (one), ==, "Hello");
  g_assert_cmpuint (cairn_selection_get_n (cairn_editor_get_selection (f->editor)), ==, 0);

  /* Esc on a step made a moment ago takes it away again. */
  click_on (f, centre_of (f, one), 1);
  cairn_ui_test_key ("Tab");
  g_assert_cmpuint (n_steps (f), ==, 2);
  cairn_ui_test_key ("Escape");
  g_assert_cmpuint (n_steps (f), ==, 1);
}

static void
test_move_by_dragging (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "One");
  CairnElement *two = add_step (f, 0, 0, "Two");
  g_autoptr (GPtrArray) selected = NULL;

  drag_from_to (f, centre_of (f, one), cell_at (f, 1, 2));
  assert_cell (f, one, 1, 2);
  assert_cell (f, two, 0, 0);
  g_assert_true (cairn_history_undo (f->history));
  assert_cell (f, one, 0, 0);
  g_assert_true (cairn_history_redo (f->history));
  cairn_ui_test_settle ();

  /* Esc lets a drag go without a change. */
  cairn_ui_test_move (GTK_WIDGET (f->canvas), centre_of (f, one).x, centre_of (f, one).y);
  cairn_ui_test_press (GDK_BUTTON_PRIMARY);
  cairn_ui_test_move (GTK_WIDGET (f->canvas), cell_at (f, 0, 1).x, cell_at (f, 0, 1).y);
  cairn_ui_test_key ("Escape");
  cairn_ui_test_release (GDK_BUTTON_PRIMARY);
  assert_cell (f, one, 1, 2);

  /* Several move together. */
  click_on (f, centre_of (f, one), 1);
  cairn_ui_test_hold ("Shift_L");
  click_on (f, centre_of (f, two), 1);
  cairn_ui_test_let_go ("Shift_L");
  selected = cairn_editor_dup_selected (f->editor);
  g_assert_cmpuint (selected->len, ==, 2);
  drag_from_to (f, centre_of (f, two), cell_at (f, 1, 1));
  assert_cell (f, one, 1, 1);
  assert_cell (f, two, 1, 1);
}

static void
test_connect (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "One");
  CairnElement *two = add_step (f, 1, 2, "Two");
  CairnRect rect;

  /* From the handle at the right side, onto another step. */
  click_on (f, centre_of (f, one), 1);
  rect = view_rect (f, one);
  drag_from_to (f, (CairnPoint){ rect.x + rect.width + 3, rect.y + rect.height / 2 },
                centre_of (f, two));
  assert_flow (f, 0, one, two);

  /* Onto empty paper: a new step there. */
  click_on (f, centre_of (f, two), 1);
  rect = view_rect (f, two);
  drag_from_to (f, (CairnPoint){ rect.x - 3, rect.y + rect.height / 2 }, cell_at (f, 1, 0));
  cairn_ui_test_type ("\nThree\n");
  g_assert_cmpuint (n_steps (f), ==, 3);
  assert_flow (f, 1, two, nth_step (f, 2));
  assert_cell (f, nth_step (f, 2), 1, 0);

  /* By keyboard: Ctrl+L, to the other end, Enter. */
  click_on (f, centre_of (f, nth_step (f, 2)), 1);
  cairn_ui_test_key ("<Ctrl>l");
  cairn_ui_test_key ("<Alt>Up");
  cairn_ui_test_key ("Return");
  assert_flow (f, 2, nth_step (f, 2), one);

  /* The same again is refused, and says why. */
  g_assert_null (cairn_command_connect (f->history, one, two, NULL));
}

static void
test_insert_into_flow (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "One");
  CairnElement *two = add_step (f, 0, 2, "Two");
  CairnElement *flow = cairn_command_connect (f->history, one, two, NULL);
  CairnPoint a, b;

  cairn_ui_test_settle ();
  a = centre_of (f, one);
  b = centre_of (f, two);
  click_on (f, (CairnPoint){ (a.x + b.x) / 2, (a.y + b.y) / 2 }, 1);
  g_assert_true (cairn_editor_get_selected (f->editor) == flow);
  cairn_ui_test_key ("Tab");
  cairn_ui_test_type ("Between\n");
  g_assert_cmpuint (n_steps (f), ==, 3);
  g_assert_cmpuint (cairn_element_count (f->diagram, CAIRN_KIND_FLOW), ==, 2);
}

static void
test_rubber_band (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 1, 0, "One");
  CairnElement *two = add_step (f, 1, 1, "Two");
  CairnElement *three = add_step (f, 0, 2, "Three");
  CairnSelection *selection = cairn_editor_get_selection (f->editor);
  CairnRect a, b;

  a = view_rect (f, one);
  b = view_rect (f, two);
  drag_from_to (f, (CairnPoint){ a.x - 8, a.y - 8 },
                (CairnPoint){ b.x + b.width + 8, b.y + b.height + 8 });
  g_assert_true (cairn_selection_contains (selection, cairn_element_get_id (one)));
  g_assert_true (cairn_selection_contains (selection, cairn_element_get_id (two)));
  g_assert_false (cairn_selection_contains (selection, cairn_element_get_id (three)));
}

static void
test_reorder_headers (CanvasFixture *f, gconstpointer data)
{
  CairnElement *first = nth_lane (f, 0);
  CairnElement *third = nth_stage (f, 2);
  CairnElement *one = add_step (f, 0, 2, "One");
  CairnPoint from = centre_of (f, first);
  CairnPoint below = centre_of (f, nth_lane (f, 1));

  drag_from_to (f, from, (CairnPoint){ below.x, below.y + 40 });
  g_assert_true (nth_lane (f, 1) == first);
  assert_in_cell (one, first, third);

  from = centre_of (f, third);
  below = centre_of (f, nth_stage (f, 0));
  drag_from_to (f, from, (CairnPoint){ below.x - 60, below.y });
  g_assert_true (nth_stage (f, 0) == third);
  assert_in_cell (one, first, third);

  /* By key: select the header, Ctrl+Shift+arrow. */
  click_on (f, centre_of (f, third), 1);
  cairn_ui_test_key ("<Ctrl><Shift>Right");
  g_assert_true (nth_stage (f, 1) == third);
}

static void
test_walk (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "One");
  CairnElement *two = add_step (f, 0, 1, "Two");
  CairnElement *three = add_step (f, 1, 1, "Three");

  click_on (f, centre_of (f, one), 1);
  cairn_ui_test_key ("<Alt>Right");
  g_assert_true (cairn_editor_get_selected (f->editor) == two);
  cairn_ui_test_key ("<Alt>Down");
  g_assert_true (cairn_editor_get_selected (f->editor) == three);
  cairn_ui_test_key ("<Ctrl>Home");
  g_assert_true (cairn_editor_get_selected (f->editor) == one);
  cairn_ui_test_key ("<Ctrl>Down");
  cairn_ui_test_type ("Below\n");
  assert_cell (f, cairn_editor_get_selected (f->editor), 1, 0);
  assert_flow (f, 0, one, cairn_editor_get_selected (f->editor));
}

/* A branch goes out of the same step; arrows move along the lane, and stop at its end. */
static void
test_branch_and_nudge (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "One");

  click_on (f, centre_of (f, one), 1);
  cairn_ui_test_type ("\n");
  cairn_ui_test_type (" more\tTwo\n");
  g_assert_cmpstr (cairn_element_get_title (one), ==, "One more");
  cairn_ui_test_key ("<Shift>Tab");
  g_assert_true (cairn_editor_get_selected (f->editor) == one);
  cairn_ui_test_key ("<Ctrl><Shift>Return");
  cairn_ui_test_type ("Three\n");
  assert_flow (f, 1, one, nth_step (f, 2));
  g_assert_cmpstr (cairn_element_get_title (nth_step (f, 2)), ==, "Three");
  assert_cell (f, nth_step (f, 2), 0, 0);

  /* The last of its cell goes on to the next stage, and back again. */
  cairn_ui_test_key ("Right");
  assert_cell (f, nth_step (f, 2), 0, 1);
  cairn_ui_test_key ("Up");
  assert_cell (f, nth_step (f, 2), 0, 1);
  cairn_ui_test_key ("<Shift>Right");
  assert_cell (f, nth_step (f, 2), 0, 2);
  cairn_ui_test_key ("Left");
  cairn_ui_test_key ("Left");
  assert_cell (f, nth_step (f, 2), 0, 0);
  g_assert_cmpstr (cairn_element_get_title (cairn_editor_get_selected (f->editor)), ==, "Three");
  cairn_ui_test_key ("<Shift>Left");
  g_assert_true (nth_step (f, 0) == cairn_editor_get_selected (f->editor));
  /* All of that is one thing to undo. */
  g_assert_true (cairn_history_undo (f->history));
  g_assert_cmpstr (cairn_element_get_title (nth_step (f, 2)), ==, "Three");
  assert_cell (f, nth_step (f, 2), 0, 0);
}

static void
test_lane_ends (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "One");
  CairnElement *two = add_step (f, 0, 2, "Two");
  CairnElement *three = add_step (f, 1, 1, "Three");
  CairnElement *four = add_step (f, 1, 2, "Four");

  click_on (f, centre_of (f, three), 1);
  cairn_ui_test_key ("End");
  g_assert_true (cairn_editor_get_selected (f->editor) == four);
  cairn_ui_test_key ("<Ctrl>Home");
  g_assert_true (cairn_editor_get_selected (f->editor) == one);
  cairn_ui_test_key ("End");
  g_assert_true (cairn_editor_get_selected (f->editor) == two);
  cairn_ui_test_key ("<Ctrl>End");
  g_assert_true (cairn_editor_get_selected (f->editor) == four);
  cairn_ui_test_key ("Home");
  g_assert_true (cairn_editor_get_selected (f->editor) == three);
}

/* Letters begin names, accents too, and choose nothing while something is selected. */
static void
test_letters (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "One");
  double fitted;

  click_on (f, centre_of (f, one), 1);
  cairn_ui_test_type ("höher\n");
  g_assert_cmpstr (cairn_element_get_title (one), ==, "höher");

  /* By the place of the key, whatever it writes. */
  fitted = cairn_canvas_get_zoom (f->canvas);
  cairn_canvas_set_zoom (f->canvas, 3);
  cairn_ui_test_key ("<Shift>1");
  g_assert_null (f->canvas->label);
  g_assert_cmpfloat_with_epsilon (cairn_canvas_get_zoom (f->canvas), fitted, 0.01);

  /* Tab only moves, if people want it so. */
  g_object_set (f->canvas, "tab-moves", TRUE, NULL);
  cairn_ui_test_key ("Tab");
  g_assert_cmpuint (n_steps (f), ==, 1);
  gtk_widget_grab_focus (GTK_WIDGET (f->canvas));
  cairn_ui_test_key ("Insert");
  g_assert_cmpuint (n_steps (f), ==, 2);
}

/* Keys that a name does not need go nowhere while it is edited. */
static void
test_label_keeps_keys (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "One");

  add_step (f, 0, 1, "Two");
  click_on (f, centre_of (f, one), 1);
  cairn_ui_test_key ("F2");
  cairn_ui_test_key ("<Alt>Right");
  cairn_ui_test_key ("<Ctrl>l");
  cairn_ui_test_key ("<Ctrl><Shift>Down");
  g_assert_nonnull (f->canvas->label);
  g_assert_true (cairn_editor_get_selected (f->editor) == one);
  g_assert_null (f->canvas->connect_from);
  assert_cell (f, one, 0, 0);
  cairn_ui_test_key ("Escape");
}

static void
test_tools (CanvasFixture *f, gconstpointer data)
{
  CairnViewport *view = &f->canvas->viewport;
  CairnElement *one = add_step (f, 0, 0, "One");
  CairnElement *first = nth_stage (f, 0);
  CairnRect rect;
  double x;

  /* A frame that begins on a step. */
  cairn_editor_set_tool (f->editor, CAIRN_TOOL_LASSO);
  rect = view_rect (f, one);
  drag_from_to (f, centre_of (f, one),
                (CairnPoint){ rect.x + rect.width + 20, rect.y + rect.height + 20 });
  assert_in_cell (one, nth_lane (f, 0), first);
  g_assert_true (cairn_editor_get_selected (f->editor) == one);
  g_assert_cmpint (cairn_editor_get_tool (f->editor), ==, CAIRN_TOOL_SELECT);

  /* Room: a stage before this one, as the click was in its first half. */
  cairn_editor_set_tool (f->editor, CAIRN_TOOL_ROOM);
  rect = view_rect (f, first);
  click_on (f, (CairnPoint){ rect.x + rect.width / 4, rect.y + rect.height / 2 }, 1);
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_type ("Before\n");
  g_assert_cmpstr (cairn_element_get_title (nth_stage (f, 0)), ==, "Before");
  g_assert_true (nth_stage (f, 1) == first);

  cairn_editor_set_tool (f->editor, CAIRN_TOOL_HAND);
  cairn_canvas_set_zoom (f->canvas, 3);
  cairn_ui_test_settle ();
  x = view->x;
  drag_from_to (f, (CairnPoint){ 500, 400 }, (CairnPoint){ 440, 400 });
  g_assert_cmpfloat_with_epsilon ((view->x - x) * view->scale, 60, 1.5);
  cairn_ui_test_key ("Escape");
  g_assert_cmpint (cairn_editor_get_tool (f->editor), ==, CAIRN_TOOL_SELECT);
}

/* Without a mouse from nothing: a first step, a decision out of it, and a branch with its label. */
static void
test_keys_alone (CanvasFixture *f, gconstpointer data)
{
  CairnElement *flow;

  cairn_selection_clear (cairn_editor_get_selection (f->editor));
  cairn_ui_test_key ("<Alt>Right");
  g_assert_true (cairn_editor_get_selected (f->editor) == nth_lane (f, 0));
  cairn_ui_test_key ("<Alt>Down");
  g_assert_true (cairn_editor_get_selected (f->editor) == nth_lane (f, 1));
  cairn_ui_test_key ("Insert");
  cairn_ui_test_type ("Goals agreed?\tGo live\n");
  assert_cell (f, nth_step (f, 0), 1, 0);

  cairn_ui_test_key ("<Alt><Shift>Left");
  flow = cairn_editor_get_selected (f->editor);
  g_assert_true (flow == cairn_element_first (f->diagram, CAIRN_KIND_FLOW));
  cairn_ui_test_type ("Yes\n");
  g_assert_cmpstr (cairn_element_get_title (flow), ==, "Yes");
  cairn_ui_test_key ("<Alt>Left");
  g_assert_true (cairn_editor_get_selected (f->editor) == nth_step (f, 0));

  gtk_widget_activate_action (GTK_WIDGET (f->canvas), "canvas.set-kind", "s", "decision");
  g_assert_cmpint (cairn_element_get_int (nth_step (f, 0), CAIRN_PROP_KIND), ==,
                   CAIRN_STEP_DECISION);
  g_assert_true (cairn_history_undo (f->history));
  g_assert_cmpint (cairn_element_get_int (nth_step (f, 0), CAIRN_PROP_KIND), ==,
                   CAIRN_STEP_TOUCHPOINT);
}

/* A list typed as lists are: Enter goes on to the next, Enter in an empty one ends it. */
static void
test_sipoc_list (CanvasFixture *f, gconstpointer data)
{
  cairn_ui_test_key ("Insert");
  cairn_ui_test_type ("Hand off account\nKick off\n\n");
  g_assert_null (f->canvas->label);
  g_assert_cmpuint (cairn_element_count (f->diagram, CAIRN_KIND_ITEM), ==, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_cmpuint (cairn_command_column_of (cairn_element_nth (f->diagram, CAIRN_KIND_ITEM, i)),
                      ==, CAIRN_COLUMN_PROCESS);
}

/* What the canvas shows. */
static cairo_surface_t *
take_picture (CanvasFixture *f)
{
  GtkWidget *widget = GTK_WIDGET (f->canvas);
  g_autoptr (GtkSnapshot) snapshot = gtk_snapshot_new ();
  cairo_surface_t *picture = cairo_image_surface_create (
    CAIRO_FORMAT_RGB24, gtk_widget_get_width (widget), gtk_widget_get_height (widget));
  cairo_t *cr = cairo_create (picture);
  GskRenderNode *node;

  GTK_WIDGET_GET_CLASS (widget)->snapshot (widget, snapshot);
  node = gtk_snapshot_to_node (snapshot);
  gsk_render_node_draw (node, cr);
  gsk_render_node_unref (node);
  cairo_destroy (cr);
  cairo_surface_flush (picture);
  return picture;
}

static gboolean
is_same_picture (cairo_surface_t *a, cairo_surface_t *b)
{
  int size = cairo_image_surface_get_stride (a) * cairo_image_surface_get_height (a);

  return memcmp (cairo_image_surface_get_data (a), cairo_image_surface_get_data (b), (gsize) size)
         == 0;
}

/* While the wheel turns the picture is stretched; when it rests, it is as if it were new. */
static void
test_crisp_at_rest (CanvasFixture *f, gconstpointer data)
{
  cairo_surface_t *zoomed, *rested, *fresh;

  cairn_command_add_step (f->history, f->diagram, nth_lane (f, 0), nth_stage (f, 0), NULL,
                          CAIRN_STEP_TASK, "Send the offer");
  cairn_ui_test_settle ();
  /* As if the wheel went on turning, however slow this computer is. */
  cairn_canvas_zoom_by_hand (f->canvas, 400, 300, cairn_canvas_get_zoom (f->canvas) * 1.3);
  zoomed = take_picture (f);
  cairn_ui_test_wait (!cairn_canvas_is_zooming (f->canvas));
  cairn_ui_test_settle ();
  rested = take_picture (f);
  cairn_canvas_picture_free (f->canvas->picture);
  f->canvas->picture = cairn_canvas_picture_new ();
  gtk_widget_queue_draw (GTK_WIDGET (f->canvas));
  cairn_ui_test_settle ();
  fresh = take_picture (f);
  g_assert_false (is_same_picture (zoomed, fresh));
  g_assert_true (is_same_picture (rested, fresh));
  cairo_surface_destroy (zoomed);
  cairo_surface_destroy (rested);
  cairo_surface_destroy (fresh);
}

static void
test_zoom_and_pan (CanvasFixture *f, gconstpointer data)
{
  CairnViewport *view = &f->canvas->viewport;
  CairnPoint before, after;
  double scale;

  cairn_canvas_set_zoom (f->canvas, 3);
  cairn_ui_test_settle ();
  before = cairn_viewport_to_diagram (view, 400, 300);
  scale = view->scale;
  cairn_ui_test_hold ("Control_L");
  cairn_ui_test_scroll (GTK_WIDGET (f->canvas), 400, 300, 0, -1);
  cairn_ui_test_let_go ("Control_L");
  after = cairn_viewport_to_diagram (view, 400, 300);
  g_assert_cmpfloat (view->scale, >, scale);
  g_assert_cmpfloat_with_epsilon (before.x, after.x, 1);
  g_assert_cmpfloat_with_epsilon (before.y, after.y, 1);

  before = (CairnPoint){ view->x, view->y };
  cairn_ui_test_drag (GTK_WIDGET (f->canvas), 500, 400, 400, 360, GDK_BUTTON_MIDDLE);
  g_assert_cmpfloat_with_epsilon ((view->x - before.x) * view->scale, 100, 1.5);
  g_assert_cmpfloat_with_epsilon ((view->y - before.y) * view->scale, 40, 1.5);

  before = (CairnPoint){ view->x, view->y };
  cairn_ui_test_hold ("space");
  cairn_ui_test_drag (GTK_WIDGET (f->canvas), 400, 300, 450, 300, GDK_BUTTON_PRIMARY);
  cairn_ui_test_let_go ("space");
  g_assert_cmpfloat_with_epsilon ((view->x - before.x) * view->scale, -50, 1.5);

  cairn_canvas_fit (f->canvas);
  g_assert_cmpfloat (cairn_viewport_get_visible (view).width + 1, >=, view->content_width);
}

static void
test_read_only (CanvasFixture *f, gconstpointer data)
{
  CairnElement *one = add_step (f, 0, 0, "One");

  cairn_editor_set_read_only (f->editor, TRUE);
  click_on (f, centre_of (f, one), 1);
  cairn_ui_test_key ("Tab");
  cairn_ui_test_type ("x");
  cairn_ui_test_key ("<Ctrl><Shift>Right");
  drag_from_to (f, centre_of (f, one), cell_at (f, 1, 2));
  click_on (f, cell_at (f, 1, 1), 2);
  g_assert_cmpuint (n_steps (f), ==, 1);
  g_assert_cmpstr (cairn_element_get_title (one), ==, "One");
  assert_cell (f, one, 0, 0);
}

static CairnElement *
item (CanvasFixture *f, guint n)
{
  return cairn_element_nth (f->diagram, CAIRN_KIND_ITEM, n);
}

static void
test_sipoc (CanvasFixture *f, gconstpointer data)
{
  CairnElement *link;
  CairnRect rect;

  /* A process step, from it an output and a customer, each linked. */
  cairn_command_add_item (f->history, f->diagram, CAIRN_COLUMN_PROCESS, NULL, "Hand off account");
  cairn_ui_test_settle ();
  click_on (f, centre_of (f, item (f, 0)), 1);
  cairn_ui_test_key ("Tab");
  cairn_ui_test_type ("Success plan\tCSM\n\n");
  g_assert_cmpuint (cairn_element_count (f->diagram, CAIRN_KIND_ITEM), ==, 3);
  g_assert_cmpuint (cairn_element_count (f->diagram, CAIRN_KIND_LINK), ==, 2);
  g_assert_cmpuint (cairn_command_column_of (item (f, 1)), ==, CAIRN_COLUMN_OUTPUTS);
  g_assert_cmpuint (cairn_command_column_of (item (f, 2)), ==, CAIRN_COLUMN_CUSTOMERS);

  /* Another process step below, and a link drawn from its handle. */
  click_on (f, centre_of (f, item (f, 0)), 1);
  cairn_ui_test_key ("<Ctrl>Down");
  cairn_ui_test_type ("Kick off project\n\n");
  click_on (f, centre_of (f, item (f, 1)), 1);
  g_assert_cmpuint (cairn_element_count (f->diagram, CAIRN_KIND_ITEM), ==, 4);
  for (guint i = 0; i < 4; i++)
    if (g_str_equal (cairn_element_get_title (item (f, i)), "Kick off project"))
      click_on (f, centre_of (f, item (f, i)), 1);
  g_assert_true (
    cairn_canvas_get_view_rect (f->canvas, cairn_editor_get_selected (f->editor), &rect));
  for (guint i = 0; i < 4; i++)
    if (g_str_equal (cairn_element_get_title (item (f, i)), "Success plan"))
      drag_from_to (f, (CairnPoint){ rect.x + rect.width + 3, rect.y + rect.height / 2 },
                    centre_of (f, item (f, i)));
  g_assert_cmpuint (cairn_element_count (f->diagram, CAIRN_KIND_LINK), ==, 3);
  link = cairn_element_nth (f->diagram, CAIRN_KIND_LINK, 2);
  g_assert_cmpstr (
    cairn_element_get_title (cairn_document_resolve (f->document, link, CAIRN_PROP_FROM)), ==,
    "Kick off project");
}

int
main (int argc, char *argv[])
{
  cairn_ui_test_init (&argc, &argv);
  CANVAS_TEST ("/canvas/type-a-chain", CAIRN_KIND_SWIMLANE, test_type_a_chain);
  CANVAS_TEST ("/canvas/label-keys", CAIRN_KIND_SWIMLANE, test_label_keys);
  CANVAS_TEST ("/canvas/move-by-dragging", CAIRN_KIND_SWIMLANE, test_move_by_dragging);
  CANVAS_TEST ("/canvas/connect", CAIRN_KIND_SWIMLANE, test_connect);
  CANVAS_TEST ("/canvas/insert-into-flow", CAIRN_KIND_SWIMLANE, test_insert_into_flow);
  CANVAS_TEST ("/canvas/rubber-band", CAIRN_KIND_SWIMLANE, test_rubber_band);
  CANVAS_TEST ("/canvas/reorder-headers", CAIRN_KIND_SWIMLANE, test_reorder_headers);
  CANVAS_TEST ("/canvas/walk", CAIRN_KIND_SWIMLANE, test_walk);
  CANVAS_TEST ("/canvas/keys-alone", CAIRN_KIND_SWIMLANE, test_keys_alone);
  CANVAS_TEST ("/canvas/branch-and-nudge", CAIRN_KIND_SWIMLANE, test_branch_and_nudge);
  CANVAS_TEST ("/canvas/lane-ends", CAIRN_KIND_SWIMLANE, test_lane_ends);
  CANVAS_TEST ("/canvas/letters", CAIRN_KIND_SWIMLANE, test_letters);
  CANVAS_TEST ("/canvas/label-keeps-keys", CAIRN_KIND_SWIMLANE, test_label_keeps_keys);
  CANVAS_TEST ("/canvas/tools", CAIRN_KIND_SWIMLANE, test_tools);
  CANVAS_TEST ("/canvas/crisp-at-rest", CAIRN_KIND_SWIMLANE, test_crisp_at_rest);
  CANVAS_TEST ("/canvas/zoom-and-pan", CAIRN_KIND_SWIMLANE, test_zoom_and_pan);
  CANVAS_TEST ("/canvas/read-only", CAIRN_KIND_SWIMLANE, test_read_only);
  CANVAS_TEST ("/canvas/sipoc", CAIRN_KIND_SIPOC, test_sipoc);
  CANVAS_TEST ("/canvas/sipoc-list", CAIRN_KIND_SIPOC, test_sipoc_list);
  return g_test_run ();
}
