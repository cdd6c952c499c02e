/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-engine-private.h"
#include "timing/cairn-incidence.h"
#include "timing/cairn-period.h"
#include "timing/cairn-stage-study.h"
#include "timing/cairn-survival-grouped.h"

G_BEGIN_DECLS

/* The medians of the weeks look at as many. */
#define CAIRN_STUDY_MEDIAN_WEEKS 4

struct _CairnStageStudy
{
  gatomicrefcount ref_count;

  CairnStudyFigures figures;
  GArray *waiting;           /* CairnWaiting */
  GArray *owners;            /* CairnOwnerFigures */
  GArray *handoffs;          /* CairnHandoff */
  GArray *curve;             /* CairnCurvePoint */
  GArray *dots;              /* CairnStayDot */
  GArray *effects;           /* CairnChangeEffect */
  GArray *touchpoints;       /* CairnTouchpointFigures */
  CairnQuadrants *quadrants; /* NULL: the data know no usage, or no feeling */
  CairnStudyWeek weeks[CAIRN_TREND_WEEKS];
  CairnStageStudy *first_stays; /* counted otherwise; NULL: not told */
  CairnStageStudy *customers;
  GStringChunk *strings;
  const char *excuse; /* in @strings; NULL: none is needed */
};

/* What a study is being made of. */
typedef struct
{
  CairnStageStudy *study;
  CairnEngine *engine;
  CairnPeriod period;
  GArray *stays;   /* CairnStay, in order of entering; none entered after "now", and none
                    * that came to an end too long before to matter */
  GArray *targets; /* gint64, of each of @stays; 0: none */
  GArray *totals;  /* CairnGroupedRow: all stays of each customer added up */
  gboolean automated;
  const CairnStudyWish *wish;
  guint next_stage; /* whose handoffs are being looked at */

  CairnSurvival window; /* the curve of the window */
  CairnSurvival trend;  /* that of the last 26 weeks */

  /* room for sorting */
  CairnAges ages;
  CairnAges others;
  CairnAges scratch;
} CairnStudyWork;

static inline const CairnStay *
cairn_study_stay (const CairnStudyWork *self, guint i)
{
  return &g_array_index (self->stays, CairnStay, i);
}

static inline gint64
cairn_study_target (const CairnStudyWork *self, guint i)
{
  return g_array_index (self->targets, gint64, i);
}

/* By the clock of the engine. */
static inline gint64
cairn_study_between (const CairnStudyWork *self, gint64 from, gint64 to)
{
  return cairn_working_time_between (self->period.clock, from, to);
}

/* When a stay of @entered reaches @target. */
static inline gint64
cairn_study_due (const CairnStudyWork *self, gint64 entered, gint64 target)
{
  return cairn_working_time_add (self->period.clock, entered, target);
}

/* Nobody knows since when. */
static inline gboolean
cairn_study_is_unknown (const CairnStudyWork *self, const CairnVisit *visit)
{
  return visit->entered == self->engine->first_look;
}

/* How much of [from, to) lies in (begin, end]. */
static inline gint64
cairn_study_overlap (const CairnStudyWork *self, gint64 from, gint64 to, gint64 begin, gint64 end)
{
  from = MAX (from, begin);
  to = MIN (to, end);
  return from < to ? cairn_study_between (self, from, to) : 0;
}

/* What the rows of a curve are made of stay @i; by it the same sweep serves curves of dwell, of
 * waiting and of work, by outcome or by owner. */
typedef struct
{
  gint64 entered;
  gint64 left;  /* CAIRN_VISIT_OPEN: not ended */
  guint16 cell; /* cause or group of its exit */
  gboolean skip;
} CairnStudyRow;

typedef CairnStudyRow (*CairnStudyRowFunc) (const CairnStudyWork *self, guint i);

CairnStudyRow cairn_study_dwell_row (const CairnStudyWork *self, guint i);

/* Fills self->ages, sorted, with the rows seen through (from, to]; returns how many are there from
 * birth. @by_cell (may be NULL): the same for each of @n_cells. */
gsize cairn_study_gather (CairnStudyWork *self,
                          gint64 from,
                          gint64 to,
                          CairnStudyRowFunc row,
                          gsize *by_cell,
                          guint n_cells);

/* The same rows one by one: array of CairnGroupedRow, owned by the caller. */
GArray *
cairn_study_list (const CairnStudyWork *self, gint64 from, gint64 to, CairnStudyRowFunc row);

/* The curve of the same rows, in @curve; its limits allow for customers who came more than once. */
void cairn_study_fit (
  CairnStudyWork *self, gint64 from, gint64 to, CairnStudyRowFunc row, CairnSurvival *curve);

/* @text, kept as long as the study; NULL stays NULL. */
const char *cairn_study_keep (CairnStageStudy *study, const char *text);

/* The number of its points whose age is < @age, or <= @age. */
gsize cairn_study_count_points (const CairnSurvival *curve, double age, gboolean with_equal);

/* S at @age, and just before it. */
double cairn_study_survival (const CairnSurvival *curve, double age);
double cairn_study_survival_before (const CairnSurvival *curve, double age);

/* Its quantile, or all NAN with fewer than @least exits. */
CairnEstimate cairn_study_quantile (const CairnSurvival *curve, double p, guint least);

/* ---- cairn-stage-study.c ---- */
/* A study that says nothing yet. */
CairnStageStudy *cairn_stage_study_alloc (void);
/* All but the study. */
void cairn_study_work_clear (CairnStudyWork *self);

/* ---- cairn-stage-study-gather.c ---- */
/* Fills self->stays and self->targets; nothing that is ahead of "now" is known then. */
void cairn_study_take_stays (CairnStudyWork *self, const char *segment, const char *stage);
/* That of all who were in the stage if it is one, else that of segments without one of their own.
 */
void cairn_study_find_target (CairnStudyWork *self, const char *stage);

/* ---- cairn-stage-study-figures.c ---- */
void cairn_study_figures (CairnStudyWork *self);
/* All that @study says of how long stays last, and the picture of it, which stands on @rows. */
void
cairn_study_tell_curve (CairnStageStudy *study, const CairnSurvival *curve, const GArray *rows);
/* ---- cairn-stage-study-counts.c ---- */
/* Fills self->totals from all of self->stays, before any is left out. */
void cairn_study_add_up (CairnStudyWork *self);
void cairn_study_counts (CairnStudyWork *self);
/* ---- cairn-stage-study-here.c ---- */
void cairn_study_here (CairnStudyWork *self);
/* The first u with S (age + u) <= S (age) / 2; NAN: it cannot be told. */
double cairn_study_residual (const CairnSurvival *curve, gint64 age);

/* ---- cairn-stage-study-excess.c ---- */
typedef enum
{
  CAIRN_STUDY_NEITHER,
  CAIRN_STUDY_ONE,
  CAIRN_STUDY_OTHER,
} CairnStudySide;

/* How much longer the stays on the one side wait, and are worked on, than those on the other, in
 * the last 26 weeks; @sides: of each of the stays. */
CairnExcess cairn_study_excess (const CairnStudyWork *self, const CairnStudySide *sides);
void cairn_study_tell_late (CairnStudyWork *self);
/* ---- cairn-stage-study-weeks.c ---- */
void cairn_study_weeks (CairnStudyWork *self);
/* ---- cairn-stage-study-owners.c ---- */
void cairn_study_owners (CairnStudyWork *self);
/* The cumulated hazard (Nelson-Aalen) up to each point of @curve; [0]: before the first. */
double *cairn_study_cumulate_hazard (const CairnSurvival *curve);
/* ---- cairn-stage-study-flow.c ---- */
void cairn_study_flow (CairnStudyWork *self);

/* ---- cairn-stage-study-touchpoints.c ---- */
void cairn_study_touchpoints (CairnStudyWork *self);

G_END_DECLS
