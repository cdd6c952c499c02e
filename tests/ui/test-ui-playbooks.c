/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "panel-fixture.h"

#include "ui/cairn-inspector.h"
#include "ui/cairn-playbook-editor.h"
#include "ui/cairn-sidebar.h"
#include "ui/cairn-task-row.h"

static CairnElement *opened;

static void
opened_cb (CairnEditor *editor, CairnElement *playbook)
{
  opened = playbook;
}

static GtkWidget *
row (Panel *panel, const char *text)
{
  return gtk_widget_get_ancestor (panel_find (panel->panel, GTK_TYPE_LABEL, text),
                                  GTK_TYPE_LIST_BOX_ROW);
}

static void
open_sidebar (Panel *panel)
{
  panel_open (panel, cairn_sidebar_new (), 260, 700);
  g_signal_connect (panel->editor, "open-playbook", G_CALLBACK (opened_cb), NULL);
  opened = NULL;
}

static void
test_list (void)
{
  Panel panel = { 0 };

  open_sidebar (&panel);
  panel_find (panel.panel, GTK_TYPE_LABEL, "Playbooks · 1 of 3 touchpoints covered");
  cairn_ui_test_click (row (&panel, "Hold the call"));
  g_assert_true (opened == panel_lookup (&panel, "playbook-1"));

  cairn_ui_test_key ("F2");
  cairn_ui_test_type ("Run the call\n");
  g_assert_cmpstr (cairn_element_get_title (panel_lookup (&panel, "playbook-1")), ==,
                   "Run the call");
  cairn_ui_test_key ("Delete");
  g_assert_null (panel_lookup (&panel, "playbook-1"));
  g_assert_cmpstr (panel.announced, ==, "Deleted “Run the call”. Ctrl+Z brings it back.");
  panel_find (panel.panel, GTK_TYPE_LABEL, "Playbooks · 0 of 3 touchpoints covered");
  cairn_history_undo (panel_history (&panel));
  cairn_ui_test_settle ();
  panel_find (panel.panel, GTK_TYPE_LABEL, "Playbooks · 1 of 3 touchpoints covered");

  cairn_ui_test_click (panel_find (panel.panel, GTK_TYPE_LABEL, "+ New playbook"));
  g_assert_cmpstr (cairn_element_get_title (opened), ==, "New playbook");
  panel_close (&panel);
}

static void
test_segments (void)
{
  Panel panel = { 0 };

  open_sidebar (&panel);
  cairn_ui_test_click (row (&panel, "The SIPOC"));
  g_assert_true (cairn_editor_get_diagram (panel.editor) == panel_lookup (&panel, "sipoc-1"));
  cairn_ui_test_key ("F2");
  cairn_ui_test_type ("At a glance\n");
  g_assert_cmpstr (cairn_element_get_title (panel_lookup (&panel, "sipoc-1")), ==, "At a glance");
  cairn_ui_test_key ("Delete");
  g_assert_true (cairn_editor_get_diagram (panel.editor) == panel_lookup (&panel, "swimlane-1"));

  panel_set_timings (&panel);
  panel_find (panel.panel, GTK_TYPE_LABEL, "16");
  panel_find (panel.panel, GTK_TYPE_LABEL, "● 12");

  /* The menu of the segment, by keyboard. */
  cairn_ui_test_click (row (&panel, "Enterprise"));
  panel_assert_selected (&panel, "segment-1");
  cairn_ui_test_key ("<Shift>F10");
  cairn_ui_test_click (panel_find (panel.panel, GTK_TYPE_LABEL, "Add S_IPOC"));
  cairn_ui_test_settle ();
  g_assert_cmpint (cairn_element_get_kind (cairn_editor_get_diagram (panel.editor)), ==,
                   CAIRN_KIND_SIPOC);
  panel_close (&panel);
}

static GtkWindow *
find_editor_window (void)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (CAIRN_IS_PLAYBOOK_EDITOR (link->data))
      return link->data;
  return NULL;
}

static void
assert_tasks (Panel *panel, const char *expected)
{
  g_autoptr (GString) titles = g_string_new (NULL);

  CAIRN_FOREACH_CHILD (task, panel_lookup (panel, "playbook-1"), CAIRN_KIND_TASK)
    g_string_append_printf (titles, "%s%s", titles->len > 0 ? ", " : "",
                            cairn_element_get_title (task));
  g_assert_cmpstr (titles->str, ==, expected);
}

static GtkWidget *
task_row (GtkWindow *window, const char *title)
{
  return gtk_widget_get_ancestor (panel_find (GTK_WIDGET (window), GTK_TYPE_LABEL, title),
                                  CAIRN_TYPE_TASK_ROW);
}

static GtkWindow *
open_editor_window (Panel *panel)
{
  GtkWindow *window;

  panel_open (panel, cairn_inspector_new (), 300, 500);
  cairn_playbook_editor_present (panel->window, panel->editor, panel_lookup (panel, "playbook-1"));
  window = find_editor_window ();
  cairn_ui_test_wait (gtk_widget_get_mapped (GTK_WIDGET (window)));
  cairn_ui_test_settle ();
  return window;
}

static void
test_editor (void)
{
  Panel panel = { 0 };
  GtkWindow *window = open_editor_window (&panel);
  GtkWidget *name = panel_find (GTK_WIDGET (window), ADW_TYPE_ENTRY_ROW, "Name");

  /* Undo of what is typed is the journey's, even with the keyboard in a text field. */
  cairn_ui_test_click (name);
  cairn_ui_test_key ("<Control>a");
  cairn_ui_test_type ("Meet");
  g_assert_cmpstr (cairn_element_get_title (panel_lookup (&panel, "playbook-1")), ==, "Meet");
  cairn_ui_test_key ("<Control>z");
  g_assert_cmpstr (cairn_element_get_title (panel_lookup (&panel, "playbook-1")), ==,
                   "Hold the call");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "Hold the call");

  cairn_ui_test_click (
    panel_find (task_row (window, "1. Invite"), GTK_TYPE_BUTTON, "Move down (Ctrl+Shift+Down)"));
  assert_tasks (&panel, "Talk, Invite, Write");
  cairn_ui_test_key ("<Control><Shift>Down");
  assert_tasks (&panel, "Talk, Write, Invite");
  cairn_ui_test_key ("<Control><Shift>Up");
  cairn_ui_test_key ("<Control><Shift>Up");
  assert_tasks (&panel, "Invite, Talk, Write");
  cairn_ui_test_click (
    panel_find (task_row (window, "2. Talk"), GTK_TYPE_BUTTON, "Delete this task (Delete)"));
  assert_tasks (&panel, "Invite, Write");
  cairn_ui_test_click (panel_find (GTK_WIDGET (window), GTK_TYPE_BUTTON, "Add a task at the end"));
  cairn_ui_test_key ("<Control>a");
  cairn_ui_test_type ("Send minutes");
  assert_tasks (&panel, "Invite, Write, Send minutes");
  panel_find (GTK_WIDGET (window), ADW_TYPE_ENTRY_ROW, "Role");
  panel_close (&panel);
}

static void
test_drag_task (void)
{
  Panel panel = { 0 };
  GtkWindow *window = open_editor_window (&panel);
  GtkWidget *from = task_row (window, "3. Write");
  GtkWidget *to = task_row (window, "1. Invite");

  cairn_ui_test_drag_to (
    panel_find (from, GTK_TYPE_IMAGE, "Drag to move this task (Ctrl+Shift+Up, Ctrl+Shift+Down)"), 8,
    8, to, 100, 6, 1);
  assert_tasks (&panel, "Write, Invite, Talk");
  panel_close (&panel);
}

static void
test_touchpoints (void)
{
  Panel panel = { 0 };
  GtkWindow *window = open_editor_window (&panel);

  gtk_widget_grab_focus (panel_find (GTK_WIDGET (window), ADW_TYPE_ACTION_ROW, "Call"));
  cairn_ui_test_key ("Return");
  panel_assert_selected (&panel, "step-1");
  /* The same window again, not another. */
  cairn_playbook_editor_present (panel.window, panel.editor, panel_lookup (&panel, "playbook-1"));
  g_assert_true (find_editor_window () == window);
  /* Without its playbook it has nothing to show. */
  cairn_history_begin (panel_history (&panel), "");
  cairn_history_remove (panel_history (&panel), panel_lookup (&panel, "attach-1"));
  cairn_history_remove (panel_history (&panel), panel_lookup (&panel, "playbook-1"));
  cairn_history_end (panel_history (&panel));
  cairn_ui_test_settle ();
  g_assert_null (find_editor_window ());
  panel_close (&panel);
}

static void
test_attach (void)
{
  Panel panel = { 0 };

  panel_open (&panel, cairn_inspector_new (), 320, 980);
  panel_select (&panel, "step-1");
  g_signal_connect (panel.editor, "open-playbook", G_CALLBACK (opened_cb), NULL);
  cairn_ui_test_click (panel_find (panel.panel, GTK_TYPE_MENU_BUTTON, NULL));
  cairn_ui_test_click (panel_find (panel.panel, GTK_TYPE_LABEL, "Ask for data"));
  cairn_ui_test_settle ();
  g_assert_cmpuint (cairn_element_count (panel_lookup (&panel, "step-1"), CAIRN_KIND_ATTACHMENT),
                    ==, 2);
  cairn_ui_test_click (panel_find (panel.panel, ADW_TYPE_ACTION_ROW, "Ask for data"));
  g_assert_true (opened == panel_lookup (&panel, "playbook-2"));
  cairn_ui_test_click (
    panel_find (panel.panel, GTK_TYPE_BUTTON, "Detach “Hold the call” from this step"));
  g_assert_cmpuint (cairn_element_count (panel_lookup (&panel, "step-1"), CAIRN_KIND_ATTACHMENT),
                    ==, 1);
  panel_close (&panel);
}

int
main (int argc, char **argv)
{
  cairn_ui_test_init (&argc, &argv);
  g_test_add_func ("/playbooks/list", test_list);
  g_test_add_func ("/playbooks/segments", test_segments);
  g_test_add_func ("/playbooks/editor", test_editor);
  g_test_add_func ("/playbooks/drag-task", test_drag_task);
  g_test_add_func ("/playbooks/touchpoints", test_touchpoints);
  g_test_add_func ("/playbooks/attach", test_attach);
  return g_test_run ();
}
