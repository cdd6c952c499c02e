/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-period.h"
#include "timing/cairn-survival-grouped.h"
#include "timing/cairn-visit-store.h"

G_BEGIN_DECLS

/* What customers who came more than once to a stage do to the limits of its medians and 90th
 * percentiles (cairn-survival-grouped.h), for each of its cells and for all together. To know who
 * came more than once, every visit in the window has to be looked at. So with more than 4,096 of
 * them what was found is kept, a second for every 2,048. Of a cell with more than 8,192 only the
 * visits of some of the customers are looked at closely, about as many: they tell by how much the
 * variance is greater, which holds for the curve of all. */

typedef struct
{
  double repeated;
  gboolean grouped; /* the rest is only then known */
  gboolean sampled;
  CairnEstimate median; /* the limits only; not @sampled */
  CairnEstimate p90;
  double median_wider; /* how many times the variance of Greenwood, where the curve reaches it */
  double p90_wider;
} CairnAgain;

typedef struct
{
  CairnAgain *cells; /* one more than the stage has; NULL: nothing is known */
  guint n_cells;
  gint64 found_at;
  gsize n_rows;
} CairnStageAgain;

/* "Limits allow for customers who came more than once: 14 % of the stays." Owned by the caller. */
char *cairn_again_dup_sentence (double repeated);

void cairn_stage_again_clear (CairnStageAgain *self);

/* Whether what was found is not too old at @now, for that many cells. */
gboolean cairn_stage_again_stands (const CairnStageAgain *self, gint64 now, guint n_cells);

/* Looks at all visits in the window of @period; @first_look: as in cairn_engine_set_first_look().
 * @visits: of each of @n_cells. */
void cairn_stage_again_find (CairnStageAgain *self,
                             const CairnPeriod *period,
                             const CairnCellVisits *const *visits,
                             guint n_cells,
                             gint64 first_look);

G_END_DECLS
