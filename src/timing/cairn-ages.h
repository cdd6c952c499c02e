/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What happens to visits at which age, as survival curves need it in order: one number each, packed
 * so that sorting moves little memory and equal ages come in the right order. */

typedef enum
{
  CAIRN_AGE_EXIT,  /* a visit ends; all of this age are at risk of it */
  CAIRN_AGE_STAY,  /* an open visit is as old as this, and no longer observed */
  CAIRN_AGE_ENTRY, /* a visit was as old as this when the window opened */
} CairnAgeKind;

typedef guint64 CairnAge;

/* Seconds: more than 500,000 years. */
#define CAIRN_AGE_MAX (G_GINT64_CONSTANT (1) << 45)

/* @cell: any number that says whose it is. */
static inline CairnAge
cairn_age_pack (gint64 seconds, CairnAgeKind kind, guint16 cell)
{
  return (CairnAge) seconds << 18 | (CairnAge) kind << 16 | cell;
}

static inline gint64
cairn_age_get_seconds (CairnAge age)
{
  return age >> 18;
}

static inline CairnAgeKind
cairn_age_get_kind (CairnAge age)
{
  return (CairnAgeKind) (age >> 16 & 3);
}

static inline guint16
cairn_age_get_cell (CairnAge age)
{
  return age & 0xffff;
}

/* A list that keeps its room when emptied. */
typedef struct
{
  CairnAge *items;
  gsize n;
  gsize allocated;
} CairnAges;

void cairn_ages_clear (CairnAges *self);

/* Makes room for @n more items, and for one that does not count. */
void cairn_ages_expect (CairnAges *self, gsize n);

/* Writes the item in any case but counts it only if @kept: no branch to guess wrong. There
 * must be room for it. */
static inline void
cairn_ages_append_if (CairnAges *self, CairnAge age, gboolean kept)
{
  self->items[self->n] = age;
  self->n += kept ? 1 : 0;
}

/* Behind all others. */
void cairn_ages_append_list (CairnAges *self, const CairnAges *list);

/* By age; what is of one age stays in the order it was given in, which must be exits first. O(n).
 */
void cairn_ages_sort (CairnAges *self, CairnAges *scratch);

G_END_DECLS
