/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-value-count.h"
#include "insight/cairn-source-draft.h"
#include "insight/cairn-source-pace.h"

#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

/* The two looks that the assistant takes at data, both in a thread of their own. */

/* ---- the beginning of a file ---- */

/* Finds out what @file is, reads its first rows and guesses what its columns are for. @known (may
 * be NULL, unless @file is) names what is known of a database beforehand: a table, columns.
 * @document says how the map calls things. */
void cairn_source_sample_async (GFile *file,
                                CairnDocument *document,
                                const CairnMapping *known,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer data);
/* Owned by the caller. Errors: CAIRN_SOURCE_ERROR, G_IO_ERROR_CANCELLED. */
CairnSourceDraft *cairn_source_sample_finish (GAsyncResult *result, GError **error);

/* ---- all of it ---- */

/* What all the data come to. */
typedef struct
{
  CairnMapping *mapping;       /* of the database, be it imported or not */
  CairnSourcePreview *preview; /* with a few customers' visits */
  CairnSnapshot *snapshot;
  GPtrArray *stages;   /* CairnValueCount */
  GPtrArray *segments; /* CairnValueCount */
  GPtrArray *notes;    /* of the import: sentences; empty without one */
  gsize n_rows;
  gsize n_customers; /* 0: not known */
  gboolean is_old;   /* nothing has happened in the window that maps show at first */
} CairnSourceReading;

void cairn_source_reading_free (CairnSourceReading *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnSourceReading, cairn_source_reading_free)

/* How far it is; in the main thread. */
typedef void (*CairnReadingFunc) (const CairnSourceProgress *progress, gpointer data);

/* Reads what @draft says as the stages of @document want it; a log is first imported into the
 * database @output. @progress may be NULL. */
void cairn_source_read_async (const CairnSourceDraft *draft,
                              CairnDocument *document,
                              const char *output,
                              CairnReadingFunc progress,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer data);
/* Owned by the caller. Errors: CAIRN_SOURCE_ERROR, G_IO_ERROR_CANCELLED. */
CairnSourceReading *cairn_source_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
