/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-risk-table-private.h"

#include <string.h>

#define AHEAD 12 /* how many places ahead memory is asked for */

void
cairn_risk_table_clear (CairnRiskTable *self)
{
  g_free (self->risks);
  g_free (self->more);
  g_free (self->blocks);
  g_free (self->stale);
  g_free (self->occupied);
  memset (self, 0, sizeof *self);
}

/* ---- places ---- */

static void
list_occupied (CairnRiskTable *self)
{
  self->n_occupied = 0;
  for (guint i = 0; i < self->n_blocks; i++)
    if (self->blocks[i].n > 0 || self->blocks[i].has_more)
      self->occupied[self->n_occupied++] = i;
}

static void
mark_stale (CairnRiskTable *self, guint number)
{
  if (self->blocks[number].stale)
    return;
  self->blocks[number].stale = TRUE;
  self->stale[self->n_stale++] = number;
}

/* Puts the @n @risks, in order, into blocks; they are the table's from now on. */
static void
lay_out (CairnRiskTable *self, CairnRisk *risks, gsize n)
{
  guint32 place = 0;

  g_free (self->risks);
  g_free (self->blocks);
  g_free (self->stale);
  g_free (self->occupied);
  self->n_blocks = cairn_age_block_of (n > 0 ? risks[n - 1].age : 0) + 1;
  self->blocks = g_new0 (CairnRiskBlock, self->n_blocks);
  self->stale = g_new (guint32, self->n_blocks);
  self->occupied = g_new (guint32, self->n_blocks);
  self->n_stale = 0;
  self->risks = risks;
  self->n_risks = n;
  self->n_more = 0;
  for (gsize i = 0; i < n; i++)
    self->blocks[cairn_age_block_of (risks[i].age)].n++;
  for (guint i = 0; i < self->n_blocks; i++)
    {
      self->blocks[i].first = place;
      place += self->blocks[i].n;
      mark_stale (self, i);
    }
  list_occupied (self);
}

void
cairn_risk_table_set (CairnRiskTable *self,
                      const CairnSurvivalPoint *points,
                      gsize n_points,
                      guint32 until)
{
  CairnRisk *risks = g_new (CairnRisk, n_points + 1);

  self->n_exits = 0;
  self->until = until;
  for (gsize i = 0; i < n_points; i++)
    {
      risks[i] = (CairnRisk){ (guint32) points[i].age, points[i].n_risk, points[i].n_exits };
      self->n_exits += points[i].n_exits;
    }
  lay_out (self, risks, n_points);
}

/* ---- looking for an age ---- */

/* The first of the @n @risks, in order, whose age is not below @age. */
static gsize
place_among (const CairnRisk *risks, gsize n, guint64 age)
{
  gsize low = 0;
  gsize high = n;

  while (low < high)
    {
      gsize middle = (low + high) / 2;

      if (risks[middle].age < age)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

void
cairn_risk_table_find_more (const CairnRiskTable *self,
                            guint number,
                            const CairnRisk **more,
                            const CairnRisk **end)
{
  gsize from = 0;
  gsize to = 0;

  if (self->blocks[number].has_more)
    {
      from = place_among (self->more, self->n_more, cairn_age_block_begin (number));
      to = place_among (self->more, self->n_more, cairn_age_block_begin (number + 1));
    }
  *more = self->more + from;
  *end = self->more + to;
}

gsize
cairn_risk_table_count_block (const CairnRiskTable *self, guint number)
{
  const CairnRisk *more, *more_end;

  cairn_risk_table_find_more (self, number, &more, &more_end);
  return self->blocks[number].n + (more_end - more);
}

gsize
cairn_risk_table_list_block (const CairnRiskTable *self, guint number, CairnRisk *risks)
{
  const CairnRisk *some = self->risks + self->blocks[number].first;
  const CairnRisk *some_end = some + self->blocks[number].n;
  const CairnRisk *more, *more_end;
  gsize n = 0;

  cairn_risk_table_find_more (self, number, &more, &more_end);
  while (some < some_end && more < more_end)
    risks[n++] = some->age < more->age ? *some++ : *more++;
  while (some < some_end)
    risks[n++] = *some++;
  while (more < more_end)
    risks[n++] = *more++;
  return n;
}

void
cairn_risk_table_tidy (CairnRiskTable *self)
{
  CairnRisk *risks = g_new (CairnRisk, self->n_risks + self->n_more + 1);
  gsize n = 0;
  gsize kept = 0;

  for (guint i = 0; i < self->n_occupied; i++)
    n += cairn_risk_table_list_block (self, self->occupied[i], risks + n);
  for (gsize i = 0; i < n; i++)
    if (risks[i].n_exits > 0)
      risks[kept++] = risks[i];
  lay_out (self, risks, kept);
}

gsize
cairn_risk_table_list (const CairnRiskTable *self, guint32 *ages, guint32 *places)
{
  g_assert (self->n_more == 0);

  for (gsize i = 0; i < self->n_risks; i++)
    {
      ages[i] = self->risks[i].age;
      places[i] = (guint32) i;
    }
  return self->n_risks;
}

static CairnRisk *
find (const CairnRiskTable *self, guint32 age)
{
  guint number = cairn_age_block_of (age);
  const CairnRiskBlock *block;
  CairnRisk *risks;
  gsize place;

  if (number >= self->n_blocks)
    return NULL;
  block = &self->blocks[number];
  risks = self->risks + block->first;
  place = place_among (risks, block->n, age);
  if (place < block->n && risks[place].age == age)
    return &risks[place];
  if (!block->has_more)
    return NULL;
  place = place_among (self->more, self->n_more, age);
  return place < self->n_more && self->more[place].age == age ? &self->more[place] : NULL;
}

/* The place among the risks of the first one not below @age. */
static gsize
place_of (const CairnRiskTable *self, guint32 age)
{
  guint number = cairn_age_block_of (age);
  const CairnRiskBlock *block;

  if (number >= self->n_blocks)
    return self->n_risks;
  block = &self->blocks[number];
  return block->first + place_among (self->risks + block->first, block->n, age);
}

const CairnRisk *
cairn_risk_table_find (const CairnRiskTable *self, guint32 age)
{
  return find (self, age);
}

const CairnRisk *
cairn_risk_table_find_from (const CairnRiskTable *self, guint32 age)
{
  gsize place = place_of (self, age);
  gsize more = place_among (self->more, self->n_more, age);

  if (place == self->n_risks)
    return more < self->n_more ? &self->more[more] : NULL;
  if (more == self->n_more || self->risks[place].age < self->more[more].age)
    return &self->risks[place];
  return &self->more[more];
}

const CairnRisk *
cairn_risk_table_find_before (const CairnRiskTable *self, guint32 age)
{
  gsize place = place_of (self, age);
  gsize more = place_among (self->more, self->n_more, age);

  if (place == 0)
    return more > 0 ? &self->more[more - 1] : NULL;
  if (more == 0 || self->risks[place - 1].age > self->more[more - 1].age)
    return &self->risks[place - 1];
  return &self->more[more - 1];
}

/* ---- changing ---- */

gboolean
cairn_risk_table_add_risk (CairnRiskTable *self, guint32 age, int by)
{
  CairnRisk *risk = find (self, age);

  if (risk == NULL)
    return FALSE;
  risk->n_risk += by;
  mark_stale (self, cairn_age_block_of (age));
  return TRUE;
}

gboolean
cairn_risk_table_add_exits (CairnRiskTable *self, guint32 age, int by)
{
  CairnRisk *risk = find (self, age);

  if (risk == NULL)
    return FALSE;
  risk->n_exits += by;
  self->n_exits += by;
  mark_stale (self, cairn_age_block_of (age));
  return TRUE;
}

void
cairn_risk_table_set_risk (CairnRiskTable *self, guint32 age, guint32 n_risk)
{
  CairnRisk *risk = find (self, age);

  if (risk == NULL || risk->n_risk == n_risk)
    return;
  risk->n_risk = n_risk;
  mark_stale (self, cairn_age_block_of (age));
}

/* The places are far apart: memory is asked for them in good time. */
void
cairn_risk_table_add_risk_at (CairnRiskTable *self, const guint32 *places, gsize n_places, int by)
{
  for (gsize i = 0; i < n_places; i++)
    {
      CairnRisk *risk = &self->risks[places[i]];

      if (i + 2 * AHEAD < n_places)
        __builtin_prefetch (&self->risks[places[i + 2 * AHEAD]], 1);
      if (i + AHEAD < n_places)
        __builtin_prefetch (
          &self->blocks[cairn_age_block_of (self->risks[places[i + AHEAD]].age)].last_age, 1);
      risk->n_risk += by;
      mark_stale (self, cairn_age_block_of (risk->age));
    }
}

static gsize
add_risk_within (CairnRiskTable *self, CairnRisk *risks, gsize n_risks, guint32 to, int by)
{
  gsize n = 0;

  for (; n < n_risks && risks[n].age <= to; n++)
    {
      risks[n].n_risk += by;
      mark_stale (self, cairn_age_block_of (risks[n].age));
    }
  return n;
}

gsize
cairn_risk_table_add_risk_within (CairnRiskTable *self, guint32 after, guint32 to, int by)
{
  gsize place, more;

  if (after >= to)
    return 0;
  place = place_of (self, after + 1);
  more = place_among (self->more, self->n_more, after + 1);
  return add_risk_within (self, self->risks + place, self->n_risks - place, to, by)
         + add_risk_within (self, self->more + more, self->n_more - more, to, by);
}

/* More blocks, for a greater age than there was. */
static void
add_blocks (CairnRiskTable *self, guint n_blocks)
{
  self->blocks = g_renew (CairnRiskBlock, self->blocks, n_blocks);
  self->stale = g_renew (guint32, self->stale, n_blocks);
  self->occupied = g_renew (guint32, self->occupied, n_blocks);
  for (guint i = self->n_blocks; i < n_blocks; i++)
    {
      self->blocks[i] = (CairnRiskBlock){ .first = (guint32) self->n_risks };
      mark_stale (self, i);
    }
  self->n_blocks = n_blocks;
}

void
cairn_risk_table_insert (CairnRiskTable *self, const CairnRisk *risk)
{
  guint number = cairn_age_block_of (risk->age);
  gsize place = place_among (self->more, self->n_more, risk->age);
  CairnRiskBlock *block;

  if (self->n_more == self->n_more_allocated)
    {
      self->n_more_allocated = MAX (32, 2 * self->n_more_allocated);
      self->more = g_renew (CairnRisk, self->more, self->n_more_allocated);
    }
  memmove (self->more + place + 1, self->more + place, (self->n_more - place) * sizeof *risk);
  self->more[place] = *risk;
  self->n_more++;
  self->n_exits += risk->n_exits;
  if (number >= self->n_blocks)
    add_blocks (self, number + 1);
  block = &self->blocks[number];
  mark_stale (self, number);
  if (block->n == 0 && !block->has_more)
    {
      block->has_more = TRUE;
      list_occupied (self);
    }
  block->has_more = TRUE;
}
