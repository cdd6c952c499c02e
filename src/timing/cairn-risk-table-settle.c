/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the blocks of a table do to its curve. */
#include "timing/cairn-age-blocks.h"
#include "timing/cairn-risk-table-private.h"

#define BLOCKS_AHEAD 5
#define N_LANES 2

/* ---- one block ---- */

static inline gboolean
is_usual (const CairnRisk *risk)
{
  return risk->n_exits > 0 && risk->n_exits < risk->n_risk;
}

static inline void
take (CairnBlockSum *sum, const CairnRisk *risk)
{
  if (risk->n_exits > 0)
    cairn_block_sum_take (sum, risk->age, risk->n_risk, risk->n_exits);
}

static void
take_run (CairnBlockSum *sum, const CairnRisk *risk, const CairnRisk *end)
{
  for (; risk < end; risk++)
    take (sum, risk);
}

/* The last age of a block at which anybody left. */
static void
find_last (CairnRiskTable *self, guint number)
{
  CairnRiskBlock *block = &self->blocks[number];
  const CairnRisk *risks = self->risks + block->first;
  guint32 i = block->n;
  const CairnRisk *more, *more_end;

  cairn_risk_table_find_more (self, number, &more, &more_end);
  while (i > 0 && risks[i - 1].n_exits == 0)
    i--;
  while (more_end > more && more_end[-1].n_exits == 0)
    more_end--;
  block->counts = i > 0 || more_end > more;
  block->last_age = i > 0 ? risks[i - 1].age : 0;
  if (more_end > more)
    block->last_age = MAX (block->last_age, more_end[-1].age);
}

static void
finish_block (CairnRiskTable *self, guint number, CairnBlockSum *sum)
{
  CairnRiskBlock *block = &self->blocks[number];

  cairn_block_sum_end (sum, MIN (cairn_age_block_begin (number + 1), self->until));
  find_last (self, number);
  block->product = sum->product;
  block->variance = sum->variance;
  block->area = sum->area;
  block->stale = FALSE;
}

/* ---- several blocks at once ---- */

typedef double Double __attribute__ ((vector_size (N_LANES * sizeof (double))));

/* The steps of one block wait for each other; those of another one need not wait for them. So each
 * lane is at a block of its own, and takes the next one when it is through. */
typedef struct
{
  Double product;
  Double variance;
  Double area;
  guint32 age[N_LANES];
  guint number[N_LANES];
  const CairnRisk *risk[N_LANES];
  const CairnRisk *end[N_LANES];
  CairnRisk *room[N_LANES]; /* for a block that has some of its own in the table's list */
  gsize n_room[N_LANES];
} Lanes;

static void
list_all (Lanes *self, guint lane, const CairnRiskTable *table, guint number)
{
  gsize n = cairn_risk_table_count_block (table, number);

  if (self->n_room[lane] < n)
    {
      self->n_room[lane] = 2 * n;
      self->room[lane] = g_renew (CairnRisk, self->room[lane], self->n_room[lane]);
    }
  cairn_risk_table_list_block (table, number, self->room[lane]);
  self->risk[lane] = self->room[lane];
  self->end[lane] = self->room[lane] + n;
}

static void
begin_lane (Lanes *self, guint lane, const CairnRiskTable *table, guint number)
{
  const CairnRiskBlock *block = &table->blocks[number];

  self->product[lane] = 1;
  self->variance[lane] = self->area[lane] = 0;
  self->age[lane] = (guint32) cairn_age_block_begin (number);
  self->number[lane] = number;
  self->risk[lane] = table->risks + block->first;
  self->end[lane] = self->risk[lane] + block->n;
  if (block->has_more)
    list_all (self, lane, table, number);
}

static CairnBlockSum
tell_lane (const Lanes *self, guint lane)
{
  return (CairnBlockSum){ self->product[lane], self->variance[lane], self->area[lane],
                          self->age[lane] };
}

/* One step of each, of those that cannot be taken together. */
static void
step_one_by_one (Lanes *self)
{
  for (guint lane = 0; lane < N_LANES; lane++)
    {
      CairnBlockSum sum = tell_lane (self, lane);

      take (&sum, self->risk[lane]++);
      self->product[lane] = sum.product;
      self->variance[lane] = sum.variance;
      self->area[lane] = sum.area;
      self->age[lane] = (guint32) sum.age;
    }
}

/* Until one of them is through, or has something unusual. */
static void
step_together (Lanes *self)
{
  const CairnRisk *a = self->risk[0];
  const CairnRisk *b = self->risk[1];
  const CairnRisk *end = a + MIN (self->end[0] - a, self->end[1] - b);
  Double product = self->product;
  Double variance = self->variance;
  Double area = self->area;
  guint32 age_a = self->age[0];
  guint32 age_b = self->age[1];

  for (; a < end && is_usual (a) && is_usual (b); a++, b++)
    {
      Double risk = { (gint32) a->n_risk, (gint32) b->n_risk };
      Double left = { (gint32) a->n_exits, (gint32) b->n_exits };
      Double since = { (gint32) (a->age - age_a), (gint32) (b->age - age_b) };
      Double stayed = risk - left;
      Double inverse = 1 / (risk * stayed);

      area += product * since;
      product *= stayed * stayed * inverse;
      variance += left * inverse;
      age_a = a->age;
      age_b = b->age;
    }
  self->product = product;
  self->variance = variance;
  self->area = area;
  self->age[0] = age_a;
  self->age[1] = age_b;
  self->risk[0] = a;
  self->risk[1] = b;
}

/* ---- all that is stale ---- */

/* Has memory fetch a block in good time. Not a function of its own to the compiler, which would
 * take it for one that does nothing. */
G_ALWAYS_INLINE static inline void
ask_for (const CairnRiskTable *self, const CairnRiskBlock *block)
{
  const char *begin = (const char *) (self->risks + block->first);

  for (gsize i = 0; i < block->n * sizeof (CairnRisk); i += 64)
    __builtin_prefetch (begin + i);
}

static gboolean
find_next (const CairnRiskTable *self, guint *at, guint *number)
{
  guint i = *at;

  if (i >= self->n_stale)
    return FALSE;
  if (i + 3 * BLOCKS_AHEAD < self->n_stale)
    __builtin_prefetch (&self->blocks[self->stale[i + 3 * BLOCKS_AHEAD]], 1);
  if (i + BLOCKS_AHEAD < self->n_stale)
    ask_for (self, &self->blocks[self->stale[i + BLOCKS_AHEAD]]);
  *number = self->stale[i];
  *at = i + 1;
  return TRUE;
}

void
cairn_risk_table_settle (CairnRiskTable *self)
{
  Lanes lanes = { 0 };
  gboolean busy[N_LANES];
  guint at = 0;
  guint number;

  for (guint lane = 0; lane < N_LANES; lane++)
    if ((busy[lane] = find_next (self, &at, &number)))
      begin_lane (&lanes, lane, self, number);
  while (busy[0] && busy[1])
    {
      step_together (&lanes);
      if (lanes.risk[0] < lanes.end[0] && lanes.risk[1] < lanes.end[1])
        step_one_by_one (&lanes);
      for (guint lane = 0; lane < N_LANES; lane++)
        if (lanes.risk[lane] == lanes.end[lane])
          {
            CairnBlockSum sum = tell_lane (&lanes, lane);

            finish_block (self, lanes.number[lane], &sum);
            if ((busy[lane] = find_next (self, &at, &number)))
              begin_lane (&lanes, lane, self, number);
          }
    }
  for (guint lane = 0; lane < N_LANES; lane++)
    if (busy[lane])
      {
        CairnBlockSum sum = tell_lane (&lanes, lane);

        take_run (&sum, lanes.risk[lane], lanes.end[lane]);
        finish_block (self, lanes.number[lane], &sum);
      }
  for (guint lane = 0; lane < N_LANES; lane++)
    g_free (lanes.room[lane]);
  self->n_stale = 0;
}

double
cairn_risk_table_area (const CairnRiskTable *self)
{
  double area = 0;
  double survival = 1;
  guint64 reached = 0;

  for (guint i = 0; i < self->n_occupied; i++)
    {
      guint number = self->occupied[i];
      const CairnRiskBlock *block = &self->blocks[number];
      guint64 begin = cairn_age_block_begin (number);

      if (!block->counts || begin >= self->until)
        continue;
      area += survival * (double) (begin - reached);
      area += survival * block->area;
      survival *= block->product;
      reached = MIN (cairn_age_block_begin (number + 1), self->until);
    }
  return area + survival * (double) (self->until - reached);
}
