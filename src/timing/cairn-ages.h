/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Lists of ages (seconds, >= 0), each with a small number that says whose it is, and the few things
 * survival curves need of them: sorting, joining, taking apart. Lists are scratch space that grows
 * and is used again. */
typedef struct
{
  gint64 age;
  guint32 tag;
} CairnAge;

typedef struct
{
  CairnAge *items;
  gsize n;
  gsize allocated;
} CairnAges;

void cairn_ages_clear (CairnAges *self);

/* Empties the list and makes room for @n items and one more. */
void cairn_ages_reserve (CairnAges *self, gsize n);

/* Writes the item in any case but counts it only if @kept: no branch to guess wrong. The room for
 * it must have been reserved. */
static inline void
cairn_ages_append_if (CairnAges *self, gint64 age, guint32 tag, gboolean kept)
{
  self->items[self->n] = (CairnAge){ age, tag };
  self->n += kept ? 1 : 0;
}

/* Ascending by age, stable. O(n). */
void cairn_ages_sort (CairnAges *self, CairnAges *scratch);

/* Joins two ascending lists. */
void cairn_ages_merge (const CairnAges *a, const CairnAges *b, CairnAges *merged);

/* Sorts by tag, stable: the items of tag t are [offsets[t], offsets[t + 1]) of @split. @offsets
 * holds @n_tags + 1 numbers. */
void cairn_ages_split (const CairnAges *self, guint n_tags, CairnAges *split, gsize *offsets);

G_END_DECLS
