/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "timing/cairn-running-stage-private.h"

#define ABSENT G_MININT64
#define MOST_TOUCHED 400000 /* beyond that, counting anew costs less */

/* One visit came (@was ABSENT), went (@is ABSENT), or ended otherwise. */
typedef struct
{
  gint64 entered;
  gint64 was;
  gint64 is;
} Turnout;

/* A cell that has changed, and what that costs. */
typedef struct
{
  CairnRunningStage *stage;
  const CairnRunningInput *cells;
  guint cell;
  gsize n_touched;
} Change;

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const CairnRunningChange *x = a;
  const CairnRunningChange *y = b;

  if (x->entered != y->entered)
    return x->entered < y->entered ? -1 : 1;
  if (x->left != y->left)
    return x->left < y->left ? -1 : 1;
  return 0;
}

/* What comes and goes again leaves nothing. */
static void
cancel_out (GArray *changes)
{
  CairnRunningChange *items = (CairnRunningChange *) changes->data;
  guint n = 0;

  g_array_sort (changes, compare_changes);
  for (guint i = 0, next; i < changes->len; i = next)
    {
      CairnRunningChange sum = items[i];

      for (next = i + 1; next < changes->len && compare_changes (&items[next], &sum) == 0; next++)
        sum.by += items[next].by;
      if (sum.by != 0)
        items[n++] = sum;
    }
  g_array_set_size (changes, n);
}

/* ---- may it be carried on? ---- */

static gboolean
is_in_the_past (const Change *change, gint64 left)
{
  return left == ABSENT || left == CAIRN_VISIT_OPEN || left <= change->stage->now;
}

/* Neither in a window nor in the weeks of the trend. */
static gboolean
is_long_gone (const Change *change, gint64 left)
{
  const CairnRunningStage *self = change->stage;
  gint64 begin = MIN (self->now - CAIRN_TREND_WEEKS * CAIRN_WEEK,
                      MIN (self->from[CAIRN_RUNNING_DWELL], self->from[CAIRN_RUNNING_GROWTH]));

  return left == ABSENT || left <= begin;
}

/* Those inside where a window begins are in lists that are not changed. */
static gboolean
is_listed_otherwise (const Change *change, const Turnout *turnout)
{
  const CairnRunningCell *cell = &change->stage->cells[change->cell];
  gint64 end = MAX (cell->inside[CAIRN_RUNNING_DWELL].end, cell->inside[CAIRN_RUNNING_GROWTH].end);

  return turnout->entered <= end && MIN (turnout->was, turnout->is) <= end;
}

static gboolean
is_out_of_range (const Change *change, const Turnout *turnout)
{
  return turnout->entered < change->stage->origin
         || turnout->entered - change->stage->origin >= G_MAXUINT32;
}

/* ---- taking it in ---- */

/* Up to what age a visit is seen, from @start on. */
static gint64
stop_of (
  const CairnRunningStage *self, guint kind, const Turnout *turnout, gint64 left, gint64 start)
{
  if (left == ABSENT || left <= self->from[kind] || turnout->entered > self->now)
    return start;
  return MIN (left, self->now) - turnout->entered;
}

static gboolean
is_exit (const CairnRunningStage *self, guint kind, const Turnout *turnout, gint64 left)
{
  return left != ABSENT && left != CAIRN_VISIT_OPEN && left > self->from[kind]
         && left - turnout->entered <= cairn_running_stage_until (self, kind);
}

/* Who else's age they will come to. */
static void
meet_later (CairnRunningCurve *curve, gint64 now, gint64 entered, int by)
{
  gint64 end = cairn_crossings_get_end (&curve->coming) - entered;
  gint64 age = MAX (now - entered, 0) + 1;
  const CairnRisk *risk;

  for (; age <= MIN (end, G_MAXUINT32); age = (gint64) risk->age + 1)
    {
      risk = cairn_risk_table_find_from (&curve->table, (guint32) age);
      if (risk == NULL || risk->age > end)
        return;
      cairn_crossings_add_late (&curve->coming, entered + risk->age, risk->age, by, 0);
    }
}

static gboolean
take_into_curve (Change *change, guint kind, guint cell, const Turnout *turnout)
{
  CairnRunningStage *self = change->stage;
  CairnRunningCurve *curve = cairn_running_stage_curve (self, kind, cell);
  gint64 until = cairn_running_stage_until (self, kind);
  gint64 start = MAX (0, self->from[kind] - turnout->entered);
  gint64 was = MIN (stop_of (self, kind, turnout, turnout->was, start), until);
  gint64 is = MIN (stop_of (self, kind, turnout, turnout->is, start), until);

  change->n_touched += cairn_risk_table_add_risk_within (
    &curve->table, (guint32) MIN (was, is), (guint32) MAX (was, is), is > was ? 1 : -1);
  if (is_exit (self, kind, turnout, turnout->was)
      && !cairn_risk_table_add_exits (&curve->table, (guint32) was, -1))
    return FALSE;
  if (is_exit (self, kind, turnout, turnout->is)
      && !cairn_risk_table_add_exits (&curve->table, (guint32) is, 1))
    {
      guint32 age = (guint32) is;

      g_array_append_val (curve->fresh, age);
    }
  if (turnout->was == CAIRN_VISIT_OPEN)
    meet_later (curve, self->now, turnout->entered, -1);
  if (turnout->is == CAIRN_VISIT_OPEN)
    meet_later (curve, self->now, turnout->entered, 1);
  return TRUE;
}

static gboolean
take (Change *change, const Turnout *turnout)
{
  CairnRunningStage *self = change->stage;
  CairnRunningTally *tally = &self->cells[change->cell].tally;

  if (is_long_gone (change, turnout->was) && is_long_gone (change, turnout->is))
    return TRUE;
  if (!is_in_the_past (change, turnout->was) || !is_in_the_past (change, turnout->is)
      || is_listed_otherwise (change, turnout) || is_out_of_range (change, turnout))
    return FALSE;
  if (turnout->was != ABSENT)
    cairn_running_tally_add (tally, turnout->entered, turnout->was, -1);
  if (turnout->is != ABSENT)
    cairn_running_tally_add (tally, turnout->entered, turnout->is, 1);
  for (guint kind = 0; kind < CAIRN_N_RUNNING; kind++)
    if (!take_into_curve (change, kind, change->cell, turnout)
        || !take_into_curve (change, kind, self->n, turnout))
      return FALSE;
  return change->n_touched <= MOST_TOUCHED;
}

/* Those that begin at the same moment: one that went and one that came are the same visit that ends
 * otherwise. */
static gboolean
take_group (Change *change, CairnRunningChange *items, guint n)
{
  guint went = 0;
  guint came = 0;

  for (;;)
    {
      Turnout turnout = { items[0].entered, ABSENT, ABSENT };

      while (went < n && items[went].by >= 0)
        went++;
      while (came < n && items[came].by <= 0)
        came++;
      if (went == n && came == n)
        return TRUE;
      if (went < n)
        {
          turnout.was = items[went].left;
          items[went].by++;
        }
      if (came < n)
        {
          turnout.is = items[came].left;
          items[came].by--;
        }
      if (!take (change, &turnout))
        return FALSE;
    }
}

static gboolean
take_cell (Change *change)
{
  GArray *changes = change->stage->cells[change->cell].changes;
  CairnRunningChange *items = (CairnRunningChange *) changes->data;
  guint next;

  cancel_out (changes);
  for (guint i = 0; i < changes->len; i = next)
    {
      for (next = i + 1; next < changes->len && items[next].entered == items[i].entered;)
        next++;
      if (!take_group (change, items + i, next - i))
        return FALSE;
    }
  g_array_set_size (changes, 0);
  return TRUE;
}

/* ---- ages at which nobody has left before ---- */

/* How many came to an age in [@from, @below) at the window's beginning. */
static gint64
count_starts (const CairnRunningStage *self, guint kind, guint cell, gint64 from, gint64 below)
{
  const CairnInsideList *list = &self->cells[cell].inside[kind];
  gint64 begin = self->from[kind] - self->origin;
  gint64 n = 0;

  for (gsize i = cairn_inside_list_place (list, begin - below + 1);
       i < list->n && list->visits[i].entered <= begin - from; i++)
    n += list->visits[i].left > begin;
  return n;
}

static gint64
count_open (const CairnRunningStage *self, const CairnVisitStore *open, gint64 from, gint64 below)
{
  return (gint64) cairn_visit_store_count_within (open, self->now - below, self->now - from);
}

/* Of one cell, visit by visit. */
static gint64
count_risk (const CairnRunningStage *self, guint kind, const CairnCellVisits *visits, gint64 age)
{
  const CairnVisitStore *closed = &visits->closed;
  gint64 n = count_open (self, &visits->open, age, age + self->now - self->from[kind]);

  for (gsize i = cairn_visit_store_count_until (closed, self->from[kind]); i < closed->n; i++)
    {
      gint64 moment = closed->visits[i].entered + age;

      n += moment > self->from[kind] && moment <= closed->visits[i].left;
    }
  return n;
}

/* The exits at ages in (@after, @below) that are not in the table yet. */
static gint64
count_fresh (const CairnRunningCurve *curve, guint32 after, guint32 below)
{
  gint64 n = 0;

  for (guint i = 0; i < curve->fresh->len; i++)
    {
      guint32 age = g_array_index (curve->fresh, guint32, i);

      n += age > after && age < below;
    }
  return n;
}

/* From the next age that is known, or the one before. */
static gint64
find_risk (const Change *change, guint kind, guint cell, guint32 age, guint32 n_exits)
{
  const CairnRunningStage *self = change->stage;
  const CairnRunningCurve *curve = cairn_running_stage_curve (change->stage, kind, cell);
  const CairnRisk *next = cairn_risk_table_find_from (&curve->table, age);
  const CairnRisk *before = cairn_risk_table_find_before (&curve->table, age);
  guint begin = cell < self->n ? cell : 0;
  guint end = cell < self->n ? cell + 1 : self->n;
  gint64 n = 0;

  if (before != NULL && before->age == 0)
    before = NULL;
  if (next != NULL)
    n = (gint64) next->n_risk + n_exits;
  else if (before != NULL)
    n = (gint64) before->n_risk - before->n_exits - count_fresh (curve, before->age, age);
  for (guint i = begin; i < end; i++)
    {
      const CairnCellVisits *visits = change->cells[i].visits;

      if (next != NULL)
        n += count_open (self, &visits->open, age, next->age)
             - count_starts (self, kind, i, age, next->age);
      else if (before != NULL)
        n += count_starts (self, kind, i, before->age, age)
             - count_open (self, &visits->open, before->age, age);
      else
        n += count_risk (self, kind, visits, age);
    }
  return n;
}

/* Who will come to this age soon. */
static void
meet_fresh (const Change *change, guint kind, guint cell, guint32 age)
{
  CairnRunningStage *self = change->stage;
  CairnRunningCurve *curve = cairn_running_stage_curve (self, kind, cell);
  guint begin = cell < self->n ? cell : 0;
  guint end = cell < self->n ? cell + 1 : self->n;
  gint64 last = cairn_crossings_get_end (&curve->coming) - age;
  gint64 last_start = cairn_crossings_get_end (&curve->going) - age - self->origin;

  for (guint cell_at = begin; cell_at < end; cell_at++)
    {
      const CairnVisitStore *open = &change->cells[cell_at].visits->open;
      const CairnInsideList *list = &self->cells[cell_at].inside[kind];

      for (gsize i = cairn_visit_store_count_until (open, self->now - age);
           i < open->n && open->visits[i].entered <= last; i++)
        cairn_crossings_add_late (&curve->coming, open->visits[i].entered + age, age, 1, 0);
      for (gsize i = cairn_inside_list_place (list, self->from[kind] - age + 1 - self->origin);
           i < list->n && list->visits[i].entered <= last_start; i++)
        if ((gint64) list->visits[i].entered + age <= list->visits[i].left)
          cairn_crossings_add_late (&curve->going, list->visits[i].entered + age + self->origin,
                                    age, -1, 0);
    }
}

static int
compare_ages_down (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a;
  guint32 y = *(const guint32 *) b;

  return (x < y) - (x > y);
}

static void
take_fresh (const Change *change, guint kind, guint cell)
{
  CairnRunningCurve *curve = cairn_running_stage_curve (change->stage, kind, cell);
  GArray *fresh = curve->fresh;
  guint next;

  g_array_sort (fresh, compare_ages_down);
  for (guint i = 0; i < fresh->len; i = next)
    {
      CairnRisk risk = { g_array_index (fresh, guint32, i), 0, 0 };

      for (next = i + 1; next < fresh->len && g_array_index (fresh, guint32, next) == risk.age;)
        next++;
      risk.n_exits = next - i;
      if (risk.age > 0) /* that of age 0 is counted in any case */
        risk.n_risk = (guint32) find_risk (change, kind, cell, risk.age, risk.n_exits);
      cairn_risk_table_insert (&curve->table, &risk);
      if (risk.age > 0)
        meet_fresh (change, kind, cell, risk.age);
    }
  g_array_set_size (fresh, 0);
}

gboolean
cairn_running_stage_take_changes (CairnRunningStage *self, const CairnRunningInput *cells)
{
  Change change = { self, cells, 0, 0 };
  gboolean any = FALSE;

  for (guint i = 0; i < self->n; i++)
    {
      change.cell = i;
      any = any || self->cells[i].changes->len > 0;
      if (self->cells[i].changes->len > 0 && !take_cell (&change))
        return FALSE;
    }
  for (guint i = 0; any && i <= self->n; i++)
    for (guint kind = 0; kind < CAIRN_N_RUNNING; kind++)
      take_fresh (&change, kind, i);
  return TRUE;
}
