/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-import.h"

G_BEGIN_DECLS

/* "cairn import" of rows that say more than one thing, or only something together with all others:
 * with a date for each stage, and snapshots. They go into a table as they stand, but for times,
 * which are written so that nobody need say again how to read them, and for the names of columns,
 * which say what they are. Whoever reads the table derives the stays. */
typedef struct
{
  const CairnImportOptions *import; /* what goes for these rows, too */
  int shape;                        /* CAIRN_SHAPE_WIDE or CAIRN_SHAPE_SNAPSHOTS */
  char **dates;                     /* "STAGE=COLUMN": when it was entered; NULL: found out */
  char **exit_dates;                /* likewise, when it was left; NULL: found out */
} CairnCliRows;

/* As cairn_import_run(). */
gboolean cairn_cli_import_rows (const CairnCliRows *self,
                                CairnImportProgressFunc progress,
                                gpointer data,
                                GCancellable *cancellable,
                                CairnImportResult *result,
                                GError **error);

G_END_DECLS
