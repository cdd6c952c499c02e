/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* In which row of its lane a step stands. A lane has as many rows as its largest stack; in a stack
 * the order is the user's, so that an edit elsewhere never reshuffles it. What is free is which
 * rows a smaller stack takes: those of the steps before and behind it in the lane, so that the path
 * through a lane is a straight line. */

#include "layout/cairn-grid.h"

typedef struct
{
  CairnGrid *grid;
  guint *sorted; /* steps by column, lane and the user's order */
  guint *follow; /* the step beside which a step wants to stand; CAIRN_GRID_NONE: none */
  guint8 *ahead; /* that is one further on */
} Rows;

/* How many of the sorted steps from @k on stand in one stack. */
static guint
stack_size (const Rows *self, guint k)
{
  const CairnGridStep *steps = self->grid->steps;
  const CairnGridStep *top = &steps[self->sorted[k]];
  guint n = 1;

  while (k + n < self->grid->n_steps && steps[self->sorted[k + n]].col == top->col
         && steps[self->sorted[k + n]].lane == top->lane)
    n++;
  return n;
}

static void
size_lanes (Rows *self)
{
  CairnGrid *grid = self->grid;

  for (guint k = 0; k < grid->n_steps;)
    {
      guint n = stack_size (self, k);
      CairnGridBand *lane = &grid->lanes[grid->steps[self->sorted[k]].lane];

      lane->n = MAX (lane->n, n);
      k += n;
    }
  for (guint l = 0; l < grid->n_lanes; l++)
    {
      grid->lanes[l].first = grid->n_rows;
      grid->n_rows += grid->lanes[l].n;
    }
}

/* On the main path, else the nearest: the step of the lane that leads to step @i (@ahead: to which
 * it leads); CAIRN_GRID_NONE: there is none. */
static guint
nearest_in_lane (const CairnGrid *grid, guint i, gboolean ahead)
{
  const CairnGridStep *step = &grid->steps[i];
  const guint *first = ahead ? grid->out_first : grid->in_first;
  guint best = 2 * grid->n_cols, nearest = CAIRN_GRID_NONE;

  for (guint f = first[i]; f < first[i + 1]; f++)
    {
      const CairnGridFlow *flow = &grid->flows[ahead ? grid->out[f] : grid->in[f]];
      guint k = ahead ? flow->to : flow->from;
      const CairnGridStep *other = &grid->steps[k];
      /* Backward ones come out huge. */
      guint distance = ahead ? other->col - step->col : step->col - other->col;

      guint cost = distance + (flow->main ? 0 : grid->n_cols);

      if (other->lane == step->lane && distance > 0 && distance < grid->n_cols && cost < best)
        {
          best = cost;
          nearest = k;
        }
    }
  return nearest;
}

/* Puts the stack of @n steps at @steps as near to where each wants to be as their order allows. */
static void
place_stack (const Rows *self, const guint *steps, guint n, int pass)
{
  CairnGrid *grid = self->grid;
  guint size = grid->lanes[grid->steps[steps[0]].lane].n;
  guint next = 0;

  for (guint k = 0; k < n; k++)
    {
      guint follow = self->follow[steps[k]];
      guint most = size - n + k, wish = grid->steps[steps[k]].row;

      /* Who follows a step further on has to wait until that has a place. */
      if (follow != CAIRN_GRID_NONE && (pass > 0 || !self->ahead[steps[k]]))
        wish = grid->steps[follow].row;
      else if (pass == 0)
        wish = (size - n) / 2 + k;
      next = MAX (next, MIN (wish, most));
      grid->steps[steps[k]].row = next++;
    }
}

/* Forwards, steps follow what leads to them; backwards, what begins in a lane looks at what it
 * leads to; then forwards again. */
static void
place_stacks (Rows *self)
{
  CairnGrid *grid = self->grid;
  g_autofree guint *starts = g_new (guint, grid->n_steps);
  guint n_stacks = 0;

  for (guint k = 0; k < grid->n_steps; k += stack_size (self, k))
    starts[n_stacks++] = k;
  for (int pass = 0; pass < 3; pass++)
    for (guint s = 0; s < n_stacks; s++)
      {
        guint k = starts[pass == 1 ? n_stacks - 1 - s : s];

        place_stack (self, self->sorted + k, stack_size (self, k), pass);
      }
}

static void
find_whom_to_follow (Rows *self)
{
  for (guint i = 0; i < self->grid->n_steps; i++)
    {
      self->follow[i] = nearest_in_lane (self->grid, i, FALSE);
      self->ahead[i] = self->follow[i] == CAIRN_GRID_NONE;
      if (self->ahead[i])
        self->follow[i] = nearest_in_lane (self->grid, i, TRUE);
    }
}

/* Who stands next to whom, for lines that run straight. */
static void
find_neighbours (CairnGrid *grid, const guint *by_col)
{
  g_autofree guint *last_in_row = g_new (guint, grid->n_rows);
  g_autofree guint *last_in_col = g_new (guint, grid->n_cols);

  for (guint i = 0; i < grid->n_rows; i++)
    last_in_row[i] = CAIRN_GRID_NONE;
  for (guint i = 0; i < grid->n_cols; i++)
    last_in_col[i] = CAIRN_GRID_NONE;
  for (guint k = 0; k < grid->n_steps; k++)
    {
      guint i = by_col[k];
      CairnGridStep *step = &grid->steps[i];
      guint left = last_in_row[step->row], above = last_in_col[step->col];

      step->beside[CAIRN_SIDE_LEFT] = left;
      step->beside[CAIRN_SIDE_TOP] = above;
      step->beside[CAIRN_SIDE_RIGHT] = step->beside[CAIRN_SIDE_BOTTOM] = CAIRN_GRID_NONE;
      if (left != CAIRN_GRID_NONE)
        grid->steps[left].beside[CAIRN_SIDE_RIGHT] = i;
      if (above != CAIRN_GRID_NONE)
        grid->steps[above].beside[CAIRN_SIDE_BOTTOM] = i;
      last_in_row[step->row] = last_in_col[step->col] = i;
    }
}

void
cairn_grid_place_rows (CairnGrid *self)
{
  g_autofree guint *by_lane = cairn_grid_sort (self, NULL, CAIRN_GRID_BY_LANE, self->n_lanes);
  g_autofree guint *sorted = cairn_grid_sort (self, by_lane, CAIRN_GRID_BY_COLUMN, self->n_cols);
  g_autofree guint *follow = g_new (guint, self->n_steps);
  g_autofree guint8 *ahead = g_new (guint8, self->n_steps);
  Rows rows = { self, sorted, follow, ahead };

  size_lanes (&rows);
  find_whom_to_follow (&rows);
  place_stacks (&rows);
  for (guint i = 0; i < self->n_steps; i++)
    self->steps[i].row += self->lanes[self->steps[i].lane].first;
  find_neighbours (self, sorted);
  self->cols = g_new0 (CairnGridStrip, self->n_cols);
  self->rows = g_new0 (CairnGridStrip, self->n_rows);
  self->v_channels = g_new0 (CairnGridStrip, self->n_cols + 1);
  self->h_channels = g_new0 (CairnGridStrip, self->n_rows + 1);
}
