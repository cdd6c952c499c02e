/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-live-worker.h"

#include "timing/cairn-live-studies.h"
#include "timing/cairn-snapshot-private.h"
#include "timing/cairn-source.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define POLL_USEC G_USEC_PER_SEC
#define DEBOUNCE_USEC (50 * 1000)
#define NEVER G_MAXINT64

/* The first numbers of a long load are told after this, so that they are there within a second, and
 * then each time after so much more. */
#define FIRST_PARTIAL_USEC (600 * 1000)
#define PARTIAL_USEC G_USEC_PER_SEC
#define PARTIAL_SHARE 10 /* of the time, at most */

/* Checking old rows takes this share of one processor. */
#define AUDIT_SHARE 20

/* What took longer than this to read is kept for the next start: soon after it was read, when so
 * many of its rows are others, in hundredths, or after a day with any; but not all the time. */
#define WORTH_KEEPING_USEC (300 * 1000)
#define KEEP_SOON_USEC (2 * G_USEC_PER_SEC)
#define KEEP_PAUSE_USEC (G_GINT64_CONSTANT (600) * G_USEC_PER_SEC)
#define KEEP_DAY_USEC (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)
#define KEEP_CHANGED 100

struct _CairnLiveWorker
{
  /* fixed */
  CairnMapping *mapping;
  GCancellable *cancellable;
  CairnLiveNotifyFunc notify;
  gpointer data;
  GThread *thread;

  /* between the threads, under the lock */
  GMutex lock;
  GCond stirred;
  gboolean stop;
  CairnWindow window;
  gint64 now;        /* 0: the clock */
  GPtrArray *wishes; /* CairnStudyWish; NULL: none */
  CairnQualityWish quality_wish;
  CairnMapping *audience; /* its filter and rules are to be used from now on; NULL: nothing new */
  gint64 earlier;         /* 0: nothing is compared */
  CairnPrivacy privacy;
  gboolean view_changed;
  gint64 stir_at; /* NEVER: nothing stirred */
  CairnLiveNews news;

  /* the thread's own */
  CairnSource *source;
  CairnSnapshot *last; /* with nothing stale about it */
  CairnLiveStudies *studies;
  GError *audience_error; /* why the audience that is wanted cannot be counted */
  gint64 partial_at;      /* when to tell numbers of an unfinished load */
  gint64 poll_at;
  gint64 tick_at;
  gint64 audit_at;
  double audit_cost; /* microseconds a step, of late */
  gint64 keep_at;    /* not before */
  gint64 kept_at;
  gboolean keep_again; /* what was kept had to be brought in step, as it would have to be again */
  gint64 stale_since;  /* 0: not stale */
  char *stale_reason;
};

void
cairn_live_news_clear (CairnLiveNews *news)
{
  g_clear_pointer (&news->snapshot, cairn_snapshot_unref);
  g_clear_error (&news->error);
}

/* ---- telling ---- */

static void
tell_snapshot (CairnLiveWorker *self, CairnSnapshot *snapshot, const GError *error)
{
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->news.snapshot, cairn_snapshot_unref);
  g_clear_error (&self->news.error);
  self->news.snapshot = snapshot != NULL ? cairn_snapshot_ref (snapshot) : NULL;
  self->news.error = error != NULL ? g_error_copy (error) : NULL;
  self->news.loading = FALSE;
  g_mutex_unlock (&self->lock);
  self->notify (self->data);
}

/* @now: 0 is the clock's. */
static gint64
get_moment (gint64 now)
{
  return now != 0 ? now : g_get_real_time () / G_USEC_PER_SEC;
}

static CairnSnapshot *
look (CairnLiveWorker *self, gint64 moment, const CairnWindow *window, CairnPrivacy privacy)
{
  CairnSnapshot *snapshot = cairn_source_snapshot (self->source, moment, window);

  cairn_snapshot_mask (snapshot, privacy);
  return snapshot;
}

/* What the rows read so far come to, which the snapshot itself says. */
static void
tell_part (CairnLiveWorker *self)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (CairnSnapshot) part = NULL;
  CairnPrivacy privacy;
  CairnWindow window;
  gint64 now, end;

  g_mutex_lock (&self->lock);
  window = self->window;
  now = get_moment (self->now);
  privacy = self->privacy;
  g_mutex_unlock (&self->lock);
  part = look (self, now, &window, privacy);
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->news.snapshot, cairn_snapshot_unref);
  self->news.snapshot = g_steal_pointer (&part);
  g_mutex_unlock (&self->lock);
  end = g_get_monotonic_time ();
  self->partial_at = end + MAX (PARTIAL_USEC, (end - start) * PARTIAL_SHARE);
}

static void
tell_progress_cb (double fraction, gpointer data)
{
  CairnLiveWorker *self = data;

  if (g_get_monotonic_time () >= self->partial_at && cairn_source_is_loading (self->source))
    tell_part (self);
  g_mutex_lock (&self->lock);
  self->news.progress = fraction;
  g_mutex_unlock (&self->lock);
  self->notify (self->data);
}

/* One round at the present pace, and the time until it is seen that anything was committed. Rounded
 * up generously, so that what is told does not change all the time. */
static gint64
get_audit_span (CairnLiveWorker *self)
{
  static const gint64 steps[] = { 5, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200 };
  guint n_steps = cairn_source_get_n_audit_steps (self->source);
  double round = n_steps * self->audit_cost * (AUDIT_SHARE + 1);
  gint64 span = (gint64) ceil ((round + POLL_USEC) / G_USEC_PER_SEC);

  if (n_steps == 0)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (span <= steps[i])
      return steps[i];
  return span;
}

/* @fresh: the numbers may be others than before, and have not just grown older. */
static void
publish (CairnLiveWorker *self, gboolean fresh)
{
  g_autoptr (GPtrArray) wishes = NULL;
  CairnQualityWish quality_wish;
  CairnWindow window;
  CairnPrivacy privacy;
  gint64 now, moment, earlier;
  gboolean view_changed;

  g_mutex_lock (&self->lock);
  quality_wish = self->quality_wish;
  window = self->window;
  now = self->now;
  wishes = self->wishes != NULL ? g_ptr_array_ref (self->wishes) : NULL;
  earlier = self->earlier;
  privacy = self->privacy;
  view_changed = self->view_changed;
  self->view_changed = FALSE;
  g_mutex_unlock (&self->lock);

  if (view_changed)
    cairn_live_studies_set_view (self->studies, wishes, &window, privacy);
  moment = get_moment (now);
  cairn_source_set_clock (self->source, now);
  cairn_source_set_quality_wish (self->source, &quality_wish);
  g_clear_pointer (&self->last, cairn_snapshot_unref);
  self->last = look (self, moment, &window, privacy);
  cairn_snapshot_set_audit_span (self->last, now == 0 ? get_audit_span (self) : 0);
  if (earlier != 0)
    {
      g_autoptr (CairnSnapshot) before = look (self, moment - earlier, &window, privacy);

      cairn_snapshot_set_earlier (self->last, before);
    }
  cairn_live_studies_begin (self->studies, fresh);
  cairn_live_studies_work (self->studies, self->source, moment);
  cairn_live_studies_add_to (self->studies, self->last);
  self->stale_since = 0;
  g_clear_pointer (&self->stale_reason, g_free);
  self->tick_at = now != 0 ? NEVER : g_get_monotonic_time () + G_USEC_PER_SEC;
  tell_snapshot (self, self->last, NULL);
}

/* Goes on with a round of studies, and tells what came of it. */
static void
study (CairnLiveWorker *self)
{
  gint64 now;

  g_mutex_lock (&self->lock);
  now = self->now;
  g_mutex_unlock (&self->lock);
  cairn_live_studies_work (self->studies, self->source, get_moment (now));
  if (!cairn_live_studies_is_busy (self->studies))
    publish (self, FALSE);
}

/* The numbers stay as they are, and do not even grow older: nobody knows who left meanwhile. */
static void
go_stale (CairnLiveWorker *self, const GError *error)
{
  g_autoptr (CairnSnapshot) stale = NULL;
  g_autoptr (GDateTime) when = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_strcmp0 (self->stale_reason, error->message) == 0)
    return;
  if (self->stale_since == 0)
    self->stale_since = g_get_real_time () / G_USEC_PER_SEC;
  g_free (self->stale_reason);
  self->stale_reason = g_strdup (error->message);
  self->tick_at = NEVER;
  if (self->last != NULL)
    {
      when = g_date_time_new_from_unix_local (self->stale_since);
      clock = g_date_time_format (when, "%H:%M");
      /* translators: a time of day and the reason */
      sentence = g_strdup_printf (_ ("stale since %s: %s"), clock, error->message);
      stale = cairn_snapshot_new_stale (self->last, sentence);
    }
  tell_snapshot (self, stale, error);
}

/* ---- working ---- */

/* A failure lasts until another audience is wanted: nobody must take other figures for it. */
static gboolean
take_audience (CairnLiveWorker *self, GError **error)
{
  g_autoptr (CairnMapping) audience = NULL;

  g_mutex_lock (&self->lock);
  if (self->source != NULL)
    audience = g_steal_pointer (&self->audience);
  self->view_changed |= audience != NULL;
  g_mutex_unlock (&self->lock);
  if (audience != NULL)
    {
      g_clear_error (&self->audience_error);
      cairn_source_set_audience (self->source, audience->filter, audience->rules,
                                 &self->audience_error);
    }
  if (self->audience_error == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->audience_error));
  return FALSE;
}

static gboolean
load (CairnLiveWorker *self, GError **error)
{
  gint64 start, took;

  if (self->source == NULL)
    self->source = cairn_source_open (self->mapping, self->cancellable, error);
  if (self->source != NULL)
    cairn_source_set_warm_start (self->source, CAIRN_WARM_START_CATCH_UP);
  if (self->source == NULL || !take_audience (self, error))
    return FALSE;
  g_mutex_lock (&self->lock);
  cairn_source_set_clock (self->source, self->now);
  g_mutex_unlock (&self->lock);
  start = g_get_monotonic_time ();
  self->partial_at = start + FIRST_PARTIAL_USEC;
  if (!cairn_source_load (self->source, self->last == NULL ? tell_progress_cb : NULL, self, error))
    return FALSE;
  /* A first guess: two threads read it all. */
  took = cairn_source_get_load_time (self->source);
  if (took == 0)
    took = g_get_monotonic_time () - start;
  self->audit_cost = 2.0 * (double) took / MAX (1, cairn_source_get_n_audit_steps (self->source));
  publish (self, TRUE);
  self->keep_again = cairn_source_is_behind (self->source);
  self->kept_at = g_get_monotonic_time ();
  self->keep_at = MAX (self->keep_at, self->kept_at + KEEP_SOON_USEC);
  return TRUE;
}

static gboolean
work_urgently (CairnLiveWorker *self, GError **error)
{
  gboolean is_behind = cairn_source_is_behind (self->source); /* and says so, until it is not */
  gboolean changed = FALSE;

  while (cairn_source_get_work (self->source) == CAIRN_SOURCE_URGENT
         && !g_cancellable_is_cancelled (self->cancellable))
    {
      gboolean step_changed = FALSE;

      if (!cairn_source_step (self->source, &step_changed, error))
        return FALSE;
      if (step_changed && !changed && !is_behind)
        publish (self, TRUE); /* the first news at once, the rest together */
      else
        changed |= step_changed;
    }
  if (changed)
    publish (self, TRUE);
  return TRUE;
}

static gboolean
work_at_leisure (CairnLiveWorker *self, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  gboolean changed = FALSE;
  gint64 end;

  if (start < self->audit_at)
    return TRUE;
  if (!cairn_source_step (self->source, &changed, error))
    return FALSE;
  end = g_get_monotonic_time ();
  self->audit_at = end + (end - start) * AUDIT_SHARE;
  self->audit_cost += ((double) (end - start) - self->audit_cost) / 16;
  if (changed)
    publish (self, TRUE);
  return TRUE;
}

static gboolean
is_worth_keeping (CairnLiveWorker *self, gint64 time)
{
  guint64 n_changes = cairn_source_count_changes (self->source);

  if (self->keep_again && cairn_source_get_work (self->source) == CAIRN_SOURCE_FRESH)
    return TRUE;
  return n_changes > 0
         && (n_changes >= cairn_source_get_n_rows (self->source) / KEEP_CHANGED
             || time >= self->kept_at + KEEP_DAY_USEC);
}

/* Copies all that is known, which takes a part of a second, so only when nobody waits for news. */
static void
keep_for_next_start (CairnLiveWorker *self)
{
  gint64 time = g_get_monotonic_time ();

  if (self->source == NULL || time < self->keep_at || cairn_live_studies_is_busy (self->studies)
      || cairn_source_get_load_time (self->source) < WORTH_KEEPING_USEC
      || cairn_source_get_work (self->source) >= CAIRN_SOURCE_URGENT)
    return;
  if (!is_worth_keeping (self, time))
    return;
  if (cairn_source_keep (self->source))
    {
      self->keep_again = FALSE;
      self->kept_at = time;
    }
  self->keep_at = g_get_monotonic_time () + KEEP_PAUSE_USEC;
}

static gboolean
work (CairnLiveWorker *self, gboolean look_at_file, GError **error)
{
  if (self->source == NULL)
    return load (self, error);
  if (!take_audience (self, error))
    return FALSE;
  if (look_at_file && !cairn_source_check (self->source, error))
    return FALSE;
  switch (cairn_source_get_work (self->source))
    {
    case CAIRN_SOURCE_RELOAD:
      return load (self, error);
    case CAIRN_SOURCE_URGENT:
      return work_urgently (self, error);
    case CAIRN_SOURCE_AUDIT:
      return work_at_leisure (self, error);
    case CAIRN_SOURCE_FRESH:
      break;
    }
  return TRUE;
}

/* ---- the thread ---- */

static gint64
next_deadline (CairnLiveWorker *self)
{
  gint64 deadline = MIN (MIN (self->poll_at, self->tick_at), self->stir_at);

  if (self->view_changed && self->last != NULL && self->stale_since == 0)
    return 0;
  if (self->last != NULL && self->stale_since == 0)
    deadline = MIN (deadline, cairn_live_studies_get_deadline (self->studies));
  if (self->source != NULL && self->stale_since == 0)
    switch (cairn_source_get_work (self->source))
      {
      case CAIRN_SOURCE_RELOAD:
      case CAIRN_SOURCE_URGENT:
        return 0;
      case CAIRN_SOURCE_AUDIT:
        return MIN (deadline, self->audit_at);
      case CAIRN_SOURCE_FRESH:
        break;
      }
  return deadline;
}

/* Returns FALSE when it is time to stop; else whether to look at the file. */
static gboolean
wait_for_work (CairnLiveWorker *self, gboolean *look_at_file)
{
  gint64 time;
  gboolean go_on;

  g_mutex_lock (&self->lock);
  while (!self->stop && g_get_monotonic_time () < next_deadline (self))
    g_cond_wait_until (&self->stirred, &self->lock, next_deadline (self));
  time = g_get_monotonic_time ();
  *look_at_file = time >= self->poll_at || time >= self->stir_at;
  if (*look_at_file)
    {
      self->stir_at = NEVER;
      self->poll_at = time + POLL_USEC;
    }
  go_on = !self->stop;
  g_mutex_unlock (&self->lock);
  return go_on;
}

/* Whether the figures told last are not what should be seen now: another window or moment is
 * wanted, they or their studies have aged, or they are marked as stale and the file can be read
 * again. */
static gboolean
is_due (CairnLiveWorker *self)
{
  gboolean due;

  g_mutex_lock (&self->lock);
  due = self->view_changed || self->stale_since != 0 || g_get_monotonic_time () >= self->tick_at
        || (!cairn_live_studies_is_busy (self->studies)
            && g_get_monotonic_time () >= cairn_live_studies_get_deadline (self->studies));
  g_mutex_unlock (&self->lock);
  return due;
}

static gpointer
run (gpointer data)
{
  CairnLiveWorker *self = data;
  gboolean look_at_file;

  while (wait_for_work (self, &look_at_file))
    {
      g_autoptr (GError) error = NULL;

      if (self->stale_since != 0 && !look_at_file)
        continue;
      if (!work (self, look_at_file, &error))
        go_stale (self, error);
      else if (is_due (self))
        publish (self, FALSE);
      else if (self->last != NULL && cairn_live_studies_is_busy (self->studies))
        study (self);
      if (error == NULL)
        keep_for_next_start (self);
    }
  g_clear_pointer (&self->source, cairn_source_free);
  g_clear_pointer (&self->last, cairn_snapshot_unref);
  g_clear_pointer (&self->stale_reason, g_free);
  g_clear_error (&self->audience_error);
  return NULL;
}

CairnLiveWorker *
cairn_live_worker_new (const CairnMapping *mapping,
                       const CairnWindow *window,
                       gint64 now,
                       CairnLiveNotifyFunc notify,
                       gpointer data)
{
  CairnLiveWorker *self = g_new0 (CairnLiveWorker, 1);

  self->mapping = cairn_mapping_copy (mapping);
  self->cancellable = g_cancellable_new ();
  self->notify = notify;
  self->data = data;
  g_mutex_init (&self->lock);
  g_cond_init (&self->stirred);
  self->window = *window;
  self->now = now;
  self->news.loading = TRUE;
  self->stir_at = self->tick_at = NEVER;
  self->studies = cairn_live_studies_new ();
  self->view_changed = TRUE;
  self->thread = g_thread_new ("cairn-live", run, self);
  return self;
}

void
cairn_live_worker_free (CairnLiveWorker *self)
{
  g_cancellable_cancel (self->cancellable);
  g_mutex_lock (&self->lock);
  self->stop = TRUE;
  g_cond_signal (&self->stirred);
  g_mutex_unlock (&self->lock);
  g_thread_join (self->thread);

  cairn_live_news_clear (&self->news);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->stirred);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->mapping, cairn_mapping_free);
  g_clear_pointer (&self->wishes, g_ptr_array_unref);
  g_clear_pointer (&self->audience, cairn_mapping_free);
  g_clear_pointer (&self->studies, cairn_live_studies_free);
  g_free (self);
}

void
cairn_live_worker_set_view (CairnLiveWorker *self, const CairnWindow *window, gint64 now)
{
  g_mutex_lock (&self->lock);
  self->window = *window;
  self->now = now;
  self->view_changed = TRUE;
  g_cond_signal (&self->stirred);
  g_mutex_unlock (&self->lock);
}

void
cairn_live_worker_set_audience (CairnLiveWorker *self, const char *filter, const GPtrArray *rules)
{
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->audience, cairn_mapping_free);
  self->audience = cairn_mapping_new (self->mapping->path);
  self->audience->filter = filter != NULL && *filter != '\0' ? g_strdup (filter) : NULL;
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const CairnMappingRule *rule = g_ptr_array_index (rules, i);

      cairn_mapping_add_rule (self->audience, rule->segment, rule->rule);
    }
  self->view_changed = TRUE;
  self->stir_at = 0; /* even while the figures are stale */
  g_cond_signal (&self->stirred);
  g_mutex_unlock (&self->lock);
}

void
cairn_live_worker_set_earlier (CairnLiveWorker *self, gint64 seconds)
{
  g_mutex_lock (&self->lock);
  self->view_changed |= self->earlier != seconds;
  self->earlier = seconds;
  g_cond_signal (&self->stirred);
  g_mutex_unlock (&self->lock);
}

void
cairn_live_worker_set_privacy (CairnLiveWorker *self, CairnPrivacy privacy)
{
  g_mutex_lock (&self->lock);
  self->view_changed |= self->privacy != privacy;
  self->privacy = privacy;
  g_cond_signal (&self->stirred);
  g_mutex_unlock (&self->lock);
}

void
cairn_live_worker_set_wishes (CairnLiveWorker *self, GPtrArray *wishes)
{
  g_mutex_lock (&self->lock);
  g_clear_pointer (&self->wishes, g_ptr_array_unref);
  self->wishes = wishes != NULL ? g_ptr_array_ref (wishes) : NULL;
  self->view_changed = TRUE;
  g_cond_signal (&self->stirred);
  g_mutex_unlock (&self->lock);
}

void
cairn_live_worker_set_quality_wish (CairnLiveWorker *self, const CairnQualityWish *wish)
{
  g_mutex_lock (&self->lock);
  self->view_changed |= self->quality_wish.n_rows != wish->n_rows
                        || self->quality_wish.leave_out_forgotten != wish->leave_out_forgotten;
  self->quality_wish = *wish;
  g_cond_signal (&self->stirred);
  g_mutex_unlock (&self->lock);
}

void
cairn_live_worker_stir (CairnLiveWorker *self)
{
  g_mutex_lock (&self->lock);
  /* The first of many writes sets the time; a writer that never rests does not put it off. */
  if (self->stir_at == NEVER)
    {
      self->stir_at = g_get_monotonic_time () + DEBOUNCE_USEC;
      g_cond_signal (&self->stirred);
    }
  g_mutex_unlock (&self->lock);
}

void
cairn_live_worker_take_news (CairnLiveWorker *self, CairnLiveNews *news)
{
  g_mutex_lock (&self->lock);
  *news = self->news;
  self->news.snapshot = NULL;
  news->error = self->news.error != NULL ? g_error_copy (self->news.error) : NULL;
  g_mutex_unlock (&self->lock);
}
