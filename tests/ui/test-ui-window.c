/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/cairn-application.h"
#include "io/cairn-file.h"
#include "io/cairn-journey.h"
#include "canvas/cairn-canvas.h"
#include "command/cairn-element-commands.h"
#include "ui/cairn-beside-view.h"
#include "ui/cairn-main-window.h"

#include "cairn-ui-test.h"

#include <glib/gstdio.h>
#include <string.h>

static const char JOURNEY[]
  = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"1\" requires=\"%d\" "
    "id=\"journey-1\" name=\"Test\">\n"
    "  <segment id=\"segment-1\" name=\"Everybody\">\n"
    "    <swimlane id=\"swimlane-1\" name=\"Welcome\">\n"
    "      <lane id=\"lane-1\" name=\"Customer\" kind=\"customer\"/>\n"
    "      <lane id=\"lane-2\" name=\"CSM\"/>\n"
    "      <stage id=\"stage-1\" name=\"First\"/>\n"
    "      <stage id=\"stage-2\" name=\"Second\"/>\n"
    "    </swimlane>\n"
    "    <swimlane id=\"swimlane-2\" name=\"Renewal\">\n"
    "      <lane id=\"lane-3\" name=\"CSM\"/>\n"
    "      <stage id=\"stage-3\" name=\"Only\"/>\n"
    "    </swimlane>\n"
    "  </segment>\n"
    "</journey>\n";

typedef struct
{
  char *folder;
  char *path;
  CairnMainWindow *window; /* NULL once closed */
} Fixture;

static GtkApplication *application;

static void
write_journey (const char *path, int requires)
{
  g_autofree char *text = g_strdup_printf (JOURNEY, requires);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static CairnElement *
lookup (Fixture *f, const char *id)
{
  CairnEditor *editor = cairn_main_window_get_editor (f->window);

  return cairn_document_lookup (cairn_editor_get_document (editor), id);
}

static void
open_journey (Fixture *f, int requires)
{
  g_autoptr (GFile) file = g_file_new_for_path (f->path);

  write_journey (f->path, requires);
  f->window = cairn_main_window_new (application);
  g_object_add_weak_pointer (G_OBJECT (f->window), (gpointer *) &f->window);
  cairn_ui_test_open (GTK_WINDOW (f->window));
  cairn_main_window_open (f->window, file);
  cairn_ui_test_wait (cairn_main_window_get_file (f->window) != NULL);
  cairn_ui_test_settle ();
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->folder = g_dir_make_tmp ("cairn-window-XXXXXX", NULL);
  f->path = g_build_filename (f->folder, "welcome.cairn", NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->window != NULL)
    cairn_ui_test_close (GTK_WINDOW (f->window));
  g_remove (f->path);
  g_rmdir (f->folder);
  g_free (f->path);
  g_free (f->folder);
}

static GtkWidget *
find (Fixture *f, GType type, const char *text)
{
  GtkWidget *found = cairn_ui_test_find (GTK_WIDGET (f->window), type, text);

  g_assert_nonnull (found);
  return found;
}

/* Where a cell stands on the canvas, whose view is fitted to the whole map. */
static CairnPoint
find_cell (Fixture *f, GtkWidget *canvas, const char *lane, const char *stage)
{
  CairnEditor *editor = cairn_main_window_get_editor (f->window);
  CairnLayout *layout = cairn_editor_get_layout (editor);
  const CairnBox *row = cairn_layout_find (layout, lookup (f, lane), CAIRN_BOX_LANE);
  const CairnBox *column = cairn_layout_find (layout, lookup (f, stage), CAIRN_BOX_STAGE);
  CairnViewport viewport;

  cairn_viewport_init (&viewport);
  cairn_scene_setup_viewport (cairn_editor_get_scene (editor), &viewport);
  cairn_viewport_set_size (&viewport, gtk_widget_get_width (canvas),
                           gtk_widget_get_height (canvas));
  cairn_viewport_fit (&viewport);
  return cairn_viewport_to_view (&viewport, column->rect.x + column->rect.width / 2,
                                 row->rect.y + row->rect.height / 2);
}

static void
place_touchpoint (Fixture *f, const char *title)
{
  GtkWidget *canvas = find (f, CAIRN_TYPE_CANVAS, NULL);
  CairnPoint at = find_cell (f, canvas, "lane-2", "stage-1");

  cairn_ui_test_click (find (f, GTK_TYPE_TOGGLE_BUTTON, "Touchpoint"));
  cairn_ui_test_click_at (canvas, at.x, at.y, 1, 1);
  cairn_ui_test_type (title);
  cairn_ui_test_type ("\n");
}

static guint
count_steps (CairnDocument *document)
{
  return cairn_element_count (cairn_document_lookup (document, "swimlane-1"), CAIRN_KIND_STEP);
}

static CairnDocument *
get_document (Fixture *f)
{
  return cairn_editor_get_document (cairn_main_window_get_editor (f->window));
}

static gboolean
is_modified (Fixture *f)
{
  return cairn_history_get_modified (
    cairn_editor_get_history (cairn_main_window_get_editor (f->window)));
}

static void
test_draw_save_reopen (Fixture *f, gconstpointer data)
{
  g_autoptr (CairnDocument) reread = NULL;
  g_autoptr (GError) error = NULL;
  CairnElement *swimlane = NULL;

  open_journey (f, 1);
  place_touchpoint (f, "Welcome call");
  g_assert_cmpuint (count_steps (get_document (f)), ==, 1);
  cairn_ui_test_key ("Tab");
  cairn_ui_test_type ("Send the plan\n");
  g_assert_cmpuint (count_steps (get_document (f)), ==, 2);
  g_assert_true (g_str_has_prefix (gtk_window_get_title (GTK_WINDOW (f->window)), "Welcome — •"));

  cairn_ui_test_key ("<Ctrl>s");
  cairn_ui_test_wait (!is_modified (f));
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (f->window)), ==, "Welcome — welcome.cairn");
  reread = cairn_journey_read_file (f->path, NULL, NULL, &error);
  g_assert_no_error (error);
  swimlane = cairn_document_lookup (reread, "swimlane-1");
  g_assert_cmpuint (count_steps (reread), ==, 2);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_FLOW), ==, 1);
  g_assert_cmpstr (cairn_element_get_title (cairn_element_nth (swimlane, CAIRN_KIND_STEP, 0)), ==,
                   "Welcome call");
  g_assert_cmpstr (cairn_element_get_title (cairn_element_nth (swimlane, CAIRN_KIND_STEP, 1)), ==,
                   "Send the plan");
}

static void
test_undo (Fixture *f, gconstpointer data)
{
  GtkWidget *undo = NULL;

  open_journey (f, 1);
  place_touchpoint (f, "Welcome call");
  while (is_modified (f))
    cairn_ui_test_key ("<Ctrl>z");
  g_assert_cmpuint (count_steps (get_document (f)), ==, 0);
  while (cairn_history_get_can_redo (
    cairn_editor_get_history (cairn_main_window_get_editor (f->window))))
    cairn_ui_test_key ("<Ctrl><Shift>z");
  g_assert_cmpuint (count_steps (get_document (f)), ==, 1);

  cairn_ui_test_key ("Delete");
  g_assert_cmpuint (count_steps (get_document (f)), ==, 0);
  undo = find (f, GTK_TYPE_BUTTON, "Undo “Delete” (Ctrl+Z)");
  cairn_ui_test_click (undo);
  g_assert_cmpuint (count_steps (get_document (f)), ==, 1);
}

/* Keys that mean something on the map mean text in an entry. */
static void
test_keys_in_entry (Fixture *f, gconstpointer data)
{
  open_journey (f, 1);
  place_touchpoint (f, "Welcome call");
  /* A double click begins to rename; the label in place is an entry. */
  cairn_ui_test_key ("F2");
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_key ("Delete");
  cairn_ui_test_type ("Call\n");
  g_assert_cmpuint (count_steps (get_document (f)), ==, 1);
  g_assert_cmpstr (
    cairn_element_get_title (cairn_element_nth (lookup (f, "swimlane-1"), CAIRN_KIND_STEP, 0)), ==,
    "Call");
}

static GtkWindow *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static void
answer (GtkWindow *dialog, const char *label)
{
  GtkWidget *button = cairn_ui_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, label);

  g_assert_nonnull (button);
  cairn_ui_test_click (button);
}

static void
assert_heading (GtkWindow *dialog, const char *heading)
{
  g_assert_cmpstr (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (dialog)), ==, heading);
}

static void
test_unsaved_question (Fixture *f, gconstpointer data)
{
  GtkWindow *dialog = NULL;

  open_journey (f, 1);
  place_touchpoint (f, "Welcome call");
  cairn_ui_test_key ("<Ctrl>w");
  cairn_ui_test_wait ((dialog = find_dialog ()) != NULL);
  assert_heading (dialog, "Save Changes to “welcome.cairn”?");
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (find_dialog () == NULL);
  g_assert_nonnull (f->window);

  cairn_ui_test_key ("<Ctrl>w");
  cairn_ui_test_wait ((dialog = find_dialog ()) != NULL);
  answer (dialog, "_Discard");
  cairn_ui_test_wait (gtk_application_get_windows (application) == NULL);
}

static void
test_changed_on_disk (Fixture *f, gconstpointer data)
{
  GtkWindow *dialog = NULL;
  g_autofree char *before = NULL, *after = NULL;

  open_journey (f, 1);
  place_touchpoint (f, "Welcome call");
  g_file_get_contents (f->path, &before, NULL, NULL);
  {
    g_autofree char *longer = g_strconcat (before, "<!-- somebody else -->\n", NULL);

    g_file_set_contents (f->path, longer, -1, NULL);
  }
  cairn_ui_test_key ("<Ctrl>s");
  cairn_ui_test_wait ((dialog = find_dialog ()) != NULL);
  assert_heading (dialog, "“welcome.cairn” Has Changed on Disk");
  g_file_get_contents (f->path, &after, NULL, NULL);
  g_assert_nonnull (strstr (after, "somebody else"));
  g_assert_true (is_modified (f));
  answer (dialog, "_Replace It");
  cairn_ui_test_wait (!is_modified (f));
}

static void
test_read_only (Fixture *f, gconstpointer data)
{
  open_journey (f, 99);
  g_assert_true (cairn_editor_get_read_only (cairn_main_window_get_editor (f->window)));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (f->window), "save"));
  g_assert_false (g_action_group_get_action_enabled (G_ACTION_GROUP (f->window), "add-lane"));
  g_assert_true (gtk_info_bar_get_revealed (GTK_INFO_BAR (find (f, GTK_TYPE_INFO_BAR, NULL))));
}

/* What a crash left behind comes back as unsaved work, and goes to its own file when it is saved.
 */
static void
test_restore (Fixture *f, gconstpointer data)
{
  g_autofree char *copy = g_build_filename (f->folder, "copy", NULL);
  CairnLeftover leftover = { copy, f->path, 0 };
  g_autofree char *saved = NULL;
  g_autoptr (GError) error = NULL;

  open_journey (f, 1);
  cairn_ui_test_close (GTK_WINDOW (f->window));
  leftover.saved_at = g_get_real_time () / G_USEC_PER_SEC + 1;
  {
    g_autofree char *text = g_strdup_printf (JOURNEY, 1);
    g_autoptr (GString) changed = g_string_new (text);

    g_string_replace (changed, "Renewal", "Rescued", 0);
    g_file_set_contents (copy, changed->str, -1, NULL);
  }
  f->window = cairn_main_window_new (application);
  g_object_add_weak_pointer (G_OBJECT (f->window), (gpointer *) &f->window);
  cairn_ui_test_open (GTK_WINDOW (f->window));
  g_assert_true (cairn_main_window_restore (f->window, &leftover, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (f->window)), ==, "Welcome — • welcome.cairn");
  g_assert_false (g_file_test (copy, G_FILE_TEST_EXISTS));
  cairn_ui_test_key ("<Ctrl>s");
  cairn_ui_test_wait (
    g_str_equal (gtk_window_get_title (GTK_WINDOW (f->window)), "Welcome — welcome.cairn"));
  g_file_get_contents (f->path, &saved, NULL, NULL);
  g_assert_nonnull (strstr (saved, "Rescued"));
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  CairnEditor *editor;
  gboolean shown;

  open_journey (f, 1);
  editor = cairn_main_window_get_editor (f->window);
  cairn_ui_test_key ("<Ctrl>Page_Down");
  g_assert_true (cairn_editor_get_diagram (editor) == lookup (f, "swimlane-2"));
  cairn_ui_test_key ("<Ctrl>Page_Up");
  g_assert_true (cairn_editor_get_diagram (editor) == lookup (f, "swimlane-1"));

  cairn_ui_test_key ("<Ctrl><Shift>l");
  cairn_ui_test_type ("Partner\n");
  g_assert_cmpuint (cairn_element_count (lookup (f, "swimlane-1"), CAIRN_KIND_LANE), ==, 3);
  cairn_ui_test_key ("<Ctrl><Shift>k");
  cairn_ui_test_type ("Third\n");
  g_assert_cmpuint (cairn_element_count (lookup (f, "swimlane-1"), CAIRN_KIND_STAGE), ==, 3);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GVariant) before
        = g_action_group_get_action_state (G_ACTION_GROUP (f->window), "show-inspector");
      g_autoptr (GVariant) after = NULL;

      shown = g_variant_get_boolean (before);
      cairn_ui_test_key ("F9");
      after = g_action_group_get_action_state (G_ACTION_GROUP (f->window), "show-inspector");
      g_assert_true (g_variant_get_boolean (after) == !shown);
    }
  /* F6 goes round and comes back to the map. */
  gtk_widget_grab_focus (find (f, CAIRN_TYPE_CANVAS, NULL));
  cairn_ui_test_key ("F6");
  g_assert_false (CAIRN_IS_CANVAS (gtk_window_get_focus (GTK_WINDOW (f->window))));
  cairn_ui_test_key ("<Shift>F6");
  g_assert_true (CAIRN_IS_CANVAS (gtk_window_get_focus (GTK_WINDOW (f->window))));
}

/* F12 shows a second diagram; it follows changes, and changes places with the one that is edited.
 */
static void
test_beside (Fixture *f, gconstpointer data)
{
  CairnBesideView *beside;

  open_journey (f, 1);
  g_assert_null (cairn_ui_test_find (GTK_WIDGET (f->window), CAIRN_TYPE_BESIDE_VIEW, NULL));
  cairn_ui_test_key ("F12");
  beside = CAIRN_BESIDE_VIEW (find (f, CAIRN_TYPE_BESIDE_VIEW, NULL));
  g_assert_true (cairn_beside_view_get_diagram (beside) == lookup (f, "swimlane-2"));
  cairn_command_rename (cairn_editor_get_history (cairn_main_window_get_editor (f->window)),
                        lookup (f, "swimlane-2"), "Next term");
  cairn_ui_test_settle ();
  find (f, GTK_TYPE_LABEL, "Everybody › Next term");
  cairn_ui_test_click (find (f, GTK_TYPE_BUTTON, "Let the two diagrams change places"));
  g_assert_true (cairn_beside_view_get_diagram (beside) == lookup (f, "swimlane-1"));
  g_assert_true (cairn_editor_get_diagram (cairn_main_window_get_editor (f->window))
                 == lookup (f, "swimlane-2"));
  cairn_ui_test_key ("F12");
  g_assert_null (cairn_beside_view_get_diagram (beside));
  g_assert_true (
    cairn_history_undo (cairn_editor_get_history (cairn_main_window_get_editor (f->window))));
}

int
main (int argc, char **argv)
{
  int result;

  cairn_ui_test_init (&argc, &argv);
  application = GTK_APPLICATION (cairn_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
#define ADD(name, func) g_test_add ("/ui/window/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("draw-save-reopen", test_draw_save_reopen);
  ADD ("beside", test_beside);
  ADD ("undo", test_undo);
  ADD ("keys-in-entry", test_keys_in_entry);
  ADD ("unsaved-question", test_unsaved_question);
  ADD ("changed-on-disk", test_changed_on_disk);
  ADD ("read-only", test_read_only);
  ADD ("restore", test_restore);
  ADD ("keys", test_keys);
#undef ADD
  result = g_test_run ();
  g_clear_object (&application);
  return result;
}
