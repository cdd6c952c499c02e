/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

/* Is a stage piling up? (ANALYTICS section 2.) If as many customers come as go, the change of the
 * number inside over @span has, for M/G/infinity, the variance 2 rate * mean stay within the span,
 * times the dispersion of the arrivals:
 *   z = (A - D) / sqrt (2 (A + D) / (2 span) * mean_stay * dispersion)
 * @mean_stay: the restricted mean of the dwell to @span, in the unit of @span. NAN without any
 * arrival or departure. */
double
cairn_pileup_z (guint arrivals, guint departures, double span, double mean_stay, double dispersion);

/* How much burstier than Poisson the weekly @arrivals are, from their successive differences:
 * max (1, sum (A_w - A_{w-1})^2 / (2 (n - 1) mean)). 1 for fewer than two weeks. */
double cairn_dispersion (const guint *arrivals, guint n_weeks);

/* P(Z > z) of the standard normal distribution; NAN for NAN. */
double cairn_normal_upper (double z);

/* The smallest false-discovery rate at which each of @p would be called a discovery. NAN stays NAN
 * and counts for nothing. */
void cairn_benjamini_hochberg (const double *p, guint n, double *q);

/* Piling up: at least 3 more came than went and @q_up < 0.10; draining the other way round; never
 * when fewer than 8 moved at all. */
CairnGrowth cairn_pileup_verdict (guint arrivals, guint departures, double q_up, double q_down);

G_END_DECLS
