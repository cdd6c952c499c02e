/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-change-effect.h"
#include "timing/cairn-classification.h"
#include "timing/cairn-engine.h"
#include "timing/cairn-quadrant.h"
#include "timing/cairn-self-benchmark.h"
#include "timing/cairn-stay.h"

G_BEGIN_DECLS

/* Everything about one stage, for whoever asks why: what a snapshot's cell says in one number each,
 * with the customers, weeks and owners behind it. Immutable once made, so it may be handed between
 * threads. Definitions: docs/ANALYTICS.md. Durations are seconds, moments seconds since 1970 UTC,
 * undefined is NAN. */

/* Somebody who is there now. */
typedef struct
{
  const char *customer;
  guint32 number;         /* of the customer, as the engine counts */
  const char *owner;      /* NULL: nobody is named */
  const char *attributes; /* "arr 54000 · health 61"; NULL: nothing is known, or was asked for */
  gint64 entered;
  gint64 age;
  gboolean at_least; /* nobody knows since when: the age is the least it can be */
  gboolean overdue;
  double
    more; /* how much longer: the first u with S (age + u) <= S (age) / 2; NAN: cannot be told */
} CairnWaiting;

/* One week, of seven days that end at "now" or a multiple of them before. */
typedef struct
{
  gint64 begin; /* exclusive */
  gint64 end;
  gboolean full; /* the log holds all of it; else nothing below is to be shown */
  guint arrivals;
  guint departures;
  guint here;    /* at its end */
  guint overdue; /* visits that were past the target at some time in it */
  double customer_days;
  double lost_days;
  guint due;            /* visits whose target fell into it */
  guint hits;           /* of these, through by then, and not lost */
  CairnEstimate median; /* of the four weeks that end with it; NAN with fewer than 5 exits */
} CairnStudyWeek;

/* Of 100 who enter, where they are by an age. */
typedef struct
{
  double age;
  double share[CAIRN_OUTCOME_OPEN]; /* by CairnOutcome */
  double error[CAIRN_OUTCOME_OPEN]; /* standard errors */
  double inside;
} CairnFate;

/* A point of the curve: the share still inside just after an age, with its 95 % limits. */
typedef struct
{
  double age;
  double survival;
  double low;
  double high;
} CairnCurvePoint;

/* A stay seen through the window, for the dots of its distribution. */
typedef struct
{
  double age; /* at leaving, or now */
  gboolean open;
} CairnStayDot;

/* The way to the next stage, where somebody else takes over. */
typedef struct
{
  const char *next_stage;
  guint moved; /* in the window */
  double per_week;
  guint waiting;        /* left, and taken up nowhere yet: only with @next_stage NULL */
  CairnEstimate median; /* from leaving here to entering there, or to the start of work there */
} CairnHandoff;

/* Something that is done with customers while they are in the stage. */
typedef struct
{
  const char *name; /* of the step; what no step is called, as the data do */
  guint times;      /* in the window */
  double per_week;

  guint stays;         /* that ended in the window */
  guint reached;       /* of these, had it before they ended */
  CairnEstimate share; /* Wilson's limits */
  guint n_until;       /* that were seen to be reached, which @until stands on */
  CairnEstimate until; /* from entering to the first; who left without it is not counted */

  guint n_started;    /* whose start of work is known */
  guint n_waiting;    /* that came up, and have none yet */
  guint n_wait;       /* starts that @wait stands on */
  CairnEstimate wait; /* from coming up to the start of work */
  guint n_work;       /* of which it is known when they began, or came up */
  guint n_done;       /* ends that @work stands on */
  CairnEstimate work; /* from then on until it is done */
  double gap;         /* median since the one before, or since entering; NAN with fewer than 5 */
} CairnTouchpointFigures;

/* How much longer some stays are than others on average, apart for the wait until work begins and
 * for the work; of those not over, what they have come to. NAN: fewer than 5 on a side whose start
 * of work is known, or that still wait for it. */
typedef struct
{
  guint n;
  guint n_others;
  double wait;
  double work;
} CairnExcess;

typedef struct
{
  const char *segment; /* NULL: all customers */
  const char *stage;
  gint64 now;
  gint64 from; /* the window; to "now" */
  gint64 to;
  gint64 target; /* 0: none, or not the same for all */
  gint64 limit;
  gboolean working_days; /* as in CairnCell */

  guint arrivals; /* in the window */
  guint departures;
  guint here;
  guint overdue;
  guint exits;
  double guard_age;
  double repeated; /* as in CairnCell, as are these */
  gboolean grouped;
  CairnEstimate median;
  CairnEstimate p90;
  CairnEstimate first_stay;   /* the median of first stays only */
  CairnEstimate per_customer; /* the median of all stays of a customer added up */
  double mean;                /* of stays up to the last that was seen to end (RMST) */
  double age_median;          /* of those here now; NAN: nobody is */
  double age_p90;
  gint64 age_max;

  /* lost customer-days a week: arrivals × share late × mean days late, in steady state */
  double lost_per_week;
  double lost_error;
  double arrivals_per_week; /* of the last four weeks */
  double share_late;        /* of the stays that lost anything in them */
  double days_late;         /* lost days each, of those */

  /* target kept: visits whose target fell into the window */
  guint due;
  guint left_in_time;  /* by the target */
  guint churned_first; /* of these, by churning: missed all the same */
  CairnEstimate kept;  /* Wilson's limits */

  CairnFate at_target[2];             /* at one and two targets */
  guint outcomes[CAIRN_OUTCOME_OPEN]; /* exits in the window, by outcome */

  /* waiting and working, where the start of work is known */
  guint n_started;
  CairnEstimate wait;
  CairnEstimate work;
  double flow_efficiency;  /* working time of all time inside, open visits included */
  CairnExcess late;        /* past the target, against left in time; of the last 26 weeks */
  CairnExcess slow_owners; /* with those who are slow, against with the other eligible ones */

  guint straight_through; /* of the departures: inside for at most a minute */
  guint again;            /* of the arrivals: had been here before */

  /* is the stage in balance? */
  double mean_here;   /* over the window */
  double little_days; /* mean_here ÷ arrivals a day */
  gboolean balanced;  /* little_days within 30 % of @mean */

  double breaches_ahead; /* of those here and within the target, expected past it in 7 days */
  double backlog_weeks;  /* here ÷ weekly departures; NAN: nobody leaves */

  CairnTimeVerdict time;
  CairnTypeVerdict type;
  guint hidden_owners; /* of whom nothing more is told: cairn_stage_study_mask() */

  CairnSelfBenchmark own_best; /* if the wish asks for it */

  /* Of a server, that hands on sums: what stands on single stays is near, "≈", and what the wish
   * asks for besides (touchpoints, changes, the own best weeks) is not there. */
  gboolean binned;
  /* What only a wish for details brings is not there: customers, what became of them, medians of
   * weeks, handoffs. */
  gboolean brief;
} CairnStudyFigures;

#define CAIRN_TYPE_STAGE_STUDY (cairn_stage_study_get_type ())
GType cairn_stage_study_get_type (void);

/* At @now, through @window, of the customers of @segment (NULL: all) in @stage. @log_start: as in
 * cairn_engine_snapshot(). @automated: the stage is a system's own work. O(all visits). */
CairnStageStudy *cairn_stage_study_new (CairnEngine *engine,
                                        const char *segment,
                                        const char *stage,
                                        gint64 now,
                                        const CairnWindow *window,
                                        gint64 log_start,
                                        gboolean automated);
/* The same, in the terms of a wish. */
typedef struct
{
  char *segment; /* NULL: all customers */
  char *stage;
  gboolean automated;
  gboolean details;        /* somebody looks at all of it: see CairnStudyFigures.brief */
  gboolean self_benchmark; /* nothing is set that the stage could be measured against */
  GHashTable *touchpoints; /* value in the data → step; NULL: each is called as in the data */
  GArray *changes;         /* gint64: when something about the stage was changed */
} CairnStudyWish;

CairnStudyWish *cairn_study_wish_new (const char *segment, const char *stage, gboolean automated);
void cairn_study_wish_free (CairnStudyWish *self);
/* What the data call @value is @step of the map. */
void cairn_study_wish_add_touchpoint (CairnStudyWish *self, const char *value, const char *step);
/* "Did it work?" is to be asked of the change at @moment. */
void cairn_study_wish_add_change (CairnStudyWish *self, gint64 moment);

CairnStageStudy *cairn_stage_study_new_for_wish (CairnEngine *engine,
                                                 const CairnStudyWish *wish,
                                                 gint64 now,
                                                 const CairnWindow *window,
                                                 gint64 log_start);

CairnStageStudy *cairn_stage_study_ref (CairnStageStudy *self);
void cairn_stage_study_unref (CairnStageStudy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnStageStudy, cairn_stage_study_unref)

const CairnStudyFigures *cairn_stage_study_get_figures (const CairnStageStudy *self);

/* What how long it takes is told of. */
typedef enum
{
  CAIRN_COUNT_STAYS,       /* each by itself */
  CAIRN_COUNT_FIRST_STAYS, /* of each customer */
  CAIRN_COUNT_CUSTOMERS,   /* all stays of a customer added up; not over while one is open */
  CAIRN_N_STAY_COUNTS
} CairnStayCount;

/* The same study with its curve, dots, median and 90th percentile told of something else; of the
 * rest, only how many are here and the oldest of them are then right. Borrowed from @self. */
CairnStageStudy *cairn_stage_study_count_by (CairnStageStudy *self, CairnStayCount by);

/* Why it is brief though details were wished for, in a sentence; NULL: they were not, or are there.
 */
const char *cairn_stage_study_get_excuse (const CairnStageStudy *self);

/* Worst first: by age, then by name. Of a server only the first of CairnStudyFigures.here. */
const CairnWaiting *cairn_stage_study_get_waiting (const CairnStageStudy *self, guint *n);
/* CAIRN_TREND_WEEKS, oldest first. */
const CairnStudyWeek *cairn_stage_study_get_weeks (const CairnStageStudy *self);
/* In order of lost days. Who may not be named (CairnOwnerFigures.eligible) is in it all the same.
 */
const CairnOwnerFigures *cairn_stage_study_get_owners (const CairnStageStudy *self, guint *n);
const CairnHandoff *cairn_stage_study_get_handoffs (const CairnStageStudy *self, guint *n);
/* Empty with fewer than 5 exits; at most some hundred points. */
const CairnCurvePoint *cairn_stage_study_get_curve (const CairnStageStudy *self, guint *n);
/* At most a thousand, evenly chosen. */
const CairnStayDot *cairn_stage_study_get_dots (const CairnStageStudy *self, guint *n);
/* The most frequent first. Empty where the data name none. */
const CairnTouchpointFigures *cairn_stage_study_get_touchpoints (const CairnStageStudy *self,
                                                                 guint *n);
/* That of the step called @name; NULL: it was not seen. */
const CairnTouchpointFigures *cairn_stage_study_find_touchpoint (const CairnStageStudy *self,
                                                                 const char *name);
/* Of those who are here now, by what the customers table says today; NULL where it has no columns
 * of usage and of NPS or CSAT. */
const CairnQuadrants *cairn_stage_study_get_quadrants (const CairnStageStudy *self);
/* What came of the changes of the wish, in their order. */
const CairnChangeEffect *cairn_stage_study_get_effects (const CairnStageStudy *self, guint *n);
/* That at @moment; NULL if it was not asked for. */
const CairnChangeEffect *cairn_stage_study_find_effect (const CairnStageStudy *self, gint64 moment);

/* Takes out the names that are not to be seen; before the study is handed on. */
void cairn_stage_study_mask (CairnStageStudy *self, CairnPrivacy privacy);

G_END_DECLS
