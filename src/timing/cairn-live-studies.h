/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-source.h"

G_BEGIN_DECLS

/* The studies of stages that go along with the numbers of a live source. Of very many visits one
 * takes a good part of a second, so they are made one after the other, in rounds, and nothing else
 * has to wait for more than one. Until a round is through, those of the one before are good enough.
 * Belongs to one thread. */
typedef struct _CairnLiveStudies CairnLiveStudies;

CairnLiveStudies *cairn_live_studies_new (void);
void cairn_live_studies_free (CairnLiveStudies *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnLiveStudies, cairn_live_studies_free)

/* Something else is to be seen: array of CairnStudyWish, of which a reference is taken (NULL:
 * none). What was studied is forgotten, and a round begins. */
void cairn_live_studies_set_view (CairnLiveStudies *self,
                                  GPtrArray *wishes,
                                  const CairnWindow *window,
                                  CairnPrivacy privacy);

/* Begins a round if it is time for one: @changed, the numbers may be others than before, and have
 * not just grown older. */
void cairn_live_studies_begin (CairnLiveStudies *self, gboolean changed);

/* Makes studies at @now for at least one of the wishes, and for a few milliseconds. */
void cairn_live_studies_work (CairnLiveStudies *self, CairnSource *source, gint64 now);

/* Whether a round is going on. */
gboolean cairn_live_studies_is_busy (const CairnLiveStudies *self);

/* When there is something to do, by the monotonic clock: 0 is now, G_MAXINT64 nothing. */
gint64 cairn_live_studies_get_deadline (const CairnLiveStudies *self);

/* Adds the studies to @snapshot, before that is handed on. */
void cairn_live_studies_add_to (const CairnLiveStudies *self, CairnSnapshot *snapshot);

G_END_DECLS
