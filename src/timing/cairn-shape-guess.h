/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-mapping.h"
#include "timing/cairn-sqlite-private.h"

G_BEGIN_DECLS

/* What the names of a table's columns say of its shape. All results are borrowed from @columns. */

/* The column of "start" and "complete", or NULL. */
const char *cairn_shape_guess_transition (char **columns);

/* The column that holds the day of a snapshot, or NULL. */
const char *cairn_shape_guess_snapshot (char **columns);

/* Array of CairnMappingDates, owned, in order of the columns: "date_entered_X", "X_entered_at",
 * "X Entry Date", and for the stages of @mapping also "X_date", "X_at", "X"; with what tells the
 * exit likewise. */
GPtrArray *cairn_shape_guess_dates (const CairnMapping *mapping, char **columns);

/* Whether among the first rows of @table something starts. */
gboolean
cairn_shape_has_starts (sqlite3 *db, const char *path, const char *table, const char *transition);

G_END_DECLS
