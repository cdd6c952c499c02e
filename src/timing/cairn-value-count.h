/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-column-role.h"
#include "timing/cairn-mapping.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A value in the data, and how many rows and customers have it. */
typedef struct
{
  char *value;
  guint rows;
  guint customers;
} CairnValueCount;

/* Beyond so many values a column holds no names of stages. */
#define CAIRN_VALUE_COUNT_MAX 300

/* What stands in the column that plays @role (STAGE, SEGMENT or OWNER), the most customers first;
 * of CairnValueCount, owned by the caller. @mapping must be complete. Without such a column: empty.
 * Blocking; reads the whole table. Errors: CAIRN_SOURCE_ERROR, G_IO_ERROR_CANCELLED. */
GPtrArray *cairn_value_count_read (const CairnMapping *mapping,
                                   CairnColumnRole role,
                                   GCancellable *cancellable,
                                   GError **error);

/* The same of the stages whose rows have a date for each: those with one. */
GPtrArray *
cairn_value_count_dates (const CairnMapping *mapping, GCancellable *cancellable, GError **error);

/* How many customers there are; 0: that cannot be told. */
guint cairn_value_count_customers (const CairnMapping *mapping, GCancellable *cancellable);

G_END_DECLS
