/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding things in a journey and among the commands, with real keys. */
#include "app/cairn-application.h"
#include "canvas/cairn-canvas-private.h"
#include "command/cairn-plan-commands.h"
#include "io/cairn-journey.h"
#include "ui/cairn-find-bar.h"
#include "ui/cairn-main-window-private.h"
#include "ui/cairn-palette.h"
#include "ui/cairn-settings.h"

#include "cairn-ui-test.h"

#include <string.h>

static const char JOURNEY[]
  = "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"1\" id=\"journey-1\" "
    "name=\"Test\">"
    "<segment id=\"segment-1\" name=\"Everybody\">"
    "<swimlane id=\"swimlane-1\" name=\"Welcome\">"
    "<lane id=\"lane-1\" name=\"Customer\"/><lane id=\"lane-2\" name=\"CSM\"/>"
    "<stage id=\"stage-1\" name=\"First\"/><stage id=\"stage-2\" name=\"Second\"/>"
    "<step id=\"step-1\" title=\"Kick-off call\" lane=\"lane-2\" stage=\"stage-1\"/>"
    "<step id=\"step-2\" title=\"Plan\" lane=\"lane-2\" stage=\"stage-1\"/></swimlane>"
    "<swimlane id=\"swimlane-2\" name=\"Renewal\"><lane id=\"lane-3\" name=\"CSM\"/>"
    "<stage id=\"stage-3\" name=\"Only\"/>"
    "<step id=\"step-3\" title=\"Renewal Call\" lane=\"lane-3\" stage=\"stage-3\"/></swimlane>"
    "</segment><playbook id=\"playbook-1\" name=\"How to call\">"
    "<task id=\"task-1\" title=\"Recall the goals\"/></playbook></journey>";

typedef struct
{
  CairnMainWindow *window;
  CairnEditor *editor;
} Fixture;

static GtkApplication *application;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (JOURNEY, sizeof JOURNEY - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnDocument) document = cairn_journey_read_bytes (bytes, "test.cairn", NULL, &error);

  g_assert_no_error (error);
  f->window = cairn_main_window_new (application);
  cairn_main_window_set_document (f->window, document);
  f->editor = cairn_main_window_get_editor (f->window);
  cairn_ui_test_open (GTK_WINDOW (f->window));
  gtk_widget_grab_focus (GTK_WIDGET (f->window->canvas));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cairn_ui_test_close (GTK_WINDOW (f->window));
}

static CairnElement *
lookup (Fixture *f, const char *id)
{
  return cairn_document_lookup (cairn_editor_get_document (f->editor), id);
}

static GtkWidget *
find (Fixture *f, GType type, const char *text)
{
  return cairn_ui_test_find (GTK_WIDGET (f->window), type, text);
}

static gboolean
is_selected (Fixture *f, const char *id)
{
  return cairn_selection_get_n (cairn_editor_get_selection (f->editor)) == 1
         && cairn_selection_contains (cairn_editor_get_selection (f->editor), id);
}

static void
assert_lit (Fixture *f, guint n)
{
  GHashTable *lit = f->window->canvas->lit;

  g_assert_cmpuint (lit != NULL ? g_hash_table_size (lit) : 0, ==, n);
}

/* From one to the next, over the borders of diagrams and into a playbook, and around. */
static void
test_find (Fixture *f, gconstpointer data)
{
  cairn_ui_test_key ("<Ctrl>f");
  cairn_ui_test_type ("call\n");
  g_assert_true (is_selected (f, "step-1"));
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "1 of 4"));
  assert_lit (f, 4);
  cairn_ui_test_key ("F3");
  g_assert_true (is_selected (f, "step-3"));
  g_assert_true (cairn_editor_get_diagram (f->editor) == lookup (f, "swimlane-2"));
  cairn_ui_test_key ("<Ctrl>g");
  g_assert_true (is_selected (f, "playbook-1"));
  cairn_ui_test_key ("F3");
  g_assert_true (is_selected (f, "playbook-1"));
  cairn_ui_test_key ("F3");
  g_assert_true (is_selected (f, "step-1"));
  cairn_ui_test_key ("<Shift>F3");
  cairn_ui_test_key ("<Ctrl><Shift>g");
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "3 of 4"));

  cairn_ui_test_key ("<Alt>w");
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "3 places"));
  cairn_ui_test_key ("<Alt>c");
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "2 places"));
  cairn_ui_test_key ("Escape");
  g_assert_false (cairn_find_bar_is_open (f->window->find_bar));
  assert_lit (f, 0);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (f->window)) == GTK_WIDGET (f->window->canvas));
}

/* What is to be done about a stage leads to the stage. */
static void
test_find_action (Fixture *f, gconstpointer data)
{
  cairn_command_add_action (cairn_editor_get_history (f->editor), lookup (f, "stage-2"),
                            &(CairnActionWords){ "Reassign the queue", "", "", "" });
  cairn_ui_test_key ("<Control>f");
  cairn_ui_test_type ("reassign\n");
  cairn_ui_test_wait (is_selected (f, "stage-2"));
}

static void
test_replace (Fixture *f, gconstpointer data)
{
  CairnHistory *history = cairn_editor_get_history (f->editor);

  cairn_ui_test_key ("<Ctrl>h");
  cairn_ui_test_type ("call");
  cairn_ui_test_key ("Tab"); /* the button that empties the entry is none to stop at */
  gtk_widget_grab_focus (find (f, GTK_TYPE_ENTRY, NULL));
  cairn_ui_test_type ("recall\n");
  g_assert_true (is_selected (f, "step-1"));
  cairn_ui_test_type ("\n");
  g_assert_cmpstr (cairn_element_get_title (lookup (f, "step-1")), ==, "Kick-off recall");
  g_assert_true (is_selected (f, "step-3")); /* not what was just put in */
  g_assert_true (cairn_history_undo (history));
  g_assert_false (cairn_history_get_can_undo (history));
  cairn_ui_test_settle ();

  cairn_ui_test_click (find (f, GTK_TYPE_BUTTON, "Replace _All"));
  g_assert_cmpstr (cairn_element_get_title (lookup (f, "step-3")), ==, "Renewal recall");
  g_assert_cmpstr (cairn_element_get_title (lookup (f, "task-1")), ==, "Rerecall the goals");
  g_assert_true (cairn_history_undo (history));
  g_assert_false (cairn_history_get_can_undo (history));
  g_assert_cmpstr (cairn_element_get_title (lookup (f, "task-1")), ==, "Recall the goals");
}

static GtkWindow *
find_toplevel (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static GtkWidget *
open_palette (const char *key)
{
  GtkWindow *palette = NULL;

  cairn_ui_test_key (key);
  cairn_ui_test_wait ((palette = find_toplevel (CAIRN_TYPE_PALETTE)) != NULL);
  cairn_ui_test_wait (gtk_window_is_active (palette));
  cairn_ui_test_settle ();
  return GTK_WIDGET (palette);
}

static void
test_palette (Fixture *f, gconstpointer data)
{
  CairnElement *swimlane = lookup (f, "swimlane-1");
  GtkWidget *palette = open_palette ("<Ctrl><Shift>p");

  /* A few letters of its words. */
  cairn_ui_test_type ("lane add");
  g_assert_nonnull (cairn_ui_test_find (palette, GTK_TYPE_LABEL, "Ctrl+Shift+L"));
  cairn_ui_test_type ("\n");
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_PALETTE) == NULL);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_LANE), ==, 3);
  cairn_ui_test_key ("Escape");

  /* What was done last comes first. */
  palette = open_palette ("<Ctrl>slash");
  cairn_ui_test_type ("\n");
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_PALETTE) == NULL);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_LANE), ==, 4);
  cairn_ui_test_key ("Escape");

  /* What cannot be done says why, and is not done. */
  cairn_ui_test_key ("<Ctrl><Shift>a");
  palette = open_palette ("<Ctrl><Shift>p");
  cairn_ui_test_type ("duplicate");
  g_assert_nonnull (cairn_ui_test_find (palette, GTK_TYPE_LABEL, "Nothing is selected"));
  cairn_ui_test_type ("\n");
  g_assert_nonnull (find_toplevel (CAIRN_TYPE_PALETTE));

  /* To a step in another diagram. */
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_type ("renewal call");
  cairn_ui_test_screenshot ("palette");
  cairn_ui_test_type ("\n");
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_PALETTE) == NULL);
  g_assert_true (is_selected (f, "step-3"));
  g_assert_true (cairn_editor_get_diagram (f->editor) == lookup (f, "swimlane-2"));

  open_palette ("<Ctrl><Shift>p");
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_PALETTE) == NULL);
}

/* Letters choose tools unless people want it otherwise. */
static void
test_letters_off (Fixture *f, gconstpointer data)
{
  g_autoptr (GSettings) settings = cairn_settings_new ();
  GtkWindow *preferences = NULL;

  cairn_selection_clear (cairn_editor_get_selection (f->editor));
  cairn_ui_test_type ("h");
  g_assert_cmpint (cairn_editor_get_tool (f->editor), ==, CAIRN_TOOL_HAND);
  cairn_ui_test_type ("v");
  g_assert_cmpint (cairn_editor_get_tool (f->editor), ==, CAIRN_TOOL_SELECT);

  cairn_ui_test_key ("<Ctrl>comma");
  cairn_ui_test_wait ((preferences = find_toplevel (ADW_TYPE_PREFERENCES_WINDOW)) != NULL);
  cairn_ui_test_settle ();
  cairn_ui_test_click (cairn_ui_test_find (GTK_WIDGET (preferences), GTK_TYPE_SWITCH, NULL));
  g_assert_false (g_settings_get_boolean (settings, "single-letters"));
  cairn_ui_test_screenshot ("preferences");
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (find_toplevel (ADW_TYPE_PREFERENCES_WINDOW) == NULL);
  gtk_widget_grab_focus (GTK_WIDGET (f->window->canvas));
  cairn_ui_test_type ("h");
  g_assert_cmpint (cairn_editor_get_tool (f->editor), ==, CAIRN_TOOL_SELECT);
  g_settings_reset (settings, "single-letters");
}

int
main (int argc, char **argv)
{
  int result;

  cairn_ui_test_init (&argc, &argv);
  application = GTK_APPLICATION (cairn_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
#define ADD(name, func) g_test_add ("/finding/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("find", test_find);
  ADD ("find-action", test_find_action);
  ADD ("replace", test_replace);
  ADD ("palette", test_palette);
  ADD ("letters-off", test_letters_off);
#undef ADD
  result = g_test_run ();
  g_clear_object (&application);
  return result;
}
