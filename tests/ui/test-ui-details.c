/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canvas/cairn-canvas-private.h"
#include "ui/cairn-pileup-list.h"
#include "ui/cairn-stage-flow.h"
#include "ui/cairn-stage-window.h"
#include "ui/cairn-study-chart.h"

#include "window-fixture.h"

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
    "      <stage id=\"stage-3\" name=\"Renewal\" target=\"40d\"/>\n"
    "      <step id=\"step-1\" title=\"Welcome call\" lane=\"lane-1\" stage=\"stage-1\">\n"
    "        <called id=\"called-1\" name=\"call_1\"/>\n"
    "      </step>\n"
    "      <step id=\"step-2\" title=\"Survey\" lane=\"lane-1\" stage=\"stage-1\"/>\n"
    "    </swimlane>\n"
    "  </segment>\n"
    "</journey>\n";

/* Of 60 customers 50 have left the Kick-off, each after 5 to 13 days, one every other day. The last
 * ten came 2 to 11 days ago, and the last of all has an owner with nobody else. */
static const char SCHEMA[]
  = "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, segment TEXT);"
    "CREATE TABLE stage_visits (id INTEGER PRIMARY KEY, customer_id INTEGER, stage TEXT, owner "
    "TEXT, entered_at TEXT, started_at TEXT, left_at TEXT, updated_at TEXT);"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)"
    " INSERT INTO customers SELECT i, 'Customer ' || i, 'Enterprise' FROM n;"
    "INSERT INTO stage_visits (customer_id, stage, owner, entered_at, left_at)"
    " SELECT id, 'Kick-off', CASE WHEN id % 2 THEN 'Ann' ELSE 'Bob' END,"
    " datetime ('now', '-' || (105 - 2 * id + 5 + id % 9) || ' days'),"
    " datetime ('now', '-' || (105 - 2 * id) || ' days') FROM customers WHERE id <= 50;"
    "INSERT INTO stage_visits (customer_id, stage, owner, entered_at)"
    " SELECT id, 'Kick-off', CASE WHEN id = 60 THEN 'Cyd' WHEN id % 2 THEN 'Ann' ELSE 'Bob' END,"
    " datetime ('now', '-' || (62 - id) || ' days') FROM customers WHERE id > 50;"
    "UPDATE customers SET name = 'Initech, \"Ltd\"' WHERE id = 51;"
    "INSERT INTO stage_visits (customer_id, stage, entered_at)"
    " VALUES (1, 'Adoption', datetime ('now', '-3 days'));"
    "CREATE TABLE touchpoints (customer_id, name TEXT, at TEXT NOT NULL);"
    "INSERT INTO touchpoints SELECT customer_id, 'call_1', datetime (entered_at, '2 days')"
    " FROM stage_visits WHERE stage = 'Kick-off' AND customer_id <= 40;"
    "INSERT INTO touchpoints SELECT customer_id, 'Mail', datetime (entered_at, '1 days')"
    " FROM stage_visits WHERE stage = 'Kick-off' AND customer_id BETWEEN 38 AND 40;";

typedef struct
{
  WindowFixture window;
  char *database;
  sqlite3 *writer; /* somebody else's program */
  GtkWidget *details;
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
  WindowFixture *w = &f->window;

  w->folder = g_dir_make_tmp ("cairn-details-XXXXXX", NULL);
  w->path = g_build_filename (w->folder, "test.cairn", NULL);
  f->database = g_build_filename (w->folder, "visits.db", NULL);
  g_assert_true (g_file_set_contents (w->path, JOURNEY, -1, NULL));
  g_assert_cmpint (sqlite3_open (f->database, &f->writer), ==, SQLITE_OK);
  /* Somebody may be reading just now. */
  sqlite3_busy_timeout (f->writer, 10000);
  run_sql (f, SCHEMA);
  window_open (w);
  cairn_ui_test_wait (cairn_editor_get_timings (w->editor) != NULL
                      && cairn_editor_get_study (w->editor, window_lookup (w, "stage-1")) != NULL);
  cairn_ui_test_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  if (f->window.window != NULL)
    cairn_ui_test_close (GTK_WINDOW (f->window.window));
  g_assert_cmpint (sqlite3_close (f->writer), ==, SQLITE_OK);
  g_remove (f->database);
  g_free (f->database);
  window_tear_down (&f->window, NULL);
}

static void
wait_for_details (Fixture *f)
{
  f->details = GTK_WIDGET (window_wait_for_other (&f->window));
  g_assert_true (CAIRN_IS_STAGE_WINDOW (f->details));
}

static GtkWidget *
find (Fixture *f, GType type, const char *text)
{
  return cairn_ui_test_find (f->details, type, text);
}

static void
open_by_key (Fixture *f)
{
  cairn_ui_test_key ("<Ctrl>i");
  wait_for_details (f);
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

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (f->details), NULL, got_text_cb, &text);
  cairn_ui_test_wait (text != NULL);
  return text;
}

/* A place on the map that @part of @id is drawn at. */
static void
click_part (Fixture *f, const char *id, CairnPart part)
{
  CairnCanvas *canvas = CAIRN_CANVAS (window_find (&f->window, CAIRN_TYPE_CANVAS, NULL));

  for (int y = 2; y < gtk_widget_get_height (GTK_WIDGET (canvas)); y += 4)
    for (int x = 2; x < gtk_widget_get_width (GTK_WIDGET (canvas)); x += 4)
      {
        CairnSceneHit hit;

        if (cairn_canvas_hit (canvas, x, y, &hit) && hit.part == part
            && g_str_equal (cairn_element_get_id (hit.element), id))
          {
            cairn_ui_test_click_at (GTK_WIDGET (canvas), x, y, GDK_BUTTON_PRIMARY, 1);
            return;
          }
      }
  g_error ("%s is not there", cairn_part_word (part));
}

static void
test_open_from_map (Fixture *f, gconstpointer data)
{
  click_part (f, "stage-2", CAIRN_PART_TIMING);
  wait_for_details (f);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (f->details)), ==, "Adoption");
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "Customer 1"));
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (window_find_other (&f->window) == NULL);
  /* The one that loses most, with nothing selected. */
  cairn_ui_test_click (window_find (&f->window, CAIRN_TYPE_CANVAS, NULL));
  cairn_ui_test_key ("<Ctrl>i");
  wait_for_details (f);
  g_assert_cmpstr (gtk_window_get_title (GTK_WINDOW (f->details)), ==, "Kick-off");
}

static void
test_open_from_list (Fixture *f, gconstpointer data)
{
  GtkWidget *list = window_find (&f->window, CAIRN_TYPE_PILEUP_LIST, NULL);

  cairn_ui_test_click (cairn_ui_test_find (list, GTK_TYPE_LABEL, "Renewal"));
  wait_for_details (f);
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "No Customers"));
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (window_find_other (&f->window) == NULL);
  cairn_ui_test_click (cairn_ui_test_find (list, GTK_TYPE_LABEL, "Kick-off"));
  wait_for_details (f);
  g_assert_nonnull (find (f, GTK_TYPE_LABEL,
                          "10 customers are here now, 5 past the target of 7 d. Longest first."));
}

static double
y_of (Fixture *f, const char *text)
{
  GtkWidget *label = find (f, GTK_TYPE_LABEL, text);
  double x, y;

  if (label == NULL)
    g_error ("%s is not shown", text);
  gtk_widget_translate_coordinates (label, f->details, 0, 0, &x, &y);
  return y;
}

static void
test_customers (Fixture *f, gconstpointer data)
{
  open_by_key (f);
  g_assert_cmpfloat (y_of (f, "Initech, \"Ltd\""), <, y_of (f, "Customer 52"));
  g_assert_cmpfloat (y_of (f, "Customer 52"), <, y_of (f, "Customer 60"));
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "Ann"));
  /* Nothing fair can be said about who has one customer. */
  g_assert_null (find (f, GTK_TYPE_LABEL, "Cyd"));
  cairn_ui_test_click (find (f, GTK_TYPE_LABEL, "Here for"));
  g_assert_cmpfloat (y_of (f, "Customer 52"), >, y_of (f, "Customer 60"));

  cairn_ui_test_key ("<Ctrl>f");
  cairn_ui_test_type ("customer 5");
  cairn_ui_test_wait (find (f, GTK_TYPE_LABEL, "Customer 60") == NULL);
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "Customer 59"));
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (find (f, GTK_TYPE_LABEL, "Customer 60") != NULL);
}

static void
test_csv (Fixture *f, gconstpointer data)
{
  g_autofree char *csv = NULL;
  g_autofree char *again = NULL;
  g_auto (GStrv) lines = NULL;

  open_by_key (f);
  cairn_ui_test_click (find (f, GTK_TYPE_BUTTON, "Copy as CS_V"));
  csv = read_clipboard (f);
  lines = g_strsplit (csv, "\r\n", -1);
  g_assert_cmpstr (lines[0], ==,
                   "customer,age_days,days_past_target,past_target,likely_more_days,owner,entered,"
                   "attributes");
  g_assert_true (g_str_has_prefix (lines[1], "\"Initech, \"\"Ltd\"\"\",11,4,yes,"));
  g_assert_true (g_str_has_prefix (lines[10], "Customer 60,2,-5,no,"));
  g_assert_true (strstr (lines[10], "Cyd") == NULL);
  g_assert_cmpstr (lines[11], ==, "");
  gdk_clipboard_set_text (gtk_widget_get_clipboard (f->details), "before");
  cairn_ui_test_key ("<Ctrl><Shift>c");
  again = read_clipboard (f);
  g_assert_true (g_str_has_prefix (again, "customer,age_days"));
}

/* Somebody leaves: nobody has to ask for it. */
static void
test_live (Fixture *f, gconstpointer data)
{
  open_by_key (f);
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "Customer 52"));
  run_sql (f, "UPDATE stage_visits SET left_at = datetime ('now')"
              " WHERE customer_id = 52 AND left_at IS NULL;"
              "INSERT INTO customers VALUES (61, 'Hooli', 'Enterprise');"
              "INSERT INTO stage_visits (customer_id, stage, entered_at)"
              " VALUES (61, 'Kick-off', datetime ('now', '-30 days'));");
  cairn_ui_test_wait (find (f, GTK_TYPE_LABEL, "Customer 52") == NULL);
  cairn_ui_test_wait (find (f, GTK_TYPE_LABEL, "Hooli") != NULL);
  cairn_ui_test_settle ();
  g_assert_cmpfloat (y_of (f, "Hooli"), <, y_of (f, "Customer 53"));
}

static void
got_svg_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GInputStream **) data = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, NULL);
}

static void
test_distribution (Fixture *f, gconstpointer data)
{
  g_autoptr (GInputStream) svg = NULL;
  g_autoptr (GBytes) start = NULL;

  open_by_key (f);
  cairn_ui_test_key ("<Alt>2");
  g_assert_nonnull (find (f, CAIRN_TYPE_STUDY_CHART, NULL));
  cairn_ui_test_key ("<Ctrl>c");
  gdk_clipboard_read_async (gtk_widget_get_clipboard (f->details),
                            (const char *[]){ "image/svg+xml", NULL }, G_PRIORITY_DEFAULT, NULL,
                            got_svg_cb, &svg);
  cairn_ui_test_wait (svg != NULL);
  start = g_input_stream_read_bytes (svg, 5, NULL, NULL);
  g_assert_cmpmem (g_bytes_get_data (start, NULL), 5, "<?xml", 5);
  g_assert_true (gdk_content_formats_contain_gtype (
    gdk_clipboard_get_formats (gtk_widget_get_clipboard (f->details)), GDK_TYPE_TEXTURE));
}

static void
test_weeks (Fixture *f, gconstpointer data)
{
  g_autofree char *sheet = NULL;
  g_auto (GStrv) lines = NULL;

  open_by_key (f);
  cairn_ui_test_key ("<Alt>3");
  cairn_ui_test_click (find (f, GTK_TYPE_BUTTON, "Copy as _Table"));
  sheet = read_clipboard (f);
  lines = g_strsplit (sheet, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 28); /* a heading, 26 weeks, nothing */
  g_assert_true (g_str_has_prefix (lines[0], "week_to\tarrivals\tdepartures\there\toverdue\t"));
  /* Before the first row of the data there is nothing to show. */
  g_assert_nonnull (strstr (lines[1], "\t\t\t\t\t"));
  {
    g_auto (GStrv) last = g_strsplit (lines[26], "\t", -1);

    g_assert_cmpstr (last[3], ==, "10");
  }
}

static void
test_flow_and_owners (Fixture *f, gconstpointer data)
{
  g_autofree char *csv = NULL;
  g_autofree char *owners = NULL;

  open_by_key (f);
  cairn_ui_test_key ("<Alt>4");
  g_assert_nonnull (find (f, CAIRN_TYPE_STAGE_FLOW, NULL));
  g_assert_nonnull (
    cairn_ui_test_find (gtk_window_get_focus (GTK_WINDOW (f->details)), GTK_TYPE_LABEL, "Flow"));
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "by 7 d"));
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "by 14 d"));
  cairn_ui_test_key ("<Ctrl>c");
  csv = read_clipboard (f);
  g_assert_nonnull (strstr (csv, "\r\nstill_inside_by_1_target,"));

  cairn_ui_test_key ("<Alt>5");
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "Bob"));
  g_assert_null (find (f, GTK_TYPE_LABEL, "Cyd"));
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "1 owner with too few customers to compare"));
  cairn_ui_test_key ("<Ctrl><Shift>c");
  owners = read_clipboard (f);
  g_assert_null (strstr (owners, "Cyd"));
}

/* Somewhere under @widget. */
static gboolean
says (GtkWidget *widget, const char *words)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_text (GTK_LABEL (widget)), words) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (says (child, words))
      return TRUE;
  return FALSE;
}

/* What is counted is a choice, which the sentence and the picture follow, and which is kept. */
static void
test_counting (Fixture *f, gconstpointer data)
{
  GtkWidget *choice;

  open_by_key (f);
  cairn_ui_test_key ("<Alt>2");
  choice = find (f, GTK_TYPE_DROP_DOWN, NULL);
  g_assert_nonnull (choice);
  g_assert_false (says (f->details, "All stays of a customer added up."));
  gtk_widget_grab_focus (choice);
  cairn_ui_test_key ("space");
  cairn_ui_test_key ("End");
  cairn_ui_test_key ("Return");
  cairn_ui_test_wait (gtk_drop_down_get_selected (GTK_DROP_DOWN (choice)) == 2);
  g_assert_true (says (f->details, "All stays of a customer added up."));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 1);
  g_assert_true (says (f->details, "Only the first stay of each customer."));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), 0);
  g_assert_false (says (f->details, "Only the first stay of each customer."));
}

/* Each page says what its figures are computed by, and from what. */
static void
test_how (Fixture *f, gconstpointer data)
{
  GtkWidget *how;

  open_by_key (f);
  how = find (f, GTK_TYPE_MENU_BUTTON, "How Is This Computed?");
  g_assert_nonnull (how);
  cairn_ui_test_click (how);
  cairn_ui_test_wait (find (f, GTK_TYPE_LABEL, "Likely still") != NULL);
  g_assert_true (says (how, "n: 10 customers here, "));
  g_assert_true (says (how, "Left out: Owners of whom fewer than 5"));
  g_assert_true (says (how, "Clock: calendar days"));
  g_assert_true (says (how, "As of: "));
  cairn_ui_test_key ("Escape");
}

/* Whoever gets the rows is told whose they are. */
static void
test_csv_filter (Fixture *f, gconstpointer data)
{
  g_autofree char *csv = NULL;
  g_autofree char *flow = NULL;
  g_auto (GStrv) lines = NULL;

  cairn_ui_test_key ("<Ctrl><Shift>f");
  cairn_ui_test_type ("owner is Ann");
  cairn_ui_test_key ("Return");
  cairn_ui_test_wait (
    cairn_editor_get_cell (f->window.editor, window_lookup (&f->window, "stage-1"))->here == 5);
  cairn_ui_test_settle ();
  open_by_key (f);
  cairn_ui_test_wait (find (f, GTK_TYPE_LABEL, "Customer 53") != NULL);
  cairn_ui_test_key ("<Ctrl><Shift>c");
  csv = read_clipboard (f);
  lines = g_strsplit (csv, "\r\n", -1);
  g_assert_true (g_str_has_suffix (lines[0], ",only"));
  g_assert_true (g_str_has_suffix (lines[1], ",owner is Ann"));
  cairn_ui_test_key ("<Alt>4");
  cairn_ui_test_key ("<Ctrl><Shift>c");
  flow = read_clipboard (f);
  g_assert_true (g_str_has_suffix (flow, "\r\nonly,owner is Ann,,\r\n"));
}

/* What is done with customers: in the details, and of one step in the inspector. */
static void
test_touchpoints (Fixture *f, gconstpointer data)
{
  g_autofree char *csv = NULL;
  g_auto (GStrv) lines = NULL;

  open_by_key (f);
  cairn_ui_test_key ("<Alt>6");
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "Welcome call"));
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "Mail"));
  /* What the data never say takes no room, but is a column for programs as ever. */
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "Since the one before"));
  g_assert_null (find (f, GTK_TYPE_LABEL, "Wait for it"));
  g_assert_null (find (f, GTK_TYPE_LABEL, "Work on it"));
  cairn_ui_test_key ("<Ctrl><Shift>c");
  csv = read_clipboard (f);
  lines = g_strsplit (csv, "\r\n", -1);
  g_assert_cmpstr (lines[0], ==,
                   "touchpoint,times,reached_percent,stays_ended,days_until_first,wait_days,"
                   "work_days,gap_days");
  g_assert_true (g_str_has_prefix (lines[1], "Welcome call,"));
  g_assert_true (g_str_has_suffix (lines[1], ",2,,,2"));
  g_assert_true (g_str_has_prefix (lines[2], "Mail,"));
  gtk_window_close (GTK_WINDOW (f->details));
  cairn_ui_test_settle ();
}

/* Without any it says so, and shows no empty table. */
static void
test_no_touchpoints (Fixture *f, gconstpointer data)
{
  open_by_key (f);
  cairn_ui_test_key ("<Alt>6");
  g_assert_nonnull (find (f, GTK_TYPE_LABEL, "How often"));
  run_sql (f, "DELETE FROM touchpoints");
  cairn_ui_test_wait (find (f, GTK_TYPE_LABEL, "How often") == NULL);
  gtk_window_close (GTK_WINDOW (f->details));
  cairn_ui_test_settle ();
}

/* The step says it too, and what the data call it can be told there. */
static void
test_touchpoint_of_step (Fixture *f, gconstpointer data)
{
  WindowFixture *w = &f->window;
  GtkWidget *window = GTK_WIDGET (w->window);

  click_part (f, "step-1", CAIRN_PART_MAIN);
  cairn_ui_test_wait (cairn_ui_test_find (window, GTK_TYPE_LABEL, "Timings of Welcome call")
                      != NULL);
  g_assert_true (says (window, " times, "));
  click_part (f, "step-2", CAIRN_PART_MAIN);
  cairn_ui_test_wait (cairn_ui_test_find (window, GTK_TYPE_LABEL, "Not seen in the data") != NULL);
}

int
main (int argc, char **argv)
{
  window_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/ui/details/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("open-from-map", test_open_from_map);
  ADD ("open-from-list", test_open_from_list);
  ADD ("customers", test_customers);
  ADD ("csv", test_csv);
  ADD ("live", test_live);
  ADD ("distribution", test_distribution);
  ADD ("counting", test_counting);
  ADD ("weeks", test_weeks);
  ADD ("flow-and-owners", test_flow_and_owners);
  ADD ("how", test_how);
  ADD ("csv-filter", test_csv_filter);
  ADD ("touchpoints", test_touchpoints);
  ADD ("no-touchpoints", test_no_touchpoints);
  ADD ("touchpoint-of-step", test_touchpoint_of_step);
#undef ADD
  return window_run ();
}
