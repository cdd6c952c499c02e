/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui-test"

#include "cairn-ui-test-private.h"

#include <X11/XKBlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>

enum
{
  WHEEL_UP = 4,
  WHEEL_DOWN,
  WHEEL_LEFT,
  WHEEL_RIGHT,
};

static const struct
{
  GdkModifierType modifier;
  KeySym key;
} modifier_keys[] = {
  { GDK_CONTROL_MASK, XK_Control_L },
  { GDK_SHIFT_MASK, XK_Shift_L },
  { GDK_ALT_MASK, XK_Alt_L },
  { GDK_SUPER_MASK, XK_Super_L },
};

static void
pointer_to (int x, int y)
{
  XTestFakeMotionEvent (cairn_ui_test_display (), -1, x, y, CurrentTime);
  cairn_ui_test_settle ();
}

void
cairn_ui_test_move (GtkWidget *widget, double x, double y)
{
  int screen_x = 0, screen_y = 0;

  cairn_ui_test_settle ();
  cairn_ui_test_to_screen (widget, x, y, &screen_x, &screen_y);
  pointer_to (screen_x, screen_y);
}

void
cairn_ui_test_press (guint button)
{
  XTestFakeButtonEvent (cairn_ui_test_display (), button, True, CurrentTime);
  cairn_ui_test_settle ();
}

void
cairn_ui_test_release (guint button)
{
  XTestFakeButtonEvent (cairn_ui_test_display (), button, False, CurrentTime);
  cairn_ui_test_settle ();
}

/* When the last click was over. */
static gint64 last_click;

/* Two clicks of a person at one place are a double click only when the second one comes soon. */
static void
wait_out_double_click (void)
{
  int milliseconds = 0;

  g_object_get (gtk_settings_get_default (), "gtk-double-click-time", &milliseconds, NULL);
  cairn_ui_test_wait (g_get_monotonic_time () > last_click + 1000 * (milliseconds + 10));
}

void
cairn_ui_test_click_at (GtkWidget *widget, double x, double y, guint button, guint n_clicks)
{
  cairn_ui_test_move (widget, x, y);
  wait_out_double_click ();
  /* All at once: a busy computer may not make a double click slow. */
  for (guint i = 0; i < n_clicks; i++)
    {
      XTestFakeButtonEvent (cairn_ui_test_display (), button, True, CurrentTime);
      XTestFakeButtonEvent (cairn_ui_test_display (), button, False, CurrentTime);
    }
  cairn_ui_test_settle ();
  last_click = g_get_monotonic_time ();
}

void
cairn_ui_test_click (GtkWidget *widget)
{
  cairn_ui_test_settle ();
  cairn_ui_test_click_at (widget, gtk_widget_get_width (widget) / 2.0,
                          gtk_widget_get_height (widget) / 2.0, 1, 1);
}

void
cairn_ui_test_drag_to (GtkWidget *from,
                       double from_x,
                       double from_y,
                       GtkWidget *to,
                       double to_x,
                       double to_y,
                       guint button)
{
  enum
  {
    PARTS = 8
  };
  int x0 = 0, y0 = 0, x1 = 0, y1 = 0;

  /* Both ends first: a widget may scroll under the pointer on the way. */
  cairn_ui_test_settle ();
  cairn_ui_test_to_screen (from, from_x, from_y, &x0, &y0);
  cairn_ui_test_to_screen (to, to_x, to_y, &x1, &y1);

  pointer_to (x0, y0);
  wait_out_double_click ();
  cairn_ui_test_press (button);
  for (int i = 1; i <= PARTS; i++)
    pointer_to (x0 + (x1 - x0) * i / PARTS, y0 + (y1 - y0) * i / PARTS);
  cairn_ui_test_release (button);
  last_click = g_get_monotonic_time ();
}

void
cairn_ui_test_drag (
  GtkWidget *widget, double from_x, double from_y, double to_x, double to_y, guint button)
{
  cairn_ui_test_drag_to (widget, from_x, from_y, widget, to_x, to_y, button);
}

void
cairn_ui_test_scroll (GtkWidget *widget, double x, double y, int right, int down)
{
  cairn_ui_test_move (widget, x, y);
  for (int i = 0; i < ABS (down); i++)
    {
      cairn_ui_test_press (down > 0 ? WHEEL_DOWN : WHEEL_UP);
      cairn_ui_test_release (down > 0 ? WHEEL_DOWN : WHEEL_UP);
    }
  for (int i = 0; i < ABS (right); i++)
    {
      cairn_ui_test_press (right > 0 ? WHEEL_RIGHT : WHEEL_LEFT);
      cairn_ui_test_release (right > 0 ? WHEEL_RIGHT : WHEEL_LEFT);
    }
}

static void
key_event (KeyCode code, gboolean down)
{
  XTestFakeKeyEvent (cairn_ui_test_display (), code, down, CurrentTime);
  cairn_ui_test_drain ();
}

/* A key that no keyboard here has is put on one of the codes that have none. Each stays where it
 * is, so that a key that was sent earlier never changes its meaning. */
static KeyCode
add_key (KeySym key)
{
  Display *display = cairn_ui_test_display ();
  int first = 0, last = 0, per_code = 0;
  KeySym *map = NULL;
  KeyCode free_code = 0;

  XDisplayKeycodes (display, &first, &last);
  map = XGetKeyboardMapping (display, first, last - first + 1, &per_code);
  for (int code = last; code >= first && !free_code; code--)
    {
      gboolean empty = TRUE;

      for (int i = 0; i < per_code; i++)
        empty = empty && map[(code - first) * per_code + i] == NoSymbol;
      if (empty)
        free_code = code;
    }
  XFree (map);
  g_assert_cmpint (free_code, !=, 0);
  XChangeKeyboardMapping (display, free_code, 1, &key, 1);
  cairn_ui_test_settle ();
  return free_code;
}

static KeyCode
find_key (KeySym key, gboolean *shifted)
{
  Display *display = cairn_ui_test_display ();
  KeyCode code = XKeysymToKeycode (display, key);

  *shifted = FALSE;
  if (code && XkbKeycodeToKeysym (display, code, 0, 0) == key)
    return code;
  if (code && XkbKeycodeToKeysym (display, code, 0, 1) == key)
    {
      *shifted = TRUE;
      return code;
    }
  return add_key (key);
}

static void
send_key (KeySym key, GdkModifierType modifiers)
{
  gboolean shifted = FALSE;
  KeyCode code = 0;

  cairn_ui_test_focus_top ();
  code = find_key (key, &shifted);
  if (shifted)
    modifiers |= GDK_SHIFT_MASK;
  for (guint i = 0; i < G_N_ELEMENTS (modifier_keys); i++)
    if (modifiers & modifier_keys[i].modifier)
      key_event (XKeysymToKeycode (cairn_ui_test_display (), modifier_keys[i].key), TRUE);
  key_event (code, TRUE);
  key_event (code, FALSE);
  for (guint i = G_N_ELEMENTS (modifier_keys); i > 0; i--)
    if (modifiers & modifier_keys[i - 1].modifier)
      key_event (XKeysymToKeycode (cairn_ui_test_display (), modifier_keys[i - 1].key), FALSE);
  cairn_ui_test_settle ();
}

void
cairn_ui_test_type (const char *text)
{
  g_assert_true (g_utf8_validate (text, -1, NULL));
  for (const char *at = text; *at; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);

      if (character == '\n')
        send_key (XK_Return, 0);
      else if (character == '\t')
        send_key (XK_Tab, 0);
      else
        send_key (gdk_unicode_to_keyval (character), 0);
    }
}

void
cairn_ui_test_key (const char *chord)
{
  guint key = 0;
  GdkModifierType modifiers = 0;

  if (!gtk_accelerator_parse (chord, &key, &modifiers))
    g_error ("“%s” is no key", chord);
  send_key (key, modifiers);
}

static void
hold (const char *name, gboolean down)
{
  const KeyCode code = XKeysymToKeycode (cairn_ui_test_display (), XStringToKeysym (name));

  if (!code)
    g_error ("“%s” is no key of this keyboard", name);
  cairn_ui_test_focus_top ();
  key_event (code, down);
  cairn_ui_test_settle ();
}

void
cairn_ui_test_hold (const char *key)
{
  hold (key, TRUE);
}

void
cairn_ui_test_let_go (const char *key)
{
  hold (key, FALSE);
}
