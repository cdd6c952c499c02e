/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-state-file-private.h"

#include <string.h>

#define PRIME G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)

static inline guint64
mix (guint64 sum, guint64 word)
{
  sum ^= word;
  return (sum << 29 | sum >> 35) * PRIME;
}

static inline guint64
word_at (const guint8 *bytes)
{
  guint64 word;

  memcpy (&word, bytes, sizeof word);
  return word;
}

/* Each step can be undone, so one changed word always changes the sum. Four chains of steps, as a
 * processor does them side by side. */
static gsize
sum_blocks (CairnStateSum *self, const guint8 *bytes, gsize size)
{
  guint64 a = self->lanes[0], b = self->lanes[1], c = self->lanes[2], d = self->lanes[3];
  gsize i;

  for (i = 0; i + sizeof *self <= size; i += sizeof *self)
    {
      a = mix (a, word_at (bytes + i));
      b = mix (b, word_at (bytes + i + 8));
      c = mix (c, word_at (bytes + i + 16));
      d = mix (d, word_at (bytes + i + 24));
    }
  *self = (CairnStateSum){ { a, b, c, d } };
  return i;
}

void
cairn_state_sum_add (CairnStateSum *self, const guint8 *bytes, gsize size)
{
  gsize done = sum_blocks (self, bytes, size);
  guint8 rest[sizeof *self] = { 0 };

  if (done == size)
    return;
  memcpy (rest, bytes + done, size - done);
  sum_blocks (self, rest, sizeof rest);
  self->lanes[0] = mix (self->lanes[0], size - done);
}

const CairnStateSum cairn_state_sum_start = { { 1, 2, 3, 4 } };

guint64
cairn_state_sum_end (const CairnStateSum *self)
{
  guint64 all = 0;

  for (guint i = 0; i < 4; i++)
    all = mix (all, self->lanes[i]);
  return all ^ all >> 32;
}

guint64
cairn_state_sum_of (gconstpointer data, gsize size)
{
  CairnStateSum sum = cairn_state_sum_start;

  cairn_state_sum_add (&sum, data, size);
  return cairn_state_sum_end (&sum);
}
