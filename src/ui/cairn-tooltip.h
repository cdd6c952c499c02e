/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* As gtk_widget_set_tooltip_text(), which asks the display where the pointer is even if the text is
 * the same: too dear for what is told anew once a second. */
void cairn_tooltip_set (GtkWidget *widget, const char *text);

/* What @widget shows, explained: in a tooltip, and to those who hear it. For figures in tables, of
 * which many change at once: the display is asked only where the pointer is on @widget. NULL:
 * nothing to explain. */
void cairn_tooltip_explain (GtkWidget *widget, const char *why);
const char *cairn_tooltip_get_explanation (GtkWidget *widget); /* NULL: none */

G_END_DECLS
