/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-column-role.h"
#include "timing/cairn-import.h"
#include "timing/cairn-log-table.h"
#include "timing/cairn-time-format.h"
#include "timing/cairn-transition.h"

G_BEGIN_DECLS

/* How a log is to be understood. */
typedef struct
{
  CairnImportShape shape;            /* not CAIRN_IMPORT_AUTO */
  int columns[CAIRN_N_COLUMN_ROLES]; /* -1: none */
  int transition;                    /* column of "start" and "complete"; -1: none */
  int started, touchpoint;           /* columns; -1: none */
  CairnTimeFormat format;
} CairnImportPlan;

/* Settles what the options leave open from the rows that @table keeps, and adds sentences about it
 * to
 * @notes. @is_whole: they are all there are; else the log may be read on, to tell day from month.
 */
gboolean cairn_import_plan_make (CairnImportPlan *plan,
                                 CairnLogTable *table,
                                 gboolean is_whole,
                                 const CairnImportOptions *options,
                                 GPtrArray *notes,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
