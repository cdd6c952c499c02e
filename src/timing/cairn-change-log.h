/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-mapping.h"
#include "timing/cairn-sqlite-private.h"

G_BEGIN_DECLS

/* A table in which triggers note every row of the visits that came, changed or went. Cairn never
 * makes it: it prints a script, which the owner of the database may run, and makes use of the table
 * where it finds it. The table holds rowids and nothing of what the rows say. */

/* The script for the table of @mapping. Fails where there are no rows to name, as in a view. */
char *cairn_change_log_script (const CairnMapping *mapping, GError **error);

/* What keeps to one database. All zero at first. */
typedef struct
{
  char *table; /* of the visits; NULL: there is no log of it */
  gint64 last; /* the change read last */
} CairnChangeLog;

/* Looks whether there is one. */
void cairn_change_log_find (CairnChangeLog *self, sqlite3 *db, const char *path, const char *table);
void cairn_change_log_clear (CairnChangeLog *self);

/* Goes to the end, or appends the rowids since the last call to @ids (gint64), ascending and once
 * each. *@complete: none is missing, as when the log was shortened before it was read. */
gboolean
cairn_change_log_skip (CairnChangeLog *self, sqlite3 *db, const char *path, GError **error);
gboolean cairn_change_log_read (CairnChangeLog *self,
                                sqlite3 *db,
                                const char *path,
                                GArray *ids,
                                gboolean *complete,
                                GError **error);

G_END_DECLS
