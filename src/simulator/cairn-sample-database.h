/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* The sample database, in the recommended schema (docs/ANALYTICS.md, 1.2). */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3, sqlite3_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (sqlite3_stmt, sqlite3_finalize)

/* Writes @path, which must not exist, as it looks at @now after thirty weeks. The same @seed and
 * @now write the same rows. */
gboolean sample_database_create (const char *path, guint32 seed, gint64 now, GError **error);

/* One commit of what may happen in a second: somebody new comes, or somebody moves on. Enterprise
 * Implementation keeps filling up, to a point. */
gboolean sample_database_advance (sqlite3 *db, GRand *rand, gint64 now, GError **error);

/* Opens an existing one for sample_database_advance(). */
sqlite3 *sample_database_open (const char *path, GError **error);

G_END_DECLS
