/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-source-preview.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The columns and at most @n_rows rows of the beginning of a log (CSV or XES, gzipped or not),
 * without reading the rest. It has no tables and no visits. *@row_bytes (may be NULL) becomes the
 * mean length of an unpacked row. Errors: CAIRN_SOURCE_ERROR, G_IO_ERROR_CANCELLED. */
CairnSourcePreview *cairn_log_peek (
  const char *path, guint n_rows, double *row_bytes, GCancellable *cancellable, GError **error);

G_END_DECLS
