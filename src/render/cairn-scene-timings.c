/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "render/cairn-overlay.h"
#include "render/cairn-scene-private.h"
#include "timing/cairn-stage-study.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* The box below each stage's arrow: empty but for the target without timings, with all its figures
 * with them; and the halo of the worst. It never moves anything else. Rules: docs/ANALYTICS.md 9.
 */

#define RADIUS 6
#define PAD 8
#define COMPACT                                                                                    \
  150 /* boxes narrower than this, of collapsed stages, show only the main figures                 \
       */
#define COMPACT_PAD 5
#define BULLET_HEIGHT 14
#define BADGE 19
#define LEFT_WIDTH 68 /* of the pile and the texts around it */
#define GUTTER 8      /* between them and the figures */
#define GROWTH_TOP 11 /* to its middle */
#define STRIP 26      /* at the bottom of the box: the weeks, and why */
#define TREND_WIDTH 90
#define COMPACT_TREND 22 /* height */
#define LARGE 1.7        /* how much larger the marks are that stand alone */

typedef struct
{
  CairnLayer *layer;
  const CairnTheme *theme;
  const CairnCell *cell;
  CairnRect rect;
  CairnColor fill, ink, soft;
  CairnBulletScale scale;
  CairnBulletScale large;
  double trend_top; /* the most days lost in any week on the map */
  const CairnScene *scene;
  CairnElement *stage;
} Drawing;

/* All from primitive @first on is @mark. */
static void
tag (Drawing *self, guint first, CairnMarkKind mark)
{
  for (guint i = first; i < self->layer->n_prims; i++)
    self->layer->prims[i].mark = mark;
}

/* Softer than the ink where that can still be read. */
static CairnColor
soften (CairnColor fill, CairnColor ink)
{
  CairnColor soft = cairn_color_mix (fill, ink, 0.78);

  return cairn_color_contrast (fill, soft) >= 4.5 ? soft : ink;
}

#define TEXTS(...) ((const char *const[]){ __VA_ARGS__, NULL })

/* The first of @texts (NULL-terminated) that fits into @width, else NULL: longer and shorter ways
 * to say the same, never a text that is cut off. */
static const CairnTextBlock *
pick (Drawing *self, CairnTextStyle style, double width, const char *const *texts)
{
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (CairnTextBlock) block = cairn_text_measure (style, texts[i], 0);

      if (block->width <= width)
        return cairn_layer_keep_block (self->layer, g_steal_pointer (&block));
    }
  return NULL;
}

static double
add_text (Drawing *self,
          const CairnTextBlock *block,
          double x,
          double y,
          CairnAnchor anchor,
          CairnColor color)
{
  if (block == NULL)
    return 0;
  cairn_layer_text (self->layer, block, x, y, anchor, color)->mark = CAIRN_MARK_WORDS;
  return block->width;
}

/* Two arrow heads from @x on; returns where they end. */
static double
add_chevrons (Drawing *self, double x, double middle, double size)
{
  double up = self->cell->growth == CAIRN_GROWTH_PILING_UP ? 3.5 * size : -3.5 * size;

  for (int i = 0; i < 2; i++, x += 9 * size)
    {
      const CairnPoint triangle[]
        = { { x, middle + up }, { x + 8 * size, middle + up }, { x + 4 * size, middle - up } };

      cairn_layer_polygon (self->layer, triangle, 3, self->ink, CAIRN_COLOR_NONE, 0);
    }
  return x;
}

/* ▲▲ "+6/wk" at the inflow, above the pile. */
static void
add_growth (Drawing *self)
{
  g_autofree char *text = cairn_overlay_growth_text (self->cell);
  guint first = self->layer->n_prims;
  double x = self->rect.x + PAD;
  double middle = self->rect.y + GROWTH_TOP;
  g_autofree char *brief = NULL;
  const CairnTextBlock *block;

  if (text == NULL)
    return;
  x = add_chevrons (self, x, middle, 1);
  tag (self, first, CAIRN_MARK_CHEVRONS);
  brief = g_strndup (text, strcspn (text, "/"));
  block = pick (self, CAIRN_TEXT_SMALL_STRONG, LEFT_WIDTH - 20, TEXTS (text, brief));
  if (block != NULL)
    add_text (self, block, x + 2, middle - block->height / 2, CAIRN_ANCHOR_START, self->ink);
}

static void
add_pile (Drawing *self)
{
  const CairnRect *r = &self->rect;
  guint stone = cairn_overlay_stone (self->cell->here);
  g_autofree char *overdue = g_strdup_printf (
    g_dngettext (GETTEXT_PACKAGE, "%'u overdue", "%'u overdue", self->cell->overdue),
    self->cell->overdue);
  /* translators: the same where there is little room */
  g_autofree char *late = g_strdup_printf (_ ("%'u late"), self->cell->overdue);
  /* translators: how many customers one stone of the pile stands for */
  g_autofree char *unit = g_strdup_printf (_ ("1 stone = %'u"), stone);
  /* translators: the same where there is little room */
  g_autofree char *brief = g_strdup_printf (_ ("stone = %'u"), stone);
  const CairnTextBlock *lines[2] = { NULL, NULL };
  CairnRect pile = { r->x + PAD, r->y + PAD, CAIRN_PILE_WIDTH, 0 };
  double bottom = r->y + r->height - PAD + 2;
  guint first;

  if (self->cell->target > 0)
    lines[0] = pick (self, CAIRN_TEXT_SMALL, LEFT_WIDTH, TEXTS (overdue, late));
  if (stone > 1)
    lines[1] = pick (self, CAIRN_TEXT_SMALL, LEFT_WIDTH, TEXTS (unit, brief));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL)
      {
        bottom -= lines[i]->height;
        add_text (self, lines[i], r->x + PAD, bottom, CAIRN_ANCHOR_START, self->ink);
      }
  pile.height = MIN (bottom - 2, r->y + r->height - PAD) - pile.y;
  first = self->layer->n_prims;
  cairn_layer_pile (self->layer, self->cell, &pile, 1, self->ink, self->fill);
  tag (self, first, CAIRN_MARK_STONES);
}

static void
add_dwell (Drawing *self, double x, double y, double width)
{
  const CairnCell *cell = self->cell;
  g_autofree char *dwell = cairn_overlay_dwell_text (cell);
  g_autofree char *target = cairn_overlay_target_text (cell->target, cell->working_days);
  g_autofree char *both = g_strdup_printf ("%s · %s", dwell, target);
  g_autofree char *value = cairn_duration_format_in (
    isnan (cell->median.value) ? cell->median.low : cell->median.value, cell->working_days);
  const char *sign = isnan (cell->median.value) ? "≥ " : cell->binned ? "≈" : "";
  g_autofree char *told = g_strconcat (sign, value, NULL);
  g_autofree char *brief = g_strdup_printf ("%s · %s", told, target);
  gboolean known = cairn_overlay_evidence (cell) >= CAIRN_OVERLAY_MEDIAN
                   && (!isnan (cell->median.value) || !isnan (cell->median.low));
  const char *const texts[] = { both, known ? brief : dwell, dwell, known ? told : NULL, NULL };

  add_text (self, pick (self, CAIRN_TEXT_SMALL, width, texts), x, y, CAIRN_ANCHOR_START,
            known ? self->ink : self->soft);
}

/* Returns the space left at the right end of the line. */
static double
add_lost (Drawing *self, double x, double y, double right)
{
  g_autofree char *lost = cairn_overlay_lost_text (self->cell, FALSE);
  g_autofree char *brief = cairn_overlay_lost_text (self->cell, TRUE);

  if (self->cell->target <= 0)
    return right - x; /* the line above says it */
  return right - x
         - add_text (self, pick (self, CAIRN_TEXT_SMALL_STRONG, right - x, TEXTS (lost, brief)), x,
                     y, CAIRN_ANCHOR_START, self->ink);
}

static void
add_count (Drawing *self, const CairnTextBlock *number, double x, double y, CairnAnchor anchor)
{
  cairn_layer_text (self->layer, number, x, y, anchor, self->ink)->mark = CAIRN_MARK_COUNT;
}

static void
add_figures (Drawing *self)
{
  const CairnRect *r = &self->rect;
  double x = r->x + PAD + LEFT_WIDTH + GUTTER;
  double right = r->x + r->width - PAD;
  double small = cairn_text_font (CAIRN_TEXT_SMALL)->line_height;
  double top = r->y + PAD - 3;
  double bottom = r->y + r->height - PAD + 2;
  g_autofree char *here = cairn_overlay_here_text (self->cell);
  g_autofree char *n = g_strdup_printf (_ ("n = %'u"), self->cell->exits);
  const CairnTextBlock *number = cairn_layer_measure (self->layer, CAIRN_TEXT_NUMBER, here);
  const CairnTextBlock *exits = cairn_layer_measure (self->layer, CAIRN_TEXT_SMALL, n);
  double y = top + number->height;
  gboolean room;

  add_count (self, number, x, top, CAIRN_ANCHOR_START);
  if (cairn_overlay_evidence (self->cell) == CAIRN_OVERLAY_NOBODY_LEFT)
    {
      g_autofree char *text = cairn_overlay_dwell_text (self->cell);
      const CairnTextBlock *block = cairn_layer_keep_block (
        self->layer, cairn_text_measure (CAIRN_TEXT_SMALL, text, right - x));

      add_text (self, block, x, y + 3, CAIRN_ANCHOR_START, self->ink);
    }
  else
    {
      double middle = (y + bottom - 2 * small) / 2;
      CairnRect bar = { x, middle - BULLET_HEIGHT / 2.0, right - x, BULLET_HEIGHT };
      guint first = self->layer->n_prims;

      cairn_layer_bullet (self->layer, self->cell, &bar, &self->scale, self->ink, self->fill);
      tag (self, first, CAIRN_MARK_BULLET);
      add_dwell (self, x, bottom - 2 * small, right - x);
    }
  room = add_lost (self, x, bottom - small, right) >= exits->width + 10;
  /* How many the bar stands on: below it, or in narrow boxes above. */
  if (cairn_overlay_evidence (self->cell) >= CAIRN_OVERLAY_MEDIAN
      && (room || number->width + exits->width + 6 <= right - x))
    add_text (self, exits, right, room ? bottom - small : top + (number->height - small) / 2,
              CAIRN_ANCHOR_END, self->soft);
}

static gboolean
is_compact (const Drawing *self)
{
  return self->rect.width < COMPACT;
}

/* Since when: the days lost in each of the last weeks. */
static void
add_trend (Drawing *self, const CairnRect *rect)
{
  CairnStageStudy *study = cairn_scene_get_study (self->scene, self->stage);
  guint32 bad = study != NULL ? cairn_stage_study_get_figures (study)->time.bad : 0;
  guint first = self->layer->n_prims;

  if (cairn_sparkline_count (self->cell) == 0)
    return;
  cairn_layer_sparkline (self->layer, self->cell->lost_weeks, bad, self->trend_top, rect, self->ink,
                         self->fill);
  tag (self, first, CAIRN_MARK_SPARKLINE);
}

static gboolean
is_worst (const CairnCell *cell)
{
  return cell->top_group && cell->lost_per_week > 0;
}

/* Since when, and why, at the bottom of the box. */
static void
add_strip (Drawing *self)
{
  const CairnRect *box = &self->rect;
  CairnRect trend = { box->x + PAD, box->y + box->height - STRIP, TREND_WIDTH, STRIP - PAD + 1 };
  double right = trend.x + trend.width + GUTTER;
  CairnRect why
    = { right, box->y + box->height - STRIP - 4, box->x + box->width - PAD + 3 - right, STRIP };

  add_trend (self, &trend);
  cairn_layer_verdict (self->layer, self->scene, self->stage, is_worst (self->cell), &why,
                       self->ink);
}

/* In the narrow box of a collapsed stage: as many lines as there is room for. */
static void
add_compact (Drawing *self)
{
  const CairnRect *r = &self->rect;
  double width = r->width - 2 * COMPACT_PAD, height = 0;
  gboolean trend = cairn_sparkline_count (self->cell) > 0;
  guint first;
  const CairnTextBlock *lines[4] = { NULL };
  g_autofree char *here = cairn_overlay_here_text (self->cell);
  g_autofree char *number = g_strdup_printf ("%'u", self->cell->here);
  g_autofree char *lost = cairn_overlay_lost_text (self->cell, TRUE);
  g_autofree char *late = g_strdup_printf (_ ("%'u late"), self->cell->overdue);
  g_autofree char *growth = cairn_overlay_growth_text (self->cell);
  guint n = 0;
  double y;

  lines[n++] = pick (self, CAIRN_TEXT_NUMBER, width, TEXTS (here, number));
  if (self->cell->target > 0)
    lines[n++] = pick (self, CAIRN_TEXT_SMALL, width, TEXTS (late));
  lines[n++] = pick (self, CAIRN_TEXT_SMALL_STRONG, width, TEXTS (lost));
  if (growth != NULL)
    lines[n++] = pick (self, CAIRN_TEXT_SMALL, width, TEXTS (growth));
  for (guint i = 0; i < n; i++)
    if (lines[i] != NULL && height + lines[i]->height <= r->height)
      height += lines[i]->height;
    else
      lines[i] = NULL;
  trend = trend && height + COMPACT_TREND + 8 <= r->height;
  y = r->y + (r->height - height - (trend ? COMPACT_TREND : 0)) / 2;
  for (guint i = 0; i < n; i++)
    if (lines[i] != NULL)
      {
        if (i == 0)
          add_count (self, lines[i], r->x + r->width / 2, y, CAIRN_ANCHOR_MIDDLE);
        else
          add_text (self, lines[i], r->x + r->width / 2, y, CAIRN_ANCHOR_MIDDLE, self->ink);
        y += lines[i]->height;
      }
  first = self->layer->n_prims;
  add_text (self, pick (self, CAIRN_TEXT_LARGE, width, TEXTS (number)), r->x + r->width / 2,
            r->y + r->height / 2 - 15, CAIRN_ANCHOR_MIDDLE, self->ink);
  tag (self, first, CAIRN_MARK_LARGE);
  if (trend)
    add_trend (self, &(CairnRect){ r->x + COMPACT_PAD, y + 2, width, COMPACT_TREND - 2 });
}

/* What alone is in the box when it is seen from far away. */
static void
add_far (Drawing *self, const char *text)
{
  const CairnRect *r = &self->rect;
  const CairnTextBlock *block = cairn_layer_measure (self->layer, CAIRN_TEXT_FAR, text);
  CairnPrim *prim;

  if (block->width > r->width || 0.8 * block->height > r->height)
    return;
  prim = cairn_layer_text (self->layer, block, r->x + r->width / 2,
                           r->y + (r->height - block->height) / 2, CAIRN_ANCHOR_MIDDLE, self->ink);
  prim->mark = CAIRN_MARK_FAR_BADGE;
  prim->part = CAIRN_PART_TIMING;
}

static void
add_rank (Drawing *self, const CairnRect *header, gboolean vertical)
{
  const CairnTheme *theme = self->theme;
  guint severity = cairn_theme_severity (self->cell->lost_per_week);
  g_autofree char *text = NULL;
  const CairnTextBlock *block;
  CairnRect disc
    = { header->x + header->width - BADGE - 10, header->y - BADGE / 2.0 - 2, BADGE, BADGE };
  guint first = self->layer->n_prims;

  if (vertical)
    disc = (CairnRect){ header->x - BADGE / 2.0 - 2, header->y + 6, BADGE, BADGE };
  if (self->cell->rank < 1 || self->cell->rank > 3 || !(self->cell->lost_per_week > 0))
    return;
  text = g_strdup_printf ("%u", self->cell->rank);
  block = cairn_layer_measure (self->layer, CAIRN_TEXT_SMALL_STRONG, text);
  cairn_layer_ellipse (self->layer, disc, theme->severity[severity], theme->paper, 1.5);
  add_text (self, block, disc.x + BADGE / 2.0, disc.y + (BADGE - block->height) / 2,
            CAIRN_ANCHOR_MIDDLE, theme->severity_ink[severity]);
  tag (self, first, CAIRN_MARK_BADGE);
  for (guint i = first; i < self->layer->n_prims; i++)
    self->layer->prims[i].part = CAIRN_PART_RANK;
  add_far (self, text);
}

static void
add_sentence (Drawing *self, const char *text, CairnColor color)
{
  const CairnRect *r = &self->rect;
  const CairnTextBlock *block = cairn_layer_keep_block (
    self->layer, cairn_text_measure (CAIRN_TEXT_SMALL, text,
                                     r->width - 2 * (is_compact (self) ? COMPACT_PAD : PAD)));
  CairnRect back
    = { r->x + (r->width - block->width) / 2 - 5, r->y + (r->height - block->height) / 2 - 2,
        block->width + 10, block->height + 4 };

  cairn_layer_rect (self->layer, back, 3, self->fill, CAIRN_COLOR_NONE, 0);
  add_text (self, block, r->x + r->width / 2, back.y + 2, CAIRN_ANCHOR_MIDDLE, color);
}

/* Without timings: what the stage aims at. */
static void
add_aim (Drawing *self, const CairnElement *stage)
{
  gint64 target = cairn_element_get_int (stage, CAIRN_PROP_TARGET);
  gint64 limit = cairn_element_get_int (stage, CAIRN_PROP_LIMIT);
  g_autofree char *aim = cairn_overlay_target_text (target, FALSE);
  g_autofree char *span = cairn_duration_format (limit);
  g_autofree char *both = g_strdup_printf (_ ("%s · limit %s"), aim, span);

  cairn_layer_rect (self->layer, self->rect, RADIUS, self->fill, self->theme->rule, 1);
  add_sentence (self, limit > 0 && !is_compact (self) ? both : aim, self->theme->ink_soft);
}

/* Nobody was there: what it would be like is not known. */
static void
add_unseen (Drawing *self)
{
  CairnRect inner = cairn_rect_inset (&self->rect, 2);
  guint first;

  cairn_layer_rect (self->layer, self->rect, RADIUS, self->fill, self->theme->rule, 1);
  cairn_layer_hatch (self->layer, &inner, self->theme->hatch);
  tag (self, self->layer->groups[self->layer->n_groups - 1].first, CAIRN_MARK_FILL);
  first = self->layer->n_prims;
  add_sentence (self, _ ("no customers"), self->theme->ink_soft);
  tag (self, first, CAIRN_MARK_WORDS);
  self->ink = self->theme->ink_soft;
  add_far (self, "?");
}

/* Half way: how many wait, how many too long, is it growing, for how long; larger, for there is
 * nothing else. */
static void
add_large (Drawing *self)
{
  const CairnRect *r = &self->rect;
  guint first = self->layer->n_prims;
  double right = r->x + r->width - PAD, x = r->x + PAD + LARGE * CAIRN_PILE_WIDTH + PAD;
  CairnRect pile = { r->x + PAD, r->y + 10, LARGE * CAIRN_PILE_WIDTH, 48 };
  CairnRect bar = { r->x + PAD, r->y + r->height - 36, r->width - 2 * PAD, 26 };
  double middle = pile.y + pile.height / 2, chevrons = 0;
  g_autofree char *here = cairn_overlay_here_text (self->cell);
  g_autofree char *number = g_strdup_printf ("%'u", self->cell->here);
  const CairnTextBlock *block;

  cairn_layer_pile (self->layer, self->cell, &pile, LARGE, self->ink, self->fill);
  if (self->cell->growth != CAIRN_GROWTH_NONE)
    {
      chevrons = 18 * LARGE + PAD;
      add_chevrons (self, right - chevrons + PAD, middle, LARGE);
    }
  block = pick (self, CAIRN_TEXT_LARGE, right - x - chevrons, TEXTS (here, number));
  if (block != NULL)
    add_text (self, block, x, middle - block->height / 2, CAIRN_ANCHOR_START, self->ink);
  if (cairn_overlay_evidence (self->cell) != CAIRN_OVERLAY_NOBODY_LEFT)
    cairn_layer_bullet (self->layer, self->cell, &bar, &self->large, self->ink, self->fill);
  tag (self, first, CAIRN_MARK_LARGE);
}

static void
add_cell (Drawing *self)
{
  const CairnRect box = self->rect;
  guint severity;

  if (cairn_overlay_evidence (self->cell) == CAIRN_OVERLAY_NO_CUSTOMERS)
    {
      add_unseen (self);
      return;
    }
  severity = cairn_theme_severity (self->cell->lost_per_week);
  self->fill = self->theme->severity[severity];
  self->ink = self->theme->severity_ink[severity];
  self->soft = soften (self->fill, self->ink);
  cairn_layer_rect (self->layer, self->rect, RADIUS, self->fill,
                    self->theme->severity_border[severity], 1)
    ->mark
    = CAIRN_MARK_FILL;
  if (is_compact (self))
    {
      add_compact (self);
      return;
    }
  self->rect.height -= STRIP;
  if (self->scene->other != NULL)
    {
      guint first = self->layer->n_prims;

      cairn_layer_comparison (self->layer, self->scene, self->cell, &self->rect, self->ink);
      tag (self, first, CAIRN_MARK_COMPARISON);
    }
  else
    {
      add_growth (self);
      add_pile (self);
      add_figures (self);
    }
  self->rect = box;
  add_strip (self);
  if (self->scene->other == NULL)
    add_large (self);
  if (isnan (self->cell->lost_per_week))
    add_far (self, "?");
}

/* The longest stretch that the bar of @cell has to show. */
static double
extent (const CairnCell *cell)
{
  double reach = cell->target;

  if (cairn_overlay_evidence (cell) >= CAIRN_OVERLAY_MEDIAN)
    {
      const double ends[]
        = { cell->median.value, cell->median.low, cell->median.high,
            cairn_overlay_evidence (cell) == CAIRN_OVERLAY_FULL ? cell->p90.value : NAN };
      for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
        if (ends[i] > reach)
          reach = ends[i];
    }
  return cell->target > 0 ? MIN (reach, 3.0 * cell->target) : reach;
}

/* The largest scale at which every bar fits that begins @left: one for the whole map. */
static CairnBulletScale
find_scale (const CairnScene *scene, double left, double size)
{
  guint n_boxes;
  const CairnBox *boxes = cairn_layout_get_boxes (scene->layout, &n_boxes);
  CairnBulletScale scale = { INFINITY, size };

  for (guint i = 0; i < n_boxes; i++)
    {
      const CairnCell *cell = boxes[i].role == CAIRN_BOX_STAGE_TIMING
                                ? cairn_scene_get_cell (scene, boxes[i].element)
                                : NULL;
      double width = boxes[i].rect.width - 2 * PAD - left - 2 * size;

      if (cell != NULL && boxes[i].rect.width >= COMPACT && extent (cell) > 0)
        scale.per_second = MIN (scale.per_second, width / extent (cell));
    }
  if (isinf (scale.per_second))
    scale.per_second = 0;
  return scale;
}

/* One scale for the weeks of all stages. */
double
cairn_scene_get_trend_top (const CairnScene *scene)
{
  guint n;
  const CairnBox *boxes = cairn_layout_get_boxes (scene->layout, &n);
  double top = 0;

  for (guint i = 0; i < n; i++)
    {
      const CairnCell *cell = boxes[i].role == CAIRN_BOX_STAGE_TIMING
                                ? cairn_scene_get_cell (scene, boxes[i].element)
                                : NULL;

      if (cell != NULL)
        top = MAX (top, cairn_sparkline_top (cell));
    }
  return top;
}

/* Beside a tall stage of a vertical map there is paper left below the box: room for the evidence.
 */
static void
add_evidence (Drawing *self)
{
  const CairnBox *stage = cairn_layout_find (self->scene->layout, self->stage, CAIRN_BOX_STAGE);
  const CairnRect *r = &self->rect;
  CairnRect below = { r->x + PAD, r->y + r->height + 3, r->width - PAD, 0 };

  if (stage == NULL || is_compact (self) || !is_worst (self->cell))
    return;
  below.height = stage->rect.y + stage->rect.height - below.y - 3;
  cairn_layer_evidence (self->layer, self->scene, self->stage, &below);
}

static const char *
part_id (CairnLayer *layer, const CairnElement *stage, const char *part)
{
  g_autofree char *id = g_strdup_printf ("%s.%s", cairn_element_get_id (stage), part);

  return cairn_layer_copy_string (layer, id);
}

static const char *
summary (CairnLayer *layer, const CairnElement *stage, const CairnCell *cell)
{
  g_autofree char *here = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *text = NULL;

  if (cairn_overlay_evidence (cell) == CAIRN_OVERLAY_NO_CUSTOMERS)
    text = g_strdup_printf ("%s: %s", cairn_element_get_title (stage), _ ("no customers"));
  else
    {
      here = cairn_overlay_here_text (cell);
      lost = cairn_overlay_lost_text (cell, FALSE);
      text = g_strdup_printf ("%s: %s, %s", cairn_element_get_title (stage), here, lost);
    }
  return cairn_layer_copy_string (layer, text);
}

CairnLayer *
cairn_scene_build_timings (const CairnScene *scene)
{
  guint n_boxes;
  const CairnBox *boxes = cairn_layout_get_boxes (scene->layout, &n_boxes);
  CairnLayer *layer = cairn_layer_new (0, 0);
  Drawing drawing = { .layer = layer, .theme = scene->theme, .scene = scene };

  if (scene->view != NULL)
    {
      drawing.scale = find_scale (scene, LEFT_WIDTH + GUTTER, 1);
      drawing.large = find_scale (scene, 0, LARGE);
      drawing.trend_top = cairn_scene_get_trend_top (scene);
    }
  for (guint i = 0; i < n_boxes; i++)
    {
      const CairnBox *box = &boxes[i];
      const CairnBox *header;

      if (box->role != CAIRN_BOX_STAGE_TIMING
          || cairn_element_get_kind (box->element) != CAIRN_KIND_STAGE)
        continue;
      drawing.rect = box->rect;
      drawing.stage = box->element;
      drawing.fill = scene->theme->empty;
      drawing.cell = cairn_scene_get_cell (scene, box->element);
      cairn_layer_begin (layer, part_id (layer, box->element, "timing"), box->element,
                         scene->view != NULL ? "overlay" : "timing",
                         scene->view != NULL ? summary (layer, box->element, drawing.cell) : NULL);
      if (scene->view == NULL)
        add_aim (&drawing, box->element);
      else
        add_cell (&drawing);
      for (guint j = layer->groups[layer->n_groups - 1].first; j < layer->n_prims; j++)
        layer->prims[j].part = CAIRN_PART_TIMING;
      header = cairn_layout_find (scene->layout, box->element, CAIRN_BOX_STAGE_HEADER);
      if (drawing.cell != NULL && cairn_layout_is_vertical (scene->layout))
        add_evidence (&drawing);
      if (drawing.cell != NULL && header != NULL)
        add_rank (&drawing, &header->rect, cairn_layout_is_vertical (scene->layout));
      cairn_layer_end (layer);
    }
  return layer;
}

gboolean
cairn_scene_find_halo (const CairnScene *scene, const CairnBox *box, CairnRect *around)
{
  const CairnCell *cell = cairn_scene_get_cell (scene, box->element);
  const CairnBox *header = cairn_layout_find (scene->layout, box->element, CAIRN_BOX_STAGE_HEADER);

  if (cell == NULL || !cell->top_group || header == NULL)
    return FALSE;
  *around = cairn_rect_union (&header->rect, &box->rect);
  *around = cairn_rect_inset (around, -1.5);
  return TRUE;
}

CairnLayer *
cairn_scene_build_halo (const CairnScene *scene)
{
  guint n_boxes;
  const CairnBox *boxes = cairn_layout_get_boxes (scene->layout, &n_boxes);
  CairnLayer *layer = cairn_layer_new (0, 0);

  for (guint i = 0; i < n_boxes && scene->view != NULL; i++)
    {
      const CairnBox *box = &boxes[i];
      const CairnCell *cell;
      CairnRect around;
      CairnColor color;

      if (box->role != CAIRN_BOX_STAGE || !cairn_scene_find_halo (scene, box, &around))
        continue;
      cell = cairn_scene_get_cell (scene, box->element);
      color = scene->theme->severity_border[cairn_theme_severity (cell->lost_per_week)];
      cairn_layer_begin (layer, part_id (layer, box->element, "halo"), NULL, "halo", NULL);
      cairn_layer_rect (layer, around, 8, CAIRN_COLOR_NONE, (color & ~0xffu) | 0x38, 9)->mark
        = CAIRN_MARK_HALO;
      cairn_layer_rect (layer, around, 8, CAIRN_COLOR_NONE, color, 2.5)->mark = CAIRN_MARK_HALO;
      cairn_layer_rect (layer, around, 8, CAIRN_COLOR_NONE, color, 10)->mark = CAIRN_MARK_FAR_HALO;
      cairn_layer_end (layer);
    }
  return layer;
}
