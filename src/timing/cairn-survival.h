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
 * to age stop, and gone at stop (event) or still inside. */

/* The rows of one curve. At risk at age t: start < t <= stop, and those with start = 0 at t = 0. */
typedef struct
{
  gsize n_from_birth;      /* rows with start = 0 */
  const CairnAge *entries; /* the starts > 0, ascending */
  gsize n_entries;
  const CairnAge *exits; /* the stops of rows with an event, ascending */
  gsize n_exits;
  const CairnAge *stays; /* the stops of the others, ascending */
  gsize n_stays;
} CairnRisk;

typedef struct
{
  double age;
  double survival; /* S just after this age */
  double variance; /* Greenwood's sum d / (n (n - d)): var S = S^2 * this; INFINITY once S = 0 */
  guint n_risk;
  guint n_exits;
  guint n_stays; /* visits lost from sight since the last point, before this age */
} CairnSurvivalPoint;

typedef struct
{
  CairnSurvivalPoint *points; /* one for each age at which somebody left and that counts */
  gsize n_points;
  gsize allocated;
  gsize n_exits;    /* those that count */
  double last_age;  /* the greatest stop looked at */
  double guard_age; /* the last age that the delayed-entry guard skipped; 0: none */
} CairnSurvival;

typedef enum
{
  CAIRN_LIMITS_PLAIN,
  CAIRN_LIMITS_LOG,
  CAIRN_LIMITS_LOG_LOG, /* what Cairn shows */
} CairnLimits;

/* Computes the curve of @risk, using the room @self already has (all zero at first). Ages after
 * @until are not looked at (G_MAXINT64: all).
 *
 * @guard: as long as the curve has not begun, an age at which fewer than 3 are at risk while somebody
 * enters later is skipped, as one early exit would else fix the curve at 0 for good; all then holds
 * "given >= guard_age". (Later on such ages do count, as in R: they only shape the tail.) */
void cairn_survival_fit (CairnSurvival *self, const CairnRisk *risk, gint64 until, gboolean guard);
void cairn_survival_clear (CairnSurvival *self);

/* 95 % limits of S; NAN where they are not defined (S = 0; log-log also S = 1). */
void cairn_survival_limits (
  double survival, double variance, CairnLimits kind, double *low, double *high);

/* The age by which the share @p has left: the first with S <= 1 - p, or the middle of the stretch
 * on which S = 1 - p (within sqrt (DBL_EPSILON)). NAN: not reached. The limits invert the band of S
 * (Brookmeyer and Crowley 1982): first crossing; NAN: never crossed, so open to that side. */
CairnEstimate cairn_survival_quantile (const CairnSurvival *self, double p, CairnLimits kind);

/* The mean age at leaving or at @tau, whichever comes first; @se (may be NULL) its standard error.
 */
double cairn_survival_mean (const CairnSurvival *self, double tau, double *se);

G_END_DECLS
