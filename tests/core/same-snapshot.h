/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-snapshot.h"

#include <string.h>

/* Two snapshots that say the same, to the last bit. */

static inline gboolean
same_number (double a, double b)
{
  return memcmp (&a, &b, sizeof a) == 0;
}

static inline gboolean
same_estimate (const CairnEstimate *a, const CairnEstimate *b)
{
  return same_number (a->value, b->value) && same_number (a->low, b->low)
         && same_number (a->high, b->high);
}

static inline gboolean
same_weeks (const CairnCell *a, const CairnCell *b)
{
  return memcmp (a->lost_weeks, b->lost_weeks, sizeof a->lost_weeks) == 0;
}

static inline void
assert_same_cell (const CairnCell *a, const CairnCell *b)
{
  g_assert_cmpstr (a->segment, ==, b->segment);
  g_assert_cmpstr (a->stage, ==, b->stage);
  g_assert_cmpuint (a->arrivals, ==, b->arrivals);
  g_assert_cmpuint (a->departures, ==, b->departures);
  g_assert_cmpuint (a->here, ==, b->here);
  g_assert_cmpuint (a->overdue, ==, b->overdue);
  g_assert_cmpuint (a->exits, ==, b->exits);
  g_assert_true (same_estimate (&a->median, &b->median));
  g_assert_true (same_estimate (&a->p90, &b->p90));
  g_assert_true (same_number (a->guard_age, b->guard_age));
  g_assert_true (same_number (a->repeated, b->repeated));
  g_assert_cmpint (a->grouped, ==, b->grouped);
  g_assert_cmpint (a->target, ==, b->target);
  g_assert_cmpint (a->limit, ==, b->limit);
  g_assert_true (same_number (a->lost_per_week, b->lost_per_week));
  g_assert_true (same_number (a->churned, b->churned));
  g_assert_true (same_number (a->spent_per_week, b->spent_per_week));
  g_assert_true (same_number (a->lost_se, b->lost_se));
  g_assert_true (same_weeks (a, b));
  g_assert_cmpuint (a->arrivals_28d, ==, b->arrivals_28d);
  g_assert_cmpuint (a->departures_28d, ==, b->departures_28d);
  g_assert_true (same_number (a->pileup_z, b->pileup_z));
  g_assert_true (same_number (a->pileup_p, b->pileup_p));
  g_assert_cmpint (a->growth, ==, b->growth);
  g_assert_true (same_number (a->net_per_week, b->net_per_week));
  g_assert_cmpint (a->oldest_age, ==, b->oldest_age);
  g_assert_cmpstr (a->oldest_customer, ==, b->oldest_customer);
  g_assert_true (same_number (a->within_target, b->within_target));
  g_assert_cmpuint (a->stuck, ==, b->stuck);
  g_assert_cmpint (a->stuck_since, ==, b->stuck_since);
  g_assert_cmpuint (a->rank, ==, b->rank);
  g_assert_cmpint (a->top_group, ==, b->top_group);
}

static inline void
assert_same_snapshot (const CairnSnapshot *a, const CairnSnapshot *b)
{
  guint n, m;
  const CairnCell *x = cairn_snapshot_get_cells (a, &n);
  const CairnCell *y = cairn_snapshot_get_cells (b, &m);

  g_assert_cmpint (cairn_snapshot_get_as_of (a), ==, cairn_snapshot_get_as_of (b));
  g_assert_cmpint (cairn_snapshot_get_window_from (a), ==, cairn_snapshot_get_window_from (b));
  g_assert_cmpint (cairn_snapshot_get_window_to (a), ==, cairn_snapshot_get_window_to (b));
  g_assert_cmpuint (n, ==, m);
  for (guint i = 0; i < n; i++)
    assert_same_cell (&x[i], &y[i]);
}
