/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-pileup.h"
#include "timing/cairn-ranking.h"

#include <math.h>

#define Z_95 1.96

static gboolean
loses (const CairnCell *cell)
{
  return cell->lost_per_week > 0; /* FALSE for NAN */
}

/* There is nothing to be late by, but customers spend their time here. */
static gboolean
is_untargeted (const CairnCell *cell)
{
  return isnan (cell->lost_per_week) && cell->spent_per_week > 0;
}

static void
mark_top_group (CairnCell *cells, guint n_cells)
{
  const CairnCell *first = NULL;

  for (guint i = 0; i < n_cells; i++)
    if (loses (&cells[i]) && (first == NULL || cells[i].lost_per_week > first->lost_per_week))
      first = &cells[i];
  for (guint i = 0; i < n_cells; i++)
    cells[i].top_group = first != NULL && loses (&cells[i])
                         && first->lost_per_week - cells[i].lost_per_week
                              <= Z_95 * hypot (first->lost_se, cells[i].lost_se);
}

/* Median dwell over target; -1 where one of them is missing, so that it comes last. */
static double
slowness (const CairnCell *cell)
{
  if (cell->target <= 0 || isnan (cell->median.value))
    return -1;
  return cell->median.value / cell->target;
}

static int
compare_descending (double a, double b)
{
  return (a < b) - (a > b);
}

static int
compare_pace (const CairnCell *a, const CairnCell *b)
{
  int order = compare_descending (isnan (a->pileup_z) ? 0 : a->pileup_z,
                                  isnan (b->pileup_z) ? 0 : b->pileup_z);

  return order != 0 ? order : compare_descending (slowness (a), slowness (b));
}

/* < 0: @a stands before @b. */
static int
compare_harm (const CairnCell *a, const CairnCell *b)
{
  int order;

  if (is_untargeted (a) != is_untargeted (b))
    return is_untargeted (b) ? -1 : 1;
  if (is_untargeted (a))
    return compare_descending (a->spent_per_week, b->spent_per_week);
  if (a->top_group != b->top_group)
    return a->top_group ? -1 : 1;
  if (!a->top_group)
    return compare_descending (a->lost_per_week, b->lost_per_week);
  order = compare_pace (a, b);
  return order != 0 ? order
                    : compare_descending (isnan (a->churned) ? 0 : a->churned,
                                          isnan (b->churned) ? 0 : b->churned);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  return compare_harm (*(const CairnCell *const *) a, *(const CairnCell *const *) b);
}

static void
number_places (CairnCell *cells, guint n_cells)
{
  g_autoptr (GPtrArray) order = g_ptr_array_sized_new (n_cells);

  for (guint i = 0; i < n_cells; i++)
    {
      cells[i].rank = 0;
      if (loses (&cells[i]) || is_untargeted (&cells[i]))
        g_ptr_array_add (order, &cells[i]);
    }
  g_ptr_array_sort (order, compare_places); /* stable: whatever is equal stays in order */
  for (guint i = 0; i < order->len; i++)
    {
      CairnCell *cell = g_ptr_array_index (order, i);
      const CairnCell *before = i > 0 ? g_ptr_array_index (order, i - 1) : NULL;

      cell->rank = i + 1;
      if (before != NULL && !cell->top_group && compare_harm (before, cell) == 0)
        cell->rank = before->rank;
    }
}

static void
flag_growth (CairnCell *cells, guint n_cells)
{
  g_autofree double *p = g_new (double, n_cells);
  g_autofree double *q_up = g_new (double, n_cells);
  g_autofree double *q_down = g_new (double, n_cells);

  for (guint i = 0; i < n_cells; i++)
    p[i] = cells[i].pileup_p;
  cairn_benjamini_hochberg (p, n_cells, q_up);
  for (guint i = 0; i < n_cells; i++)
    p[i] = cairn_normal_upper (-cells[i].pileup_z);
  cairn_benjamini_hochberg (p, n_cells, q_down);
  for (guint i = 0; i < n_cells; i++)
    cells[i].growth
      = cairn_pileup_verdict (cells[i].arrivals_28d, cells[i].departures_28d, q_up[i], q_down[i]);
}

gboolean
cairn_ranking_needs_churned (const CairnCell *cells, guint n_cells, guint i)
{
  for (guint j = 0; j < n_cells && loses (&cells[i]); j++)
    if (j != i && loses (&cells[j]) && (cells[i].segment == NULL) == (cells[j].segment == NULL)
        && compare_pace (&cells[i], &cells[j]) == 0)
      return TRUE;
  return FALSE;
}

void
cairn_ranking_apply (CairnCell *cells, guint n_cells)
{
  if (n_cells == 0)
    return;
  mark_top_group (cells, n_cells);
  number_places (cells, n_cells);
  flag_growth (cells, n_cells);
}
