/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-ages.h"

G_BEGIN_DECLS

/* Do some groups leave a stage more slowly than others? The log-rank test (Mantel 1966) with open
 * visits and delayed entry: at each age the exits are compared with what each group's share of
 * those at risk lets expect. Over the groups the expected exits add up to the observed. */

typedef struct
{
  double observed; /* exits */
  double expected;
} CairnLogRankGroup;

typedef struct
{
  double chi_square; /* NAN with fewer than two groups that anything is expected of */
  guint df;
  double p;
} CairnLogRankTest;

/* @sorted: as cairn_ages_sort() leaves it, the cell of each item its group, below @n_groups.
 * @n_from_birth: rows of each group with start 0. @groups: @n_groups results. */
CairnLogRankTest cairn_log_rank (guint n_groups,
                                 const gsize *n_from_birth,
                                 const CairnAges *sorted,
                                 CairnLogRankGroup *groups);

/* P (X > @x) of the chi-square distribution with @df degrees of freedom: the regularised upper
 * incomplete gamma function, by series or continued fraction (Lentz). */
double cairn_chi_square_upper (double x, guint df);

G_END_DECLS
