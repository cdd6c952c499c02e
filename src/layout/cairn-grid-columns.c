/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* In which column of its stage a step stands: the longest path from the stage's entries, over its
 * flows and over the user's order in each cell, where what comes later stands no further left.
 * Flows that would close a circle count as loops and are left out.
 *
 * A flow into another lane whose way straight up or down is free keeps its column, as a person
 * would draw it: that saves a column and two bends. */

#include "layout/cairn-grid.h"

/* Beyond, no flow keeps its column. */
#define MAX_SLOTS (1 << 24)

enum
{
  CROSSED = 1, /* a flow runs up or down here */
  TAKEN = 2,   /* a step stands here */
};

typedef struct
{
  CairnGrid *grid;
  guint *members; /* steps, stage by stage, in the document's order */
  guint *first;   /* where each stage begins among them */
  guint *stack;
  guint n_stack;
  guint *cursor;     /* of a step: how many of the things that follow it are done */
  guint8 *state;     /* of a step: 0 not seen, 1 on the stack, 2 done, 3 placed */
  guint8 *loose;     /* of a step: its place behind the one before it in the cell cannot be kept */
  guint *sorted;     /* steps of one stage, each behind what leads to it */
  guint *layer;      /* of a step: the column it would have if no flow kept its column */
  guint8 *up, *down; /* of a step: a flow leaves or enters straight up or down */
  guint8 *slots;     /* of one stage: column by column, a byte a lane; NULL: too many */
} Columns;

static void
columns_init (Columns *self, CairnGrid *grid)
{
  guint n = grid->n_steps;

  self->grid = grid;
  self->first = g_new0 (guint, grid->n_stages + 1);
  self->stack = g_new (guint, n);
  self->cursor = g_new0 (guint, n);
  self->state = g_new0 (guint8, 4 * n);
  self->loose = self->state + n;
  self->up = self->state + 2 * n;
  self->down = self->state + 3 * n;
  self->sorted = g_new (guint, n);
  self->layer = g_new0 (guint, n);
  self->members = cairn_grid_sort (grid, NULL, CAIRN_GRID_BY_STAGE, grid->n_stages);
  for (guint i = 0; i < n; i++)
    self->first[grid->steps[i].stage + 1]++;
  for (guint stage = 0; stage < grid->n_stages; stage++)
    self->first[stage + 1] += self->first[stage];
}

static void
columns_clear (Columns *self)
{
  g_free (self->members);
  g_free (self->first);
  g_free (self->stack);
  g_free (self->cursor);
  g_free (self->state);
  g_free (self->sorted);
  g_free (self->layer);
}

/* What follows step @i inside the stage: the next in its cell, then where its flows lead.
 * CAIRN_GRID_NONE: nothing more. @flow: none for the former. */
static guint
next_after (Columns *self, guint i, guint *flow)
{
  const CairnGrid *grid = self->grid;
  const CairnGridStep *step = &grid->steps[i];
  guint n_out = grid->out_first[i + 1] - grid->out_first[i];

  while (self->cursor[i] <= n_out)
    {
      guint k = self->cursor[i]++;

      *flow = k == 0 ? CAIRN_GRID_NONE : grid->out[grid->out_first[i] + k - 1];
      if (k == 0 && step->cell_after != CAIRN_GRID_NONE)
        return step->cell_after;
      if (k > 0 && grid->steps[grid->flows[*flow].to].stage == step->stage)
        return grid->flows[*flow].to;
    }
  return CAIRN_GRID_NONE;
}

/* Depth first from @start; steps go to the front of the sorted ones as they are done. */
static void
walk (Columns *self, guint start, guint *n_left)
{
  self->stack[self->n_stack++] = start;
  self->state[start] = 1;
  while (self->n_stack > 0)
    {
      guint i = self->stack[self->n_stack - 1], flow;
      guint next = next_after (self, i, &flow);

      if (next == CAIRN_GRID_NONE)
        {
          self->state[i] = 2;
          self->sorted[--*n_left] = i;
          self->n_stack--;
          continue;
        }
      if (flow != CAIRN_GRID_NONE)
        self->grid->flows[flow].within = self->state[next] != 1;
      else if (self->state[next] == 1)
        self->loose[next] = 1;
      if (self->state[next] == 0)
        {
          self->state[next] = 1;
          self->stack[self->n_stack++] = next;
        }
    }
}

static guint
order_before (const Columns *self, guint i)
{
  return self->loose[i] ? CAIRN_GRID_NONE : self->grid->steps[i].cell_before;
}

static void
find_layers (Columns *self, guint n)
{
  const CairnGrid *grid = self->grid;

  for (guint k = 0; k < n; k++)
    {
      guint i = self->sorted[k];
      guint before = order_before (self, i);
      guint layer = before != CAIRN_GRID_NONE ? self->layer[before] : 0;

      for (guint f = grid->in_first[i]; f < grid->in_first[i + 1]; f++)
        if (grid->flows[grid->in[f]].within)
          layer = MAX (layer, self->layer[grid->flows[grid->in[f]].from] + 1);
      self->layer[i] = layer;
    }
}

/* By layer, then by the document's order; returns the number of layers. */
static guint
sort_by_layer (Columns *self, const guint *members, guint n)
{
  g_autofree guint *place = g_new0 (guint, n + 2);
  guint n_layers = 0;

  for (guint k = 0; k < n; k++)
    {
      place[self->layer[members[k]] + 1]++;
      n_layers = MAX (n_layers, self->layer[members[k]] + 1);
    }
  for (guint l = 1; l <= n_layers; l++)
    place[l] += place[l - 1];
  for (guint k = 0; k < n; k++)
    self->sorted[place[self->layer[members[k]]]++] = members[k];
  return n_layers;
}

static guint8 *
slot_of (const Columns *self, guint col, guint lane)
{
  return self->slots + (gsize) col * self->grid->n_lanes + lane;
}

/* Whether a flow can run straight from step @i to @to, which would stand in the same column. */
static gboolean
is_clear (const Columns *self, guint i, guint to)
{
  const CairnGridStep *a = &self->grid->steps[i], *b = &self->grid->steps[to];
  const guint8 *slots;
  gboolean down = b->lane > a->lane;

  if (self->slots == NULL)
    return FALSE;
  slots = slot_of (self, a->col, 0);
  if (a->lane == b->lane || slots[b->lane] != 0 || (down ? self->down[i] : self->up[i]))
    return FALSE;
  for (guint lane = MIN (a->lane, b->lane) + 1; lane < MAX (a->lane, b->lane); lane++)
    if (slots[lane] != 0)
      return FALSE;
  /* In its own lane the step may be stacked: then it has to be the one at that end. */
  return down
           ? a->cell_after == CAIRN_GRID_NONE || self->state[a->cell_after] != 3
               || self->grid->steps[a->cell_after].col != a->col
           : a->cell_before == CAIRN_GRID_NONE || self->grid->steps[a->cell_before].col != a->col;
}

static void
keep_column (Columns *self, guint i, guint to)
{
  const CairnGridStep *a = &self->grid->steps[i], *b = &self->grid->steps[to];
  guint8 *slots = slot_of (self, a->col, 0);
  gboolean down = b->lane > a->lane;

  (down ? self->down : self->up)[i] = 1;
  (down ? self->up : self->down)[to] = 1;
  for (guint lane = MIN (a->lane, b->lane) + 1; lane < MAX (a->lane, b->lane); lane++)
    slots[lane] |= CROSSED;
}

/* The column of step @i from those of what leads to it. */
static void
place (Columns *self, guint i)
{
  const CairnGrid *grid = self->grid;
  CairnGridStep *step = &self->grid->steps[i];
  guint before = order_before (self, i);
  guint col = before != CAIRN_GRID_NONE ? grid->steps[before].col : 0;
  guint last = CAIRN_GRID_NONE, n_last = 0, after = 0;

  for (guint f = grid->in_first[i]; f < grid->in_first[i + 1]; f++)
    {
      const CairnGridFlow *flow = &grid->flows[grid->in[f]];
      guint next = grid->steps[flow->from].col + 1;

      if (!flow->within)
        continue;
      n_last = next > after ? 1 : n_last + (next == after);
      last = next > after ? flow->from : last;
      after = MAX (after, next);
    }
  if (n_last == 1 && col < after && is_clear (self, last, i))
    {
      col = after - 1;
      keep_column (self, last, i);
    }
  else
    col = MAX (col, after);
  /* Only where nothing holds it, so that no step gets past column 2 × layer + 1. */
  if (self->slots != NULL && (*slot_of (self, col, step->lane) & CROSSED) != 0
      && (before == CAIRN_GRID_NONE || grid->steps[before].col < col))
    col++;
  step->col = col;
  if (self->slots != NULL)
    *slot_of (self, col, step->lane) |= TAKEN;
  self->state[i] = 3;
}

/* Takes away empty columns and makes the rest absolute. */
static void
number_columns (Columns *self, guint stage, const guint *members, guint n, guint n_cols)
{
  CairnGrid *grid = self->grid;
  g_autofree guint *number = g_new0 (guint, n_cols + 1);
  guint used = 0;

  for (guint k = 0; k < n; k++)
    number[grid->steps[members[k]].col] = 1;
  for (guint c = 0; c < n_cols; c++)
    if (number[c] != 0)
      number[c] = grid->n_cols + used++;
  for (guint k = 0; k < n; k++)
    grid->steps[members[k]].col = number[grid->steps[members[k]].col];
  grid->stages[stage].first = grid->n_cols;
  grid->stages[stage].n = MAX (used, 1);
  grid->n_cols += grid->stages[stage].n;
}

static void
place_in_one_column (Columns *self, guint stage, const guint *members, guint n)
{
  CairnGrid *grid = self->grid;

  for (guint k = 0; k < n; k++)
    grid->steps[members[k]].col = grid->n_cols;
  grid->stages[stage].first = grid->n_cols++;
  grid->stages[stage].n = 1;
}

static void
place_stage (Columns *self, guint stage)
{
  const guint *members = self->members + self->first[stage];
  guint n = self->first[stage + 1] - self->first[stage];
  guint n_left = n, n_layers;
  guint64 n_slots;

  if (self->grid->stages[stage].collapsed)
    {
      place_in_one_column (self, stage, members, n);
      return;
    }

  for (guint k = 0; k < n; k++)
    if (self->state[members[k]] == 0)
      walk (self, members[k], &n_left);
  find_layers (self, n);
  n_layers = sort_by_layer (self, members, n);
  n_slots = (2 * (guint64) n_layers + 2) * self->grid->n_lanes;
  self->slots = n_slots <= MAX_SLOTS ? g_malloc0 (n_slots) : NULL;
  for (guint k = 0; k < n; k++)
    place (self, self->sorted[k]);
  number_columns (self, stage, members, n, 2 * n_layers + 2);
  g_clear_pointer (&self->slots, g_free);
}

void
cairn_grid_place_columns (CairnGrid *self)
{
  Columns columns = { 0 };

  columns_init (&columns, self);
  for (guint stage = 0; stage < self->n_stages; stage++)
    place_stage (&columns, stage);
  columns_clear (&columns);
}
