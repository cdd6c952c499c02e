/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-tally.h"

G_BEGIN_DECLS

/* What a CairnTally counts by weeks, carried on from second to second. The borders between the
 * weeks that end at "now" all move with it, and between two moments at which somebody enters, comes
 * to be past the target or leaves right on one of them, every count stays and every sum is straight
 * or a parabola. */

#define CAIRN_TURNS_SPAN 144 /* seconds ahead that are known */

#define CAIRN_N_BORDERS (CAIRN_TREND_WEEKS + 1) /* now, a week ago, ... */

typedef enum
{
  CAIRN_TURN_ENTERED,
  CAIRN_TURN_PAST_TARGET,
  CAIRN_TURN_LEFT,
} CairnTurnKind;

/* A visit has something happen on border @border at the moment @at. */
typedef struct
{
  gint64 at;
  gint64 lost; /* how long it lasted past its target; -1: lasts still */
  guint8 kind;
  guint8 border;
  gint8 by;
} CairnTurn;

/* How many visits, and the sums of what they have lost in the recent weeks and of its squares. */
typedef struct
{
  gint64 n;
  gint64 sum;
  gint64 squares;
} CairnLostSums;

typedef struct
{
  gint64 now;
  gint64 log_start;
  gint64 target; /* 0: none; then all the time that is spent counts as lost */
  guint n_recent;
  int window_border; /* the one that is where the window begins; -1: it does not move */

  guint arrivals;                  /* in the window */
  guint trend_arrivals;            /* in the weeks of the trend, as far as the log goes back */
  guint weekly[CAIRN_TREND_WEEKS]; /* latest first */
  gint64 overdue[CAIRN_N_BORDERS]; /* at each border */
  gint64 lost[CAIRN_TREND_WEEKS];  /* seconds; latest first */
  gint64 n_throughout;             /* overdue all through the recent weeks */
  CairnLostSums begun;             /* overdue before them, and left in them */
  CairnLostSums begin;             /* overdue in them, and still here */
  gint64 within_squares;           /* overdue in them, and left in them */

  gint64 known_until; /* the turns after "now" are known up to this moment */
  GArray *turns;      /* CairnTurn */
} CairnRunningTally;

void cairn_running_tally_clear (CairnRunningTally *self);

/* Counts nothing yet. @period: with weeks that end at now, and a log of at least one. */
void cairn_running_tally_begin (CairnRunningTally *self, const CairnPeriod *period, gint64 target);

/* One visit more, or less. @left: CAIRN_VISIT_OPEN, or not after now. */
void cairn_running_tally_add (CairnRunningTally *self, gint64 entered, gint64 left, int by);

/* Looks for the turns of the next while among all @visits, which are those that have been added. */
void cairn_running_tally_look_ahead (CairnRunningTally *self, const CairnCellVisits *visits);

/* Time passes; not beyond what is known. */
void cairn_running_tally_advance (CairnRunningTally *self, gint64 now);

/* Fills in what is counted here. */
void cairn_running_tally_tell (const CairnRunningTally *self, CairnTally *tally);

G_END_DECLS
