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
  guint channel;
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

  if (p->channel != q->channel)
    return p->channel < q->channel ? -1 : 1;
  if (p->ends[0].at != q->ends[0].at)
    return p->ends[0].at < q->ends[0].at ? -1 : 1;
  if (p->ends[1].at != q->ends[1].at)
    return p->ends[1].at < q->ends[1].at ? -1 : 1;
  if (p->flow != q->flow)
    return p->flow < q->flow ? -1 : 1;
  return p->inner < q->inner ? -1 : p->inner > q->inner;
}

static Line *
collect_lines (const CairnGrid *grid, gboolean vertical, guint *n_lines)
{
  Line *lines = g_new0 (Line, grid->n_flows * 2);
  guint n = 0;

  for (guint i = 0; i < grid->n_flows; i++)
    for (guint k = 0; k < grid->flows[i].n_inner; k++)
      {
        const CairnGridFlow *flow = &grid->flows[i];
        Line *line = &lines[n];
        guint first;

        if (cairn_grid_inner_is_vertical (flow, k) != vertical)
          continue;
        line->flow = i;
        line->inner = k;
        line->channel = flow->inner[k];
        line->ends[0] = describe_end (grid, flow, k, 0, vertical);
        line->ends[1] = describe_end (grid, flow, k, 1, vertical);
        first = line->ends[0].at <= line->ends[1].at ? 0 : 1;
        if (first == 1)
          {
            End swap = line->ends[0];

            line->ends[0] = line->ends[1];
            line->ends[1] = swap;
          }
        n++;
      }
  qsort (lines, n, sizeof *lines, compare_lines);
  *n_lines = n;
  return lines;
}

static gboolean
pass (const Line *p, const Line *q)
{
  return p->ends[0].at < q->ends[1].at + APART && q->ends[0].at < p->ends[1].at + APART;
}

/* Crossings, if @p comes before @q, at the ends of @p. */
static int
crossings_at (const Line *p, const Line *q, int side)
{
  int n = 0;

  for (guint i = 0; i < 2; i++)
    n += p->ends[i].side == side && p->ends[i].at > q->ends[0].at && p->ends[i].at < q->ends[1].at;
  return n;
}

/* What it costs to put @p before @q; FORBIDDEN if lines that join them would overlap. */
static int
cost_before (const Line *p, const Line *q)
{
  int cost = crossings_at (p, q, 1) + crossings_at (q, p, -1);

  for (guint i = 0; i < 2; i++)
    for (guint k = 0; k < 2; k++)
      {
        const End *a = &p->ends[i], *b = &q->ends[k];

        if (ABS (a->at - b->at) >= SAME)
          continue;
        if (a->at_step && b->at_step)
          cost += a->side == 1 && b->side == -1 ? FORBIDDEN : 0;
        else if (i == k && a->side == 1 && b->side == -1)
          cost++;
      }
  return cost;
}

/* Puts @line into the ordered @order where that costs least. */
static void
insert (const Line **order, guint n, const Line *line)
{
  int cost = 0, best_cost;
  guint best = 0;

  for (guint i = 0; i < n; i++)
    if (pass (line, order[i]))
      cost += cost_before (line, order[i]);
  best_cost = cost;
  for (guint i = 0; i < n; i++)
    {
      if (pass (line, order[i]))
        cost += cost_before (order[i], line) - cost_before (line, order[i]);
      /* Of equals the first, but what joins from behind goes behind. */
      if (cost < best_cost
          || (cost == best_cost && line->ends[0].side == 1 && line->ends[1].side == 1))
        {
          best_cost = cost;
          best = i + 1;
        }
    }
  for (guint i = n; i > best; i--)
    order[i] = order[i - 1];
  order[best] = line;
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
        if (pass (order[i - 1], order[i])
            && cost_before (order[i], order[i - 1]) < cost_before (order[i - 1], order[i]))
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

static gboolean
is_allowed (const Line *const *order, guint n)
{
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n; k++)
      if (pass (order[i], order[k]) && cost_before (order[i], order[k]) >= FORBIDDEN)
        return FALSE;
  return TRUE;
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

/* Lines that pass each other, directly or by way of others. */
static guint
assign_group (Line *lines, guint n, const Line **order)
{
  guint n_tracks = 0;

  for (guint i = 0; i < n; i++)
    {
      if (n <= MAX_ORDERED)
        insert (order, i, &lines[i]);
      else
        order[i] = &lines[i];
    }
  if (n <= MAX_ORDERED)
    improve (order, n);
  if (n > MAX_ORDERED || !is_allowed (order, n))
    sort_by_class (order, n);
  for (guint i = 0; i < n; i++)
    {
      Line *line = &lines[order[i] - lines];

      line->track = 0;
      for (guint k = 0; k < i; k++)
        if (order[k]->track >= line->track && pass (order[k], line))
          line->track = order[k]->track + 1;
      n_tracks = MAX (n_tracks, line->track + 1);
    }
  return n_tracks;
}

static void
assign_axis (CairnGrid *grid, gboolean vertical)
{
  CairnGridStrip *channels = vertical ? grid->v_channels : grid->h_channels;
  guint n_lines;
  g_autofree Line *lines = collect_lines (grid, vertical, &n_lines);
  g_autofree const Line **order = g_new (const Line *, n_lines);

  for (guint i = 0; i < n_lines;)
    {
      guint n = 1, n_tracks;
      double end = lines[i].ends[1].at;

      while (i + n < n_lines && lines[i + n].channel == lines[i].channel
             && lines[i + n].ends[0].at < end + APART)
        {
          end = MAX (end, lines[i + n].ends[1].at);
          n++;
        }
      n_tracks = assign_group (&lines[i], n, order);
      channels[lines[i].channel].n_tracks = MAX (channels[lines[i].channel].n_tracks, n_tracks);
      i += n;
    }
  for (guint i = 0; i < n_lines; i++)
    grid->flows[lines[i].flow].track[lines[i].inner] = lines[i].track;
}

void
cairn_grid_assign_tracks (CairnGrid *self)
{
  assign_axis (self, FALSE);
  assign_axis (self, TRUE);
}
