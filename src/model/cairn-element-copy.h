/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-element.h"

G_BEGIN_DECLS

/* The id that the copy of @element gets; owned by the caller. Not asked for what has none. */
typedef char *(*CairnCopyIdFunc) (const CairnElement *element, gpointer data);

/* A copy of @self and all below it that is part of no document. @new_id NULL: with the same ids.
 * References name what they named before. Owned by the caller. */
CairnElement *cairn_element_copy (const CairnElement *self, CairnCopyIdFunc new_id, gpointer data);

/* Lets every reference at @self and below it that names a key of @ids (string → string) name its
 * value instead. Only before @self is part of a document. */
void cairn_element_redirect (CairnElement *self, GHashTable *ids);

G_END_DECLS
