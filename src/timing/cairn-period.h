/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-visit.h"
#include "timing/cairn-working-time.h"

G_BEGIN_DECLS

/* The spans that one snapshot looks at, all ending at "now" and none beginning before the log does:
 * finished visits before its start were never seen. Spans are (begin, end]. */
typedef struct
{
  gint64 now;
  gint64 log_start;

  gint64 from; /* the window of the estimates; to <= now */
  gint64 to;

  gint64 trend_begin; /* of the CAIRN_TREND_WEEKS weeks; may lie before log_start */
  guint first_week;   /* the first of them that the log holds in full */

  guint n_recent;      /* the last weeks, at most CAIRN_RECENT_WEEKS, that the log holds in full */
  gint64 recent_begin; /* of these, or of what there is if less than a week */

  /* How long stays last, and what is past its target, is told by it; borrowed. Weeks and windows
   * are those of the calendar all the same. */
  const CairnWorkingTime *clock;
} CairnPeriod;

CairnPeriod cairn_period_resolve (gint64 now, const CairnWindow *window, gint64 log_start);

/* n_recent, but at least 1: what counts over the recent weeks are divided by. */
static inline guint
cairn_period_get_divisor (const CairnPeriod *self)
{
  return MAX (self->n_recent, 1);
}

G_END_DECLS
