/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-bracket.h"

#include <math.h>

#define LEAST_AT_RISK 3 /* as the guard of cairn_survival_begin() */

void
cairn_bracket_init (CairnBracket *self)
{
  self->bins = g_array_new (FALSE, FALSE, sizeof (CairnBracketBin));
  self->n_from_birth = 0;
}

void
cairn_bracket_clear (CairnBracket *self)
{
  g_clear_pointer (&self->bins, g_array_unref);
  self->n_from_birth = 0;
}

void
cairn_bracket_add (CairnBracket *self, const CairnBracketBin *bin)
{
  g_array_append_vals (self->bins, bin, 1);
}

void
cairn_bracket_join (CairnBracket *self, const CairnBracket *other, guint drop)
{
  for (guint i = 0; i < other->bins->len; i++)
    {
      CairnBracketBin bin = g_array_index (other->bins, CairnBracketBin, i);

      bin.bin >>= drop;
      g_array_append_val (self->bins, bin);
    }
  self->n_from_birth += other->n_from_birth;
}

static int
compare_bins (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const CairnBracketBin *) a)->bin;
  gint64 y = ((const CairnBracketBin *) b)->bin;

  return (x > y) - (x < y);
}

static void
merge_bin (CairnBracketBin *into, const CairnBracketBin *bin)
{
  if (bin->gone > 0)
    {
      into->first_gone = into->gone > 0 ? MIN (into->first_gone, bin->first_gone) : bin->first_gone;
      into->last_gone = into->gone > 0 ? MAX (into->last_gone, bin->last_gone) : bin->last_gone;
    }
  into->gone += bin->gone;
  into->stay += bin->stay;
  into->came += bin->came;
  into->last_seen = MAX (into->last_seen, bin->last_seen);
}

/* One bin for each number, in order. */
static void
settle (CairnBracket *self)
{
  CairnBracketBin *bins = (CairnBracketBin *) self->bins->data;
  guint kept = 0;

  g_array_sort (self->bins, compare_bins);
  for (guint i = 0; i < self->bins->len; i++)
    if (kept > 0 && bins[kept - 1].bin == bins[i].bin)
      merge_bin (&bins[kept - 1], &bins[i]);
    else
      bins[kept++] = bins[i];
  g_array_set_size (self->bins, kept);
}

/* A curve while it is drawn. */
typedef struct
{
  CairnSurvival *curve;
  double survival;
  double variance;
} Pen;

static void
draw (Pen *pen, double age, gint64 n_risk, gint64 gone)
{
  double n = n_risk;
  double d = gone;

  if (n > d)
    {
      pen->survival *= (n - d) / n;
      pen->variance += d / (n * (n - d));
    }
  else
    {
      pen->survival = 0;
      pen->variance = INFINITY;
    }
  pen->curve->points[pen->curve->n_points++]
    = (CairnSurvivalPoint){ age, pen->survival, pen->variance,
                            (guint) CLAMP (n_risk, gone, G_MAXUINT), (guint) gone };
  pen->curve->n_exits += gone;
}

/* However those of a bin are ordered, at each leaving there are at most as many at risk as if all
 * who come in the bin had come and none of those last seen in it had gone, and at least as many as
 * if none had come and all had gone; and the factors of several leavings one after the other
 * multiply to that of all at once. The first leaving of a bin makes the early curve fall, the last
 * one the late curve. */
void
cairn_bracket_fit (CairnBracket *self, CairnSurvival *early, CairnSurvival *late)
{
  Pen low = { early, 1, 0 };
  Pen high = { late, 1, 0 };
  gint64 n_risk = self->n_from_birth;
  gint64 still_to_come = 0;

  settle (self);
  cairn_survival_begin (early, 0, self->bins->len, 0);
  cairn_survival_begin (late, 0, self->bins->len, 0);
  for (guint i = 0; i < self->bins->len; i++)
    still_to_come += g_array_index (self->bins, CairnBracketBin, i).came;
  for (guint i = 0; i < self->bins->len; i++)
    {
      const CairnBracketBin *bin = &g_array_index (self->bins, CairnBracketBin, i);
      gint64 most = n_risk + bin->came;
      gint64 least = MAX (n_risk - bin->stay, 0);

      still_to_come -= bin->came;
      n_risk += bin->came - bin->stay - bin->gone;
      early->last_age = late->last_age = MAX (late->last_age, bin->last_seen);
      if (bin->gone == 0)
        continue;
      if (late->n_points == 0 && early->n_points == 0 && most < LEAST_AT_RISK && still_to_come > 0)
        {
          early->guard_age = late->guard_age = bin->last_gone;
          continue;
        }
      draw (&low, bin->first_gone, least, bin->gone);
      draw (&high, bin->last_gone, most, bin->gone);
      /* Nothing may make the band of the late curve narrower than it is. */
      if (!isinf (low.variance))
        late->points[late->n_points - 1].variance = low.variance;
    }
}

CairnEstimate
cairn_bracket_quantile (const CairnSurvival *early, const CairnSurvival *late, double p)
{
  CairnEstimate first = cairn_survival_quantile (early, p, CAIRN_LIMITS_LOG_LOG);
  CairnEstimate last = cairn_survival_quantile (late, p, CAIRN_LIMITS_LOG_LOG);

  /* Where only the early curve comes down so far, it is not certain that the curve does. */
  return (CairnEstimate){ (first.value + last.value) / 2, first.low, last.high };
}

CairnBounds
cairn_bracket_bounds (const CairnSurvival *early, const CairnSurvival *late, double p)
{
  return (CairnBounds){ cairn_survival_quantile (early, p, CAIRN_LIMITS_LOG_LOG).value,
                        cairn_survival_quantile (late, p, CAIRN_LIMITS_LOG_LOG).value };
}
