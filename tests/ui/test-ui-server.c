/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The assistant for data, asked for visits on a PostgreSQL server. */

#include "app/cairn-application.h"
#include "ui/cairn-main-window.h"
#include "ui/cairn-source-dialog.h"

#include "cairn-ui-test.h"

#include <glib/gstdio.h>
#include <math.h>
#pragma GCC diagnostic ignored "-Wunused-function"
#include "../core/postgres-fixture.h"

static const char JOURNEY[]
  = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"3\" id=\"journey-1\" "
    "name=\"Test\">\n"
    "  <segment id=\"segment-1\" name=\"Enterprise\">\n"
    "    <swimlane id=\"swimlane-1\" name=\"Onboarding\">\n"
    "      <lane id=\"lane-1\" name=\"CSM\"/>\n"
    "      <stage id=\"stage-1\" name=\"Kick-off\" target=\"7d\"/>\n"
    "      <stage id=\"stage-2\" name=\"Review\" target=\"40d\"/>\n"
    "    </swimlane>\n"
    "  </segment>\n"
    "</journey>\n";

static PostgresFixture server;
static GtkApplication *application;
static CairnMainWindow *window;
static CairnEditor *editor;
static GtkWidget *dialog;

static GtkWidget *
find_toplevel (GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) one = g_list_model_get_item (toplevels, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (one, type) && gtk_widget_get_mapped (one))
        return one;
    }
  return NULL;
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
next_button (void)
{
  return cairn_ui_test_find (dialog, GTK_TYPE_BUTTON, "_Next");
}

static void
open_assistant (void)
{
  g_action_group_activate_action (G_ACTION_GROUP (window), "database", NULL);
  cairn_ui_test_wait ((dialog = find_toplevel (CAIRN_TYPE_SOURCE_DIALOG)) != NULL);
  cairn_ui_test_wait (gtk_window_is_active (GTK_WINDOW (dialog)));
  cairn_ui_test_settle ();
}

/* Types it into the entry, and Enter. */
static void
enter_address (const char *address)
{
  GtkWidget *row = cairn_ui_test_find (dialog, ADW_TYPE_ENTRY_ROW,
                                       "Or a Server: postgresql://user@host/database");

  g_assert_nonnull (row);
  cairn_ui_test_click (row);
  cairn_ui_test_settle ();
  cairn_ui_test_key ("<Control>a");
  cairn_ui_test_type (address);
  cairn_ui_test_settle ();
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, address);
  cairn_ui_test_key ("Return");
}

static void
go_on (const char *sentence)
{
  cairn_ui_test_key ("Return");
  cairn_ui_test_wait (says (dialog, sentence));
  cairn_ui_test_settle ();
}

/* What is wrong is said, and the window stays as it is. */
static void
test_refused (void)
{
  open_assistant ();
  enter_address ("warehouse");
  cairn_ui_test_wait (says (dialog, "An address looks like postgresql://user@host/database."));
  enter_address ("postgresql://dana:secret@localhost/crm");
  cairn_ui_test_wait (says (dialog, "password"));
  /* Nobody listens there. */
  enter_address ("postgresql://dana@localhost:1/crm");
  cairn_ui_test_wait (says (dialog, "cannot be reached"));
  g_assert_false (gtk_widget_get_sensitive (next_button ()));
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_SOURCE_DIALOG) == NULL);
  g_assert_false (cairn_history_get_can_undo (cairn_editor_get_history (editor)));
}

/* From the address to figures on the map, asking nothing that its names tell. */
static void
test_server (void)
{
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (editor));
  CairnElement *stage = cairn_document_lookup (cairn_editor_get_document (editor), "stage-1");
  PGconn *conn = postgres_fixture_connect (&server);

  fixture_fill_postgres (conn, "stays", 2000);
  PQfinish (conn);
  open_assistant ();
  enter_address (server.address);
  cairn_ui_test_wait (gtk_widget_get_sensitive (next_button ()));
  g_assert_true (says (dialog, "stays"));
  cairn_ui_test_click (next_button ());
  cairn_ui_test_wait (says (dialog, "What Does One Row Mean?"));
  cairn_ui_test_settle ();
  go_on ("What Is in Each Column?");
  go_on ("What This Means");
  g_assert_true (says (dialog, "C0000"));
  go_on ("Which Stage Is This?");
  g_assert_nonnull (cairn_ui_test_find (dialog, ADW_TYPE_COMBO_ROW, "Odd one"));
  cairn_ui_test_click (cairn_ui_test_find (dialog, GTK_TYPE_BUTTON, "_Done"));
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_SOURCE_DIALOG) == NULL);
  g_assert_cmpstr (
    cairn_element_get_string (cairn_element_first (root, CAIRN_KIND_SOURCE), CAIRN_PROP_PATH), ==,
    server.address);
  cairn_ui_test_wait (cairn_editor_get_cell (editor, stage) != NULL
                      && cairn_editor_get_cell (editor, stage)->here > 0);

  /* It is there when the assistant opens again. */
  open_assistant ();
  cairn_ui_test_wait (gtk_widget_get_sensitive (next_button ()));
  g_assert_true (says (dialog, "stays"));
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (find_toplevel (CAIRN_TYPE_SOURCE_DIALOG) == NULL);
}

static void
open_window (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  window = cairn_main_window_new (application);
  cairn_ui_test_open (GTK_WINDOW (window));
  cairn_main_window_open (window, file);
  cairn_ui_test_wait (cairn_main_window_get_file (window) != NULL);
  editor = cairn_main_window_get_editor (window);
  cairn_ui_test_settle ();
}

int
main (int argc, char **argv)
{
  g_autofree char *path = NULL;
  int result;

  cairn_ui_test_init (&argc, &argv);
  postgres_fixture_init (&server);
  path = g_build_filename (server.folder, "test.cairn", NULL);
  g_assert_true (g_file_set_contents (path, JOURNEY, -1, NULL));
  application = GTK_APPLICATION (cairn_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  open_window (path);
  g_test_add_func ("/ui/server/refused", test_refused);
  g_test_add_func ("/ui/server/stays", test_server);
  result = g_test_run ();
  cairn_ui_test_close (GTK_WINDOW (window));
  g_clear_object (&application);
  postgres_fixture_clear (&server);
  return result;
}
