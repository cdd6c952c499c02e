/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Weeks that the trend shows. */
#define CAIRN_PILEUP_WEEKS 13

/* Adds the columns of the list of pile-ups, sortable, to @view, and sorts by rank. */
void cairn_pileup_columns_add (GtkColumnView *view);

/* Shows the columns that there is room for in @width pixels: what can be read elsewhere as well
 * goes first, and how many customers a figure stands on never. TRUE: the words in the rows are to
 * be others now, shorter or whole. */
gboolean cairn_pileup_columns_fit (GtkColumnView *view, int width);

G_END_DECLS
