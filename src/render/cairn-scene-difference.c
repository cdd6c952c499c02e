/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-scene-difference-private.h"

#include "render/cairn-paint-private.h"
#include "render/cairn-painter-private.h"

#include <string.h>

#define TILE 48            /* pixels: what differs is counted in squares of this size */
#define MOST_TILES 0.7     /* of the view */
#define MOST_RECTANGLES 40 /* each is a walk over the whole scene */
#define MARGIN 2           /* pixels that rounding and lines of at least one pixel may add */
#define LOOK_AHEAD 12      /* groups that may be missing in one of the scenes before the next */

typedef struct
{
  const CairnDifferenceView *view;
  CairnRect visible; /* diagram units */
  guint8 *tiles;
  int n_cols, n_rows;
  int n_marked;
} Difference;

/* The groups of one layer that are in view, one after the other. */
typedef struct
{
  const Difference *difference;
  const CairnSceneGroup *groups;
  const CairnPrim *prims;
  guint i, n;
} Walk;

static gboolean
is_in_view (const Walk *self, guint i)
{
  return cairn_rect_intersects (&self->groups[i].bounds, &self->difference->visible);
}

static void
skip_unseen (Walk *self)
{
  while (self->i < self->n && !is_in_view (self, self->i))
    self->i++;
}

static Walk
walk (const Difference *difference, const CairnScene *scene, CairnLayerKind layer)
{
  Walk self = { .difference = difference };
  guint n_prims;

  self.groups = cairn_scene_get_groups (scene, layer, &self.n);
  self.prims = cairn_scene_get_prims (scene, layer, &n_prims);
  skip_unseen (&self);
  return self;
}

static int
to_tile (double at, int n_tiles)
{
  return (int) CLAMP (floor (at / TILE), 0, n_tiles - 1);
}

static void
mark (Difference *self, const CairnRect *rect, double stroke)
{
  const CairnDifferenceView *view = self->view;
  double margin = stroke / 2 * view->unit + MARGIN;
  double left = rect->x * view->unit + view->origin.x - margin;
  double top = rect->y * view->unit + view->origin.y - margin;
  double right = left + rect->width * view->unit + 2 * margin;
  double bottom = top + rect->height * view->unit + 2 * margin;

  if (right < 0 || bottom < 0 || left > view->width || top > view->height)
    return;
  for (int row = to_tile (top, self->n_rows); row <= to_tile (bottom, self->n_rows); row++)
    for (int col = to_tile (left, self->n_cols); col <= to_tile (right, self->n_cols); col++)
      {
        guint8 *tile = &self->tiles[row * self->n_cols + col];

        self->n_marked += !*tile;
        *tile = TRUE;
      }
}

/* Piece by piece: the box around a long flow covers much that it does not touch. */
static void
mark_path (Difference *self, const CairnPrim *prim)
{
  const CairnPoint *p = prim->path.points;
  CairnPoint before = { prim->rect.x, prim->rect.y };

  for (guint i = 0; i < prim->path.n_ops; i++)
    {
      guint n = cairn_path_op_points (prim->path.ops[i]);
      CairnRect piece = { before.x, before.y, 0, 0 };

      for (guint j = 0; j < n; j++)
        {
          CairnRect point = { p[j].x, p[j].y, 0, 0 };

          piece = prim->path.ops[i] == CAIRN_PATH_MOVE ? point : piece;
          piece = (CairnRect){ MIN (piece.x, point.x), MIN (piece.y, point.y),
                               MAX (piece.x + piece.width, point.x) - MIN (piece.x, point.x),
                               MAX (piece.y + piece.height, point.y) - MIN (piece.y, point.y) };
        }
      mark (self, &piece, prim->stroke_width);
      if (n > 0)
        before = p[n - 1];
      p += n;
    }
}

static void
mark_prim (Difference *self, const CairnPrim *prim)
{
  /* What is filled, or closed, covers more than its outline. */
  if (prim->kind != CAIRN_PRIM_PATH || prim->relative || cairn_color_visible (prim->fill)
      || memchr (prim->path.ops, CAIRN_PATH_CLOSE, prim->path.n_ops) != NULL)
    mark (self, &prim->rect, prim->stroke_width);
  else
    mark_path (self, prim);
}

static void
mark_group (Difference *self, const Walk *walk, guint i)
{
  const CairnSceneGroup *group = &walk->groups[i];

  for (guint j = group->first; j < group->first + group->n_prims; j++)
    mark_prim (self, &walk->prims[j]);
}

static gboolean
is_same_rect (const CairnRect *a, const CairnRect *b)
{
  return a->x == b->x && a->y == b->y && a->width == b->width && a->height == b->height;
}

static gboolean
is_same_path (const CairnPrim *a, const CairnPrim *b)
{
  guint n_points = 0;

  if (a->path.n_ops != b->path.n_ops || memcmp (a->path.ops, b->path.ops, a->path.n_ops) != 0)
    return FALSE;
  for (guint i = 0; i < a->path.n_ops; i++)
    n_points += cairn_path_op_points (a->path.ops[i]);
  return memcmp (a->path.points, b->path.points, n_points * sizeof *a->path.points) == 0;
}

static gboolean
is_same_text (const CairnTextBlock *a, const CairnTextBlock *b)
{
  if (a == b)
    return TRUE;
  if (a->style != b->style || a->n_lines != b->n_lines || a->ascent != b->ascent)
    return FALSE;
  for (guint i = 0; i < a->n_lines; i++)
    if (a->lines[i].width != b->lines[i].width || strcmp (a->lines[i].text, b->lines[i].text) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
is_same_prim (const CairnPrim *a, const CairnPrim *b)
{
  if (a->kind != b->kind || a->anchor != b->anchor || a->detail != b->detail || a->round != b->round
      || a->crisp != b->crisp || a->relative != b->relative || a->dash != b->dash
      || a->mark != b->mark || a->fill != b->fill || a->stroke != b->stroke
      || a->stroke_width != b->stroke_width || a->radius != b->radius
      || !is_same_rect (&a->rect, &b->rect))
    return FALSE;
  if (a->kind == CAIRN_PRIM_PATH)
    return is_same_path (a, b);
  return a->kind != CAIRN_PRIM_TEXT
         || (a->text.x == b->text.x && is_same_text (a->text.block, b->text.block));
}

/* Marks what differs in a group that both have. */
static void
compare_group (Difference *self, const Walk *a, const Walk *b)
{
  const CairnSceneGroup *p = &a->groups[a->i], *q = &b->groups[b->i];

  if (p->n_prims != q->n_prims)
    {
      mark_group (self, a, a->i);
      mark_group (self, b, b->i);
      return;
    }
  for (guint i = 0; i < p->n_prims; i++)
    if (!is_same_prim (&a->prims[p->first + i], &b->prims[q->first + i]))
      {
        mark_prim (self, &a->prims[p->first + i]);
        mark_prim (self, &b->prims[q->first + i]);
      }
}

static gboolean
is_same_group (const CairnSceneGroup *a, const CairnSceneGroup *b)
{
  return a->id == b->id || g_strcmp0 (a->id, b->id) == 0;
}

/* Where the group at which @from stands is in @in, soon; @in's end: not soon. */
static guint
find_soon (const Walk *from, const Walk *in)
{
  guint left = LOOK_AHEAD;

  for (guint i = in->i; i < in->n && left > 0; i++)
    if (is_in_view (in, i))
      {
        if (is_same_group (&from->groups[from->i], &in->groups[i]))
          return i;
        left--;
      }
  return in->n;
}

static void
step_on (Walk *self)
{
  self->i++;
  skip_unseen (self);
}

static void
compare_layer (Difference *self, const CairnScene *a, const CairnScene *b, CairnLayerKind layer)
{
  Walk p = walk (self, a, layer), q = walk (self, b, layer);

  if (p.groups == q.groups)
    return;
  while (p.i < p.n && q.i < q.n)
    {
      guint next;

      if (is_same_group (&p.groups[p.i], &q.groups[q.i]))
        {
          compare_group (self, &p, &q);
          step_on (&p);
          step_on (&q);
        }
      else if ((next = find_soon (&p, &q)) < q.n)
        for (; q.i < next; step_on (&q))
          mark_group (self, &q, q.i);
      else
        {
          mark_group (self, &p, p.i);
          step_on (&p);
        }
    }
  for (; p.i < p.n; step_on (&p))
    mark_group (self, &p, p.i);
  for (; q.i < q.n; step_on (&q))
    mark_group (self, &q, q.i);
}

/* All marked tiles; @whole: and those between them in their row. */
static cairo_region_t *
collect (const Difference *self, gboolean whole)
{
  cairo_region_t *region = cairo_region_create ();

  for (int row = 0; row < self->n_rows; row++)
    for (int col = 0; col < self->n_cols; col++)
      {
        const guint8 *tiles = &self->tiles[row * self->n_cols];
        int first = col, last = -1;

        for (; col < self->n_cols && (whole || tiles[col]); col++)
          if (tiles[col])
            {
              first = last < 0 ? col : first;
              last = col;
            }
        if (last >= 0)
          cairo_region_union_rectangle (
            region,
            &(cairo_rectangle_int_t){ first * TILE, row * TILE, (last - first + 1) * TILE, TILE });
      }
  return region;
}

static cairo_region_t *
to_region (const Difference *self)
{
  cairo_region_t *region;

  if (self->n_marked > MOST_TILES * self->n_rows * self->n_cols)
    return NULL;
  region = collect (self, FALSE);
  if (cairo_region_num_rectangles (region) <= MOST_RECTANGLES)
    return region;
  cairo_region_destroy (region);
  return collect (self, TRUE);
}

cairo_region_t *
cairn_scene_find_difference (const CairnScene *a,
                             const CairnScene *b,
                             const CairnDifferenceView *view)
{
  static const CairnLayerKind layers[]
    = { CAIRN_LAYER_PAPER, CAIRN_LAYER_PAPER_OVERLAY, CAIRN_LAYER_BODY, CAIRN_LAYER_CHANGES,
        CAIRN_LAYER_LEGEND };
  double margin = MARGIN / view->unit;
  Difference self
    = { .view = view,
        .visible
        = { -view->origin.x / view->unit - margin, -view->origin.y / view->unit - margin,
            view->width / view->unit + 2 * margin, view->height / view->unit + 2 * margin },
        .n_cols = (view->width + TILE - 1) / TILE,
        .n_rows = (view->height + TILE - 1) / TILE };
  g_autofree guint8 *tiles = g_malloc0 ((gsize) (self.n_cols * self.n_rows));

  if (cairn_scene_get_theme (a) != cairn_scene_get_theme (b)
      || cairn_painter_is_small (a) != cairn_painter_is_small (b))
    return NULL;
  self.tiles = tiles;
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    compare_layer (&self, a, b, layers[i]);
  return to_region (&self);
}
