/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-journey-studies.h"
#include "render/cairn-overlay.h"
#include "render/cairn-scene-private.h"

#include <glib/gi18n-lib.h>

/* People or the system, for a short time or for long: signs that differ in shape, with the words
 * where there is room. Only of stages that are behind, for only of these there is a verdict. */

#define SIGN 11 /* from one to the next */
#define STROKE 1.2
#define GAP 5
#define MOST_LINES 2

CairnStageStudy *
cairn_scene_get_study (const CairnScene *self, const CairnElement *stage)
{
  const CairnCell *cell = self->view != NULL ? cairn_scene_get_cell (self, stage) : NULL;

  return cell != NULL ? cairn_snapshot_find_study (self->view, cell->segment, cell->stage) : NULL;
}

static gboolean
find_behind (const CairnScene *scene,
             CairnElement *stage,
             CairnStageStudy **study,
             CairnStudySetting *setting)
{
  *study = cairn_scene_get_study (scene, stage);
  if (*study == NULL || !cairn_study_words_is_behind (cairn_stage_study_get_figures (*study)))
    return FALSE;
  *setting = cairn_journey_studies_get_setting (stage);
  /* Maps are shown around and exported: who is slow is named only where it is asked for. */
  setting->hide_owners = TRUE;
  return TRUE;
}

CairnVerdictSigns
cairn_scene_get_verdict (const CairnScene *self, CairnElement *stage)
{
  CairnVerdictSigns signs = { 0 };
  CairnStudySetting setting;
  CairnStageStudy *study;
  const CairnStudyFigures *figures;
  CairnTypeClass type;

  if (!find_behind (self, stage, &study, &setting))
    return signs;
  figures = cairn_stage_study_get_figures (study);
  type = figures->type.verdict;
  signs.any = TRUE;
  signs.person
    = setting.customer_side || type == CAIRN_TYPE_CLASS_PEOPLE || type == CAIRN_TYPE_CLASS_BOTH;
  signs.gear
    = !setting.customer_side && (type == CAIRN_TYPE_CLASS_SYSTEM || type == CAIRN_TYPE_CLASS_BOTH);
  signs.brief = figures->time.verdict == CAIRN_TIME_SHORT;
  signs.lasting = figures->time.verdict == CAIRN_TIME_LONG;
  return signs;
}

gboolean
cairn_scene_has_verdicts (const CairnScene *self)
{
  CAIRN_FOREACH_CHILD (stage, cairn_layout_get_diagram (self->layout), CAIRN_KIND_STAGE)
    if (cairn_scene_get_verdict (self, stage).any)
      return TRUE;
  return FALSE;
}

char *
cairn_scene_dup_verdict (const CairnScene *self, CairnElement *stage)
{
  CairnStudySetting setting;
  CairnStageStudy *study;
  g_autofree char *label = NULL;
  g_autofree char *evidence = NULL;

  g_return_val_if_fail (self != NULL && stage != NULL, NULL);

  if (!find_behind (self, stage, &study, &setting))
    return NULL;
  label = cairn_study_words_label (cairn_stage_study_get_figures (study), &setting);
  evidence = cairn_study_words_evidence (study, &setting);
  return g_strdup_printf ("%s. %s", label, evidence);
}

char *
cairn_scene_explain (const CairnScene *self, CairnElement *stage)
{
  g_autofree char *figures = NULL;
  g_autofree char *verdict = NULL;
  g_autoptr (GString) lines = NULL;

  g_return_val_if_fail (self != NULL && self->view != NULL && stage != NULL, NULL);

  figures = cairn_overlay_explain (cairn_scene_get_cell (self, stage), self->view,
                                   cairn_element_get_title (stage), self->segment);
  verdict = cairn_scene_dup_verdict (self, stage);
  if (verdict == NULL)
    return g_steal_pointer (&figures);
  /* A line each, as all the figures: tooltips do not break lines. */
  lines = g_string_new (verdict);
  g_string_replace (lines, ". ", ".\n", 0);
  /* translators: the figures of a stage; and why customers wait there */
  return g_strdup_printf (_ ("%1$s\nWhy: %2$s"), figures, lines->str);
}

static void
add_sign (CairnLayer *layer, CairnGlyph glyph, double *x, double y, CairnColor ink)
{
  cairn_layer_glyph (layer, glyph, *x + SIGN / 2.0, y, ink, STROKE);
  *x += SIGN;
}

double
cairn_layer_verdict_signs (
  CairnLayer *layer, const CairnVerdictSigns *signs, double x, double middle, CairnColor ink)
{
  double start = x;

  if (signs->person)
    add_sign (layer, CAIRN_GLYPH_PERSON, &x, middle, ink);
  if (signs->gear)
    add_sign (layer, CAIRN_GLYPH_GEAR, &x, middle, ink);
  if (signs->any && !signs->person && !signs->gear)
    {
      const CairnTextBlock *block = cairn_layer_measure (layer, CAIRN_TEXT_SMALL_STRONG, "?");

      cairn_layer_text (layer, block, x + SIGN / 2.0, middle - block->height / 2,
                        CAIRN_ANCHOR_MIDDLE, ink);
      x += SIGN;
    }
  if (signs->brief)
    add_sign (layer, CAIRN_GLYPH_DATE, &x, middle, ink);
  if (signs->lasting)
    add_sign (layer, CAIRN_GLYPH_RING, &x, middle, ink);
  return x - start;
}

/* The first of @texts that takes no more than a few lines of @width. */
static const CairnTextBlock *
pick (CairnLayer *layer, double width, const char *const *texts, guint n_texts, guint *which)
{
  for (guint i = 0; i < n_texts; i++)
    {
      g_autoptr (CairnTextBlock) block = cairn_text_measure (CAIRN_TEXT_SMALL, texts[i], width);

      *which = i;
      if (block->n_lines <= MOST_LINES && block->width <= width)
        return cairn_layer_keep_block (layer, g_steal_pointer (&block));
    }
  return NULL;
}

static void
tag (CairnLayer *layer, guint first, CairnMarkKind mark)
{
  for (guint i = first; i < layer->n_prims; i++)
    layer->prims[i].mark = mark;
}

/* "People · long-term" in two lines where one is too short, and not at its hyphen. */
static char *
break_label (const char *label, double width)
{
  g_autoptr (CairnTextBlock) block = cairn_text_measure (CAIRN_TEXT_SMALL, label, 0);
  GString *broken = g_string_new (label);

  if (block->width > width)
    g_string_replace (broken, " · ", " ·\n", 1);
  return g_string_free (broken, FALSE);
}

static void
add_words (CairnLayer *layer,
           const CairnStageStudy *study,
           const CairnStudySetting *setting,
           gboolean worst,
           const CairnRect *rect,
           CairnColor ink)
{
  g_autofree char *label = cairn_study_words_label (cairn_stage_study_get_figures (study), setting);
  g_autofree char *evidence = cairn_study_words_evidence (study, setting);
  g_autofree char *weeks = cairn_study_words_weeks (study);
  g_autofree char *all = g_strdup_printf ("%s. %s", label, evidence);
  g_autofree char *some = g_strdup_printf ("%s. %s", label, weeks);
  g_autofree char *broken = break_label (label, rect->width);
  const char *const texts[] = { all, some, broken };
  guint skipped = worst ? 0 : 2, which = 0, first = layer->n_prims;
  const CairnTextBlock *block
    = pick (layer, rect->width, texts + skipped, G_N_ELEMENTS (texts) - skipped, &which);

  if (block == NULL)
    return;
  cairn_layer_text (layer, block, rect->x, rect->y + (rect->height - block->height) / 2,
                    CAIRN_ANCHOR_START, ink);
  tag (layer, first, which + skipped < 2 ? CAIRN_MARK_EVIDENCE : CAIRN_MARK_TYPE);
}

void
cairn_layer_evidence (CairnLayer *layer,
                      const CairnScene *scene,
                      CairnElement *stage,
                      const CairnRect *rect)
{
  CairnStudySetting setting;
  CairnStageStudy *study;
  g_autofree char *evidence = NULL;
  g_autofree char *weeks = NULL;

  if (!find_behind (scene, stage, &study, &setting))
    return;
  evidence = cairn_study_words_evidence (study, &setting);
  weeks = cairn_study_words_weeks (study);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (CairnTextBlock) block
        = cairn_text_measure (CAIRN_TEXT_SMALL, i == 0 ? evidence : weeks, rect->width);

      if (block->height > rect->height || block->width > rect->width)
        continue;
      cairn_layer_text (layer, cairn_layer_keep_block (layer, g_steal_pointer (&block)), rect->x,
                        rect->y, CAIRN_ANCHOR_START, scene->theme->ink)
        ->mark
        = CAIRN_MARK_EVIDENCE;
      return;
    }
}

void
cairn_layer_verdict (CairnLayer *layer,
                     const CairnScene *scene,
                     CairnElement *stage,
                     gboolean worst,
                     const CairnRect *rect,
                     CairnColor ink)
{
  CairnVerdictSigns signs = cairn_scene_get_verdict (scene, stage);
  CairnStudySetting setting;
  CairnStageStudy *study;
  guint first = layer->n_prims;
  double width;
  CairnRect rest = *rect;

  if (!find_behind (scene, stage, &study, &setting))
    return;
  width = cairn_layer_verdict_signs (layer, &signs, rect->x, rect->y + rect->height / 2, ink);
  tag (layer, first, CAIRN_MARK_TYPE);
  rest.x += width + GAP;
  rest.width -= width + GAP;
  if (rest.width > 0)
    add_words (layer, study, &setting, worst, &rest, ink);
}
