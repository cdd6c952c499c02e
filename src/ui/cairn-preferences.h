/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What people want of the program, for all journeys. @settings (may be NULL: nothing can be kept)
 * holds it; every change counts at once. */
void cairn_preferences_present (GtkWindow *parent, GSettings *settings);
/* The same, beginning with what alerts tell of. */
void cairn_preferences_present_alerts (GtkWindow *parent, GSettings *settings);

G_END_DECLS
