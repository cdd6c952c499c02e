/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-crossings.h"

#include <string.h>

void
cairn_crossing_room_clear (CairnCrossingRoom *self)
{
  g_free (self->known);
  g_free (self->known_places);
  g_free (self->met);
  g_free (self->inside);
  g_free (self->swap);
  memset (self, 0, sizeof *self);
}

void
cairn_crossing_room_expect_inside (CairnCrossingRoom *self, gsize n)
{
  if (self->n_inside_allocated >= n)
    return;
  self->n_inside_allocated = n + n / 8;
  self->inside = g_renew (CairnInside, self->inside, self->n_inside_allocated);
  self->swap = g_renew (CairnInside, self->swap, self->n_inside_allocated);
}

void
cairn_crossings_clear (CairnCrossings *self)
{
  g_free (self->places);
  g_clear_pointer (&self->late, g_array_unref);
  memset (self, 0, sizeof *self);
}

void
cairn_crossings_begin (CairnCrossings *self,
                       CairnCrossingRoom *room,
                       const CairnRiskTable *table,
                       gint64 begin)
{
  self->begin = begin;
  if (self->late == NULL)
    self->late = g_array_new (FALSE, FALSE, sizeof (CairnLateCrossing));
  g_array_set_size (self->late, 0);
  if (room->n_known_allocated < table->n_risks)
    {
      room->n_known_allocated = table->n_risks + table->n_risks / 8;
      room->known = g_renew (guint32, room->known, room->n_known_allocated);
      room->known_places = g_renew (guint32, room->known_places, room->n_known_allocated);
    }
  room->n_known = cairn_risk_table_list (table, room->known, room->known_places);
  room->n_met = 0;
}

static void
meet (CairnCrossingRoom *room, guint64 second, guint32 place)
{
  if (room->n_met == room->n_met_allocated)
    {
      room->n_met_allocated = MAX (1024, 2 * room->n_met_allocated);
      room->met = g_renew (guint64, room->met, room->n_met_allocated);
    }
  room->met[room->n_met++] = second << 32 | place;
}

/* Who entered later is younger: both lists are gone through once. */
void
cairn_crossings_meet (const CairnCrossings *self,
                      CairnCrossingRoom *room,
                      const CairnInside *visits,
                      gsize n_visits)
{
  gint64 begin = self->begin - room->origin;
  const guint32 *known = room->known;
  gsize n = room->n_known;

  for (gsize i = 0; i < n_visits; i++)
    {
      gint64 entered = visits[i].entered;
      gint64 age = begin - entered;
      gint64 top = age + CAIRN_CROSSINGS_SPAN;

      if (top < 1)
        return;
      while (n > 0 && known[n - 1] > top)
        n--;
      for (gsize k = n; k > 0 && known[k - 1] > age && known[k - 1] > 0; k--)
        if (entered + known[k - 1] <= visits[i].left)
          meet (room, (guint64) (known[k - 1] - age), room->known_places[k - 1]);
    }
}

/* Puts them in order of the seconds. */
void
cairn_crossings_finish (CairnCrossings *self, CairnCrossingRoom *room)
{
  guint32 *starts = self->starts;

  memset (starts, 0, sizeof self->starts);
  self->places = g_renew (guint32, self->places, room->n_met + 1);
  for (gsize i = 0; i < room->n_met; i++)
    starts[(room->met[i] >> 32) + 1]++;
  for (guint i = 1; i < G_N_ELEMENTS (self->starts); i++)
    starts[i] += starts[i - 1];
  for (gsize i = 0; i < room->n_met; i++)
    self->places[starts[room->met[i] >> 32]++] = (guint32) room->met[i];
  /* Each start has moved on to the next one. */
  memmove (starts + 1, starts, sizeof self->starts - sizeof *starts);
  starts[0] = 0;
}

void
cairn_crossings_add_late (CairnCrossings *self, gint64 at, guint32 age, int risk_by, int exits_by)
{
  CairnLateCrossing late = { at, age, (gint16) risk_by, (gint16) exits_by };

  g_array_append_val (self->late, late);
}

void
cairn_crossings_apply (
  const CairnCrossings *self, CairnRiskTable *table, gint64 from, gint64 to, int by)
{
  gsize first, last;

  g_assert (from >= self->begin && to <= cairn_crossings_get_end (self));

  if (from >= to)
    return;
  first = self->starts[from - self->begin + 1];
  last = self->starts[to - self->begin + 1];
  cairn_risk_table_add_risk_at (table, self->places + first, last - first, by);
  for (guint i = 0; i < self->late->len; i++)
    {
      const CairnLateCrossing *late = &g_array_index (self->late, CairnLateCrossing, i);

      if (late->at <= from || late->at > to)
        continue;
      if (late->risk_by != 0)
        cairn_risk_table_add_risk (table, late->age, late->risk_by);
      if (late->exits_by != 0)
        cairn_risk_table_add_exits (table, late->age, late->exits_by);
    }
}
