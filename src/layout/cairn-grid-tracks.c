/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* Side by side in the channels. The lines of a channel that pass each other are put in an order,
 * each new one where it crosses the least; in that order every line takes the first track behind
 * those it passes (the left-edge method of Hashimoto and Stevens 1971, with the order as the
 * constraint). The number of tracks sets how wide the channel will be.
 *
 * Horizontal channels come first, when it is only known in which channel a line turns; then the
 * vertical ones, for which all turns have their exact order. */

#include "layout/cairn-grid.h"

#include <stdlib.h>

#define LEVEL 100000.0 /* from one level to the next; offsets and tracks are far smaller */
#define APART 12.0     /* ends of two lines on one track */
#define SAME 7.0       /* lines nearer than this are on the same place */
/* Beyond so many lines that pass each other, only what must be is looked at. */
#define MAX_ORDERED 400
#define FORBIDDEN 1000000

typedef struct
{
  double at;
  int side;         /* the line that joins here comes from -1: before the channel, 1: behind it */
  gboolean at_step; /* that line leads straight to a step */
} End;

typedef struct
{
  guint flow, inner;
  guint track;
  End ends[2]; /* the lower first */
} Line;

/* Where a line meets others, as a number that grows along the channel, before there are
 * coordinates. */
static double
meeting (
  const CairnGrid *grid, const CairnGridFlow *flow, guint inner, guint end, gboolean vertical)
{
  guint next = end == 0 ? inner - 1 : inner + 1;

  /* At an end of the flow: the line from the step. */
  if ((end == 0 && inner == 0) || (end == 1 && inner + 1 == flow->n_inner))
    {
      const CairnGridStep *step = &grid->steps[end == 0 ? flow->from : flow->to];

      return (2 * cairn_grid_place (step, vertical) + 1) * LEVEL + flow->offsets[end];
    }
  return 2 * flow->inner[next] * LEVEL + (vertical ? flow->track[next] + 1 : 0);
}

/* The level, on the axis across the channel, of the point where the line that joins at @end goes.
 */
static guint
joined_level (
  const CairnGrid *grid, const CairnGridFlow *flow, guint inner, guint end, gboolean vertical)
{
  int beyond = (int) inner + (end == 0 ? -2 : 2);

  if (beyond < 0 || beyond >= flow->n_inner)
    return 2 * cairn_grid_place (&grid->steps[end == 0 ? flow->from : flow->to], !vertical) + 1;
  return 2 * flow->inner[beyond];
}

static End
describe_end (
  const CairnGrid *grid, const CairnGridFlow *flow, guint inner, guint end, gboolean vertical)
{
  guint joined = joined_level (grid, flow, inner, end, vertical);

  return (End){ .at = meeting (grid, flow, inner, end, vertical),
                .side = joined < 2 * flow->inner[inner] ? -1 : 1,
                .at_step = end == 0 ? inner == 0 : inner + 1 == flow->n_inner };
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  const Line *p = a, *q = b;

  for (guint i = 0; i < 2; i++)
    if (p->ends[i].at != q->ends[i].at)
      return p->ends[i].at < q->ends[i].at ? -1 : 1;
  if (p->flow != q->flow)
    return p->flow < q->flow ? -1 : 1;
  return p->inner < q->inner ? -1 : p->inner > q->inner;
}

/* There are few at a time, most often. */
static void
sort_lines (Line *lines, guint n)
{
  if (n > 16)
    {
      qsort (lines, n, sizeof *lines, compare_lines);
      return;
    }
  for (guint i = 1; i < n; i++)
    {
      Line line = lines[i];
      guint k = i;

      for (; k > 0 && compare_lines (&lines[k - 1], &line) > 0; k--)
        lines[k] = lines[k - 1];
      lines[k] = line;
    }
}

static void
describe (const CairnGrid *grid, Line *line, guint flow_index, guint inner, gboolean vertical)
{
  const CairnGridFlow *flow = &grid->flows[flow_index];
  End a = describe_end (grid, flow, inner, 0, vertical);
  End b = describe_end (grid, flow, inner, 1, vertical);
  gboolean in_order = a.at <= b.at;

  *line
    = (Line){ .flow = flow_index, .inner = inner, .ends = { in_order ? a : b, in_order ? b : a } };
}

/* All lines of one axis, channel by channel: those of channel c from first[c] to first[c + 1] - 1,
 * sorted by where they begin. */
static Line *
collect_lines (const CairnGrid *grid, gboolean vertical, guint n_channels, guint **first)
{
  Line *lines = NULL;
  guint *next = *first = g_new0 (guint, n_channels + 2);

  /* Counts are kept two places on, so that filling leaves the beginnings where they belong. */
  for (guint i = 0; i < grid->n_flows; i++)
    for (guint k = 0; k < grid->flows[i].n_inner; k++)
      if (cairn_grid_inner_is_vertical (&grid->flows[i], k) == vertical)
        next[grid->flows[i].inner[k] + 2]++;
  for (guint c = 2; c < n_channels + 2; c++)
    next[c] += next[c - 1];
  lines = g_new (Line, next[n_channels + 1]);
  for (guint i = 0; i < grid->n_flows; i++)
    for (guint k = 0; k < grid->flows[i].n_inner; k++)
      if (cairn_grid_inner_is_vertical (&grid->flows[i], k) == vertical)
        describe (grid, &lines[next[grid->flows[i].inner[k] + 1]++], i, k, vertical);
  for (guint c = 0; c < n_channels; c++)
    sort_lines (&lines[next[c]], next[c + 1] - next[c]);
  return lines;
}

static gboolean
pass (const Line *p, const Line *q)
{
  return p->ends[0].at < q->ends[1].at + APART && q->ends[0].at < p->ends[1].at + APART;
}

static gboolean
is_inside (const End *end, const Line *line)
{
  return end->at > line->ends[0].at && end->at < line->ends[1].at;
}

/* What it costs to put @p before @q, less what the opposite costs. Lines that join one of them from
 * the other's side cross the other; FORBIDDEN if they would overlap. */
static int
preference (const Line *p, const Line *q)
{
  int cost = 0;

  for (guint i = 0; i < 2; i++)
    {
      if (is_inside (&p->ends[i], q))
        cost += p->ends[i].side;
      if (is_inside (&q->ends[i], p))
        cost -= q->ends[i].side;
      for (guint k = 0; k < 2; k++)
        {
          const End *a = &p->ends[i], *b = &q->ends[k];

          if (a->side == b->side || ABS (a->at - b->at) >= SAME)
            continue;
          if (a->at_step && b->at_step)
            cost += a->side * FORBIDDEN;
          else if (i == k)
            cost += a->side;
        }
    }
  return cost;
}

/* Puts @line into the ordered @order where that costs least. Returns FALSE if something forbidden
 * could not be avoided. */
static gboolean
insert (const Line **order, guint n, const Line *line, int *costs)
{
  int cost = 0, best_cost = 0, n_forbidden = 0;
  guint best = 0;
  gboolean last = line->ends[0].side == 1 && line->ends[1].side == 1;

  for (guint i = 0; i < n; i++)
    {
      costs[i] = pass (line, order[i]) ? preference (line, order[i]) : 0;
      /* Relative to the first place; of equals the first, but what joins from behind goes behind.
       */
      cost -= costs[i];
      if (cost < best_cost || (cost == best_cost && last))
        {
          best_cost = cost;
          best = i + 1;
        }
    }
  for (guint i = 0; i < n; i++)
    n_forbidden += i < best ? costs[i] <= -FORBIDDEN / 2 : costs[i] >= FORBIDDEN / 2;
  for (guint i = n; i > best; i--)
    order[i] = order[i - 1];
  order[best] = line;
  return n_forbidden == 0;
}

/* Swaps neighbours while that saves crossings. */
static void
improve (const Line **order, guint n)
{
  gboolean changed = TRUE;

  for (guint round = 0; changed && round < 8; round++)
    {
      changed = FALSE;
      for (guint i = 1; i < n; i++)
        if (pass (order[i - 1], order[i]) && preference (order[i - 1], order[i]) > 0)
          {
            const Line *swap = order[i];

            order[i] = order[i - 1];
            order[i - 1] = swap;
            changed = TRUE;
          }
    }
}

/* 0: steps join it only from before, 2: only from behind, 1: both or none. What is forbidden never
 * holds between a lower and a higher class, nor inside one (see cairn-grid-ports.c). */
static int
class_of (const Line *line)
{
  gboolean before = FALSE, behind = FALSE;

  for (guint i = 0; i < 2; i++)
    {
      before |= line->ends[i].at_step && line->ends[i].side == -1;
      behind |= line->ends[i].at_step && line->ends[i].side == 1;
    }
  return 1 - before + behind;
}

static void
sort_by_class (const Line **order, guint n)
{
  g_autofree const Line **copy = g_memdup2 (order, n * sizeof *order);
  guint k = 0;

  for (int class = 0; class < 3; class ++)
    for (guint i = 0; i < n; i++)
      if (class_of (copy[i]) == class)
        order[k++] = copy[i];
}

/* Orders lines that pass each other, directly or by way of others. */
static void
order_group (const Line *lines, guint n, const Line **order, int *costs)
{
  gboolean allowed = n <= MAX_ORDERED;

  for (guint i = 0; i < n; i++)
    {
      if (n <= MAX_ORDERED)
        allowed &= insert (order, i, &lines[i], costs);
      else
        order[i] = &lines[i];
    }
  if (!allowed)
    sort_by_class (order, n);
  else if (n > 2)
    improve (order, n);
}

static guint
assign_group (Line *lines, guint n, const Line **order, int *costs)
{
  guint n_tracks = 1;

  if (n == 1)
    return n_tracks;
  order_group (lines, n, order, costs);
  for (guint i = 0; i < n; i++)
    {
      Line *line = &lines[order[i] - lines];

      for (guint k = 0; k < i; k++)
        if (order[k]->track >= line->track && pass (order[k], line))
          line->track = order[k]->track + 1;
      n_tracks = MAX (n_tracks, line->track + 1);
    }
  return n_tracks;
}

/* Groups of lines that have nothing to do with each other start at the first track again. */
static guint
assign_channel (Line *lines, guint n_lines, const Line **order, int *costs)
{
  guint n_tracks = 0;

  for (guint i = 0, n; i < n_lines; i += n)
    {
      double end = lines[i].ends[1].at;
      guint used;

      for (n = 1; i + n < n_lines && lines[i + n].ends[0].at < end + APART; n++)
        end = MAX (end, lines[i + n].ends[1].at);
      used = assign_group (&lines[i], n, order, costs);
      n_tracks = MAX (n_tracks, used);
    }
  return n_tracks;
}

static void
assign_axis (CairnGrid *grid, gboolean vertical)
{
  CairnGridStrip *channels = vertical ? grid->v_channels : grid->h_channels;
  guint n_channels = (vertical ? grid->n_cols : grid->n_rows) + 1;
  g_autofree guint *first = NULL;
  g_autofree Line *lines = collect_lines (grid, vertical, n_channels, &first);
  guint n_lines = first[n_channels];
  g_autofree const Line **order = g_new (const Line *, n_lines);
  g_autofree int *costs = g_new (int, n_lines);

  for (guint c = 0; c < n_channels; c++)
    channels[c].n_tracks = assign_channel (&lines[first[c]], first[c + 1] - first[c], order, costs);
  for (guint i = 0; i < n_lines; i++)
    grid->flows[lines[i].flow].track[lines[i].inner] = lines[i].track;
}

void
cairn_grid_assign_tracks (CairnGrid *self)
{
  assign_axis (self, FALSE);
  assign_axis (self, TRUE);
}
