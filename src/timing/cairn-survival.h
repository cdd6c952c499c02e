/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-ages.h"
#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

/* Kaplan-Meier estimate of how long visits last, with open visits (right censoring) and visits that
 * began before the window (delayed entry). Definitions: ANALYTICS section 2; sources there. The
 * numbers agree with R's survival::survfit and quantile.survfit.
 *
 * A visit seen through the window is a row (start, stop, event]: under observation from age start
 * to age stop, and gone at stop (event) or still inside. At risk at age t: start < t <= stop, and
 * those with start = 0 at t = 0. Rows are given as what happens at which age, in order: an entry
 * for a start > 0, an exit or a stay for a stop; all others are there from birth. */

typedef struct
{
  double age;
  double survival; /* S just after this age */
  double variance; /* of log S: Greenwood's sum d / (n (n - d)); INFINITY once S = 0 */
  guint n_risk;
  guint n_exits;
} CairnSurvivalPoint;

typedef struct
{
  CairnSurvivalPoint *points; /* one for each age at which somebody left and that counts */
  gsize n_points;
  gsize n_exits;    /* those that count */
  double last_age;  /* the greatest stop */
  double guard_age; /* the last age that the delayed-entry guard skipped; 0: none */
  double again;     /* the share of the rows that are of customers who have another one before */
  gboolean grouped; /* the variance allows for them: cairn-survival-grouped.h */

  /*< private >*/
  gsize allocated;
  gsize n_at_risk;
  gint64 last_entry;
} CairnSurvival;

typedef enum
{
  CAIRN_LIMITS_PLAIN,
  CAIRN_LIMITS_LOG,
  CAIRN_LIMITS_LOG_LOG, /* what Cairn shows */
} CairnLimits;

/* Begins a new curve in the room @self already has (all zero at first), of @n_from_birth rows with
 * start 0 and at most @n_exits exits.
 *
 * @last_entry is for the guard: as long as the curve has not begun, an age at which fewer than 3
 * are at risk while somebody enters later, at up to this age, is skipped, as one early exit would
 * else fix the curve at 0 for good; all then holds "given >= guard_age". (Later on such ages do
 * count, as in R: they only shape the tail.) 0: no guard. */
void
cairn_survival_begin (CairnSurvival *self, gsize n_from_birth, gsize n_exits, gint64 last_entry);

/* Takes what happens next; the order is that of cairn_ages_sort(). */
static inline void cairn_survival_take (CairnSurvival *self, CairnAge age);

/* The same where @n_more are at risk than are told of one by one. */
static inline void cairn_survival_take_among (CairnSurvival *self, CairnAge age, gsize n_more);

/* Everything has been taken: computes the curve. */
void cairn_survival_finish (CairnSurvival *self);

/* A whole curve at once. */
void cairn_survival_fit (CairnSurvival *self,
                         gsize n_from_birth,
                         const CairnAges *sorted,
                         gboolean guard);

void cairn_survival_clear (CairnSurvival *self);

/* 95 % limits of S; NAN where they are not defined (S = 0; log-log also S = 1). */
void cairn_survival_limits (
  double survival, double variance, CairnLimits kind, double *low, double *high);

/* The age by which the share @p has left: the first with S <= 1 - p, or the middle of the stretch
 * on which S = 1 - p (within sqrt (DBL_EPSILON)). NAN: not reached. The limits invert the band of S
 * (Brookmeyer and Crowley 1982): first crossing; NAN: never crossed, so open to that side. */
CairnEstimate cairn_survival_quantile (const CairnSurvival *self, double p, CairnLimits kind);
/* As cairn_survival_quantile(), with @times the variance. */
CairnEstimate cairn_survival_quantile_widened (const CairnSurvival *self,
                                               double p,
                                               CairnLimits kind,
                                               double times);

/* The mean age at leaving or at @tau, whichever comes first; @se (may be NULL) its standard error.
 */
double cairn_survival_mean (const CairnSurvival *self, double tau, double *se);

/* The same mean, added up by blocks of ages (cairn-age-blocks.h). */
double cairn_survival_area (const CairnSurvival *self, gint64 tau);

/* This runs several times for every visit, in an order of kinds that no processor can guess; hence
 * no branches: each item is noted as if it were an exit and only counts if it is. */
static inline void
cairn_survival_take_among (CairnSurvival *self, CairnAge age, gsize n_more)
{
  CairnAgeKind kind = cairn_age_get_kind (age);
  gint64 seconds = cairn_age_get_seconds (age);
  CairnSurvivalPoint *point = &self->points[self->n_points];

  point->age = seconds;
  point->n_risk = self->n_at_risk + n_more;
  self->n_points += kind == CAIRN_AGE_EXIT;
  self->n_at_risk += kind == CAIRN_AGE_ENTRY ? 1 : -1;
  self->last_age = seconds; /* that of a stop in the end: whoever enters stops later */
}

static inline void
cairn_survival_take (CairnSurvival *self, CairnAge age)
{
  cairn_survival_take_among (self, age, 0);
}

G_END_DECLS
