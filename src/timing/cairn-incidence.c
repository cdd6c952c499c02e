/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-incidence.h"

#define LEAST_AT_RISK 3 /* as in cairn-survival.c */

/* What the recursion carries from one age to the next. */
typedef struct
{
  CairnIncidencePoint point;
  double variance;                           /* of the survival */
  double covariance[CAIRN_INCIDENCE_CAUSES]; /* of the survival and each share */
} State;

/* @d of the @n at risk leave, @by_cause of them for each cause: the multinomial covariance of the
 * steps is (delta_jk n - d_j) d_k / n^3. */
static void
take_step (State *state, double n, double d, const guint *by_cause)
{
  double inside = state->point.survival;
  double stay = 1 - d / n;
  double cube = n * n * n;

  for (guint k = 0; k < CAIRN_INCIDENCE_CAUSES; k++)
    {
      double step = by_cause[k] / n;

      state->point.share[k] += inside * step;
      state->point.variance[k] += 2 * step * state->covariance[k] + step * step * state->variance
                                  + inside * inside * (n - by_cause[k]) * by_cause[k] / cube;
      state->covariance[k] = stay * (state->covariance[k] + step * state->variance)
                             - inside * inside * (n - d) * by_cause[k] / cube;
    }
  state->variance = stay * stay * state->variance + inside * inside * (n - d) * d / cube;
  state->point.survival = d < n ? inside * stay : 0;
}

static gint64
find_last_entry (const CairnAges *sorted)
{
  for (gsize i = sorted->n; i > 0; i--)
    if (cairn_age_get_kind (sorted->items[i - 1]) == CAIRN_AGE_ENTRY)
      return cairn_age_get_seconds (sorted->items[i - 1]);
  return 0;
}

void
cairn_incidence_fit (CairnIncidence *self,
                     gsize n_from_birth,
                     const CairnAges *sorted,
                     gboolean guard)
{
  gint64 last_entry = guard ? find_last_entry (sorted) : 0;
  gsize n_at_risk = n_from_birth;
  State state = { .point.survival = 1 };

  *self = (CairnIncidence){ .points = g_new (CairnIncidencePoint, sorted->n + 1) };
  for (gsize i = 0; i < sorted->n;)
    {
      gint64 age = cairn_age_get_seconds (sorted->items[i]);
      guint by_cause[CAIRN_INCIDENCE_CAUSES] = { 0 };
      gsize n = n_at_risk;
      gsize d = 0;

      for (; i < sorted->n && cairn_age_get_seconds (sorted->items[i]) == age; i++)
        {
          CairnAgeKind kind = cairn_age_get_kind (sorted->items[i]);

          if (kind == CAIRN_AGE_EXIT)
            {
              by_cause[MIN (cairn_age_get_cell (sorted->items[i]), CAIRN_INCIDENCE_CAUSES - 1)]++;
              d++;
            }
          n_at_risk += kind == CAIRN_AGE_ENTRY ? 1 : -1;
        }
      if (d == 0)
        continue;
      if (self->n_points == 0 && n < LEAST_AT_RISK && last_entry > age)
        {
          self->guard_age = age;
          continue;
        }
      take_step (&state, n, d, by_cause);
      state.point.age = age;
      self->n_exits += d;
      self->points[self->n_points++] = state.point;
    }
}

void
cairn_incidence_clear (CairnIncidence *self)
{
  g_clear_pointer (&self->points, g_free);
  self->n_points = 0;
}

CairnIncidencePoint
cairn_incidence_at (const CairnIncidence *self, double age)
{
  gsize low = 0;
  gsize high = self->n_points;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (self->points[middle].age <= age)
        low = middle + 1;
      else
        high = middle;
    }
  return low > 0 ? self->points[low - 1] : (CairnIncidencePoint){ .survival = 1 };
}
