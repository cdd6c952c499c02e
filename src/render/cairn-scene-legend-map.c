/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-scene-private.h"

#include <glib/gi18n-lib.h>

/* The part of the legend that tells what is drawn on the map, timings or not. */

static void
add_paths (CairnLegendFlow *flow, const CairnHappyPaths *paths)
{
  if (paths->n == 0)
    return;
  cairn_legend_place (flow,
                      cairn_legend_measure (flow, CAIRN_TEXT_SMALL_STRONG, _ ("Happy paths:")), 0);
  for (guint i = 0; i < paths->n; i++)
    {
      const char *name = cairn_element_get_title (paths->paths[i]);
      /* translators: a happy path that has no name: its number */
      g_autofree char *unnamed = g_strdup_printf (_ ("Path %u"), i + 1);
      double x = cairn_legend_place (
        flow, cairn_legend_measure (flow, CAIRN_TEXT_SMALL, *name != '\0' ? name : unnamed), 46);

      cairn_happy_paths_add_sample (flow->layer, flow->theme, i, x,
                                    flow->y + CAIRN_LEGEND_LINE / 2.0, 46);
    }
}

static gboolean
add_marks (CairnLegendFlow *flow, guint marks)
{
  for (guint i = 0; i < CAIRN_N_MARKS; i++)
    if ((marks & 1u << i) != 0)
      {
        const char *word = _ (cairn_schema_prop (CAIRN_KIND_STEP, cairn_mark_specs[i].prop)->label);
        double x = cairn_legend_place (flow, cairn_legend_measure (flow, CAIRN_TEXT_SMALL, word),
                                       CAIRN_MARK_SIZE);

        cairn_layer_mark (flow->layer, flow->theme, &cairn_mark_specs[i], x,
                          flow->y + (CAIRN_LEGEND_LINE - CAIRN_MARK_SIZE) / 2.0);
      }
  return marks != 0;
}

static void
add_visibility (CairnLegendFlow *flow)
{
  double x = cairn_legend_place (
    flow, cairn_legend_measure (flow, CAIRN_TEXT_SMALL, _ ("Line of visibility")), 36);
  double y = flow->y + CAIRN_LEGEND_LINE / 2.0;

  cairn_layer_line (flow->layer, x, y, x + 36, y, flow->theme->ink_soft, 2)->dash = 9;
}

/* Today a filled disc, to be an empty lozenge. */
static void
add_feelings (CairnLegendFlow *flow)
{
  const char *const words[] = { _ ("emotion today"), _ ("emotion to be") };

  for (guint i = 0; i < 2; i++)
    {
      double x
        = cairn_legend_place (flow, cairn_legend_measure (flow, CAIRN_TEXT_SMALL, words[i]), 30);

      cairn_layer_feeling_sample (flow->layer, flow->theme, x, flow->y + CAIRN_LEGEND_LINE / 2.0,
                                  30, i == 1);
    }
}

gboolean
cairn_legend_add_map (CairnLegendFlow *flow, const CairnScene *scene)
{
  const CairnElement *diagram = cairn_layout_get_diagram (scene->layout);
  g_auto (CairnHappyPaths) paths = { 0 };
  gboolean any;

  if (cairn_element_get_kind (diagram) != CAIRN_KIND_SWIMLANE)
    return FALSE;
  cairn_happy_paths_init (&paths, diagram);
  add_paths (flow, &paths);
  any = add_marks (flow, scene->signs.marks) || paths.n > 0;
  if (cairn_scene_has_visibility (diagram))
    {
      add_visibility (flow);
      any = TRUE;
    }
  if (scene->signs.feelings)
    {
      add_feelings (flow);
      any = TRUE;
    }
  return any;
}
