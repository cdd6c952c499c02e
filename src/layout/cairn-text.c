/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* A map has thousands of titles and a new layout is due within a few milliseconds after every
 * keystroke. So blocks are remembered, and plain Latin words are measured from a table of letter
 * pairs (advances and kerning, filled from Pango as pairs turn up); everything else is asked of
 * Pango word by word, and scripts that do not break at spaces are wrapped by Pango. */

#include "layout/cairn-text.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#define FAMILY "Inter, Cantarell, Noto Sans, Segoe UI, Helvetica, Arial, sans-serif"

/* Other renderers' advances differ a little; a line that fits with this to spare fits there too. */
#define SLACK 1.01
/* Blocks remembered in each of two generations. */
#define MEMO_SIZE 32768
#define N_PLAIN 62 /* 0-9 A-Z a-z */
/* From here on (Armenian, Arabic, Indic, CJK …) words are not split at spaces alone. */
#define FIRST_COMPLEX 0x530

static const CairnTextFont fonts[CAIRN_N_TEXT_STYLES] = {
  [CAIRN_TEXT_TITLE] = { FAMILY, 20, 700, 26 },
  [CAIRN_TEXT_SUBTITLE] = { FAMILY, 12, 400, 16 },
  [CAIRN_TEXT_STAGE] = { FAMILY, 13, 700, 16 },
  [CAIRN_TEXT_LANE] = { FAMILY, 13, 600, 17 },
  [CAIRN_TEXT_STEP] = { FAMILY, 12.5, 600, 16 },
  [CAIRN_TEXT_SMALL] = { FAMILY, 10.5, 400, 14 },
  [CAIRN_TEXT_SMALL_STRONG] = { FAMILY, 10.5, 700, 14 },
  [CAIRN_TEXT_FLOW] = { FAMILY, 11, 400, 14 },
  [CAIRN_TEXT_NUMBER] = { FAMILY, 14, 700, 18 },
  [CAIRN_TEXT_LARGE] = { FAMILY, 24, 700, 30 },
  [CAIRN_TEXT_FAR] = { FAMILY, 64, 700, 78 },
};

typedef struct
{
  PangoLayout *layout;
  double ascent; /* from the top of a line to its baseline */
  double space;
  double single[N_PLAIN];
  double pair[N_PLAIN][N_PLAIN]; /* of both letters together; NAN: not measured yet */
} Ruler;

typedef struct
{
  CairnTextStyle style;
  double max_width;
  char *text;
} MemoKey;

typedef struct
{
  gsize start; /* in the breaker's text */
  double width;
} Line;

/* A block while it is being broken into lines. */
typedef struct
{
  CairnTextStyle style;
  double max_width; /* slack taken off; <= 0: none */
  GArray *lines;    /* of Line */
  GString *text;    /* all lines, each with its end */
  gsize line_start;
  double line_width;
} Breaker;

static Ruler *rulers[CAIRN_N_TEXT_STYLES];
static GHashTable *memo, *old_memo;

const CairnTextFont *
cairn_text_font (CairnTextStyle style)
{
  g_return_val_if_fail (style < CAIRN_N_TEXT_STYLES, NULL);

  return &fonts[style];
}

PangoFontDescription *
cairn_text_dup_font_description (CairnTextStyle style)
{
  PangoFontDescription *description = pango_font_description_new ();

  g_return_val_if_fail (style < CAIRN_N_TEXT_STYLES, description);

  pango_font_description_set_family_static (description, fonts[style].family);
  pango_font_description_set_weight (description, (PangoWeight) fonts[style].weight);
  pango_font_description_set_absolute_size (description, fonts[style].size * PANGO_SCALE);
  return description;
}

static PangoLayout *
layout_new (CairnTextStyle style)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoFontDescription *description = cairn_text_dup_font_description (style);
  PangoLayout *layout;

  /* Unhinted, so that a text is as wide at every zoom and in every export. */
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 96);
  pango_context_set_round_glyph_positions (context, FALSE);
  layout = pango_layout_new (context);
  pango_layout_set_font_description (layout, description);
  pango_font_description_free (description);
  g_object_unref (context);
  cairo_font_options_destroy (options);
  return layout;
}

static double
ask_pango (const Ruler *ruler, const char *text, gsize length)
{
  PangoRectangle logical;

  pango_layout_set_text (ruler->layout, text, (int) length);
  pango_layout_get_extents (ruler->layout, NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

static Ruler *
get_ruler (CairnTextStyle style)
{
  Ruler *ruler = rulers[style];
  PangoRectangle logical;

  if (ruler != NULL)
    return ruler;
  ruler = rulers[style] = g_new0 (Ruler, 1);
  ruler->layout = layout_new (style);
  ruler->space = ask_pango (ruler, "n n", 3) - ask_pango (ruler, "nn", 2);
  pango_layout_get_extents (ruler->layout, NULL, &logical);
  ruler->ascent = (fonts[style].line_height - (double) logical.height / PANGO_SCALE) / 2
                  + (double) pango_layout_get_baseline (ruler->layout) / PANGO_SCALE;
  for (guint i = 0; i < N_PLAIN; i++)
    {
      ruler->single[i] = NAN;
      for (guint j = 0; j < N_PLAIN; j++)
        ruler->pair[i][j] = NAN;
    }
  return ruler;
}

static int
plain_index (char c)
{
  if (c >= '0' && c <= '9')
    return c - '0';
  if (c >= 'A' && c <= 'Z')
    return c - 'A' + 10;
  if (c >= 'a' && c <= 'z')
    return c - 'a' + 36;
  return -1;
}

static double
single_width (Ruler *ruler, int index, const char *c)
{
  if (isnan (ruler->single[index]))
    ruler->single[index] = ask_pango (ruler, c, 1);
  return ruler->single[index];
}

static double
word_width (Ruler *ruler, const char *word, gsize length)
{
  double width;
  int before = plain_index (word[0]);

  if (before < 0)
    return ask_pango (ruler, word, length);
  width = single_width (ruler, before, word);
  for (gsize i = 1; i < length; i++)
    {
      int index = plain_index (word[i]);

      if (index < 0)
        return ask_pango (ruler, word, length);
      if (isnan (ruler->pair[before][index]))
        ruler->pair[before][index] = ask_pango (ruler, word + i - 1, 2);
      width += ruler->pair[before][index] - single_width (ruler, before, word + i - 1);
      before = index;
    }
  return width;
}

static void
end_line (Breaker *self)
{
  Line line = { self->line_start, self->line_width };

  g_array_append_val (self->lines, line);
  g_string_append_c (self->text, '\0');
  self->line_start = self->text->len;
  self->line_width = 0;
}

static void
put (Breaker *self, const char *text, gsize length, double width)
{
  g_string_append_len (self->text, text, (gssize) length);
  self->line_width += width;
}

/* Lets Pango break @text (one paragraph) into lines; the last stays open. */
static void
put_wrapped (Breaker *self, const char *text, gsize length)
{
  PangoLayout *layout = get_ruler (self->style)->layout;
  int n_lines;

  pango_layout_set_text (layout, text, (int) length);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_width (layout, self->max_width > 0 ? (int) (self->max_width * PANGO_SCALE) : -1);
  n_lines = pango_layout_get_line_count (layout);
  for (int i = 0; i < n_lines; i++)
    {
      PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
      gsize len = (gsize) line->length;
      PangoRectangle logical;

      pango_layout_line_get_extents (line, NULL, &logical);
      while (len > 0 && text[line->start_index + (int) len - 1] == ' ')
        len--;
      if (i > 0)
        end_line (self);
      put (self, text + line->start_index, len, (double) logical.width / PANGO_SCALE);
    }
  pango_layout_set_width (layout, -1);
}

static void
put_word (Breaker *self, const char *word, gsize length, gboolean space)
{
  Ruler *ruler = get_ruler (self->style);
  double width = word_width (ruler, word, length);
  double gap = space && self->text->len > self->line_start ? ruler->space : 0;

  if (self->max_width > 0 && self->text->len > self->line_start
      && self->line_width + gap + width > self->max_width)
    {
      end_line (self);
      gap = 0;
    }
  if (gap > 0)
    put (self, " ", 1, gap);
  if (self->max_width > 0 && width > self->max_width)
    put_wrapped (self, word, length);
  else
    put (self, word, length, width);
}

/* Words end at spaces, and after hyphens and slashes inside them. */
static void
put_words (Breaker *self, const char *text, gsize length)
{
  gsize i = 0;
  gboolean space = FALSE;

  while (i < length)
    {
      gsize end = i;

      if (text[i] == ' ' || text[i] == '\t' || text[i] == '\r')
        {
          space = TRUE;
          i++;
          continue;
        }
      while (end < length && text[end] != ' ' && text[end] != '\t' && text[end] != '\r')
        if ((text[end++] == '-' || text[end - 1] == '/') && end - i > 2 && length - end > 2)
          break;
      put_word (self, text + i, end - i, space);
      space = FALSE;
      i = end;
    }
}

static gboolean
is_complex (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0xd4) /* lead byte of U+0500 and up */
      {
        gunichar c = g_utf8_get_char (text + i);

        if (c >= FIRST_COMPLEX && !(c >= 0x1e00 && c < 0x2600))
          return TRUE;
      }
  return FALSE;
}

static void
put_paragraphs (Breaker *self, const char *text)
{
  for (;;)
    {
      gsize length = strcspn (text, "\n");

      if (is_complex (text, length))
        put_wrapped (self, text, length);
      else
        put_words (self, text, length);
      end_line (self);
      if (text[length] == '\0')
        return;
      text += length + 1;
    }
}

static CairnTextBlock *
block_new (const Breaker *breaker)
{
  guint n_lines = breaker->lines->len;
  gsize head = sizeof (CairnTextBlock) + n_lines * sizeof (CairnTextLine);
  CairnTextBlock *self = g_malloc0 (head + breaker->text->len);
  char *text = (char *) self + head;

  memcpy (text, breaker->text->str, breaker->text->len);
  g_atomic_ref_count_init (&self->refs);
  self->style = breaker->style;
  self->n_lines = n_lines;
  self->height = n_lines * fonts[breaker->style].line_height;
  self->ascent = get_ruler (breaker->style)->ascent;
  for (guint i = 0; i < n_lines; i++)
    {
      const Line *line = &g_array_index (breaker->lines, Line, i);

      self->lines[i].text = text + line->start;
      self->lines[i].width = line->width;
      self->width = MAX (self->width, line->width);
    }
  return self;
}

static CairnTextBlock *
break_text (CairnTextStyle style, const char *text, double max_width)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_autofree char *valid = g_utf8_validate (text, -1, NULL) ? NULL : g_utf8_make_valid (text, -1);
  Breaker breaker = { style, max_width / SLACK, lines, g_string_sized_new (64), 0, 0 };
  CairnTextBlock *block;

  put_paragraphs (&breaker, valid != NULL ? valid : text);
  block = block_new (&breaker);
  g_string_free (breaker.text, TRUE);
  return block;
}

CairnTextBlock *
cairn_text_block_ref (CairnTextBlock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
cairn_text_block_unref (CairnTextBlock *self)
{
  g_return_if_fail (self != NULL);

  if (g_atomic_ref_count_dec (&self->refs))
    g_free (self);
}

static guint
memo_key_hash (gconstpointer data)
{
  const MemoKey *key = data;

  return g_str_hash (key->text) * 31 + (guint) key->style + (guint) (key->max_width * 16) * 131;
}

static gboolean
memo_key_equal (gconstpointer a, gconstpointer b)
{
  const MemoKey *p = a, *q = b;

  return p->style == q->style && p->max_width == q->max_width && strcmp (p->text, q->text) == 0;
}

static void
memo_key_free (gpointer data)
{
  MemoKey *key = data;

  g_free (key->text);
  g_free (key);
}

static GHashTable *
memo_new (void)
{
  return g_hash_table_new_full (memo_key_hash, memo_key_equal, memo_key_free,
                                (GDestroyNotify) cairn_text_block_unref);
}

/* Two generations: when the young one is full it becomes the old one, and what was not asked for
 * since the last such change is forgotten. */
static void
remember (const MemoKey *key, CairnTextBlock *block)
{
  MemoKey *copy = g_new (MemoKey, 1);

  if (g_hash_table_size (memo) >= MEMO_SIZE)
    {
      g_clear_pointer (&old_memo, g_hash_table_unref);
      old_memo = g_steal_pointer (&memo);
      memo = memo_new ();
    }
  *copy = (MemoKey){ key->style, key->max_width, g_strdup (key->text) };
  g_hash_table_insert (memo, copy, cairn_text_block_ref (block));
}

CairnTextBlock *
cairn_text_measure (CairnTextStyle style, const char *text, double max_width)
{
  MemoKey key = { style, MAX (max_width, 0), (char *) text };
  CairnTextBlock *block;

  g_return_val_if_fail (style < CAIRN_N_TEXT_STYLES, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  if (memo == NULL)
    memo = memo_new ();
  block = g_hash_table_lookup (memo, &key);
  if (block != NULL)
    return cairn_text_block_ref (block);
  if (old_memo != NULL && (block = g_hash_table_lookup (old_memo, &key)) != NULL)
    cairn_text_block_ref (block);
  else
    block = break_text (style, text, key.max_width);
  remember (&key, block);
  return block;
}
