/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-risk-curve.h"
#include "timing/cairn-survival-private.h"

#include <math.h>
#include <string.h>

#define FEW 4
#define NONE G_MAXSIZE

/* A point of the curve: the one at @at in block @block. */
typedef struct
{
  gsize block;
  gsize at;
  double age;
} Spot;

/* What is looked for: the first point at which the band is not above the level. */
typedef struct
{
  CairnLimits kind;
  CairnBand band;
  double level;
} Search;

void
cairn_risk_curve_clear (CairnRiskCurve *self)
{
  g_free (self->points);
  g_free (self->blocks);
  g_free (self->inside);
  g_free (self->risks);
  memset (self, 0, sizeof *self);
}

static void
make_room (CairnRiskCurve *self, guint n_blocks)
{
  if (self->n_allocated >= n_blocks)
    return;
  self->n_allocated = n_blocks + n_blocks / 8;
  self->points = g_renew (CairnSurvivalPoint, self->points, self->n_allocated);
  self->blocks = g_renew (guint, self->blocks, self->n_allocated);
}

void
cairn_risk_curve_look (CairnRiskCurve *self, const CairnRiskTable *table, gint64 last_open)
{
  double survival = 1;
  double variance = 0;

  self->table = table;
  self->looked_into = NONE;
  self->wider = 1;
  self->n = 0;
  self->last_age = last_open;
  make_room (self, table->n_occupied);
  for (guint i = 0; i < table->n_occupied; i++)
    {
      const CairnRiskBlock *block = &table->blocks[table->occupied[i]];

      if (!block->counts)
        continue;
      survival *= block->product;
      variance += block->variance;
      self->points[self->n] = (CairnSurvivalPoint){ block->last_age, survival, variance, 0, 0 };
      self->blocks[self->n++] = table->occupied[i];
    }
  if (self->n > 0)
    self->last_age = MAX (self->last_age, self->points[self->n - 1].age);
}

void
cairn_risk_curve_widen (CairnRiskCurve *self, double times)
{
  self->wider = times;
  self->looked_into = NONE;
  for (gsize i = 0; i < self->n; i++)
    self->points[i].variance *= times;
}

static CairnSurvivalPoint
point_before (const CairnRiskCurve *self, gsize at)
{
  return at > 0 ? self->points[at - 1] : (CairnSurvivalPoint){ 0, 1, 0, 0, 0 };
}

static void
make_room_inside (CairnRiskCurve *self, gsize n)
{
  if (self->n_inside_allocated >= n)
    return;
  self->n_inside_allocated = n + n / 8;
  self->inside = g_renew (CairnSurvivalPoint, self->inside, self->n_inside_allocated);
  self->risks = g_renew (CairnRisk, self->risks, self->n_inside_allocated);
}

/* All points of a block. */
static void
look_into (CairnRiskCurve *self, gsize at)
{
  guint number = self->blocks[at];
  CairnSurvivalPoint before = point_before (self, at);
  CairnBlockSum sum;
  gsize n;

  if (self->looked_into == at)
    return;
  make_room_inside (self, cairn_risk_table_count_block (self->table, number));
  self->looked_into = at;
  self->n_inside = 0;
  n = cairn_risk_table_list_block (self->table, number, self->risks);
  cairn_block_sum_begin (&sum, cairn_age_block_begin (number));
  for (gsize i = 0; i < n; i++)
    {
      const CairnRisk *risk = &self->risks[i];

      if (risk->n_exits == 0)
        continue;
      cairn_block_sum_leave (&sum, risk->n_risk, risk->n_exits);
      self->inside[self->n_inside++]
        = (CairnSurvivalPoint){ risk->age, before.survival * sum.product,
                                before.variance + self->wider * sum.variance, risk->n_risk,
                                risk->n_exits };
    }
}

static gboolean
search_block (CairnRiskCurve *self, gsize at, gsize from, const Search *search, Spot *spot)
{
  gsize found;

  look_into (self, at);
  found = cairn_band_first_at_most (self->inside, from, self->n_inside, 1, search->kind,
                                    search->band, search->level);
  if (found == self->n_inside)
    return FALSE;
  *spot = (Spot){ at, found, self->inside[found].age };
  return TRUE;
}

static gboolean
may_reach (const CairnRiskCurve *self, gsize from, gsize to, const Search *search)
{
  CairnSurvivalPoint before = point_before (self, from);

  return cairn_band_may_reach (&before, &self->points[to - 1], 1, search->kind, search->band,
                               search->level);
}

/* Among the blocks [@from, @to). */
static gboolean
search_blocks (CairnRiskCurve *self, gsize from, gsize to, const Search *search, Spot *spot)
{
  gsize middle = from + (to - from) / 2;

  if (to - from <= FEW)
    {
      for (gsize i = from; i < to; i++)
        if (may_reach (self, i, i + 1, search) && search_block (self, i, 0, search, spot))
          return TRUE;
      return FALSE;
    }
  if (!may_reach (self, from, to, search))
    return FALSE;
  return search_blocks (self, from, middle, search, spot)
         || search_blocks (self, middle, to, search, spot);
}

static double
crossing (CairnRiskCurve *self, double level, CairnLimits kind, CairnBand band)
{
  Search search = { kind, band, level + CAIRN_BAND_TOLERANCE };
  const CairnSurvivalPoint *last;
  Spot reached, passed;

  if (!search_blocks (self, 0, self->n, &search, &reached))
    return NAN;
  search.level = level - CAIRN_BAND_TOLERANCE;
  if (search_block (self, reached.block, reached.at, &search, &passed)
      || search_blocks (self, reached.block + 1, self->n, &search, &passed))
    return (reached.age + passed.age) / 2;
  last = &self->points[self->n - 1];
  if (fabs (cairn_band_value (last->survival, last->variance, 1, kind, band) - level)
      < CAIRN_BAND_TOLERANCE)
    return (reached.age + self->last_age) / 2;
  return NAN;
}

CairnEstimate
cairn_risk_curve_quantile (CairnRiskCurve *self, double p, CairnLimits kind)
{
  CairnEstimate estimate;

  estimate.value = crossing (self, 1 - p, kind, CAIRN_BAND_CURVE);
  estimate.low = crossing (self, 1 - p, kind, CAIRN_BAND_LOW);
  estimate.high = crossing (self, 1 - p, kind, CAIRN_BAND_HIGH);
  return estimate;
}

double
cairn_risk_curve_gone (CairnRiskCurve *self, gint64 age)
{
  gsize at = 0;
  double gone;

  while (at < self->n && self->points[at].age <= age)
    at++;
  gone = at > 0 ? 1 - self->points[at - 1].survival : 0;
  if (at == self->n)
    return gone;
  look_into (self, at);
  for (gsize i = 0; i < self->n_inside && self->inside[i].age <= age; i++)
    gone = 1 - self->inside[i].survival;
  return gone;
}
