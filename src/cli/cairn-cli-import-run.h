/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cli/cairn-cli-import-rows.h"

G_BEGIN_DECLS

/* cairn_import_run(), or if @rows is given cairn_cli_import_rows(), as a command does it: shows on
 * stderr how far it is, if that is a terminal, and stops cleanly on Ctrl+C, hang-up or termination.
 * *@signal_number says which of them it was; 0: none. */
gboolean cairn_cli_import_run (const CairnImportOptions *options,
                               const CairnCliRows *rows,
                               CairnImportResult *result,
                               int *signal_number,
                               GError **error);

/* "12 % · 1,200,000 rows · 410,000 rows/s", or what is known of it. */
char *cairn_cli_import_line (const CairnImportProgress *progress, double seconds);

G_END_DECLS
