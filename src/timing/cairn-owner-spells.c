/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-owner-spells.h"

void
cairn_owner_spells_init (CairnOwnerSpells *self)
{
  self->spells = g_array_new (FALSE, FALSE, sizeof (CairnOwnerSpell));
  self->in_order = TRUE;
}

void
cairn_owner_spells_clear (CairnOwnerSpells *self)
{
  g_clear_pointer (&self->spells, g_array_unref);
}

void
cairn_owner_spells_add (CairnOwnerSpells *self, const CairnOwnerSpell *spell)
{
  g_array_append_val (self->spells, *spell);
  self->in_order = FALSE;
}

static int
compare_stays (const CairnOwnerSpell *a, const CairnOwnerSpell *b)
{
  if (a->customer != b->customer)
    return a->customer < b->customer ? -1 : 1;
  return (a->entered > b->entered) - (a->entered < b->entered);
}

static int
compare_spells (gconstpointer a, gconstpointer b)
{
  const CairnOwnerSpell *x = a;
  const CairnOwnerSpell *y = b;
  int order = compare_stays (x, y);

  return order != 0 ? order : (x->since > y->since) - (x->since < y->since);
}

/* The first that is not of a stay before @key. */
static guint
find_place (const CairnOwnerSpells *self, const CairnOwnerSpell *key)
{
  guint low = 0;
  guint high = self->spells->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_stays (&g_array_index (self->spells, CairnOwnerSpell, middle), key) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

const CairnOwnerSpell *
cairn_owner_spells_find (CairnOwnerSpells *self, guint32 customer, gint64 entered, guint *n)
{
  const CairnOwnerSpell key = { .customer = customer, .entered = entered };
  guint first, end;

  if (!self->in_order)
    g_array_sort (self->spells, compare_spells);
  self->in_order = TRUE;
  first = end = find_place (self, &key);
  while (end < self->spells->len
         && compare_stays (&g_array_index (self->spells, CairnOwnerSpell, end), &key) == 0)
    end++;
  *n = end - first;
  return *n > 0 ? &g_array_index (self->spells, CairnOwnerSpell, first) : NULL;
}
