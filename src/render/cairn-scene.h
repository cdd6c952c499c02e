/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "layout/cairn-layout.h"
#include "render/cairn-detail.h"
#include "render/cairn-theme.h"
#include "render/cairn-viewport.h"
#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

/* The picture of one diagram as an immutable list of shapes. The screen, PNG, PDF and SVG paint
 * this list and the mouse is looked up in it, so all of them agree.
 *
 * A scene is a few layers; a layer is groups, one for each thing that a reader would point at, in
 * reading order; a group is primitives, painted in their order. Coordinates are diagram units.
 * Scenes are made and used on the main thread. */

typedef enum
{
  CAIRN_PRIM_RECT,
  CAIRN_PRIM_ELLIPSE,
  CAIRN_PRIM_PATH,
  CAIRN_PRIM_TEXT,
} CairnPrimKind;

typedef enum
{
  CAIRN_ANCHOR_START,
  CAIRN_ANCHOR_MIDDLE,
  CAIRN_ANCHOR_END,
} CairnAnchor;

/* What of its element a primitive shows; what a click on it means. */
typedef enum
{
  CAIRN_PART_MAIN,
  CAIRN_PART_LABEL,          /* of a flow */
  CAIRN_PART_BADGE_PLAYBOOK, /* of a step: opens the playbook */
  CAIRN_PART_BADGE_AUTO,
  CAIRN_PART_BADGE_DIAGRAM, /* of a step: goes to the diagram that it leads into */
  CAIRN_PART_BADGE_WEB,     /* of a step: opens its web page */
  CAIRN_PART_TIMING,        /* of a stage: the box with its figures */
  CAIRN_PART_RANK,          /* of a stage: 1, 2 or 3 */
  CAIRN_PART_MARK_TRUTH,
  CAIRN_PART_MARK_VALUE,
  CAIRN_PART_MARK_CLOCK,
  CAIRN_PART_FEELING, /* of a step or stage: its point on the curve */
  CAIRN_PART_FEELING_WANTED,
  CAIRN_PART_TEAM, /* of a lane: the name of the team that it and its neighbours are of */
} CairnPart;

/* Path operations and how many points each takes. */
typedef enum
{
  CAIRN_PATH_MOVE,  /* 1 */
  CAIRN_PATH_LINE,  /* 1 */
  CAIRN_PATH_CURVE, /* 3: two control points, end */
  CAIRN_PATH_CLOSE, /* 0 */
} CairnPathOp;

typedef struct
{
  CairnPrimKind kind : 8;
  CairnPart part : 8;
  CairnAnchor anchor : 8; /* TEXT */
  gboolean detail : 1;    /* may be left out where it would be smaller than a few pixels */
  gboolean round : 1;     /* PATH: round line ends */
  gboolean crisp : 1;     /* PATH: runs along the axes, so the screen puts it on whole pixels */
  gboolean relative : 1;  /* PATH: a shared, static shape; points count from the corner of rect */
  guint dash : 4;         /* dash and gap in units; 0: solid */
  CairnMarkKind mark : 6; /* decides at which zoom it is drawn */

  CairnColor fill; /* CAIRN_COLOR_NONE: none; of TEXT: its colour */
  CairnColor stroke;
  float stroke_width;
  float radius; /* RECT */

  /* RECT, ELLIPSE: themselves; TEXT, PATH: what they cover, without the stroke; the first line of a
   * text begins at the top. */
  CairnRect rect;

  union
  {
    struct
    {
      const guint8 *ops; /* CairnPathOp */
      const CairnPoint *points;
      guint n_ops;
    } path;
    struct
    {
      const CairnTextBlock *block;
      double x; /* of the anchor */
    } text;
  };
} CairnPrim;

typedef struct
{
  const char *id;        /* unique in the scene; the element's id for its own group */
  CairnElement *element; /* borrowed from the layout; NULL: decoration */
  const char *kind;      /* "lane", "stage", "step", "flow", "item", "link", "overlay" … */
  const char *title;     /* of what is no element, translated; NULL: none */
  CairnRect bounds;      /* strokes included */
  guint first;
  guint n_prims;
} CairnSceneGroup;

/* In the order the screen paints them. */
typedef enum
{
  CAIRN_LAYER_PAPER,          /* title, lane bands, dividers */
  CAIRN_LAYER_PAPER_OVERLAY,  /* halo of the worst stages */
  CAIRN_LAYER_BODY,           /* steps, items, flows, links */
  CAIRN_LAYER_CHANGES,        /* marks at what differs */
  CAIRN_LAYER_LEGEND,         /* below the map */
  CAIRN_LAYER_LANES,          /* lane headers; stay at the left while scrolling, or at the top */
  CAIRN_LAYER_LANES_CHANGES,  /* marks at them */
  CAIRN_LAYER_STAGES,         /* stage or column headers; stay at the top, or at the left */
  CAIRN_LAYER_STAGES_OVERLAY, /* timing boxes; with the stage headers */
  CAIRN_LAYER_STAGES_CHANGES,
  CAIRN_N_LAYERS
} CairnLayerKind;

typedef struct _CairnScene CairnScene;

/* What is laid over the map. */
typedef struct
{
  /* Only the cells of this map and segment: cairn_snapshot_view(). A cell belongs to the stages
   * whose name is cell->stage. */
  CairnSnapshot *view;
  const char *segment; /* for the legend; NULL: all customers */
  gboolean live;       /* the figures follow the source; else they are as of one moment */

  /* What they are compared with, a view of the same stages; NULL: nothing. */
  CairnSnapshot *other;
  const char *other_name; /* whose figures these are; NULL: the same customers', earlier */
} CairnSceneTimings;

/* The plain picture. Keeps a reference to @layout. 5,000 steps: about 5 ms. */
CairnScene *cairn_scene_new (CairnLayout *layout, const CairnTheme *theme);

/* The same; with @emotions the band for how customers feel is there even while it is empty. */
CairnScene *
cairn_scene_new_with_emotions (CairnLayout *layout, const CairnTheme *theme, gboolean emotions);

/* The band for how customers feel; FALSE if there is none. */
gboolean cairn_scene_get_emotion_band (const CairnScene *self, CairnRect *rect);
/* The score at a point of the band, from -2 to +2, to the next half; and where it would be drawn
 * for
 * @element, a step or a stage (FALSE: it is not on the map). */
double cairn_scene_get_feeling_at (const CairnScene *self, double x, double y);
gboolean cairn_scene_get_feeling_point (const CairnScene *self,
                                        const CairnElement *element,
                                        double score,
                                        CairnPoint *point);
/* The stage beside which a point of the band lies; NULL: none. */
CairnElement *cairn_scene_get_feeling_stage (const CairnScene *self, double x, double y);

/* The picture of @self with @timings (NULL: without). Shares every layer that does not change; no
 * box moves. A SIPOC and a CTQ tree show figures where they name stages. Keeps a reference to the
 * view. */
CairnScene *cairn_scene_with_timings (CairnScene *self, const CairnSceneTimings *timings);

CairnScene *cairn_scene_ref (CairnScene *self);
void cairn_scene_unref (CairnScene *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnScene, cairn_scene_unref)

CairnLayout *cairn_scene_get_layout (const CairnScene *self);
const CairnTheme *cairn_scene_get_theme (const CairnScene *self);
/* NULL without timings. */
CairnSnapshot *cairn_scene_get_view (const CairnScene *self);
/* The cell shown at @stage, or NULL. */
const CairnCell *cairn_scene_get_cell (const CairnScene *self, const CairnElement *stage);

/* What is known of why customers wait in @stage, NULL without timings or if that was not asked for.
 * Borrowed. */
CairnStageStudy *cairn_scene_get_study (const CairnScene *self, const CairnElement *stage);
/* "People · long-term. Behind in 21 of 26 weeks, …"; NULL: @stage is not behind, or nothing is
 * known of it. Owned by the caller. */
char *cairn_scene_dup_verdict (const CairnScene *self, CairnElement *stage);

/* Each figure of @stage in plain words, with the verdict: for tooltips and screen readers. Only
 * with timings. Owned by the caller. */
char *cairn_scene_explain (const CairnScene *self, CairnElement *stage);

/* Who takes @flow, and how long they wait on the way: "5.1 customers a week take it; …"; NULL: that
 * is not known. Owned by the caller. */
char *cairn_scene_explain_flow (const CairnScene *self, const CairnElement *flow);

/* How often @step is done and how long it takes, a line for each figure; NULL: the data do not say.
 * Owned by the caller. */
char *cairn_scene_explain_touchpoint (const CairnScene *self, CairnElement *step);

/* The extent from (0, 0), the legend included. */
double cairn_scene_get_width (const CairnScene *self);
double cairn_scene_get_height (const CairnScene *self);

const CairnSceneGroup *
cairn_scene_get_groups (const CairnScene *self, CairnLayerKind layer, guint *n_groups);
const CairnPrim *
cairn_scene_get_prims (const CairnScene *self, CairnLayerKind layer, guint *n_prims);

/* What @group is called: the name of its element, or else what kind of thing it is. Borrowed. */
const char *cairn_scene_get_title (const CairnScene *self, const CairnSceneGroup *group);

/* A sentence about @group for those who cannot see it: "Touchpoint by email in lane CSM, stage
 * Kick-off. 2 playbook tasks." Owned by the caller; NULL: nothing to say. */
char *cairn_scene_dup_description (const CairnScene *self, const CairnSceneGroup *group);

/* A viewport's view of this scene: sets the content size and the frozen headers. */
void cairn_scene_setup_viewport (const CairnScene *self, CairnViewport *viewport);

typedef struct
{
  CairnElement *element; /* borrowed; never NULL in a hit */
  CairnLayerKind layer;
  CairnPart part;
  CairnRect bounds; /* of the part, in diagram units, where it is drawn now (frozen headers) */
} CairnSceneHit;

/* What is drawn at view position (@view_x, @view_y): frozen headers first, then boxes and labels,
 * then the nearest flow or link within 6 pixels. FALSE: nothing but paper. */
gboolean cairn_scene_hit (const CairnScene *self,
                          const CairnViewport *viewport,
                          double view_x,
                          double view_y,
                          CairnSceneHit *hit);

/* The word of a part: "main", "badge-playbook" … */
const char *cairn_part_word (CairnPart part);

/* For a rubber band: steps and items that @rect touches, flows and links wholly inside it. Borrowed
 * elements in reading order; the array is the caller's. */
GPtrArray *cairn_scene_elements_in (const CairnScene *self, const CairnRect *rect);

G_END_DECLS
