/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-scene-private.h"

#include <math.h>

/* Since when: the days lost in each of the last weeks. All lines of a map share one scale, so that
 * they can be compared; a week that the study calls bad is drawn thicker, the last one has a dot.
 * A week that the log does not hold has no line. */

#define THIN 1.1
#define THICK 2.6
#define DOT 5.0

typedef struct
{
  const double *weeks;
  CairnRect rect; /* of the line's middle */
  double top;     /* the largest of all lines */
} Line;

double
cairn_sparkline_top (const CairnCell *cell)
{
  double top = 0;

  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    if (cell->lost_weeks[i] > top)
      top = cell->lost_weeks[i];
  return top;
}

guint
cairn_sparkline_count (const CairnCell *cell)
{
  guint n = 0;

  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    n += !isnan (cell->lost_weeks[i]);
  return n;
}

static CairnPoint
place (const Line *self, guint week)
{
  const CairnRect *r = &self->rect;
  double share = self->top > 0 ? self->weeks[week] / self->top : 0;

  return (CairnPoint){ r->x + r->width * week / (CAIRN_TREND_WEEKS - 1),
                       r->y + r->height * (1 - CLAMP (share, 0, 1)) };
}

static CairnPoint
between (CairnPoint a, CairnPoint b)
{
  return (CairnPoint){ (a.x + b.x) / 2, (a.y + b.y) / 2 };
}

/* One piece of line for each week, from half way to the one before to half way to the next. */
static guint
trace (const Line *self, guint32 which, guint8 *ops, CairnPoint *points)
{
  gboolean open = FALSE;
  guint n = 0;

  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    {
      gboolean drawn = (which & 1u << i) != 0 && !isnan (self->weeks[i]);
      CairnPoint at = place (self, i);
      gboolean before = i > 0 && !isnan (self->weeks[i - 1]);
      gboolean after = i + 1 < CAIRN_TREND_WEEKS && !isnan (self->weeks[i + 1]);

      if (drawn && !open)
        {
          points[n] = before ? between (place (self, i - 1), at) : at;
          ops[n++] = CAIRN_PATH_MOVE;
        }
      if (drawn)
        {
          points[n] = at;
          ops[n++] = CAIRN_PATH_LINE;
        }
      if (drawn && after)
        {
          points[n] = between (at, place (self, i + 1));
          ops[n++] = CAIRN_PATH_LINE;
        }
      open = drawn;
    }
  return n;
}

static void
add_line (CairnLayer *layer, const Line *line, guint32 which, CairnColor ink, double width)
{
  guint8 *ops = cairn_layer_alloc (layer, 3 * CAIRN_TREND_WEEKS);
  CairnPoint *points = cairn_layer_alloc (layer, 3 * CAIRN_TREND_WEEKS * sizeof *points);
  guint n = trace (line, which, ops, points);

  if (n > 0)
    cairn_layer_path (layer, ops, n, points, CAIRN_COLOR_NONE, ink, width)->round = TRUE;
}

void
cairn_layer_sparkline (CairnLayer *layer,
                       const double *weeks,
                       guint32 bad,
                       double top,
                       const CairnRect *rect,
                       CairnColor ink,
                       CairnColor fill)
{
  Line line = { .weeks = weeks, .top = top, .rect = *rect };
  CairnPoint last;

  /* Room for the dot, and for half of the thick line. */
  line.rect.width -= DOT / 2 + 1;
  line.rect.y += DOT / 2;
  line.rect.height -= DOT;
  cairn_layer_line (layer, rect->x, line.rect.y + line.rect.height, rect->x + rect->width,
                    line.rect.y + line.rect.height, cairn_color_mix (fill, ink, 0.3), 0.8);
  add_line (layer, &line, ~0u, ink, THIN);
  if (bad != 0)
    add_line (layer, &line, bad, ink, THICK);
  if (isnan (weeks[CAIRN_TREND_WEEKS - 1]))
    return;
  last = place (&line, CAIRN_TREND_WEEKS - 1);
  cairn_layer_ellipse (layer, (CairnRect){ last.x - DOT / 2, last.y - DOT / 2, DOT, DOT }, ink,
                       fill, 1);
}
