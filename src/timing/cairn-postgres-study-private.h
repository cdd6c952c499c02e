/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-postgres-source-private.h"
#include "timing/cairn-stage-study-private.h"

G_BEGIN_DECLS

/* The study of one stage from sums: what the statement asks for, and what is made of the answer. */

/* What a row of the answer counts. Where it has ages, they lie in one bin, and the least and the
 * greatest of them are told. */
typedef enum
{
  CAIRN_STUDY_SUM_COUNTS, /* CairnPostgresStudyCount */
  CAIRN_STUDY_SUM_WEEK,   /* week; CairnPostgresStudyWeek */
  CAIRN_STUDY_SUM_DUE,    /* week; visits, and in time */
  CAIRN_STUDY_SUM_EXIT,   /* outcome; ages */
  CAIRN_STUDY_SUM_STAY,
  CAIRN_STUDY_SUM_ENTRY,      /* bin -1: from birth */
  CAIRN_STUDY_SUM_OWNER_EXIT, /* owner; ages, over the trend */
  CAIRN_STUDY_SUM_OWNER_STAY,
  CAIRN_STUDY_SUM_OWNER_ENTRY,
  CAIRN_STUDY_SUM_OWNER,     /* owner; CairnPostgresStudyOwner */
  CAIRN_STUDY_SUM_HERE,      /* owner, target; ages of those here now */
  CAIRN_STUDY_SUM_WEEK_EXIT, /* week, the first of the trend is 0; ages */
  CAIRN_STUDY_SUM_WEEK_HERE, /* the same, at its beginning; bin -1: just come */
  CAIRN_STUDY_SUM_WEEK_CAME,
  CAIRN_STUDY_SUM_MOVED,    /* next stage, or -1: not seen since */
  CAIRN_STUDY_SUM_WAY_EXIT, /* the same; ages on the way */
  CAIRN_STUDY_SUM_WAY_STAY,
  CAIRN_STUDY_SUM_WAY_ENTRY,
} CairnPostgresStudySum;

typedef enum
{
  CAIRN_STUDY_COUNT_ARRIVALS,
  CAIRN_STUDY_COUNT_AGAIN,
  CAIRN_STUDY_COUNT_DEPARTURES,
  CAIRN_STUDY_COUNT_STRAIGHT,
  CAIRN_STUDY_COUNT_HERE,
  CAIRN_STUDY_COUNT_OVERDUE,
  CAIRN_STUDY_COUNT_DUE,
  CAIRN_STUDY_COUNT_IN_TIME,
  CAIRN_STUDY_COUNT_CHURNED,
  CAIRN_STUDY_COUNT_NEXT, /* by CairnOutcome */
  CAIRN_STUDY_COUNT_BACK,
  CAIRN_STUDY_COUNT_CHURN,
  CAIRN_STUDY_COUNT_GONE,
  CAIRN_STUDY_COUNT_ARRIVED_RECENT,
  CAIRN_STUDY_COUNT_INSIDE_RECENT,
  CAIRN_STUDY_COUNT_LATE_RECENT,
  CAIRN_STUDY_COUNT_LOST_RECENT, /* days */
  CAIRN_STUDY_COUNT_LOST_SQUARES,
  CAIRN_STUDY_COUNT_LEFT_RECENT,
  CAIRN_STUDY_COUNT_INSIDE, /* seconds */
  CAIRN_STUDY_COUNT_POOL,
  CAIRN_STUDY_COUNT_POOL_SQUARES,
  CAIRN_STUDY_COUNT_WITH_TARGET,
  CAIRN_STUDY_COUNT_AGE_MEDIAN,
  CAIRN_STUDY_COUNT_AGE_P90,
  CAIRN_STUDY_COUNT_AGE_MAX,
  CAIRN_STUDY_N_COUNTS,
} CairnPostgresStudyCount;

typedef enum
{
  CAIRN_STUDY_WEEK_ARRIVALS,
  CAIRN_STUDY_WEEK_DEPARTURES,
  CAIRN_STUDY_WEEK_HERE,
  CAIRN_STUDY_WEEK_OVERDUE,
  CAIRN_STUDY_WEEK_DAYS,
  CAIRN_STUDY_WEEK_LOST,
  CAIRN_STUDY_WEEK_EXCESS,
  CAIRN_STUDY_WEEK_SQUARES,
  CAIRN_STUDY_N_WEEK_SUMS,
} CairnPostgresStudyWeek;

typedef enum
{
  CAIRN_STUDY_OWNER_DAYS,
  CAIRN_STUDY_OWNER_LOST,
  CAIRN_STUDY_OWNER_HERE,
  CAIRN_STUDY_OWNER_OVERDUE,
  CAIRN_STUDY_OWNER_LAST_EXIT,
  CAIRN_STUDY_N_OWNER_SUMS,
} CairnPostgresStudyOwner;

/* A row of the answer. */
typedef struct
{
  CairnPostgresStudySum kind;
  const char *owner; /* "": none is named */
  gint64 what;       /* outcome, week, target or stage */
  gint64 bin;
  gint64 n;
  gint64 least, most; /* ages */
  const char *sums;   /* with commas between them */
} CairnPostgresStudyRow;

/* Who is here: at most so many. */
#define CAIRN_STUDY_MOST_LISTED 1000

/* ---- cairn-postgres-study-text.c ---- */
/* Bound: $1 from, $2 to, $3 begin of the trend, $4 of the recent weeks, $5 now, $6 begin of the
 * log, $7 segments, $8 stages, $9 stages by number, $10 targets, $11 whether it is what is studied,
 * $12 the earliest moment of leaving that matters, $13 the target of the stage, $14 the latest
 * moment a visit may begin, $15 begin of the first full week, $16 the number of the stage; then the
 * values of the audience. @details: asks for all of it; else what a map tells. */
#define CAIRN_POSTGRES_STUDY_N_BOUND 16
char *cairn_postgres_text_study (const CairnPostgresText *self,
                                 const CairnPostgresAudience *audience,
                                 gboolean details);
/* Bound to the same. Gives customer, owner, moment of entering, target, attributes (JSON, or NULL);
 * the longest first. */
char *cairn_postgres_text_waiting (const CairnPostgresText *self,
                                   const CairnPostgresAudience *audience);

/* ---- cairn-postgres-study-figures.c ---- */
/* Fills the study of @work, whose period and target are known. */
void cairn_postgres_study_figures (CairnStudyWork *work, const PGresult *sums, gboolean details);
/* To be called last. @names: the attributes of customers (NULL: none are known). */
void
cairn_postgres_study_waiting (CairnStudyWork *work, const PGresult *rows, const char *const *names);

/* ---- cairn-postgres-study-ages.c ---- */
/* Adds as many ages as the row counts: those of a bin spread evenly from the least to the greatest.
 */
void cairn_postgres_study_spread (CairnAges *ages,
                                  const CairnPostgresStudyRow *row,
                                  CairnAgeKind kind,
                                  guint16 cell);
/* The age of the @i-th of them. */
gint64 cairn_postgres_study_age (const CairnPostgresStudyRow *row, gint64 i);
/* Makes one sorted list in @work->ages of the exits there and of what was put into @work->others.
 */
void cairn_postgres_study_sort (CairnStudyWork *work);
CairnPostgresStudyRow cairn_postgres_study_row (const PGresult *result, int row);

G_END_DECLS
