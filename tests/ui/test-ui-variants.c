/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Variants, versions, snapshots and comparing, in a real window. */

#include "window-fixture.h"

#include "model/cairn-base.h"
#include "ui/cairn-compare-panel.h"
#include "ui/cairn-name-row.h"
#include "ui/cairn-segment-dialog.h"
#include "ui/cairn-segment-list.h"
#include "ui/cairn-snapshot-dialog.h"

#include <string.h>

static const char JOURNEY[]
  = "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"3\" id=\"j\">"
    "<segment id=\"s\" name=\"Enterprise\"><swimlane id=\"w\" name=\"Onboarding\">"
    "<lane id=\"l\" name=\"CSM\"/><stage id=\"g\" name=\"First\"/>"
    "<step id=\"a\" title=\"Welcome\" lane=\"l\" stage=\"g\"/>"
    "<step id=\"b\" title=\"Call\" lane=\"l\" stage=\"g\" effort=\"30\"/>"
    "<flow id=\"f\" from=\"a\" to=\"b\"/></swimlane></segment>"
    "<segment id=\"t\" name=\"Other\"/></journey>";

static gboolean
is_marked (WindowFixture *f, CairnElement *element)
{
  static const CairnLayerKind layers[]
    = { CAIRN_LAYER_CHANGES, CAIRN_LAYER_LANES_CHANGES, CAIRN_LAYER_STAGES_CHANGES };
  g_autofree char *id = g_strdup_printf ("change-%s", cairn_element_get_id (element));

  for (guint l = 0; l < G_N_ELEMENTS (layers); l++)
    {
      guint n;
      const CairnSceneGroup *groups
        = cairn_scene_get_groups (cairn_editor_get_scene (f->editor), layers[l], &n);

      for (guint i = 0; i < n; i++)
        if (strcmp (groups[i].id, id) == 0)
          return TRUE;
    }
  return FALSE;
}

static CairnElement *
like (WindowFixture *f, CairnElement *place, const char *id)
{
  g_autoptr (GHashTable) index = cairn_base_index (f->document, place);

  return g_hash_table_lookup (index, window_lookup (f, id));
}

static CairnElement *
make_variant (WindowFixture *f)
{
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.new-variant", NULL);
  cairn_ui_test_settle ();
  cairn_ui_test_wait (window_find (f, GTK_TYPE_TEXT, NULL) != NULL);
  cairn_ui_test_type ("Digital\n");
  return cairn_element_next (window_lookup (f, "s"));
}

static void
rename_step (WindowFixture *f, CairnElement *step, const char *text)
{
  cairn_editor_reveal (f->editor, step);
  gtk_widget_grab_focus (window_find (f, CAIRN_TYPE_CANVAS, NULL));
  cairn_ui_test_key ("F2");
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_type (text);
  cairn_ui_test_key ("Return");
}

static void
test_variant (WindowFixture *f, gconstpointer data)
{
  CairnElement *variant = make_variant (f);
  CairnElement *step = like (f, variant, "a");

  g_assert_cmpstr (cairn_element_get_title (variant), ==, "Digital");
  g_assert_true (cairn_element_get_parent (cairn_editor_get_diagram (f->editor)) == variant);
  /* It stands below its base, to the right. */
  g_assert_cmpint (gtk_widget_get_margin_start (gtk_widget_get_ancestor (
                     window_find (f, GTK_TYPE_LABEL, "Digital"), CAIRN_TYPE_NAME_ROW)),
                   >, 0);
  g_assert_false (is_marked (f, step));
  rename_step (f, step, "Video");
  g_assert_true (is_marked (f, step));
  cairn_ui_test_wait (window_find (f, GTK_TYPE_LABEL, "Differs from Enterprise") != NULL);
  g_assert_nonnull (window_find (f, GTK_TYPE_LABEL, "In the base: Welcome"));

  /* The base changes: what is not overridden follows, and undo takes both back. */
  rename_step (f, window_lookup (f, "b"), "Meeting");
  g_assert_cmpstr (cairn_element_get_title (like (f, variant, "b")), ==, "Meeting");
  rename_step (f, window_lookup (f, "a"), "Hello");
  g_assert_cmpstr (cairn_element_get_title (step), ==, "Video");
  cairn_ui_test_key ("<Ctrl>z");
  cairn_ui_test_key ("<Ctrl>z");
  g_assert_cmpstr (cairn_element_get_title (like (f, variant, "b")), ==, "Call");

  cairn_editor_reveal (f->editor, step);
  cairn_ui_test_wait (window_find (f, GTK_TYPE_BUTTON, "As in the base again") != NULL);
  cairn_ui_test_click (window_find (f, GTK_TYPE_BUTTON, "As in the base again"));
  g_assert_cmpstr (cairn_element_get_title (step), ==, "Welcome");
  g_assert_false (is_marked (f, step));
}

/* What is deleted in a variant is listed, and comes back one by one or all at once. */
static void
test_bring_back (WindowFixture *f, gconstpointer data)
{
  CairnElement *variant = make_variant (f);
  CairnElement *diagram = cairn_editor_get_diagram (f->editor);

  cairn_editor_reveal (f->editor, like (f, variant, "a"));
  gtk_widget_grab_focus (window_find (f, CAIRN_TYPE_CANVAS, NULL));
  cairn_ui_test_key ("Delete");
  g_assert_null (like (f, variant, "a"));
  cairn_ui_test_wait (window_find (f, GTK_TYPE_LABEL, "1 thing of the base is deleted here")
                      != NULL);
  g_assert_nonnull (window_find (f, GTK_TYPE_LABEL, "Step “Welcome”"));
  cairn_ui_test_settle ();
  cairn_ui_test_click (window_find (f, GTK_TYPE_BUTTON, "Bring Back"));
  g_assert_nonnull (like (f, variant, "a"));
  g_assert_nonnull (like (f, variant, "f"));
  g_assert_null (window_find (f, GTK_TYPE_LABEL, "Step “Welcome”"));

  cairn_ui_test_key ("<Ctrl>z");
  g_assert_null (like (f, variant, "a"));
  cairn_selection_set_one (cairn_editor_get_selection (f->editor),
                           cairn_element_get_id (like (f, variant, "b")));
  gtk_widget_grab_focus (window_find (f, CAIRN_TYPE_CANVAS, NULL));
  cairn_ui_test_key ("Delete");
  cairn_ui_test_wait (window_find (f, GTK_TYPE_LABEL, "2 things of the base are deleted here")
                      != NULL);
  cairn_ui_test_settle ();
  cairn_ui_test_click (window_find (f, GTK_TYPE_BUTTON, "Bring _All Back"));
  g_assert_cmpuint (cairn_element_count (diagram, CAIRN_KIND_STEP), ==, 2);
  g_assert_nonnull (like (f, variant, "f"));
}

static void
test_to_be (WindowFixture *f, gconstpointer data)
{
  CairnElement *to_be, *step;

  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.new-to-be", NULL);
  cairn_ui_test_settle ();
  to_be = cairn_editor_get_diagram (f->editor);
  step = like (f, to_be, "b");
  g_assert_nonnull (window_find (f, GTK_TYPE_LABEL, "Onboarding · to be"));
  g_assert_nonnull (window_find (f, GTK_TYPE_LABEL, "Onboarding · as is"));
  rename_step (f, step, "Webinar");
  g_assert_cmpstr (cairn_element_get_title (window_lookup (f, "b")), ==, "Call");
  cairn_ui_test_key ("<Ctrl><Alt>t");
  cairn_ui_test_wait (
    window_find (f, GTK_TYPE_LABEL, "Compared with the as-is version: 1 difference") != NULL);
  g_assert_true (is_marked (f, step));
  cairn_selection_clear (cairn_editor_get_selection (f->editor));
  cairn_ui_test_key ("F7");
  g_assert_true (cairn_editor_get_selected (f->editor) == step);
  /* It keeps up with what is done meanwhile. */
  rename_step (f, step, "Call");
  cairn_ui_test_wait (
    window_find (f, GTK_TYPE_LABEL, "Compared with the as-is version: no differences") != NULL);
  g_assert_false (is_marked (f, step));
  cairn_ui_test_click (window_find (f, GTK_TYPE_BUTTON, "Stop comparing"));
  g_assert_null (cairn_editor_get_comparison (f->editor));
}

static GtkWindow *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static void
test_snapshots (WindowFixture *f, gconstpointer data)
{
  GtkWindow *dialog;

  cairn_ui_test_key ("<Ctrl><Alt>s");
  g_assert_cmpuint (
    cairn_element_count (cairn_document_get_root (f->document), CAIRN_KIND_SNAPSHOT), ==, 1);
  rename_step (f, window_lookup (f, "a"), "Hello");
  cairn_ui_test_key ("<Ctrl><Alt>h");
  cairn_ui_test_wait ((dialog = find_window (CAIRN_TYPE_SNAPSHOT_DIALOG)) != NULL);
  cairn_ui_test_settle ();
  cairn_ui_test_click (
    cairn_ui_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Compare with the Journey as It Is"));
  cairn_ui_test_wait (find_window (CAIRN_TYPE_SNAPSHOT_DIALOG) == NULL);
  g_assert_true (is_marked (f, window_lookup (f, "a")));
  g_assert_nonnull (window_find (f, GTK_TYPE_LABEL, "step “Welcome” is now called “Hello”"));

  cairn_ui_test_key ("<Ctrl><Alt>h");
  cairn_ui_test_wait ((dialog = find_window (CAIRN_TYPE_SNAPSHOT_DIALOG)) != NULL);
  cairn_ui_test_settle ();
  cairn_ui_test_click (cairn_ui_test_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Restore"));
  cairn_ui_test_wait (find_window (CAIRN_TYPE_SNAPSHOT_DIALOG) == NULL);
  g_assert_cmpstr (cairn_element_get_title (window_lookup (f, "a")), ==, "Welcome");
  g_assert_true (cairn_editor_get_diagram (f->editor) == window_lookup (f, "w"));
  cairn_ui_test_wait (!is_marked (f, window_lookup (f, "a")));
  cairn_ui_test_key ("<Ctrl>z");
  g_assert_cmpstr (cairn_element_get_title (window_lookup (f, "a")), ==, "Hello");
}

static void
test_segments (WindowFixture *f, gconstpointer data)
{
  GtkWindow *dialog;

  make_variant (f);
  cairn_ui_test_key ("<Ctrl><Alt>g");
  cairn_ui_test_wait ((dialog = find_window (CAIRN_TYPE_SEGMENT_DIALOG)) != NULL);
  cairn_ui_test_settle ();
  g_assert_nonnull (cairn_ui_test_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "2 · 30 min"));
  g_assert_nonnull (
    cairn_ui_test_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "These two segments say the same."));
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (find_window (CAIRN_TYPE_SEGMENT_DIALOG) == NULL);
}

static void
test_order (WindowFixture *f, gconstpointer data)
{
  GtkWidget *row
    = gtk_widget_get_ancestor (window_find (f, GTK_TYPE_LABEL, "Other"), GTK_TYPE_LIST_BOX_ROW);

  gtk_widget_grab_focus (row);
  cairn_ui_test_key ("<Alt>Up");
  g_assert_true (cairn_element_next (window_lookup (f, "t")) == window_lookup (f, "s"));
  cairn_ui_test_key ("<Alt>Down");
  g_assert_true (cairn_element_next (window_lookup (f, "s")) == window_lookup (f, "t"));
  cairn_ui_test_key ("<Ctrl>d");
  g_assert_cmpuint (cairn_element_count (cairn_document_get_root (f->document), CAIRN_KIND_SEGMENT),
                    ==, 3);
}

int
main (int argc, char *argv[])
{
  static const struct
  {
    const char *path;
    void (*run) (WindowFixture *f, gconstpointer data);
  } tests[] = {
    { "/variants/follow-and-reset", test_variant },
    { "/variants/bring-back", test_bring_back },
    { "/variants/to-be", test_to_be },
    { "/variants/snapshots", test_snapshots },
    { "/variants/segments", test_segments },
    { "/variants/order", test_order },
  };

  window_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    WINDOW_TEST (tests[i].path, JOURNEY, tests[i].run);
  return window_run ();
}
