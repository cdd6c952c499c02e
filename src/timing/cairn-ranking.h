/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

/* Sets what a cell can only be told among its peers: rank, top_group and growth of every one of
 * @cells, from their lost_per_week, lost_se, spent_per_week, pileup_z, pileup_p, arrivals_28d,
 * departures_28d, median, target and churned. Docs: ANALYTICS sections 2 (pile-up test) and 3
 * (ranking).
 *
 * The top group is every cell that loses anything and whose loss L_i is statistically no less than
 * the greatest L_1: |L_1 - L_i| <= 1.96 sqrt(se_1^2 + se_i^2). The group takes the first places,
 * in order of pile-up z, then of median / target, then of the share lost by twice the target, then
 * as they stand in @cells; the others follow by loss, and of these equal ones share the place of
 * the first. After them come the cells that have no target, by the customer-days that are spent in
 * them. A cell that loses nothing, and one without customers, gets no place (0). */
void cairn_ranking_apply (CairnCell *cells, guint n_cells);

/* Whether the place of the cell @i among all that @cells are to be ranked with (or some of them)
 * may hang on its share of churn. */
gboolean cairn_ranking_needs_churned (const CairnCell *cells, guint n_cells, guint i);

G_END_DECLS
