/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What was read of large databases is kept for the next start as long as @settings say so, and
 * removed as soon as they no longer do. Once a program. */
void cairn_faster_start_follow (GSettings *settings);

/* The row that says how much is kept, with a button that removes it; for the preferences. */
GtkWidget *cairn_faster_start_row_new (void);

G_END_DECLS
