/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "layout/cairn-layout.h"

G_BEGIN_DECLS

/* A swimlane while it is being laid out: steps in rows and columns, and between those the channels
 * in which flows run. All of it is on logical axes, x along the stages and y across the lanes; a
 * vertical map (`turned`) swaps them when boxes and routes are made, and only what has a shape of
 * its own, boxes and labels, is measured with its sides swapped here. Column c stands between the
 * vertical channels c and c + 1, row r between the horizontal channels r and r + 1. Everything is
 * in flat arrays and refers by index; the modules below fill it in one after the other. Private to
 * the room. */

typedef enum
{
  CAIRN_SIDE_LEFT,
  CAIRN_SIDE_TOP,
  CAIRN_SIDE_RIGHT,
  CAIRN_SIDE_BOTTOM,
  CAIRN_N_SIDES
} CairnSide;

/* Whether a line that leaves a box at that side runs up or down. */
#define CAIRN_SIDE_IS_VERTICAL(side) (((side) &1) != 0)

/* Towards larger coordinates. */
#define CAIRN_SIDE_IS_ONWARD(side) ((side) >= CAIRN_SIDE_RIGHT)

#define CAIRN_GRID_NONE G_MAXUINT
/* The most channels a flow uses between its ends. */
#define CAIRN_MAX_INNER 3

/* A lane or a stage. */
typedef struct
{
  CairnElement *element;  /* NULL: for steps that name none */
  CairnTextBlock *text;   /* its name; NULL without element */
  CairnTextBlock *detail; /* how many steps it hides; NULL unless collapsed */
  gboolean collapsed;
  guint n_steps;     /* of a collapsed one: within it */
  double least;      /* how large it is at least */
  guint first, n;    /* its rows or columns; n >= 1 */
  double start, end; /* where it is drawn */
} CairnGridBand;

/* What is in a collapsed lane or stage and so has no box or no line of its own. */
typedef struct
{
  CairnElement *element; /* a step or a flow */
  guint step; /* which stands in its place; CAIRN_GRID_NONE: it is a flow on the line of */
  guint flow;
} CairnGridHidden;

typedef struct
{
  CairnElement *element;
  CairnTextBlock *text;
  CairnStepKind kind;
  guint lane, stage;
  guint n_folded; /* 0, or of how many steps of a collapsed cell this one stands in the place */
  guint col, row;
  guint cell_before, cell_after; /* its neighbours in the user's order in the cell */
  guint beside[CAIRN_N_SIDES];   /* the next step in its row or column that way */
  double x, y;                   /* its middle */
  double width, height;
} CairnGridStep;

/* The way of a flow: a line from the middle of one side of its first step (plus offset), inner
 * lines in channels, a line to the side of its second step. Vertical and horizontal lines take
 * turns. Without inner lines the two end lines meet in a corner, or are one (`straight`). */
typedef struct
{
  CairnElement *element;
  guint from, to;
  CairnTextBlock *label;            /* NULL: none */
  double label_width, label_height; /* the pill around it; 0: none */
  guint8 within; /* both ends in one stage, and not against the order of its columns */
  guint8 main;   /* on the first happy path: kept straight before others */
  guint8 straight;
  guint8 n_inner;
  guint8 sides[2];              /* CairnSide at its first and its second step */
  guint inner[CAIRN_MAX_INNER]; /* channels */
  guint track[CAIRN_MAX_INNER];
  double offsets[2]; /* of the end lines from the middle of their sides */
} CairnGridFlow;

/* A column, a row or a channel: where it lies across its direction. A channel is, in this order:
 * room for labels of the steps before it, padding, the tracks with a margin on both sides, padding,
 * room for labels of the steps behind it. */
typedef struct
{
  double start, size;
  double before, after; /* channels: the rooms for labels */
  double pad_before, pad_after;
  double border; /* channels between two lanes or stages: where one ends and the other begins */
  double first_track; /* channels: the next is CAIRN_GRID_TRACK further */
  guint n_tracks;
} CairnGridStrip;

#define CAIRN_GRID_TRACK 10.0

typedef struct
{
  CairnDocument *document;
  CairnElement *diagram;
  gboolean turned; /* a vertical map */
  CairnGridBand *lanes, *stages;
  guint n_lanes, n_stages;
  CairnGridStep *steps; /* in the document's order */
  guint n_steps;
  guint *order;         /* steps as the journey goes: by stage, lane, and the document's order */
  CairnGridFlow *flows; /* in the document's order */
  guint n_flows;
  GArray *hidden; /* of CairnGridHidden; NULL: nothing is collapsed */
  guint *out_first,
    *out; /* flows that leave step i: out[out_first[i]] … out[out_first[i + 1] - 1] */
  guint *in_first, *in;
  guint n_cols, n_rows;
  CairnGridStrip *cols, *rows;
  CairnGridStrip *v_channels, *h_channels; /* n_cols + 1 and n_rows + 1 */
} CairnGrid;

/* The steps (all @steps, or as in the document if NULL) sorted by one of their places, of which
 * there are @n_keys, and otherwise as before. Owned by the caller. */
typedef enum
{
  CAIRN_GRID_BY_LANE,
  CAIRN_GRID_BY_STAGE,
  CAIRN_GRID_BY_COLUMN,
} CairnGridKey;
guint *cairn_grid_sort (const CairnGrid *self, const guint *steps, CairnGridKey key, guint n_keys);

CairnGrid *cairn_grid_new (CairnDocument *document, CairnElement *swimlane);
void cairn_grid_free (CairnGrid *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnGrid, cairn_grid_free)

/* Puts one small step into each cell of a collapsed lane or stage that holds any, in the place of
 * all of them, and leads their flows there: one from each to each other. Called while the grid is
 * made. */
void cairn_grid_fold (CairnGrid *self);

/* The names of lanes and stages and how large these are at least. */
void cairn_grid_size_bands (CairnGrid *self);

/* One after the other: columns inside the stages; rows inside the lanes and each step's neighbours;
 * texts and sizes; the ways of flows; where they meet the steps; side by side in the channels;
 * coordinates, the outer borders beginning at (@left, @top). */
void cairn_grid_place_columns (CairnGrid *self);
void cairn_grid_place_rows (CairnGrid *self);
void cairn_grid_size_steps (CairnGrid *self);
void cairn_grid_choose_ways (CairnGrid *self);
void cairn_grid_spread_ports (CairnGrid *self);
void cairn_grid_assign_tracks (CairnGrid *self);
void cairn_grid_measure (CairnGrid *self, double left, double top);

/* How far inside the box of @step its outline is where a line at @offset from the middle of @side
 * meets it. */
double cairn_grid_outline_inset (const CairnGrid *self,
                                 const CairnGridStep *step,
                                 CairnSide side,
                                 double offset);
/* How high @step is for the reader. */
double cairn_grid_upright_height (const CairnGrid *self, const CairnGridStep *step);

/* Whether a line of @text ends inside a word of @title, which it shows. */
gboolean cairn_grid_breaks_word (const CairnTextBlock *text, const char *title);

/* From a box to the label on a flow that leaves it. */
#define CAIRN_LABEL_GAP 8.0
/* The pill around a flow's label. */
#define CAIRN_LABEL_PAD_X 7.0
#define CAIRN_LABEL_PAD_Y 2.0

/* Whether inner line @i of @flow runs up and down. */
static inline gboolean
cairn_grid_inner_is_vertical (const CairnGridFlow *flow, guint i)
{
  return CAIRN_SIDE_IS_VERTICAL (flow->sides[0]) == (i % 2 == 1);
}

/* The place of @step on an axis: its row or its column. */
static inline guint
cairn_grid_place (const CairnGridStep *step, gboolean vertical)
{
  return vertical ? step->row : step->col;
}

G_END_DECLS
