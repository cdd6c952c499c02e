/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/cairn-application.h"
#include "canvas/cairn-canvas.h"
#include "command/cairn-journey-commands.h"
#include "command/cairn-playbook-commands.h"
#include "command/cairn-step-commands.h"
#include "ui/cairn-clip.h"
#include "ui/cairn-main-window.h"

#include "cairn-ui-test.h"

#include <string.h>

/* Two windows, each with a journey of its own: what is copied in one is pasted into the other. */
typedef struct
{
  CairnMainWindow *window;
  CairnEditor *editor;
  CairnHistory *history;
  CairnElement *map;
} Side;

static GtkApplication *application;

static Side
open_side (void)
{
  Side side = { .window = cairn_main_window_new (application) };

  cairn_ui_test_open (GTK_WINDOW (side.window));
  side.editor = cairn_main_window_get_editor (side.window);
  side.history = cairn_editor_get_history (side.editor);
  side.map = cairn_editor_get_diagram (side.editor);
  return side;
}

static CairnElement *
add (Side *side, guint lane, guint stage, const char *title)
{
  return cairn_command_add_step (
    side->history, side->map, cairn_element_nth (side->map, CAIRN_KIND_LANE, lane),
    cairn_element_nth (side->map, CAIRN_KIND_STAGE, stage), NULL, CAIRN_STEP_TOUCHPOINT, title);
}

static guint
count (Side *side, CairnKind kind)
{
  return cairn_element_count (side->map, kind);
}

static void
focus_canvas (Side *side)
{
  gtk_widget_grab_focus (cairn_ui_test_find (GTK_WIDGET (side->window), CAIRN_TYPE_CANVAS, NULL));
  cairn_ui_test_settle ();
}

static GdkClipboard *
clipboard (Side *side)
{
  return gtk_widget_get_clipboard (GTK_WIDGET (side->window));
}

static void
select_all (Side *side)
{
  focus_canvas (side);
  cairn_ui_test_key ("<Ctrl>a");
}

static void
test_between_windows (void)
{
  Side from = open_side ();
  Side to;
  CairnElement *a = add (&from, 0, 0, "Welcome");
  CairnElement *b = add (&from, 1, 1, "Plan");
  CairnElement *playbook = cairn_command_add_playbook (from.history, "Kick-off");

  cairn_command_connect (from.history, a, b, NULL);
  cairn_command_attach (from.history, b, playbook);
  select_all (&from);
  cairn_ui_test_key ("<Ctrl>c");
  /* The clipboard has it even when its window has gone. */
  cairn_ui_test_close (GTK_WINDOW (from.window));
  to = open_side ();
  focus_canvas (&to);
  cairn_ui_test_key ("<Ctrl>v");
  cairn_ui_test_wait (count (&to, CAIRN_KIND_STEP) == 2);
  g_assert_cmpuint (count (&to, CAIRN_KIND_FLOW), ==, 1);
  g_assert_cmpuint (cairn_selection_get_n (cairn_editor_get_selection (to.editor)), ==, 2);
  g_assert_cmpuint (
    cairn_element_count (cairn_document_get_root (cairn_editor_get_document (to.editor)),
                         CAIRN_KIND_PLAYBOOK),
    ==, 1);
  /* One step of undo. */
  cairn_ui_test_key ("<Ctrl>z");
  g_assert_cmpuint (count (&to, CAIRN_KIND_STEP), ==, 0);
  g_assert_false (cairn_history_get_can_undo (to.history));
  cairn_ui_test_close (GTK_WINDOW (to.window));
}

static void
test_cut (void)
{
  Side side = open_side ();

  add (&side, 0, 0, "Welcome");
  select_all (&side);
  cairn_ui_test_key ("<Ctrl>x");
  g_assert_cmpuint (count (&side, CAIRN_KIND_STEP), ==, 0);
  g_assert_cmpstr (cairn_history_get_undo_label (side.history), ==, "Cut");
  cairn_ui_test_key ("<Ctrl>v");
  cairn_ui_test_wait (count (&side, CAIRN_KIND_STEP) == 1);
  cairn_ui_test_close (GTK_WINDOW (side.window));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  GInputStream *stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);

  g_assert_no_error (error);
  *(GInputStream **) data = stream;
}

static void
bytes_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes
    = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  g_assert_no_error (error);
  *(GBytes **) data = g_steal_pointer (&bytes);
}

/* What another program would get. */
static char *
read_clipboard (Side *side, const char *mime_type, gsize *length)
{
  g_autoptr (GInputStream) stream = NULL;
  GString *all = g_string_new (NULL);

  gdk_clipboard_read_async (clipboard (side), (const char *[]){ mime_type, NULL },
                            G_PRIORITY_DEFAULT, NULL, read_cb, &stream);
  cairn_ui_test_wait (stream != NULL);
  for (;;)
    {
      g_autoptr (GBytes) bytes = NULL;

      g_input_stream_read_bytes_async (stream, 65536, G_PRIORITY_DEFAULT, NULL, bytes_cb, &bytes);
      cairn_ui_test_wait (bytes != NULL);
      if (g_bytes_get_size (bytes) == 0)
        break;
      g_string_append_len (all, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
    }
  *length = all->len;
  return g_string_free (all, FALSE);
}

static void
test_formats (void)
{
  static const struct
  {
    const char *mime_type;
    const char *begins;
    const char *holds; /* NULL: do not look */
  } rows[] = {
    { CAIRN_CLIP_MIME_TYPE, "<?xml", "xmlns=\"https://cairn-journeys.github.io/ns/journey\"" },
    { "image/svg+xml", "<?xml", ">Welcome<" },
    { "image/png", "\x89PNG", NULL },
    { "text/plain;charset=utf-8", "\tOnboarding\tAdoption\nCustomer\tWelcome\t\nCSM\t\tPlan\n",
      NULL },
  };
  Side side = open_side ();

  add (&side, 0, 0, "Welcome");
  add (&side, 1, 1, "Plan");
  select_all (&side);
  cairn_ui_test_key ("<Ctrl>c");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gsize length;
      g_autofree char *data = read_clipboard (&side, rows[i].mime_type, &length);

      g_assert_cmpuint (length, >, 20);
      if (!g_str_has_prefix (data, rows[i].begins))
        g_error ("%s begins “%.40s”", rows[i].mime_type, data);
      g_assert_true (rows[i].holds == NULL || strstr (data, rows[i].holds) != NULL);
    }
  cairn_ui_test_close (GTK_WINDOW (side.window));
}

/* Ctrl+Shift+C: the picture alone; of everything with nothing selected. Only on the drawing. */
static void
test_picture (void)
{
  Side side = open_side ();
  gsize length;
  g_autofree char *svg = NULL;

  add (&side, 0, 0, "Welcome");
  gdk_clipboard_set_text (clipboard (&side), "before");
  gtk_widget_grab_focus (cairn_ui_test_find (GTK_WIDGET (side.window), GTK_TYPE_BUTTON, "New"));
  cairn_ui_test_settle ();
  cairn_ui_test_key ("<Ctrl><Shift>c");
  g_assert_true (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard (&side)),
                                                    G_TYPE_STRING));
  focus_canvas (&side);
  cairn_ui_test_key ("<Ctrl><Shift>a");
  cairn_ui_test_key ("<Ctrl><Shift>c");
  g_assert_false (gdk_content_formats_contain_gtype (gdk_clipboard_get_formats (clipboard (&side)),
                                                     G_TYPE_STRING));
  svg = read_clipboard (&side, "image/svg+xml", &length);
  g_assert_nonnull (
    strstr (svg, cairn_element_get_title (cairn_element_nth (side.map, CAIRN_KIND_STAGE, 2))));
  g_assert_nonnull (strstr (svg, ">Welcome<"));
  cairn_ui_test_close (GTK_WINDOW (side.window));
}

static void
test_lines (void)
{
  Side side = open_side ();

  gdk_clipboard_set_text (clipboard (&side), "Welcome call\nKick-off\nCSM: Plan\n");
  focus_canvas (&side);
  cairn_ui_test_key ("<Ctrl><Shift>v");
  cairn_ui_test_wait (count (&side, CAIRN_KIND_STEP) == 3);
  g_assert_cmpuint (count (&side, CAIRN_KIND_FLOW), ==, 2);
  cairn_ui_test_key ("<Ctrl>z");
  g_assert_cmpuint (count (&side, CAIRN_KIND_STEP), ==, 0);
  cairn_ui_test_key ("<Ctrl>v");
  cairn_ui_test_wait (count (&side, CAIRN_KIND_STEP) == 3);
  cairn_ui_test_close (GTK_WINDOW (side.window));
}

/* What cannot be pasted is answered in words, and nothing changes. */
static void
test_refused (void)
{
  static const char damaged[] = "<journey xmlns='https://cairn-journeys.github.io/ns/journey'";
  Side side = open_side ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (damaged, strlen (damaged));
  g_autoptr (GdkContentProvider) fragment
    = gdk_content_provider_new_for_bytes (CAIRN_CLIP_MIME_TYPE, bytes);
  g_autoptr (GdkContentProvider) picture = gdk_content_provider_new_for_bytes ("image/png", bytes);

  focus_canvas (&side);
  gdk_clipboard_set_content (clipboard (&side), picture);
  cairn_ui_test_key ("<Ctrl>v");
  cairn_ui_test_wait (cairn_ui_test_find (GTK_WIDGET (side.window), GTK_TYPE_LABEL,
                                          "A picture cannot be pasted into a diagram. Steps, "
                                          "items and text can.")
                      != NULL);
  gdk_clipboard_set_content (clipboard (&side), fragment);
  cairn_ui_test_key ("<Ctrl>v");
  cairn_ui_test_settle ();
  g_assert_cmpuint (count (&side, CAIRN_KIND_STEP), ==, 0);
  g_assert_false (cairn_history_get_can_undo (side.history));
  cairn_ui_test_close (GTK_WINDOW (side.window));
}

/* A branch of a CTQ tree goes with all that grows from it, to what is selected. */
static void
test_branches (void)
{
  Side side = open_side ();
  CairnElement *first, *second;

  side.map = cairn_command_add_diagram (side.history, cairn_element_get_parent (side.map),
                                        CAIRN_KIND_CTQ, "Tree");
  cairn_editor_set_diagram (side.editor, side.map);
  focus_canvas (&side);
  cairn_ui_test_key ("Insert");
  cairn_ui_test_type ("Live soon\tNo waiting\tDays to access\n\n");
  first = cairn_element_first (side.map, CAIRN_KIND_NEED);
  cairn_selection_set_one (cairn_editor_get_selection (side.editor), cairn_element_get_id (first));
  cairn_ui_test_key ("Return");
  cairn_ui_test_type ("Safe\n\n");
  second = cairn_element_next (first);
  g_assert_cmpstr (cairn_element_get_title (second), ==, "Safe");

  cairn_selection_set_one (cairn_editor_get_selection (side.editor),
                           cairn_element_get_id (cairn_element_first (first, CAIRN_KIND_DRIVER)));
  cairn_ui_test_key ("<Ctrl>x");
  g_assert_cmpuint (cairn_element_count (first, CAIRN_KIND_DRIVER), ==, 0);
  cairn_selection_set_one (cairn_editor_get_selection (side.editor), cairn_element_get_id (second));
  cairn_ui_test_key ("<Ctrl>v");
  cairn_ui_test_wait (cairn_element_count (second, CAIRN_KIND_DRIVER) == 1);
  second = cairn_element_first (second, CAIRN_KIND_DRIVER);
  g_assert_true (cairn_editor_get_selected (side.editor) == second);
  g_assert_cmpuint (cairn_element_count (second, CAIRN_KIND_MEASURE), ==, 1);
  cairn_ui_test_key ("<Ctrl>d");
  g_assert_cmpuint (cairn_element_count (cairn_element_get_parent (second), CAIRN_KIND_DRIVER), ==,
                    2);
  cairn_ui_test_key ("<Ctrl>z");
  cairn_ui_test_key ("<Ctrl>z");
  cairn_ui_test_key ("<Ctrl>z");
  g_assert_cmpuint (cairn_element_count (first, CAIRN_KIND_DRIVER), ==, 1);
  cairn_ui_test_close (GTK_WINDOW (side.window));
}

int
main (int argc, char **argv)
{
  int result;

  cairn_ui_test_init (&argc, &argv);
  application = GTK_APPLICATION (cairn_application_new ());
  g_application_set_flags (G_APPLICATION (application), G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_test_add_func ("/ui/clipboard/between-windows", test_between_windows);
  g_test_add_func ("/ui/clipboard/cut", test_cut);
  g_test_add_func ("/ui/clipboard/formats", test_formats);
  g_test_add_func ("/ui/clipboard/picture", test_picture);
  g_test_add_func ("/ui/clipboard/lines", test_lines);
  g_test_add_func ("/ui/clipboard/refused", test_refused);
  g_test_add_func ("/ui/clipboard/branches", test_branches);
  result = g_test_run ();
  g_clear_object (&application);
  return result;
}
