/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-text-match.h"

#include <string.h>

/* A text taken apart so that what counts as the same is the same: each unit knows which character
 * of the text it comes from. */
typedef struct
{
  gunichar unit;
  guint at;       /* byte of its character in the text */
  gboolean first; /* begins a character */
} Unit;

static void
take_character_apart (GArray *units, const char *text, const char *p, CairnMatchFlags flags)
{
  g_autofree char *whole = g_utf8_normalize (p, g_utf8_next_char (p) - p, G_NORMALIZE_DEFAULT);
  g_autofree char *folded = NULL;
  const char *same = whole;
  gboolean mark = g_unichar_ismark (g_utf8_get_char (p));

  if ((flags & CAIRN_MATCH_CASE) == 0)
    same = folded = g_utf8_casefold (whole, -1);
  for (const char *q = same; *q != '\0'; q = g_utf8_next_char (q))
    {
      Unit unit = { g_utf8_get_char (q), (guint) (p - text), q == same && !mark };

      g_array_append_val (units, unit);
    }
}

static GArray *
take_apart (const char *text, CairnMatchFlags flags)
{
  GArray *units = g_array_sized_new (FALSE, FALSE, sizeof (Unit), (guint) strlen (text));

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      Unit unit = { (guchar) *p, (guint) (p - text), TRUE };

      /* Most of most texts, and a hundred times as fast. */
      if (unit.unit < 128)
        {
          if ((flags & CAIRN_MATCH_CASE) == 0)
            unit.unit = (gunichar) g_ascii_tolower (*p);
          g_array_append_val (units, unit);
        }
      else
        take_character_apart (units, text, p, flags);
    }
  return units;
}

static gboolean
is_word (gunichar c)
{
  return g_unichar_isalnum (c) || g_unichar_ismark (c) || c == '_';
}

/* Whether a word ends or begins at @at. */
static gboolean
is_border (const char *text, gsize at)
{
  gunichar before, after;

  if (at == 0 || text[at] == '\0')
    return TRUE;
  before = g_utf8_get_char (g_utf8_prev_char (text + at));
  after = g_utf8_get_char (text + at);
  return !is_word (before) || !is_word (after);
}

static const Unit *
unit_at (GArray *units, guint i)
{
  return &g_array_index (units, Unit, i);
}

static gboolean
matches_at (GArray *text, guint at, GArray *needle)
{
  for (guint i = 0; i < needle->len; i++)
    if (unit_at (text, at + i)->unit != unit_at (needle, i)->unit)
      return FALSE;
  return TRUE;
}

static gboolean
match (const char *text,
       GArray *units,
       gsize from,
       GArray *needle,
       CairnMatchFlags flags,
       gsize *start,
       gsize *end)
{
  for (guint i = 0; i + needle->len <= units->len; i++)
    {
      guint after = i + needle->len;

      if (unit_at (units, i)->at < from || !unit_at (units, i)->first
          || (after < units->len && !unit_at (units, after)->first)
          || !matches_at (units, i, needle))
        continue;
      *start = unit_at (units, i)->at;
      *end = after < units->len ? unit_at (units, after)->at : strlen (text);
      if ((flags & CAIRN_MATCH_WORDS) == 0 || (is_border (text, *start) && is_border (text, *end)))
        return TRUE;
    }
  return FALSE;
}

gboolean
cairn_text_match (
  const char *text, gsize from, const char *needle, CairnMatchFlags flags, gsize *start, gsize *end)
{
  g_autoptr (GArray) units = NULL;
  g_autoptr (GArray) wanted = NULL;

  g_return_val_if_fail (text != NULL && needle != NULL, FALSE);

  if (*needle == '\0' || *text == '\0')
    return FALSE;
  units = take_apart (text, flags);
  wanted = take_apart (needle, flags);
  return match (text, units, from, wanted, flags, start, end);
}

char *
cairn_text_replace (
  const char *text, const char *needle, const char *with, CairnMatchFlags flags, guint *n)
{
  GString *made = g_string_new (NULL);
  g_autoptr (GArray) units = NULL;
  g_autoptr (GArray) wanted = NULL;
  gsize at = 0, start = 0, end = 0;
  guint found = 0;

  g_return_val_if_fail (text != NULL && needle != NULL && with != NULL, NULL);

  units = take_apart (text, flags);
  wanted = take_apart (needle, flags);
  while (wanted->len > 0 && match (text, units, at, wanted, flags, &start, &end))
    {
      g_string_append_len (made, text + at, (gssize) (start - at));
      g_string_append (made, with);
      at = end;
      found++;
    }
  g_string_append (made, text + at);
  if (n != NULL)
    *n = found;
  return g_string_free (made, FALSE);
}

/* ---- ranking ---- */

#define RANK_START 100   /* the whole text begins with it */
#define RANK_WORD 60     /* a word of it does */
#define RANK_INITIALS 40 /* the first letters of its words do */
#define RANK_INSIDE 20   /* it stands somewhere */
#define RANK_LETTERS 5   /* its letters stand there in their order */

static char *
fold (const char *text)
{
  g_autofree char *normal = NULL, *folded = NULL;
  GString *bare;

  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);
  normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  folded = g_utf8_casefold (normal, -1);
  bare = g_string_new (NULL);
  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    if (!g_unichar_ismark (g_utf8_get_char (p)))
      g_string_append_unichar (bare, g_utf8_get_char (p));
  return g_string_free (bare, FALSE);
}

static char *
dup_initials (const char *folded)
{
  GString *initials = g_string_new (NULL);
  gboolean inside = FALSE;

  for (const char *p = folded; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) && !inside)
        g_string_append_unichar (initials, c);
      inside = g_unichar_isalnum (c);
    }
  return g_string_free (initials, FALSE);
}

/* Whether @letters stand in @text in their order, whatever stands between them. */
static gboolean
has_letters (const char *text, const char *letters)
{
  for (; *letters != '\0'; letters = g_utf8_next_char (letters))
    {
      text = g_utf8_strchr (text, -1, g_utf8_get_char (letters));
      if (text == NULL)
        return FALSE;
      text = g_utf8_next_char (text);
    }
  return TRUE;
}

static guint
rank_word (const char *text, const char *initials, const char *word)
{
  const char *found = strstr (text, word);

  if (found == text)
    return RANK_START;
  for (; found != NULL; found = strstr (g_utf8_next_char (found), word))
    if (is_border (text, (gsize) (found - text)))
      return RANK_WORD;
  if (g_utf8_strlen (word, -1) > 1 && has_letters (initials, word))
    return RANK_INITIALS;
  if (strstr (text, word) != NULL)
    return RANK_INSIDE;
  return g_utf8_strlen (word, -1) > 2 && has_letters (text, word) ? RANK_LETTERS : 0;
}

guint
cairn_text_rank (const char *text, const char *query)
{
  g_autofree char *folded = NULL, *wanted = NULL, *initials = NULL;
  g_auto (GStrv) words = NULL;
  guint total = 1;

  g_return_val_if_fail (text != NULL && query != NULL, 0);

  folded = fold (text);
  wanted = fold (query);
  initials = dup_initials (folded);
  words = g_strsplit_set (wanted, " \t", -1);
  for (guint i = 0; words[i] != NULL; i++)
    {
      guint rank = *words[i] != '\0' ? rank_word (folded, initials, words[i]) : 1;

      if (rank == 0)
        return 0;
      total += rank;
    }
  return total;
}
