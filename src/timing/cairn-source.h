/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-mapping.h"
#include "timing/cairn-quality.h"
#include "timing/cairn-snapshot.h"
#include "timing/cairn-stage-study.h"
#include "timing/cairn-visit.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where visits come from: one interface, whatever holds them. A source reads, and keeps in step
 * with what other programs commit; it never writes. Blocking, and not thread-safe: a command calls
 * it directly, a window uses CairnLive. */
typedef struct _CairnSource CairnSource;

/* What is left to do before the numbers are those of the source. */
typedef enum
{
  CAIRN_SOURCE_FRESH,
  CAIRN_SOURCE_AUDIT,  /* most likely nothing more will change */
  CAIRN_SOURCE_URGENT, /* new or closed visits */
  CAIRN_SOURCE_RELOAD, /* call cairn_source_load() */
} CairnSourceWork;

/* Whether a source starts from what was kept of the last time, and may keep what it read. */
typedef enum
{
  CAIRN_WARM_START_NEVER,
  CAIRN_WARM_START_CATCH_UP, /* and is brought in step with what was committed meanwhile */
  CAIRN_WARM_START_EXACT,    /* but only if nothing was */
} CairnWarmStart;

/* How a kind of source does what the functions below promise. */
typedef struct
{
  void (*free) (CairnSource *self);
  void (*set_clock) (CairnSource *self, gint64 now);
  gboolean (*load) (CairnSource *self, CairnProgressFunc progress, gpointer data, GError **error);
  gboolean (*check) (CairnSource *self, GError **error);
  CairnSourceWork (*get_work) (CairnSource *self);
  gboolean (*step) (CairnSource *self, gboolean *changed, GError **error);
  CairnSnapshot *(*snapshot) (CairnSource *self, gint64 now, const CairnWindow *window);
  CairnStageStudy *(*study) (CairnSource *self,
                             const CairnStudyWish *wish,
                             gint64 now,
                             const CairnWindow *window);
  guint64 (*count_answers) (CairnSource *self); /* NULL: every look is at what is there */
  gsize (*get_n_rows) (CairnSource *self);
  void (*set_quality_wish) (CairnSource *self, const CairnQualityWish *wish);
  gboolean (*set_audience) (CairnSource *self,
                            const char *filter,
                            const GPtrArray *rules,
                            GError **error);
  guint (*get_n_audit_steps) (CairnSource *self); /* NULL: there is no audit */
  gboolean (*is_loading) (CairnSource *self);     /* NULL: never says anything before it is done */
  /* NULL: nothing is kept for the next start */
  void (*set_warm_start) (CairnSource *self, CairnWarmStart how);
  gint64 (*get_load_time) (CairnSource *self);
  gboolean (*is_behind) (CairnSource *self);
  guint64 (*count_changes) (CairnSource *self);
  gboolean (*keep) (CairnSource *self);
} CairnSourceClass;

/* The first member of every kind of source. */
struct _CairnSource
{
  const CairnSourceClass *klass;
};

/* Opens what @mapping names and checks the mapping. @cancellable (may be NULL) stops every later
 * call. Errors: CAIRN_SOURCE_ERROR, G_IO_ERROR_CANCELLED. */
CairnSource *
cairn_source_open (const CairnMapping *mapping, GCancellable *cancellable, GError **error);
void cairn_source_free (CairnSource *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnSource, cairn_source_free)

/* The clock that tells the future, in seconds; 0: the real one. The later of the two counts. */
void cairn_source_set_clock (CairnSource *self, gint64 now);

/* Whose visits count from now on (as in CairnMapping: NULL, everybody's), and which rules give a
 * customer another segment than the data do. Rows that were read are looked at again, not read
 * again. A failure (a rule that cannot be read, an attribute that is not there) leaves all as it
 * was. */
gboolean cairn_source_set_audience (CairnSource *self,
                                    const char *filter,
                                    const GPtrArray *rules,
                                    GError **error);

/* CAIRN_WARM_START_NEVER unless set before the source is loaded. */
void cairn_source_set_warm_start (CairnSource *self, CairnWarmStart how);

/* Reads everything, or, the first time, what was kept for that (cairn-warm-start.h), and then goes
 * on from there. A failure leaves what was read before untouched. */
gboolean
cairn_source_load (CairnSource *self, CairnProgressFunc progress, gpointer data, GError **error);

/* Cheap (microseconds): has anybody committed anything? Adds to the work. */
gboolean cairn_source_check (CairnSource *self, GError **error);
CairnSourceWork cairn_source_get_work (CairnSource *self);

/* Does one piece of the work, about 20 ms at the most; sets *@changed if a number may be another
 * now. Do not call with CAIRN_SOURCE_RELOAD. */
gboolean cairn_source_step (CairnSource *self, gboolean *changed, GError **error);

/* Checks and works until nothing is left. */
gboolean cairn_source_settle (CairnSource *self, GError **error);

/* What later snapshots and studies say, and leave out, of rows that need a second look. */
void cairn_source_set_quality_wish (CairnSource *self, const CairnQualityWish *wish);

/* All figures at @now. */
CairnSnapshot *cairn_source_snapshot (CairnSource *self, gint64 now, const CairnWindow *window);

/* All about one stage at @now; NULL where a source cannot tell. What a source asks a server for is
 * of the moment of its last snapshot, and without customers unless the wish is for details. */
CairnStageStudy *cairn_source_study (CairnSource *self,
                                     const CairnStudyWish *wish,
                                     gint64 now,
                                     const CairnWindow *window);

/* How often it has asked a server: while that stays, so does all that it tells. 0: it asks nobody.
 */
guint64 cairn_source_count_answers (CairnSource *self);

/* Adds to @snapshot, made for the same moment and window, what was asked for by @wishes
 * (CairnStudyWish); before it is handed on. */
void cairn_source_add_studies (CairnSource *self,
                               CairnSnapshot *snapshot,
                               const GPtrArray *wishes,
                               gint64 now,
                               const CairnWindow *window);

/* Rows read, those set aside included. */
gsize cairn_source_get_n_rows (CairnSource *self);

/* How many pieces of work (see cairn_source_step()) it takes to look at every old row once; 0: that
 * is not how it keeps in step. */
guint cairn_source_get_n_audit_steps (CairnSource *self);

/* Microseconds that reading everything takes, this time or when it was last done. */
gint64 cairn_source_get_load_time (CairnSource *self);

/* Whether what was kept is still being brought in step with what was committed since, which is
 * urgent work. Snapshots are of the moment it was kept at until then, and say so. */
gboolean cairn_source_is_behind (CairnSource *self);

/* Keeps what was read for the next start, if there is nothing urgent to do. Returns whether it did.
 * Takes about as long as copying it, 30 bytes a visit. */
gboolean cairn_source_keep (CairnSource *self);

/* Rows that were read, came, changed or went since that was last done. */
guint64 cairn_source_count_changes (CairnSource *self);

/* Asked out of the progress function of cairn_source_load(): whether cairn_source_snapshot() can be
 * called already. Its figures say themselves that they are only a part. */
gboolean cairn_source_is_loading (CairnSource *self);

G_END_DECLS
