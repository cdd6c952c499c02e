/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The assistant for data, with the keys and clicks of a person. */

#include "app/cairn-application.h"
#include "ui/cairn-main-window.h"
#include "ui/cairn-source-dialog.h"
#include "insight/cairn-source-sample.h"

#include "cairn-ui-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <utime.h>

static const char JOURNEY[]
  = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"3\" id=\"journey-1\" "
    "name=\"Test\">\n"
    "  <segment id=\"segment-1\" name=\"Enterprise\">\n"
    "    <swimlane id=\"swimlane-1\" name=\"Onboarding\">\n"
    "      <lane id=\"lane-1\" name=\"CSM\"/>\n"
    "      <stage id=\"stage-1\" name=\"Kick-off\" target=\"7d\"/>\n"
    "      <stage id=\"stage-2\" name=\"Adoption\" target=\"40d\"/>\n"
    "    </swimlane>\n"
    "  </segment>\n"
    "</journey>\n";

static GtkApplication *application;

typedef struct
{
  char *folder;
  char *journey;
  CairnMainWindow *window;
  CairnEditor *editor;
  GtkWidget *dialog;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) file = NULL;

  f->folder = g_dir_make_tmp ("cairn-assistant-XXXXXX", NULL);
  f->journey = g_build_filename (f->folder, "test.cairn", NULL);
  g_assert_true (g_file_set_contents (f->journey, JOURNEY, -1, NULL));
  f->window = cairn_main_window_new (application);
  cairn_ui_test_open (GTK_WINDOW (f->window));
  file = g_file_new_for_path (f->journey);
  cairn_main_window_open (f->window, file);
  cairn_ui_test_wait (cairn_main_window_get_file (f->window) != NULL);
  f->editor = cairn_main_window_get_editor (f->window);
  cairn_ui_test_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  GDir *dir;
  const char *name;

  cairn_ui_test_close (GTK_WINDOW (f->window));
  dir = g_dir_open (f->folder, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (f->folder, name, NULL);

      g_remove (path);
    }
  g_dir_close (dir);
  g_rmdir (f->folder);
  g_free (f->folder);
  g_free (f->journey);
}

static char *
write_file (Fixture *f, const char *name, const char *text)
{
  char *path = g_build_filename (f->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static guint
count_files (Fixture *f)
{
  GDir *dir = g_dir_open (f->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  g_dir_close (dir);
  return n;
}

static GtkWidget *
find_toplevel (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_mapped (window))
        return window;
    }
  return NULL;
}

static gboolean
shows (GtkWidget *root, GType type, const char *text)
{
  return cairn_ui_test_find (root, type, text) != NULL;
}

static gboolean
says (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget)
      && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, text))
      return TRUE;
  return FALSE;
}

static GtkWidget *
next_button (Fixture *f)
{
  return cairn_ui_test_find (f->dialog, GTK_TYPE_BUTTON, "_Next");
}

static void
open_assistant (Fixture *f, const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

  g_action_group_activate_action (G_ACTION_GROUP (f->window), "use-database",
                                  g_variant_new_string (uri));
  cairn_ui_test_wait ((f->dialog = find_toplevel (CAIRN_TYPE_SOURCE_DIALOG)) != NULL);
  cairn_ui_test_wait (gtk_window_is_active (GTK_WINDOW (f->dialog)));
  cairn_ui_test_wait (gtk_widget_get_sensitive (next_button (f)));
  cairn_ui_test_settle ();
}

/* Enter, and the page that it leads to. */
static void
go_on (Fixture *f, const char *sentence)
{
  cairn_ui_test_key ("Return");
  cairn_ui_test_wait (says (f->dialog, sentence));
  cairn_ui_test_settle ();
}

static void
choose_from (Fixture *f, const char *tip, const char *choice)
{
  GtkWidget *drop_down = cairn_ui_test_find (f->dialog, GTK_TYPE_DROP_DOWN, tip);
  GListModel *model;

  g_assert_nonnull (drop_down);
  model = gtk_drop_down_get_model (GTK_DROP_DOWN (drop_down));
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_str_equal (gtk_string_object_get_string (item), choice))
        gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), i);
    }
}

/* The drop-down above the column called @column. */
static void
choose_role (Fixture *f, const char *column, const char *role)
{
  g_autofree char *tip = g_strdup_printf ("What “%s” is", column);

  choose_from (f, tip, role);
}

static const char *
get_choice (Fixture *f, const char *tip)
{
  GtkWidget *drop_down = cairn_ui_test_find (f->dialog, GTK_TYPE_DROP_DOWN, tip);
  GtkStringObject *item;

  g_assert_nonnull (drop_down);
  item = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (drop_down));
  return gtk_string_object_get_string (item);
}

static CairnElement *
source_of (Fixture *f)
{
  return cairn_element_first (cairn_document_get_root (cairn_editor_get_document (f->editor)),
                              CAIRN_KIND_SOURCE);
}

static guint
get_here (Fixture *f, const char *id)
{
  CairnElement *stage = cairn_document_lookup (cairn_editor_get_document (f->editor), id);
  const CairnCell *cell = cairn_editor_get_cell (f->editor, stage);

  return cell != NULL ? cell->here : 0;
}

/* A database of somebody else's making; what its names do not tell is chosen by hand. */
static void
test_database (Fixture *f, gconstpointer data)
{
  g_autofree char *path = g_build_filename (f->folder, "crm.db", NULL);
  CairnElement *stage;
  GtkWidget *row;
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  /* Somebody may be reading just now. */
  sqlite3_busy_timeout (db, 10000);
  g_assert_cmpint (
    sqlite3_exec (
      db,
      "CREATE TABLE log (who TEXT, what TEXT, began TEXT, ceased TEXT, last_modified TEXT);"
      "INSERT INTO log VALUES ('Globex', 'kickof', '2026-10-01 10:00', NULL, NULL),"
      " ('Initech', 'Adoption', '2026-10-09 10:00', '2026-10-05 12:00', '2026-10-09'),"
      " ('Hooli', 'Procurement', '2026-10-02 10:00', '2026-10-08 12:00', '2026-10-08');",
      NULL, NULL, NULL),
    ==, SQLITE_OK);
  sqlite3_close (db);
  open_assistant (f, path);
  go_on (f, "What Does One Row Mean?");
  go_on (f, "What Is in Each Column?");
  g_assert_true (says (f->dialog, "Say which column names the customer."));
  g_assert_false (gtk_widget_get_sensitive (next_button (f)));
  choose_role (f, "who", "Customer");
  choose_role (f, "what", "Stage");
  choose_role (f, "began", "Entered");
  choose_role (f, "ceased", "Left");
  g_assert_cmpstr (get_choice (f, "What “last_modified” is"), ==, "Last Changed");
  cairn_ui_test_settle ();
  g_assert_true (gtk_widget_get_sensitive (next_button (f)));
  cairn_ui_test_click (next_button (f));
  cairn_ui_test_wait (says (f->dialog, "What This Means"));
  g_assert_true (says (f->dialog, "Hooli entered “Procurement” on 2 Oct 2026 10:00, left on 8 Oct "
                                  "2026 12:00 after 6 d 2 h."));
  g_assert_true (says (f->dialog, "left before it was entered"));
  cairn_ui_test_settle ();
  go_on (f, "Which Stage Is This?");
  row = cairn_ui_test_find (f->dialog, ADW_TYPE_COMBO_ROW, "kickof");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "1 customer · suggested by its name");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 1);
  row = cairn_ui_test_find (f->dialog, ADW_TYPE_COMBO_ROW, "Procurement");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (row)), ==, 0);

  /* There and back with the keyboard. */
  cairn_ui_test_key ("<Alt>Left");
  cairn_ui_test_wait (says (f->dialog, "What This Means"));
  cairn_ui_test_settle ();
  go_on (f, "Which Stage Is This?");
  cairn_ui_test_key ("Return");
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_SOURCE_DIALOG) == NULL);
  g_assert_cmpstr (cairn_element_get_string (source_of (f), CAIRN_PROP_PATH), ==, "crm.db");
  g_assert_cmpstr (cairn_element_get_string (source_of (f), CAIRN_PROP_ENTERED_COLUMN), ==,
                   "began");
  g_assert_cmpstr (cairn_element_get_string (source_of (f), CAIRN_PROP_UPDATED_COLUMN), ==,
                   "last_modified");
  stage = cairn_document_lookup (cairn_editor_get_document (f->editor), "stage-1");
  g_assert_cmpstr (cairn_element_get_title (cairn_element_first (stage, CAIRN_KIND_ALIAS)), ==,
                   "kickof");
  cairn_ui_test_wait (get_here (f, "stage-1") == 1);

  /* One step of undo takes all of it back. */
  g_assert_true (cairn_history_undo (cairn_editor_get_history (f->editor)));
  g_assert_null (source_of (f));
  g_assert_null (cairn_element_first (stage, CAIRN_KIND_ALIAS));
}

/* A CSV whose dates can be read in two ways; then the file of the next week. */
static void
test_csv (Fixture *f, gconstpointer data)
{
  g_autofree char *path
    = write_file (f, "tickets-45.csv",
                  "customer,stage,entered_at,left_at\nGlobex,Kick-off,3/4/2026,5/4/2026\n"
                  "Hooli,Adoption,4/5/2026,\n");
  g_autofree char *next = NULL;
  struct utimbuf later = { 0 };

  open_assistant (f, path);
  go_on (f, "What Does One Row Mean?");
  go_on (f, "Day or Month First?");
  g_assert_true (says (f->dialog, "3/4/2026 is 4 Mar 2026 00:00"));
  g_assert_true (says (f->dialog, "3/4/2026 is 3 Apr 2026 00:00"));
  g_assert_false (gtk_widget_get_sensitive (next_button (f)));
  cairn_ui_test_click (
    cairn_ui_test_find (f->dialog, ADW_TYPE_ACTION_ROW, "The Month Stands First"));
  cairn_ui_test_wait (gtk_widget_get_sensitive (next_button (f)));
  cairn_ui_test_click (next_button (f));
  cairn_ui_test_wait (says (f->dialog, "What This Means"));
  g_assert_true (says (f->dialog, "Hooli entered “Adoption” on 5 Apr 2026 and is still there."));
  cairn_ui_test_settle ();
  go_on (f, "Stages Found on the Map");
  cairn_ui_test_key ("Return");
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_SOURCE_DIALOG) == NULL);
  g_assert_cmpstr (cairn_element_get_string (source_of (f), CAIRN_PROP_PATH), ==, "tickets-45.db");
  g_assert_nonnull (
    strstr (cairn_element_get_string (source_of (f), CAIRN_PROP_IMPORT), "time-format=m/d/y"));
  cairn_ui_test_wait (get_here (f, "stage-2") == 1);

  next = write_file (f, "tickets-46.csv",
                     "customer,stage,entered_at,left_at\nGlobex,Adoption,3/4/2026,\n"
                     "Hooli,Adoption,4/5/2026,\nInitech,Kick-off,4/5/2026,\n");
  later.actime = later.modtime = g_get_real_time () / G_USEC_PER_SEC + 5;
  g_assert_cmpint (utime (next, &later), ==, 0);
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "import-next", NULL);
  cairn_ui_test_wait (get_here (f, "stage-2") == 2);
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_SOURCE_DIALOG) == NULL);
  g_assert_nonnull (
    strstr (cairn_element_get_string (source_of (f), CAIRN_PROP_IMPORT), "log=tickets-46.csv"));
}

/* A customer a row, with a date for each stage under names that say nothing. */
static void
test_dates (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_file (f, "plan.csv",
                                      "customer,alpha,beta,gamma\n"
                                      "Globex,2026-10-01,2026-10-05,2026-10-20\n"
                                      "Hooli,2026-10-02,,\nInitech,,,\n");
  g_autofree char *next = NULL;
  struct utimbuf later = { 0 };
  CairnElement *dates;

  open_assistant (f, path);
  go_on (f, "What Does One Row Mean?");
  g_assert_true (says (f->dialog, "Globex: alpha 2026-10-01, beta 2026-10-05, gamma 2026-10-20"));
  cairn_ui_test_click (
    cairn_ui_test_find (f->dialog, ADW_TYPE_ACTION_ROW, "A customer, with a date for each stage"));
  cairn_ui_test_click (next_button (f));
  cairn_ui_test_wait (says (f->dialog, "Which Dates Are of Which Stage?"));
  g_assert_cmpstr (get_choice (f, "What tells when “alpha” was entered"), ==, "alpha");
  choose_from (f, "What tells when “Kick-off” was entered", "alpha");
  g_assert_cmpstr (get_choice (f, "What tells when “alpha” was entered"), ==, "No Date");
  choose_from (f, "What tells when “Kick-off” was left", "gamma");
  choose_from (f, "What tells when “Adoption” was entered", "gamma");
  choose_from (f, "What tells when “beta” was entered", "No Date");
  cairn_ui_test_settle ();
  cairn_ui_test_click (next_button (f));
  cairn_ui_test_wait (says (f->dialog, "What This Means"));
  g_assert_true (says (f->dialog, "Hooli entered “Kick-off” on 2 Oct 2026 and is still there."));
  g_assert_true (says (f->dialog, "no date of any stage"));
  cairn_ui_test_settle ();
  go_on (f, "Stages Found on the Map");
  cairn_ui_test_key ("Return");
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_SOURCE_DIALOG) == NULL);
  dates = cairn_element_first (source_of (f), CAIRN_KIND_DATE_COLUMN);
  g_assert_cmpstr (cairn_element_get_string (dates, CAIRN_PROP_NAME), ==, "Kick-off");
  g_assert_cmpstr (cairn_element_get_string (dates, CAIRN_PROP_ENTERED_COLUMN), ==, "alpha");
  g_assert_cmpstr (cairn_element_get_string (dates, CAIRN_PROP_LEFT_COLUMN), ==, "gamma");
  cairn_ui_test_wait (get_here (f, "stage-1") == 1 && get_here (f, "stage-2") == 1);

  /* Nor does the file of the next week ask for anything. */
  next = write_file (f, "plan2.csv",
                     "customer,gamma,beta,alpha\nGlobex,2026-10-20,2026-10-05,2026-10-01\n"
                     "Hooli,,,2026-10-02\nInitech,,,2026-11-02\n");
  later.actime = later.modtime = g_get_real_time () / G_USEC_PER_SEC + 5;
  g_assert_cmpint (utime (next, &later), ==, 0);
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "import-next", NULL);
  cairn_ui_test_wait (get_here (f, "stage-1") == 2);
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_SOURCE_DIALOG) == NULL);

  /* One that lacks a date of a stage is not taken in silence. */
  g_free (next);
  next = write_file (f, "plan3.csv", "customer,alpha,beta\nGlobex,2026-10-01,2026-10-05\n");
  later.actime = later.modtime = g_get_real_time () / G_USEC_PER_SEC + 9;
  g_assert_cmpint (utime (next, &later), ==, 0);
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "import-next", NULL);
  cairn_ui_test_wait ((f->dialog = find_toplevel (CAIRN_TYPE_SOURCE_DIALOG)) != NULL);
  cairn_ui_test_wait (says (f->dialog, "The log has no column “gamma”."));
  g_assert_cmpstr (get_choice (f, "What tells when “Kick-off” was left"), ==, "gamma");
  cairn_ui_test_wait (gtk_window_is_active (GTK_WINDOW (f->dialog)));
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_SOURCE_DIALOG) == NULL);
  cairn_ui_test_wait (get_here (f, "stage-1") == 2);

  /* Next time, nothing is asked again. */
  open_assistant (f, path);
  go_on (f, "What Does One Row Mean?");
  go_on (f, "Which Dates Are of Which Stage?");
  g_assert_cmpstr (get_choice (f, "What tells when “Kick-off” was left"), ==, "gamma");
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_SOURCE_DIALOG) == NULL);
}

/* Nightly dumps: which column tells the day can be chosen. */
static void
test_snapshots (Fixture *f, gconstpointer data)
{
  g_autofree char *path
    = write_file (f, "dump.csv",
                  "customer,stage,as_of,loaded\nGlobex,Kick-off,2026-10-01,2026-10-02\n"
                  "Hooli,Adoption,2026-10-01,2026-10-02\nGlobex,Adoption,2026-10-08,2026-10-09\n"
                  "Hooli,Adoption,2026-10-08,2026-10-09\n");

  open_assistant (f, path);
  go_on (f, "What Does One Row Mean?");
  cairn_ui_test_click (cairn_ui_test_find (f->dialog, ADW_TYPE_ACTION_ROW,
                                           "On this day, the customer was in this stage"));
  cairn_ui_test_click (next_button (f));
  cairn_ui_test_wait (says (f->dialog, "What Is in Each Column?"));
  cairn_ui_test_settle ();
  g_assert_cmpstr (get_choice (f, "What “as_of” is"), ==, "Day");
  choose_role (f, "loaded", "Day");
  g_assert_cmpstr (get_choice (f, "What “as_of” is"), ==, "Not Used");
  choose_role (f, "as_of", "Day");
  cairn_ui_test_settle ();
  cairn_ui_test_click (next_button (f));
  cairn_ui_test_wait (says (f->dialog, "What This Means"));
  g_assert_true (
    says (f->dialog, "Globex entered “Kick-off” on 1 Oct 2026, left on 8 Oct 2026 after 7 d."));
  cairn_ui_test_settle ();
  go_on (f, "Stages Found on the Map");
  cairn_ui_test_key ("Return");
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_SOURCE_DIALOG) == NULL);
  g_assert_cmpstr (cairn_element_get_string (source_of (f), CAIRN_PROP_ENTERED_COLUMN), ==,
                   "as_of");
  cairn_ui_test_wait (get_here (f, "stage-2") == 2);
}

static GtkWidget *
find_value (Fixture *f, const char *value)
{
  GtkWidget *row = cairn_ui_test_find (f->dialog, ADW_TYPE_COMBO_ROW, value);

  g_assert_nonnull (row);
  return row;
}

/* What was said to be no stage is not taken for one the next time. */
static void
test_left_off (Fixture *f, gconstpointer data)
{
  g_autofree char *path
    = write_file (f, "log.csv",
                  "customer,stage,entered_at,left_at,segment\n"
                  "Globex,kickof,2026-10-01,2026-10-05,Enterprises\n"
                  "Hooli,Adoption,2026-10-01,,Enterprise\nHooli,Lost Luggage,2026-10-01,,\n");
  CairnElement *outcome;

  open_assistant (f, path);
  go_on (f, "What Does One Row Mean?");
  go_on (f, "What Is in Each Column?");
  go_on (f, "What This Means");
  go_on (f, "Which Stage Is This?");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find_value (f, "kickof"))), ==, 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_value (f, "kickof")), 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_value (f, "Lost Luggage")), 0);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find_value (f, "Enterprises"))), ==,
                    1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_value (f, "Enterprises")), 0);
  cairn_ui_test_settle ();
  cairn_ui_test_key ("Return");
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_SOURCE_DIALOG) == NULL);
  outcome = cairn_element_first (source_of (f), CAIRN_KIND_OUTCOME);
  g_assert_cmpint (cairn_element_get_int (outcome, CAIRN_PROP_RESULT), ==, CAIRN_RESULT_NO_STAGE);
  cairn_ui_test_wait (get_here (f, "stage-2") == 1);

  open_assistant (f, path);
  go_on (f, "What Does One Row Mean?");
  go_on (f, "What Is in Each Column?");
  go_on (f, "What This Means");
  go_on (f, "Left Off the Map");
  g_assert_false (says (f->dialog, "Which Stage Is This?"));
  g_assert_false (says (f->dialog, "Which Segment Is This?"));
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find_value (f, "kickof"))), ==, 0);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find_value (f, "Enterprises"))), ==,
                    0);
  /* It can be said anew. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_value (f, "kickof")), 1);
  cairn_ui_test_settle ();
  cairn_ui_test_click (cairn_ui_test_find (f->dialog, GTK_TYPE_BUTTON, "_Done"));
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_SOURCE_DIALOG) == NULL);
  g_assert_cmpstr (
    cairn_element_get_title (cairn_element_first (
      cairn_document_lookup (cairn_editor_get_document (f->editor), "stage-1"), CAIRN_KIND_ALIAS)),
    ==, "kickof");
}

/* Esc changes nothing and leaves nothing behind, even after the import. */
static void
test_escape (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_file (
    f, "log.csv", "customer,stage,entered_at,left_at\nGlobex,Kick-off,2026-10-01,2026-10-05\n");
  guint n_files = count_files (f);

  open_assistant (f, path);
  go_on (f, "What Does One Row Mean?");
  go_on (f, "What Is in Each Column?");
  go_on (f, "What This Means");
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_SOURCE_DIALOG) == NULL);
  cairn_ui_test_wait (count_files (f) == n_files);
  g_assert_null (source_of (f));
  g_assert_false (cairn_history_get_can_undo (cairn_editor_get_history (f->editor)));
}

/* Where no database can be written, it says so, and goes on once one can. */
static void
test_no_place (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_file (
    f, "log.csv", "customer,stage,entered_at,left_at\nGlobex,Kick-off,2026-10-01,2026-10-05\n");
  g_autofree char *elsewhere = g_strconcat (f->folder, "-elsewhere", NULL);

  open_assistant (f, path);
  go_on (f, "What Does One Row Mean?");
  go_on (f, "What Is in Each Column?");
  g_assert_cmpint (g_rename (f->folder, elsewhere), ==, 0);
  go_on (f, "cannot be written to. Save the journey elsewhere first.");
  g_assert_true (says (f->dialog, "What Is in Each Column?"));
  g_assert_cmpint (g_rename (elsewhere, f->folder), ==, 0);
  go_on (f, "What This Means");
  g_assert_false (says (f->dialog, "cannot be written to"));
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_SOURCE_DIALOG) == NULL);
}

/* What is not counted can be looked at. */
static void
test_quality (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) log
    = g_string_new ("customer,stage,entered_at,left_at\nGlobex,Kick-off,2026-10-01,2026-10-05\n"
                    "Hooli,Procurement,2026-10-01,\nInitech,Kick-off,2026-10-05,2026-10-01\n");
  g_autofree char *path = NULL;
  GtkWidget *window, *row;

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (log, "Vehement %u,Kick-off,soon,\n", i);
  path = write_file (f, "log.csv", log->str);

  open_assistant (f, path);
  go_on (f, "What Does One Row Mean?");
  go_on (f, "What Is in Each Column?");
  go_on (f, "What This Means");
  go_on (f, "Which Stage Is This?");
  cairn_ui_test_key ("Return");
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_SOURCE_DIALOG) == NULL);
  cairn_ui_test_wait (cairn_editor_get_timings (f->editor) != NULL);
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "data-quality", NULL);
  cairn_ui_test_wait ((window = find_toplevel (ADW_TYPE_WINDOW)) != NULL);
  cairn_ui_test_wait (says (window, "Procurement"));
  g_assert_true (shows (window, GTK_TYPE_BUTTON, "_Copy as CSV"));
  cairn_ui_test_wait (gtk_window_is_active (GTK_WINDOW (window)));

  /* What the import left out is there, too, and opens to its row. */
  row = cairn_ui_test_find (window, ADW_TYPE_EXPANDER_ROW, "left before it was entered");
  g_assert_nonnull (row);
  g_assert_false (says (window, "row 3 of the file"));
  cairn_ui_test_click (row);
  cairn_ui_test_wait (says (window, "row 3 of the file"));
  cairn_ui_test_settle ();
  cairn_ui_test_click (row);
  cairn_ui_test_settle ();

  /* Many rows come by and by. */
  row = cairn_ui_test_find (window, ADW_TYPE_EXPANDER_ROW, "the time of entering cannot be read");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
  cairn_ui_test_wait (says (window, "row 28 of the file"));
  g_assert_false (says (window, "row 29 of the file"));
  row = cairn_ui_test_find (window, ADW_TYPE_ACTION_ROW, "Show More (5 Rows Are Left)");
  gtk_widget_activate (row);
  cairn_ui_test_wait (says (window, "row 33 of the file"));
  g_assert_false (shows (window, ADW_TYPE_ACTION_ROW, "Show More (5 Rows Are Left)"));
  cairn_ui_test_settle ();
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (find_toplevel (ADW_TYPE_WINDOW) == NULL);
}

/* Who looks forgotten counts until somebody says otherwise, and again when that is undone. */
static void
test_forgotten (Fixture *f, gconstpointer data)
{
  g_autofree char *path = write_file (f, "log.csv",
                                      "customer,stage,entered_at,left_at\n"
                                      "Globex,Kick-off,2020-01-01,2020-01-05\n"
                                      "Hooli,Kick-off,2020-02-01,\n");
  GtkWidget *window, *row;

  open_assistant (f, path);
  go_on (f, "What Does One Row Mean?");
  go_on (f, "What Is in Each Column?");
  go_on (f, "What This Means");
  go_on (f, "Stages Found on the Map");
  cairn_ui_test_key ("Return");
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_SOURCE_DIALOG) == NULL);
  cairn_ui_test_wait (get_here (f, "stage-1") == 1);
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "data-quality", NULL);
  cairn_ui_test_wait ((window = find_toplevel (ADW_TYPE_WINDOW)) != NULL);
  cairn_ui_test_wait (gtk_window_is_active (GTK_WINDOW (window)));
  cairn_ui_test_wait (says (window, "Leave Them Out of All Figures"));
  cairn_ui_test_settle ();
  row = cairn_ui_test_find (window, ADW_TYPE_ACTION_ROW, "Leave Them Out of All Figures");
  cairn_ui_test_click (row);
  cairn_ui_test_wait (get_here (f, "stage-1") == 0);
  g_assert_cmpint (cairn_element_get_int (source_of (f), CAIRN_PROP_LEAVE_OUT_FORGOTTEN), ==, 1);
  g_assert_true (cairn_history_undo (cairn_editor_get_history (f->editor)));
  cairn_ui_test_wait (get_here (f, "stage-1") == 1);
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (find_toplevel (ADW_TYPE_WINDOW) == NULL);
}

/* Rows that are no stays: what they say of a customer. */
static void
test_sample (void)
{
  static const struct
  {
    int shape;
    const char *stage;
    int entered, left; /* hours of the day; -1: still there */
  } rows[] = {
    { CAIRN_SHAPE_CHANGES, "B", 11, 13 },
    { CAIRN_SHAPE_SNAPSHOTS, "B", 11, 13 },
    { CAIRN_SHAPE_DONE, "A", 12, 13 },
    { CAIRN_SHAPE_LIFECYCLE, "A", 10, 13 },
  };
  static const char *const cells[][4] = { { "Globex", "A", "2026-10-01 10:00", "start" },
                                          { "Globex", "B", "2026-10-01 11:00", "start" },
                                          { "Globex", "B", "2026-10-01 12:00", "suspend" },
                                          { "Globex", "A", "2026-10-01 13:00", "complete" } };
  static const char *const columns[] = { "customer", "stage", "time", "transition", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path ("/nowhere.db");
      g_autoptr (CairnSourceDraft) draft = cairn_source_draft_new (file);
      g_autoptr (GPtrArray) visits = g_ptr_array_new ();
      CairnSourcePreview *sample = g_new0 (CairnSourcePreview, 1);
      CairnPreviewVisit *visit;

      sample->columns = g_strdupv ((char **) columns);
      sample->rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
      for (guint r = 0; r < G_N_ELEMENTS (cells); r++)
        {
          char **row = g_new0 (char *, 5);

          for (guint c = 0; c < 4; c++)
            row[c] = g_strdup (cells[r][c]);
          g_ptr_array_add (sample->rows, row);
        }
      cairn_source_draft_set_sample (draft, sample, NULL);
      g_assert_cmpint (draft->shape, ==, CAIRN_SHAPE_LIFECYCLE);
      draft->shape = rows[i].shape;
      draft->zone = g_strdup ("UTC");
      cairn_source_sample_add_visits (draft, visits, 3);
      g_assert_cmpuint (visits->len, ==, 1);
      visit = g_ptr_array_index (visits, 0);
      g_assert_cmpstr (visit->stage, ==, rows[i].stage);
      g_assert_cmpint (visit->entered % 86400, ==, rows[i].entered * 3600);
      g_assert_cmpint (visit->left % 86400, ==, rows[i].left * 3600);
      g_free (visit->customer);
      g_free (visit->stage);
      g_free (visit);
    }
}

int
main (int argc, char **argv)
{
  int result;

  cairn_ui_test_init (&argc, &argv);
  application = GTK_APPLICATION (cairn_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
#define ADD(name, func) g_test_add ("/ui/assistant/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("database", test_database);
  ADD ("csv", test_csv);
  ADD ("dates", test_dates);
  ADD ("snapshots", test_snapshots);
  ADD ("left-off", test_left_off);
  ADD ("escape", test_escape);
  ADD ("no-place", test_no_place);
  ADD ("quality", test_quality);
  ADD ("forgotten", test_forgotten);
#undef ADD
  g_test_add_func ("/ui/assistant/sample", test_sample);
  result = g_test_run ();
  g_clear_object (&application);
  return result;
}
