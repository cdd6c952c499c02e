/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-audience.h"
#include "timing/cairn-bracket.h"
#include "timing/cairn-engine-private.h"
#include "timing/cairn-period.h"
#include "timing/cairn-postgres-link-private.h"
#include "timing/cairn-postgres.h"
#include "timing/cairn-segment-table.h"
#include "timing/cairn-stage-study.h"
#include "timing/cairn-tally.h"
#include "timing/cairn-visit-decoder.h"

G_BEGIN_DECLS

/* How SQL text writes what a visit is made of; names in it are quoted, values are bound. */
typedef struct
{
  char *tables;      /* FROM … */
  gboolean derived;  /* it holds stays made from other rows */
  GPtrArray *values; /* that are bound in it, as those of an audience are */
  char *used;
  char *stage;       /* text */
  char *segment;     /* text, never NULL */
  char *key;         /* the customer's key, as text */
  char *owner;       /* text */
  char *customers;   /* the table of them; NULL: none */
  char **attributes; /* columns of it */
  char **attribute_types;
  char *name;    /* the customer, as text */
  char *entered; /* seconds since 1970 UTC, or NULL */
  char *left;    /* likewise; NULL: still there */
  char *bad_left;
  char *recent;      /* whether it may have left after $12, in a way that an index can answer */
  char *unsettled;   /* false only for visits whose part in the sums is known from the base */
  char *recent_base; /* whether it left after $21 and by $13 */
  char *written;     /* whether the row has been written since $20, or now if that is NULL */
  char *joined;      /* what counts the customers found */
  char *fate;        /* what became of the customer by the last value, as CairnOutcome, or NULL */
  char *lost_at;     /* when the customer was lost, or NULL */
  char *success;     /* whether the customer is one */
  gboolean tracked;  /* @written can be told */
  gboolean spread;   /* over several servers, by Citus */
} CairnPostgresText;

/* Whose visits count, and to which segment, as SQL writes it. A value that is bound stands in the
 * texts as cairn_postgres_audience_write() numbers it. */
typedef struct
{
  char *filter;  /* NULL: everybody counts */
  char *segment; /* "CASE …": the segment whose rule takes the customer, or NULL; NULL: no rules */
  char *used;    /* a condition that always holds and names all values, as a server wants them */
  GPtrArray *values; /* to bind */
  CairnAudience *told;
} CairnPostgresAudience;

/* What one (segment, stage), as the data writes them, stands for. */
typedef struct
{
  char *segment;
  char *stage;
  guint cell; /* G_MAXUINT: no stage of the journey */
  gint64 visits;
} CairnPostgresPair;

/* The rows of visits that were over at the base, and have not been written since. If their number
 * is the same as then, none of them was changed or deleted; those that were written since tell it.
 */
typedef struct
{
  gint64 transaction; /* all before it were over at the base */
  gint64 n;
  gint64 n_customers;
} CairnPostgresTracked;

typedef struct
{
  CairnSource base;

  CairnMapping *mapping;
  GCancellable *cancellable;
  gint64 clock;
  CairnPostgresLink *link;
  CairnPostgresText text;
  CairnPostgresAudience audience;
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

  /* What the last full answer said of visits that are over; NULL: the next one will be full. */
  GArray *known; /* CairnPostgresCount */
  CairnPeriod known_period;
  CairnWindow known_window;
  CairnPostgresTracked known_rows;

  /* the last answer */
  CairnSnapshot *last;
  CairnWindow window;
  gint64 asked_at; /* monotonic */
  gint64 cost;     /* of the next one, most likely; microseconds */
  guint64 n_answers;
  gboolean changed;
  gboolean reload;
  GError *failure; /* of the last question, for the next check */

  gsize rows, bytes; /* over earlier links */
} CairnPostgresSource;

/* The transaction before which all were over at the base; modulo 2^32, as rows hold it. */
#define CAIRN_POSTGRES_TRANSACTION                                                                 \
  "(SELECT coalesce($20::bigint, "                                                                 \
  "txid_snapshot_xmin(txid_current_snapshot()) % 4294967296))"

/* ---- cairn-postgres-derive.c ---- */
/* A table, or what is to be one, as a mapping sees it. */
typedef struct
{
  CairnPostgresLink *link;
  const CairnMapping *mapping;
  char **columns;
  char **types;
} CairnPostgresTable;

typedef struct
{
  CairnPostgresTable table;
  char *visits; /* "(SELECT …)" */
  CairnMapping *mapping;
  GPtrArray *columns;
  GPtrArray *types;
} CairnPostgresDerived;

/* Stays from rows that are none: by windows over the rows of each customer, on the server. */
gboolean cairn_postgres_derive (CairnPostgresDerived *self,
                                CairnPostgresText *text,
                                const CairnPostgresTable *table,
                                const char *from,
                                GError **error);
void cairn_postgres_derived_clear (CairnPostgresDerived *self);

/* ---- cairn-postgres-source-text.c ---- */
/* "v." and the quoted column; *@type as the server calls it. */
char *cairn_postgres_table_find (const CairnPostgresTable *table,
                                 const char *name,
                                 const char **type,
                                 GError **error);
/* Seconds since 1970 UTC of a column, or NULL where it holds no such moment. */
char *cairn_postgres_table_moment (const CairnPostgresTable *table,
                                   const char *column,
                                   const char *type,
                                   GError **error);
gboolean cairn_postgres_text_init (CairnPostgresText *self,
                                   CairnPostgresLink *link,
                                   const CairnMapping *mapping,
                                   GError **error);
void cairn_postgres_text_clear (CairnPostgresText *self);
/* Bound: $1 the latest moment a visit may begin. Gives segment, stage, state, visits, first entry,
 * whether they count.
 */
char *cairn_postgres_text_census (const CairnPostgresText *self,
                                  const CairnPostgresAudience *audience);
/* The segment of a visit, and whether it counts. */
char *cairn_postgres_text_segment (const CairnPostgresText *self,
                                   const CairnPostgresAudience *audience);
char *cairn_postgres_text_filter (const CairnPostgresAudience *audience);
/* Bound: $1 the stages, $2 the latest moment. Gives stage, visits, customers. */
char *cairn_postgres_text_unmapped (const CairnPostgresText *self);
/* What the one statement of a refresh counts. */
typedef enum
{
  CAIRN_SUM_TRACKED,     /* rows; customers; the transaction */
  CAIRN_SUM_STOP = 1,    /* bin; events; ages */
  CAIRN_SUM_START,       /* bin, -1 from birth; arrivals */
  CAIRN_SUM_GROWTH_STOP, /* the same for the curve of the pile-up test */
  CAIRN_SUM_GROWTH_START,
  CAIRN_SUM_ARRIVED,   /* week */
  CAIRN_SUM_LOST_FROM, /* week; seconds */
  CAIRN_SUM_LOST_TO,
  CAIRN_SUM_LOST_RECENT, /* seconds and their squares */
  CAIRN_SUM_LEFT_RECENT,
  CAIRN_SUM_HERE,  /* overdue; the one who is there longest */
  CAIRN_SUM_STUCK, /* longer here than the limit; the one who passed it last */
} CairnPostgresSum;

/* Which visits a sum is of, as seen from the moment of the last full answer, the base. */
typedef enum
{
  CAIRN_PART_REST,    /* still there, or near an edge of a week or window: to be asked for again */
  CAIRN_PART_SETTLED, /* over; the sum stays what it is */
  CAIRN_PART_MOVING,  /* over; each value goes with the clock (cairn_postgres_counts_move()) */
} CairnPostgresPart;

/* How long a base can be built on, in seconds. What is near an edge is nearer than this. */
#define CAIRN_POSTGRES_BASE_LASTS 3600
#define CAIRN_POSTGRES_BASE_LASTS_TEXT "3600"

/* ---- cairn-postgres-refresh-text.c ---- */
/* Bound: $1 from, $2 to, $3 begin of the trend, $4 of the recent weeks, $5 now, $6 begin of the
 * growth window, $7 its span, $8 segments, $9 stages, $10 cells, $11 targets, $12 the earliest
 * moment of leaving that matters, $13 the base, $14 whether only the rest is wanted, $15, $16, $17
 * whether from, growth and recent go with the clock; $18, $19 where it is near an edge to leave,
 * and to enter, as moments at which that begins and ends in turn; $20 the transaction of the base,
 * or NULL; $21 as $12, but of the base; $22 limits; then the values of the audience. Gives what
 * CairnPostgresCount holds. */
#define CAIRN_POSTGRES_N_BOUND 22
char *cairn_postgres_text_refresh (const CairnPostgresText *self,
                                   const CairnPostgresAudience *audience);
/* For two columns of the type timestamptz. */
char *cairn_postgres_text_unsettled (const char *entered, const char *left);

/* ---- cairn-postgres-counts.c ---- */
/* A row of the answer to a refresh. */
typedef struct
{
  guint cell;
  CairnPostgresSum kind;
  CairnPostgresPart part;
  gint64 bin;
  gint64 n;
  gint64 events;
  double first_event, last_event, last_seen; /* ages */
  double total, squares;                     /* of the values */
  char *who; /* 14 digits, the moment of entering and this more, then the name */
} CairnPostgresCount;

#define CAIRN_POSTGRES_WHO_OFFSET 20000000000000

/* Of CairnPostgresCount; only the settled ones, or all. */
GArray *cairn_postgres_counts_new (const PGresult *result, guint n_cells, gboolean settled_only);
CairnPostgresTracked cairn_postgres_tracked_rows (const PGresult *result);
/* Adds to @counts what the settled ones in @base have become @elapsed seconds later. */
void cairn_postgres_counts_move (GArray *counts, const GArray *base, gint64 elapsed);

/* ---- cairn-postgres-audience.c ---- */
/* Asks the server which values there are to choose from. A failure leaves @self as it was. */
gboolean cairn_postgres_audience_set (CairnPostgresAudience *self,
                                      CairnPostgresSource *source,
                                      const char *filter,
                                      const GPtrArray *rules,
                                      GError **error);
/* Takes @value, and gives what stands for it. @used: as the member of that name. */
char *cairn_postgres_bind_value (GPtrArray *values, char **used, char *value, const char *type);
void cairn_postgres_audience_clear (CairnPostgresAudience *self);
/* @text with its values numbered from @before + 1 on. */
char *cairn_postgres_audience_write (const char *text, guint before);
/* The values of a statement: @own of its own, and those of the audience. Free the array only. */
const char **cairn_postgres_audience_bind (const CairnPostgresAudience *self,
                                           const char *const *own,
                                           guint n_own,
                                           guint *n);

/* ---- cairn-postgres-source.c ---- */
/* Everything is asked within a transaction that can only read. */
PGresult *cairn_postgres_source_ask (
  CairnPostgresSource *self, const char *sql, const char *const *values, guint n, GError **error);

/* The same for several statements that are to see the same rows; to be ended whatever came of them.
 */
gboolean cairn_postgres_source_begin (CairnPostgresSource *self, GError **error);
void cairn_postgres_source_end (CairnPostgresSource *self);

/* ---- cairn-postgres-study.c ---- */
/* All about one stage; NULL if the server does not answer, as the next refresh will say as well. */
CairnStageStudy *cairn_postgres_study (CairnPostgresSource *self,
                                       const CairnStudyWish *wish,
                                       gint64 now,
                                       const CairnWindow *window);

/* ---- cairn-postgres-refresh.c ---- */
/* {"one","two"}: how a list of texts is bound. It begins with "{". */
void cairn_postgres_append_text (GString *list, const char *text);
CairnPeriod
cairn_postgres_resolve_period (CairnPostgresSource *self, gint64 now, const CairnWindow *window);
/* Whether what the last full answer said of visits that are over can be built on. */
gboolean cairn_postgres_is_base_good (CairnPostgresSource *self,
                                      const CairnPeriod *period,
                                      const CairnWindow *window);
/* Asks for what may have changed since the last full answer; @full: or for everything. NULL without
 * an error: more has changed than can be told without a full answer. */
CairnSnapshot *cairn_postgres_refresh (CairnPostgresSource *self,
                                       const CairnPeriod *period,
                                       const CairnWindow *window,
                                       gboolean full,
                                       GError **error);

/* ---- cairn-postgres-source-figures.c ---- */
/* What the counts (CairnPostgresCount) of a refresh say, as a snapshot. */
CairnSnapshot *
cairn_postgres_figures (CairnPostgresSource *self, const GArray *counts, const CairnPeriod *period);

G_END_DECLS
