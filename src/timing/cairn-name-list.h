/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Many different texts, each kept once under a number, in the order they first came. They stand in
 * files without a name (CairnSpill): millions of customers take next to no memory of their own. */
typedef struct _CairnNameList CairnNameList;

/* The files are in @folder. Adding fails with G_IO_ERROR_CANCELLED once @cancellable is. */
CairnNameList *cairn_name_list_new (const char *folder, GCancellable *cancellable, GError **error);
void cairn_name_list_free (CairnNameList *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnNameList, cairn_name_list_free)

/* The number of @text, 1 and up; 0 with @error set. */
guint32 cairn_name_list_add (CairnNameList *self, const char *text, gsize length, GError **error);
/* 0: not there. */
guint32 cairn_name_list_find (CairnNameList *self, const char *text);
/* Good until the next is added; NULL for 0. */
const char *cairn_name_list_get (CairnNameList *self, guint32 number);
guint32 cairn_name_list_get_length (CairnNameList *self);

G_END_DECLS
