/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panel-fixture.h"

#include "command/cairn-plan-commands.h"
#include "ui/cairn-inspector.h"

static GtkWidget *
open_at (Panel *panel, const char *id)
{
  panel_open (panel, cairn_inspector_new (), 320, 900);
  if (id != NULL)
    panel_select (panel, id);
  return panel->panel;
}

/* The row of a preferences group with this title. */
static GtkWidget *
find_row (Panel *panel, const char *title)
{
  return panel_find (panel->panel, ADW_TYPE_PREFERENCES_ROW, title);
}

static void
type_into (Panel *panel, const char *row, const char *text)
{
  cairn_ui_test_click (find_row (panel, row));
  cairn_ui_test_key ("<Control>a");
  if (*text != '\0')
    cairn_ui_test_type (text);
  else
    cairn_ui_test_key ("Delete");
}

static void
test_name (void)
{
  Panel panel = { 0 };
  CairnElement *step;

  open_at (&panel, "step-1");
  step = panel_lookup (&panel, "step-1");
  type_into (&panel, "Name", "Greet them");
  g_assert_cmpstr (cairn_element_get_title (step), ==, "Greet them");
  type_into (&panel, "Owner role", "CSM");
  g_assert_cmpstr (cairn_element_get_string (step, CAIRN_PROP_OWNER), ==, "CSM");
  /* Each word is one step of undo, and of the journey's even with the keyboard in a text field. */
  cairn_ui_test_key ("<Control>z");
  g_assert_cmpstr (cairn_element_get_string (step, CAIRN_PROP_OWNER), ==, "");
  g_assert_cmpstr (cairn_element_get_title (step), ==, "Greet them");
  cairn_ui_test_key ("<Control>z");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (&panel, "Name"))), ==, "Call");
  g_assert_false (cairn_history_get_can_undo (panel_history (&panel)));
  panel_close (&panel);
}

static void
test_wrong_input (void)
{
  static const struct
  {
    const char *typed;
    const char *sentence; /* NULL: fine */
    gint64 target;        /* afterwards */
  } rows[] = {
    { "14d", NULL, 14 * 86400 },
    { "soon", "“soon” is not a span of time. Write it like 14d, 2w 3d, 36h or 90min.", 14 * 86400 },
    { "2w 3d", NULL, 17 * 86400 },
    { "-3d", "Target cannot be less than nothing.", 17 * 86400 },
    { "36h", NULL, 36 * 3600 },
    { "", NULL, 0 },
  };
  Panel panel = { 0 };

  open_at (&panel, "stage-1");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      type_into (&panel, "Target", rows[i].typed);
      g_assert_cmpint (cairn_element_get_int (panel_lookup (&panel, "stage-1"), CAIRN_PROP_TARGET),
                       ==, rows[i].target);
      if (rows[i].sentence != NULL)
        panel_find (panel.panel, GTK_TYPE_LABEL, rows[i].sentence);
    }
  type_into (&panel, "Target", "x");
  panel_find (panel.panel, GTK_TYPE_LABEL,
              "“x” is not a span of time. Write it like 14d, 2w 3d, 36h or 90min.");
  panel_select (&panel, "stage-2");
  g_assert_null (
    cairn_ui_test_find (panel.panel, GTK_TYPE_LABEL,
                        "“x” is not a span of time. Write it like 14d, 2w 3d, 36h or 90min."));
  panel_close (&panel);
}

static void
test_choices (void)
{
  Panel panel = { 0 };
  CairnElement *step;

  open_at (&panel, "step-3");
  step = panel_lookup (&panel, "step-3");
  cairn_ui_test_click (panel_find (find_row (&panel, "Automated"), GTK_TYPE_SWITCH, NULL));
  g_assert_cmpint (cairn_element_get_int (step, CAIRN_PROP_AUTOMATED), ==, TRUE);

  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (find_row (&panel, "Channel"))), ==,
                    CAIRN_CHANNEL_EMAIL);
  cairn_ui_test_click (find_row (&panel, "Channel"));
  cairn_ui_test_click (panel_find (find_row (&panel, "Channel"), GTK_TYPE_LABEL, "Call"));
  cairn_ui_test_settle ();
  g_assert_cmpint (cairn_element_get_int (step, CAIRN_PROP_CHANNEL), ==, CAIRN_CHANNEL_CALL);

  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (&panel, "Stage")), 3);
  g_assert_cmpstr (cairn_element_get_string (step, CAIRN_PROP_STAGE), ==, "stage-3");
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (&panel, "Stage")), 0);
  g_assert_cmpstr (cairn_element_get_string (step, CAIRN_PROP_STAGE), ==, "");
  panel_close (&panel);
}

static void
test_whole_number (void)
{
  Panel panel = { 0 };
  GtkWidget *spin;

  open_at (&panel, "step-1");
  spin = panel_find (find_row (&panel, "Effort (minutes)"), GTK_TYPE_SPIN_BUTTON, NULL);
  cairn_ui_test_click_at (spin, 15, gtk_widget_get_height (spin) / 2.0, 1, 1);
  cairn_ui_test_key ("<Control>a");
  cairn_ui_test_type ("many\n");
  g_assert_cmpint (cairn_element_get_int (panel_lookup (&panel, "step-1"), CAIRN_PROP_EFFORT), ==,
                   60);
  panel_find (panel.panel, GTK_TYPE_LABEL, "“many” is not a whole number from 0 to 1000000.");
  cairn_ui_test_key ("<Control>a");
  cairn_ui_test_type ("95\n");
  g_assert_cmpint (cairn_element_get_int (panel_lookup (&panel, "step-1"), CAIRN_PROP_EFFORT), ==,
                   95);
  panel_close (&panel);
}

static void
test_several (void)
{
  Panel panel = { 0 };

  open_at (&panel, "step-1");
  cairn_selection_add (cairn_editor_get_selection (panel.editor), "step-3");
  cairn_ui_test_settle ();
  panel_find (panel.panel, GTK_TYPE_LABEL, "2 selected");
  find_row (&panel, "Channel (different)");
  g_assert_null (cairn_ui_test_find (panel.panel, ADW_TYPE_PREFERENCES_ROW, "Name"));
  type_into (&panel, "Owner role", "Team");
  g_assert_cmpstr (cairn_element_get_string (panel_lookup (&panel, "step-1"), CAIRN_PROP_OWNER), ==,
                   "Team");
  g_assert_cmpstr (cairn_element_get_string (panel_lookup (&panel, "step-3"), CAIRN_PROP_OWNER), ==,
                   "Team");
  /* Differing effort stays as it is unless something is typed. */
  g_assert_cmpint (cairn_element_get_int (panel_lookup (&panel, "step-1"), CAIRN_PROP_EFFORT), ==,
                   60);
  g_assert_cmpint (cairn_element_get_int (panel_lookup (&panel, "step-3"), CAIRN_PROP_EFFORT), ==,
                   0);
  panel_close (&panel);
}

static void
test_connections (void)
{
  Panel panel = { 0 };

  open_at (&panel, "step-2");
  find_row (&panel, "Comes from Call");
  /* It may stand further down than the panel shows. */
  gtk_widget_grab_focus (find_row (&panel, "Leads to Data"));
  cairn_ui_test_settle ();
  cairn_ui_test_click (find_row (&panel, "Leads to Data"));
  panel_assert_selected (&panel, "flow-2");
  type_into (&panel, "Label", "soon");
  g_assert_cmpstr (cairn_element_get_title (panel_lookup (&panel, "flow-2")), ==, "soon");

  /* A flow from a step to itself may not be, and stays what it was. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (&panel, "To")), 1);
  cairn_ui_test_settle ();
  panel_find (panel.panel, GTK_TYPE_LABEL, "A step cannot lead to itself.");
  g_assert_cmpstr (cairn_element_get_string (panel_lookup (&panel, "flow-2"), CAIRN_PROP_TO), ==,
                   "step-3");
  panel_close (&panel);
}

static void
test_names_in_data (void)
{
  Panel panel = { 0 };
  CairnElement *stage;

  open_at (&panel, "stage-1");
  stage = panel_lookup (&panel, "stage-1");
  cairn_ui_test_click (panel_find (panel.panel, GTK_TYPE_TEXT_VIEW, NULL));
  cairn_ui_test_type ("Kickoff\nKO");
  g_assert_cmpuint (cairn_element_count (stage, CAIRN_KIND_ALIAS), ==, 0);
  /* Something else is selected: what was typed is not lost, and belongs to the first. */
  panel_select (&panel, "stage-2");
  g_assert_cmpuint (cairn_element_count (stage, CAIRN_KIND_ALIAS), ==, 2);
  g_assert_cmpstr (cairn_element_get_title (cairn_element_nth (stage, CAIRN_KIND_ALIAS, 1)), ==,
                   "KO");
  g_assert_cmpuint (cairn_element_count (panel_lookup (&panel, "stage-2"), CAIRN_KIND_ALIAS), ==,
                    0);
  panel_close (&panel);
}

static void
test_nothing_selected (void)
{
  Panel panel = { 0 };

  open_at (&panel, NULL);
  panel_find (panel.panel, GTK_TYPE_LABEL, "Swimlane");
  panel_find (panel.panel, GTK_TYPE_LABEL, "Segment");
  panel_find (panel.panel, GTK_TYPE_LABEL, "Journey");
  type_into (&panel, "Name", "First weeks");
  g_assert_cmpstr (cairn_element_get_title (panel_lookup (&panel, "swimlane-1")), ==,
                   "First weeks");
  type_into (&panel, "Database", "some.db\n");
  g_assert_nonnull (cairn_element_first (panel_lookup (&panel, "journey-1"), CAIRN_KIND_SOURCE));

  cairn_editor_set_diagram (panel.editor, panel_lookup (&panel, "sipoc-1"));
  cairn_ui_test_settle ();
  find_row (&panel, "Out of scope");
  panel_close (&panel);
}

static void
test_timings (void)
{
  Panel panel = { 0 };

  open_at (&panel, "step-3");
  g_assert_null (cairn_ui_test_find (panel.panel, GTK_TYPE_LABEL, "waiting now"));
  panel_set_timings (&panel);
  panel_find (panel.panel, GTK_TYPE_LABEL, "waiting now");
  panel_find (panel.panel, GTK_TYPE_LABEL, "12");
  panel_find (panel.panel, GTK_TYPE_LABEL, "1.5×");
  panel_find (panel.panel, GTK_TYPE_LABEL, "median, ≥ 27 d\nn = 20");
  find_row (&panel, "Longest inside: Globex, 60 d");
  panel_select (&panel, "stage-3");
  panel_find (panel.panel, GTK_TYPE_LABEL, "n = 4, too few");
  panel_find (panel.panel, GTK_TYPE_LABEL, "no target");
  panel_close (&panel);
}

static void
test_read_only (void)
{
  Panel panel = { 0 };

  open_at (&panel, "step-1");
  cairn_editor_set_read_only (panel.editor, TRUE);
  type_into (&panel, "Name", "X");
  g_assert_cmpstr (cairn_element_get_title (panel_lookup (&panel, "step-1")), ==, "Call");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (&panel, "Name"))), ==, "Call");
  g_assert_nonnull (panel.announced);
  panel_close (&panel);
}

/* What a stage is measured against if it has no target. */
static void
test_benchmark (void)
{
  Panel panel = { 0 };
  CairnElement *stage;

  open_at (&panel, "stage-3");
  stage = panel_lookup (&panel, "stage-3");
  type_into (&panel, "Industry figure", "30d");
  type_into (&panel, "Source of the industry figure", "A survey");
  g_assert_cmpint (cairn_element_get_int (stage, CAIRN_PROP_BENCHMARK), ==, 30 * 86400);
  g_assert_cmpstr (cairn_element_get_string (stage, CAIRN_PROP_BENCHMARK_SOURCE), ==, "A survey");
  panel_close (&panel);
}

static void
test_why (void)
{
  Panel panel = { 0 };
  const gint64 change = 1791763200; /* 2026-10-12T00:00:00Z, where the test runs */
  g_autoptr (CairnStageStudy) study = panel_study_build (change);
  CairnElement *stage, *action;

  open_at (&panel, "stage-2");
  stage = panel_lookup (&panel, "stage-2");
  panel_set_studied_timings (&panel, study);
  find_row (&panel, "People (customer) · long-term");

  /* on the plan by a click, and done by another */
  cairn_ui_test_click (find_row (&panel, "Add to action plan…"));
  cairn_ui_test_click (gtk_widget_get_ancestor (
    panel_find (panel.panel, GTK_TYPE_LABEL, "Add to Action Plan"), GTK_TYPE_BUTTON));
  action = cairn_element_first (stage, CAIRN_KIND_ACTION);
  g_assert_nonnull (action);
  cairn_ui_test_key ("Escape");
  find_row (&panel, "Report exceptions; send content; make courtesy calls");
  gtk_widget_grab_focus (cairn_ui_test_find (panel.panel, GTK_TYPE_CHECK_BUTTON, NULL));
  cairn_ui_test_key ("space");
  g_assert_true (cairn_element_get_int (action, CAIRN_PROP_DONE));
  cairn_history_undo (panel_history (&panel));
  g_assert_false (cairn_element_get_int (action, CAIRN_PROP_DONE));

  /* a change says whether it worked, and a run of figures does not disturb it */
  cairn_command_add_change (panel_history (&panel), stage, "Stand-up", "2026-10-12");
  cairn_ui_test_settle ();
  find_row (&panel, "Stand-up");
  panel_find (panel.panel, GTK_TYPE_LABEL,
              "No clear difference since 12 Oct 2026: leaves 1.0× as fast (0.8–1.3).");
  gtk_widget_grab_focus (find_row (&panel, "Mark a change: did it work?"));
  cairn_ui_test_key ("Return");
  g_assert_cmpuint (cairn_element_count (stage, CAIRN_KIND_CHANGE), ==, 2);
  panel_close (&panel);
}

int
main (int argc, char **argv)
{
  cairn_ui_test_init (&argc, &argv);
  g_test_add_func ("/inspector/name", test_name);
  g_test_add_func ("/inspector/wrong-input", test_wrong_input);
  g_test_add_func ("/inspector/choices", test_choices);
  g_test_add_func ("/inspector/whole-number", test_whole_number);
  g_test_add_func ("/inspector/several", test_several);
  g_test_add_func ("/inspector/connections", test_connections);
  g_test_add_func ("/inspector/names-in-data", test_names_in_data);
  g_test_add_func ("/inspector/nothing-selected", test_nothing_selected);
  g_test_add_func ("/inspector/timings", test_timings);
  g_test_add_func ("/inspector/read-only", test_read_only);
  g_test_add_func ("/inspector/benchmark", test_benchmark);
  g_test_add_func ("/inspector/why", test_why);
  return g_test_run ();
}
