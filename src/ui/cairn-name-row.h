/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  CAIRN_ROW_LEFT,    /* the keyboard focus went elsewhere */
  CAIRN_ROW_ENTERED, /* Enter or Escape */
  CAIRN_ROW_NEXT,    /* Tab: the next step is wanted */
} CairnRowEnd;

/* What a row of the outline or the sidebar shows, and the entry that takes the place of its name
 * while it is renamed. It knows nothing of journeys.
 *
 * Signal "done" (const char *text, CairnRowEnd how): the entry was left; @text is NULL if the name
 * shall stay as it was. */
#define CAIRN_TYPE_NAME_ROW (cairn_name_row_get_type ())
G_DECLARE_FINAL_TYPE (CairnNameRow, cairn_name_row, CAIRN, NAME_ROW, GtkWidget)

GtkWidget *cairn_name_row_new (void);

/* @icon, @caption (a second line) and @suffix (at the end) may be NULL. */
void cairn_name_row_show (
  CairnNameRow *self, const char *icon, const char *title, const char *caption, const char *suffix);
void cairn_name_row_set_heading (CairnNameRow *self, gboolean heading);
/* Style classes for the icon and the suffix; NULL: none. */
void
cairn_name_row_set_classes (CairnNameRow *self, const char *icon_class, const char *suffix_class);

/* Begins to rename; @text is selected whole. */
void cairn_name_row_edit (CairnNameRow *self, const char *text);
/* Ends it without a change and without "done". */
void cairn_name_row_stop (CairnNameRow *self);
gboolean cairn_name_row_get_editing (CairnNameRow *self);

G_END_DECLS
