/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-mapping.h"
#include "timing/cairn-quality.h"
#include "timing/cairn-snapshot.h"
#include "timing/cairn-visit.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Watches a database of visits and tells what it says, for as long as it lives. All reading and
 * counting happens on a thread of its own; properties and signals belong to the main context that
 * was the thread's default when the object was made.
 *
 * A commit of another program is told of in well under a second and a half: the folder is watched,
 * and the database is asked once a second whether anything was committed. New visits are told of
 * first, closed ones next; edits of old visits and deletions are found by reading the table again
 * at a twentieth of the time, see cairn-sqlite-source.h. Between commits the figures go on ageing
 * once a second, without reading.
 *
 * While the file is away, locked or broken the last figures stay, with a sentence that says since
 * when (cairn_snapshot_get_stale()), and reading is tried again once a second. */
typedef enum
{
  CAIRN_LIVE_LOADING, /* nothing to tell yet */
  CAIRN_LIVE_FRESH,
  CAIRN_LIVE_STALE,  /* the last figures stand, "error-message" says why */
  CAIRN_LIVE_FAILED, /* no figures at all, "error-message" says why */
} CairnLiveState;

#define CAIRN_TYPE_LIVE_STATE (cairn_live_state_get_type ())
GType cairn_live_state_get_type (void);

/* Properties, all read-only:
 *   "state"          CairnLiveState
 *   "progress"       double, 0 to 1 while loading
 *   "error-message"  string or NULL
 * Signals:
 *   "snapshot" (CairnSnapshot *)  figures came, or the same ones grew older or stale */
#define CAIRN_TYPE_LIVE (cairn_live_get_type ())
G_DECLARE_FINAL_TYPE (CairnLive, cairn_live, CAIRN, LIVE, GObject)

/* @now: 0 follows the clock; anything else is the moment to look at, and nothing grows older.
 * Starts at once. Dropping the last reference is the way to cancel: it stops the reading and waits
 * for the thread, some milliseconds as a rule. */
CairnLive *cairn_live_new (const CairnMapping *mapping, const CairnWindow *window, gint64 now);

/* Told of by the next "snapshot", soon. */
void cairn_live_set_window (CairnLive *self, const CairnWindow *window);
void cairn_live_set_now (CairnLive *self, gint64 now);

/* Whose visits count: as for cairn_source_set_audience(). A rule that cannot be used makes the
 * figures stale, with a sentence that says why. */
void cairn_live_set_audience (CairnLive *self, const char *filter, const GPtrArray *rules);

/* Along with each snapshot, how things stood @seconds before it (0: not):
 * cairn_snapshot_get_earlier().
 */
void cairn_live_set_earlier (CairnLive *self, gint64 seconds);

/* Which names snapshots are to do without. */
void cairn_live_set_privacy (CairnLive *self, CairnPrivacy privacy);

/* Which stages are to be studied as well: array of CairnStudyWish (NULL: none), of which a
 * reference is taken. cairn_snapshot_find_study() of later snapshots finds them. */
void cairn_live_set_wishes (CairnLive *self, GPtrArray *wishes);

/* What later snapshots say of rows that need a second look, see cairn_snapshot_get_quality(), and
 * whether forgotten customers count. */
void cairn_live_set_quality_wish (CairnLive *self, const CairnQualityWish *wish);

CairnLiveState cairn_live_get_state (CairnLive *self);
double cairn_live_get_progress (CairnLive *self);
const char *cairn_live_get_error_message (CairnLive *self);

/* The last one told of, or NULL (borrowed). */
CairnSnapshot *cairn_live_get_snapshot (CairnLive *self);

G_END_DECLS
