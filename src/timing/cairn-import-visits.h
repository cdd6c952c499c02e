/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-import-plan.h"

G_BEGIN_DECLS

/* One visit found in a log. Texts are ids of the table, 0: none. */
typedef struct
{
  guint32 customer, stage, owner;
  gint64 entered;
  gint64 left; /* G_MAXINT64: open */
} CairnImportVisit;

typedef struct
{
  GArray *visits;       /* CairnImportVisit, by customer as they first come */
  GArray *customers;    /* guint32: ids in the order they first come */
  GHashTable *segments; /* customer id → segment id, the last one said */
} CairnImportVisits;

void cairn_import_visits_clear (CairnImportVisits *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CairnImportVisits, cairn_import_visits_clear)

/* Derives the visits; rows that cannot be used are counted in @notes. */
gboolean cairn_import_visits_derive (CairnImportVisits *self,
                                     CairnLogTable *table,
                                     const CairnImportPlan *plan,
                                     const CairnImportOptions *options,
                                     GPtrArray *notes,
                                     GError **error);

G_END_DECLS
