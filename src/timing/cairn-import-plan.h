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
  CairnTimeFormat format;
} CairnImportPlan;

/* Settles what the options leave open, and adds sentences about it to @notes. */
gboolean cairn_import_plan_make (CairnImportPlan *plan,
                                 CairnLogTable *table,
                                 const CairnImportOptions *options,
                                 GPtrArray *notes,
                                 GError **error);

G_END_DECLS
