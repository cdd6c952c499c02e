/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-scene-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* Frozen stage headers keep this much above them, or beside them, for the rank badges. */
#define BADGE_ROOM 14
#define STUB_ROOM 12 /* below the map, for who is lost */

static CairnScene *
scene_alloc (CairnLayout *layout, const CairnTheme *theme)
{
  CairnScene *self = g_new0 (CairnScene, 1);

  g_ref_count_init (&self->refs);
  self->layout = cairn_layout_ref (layout);
  self->theme = theme;
  self->layers[CAIRN_LAYER_CHANGES] = cairn_layer_new (0, 0);
  self->layers[CAIRN_LAYER_LANES_CHANGES] = cairn_layer_new (0, 0);
  self->layers[CAIRN_LAYER_STAGES_CHANGES] = cairn_layer_new (0, 0);
  return self;
}

CairnScene *
cairn_scene_copy (const CairnScene *self)
{
  CairnScene *scene = g_new0 (CairnScene, 1);

  *scene = *self;
  g_ref_count_init (&scene->refs);
  cairn_layout_ref (scene->layout);
  for (guint i = 0; i < CAIRN_N_LAYERS; i++)
    cairn_layer_ref (scene->layers[i]);
  if (scene->view != NULL)
    cairn_snapshot_ref (scene->view);
  if (scene->changes != NULL)
    g_hash_table_ref (scene->changes);
  scene->segment = g_strdup (self->segment);
  return scene;
}

static gboolean
is_swimlane (const CairnScene *self)
{
  return cairn_element_get_kind (cairn_layout_get_diagram (self->layout)) == CAIRN_KIND_SWIMLANE;
}

/* Whether anything is known of who goes where. */
static gboolean
has_studies (const CairnScene *self)
{
  if (self->view == NULL || !is_swimlane (self))
    return FALSE;
  CAIRN_FOREACH_CHILD (stage, cairn_layout_get_diagram (self->layout), CAIRN_KIND_STAGE)
    if (cairn_scene_get_study (self, stage) != NULL)
      return TRUE;
  return FALSE;
}

/* What depends on the timings. */
static void
build_overlay (CairnScene *self)
{
  CairnLayer *beside = cairn_layer_new (0, 0);
  double top = cairn_layout_get_height (self->layout);
  double bottom;
  g_autoptr (CairnFlowFigures) flows = has_studies (self) ? cairn_flow_figures_new (self) : NULL;

  self->layers[CAIRN_LAYER_PAPER_OVERLAY] = cairn_scene_build_halo (self);
  if (flows != NULL)
    {
      self->most_customers = cairn_flow_figures_get_most (flows);
      cairn_flow_figures_add_bands (flows, self->layers[CAIRN_LAYER_PAPER_OVERLAY]);
    }
  self->layers[CAIRN_LAYER_STAGES_OVERLAY] = cairn_scene_build_timings (self);
  self->layers[CAIRN_LAYER_LEGEND] = beside;
  self->width = cairn_layout_get_width (self->layout);
  if (is_swimlane (self))
    cairn_scene_build_emotions (self, beside);
  if (self->emotions.shown && self->emotions.vertical)
    self->width += CAIRN_EMOTION_ROOM;
  else if (self->emotions.shown)
    top += CAIRN_EMOTION_ROOM;
  if (flows != NULL)
    {
      cairn_flow_figures_add_handoffs (flows, beside);
      if (cairn_flow_figures_add_stubs (flows, beside))
        top += STUB_ROOM;
      self->touchpoints
        = cairn_scene_add_touchpoints (self, cairn_flow_figures_get_room (flows), beside);
    }
  bottom = top + cairn_scene_build_legend (self, beside, top);
  self->height = bottom;
  for (guint i = 0; i < beside->n_groups; i++)
    if (strcmp (beside->groups[i].kind, "legend") == 0)
      {
        const CairnRect *r = &beside->groups[i].bounds;

        self->width = MAX (self->width, r->x + r->width + r->x);
      }
}

CairnScene *
cairn_scene_new (CairnLayout *layout, const CairnTheme *theme)
{
  return cairn_scene_new_with_emotions (layout, theme, FALSE);
}

CairnScene *
cairn_scene_new_with_emotions (CairnLayout *layout, const CairnTheme *theme, gboolean emotions)
{
  CairnScene *self;

  g_return_val_if_fail (layout != NULL && theme != NULL, NULL);

  self = scene_alloc (layout, theme);
  self->want_emotions = emotions;
  if (is_swimlane (self))
    self->signs = cairn_scene_find_signs (cairn_layout_get_diagram (layout));
  self->layers[CAIRN_LAYER_PAPER] = cairn_scene_build_paper (layout, theme);
  self->layers[CAIRN_LAYER_BODY] = is_swimlane (self)
                                     ? cairn_scene_build_swimlane_body (layout, theme)
                                     : cairn_scene_build_columns_body (self);
  self->layers[CAIRN_LAYER_LANES] = cairn_scene_build_lanes (layout, theme);
  self->layers[CAIRN_LAYER_STAGES] = cairn_scene_build_stages (layout, theme);
  build_overlay (self);
  return self;
}

CairnScene *
cairn_scene_with_timings (CairnScene *self, const CairnSceneTimings *timings)
{
  static const CairnLayerKind shared[]
    = { CAIRN_LAYER_PAPER, CAIRN_LAYER_LANES, CAIRN_LAYER_STAGES };
  CairnScene *scene;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (timings == NULL || timings->view != NULL, NULL);

  if (!is_swimlane (self) && timings == NULL)
    return cairn_scene_ref (self);
  scene = scene_alloc (self->layout, self->theme);
  scene->want_emotions = self->want_emotions;
  scene->signs = self->signs;
  for (guint i = 0; i < G_N_ELEMENTS (shared); i++)
    scene->layers[shared[i]] = cairn_layer_ref (self->layers[shared[i]]);
  if (timings != NULL)
    {
      scene->view = cairn_snapshot_ref (timings->view);
      scene->segment = g_strdup (timings->segment);
      scene->live = timings->live;
      scene->other = timings->other != NULL ? cairn_snapshot_ref (timings->other) : NULL;
      scene->other_name = g_strdup (timings->other_name);
    }
  scene->layers[CAIRN_LAYER_BODY] = is_swimlane (self)
                                      ? cairn_layer_ref (self->layers[CAIRN_LAYER_BODY])
                                      : cairn_scene_build_columns_body (scene);
  build_overlay (scene);
  return scene;
}

CairnScene *
cairn_scene_ref (CairnScene *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_ref_count_inc (&self->refs);
  return self;
}

void
cairn_scene_unref (CairnScene *self)
{
  g_return_if_fail (self != NULL);

  if (!g_ref_count_dec (&self->refs))
    return;
  for (guint i = 0; i < CAIRN_N_LAYERS; i++)
    g_clear_pointer (&self->layers[i], cairn_layer_unref);
  g_clear_pointer (&self->view, cairn_snapshot_unref);
  g_clear_pointer (&self->other, cairn_snapshot_unref);
  g_clear_pointer (&self->other_name, g_free);
  g_clear_pointer (&self->changes, g_hash_table_unref);
  g_clear_pointer (&self->segment, g_free);
  g_clear_pointer (&self->layout, cairn_layout_unref);
  g_free (self);
}

CairnLayout *
cairn_scene_get_layout (const CairnScene *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->layout;
}

const CairnTheme *
cairn_scene_get_theme (const CairnScene *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->theme;
}

CairnSnapshot *
cairn_scene_get_view (const CairnScene *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->view;
}

const CairnCell *
cairn_scene_get_cell (const CairnScene *self, const CairnElement *stage)
{
  const CairnCell *cells;
  guint n_cells;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->view == NULL || stage == NULL)
    return NULL;
  cells = cairn_snapshot_get_cells (self->view, &n_cells);
  for (guint i = 0; i < n_cells; i++)
    if (strcmp (cells[i].stage, cairn_element_get_title (stage)) == 0)
      return &cells[i];
  return NULL;
}

double
cairn_scene_get_width (const CairnScene *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->width;
}

double
cairn_scene_get_height (const CairnScene *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->height;
}

const CairnSceneGroup *
cairn_scene_get_groups (const CairnScene *self, CairnLayerKind layer, guint *n_groups)
{
  g_return_val_if_fail (self != NULL && layer < CAIRN_N_LAYERS && n_groups != NULL, NULL);

  *n_groups = self->layers[layer]->n_groups;
  return self->layers[layer]->groups;
}

const CairnPrim *
cairn_scene_get_prims (const CairnScene *self, CairnLayerKind layer, guint *n_prims)
{
  g_return_val_if_fail (self != NULL && layer < CAIRN_N_LAYERS && n_prims != NULL, NULL);

  *n_prims = self->layers[layer]->n_prims;
  return self->layers[layer]->prims;
}

const char *
cairn_scene_get_title (const CairnScene *self, const CairnSceneGroup *group)
{
  const char *title;

  g_return_val_if_fail (self != NULL && group != NULL, NULL);

  if (group->title != NULL || group->element == NULL)
    return group->title;
  title = cairn_element_get_title (group->element);
  if (*title == '\0')
    title = _ (cairn_schema_kind (cairn_element_get_kind (group->element))->label);
  return title;
}

void
cairn_scene_setup_viewport (const CairnScene *self, CairnViewport *viewport)
{
  g_return_if_fail (self != NULL && viewport != NULL);

  viewport->content_width = self->width;
  viewport->content_height = self->height;
  viewport->left = cairn_layout_get_left_headers (self->layout);
  viewport->top = cairn_layout_get_top_headers (self->layout);
  if (cairn_layout_is_vertical (self->layout) && viewport->left.width > 0)
    {
      double room = MIN (BADGE_ROOM, viewport->left.x);

      viewport->left.x -= room;
      viewport->left.width += room;
    }
  else if (viewport->top.height > 0)
    {
      double room = MIN (BADGE_ROOM, viewport->top.y);

      viewport->top.y -= room;
      viewport->top.height += room;
    }
  cairn_viewport_clamp (viewport);
}

const char *
cairn_part_word (CairnPart part)
{
  static const char *const words[] = {
    [CAIRN_PART_MAIN] = "main",
    [CAIRN_PART_LABEL] = "label",
    [CAIRN_PART_BADGE_PLAYBOOK] = "badge-playbook",
    [CAIRN_PART_BADGE_AUTO] = "badge-auto",
    [CAIRN_PART_BADGE_DIAGRAM] = "badge-diagram",
    [CAIRN_PART_BADGE_WEB] = "badge-web",
    [CAIRN_PART_TIMING] = "timing",
    [CAIRN_PART_RANK] = "rank",
    [CAIRN_PART_MARK_TRUTH] = "mark-truth",
    [CAIRN_PART_MARK_VALUE] = "mark-value",
    [CAIRN_PART_MARK_CLOCK] = "mark-clock",
    [CAIRN_PART_FEELING] = "feeling",
    [CAIRN_PART_FEELING_WANTED] = "feeling-wanted",
    [CAIRN_PART_TEAM] = "team",
  };

  g_return_val_if_fail (part < G_N_ELEMENTS (words), NULL);

  return words[part];
}
