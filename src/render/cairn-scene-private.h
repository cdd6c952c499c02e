/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "render/cairn-glyph-private.h"
#include "render/cairn-layer-private.h"

G_BEGIN_DECLS

/* How customers feel along the stages: a band beside the map. */
typedef struct
{
  gboolean shown;
  gboolean vertical; /* stages run from top to bottom */
  CairnRect rect;    /* the band with its header */
  double header;     /* length of the header along the stages; 0: none */
  double middle;     /* across: where 0 is */
  double unit;       /* across: from one score to the next */
} CairnEmotionBand;

/* What of the signs of a swimlane is on it anywhere. */
typedef struct
{
  guint marks; /* a bit for each of cairn_mark_specs */
  gboolean feelings;
} CairnMapSigns;

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
  CairnSnapshot *other;  /* to compare with; NULL: nothing */
  char *other_name;      /* NULL: the same customers, earlier */
  gboolean touchpoints;  /* at some of them stands how long they take */
  double most_customers; /* a week on any flow, as far as that is known; 0: it is not */

  GHashTable *changes; /* element → CairnChange bits; NULL: nothing is marked */

  gboolean want_emotions; /* even if nobody has given any yet */
  CairnEmotionBand emotions;
  CairnMapSigns signs;
};

/* The same picture, to be changed; it shares all layers. Owned by the caller. */
CairnScene *cairn_scene_copy (const CairnScene *self);

/* How a layer is built: functions of the layout and the theme alone (and the timings, for the
 * overlay), each returning a new layer. */
CairnLayer *cairn_scene_build_paper (const CairnLayout *layout, const CairnTheme *theme);
CairnLayer *cairn_scene_build_lanes (const CairnLayout *layout, const CairnTheme *theme);
CairnLayer *cairn_scene_build_stages (const CairnLayout *layout, const CairnTheme *theme);
CairnLayer *cairn_scene_build_swimlane_body (const CairnLayout *layout, const CairnTheme *theme);

/* @scene has its layout, theme and timings; its layers may still be missing. */
/* Items and links of a SIPOC, or the branches of a CTQ tree, with their figures if there are. */
CairnLayer *cairn_scene_build_columns_body (const CairnScene *scene);
CairnLayer *cairn_scene_build_halo (const CairnScene *scene);
/* FALSE: the stage of @box (CAIRN_BOX_STAGE) has none. */
gboolean cairn_scene_find_halo (const CairnScene *scene, const CairnBox *box, CairnRect *around);
CairnLayer *cairn_scene_build_timings (const CairnScene *scene);
/* Adds the legend to @layer, from @top on; returns how tall it is: 0 if there is nothing to say. */
double cairn_scene_build_legend (const CairnScene *scene, CairnLayer *layer, double top);

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

/* The line alone, for a route of two points or more. */
CairnPrim *
cairn_layer_route_line (CairnLayer *layer, const CairnRoute *route, CairnColor color, double width);

/* The happy paths of a swimlane: which flows they take. At most CAIRN_N_PATHS are shown. */
#define CAIRN_N_PATHS G_N_ELEMENTS (((CairnTheme *) NULL)->path)
typedef struct
{
  CairnElement *paths[CAIRN_N_PATHS]; /* borrowed */
  guint n;
  GHashTable *taken; /* interned id of a flow → one bit for each path that takes it */
} CairnHappyPaths;
void cairn_happy_paths_init (CairnHappyPaths *self, const CairnElement *diagram);
void cairn_happy_paths_clear (CairnHappyPaths *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CairnHappyPaths, cairn_happy_paths_clear)
/* Below the line of a flow: one band beside the other. Above it: their numbers. */
void cairn_happy_paths_add_bands (const CairnHappyPaths *self,
                                  CairnLayer *layer,
                                  const CairnTheme *theme,
                                  const CairnRoute *route);
void cairn_happy_paths_add_numbers (const CairnHappyPaths *self,
                                    CairnLayer *layer,
                                    const CairnTheme *theme,
                                    const CairnRoute *route);
/* A piece of path @number (from 0) from (@x, @y), as long as @width, with its number. */
void cairn_happy_paths_add_sample (
  CairnLayer *layer, const CairnTheme *theme, guint number, double x, double y, double width);

/* The marks of @step on the upper edge of its box @rect; and one of them alone. */
void cairn_layer_marks (CairnLayer *layer,
                        const CairnTheme *theme,
                        const CairnElement *step,
                        const CairnRect *rect);
typedef struct
{
  CairnProp prop;
  CairnPart part;
  CairnGlyph glyph;
} CairnMarkSpec;
#define CAIRN_N_MARKS 3
extern const CairnMarkSpec cairn_mark_specs[CAIRN_N_MARKS];
CairnMapSigns cairn_scene_find_signs (const CairnElement *diagram);
void cairn_layer_mark (
  CairnLayer *layer, const CairnTheme *theme, const CairnMarkSpec *mark, double x, double y);
#define CAIRN_MARK_SIZE 18

/* Between the lanes that customers see and those they do not. */
gboolean cairn_scene_has_visibility (const CairnElement *diagram);
void cairn_layer_visibility (CairnLayer *layer, const CairnTheme *theme, const CairnLayout *layout);

#define CAIRN_EMOTION_ROOM 140 /* what the band takes beside the map */
void cairn_scene_build_emotions (CairnScene *scene, CairnLayer *layer);
/* A piece of a curve with its point, as long as @width. */
void cairn_layer_feeling_sample (
  CairnLayer *layer, const CairnTheme *theme, double x, double y, double width, gboolean wanted);

/* Legends: signs and words, line by line. */
typedef struct
{
  CairnLayer *layer;
  const CairnTheme *theme;
  double left, right;
  double x, y;
} CairnLegendFlow;
#define CAIRN_LEGEND_LINE 20 /* from sign to sign below it */
const CairnTextBlock *
cairn_legend_measure (CairnLegendFlow *self, CairnTextStyle style, const char *text);
/* Makes room for a sign and @block on this line or the next; returns the x of the sign. */
double cairn_legend_place (CairnLegendFlow *self, const CairnTextBlock *block, double sign);
/* What is drawn on the map itself; FALSE: nothing that needs words. */
gboolean cairn_legend_add_map (CairnLegendFlow *self, const CairnScene *scene);

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
                       double size, /* 1: as large as CAIRN_PILE_WIDTH */
                       CairnColor ink,
                       CairnColor paper);
#define CAIRN_PILE_WIDTH 52

/* Dwell against target. */
typedef struct
{
  double per_second; /* units of length; one scale for the whole map */
  double size;       /* how thick everything is; usually 1 */
} CairnBulletScale;

void cairn_layer_bullet (CairnLayer *layer,
                         const CairnCell *cell,
                         const CairnRect *rect,
                         const CairnBulletScale *scale,
                         CairnColor ink,
                         CairnColor fill);

/* Thin slanting lines, clipped to @rect: what is not known. */
void cairn_layer_hatch (CairnLayer *layer, const CairnRect *rect, CairnColor color);

/* Days lost a week: how many weeks are known, the largest of them, and a line of them within @rect,
 * of which @top is as high as @rect. @bad: a bit for each week that was bad. */
guint cairn_sparkline_count (const CairnCell *cell);
double cairn_sparkline_top (const CairnCell *cell);
void cairn_layer_sparkline (CairnLayer *layer,
                            const double *weeks,
                            guint32 bad,
                            double top,
                            const CairnRect *rect,
                            CairnColor ink,
                            CairnColor fill);

/* ---- cairn-scene-verdict.c ---- */
/* The most days that any stage of the map lost in a week. */
double cairn_scene_get_trend_top (const CairnScene *self);

/* Neither person nor gear: a question mark. */
typedef struct
{
  gboolean any; /* there is a verdict */
  gboolean person;
  gboolean gear;
  gboolean brief;
  gboolean lasting;
} CairnVerdictSigns;
gboolean cairn_scene_has_verdicts (const CairnScene *self);
CairnVerdictSigns cairn_scene_get_verdict (const CairnScene *self, CairnElement *stage);
/* Returns how wide they are. */
double cairn_layer_verdict_signs (
  CairnLayer *layer, const CairnVerdictSigns *signs, double x, double middle, CairnColor ink);
/* The signs of @stage and as much of the words as fit into @rect; of the @worst with the evidence.
 */
void cairn_layer_verdict (CairnLayer *layer,
                          const CairnScene *scene,
                          CairnElement *stage,
                          gboolean worst,
                          const CairnRect *rect,
                          CairnColor ink);

/* The evidence about @stage on the paper, or its first sentence, if that fits into @rect. */
void cairn_layer_evidence (CairnLayer *layer,
                           const CairnScene *scene,
                           CairnElement *stage,
                           const CairnRect *rect);

/* ---- cairn-scene-room.c ---- */
/* Where on a swimlane nothing is drawn yet: for figures that stand beside things. */
typedef struct
{
  const CairnLayout *layout;
  GArray *taken;     /* CairnRect: what has its place */
  GArray *obstacles; /* CairnRect: what is near the place that is looked for */
} CairnSceneRoom;
void cairn_scene_room_init (CairnSceneRoom *self, const CairnLayout *layout);
void cairn_scene_room_clear (CairnSceneRoom *self);
/* Looks at all that is drawn within @area but bands: with the room around it. The line of
 * @own_route is not in the way, and right beside @own_step is free; either may be NULL. */
void cairn_scene_room_look (CairnSceneRoom *self,
                            const CairnRect *area,
                            const CairnRoute *own_route,
                            const CairnBox *own_step);
/* @rect must lie within the area that was looked at. */
gboolean cairn_scene_room_is_free (const CairnSceneRoom *self, const CairnRect *rect);
void cairn_scene_room_take (CairnSceneRoom *self, const CairnRect *rect);

/* ---- cairn-scene-touchpoints.c ---- */
/* Beside each touchpoint, where there is room: how long it takes. FALSE: nothing was added. */
gboolean
cairn_scene_add_touchpoints (const CairnScene *self, CairnSceneRoom *room, CairnLayer *layer);

/* ---- cairn-scene-flows.c ---- */
/* Who goes where on a swimlane with timings, and what has a place already. */
typedef struct _CairnFlowFigures CairnFlowFigures;
CairnFlowFigures *cairn_flow_figures_new (const CairnScene *scene);
void cairn_flow_figures_free (CairnFlowFigures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnFlowFigures, cairn_flow_figures_free)
/* In which its figures have their places. */
CairnSceneRoom *cairn_flow_figures_get_room (CairnFlowFigures *self);
/* "5.1 customers a week take it; …"; NULL: that is not known. Owned by the caller. */
char *cairn_flow_figures_describe (const CairnFlowFigures *self, const CairnElement *flow);
/* Customers a week that the widest band stands for; 0: there is none. */
double cairn_flow_figures_get_most (const CairnFlowFigures *self);
/* Below the flows: how many customers take them. */
void cairn_flow_figures_add_bands (const CairnFlowFigures *self, CairnLayer *layer);
/* Above them: how long handoffs take, and who is lost (FALSE: nobody, as far as is known). */
void cairn_flow_figures_add_handoffs (CairnFlowFigures *self, CairnLayer *layer);
gboolean cairn_flow_figures_add_stubs (CairnFlowFigures *self, CairnLayer *layer);

/* ---- cairn-scene-comparison.c ---- */
/* What @cell says beside what is compared with it, in words, within @rect. */
void cairn_layer_comparison (CairnLayer *layer,
                             const CairnScene *scene,
                             const CairnCell *cell,
                             const CairnRect *rect,
                             CairnColor ink);
/* "compared with Enterprise"; NULL: nothing is compared. Owned by the caller. */
char *cairn_scene_describe_comparison (const CairnScene *scene);

G_END_DECLS
