/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-layout"

/* Where on a side each flow meets its step. Two steps that face each other across a gap in a row
 * (or column) are spread together, because lines from both run in that gap: flows straight across
 * get the middle, those that turn up come above them, those that turn down below, ordered so that
 * none crosses its neighbour. Lines of the two that would run into each other get places apart. */

#include "layout/cairn-grid.h"

#include <stdlib.h>

#define MIN_PITCH 8.0
#define MAX_PITCH 16.0
#define MAX_PITCH_VERTICAL 26.0
#define CLEARANCE 7.0 /* lines nearer than this count as on the same place */
#define LABEL_CLEARANCE 5.0
#define CORNER 10.0 /* from the outermost flow to the corner of a side */

typedef struct
{
  guint flow;
  guint level;  /* how far it goes: channel k is 2k, row or column c 2c + 1 */
  guint reach;  /* the same as a distance */
  guint far;    /* how far it goes after its turn */
  guint8 end;   /* 0: it leaves the step, 1: it arrives */
  gint8 turn;   /* -1: then up (left), 0: straight across, 1: down (right) */
  gint8 back;   /* 1: then back towards its own side */
  guint8 both;  /* its next line joins a line from the opposite direction */
  guint8 after; /* belongs to the step behind the gap */
  double label; /* half of what its label takes across the line */
  double offset;
} Port;

typedef struct
{
  CairnGrid *grid;
  guint *first; /* of side s of step i: first[4 i + s] */
  Port *ports;
  Port *gap; /* those of the gap at hand, in order */
  gboolean vertical;
} Ports;

static guint
level_of_inner (const CairnGridFlow *flow, guint end, guint i)
{
  return 2 * flow->inner[end == 0 ? i : flow->n_inner - 1 - i];
}

/* Looks along the flow from the step's side: its first line, the next, and the one after that. */
static void
describe (const CairnGrid *grid, Port *port)
{
  const CairnGridFlow *flow = &grid->flows[port->flow];
  const CairnGridStep *step = &grid->steps[port->end == 0 ? flow->from : flow->to];
  const CairnGridStep *other = &grid->steps[port->end == 0 ? flow->to : flow->from];
  CairnSide side = (CairnSide) flow->sides[port->end];
  gboolean vertical = CAIRN_SIDE_IS_VERTICAL (side);
  guint own = 2 * cairn_grid_place (step, vertical) + 1;
  guint own_across = 2 * cairn_grid_place (step, !vertical) + 1;
  guint third = 2 * cairn_grid_place (other, vertical) + 1;
  guint next = 2 * cairn_grid_place (other, !vertical) + 1;

  port->level = third;
  if (flow->n_inner >= 1)
    port->level = level_of_inner (flow, port->end, 0);
  if (flow->n_inner >= 2)
    next = level_of_inner (flow, port->end, 1);
  if (flow->n_inner >= 3)
    third = level_of_inner (flow, port->end, 2);
  port->reach = (guint) abs ((int) port->level - (int) own);
  port->turn = flow->straight ? 0 : next < own_across ? -1 : 1;
  port->far = (guint) abs ((int) next - (int) own_across);
  port->back = (third < port->level) == CAIRN_SIDE_IS_ONWARD (side);
  port->both = flow->n_inner == 1 && !port->back;
  if (port->end == 0 && flow->label != NULL)
    port->label = (vertical ? flow->label_width : flow->label_height) / 2;
}

/* From the top (left) down: what turns up, nearest first; straight across; what turns down, nearest
 * last. */
static int
compare_ports (gconstpointer a, gconstpointer b)
{
  const Port *p = a, *q = b;
  int order;

  if (p->turn != q->turn)
    return p->turn - q->turn;
  order = p->after - q->after;
  if (p->turn != 0 && order == 0)
    order = p->reach != q->reach ? (p->reach < q->reach ? -1 : 1) : q->back - p->back;
  if (p->turn != 0 && order == 0 && p->far != q->far)
    order = (p->far < q->far) == (p->back == 1) ? -1 : 1;
  if (order != 0)
    return p->turn > 0 ? -order : order;
  return p->flow < q->flow ? -1 : p->flow > q->flow;
}

/* There are few at a time. */
static void
sort_ports (Port *ports, guint n)
{
  if (n > 16)
    {
      qsort (ports, n, sizeof *ports, compare_ports);
      return;
    }
  for (guint i = 1; i < n; i++)
    for (guint k = i; k > 0 && compare_ports (&ports[k - 1], &ports[k]) > 0; k--)
      {
        Port swap = ports[k];

        ports[k] = ports[k - 1];
        ports[k - 1] = swap;
      }
}

static void
collect_ports (Ports *self)
{
  CairnGrid *grid = self->grid;
  guint n_sides = grid->n_steps * CAIRN_N_SIDES;
  g_autofree guint *next = NULL;

  self->first = g_new0 (guint, n_sides + 1);
  self->ports = g_new (Port, 2 * grid->n_flows);
  for (guint i = 0; i < grid->n_flows; i++)
    {
      const CairnGridFlow *flow = &grid->flows[i];

      self->first[flow->from * CAIRN_N_SIDES + flow->sides[0] + 1]++;
      self->first[flow->to * CAIRN_N_SIDES + flow->sides[1] + 1]++;
    }
  for (guint s = 0; s < n_sides; s++)
    self->first[s + 1] += self->first[s];
  next = g_memdup2 (self->first, n_sides * sizeof *next);
  for (guint i = 0; i < grid->n_flows; i++)
    for (guint end = 0; end < 2; end++)
      {
        const CairnGridFlow *flow = &grid->flows[i];
        guint step = end == 0 ? flow->from : flow->to;
        Port *port = &self->ports[next[step * CAIRN_N_SIDES + flow->sides[end]]++];

        *port = (Port){ .flow = i, .end = (guint8) end };
        describe (grid, port);
      }
}

/* How much of a side, from its middle, flows may meet; of narrow pills none. */
static double
usable (const CairnGrid *grid, const CairnGridStep *step, gboolean vertical)
{
  double half = (vertical ? step->width : step->height) / 2 - CORNER;
  double height = cairn_grid_upright_height (grid, step);
  gboolean upright = vertical != grid->turned;

  if (upright && step->kind == CAIRN_STEP_DECISION)
    half -= CAIRN_DECISION_CHAMFER (height);
  else if (upright && (step->kind == CAIRN_STEP_START || step->kind == CAIRN_STEP_END))
    half -= MAX (height / 2 - CORNER, 0);
  return half;
}

/* Gives the ordered @ports places around the middle, in which those straight across are. */
static void
place_ports (const Ports *self, Port *ports, guint n, double room)
{
  guint first = 0, last = n - 1, most;
  double at = 0, middle, pitch;

  while (first < n && ports[first].turn < 0)
    first++;
  while (last > 0 && ports[last].turn > 0)
    last--;
  if (first > last || ports[first].turn != 0) /* none straight across */
    {
      first = 0;
      last = n - 1;
    }
  most = 2 * MAX (first, n - 1 - last) + (last - first);
  pitch = CLAMP (2 * room / MAX (most, 1), MIN_PITCH,
                 self->vertical != self->grid->turned ? MAX_PITCH_VERTICAL : MAX_PITCH);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        at += MAX (pitch, ports[i - 1].label + ports[i].label
                            + (ports[i - 1].label + ports[i].label > 0 ? LABEL_CLEARANCE : 0));
      ports[i].offset = at;
    }
  middle = (ports[first].offset + ports[last].offset) / 2;
  for (guint i = 0; i < n; i++)
    ports[i].offset -= middle;
}

/* Whether a line from the step before the gap and one from the step behind it may not be on one
 * place. Where they end in the same channel, tracks can keep them apart, unless each of their next
 * lines has one end at either side: then two such pairs can want opposite orders. */
static gboolean
in_conflict (const Port *before, const Port *after)
{
  if (before->level != after->level)
    return before->level > after->level;
  return before->level % 2 == 1 || (before->both && after->both);
}

/* The ports of the sides before and behind a gap, each in order; those straight across are in both,
 * and get the same offsets in both. Returns FALSE if lines run into each other. */
static gboolean
place_apart (
  const Ports *self, Port *before, guint n_before, Port *after, guint n_after, double room)
{
  if (n_before > 0)
    place_ports (self, before, n_before, room);
  if (n_after > 0)
    place_ports (self, after, n_after, room);
  for (guint i = 0; i < n_before; i++)
    for (guint k = 0; k < n_after; k++)
      {
        gboolean near = ABS (before[i].offset - after[k].offset) < CLEARANCE;

        if (before[i].flow == after[k].flow && before[i].turn == 0)
          {
            if (ABS (before[i].offset - after[k].offset) > 0.01)
              return FALSE;
          }
        else if (near
                 && (before[i].turn == 0 || after[k].turn == 0
                     || in_conflict (&before[i], &after[k])))
          return FALSE;
      }
  return TRUE;
}

/* All ports of the gap in one order, each flow straight across once. */
static void
place_together (Ports *self, Port *before, guint n_before, Port *after, guint n_after, double room)
{
  guint n = 0;

  for (guint i = 0; i < n_before; i++)
    self->gap[n++] = before[i];
  for (guint i = 0; i < n_after; i++)
    if (after[i].turn != 0)
      {
        self->gap[n] = after[i];
        self->gap[n++].after = TRUE;
      }
    else /* its other end is there already; if the label is at this one, it counts all the same */
      for (guint k = 0; k < n_before; k++)
        if (self->gap[k].flow == after[i].flow && self->gap[k].turn == 0)
          self->gap[k].label = MAX (self->gap[k].label, after[i].label);
  sort_ports (self->gap, n);
  place_ports (self, self->gap, n, room);
  for (guint i = 0; i < n; i++)
    {
      const Port *port = &self->gap[i];
      CairnGridFlow *flow = &self->grid->flows[port->flow];

      flow->offsets[port->end] = port->offset;
      if (port->turn == 0)
        flow->offsets[1 - port->end] = port->offset;
    }
}

static void
store (CairnGrid *grid, const Port *ports, guint n)
{
  for (guint i = 0; i < n; i++)
    grid->flows[ports[i].flow].offsets[ports[i].end] = ports[i].offset;
}

/* Grows the step until all its flows meet that side, and makes room for their labels. */
static void
make_room (Ports *self, guint step_index, CairnSide side)
{
  CairnGrid *grid = self->grid;
  CairnGridStep *step = &grid->steps[step_index];
  guint s = step_index * CAIRN_N_SIDES + side;
  CairnGridStrip *strip = self->vertical ? &grid->cols[step->col] : &grid->rows[step->row];
  CairnGridStrip *channels = self->vertical ? grid->h_channels : grid->v_channels;
  guint place = cairn_grid_place (step, self->vertical);
  double half = usable (grid, step, self->vertical), more = 0;

  for (guint i = self->first[s]; i < self->first[s + 1]; i++)
    {
      const CairnGridFlow *flow = &grid->flows[self->ports[i].flow];
      double offset = ABS (flow->offsets[self->ports[i].end]);
      double length = self->vertical ? flow->label_height : flow->label_width;
      double *room;

      more = MAX (more, offset - half);
      if (self->ports[i].label <= 0)
        continue;
      strip->size = MAX (strip->size, 2 * (offset + self->ports[i].label));
      /* Labels beside the step stay clear of those above and below it. */
      if (!self->vertical)
        more = MAX (more, offset + self->ports[i].label - 3 - step->height / 2);
      room = CAIRN_SIDE_IS_ONWARD (side) ? &channels[place + 1].before : &channels[place].after;
      *room = MAX (*room, length + CAIRN_LABEL_GAP + 2);
    }
  *(self->vertical ? &step->width : &step->height) += 2 * more;
}

static void
spread_gap (Ports *self, guint before, guint after)
{
  CairnGrid *grid = self->grid;
  CairnSide near = self->vertical ? CAIRN_SIDE_BOTTOM : CAIRN_SIDE_RIGHT;
  CairnSide far = self->vertical ? CAIRN_SIDE_TOP : CAIRN_SIDE_LEFT;
  Port *p = NULL, *q = NULL;
  guint n_p = 0, n_q = 0;
  double room = G_MAXDOUBLE;

  if (before != CAIRN_GRID_NONE)
    {
      p = self->ports + self->first[before * CAIRN_N_SIDES + near];
      n_p = self->first[before * CAIRN_N_SIDES + near + 1]
            - self->first[before * CAIRN_N_SIDES + near];
      room = MIN (room, usable (grid, &grid->steps[before], self->vertical));
    }
  if (after != CAIRN_GRID_NONE)
    {
      q = self->ports + self->first[after * CAIRN_N_SIDES + far];
      n_q = self->first[after * CAIRN_N_SIDES + far + 1] - self->first[after * CAIRN_N_SIDES + far];
      room = MIN (room, usable (grid, &grid->steps[after], self->vertical));
    }
  if (n_p + n_q == 0)
    return;
  sort_ports (p, n_p);
  sort_ports (q, n_q);
  if (place_apart (self, p, n_p, q, n_q, room))
    {
      store (grid, p, n_p);
      store (grid, q, n_q);
    }
  else
    place_together (self, p, n_p, q, n_q, room);
  if (n_p > 0)
    make_room (self, before, near);
  if (n_q > 0)
    make_room (self, after, far);
}

static void
spread_axis (Ports *self, gboolean vertical)
{
  CairnSide back = vertical ? CAIRN_SIDE_TOP : CAIRN_SIDE_LEFT;
  CairnSide onward = vertical ? CAIRN_SIDE_BOTTOM : CAIRN_SIDE_RIGHT;

  self->vertical = vertical;
  for (guint i = 0; i < self->grid->n_steps; i++)
    {
      if (self->grid->steps[i].beside[back] == CAIRN_GRID_NONE)
        spread_gap (self, CAIRN_GRID_NONE, i);
      spread_gap (self, i, self->grid->steps[i].beside[onward]);
    }
}

void
cairn_grid_spread_ports (CairnGrid *self)
{
  Ports ports = { .grid = self };

  collect_ports (&ports);
  ports.gap = g_new (Port, 2 * self->n_flows);
  /* Heights first: how much of a pill's top is flat depends on them. */
  spread_axis (&ports, self->turned);
  spread_axis (&ports, !self->turned);
  g_free (ports.first);
  g_free (ports.ports);
  g_free (ports.gap);
}
