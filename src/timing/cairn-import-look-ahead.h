/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-log-table.h"
#include "timing/cairn-time-format.h"

G_BEGIN_DECLS

/* Whether some value tells day from month. */
gboolean cairn_import_knows_order (const CairnTimeSampler *sampler);

/* Where a sample does not tell day from month: reads on in the log at @path, adding the times of
 * the columns called @names (NULL-terminated) to @sampler, until one does. Nothing is added if that
 * is not a file that can be read twice, or it is not what it was. FALSE: cancelled. */
gboolean cairn_import_look_ahead (const char *path,
                                  const char *const *names,
                                  CairnTimeSampler *sampler,
                                  GCancellable *cancellable,
                                  GError **error);

/* Where attributes come as they are used: reads on in the log at @path for a column of one of
 * @names (NULL-terminated), and returns its name, owned; NULL if there is none, or @cancellable is
 * cancelled. */
char *cairn_import_look_for_column (const char *path,
                                    const char *const *names,
                                    GCancellable *cancellable);

G_END_DECLS
