/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A bar that drags "now" through the past, day by day, and plays it. Left and Right go by a day,
 * with Shift by a week, Home and End to the ends, Space plays. It runs from the moment it was
 * opened.
 *
 * Signal "moment" (gint64): the moment to look at, in seconds; 0: now, and on from there. */
#define CAIRN_TYPE_TIME_SLIDER (cairn_time_slider_get_type ())
G_DECLARE_FINAL_TYPE (CairnTimeSlider, cairn_time_slider, CAIRN, TIME_SLIDER, GtkWidget)

/* Begins anew at "now", with @days to look back. */
void cairn_time_slider_open (CairnTimeSlider *self, guint days);
/* Stops playing, and goes back to now. */
void cairn_time_slider_close (CairnTimeSlider *self);
/* Goes by @days (negative: back). */
void cairn_time_slider_step (CairnTimeSlider *self, int days);
void cairn_time_slider_toggle_playing (CairnTimeSlider *self);
gint64 cairn_time_slider_get_moment (CairnTimeSlider *self);

G_END_DECLS
