/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* As gtk_widget_set_tooltip_text(), which asks the display where the pointer is even if the text is
 * the same: too dear for what is told anew once a second. */
void cairn_tooltip_set (GtkWidget *widget, const char *text);

G_END_DECLS
