/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-running-stage-private.h"

#include <string.h>

/* Looking ahead goes by turns, so that no second has to do it for all curves; what is known lasts
 * somewhat longer than until it is a curve's turn again. */
#define RENEWAL 112

/* The curve of all cells reads their lists at its own time. */
#define INSIDE_SPAN (3 * CAIRN_CROSSINGS_SPAN)

#define FEW 64
#define RADIX_BITS 11
#define RADIX_MASK ((1u << RADIX_BITS) - 1)

static void
sort_few (CairnInside *visits, gsize n)
{
  for (gsize i = 1; i < n; i++)
    {
      CairnInside visit = visits[i];
      gsize j = i;

      for (; j > 0 && visits[j - 1].entered > visit.entered; j--)
        visits[j] = visits[j - 1];
      visits[j] = visit;
    }
}

/* By counting digits; @swap has the same room. Returns which of the two holds the result. */
static CairnInside *
sort_inside (CairnInside *visits, CairnInside *swap, gsize n)
{
  if (n < FEW)
    {
      sort_few (visits, n);
      return visits;
    }
  for (guint shift = 0; shift < 32; shift += RADIX_BITS)
    {
      guint32 places[RADIX_MASK + 1] = { 0 };
      guint32 sum = 0;
      CairnInside *other = swap;

      for (gsize i = 0; i < n; i++)
        places[visits[i].entered >> shift & RADIX_MASK]++;
      for (guint i = 0; i <= RADIX_MASK; i++)
        {
          guint32 count = places[i];

          places[i] = sum;
          sum += count;
        }
      for (gsize i = 0; i < n; i++)
        swap[places[visits[i].entered >> shift & RADIX_MASK]++] = visits[i];
      swap = visits;
      visits = other;
    }
  return visits;
}

/* Two lists in order become one. */
static void
merge_inside (CairnInside *out, const CairnInside *a, gsize n_a, const CairnInside *b, gsize n_b)
{
  while (n_a > 0 && n_b > 0)
    {
      gboolean first = a->entered <= b->entered;

      *out++ = first ? *a : *b;
      a += first;
      n_a -= first;
      b += !first;
      n_b -= !first;
    }
  for (; n_a > 0; n_a--)
    *out++ = *a++;
  for (; n_b > 0; n_b--)
    *out++ = *b++;
}

/* Copies the open visits [@begin, @end). */
static void
copy_open (const CairnRunningStage *self,
           const CairnVisitStore *open,
           gsize begin,
           gsize end,
           CairnInside *out)
{
  for (gsize i = begin; i < end; i++)
    out[i - begin]
      = (CairnInside){ (guint32) (open->visits[i].entered - self->origin), G_MAXUINT32 };
}

static void
renew_inside (CairnRunningStage *self,
              CairnRunningRoom *room,
              guint kind,
              CairnInsideList *list,
              const CairnCellVisits *visits)
{
  const CairnVisitStore *closed = &visits->closed;
  gint64 from = self->from[kind];
  gint64 lowest = MAX (from - cairn_running_stage_until (self, kind), self->origin);
  gsize first = cairn_visit_store_count_until (closed, from);
  gsize open_begin = cairn_visit_store_count_before (&visits->open, lowest);
  gsize open_end = cairn_visit_store_count_until (&visits->open, from + INSIDE_SPAN);
  gsize n_open = open_end > open_begin ? open_end - open_begin : 0;
  gsize n = 0;
  CairnCrossingRoom *crossings = &room->crossings;
  g_autofree CairnInside *open = g_new (CairnInside, n_open + 1);
  CairnInside *sorted;

  list->end = from + INSIDE_SPAN;
  cairn_crossing_room_expect_inside (crossings, closed->n - first);
  for (gsize i = first; i < closed->n; i++)
    {
      gint64 entered = closed->visits[i].entered;

      if (entered >= lowest && entered <= list->end)
        crossings->inside[n++] = (CairnInside){ (guint32) (entered - self->origin),
                                                (guint32) (closed->visits[i].left - self->origin) };
    }
  sorted = sort_inside (crossings->inside, crossings->swap, n);
  copy_open (self, &visits->open, open_begin, open_begin + n_open, open);
  list->n = n + n_open;
  list->visits = g_renew (CairnInside, list->visits, list->n + 1);
  merge_inside (list->visits, sorted, n, open, n_open);
}

static void
meet_open (CairnRunningStage *self,
           CairnRunningRoom *room,
           guint kind,
           CairnRunningCurve *curve,
           const CairnVisitStore *open)
{
  gint64 lowest = self->now - cairn_running_stage_until (self, kind);
  gsize begin = cairn_visit_store_count_before (open, lowest);
  gsize end = cairn_visit_store_count_until (open, cairn_crossings_get_end (&curve->coming));

  if (begin >= end)
    return;
  cairn_crossing_room_expect_inside (&room->crossings, end - begin);
  copy_open (self, open, begin, end, room->crossings.inside);
  cairn_crossings_meet (&curve->coming, &room->crossings, room->crossings.inside, end - begin);
}

/* Those who left soon after the window's beginning soon do not count any more. */
static void
add_last_exits (CairnRunningStage *self,
                guint kind,
                CairnRunningCurve *curve,
                const CairnVisitStore *closed)
{
  gsize i = cairn_visit_store_count_until (closed, curve->going.begin);
  gint64 end = cairn_crossings_get_end (&curve->going);

  for (; i < closed->n && closed->visits[i].left <= end; i++)
    {
      gint64 age = closed->visits[i].left - closed->visits[i].entered;

      if (age <= cairn_running_stage_until (self, kind))
        cairn_crossings_add_late (&curve->going, closed->visits[i].left, (guint32) age, 0, -1);
    }
}

/* @cell: its number, or that of all. */
static void
renew_curve (CairnRunningStage *self,
             CairnRunningRoom *room,
             guint kind,
             guint cell,
             const CairnRunningInput *cells)
{
  CairnRunningCurve *curve = cairn_running_stage_curve (self, kind, cell);
  guint begin = cell < self->n ? cell : 0;
  guint end = cell < self->n ? cell + 1 : self->n;

  cairn_risk_table_tidy (&curve->table);
  cairn_crossings_begin (&curve->coming, &room->crossings, &curve->table, self->now);
  for (guint i = begin; i < end; i++)
    meet_open (self, room, kind, curve, &cells[i].visits->open);
  cairn_crossings_finish (&curve->coming, &room->crossings);
  cairn_crossings_begin (&curve->going, &room->crossings, &curve->table, self->from[kind]);
  for (guint i = begin; i < end; i++)
    cairn_crossings_meet (&curve->going, &room->crossings, self->cells[i].inside[kind].visits,
                          self->cells[i].inside[kind].n);
  cairn_crossings_finish (&curve->going, &room->crossings);
  for (guint i = begin; i < end; i++)
    add_last_exits (self, kind, curve, &cells[i].visits->closed);
}

/* When it is the turn of the next in the row; at first they are set apart. */
static gboolean
is_due (CairnRunningStage *self, gint64 *renew_at, guint *turn)
{
  gboolean first = *renew_at == G_MININT64;

  if (!first && *renew_at > self->now)
    return FALSE;
  *renew_at = self->now + (first ? 1 + (*turn * 29 + 7) % RENEWAL : RENEWAL);
  *turn += 1;
  return TRUE;
}

void
cairn_running_stage_renew (CairnRunningStage *self,
                           CairnRunningRoom *room,
                           const CairnRunningInput *cells)
{
  guint turn = self->number * (self->n * 3 + 2);

  room->crossings.origin = self->origin;
  for (guint i = 0; i < self->n; i++)
    {
      CairnRunningCell *cell = &self->cells[i];

      if (is_due (self, &cell->renew_at, &turn))
        cairn_running_tally_look_ahead (&cell->tally, cells[i].visits);
      for (guint kind = 0; kind < CAIRN_N_RUNNING; kind++)
        if (is_due (self, &cell->curves[kind].renew_at, &turn))
          {
            renew_inside (self, room, kind, &cell->inside[kind], cells[i].visits);
            renew_curve (self, room, kind, i, cells);
          }
    }
  for (guint kind = 0; kind < CAIRN_N_RUNNING; kind++)
    if (is_due (self, &self->all[kind].renew_at, &turn))
      renew_curve (self, room, kind, self->n, cells);
}
