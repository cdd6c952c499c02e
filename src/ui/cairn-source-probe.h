/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"
#include "timing/cairn-snapshot.h"
#include "timing/cairn-source-preview.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a database would say about a journey. */
typedef struct
{
  CairnMapping *mapping;       /* completed as far as names tell */
  CairnSourcePreview *preview; /* never NULL */
  char *problem;               /* why there is no snapshot; NULL if there is one */
  CairnSnapshot *snapshot;     /* NULL: columns are missing, or the visits cannot be read */
} CairnSourceProbe;

void cairn_source_probe_free (CairnSourceProbe *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnSourceProbe, cairn_source_probe_free)

/* Guesses what @mapping leaves open, looks at the first rows, and reads all visits once as the
 * stages of @document want them. */
void cairn_source_probe_async (const CairnMapping *mapping,
                               CairnDocument *document,
                               guint n_rows,
                               guint n_customers,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer data);
/* Owned by the caller. Errors: CAIRN_SOURCE_ERROR if there is nothing to look at,
 * G_IO_ERROR_CANCELLED. */
CairnSourceProbe *cairn_source_probe_finish (GAsyncResult *result, GError **error);

G_END_DECLS
