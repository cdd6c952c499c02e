/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-mapping.h"
#include "timing/cairn-source-preview.h"
#include "timing/cairn-source.h"
#include "timing/cairn-value-count.h"

G_BEGIN_DECLS

/* Visits in PostgreSQL, or in what speaks like it (Citus): the rows stay there, only sums of them
 * come here (ANALYTICS section 4, docs/POSTGRES.md). Where Cairn was built without libpq, the calls
 * below say so. */

/* Whether @path is an address (postgresql://…, postgres://…) and not the path of a file. */
gboolean cairn_postgres_is_address (const char *path);

/* As cairn_mapping_complete(), asking the server's catalogue. */
gboolean cairn_postgres_complete (CairnMapping *mapping, GError **error);

/* The first rows of a table, and which tables there are; no visits. */
CairnSourcePreview *
cairn_postgres_preview_read (const CairnMapping *mapping, guint n_rows, GError **error);

/* As cairn_value_count_read(), of any column of a table. */
GPtrArray *cairn_postgres_count_values (const CairnMapping *mapping,
                                        const char *table,
                                        const char *column,
                                        const char *customer,
                                        GCancellable *cancellable,
                                        GError **error);

/* @mapping must be complete. */
CairnSource *
cairn_postgres_source_new (const CairnMapping *mapping, GCancellable *cancellable, GError **error);

/* What has come from the server so far in answer to the questions about visits. */
void cairn_postgres_source_get_traffic (CairnSource *source, gsize *rows, gsize *bytes);

/* The channel that a trigger may tell of changes on; docs/POSTGRES.md has the script. */
#define CAIRN_POSTGRES_CHANNEL "cairn_visits"

G_END_DECLS
