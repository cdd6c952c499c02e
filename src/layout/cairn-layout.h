/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "layout/cairn-text.h"
#include "model/cairn-document.h"

G_BEGIN_DECLS

/* Where everything of one diagram stands. A pure function of the document: the same document gives
 * the same layout to the last bit, and nothing of it is stored in files. */

/* Inside the box of a step (touchpoint, task, wait): its icon stands left of the text, whose left
 * edge is CAIRN_STEP_TEXT_LEFT from the box's; badges stand in a row of CAIRN_STEP_BADGE_ROW at its
 * bottom. Decisions are flat hexagons whose corners are cut by CAIRN_DECISION_CHAMFER at the left
 * and right, start and end are pills as round as they are high, notes have neither icon nor badges.
 */
#define CAIRN_STEP_TEXT_LEFT 44.0
#define CAIRN_STEP_BADGE_ROW 20.0
#define CAIRN_DECISION_CHAMFER(height) MIN (14.0, (height) / 3)

typedef enum
{
  CAIRN_BOX_TITLE,         /* diagram: its name */
  CAIRN_BOX_SUBTITLE,      /* diagram: segment, owner, review date */
  CAIRN_BOX_LANE,          /* lane: the band across the whole map, header included */
  CAIRN_BOX_LANE_HEADER,   /* lane */
  CAIRN_BOX_TEAM,          /* the first lane of the team: beside the headers of all its lanes */
  CAIRN_BOX_STAGE,         /* stage: the band down all lanes, without its header */
  CAIRN_BOX_STAGE_HEADER,  /* stage: the arrow with its name */
  CAIRN_BOX_STAGE_TIMING,  /* stage: below the arrow; room for the overlay, there with or without it
                            */
  CAIRN_BOX_STEP,          /* step */
  CAIRN_BOX_FOLDED,        /* a collapsed lane or stage: stands for all steps of one of its cells */
  CAIRN_BOX_BOUNDARIES,    /* SIPOC: the strip with start, end and scope: `column` 0, no text; then
                            * its parts 1, 2 …: caption and content as text and detail */
  CAIRN_BOX_COLUMN_HEADER, /* SIPOC; `column` says which (CAIRN_N_COLUMNS: requirements). CTQ: 0 to
                            * 2 */
  CAIRN_BOX_ITEM,          /* item; need, driver and measure, with `column` 0, 1 and 2 */
  CAIRN_BOX_REQUIREMENT,   /* requirement */
} CairnBoxRole;

typedef struct
{
  CairnBoxRole role;
  CairnElement *element; /* borrowed */
  guint column;
  CairnRect rect;
  /* The main text, and for items the detail; NULL if there is none. Their top left corners. Centred
   * roles (headers) give the block's left edge so that its widest line is centred in the rect; each
   * line is centred within the block by the painter (`centred`). */
  CairnTextBlock *text;
  CairnPoint text_at;
  CairnTextBlock *detail;
  CairnPoint detail_at;
  gboolean centred;
} CairnBox;

typedef struct
{
  CairnElement *element; /* a flow or a link, borrowed */
  gboolean curved; /* links: points are a cubic Bézier chain: start, c1, c2, end, c1, c2, end … */
  gboolean handoff; /* a flow whose ends lie in different lanes */
  gboolean arrow;   /* an arrow head at the last point */
  guint from;       /* flows: which box it leaves */
  guint n_points;
  const CairnPoint
    *points;             /* from the side of one box to the side of the other; flows: every second
                          * piece is horizontal, the others vertical; corners get rounded by the painter */
  CairnTextBlock *label; /* NULL: none */
  CairnRect label_rect;  /* the pill around the label */
} CairnRoute;

typedef struct _CairnLayout CairnLayout;

/* Lays out @diagram (a SWIMLANE, SIPOC or CTQ of @document). Owned by the caller. Borrowed elements
 * stay valid until the next change of the document; the layout keeps references to them. */
CairnLayout *cairn_layout_new (CairnDocument *document, CairnElement *diagram);
CairnLayout *cairn_layout_ref (CairnLayout *self);
void cairn_layout_unref (CairnLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnLayout, cairn_layout_unref)

CairnElement *cairn_layout_get_diagram (const CairnLayout *self);
/* The extent of everything, from (0, 0), margins included. */
double cairn_layout_get_width (const CairnLayout *self);
double cairn_layout_get_height (const CairnLayout *self);

/* In reading order: title, lanes, stages, then steps as the journey goes (stage by stage, lane by
 * lane). */
const CairnBox *cairn_layout_get_boxes (const CairnLayout *self, guint *n_boxes);
const CairnRoute *cairn_layout_get_routes (const CairnLayout *self, guint *n_routes);

/* The box of @element with @role; NULL if none. O(1). */
const CairnBox *
cairn_layout_find (const CairnLayout *self, const CairnElement *element, CairnBoxRole role);

/* The main box of @element (STEP, ITEM, REQUIREMENT, LANE_HEADER, STAGE_HEADER), or what stands in
 * its place (FOLDED, for steps and flows inside a collapsed lane or stage); NULL if it has none. */
const CairnBox *cairn_layout_find_main (const CairnLayout *self, const CairnElement *element);
/* The header of the team of @lane; NULL if it is of none. */
const CairnBox *cairn_layout_find_team (const CairnLayout *self, const CairnElement *lane);
/* The first box of the element with that id, or what stands in its place; NULL if there is none. */
const CairnBox *cairn_layout_find_id (const CairnLayout *self, const char *interned_id);

/* Flows to and from what is collapsed may share one. */
const CairnRoute *cairn_layout_find_route (const CairnLayout *self, const CairnElement *element);

/* Whether it is a swimlane whose lanes are columns and whose stages run from top to bottom. */
gboolean cairn_layout_is_vertical (const CairnLayout *self);

/* Where a swimlane is frozen while scrolling: the headers' rectangle above and the one at the left:
 * stages and lanes, in a vertical one lanes and stages. */
CairnRect cairn_layout_get_top_headers (const CairnLayout *self);
CairnRect cairn_layout_get_left_headers (const CairnLayout *self);

/* What dropping something at (x, y) means: the cell, and before which element it would stand (NULL:
 * last in the cell or column). Swimlanes give lane and stage, SIPOCs the column. FALSE outside the
 * grid. */
typedef struct
{
  CairnElement *lane;
  CairnElement *stage;
  guint column;
  CairnElement *parent; /* in a CTQ tree: what it would hang on */
  CairnElement *before;
  CairnRect mark; /* where to show that it would land: a thin bar or an empty cell */
} CairnDrop;

gboolean cairn_layout_get_drop (const CairnLayout *self, double x, double y, CairnDrop *drop);
/* The same for a branch of a CTQ tree: a NEED, DRIVER or MEASURE. */
gboolean cairn_layout_get_twig_drop (
  const CairnLayout *self, CairnKind kind, double x, double y, CairnDrop *drop);

G_END_DECLS
