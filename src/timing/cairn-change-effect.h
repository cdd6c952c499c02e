/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-stay.h"
#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

/* Did it work? Something about a stage was changed at a moment; do customers leave faster since?
 *
 * The time that customers spent in the stage is cut at that moment: what lies in the 26 weeks
 * before it makes one group, all since the other, and a stay that crosses it belongs to the first
 * with its beginning and to the second, by delayed entry, with the rest. The log-rank test expects
 * of each group, at each age, as many exits as its share of those at risk; observed ÷ expected says
 * how fast a group is, and after ÷ before how many times faster it became. */

/* Fewer exits than these on one side, and there is nothing to say. */
#define CAIRN_CHANGE_LEAST_EXITS 5

typedef struct
{
  gint64 moment; /* of the change */
  gint64 from;   /* where "before" begins */
  gint64 to;     /* where "after" ends */
  guint exits_before;
  guint exits_after;
  double expected_before;
  double expected_after;
  CairnEstimate speed; /* 1.6: leaves 1.6 times as fast; limits exp (ln ± 1.96 sqrt (1/O1 + 1/O2));
                          all NAN where either side has no exit */
  double p;            /* of the log-rank test */
} CairnChangeEffect;

/* @stays: array of CairnStay; what lies after @now is not looked at, nor what lies before
 * @log_start. */
CairnChangeEffect
cairn_change_effect (const GArray *stays, gint64 moment, gint64 now, gint64 log_start);

/* Whether both sides have exits enough for the speed to be told. */
gboolean cairn_change_effect_is_known (const CairnChangeEffect *self);

G_END_DECLS
