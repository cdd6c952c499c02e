/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-import-event.h"
#include "timing/cairn-import-plan.h"

G_BEGIN_DECLS

/* One stay. Names are numbers of lists, 0: none. */
typedef struct
{
  guint32 stage, owner;
  gint64 entered;
  gint64 left;    /* CAIRN_IMPORT_OPEN: still there */
  gint64 started; /* CAIRN_IMPORT_OPEN: not said */
} CairnImportVisit;

/* From the events of a customer to stays. */
typedef struct
{
  CairnImportShape shape;
  gboolean split_repeats;
  GHashTable *finals;         /* stages that are an end, or NULL; borrowed */
  guint64 ends_without_start; /* so far */
} CairnImportDerivation;

/* Adds to @visits (CairnImportVisit) the stays that follow from all events of one customer, which
 * stand in the order of their moments. */
void cairn_import_derivation_add (CairnImportDerivation *self,
                                  const CairnImportEvent *events,
                                  guint n_events,
                                  GArray *visits);

G_END_DECLS
