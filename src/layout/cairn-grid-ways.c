/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* Which way each flow goes: the sides at which it leaves and arrives, and the channels between. For
 * every pair of sides there is one shape with the fewest bends that the steps in the way allow, and
 * always one through channels alone; the cheapest is taken. Cost counts bends, unnatural sides,
 * crossings with the flows that have their way already, length and company in the channels. Short
 * flows come first: they have the fewest choices. At the end the worst are laid again.
 *
 * Counting is in levels: column c is level 2c + 1 and vertical channel k level 2k, and the same for
 * rows and horizontal channels. */

#include "layout/cairn-grid-traffic.h"
#include "layout/cairn-grid.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COST_BEND 10
#define COST_CROSSING 6.0
#define COST_COMPANY 0.12 /* for a line in the same channel, per level */
#define COST_LEVEL 0.3    /* length */
#define COST_AGAINST 4    /* a side where flows of the other direction are */
#define COST_SHARED_END 2 /* another flow at the top or bottom */
#define COST_CROWDED_LABEL 14

/* So long together, in columns and rows, are the flows that are taken up and laid again. */
#define MAX_AGAIN 2000

typedef struct
{
  gboolean straight;
  guint n_inner;
  guint inner[CAIRN_MAX_INNER];
  CairnSide sides[2];
  double cost;
} Way;

/* Channels, both ends included; empty if high < low. */
typedef struct
{
  guint low, high;
} Range;

/* What it costs to leave or arrive at the left, top, right or bottom. */
typedef struct
{
  int start[CAIRN_N_SIDES], end[CAIRN_N_SIDES];
} Manners;

/* A flow whose way is looked for. */
typedef struct
{
  const CairnGridFlow *flow;
  const CairnGridStep *a, *b;
  const Range *reach[2]; /* from the sides of both steps */
  Way best;
  double limit; /* what a way must stay below to be better than the best */
} Choice;

/* What is known of a step, side by side. */
typedef struct
{
  Range reach[CAIRN_N_SIDES];
  guint8 n_ends[2][CAIRN_N_SIDES]; /* how many flows leave (0) and arrive (1) there */
  guint8 n_labels[CAIRN_N_SIDES];
} Spot;

typedef struct
{
  CairnGrid *grid;
  CairnGridTraffic traffic;
  Spot *spots; /* of a step */
} Ways;

static const Manners forward = { { 22, 8, 0, 8 }, { 0, 11, 22, 11 } };
static const Manners branching = { { 22, 3, 0, 3 }, { 0, 11, 22, 11 } };
static const Manners same_column = { { 8, 0, 4, 0 }, { 4, 0, 7, 0 } };
static const Manners backward = { { 6, 3, 8, 3 }, { 8, 3, 6, 3 } };

/* Of ways that cost the same the first is taken. */
#define N_PAIRS 16
static const CairnSide side_pairs[N_PAIRS][2] = {
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
static Range
reach (const CairnGrid *grid, const CairnGridStep *step, CairnSide side)
{
  gboolean vertical = CAIRN_SIDE_IS_VERTICAL (side);
  guint beside = step->beside[side], place = cairn_grid_place (step, vertical);
  guint limit = beside != CAIRN_GRID_NONE ? cairn_grid_place (&grid->steps[beside], vertical) : 0;

  if (!CAIRN_SIDE_IS_ONWARD (side))
    return (Range){ beside != CAIRN_GRID_NONE ? limit + 1 : 0, place };
  if (beside == CAIRN_GRID_NONE)
    limit = vertical ? grid->n_rows : grid->n_cols;
  return (Range){ place + 1, limit };
}

static guint
nearest (Range range, CairnSide side)
{
  return CAIRN_SIDE_IS_ONWARD (side) ? range.low : range.high;
}

/* The levels of a way, from which its pieces follow: piece i runs on level i + 1 from level i to
 * level i + 2, every second one across the first. */
typedef struct
{
  guint levels[CAIRN_MAX_INNER + 4];
  guint n; /* pieces */
} Pieces;

static inline Pieces
find_pieces (const Choice *choice, const Way *way)
{
  const CairnGridStep *a = choice->a, *b = choice->b;
  gboolean vertical = CAIRN_SIDE_IS_VERTICAL (way->sides[0]);
  gboolean last = CAIRN_SIDE_IS_VERTICAL (way->sides[1]);
  Pieces self;
  guint n = 0;

  self.levels[n++] = 2 * cairn_grid_place (a, vertical) + 1;
  self.levels[n++] = 2 * cairn_grid_place (a, !vertical) + 1;
  for (guint i = 0; i < way->n_inner; i++)
    self.levels[n++] = 2 * way->inner[i];
  if (!way->straight)
    self.levels[n++] = 2 * cairn_grid_place (b, !last) + 1;
  self.levels[n++] = 2 * cairn_grid_place (b, last) + 1;
  self.n = n - 2;
  return self;
}

/* @there: from now on, else no longer. */
static void
count_traffic (Ways *self, const Choice *choice, const Way *way, gboolean there)
{
  Pieces pieces = find_pieces (choice, way);
  gboolean vertical = CAIRN_SIDE_IS_VERTICAL (way->sides[0]);

  for (guint i = 0; i < pieces.n; i++, vertical = !vertical)
    (there ? cairn_grid_traffic_add : cairn_grid_traffic_remove) (
      &self->traffic, vertical, pieces.levels[i + 1], pieces.levels[i], pieces.levels[i + 2]);
}

/* Takes @way, which costs @cost so far, for the best if it is cheaper; looks no further than it
 * takes to know. */
static void
consider (Ways *self, Choice *choice, Way *way, double cost)
{
  Pieces pieces = find_pieces (choice, way);
  gboolean vertical = CAIRN_SIDE_IS_VERTICAL (way->sides[0]);
  guint length = 0;

  for (guint i = 0; i < pieces.n; i++)
    length += (guint) abs ((int) pieces.levels[i + 2] - (int) pieces.levels[i]);
  way->cost = cost + COST_LEVEL * length;
  for (guint i = 0; i < pieces.n && way->cost < choice->limit; i++, vertical = !vertical)
    {
      guint n_crossed, n_company;

      cairn_grid_traffic_count (&self->traffic, vertical, pieces.levels[i + 1], pieces.levels[i],
                                pieces.levels[i + 2], &n_crossed, &n_company);
      way->cost += n_crossed * COST_CROSSING + n_company * COST_COMPANY;
    }
  if (way->cost < choice->limit)
    {
      choice->best = *way;
      choice->limit = way->cost;
    }
}

/* Both sides look along the same axis: straight, or with one channel across, or with three. */
static void
consider_parallel (Ways *self, Choice *choice, Way *way, double cost)
{
  const CairnGridStep *a = choice->a, *b = choice->b;
  gboolean vertical = CAIRN_SIDE_IS_VERTICAL (way->sides[0]);
  Range p = choice->reach[0][way->sides[0]], q = choice->reach[1][way->sides[1]];
  Range both = { MAX (p.low, q.low), MIN (p.high, q.high) };
  guint across_a = cairn_grid_place (a, !vertical), across_b = cairn_grid_place (b, !vertical);
  /* The channels beside the two on the way from one to the other; of one row, those around it. */
  guint between[2] = { across_a + (across_a < across_b), across_b + (across_a >= across_b) };

  if (both.low <= both.high)
    {
      way->n_inner = 1;
      way->inner[0] = both.high;
      consider (self, choice, way, cost);
      if (both.low != both.high)
        {
          way->inner[0] = both.low;
          consider (self, choice, way, cost);
        }
      return;
    }
  way->n_inner = 3;
  way->inner[0] = nearest (p, way->sides[0]);
  way->inner[2] = nearest (q, way->sides[1]);
  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    {
      way->inner[1] = between[i];
      consider (self, choice, way, cost);
    }
}

/* One side looks along, the other across: a corner, or two channels. */
static void
consider_corner (Ways *self, Choice *choice, Way *way, double cost)
{
  gboolean vertical = CAIRN_SIDE_IS_VERTICAL (way->sides[0]);
  Range p = choice->reach[0][way->sides[0]], q = choice->reach[1][way->sides[1]];
  guint from = cairn_grid_place (choice->a, vertical), to = cairn_grid_place (choice->b, vertical);
  guint beside = to + (to < from);

  way->n_inner = 2;
  way->inner[0] = nearest (p, way->sides[0]);
  way->inner[1] = nearest (q, way->sides[1]);
  consider (self, choice, way, cost);
  /* The other end of the first line: beside the step where it goes. */
  beside = CLAMP (beside, p.low, p.high);
  if (beside != way->inner[0])
    {
      way->inner[0] = beside;
      consider (self, choice, way, cost);
    }
}

/* What leaving (@end 0) or arriving (1) there costs: its manners, and the company it has. */
static int
side_cost (const Ways *self, const CairnGridFlow *flow, guint end, CairnSide side, int manners)
{
  const Spot *spot = &self->spots[end == 0 ? flow->from : flow->to];
  guint n_same = spot->n_ends[end][side], n_other = spot->n_ends[1 - end][side];
  gboolean labelled = end == 0 && flow->label != NULL;
  int cost = manners + (n_other > 0 ? COST_AGAINST : 0);

  if (!CAIRN_SIDE_IS_VERTICAL (side) || n_same + n_other == 0)
    return cost;
  cost += (int) (n_same + n_other) * COST_SHARED_END;
  if (labelled || spot->n_labels[side] > 0)
    cost += COST_CROWDED_LABEL;
  return cost + (n_same + n_other >= 5 ? 8 * COST_BEND : 0);
}

/* What is known of a way by the side at which it leaves or arrives. */
typedef struct
{
  int cost;
  Range reach;
  gboolean beside; /* the other step stands next to it there */
  gboolean corner; /* a line from there gets to the middle of the other's row or column */
} Door;

static void
find_doors (const Ways *self, const Choice *choice, guint end, const int *manners, Door *doors)
{
  const CairnGridStep *step = end == 0 ? choice->a : choice->b;
  const CairnGridStep *other = end == 0 ? choice->b : choice->a;
  guint other_index = end == 0 ? choice->flow->to : choice->flow->from;

  for (guint side = 0; side < CAIRN_N_SIDES; side++)
    {
      Range reach = choice->reach[end][side];
      guint place = cairn_grid_place (other, CAIRN_SIDE_IS_VERTICAL (side));

      doors[side]
        = (Door){ .cost = side_cost (self, choice->flow, end, (CairnSide) side, manners[side]),
                  .reach = reach,
                  .beside = step->beside[side] == other_index,
                  /* Between channels. */
                  .corner = place >= reach.low && place < reach.high };
    }
}

/* Bends of the shape that these sides allow. */
static guint
count_bends (const Door *p, const Door *q, gboolean parallel)
{
  if (!parallel)
    return p->corner && q->corner ? 1 : 3;
  if (p->beside && q->beside)
    return 0;
  return MAX (p->reach.low, q->reach.low) <= MIN (p->reach.high, q->reach.high) ? 2 : 4;
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

static guint
flow_length (const CairnGrid *grid, const CairnGridFlow *flow)
{
  const CairnGridStep *a = &grid->steps[flow->from], *b = &grid->steps[flow->to];

  return (guint) abs ((int) a->col - (int) b->col) + (guint) abs ((int) a->row - (int) b->row);
}

static Choice
choice_of (const Ways *self, const CairnGridFlow *flow)
{
  return (Choice){ .flow = flow,
                   .a = &self->grid->steps[flow->from],
                   .b = &self->grid->steps[flow->to],
                   .reach = { self->spots[flow->from].reach, self->spots[flow->to].reach },
                   .best = { .cost = G_MAXDOUBLE },
                   .limit = G_MAXDOUBLE };
}

/* The best of those that leave and arrive at pair @i of sides. */
static void
try_pair (Ways *self, Choice *choice, guint i, int cost, guint n_bends)
{
  Way way = { .straight = n_bends == 0, .sides = { side_pairs[i][0], side_pairs[i][1] } };

  if (n_bends < 2)
    consider (self, choice, &way, cost);
  else if (n_bends % 2 == 0)
    consider_parallel (self, choice, &way, cost);
  else
    consider_corner (self, choice, &way, cost);
}

/* What costs least before length and traffic are known comes first, so that most others need not be
 * looked at. */
static void
find_way (Ways *self, Choice *choice)
{
  const Manners *manners = manners_of (self->grid, choice->flow);
  double least = COST_LEVEL * 2 * flow_length (self->grid, choice->flow);
  Door starts[CAIRN_N_SIDES], ends[CAIRN_N_SIDES];
  guint8 bends[N_PAIRS];
  int costs[N_PAIRS];
  guint first = 0, tried;

  find_doors (self, choice, 0, manners->start, starts);
  find_doors (self, choice, 1, manners->end, ends);
  for (guint i = 0; i < N_PAIRS; i++)
    {
      CairnSide p = side_pairs[i][0], q = side_pairs[i][1];
      gboolean parallel = CAIRN_SIDE_IS_VERTICAL (p) == CAIRN_SIDE_IS_VERTICAL (q);

      bends[i] = (guint8) count_bends (&starts[p], &ends[q], parallel);
      costs[i] = starts[p].cost + ends[q].cost + COST_BEND * bends[i];
      first = costs[i] < costs[first] ? i : first;
    }
  try_pair (self, choice, first, costs[first], bends[first]);
  tried = first;
  for (guint i = 0; i < N_PAIRS; i++)
    {
      double limit = choice->best.cost;

      if (i < first)
        limit = nextafter (limit, G_MAXDOUBLE);
      if (i == tried || costs[i] + least >= limit)
        continue;
      choice->limit = limit;
      try_pair (self, choice, i, costs[i], bends[i]);
      if (choice->limit < limit)
        first = i;
    }
}

static void
count_sides (Ways *self, const CairnGridFlow *flow, const Way *way, gboolean there)
{
  guint8 *counts[]
    = { &self->spots[flow->from].n_ends[0][way->sides[0]],
        &self->spots[flow->to].n_ends[1][way->sides[1]],
        flow->label != NULL ? &self->spots[flow->from].n_labels[way->sides[0]] : NULL };

  /* Full counts stay so. */
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (counts[i] != NULL && *counts[i] != G_MAXUINT8)
      *counts[i] = (guint8) (*counts[i] + (there ? 1 : -1));
}

static void
set_way (CairnGridFlow *flow, const Way *way)
{
  flow->straight = (guint8) way->straight;
  flow->n_inner = (guint8) way->n_inner;
  memcpy (flow->inner, way->inner, sizeof flow->inner);
  flow->sides[0] = (guint8) way->sides[0];
  flow->sides[1] = (guint8) way->sides[1];
}

static void
lay (Ways *self, CairnGridFlow *flow)
{
  Choice choice = choice_of (self, flow);

  find_way (self, &choice);
  set_way (flow, &choice.best);
  count_sides (self, flow, &choice.best, TRUE);
  count_traffic (self, &choice, &choice.best, TRUE);
}

static Way
way_of (const CairnGridFlow *flow)
{
  Way way = { .straight = flow->straight,
              .n_inner = flow->n_inner,
              .sides = { (CairnSide) flow->sides[0], (CairnSide) flow->sides[1] } };

  memcpy (way.inner, flow->inner, sizeof way.inner);
  return way;
}

static void
lay_again (Ways *self, CairnGridFlow *flow)
{
  Choice choice = choice_of (self, flow);
  Way way = way_of (flow);

  count_sides (self, flow, &way, FALSE);
  count_traffic (self, &choice, &way, FALSE);
  lay (self, flow);
}

/* Now that all lie; at most 255. */
static guint
count_crossed (const Ways *self, const CairnGridFlow *flow)
{
  Choice choice = choice_of (self, flow);
  Way way = way_of (flow);
  Pieces pieces = find_pieces (&choice, &way);
  gboolean vertical = CAIRN_SIDE_IS_VERTICAL (way.sides[0]);
  guint crossed = 0;

  for (guint i = 0; i < pieces.n; i++, vertical = !vertical)
    {
      guint n_crossed, n_company;

      cairn_grid_traffic_count (&self->traffic, vertical, pieces.levels[i + 1], pieces.levels[i],
                                pieces.levels[i + 2], &n_crossed, &n_company);
      crossed += n_crossed;
    }
  return MIN (crossed, G_MAXUINT8);
}

/* What was laid early knew little of what came later: the worst are laid again, worst first. */
static void
improve (Ways *self, const guint *order)
{
  CairnGrid *grid = self->grid;
  g_autofree guint8 *crossed = g_new (guint8, grid->n_flows);
  g_autofree guint *worst = g_new (guint, grid->n_flows);
  guint place[G_MAXUINT8 + 2] = { 0 };

  for (guint i = 0; i < grid->n_flows; i++)
    {
      const CairnGridFlow *flow = &grid->flows[order[i]];

      crossed[i] = (guint8) (flow->straight ? 0 : count_crossed (self, flow));
      place[G_MAXUINT8 - crossed[i] + 1]++;
    }
  for (guint i = 0; i <= G_MAXUINT8; i++)
    place[i + 1] += place[i];
  for (guint i = 0; i < grid->n_flows; i++)
    if (crossed[i] > 0)
      worst[place[G_MAXUINT8 - crossed[i]]++] = order[i];
  for (guint i = 0, length = 0; i < place[G_MAXUINT8 - 1] && length < MAX_AGAIN; i++)
    {
      length += flow_length (grid, &grid->flows[worst[i]]);
      lay_again (self, &grid->flows[worst[i]]);
    }
}

/* 0 if the two face each other: what bends keeps clear of what runs straight. */
static guint
turn_of (const CairnGrid *grid, const CairnGridFlow *flow)
{
  for (guint side = 0; side < CAIRN_N_SIDES; side++)
    if (grid->steps[flow->from].beside[side] == flow->to)
      return 0;
  return flow_length (grid, flow);
}

/* Straight ones first, then short ones, then as the document has them. */
static guint *
sort_flows (const CairnGrid *grid)
{
  guint n_lengths = grid->n_cols + grid->n_rows + 1;
  g_autofree guint *place = g_new0 (guint, n_lengths + 1);
  g_autofree guint *turns = g_new (guint, grid->n_flows);
  guint *order = g_new (guint, grid->n_flows);

  for (guint i = 0; i < grid->n_flows; i++)
    {
      turns[i] = turn_of (grid, &grid->flows[i]);
      place[turns[i] + 1]++;
    }
  for (guint l = 0; l < n_lengths; l++)
    place[l + 1] += place[l];
  for (guint i = 0; i < grid->n_flows; i++)
    order[place[turns[i]]++] = i;
  return order;
}

void
cairn_grid_choose_ways (CairnGrid *self)
{
  g_autofree guint *order = sort_flows (self);
  g_autofree Spot *spots = g_new0 (Spot, self->n_steps);
  Ways ways = { .grid = self, .spots = spots };

  for (guint i = 0; i < self->n_steps; i++)
    for (guint side = 0; side < CAIRN_N_SIDES; side++)
      spots[i].reach[side] = reach (self, &self->steps[i], (CairnSide) side);
  cairn_grid_traffic_init (&ways.traffic, 2 * self->n_cols + 1, 2 * self->n_rows + 1);
  for (guint i = 0; i < self->n_flows; i++)
    lay (&ways, &self->flows[order[i]]);
  improve (&ways, order);
  cairn_grid_traffic_clear (&ways.traffic);
}
