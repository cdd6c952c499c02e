/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-glyph-private.h"

#include <math.h>

/* Each is written like SVG path data, around (0, 0), absolute: M x y, L x y, C x y x y x y, Z; and
 * O x y r, a circle. */
static const char *const drawings[CAIRN_N_GLYPHS] = {
  [CAIRN_GLYPH_TOUCHPOINT] = "O 0 0 5.6 O 0 0 1.7",
  [CAIRN_GLYPH_TASK]
  = "M -5.2 -5.2 L 5.2 -5.2 L 5.2 5.2 L -5.2 5.2 Z M -2.7 0.2 L -0.7 2.2 L 2.9 -2",
  [CAIRN_GLYPH_WAIT] = "O 0 0 5.8 M 0 -3.3 L 0 0 L 2.4 1.5",
  [CAIRN_GLYPH_DECISION] = "M 0 -6 L 6 0 L 0 6 L -6 0 Z",
  [CAIRN_GLYPH_START] = "M -3.2 -4.8 L 4.6 0 L -3.2 4.8 Z",
  [CAIRN_GLYPH_END] = "M -4 6 L -4 -5.5 L 5 -5.5 L 3 -2.7 L 5 0 L -4 0",
  [CAIRN_GLYPH_NOTE] = "M -5 -5 L 5 -5 L 5 2 L 2 5 L -5 5 Z M 5 2 L 2 2 L 2 5",
  [CAIRN_GLYPH_EMAIL] = "M -6 -4.4 L 6 -4.4 L 6 4.4 L -6 4.4 Z M -6 -4 L 0 0.8 L 6 -4",
  [CAIRN_GLYPH_CALL]
  = "M -3.2 -5.8 L -5.6 -4.6 C -5.8 1 -1 5.8 4.6 5.6 L 5.8 3.2 L 2.9 1.4 L 1.2 2.7 "
    "C -0.6 1.9 -1.9 0.6 -2.7 -1.2 L -1.4 -2.9 Z",
  [CAIRN_GLYPH_MEETING]
  = "O -2.2 -2.7 2.4 M -6.6 5.2 C -6.6 0.2 2.2 0.2 2.2 5.2 "
    "M 2.3 -5 C 5.5 -4.8 5.5 -0.6 2.6 -0.5 M 4.4 1.3 C 5.9 1.9 6.6 3.2 6.6 5.2",
  [CAIRN_GLYPH_IN_PERSON] = "O 0 -3.2 2.7 M -5.2 6 C -5.2 -0.4 5.2 -0.4 5.2 6 Z",
  [CAIRN_GLYPH_IN_APP] = "M -6 -5 L 6 -5 L 6 5 L -6 5 Z M -6 -2 L 6 -2 M -2.6 1.5 L 2.6 1.5",
  [CAIRN_GLYPH_SURVEY] = "M -6 -3.2 L -4.7 -1.9 L -2.6 -4.6 M 0 -3.2 L 6 -3.2 "
                         "M -6 2.8 L -4.7 4.1 L -2.6 1.4 M 0 2.8 L 6 2.8",
  [CAIRN_GLYPH_DOCUMENT] = "M -4.6 -6.2 L 1.6 -6.2 L 4.6 -3.2 L 4.6 6.2 L -4.6 6.2 Z "
                           "M 1.6 -6.2 L 1.6 -3.2 L 4.6 -3.2 M -2 0.2 L 2 0.2 M -2 3.2 L 2 3.2",
  [CAIRN_GLYPH_CHAT] = "M -6 -5 L 6 -5 L 6 3 L 0 3 L -3.4 6 L -3.4 3 L -6 3 Z M -3 -1 L 3 -1",
  [CAIRN_GLYPH_OTHER] = "O -4.4 0 1 O 0 0 1 O 4.4 0 1",
  [CAIRN_GLYPH_PLAYBOOK] = "M -4 -4.4 L 4 -4.4 L 4 4.4 L -4 4.4 Z M -2 -1.9 L 2 -1.9 M -2 0 L 2 0 "
                           "M -2 1.9 L 2 1.9",
  [CAIRN_GLYPH_GEAR] = "O 0 0 2.7 M 0 -2.7 L 0 -4.4 M 1.91 -1.91 L 3.11 -3.11 M 2.7 0 L 4.4 0 "
                       "M 1.91 1.91 L 3.11 3.11 M 0 2.7 L 0 4.4 M -1.91 1.91 L -3.11 3.11 "
                       "M -2.7 0 L -4.4 0 M -1.91 -1.91 L -3.11 -3.11",
  [CAIRN_GLYPH_STAR] = "M 0 -5.2 L 1.5 -1.7 L 5.1 -1.5 L 2.3 0.9 L 3.2 4.5 L 0 2.5 L -3.2 4.5 "
                       "L -2.3 0.9 L -5.1 -1.5 L -1.5 -1.7 Z",
  [CAIRN_GLYPH_GEM] = "M -2.6 -4 L 2.6 -4 L 5 -1 L 0 4.8 L -5 -1 Z M -5 -1 L 5 -1",
  [CAIRN_GLYPH_CLOCK] = "O 0 0.8 3.9 M 0 -1.4 L 0 0.8 L 1.6 1.8 M -1.3 -5 L 1.3 -5 M 0 -5 L 0 -3.1",
  [CAIRN_GLYPH_HAPPY] = "O 0 0 6 O -2.1 -1.6 0.5 O 2.1 -1.6 0.5 M -3 1.4 C -2 3.8 2 3.8 3 1.4",
  [CAIRN_GLYPH_EVEN] = "O 0 0 6 O -2.1 -1.6 0.5 O 2.1 -1.6 0.5 M -2.6 2.2 L 2.6 2.2",
  [CAIRN_GLYPH_SAD] = "O 0 0 6 O -2.1 -1.6 0.5 O 2.1 -1.6 0.5 M -3 3.4 C -2 1 2 1 3 3.4",
  [CAIRN_GLYPH_DRILL] = "M -4 -4.2 L 4 -4.2 M 0 -2.2 L 0 4.2 M -3.2 1 L 0 4.2 L 3.2 1",
  [CAIRN_GLYPH_WEB] = "M -0.6 -3.4 L -4 -3.4 L -4 4 L 3.4 4 L 3.4 0.6 "
                      "M 1 -4.2 L 4.2 -4.2 L 4.2 -1 M 4.2 -4.2 L -0.6 0.6",
  [CAIRN_GLYPH_PERSON] = "O 0 -2.3 2 M -3.8 4.4 C -3.8 -0.4 3.8 -0.4 3.8 4.4 Z",
  [CAIRN_GLYPH_INSIDE]
  = "M -4.6 0.2 L 0 -4.2 L 4.6 0.2 M -3.2 -0.8 L -3.2 4.2 L 3.2 4.2 L 3.2 -0.8",
  [CAIRN_GLYPH_OUTSIDE]
  = "M -0.6 -4 L -4.2 -4 L -4.2 4.2 L 4 4.2 L 4 0.8 M -0.4 0.4 L 4.4 -4.4 M 1.4 -4.4 L 4.4 -4.4 "
    "L 4.4 -1.4",
  [CAIRN_GLYPH_CHECK] = "M -3.4 0.2 L -1 2.6 L 3.6 -2.6",
  [CAIRN_GLYPH_DATE] = "M -4.2 -3.4 L 4.2 -3.4 L 4.2 4.4 L -4.2 4.4 Z M -2 -4.8 L -2 -2.2 "
                       "M 2 -4.8 L 2 -2.2 O 0 1 1.3",
  [CAIRN_GLYPH_RING] = "O 0 0 4.2 O 0 0 2.2",
};

typedef struct
{
  guint8 *ops;
  CairnPoint *points; /* from the corner of rect */
  guint n_ops;
  CairnRect rect; /* around (0, 0) */
} Outline;

/* Control points at this share of the radius make four curves a circle (within 0.03 %). */
#define CIRCLE 0.5522847498

static void
add_circle (GByteArray *ops, GArray *points, double x, double y, double r)
{
  const guint8 circle[] = { CAIRN_PATH_MOVE,  CAIRN_PATH_CURVE, CAIRN_PATH_CURVE,
                            CAIRN_PATH_CURVE, CAIRN_PATH_CURVE, CAIRN_PATH_CLOSE };
  double k = CIRCLE * r;
  const CairnPoint p[] = {
    { x + r, y },     { x + r, y + k }, { x + k, y + r }, { x, y + r },     { x - k, y + r },
    { x - r, y + k }, { x - r, y },     { x - r, y - k }, { x - k, y - r }, { x, y - r },
    { x + k, y - r }, { x + r, y - k }, { x + r, y },
  };

  g_byte_array_append (ops, circle, G_N_ELEMENTS (circle));
  g_array_append_vals (points, p, G_N_ELEMENTS (p));
}

static Outline
parse (const char *drawing)
{
  g_autoptr (GByteArray) ops = g_byte_array_new ();
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (CairnPoint));
  g_auto (GStrv) words = g_strsplit (drawing, " ", -1);
  CairnPoint low = { 0, 0 }, high = { 0, 0 };
  Outline outline;

  for (guint i = 0; words[i] != NULL;)
    {
      char letter = words[i++][0];
      guint8 op = letter == 'M'   ? CAIRN_PATH_MOVE
                  : letter == 'L' ? CAIRN_PATH_LINE
                  : letter == 'C' ? CAIRN_PATH_CURVE
                                  : CAIRN_PATH_CLOSE;
      double n[6];
      guint count = letter == 'O' ? 3 : 2 * cairn_path_op_points (op);

      for (guint j = 0; j < count; j++)
        n[j] = g_ascii_strtod (words[i++], NULL);
      if (letter == 'O')
        add_circle (ops, points, n[0], n[1], n[2]);
      else
        {
          g_byte_array_append (ops, &op, 1);
          g_array_append_vals (points, n, count / 2);
        }
    }
  for (guint i = 0; i < points->len; i++)
    {
      CairnPoint p = g_array_index (points, CairnPoint, i);

      low = (CairnPoint){ MIN (low.x, p.x), MIN (low.y, p.y) };
      high = (CairnPoint){ MAX (high.x, p.x), MAX (high.y, p.y) };
    }
  outline.rect = (CairnRect){ low.x, low.y, high.x - low.x, high.y - low.y };
  for (guint i = 0; i < points->len; i++)
    {
      g_array_index (points, CairnPoint, i).x -= low.x;
      g_array_index (points, CairnPoint, i).y -= low.y;
    }
  outline.n_ops = ops->len;
  outline.ops = g_byte_array_free (g_steal_pointer (&ops), FALSE);
  outline.points = (CairnPoint *) (gpointer) g_array_free (g_steal_pointer (&points), FALSE);
  return outline;
}

/* Read once; kept for the life of the program. */
static const Outline *
outline_of (CairnGlyph glyph)
{
  static Outline outlines[CAIRN_N_GLYPHS];
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      for (guint i = 0; i < CAIRN_N_GLYPHS; i++)
        outlines[i] = parse (drawings[i]);
      g_once_init_leave (&ready, 1);
    }
  return &outlines[glyph];
}

CairnGlyph
cairn_glyph_for_step (CairnStepKind kind, CairnChannel channel)
{
  static const CairnGlyph by_kind[] = {
    [CAIRN_STEP_TOUCHPOINT] = CAIRN_GLYPH_TOUCHPOINT,
    [CAIRN_STEP_TASK] = CAIRN_GLYPH_TASK,
    [CAIRN_STEP_DECISION] = CAIRN_GLYPH_DECISION,
    [CAIRN_STEP_START] = CAIRN_GLYPH_START,
    [CAIRN_STEP_END] = CAIRN_GLYPH_END,
    [CAIRN_STEP_WAIT] = CAIRN_GLYPH_WAIT,
    [CAIRN_STEP_NOTE] = CAIRN_GLYPH_NOTE,
  };

  if (channel == CAIRN_CHANNEL_NONE || channel > CAIRN_CHANNEL_OTHER)
    return by_kind[MIN (kind, CAIRN_STEP_NOTE)];
  return CAIRN_GLYPH_EMAIL + (channel - CAIRN_CHANNEL_EMAIL);
}

CairnPrim *
cairn_layer_glyph (
  CairnLayer *layer, CairnGlyph glyph, double x, double y, CairnColor color, double stroke_width)
{
  const Outline *outline = outline_of (glyph);
  CairnPrim *prim = cairn_layer_stroke (layer, outline->ops, outline->n_ops, outline->points, color,
                                        stroke_width);

  prim->relative = TRUE;
  prim->rect = outline->rect;
  prim->rect.x += x;
  prim->rect.y += y;
  prim->round = TRUE;
  prim->detail = TRUE;
  return prim;
}
