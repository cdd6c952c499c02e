/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-likeness.h"

#include <string.h>

/* Beyond this a text is no name, and comparing would be slow. */
#define MAX_LETTERS 120
/* Shorter ones stand in others by chance. */
#define MIN_PART 4

typedef struct
{
  gunichar *letters;
  gsize n;
  char *digits;
} Folded;

static void
folded_clear (Folded *self)
{
  g_free (self->letters);
  g_free (self->digits);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Folded, folded_clear)

/* Letters and digits only, without case and accents. */
static Folded
fold (const char *name)
{
  g_autofree char *lower = g_utf8_casefold (name, -1);
  g_autofree char *apart = g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
  GString *digits = g_string_new (NULL);
  Folded self = { g_new (gunichar, MAX_LETTERS), 0, NULL };

  for (const char *p = apart; p != NULL && *p != '\0' && self.n < MAX_LETTERS;
       p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c))
        self.letters[self.n++] = c;
      if (g_unichar_isdigit (c))
        g_string_append_unichar (digits, c);
    }
  self.digits = g_string_free (digits, FALSE);
  return self;
}

/* Letters put in, left out or changed, and neighbours that changed places. */
static guint
distance (const Folded *a, const Folded *b)
{
  guint rows[3][MAX_LETTERS + 1];

  for (gsize j = 0; j <= b->n; j++)
    rows[0][j] = (guint) j;
  for (gsize i = 1; i <= a->n; i++)
    {
      guint *row = rows[i % 3], *above = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

      row[0] = (guint) i;
      for (gsize j = 1; j <= b->n; j++)
        {
          gboolean same = a->letters[i - 1] == b->letters[j - 1];

          row[j] = MIN (MIN (above[j], row[j - 1]) + 1, above[j - 1] + !same);
          if (i > 1 && j > 1 && a->letters[i - 1] == b->letters[j - 2]
              && a->letters[i - 2] == b->letters[j - 1])
            row[j] = MIN (row[j], before[j - 2] + 1);
        }
    }
  return rows[a->n % 3][b->n];
}

static gboolean
stands_in (const Folded *part, const Folded *whole)
{
  for (gsize at = 0; at + part->n <= whole->n; at++)
    if (memcmp (whole->letters + at, part->letters, part->n * sizeof (gunichar)) == 0)
      return TRUE;
  return FALSE;
}

double
cairn_likeness (const char *a, const char *b)
{
  g_auto (Folded) one = { NULL };
  g_auto (Folded) other = { NULL };
  const Folded *part, *whole;
  double likeness;

  g_return_val_if_fail (a != NULL && b != NULL, 0);

  one = fold (a);
  other = fold (b);
  part = one.n <= other.n ? &one : &other;
  whole = one.n <= other.n ? &other : &one;
  if (part->n == 0 || strcmp (one.digits, other.digits) != 0)
    return 0;
  likeness = 1 - (double) distance (part, whole) / (double) whole->n;
  if (part->n >= MIN_PART && stands_in (part, whole))
    likeness = MAX (likeness, 0.6 + 0.4 * (double) part->n / (double) whole->n);
  return likeness;
}

const char *
cairn_likeness_find (const char *name, const char *const *names)
{
  const char *found = NULL;
  double best = 0;

  g_return_val_if_fail (name != NULL && names != NULL, NULL);

  for (guint i = 0; names[i] != NULL; i++)
    {
      double likeness = cairn_likeness (name, names[i]);

      if (likeness >= CAIRN_LIKENESS_OFFER && likeness > best)
        {
          best = likeness;
          found = names[i];
        }
    }
  return found;
}
