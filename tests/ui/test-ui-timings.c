/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/cairn-application.h"
#include "command/cairn-plan-commands.h"
#include "timing/cairn-stage-study.h"
#include "ui/cairn-main-window.h"

#include "cairn-ui-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

static const char JOURNEY[]
  = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"1\" id=\"journey-1\" "
    "name=\"Test\">\n"
    "  <source id=\"source-1\" path=\"visits.db\"/>\n"
    "  <segment id=\"segment-1\" name=\"Enterprise\">\n"
    "    <swimlane id=\"swimlane-1\" name=\"Onboarding\">\n"
    "      <lane id=\"lane-1\" name=\"CSM\"/>\n"
    "      <stage id=\"stage-1\" name=\"Kick-off\" target=\"7d\"/>\n"
    "      <stage id=\"stage-2\" name=\"Adoption\" target=\"40d\"/>\n"
    "    </swimlane>\n"
    "  </segment>\n"
    "</journey>\n";

static const char SCHEMA[]
  = "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, segment TEXT);"
    "CREATE TABLE stage_visits (id INTEGER PRIMARY KEY, customer_id INTEGER, stage TEXT, owner "
    "TEXT, entered_at TEXT, started_at TEXT, left_at TEXT, updated_at TEXT);"
    "INSERT INTO customers VALUES (1, 'Globex', 'Enterprise'), (2, 'Initech', 'Enterprise'),"
    " (3, 'Hooli', 'Digital'), (4, 'Umbrella', 'Digital');"
    "INSERT INTO stage_visits (customer_id, stage, entered_at) VALUES"
    " (1, 'Kick-off', datetime ('now', '-20 days')), (2, 'Kick-off', datetime ('now', '-2 days')),"
    " (3, 'Kick-off', datetime ('now', '-1 days')), (4, 'Billing', datetime ('now', '-3 days'));";

static GtkApplication *application;

typedef struct
{
  char *folder;
  char *journey;
  char *database;
  sqlite3 *writer; /* somebody else's program */
  CairnMainWindow *window;
  CairnEditor *editor;
} Fixture;

static void
run_sql (Fixture *f, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (f->writer, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s", message);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) file = NULL;

  f->folder = g_dir_make_tmp ("cairn-timings-XXXXXX", NULL);
  f->journey = g_build_filename (f->folder, "test.cairn", NULL);
  f->database = g_build_filename (f->folder, "visits.db", NULL);
  g_assert_true (g_file_set_contents (f->journey, JOURNEY, -1, NULL));
  g_assert_cmpint (sqlite3_open (f->database, &f->writer), ==, SQLITE_OK);
  /* Somebody may be reading just now. */
  sqlite3_busy_timeout (f->writer, 10000);
  run_sql (f, SCHEMA);
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
  cairn_ui_test_close (GTK_WINDOW (f->window));
  g_assert_cmpint (sqlite3_close (f->writer), ==, SQLITE_OK);
  g_remove (f->journey);
  g_remove (f->database);
  g_rmdir (f->folder);
  g_free (f->journey);
  g_free (f->database);
  g_free (f->folder);
}

static guint
get_here (Fixture *f, const char *id)
{
  CairnElement *stage = cairn_document_lookup (cairn_editor_get_document (f->editor), id);
  const CairnCell *cell = cairn_editor_get_cell (f->editor, stage);

  return cell != NULL ? cell->here : 0;
}

static gboolean
shows (Fixture *f, GType type, const char *text)
{
  return cairn_ui_test_find (GTK_WIDGET (f->window), type, text) != NULL;
}

/* The first label that begins with @text. */
static gboolean
begins (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (widget)), text))
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (begins (child, text))
      return TRUE;
  return FALSE;
}

static void
test_commit (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (get_here (f, "stage-1"), ==, 2);
  g_assert_true (begins (GTK_WIDGET (f->window), "Live"));
  run_sql (f, "UPDATE stage_visits SET left_at = datetime ('now') WHERE customer_id = 1;"
              "INSERT INTO stage_visits (customer_id, stage, entered_at)"
              " VALUES (1, 'Adoption', datetime ('now'));");
  cairn_ui_test_wait (get_here (f, "stage-2") == 1);
  cairn_ui_test_wait (get_here (f, "stage-1") == 1);
}

/* The script for the owner of the database is one that runs, and what it notes is read. */
static void
test_change_log (Fixture *f, gconstpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (f->window));
  g_auto (GValue) script = G_VALUE_INIT;

  g_action_group_activate_action (G_ACTION_GROUP (f->window), "copy-change-log", NULL);
  cairn_ui_test_wait (begins (GTK_WIDGET (f->window), "The script is copied."));
  g_value_init (&script, G_TYPE_STRING);
  g_assert_true (
    gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &script, NULL));
  run_sql (f, g_value_get_string (&script));
  run_sql (f, "DELETE FROM stage_visits WHERE customer_id = 1;");
  cairn_ui_test_wait (get_here (f, "stage-1") == 1);
}

static void
test_choices (Fixture *f, gconstpointer data)
{
  GActionGroup *actions = G_ACTION_GROUP (f->window);

  g_assert_true (shows (f, GTK_TYPE_LABEL, "13 weeks"));
  cairn_ui_test_key ("F8");
  g_assert_true (shows (f, GTK_TYPE_LABEL, "26 weeks"));
  cairn_ui_test_key ("<Shift>F8");
  g_assert_true (shows (f, GTK_TYPE_LABEL, "13 weeks"));

  g_action_group_change_action_state (actions, "timings-segment", g_variant_new_string ("all"));
  g_assert_cmpuint (get_here (f, "stage-1"), ==, 3);
  g_action_group_change_action_state (actions, "timings-segment",
                                      g_variant_new_string ("segment:Digital"));
  g_assert_cmpuint (get_here (f, "stage-1"), ==, 1);
  cairn_ui_test_settle ();
  g_assert_true (shows (f, GTK_TYPE_LABEL, "Digital"));

  g_assert_true (cairn_editor_get_show_timings (f->editor));
  cairn_ui_test_key ("<Ctrl><Shift>o");
  g_assert_false (cairn_editor_get_show_timings (f->editor));
  cairn_ui_test_click (
    cairn_ui_test_find (GTK_WIDGET (f->window), GTK_TYPE_TOGGLE_BUTTON, "Timings"));
  g_assert_true (cairn_editor_get_show_timings (f->editor));
}

/* One value is not on the map; a new name for a stage in the document lets it count. */
static void
test_unmapped (Fixture *f, gconstpointer data)
{
  CairnHistory *history = cairn_editor_get_history (f->editor);
  CairnElement *stage = cairn_document_lookup (cairn_editor_get_document (f->editor), "stage-2");

  g_assert_nonnull (
    cairn_ui_test_find (GTK_WIDGET (f->window), GTK_TYPE_MENU_BUTTON, "1 value not on the map"));
  cairn_history_begin (history, "Test");
  cairn_history_set_string (history, stage, CAIRN_PROP_NAME, "Billing");
  cairn_history_end (history);
  g_action_group_change_action_state (G_ACTION_GROUP (f->window), "timings-segment",
                                      g_variant_new_string ("all"));
  cairn_ui_test_wait (get_here (f, "stage-2") == 1);
  cairn_ui_test_wait (
    cairn_ui_test_find (GTK_WIDGET (f->window), GTK_TYPE_MENU_BUTTON, "1 value not on the map")
    == NULL);
}

/* A hand can make the window as narrow as a small projector: the header says less and less. */
static void
test_narrow (Fixture *f, gconstpointer data)
{
  static const int widths[] = { 1600, 1500, 1360, 1240, 1024 };
  CairnHistory *history = cairn_editor_get_history (f->editor);
  CairnElement *segment
    = cairn_document_lookup (cairn_editor_get_document (f->editor), "segment-1");

  cairn_history_begin (history, "Test");
  cairn_history_set_string (history, segment, CAIRN_PROP_NAME,
                            "Enterprise customers of all regions with a plan of success");
  cairn_history_end (history);
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      gtk_window_set_default_size (GTK_WINDOW (f->window), widths[i], 700);
      /* Give or take the shadow around it. */
      cairn_ui_test_wait (gtk_widget_get_width (GTK_WIDGET (f->window)) <= widths[i]);
      cairn_ui_test_settle ();
    }
}

static void
test_vanished (Fixture *f, gconstpointer data)
{
  g_assert_cmpint (g_remove (f->database), ==, 0);
  cairn_ui_test_wait (begins (GTK_WIDGET (f->window), "stale since"));
  /* The last figures stay. */
  g_assert_cmpuint (get_here (f, "stage-1"), ==, 2);
}

/* What is missing from the start is said as plainly, and is read as soon as it is there. */
static void
test_returned (Fixture *f, gconstpointer data)
{
  g_autofree char *aside = g_strconcat (f->database, ".aside", NULL);

  g_assert_cmpint (g_rename (f->database, aside), ==, 0);
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "refresh", NULL);
  cairn_ui_test_wait (begins (GTK_WIDGET (f->window), "No timings: “"));
  g_assert_cmpint (g_rename (aside, f->database), ==, 0);
  cairn_ui_test_wait (begins (GTK_WIDGET (f->window), "Live"));
  g_assert_cmpuint (get_here (f, "stage-1"), ==, 2);
}

static gboolean
knows_effect (Fixture *f, CairnElement *stage)
{
  CairnStageStudy *study = cairn_editor_get_study (f->editor, stage);
  guint n = 0;

  if (study != NULL)
    cairn_stage_study_get_effects (study, &n);
  return n == 1;
}

/* The stages of the map that is shown are studied as a whole, and a change that is marked is asked
 * about without reading the database anew. */
static void
test_studies (Fixture *f, gconstpointer data)
{
  CairnElement *stage = cairn_document_lookup (cairn_editor_get_document (f->editor), "stage-1");

  cairn_ui_test_wait (cairn_editor_get_study (f->editor, stage) != NULL);
  g_assert_cmpuint (cairn_stage_study_get_figures (cairn_editor_get_study (f->editor, stage))->here,
                    ==, 2);
  cairn_command_add_change (cairn_editor_get_history (f->editor), stage, "Stand-up", "2026-01-05");
  cairn_ui_test_wait (knows_effect (f, stage));
}

int
main (int argc, char **argv)
{
  int result;

  cairn_ui_test_init (&argc, &argv);
  application = GTK_APPLICATION (cairn_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
#define ADD(name, func) g_test_add ("/ui/timings/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("commit", test_commit);
  ADD ("change-log", test_change_log);
  ADD ("choices", test_choices);
  ADD ("returned", test_returned);
  ADD ("unmapped", test_unmapped);
  ADD ("narrow", test_narrow);
  ADD ("vanished", test_vanished);
  ADD ("studies", test_studies);
#undef ADD
  result = g_test_run ();
  g_clear_object (&application);
  return result;
}
