/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window keeps and lists beside the map: views, wishes, checks, rows that are dragged, and
 * the comparison with a file. */
#include "window-fixture.h"

#include "canvas/cairn-canvas-private.h"
#include "insight/cairn-diagram-checks.h"
#include "timing/cairn-warm-start.h"
#include "ui/cairn-compare-panel.h"
#include "ui/cairn-segment-list.h"

#include <adwaita.h>
#include <string.h>

static const char JOURNEY[]
  = "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"2\" id=\"j\">"
    "<segment id=\"s\" name=\"Enterprise\">"
    "<swimlane id=\"w\" name=\"Onboarding\"><lane id=\"l\" name=\"CSM\"/>"
    "<lane id=\"m\" name=\"Customer\"/><stage id=\"g\" name=\"First\"/>"
    "<stage id=\"h\" name=\"Second\"/><step id=\"a\" title=\"Welcome\" lane=\"l\" stage=\"g\"/>"
    "<step id=\"b\" title=\"Call\" lane=\"m\" stage=\"h\"/>"
    "<flow id=\"f\" from=\"a\" to=\"b\"/></swimlane>"
    "<sipoc id=\"p\" name=\"Handoff\"><item id=\"i\" column=\"input\" title=\"Contract\"/>"
    "<item id=\"o\" column=\"output\" title=\"Plan\"/></sipoc></segment>"
    "<segment id=\"t\" name=\"Other\"/><segment id=\"u\" name=\"Last\"/></journey>";

static CairnCanvas *
canvas_of (WindowFixture *f)
{
  return CAIRN_CANVAS (window_find (f, CAIRN_TYPE_CANVAS, NULL));
}

/* ---- views ---- */

/* Zoomed and moved by hand, so that it is no view that the program would choose. */
static void
look_closer (WindowFixture *f, int notches)
{
  GtkWidget *canvas = GTK_WIDGET (canvas_of (f));
  double x = gtk_widget_get_width (canvas) * 0.7, y = gtk_widget_get_height (canvas) * 0.6;

  cairn_ui_test_hold ("Control_L");
  cairn_ui_test_scroll (canvas, x, y, 0, -notches);
  cairn_ui_test_let_go ("Control_L");
  cairn_ui_test_scroll (canvas, x, y, 0, 1);
  cairn_ui_test_settle ();
}

static void
assert_view (WindowFixture *f, const CairnViewport *expected)
{
  const CairnViewport *view = &canvas_of (f)->viewport;

  cairn_ui_test_settle ();
  g_assert_cmpfloat_with_epsilon (view->scale, expected->scale, 0.001);
  g_assert_cmpfloat_with_epsilon (view->x, expected->x, 0.5);
  g_assert_cmpfloat_with_epsilon (view->y, expected->y, 0.5);
}

/* Each diagram comes back as it was left, after another one and after the window was closed; one
 * that was seen whole is so again. */
static void
test_views (WindowFixture *f, gconstpointer data)
{
  CairnViewport whole, first, second;

  whole = canvas_of (f)->viewport;
  look_closer (f, 6);
  first = canvas_of (f)->viewport;
  g_assert_cmpfloat (first.scale, >, 1.5 * whole.scale);
  g_assert_cmpfloat (first.x, >, 0);
  cairn_ui_test_key ("<Ctrl>Page_Down");
  /* And not the right end of the paper: scrollbars want that key too. */
  g_assert_true (cairn_editor_get_diagram (f->editor) == window_lookup (f, "p"));
  cairn_ui_test_settle ();
  second = canvas_of (f)->viewport;
  g_assert_cmpfloat (second.scale, !=, first.scale);
  cairn_ui_test_key ("<Ctrl>Page_Up");
  assert_view (f, &first);

  cairn_ui_test_close (GTK_WINDOW (f->window));
  window_open (f);
  g_assert_true (cairn_editor_get_diagram (f->editor) == window_lookup (f, "w"));
  assert_view (f, &first);
  cairn_ui_test_key ("<Ctrl>Page_Down");
  assert_view (f, &second);
  look_closer (f, 4);
  second = canvas_of (f)->viewport;

  /* The other one is kept as well, without having been shown again. */
  cairn_ui_test_close (GTK_WINDOW (f->window));
  window_open (f);
  cairn_ui_test_key ("<Ctrl>1");
  assert_view (f, &whole);
  cairn_ui_test_key ("<Ctrl>Page_Down");
  assert_view (f, &second);
  cairn_ui_test_close (GTK_WINDOW (f->window));
  window_open (f);
  assert_view (f, &whole);
}

/* ---- wishes ---- */

static void
press_switch (WindowFixture *f, const char *title)
{
  GtkWindow *preferences;
  GtkWidget *row;

  cairn_ui_test_key ("<Ctrl>comma");
  preferences = window_wait_for_other (f);
  row = cairn_ui_test_find (GTK_WIDGET (preferences), ADW_TYPE_ACTION_ROW, title);
  /* It may be further down. */
  gtk_widget_grab_focus (row);
  cairn_ui_test_settle ();
  cairn_ui_test_key ("Return");
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (window_find_other (f) == NULL);
}

static void
test_wheel_wish (WindowFixture *f, gconstpointer data)
{
  GtkWidget *canvas = GTK_WIDGET (canvas_of (f));
  CairnViewport *view = &canvas_of (f)->viewport;
  double scale, y;

  look_closer (f, 6);
  scale = view->scale;
  y = view->y;
  cairn_ui_test_scroll (canvas, 300, 200, 0, -1);
  cairn_ui_test_wait (view->y < y);
  g_assert_cmpfloat (view->scale, ==, scale);

  press_switch (f, "The mouse wheel zooms");
  cairn_ui_test_scroll (canvas, 300, 200, 0, -1);
  cairn_ui_test_wait (view->scale > scale);

  press_switch (f, "The mouse wheel zooms");
  scale = view->scale;
  y = view->y;
  cairn_ui_test_scroll (canvas, 300, 200, 0, 1);
  cairn_ui_test_wait (view->y > y);
  g_assert_cmpfloat (view->scale, ==, scale);
}

/* ---- checks ---- */

static const CairnCheck *
find_check (WindowFixture *f, const char *id)
{
  GPtrArray *checks = cairn_editor_get_checks (f->editor);

  for (guint i = 0; i < checks->len; i++)
    if (((CairnCheck *) g_ptr_array_index (checks, i))->element == window_lookup (f, id))
      return g_ptr_array_index (checks, i);
  g_error ("Nothing is found lacking in “%s”", id);
}

static void
test_checks (WindowFixture *f, gconstpointer data)
{
  GtkWindow *list;
  GtkWidget *row;

  cairn_ui_test_key ("<Ctrl>Page_Down");
  cairn_ui_test_key ("F4");
  list = window_wait_for_other (f);
  g_assert_cmpstr (gtk_window_get_title (list), ==, "Checks and Comparison");
  for (guint i = 0; i < cairn_editor_get_checks (f->editor)->len; i++)
    {
      const CairnCheck *check = g_ptr_array_index (cairn_editor_get_checks (f->editor), i);

      g_assert_nonnull (cairn_ui_test_find (GTK_WIDGET (list), ADW_TYPE_ACTION_ROW, check->text));
    }
  g_assert_nonnull (
    cairn_ui_test_find (GTK_WIDGET (list), GTK_TYPE_LABEL, "Compared with “Onboarding”"));
  cairn_ui_test_click (
    cairn_ui_test_find (GTK_WIDGET (list), ADW_TYPE_ACTION_ROW, find_check (f, "o")->text));
  cairn_ui_test_wait (window_find_other (f) == NULL);
  g_assert_true (cairn_editor_get_selected (f->editor) == window_lookup (f, "o"));

  /* By keys alone. */
  cairn_ui_test_key ("F4");
  list = window_wait_for_other (f);
  row = cairn_ui_test_find (GTK_WIDGET (list), ADW_TYPE_ACTION_ROW, find_check (f, "i")->text);
  for (guint i = 0; i < 12 && !gtk_widget_has_focus (row); i++)
    cairn_ui_test_key (i == 0 ? "Tab" : "Down");
  g_assert_true (gtk_widget_has_focus (row));
  cairn_ui_test_key ("Return");
  cairn_ui_test_wait (window_find_other (f) == NULL);
  g_assert_true (cairn_editor_get_selected (f->editor) == window_lookup (f, "i"));
  cairn_ui_test_key ("F4");
  window_wait_for_other (f);
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (window_find_other (f) == NULL);
}

/* ---- rows ---- */

static GtkWidget *
row_of (WindowFixture *f, const char *name)
{
  GtkWidget *list = window_find (f, CAIRN_TYPE_SEGMENT_LIST, NULL);
  GtkWidget *label = cairn_ui_test_find (list, GTK_TYPE_LABEL, name);

  g_assert_nonnull (label);
  return gtk_widget_get_ancestor (label, GTK_TYPE_LIST_BOX_ROW);
}

static void
drag_row (WindowFixture *f, const char *name, const char *onto)
{
  GtkWidget *from = row_of (f, name), *to = row_of (f, onto);

  cairn_ui_test_drag_to (from, 40, gtk_widget_get_height (from) / 2.0, to, 40,
                         gtk_widget_get_height (to) / 2.0, GDK_BUTTON_PRIMARY);
}

static void
assert_children (CairnElement *parent, CairnKind kind, const char *expected)
{
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < cairn_element_get_n_children (parent); i++)
    {
      CairnElement *child = cairn_element_get_child (parent, i);

      if (kind == CAIRN_KIND_SEGMENT ? cairn_element_get_kind (child) == kind
                                     : cairn_kind_is_diagram (cairn_element_get_kind (child)))
        g_string_append (ids, cairn_element_get_id (child));
    }
  g_assert_cmpstr (ids->str, ==, expected);
}

static void
test_rows (WindowFixture *f, gconstpointer data)
{
  CairnElement *root = cairn_document_get_root (f->document);

  assert_children (root, CAIRN_KIND_SEGMENT, "stu");
  drag_row (f, "Last", "Other");
  cairn_ui_test_wait (cairn_element_next (window_lookup (f, "u")) == window_lookup (f, "t"));
  assert_children (root, CAIRN_KIND_SEGMENT, "sut");
  cairn_ui_test_key ("<Ctrl>z");
  assert_children (root, CAIRN_KIND_SEGMENT, "stu");

  /* A diagram goes before another one, or into another segment. */
  drag_row (f, "Handoff", "Onboarding");
  cairn_ui_test_wait (cairn_element_get_child (window_lookup (f, "s"), 0)
                      == window_lookup (f, "p"));
  drag_row (f, "Onboarding", "Other");
  cairn_ui_test_wait (cairn_element_get_parent (window_lookup (f, "w")) == window_lookup (f, "t"));
  assert_children (window_lookup (f, "s"), CAIRN_KIND_SWIMLANE, "p");
  assert_children (window_lookup (f, "t"), CAIRN_KIND_SWIMLANE, "w");
  g_assert_true (cairn_editor_get_diagram (f->editor) == window_lookup (f, "w"));
  cairn_ui_test_key ("<Ctrl>z");
  cairn_ui_test_key ("<Ctrl>z");
  assert_children (window_lookup (f, "s"), CAIRN_KIND_SWIMLANE, "wp");
}

/* ---- comparing ---- */

/* The whole way: palette, the name of the file typed, the list, a row of it. */
static void
test_compare_file (WindowFixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "before.cairn", NULL);
  g_autoptr (GString) text = g_string_new (JOURNEY);
  GtkWidget *panel = NULL;
  GtkWidget *row;

  g_string_replace (text, "title=\"Call\"", "title=\"Meeting\"", 1);
  g_string_replace (text, "title=\"Welcome\"", "title=\"Hello\"", 1);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  cairn_ui_test_key ("<Ctrl><Shift>p");
  window_wait_for_other (f);
  cairn_ui_test_type ("compare with a file\n");
  cairn_ui_test_wait (GTK_IS_FILE_CHOOSER (window_find_other (f)));
  cairn_ui_test_settle ();
  cairn_ui_test_type (path);
  cairn_ui_test_key ("Return");
  cairn_ui_test_wait (cairn_editor_get_comparison (f->editor) != NULL);
  cairn_ui_test_wait (window_find_other (f) == NULL);
  panel = window_find (f, CAIRN_TYPE_COMPARE_PANEL, NULL);
  g_assert_nonnull (panel);
  g_assert_nonnull (
    cairn_ui_test_find (panel, GTK_TYPE_LABEL, "Compared with before.cairn: 2 differences"));
  row = gtk_widget_get_ancestor (cairn_ui_test_find (panel, GTK_TYPE_LIST_BOX_ROW, NULL),
                                 GTK_TYPE_LIST_BOX_ROW);
  cairn_ui_test_click (row);
  g_assert_true (cairn_editor_get_selected (f->editor) == window_lookup (f, "a"));
  cairn_ui_test_key ("F7");
  g_assert_true (cairn_editor_get_selected (f->editor) == window_lookup (f, "b"));
  g_remove (path);
}

/* Something that was kept of a large database. */
static char *
keep_something (void)
{
  g_autofree char *folder = cairn_warm_start_get_default_folder ();
  char *path = g_build_filename (folder, "some.warm", NULL);

  g_assert_true (cairn_warm_start_prepare (folder, 1000));
  g_assert_true (g_file_set_contents (path, "12345", -1, NULL));
  return path;
}

/* What is kept can be seen, removed, and forbidden. */
static void
test_faster_start (WindowFixture *f, gconstpointer data)
{
  g_autofree char *path = keep_something ();
  g_autofree char *folder = NULL;
  GtkWidget *row, *button;

  folder = cairn_warm_start_dup_folder ();
  g_assert_nonnull (folder);
  cairn_ui_test_key ("<Ctrl>comma");
  row = GTK_WIDGET (window_wait_for_other (f));
  row = cairn_ui_test_find (row, ADW_TYPE_ACTION_ROW, "Kept now");
  button = cairn_ui_test_find (row, GTK_TYPE_BUTTON, NULL);
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "5 bytes");
  gtk_widget_grab_focus (button); /* it may be further down */
  cairn_ui_test_settle ();
  cairn_ui_test_screenshot ("faster-start");
  cairn_ui_test_key ("Return");
  cairn_ui_test_wait (!g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "Nothing");
  g_assert_false (gtk_widget_is_sensitive (button));
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (window_find_other (f) == NULL);

  g_free (keep_something ());
  press_switch (f, "Start faster next time");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  g_clear_pointer (&folder, g_free);
  folder = cairn_warm_start_dup_folder ();
  g_assert_null (folder);
  press_switch (f, "Start faster next time");
}

int
main (int argc, char *argv[])
{
  window_init (&argc, &argv);
  WINDOW_TEST ("/memory/views", JOURNEY, test_views);
  WINDOW_TEST ("/memory/wheel-wish", JOURNEY, test_wheel_wish);
  WINDOW_TEST ("/memory/faster-start", JOURNEY, test_faster_start);
  WINDOW_TEST ("/memory/checks", JOURNEY, test_checks);
  WINDOW_TEST ("/memory/rows", JOURNEY, test_rows);
  WINDOW_TEST ("/memory/compare-file", JOURNEY, test_compare_file);
  return window_run ();
}
