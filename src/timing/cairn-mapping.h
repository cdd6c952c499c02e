/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-source-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* What one row of the table means. The same order as CairnShape of the journey, after the first. */
typedef enum
{
  CAIRN_SOURCE_GUESS,     /* cairn_mapping_complete() finds out; it never takes CAIRN_SOURCE_DONE */
  CAIRN_SOURCE_VISITS,    /* a stay in a stage: customer, stage, entered, left */
  CAIRN_SOURCE_CHANGES,   /* a customer enters a stage: customer, stage, entered */
  CAIRN_SOURCE_LIFECYCLE, /* something starts or is complete: the same, and transition */
  CAIRN_SOURCE_DONE,      /* it is done, and took from the one before: customer, stage, entered */
  CAIRN_SOURCE_WIDE,      /* a customer, with a date for each stage: customer, date_columns */
  CAIRN_SOURCE_SNAPSHOTS, /* that day the customer was there: customer, stage, entered (the day) */
} CairnSourceShape;

/* What becomes of a customer who reaches a value that ends the journey. */
typedef enum
{
  CAIRN_RESULT_OF_SUCCESS = 1,
  CAIRN_RESULT_OF_CHURN,
  CAIRN_RESULT_OF_OTHER,
} CairnMappingResult;

typedef struct
{
  char *stage;
  char *entered; /* column */
  char *left;    /* NULL: when the next date of the row comes */
} CairnMappingDates;

/* Where visits stand in somebody's database, and what its names mean on the journey. A plain
 * struct: set the fields (all strings are owned, g_free() what you replace), then hand it to a
 * CairnSource or a CairnLive, which copy it. */
typedef struct
{
  char *segment; /* NULL: every segment without one of its own */
  char *stage;
  gint64 target; /* seconds; 0: none */
  gint64 limit;
} CairnMappingTarget;

/* A stage that a diagram draws: stages that no diagram draws together follow each other by no rule.
 */
typedef struct
{
  char *stage;
  guint track;
} CairnMappingTrack;

/* Whose customers are those of a segment, whatever the data say of it. */
typedef struct
{
  char *segment;
  char *rule; /* cairn_customer_rule_parse() */
} CairnMappingRule;

typedef struct
{
  char *path;  /* of the SQLite file */
  char *table; /* or view */
  CairnSourceShape shape;

  /* columns of it; which of them are needed depends on the shape */
  char *customer;
  char *stage;
  char *entered;
  char *left;       /* NULL, '' or a word for "missing" (cairn_time_is_missing()), and dates from
                       2050 on mean: still there */
  char *transition; /* "start", "complete" … */
  char *updated;    /* when the row was last written; NULL: none */
  char *touchpoint; /* the touchpoint within the stage; NULL: none */
  char *owner;      /* NULL: none */
  char *started;    /* of the work on it; NULL: none */
  char *segment;    /* NULL: none */

  /* The recommended schema keeps names and segments apart: customers(id, name, segment). With this
   * set, @customer holds customers.id, the name comes from customers.name, and so does the segment
   * unless @segment names a column. */
  gboolean join_customers;
  char *customers; /* the name of that table; NULL: "customers" */

  GPtrArray *date_columns; /* CairnMappingDates, in the order of the stages */
  GHashTable *outcomes; /* value of the stage column → CairnMappingResult, by GUINT_TO_POINTER() */

  char *filter;     /* cairn_customer_rule_parse(); NULL: everybody counts */
  GPtrArray *rules; /* CairnMappingRule: the first that holds takes the customer */

  char *time_format; /* cairn_time_format_parse() or NULL: found out from a sample of rows */
  char *zone; /* of times without an offset: "UTC", "Europe/Rome", "+02"; NULL: the system's */

  /* Working hours and holidays, as cairn_working_time_new() reads them, in @zone; NULL: all time
   * counts. */
  char *hours;
  char *holidays;

  GHashTable *stages;   /* value in the data → stage; empty: each value is a stage of that name */
  GHashTable *segments; /* value in the data → segment; what is not in it keeps its name */
  GPtrArray *targets;   /* CairnMappingTarget */
  GPtrArray *tracks;    /* CairnMappingTrack; none: all stages lie on one */
} CairnMapping;

#define CAIRN_TYPE_MAPPING (cairn_mapping_get_type ())
GType cairn_mapping_get_type (void);

CairnMapping *cairn_mapping_new (const char *path);
CairnMapping *cairn_mapping_copy (const CairnMapping *self);
void cairn_mapping_free (CairnMapping *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnMapping, cairn_mapping_free)

void cairn_mapping_add_stage (CairnMapping *self, const char *value, const char *stage);
void cairn_mapping_add_segment (CairnMapping *self, const char *value, const char *segment);
void cairn_mapping_add_track (CairnMapping *self, const char *stage, guint track);
void cairn_mapping_add_rule (CairnMapping *self, const char *segment, const char *rule);
/* In place of the filter and of all rules there were; "" is no filter, NULL are no rules. @rules:
 * CairnMappingRule, not those of @self. */
void cairn_mapping_set_audience (CairnMapping *self, const char *filter, const GPtrArray *rules);
void cairn_mapping_add_target (
  CairnMapping *self, const char *segment, const char *stage, gint64 target, gint64 limit);
void cairn_mapping_add_dates (CairnMapping *self,
                              const char *stage,
                              const char *entered,
                              const char *left);
void cairn_mapping_add_outcome (CairnMapping *self, const char *value, CairnMappingResult result);

/* 0: @value does not end a journey. */
CairnMappingResult cairn_mapping_get_outcome (const CairnMapping *self, const char *value);

/* Looks into the file and fills in what is not set: the recommended schema
 *   customers(id, name, segment, …)
 *   stage_visits(id, customer_id, stage, owner, entered_at, started_at, left_at, updated_at)
 * if it is there, else the table or view whose columns are named most like one, whatever its shape.
 * What is set stays: with a shape, only tables of that shape will do. Dates named after stages are
 * looked for by the names in @stages.
 * Errors: as for opening a source; CAIRN_SOURCE_ERROR_NO_MAPPING says which columns are missing. */
gboolean cairn_mapping_complete (CairnMapping *self, GError **error);

/* cairn_mapping_new() and cairn_mapping_complete(). */
CairnMapping *cairn_mapping_guess (const char *path, GError **error);

G_END_DECLS
