/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "base/cairn-time.h"
#include "render/cairn-overlay.h"
#include "render/cairn-scene-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Two segments or two moments on one map: each stage says both figures and the difference. */

#define PAD 10
#define MAX_LINES 4

static const CairnCell *
find_other (const CairnScene *scene, const CairnCell *cell)
{
  guint n;
  const CairnCell *cells = cairn_snapshot_get_cells (scene->other, &n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (cells[i].stage, cell->stage))
      return &cells[i];
  return NULL;
}

/* "38 here, was 26" or "38 here, Enterprise 26". @brief: without the name. */
static char *
both_text (const CairnScene *scene, const char *now, const char *other, gboolean brief)
{
  if (scene->other_name == NULL)
    /* translators: a figure, and what it was earlier: “33 d, was 28 d” */
    return g_strdup_printf (_ ("%s, was %s"), now, other);
  if (brief)
    /* translators: a figure of one segment, and that of another: “33 d against 28 d” */
    return g_strdup_printf (_ ("%s against %s"), now, other);
  /* translators: a figure; the name of another segment; its figure */
  return g_strdup_printf (_ ("%s, %s %s"), now, scene->other_name, other);
}

static char *
median_text (const CairnCell *cell)
{
  return cairn_overlay_evidence (cell) >= CAIRN_OVERLAY_MEDIAN ? cairn_overlay_median_text (cell)
                                                               : g_strdup (_ ("too few"));
}

static char *
overdue_text (const CairnCell *cell, const CairnCell *other)
{
  guint before = other != NULL ? other->overdue : 0;

  if (cell->target <= 0)
    return g_strdup (_ ("no target"));
  if (cell->overdue > before)
    return g_strdup_printf (_ ("+%'u overdue"), cell->overdue - before);
  if (cell->overdue < before)
    /* translators: the sign is a minus */
    return g_strdup_printf (_ ("−%'u overdue"), before - cell->overdue);
  return g_strdup (_ ("as many overdue"));
}

/* The first of @texts that is no wider than @width; NULL: none is. */
static const CairnTextBlock *
pick (CairnLayer *layer, CairnTextStyle style, double width, const char *const *texts)
{
  for (guint i = 0; texts[i] != NULL; i++)
    {
      g_autoptr (CairnTextBlock) block = cairn_text_measure (style, texts[i], 0);

      if (block->width <= width)
        return cairn_layer_keep_block (layer, g_steal_pointer (&block));
    }
  return NULL;
}

static guint
measure_lines (CairnLayer *layer,
               const CairnScene *scene,
               const CairnCell *cell,
               double width,
               const CairnTextBlock *lines[MAX_LINES])
{
  const CairnCell *other = find_other (scene, cell);
  g_autofree char *here = cairn_overlay_here_text (cell);
  g_autofree char *other_here = g_strdup_printf ("%'u", other != NULL ? other->here : 0);
  g_autofree char *both_here = both_text (scene, here, other_here, FALSE);
  g_autofree char *brief_here = both_text (scene, here, other_here, TRUE);
  g_autofree char *median = median_text (cell);
  g_autofree char *other_median = median_text (other);
  g_autofree char *both = both_text (scene, median, other_median, FALSE);
  g_autofree char *brief = both_text (scene, median, other_median, TRUE);
  /* translators: %s is “33 d, was 28 d” */
  g_autofree char *wordy = g_strdup_printf (_ ("median %s"), both);
  g_autofree char *overdue = overdue_text (cell, other);
  const char *const heres[] = { both_here, brief_here, here, NULL };
  const char *const medians[] = { wordy, both, brief, median, NULL };
  const char *const overdues[] = { overdue, NULL };
  guint n = 0;

  lines[n++] = pick (layer, CAIRN_TEXT_SMALL_STRONG, width, heres);
  lines[n++] = pick (layer, CAIRN_TEXT_SMALL, width, medians);
  lines[n++] = pick (layer, CAIRN_TEXT_SMALL_STRONG, width, overdues);
  return n;
}

void
cairn_layer_comparison (CairnLayer *layer,
                        const CairnScene *scene,
                        const CairnCell *cell,
                        const CairnRect *rect,
                        CairnColor ink)
{
  const CairnTextBlock *lines[MAX_LINES] = { NULL };
  guint n = measure_lines (layer, scene, cell, rect->width - 2 * PAD, lines);
  double height = 0, y;

  for (guint i = 0; i < n; i++)
    height += lines[i] != NULL ? lines[i]->height + 2 : 0;
  y = rect->y + (rect->height - height) / 2;
  for (guint i = 0; i < n; i++)
    if (lines[i] != NULL)
      {
        cairn_layer_text (layer, lines[i], rect->x + PAD, y, CAIRN_ANCHOR_START, ink);
        y += lines[i]->height + 2;
      }
}

char *
cairn_scene_describe_comparison (const CairnScene *scene)
{
  g_autofree char *moment = NULL;

  if (scene->other == NULL)
    return NULL;
  if (scene->other_name != NULL)
    /* translators: %s is a segment */
    return g_strdup_printf (_ ("compared with %s"), scene->other_name);
  moment = cairn_time_format (cairn_snapshot_get_as_of (scene->other));
  /* translators: %s is a moment */
  return g_strdup_printf (_ ("compared with how it was as of %s"), moment);
}
