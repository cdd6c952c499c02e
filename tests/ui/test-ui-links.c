/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/cairn-application.h"
#include "canvas/cairn-canvas.h"
#include "command/cairn-link-commands.h"
#include "command/cairn-playbook-commands.h"
#include "command/cairn-step-commands.h"
#include "ui/cairn-main-window.h"

#include "cairn-ui-test.h"

typedef struct
{
  CairnMainWindow *window;
  CairnEditor *editor;
  CairnHistory *history;
  CairnElement *map;
  GtkWidget *canvas;
  CairnElement *step;
} Fixture;

static GtkApplication *application;

static CairnElement *
add (Fixture *f, const char *title)
{
  return cairn_command_add_step (f->history, f->map, cairn_element_first (f->map, CAIRN_KIND_LANE),
                                 cairn_element_first (f->map, CAIRN_KIND_STAGE), NULL,
                                 CAIRN_STEP_TOUCHPOINT, title);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->window = cairn_main_window_new (application);
  cairn_ui_test_open (GTK_WINDOW (f->window));
  f->editor = cairn_main_window_get_editor (f->window);
  f->history = cairn_editor_get_history (f->editor);
  f->map = cairn_editor_get_diagram (f->editor);
  f->canvas = cairn_ui_test_find (GTK_WIDGET (f->window), CAIRN_TYPE_CANVAS, NULL);
  f->step = add (f, "Kick-off");
  gtk_widget_grab_focus (f->canvas);
  cairn_ui_test_settle ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cairn_ui_test_close (GTK_WINDOW (f->window));
}

static void
set_address (Fixture *f, const char *address)
{
  cairn_history_begin (f->history, "x");
  cairn_history_set_string (f->history, f->step, CAIRN_PROP_URL, address);
  cairn_history_end (f->history);
  cairn_ui_test_settle ();
}

/* Where on the canvas @part of the step is; the view is fitted to the whole map. */
static CairnPoint
find_part (Fixture *f, CairnPart part)
{
  CairnScene *scene = cairn_editor_get_scene (f->editor);
  guint n_prims;
  const CairnPrim *prims = cairn_scene_get_prims (scene, CAIRN_LAYER_BODY, &n_prims);
  CairnViewport viewport;

  cairn_viewport_init (&viewport);
  cairn_scene_setup_viewport (scene, &viewport);
  cairn_viewport_set_size (&viewport, gtk_widget_get_width (f->canvas),
                           gtk_widget_get_height (f->canvas));
  cairn_viewport_fit (&viewport);
  for (guint i = 0; i < n_prims; i++)
    if (prims[i].part == part)
      return cairn_viewport_to_view (&viewport, prims[i].rect.x + prims[i].rect.width / 2,
                                     prims[i].rect.y + prims[i].rect.height / 2);
  g_assert_not_reached ();
}

static gboolean
says (Fixture *f, const char *sentence)
{
  return cairn_ui_test_find (GTK_WIDGET (f->window), GTK_TYPE_LABEL, sentence) != NULL;
}

static CairnElement *
shown (Fixture *f)
{
  return cairn_editor_get_diagram (f->editor);
}

/* In by the badge, back by the button; in and back by keys. */
static void
test_drill (Fixture *f, gconstpointer data)
{
  CairnElement *detail = cairn_command_add_detail (f->history, f->step);
  GtkWidget *back;
  CairnPoint at;

  cairn_ui_test_settle ();
  g_assert_null (
    cairn_ui_test_find (GTK_WIDGET (f->window), GTK_TYPE_BUTTON, "Back to the step that led here"));
  at = find_part (f, CAIRN_PART_BADGE_DIAGRAM);
  cairn_ui_test_click_at (f->canvas, at.x, at.y, 1, 1);
  g_assert_true (shown (f) == detail);
  cairn_ui_test_settle ();
  {
    g_autofree char *tip
      = g_strdup_printf ("Back to “%s” (Shift+Alt+Up)", cairn_element_get_title (f->map));

    back = cairn_ui_test_find (GTK_WIDGET (f->window), GTK_TYPE_BUTTON, tip);
  }
  g_assert_nonnull (back);
  cairn_ui_test_click (back);
  g_assert_true (shown (f) == f->map);
  g_assert_true (cairn_editor_get_selected (f->editor) == f->step);

  gtk_widget_grab_focus (f->canvas);
  cairn_ui_test_settle ();
  cairn_ui_test_key ("<Alt><Shift>Down");
  g_assert_true (shown (f) == detail);
  cairn_ui_test_key ("<Alt><Shift>Up");
  g_assert_true (shown (f) == f->map);
}

static void
test_new_detail (Fixture *f, gconstpointer data)
{
  cairn_selection_set_one (cairn_editor_get_selection (f->editor), cairn_element_get_id (f->step));
  gtk_widget_activate_action (GTK_WIDGET (f->window), "win.new-detail", NULL);
  g_assert_true (shown (f) != f->map);
  g_assert_cmpstr (cairn_element_get_title (shown (f)), ==, "Kick-off");
  cairn_ui_test_key ("<Alt><Shift>Up");
  g_assert_true (shown (f) == f->map);
}

/* What a file says is not opened unless it is an address of the web or of mail. */
static void
test_refused (Fixture *f, gconstpointer data)
{
  CairnPoint at;

  set_address (f, "file:///etc/passwd");
  at = find_part (f, CAIRN_PART_BADGE_WEB);
  cairn_ui_test_click_at (f->canvas, at.x, at.y, 1, 1);
  cairn_ui_test_wait (
    says (f, "This address is not opened: only those that begin with https://, http:// or mailto: "
             "are. Change it in the inspector."));
}

/* The inspector takes what may be opened, and says what is wrong with the rest. */
static void
test_field (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  cairn_selection_set_one (cairn_editor_get_selection (f->editor), cairn_element_get_id (f->step));
  cairn_ui_test_settle ();
  row = cairn_ui_test_find (GTK_WIDGET (f->window), ADW_TYPE_ENTRY_ROW, "Web page");
  g_assert_nonnull (row);
  gtk_widget_grab_focus (row);
  cairn_ui_test_settle ();
  gtk_editable_set_text (GTK_EDITABLE (row), "javascript:alert(1)");
  cairn_ui_test_settle ();
  g_assert_cmpstr (cairn_element_get_string (f->step, CAIRN_PROP_URL), ==, "");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  gtk_editable_set_text (GTK_EDITABLE (row), "https://example.com");
  cairn_ui_test_settle ();
  g_assert_cmpstr (cairn_element_get_string (f->step, CAIRN_PROP_URL), ==, "https://example.com");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  g_assert_nonnull (cairn_ui_test_find (GTK_WIDGET (f->window), ADW_TYPE_COMBO_ROW, "Leads into"));
}

static void
test_notes (Fixture *f, gconstpointer data)
{
  add (f, "Another");
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_key ("<Ctrl><Shift>n");
  g_assert_cmpint (cairn_element_get_int (f->step, CAIRN_PROP_KIND), ==, CAIRN_STEP_NOTE);
  cairn_ui_test_key ("<Ctrl><Shift>n");
  g_assert_cmpint (cairn_element_get_int (f->step, CAIRN_PROP_KIND), ==, CAIRN_STEP_TOUCHPOINT);
}

static void
test_style (Fixture *f, gconstpointer data)
{
  CairnElement *other = add (f, "Another");

  cairn_history_begin (f->history, "x");
  cairn_history_set_int (f->history, f->step, CAIRN_PROP_CHANNEL, CAIRN_CHANNEL_CALL);
  cairn_history_end (f->history);
  cairn_selection_set_one (cairn_editor_get_selection (f->editor), cairn_element_get_id (f->step));
  cairn_ui_test_settle ();
  cairn_ui_test_key ("<Ctrl><Alt>c");
  cairn_selection_set_one (cairn_editor_get_selection (f->editor), cairn_element_get_id (other));
  cairn_ui_test_settle ();
  cairn_ui_test_key ("<Ctrl><Alt>v");
  g_assert_cmpint (cairn_element_get_int (other, CAIRN_PROP_CHANNEL), ==, CAIRN_CHANNEL_CALL);
}

/* A playbook of one of two steps: the inspector says so, and attaches it to both at once. */
static void
test_attach_to_many (Fixture *f, gconstpointer data)
{
  CairnElement *other = add (f, "Another");
  CairnElement *playbook = cairn_command_add_playbook (f->history, "Agenda");

  cairn_command_attach (f->history, other, playbook);
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_settle ();
  g_assert_true (says (f, "on 1 of 2 · 0 tasks · 0 required"));
  gtk_widget_activate_action (
    cairn_ui_test_find (GTK_WIDGET (f->window), GTK_TYPE_MENU_BUTTON, "Attach another…"),
    "attachments.attach", "s", cairn_element_get_id (playbook));
  cairn_ui_test_settle ();
  g_assert_cmpuint (cairn_element_count (f->step, CAIRN_KIND_ATTACHMENT), ==, 1);
  g_assert_true (says (f, "0 tasks · 0 required"));
  cairn_ui_test_click (cairn_ui_test_find (GTK_WIDGET (f->window), GTK_TYPE_BUTTON,
                                           "Detach “Agenda” from all of these steps"));
  g_assert_cmpuint (cairn_element_count (f->step, CAIRN_KIND_ATTACHMENT), ==, 0);
  g_assert_cmpuint (cairn_element_count (other, CAIRN_KIND_ATTACHMENT), ==, 0);
}

int
main (int argc, char **argv)
{
  int result;

  cairn_ui_test_init (&argc, &argv);
  application = GTK_APPLICATION (cairn_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
#define ADD(name, func) g_test_add ("/ui/links/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("drill", test_drill);
  ADD ("new-detail", test_new_detail);
  ADD ("refused", test_refused);
  ADD ("field", test_field);
  ADD ("notes", test_notes);
  ADD ("style", test_style);
  ADD ("attach-to-many", test_attach_to_many);
#undef ADD
  result = g_test_run ();
  g_clear_object (&application);
  return result;
}
