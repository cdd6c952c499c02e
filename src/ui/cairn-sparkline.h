/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A small line without axes: one value a week, oldest first. Gaps (NAN) leave the line out. Its
 * colour is the widget's; the last value carries a dot. */
#define CAIRN_TYPE_SPARKLINE (cairn_sparkline_get_type ())
G_DECLARE_FINAL_TYPE (CairnSparkline, cairn_sparkline, CAIRN, SPARKLINE, GtkWidget)

GtkWidget *cairn_sparkline_new (void);

/* @top: the value at the upper edge, the same for all lines that are to be compared; 0: the largest
 * of @values. */
void cairn_sparkline_set_values (CairnSparkline *self, const double *values, guint n, double top);

G_END_DECLS
