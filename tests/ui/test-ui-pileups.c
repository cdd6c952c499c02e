/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panel-fixture.h"

#include "command/cairn-step-commands.h"
#include "ui/cairn-pileup-list.h"
#include "ui/cairn-tooltip.h"

/* Rows come, and show what is new, some a frame. */
static GtkWidget *
label (Panel *panel, const char *text)
{
  cairn_ui_test_wait (cairn_ui_test_find (panel->panel, GTK_TYPE_LABEL, text) != NULL);
  return panel_find (panel->panel, GTK_TYPE_LABEL, text);
}

static double
y_of (Panel *panel, const char *text)
{
  double x, y;

  gtk_widget_translate_coordinates (label (panel, text), panel->panel, 0, 0, &x, &y);
  return y;
}

static void
test_ranking (void)
{
  Panel panel = { 0 };

  panel_open (&panel, cairn_pileup_list_new (), 900, 300);
  g_assert_false (gtk_widget_get_visible (panel.panel));
  panel_set_timings (&panel);
  g_assert_true (gtk_widget_get_visible (panel.panel));

  label (&panel, "ranked by customer-days lost per week · Enterprise · last 26 weeks · medians "
                 "include customers still waiting");
  g_assert_cmpfloat (y_of (&panel, "Build"), <, y_of (&panel, "Kick-off"));
  g_assert_cmpfloat (y_of (&panel, "Kick-off"), <, y_of (&panel, "Launch"));
  label (&panel, "60 ± 20");
  label (&panel, "1.5×");
  label (&panel, "▲ +4");
  label (&panel, "n = 4, too few");

  cairn_editor_set_show_timings (panel.editor, FALSE);
  cairn_ui_test_settle ();
  g_assert_false (gtk_widget_get_visible (panel.panel));
  panel_close (&panel);
}

static void
test_explains (void)
{
  static const struct
  {
    const char *text;
    const char *sentence; /* somewhere in the tooltip */
  } rows[] = {
    { "60 ± 20", "past the target of 21 d" },
    { "1.5×", "median stay 32 d ÷ target 21 d (n = 20 who left)" },
    { "▲ +4", "(26 in − 10 out) ÷ 4" },
    { "n = 4, too few", "Only 4 left (n = 4): too few for a median." },
    { "12", "5 are past the target of 21 d." },
  };
  Panel panel = { 0 };

  panel_open (&panel, cairn_pileup_list_new (), 900, 300);
  panel_set_timings (&panel);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *tooltip = cairn_tooltip_get_explanation (label (&panel, rows[i].text));

      if (tooltip == NULL || strstr (tooltip, rows[i].sentence) == NULL)
        g_error ("%s is explained by: %s", rows[i].text, tooltip);
    }
  panel_close (&panel);
}

static void
test_click_and_sort (void)
{
  Panel panel = { 0 };

  panel_open (&panel, cairn_pileup_list_new (), 900, 300);
  panel_set_timings (&panel);
  cairn_ui_test_click (label (&panel, "Kick-off"));
  panel_assert_selected (&panel, "stage-1");

  cairn_ui_test_click (label (&panel, "Stage"));
  g_assert_cmpfloat (y_of (&panel, "Build"), <, y_of (&panel, "Kick-off"));
  cairn_ui_test_click (label (&panel, "Stage"));
  g_assert_cmpfloat (y_of (&panel, "Build"), >, y_of (&panel, "Kick-off"));
  cairn_ui_test_click (label (&panel, "Launch"));
  panel_assert_selected (&panel, "stage-3");
  panel_close (&panel);
}

static void
test_nobody (void)
{
  Panel panel = { 0 };

  panel_open (&panel, cairn_pileup_list_new (), 900, 300);
  panel_set_timings (&panel);
  cairn_editor_set_segment (panel.editor, "Nobody");
  cairn_ui_test_settle ();
  g_assert_null (cairn_ui_test_find (panel.panel, GTK_TYPE_LABEL, "Build"));
  label (&panel,
         "No customer has been in any of these stages in the window. Check the segment, the "
         "window, and the names of the stages in the data.");
  panel_close (&panel);
}

/* The button whose words are @text, wherever they stand. */
static GtkWidget *
button (Panel *panel, const char *text)
{
  GtkWidget *words = panel_find (GTK_WIDGET (panel->panel), GTK_TYPE_LABEL, text);

  return gtk_widget_get_ancestor (words, GTK_TYPE_BUTTON);
}

/* A step that is not the customer's. */
static void
put_work_in_build (Panel *panel)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  g_ptr_array_add (steps, panel_lookup (panel, "step-3"));
  cairn_command_move_steps (panel_history (panel), steps, panel_lookup (panel, "lane-2"),
                            panel_lookup (panel, "stage-2"), NULL);
}

static void
test_handling (void)
{
  Panel panel = { 0 };
  g_autoptr (CairnStageStudy) study = panel_study_build (0);
  CairnElement *stage, *action;

  panel_open (&panel, cairn_pileup_list_new (), 1500, 900);
  put_work_in_build (&panel);
  panel_set_studied_timings (&panel, study);
  label (&panel, "System · long-term");
  cairn_ui_test_click (button (&panel, "Automate reminders and messages"));
  label (&panel, "Long-term project");
  cairn_ui_test_click (button (&panel, "Add to Action Plan"));
  stage = panel_lookup (&panel, "stage-2");
  action = cairn_element_first (stage, CAIRN_KIND_ACTION);
  g_assert_nonnull (action);
  g_assert_cmpstr (cairn_element_get_title (action), ==, "Automate reminders and messages");
  g_assert_nonnull (strstr (cairn_element_get_string (action, CAIRN_PROP_REASON),
                            "3 of 3 owners are late, none stands out."));
  g_assert_false (gtk_widget_get_sensitive (button (&panel, "On the Action Plan")));

  cairn_ui_test_click (button (&panel, "Attach Playbook…"));
  cairn_ui_test_click (button (&panel, "Ask for data"));
  g_assert_nonnull (cairn_element_first (panel_lookup (&panel, "step-3"), CAIRN_KIND_ATTACHMENT));
  cairn_history_undo (panel_history (&panel));
  cairn_history_undo (panel_history (&panel));
  g_assert_null (cairn_element_first (stage, CAIRN_KIND_ACTION));
  panel_close (&panel);
}

static gboolean
is_within (Panel *panel, GtkWidget *widget)
{
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (widget, panel->panel, &bounds)
         && bounds.origin.x + bounds.size.width <= gtk_widget_get_width (panel->panel);
}

/* Once the columns have settled. */
static void
assert_within (Panel *panel, GtkWidget *widget)
{
  cairn_ui_test_wait (is_within (panel, widget));
}

/* In a window of 1200 pixels, beside the journey, all words are on the screen; what they have no
 * room for is in their tooltips. */
static void
test_fits (void)
{
  Panel panel = { 0 };
  g_autoptr (CairnStageStudy) study = panel_study_build (0);
  GtkWidget *handling, *kind;

  panel_open (&panel, cairn_pileup_list_new (), 910, 300);
  put_work_in_build (&panel);
  panel_set_studied_timings (&panel, study);
  handling = button (&panel, "Automate reminders and messages");
  assert_within (&panel, handling);
  g_assert_nonnull (
    strstr (cairn_tooltip_get_explanation (handling), "Automate reminders and messages\n"));
  kind = label (&panel, "System · long");
  assert_within (&panel, kind);
  g_assert_true (
    g_str_has_prefix (cairn_tooltip_get_explanation (kind), "System · long-term\nBehind in"));
  g_assert_null (cairn_ui_test_find (panel.panel, GTK_TYPE_LABEL, "13 weeks"));
  panel_close (&panel);
}

/* In a window of 1024, and in one of 1280 with the properties beside the list, it is still said how
 * many customers each median stands on; where there is room, the whole words are there again. */
static void
test_keeps_n (void)
{
  static const int widths[] = { 735, 685 };
  g_autoptr (CairnStageStudy) study = panel_study_build (0);

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      Panel panel = { 0 };
      GtkWidget *kind;

      panel_open (&panel, cairn_pileup_list_new (), widths[i], 300);
      panel_set_studied_timings (&panel, study);
      assert_within (&panel, label (&panel, "n"));
      kind = label (&panel, "Customer · long");
      assert_within (&panel, kind);
      gtk_test_accessible_assert_property (kind, GTK_ACCESSIBLE_PROPERTY_LABEL,
                                           "People (customer) · long-term");
      gtk_window_set_default_size (GTK_WINDOW (panel.window), 1100, 300);
      cairn_ui_test_settle ();
      assert_within (&panel, label (&panel, "People (customer) · long-term"));
      assert_within (&panel, label (&panel, "n"));
      panel_close (&panel);
    }
}

static void
test_sort_by_kind (void)
{
  Panel panel = { 0 };
  g_autoptr (CairnStageStudy) study = panel_study_build (0);

  panel_open (&panel, cairn_pileup_list_new (), 1200, 400);
  panel_set_studied_timings (&panel, study);
  cairn_ui_test_click (label (&panel, "Kind"));
  g_assert_cmpfloat (y_of (&panel, "Kick-off"), <, y_of (&panel, "Build"));
  cairn_ui_test_click (label (&panel, "Kind"));
  g_assert_cmpfloat (y_of (&panel, "Kick-off"), >, y_of (&panel, "Build"));
  panel_close (&panel);
}

/* Before there are figures the stages stand there, and nothing is said of them; no row has to make
 * room then. */
static void
test_waiting (void)
{
  Panel panel = { 0 };
  GtkWidget *stage;

  panel_open (&panel, cairn_pileup_list_new (), 900, 300);
  cairn_pileup_list_set_waiting (CAIRN_PILEUP_LIST (panel.panel), TRUE);
  cairn_ui_test_settle ();
  g_assert_true (gtk_widget_get_visible (panel.panel));
  stage = label (&panel, "Launch");
  label (&panel, "the figures are being read");
  g_assert_null (cairn_ui_test_find (panel.panel, GTK_TYPE_LABEL, "no customers"));
  g_assert_null (cairn_ui_test_find (panel.panel, GTK_TYPE_LABEL, "0"));
  panel_set_timings (&panel);
  label (&panel, "60 ± 20");
  g_assert_true (label (&panel, "Launch") == stage);

  cairn_pileup_list_set_waiting (CAIRN_PILEUP_LIST (panel.panel), FALSE);
  g_assert_true (gtk_widget_get_visible (panel.panel));
  cairn_editor_set_snapshot (panel.editor, NULL);
  cairn_ui_test_settle ();
  g_assert_false (gtk_widget_get_visible (panel.panel));
  panel_close (&panel);
}

typedef struct
{
  GtkWidget *figure;
  guint n; /* how often it was asked to explain itself */
} Asked;

static gboolean
asked_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer data)
{
  Asked *asked = data;

  asked->n += g_value_get_object (values) == asked->figure;
  return TRUE;
}

/* What explains a figure is asked for anew where it is being read, and nowhere else. */
static void
test_explanation (void)
{
  guint id = g_signal_lookup ("query-tooltip", GTK_TYPE_WIDGET);
  Panel panel = { 0 };
  Asked asked = { 0 };
  gulong hook;
  guint before;

  panel_open (&panel, cairn_pileup_list_new (), 900, 300);
  panel_set_timings (&panel);
  asked.figure = label (&panel, "60 ± 20");
  hook = g_signal_add_emission_hook (id, 0, asked_cb, &asked, NULL);
  cairn_ui_test_move (asked.figure, 2, 2);
  cairn_ui_test_wait (asked.n > 0);
  before = asked.n;
  cairn_tooltip_explain (asked.figure, "because");
  g_assert_cmpuint (asked.n, >, before);
  before = asked.n;
  cairn_tooltip_explain (label (&panel, "1.5×"), "because of it");
  g_assert_cmpuint (asked.n, ==, before);
  g_signal_remove_emission_hook (id, hook);

  gtk_test_accessible_assert_property (asked.figure, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "because");
  cairn_tooltip_explain (asked.figure, NULL);
  g_assert_null (cairn_tooltip_get_explanation (asked.figure));
  g_assert_false (gtk_widget_get_has_tooltip (asked.figure));
  panel_close (&panel);
}

static void
count_cb (guint *n)
{
  (*n)++;
}

/* What is told anew every second and is the same costs nothing. */
static void
test_tooltip (void)
{
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new (NULL));
  guint n = 0;

  g_signal_connect_swapped (label, "notify::tooltip-text", G_CALLBACK (count_cb), &n);
  cairn_tooltip_set (label, "41 exits");
  cairn_tooltip_set (label, "41 exits");
  g_assert_cmpuint (n, ==, 1);
  cairn_tooltip_set (label, "42 exits");
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (gtk_widget_get_tooltip_text (label), ==, "42 exits");
  cairn_tooltip_set (label, NULL);
  cairn_tooltip_set (label, NULL);
  g_assert_cmpuint (n, ==, 3);
}

int
main (int argc, char **argv)
{
  cairn_ui_test_init (&argc, &argv);
  g_test_add_func ("/pileups/ranking", test_ranking);
  g_test_add_func ("/pileups/explains", test_explains);
  g_test_add_func ("/pileups/click-and-sort", test_click_and_sort);
  g_test_add_func ("/pileups/nobody", test_nobody);
  g_test_add_func ("/pileups/handling", test_handling);
  g_test_add_func ("/pileups/fits", test_fits);
  g_test_add_func ("/pileups/keeps-n", test_keeps_n);
  g_test_add_func ("/pileups/sort-by-kind", test_sort_by_kind);
  g_test_add_func ("/pileups/waiting", test_waiting);
  g_test_add_func ("/pileups/explanation", test_explanation);
  g_test_add_func ("/pileups/tooltip", test_tooltip);
  return g_test_run ();
}
