/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-import-event.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Sorts any number of events by customer, moment and row in little memory: pieces that fit are
 * sorted and put aside in a file without a name, and merged when they are asked for. */
typedef struct _CairnEventSorter CairnEventSorter;

/* A customer with more rows is none: somebody named the wrong column. */
#define CAIRN_IMPORT_MAX_EVENTS_OF_CUSTOMER 500000

CairnEventSorter *cairn_event_sorter_new (const char *folder, GCancellable *cancellable);
void cairn_event_sorter_free (CairnEventSorter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnEventSorter, cairn_event_sorter_free)

/* Errors of all three: G_IO_ERROR_CANCELLED, CAIRN_SOURCE_ERROR_WRITE, …_TOO_LARGE. */
gboolean
cairn_event_sorter_add (CairnEventSorter *self, const CairnImportEvent *event, GError **error);
/* After the last was added. */
gboolean cairn_event_sorter_sort (CairnEventSorter *self, GError **error);
/* Into @events (CairnImportEvent) those of the next customer in their order, none after the last
 * one. */
gboolean cairn_event_sorter_next (CairnEventSorter *self, GArray *events, GError **error);

G_END_DECLS
