/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-import-visits.h"

G_BEGIN_DECLS

/* Writes the visits to a new database beside @path, and renames it once it is whole and on disk. */
gboolean cairn_import_write (const CairnImportVisits *visits,
                             CairnLogTable *table,
                             const char *path,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
