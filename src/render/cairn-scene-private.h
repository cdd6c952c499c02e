/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-glyph-private.h"
#include "render/cairn-layer-private.h"

G_BEGIN_DECLS

struct _CairnScene
{
  grefcount refs;
  CairnLayout *layout;
  const CairnTheme *theme;
  CairnLayer *layers[CAIRN_N_LAYERS];
  double width, height;

  /* NULL without timings */
  CairnSnapshot *view;
  char *segment;
  gboolean live;
};

/* How a layer is built: functions of the layout and the theme alone (and the timings, for the
 * overlay), each returning a new layer. */
CairnLayer *cairn_scene_build_paper (const CairnLayout *layout, const CairnTheme *theme);
CairnLayer *cairn_scene_build_lanes (const CairnLayout *layout, const CairnTheme *theme);
CairnLayer *cairn_scene_build_stages (const CairnLayout *layout, const CairnTheme *theme);
CairnLayer *cairn_scene_build_swimlane_body (const CairnLayout *layout, const CairnTheme *theme);
CairnLayer *cairn_scene_build_sipoc_body (const CairnLayout *layout, const CairnTheme *theme);

/* @scene has its layout, theme and timings; its layers may still be missing. */
CairnLayer *cairn_scene_build_halo (const CairnScene *scene);
CairnLayer *cairn_scene_build_timings (const CairnScene *scene);
/* Sets how tall the legend is; 0 without timings. */
CairnLayer *cairn_scene_build_legend (const CairnScene *scene, double *height);

/* Text of @box at its place, lines centred if the box says so. */
void cairn_layer_box_text (CairnLayer *layer, const CairnBox *box, CairnColor color);
void cairn_layer_box_detail (CairnLayer *layer, const CairnBox *box, CairnColor color);

/* The line of @route with its corners rounded, shortened for the arrow head, which it also draws;
 * then the label on its pill. */
void cairn_layer_route (CairnLayer *layer,
                        const CairnTheme *theme,
                        const CairnRoute *route,
                        CairnColor color,
                        double width);

/* Steps with their badges, and what they need to know of the rest of the journey. */
typedef struct _CairnStepDrawing CairnStepDrawing;
CairnStepDrawing *
cairn_step_drawing_new (CairnLayer *layer, const CairnTheme *theme, const CairnElement *diagram);
void cairn_step_drawing_free (CairnStepDrawing *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnStepDrawing, cairn_step_drawing_free)
void cairn_step_drawing_add (CairnStepDrawing *self, const CairnBox *box);

/* The stones of @cell, at most 20, in rows of 5 from the bottom left corner of @rect. */
void cairn_layer_pile (CairnLayer *layer,
                       const CairnCell *cell,
                       const CairnRect *rect,
                       CairnColor ink,
                       CairnColor paper);
#define CAIRN_PILE_WIDTH 52

/* Dwell against target. */
typedef struct
{
  double per_second; /* units of length; one scale for the whole map */
} CairnBulletScale;

void cairn_layer_bullet (CairnLayer *layer,
                         const CairnCell *cell,
                         const CairnRect *rect,
                         const CairnBulletScale *scale,
                         CairnColor ink,
                         CairnColor fill);

/* Thin slanting lines, clipped to @rect: what is not known. */
void cairn_layer_hatch (CairnLayer *layer, const CairnRect *rect, CairnColor color);

/* The colour @ink on @fill with the strength @share (0 to 1), opaque. */
CairnColor cairn_color_mix (CairnColor fill, CairnColor ink, double share);

G_END_DECLS
