/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-snapshot.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The timings' part of the header: how the source fares ("Live · acme.db · 2 s ago"), what of its
 * data is not counted, and the choice of time and segment. It shows what it is told and activates
 * the window's actions "win.timings", "win.timings-window", "win.timings-segment", "win.refresh",
 * "win.database" and "win.cancel-loading". */
#define CAIRN_TYPE_TIMINGS_BAR (cairn_timings_bar_get_type ())
G_DECLARE_FINAL_TYPE (CairnTimingsBar, cairn_timings_bar, CAIRN, TIMINGS_BAR, GtkWidget)

/* No source: the offer to add one. */
void cairn_timings_bar_show_none (CairnTimingsBar *self);
/* @fraction: 0 to 1. */
void
cairn_timings_bar_show_loading (CairnTimingsBar *self, const char *source_name, double fraction);
/* Invented customers are on their way. */
void cairn_timings_bar_show_making (CairnTimingsBar *self);
/* Live, or stale if the snapshot says so; counts its age from now. */
void cairn_timings_bar_show_snapshot (CairnTimingsBar *self, CairnSnapshot *snapshot);
/* Nothing can be shown: @message says why and what to do. */
void cairn_timings_bar_show_error (CairnTimingsBar *self, const char *message);

/* What is chosen, as people call it, and the menu of segments. */
void cairn_timings_bar_set_window_label (CairnTimingsBar *self, const char *label);
void cairn_timings_bar_set_segment_label (CairnTimingsBar *self, const char *label);
void cairn_timings_bar_set_segment_menu (CairnTimingsBar *self, GMenuModel *menu);

/* How much room there is: 0 none, 1 some, 2 enough for every word. */
void cairn_timings_bar_set_room (CairnTimingsBar *self, guint room);

G_END_DECLS
