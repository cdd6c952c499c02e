/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-bracket.h"
#include "timing/cairn-engine-private.h"
#include "timing/cairn-period.h"
#include "timing/cairn-postgres-link-private.h"
#include "timing/cairn-postgres.h"
#include "timing/cairn-segment-table.h"
#include "timing/cairn-tally.h"
#include "timing/cairn-visit-decoder.h"

G_BEGIN_DECLS

/* How SQL text writes what a visit is made of; names in it are quoted, values are bound. */
typedef struct
{
  char *tables;  /* FROM … */
  char *stage;   /* text */
  char *segment; /* text, never NULL */
  char *key;     /* the customer's key, as text */
  char *name;    /* the customer, as text */
  char *entered; /* seconds since 1970 UTC, or NULL */
  char *left;    /* likewise; NULL: still there */
  char *bad_left;
  char *recent;    /* whether it may have left after $12, in a way that an index can answer */
  gboolean spread; /* over several servers, by Citus */
} CairnPostgresText;

/* What one (segment, stage), as the data writes them, stands for. */
typedef struct
{
  char *segment;
  char *stage;
  guint cell; /* G_MAXUINT: no stage of the journey */
  gint64 visits;
} CairnPostgresPair;

typedef struct
{
  CairnSource base;

  CairnMapping *mapping;
  GCancellable *cancellable;
  gint64 clock;
  CairnPostgresLink *link;
  CairnPostgresText text;
  gboolean listening;

  /* from the census: which visits there are at all */
  CairnEngine *engine; /* names and targets only */
  CairnSegmentTable *segments;
  GArray *pairs;  /* CairnPostgresPair */
  GArray *visits; /* gint64 by cell */
  GArray *states; /* gint64 by CairnRowState */
  GArray *unmapped;
  gint64 first_entry;
  gsize n_rows;
  gint64 census_at; /* monotonic; when it is to be taken again */

  /* the last answer */
  CairnSnapshot *last;
  CairnWindow window;
  gint64 asked_at; /* monotonic */
  gint64 cost;     /* of it, microseconds */
  gboolean changed;
  gboolean reload;
  GError *failure; /* of the last question, for the next check */

  gsize rows, bytes; /* over earlier links */
} CairnPostgresSource;

/* ---- cairn-postgres-source-text.c ---- */
gboolean cairn_postgres_text_init (CairnPostgresText *self,
                                   CairnPostgresLink *link,
                                   const CairnMapping *mapping,
                                   GError **error);
void cairn_postgres_text_clear (CairnPostgresText *self);
/* Bound: $1 the latest moment a visit may begin. Gives segment, stage, state, visits, first entry.
 */
char *cairn_postgres_text_census (const CairnPostgresText *self);
/* Bound: $1 the stages, $2 the latest moment. Gives stage, visits, customers. */
char *cairn_postgres_text_unmapped (const CairnPostgresText *self);
/* What the one statement of a refresh counts. */
typedef enum
{
  CAIRN_SUM_STOP = 1,    /* bin; events; ages */
  CAIRN_SUM_START,       /* bin, -1 from birth; arrivals */
  CAIRN_SUM_GROWTH_STOP, /* the same for the curve of the pile-up test */
  CAIRN_SUM_GROWTH_START,
  CAIRN_SUM_ARRIVED,   /* week */
  CAIRN_SUM_LOST_FROM, /* week; seconds */
  CAIRN_SUM_LOST_TO,
  CAIRN_SUM_LOST_RECENT, /* seconds and their squares */
  CAIRN_SUM_LEFT_RECENT,
  CAIRN_SUM_HERE, /* overdue; the one who is there longest */
} CairnPostgresSum;

/* Bound: $1 from, $2 to, $3 begin of the trend, $4 of the recent weeks, $5 now, $6 begin of the
 * growth window, $7 its span, $8 segments, $9 stages, $10 cells, $11 targets, $12 the earliest
 * moment of leaving that matters. Gives cell, kind, bin, count, events, least and greatest age of
 * events, greatest value, sum of values, of squares, who. */
char *cairn_postgres_text_refresh (const CairnPostgresText *self);

/* ---- cairn-postgres-source-figures.c ---- */
/* What the rows of a refresh say, as a snapshot. */
CairnSnapshot *cairn_postgres_figures (CairnPostgresSource *self,
                                       const PGresult *result,
                                       const CairnPeriod *period);

G_END_DECLS
