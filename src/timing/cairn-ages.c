/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-ages.h"

#include <string.h>

#define KEY_SHIFT 18 /* only the age is part of the order */
#define MOST_BITS 14 /* of a digit: its counters should stay in the nearer caches */
#define FEW 64       /* below this, sorting by insertion beats counting */

void
cairn_ages_clear (CairnAges *self)
{
  g_clear_pointer (&self->items, g_free);
  self->n = self->allocated = 0;
}

void
cairn_ages_expect (CairnAges *self, gsize n)
{
  gsize needed = self->n + n + 1;

  if (self->allocated >= needed)
    return;
  self->allocated = needed + needed / 8;
  self->items = g_renew (CairnAge, self->items, self->allocated);
}

void
cairn_ages_append_list (CairnAges *self, const CairnAges *list)
{
  if (list->n == 0)
    return;
  cairn_ages_expect (self, list->n);
  memcpy (self->items + self->n, list->items, list->n * sizeof *list->items);
  self->n += list->n;
}

static void
insertion_sort (CairnAge *items, gsize n)
{
  for (gsize i = 1; i < n; i++)
    {
      CairnAge item = items[i];
      gsize j = i;

      for (; j > 0 && items[j - 1] >> KEY_SHIFT > item >> KEY_SHIFT; j--)
        items[j] = items[j - 1];
      items[j] = item;
    }
}

/* Turns the counts of the values of a digit into where each begins. */
static void
accumulate (guint32 *places, guint n_values)
{
  guint32 sum = 0;

  for (guint value = 0; value < n_values; value++)
    {
      guint32 count = places[value];

      places[value] = sum;
      sum += count;
    }
}

void
cairn_ages_sort (CairnAges *self, CairnAges *scratch)
{
  guint32 places[1 << MOST_BITS];
  CairnAge any = 0;
  guint width, n_passes, bits, mask;

  if (self->n < FEW)
    {
      insertion_sort (self->items, self->n);
      return;
    }
  for (gsize i = 0; i < self->n; i++)
    any |= self->items[i];
  width = g_bit_storage (any >> KEY_SHIFT);
  bits = MIN (MOST_BITS, g_bit_storage (self->n));
  n_passes = (width + bits - 1) / bits;
  bits = (width + n_passes - 1) / n_passes;
  mask = (1u << bits) - 1;
  scratch->n = 0;
  cairn_ages_expect (scratch, self->n);
  scratch->n = self->n;
  for (guint shift = KEY_SHIFT; n_passes > 0; n_passes--, shift += bits)
    {
      const CairnAge *from = self->items;
      CairnAge *to = scratch->items;
      CairnAges swap = *self;

      memset (places, 0, (mask + 1) * sizeof places[0]);
      for (gsize i = 0; i < swap.n; i++)
        places[from[i] >> shift & mask]++;
      accumulate (places, mask + 1);
      for (gsize i = 0; i < swap.n; i++)
        to[places[from[i] >> shift & mask]++] = from[i];
      *self = *scratch;
      *scratch = swap;
    }
}
