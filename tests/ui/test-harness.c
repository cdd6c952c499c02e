/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The harness itself, tried on a plain window: what it sends arrives, and as what a person would
 * have sent. */
#include "cairn-ui-test.h"

#include <glib/gstdio.h>

typedef struct
{
  GtkWindow *window;
  GtkWidget *entry;
  GtkWidget *button;
  GtkWidget *area;
  guint clicked;
  GString *heard;
} Fixture;

static void
clicked_cb (GtkButton *button, Fixture *f)
{
  f->clicked++;
}

static void
pressed_cb (GtkGestureClick *gesture, int n, double x, double y, Fixture *f)
{
  g_string_append_printf (f->heard, "press %u ×%d at %.0f,%.0f; ",
                          gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)), n,
                          x, y);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double x, double y, Fixture *f)
{
  g_string_append_printf (f->heard, "drag by %.0f,%.0f; ", x, y);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, Fixture *f)
{
  g_string_append_printf (f->heard, "scroll %.0f,%.0f; ", dx, dy);
  return GDK_EVENT_STOP;
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint key, guint code, GdkModifierType state, Fixture *f)
{
  g_autofree char *name
    = gtk_accelerator_name (key, state & gtk_accelerator_get_default_mod_mask ());

  g_string_append_printf (f->heard, "%s; ", name);
  return GDK_EVENT_PROPAGATE;
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  cairo_set_source_rgb (cr, 1, 0, 0);
  cairo_paint (cr);
}

static GtkWidget *
listening_area (Fixture *f)
{
  GtkWidget *area = gtk_drawing_area_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll
    = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (area), 200);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (area), 100);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (area), draw_cb, NULL, NULL);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), f);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), f);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), f);
  gtk_widget_add_controller (area, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (area, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (area, scroll);
  return area;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  f->heard = g_string_new (NULL);
  f->window = GTK_WINDOW (gtk_window_new ());
  f->entry = gtk_entry_new ();
  f->button = gtk_button_new_with_label ("Go");
  f->area = listening_area (f);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), f);
  gtk_widget_add_controller (GTK_WIDGET (f->window), keys);
  g_signal_connect (f->button, "clicked", G_CALLBACK (clicked_cb), f);
  gtk_box_append (GTK_BOX (box), f->entry);
  gtk_box_append (GTK_BOX (box), f->button);
  gtk_box_append (GTK_BOX (box), f->area);
  gtk_window_set_child (f->window, box);
  cairn_ui_test_open (f->window);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  cairn_ui_test_close (f->window);
  g_string_free (f->heard, TRUE);
}

static void
test_text (Fixture *f, gconstpointer data)
{
  static const char text[] = "Kick-off (EMEA): Größe 東京 “ok” €5 🪨";

  cairn_ui_test_click (f->entry);
  cairn_ui_test_type (text);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (f->entry)), ==, text);
  cairn_ui_test_key ("<Ctrl>a");
  cairn_ui_test_key ("Delete");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (f->entry)), ==, "");
  cairn_ui_test_key ("<Ctrl>z");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (f->entry)), ==, text);
}

static void
test_chords (Fixture *f, gconstpointer data)
{
  gtk_widget_grab_focus (f->button);
  cairn_ui_test_key ("F2");
  cairn_ui_test_key ("<Alt>Left");
  cairn_ui_test_key ("<Ctrl>plus");
  cairn_ui_test_hold ("space");
  cairn_ui_test_let_go ("space");
  g_assert_cmpstr (f->heard->str, ==,
                   "F2; Alt_L; <Alt>Left; Control_L; <Control>Shift_L; <Shift><Control>plus; "
                   "space; ");
  g_assert_cmpuint (f->clicked, ==, 1);
}

static void
test_pointer (Fixture *f, gconstpointer data)
{
  cairn_ui_test_click (f->button);
  cairn_ui_test_click (f->button);
  g_assert_cmpuint (f->clicked, ==, 2);

  cairn_ui_test_click_at (f->area, 20, 30, 1, 1);
  cairn_ui_test_click_at (f->area, 20, 30, 1, 2);
  cairn_ui_test_click_at (f->area, 40, 50, 3, 1);
  cairn_ui_test_scroll (f->area, 10, 10, -1, 2);
  g_assert_cmpstr (f->heard->str, ==,
                   "press 1 ×1 at 20,30; drag by 0,0; "
                   "press 1 ×1 at 20,30; drag by 0,0; press 1 ×2 at 20,30; drag by 0,0; "
                   "press 3 ×1 at 40,50; "
                   "scroll 0,1; scroll 0,1; scroll -1,0; ");

  g_string_truncate (f->heard, 0);
  cairn_ui_test_drag (f->area, 10, 10, 110, 60, 1);
  g_assert_cmpstr (f->heard->str, ==, "press 1 ×1 at 10,10; drag by 100,50; ");
}

static void
test_find (Fixture *f, gconstpointer data)
{
  GtkWidget *root = GTK_WIDGET (f->window);

  g_assert_true (cairn_ui_test_find (root, GTK_TYPE_BUTTON, "Go") == f->button);
  g_assert_true (cairn_ui_test_find (root, GTK_TYPE_DRAWING_AREA, NULL) == f->area);
  g_assert_null (cairn_ui_test_find (root, GTK_TYPE_BUTTON, "Stop"));
}

/* A second window gets the keyboard, and the first one gets it back. */
static void
test_windows (Fixture *f, gconstpointer data)
{
  GtkWindow *dialog = GTK_WINDOW (gtk_window_new ());
  GtkWidget *entry = gtk_entry_new ();

  gtk_window_set_transient_for (dialog, f->window);
  gtk_window_set_modal (dialog, TRUE);
  gtk_window_set_child (dialog, entry);
  cairn_ui_test_open (dialog);
  cairn_ui_test_type ("Second");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Second");
  cairn_ui_test_close (dialog);

  gtk_widget_grab_focus (f->entry);
  cairn_ui_test_type ("First");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (f->entry)), ==, "First");
}

static void
act_cb (GSimpleAction *action, GVariant *parameter, Fixture *f)
{
  g_string_append_printf (f->heard, "act; ");
}

/* A menu is a window of its own to the X server. */
static void
test_menu (Fixture *f, gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new ("act", NULL);
  g_autoptr (GMenu) menu = g_menu_new ();
  GtkWidget *button = gtk_menu_button_new ();
  GtkWidget *item = NULL;

  g_signal_connect (action, "activate", G_CALLBACK (act_cb), f);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (f->window), "test", G_ACTION_GROUP (group));
  g_menu_append (menu, "Wait", "test.none");
  g_menu_append (menu, "Act", "test.act");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_box_append (GTK_BOX (gtk_window_get_child (f->window)), button);

  cairn_ui_test_click (button);
  cairn_ui_test_wait ((item = cairn_ui_test_find (button, GTK_TYPE_LABEL, "Act")));
  cairn_ui_test_click (item);
  g_assert_cmpstr (f->heard->str, ==, "act; ");
  cairn_ui_test_wait (!cairn_ui_test_find (button, GTK_TYPE_LABEL, "Act"));

  cairn_ui_test_click (button);
  cairn_ui_test_wait (cairn_ui_test_find (button, GTK_TYPE_LABEL, "Act"));
  cairn_ui_test_key ("Escape");
  cairn_ui_test_wait (!cairn_ui_test_find (button, GTK_TYPE_LABEL, "Act"));
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, Fixture *f)
{
  g_string_append_printf (f->heard, "%s at %.0f,%.0f; ", g_value_get_string (value), x, y);
  return TRUE;
}

static void
test_drop (Fixture *f, gconstpointer data)
{
  GtkWidget *label = gtk_label_new ("A playbook");
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);
  g_autoptr (GdkContentProvider) content
    = gdk_content_provider_new_typed (G_TYPE_STRING, "playbook");

  gtk_drag_source_set_content (source, content);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (source));
  gtk_box_append (GTK_BOX (gtk_window_get_child (f->window)), label);
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), f);
  gtk_widget_add_controller (f->area, GTK_EVENT_CONTROLLER (target));

  cairn_ui_test_drag_to (label, 20, 5, f->area, 30, 40, 1);
  cairn_ui_test_wait (f->heard->len > 0);
  g_assert_cmpstr (f->heard->str, ==, "playbook at 30,40; ");
}

static void
test_grab (Fixture *f, gconstpointer data)
{
  cairo_surface_t *picture = cairn_ui_test_grab (f->area);
  const guint32 *pixels = (const guint32 *) (gconstpointer) cairo_image_surface_get_data (picture);

  g_assert_cmpint (cairo_image_surface_get_width (picture), ==, gtk_widget_get_width (f->area));
  g_assert_cmphex (pixels[0] & 0xffffff, ==, 0xff0000);
  cairo_surface_destroy (picture);
}

/* A condition that never comes true ends the test, and says which. */
static void
test_in_vain (void)
{
  if (g_test_subprocess ())
    {
      cairn_ui_test_turn (0, "here", "pigs fly");
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*in vain for: pigs fly*");
}

/* A failed check ends in abort(), which GLib leaves out in a test's own child. */
static void
test_picture_of_failure (void)
{
  g_autofree char *picture = g_test_build_filename (G_TEST_BUILT, "test-harness.png", NULL);

  if (g_test_subprocess ())
    abort ();
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_assert_true (g_file_test (picture, G_FILE_TEST_EXISTS));
  g_remove (picture);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *, gconstpointer);
  } rows[] = {
    { "/harness/text", test_text },       { "/harness/chords", test_chords },
    { "/harness/pointer", test_pointer }, { "/harness/find", test_find },
    { "/harness/menu", test_menu },       { "/harness/drop", test_drop },
    { "/harness/windows", test_windows }, { "/harness/grab", test_grab },
  };

  cairn_ui_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_test_add (rows[i].name, Fixture, NULL, set_up, rows[i].run, tear_down);
  g_test_add_func ("/harness/in-vain", test_in_vain);
  g_test_add_func ("/harness/picture-of-failure", test_picture_of_failure);
  return g_test_run ();
}
