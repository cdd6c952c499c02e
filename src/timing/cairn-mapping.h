/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-source-error.h"

#include <glib-object.h>

G_BEGIN_DECLS

/* Where visits stand in somebody's database, and what its names mean on the journey. One row is one
 * visit. A plain struct: set the fields (all strings are owned, g_free() what you replace), then
 * hand it to a CairnSqliteSource or a CairnLive, which copy it. */
typedef struct
{
  char *segment; /* NULL: every segment without one of its own */
  char *stage;
  gint64 target; /* seconds; 0: none */
  gint64 limit;
} CairnMappingTarget;

typedef struct
{
  char *path;  /* of the SQLite file */
  char *table; /* or view */

  /* columns of it */
  char *customer;
  char *stage;
  char *entered;
  char *left;    /* NULL, '' or a word for "missing" (cairn_time_is_missing()), and the year 9999
                    mean: still there */
  char *owner;   /* NULL: none */
  char *started; /* of the work on it; NULL: none */
  char *segment; /* NULL: none */

  /* The recommended schema keeps names and segments apart: customers(id, name, segment). With this
   * set, @customer holds customers.id, the name comes from customers.name, and so does the segment
   * unless @segment names a column. */
  gboolean join_customers;

  char *time_format; /* cairn_time_format_parse() or NULL: found out from a sample of rows */
  char *zone; /* of times without an offset: "UTC", "Europe/Rome", "+02"; NULL: the system's */

  /* Working hours and holidays, as cairn_working_time_new() reads them, in @zone; NULL: all time
   * counts. */
  char *hours;
  char *holidays;

  GHashTable *stages;   /* value in the data → stage; empty: each value is a stage of that name */
  GHashTable *segments; /* value in the data → segment; what is not in it keeps its name */
  GPtrArray *targets;   /* CairnMappingTarget */
} CairnMapping;

#define CAIRN_TYPE_MAPPING (cairn_mapping_get_type ())
GType cairn_mapping_get_type (void);

CairnMapping *cairn_mapping_new (const char *path);
CairnMapping *cairn_mapping_copy (const CairnMapping *self);
void cairn_mapping_free (CairnMapping *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnMapping, cairn_mapping_free)

void cairn_mapping_add_stage (CairnMapping *self, const char *value, const char *stage);
void cairn_mapping_add_segment (CairnMapping *self, const char *value, const char *segment);
void cairn_mapping_add_target (
  CairnMapping *self, const char *segment, const char *stage, gint64 target, gint64 limit);

/* Looks into the file and fills in what is not set: the recommended schema
 *   customers(id, name, segment, …)
 *   stage_visits(id, customer_id, stage, owner, entered_at, started_at, left_at, updated_at)
 * if it is there, else the table or view whose columns are named most like one. What is set stays.
 * Errors: as for opening a source; CAIRN_SOURCE_ERROR_NO_MAPPING says which columns are missing. */
gboolean cairn_mapping_complete (CairnMapping *self, GError **error);

/* cairn_mapping_new() and cairn_mapping_complete(). */
CairnMapping *cairn_mapping_guess (const char *path, GError **error);

G_END_DECLS
