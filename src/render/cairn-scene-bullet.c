/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-overlay.h"
#include "render/cairn-scene-private.h"

#include <math.h>

/* Dwell against target: dark bar = median, pale band = its 95 % limits, thin line = 90th
 * percentile, tick = target. All bars of a map share one linear scale, or they could not be
 * compared. */

#define BAR 4.5
#define BAND 9
#define TICK 14
#define ANGLE 4 /* from one to the next */

typedef struct
{
  CairnLayer *layer;
  const CairnRect *rect;
  double per_second;
  double clip; /* seconds at which the bar is cut off */
  double y;
  double size;
} Bullet;

static double
place (const Bullet *self, double seconds)
{
  double x = MIN (seconds, self->clip) * self->per_second;

  return self->rect->x + CLAMP (x, 0, self->rect->width);
}

/* Small angles whose tips end at @x: it goes on. */
static void
add_more (const Bullet *self, double x, CairnColor ink, guint n)
{
  static const guint8 ops[] = { CAIRN_PATH_MOVE, CAIRN_PATH_LINE, CAIRN_PATH_LINE };

  for (guint i = 0; i < n; i++)
    {
      double tip = x - ANGLE * self->size * i - 0.5;
      double arm = 3.5 * self->size;
      CairnPoint *p = cairn_layer_alloc (self->layer, 3 * sizeof *p);

      p[0] = (CairnPoint){ tip - arm, self->y - arm };
      p[1] = (CairnPoint){ tip, self->y };
      p[2] = (CairnPoint){ tip - arm, self->y + arm };
      cairn_layer_path (self->layer, ops, 3, p, CAIRN_COLOR_NONE, ink, 1.4 * self->size)->round
        = TRUE;
    }
}

static void
add_band (const Bullet *self, const CairnEstimate *median, CairnColor color)
{
  double low = place (self, isnan (median->low) ? 0 : median->low);
  double high = place (self, isnan (median->high) ? INFINITY : median->high);
  double band = BAND * self->size;

  if (high > low)
    cairn_layer_rect (self->layer, (CairnRect){ low, self->y - band / 2, high - low, band }, 1,
                      color, CAIRN_COLOR_NONE, 0);
}

static void
add_estimate (const Bullet *self, const CairnCell *cell, CairnColor ink, CairnColor fill)
{
  const CairnEstimate *median = &cell->median;
  /* Not reached: the bar reaches as far as is certain, and is open. */
  double value = isnan (median->value) ? median->low : median->value;
  gboolean full = cairn_overlay_evidence (cell) == CAIRN_OVERLAY_FULL && !isnan (cell->p90.value);
  double longest = full ? MAX (value, cell->p90.value) : value;
  double end = place (self, longest), bar;
  double thick = BAR * self->size;

  if (isnan (value))
    return;
  if (longest > self->clip)
    end -= (2 * ANGLE + 1) * self->size;
  bar = MIN (place (self, value), end);
  add_band (self, median, cairn_color_mix (fill, ink, 0.28));
  if (end > bar)
    cairn_layer_line (self->layer, bar, self->y, end, self->y, ink, 1.2 * self->size);
  cairn_layer_rect (
    self->layer,
    (CairnRect){ self->rect->x, self->y - thick / 2, MAX (0.5, bar - self->rect->x), thick }, 0,
    ink, CAIRN_COLOR_NONE, 0);
  if (longest > self->clip)
    add_more (self, place (self, self->clip), ink, 2);
  else if (isnan (median->value) || isnan (median->high))
    add_more (self, place (self, INFINITY), ink, 1);
}

/* Exits too few for a median: each one as a tick is what there is; the snapshot has only the count,
 * so the track stays empty and hatched. */
void
cairn_layer_bullet (CairnLayer *layer,
                    const CairnCell *cell,
                    const CairnRect *rect,
                    const CairnBulletScale *scale,
                    CairnColor ink,
                    CairnColor fill)
{
  Bullet bullet = { .layer = layer,
                    .rect = rect,
                    .per_second = scale->per_second,
                    .clip = cell->target > 0 ? 3.0 * cell->target : INFINITY,
                    .y = rect->y + rect->height / 2,
                    .size = scale->size };
  double band = BAND * bullet.size, tick = TICK * bullet.size;
  CairnRect track = { rect->x, bullet.y - band / 2, rect->width, band };

  cairn_layer_rect (layer, track, 1, cairn_color_mix (fill, ink, 0.1), CAIRN_COLOR_NONE, 0);
  if (cairn_overlay_evidence (cell) >= CAIRN_OVERLAY_MEDIAN)
    add_estimate (&bullet, cell, ink, fill);
  else
    cairn_layer_hatch (layer, &track, cairn_color_mix (fill, ink, 0.35));
  if (cell->target > 0)
    {
      double x = place (&bullet, cell->target);

      cairn_layer_rect (layer,
                        (CairnRect){ x - bullet.size, bullet.y - tick / 2, 2 * bullet.size, tick },
                        0, ink, CAIRN_COLOR_NONE, 0);
    }
}
