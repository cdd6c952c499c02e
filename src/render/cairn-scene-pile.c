/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-overlay.h"
#include "render/cairn-scene-private.h"

#include <math.h>

#define PER_ROW 5
#define STONE_WIDTH 9.6
#define STONE_HEIGHT 6.6
#define STRIDE_X 9.4
#define STRIDE_Y 6.8
#define MAX_LINES 60 /* of a hatch, however large */

/* A cairn: full rows from the bottom, each laid half a stone to the side of the one below, the last
 * one in the middle. */
void
cairn_layer_pile (CairnLayer *layer,
                  const CairnCell *cell,
                  const CairnRect *rect,
                  double size,
                  CairnColor ink,
                  CairnColor paper)
{
  double stride_x = size * STRIDE_X, stride_y = size * STRIDE_Y;
  guint n_solid;
  guint n = cairn_overlay_stones (cell, &n_solid);

  for (guint i = 0; i < n; i++)
    {
      guint row = i / PER_ROW;
      guint in_row = MIN (PER_ROW, n - row * PER_ROW);
      double indent = in_row == PER_ROW ? (row % 2) * stride_x / 2
                                        : (PER_ROW - in_row) * stride_x / 2 + stride_x / 4;
      /* Who came in last lies on top; who is overdue has been there longest, but must be seen
       * first, so the solid stones crown the pile. */
      gboolean solid = i >= n - n_solid;
      CairnRect stone = { rect->x + 0.5 + indent + (i % PER_ROW) * stride_x,
                          rect->y + rect->height - (row + 1) * stride_y, size * STONE_WIDTH - 1,
                          size * STONE_HEIGHT - 1 };

      cairn_layer_ellipse (layer, stone, solid ? ink : paper, ink, 1.1);
    }
}

void
cairn_layer_hatch (CairnLayer *layer, const CairnRect *rect, CairnColor color)
{
  double step = MAX (7, (rect->width + rect->height) / MAX_LINES);
  guint max = (guint) ceil ((rect->width + rect->height) / step) + 1;
  guint8 *ops = cairn_layer_alloc (layer, 2 * max);
  CairnPoint *points = cairn_layer_alloc (layer, 2 * max * sizeof *points);
  guint n = 0;

  /* Lines x + y = c, clipped to the rectangle by hand: clip paths are where renderers differ. */
  for (double c = step; c < rect->width + rect->height && n + 2 <= 2 * max; c += step)
    {
      double x0 = MAX (0, c - rect->height);
      double x1 = MIN (rect->width, c);

      if (x1 - x0 < 1)
        continue;
      points[n] = (CairnPoint){ rect->x + x0, rect->y + c - x0 };
      ops[n++] = CAIRN_PATH_MOVE;
      points[n] = (CairnPoint){ rect->x + x1, rect->y + c - x1 };
      ops[n++] = CAIRN_PATH_LINE;
    }
  if (n > 0)
    cairn_layer_path (layer, ops, n, points, CAIRN_COLOR_NONE, color, 0.8)->detail = TRUE;
}
