/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @text as a spreadsheet may take it: with an apostrophe before it where a spreadsheet would run it
 * as a formula, which is what begins with =, +, - or @ and is neither a number nor a lone sign.
 * What customers and stages are called comes from the data, and whoever writes those must not get
 * to run anything on the machine of whoever opens a table. NULL counts as "". */
char *cairn_csv_dup_harmless (const char *text);

/* Appends @text (NULL: nothing) to @csv as one cell: harmless as above, and in quotes if it has a
 * comma, a quote or an end of line. Commas between cells and ends of lines are the caller's. */
void cairn_csv_append (GString *csv, const char *text);

/* Appends @number as programs read it, whatever the language; nothing if it is not known. */
void cairn_csv_append_number (GString *csv, double number);

G_END_DECLS
