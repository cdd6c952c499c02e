/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-import.h"

G_BEGIN_DECLS

/* The table that a log becomes. */
#define CAIRN_IMPORT_TABLE "log"

/* Copies @columns (NULL-terminated) of an event log, cell by cell, into a table CAIRN_IMPORT_TABLE
 * of the new database @output: for rows that only a source can make sense of, such as those with a
 * date for each stage. An attribute of a trace may be named without its "case:"; the column is
 * called as it is named here. Nothing is judged, so nothing is left out. Else as
 * cairn_import_run(); @options gives input, output and force. */
gboolean cairn_import_table_run (const CairnImportOptions *options,
                                 const char *const *columns,
                                 CairnImportProgressFunc progress,
                                 gpointer data,
                                 GCancellable *cancellable,
                                 gsize *n_rows,
                                 GError **error);

G_END_DECLS
