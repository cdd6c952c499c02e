/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-change-log.h"
#include "timing/cairn-left-out.h"
#include "timing/cairn-row-store.h"
#include "timing/cairn-sqlite-log.h"
#include "timing/cairn-sqlite-source.h"
#include "timing/cairn-table-pages.h"
#include "timing/cairn-touchpoint-reader.h"
#include "timing/cairn-update-watch.h"

G_BEGIN_DECLS

#define CAIRN_CHUNK_ROWS 65536
#define CAIRN_PROBE_ROWS 8192

/* An SQL aggregate that puts integers into the source's list: a third of what fetching each as a
 * row of its own costs. */
#define CAIRN_LIST_FUNCTION "cairn_list"

typedef struct
{
  CairnSource base;

  CairnMapping *mapping;
  GCancellable *cancellable;
  gint64 clock; /* 0: the real one */
  GTimeZone *zone;
  CairnWorkingTime *working_time; /* NULL: all time counts */
  guint chunk_rows;               /* CAIRN_CHUNK_ROWS; fewer in tests */

  /* the connection */
  sqlite3 *db;
  gboolean frozen;
  CairnFileStamp stamp;
  gint64 data_version;
  gint64 schema_version;

  /* the table; @rowid NULL: it has none */
  const char *rowid;
  char *columns; /* "customer, stage, …" for SELECT */
  char *table;   /* quoted */
  char *left;    /* quoted */
  gboolean open_indexed;
  sqlite3_stmt *range;    /* rows in (?1, ?2], at most ?3 */
  sqlite3_stmt *one;      /* the row ?1 */
  sqlite3_stmt *probe;    /* the left of row ?1 */
  CairnTablePages *pages; /* what a chunk was last read off; NULL: none yet */
  GArray *list;           /* gint64, borrowed; what CAIRN_LIST_FUNCTION appends to */

  CairnSqliteLog log;
  CairnChangeLog changes;
  CairnUpdateWatch updates;

  /* what was read */
  CairnRowStore *store;
  gsize n_rows;                     /* only without rowids */
  gsize max_mended;                 /* CAIRN_MAX_MENDED_ROWS; fewer in tests */
  CairnTouchpointBook *touchpoints; /* NULL: there are none */
  guint touchpoints_left_out;
  gint64 touchpoints_due;          /* not before: reading them takes a tenth of the time at most */
  guint64 fates;                   /* of the customers, as they were last read */
  CairnCustomerAttributes *scores; /* NULL: not read yet, or there are none */
  gboolean scores_stale;           /* the customers may say something else by now */
  gint64 scores_due;               /* not before are they read again */

  /* what is told of rows that need a second look */
  CairnQualityWish quality_wish;
  GPtrArray *captured;    /* rows that cannot be read again */
  GHashTable *n_captured; /* by reason */
  CairnLeftOut *left_out; /* by the import that made the database; NULL: not looked yet */
  GArray *forgotten;      /* CairnVisit; of the last snapshot */
  GArray *listed;         /* CairnStayFinding; for that many rows and that serial of the book */
  guint listed_rows, listed_serial;
  gboolean loading; /* the store is being filled, by threads that hold its decoder's lock */
  double loaded;    /* the part of it that is there */

  /* the warm start */
  CairnWarmStart warm_start;
  gint64 load_time; /* microseconds that reading everything takes */
  gint64 as_of;     /* what is known is of that moment, and not in step yet; 0: it is */

  /* what is left to do */
  gboolean reload;
  gboolean look_for_new;
  gboolean look_for_changes;                 /* in the log of changes */
  gboolean look_for_updates;                 /* by the moments that rows bear */
  gboolean is_told;                          /* which named whatever is likely to have changed */
  GArray *dirty;                             /* guint: chunks to be read again at once */
  GArray *logged;                            /* gint64: rowids where the log says to look */
  gboolean is_logged;                        /* and that it says it all */
  gboolean look_for_open;                    /* with an index */
  guint probe_chunk, probe_row, probes_left; /* without: chunks still to probe */
  gboolean look_for_customers;
  gboolean look_for_touchpoints;
  guint audit_chunk, audits_left;
} CairnSqliteSource;

/* ---- cairn-sqlite-source-open.c ---- */
gboolean cairn_sqlite_source_connect (CairnSqliteSource *self, GError **error);
void cairn_sqlite_source_disconnect (CairnSqliteSource *self);
/* Views and WITHOUT ROWID tables have none (NULL), and a column of that name hides it. */
const char *
cairn_sqlite_find_rowid (sqlite3 *db, const char *path, const char *table, char **columns);
/* Reads what the decoder wants of the table through @db; NULL: it must be read by SQLite. */
CairnTablePages *cairn_sqlite_source_new_pages (CairnSqliteSource *self, sqlite3 *db);
/* By sampling a thousand rows spread over the table, unless the mapping says. */
gboolean cairn_sqlite_source_find_time_format (CairnSqliteSource *self,
                                               CairnTimeFormat *format,
                                               GError **error);

/* ---- cairn-sqlite-source-load.c ---- */
/* Reads the table into the new store. @guess: early on, whether it is too large to be mended; if
 * that was wrong, the store has outgrown itself. */
gboolean cairn_sqlite_source_load_table (CairnSqliteSource *self,
                                         gboolean guess,
                                         CairnProgressFunc progress,
                                         gpointer data,
                                         GError **error);

/* Of a very large table, from now on: arrays of millions that grow go back to the system when they
 * are freed. */
void cairn_sqlite_source_give_back_large_arrays (const CairnSqliteSource *self);

/* The rows of (@after, @upto], decoded. */
CairnRowRange *
cairn_sqlite_source_read_chunk (CairnSqliteSource *self, gint64 after, gint64 upto, GError **error);

/* While that goes on, out of its progress function: whether, and what the rows read so far come to.
 */
gboolean cairn_sqlite_source_can_tell_part (CairnSqliteSource *self);
CairnSnapshot *cairn_sqlite_source_snapshot_partly (CairnSqliteSource *self,
                                                    gint64 now,
                                                    const CairnWindow *window);

/* ---- cairn-sqlite-source-warm.c ---- */
/* Takes what was kept of the last time, as if this source had run ever since. FALSE: there is
 * nothing to be taken, and all is to be read. */
gboolean cairn_sqlite_source_warm_start (CairnSqliteSource *self);
/* As CairnSourceClass says. */
gboolean cairn_sqlite_source_keep (CairnSource *source);
guint64 cairn_sqlite_source_count_changes (CairnSource *source);
/* @snapshot (taken) as it is, or saying that it is being brought up to date. */
CairnSnapshot *cairn_sqlite_source_tell_behind (CairnSqliteSource *self, CairnSnapshot *snapshot);

/* ---- cairn-sqlite-source-scores.c ---- */
/* Customers have got other numbers. */
void cairn_sqlite_source_drop_scores (CairnSqliteSource *self);
/* Sorts those who are there by what they do and feel, if the customers table tells. */
void cairn_sqlite_source_add_quadrants (CairnSqliteSource *self, CairnStageStudy *study);

/* ---- cairn-sqlite-source-refresh.c ---- */
/* Everything that a commit may have changed is to be looked at. */
void cairn_sqlite_source_plan_everything (CairnSqliteSource *self);
/* Whether that is still to be done with visits known as open. */
gboolean cairn_sqlite_source_has_probes (const CairnSqliteSource *self);
/* as CairnSourceClass says ---- */
gboolean cairn_sqlite_source_check (CairnSource *source, GError **error);
CairnSourceWork cairn_sqlite_source_get_work (CairnSource *source);
gboolean cairn_sqlite_source_step (CairnSource *source, gboolean *changed, GError **error);

/* ---- cairn-sqlite-source-quality.c: likewise ---- */
CairnSnapshot *
cairn_sqlite_source_snapshot (CairnSource *source, gint64 now, const CairnWindow *window);
CairnStageStudy *cairn_sqlite_source_study (CairnSource *source,
                                            const CairnStudyWish *wish,
                                            gint64 now,
                                            const CairnWindow *window);
void cairn_sqlite_source_forget_captured (CairnSqliteSource *self);
/* Keeps the text of a row that is no visit, to show it later. @stage NULL: column 2 holds it. */
void cairn_sqlite_source_capture (CairnSqliteSource *self,
                                  sqlite3_stmt *stmt,
                                  const CairnSourceRow *row,
                                  const char *stage,
                                  int first_time);
/* ---- cairn-sqlite-source-lens.c ---- */
/* Reads what the filter and the rules ask for of the customers, and sets the lens of @store. */
gboolean
cairn_sqlite_source_make_lens (CairnSqliteSource *self, CairnRowStore *store, GError **error);
/* Whether there are attributes to keep in step with. */
gboolean cairn_sqlite_source_has_attributes (CairnSqliteSource *self);
/* Reads them again; sets *@changed if any is another one now. */
gboolean
cairn_sqlite_source_refresh_lens (CairnSqliteSource *self, gboolean *changed, GError **error);
gboolean cairn_sqlite_source_set_audience (CairnSource *source,
                                           const char *filter,
                                           const GPtrArray *rules,
                                           GError **error);

/* ---- cairn-sqlite-source.c ---- */
/* An empty one, without customers and without a lens. */
CairnRowStore *cairn_sqlite_source_new_store (CairnSqliteSource *self,
                                              const CairnTimeFormat *format);
void cairn_sqlite_source_forget_work (CairnSqliteSource *self);
/* Sets *@changed if there are others now. */
gboolean
cairn_sqlite_source_read_touchpoints (CairnSqliteSource *self, gboolean *changed, GError **error);
gint64 cairn_sqlite_source_get_clock (CairnSqliteSource *self);
/* At most @limit rows of (@after, @upto], decoded. */
CairnRowRange *cairn_sqlite_source_read_range (
  CairnSqliteSource *self, gint64 after, gint64 upto, gint64 limit, GError **error);

G_END_DECLS
