/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-mapping.h"
#include "timing/cairn-quality.h"
#include "timing/cairn-visit.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* The thread behind a CairnLive. Its owner talks to it by these calls, from one thread, and hears
 * of it by @notify, which runs on the worker's thread: there only wake the owner up, and have it
 * take the news. */
typedef struct _CairnLiveWorker CairnLiveWorker;

/* What has become of it since the news were last taken. */
typedef struct
{
  CairnSnapshot *snapshot; /* NULL: none newer */
  GError *error;           /* NULL: all is well now */
  double progress;
  gboolean loading;
} CairnLiveNews;

void cairn_live_news_clear (CairnLiveNews *news);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CairnLiveNews, cairn_live_news_clear)

typedef void (*CairnLiveNotifyFunc) (gpointer data);

CairnLiveWorker *cairn_live_worker_new (const CairnMapping *mapping,
                                        const CairnWindow *window,
                                        gint64 now,
                                        CairnLiveNotifyFunc notify,
                                        gpointer data);

/* Stops reading, waits for the thread; @notify is not called any more. */
void cairn_live_worker_free (CairnLiveWorker *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnLiveWorker, cairn_live_worker_free)

void cairn_live_worker_set_view (CairnLiveWorker *self, const CairnWindow *window, gint64 now);

/* As the functions of the same names of CairnLive. */
void
cairn_live_worker_set_audience (CairnLiveWorker *self, const char *filter, const GPtrArray *rules);
void cairn_live_worker_set_earlier (CairnLiveWorker *self, gint64 seconds);
void cairn_live_worker_set_privacy (CairnLiveWorker *self, CairnPrivacy privacy);

/* Which stages are to be studied with each snapshot: array of CairnStudyWish, with its free
 * function; a reference is taken, and it is not to be changed any more. NULL: none. */
void cairn_live_worker_set_wishes (CairnLiveWorker *self, GPtrArray *wishes);

void cairn_live_worker_set_quality_wish (CairnLiveWorker *self, const CairnQualityWish *wish);

/* Something stirred in the folder: look soon, but not for every single write. */
void cairn_live_worker_stir (CairnLiveWorker *self);

void cairn_live_worker_take_news (CairnLiveWorker *self, CairnLiveNews *news);

G_END_DECLS
