/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-event-sorter.h"
#include "timing/cairn-import-plan.h"
#include "timing/cairn-left-out.h"
#include "timing/cairn-name-list.h"

G_BEGIN_DECLS

/* Takes the rows of a log and makes events of those that can be used, which it hands to a sorter.
 */
typedef struct _CairnImportRows CairnImportRows;

/* What is set aside stands in files without a name in @folder. */
CairnImportRows *cairn_import_rows_new (const CairnImportPlan *plan,
                                        const CairnImportOptions *options,
                                        const char *folder,
                                        GCancellable *cancellable,
                                        GError **error);
void cairn_import_rows_free (CairnImportRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnImportRows, cairn_import_rows_free)

/* The row at hand of @table, which must have been set up to stream the columns of the plan. */
gboolean cairn_import_rows_take (CairnImportRows *self, CairnLogTable *table, GError **error);

/* After the last row: says in @notes what was left out, and fails if nothing was left. */
gboolean cairn_import_rows_finish (CairnImportRows *self, GPtrArray *notes, GError **error);

/* All borrowed. Customers are numbered in the order they first come. */
CairnEventSorter *cairn_import_rows_get_sorter (CairnImportRows *self);
CairnNameList *cairn_import_rows_get_customers (CairnImportRows *self);
CairnNameList *cairn_import_rows_get_stages (CairnImportRows *self);
CairnNameList *cairn_import_rows_get_labels (CairnImportRows *self); /* owners, segments … */
guint64 cairn_import_rows_get_n_events (CairnImportRows *self);
const CairnLeftOut *cairn_import_rows_get_left_out (CairnImportRows *self);

G_END_DECLS
