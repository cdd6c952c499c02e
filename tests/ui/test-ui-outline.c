/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panel-fixture.h"

#include "command/cairn-element-commands.h"
#include "ui/cairn-name-row.h"
#include "ui/cairn-outline.h"
#include "ui/cairn-playbook-list.h"

static GtkWidget *
label (Panel *panel, const char *text)
{
  return panel_find (panel->panel, GTK_TYPE_LABEL, text);
}

static const char *
title (Panel *panel, const char *id)
{
  CairnElement *element = panel_lookup (panel, id);

  return element != NULL ? cairn_element_get_title (element) : NULL;
}

static void
test_reads_aloud (void)
{
  Panel panel = { 0 };
  GtkWidget *row;

  panel_open (&panel, cairn_outline_new (), 300, 700);
  panel_set_timings (&panel);
  row = gtk_widget_get_ancestor (label (&panel, "Call"), GTK_TYPE_TREE_EXPANDER);
  gtk_test_accessible_assert_property (
    gtk_widget_get_parent (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
    "Call, Touchpoint, CSM lane, Meeting, 60 min, leads to Plan, playbook Hold the call; "
    "stage: 3 customers here, 0 overdue");
  g_assert_nonnull (label (&panel, "12 customers here, 5 overdue"));
  g_assert_nonnull (label (&panel, "Lanes"));

  cairn_editor_set_diagram (panel.editor, panel_lookup (&panel, "sipoc-1"));
  cairn_ui_test_settle ();
  g_assert_nonnull (label (&panel, "Suppliers"));
  g_assert_null (cairn_ui_test_find (panel.panel, GTK_TYPE_LABEL, "Call"));
  panel_close (&panel);
}

static void
test_selection (void)
{
  Panel panel = { 0 };

  panel_open (&panel, cairn_outline_new (), 300, 700);
  cairn_ui_test_click (label (&panel, "Call"));
  panel_assert_selected (&panel, "step-1");
  cairn_ui_test_key ("<Shift>Down");
  panel_assert_selected (&panel, "step-1 step-2");
  cairn_ui_test_key ("<Control>a");
  panel_assert_selected (&panel, "step-1 step-2 step-3");

  panel_select (&panel, "stage-2");
  g_assert_true (gtk_widget_get_state_flags (gtk_widget_get_parent (
                   gtk_widget_get_ancestor (label (&panel, "Build"), GTK_TYPE_TREE_EXPANDER)))
                 & GTK_STATE_FLAG_SELECTED);
  panel_close (&panel);
}

static void
test_rename_and_next (void)
{
  Panel panel = { 0 };
  CairnElement *swimlane;

  panel_open (&panel, cairn_outline_new (), 300, 700);
  swimlane = panel_lookup (&panel, "swimlane-1");
  cairn_ui_test_click (label (&panel, "Call"));
  cairn_ui_test_key ("F2");
  cairn_ui_test_type ("Meet\n");
  g_assert_cmpstr (title (&panel, "step-1"), ==, "Meet");
  cairn_ui_test_key ("Tab");
  cairn_ui_test_type ("Agree\t");
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_STEP), ==, 5);
  g_assert_nonnull (label (&panel, "Agree"));
  /* The second new step was never named: Escape takes it back. */
  cairn_ui_test_key ("Escape");
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_STEP), ==, 4);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_FLOW), ==, 3);
  /* Still here: the next key goes to the outline. */
  cairn_ui_test_key ("F2");
  cairn_ui_test_key ("Escape");
  g_assert_nonnull (label (&panel, "Agree"));
  panel_close (&panel);
}

static void
test_keys (void)
{
  Panel panel = { 0 };
  CairnElement *swimlane;

  panel_open (&panel, cairn_outline_new (), 300, 700);
  swimlane = panel_lookup (&panel, "swimlane-1");
  cairn_ui_test_click (label (&panel, "Plan"));
  cairn_ui_test_key ("<Control><Shift>Right");
  g_assert_cmpstr (cairn_element_get_string (panel_lookup (&panel, "step-2"), CAIRN_PROP_STAGE), ==,
                   "stage-2");
  cairn_ui_test_key ("<Control><Shift>Up");
  g_assert_cmpstr (cairn_element_get_string (panel_lookup (&panel, "step-2"), CAIRN_PROP_LANE), ==,
                   "lane-1");
  cairn_ui_test_key ("<Control><Shift>Up");
  g_assert_cmpstr (panel.announced, ==, "It cannot be moved further that way.");
  cairn_ui_test_key ("<Control>d");
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_STEP), ==, 4);
  cairn_ui_test_key ("Delete");
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_STEP), ==, 3);

  cairn_ui_test_click (label (&panel, "Build"));
  cairn_ui_test_key ("<Control><Shift>Down");
  g_assert_true (cairn_element_next (panel_lookup (&panel, "stage-3"))
                 == panel_lookup (&panel, "stage-2"));
  panel_close (&panel);
}

static void
test_read_only (void)
{
  Panel panel = { 0 };

  panel_open (&panel, cairn_outline_new (), 300, 700);
  cairn_editor_set_read_only (panel.editor, TRUE);
  cairn_ui_test_click (label (&panel, "Call"));
  cairn_ui_test_key ("Delete");
  cairn_ui_test_key ("Tab");
  g_assert_cmpuint (cairn_element_count (panel_lookup (&panel, "swimlane-1"), CAIRN_KIND_STEP), ==,
                    3);
  g_assert_nonnull (panel.announced);
  panel_close (&panel);
}

static void
test_drop_playbook (void)
{
  Panel panel = { 0 };
  GtkWidget *outline = cairn_outline_new ();
  GtkWidget *list = cairn_playbook_list_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *from, *to;

  panel_open (&panel, outline, 600, 700);
  g_object_ref (outline);
  adw_window_set_content (ADW_WINDOW (panel.window), NULL);
  gtk_widget_set_size_request (list, 250, -1);
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), outline);
  g_object_unref (outline);
  adw_window_set_content (ADW_WINDOW (panel.window), box);
  g_object_set (list, "editor", panel.editor, NULL);
  panel.panel = box;
  cairn_ui_test_settle ();

  from = gtk_widget_get_ancestor (label (&panel, "Ask for data"), GTK_TYPE_LIST_BOX_ROW);
  to = gtk_widget_get_ancestor (label (&panel, "Data"), GTK_TYPE_TREE_EXPANDER);
  cairn_ui_test_drag_to (from, 40, 10, to, 60, 8, 1);
  cairn_ui_test_wait (cairn_element_count (panel_lookup (&panel, "step-3"), CAIRN_KIND_ATTACHMENT)
                      == 1);
  g_assert_cmpstr (panel.announced, ==, "Attached “Ask for data” to “Data”.");
  panel_close (&panel);
}

static guint
count_rows (GtkWidget *widget)
{
  guint n = CAIRN_IS_NAME_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_rows (child);
  return n;
}

static char *
large_journey (guint n)
{
  GString *xml = g_string_new (
    "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"1\" id=\"journey-1\">"
    "<segment id=\"segment-1\" name=\"S\"><swimlane id=\"swimlane-1\" name=\"D\">"
    "<lane id=\"lane-1\" name=\"L\"/><stage id=\"stage-1\" name=\"T\"/>");

  for (guint i = 1; i <= n; i++)
    g_string_append_printf (
      xml, "<step id=\"step-%u\" title=\"Step %u\" lane=\"lane-1\" stage=\"stage-1\"/>", i, i);
  g_string_append (xml, "</swimlane></segment></journey>");
  return g_string_free (xml, FALSE);
}

static const char told_journey[]
  = "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"2\" id=\"journey-1\">"
    "<segment id=\"segment-1\" name=\"Enterprise\">"
    "<swimlane id=\"swimlane-1\" name=\"Map\"><lane id=\"lane-1\" name=\"CSM\"/>"
    "<stage id=\"stage-1\" name=\"Kick-off\"/>"
    "<step id=\"step-1\" title=\"Call\" lane=\"lane-1\" stage=\"stage-1\"/></swimlane>"
    "<sipoc id=\"sipoc-1\" name=\"Chain\">"
    "<item id=\"item-1\" column=\"supplier\" title=\"Sales\" reach=\"internal\" nature=\"system\"/>"
    "<requirement id=\"requirement-1\" title=\"Quick\" unit=\"d\" direction=\"at-most\" "
    "target=\"3\" "
    "figure=\"median\" stage=\"stage-1\"/></sipoc></segment>"
    "<segment id=\"segment-2\" name=\"Digital\" base=\"segment-1\">"
    "<swimlane id=\"swimlane-2\" name=\"Map\" base=\"swimlane-1\">"
    "<lane id=\"lane-2\" name=\"CSM\" base=\"lane-1\"/>"
    "<stage id=\"stage-2\" name=\"Kick-off\" base=\"stage-1\"/>"
    "<step id=\"step-2\" title=\"Call\" lane=\"lane-2\" stage=\"stage-2\" base=\"step-1\"/>"
    "</swimlane></segment></journey>";

static void
assert_says (Panel *panel, const char *title, const char *sentence)
{
  GtkWidget *row = gtk_widget_get_ancestor (label (panel, title), GTK_TYPE_TREE_EXPANDER);

  gtk_test_accessible_assert_property (gtk_widget_get_parent (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       sentence);
}

/* What the picture shows by signs and figures is read out as well, and anew when it changes. */
static void
test_signs_aloud (void)
{
  Panel panel = { 0 };
  CairnHistory *history;

  panel_open_journey (&panel, told_journey, cairn_outline_new (), 300, 700);
  history = cairn_editor_get_history (panel.editor);
  cairn_editor_set_diagram (panel.editor, panel_lookup (&panel, "sipoc-1"));
  panel_set_timings (&panel);
  assert_says (&panel, "Sales", "Sales, Supplier, Internal, System");
  assert_says (&panel, "Quick", "Quick, Requirement, at most 3 d, now 4 d · n = 38, not met");

  cairn_editor_set_diagram (panel.editor, panel_lookup (&panel, "swimlane-2"));
  cairn_ui_test_settle ();
  assert_says (&panel, "Call", "Call, Touchpoint, CSM lane");
  cairn_command_rename (history, panel_lookup (&panel, "step-2"), "Video");
  cairn_ui_test_settle ();
  assert_says (&panel, "Video", "Video, Touchpoint, differs from base, CSM lane");
  /* The base comes to say the same. */
  cairn_command_rename (history, panel_lookup (&panel, "step-1"), "Video");
  cairn_ui_test_settle ();
  assert_says (&panel, "Video", "Video, Touchpoint, CSM lane");
  panel_close (&panel);
}

/* Widgets only for what can be seen. */
static void
test_large (void)
{
  Panel panel = { 0 };
  g_autofree char *journey = large_journey (5000);

  panel_open_journey (&panel, journey, cairn_outline_new (), 300, 700);
  g_assert_cmpuint (count_rows (panel.panel), <, 500);
  panel_select (&panel, "step-4999");
  g_assert_nonnull (label (&panel, "Step 4999"));
  g_assert_cmpuint (count_rows (panel.panel), <, 500);
  panel_close (&panel);
}

int
main (int argc, char **argv)
{
  cairn_ui_test_init (&argc, &argv);
  g_test_add_func ("/outline/reads-aloud", test_reads_aloud);
  g_test_add_func ("/outline/selection", test_selection);
  g_test_add_func ("/outline/rename-and-next", test_rename_and_next);
  g_test_add_func ("/outline/keys", test_keys);
  g_test_add_func ("/outline/read-only", test_read_only);
  g_test_add_func ("/outline/drop-playbook", test_drop_playbook);
  g_test_add_func ("/outline/signs-aloud", test_signs_aloud);
  g_test_add_func ("/outline/large", test_large);
  return g_test_run ();
}
