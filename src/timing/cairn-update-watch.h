/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-sqlite-private.h"
#include "timing/cairn-time-reader.h"

G_BEGIN_DECLS

/* A column that tells when each row was last written, with an index that leads to the latest of
 * them: a hint where to look first. Whoever writes need not keep it, so what it does not tell of is
 * looked for all the same, only later.
 *
 * Texts are taken for times if their order is that of time: 2026-11-22, with or without a time of
 * day. */

/* What keeps to one database. All zero at first. */
typedef struct
{
  sqlite3_stmt *newest; /* the latest rows first; NULL: there is no such column, or no index */
  sqlite3_stmt *one;    /* the moment of row ?1 */

  CairnTimeReader *times; /* NULL: nothing seen yet tells how moments are written */
  gint64 mark;            /* the latest moment seen */
  gboolean has_mark;
  GArray *seen;     /* of the last seconds before it, by id */
  gboolean useless; /* the order of the values is not that of time */
  gboolean misses;  /* a row changed and its moment did not */
} CairnUpdateWatch;

/* Looks whether there is one; @column NULL: none. To be called for each new connection. */
void cairn_update_watch_find (CairnUpdateWatch *self,
                              sqlite3 *db,
                              const char *path,
                              const char *table,
                              const char *rowid,
                              const char *column);
/* Before the connection ends. */
void cairn_update_watch_disconnect (CairnUpdateWatch *self);
void cairn_update_watch_clear (CairnUpdateWatch *self);

/* Whether it is worth asking. */
gboolean cairn_update_watch_is_on (const CairnUpdateWatch *self);

/* What was written up to now is known, or is about to be read. To be called before all else. @zone:
 * of times without one;
 * @clock: now. */
gboolean
cairn_update_watch_begin (CairnUpdateWatch *self, GTimeZone *zone, gint64 clock, GError **error);
/* The same, but only what was written before @mark is known. */
gboolean cairn_update_watch_resume (
  CairnUpdateWatch *self, GTimeZone *zone, gint64 mark, gint64 clock, GError **error);
/* G_MININT64: none yet. */
gint64 cairn_update_watch_get_mark (const CairnUpdateWatch *self);

/* Appends to @ids (gint64, ascending) the rows that were written since the last call, as far as
 * they say so, and those of which that cannot be told from the moment alone. *@complete: as far as
 * the column tells, there are no others. */
gboolean cairn_update_watch_read (CairnUpdateWatch *self,
                                  GTimeZone *zone,
                                  gint64 clock,
                                  GArray *ids,
                                  gboolean *complete,
                                  GError **error);

/* Row @id was read and looks like @hash. FALSE: it did so the last time as well. */
gboolean cairn_update_watch_note (CairnUpdateWatch *self, gint64 id, guint64 hash);

/* Row @id turned out to be another one, without having been told of: whether its moment is to
 * blame. */
void cairn_update_watch_blame (CairnUpdateWatch *self, gint64 id);

G_END_DECLS
