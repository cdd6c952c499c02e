/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which customers count, what they are compared with, and looking back: with real keys. */
#include "app/cairn-application.h"
#include "render/cairn-svg.h"
#include "ui/cairn-filter-bar.h"
#include "ui/cairn-main-window.h"
#include "ui/cairn-time-slider.h"

#include "cairn-ui-test.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

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
  = "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, segment TEXT, arr REAL);"
    "CREATE TABLE stage_visits (id INTEGER PRIMARY KEY, customer_id INTEGER, stage TEXT, owner "
    "TEXT, entered_at TEXT, started_at TEXT, left_at TEXT, updated_at TEXT);"
    "INSERT INTO customers VALUES (1, 'Globex', 'Enterprise', 90000),"
    " (2, 'Initech', 'Enterprise', 100), (3, 'Hooli', 'Digital', 70000);"
    "INSERT INTO stage_visits (customer_id, stage, entered_at) VALUES"
    " (1, 'Kick-off', datetime ('now', '-20 days')), (2, 'Kick-off', datetime ('now', '-2 days')),"
    " (3, 'Kick-off', datetime ('now', '-1 days'));";

static GtkApplication *application;

typedef struct
{
  char *folder;
  char *journey;
  char *database;
  CairnMainWindow *window;
  CairnEditor *editor;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GFile) file = NULL;
  sqlite3 *db;

  f->folder = g_dir_make_tmp ("cairn-looking-XXXXXX", NULL);
  f->journey = g_build_filename (f->folder, "test.cairn", NULL);
  f->database = g_build_filename (f->folder, "visits.db", NULL);
  g_assert_true (g_file_set_contents (f->journey, JOURNEY, -1, NULL));
  g_assert_cmpint (sqlite3_open (f->database, &db), ==, SQLITE_OK);
  /* Somebody may be reading just now. */
  sqlite3_busy_timeout (db, 10000);
  g_assert_cmpint (sqlite3_exec (db, SCHEMA, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
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
  g_remove (f->journey);
  g_remove (f->database);
  g_rmdir (f->folder);
  g_free (f->journey);
  g_free (f->database);
  g_free (f->folder);
}

static guint
get_here (Fixture *f)
{
  CairnElement *stage = cairn_document_lookup (cairn_editor_get_document (f->editor), "stage-1");
  const CairnCell *cell = cairn_editor_get_cell (f->editor, stage);

  return cell != NULL ? cell->here : 0;
}

/* Whether the picture says @text, and so every export of it. */
static gboolean
is_drawn (Fixture *f, const char *text)
{
  g_autoptr (GBytes) svg = cairn_svg_write (cairn_editor_get_scene (f->editor), NULL);
  gsize size = 0;
  const char *bytes = g_bytes_get_data (svg, &size);

  return g_strstr_len (bytes, (gssize) size, text) != NULL;
}

static gboolean
shows (Fixture *f, const char *text)
{
  return cairn_ui_test_find (GTK_WIDGET (f->window), GTK_TYPE_LABEL, text) != NULL;
}

static void
test_filter (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (get_here (f), ==, 2);
  g_assert_true (shows (f, "all customers count"));
  cairn_ui_test_key ("<Ctrl><Shift>f");
  cairn_ui_test_type ("wealth > 5");
  cairn_ui_test_key ("Return");
  cairn_ui_test_wait (
    shows (f, "Customers have no “wealth”. What can be asked for: owner, segment, arr."));
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_type ("arr>=50000");
  cairn_ui_test_key ("Return");
  cairn_ui_test_wait (get_here (f) == 1);
  cairn_ui_test_wait (shows (f, "only customers with arr >= 50000 (2 of 3 customers)"));
  g_assert_true (is_drawn (f, "arr &gt;= 50000"));
  cairn_ui_test_key ("<Ctrl>z");
  cairn_ui_test_wait (get_here (f) == 2);
  cairn_ui_test_key ("<Ctrl><Shift>z");
  cairn_ui_test_wait (get_here (f) == 1);
  cairn_ui_test_key ("<Ctrl><Shift>f");
  cairn_ui_test_type ("x");
  cairn_ui_test_key ("Escape");
  g_assert_cmpuint (get_here (f), ==, 1);
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "clear-filter", NULL);
  cairn_ui_test_wait (get_here (f) == 2);
}

static void
test_slider (Fixture *f, gconstpointer data)
{
  cairn_ui_test_key ("<Ctrl><Shift>b");
  cairn_ui_test_settle ();
  cairn_ui_test_key ("Left");
  cairn_ui_test_key ("Left");
  cairn_ui_test_key ("Left");
  cairn_ui_test_wait (get_here (f) == 1);
  g_assert_true (is_drawn (f, "as of "));
  g_assert_false (is_drawn (f, "live ·"));
  cairn_ui_test_key ("<Shift>Left");
  cairn_ui_test_key ("<Shift>Left");
  cairn_ui_test_key ("<Shift>Left");
  cairn_ui_test_wait (get_here (f) == 0);
  cairn_ui_test_key ("space");
  cairn_ui_test_wait (get_here (f) == 2);
  cairn_ui_test_key ("<Ctrl><Shift>b");
  cairn_ui_test_wait (is_drawn (f, "live ·"));
}

static void
test_compare (Fixture *f, gconstpointer data)
{
  g_action_group_change_action_state (G_ACTION_GROUP (f->window), "compare-timings",
                                      g_variant_new_string ("earlier:4"));
  cairn_ui_test_wait (is_drawn (f, "2 here, was 0"));
  g_assert_true (is_drawn (f, "+1 overdue"));
  g_assert_true (is_drawn (f, "compared with how it was as of"));
  g_action_group_change_action_state (G_ACTION_GROUP (f->window), "compare-timings",
                                      g_variant_new_string ("segment:"));
  cairn_ui_test_wait (is_drawn (f, "2 here, all customers 3"));
  g_assert_true (is_drawn (f, "compared with all customers"));
  g_action_group_activate_action (G_ACTION_GROUP (f->window), "stop-comparing-timings", NULL);
  cairn_ui_test_wait (!is_drawn (f, "compared with"));
}

int
main (int argc, char **argv)
{
  int result;

  cairn_ui_test_init (&argc, &argv);
  application = GTK_APPLICATION (cairn_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
#define ADD(name, func) g_test_add ("/ui/looking/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("filter", test_filter);
  ADD ("slider", test_slider);
  ADD ("compare", test_compare);
#undef ADD
  result = g_test_run ();
  g_clear_object (&application);
  return result;
}
