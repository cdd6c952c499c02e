/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Puts the children of a widget side by side, each as wide as its share of the width there is, so
 * that the columns of many rows stand below each other whatever is in them. */
#define CAIRN_TYPE_COLUMN_LAYOUT (cairn_column_layout_get_type ())
G_DECLARE_FINAL_TYPE (
  CairnColumnLayout, cairn_column_layout, CAIRN, COLUMN_LAYOUT, GtkLayoutManager)

/* @shares: of the first children, @n in all; static. */
GtkLayoutManager *cairn_column_layout_new (const int *shares, guint n, int spacing);

G_END_DECLS
