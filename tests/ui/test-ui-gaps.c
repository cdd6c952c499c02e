/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "command/cairn-element-commands.h"
#include "ui/cairn-gap-row.h"
#include "ui/cairn-gap-window.h"
#include "ui/cairn-inline-text.h"
#include "ui/cairn-stage-window.h"

#include "window-fixture.h"

#include <sqlite3.h>
#include <string.h>

static const char JOURNEY[]
  = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"3\" id=\"journey-1\" "
    "name=\"Test\">\n"
    "  <source id=\"source-1\" path=\"visits.db\"/>\n"
    "  <segment id=\"segment-1\" name=\"Enterprise\">\n"
    "    <swimlane id=\"swimlane-1\" name=\"Onboarding\">\n"
    "      <lane id=\"lane-1\" name=\"CSM\"/>\n"
    "      <stage id=\"stage-1\" name=\"Kick-off\" target=\"7d\">\n"
    "        <action id=\"action-1\" title=\"Train the team\" owner=\"Dana\" "
    "date=\"2000-12-04\"/>\n"
    "      </stage>\n"
    "      <stage id=\"stage-2\" name=\"Adoption\" target=\"40d\"/>\n"
    "    </swimlane>\n"
    "    <sipoc id=\"sipoc-1\" name=\"SIPOC\"/>\n"
    "  </segment>\n"
    "</journey>\n";

/* Of 50 who have left each stage, one every other day, all were in the Kick-off for 10 to 18 days
 * and in Adoption for 5 to 13. */
static const char SCHEMA[]
  = "CREATE TABLE stage_visits (customer_id INTEGER, stage TEXT, entered_at TEXT, left_at TEXT);"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50)"
    " INSERT INTO stage_visits SELECT i, 'Kick-off',"
    " datetime ('now', '-' || (105 - 2 * i + 10 + i % 9) || ' days'),"
    " datetime ('now', '-' || (105 - 2 * i) || ' days') FROM n;"
    "INSERT INTO stage_visits SELECT customer_id, 'Adoption', left_at,"
    " datetime (left_at, (5 + customer_id % 9) || ' days') FROM stage_visits;";

/* Three who are in the Kick-off now, of whom two say something. */
static const char SCORES[]
  = "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, segment TEXT, usage REAL, nps "
    "INTEGER);"
    "INSERT INTO customers SELECT customer_id, 'Customer ' || customer_id, 'Enterprise', NULL, NULL"
    " FROM stage_visits GROUP BY 1;"
    "INSERT INTO customers VALUES (101, 'Ada', 'Enterprise', 90, 2),"
    " (102, 'Bo', 'Enterprise', 10, 9), (103, 'Cy', 'Enterprise', NULL, 9);"
    "INSERT INTO stage_visits SELECT id, 'Kick-off', datetime ('now', '-2 days'), NULL"
    " FROM customers WHERE id > 100;";

typedef struct
{
  WindowFixture window;
  char *database;
  GtkWidget *gaps;
} Fixture;

static void
run_sql (const char *database, const char *sql)
{
  sqlite3 *db;

  g_assert_cmpint (sqlite3_open (database, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  WindowFixture *w = &f->window;

  w->folder = g_dir_make_tmp ("cairn-gaps-XXXXXX", NULL);
  w->path = g_build_filename (w->folder, "test.cairn", NULL);
  f->database = g_build_filename (w->folder, "visits.db", NULL);
  g_assert_true (g_file_set_contents (w->path, JOURNEY, -1, NULL));
  run_sql (f->database, SCHEMA);
  if (data != NULL)
    run_sql (f->database, data);
  window_open (w);
  cairn_ui_test_wait (cairn_editor_get_timings (w->editor) != NULL
                      && cairn_editor_get_study (w->editor, window_lookup (w, "stage-1")) != NULL
                      && cairn_editor_get_study (w->editor, window_lookup (w, "stage-2")) != NULL);
  cairn_ui_test_settle ();
  cairn_ui_test_key ("<Ctrl><Alt>p");
  f->gaps = GTK_WIDGET (window_wait_for_other (w));
  g_assert_true (CAIRN_IS_GAP_WINDOW (f->gaps));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->window.window != NULL)
    cairn_ui_test_close (GTK_WINDOW (f->window.window));
  g_remove (f->database);
  g_free (f->database);
  window_tear_down (&f->window, NULL);
}

static GtkWidget *
find (Fixture *f, GType type, const char *text)
{
  return cairn_ui_test_find (f->gaps, type, text);
}

static GtkWidget *
must_find (Fixture *f, GType type, const char *text)
{
  GtkWidget *found = find (f, type, text);

  if (found == NULL)
    g_error ("“%s” is not shown", text);
  return found;
}

static void
click_text (Fixture *f, const char *text)
{
  cairn_ui_test_click (must_find (f, GTK_TYPE_LABEL, text));
}

static CairnElement *
stage (Fixture *f)
{
  return window_lookup (&f->window, "stage-1");
}

static void
got_text_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  char **text = data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static char *
read_clipboard (Fixture *f)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (f->gaps), NULL, got_text_cb, &text);
  cairn_ui_test_wait (text != NULL);
  return text;
}

/* NULL: they are not on the screen. */
static GtkWidget *
find_details (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (CAIRN_IS_STAGE_WINDOW (window) && gtk_widget_get_mapped (window))
        return window; /* it holds itself */
    }
  return NULL;
}

/* What is missed is there at once, the rest by a key; and who is behind it is a click away. */
static void
test_shows (Fixture *f, gconstpointer data)
{
  GtkWidget *row = must_find (f, CAIRN_TYPE_GAP_ROW, NULL);

  must_find (f, GTK_TYPE_LABEL, "1 stage of 2 misses its target.");
  g_assert_true (cairn_gap_row_get_stage (CAIRN_GAP_ROW (row)) == stage (f));
  must_find (f, GTK_TYPE_LABEL, "Kick-off");
  must_find (f, GTK_TYPE_LABEL, "7 d");
  must_find (f, GTK_TYPE_LABEL, "+7 d");
  must_find (f, GTK_TYPE_LABEL, "was due 4 Dec 2000");
  g_assert_null (find (f, GTK_TYPE_LABEL, "Adoption"));
  cairn_ui_test_key ("<Ctrl><Shift>a");
  must_find (f, GTK_TYPE_LABEL, "Adoption");
  must_find (f, GTK_TYPE_LABEL, "met");
  cairn_ui_test_key ("<Alt>a");
  g_assert_null (find (f, GTK_TYPE_LABEL, "Adoption"));

  click_text (f, "Kick-off");
  cairn_ui_test_wait (find_details () != NULL);
}

/* Added, filled in, mended, and taken back, without leaving the table. */
static void
test_edits_plan (Fixture *f, gconstpointer data)
{
  CairnElement *first = window_lookup (&f->window, "action-1");
  CairnElement *added;
  GtkWidget *due;

  click_text (f, "Add an action…");
  cairn_ui_test_type ("Automate the reminders\n");
  added = cairn_element_nth (stage (f), CAIRN_KIND_ACTION, 1);
  g_assert_cmpstr (cairn_element_get_title (added), ==, "Automate the reminders");
  g_assert_cmpstr (cairn_element_get_string (added, CAIRN_PROP_REASON), !=, "");
  must_find (f, GTK_TYPE_LABEL, "Automate the reminders");

  click_text (f, "Dana");
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_type ("Bo\n");
  g_assert_cmpstr (cairn_element_get_string (first, CAIRN_PROP_OWNER), ==, "Bo");
  /* The focus stays where it was; the next field is a Tab away, and F2 opens it. */
  cairn_ui_test_type ("\t");
  cairn_ui_test_key ("F2");
  due = must_find (f, GTK_TYPE_ENTRY, NULL);
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_type ("soon\n");
  g_assert_true (gtk_widget_has_css_class (due, "error"));
  g_assert_cmpstr (cairn_element_get_string (first, CAIRN_PROP_DATE), ==, "2000-12-04");
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_type ("2099-12-04\n");
  g_assert_cmpstr (cairn_element_get_string (first, CAIRN_PROP_DATE), ==, "2099-12-04");
  must_find (f, GTK_TYPE_LABEL, "due 4 Dec 2099");

  cairn_ui_test_click (must_find (f, GTK_TYPE_CHECK_BUTTON, NULL));
  g_assert_true (cairn_element_get_int (first, CAIRN_PROP_DONE));
  cairn_ui_test_key ("<Ctrl>z");
  g_assert_false (cairn_element_get_int (first, CAIRN_PROP_DONE));
  cairn_ui_test_key ("<Ctrl>z");
  g_assert_cmpstr (cairn_element_get_string (first, CAIRN_PROP_DATE), ==, "2000-12-04");
  must_find (f, GTK_TYPE_LABEL, "was due 4 Dec 2000");

  click_text (f, "Train the team");
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_key ("Delete");
  cairn_ui_test_type ("\n");
  g_assert_cmpuint (cairn_element_count (stage (f), CAIRN_KIND_ACTION), ==, 1);
  g_assert_null (find (f, GTK_TYPE_LABEL, "Train the team"));
  cairn_ui_test_key ("<Ctrl>z");
  must_find (f, GTK_TYPE_LABEL, "Train the team");
}

/* Escape takes back what is being typed, and closes the window only then. */
static void
test_edits_target (Fixture *f, gconstpointer data)
{
  click_text (f, "7 d");
  cairn_ui_test_type ("9d");
  cairn_ui_test_key ("Escape");
  g_assert_cmpint (cairn_element_get_int (stage (f), CAIRN_PROP_TARGET), ==, 7 * 86400);
  must_find (f, CAIRN_TYPE_GAP_ROW, NULL);
  click_text (f, "7 d");
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_type ("9d\n");
  g_assert_cmpint (cairn_element_get_int (stage (f), CAIRN_PROP_TARGET), ==, 9 * 86400);
  cairn_ui_test_wait (find (f, GTK_TYPE_LABEL, "+5 d") != NULL);
  click_text (f, "9 d");
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_type ("20d\n");
  cairn_ui_test_wait (find (f, GTK_TYPE_LABEL, "No Missed Target") != NULL);
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (window_find_other (&f->window) == NULL);
}

/* Nothing goes away under the hands of whoever types, though there is no reason for it any more. */
static void
test_keeps_edited (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  CairnValue target = cairn_value_from_int (CAIRN_TYPE_DURATION, 30 * 86400);
  CairnEditor *editor = f->window.editor;

  click_text (f, "7 d");
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_type ("9d");
  g_ptr_array_add (elements, stage (f));
  cairn_command_set (cairn_editor_get_history (editor), elements, CAIRN_PROP_TARGET, &target,
                     FALSE);
  cairn_ui_test_wait (
    cairn_editor_get_study (editor, stage (f)) != NULL
    && cairn_stage_study_get_figures (cairn_editor_get_study (editor, stage (f)))->target
         == 30 * 86400);
  cairn_ui_test_settle ();
  must_find (f, GTK_TYPE_ENTRY, "9d");
  cairn_ui_test_type ("\n");
  g_assert_cmpint (cairn_element_get_int (stage (f), CAIRN_PROP_TARGET), ==, 9 * 86400);
}

static void
test_marks_change (Fixture *f, gconstpointer data)
{
  CairnElement *change;

  click_text (f, "Mark a change…");
  cairn_ui_test_type ("New deck\n");
  change = cairn_element_first (stage (f), CAIRN_KIND_CHANGE);
  g_assert_cmpstr (cairn_element_get_string (change, CAIRN_PROP_NAME), ==, "New deck");
  must_find (f, GTK_TYPE_LABEL, "New deck");
  {
    g_autoptr (GDateTime) now = g_date_time_new_now_local ();
    g_autoptr (GDateTime) then = g_date_time_add_days (now, -50);
    g_autofree char *today = g_date_time_format (now, "since %-d %b %Y");
    g_autofree char *date = g_date_time_format (then, "%Y-%m-%d\n");
    g_autofree char *since = g_date_time_format (then, "since %-d %b %Y");

    click_text (f, today);
    cairn_ui_test_key ("<Ctrl>a");
    cairn_ui_test_type (date);
    must_find (f, GTK_TYPE_LABEL, since);
    cairn_ui_test_wait (find (f, GTK_TYPE_LABEL, "Not computed yet") == NULL);
  }
  click_text (f, "New deck");
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_key ("Delete");
  cairn_ui_test_type ("\n");
  g_assert_null (cairn_element_first (stage (f), CAIRN_KIND_CHANGE));
}

/* What stands in the first label that begins with @text. */
static const char *
label_like (GtkWidget *root, const char *text)
{
  const char *found = NULL;

  if (GTK_IS_LABEL (root) && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (root)), text))
    return gtk_label_get_label (GTK_LABEL (root));
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = label_like (child, text);
  return found;
}

/* Whose figures they are is on it, and in what is copied. */
static void
test_copies (Fixture *f, gconstpointer data)
{
  g_autofree char *csv = NULL;
  g_autofree char *sheet = NULL;
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "as of %-d %b %Y ");

  g_assert_nonnull (strstr (label_like (f->gaps, "all customers"), today));
  cairn_ui_test_key ("<Ctrl><Shift>c");
  csv = read_clipboard (f);
  g_assert_true (g_str_has_prefix (csv, "segment,stage,metric,"));
  g_assert_nonnull (strstr (csv, "\r\n,Kick-off,Kick-off: median stay,7,14,"));
  g_assert_nonnull (strstr (csv, ",Train the team,Dana,2000-12-04,no,"));
  g_assert_null (strstr (csv, "Adoption"));
  g_assert_nonnull (strstr (csv, ",window_to,clock,as_of,only\r\n"));
  cairn_ui_test_click (must_find (f, GTK_TYPE_BUTTON, "Copy as _Table"));
  sheet = read_clipboard (f);
  g_assert_nonnull (strstr (sheet, "\n\tKick-off\tKick-off: median stay\t7\t14\t"));
}

/* It follows the map, and goes with the journey. */
static void
test_follows (Fixture *f, gconstpointer data)
{
  cairn_editor_set_diagram (f->window.editor, window_lookup (&f->window, "sipoc-1"));
  cairn_ui_test_settle ();
  must_find (f, GTK_TYPE_LABEL, "Open a Swimlane");
  cairn_editor_set_diagram (f->window.editor, window_lookup (&f->window, "swimlane-1"));
  cairn_ui_test_wait (find (f, CAIRN_TYPE_GAP_ROW, NULL) != NULL);
}

static GtkWidget *
open_details (Fixture *f)
{
  GtkWidget *details = NULL;

  click_text (f, "Kick-off");
  cairn_ui_test_wait ((details = find_details ()) != NULL && gtk_widget_get_width (details) > 0);
  cairn_ui_test_settle ();
  return details;
}

/* Who does what and feels how, who they are, and what is to be done with them. */
static void
test_quadrant (Fixture *f, gconstpointer data)
{
  GtkWidget *details = open_details (f);
  CairnElement *action;

  cairn_ui_test_key ("<Alt>7");
  g_assert_nonnull (cairn_ui_test_find (details, GTK_TYPE_LABEL, "High usage, low NPS"));
  cairn_ui_test_click (cairn_ui_test_find (details, GTK_TYPE_BUTTON, "Add to Action Plan"));
  action = cairn_element_nth (stage (f), CAIRN_KIND_ACTION, 1);
  g_assert_cmpstr (cairn_element_get_string (action, CAIRN_PROP_REASON), ==,
                   "1 of 3 customers here now: High usage, low NPS");
  g_assert_nonnull (cairn_ui_test_find (details, GTK_TYPE_BUTTON, "On the Action Plan"));
  cairn_ui_test_click (cairn_ui_test_find (details, GTK_TYPE_LABEL, "High usage, low NPS"));
  g_assert_nonnull (cairn_ui_test_find (details, GTK_TYPE_LABEL, "Ada"));
  g_assert_null (cairn_ui_test_find (details, GTK_TYPE_LABEL, "Bo"));
  cairn_ui_test_click (cairn_ui_test_find (details, GTK_TYPE_BUTTON, "High usage, low NPS ✕"));
  g_assert_nonnull (cairn_ui_test_find (details, GTK_TYPE_LABEL, "Bo"));
  cairn_ui_test_key ("<Alt>7");
  cairn_ui_test_click (cairn_ui_test_find (details, GTK_TYPE_LABEL, "Usage or NPS missing"));
  g_assert_nonnull (cairn_ui_test_find (details, GTK_TYPE_LABEL, "Cy"));
  g_assert_null (cairn_ui_test_find (details, GTK_TYPE_LABEL, "Ada"));
}

/* Nor a page that there is nothing for. */
static void
test_no_quadrant (Fixture *f, gconstpointer data)
{
  GtkWidget *details = open_details (f);

  g_assert_null (cairn_ui_test_find (details, GTK_TYPE_LABEL, "Usage and Feeling"));
  cairn_ui_test_key ("<Alt>7");
  g_assert_null (cairn_ui_test_find (details, GTK_TYPE_LABEL, "Relationship and trust"));
}

int
main (int argc, char **argv)
{
  window_init (&argc, &argv);
  g_test_add ("/ui/gaps/shows", Fixture, NULL, set_up, test_shows, tear_down);
  g_test_add ("/ui/gaps/edits-plan", Fixture, NULL, set_up, test_edits_plan, tear_down);
  g_test_add ("/ui/gaps/edits-target", Fixture, NULL, set_up, test_edits_target, tear_down);
  g_test_add ("/ui/gaps/keeps-edited", Fixture, NULL, set_up, test_keeps_edited, tear_down);
  g_test_add ("/ui/gaps/marks-change", Fixture, NULL, set_up, test_marks_change, tear_down);
  g_test_add ("/ui/gaps/copies", Fixture, NULL, set_up, test_copies, tear_down);
  g_test_add ("/ui/gaps/follows", Fixture, NULL, set_up, test_follows, tear_down);
  g_test_add ("/ui/gaps/quadrant", Fixture, SCORES, set_up, test_quadrant, tear_down);
  g_test_add ("/ui/gaps/no-quadrant", Fixture, NULL, set_up, test_no_quadrant, tear_down);
  return window_run ();
}
