/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cairn-ui-test.h"

#include <X11/Xlib.h>

G_BEGIN_DECLS

/* A connection of the test's own: what it sends does not pass through the program's. */
Display *cairn_ui_test_display (void);

/* First the server has all that was sent, then the program has all that the server made of it, then
 * it has handled that. */
void cairn_ui_test_drain (void);

/* Gives the keyboard to the topmost window; there is no window manager to do it. */
void cairn_ui_test_focus_top (void);

/* Where the widget's point is on the screen, in device pixels. */
void cairn_ui_test_to_screen (GtkWidget *widget, double x, double y, int *screen_x, int *screen_y);

G_END_DECLS
