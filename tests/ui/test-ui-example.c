/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A template is alive without a database: its customers are invented, in the background, and the
 * window says so. */
#include "app/cairn-application.h"
#include "io/cairn-journey-save.h"
#include "io/cairn-templates.h"
#include "ui/cairn-main-window.h"

#include "cairn-ui-test.h"

#include <glib/gstdio.h>
#include <string.h>

static GtkApplication *application;

typedef struct
{
  char *folder;
  char *elsewhere;
  char *journey;
  CairnMainWindow *window;
  CairnEditor *editor;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (CairnDocument) document = cairn_templates_load ("onboarding-sipoc", NULL);
  g_autoptr (GBytes) bytes = cairn_journey_write_bytes (document);
  g_autoptr (GFile) file = NULL;

  f->folder = g_dir_make_tmp ("cairn-example-XXXXXX", NULL);
  f->elsewhere = g_build_filename (f->folder, "elsewhere", NULL);
  f->journey = g_build_filename (f->folder, "test.cairn", NULL);
  g_assert_cmpint (g_mkdir (f->elsewhere, 0700), ==, 0);
  g_assert_true (cairn_journey_save_new (bytes, f->journey, NULL));
  f->window = cairn_main_window_new (application);
  cairn_ui_test_open (GTK_WINDOW (f->window));
  file = g_file_new_for_path (f->journey);
  cairn_main_window_open (f->window, file);
  cairn_ui_test_wait (cairn_main_window_get_file (f->window) != NULL);
  f->editor = cairn_main_window_get_editor (f->window);
  cairn_ui_test_wait (cairn_editor_get_timings (f->editor) != NULL);
  cairn_ui_test_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (f->elsewhere, "copy.cairn", NULL);

  cairn_ui_test_close (GTK_WINDOW (f->window));
  g_remove (copy);
  g_remove (f->journey);
  g_rmdir (f->elsewhere);
  g_rmdir (f->folder);
  g_free (f->elsewhere);
  g_free (f->journey);
  g_free (f->folder);
}

static CairnElement *
lookup (Fixture *f, const char *id)
{
  return cairn_document_lookup (cairn_editor_get_document (f->editor), id);
}

static gboolean
shows (Fixture *f, const char *text)
{
  return cairn_ui_test_find (GTK_WIDGET (f->window), GTK_TYPE_LABEL, text) != NULL;
}

/* Also after its target was changed: then it is made anew. */
static void
test_making (Fixture *f, gconstpointer data)
{
  CairnHistory *history = cairn_editor_get_history (f->editor);
  CairnElement *step = lookup (f, "item-11");

  g_assert_true (shows (f, "The timings are example data: the customers in them are invented."));
  g_assert_nonnull (cairn_editor_get_cell (f->editor, step));
  cairn_history_begin (history, "Test");
  cairn_history_set_int (history, step, CAIRN_PROP_TARGET, 50 * 86400);
  cairn_history_end (history);
  cairn_ui_test_wait (shows (f, "Making example data…"));
  cairn_ui_test_wait (!shows (f, "Making example data…"));
  cairn_ui_test_wait (cairn_editor_get_cell (f->editor, step) != NULL
                      && cairn_editor_get_cell (f->editor, step)->target == 50 * 86400);
}

/* A step that is a stage has its figures in the inspector, and in words in the picture. */
static void
test_step (Fixture *f, gconstpointer data)
{
  CairnElement *step = lookup (f, "item-11");
  CairnElement *requirement = lookup (f, "requirement-5");
  CairnScene *scene = cairn_editor_get_scene (f->editor);
  CairnSceneGroup of_step = { .id = "item-11", .element = step, .kind = "item" };
  CairnSceneGroup of_requirement
    = { .id = "requirement-5", .element = requirement, .kind = "requirement" };
  g_autofree char *step_text = cairn_scene_dup_description (scene, &of_step);
  g_autofree char *requirement_text = cairn_scene_dup_description (scene, &of_requirement);

  g_assert_nonnull (strstr (step_text, "customers are here now"));
  g_assert_true (g_str_has_suffix (requirement_text, ", not met"));
  g_assert_false (shows (f, "Timings of Migrate data · live"));
  cairn_selection_set_one (cairn_editor_get_selection (f->editor), "item-11");
  cairn_ui_test_settle ();
  g_assert_true (shows (f, "Timings of Migrate data · live"));
  cairn_selection_set_one (cairn_editor_get_selection (f->editor), "item-1");
  cairn_ui_test_settle ();
  g_assert_false (shows (f, "Timings of Migrate data · live"));
}

/* Asked for twice and let go of at once: the first is not shown, nothing is left waiting. */
static void
test_again (Fixture *f, gconstpointer data)
{
  GActionGroup *actions = G_ACTION_GROUP (f->window);

  g_action_group_activate_action (actions, "refresh", NULL);
  g_assert_true (g_action_group_get_action_enabled (actions, "cancel-loading"));
  g_action_group_activate_action (actions, "refresh", NULL);
  g_action_group_activate_action (actions, "cancel-loading", NULL);
  g_assert_false (g_action_group_get_action_enabled (actions, "cancel-loading"));
  cairn_ui_test_settle ();
  g_assert_null (cairn_editor_get_timings (f->editor));
  g_action_group_activate_action (actions, "refresh", NULL);
  cairn_ui_test_wait (cairn_editor_get_timings (f->editor) != NULL);
}

static GtkWindow *
find_dialog (Fixture *f)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (GTK_IS_FILE_CHOOSER (l->data) && gtk_widget_get_mapped (l->data))
      return l->data;
  return NULL;
}

/* The example goes along wherever the journey is saved. */
static void
test_elsewhere (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->elsewhere, "copy.cairn", NULL);
  g_autoptr (GFile) copy = g_file_new_for_path (path);

  cairn_ui_test_key ("<Control><Shift>s");
  cairn_ui_test_wait (find_dialog (f) != NULL);
  cairn_ui_test_settle ();
  gtk_file_chooser_set_file (GTK_FILE_CHOOSER (find_dialog (f)), copy, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (find_dialog (f)), "copy.cairn");
  cairn_ui_test_settle ();
  gtk_dialog_response (GTK_DIALOG (find_dialog (f)), GTK_RESPONSE_ACCEPT);
  cairn_ui_test_wait (g_file_equal (cairn_main_window_get_file (f->window), copy));
  g_assert_cmpstr (cairn_element_get_string (lookup (f, "source-1"), CAIRN_PROP_PATH), ==,
                   "example:Migrate data");
  cairn_ui_test_wait (cairn_editor_get_timings (f->editor) != NULL);
}

int
main (int argc, char **argv)
{
  int result;

  cairn_ui_test_init (&argc, &argv);
  application = GTK_APPLICATION (cairn_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
#define ADD(name, func) g_test_add ("/ui/example/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("making", test_making);
  ADD ("step", test_step);
  ADD ("again", test_again);
  ADD ("elsewhere", test_elsewhere);
#undef ADD
  result = g_test_run ();
  g_clear_object (&application);
  return result;
}
