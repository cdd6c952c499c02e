/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-snapshot.h"
#include "timing/cairn-touchpoint-book.h"
#include "timing/cairn-visit.h"
#include "timing/cairn-working-time.h"

G_BEGIN_DECLS

/* Keeps all visits in the order the questions need, so that a change costs little and a new "now"
 * costs no reading at all. Not thread-safe: one thread owns it (a snapshot of very many visits lets
 * a second one help, and is done with it when it returns). */
typedef struct _CairnEngine CairnEngine;

CairnEngine *cairn_engine_new (void);
void cairn_engine_free (CairnEngine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnEngine, cairn_engine_free)

/* The number of (@segment, @stage); the same for the same names. @segment may be "" (no segment in
 * the data). At most 65,535 cells; G_MAXUINT16 when full. */
guint16 cairn_engine_add_cell (CairnEngine *self, const char *segment, const char *stage);

/* The number of (@segment, the stage of @cell). */
guint16 cairn_engine_move_cell (CairnEngine *self, guint16 cell, const char *segment);

/* The number of the customer called @name; the same for the same name. */
guint32 cairn_engine_add_customer (CairnEngine *self, const char *name);
/* The same, of a name without a NUL in it or behind it. */
guint32 cairn_engine_add_customer_text (CairnEngine *self, const char *name, gsize n_bytes);

/* The number of the owner called @name, from 1 on; the same for the same name. 0 for "", and for
 * all that come after 65,535 others. */
guint16 cairn_engine_add_owner (CairnEngine *self, const char *name);

/* NULL for 0 and for numbers not given out. Borrowed from the engine. */
const char *cairn_engine_get_owner (const CairnEngine *self, guint16 owner);

/* What has become of a customer who is in no stage any more: whether success or churn ended the
 * journey. Until this is said, nothing is known. */
typedef enum
{
  CAIRN_END_UNKNOWN,
  CAIRN_END_SUCCESS,
  CAIRN_END_CHURN,
} CairnEnd;

void cairn_engine_set_end (CairnEngine *self, guint32 customer, CairnEnd end);
CairnEnd cairn_engine_get_end (const CairnEngine *self, guint32 customer);

/* Seconds; 0: none. @segment NULL: for every segment without one of its own. */
void cairn_engine_set_target (
  CairnEngine *self, const char *segment, const char *stage, gint64 target, gint64 limit);

/* @stage lies on @track (all beyond 63 count as that). Who goes on to a stage of another track has
 * not left: an onboarding may go on while a renewal begins. A stage without a track lies on all. */
void cairn_engine_add_track (CairnEngine *self, const char *stage, guint track);

/* What ages, stays, targets and lost days are counted in; NULL: the calendar. */
void cairn_engine_set_clock (CairnEngine *self, CairnWorkingTime *clock);

/* The data are looks at where everybody is, the first of them at @moment (G_MININT64: they are
 * not): who was there then had come nobody knows when. They are counted as here, and what they have
 * lost since, but take no part in what is told of how long stays last, nor in arrivals; and the log
 * begins at @moment where a snapshot is not told better. */
void cairn_engine_set_first_look (CairnEngine *self, gint64 moment);

/* What was done with customers meanwhile, for studies; NULL: nothing. Borrowed. */
void cairn_engine_set_touchpoints (CairnEngine *self, const CairnTouchpointBook *touchpoints);

/* One visit came (@old NULL), went (@new_visit NULL) or changed. Amortised O(log n). */
void cairn_engine_apply (CairnEngine *self, const CairnVisit *old, const CairnVisit *new_visit);

/* Which visits count, and as whose: it may move @visit to another cell of the engine's, and returns
 * FALSE if it does not count at all. The same visit must always be seen the same way. */
typedef gboolean (*CairnLensFunc) (CairnVisit *visit, gpointer data);

/* From now on all visits are seen through @lens (NULL: as they stand), and those already known are
 * looked at again. Visits are always named as they stand, whatever the lens makes of them.
 * @data is borrowed. O(all visits). */
void cairn_engine_set_lens (CairnEngine *self, CairnLensFunc lens, gpointer data);

/* All visits of a stretch went, without having to be named. O(all visits). */
void cairn_engine_remove_stretch (CairnEngine *self, guint16 stretch);

/* Many visits at once, for a first load: O(n). */
void cairn_engine_load (CairnEngine *self, const CairnVisit *visits, gsize n_visits);

/* All figures at @now, cells of each segment and of all customers together (segment NULL).
 * @log_start: the first moment the data is complete from; finished stays before it were never seen
 * (G_MININT64: unknown, then just before the first entry seen). Windows of weeks end at @now; none
 * begins before the log. Visits entered after @now do not count, those that left after it are still
 * there, so any moment in the past can be asked for. Cells appear once they hold visits. The caller
 * adds names, unmapped and quarantine. Snapshots that follow each other by seconds, as a clock
 * does, cost little: cairn-running-stage.h.
 */
CairnSnapshot *
cairn_engine_snapshot (CairnEngine *self, gint64 now, const CairnWindow *window, gint64 log_start);

/* How many stages had their figures carried on from the snapshot before, or can be by the next one:
 * a snapshot a few seconds after another one with the same window costs little. */
guint cairn_engine_count_running (const CairnEngine *self);

G_END_DECLS
