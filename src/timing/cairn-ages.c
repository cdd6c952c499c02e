/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-ages.h"

#include <string.h>

#define RADIX_BITS 11
#define RADIX (1 << RADIX_BITS)
#define FEW 96 /* below this, sorting by insertion beats counting */

void
cairn_ages_clear (CairnAges *self)
{
  g_clear_pointer (&self->items, g_free);
  self->n = self->allocated = 0;
}

void
cairn_ages_reserve (CairnAges *self, gsize n)
{
  self->n = 0;
  if (self->allocated > n)
    return;
  self->allocated = n + n / 8 + 1;
  g_free (self->items);
  self->items = g_new (CairnAge, self->allocated);
}

static void
insertion_sort (CairnAge *items, gsize n)
{
  for (gsize i = 1; i < n; i++)
    {
      CairnAge item = items[i];
      gsize j = i;

      for (; j > 0 && items[j - 1].age > item.age; j--)
        items[j] = items[j - 1];
      items[j] = item;
    }
}

static void
radix_pass (const CairnAge *from, CairnAge *to, gsize n, guint shift)
{
  gsize place[RADIX] = { 0 };
  gsize sum = 0;

  for (gsize i = 0; i < n; i++)
    place[(guint64) from[i].age >> shift & (RADIX - 1)]++;
  for (guint digit = 0; digit < RADIX; digit++)
    {
      gsize count = place[digit];

      place[digit] = sum;
      sum += count;
    }
  for (gsize i = 0; i < n; i++)
    to[place[(guint64) from[i].age >> shift & (RADIX - 1)]++] = from[i];
}

void
cairn_ages_sort (CairnAges *self, CairnAges *scratch)
{
  guint64 any = 0;

  if (self->n < FEW)
    {
      insertion_sort (self->items, self->n);
      return;
    }
  for (gsize i = 0; i < self->n; i++)
    any |= (guint64) self->items[i].age;
  cairn_ages_reserve (scratch, self->n);
  scratch->n = self->n;
  for (guint shift = 0; shift < 64 && any >> shift != 0; shift += RADIX_BITS)
    {
      CairnAges swap = *self;

      radix_pass (self->items, scratch->items, self->n, shift);
      *self = *scratch;
      *scratch = swap;
    }
}

void
cairn_ages_merge (const CairnAges *a, const CairnAges *b, CairnAges *merged)
{
  const CairnAge *x = a->items;
  const CairnAge *y = b->items;
  const CairnAge *x_end = x + a->n;
  const CairnAge *y_end = y + b->n;
  CairnAge *out;

  cairn_ages_reserve (merged, a->n + b->n);
  out = merged->items;
  while (x < x_end && y < y_end)
    {
      gboolean second = y->age < x->age;

      *out++ = second ? *y : *x;
      x += !second;
      y += second;
    }
  while (x < x_end)
    *out++ = *x++;
  while (y < y_end)
    *out++ = *y++;
  merged->n = out - merged->items;
}

void
cairn_ages_split (const CairnAges *self, guint n_tags, CairnAges *split, gsize *offsets)
{
  gsize sum = 0;

  cairn_ages_reserve (split, self->n);
  split->n = self->n;
  memset (offsets, 0, (n_tags + 1) * sizeof *offsets);
  for (gsize i = 0; i < self->n; i++)
    offsets[self->items[i].tag]++;
  for (guint tag = 0; tag < n_tags; tag++)
    {
      gsize count = offsets[tag];

      offsets[tag] = sum;
      sum += count;
    }
  for (gsize i = 0; i < self->n; i++)
    split->items[offsets[self->items[i].tag]++] = self->items[i];
  /* Every offset now stands at the end of its own items, where the next one's begin. */
  memmove (offsets + 1, offsets, n_tags * sizeof *offsets);
  offsets[0] = 0;
}
