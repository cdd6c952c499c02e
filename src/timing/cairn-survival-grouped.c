/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-survival-grouped.h"

#include <math.h>

#define DIGIT_BITS 11
#define DIGIT_MASK ((1u << DIGIT_BITS) - 1)

/* Those who are picked lie together by the multiplier they are picked by: they must not do so here,
 * too. */
static guint64
scatter (guint32 customer)
{
  guint64 hash = customer * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  hash ^= hash >> 32;
  return hash * G_GUINT64_CONSTANT (0xd6e8feb86659fd93);
}

guint
cairn_grouped_rows_number (const CairnGroupedRow *rows, gsize n, guint32 *groups)
{
  guint bits = (guint) g_bit_storage (2 * n + 1); /* at most half of the slots are taken */
  gsize mask = ((gsize) 1 << bits) - 1;
  g_autofree guint32 *slots = g_new0 (guint32, mask + 1); /* a row of the customer, + 1 */
  guint n_groups = 0;

  for (gsize i = 0; i < n; i++)
    {
      gsize slot = (gsize) (scatter (rows[i].customer) >> (64 - bits));

      while (slots[slot] != 0 && rows[slots[slot] - 1].customer != rows[i].customer)
        slot = (slot + 1) & mask;
      groups[i] = slots[slot] != 0 ? groups[slots[slot] - 1] : n_groups++;
      if (slots[slot] == 0)
        slots[slot] = (guint32) i + 1;
    }
  return n_groups;
}

static double
share_of (guint n_groups, gsize n)
{
  return n > 0 ? 1 - (double) n_groups / (double) n : 0;
}

double
cairn_grouped_rows_share (const CairnGroupedRow *rows, gsize n)
{
  g_autofree guint32 *groups = g_new (guint32, n);

  return share_of (cairn_grouped_rows_number (rows, n, groups), n);
}

/* One customer, of whom k rows are at risk: what they add up to at a point where Greenwood's sum
 * has come to G is k G + b, as U_i = G (until) - G (from) - 1 / (n - d) at the exit. So each row
 * changes something only when it comes and when it goes, and the sum over all customers of
 * (k G + b)^2 is known at every point from those of k^2, k b and b^2. */
typedef struct
{
  double b;
  gint64 k;
} Group;

typedef struct
{
  double kk, kb, bb;
} Sums;

static void
change (Group *group, Sums *sums, int by, double constant)
{
  double k = (double) group->k;
  double b = group->b;

  group->k += by;
  group->b += constant;
  sums->kk += (double) (group->k * group->k) - k * k;
  sums->kb += (double) group->k * group->b - k * b;
  sums->bb += group->b * group->b - b * b;
}

/* A row comes, or goes. */
typedef struct
{
  guint64 age;
  guint32 group;
  guint32 exits;
} Event;

/* By age. Returns the one of both that is in order. O(n). */
static const Event *
sort_events (Event *events, Event *scratch, gsize n, guint64 greatest)
{
  for (guint shift = 0; shift < 64 && greatest >> shift > 0; shift += DIGIT_BITS)
    {
      gsize places[1 << DIGIT_BITS] = { 0 };
      gsize place = 0;
      Event *sorted = scratch;

      for (gsize i = 0; i < n; i++)
        places[events[i].age >> shift & DIGIT_MASK]++;
      for (guint digit = 0; digit <= DIGIT_MASK; digit++)
        {
          gsize count = places[digit];

          places[digit] = place;
          place += count;
        }
      for (gsize i = 0; i < n; i++)
        sorted[places[events[i].age >> shift & DIGIT_MASK]++] = events[i];
      scratch = events;
      events = sorted;
    }
  return events;
}

/* What is left of the rows at the points of a curve, in order. */
typedef struct
{
  const Event *coming; /* who is there from birth is not among them */
  const Event *coming_end;
  const Event *going;
  const Event *going_end;
  Group *groups;
  Sums sums;
} Sweep;

/* The variance at @point; Greenwood's sum was @before at the one before. */
static double
sweep_to (Sweep *self, const CairnSurvivalPoint *point, double before)
{
  guint64 age = (guint64) point->age;
  double greenwood = point->variance;
  double weight = 1.0 / ((double) point->n_risk - point->n_exits);

  for (; self->coming < self->coming_end && self->coming->age < age; self->coming++)
    change (&self->groups[self->coming->group], &self->sums, 1, -before);
  for (; self->going < self->going_end && self->going->age < age; self->going++)
    change (&self->groups[self->going->group], &self->sums, -1, before);
  for (; self->going < self->going_end && self->going->age == age; self->going++)
    change (&self->groups[self->going->group], &self->sums, -1,
            greenwood - (self->going->exits ? weight : 0));
  return MAX (0, greenwood * (greenwood * self->sums.kk + 2 * self->sums.kb) + self->sums.bb);
}

static void
set_variances (CairnSurvival *self, Sweep *sweep, double of_all, gboolean at_least_greenwood)
{
  double before = 0;

  /* Where nobody is left S is 0, and nothing more can be said. */
  for (gsize p = 0; p < self->n_points && isfinite (self->points[p].variance); p++)
    {
      double greenwood = self->points[p].variance;
      double variance = of_all * sweep_to (sweep, &self->points[p], before);

      self->points[p].variance = at_least_greenwood ? MAX (variance, greenwood) : variance;
      before = greenwood;
    }
  self->grouped = TRUE;
}

static void
group_by (CairnSurvival *self,
          const CairnGroupedRow *rows,
          gsize n,
          const guint32 *of_row,
          guint n_groups,
          double of_all,
          gboolean at_least_greenwood)
{
  g_autofree Group *groups = g_new0 (Group, n_groups + 1);
  g_autofree Event *coming = g_new (Event, n + 1);
  g_autofree Event *going = g_new (Event, n + 1);
  g_autofree Event *scratch = g_new (Event, n + 1);
  g_autofree Event *more_scratch = g_new (Event, n + 1);
  Sweep sweep = { .groups = groups };
  guint64 greatest = 0;
  gsize n_coming = 0;

  for (gsize i = 0; i < n; i++)
    {
      going[i] = (Event){ (guint64) rows[i].stop, of_row[i], rows[i].exits };
      greatest = MAX (greatest, going[i].age);
      if (rows[i].start > 0)
        coming[n_coming++] = (Event){ (guint64) rows[i].start, of_row[i], FALSE };
      else
        change (&groups[of_row[i]], &sweep.sums, 1, 0);
    }
  sweep.coming = sort_events (coming, scratch, n_coming, greatest);
  sweep.coming_end = sweep.coming + n_coming;
  sweep.going = sort_events (going, more_scratch, n, greatest);
  sweep.going_end = sweep.going + n;
  set_variances (self, &sweep, of_all, at_least_greenwood);
}

void
cairn_survival_group (CairnSurvival *self, const CairnGroupedRow *rows, gsize n)
{
  g_autofree guint32 *of_row = NULL;
  guint n_groups;

  g_return_if_fail (self != NULL && !self->grouped && (rows != NULL || n == 0) && n < G_MAXUINT32);

  of_row = g_new (guint32, n + 1);
  n_groups = cairn_grouped_rows_number (rows, n, of_row);
  self->again = share_of (n_groups, n);
  group_by (self, rows, n, of_row, n_groups, 1, FALSE);
}

/* Groups by @rows if they are of many who came more than once; FALSE: by too few to tell.
 * @of_all: how many times as many rows there are in all. */
static gboolean
try_group (
  CairnSurvival *self, const CairnGroupedRow *rows, gsize n, double of_all, guint least_groups)
{
  g_autofree guint32 *of_row = g_new (guint32, n + 1);
  guint n_groups = cairn_grouped_rows_number (rows, n, of_row);

  if (n_groups < least_groups)
    return FALSE;
  self->again = share_of (n_groups, n);
  if (self->again > CAIRN_MANY_AGAIN)
    group_by (self, rows, n, of_row, n_groups, of_all, n_groups < CAIRN_FEW_CUSTOMERS);
  return TRUE;
}

static gboolean
try_some (CairnSurvival *self, const CairnGroupedRow *rows, gsize n)
{
  g_autoptr (GArray) picked = g_array_new (FALSE, FALSE, sizeof (CairnGroupedRow));
  guint one_in = (guint) (n / CAIRN_MANY_ROWS) + 1;

  for (gsize i = 0; i < n; i++)
    if (cairn_customer_is_picked (rows[i].customer, one_in))
      g_array_append_vals (picked, &rows[i], 1);
  return try_group (self, (const CairnGroupedRow *) picked->data, picked->len,
                    (double) n / MAX (picked->len, 1), CAIRN_LEAST_PICKED);
}

void
cairn_survival_group_if_many (CairnSurvival *self, const CairnGroupedRow *rows, gsize n)
{
  g_return_if_fail (self != NULL && !self->grouped && (rows != NULL || n == 0) && n < G_MAXUINT32);

  if (n <= CAIRN_MANY_ROWS || !try_some (self, rows, n))
    try_group (self, rows, n, 1, 0);
}

void
cairn_survival_fit_rows (
  CairnSurvival *self, const CairnGroupedRow *rows, gsize n, CairnAges *ages, CairnAges *scratch)
{
  gsize n_from_birth = 0;

  g_return_if_fail (self != NULL && (rows != NULL || n == 0));

  ages->n = 0;
  cairn_ages_expect (ages, 2 * n);
  for (gsize i = 0; i < n; i++)
    cairn_ages_append_if (
      ages, cairn_age_pack (MIN (rows[i].stop, CAIRN_AGE_MAX), CAIRN_AGE_EXIT, 0), rows[i].exits);
  for (gsize i = 0; i < n; i++)
    {
      cairn_ages_append_if (ages,
                            cairn_age_pack (MIN (rows[i].stop, CAIRN_AGE_MAX), CAIRN_AGE_STAY, 0),
                            !rows[i].exits);
      cairn_ages_append_if (ages,
                            cairn_age_pack (MIN (rows[i].start, CAIRN_AGE_MAX), CAIRN_AGE_ENTRY, 0),
                            rows[i].start > 0);
      n_from_birth += rows[i].start == 0;
    }
  cairn_ages_sort (ages, scratch);
  cairn_survival_fit (self, n_from_birth, ages, TRUE);
}

void
cairn_survival_fit_grouped (
  CairnSurvival *self, const CairnGroupedRow *rows, gsize n, CairnAges *ages, CairnAges *scratch)
{
  cairn_survival_fit_rows (self, rows, n, ages, scratch);
  cairn_survival_group_if_many (self, rows, n);
}
