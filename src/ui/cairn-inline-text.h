/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A text within a table that a click, Enter or F2 opens for editing; it wraps while it is only
 * read. Enter and going elsewhere apply what was typed, Escape takes it back. */
#define CAIRN_TYPE_INLINE_TEXT (cairn_inline_text_get_type ())
G_DECLARE_FINAL_TYPE (CairnInlineText, cairn_inline_text, CAIRN, INLINE_TEXT, GtkWidget)

/* FALSE: @text cannot be taken. It stays to be mended, and is marked. */
typedef gboolean (*CairnInlineTextApply) (GtkWidget *self, const char *text, gpointer data);

/* @name: for screen readers, "Owner". @empty: what stands there while there is no text. @problem
 * (may be NULL): what is wrong with a text that cannot be taken. */
GtkWidget *cairn_inline_text_new (const char *name, const char *empty, const char *problem);
/* NULL: nothing is applied. */
void cairn_inline_text_set_apply (CairnInlineText *self, CairnInlineTextApply apply, gpointer data);

/* @shown: how it is read; @text: how it is written. Not while it is being edited. */
void cairn_inline_text_set (CairnInlineText *self, const char *shown, const char *text);
/* NULL: none. */
void cairn_inline_text_set_style (CairnInlineText *self, const char *style);

void cairn_inline_text_edit (CairnInlineText *self);
gboolean cairn_inline_text_is_editing (CairnInlineText *self);

G_END_DECLS
