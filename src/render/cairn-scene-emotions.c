/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-scene-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* How customers feel along the stages, from -2 to +2: a point for each score that somebody gave and
 * a curve through those, today and as it is to be. The curve never swings beyond the scores it
 * joins (Fritsch and Carlson, "Monotone piecewise cubic interpolation", 1980), and it has a gap
 * where a whole stage has no score. */

#define GAP 12   /* between map and band */
#define PAD 14   /* from the edge of the band to +2 and -2 */
#define RADIUS 5 /* of a point */
#define NO_STAGE G_MAXINT

/* A score on one curve; several steps that stand above each other are one place of it. */
typedef struct
{
  double along;
  double score;
  guint n;
  int stage;
} Place;

static CairnPoint
place_of (const CairnEmotionBand *band, double along, double score)
{
  if (band->vertical)
    return (CairnPoint){ band->middle + score * band->unit, along };
  return (CairnPoint){ along, band->middle - score * band->unit };
}

static void
find_band (CairnScene *scene)
{
  CairnEmotionBand *band = &scene->emotions;
  const CairnLayout *layout = scene->layout;
  CairnRect top = cairn_layout_get_top_headers (layout);
  CairnRect left = cairn_layout_get_left_headers (layout);
  const CairnElement *diagram = cairn_layout_get_diagram (layout);
  double across = CAIRN_EMOTION_ROOM - GAP;

  band->shown = scene->want_emotions || scene->signs.feelings;
  band->vertical
    = cairn_element_get_int (diagram, CAIRN_PROP_ORIENTATION) == CAIRN_ORIENTATION_VERTICAL;
  if (band->vertical)
    {
      band->rect = (CairnRect){ cairn_layout_get_width (layout) - 20 + GAP, top.y, across,
                                left.y + left.height - top.y };
      band->header = top.height;
      band->middle = band->rect.x + across / 2;
    }
  else
    {
      band->rect = (CairnRect){ left.x, cairn_layout_get_height (layout) - 20 + GAP,
                                top.x + top.width - left.x, across };
      band->header = left.width;
      band->middle = band->rect.y + across / 2;
    }
  band->unit = (across - 2 * PAD) / 4;
}

static double
middle_of (const CairnEmotionBand *band, const CairnRect *r)
{
  return band->vertical ? r->y + r->height / 2 : r->x + r->width / 2;
}

/* The box of a step or stage as the band sees it. */
static const CairnBox *
box_of (const CairnScene *scene, const CairnElement *element)
{
  return cairn_layout_find (scene->layout, element,
                            cairn_element_get_kind (element) == CAIRN_KIND_STAGE ? CAIRN_BOX_STAGE
                                                                                 : CAIRN_BOX_STEP);
}

/* ---- curves ---- */

static int
compare_places (gconstpointer a, gconstpointer b)
{
  const Place *one = a, *two = b;

  return one->along < two->along ? -1 : one->along > two->along;
}

static int
stage_of (const CairnElement *diagram, const CairnElement *step)
{
  int at = 0;

  CAIRN_FOREACH_CHILD (stage, diagram, CAIRN_KIND_STAGE)
    {
      if (cairn_element_get_id (stage) == cairn_element_get_string (step, CAIRN_PROP_STAGE))
        return at;
      at++;
    }
  return NO_STAGE;
}

static void
add_place (
  const CairnScene *scene, GArray *places, const CairnElement *element, double score, int stage)
{
  const CairnBox *box = box_of (scene, element);
  Place place = { 0, score, 1, stage };

  if (box == NULL || isnan (score))
    return;
  place.along = middle_of (&scene->emotions, &box->rect);
  g_array_append_val (places, place);
}

/* The scores of steps; of a stage where none of its steps has one. */
static GArray *
gather (const CairnScene *scene, CairnProp prop)
{
  const CairnElement *diagram = cairn_layout_get_diagram (scene->layout);
  GArray *places = g_array_new (FALSE, FALSE, sizeof (Place));
  guint n_steps;
  int at = 0;

  CAIRN_FOREACH_CHILD (step, diagram, CAIRN_KIND_STEP)
    if (!isnan (cairn_element_get_number (step, prop)))
      add_place (scene, places, step, cairn_element_get_number (step, prop),
                 stage_of (diagram, step));
  n_steps = places->len;
  CAIRN_FOREACH_CHILD (stage, diagram, CAIRN_KIND_STAGE)
    {
      gboolean said = FALSE;

      for (guint i = 0; i < n_steps; i++)
        said = said || g_array_index (places, Place, i).stage == at;
      if (!said)
        add_place (scene, places, stage, cairn_element_get_number (stage, prop), at);
      at++;
    }
  g_array_sort (places, compare_places);
  return places;
}

/* Joins what stands at one place: its mean. */
static void
merge_places (GArray *places)
{
  guint n = 0;

  for (guint i = 0; i < places->len; i++)
    {
      Place *here = &g_array_index (places, Place, i);
      Place *last = n > 0 ? &g_array_index (places, Place, n - 1) : NULL;

      if (last != NULL && fabs (here->along - last->along) < 1)
        {
          last->score = (last->score * last->n + here->score) / (last->n + 1);
          last->n++;
        }
      else
        g_array_index (places, Place, n++) = *here;
    }
  g_array_set_size (places, n);
}

/* The slope at each of @n places that keeps the curve between them: 0 at every peak. */
static void
find_slopes (const Place *p, guint n, double *slope)
{
  for (guint i = 0; i < n; i++)
    {
      double before = i > 0 ? (p[i].score - p[i - 1].score) / (p[i].along - p[i - 1].along) : 0;
      double after = i + 1 < n ? (p[i + 1].score - p[i].score) / (p[i + 1].along - p[i].along) : 0;

      if (i == 0 || i + 1 == n)
        slope[i] = i == 0 ? after : before;
      else
        slope[i] = before * after <= 0 ? 0 : 2 * before * after / (before + after);
    }
}

static void
add_run (CairnLayer *layer,
         const CairnEmotionBand *band,
         const Place *p,
         guint n,
         CairnColor color,
         guint dash)
{
  guint8 *ops = cairn_layer_alloc (layer, n);
  CairnPoint *points = cairn_layer_alloc (layer, 3 * n * sizeof (CairnPoint));
  g_autofree double *slope = g_new (double, n);
  guint k = 0;

  if (n < 2)
    return;
  find_slopes (p, n, slope);
  ops[0] = CAIRN_PATH_MOVE;
  points[k++] = place_of (band, p[0].along, p[0].score);
  for (guint i = 1; i < n; i++)
    {
      double third = (p[i].along - p[i - 1].along) / 3;

      ops[i] = CAIRN_PATH_CURVE;
      points[k++] = place_of (band, p[i - 1].along + third, p[i - 1].score + slope[i - 1] * third);
      points[k++] = place_of (band, p[i].along - third, p[i].score - slope[i] * third);
      points[k++] = place_of (band, p[i].along, p[i].score);
    }
  cairn_layer_path (layer, ops, n, points, CAIRN_COLOR_NONE, color, 2.2)->dash = dash;
}

/* Whether a curve may lead from @a on to @b: no stage in between is left out. */
static gboolean
adjoin (const Place *a, const Place *b)
{
  return a->stage == NO_STAGE || b->stage == NO_STAGE || abs (b->stage - a->stage) <= 1;
}

static void
add_curve (const CairnScene *scene, CairnLayer *layer, CairnProp prop, CairnColor color, guint dash)
{
  g_autoptr (GArray) places = gather (scene, prop);
  guint first = 0;

  merge_places (places);
  for (guint i = 1; i <= places->len; i++)
    if (i == places->len
        || !adjoin (&g_array_index (places, Place, i - 1), &g_array_index (places, Place, i)))
      {
        add_run (layer, &scene->emotions, &g_array_index (places, Place, first), i - first, color,
                 dash);
        first = i;
      }
}

/* ---- points ---- */

/* Today: a filled disc. To be: an empty lozenge, so that grey tells them apart as well. */
static void
add_point (CairnLayer *layer, const CairnTheme *theme, CairnPoint p, gboolean wanted)
{
  const CairnPoint lozenge[] = {
    { p.x, p.y - RADIUS - 1 },
    { p.x + RADIUS + 1, p.y },
    { p.x, p.y + RADIUS + 1 },
    { p.x - RADIUS - 1, p.y },
  };

  if (wanted)
    cairn_layer_polygon (layer, lozenge, G_N_ELEMENTS (lozenge), theme->paper, theme->playbook_ink,
                         2)
      ->part
      = CAIRN_PART_FEELING_WANTED;
  else
    cairn_layer_ellipse (layer, (CairnRect){ p.x - RADIUS, p.y - RADIUS, 2 * RADIUS, 2 * RADIUS },
                         theme->flow, theme->paper, 1.5)
      ->part
      = CAIRN_PART_FEELING;
}

void
cairn_layer_feeling_sample (
  CairnLayer *layer, const CairnTheme *theme, double x, double y, double width, gboolean wanted)
{
  cairn_layer_line (layer, x, y, x + width, y, wanted ? theme->playbook_ink : theme->flow, 2.2)
    ->dash
    = wanted ? 6 : 0;
  add_point (layer, theme, (CairnPoint){ x + width / 2, y }, wanted);
}

/* The score of a whole stage reaches from its beginning to its end. */
static void
add_bar (
  const CairnScene *scene, CairnLayer *layer, const CairnBox *box, double score, gboolean wanted)
{
  const CairnEmotionBand *band = &scene->emotions;
  double from = band->vertical ? box->rect.y : box->rect.x;
  double length = band->vertical ? box->rect.height : box->rect.width;
  CairnPoint a = place_of (band, from + 8, score), b = place_of (band, from + length - 8, score);
  CairnPrim *prim = cairn_layer_line (layer, a.x, a.y, b.x, b.y,
                                      wanted ? scene->theme->playbook_ink : scene->theme->flow, 1);

  prim->dash = 2;
  prim->part = wanted ? CAIRN_PART_FEELING_WANTED : CAIRN_PART_FEELING;
}

static void
add_points_of (const CairnScene *scene, CairnLayer *layer, CairnElement *element)
{
  static const CairnProp props[] = { CAIRN_PROP_FEELING, CAIRN_PROP_FEELING_WANTED };
  const CairnBox *box = box_of (scene, element);
  g_autofree char *id = g_strconcat ("emotion-", cairn_element_get_id (element), NULL);

  if (box == NULL)
    return;
  cairn_layer_begin (layer, cairn_layer_copy_string (layer, id), element, "emotion-point", NULL);
  for (guint i = G_N_ELEMENTS (props); i > 0; i--)
    {
      double score = cairn_element_get_number (element, props[i - 1]);

      if (isnan (score))
        continue;
      if (cairn_element_get_kind (element) == CAIRN_KIND_STAGE)
        add_bar (scene, layer, box, score, i == 2);
      add_point (layer, scene->theme,
                 place_of (&scene->emotions, middle_of (&scene->emotions, &box->rect), score),
                 i == 2);
    }
  cairn_layer_end (layer);
}

/* ---- the band ---- */

static void
add_face (CairnLayer *layer, const CairnScene *scene, double score, CairnGlyph glyph, double along)
{
  CairnPoint p = place_of (&scene->emotions, along, score);

  cairn_layer_glyph (layer, glyph, p.x, p.y, scene->theme->ink_soft, 1.2);
}

static void
add_header (CairnLayer *layer, const CairnScene *scene)
{
  const CairnEmotionBand *band = &scene->emotions;
  const CairnRect *r = &band->rect;
  const CairnTextBlock *word
    = cairn_layer_measure (layer, CAIRN_TEXT_LANE, C_ ("row of a map", "Emotion"));
  double along = (band->vertical ? r->y : r->x) + band->header - (band->vertical ? 10 : 14);
  CairnRect head = *r;

  if (band->header <= 0)
    return;
  if (band->vertical)
    head.height = band->header;
  else
    head.width = band->header;
  cairn_layer_rect (layer, head, 0, scene->theme->lane_header, scene->theme->rule, 1);
  /* The faces stand before the scores: behind the word, or below it. */
  cairn_layer_text (layer, word, head.x + (band->vertical ? head.width : head.width - 24) / 2,
                    head.y
                      + (band->vertical ? MAX (1, (head.height - 16 - word->height) / 2)
                                        : (head.height - word->height) / 2),
                    CAIRN_ANCHOR_MIDDLE, scene->theme->ink);
  add_face (layer, scene, 2, CAIRN_GLYPH_HAPPY, along);
  add_face (layer, scene, 0, CAIRN_GLYPH_EVEN, along);
  add_face (layer, scene, -2, CAIRN_GLYPH_SAD, along);
}

static void
add_grid (CairnLayer *layer, const CairnScene *scene)
{
  const CairnEmotionBand *band = &scene->emotions;
  const CairnRect *r = &band->rect;
  double start = (band->vertical ? r->y : r->x) + band->header;
  double end = band->vertical ? r->y + r->height : r->x + r->width;
  guint n_boxes;
  const CairnBox *boxes = cairn_layout_get_boxes (scene->layout, &n_boxes);

  cairn_layer_rect (layer, *r, 0, scene->theme->band[1], scene->theme->rule, 1);
  for (int score = -2; score <= 2; score++)
    {
      CairnPoint a = place_of (band, start, score), b = place_of (band, end, score);

      cairn_layer_line (layer, a.x, a.y, b.x, b.y, scene->theme->rule, score == 0 ? 1.5 : 0.7);
    }
  for (guint i = 0; i < n_boxes; i++)
    if (boxes[i].role == CAIRN_BOX_STAGE)
      {
        const CairnRect *s = &boxes[i].rect;
        double at = band->vertical ? s->y + s->height : s->x + s->width;

        if (at < end - 1)
          (band->vertical
             ? cairn_layer_line (layer, r->x, at, r->x + r->width, at, scene->theme->rule, 1)
             : cairn_layer_line (layer, at, r->y, at, r->y + r->height, scene->theme->rule, 1))
            ->dash
            = 4;
      }
}

void
cairn_scene_build_emotions (CairnScene *scene, CairnLayer *layer)
{
  const CairnElement *diagram = cairn_layout_get_diagram (scene->layout);

  find_band (scene);
  if (!scene->emotions.shown)
    return;
  cairn_layer_begin (layer, "emotions", NULL, "emotions", C_ ("row of a map", "Emotion"));
  add_grid (layer, scene);
  add_header (layer, scene);
  add_curve (scene, layer, CAIRN_PROP_FEELING_WANTED, scene->theme->playbook_ink, 6);
  add_curve (scene, layer, CAIRN_PROP_FEELING, scene->theme->flow, 0);
  cairn_layer_end (layer);
  CAIRN_FOREACH_CHILD (stage, diagram, CAIRN_KIND_STAGE)
    add_points_of (scene, layer, stage);
  CAIRN_FOREACH_CHILD (step, diagram, CAIRN_KIND_STEP)
    add_points_of (scene, layer, step);
}

/* ---- for those who drag points ---- */

gboolean
cairn_scene_get_emotion_band (const CairnScene *self, CairnRect *rect)
{
  g_return_val_if_fail (self != NULL && rect != NULL, FALSE);

  *rect = self->emotions.rect;
  return self->emotions.shown;
}

double
cairn_scene_get_feeling_at (const CairnScene *self, double x, double y)
{
  const CairnEmotionBand *band;
  double score;

  g_return_val_if_fail (self != NULL && self->emotions.shown, 0);

  band = &self->emotions;
  score = (band->vertical ? x - band->middle : band->middle - y) / band->unit;
  return CLAMP (round (2 * score) / 2, -2, 2);
}

gboolean
cairn_scene_get_feeling_point (const CairnScene *self,
                               const CairnElement *element,
                               double score,
                               CairnPoint *point)
{
  const CairnBox *box;

  g_return_val_if_fail (self != NULL && element != NULL && point != NULL, FALSE);

  box = box_of (self, element);
  if (!self->emotions.shown || box == NULL)
    return FALSE;
  *point = place_of (&self->emotions, middle_of (&self->emotions, &box->rect), score);
  return TRUE;
}

CairnElement *
cairn_scene_get_feeling_stage (const CairnScene *self, double x, double y)
{
  const CairnEmotionBand *band;
  const CairnBox *boxes;
  guint n_boxes;

  g_return_val_if_fail (self != NULL, NULL);

  band = &self->emotions;
  if (!band->shown || !cairn_rect_contains (&band->rect, x, y))
    return NULL;
  boxes = cairn_layout_get_boxes (self->layout, &n_boxes);
  for (guint i = 0; i < n_boxes; i++)
    if (boxes[i].role == CAIRN_BOX_STAGE)
      {
        const CairnRect *r = &boxes[i].rect;

        if (band->vertical ? y >= r->y && y < r->y + r->height : x >= r->x && x < r->x + r->width)
          return boxes[i].element;
      }
  return NULL;
}
