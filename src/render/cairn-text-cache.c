/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-text-cache-private.h"

#include <pango/pangocairo.h>

#define MAX_BLOCKS 8192
#define MAX_GLYPHS 512 /* drawn in one call */

/* A stretch of one font. */
typedef struct
{
  cairo_font_face_t *face;
  double size;
  guint n_glyphs;
  cairo_glyph_t *glyphs; /* from the start of the line's baseline, at the font's own size */
} Run;

typedef struct
{
  guint n_runs;
  Run *runs;
} Line;

typedef struct
{
  CairnTextBlock *block; /* a reference: while it lives its address means this text */
  guint n_lines;
  Line lines[];
} Entry;

struct _CairnTextCache
{
  PangoContext *context;
  PangoLayout *layout;
  PangoFontDescription *fonts[CAIRN_N_TEXT_STYLES];
  cairo_font_options_t *options;
  GHashTable *entries; /* block → Entry */
};

static void
entry_free (Entry *self)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      for (guint j = 0; j < self->lines[i].n_runs; j++)
        {
          cairo_font_face_destroy (self->lines[i].runs[j].face);
          g_free (self->lines[i].runs[j].glyphs);
        }
      g_free (self->lines[i].runs);
    }
  g_clear_pointer (&self->block, cairn_text_block_unref);
  g_free (self);
}

CairnTextCache *
cairn_text_cache_new (void)
{
  CairnTextCache *self = g_new0 (CairnTextCache, 1);

  /* No hinting: text keeps its shape and width at every zoom, as it was measured. */
  self->options = cairo_font_options_create ();
  cairo_font_options_set_hint_style (self->options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (self->options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (self->options, CAIRO_ANTIALIAS_GRAY);
  self->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  pango_cairo_context_set_font_options (self->context, self->options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  self->layout = pango_layout_new (self->context);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  for (guint i = 0; i < CAIRN_N_TEXT_STYLES; i++)
    self->fonts[i] = cairn_text_dup_font_description (i);
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) entry_free);
  return self;
}

void
cairn_text_cache_free (CairnTextCache *self)
{
  g_clear_pointer (&self->entries, g_hash_table_unref);
  for (guint i = 0; i < CAIRN_N_TEXT_STYLES; i++)
    g_clear_pointer (&self->fonts[i], pango_font_description_free);
  g_clear_object (&self->layout);
  g_clear_object (&self->context);
  g_clear_pointer (&self->options, cairo_font_options_destroy);
  g_free (self);
}

static void
set_text (CairnTextCache *self, const CairnTextBlock *block, guint line)
{
  pango_layout_set_font_description (self->layout, self->fonts[block->style]);
  pango_layout_set_text (self->layout, block->lines[line].text, -1);
}

static Run
run_new (const PangoGlyphItem *item, double *x)
{
  cairo_scaled_font_t *font
    = pango_cairo_font_get_scaled_font (PANGO_CAIRO_FONT (item->item->analysis.font));
  const PangoGlyphString *string = item->glyphs;
  cairo_matrix_t matrix;
  Run run = { .glyphs = g_new (cairo_glyph_t, MAX (1, string->num_glyphs)) };

  cairo_scaled_font_get_font_matrix (font, &matrix);
  run.face = cairo_font_face_reference (cairo_scaled_font_get_font_face (font));
  run.size = matrix.xx;
  for (int i = 0; i < string->num_glyphs; i++)
    {
      const PangoGlyphInfo *info = &string->glyphs[i];

      if (info->glyph != PANGO_GLYPH_EMPTY && (info->glyph & PANGO_GLYPH_UNKNOWN_FLAG) == 0)
        run.glyphs[run.n_glyphs++]
          = (cairo_glyph_t){ info->glyph, *x + pango_units_to_double (info->geometry.x_offset),
                             pango_units_to_double (info->geometry.y_offset) };
      *x += pango_units_to_double (info->geometry.width);
    }
  return run;
}

static Line
line_new (CairnTextCache *self, const CairnTextBlock *block, guint line)
{
  Line shaped = { 0 };
  double x = 0;

  set_text (self, block, line);
  for (GSList *l = pango_layout_get_line_readonly (self->layout, 0)->runs; l != NULL; l = l->next)
    {
      shaped.runs = g_renew (Run, shaped.runs, shaped.n_runs + 1);
      shaped.runs[shaped.n_runs++] = run_new (l->data, &x);
    }
  return shaped;
}

static const Entry *
look_up (CairnTextCache *self, const CairnTextBlock *block)
{
  Entry *entry = g_hash_table_lookup (self->entries, block);

  if (entry != NULL)
    return entry;
  if (g_hash_table_size (self->entries) >= MAX_BLOCKS)
    g_hash_table_remove_all (self->entries);
  entry = g_malloc0 (sizeof *entry + block->n_lines * sizeof (Line));
  entry->block = cairn_text_block_ref ((CairnTextBlock *) block);
  entry->n_lines = block->n_lines;
  for (guint i = 0; i < block->n_lines; i++)
    entry->lines[i] = line_new (self, block, i);
  g_hash_table_insert (self->entries, entry->block, entry);
  return entry;
}

static void
show_run (cairo_t *cr, const Run *run, double x, double y, double scale, gboolean fine)
{
  cairo_glyph_t glyphs[MAX_GLYPHS];

  cairo_set_font_face (cr, run->face);
  cairo_set_font_size (cr, run->size * scale);
  for (guint first = 0; first < run->n_glyphs; first += MAX_GLYPHS)
    {
      guint n = MIN (MAX_GLYPHS, run->n_glyphs - first);

      for (guint i = 0; i < n; i++)
        {
          glyphs[i].index = run->glyphs[first + i].index;
          glyphs[i].x = x + run->glyphs[first + i].x * scale;
          glyphs[i].y = y + run->glyphs[first + i].y * scale;
        }
      if (fine)
        cairo_glyph_path (cr, glyphs, (int) n);
      else
        cairo_show_glyphs (cr, glyphs, (int) n);
    }
}

void
cairn_text_cache_show (CairnTextCache *self,
                       cairo_t *cr,
                       const CairnTextBlock *block,
                       guint line,
                       double x,
                       double y,
                       double scale,
                       gboolean exact,
                       gboolean fine)
{
  const Entry *entry;

  if (exact)
    {
      set_text (self, block, line);
      cairo_save (cr);
      cairo_translate (cr, x, y);
      cairo_scale (cr, scale, scale);
      cairo_move_to (cr, 0, 0);
      pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (self->layout, 0));
      cairo_restore (cr);
      return;
    }
  entry = look_up (self, block);
  cairo_set_font_options (cr, self->options);
  for (guint i = 0; i < entry->lines[line].n_runs; i++)
    show_run (cr, &entry->lines[line].runs[i], x, y, scale, fine);
  if (fine)
    cairo_fill (cr);
}
