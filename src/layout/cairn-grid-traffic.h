/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

G_BEGIN_DECLS

/* How many lines run through each place of a grid, for choosing ways among those that lie already.
 * Places are levels on both axes (cairn-grid-ways.c). Private to the room. */
typedef struct
{
  guint n_x, n_y;
  /* For every place two bytes: the number of lines that run sideways through it, and of those that
   * run upright. All that is there twice, row by row and column by column, so that asking is fast
   * both ways. */
  guint8 *planes[2];
  guint8 *data; /* NULL: the grid is too large to count */
} CairnGridTraffic;

void cairn_grid_traffic_init (CairnGridTraffic *self, guint n_x, guint n_y);
void cairn_grid_traffic_clear (CairnGridTraffic *self);

/* A line at level @at runs between the levels @from and @to, or no longer does. */
void
cairn_grid_traffic_add (CairnGridTraffic *self, gboolean vertical, guint at, guint from, guint to);
void cairn_grid_traffic_remove (
  CairnGridTraffic *self, gboolean vertical, guint at, guint from, guint to);

/* As far as summing reads behind the last count. */
#define CAIRN_GRID_TRAFFIC_PADDING 16

/* The sums of the first and of the second bytes of the @n > 0 places at @counts: eight places at a
 * time, of the last eight only those that count. */
#ifdef __SSE2__

static inline void
cairn_grid_traffic_sum (const guint8 *counts, guint n, guint *n_sideways, guint *n_upright)
{
  static const guint16 keep[16]
    = { 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff, 0xffff };
  const __m128i zero = _mm_setzero_si128 (), even = _mm_set1_epi16 (0xff);
  __m128i sideways = zero, upright = zero, eight;

  for (; n > 8; n -= 8, counts += 16)
    {
      eight = _mm_loadu_si128 ((const __m128i *) (gconstpointer) counts);
      sideways = _mm_add_epi64 (sideways, _mm_sad_epu8 (_mm_and_si128 (eight, even), zero));
      upright = _mm_add_epi64 (upright, _mm_sad_epu8 (_mm_srli_epi16 (eight, 8), zero));
    }
  eight = _mm_and_si128 (_mm_loadu_si128 ((const __m128i *) (gconstpointer) counts),
                         _mm_loadu_si128 ((const __m128i *) (gconstpointer) &keep[8 - n]));
  sideways = _mm_add_epi64 (sideways, _mm_sad_epu8 (_mm_and_si128 (eight, even), zero));
  upright = _mm_add_epi64 (upright, _mm_sad_epu8 (_mm_srli_epi16 (eight, 8), zero));
  *n_sideways = (guint) _mm_cvtsi128_si32 (sideways)
                + (guint) _mm_cvtsi128_si32 (_mm_unpackhi_epi64 (sideways, sideways));
  *n_upright = (guint) _mm_cvtsi128_si32 (upright)
               + (guint) _mm_cvtsi128_si32 (_mm_unpackhi_epi64 (upright, upright));
}

#else

static inline void
cairn_grid_traffic_sum (const guint8 *counts, guint n, guint *n_sideways, guint *n_upright)
{
  const guint64 even = G_GUINT64_CONSTANT (0x00ff00ff00ff00ff);
  /* Adds up the four numbers of 16 bits in the highest. */
  const guint64 ones = G_GUINT64_CONSTANT (0x0001000100010001);

  *n_sideways = *n_upright = 0;
  for (; n >= 4; n -= 4, counts += 8)
    {
      guint64 eight;

      memcpy (&eight, counts, sizeof eight);
      eight = GUINT64_FROM_LE (eight);
      *n_sideways += (guint) ((eight & even) * ones >> 48);
      *n_upright += (guint) ((eight >> 8 & even) * ones >> 48);
    }
  for (; n > 0; n--, counts += 2)
    {
      *n_sideways += counts[0];
      *n_upright += counts[1];
    }
}

#endif

/* How many lines a line between the levels @from and @to would cross, and beside how many, level by
 * level, it would run. */
static inline void
cairn_grid_traffic_count (const CairnGridTraffic *self,
                          gboolean vertical,
                          guint at,
                          guint from,
                          guint to,
                          guint *n_crossed,
                          guint *n_company)
{
  guint low = MIN (from, to) + 1, high = MAX (from, to);
  gsize length = vertical ? self->n_y : self->n_x;

  *n_crossed = *n_company = 0;
  if (low >= high || self->data == NULL)
    return;
  cairn_grid_traffic_sum (self->planes[vertical] + 2 * (at * length + low), high - low,
                          vertical ? n_crossed : n_company, vertical ? n_company : n_crossed);
}

G_END_DECLS
