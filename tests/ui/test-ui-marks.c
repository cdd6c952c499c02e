/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Happy paths, marks and feelings, by keys and by pointer. */
#include "app/cairn-application.h"
#include "canvas/cairn-canvas-private.h"
#include "io/cairn-own-templates.h"
#include "ui/cairn-main-window.h"
#include "ui/cairn-new-dialog.h"
#include "ui/cairn-path-group.h"
#include "ui/cairn-template-dialog.h"

#include "cairn-ui-test.h"
#include "command/cairn-step-commands.h"

#include <adwaita.h>
#include <math.h>

static GtkApplication *application;

typedef struct
{
  CairnMainWindow *window;
  CairnCanvas *canvas;
  CairnEditor *editor;
  CairnElement *diagram;
  CairnElement *steps[3];
  CairnElement *flows[2];
} Fixture;

/* The new journey with three steps in a row. */
static void
set_up (Fixture *f, gconstpointer data)
{
  CairnHistory *history;

  f->window = cairn_main_window_new (application);
  f->editor = cairn_main_window_get_editor (f->window);
  f->diagram = cairn_editor_get_diagram (f->editor);
  history = cairn_editor_get_history (f->editor);
  f->steps[0] = cairn_command_add_step (
    history, f->diagram, cairn_element_first (f->diagram, CAIRN_KIND_LANE),
    cairn_element_first (f->diagram, CAIRN_KIND_STAGE), NULL, CAIRN_STEP_TOUCHPOINT, "One");
  f->steps[1] = cairn_command_add_next_step (history, f->steps[0], CAIRN_NEXT_STAGE);
  f->steps[2] = cairn_command_add_next_step (history, f->steps[1], CAIRN_NEXT_BELOW);
  f->flows[0] = cairn_element_nth (f->diagram, CAIRN_KIND_FLOW, 0);
  f->flows[1] = cairn_element_nth (f->diagram, CAIRN_KIND_FLOW, 1);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 1300, 800);
  cairn_ui_test_open (GTK_WINDOW (f->window));
  f->canvas = CAIRN_CANVAS (cairn_ui_test_find (GTK_WIDGET (f->window), CAIRN_TYPE_CANVAS, NULL));
  gtk_widget_grab_focus (GTK_WIDGET (f->canvas));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cairn_ui_test_close (GTK_WINDOW (f->window));
}

static void
select_one (Fixture *f, CairnElement *element)
{
  cairn_selection_set_one (cairn_editor_get_selection (f->editor), cairn_element_get_id (element));
  cairn_ui_test_settle ();
}

static guint
count_via (Fixture *f, guint path)
{
  CairnElement *element = cairn_element_nth (f->diagram, CAIRN_KIND_PATH, path);

  return element != NULL ? cairn_element_count (element, CAIRN_KIND_VIA) : 0;
}

/* Where the middle of the first piece of a flow is seen. */
static CairnPoint
middle_of (Fixture *f, CairnElement *flow)
{
  const CairnRoute *route = cairn_layout_find_route (cairn_editor_get_layout (f->editor), flow);

  return cairn_viewport_to_view (&f->canvas->viewport,
                                 (route->points[0].x + route->points[1].x) / 2,
                                 (route->points[0].y + route->points[1].y) / 2);
}

static void
test_path_from_selection (Fixture *f, gconstpointer data)
{
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_key ("<Ctrl><Shift>h");
  g_assert_cmpuint (count_via (f, 0), ==, 2);
  select_one (f, f->flows[1]);
  cairn_ui_test_key ("<Alt>1");
  g_assert_cmpuint (count_via (f, 0), ==, 1);
  cairn_ui_test_key ("<Alt>2");
  g_assert_cmpuint (cairn_element_count (f->diagram, CAIRN_KIND_PATH), ==, 2);
  g_assert_cmpuint (count_via (f, 1), ==, 1);
  cairn_ui_test_key ("<Ctrl>z");
  g_assert_cmpuint (cairn_element_count (f->diagram, CAIRN_KIND_PATH), ==, 1);
}

/* The mode in which clicks and Enter pick flows; Esc leaves it. */
static void
test_picking (Fixture *f, gconstpointer data)
{
  CairnPoint at;

  cairn_ui_test_key ("<Alt>0");
  g_assert_nonnull (cairn_editor_get_picking (f->editor));
  at = middle_of (f, f->flows[0]);
  cairn_ui_test_click_at (GTK_WIDGET (f->canvas), at.x, at.y, GDK_BUTTON_PRIMARY, 1);
  g_assert_cmpuint (count_via (f, 0), ==, 1);
  select_one (f, f->flows[1]);
  cairn_ui_test_key ("Return");
  g_assert_cmpuint (count_via (f, 0), ==, 2);
  cairn_ui_test_click_at (GTK_WIDGET (f->canvas), at.x, at.y, GDK_BUTTON_PRIMARY, 1);
  g_assert_cmpuint (count_via (f, 0), ==, 1);
  cairn_ui_test_key ("Escape");
  g_assert_null (cairn_editor_get_picking (f->editor));
}

/* The list of paths in the inspector: second to first place, and away. */
static void
test_list (Fixture *f, gconstpointer data)
{
  GtkWidget *group;
  CairnElement *second;

  cairn_ui_test_key ("<Ctrl><Shift>h");
  cairn_ui_test_key ("Escape");
  cairn_ui_test_key ("<Ctrl><Shift>h");
  cairn_ui_test_key ("Escape");
  second = cairn_element_nth (f->diagram, CAIRN_KIND_PATH, 1);
  group = cairn_ui_test_find (GTK_WIDGET (f->window), CAIRN_TYPE_PATH_GROUP, NULL);
  g_assert_nonnull (group);
  cairn_ui_test_click (
    cairn_ui_test_find (group, GTK_TYPE_BUTTON, "One place up; the first is the main path"));
  g_assert_true (cairn_element_first (f->diagram, CAIRN_KIND_PATH) == second);
  cairn_ui_test_click (cairn_ui_test_find (group, GTK_TYPE_BUTTON, "Delete this path"));
  g_assert_cmpuint (cairn_element_count (f->diagram, CAIRN_KIND_PATH), ==, 1);
}

static void
test_marks (Fixture *f, gconstpointer data)
{
  select_one (f, f->steps[0]);
  cairn_ui_test_key ("<Ctrl><Alt>m");
  cairn_ui_test_key ("<Ctrl><Alt>f");
  cairn_ui_test_key ("<Ctrl><Alt>k");
  g_assert_true (cairn_element_get_int (f->steps[0], CAIRN_PROP_MOMENT_OF_TRUTH));
  g_assert_true (cairn_element_get_int (f->steps[0], CAIRN_PROP_CLOCK_START));
  select_one (f, f->steps[1]);
  cairn_ui_test_key ("<Ctrl><Alt>f");
  g_assert_false (cairn_element_get_int (f->steps[0], CAIRN_PROP_FIRST_VALUE));
  g_assert_true (cairn_element_get_int (f->steps[1], CAIRN_PROP_FIRST_VALUE));
}

static CairnPoint
point_of (Fixture *f, CairnElement *element, double score)
{
  CairnPoint at;

  g_assert_true (
    cairn_scene_get_feeling_point (cairn_editor_get_scene (f->editor), element, score, &at));
  return cairn_viewport_to_view (&f->canvas->viewport, at.x, at.y);
}

static void
test_feelings (Fixture *f, gconstpointer data)
{
  CairnElement *stage = cairn_element_nth (f->diagram, CAIRN_KIND_STAGE, 2);
  CairnPoint from, to;

  select_one (f, f->steps[0]);
  cairn_ui_test_key ("<Alt>minus");
  cairn_ui_test_key ("<Alt>minus");
  cairn_ui_test_key ("<Ctrl><Alt>minus");
  g_assert_cmpfloat (cairn_element_get_number (f->steps[0], CAIRN_PROP_FEELING), ==, -1);
  g_assert_cmpfloat (cairn_element_get_number (f->steps[0], CAIRN_PROP_FEELING_WANTED), ==, -0.5);

  from = point_of (f, f->steps[0], -1);
  to = point_of (f, f->steps[0], 1.5);
  cairn_ui_test_drag (GTK_WIDGET (f->canvas), from.x, from.y, to.x, to.y, GDK_BUTTON_PRIMARY);
  g_assert_cmpfloat (cairn_element_get_number (f->steps[0], CAIRN_PROP_FEELING), ==, 1.5);

  /* A double click gives a stage its score, as long as nothing that has one is selected. */
  cairn_ui_test_key ("Escape");
  to = point_of (f, stage, -2);
  cairn_ui_test_click_at (GTK_WIDGET (f->canvas), to.x, to.y, GDK_BUTTON_PRIMARY, 2);
  g_assert_cmpfloat (cairn_element_get_number (stage, CAIRN_PROP_FEELING), ==, -2);

  select_one (f, f->steps[0]);
  cairn_ui_test_key ("<Alt>BackSpace");
  g_assert_true (isnan (cairn_element_get_number (f->steps[0], CAIRN_PROP_FEELING)));
}

/* The empty band comes and goes by its switch. */
static void
test_band (Fixture *f, gconstpointer data)
{
  CairnRect band;

  g_assert_false (cairn_scene_get_emotion_band (cairn_editor_get_scene (f->editor), &band));
  cairn_ui_test_key ("<Ctrl><Alt>e");
  g_assert_true (cairn_scene_get_emotion_band (cairn_editor_get_scene (f->editor), &band));
  cairn_ui_test_key ("<Ctrl><Alt>e");
  g_assert_false (cairn_scene_get_emotion_band (cairn_editor_get_scene (f->editor), &band));
}

static GtkWidget *
find_dialog (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

/* A template of one's own is saved, offered, and deleted again. */
static void
test_own_template (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) list = NULL;
  GtkWidget *dialog;

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.save-template", NULL);
  cairn_ui_test_wait (find_dialog (CAIRN_TYPE_TEMPLATE_DIALOG) != NULL);
  dialog = find_dialog (CAIRN_TYPE_TEMPLATE_DIALOG);
  cairn_ui_test_click (cairn_ui_test_find (dialog, GTK_TYPE_BUTTON, "_Save"));
  cairn_ui_test_wait (find_dialog (CAIRN_TYPE_TEMPLATE_DIALOG) == NULL);
  list = cairn_own_templates_list ();
  g_assert_cmpuint (list->len, ==, 1);

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.new", NULL);
  cairn_ui_test_wait (find_dialog (CAIRN_TYPE_NEW_DIALOG) != NULL);
  dialog = find_dialog (CAIRN_TYPE_NEW_DIALOG);
  cairn_ui_test_click (
    cairn_ui_test_find (dialog, GTK_TYPE_BUTTON, "Delete the template “New journey”"));
  g_clear_pointer (&list, g_ptr_array_unref);
  list = cairn_own_templates_list ();
  g_assert_cmpuint (list->len, ==, 0);
  gtk_window_close (GTK_WINDOW (dialog));
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("cairn-test-XXXXXX", NULL);
  int result;

  g_setenv ("XDG_DATA_HOME", folder, TRUE);
  cairn_ui_test_init (&argc, &argv);
  application = GTK_APPLICATION (cairn_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
#define ADD(name, function) g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/marks/path-from-selection", test_path_from_selection);
  ADD ("/marks/picking", test_picking);
  ADD ("/marks/list", test_list);
  ADD ("/marks/marks", test_marks);
  ADD ("/marks/feelings", test_feelings);
  ADD ("/marks/band", test_band);
  ADD ("/marks/own-template", test_own_template);
#undef ADD
  result = g_test_run ();
  g_clear_object (&application);
  return result;
}
