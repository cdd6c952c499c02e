/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

/* Is a stage behind for long or for a short time, and is it people or the system? The exact rules
 * of docs/ANALYTICS.md section 4, with an answer for "cannot be told". */

typedef enum
{
  CAIRN_TIME_UNKNOWN, /* fewer than 13 full weeks, or no target */
  CAIRN_TIME_NONE,    /* not behind; if n_bad > 0 it once was */
  CAIRN_TIME_SHORT,
  CAIRN_TIME_LONG,
  CAIRN_TIME_UNCLEAR,
} CairnTimeClass;

typedef enum
{
  CAIRN_TYPE_CLASS_UNKNOWN, /* fewer than two owners with enough to go by */
  CAIRN_TYPE_CLASS_PEOPLE,
  CAIRN_TYPE_CLASS_SYSTEM,
  CAIRN_TYPE_CLASS_BOTH,
  CAIRN_TYPE_CLASS_UNCLEAR,
} CairnTypeClass;

/* A share of a week's customer-days past the target above which a stage counts as behind. */
#define CAIRN_BEHIND_SHARE 0.25

/* One week: over the customers inside in it, x the days past the target and y the days inside. */
typedef struct
{
  double excess;   /* sum of x - 0.25 y */
  double error;    /* its standard error, sqrt (sum (x - 0.25 y)^2) */
  guint n_overdue; /* visits with x > 0 */
} CairnBehindWeek;

typedef struct
{
  CairnTimeClass verdict;
  guint n_weeks;    /* full weeks of history looked at, at most 26 */
  guint n_bad;      /* of them behind */
  guint32 bad;      /* which: bit 0 is the oldest of CAIRN_TREND_WEEKS */
  guint n_episodes; /* runs of weeks behind */
  guint last_run;   /* weeks of the last of them */
  int since;        /* the week, of 26 and from the oldest, that the last run began in; -1: none */
  int onset;        /* long-term: the week from which on the excess is greater than before, if that
                       is sure enough (Pettitt, p < 0.05); -1: it cannot be dated */
  guint n_excess;   /* weeks with an excess above 0 */
  double pool_z;    /* of all weeks together */
  gboolean recurring; /* long-term as it keeps coming back */
  gboolean better;    /* long-term, but no excess in the last four weeks */
} CairnTimeVerdict;

/* @weeks: CAIRN_TREND_WEEKS, oldest first, of which the last @n_weeks are full ones of the log. */
CairnTimeVerdict cairn_classify_time (const CairnBehindWeek *weeks, guint n_weeks, double pool_z);

/* What one owner's visits came to in the last 26 weeks. */
typedef struct
{
  const char *name;
  guint exits;
  double expected; /* exits, as the log-rank test expects them */
  double slowness; /* (expected + 2) / (exits + 2): 2 is half as fast */
  double customer_days;
  double lost_days;
  guint here;
  guint overdue;
  gint64 last_exit;      /* G_MININT64: none */
  double expected_since; /* exits expected since the last one */
  gboolean eligible;     /* enough is expected (5) to be judged, and to be named */
  gboolean slow;         /* eligible, and slowness >= 1.4 */
} CairnOwnerFigures;

typedef struct
{
  CairnTypeClass verdict;
  gboolean automated; /* the stage is the system's own work */
  double p;           /* of the log-rank test; NAN: not to be had */
  guint n_eligible;
  guint n_slow;
  guint n_late; /* eligible owners whose share past the target is above 0.25 */
} CairnTypeVerdict;

/* Fills in slowness, eligible and slow of @owners. */
CairnTypeVerdict
cairn_classify_type (CairnOwnerFigures *owners, guint n_owners, double p, gboolean automated);

G_END_DECLS
