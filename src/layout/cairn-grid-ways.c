/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* Which way each flow goes: the sides at which it leaves and arrives, and the channels between. For
 * every pair of sides there is one shape with the fewest bends that the steps in the way allow, and
 * always one through channels alone; the cheapest is taken. Cost counts bends, unnatural sides,
 * crossings with the flows that have their way already, length and company in the channels. Short
 * flows come first: they have the fewest choices.
 *
 * Counting is in levels: column c is level 2c + 1 and vertical channel k level 2k, and the same for
 * rows and horizontal channels. */

#include "layout/cairn-grid.h"

#include <stdlib.h>
#include <string.h>

#define COST_BEND 10.0
#define COST_CROSSING 6.0
#define COST_COMPANY 0.12   /* for a line in the same channel, per level */
#define COST_LEVEL 0.3      /* length */
#define COST_AGAINST 4.0    /* a side where flows of the other direction are */
#define COST_SHARED_END 2.0 /* another flow at the top or bottom */
#define COST_CROWDED_LABEL 14.0

/* Beyond, maps are routed without looking at what crosses. */
#define MAX_LEVELS (G_GUINT64_CONSTANT (1) << 24)
/* Up to so many flows every one is taken up and laid again, now that the others lie. */
#define MAX_RELAID 1500

typedef struct
{
  gboolean straight;
  guint n_inner;
  guint inner[CAIRN_MAX_INNER];
  CairnSide sides[2];
  double cost;
} Way;

typedef struct
{
  CairnGrid *grid;
  guint n_x, n_y;
  guint8 *across; /* [y * n_x + x]: lines that run sideways through that place; NULL: not counted */
  guint8 *along;  /* the same for up and down */
  guint8 (*n_out)[CAIRN_N_SIDES], (*n_in)[CAIRN_N_SIDES]; /* of a step */
  guint8 (*n_labels)[CAIRN_N_SIDES];
} Ways;

/* What it costs to leave or arrive at the left, top, right or bottom. */
typedef struct
{
  double start[CAIRN_N_SIDES], end[CAIRN_N_SIDES];
} Manners;

static const Manners forward = { { 22, 11, 0, 11 }, { 0, 11, 22, 11 } };
static const Manners branching = { { 22, 3, 0, 3 }, { 0, 11, 22, 11 } };
static const Manners same_column = { { 8, 0, 4, 0 }, { 4, 0, 7, 0 } };
static const Manners backward = { { 6, 3, 8, 3 }, { 8, 3, 6, 3 } };

/* Most promising first, so that most others need not be looked at. */
static const CairnSide side_pairs[16][2] = {
  { CAIRN_SIDE_RIGHT, CAIRN_SIDE_LEFT },    { CAIRN_SIDE_BOTTOM, CAIRN_SIDE_TOP },
  { CAIRN_SIDE_TOP, CAIRN_SIDE_BOTTOM },    { CAIRN_SIDE_BOTTOM, CAIRN_SIDE_LEFT },
  { CAIRN_SIDE_TOP, CAIRN_SIDE_LEFT },      { CAIRN_SIDE_RIGHT, CAIRN_SIDE_TOP },
  { CAIRN_SIDE_RIGHT, CAIRN_SIDE_BOTTOM },  { CAIRN_SIDE_TOP, CAIRN_SIDE_TOP },
  { CAIRN_SIDE_BOTTOM, CAIRN_SIDE_BOTTOM }, { CAIRN_SIDE_LEFT, CAIRN_SIDE_RIGHT },
  { CAIRN_SIDE_RIGHT, CAIRN_SIDE_RIGHT },   { CAIRN_SIDE_LEFT, CAIRN_SIDE_LEFT },
  { CAIRN_SIDE_TOP, CAIRN_SIDE_RIGHT },     { CAIRN_SIDE_BOTTOM, CAIRN_SIDE_RIGHT },
  { CAIRN_SIDE_LEFT, CAIRN_SIDE_TOP },      { CAIRN_SIDE_LEFT, CAIRN_SIDE_BOTTOM },
};

/* The channels that a line can reach from that side of @step without meeting another step. */
static void
reach (const CairnGrid *grid, const CairnGridStep *step, CairnSide side, guint *low, guint *high)
{
  gboolean vertical = CAIRN_SIDE_IS_VERTICAL (side);
  guint beside = step->beside[side];
  guint limit = beside != CAIRN_GRID_NONE ? cairn_grid_place (&grid->steps[beside], vertical)
                                          : CAIRN_GRID_NONE;

  if (CAIRN_SIDE_IS_ONWARD (side))
    {
      *low = cairn_grid_place (step, vertical) + 1;
      *high = limit != CAIRN_GRID_NONE ? limit : vertical ? grid->n_rows : grid->n_cols;
    }
  else
    {
      *low = limit != CAIRN_GRID_NONE ? limit + 1 : 0;
      *high = cairn_grid_place (step, vertical);
    }
}

/* The cost of running from level @from to @to: @crossed counts lines across, @company along. */
static double
piece_cost (const guint8 *crossed, const guint8 *company, guint stride, guint from, guint to)
{
  guint low = MIN (from, to), high = MAX (from, to);
  double cost = (high - low) * COST_LEVEL;
  guint n_crossed = 0, n_company = 0;

  if (crossed == NULL)
    return cost;
  for (guint i = low + 1; i < high; i++)
    {
      n_crossed += crossed[i * stride];
      n_company += company[i * stride];
    }
  return cost + n_crossed * COST_CROSSING + n_company * COST_COMPANY;
}

static double
horizontal_cost (const Ways *self, guint y, guint from, guint to)
{
  gsize line = (gsize) y * self->n_x;

  return self->across == NULL ? piece_cost (NULL, NULL, 1, from, to)
                              : piece_cost (self->along + line, self->across + line, 1, from, to);
}

static double
vertical_cost (const Ways *self, guint x, guint from, guint to)
{
  return self->across == NULL ? piece_cost (NULL, NULL, 1, from, to)
                              : piece_cost (self->across + x, self->along + x, self->n_x, from, to);
}

/* Calls @visit for every piece of the way; its sum. */
static double
follow (Ways *self,
        const CairnGridFlow *flow,
        const Way *way,
        double (*visit) (Ways *self, gboolean vertical, guint at, guint from, guint to))
{
  const CairnGridStep *a = &self->grid->steps[flow->from], *b = &self->grid->steps[flow->to];
  guint x = 2 * a->col + 1, y = 2 * a->row + 1, end_x = 2 * b->col + 1, end_y = 2 * b->row + 1;
  gboolean vertical = CAIRN_SIDE_IS_VERTICAL (way->sides[0]);
  guint n = way->straight ? 1 : way->n_inner + 2;
  double sum = 0;

  for (guint i = 0; i < n; i++, vertical = !vertical)
    {
      guint to = i < way->n_inner ? 2 * way->inner[i] : vertical ? end_y : end_x;

      sum += vertical ? visit (self, TRUE, x, y, to) : visit (self, FALSE, y, x, to);
      *(vertical ? &y : &x) = to;
    }
  return sum;
}

static double
visit_cost (Ways *self, gboolean vertical, guint at, guint from, guint to)
{
  return vertical ? vertical_cost (self, at, from, to) : horizontal_cost (self, at, from, to);
}

static void
mark (Ways *self, gboolean vertical, guint at, guint from, guint to, int by)
{
  guint8 *count = vertical ? self->along + at : self->across + (gsize) at * self->n_x;
  guint stride = vertical ? self->n_x : 1;

  for (guint i = MIN (from, to) + 1; i < MAX (from, to); i++)
    /* Saturated counts stay so. */
    if (count[i * stride] != G_MAXUINT8)
      count[i * stride] = (guint8) (count[i * stride] + by);
}

static double
visit_mark (Ways *self, gboolean vertical, guint at, guint from, guint to)
{
  mark (self, vertical, at, from, to, 1);
  return 0;
}

static double
visit_unmark (Ways *self, gboolean vertical, guint at, guint from, guint to)
{
  mark (self, vertical, at, from, to, -1);
  return 0;
}

static void
consider (Ways *self, const CairnGridFlow *flow, Way *way, double sides_cost, Way *best)
{
  way->cost = sides_cost + (way->straight ? 0 : COST_BEND * (way->n_inner + 1));
  if (way->cost >= best->cost)
    return;
  way->cost += follow (self, flow, way, visit_cost);
  if (way->cost < best->cost)
    *best = *way;
}

/* Both sides look along the same axis: straight, or with one channel across, or with three. */
static void
consider_parallel (Ways *self, const CairnGridFlow *flow, Way *way, double cost, Way *best)
{
  CairnGrid *grid = self->grid;
  const CairnGridStep *a = &grid->steps[flow->from], *b = &grid->steps[flow->to];
  gboolean vertical = CAIRN_SIDE_IS_VERTICAL (way->sides[0]);
  guint low[2], high[2], near[2];
  guint across_a = cairn_grid_place (a, !vertical), across_b = cairn_grid_place (b, !vertical);
  guint between[4] = { across_a, across_a + 1, across_b, across_b + 1 };

  way->straight = a->beside[way->sides[0]] == flow->to && b->beside[way->sides[1]] == flow->from;
  way->n_inner = 0;
  if (way->straight)
    {
      consider (self, flow, way, cost, best);
      return;
    }
  reach (grid, a, way->sides[0], &low[0], &high[0]);
  reach (grid, b, way->sides[1], &low[1], &high[1]);
  if (MAX (low[0], low[1]) <= MIN (high[0], high[1]))
    {
      way->n_inner = 1;
      way->inner[0] = MIN (high[0], high[1]);
      consider (self, flow, way, cost, best);
      if (MAX (low[0], low[1]) != way->inner[0])
        {
          way->inner[0] = MAX (low[0], low[1]);
          consider (self, flow, way, cost, best);
        }
      return;
    }
  for (guint i = 0; i < 2; i++)
    near[i] = CAIRN_SIDE_IS_ONWARD (way->sides[i]) ? low[i] : high[i];
  way->n_inner = 3;
  way->inner[0] = near[0];
  way->inner[2] = near[1];
  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    {
      way->inner[1] = between[i];
      consider (self, flow, way, cost, best);
    }
}

/* Whether a line from that side of @step gets to the middle of the column (row) of @other. */
static gboolean
reaches_place (const CairnGrid *grid,
               const CairnGridStep *step,
               CairnSide side,
               const CairnGridStep *other)
{
  guint place = cairn_grid_place (other, CAIRN_SIDE_IS_VERTICAL (side)), low, high;

  reach (grid, step, side, &low, &high);
  return place >= low && place < high;
}

/* One side looks along, the other across: a corner, or two channels. */
static void
consider_corner (Ways *self, const CairnGridFlow *flow, Way *way, double cost, Way *best)
{
  CairnGrid *grid = self->grid;
  const CairnGridStep *a = &grid->steps[flow->from], *b = &grid->steps[flow->to];
  gboolean vertical = CAIRN_SIDE_IS_VERTICAL (way->sides[0]);
  guint low, high, target;

  way->straight = FALSE;
  way->n_inner = 0;
  if (reaches_place (grid, a, way->sides[0], b) && reaches_place (grid, b, way->sides[1], a))
    {
      consider (self, flow, way, cost, best);
      return;
    }
  way->n_inner = 2;
  reach (grid, b, way->sides[1], &low, &high);
  way->inner[1] = CAIRN_SIDE_IS_ONWARD (way->sides[1]) ? low : high;
  reach (grid, a, way->sides[0], &low, &high);
  way->inner[0] = CAIRN_SIDE_IS_ONWARD (way->sides[0]) ? low : high;
  consider (self, flow, way, cost, best);
  /* The other end of the first line: beside the step where it goes. */
  target = cairn_grid_place (b, vertical)
           + (cairn_grid_place (b, vertical) < cairn_grid_place (a, vertical));
  target = CLAMP (target, low, high);
  if (target != way->inner[0])
    {
      way->inner[0] = target;
      consider (self, flow, way, cost, best);
    }
}

/* What the company at the two sides costs. */
static double
company_cost (const Ways *self, const CairnGridFlow *flow, const CairnSide sides[2])
{
  double cost = 0;

  for (guint end = 0; end < 2; end++)
    {
      guint step = end == 0 ? flow->from : flow->to;
      CairnSide side = sides[end];
      guint n_same = (end == 0 ? self->n_out : self->n_in)[step][side];
      guint n_other = (end == 0 ? self->n_in : self->n_out)[step][side];
      gboolean labelled = end == 0 && flow->label != NULL;

      cost += n_other > 0 ? COST_AGAINST : 0;
      if (!CAIRN_SIDE_IS_VERTICAL (side))
        continue;
      cost += (n_same + n_other) * COST_SHARED_END;
      if (n_same + n_other > 0 && (labelled || self->n_labels[step][side] > 0))
        cost += COST_CROWDED_LABEL;
      if (n_same + n_other >= 5)
        cost += 8 * COST_BEND;
    }
  return cost;
}

static const Manners *
manners_of (const CairnGrid *grid, const CairnGridFlow *flow)
{
  const CairnGridStep *a = &grid->steps[flow->from], *b = &grid->steps[flow->to];

  if (a->col == b->col)
    return &same_column;
  if (a->col > b->col)
    return &backward;
  return a->kind == CAIRN_STEP_DECISION ? &branching : &forward;
}

static void
find_way (Ways *self, const CairnGridFlow *flow, Way *best)
{
  const Manners *manners = manners_of (self->grid, flow);

  best->cost = G_MAXDOUBLE;
  for (guint i = 0; i < G_N_ELEMENTS (side_pairs); i++)
    {
      Way way = { .sides = { side_pairs[i][0], side_pairs[i][1] } };
      double cost = manners->start[way.sides[0]] + manners->end[way.sides[1]];

      if (cost >= best->cost)
        continue;
      cost += company_cost (self, flow, way.sides);
      if (cost >= best->cost)
        continue;
      if (CAIRN_SIDE_IS_VERTICAL (way.sides[0]) == CAIRN_SIDE_IS_VERTICAL (way.sides[1]))
        consider_parallel (self, flow, &way, cost, best);
      else
        consider_corner (self, flow, &way, cost, best);
    }
}

static void
count_sides (Ways *self, const CairnGridFlow *flow, const Way *way, int by)
{
  guint8 *counts[]
    = { &self->n_out[flow->from][way->sides[0]], &self->n_in[flow->to][way->sides[1]],
        flow->label != NULL ? &self->n_labels[flow->from][way->sides[0]] : NULL };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] != NULL && *counts[i] != G_MAXUINT8)
      *counts[i] = (guint8) (*counts[i] + by);
}

static void
lay (Ways *self, CairnGridFlow *flow)
{
  Way way;

  find_way (self, flow, &way);
  flow->straight = way.straight;
  flow->n_inner = (guint8) way.n_inner;
  memcpy (flow->inner, way.inner, sizeof flow->inner);
  flow->sides[0] = (guint8) way.sides[0];
  flow->sides[1] = (guint8) way.sides[1];
  count_sides (self, flow, &way, 1);
  if (self->across != NULL)
    follow (self, flow, &way, visit_mark);
}

static void
take_up (Ways *self, const CairnGridFlow *flow)
{
  Way way = { .straight = flow->straight,
              .n_inner = flow->n_inner,
              .sides = { (CairnSide) flow->sides[0], (CairnSide) flow->sides[1] } };

  memcpy (way.inner, flow->inner, sizeof way.inner);
  count_sides (self, flow, &way, -1);
  if (self->across != NULL)
    follow (self, flow, &way, visit_unmark);
}

static guint
flow_length (const CairnGrid *grid, const CairnGridFlow *flow)
{
  const CairnGridStep *a = &grid->steps[flow->from], *b = &grid->steps[flow->to];

  return (guint) abs ((int) a->col - (int) b->col) + (guint) abs ((int) a->row - (int) b->row);
}

/* Short ones first, then as the document has them. */
static guint *
sort_flows (const CairnGrid *grid)
{
  guint n_lengths = grid->n_cols + grid->n_rows + 1;
  g_autofree guint *place = g_new0 (guint, n_lengths + 1);
  guint *order = g_new (guint, grid->n_flows);

  for (guint i = 0; i < grid->n_flows; i++)
    place[flow_length (grid, &grid->flows[i]) + 1]++;
  for (guint l = 0; l < n_lengths; l++)
    place[l + 1] += place[l];
  for (guint i = 0; i < grid->n_flows; i++)
    order[place[flow_length (grid, &grid->flows[i])]++] = i;
  return order;
}

void
cairn_grid_choose_ways (CairnGrid *self)
{
  g_autofree guint *order = sort_flows (self);
  Ways ways = { .grid = self, .n_x = 2 * self->n_cols + 1, .n_y = 2 * self->n_rows + 1 };
  guint64 n_levels = (guint64) ways.n_x * ways.n_y;
  g_autofree guint8 *counts = g_malloc0 (n_levels <= MAX_LEVELS ? 2 * n_levels : 1);
  g_autofree guint8 *sides = g_new0 (guint8, (gsize) self->n_steps * CAIRN_N_SIDES * 3);
  gsize n_sides = (gsize) self->n_steps * CAIRN_N_SIDES;

  if (n_levels <= MAX_LEVELS)
    {
      ways.across = counts;
      ways.along = counts + n_levels;
    }
  ways.n_out = (guint8 (*)[CAIRN_N_SIDES]) (gpointer) sides;
  ways.n_in = (guint8 (*)[CAIRN_N_SIDES]) (gpointer) (sides + n_sides);
  ways.n_labels = (guint8 (*)[CAIRN_N_SIDES]) (gpointer) (sides + 2 * n_sides);
  for (guint i = 0; i < self->n_flows; i++)
    lay (&ways, &self->flows[order[i]]);
  if (self->n_flows > MAX_RELAID)
    return;
  for (guint i = 0; i < self->n_flows; i++)
    {
      take_up (&ways, &self->flows[order[i]]);
      lay (&ways, &self->flows[order[i]]);
    }
}
