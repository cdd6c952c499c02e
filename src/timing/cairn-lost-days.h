/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-snapshot.h"
#include "timing/cairn-visit.h"
#include "timing/cairn-working-time.h"

G_BEGIN_DECLS

/* Customer-days lost: for every visit the time it lasted past its target, [entered + target, left),
 * counted in the weeks it falls into (ANALYTICS sections 2 and 3). A count, not an estimate, so it
 * adds up over weeks, stages and segments exactly. Weeks are the CAIRN_TREND_WEEKS spans of seven
 * days that end at "now"; the score is the mean of the last few of them. */

#define CAIRN_RECENT_WEEKS 4

typedef struct
{
  gint64 parts[CAIRN_TREND_WEEKS + 1]; /* seconds of the weeks in which visits begin or end it */
  gint64 steps[CAIRN_TREND_WEEKS + 2]; /* change in the number that lose all of a week */
  double recent;                       /* seconds within the score's weeks */
  guint64 recent_squares[2]; /* the sum of their squares over visits: low and high half, exact, so
                                that no order of adding up matters */
} CairnLostDays;

/* Which weeks: the same for all visits that are added to one count. */
typedef struct
{
  gint64 begin;        /* of the first week of the trend */
  gint64 recent_begin; /* of the score's weeks */
  gint64 now;
  const CairnWorkingTime *clock; /* borrowed; NULL: the calendar */
} CairnLostWeeks;

/* @visits that are lost from their target on until they end. */
void cairn_lost_days_add (CairnLostDays *self,
                          const CairnLostWeeks *weeks,
                          gint64 target,
                          const CairnKeptVisit *visits,
                          gsize n_visits);

/* @n_visits that are past their target all along. */
void
cairn_lost_days_add_throughout (CairnLostDays *self, const CairnLostWeeks *weeks, gsize n_visits);

/* Adds @n times @square to the sum of squares. */
void cairn_lost_days_add_squares (CairnLostDays *self, guint64 square, gsize n);

/* The sum of squares as somebody else has added it up. */
void cairn_lost_days_set_squares (CairnLostDays *self, double squares);

/* Adds the count of others. */
void cairn_lost_days_join (CairnLostDays *self, const CairnLostDays *others);

/* Customer-days of each week, oldest first. */
void cairn_lost_days_get_weeks (const CairnLostDays *self, double *days);

/* Customer-days a week and its standard error: the root of the sum of squares, exact if arrivals
 * are Poisson (Campbell). */
void
cairn_lost_days_get_score (const CairnLostDays *self, guint n_recent, double *per_week, double *se);

G_END_DECLS
