/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-sqlite-log.h"
#include "timing/cairn-state-file.h"

G_BEGIN_DECLS

/* How a database file stood at a moment, as far as that can be told without SQLite: whether anybody
 * has committed anything since. */
typedef struct
{
  gint64 device, inode, size, mtime, changed; /* nanoseconds */
  gint64 counter;                             /* of changes, in the file's header */
  gint64 log_size, log_mtime;                 /* -1: there is no -wal */
  gint64 log_salt;
  gint64 is_settled; /* no write is so young that another one could bear the same time */
} CairnSqliteStand;

/* FALSE: somebody is writing, or it cannot be told. */
gboolean cairn_sqlite_stand_take (CairnSqliteStand *self, const char *path);
/* Whether nothing was committed between. */
gboolean cairn_sqlite_stand_equal (const CairnSqliteStand *before, const CairnSqliteStand *after);
/* Whether there was no log, so that all that was committed since is in the one there is now. */
gboolean cairn_sqlite_stand_began_log (const CairnSqliteStand *before,
                                       const CairnSqliteStand *after);
/* Whether it is still the same file at least, and no smaller. */
gboolean cairn_sqlite_stand_follows (const CairnSqliteStand *before, const CairnSqliteStand *after);

void cairn_sqlite_stand_write (const CairnSqliteStand *self, CairnStateWriter *writer);
void cairn_sqlite_stand_read (CairnSqliteStand *self, CairnStateReader *reader);

G_END_DECLS
