/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "layout/cairn-layout.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

/* What Graphviz makes of the steps and flows of a layout, with orthogonal lines, without labels
 * (its orthogonal lines have none): `dot` places the same boxes freely, without lanes and stages;
 * `neato -n` leaves them where they are and draws the lines. These are measured as ours are. */

typedef struct
{
  guint connectors, bends, crossings, hits, shared;
} DotFigures;

typedef struct
{
  guint route;
  gboolean vertical;
  double at, low, high;
} DotPiece;

typedef struct
{
  GArray *pieces; /* of DotPiece */
  GArray *boxes;  /* of CairnRect, by number of the step */
  GArray *ends;   /* of guint[2], by route */
  DotFigures figures;
} DotPicture;

#define DOT_TINY 0.5

/* The number of the box at one end of @flow. */
static inline guint
dot_box (const CairnLayout *layout, const CairnElement *flow, CairnProp end)
{
  const char *id = cairn_element_get_string (flow, end);
  guint n, i = 0;
  const CairnBox *boxes = cairn_layout_get_boxes (layout, &n);

  while (i + 1 < n && cairn_element_get_id (boxes[i].element) != id)
    i++;
  return i;
}

static inline char *
dot_input (const CairnLayout *layout, gboolean placed)
{
  GString *text
    = g_string_new ("digraph { rankdir=LR; splines=ortho; node [shape=box fixedsize=true];\n");
  guint n_boxes, n_routes;
  const CairnBox *boxes = cairn_layout_get_boxes (layout, &n_boxes);
  const CairnRoute *routes = cairn_layout_get_routes (layout, &n_routes);

  for (guint i = 0; i < n_boxes; i++)
    if (boxes[i].role == CAIRN_BOX_STEP)
      {
        const CairnRect *rect = &boxes[i].rect;

        g_string_append_printf (text, "%u [width=%.3f height=%.3f", i, rect->width / 72,
                                rect->height / 72);
        if (placed)
          g_string_append_printf (text, " pos=\"%.1f,%.1f!\"", rect->x + rect->width / 2,
                                  rect->y + rect->height / 2);
        g_string_append (text, "];\n");
      }
  for (guint i = 0; i < n_routes; i++)
    g_string_append_printf (text, "%u -> %u;\n",
                            dot_box (layout, routes[i].element, CAIRN_PROP_FROM),
                            dot_box (layout, routes[i].element, CAIRN_PROP_TO));
  g_string_append (text, "}\n");
  return g_string_free (text, FALSE);
}

static inline void
dot_add_box (DotPicture *self, char **words)
{
  guint i = (guint) atoi (words[1]);
  double x = 72 * g_ascii_strtod (words[2], NULL), y = 72 * g_ascii_strtod (words[3], NULL);
  double width = 72 * g_ascii_strtod (words[4], NULL);
  double height = 72 * g_ascii_strtod (words[5], NULL);

  if (self->boxes->len <= i)
    g_array_set_size (self->boxes, i + 1);
  g_array_index (self->boxes, CairnRect, i)
    = (CairnRect){ x - width / 2, y - height / 2, width, height };
}

/* Every third point of the curve is a corner or lies on a straight line; those are left out. */
static inline void
dot_add_route (DotPicture *self, char **words)
{
  guint n = (guint) atoi (words[3]), route = self->figures.connectors++;
  guint ends[2] = { (guint) atoi (words[1]), (guint) atoi (words[2]) };
  guint first = self->pieces->len;

  g_array_append_val (self->ends, ends);
  for (guint i = 3; i < n; i += 3)
    {
      double x0 = 72 * g_ascii_strtod (words[4 + 2 * (i - 3)], NULL);
      double y0 = 72 * g_ascii_strtod (words[5 + 2 * (i - 3)], NULL);
      double x1 = 72 * g_ascii_strtod (words[4 + 2 * i], NULL);
      double y1 = 72 * g_ascii_strtod (words[5 + 2 * i], NULL);
      gboolean vertical = ABS (x1 - x0) < ABS (y1 - y0);
      DotPiece piece
        = { route, vertical, vertical ? (x0 + x1) / 2 : (y0 + y1) / 2,
            vertical ? MIN (y0, y1) : MIN (x0, x1), vertical ? MAX (y0, y1) : MAX (x0, x1) };
      DotPiece *last = self->pieces->len > first
                         ? &g_array_index (self->pieces, DotPiece, self->pieces->len - 1)
                         : NULL;

      if (piece.high - piece.low < DOT_TINY)
        continue;
      if (last != NULL && last->vertical == vertical && ABS (last->at - piece.at) < DOT_TINY)
        {
          last->low = MIN (last->low, piece.low);
          last->high = MAX (last->high, piece.high);
          continue;
        }
      self->figures.bends += last != NULL;
      g_array_append_val (self->pieces, piece);
    }
}

static inline void
dot_count_hits (DotPicture *self, const DotPiece *piece)
{
  const guint *ends = &g_array_index (self->ends, guint, 2 * piece->route);

  for (guint i = 0; i < self->boxes->len; i++)
    {
      CairnRect rect = cairn_rect_inset (&g_array_index (self->boxes, CairnRect, i), 1);
      double across = piece->vertical ? rect.x : rect.y;
      double along = piece->vertical ? rect.y : rect.x;

      if (i == ends[0] || i == ends[1] || rect.width <= 0)
        continue;
      self->figures.hits += piece->at > across
                            && piece->at < across + (piece->vertical ? rect.width : rect.height)
                            && piece->high > along
                            && piece->low < along + (piece->vertical ? rect.height : rect.width);
    }
}

static inline void
dot_measure (DotPicture *self)
{
  for (guint i = 0; i < self->pieces->len; i++)
    {
      const DotPiece *p = &g_array_index (self->pieces, DotPiece, i);

      dot_count_hits (self, p);
      for (guint k = i + 1; k < self->pieces->len; k++)
        {
          const DotPiece *q = &g_array_index (self->pieces, DotPiece, k);

          if (p->route == q->route)
            continue;
          if (p->vertical != q->vertical)
            self->figures.crossings
              += p->low < q->at && q->at < p->high && q->low < p->at && p->at < q->high;
          else
            self->figures.shared += ABS (p->at - q->at) < 1 && p->low < q->high - DOT_TINY
                                    && q->low < p->high - DOT_TINY;
        }
    }
}

static inline void
dot_read (DotPicture *self, const char *plain)
{
  g_auto (GStrv) lines = g_strsplit (plain, "\n", -1);

  for (char **line = lines; *line != NULL; line++)
    {
      g_auto (GStrv) words = g_strsplit (*line, " ", -1);

      if (g_strcmp0 (words[0], "node") == 0)
        dot_add_box (self, words);
      else if (g_strcmp0 (words[0], "edge") == 0)
        dot_add_route (self, words);
    }
}

/* Returns FALSE if there is no dot, or it gives up. */
static inline gboolean
dot_layout (const CairnLayout *layout, gboolean placed, DotFigures *figures)
{
  g_autofree char *input = dot_input (layout, placed), *output = NULL;
  g_autoptr (GSubprocess) dot
    = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
                          | G_SUBPROCESS_FLAGS_STDERR_SILENCE,
                        NULL, placed ? "neato" : "dot", "-Tplain", placed ? "-n" : NULL, NULL);
  DotPicture picture = { 0 };

  if (dot == NULL || !g_subprocess_communicate_utf8 (dot, input, NULL, &output, NULL, NULL)
      || !g_subprocess_get_successful (dot))
    return FALSE;
  picture.pieces = g_array_new (FALSE, FALSE, sizeof (DotPiece));
  picture.boxes = g_array_new (FALSE, TRUE, sizeof (CairnRect));
  picture.ends = g_array_new (FALSE, FALSE, 2 * sizeof (guint));
  dot_read (&picture, output);
  dot_measure (&picture);
  *figures = picture.figures;
  g_array_unref (picture.pieces);
  g_array_unref (picture.boxes);
  g_array_unref (picture.ends);
  return TRUE;
}
