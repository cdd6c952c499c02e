/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-lost-days.h"
#include "timing/cairn-period.h"
#include "timing/cairn-visit-store.h"

G_BEGIN_DECLS

/* What can simply be counted of the visits of a cell (ANALYTICS section 2): arrivals, departures,
 * who is here, who is overdue, lost days. Adds up over cells. */
typedef struct
{
  guint arrivals; /* in the window */
  guint departures;
  guint here; /* now */
  guint overdue;
  guint recent_arrivals;
  guint recent_departures;
  guint weekly_arrivals[CAIRN_TREND_WEEKS + 1]; /* the last one: in none of the weeks */
  gint64 oldest_entered;                        /* of those here */
  const char *oldest_customer;                  /* NULL: nobody is here */
  CairnLostDays lost;
  double spent; /* seconds of the recent weeks, of those without a target */
} CairnTally;

/* Counts the visits of one cell. @target: 0 for none. @customers: the name of every customer
 * number. Visits entered after "now" are not counted; those that left after it are still here. What
 * is open costs next to nothing, as it is in order of entering; the rest O(visits that ended in the
 * weeks of the trend or in the window, or later). */
void cairn_tally_count (CairnTally *self,
                        const CairnPeriod *period,
                        const CairnCellVisits *visits,
                        gint64 target,
                        const char *const *customers);

/* Only what can be looked up where the visits stand: who is here, is overdue, has left. Nobody may
 * leave after "now". */
void cairn_tally_look_up (CairnTally *self,
                          const CairnPeriod *period,
                          const CairnCellVisits *visits,
                          gint64 target,
                          const char *const *customers);

void cairn_tally_join (CairnTally *self, const CairnTally *others);

/* Of the weekly arrivals over the full weeks of the trend. */
double cairn_tally_get_dispersion (const CairnTally *self, const CairnPeriod *period);

G_END_DECLS
