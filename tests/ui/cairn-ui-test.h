/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Tests of real windows, driven as a person would: pointer and keys go through the X server
 * (XTest), so that they reach the program by the way of every other event. Run such a test with
 * run-in-xvfb.sh.
 *
 * Every function that sends something returns after the program has handled it and painted once. A
 * wait that is not over within ten seconds ends the test; a test that fails leaves a picture of the
 * screen, NAME.png, in the build folder. Coordinates are those of the widget. */

/* Instead of g_test_init(); also starts libadwaita. */
void cairn_ui_test_init (int *argc, char ***argv);

/* Runs the main loop until CONDITION, any C expression, is true. */
#define cairn_ui_test_wait(condition)                                                              \
  G_STMT_START                                                                                     \
  {                                                                                                \
    const gint64 deadline_ = cairn_ui_test_deadline ();                                            \
    while (!(condition))                                                                           \
      cairn_ui_test_turn (deadline_, G_STRLOC, #condition);                                        \
  }                                                                                                \
  G_STMT_END
gint64 cairn_ui_test_deadline (void);
void cairn_ui_test_turn (gint64 deadline, const char *where, const char *condition);

/* Lets the program handle what has been sent, and paint. */
void cairn_ui_test_settle (void);

/* Shows the window, and returns when it is on the screen and has the keyboard. */
void cairn_ui_test_open (GtkWindow *window);
/* Destroys the window, and returns when nothing of it is left on the screen. */
void cairn_ui_test_close (GtkWindow *window);

/* The first widget below ROOT, in drawing order, that is on the screen, is of TYPE, and whose text
 * (label, entry, title of a row), name or tooltip is TEXT; NULL takes any text. Returns NULL when
 * there is none. */
GtkWidget *cairn_ui_test_find (GtkWidget *root, GType type, const char *text);

void cairn_ui_test_move (GtkWidget *widget, double x, double y);
void cairn_ui_test_press (guint button);
void cairn_ui_test_release (guint button);
/* Clicks the middle of the widget. */
void cairn_ui_test_click (GtkWidget *widget);
/* A click right after another one at the same place waits until the two are not a double click. */
void cairn_ui_test_click_at (GtkWidget *widget, double x, double y, guint button, guint n_clicks);
void cairn_ui_test_drag (
  GtkWidget *widget, double from_x, double from_y, double to_x, double to_y, guint button);
/* From one widget to another, as for dragging and dropping. */
void cairn_ui_test_drag_to (GtkWidget *from,
                            double from_x,
                            double from_y,
                            GtkWidget *to,
                            double to_x,
                            double to_y,
                            guint button);
/* One notch of a mouse wheel for each unit; positive is down and to the right. */
void cairn_ui_test_scroll (GtkWidget *widget, double x, double y, int right, int down);

/* Types UTF-8 text; "\n" is Enter and "\t" is Tab. */
void cairn_ui_test_type (const char *text);
/* A key with its modifiers as GTK writes them: "F2", "<Ctrl><Shift>z", "<Alt>Left". */
void cairn_ui_test_key (const char *chord);
/* Holds down, or lets go of, one key by its X name: "space", "Control_L". */
void cairn_ui_test_hold (const char *key);
void cairn_ui_test_let_go (const char *key);

/* What the screen shows of a widget, one device pixel a pixel; free with cairo_surface_destroy().
 */
cairo_surface_t *cairn_ui_test_grab (GtkWidget *widget);
/* Writes NAME.png, the whole screen, to the build folder. */
void cairn_ui_test_screenshot (const char *name);

G_END_DECLS
