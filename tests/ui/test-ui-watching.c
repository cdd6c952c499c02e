/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is set about the timings of a journey, by key and pointer: alerts, names that nobody is to
 * see, whose customers are a segment's, and working hours. */
#include "timing/cairn-stage-study.h"
#include "window-fixture.h"

#include <sqlite3.h>
#include <string.h>

static const char JOURNEY[]
  = "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"2\" id=\"j\">"
    "<source id=\"o\" path=\"visits.db\"/>"
    "<segment id=\"s\" name=\"Enterprise\"><swimlane id=\"w\" name=\"Onboarding\">"
    "<lane id=\"l\" name=\"CSM\"/>"
    "<stage id=\"g\" name=\"Kick-off\" target=\"7d\" limit=\"8d\"/></swimlane></segment>"
    "</journey>";

/* 30 customers have left the stage, each after 6 days; one has been there for a day. */
static const char SCHEMA[]
  = "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, segment TEXT, arr REAL);"
    "CREATE TABLE stage_visits (id INTEGER PRIMARY KEY, customer_id INTEGER, stage TEXT, owner "
    "TEXT, entered_at TEXT, started_at TEXT, left_at TEXT, updated_at TEXT);"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 31)"
    " INSERT INTO customers SELECT i, 'Globex ' || i, 'Enterprise', 1000 * i FROM n;"
    "INSERT INTO stage_visits (customer_id, stage, owner, entered_at, left_at)"
    " SELECT id, 'Kick-off', 'Dana', datetime ('now', '-' || (2 * id + 6) || ' days'),"
    " datetime ('now', '-' || (2 * id) || ' days') FROM customers WHERE id <= 30;"
    "INSERT INTO stage_visits (customer_id, stage, owner, entered_at)"
    " VALUES (31, 'Kick-off', 'Dana', datetime ('now', '-1 days'));";

typedef struct
{
  WindowFixture window;
  char *database;
  sqlite3 *writer; /* somebody else's program */
} Fixture;

static void
run_sql (Fixture *f, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (f->writer, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s", message);
}

static const CairnCell *
get_cell (Fixture *f)
{
  return cairn_editor_get_cell (f->window.editor, window_lookup (&f->window, "g"));
}

static CairnStageStudy *
get_study (Fixture *f)
{
  return cairn_editor_get_study (f->window.editor, window_lookup (&f->window, "g"));
}

static void
set_up (Fixture *f, gconstpointer data)
{
  WindowFixture *w = &f->window;

  w->folder = g_dir_make_tmp ("cairn-watching-XXXXXX", NULL);
  w->path = g_build_filename (w->folder, "test.cairn", NULL);
  f->database = g_build_filename (w->folder, "visits.db", NULL);
  g_assert_true (g_file_set_contents (w->path, JOURNEY, -1, NULL));
  g_assert_cmpint (sqlite3_open (f->database, &f->writer), ==, SQLITE_OK);
  /* Somebody may be reading just now. */
  sqlite3_busy_timeout (f->writer, 10000);
  run_sql (f, SCHEMA);
  window_open (w);
  cairn_ui_test_wait (cairn_editor_get_timings (w->editor) != NULL && get_study (f) != NULL);
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
press_switch (Fixture *f, const char *title)
{
  GtkWindow *preferences;
  GtkWidget *row;

  cairn_ui_test_key ("<Ctrl>comma");
  preferences = window_wait_for_other (&f->window);
  row = cairn_ui_test_find (GTK_WIDGET (preferences), ADW_TYPE_ACTION_ROW, title);
  g_assert_nonnull (row);
  /* It may be further down. */
  gtk_widget_grab_focus (row);
  cairn_ui_test_settle ();
  cairn_ui_test_key ("Return");
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (window_find_other (&f->window) == NULL);
}

/* Rows of a list that begin with @text. */
static guint
count_rows (GtkWidget *widget, const char *text)
{
  guint n = 0;

  if (ADW_IS_ACTION_ROW (widget)
      && g_str_has_prefix (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), text))
    return 1;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child, text);
  return n;
}

/* Looks at the list of alerts, and closes it. */
static guint
count_alerts (Fixture *f, const char *text)
{
  GtkWidget *list;
  guint n;

  cairn_ui_test_key ("<Ctrl><Shift>j");
  list = GTK_WIDGET (window_wait_for_other (&f->window));
  n = count_rows (list, text);
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (window_find_other (&f->window) == NULL);
  return n;
}

/* ---- the desktop, as far as it shows notifications ---- */

typedef struct
{
  guint n;
  char *body;
} Desktop;

static void
called_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer data)
{
  Desktop *desktop = data;

  if (g_str_equal (method, "AddNotification"))
    {
      g_autoptr (GVariant) about = g_variant_get_child_value (parameters, 2);

      desktop->n++;
      g_free (desktop->body);
      desktop->body = NULL;
      g_variant_lookup (about, "body", "s", &desktop->body);
    }
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
put_up_desktop (Desktop *desktop)
{
  static const char about[]
    = "<node><interface name='org.gtk.Notifications'><method name='AddNotification'>"
      "<arg type='s'/><arg type='s'/><arg type='a{sv}'/></method>"
      "<method name='RemoveNotification'><arg type='s'/><arg "
      "type='s'/></method></interface></node>";
  static const GDBusInterfaceVTable table = { .method_call = called_cb };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (about, NULL);
  g_autoptr (GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) owned = NULL;

  g_assert_nonnull (bus);
  g_assert_cmpuint (g_dbus_connection_register_object (bus, "/org/gtk/Notifications",
                                                       node->interfaces[0], &table, desktop, NULL,
                                                       NULL),
                    >, 0);
  owned = g_dbus_connection_call_sync (bus, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                       "org.freedesktop.DBus", "RequestName",
                                       g_variant_new ("(su)", "org.gtk.Notifications", 0), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, -1, NULL, NULL);
  g_assert_nonnull (owned);
}

/* ---- tests ---- */

/* The median stay passes the limit of the stage: that is told once, and stands in the list. */
static void
test_alert (Fixture *f, gconstpointer data)
{
  static const char text[] = "Enterprise, Kick-off: the median stay of ";
  Desktop desktop = { 0 };
  GtkWidget *list;
  guint before;

  put_up_desktop (&desktop);
  g_assert_cmpuint (count_alerts (f, ""), ==, 0);
  press_switch (f, "A stage passes its limit");
  cairn_ui_test_key ("<Ctrl><Shift>j");
  list = GTK_WIDGET (window_wait_for_other (&f->window));
  g_assert_cmpfloat (get_cell (f)->median.value, <, 8 * 86400);

  run_sql (f, "INSERT INTO stage_visits (customer_id, stage, owner, entered_at, left_at)"
              " SELECT id, 'Kick-off', 'Dana', datetime ('now', '-40 days'),"
              " datetime ('now', '-' || (id % 9 + 1) || ' days') FROM customers"
              " UNION ALL SELECT id, 'Kick-off', 'Dana', datetime ('now', '-41 days'),"
              " datetime ('now', '-' || (id % 9 + 1) || ' days') FROM customers;");
  cairn_ui_test_wait (get_cell (f)->median.value > 8 * 86400);
  cairn_ui_test_wait (desktop.n == 1);
  g_assert_true (g_str_has_prefix (desktop.body, text));
  g_assert_nonnull (strstr (desktop.body, " is past the limit of 8 d"));
  /* The list that is open shows it, and so does the next one. */
  cairn_ui_test_wait (count_rows (list, text) == 1);
  g_assert_null (cairn_ui_test_find (list, GTK_TYPE_LABEL, "No Alerts"));
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (window_find_other (&f->window) == NULL);
  g_assert_cmpuint (count_alerts (f, text), ==, 1);

  /* It stays past the limit, which is no news. */
  before = get_cell (f)->departures;
  run_sql (f, "INSERT INTO customers VALUES (40, 'Hooli', 'Enterprise', 5);"
              "INSERT INTO stage_visits (customer_id, stage, owner, entered_at, left_at)"
              " VALUES (40, 'Kick-off', 'Dana', datetime ('now', '-50 days'), datetime ('now'));");
  cairn_ui_test_wait (get_cell (f)->departures > before);
  g_assert_cmpuint (count_alerts (f, text), ==, 1);
  g_assert_cmpuint (desktop.n, ==, 1);
  press_switch (f, "A stage passes its limit");
  g_free (desktop.body);
}

/* A list with nothing in it says why, and leads to where that can be changed. */
static void
test_nothing (Fixture *f, gconstpointer data)
{
  GtkWindow *list, *preferences;
  GtkWidget *button;

  cairn_ui_test_key ("<Ctrl><Shift>j");
  list = window_wait_for_other (&f->window);
  g_assert_nonnull (cairn_ui_test_find (GTK_WIDGET (list), GTK_TYPE_LABEL, "Alerts Are Off"));
  button = cairn_ui_test_find (GTK_WIDGET (list), GTK_TYPE_BUTTON, "_Preferences");
  g_assert_nonnull (button);
  for (guint i = 0; i < 4 && gtk_window_get_focus (list) != button; i++)
    cairn_ui_test_key ("Tab");
  g_assert_true (gtk_window_get_focus (list) == button);
  cairn_ui_test_key ("Return");
  cairn_ui_test_wait ((preferences = window_find_other (&f->window)) != NULL
                      && g_str_equal (gtk_window_get_title (preferences), "Preferences"));
  /* There the switches are at hand. */
  cairn_ui_test_wait (gtk_window_get_focus (preferences) != NULL
                      && gtk_window_get_focus (preferences)
                           == cairn_ui_test_find (GTK_WIDGET (preferences), ADW_TYPE_ACTION_ROW,
                                                  "A stage passes its limit"));
  cairn_ui_test_settle ();
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (window_find_other (&f->window) == NULL);

  press_switch (f, "A customer is stuck");
  cairn_ui_test_key ("<Ctrl><Shift>j");
  list = window_wait_for_other (&f->window);
  g_assert_nonnull (cairn_ui_test_find (GTK_WIDGET (list), GTK_TYPE_LABEL, "No Alerts"));
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (window_find_other (&f->window) == NULL);
  press_switch (f, "A customer is stuck");
}

/* Customers get other names on the screen, and owners none; and theirs again. */
static void
test_names (Fixture *f, gconstpointer data)
{
  guint n;

  g_assert_cmpstr (get_cell (f)->oldest_customer, ==, "Globex 31");
  press_switch (f, "Replace customers by pseudonyms");
  cairn_ui_test_wait (g_str_has_prefix (get_cell (f)->oldest_customer, "Customer "));
  cairn_ui_test_wait (
    g_str_has_prefix (cairn_stage_study_get_waiting (get_study (f), &n)->customer, "Customer "));
  g_assert_cmpstr (cairn_stage_study_get_waiting (get_study (f), &n)->customer, ==,
                   get_cell (f)->oldest_customer);
  g_assert_cmpstr (cairn_stage_study_get_waiting (get_study (f), &n)->owner, ==, "Dana");

  press_switch (f, "Hide the names of owners");
  cairn_ui_test_wait (cairn_stage_study_get_waiting (get_study (f), &n)->owner == NULL);
  cairn_stage_study_get_owners (get_study (f), &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpuint (cairn_stage_study_get_figures (get_study (f))->hidden_owners, ==, 1);

  press_switch (f, "Hide the names of owners");
  press_switch (f, "Replace customers by pseudonyms");
  cairn_ui_test_wait (g_str_equal (get_cell (f)->oldest_customer, "Globex 31"));
}

static void
type_into (Fixture *f, const char *title, const char *text)
{
  GtkWidget *row = window_find (&f->window, ADW_TYPE_ENTRY_ROW, title);

  g_assert_nonnull (row);
  gtk_widget_grab_focus (row);
  cairn_ui_test_settle ();
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_type (text);
  cairn_ui_test_key ("Return");
}

/* Whose customers are those of the segment: a rule in the inspector. */
static void
test_rule (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (get_cell (f)->departures, ==, 30);
  type_into (f, "Customers with", "arr >");
  cairn_ui_test_wait (window_find (&f->window, GTK_TYPE_LABEL,
                                   "Empty: the data say who belongs to "
                                   "it.")
                      == NULL);
  g_assert_cmpstr (cairn_element_get_string (window_lookup (&f->window, "s"), CAIRN_PROP_RULE), ==,
                   "");
  type_into (f, "Customers with", "arr >= 22000");
  cairn_ui_test_wait (window_find (&f->window, GTK_TYPE_LABEL, "10 customers now") != NULL);
  g_assert_cmpstr (cairn_element_get_string (window_lookup (&f->window, "s"), CAIRN_PROP_RULE), ==,
                   "arr >= 22000");
  /* The data go on: one more belongs to it. */
  run_sql (f, "UPDATE customers SET arr = 50000 WHERE id = 1");
  cairn_ui_test_wait (window_find (&f->window, GTK_TYPE_LABEL, "11 customers now") != NULL);
  cairn_ui_test_key ("<Ctrl>z");
}

/* With working hours, time stands still at the weekend, and the legend says by what clock it
 * counts. */
static void
test_hours (Fixture *f, gconstpointer data)
{
  double before = get_cell (f)->median.value;

  g_assert_false (get_cell (f)->working_days);
  type_into (f, "Working hours", "Mon-Fri 09:00-17:00");
  cairn_ui_test_wait (get_cell (f) != NULL && get_cell (f)->working_days);
  /* Six days are four or five working days, and a little. */
  g_assert_cmpfloat (get_cell (f)->median.value, <, before);
  g_assert_cmpfloat (get_cell (f)->median.value, >=, 3.9 * 86400);
  g_assert_cmpstr (cairn_snapshot_get_clock (cairn_editor_get_timings (f->window.editor)), !=,
                   "calendar days");
}

int
main (int argc, char **argv)
{
  window_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/ui/watching/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("alert", test_alert);
  ADD ("nothing", test_nothing);
  ADD ("names", test_names);
  ADD ("rule", test_rule);
  ADD ("hours", test_hours);
  return window_run ();
}
