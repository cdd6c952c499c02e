/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-live"

#include "timing/cairn-live.h"
#include "timing/cairn-live-worker.h"
#include "timing/cairn-postgres.h"

#include <string.h>

#define MONITOR_RATE_MS 50

struct _CairnLive
{
  GObject parent_instance;

  CairnLiveWorker *worker;
  GSource *news_source; /* made ready by the worker */
  GFileMonitor *monitor;
  char *file_name; /* of the database, without its folder */

  CairnWindow window;
  gint64 now;

  CairnLiveState state;
  double progress;
  char *error_message;
  CairnSnapshot *snapshot;
};

enum
{
  PROP_STATE = 1,
  PROP_PROGRESS,
  PROP_ERROR_MESSAGE,
  N_PROPS,
};

enum
{
  SIGNAL_SNAPSHOT,
  N_SIGNALS,
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

GType
cairn_live_state_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    {
      static const GEnumValue values[] = {
        { CAIRN_LIVE_LOADING, "CAIRN_LIVE_LOADING", "loading" },
        { CAIRN_LIVE_FRESH, "CAIRN_LIVE_FRESH", "fresh" },
        { CAIRN_LIVE_STALE, "CAIRN_LIVE_STALE", "stale" },
        { CAIRN_LIVE_FAILED, "CAIRN_LIVE_FAILED", "failed" },
        { 0, NULL, NULL },
      };

      g_once_init_leave (&type, g_enum_register_static ("CairnLiveState", values));
    }
  return type;
}

G_DEFINE_FINAL_TYPE (CairnLive, cairn_live, G_TYPE_OBJECT)

/* ---- news ---- */

static void
set_progress (CairnLive *self, double progress)
{
  if (self->progress == progress)
    return;
  self->progress = progress;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROGRESS]);
}

static void
set_state (CairnLive *self, CairnLiveState state, const char *error_message)
{
  if (g_strcmp0 (self->error_message, error_message) != 0)
    {
      g_free (self->error_message);
      self->error_message = g_strdup (error_message);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR_MESSAGE]);
    }
  if (self->state != state)
    {
      self->state = state;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
    }
}

static void
take_news (CairnLive *self)
{
  g_auto (CairnLiveNews) news = { 0 };

  cairn_live_worker_take_news (self->worker, &news);
  set_progress (self, news.loading ? news.progress : 1);
  if (news.snapshot != NULL)
    {
      g_clear_pointer (&self->snapshot, cairn_snapshot_unref);
      self->snapshot = cairn_snapshot_ref (news.snapshot);
    }
  if (news.error != NULL)
    set_state (self, self->snapshot != NULL ? CAIRN_LIVE_STALE : CAIRN_LIVE_FAILED,
               news.error->message);
  else if (!news.loading)
    set_state (self, CAIRN_LIVE_FRESH, NULL);
  if (news.snapshot != NULL)
    g_signal_emit (self, signals[SIGNAL_SNAPSHOT], 0, news.snapshot);
}

static gboolean
news_dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  g_source_set_ready_time (source, -1);
  return callback (data);
}

static gboolean
news_cb (gpointer data)
{
  CairnLive *self = g_object_ref (CAIRN_LIVE (data)); /* a handler may drop the last one */

  take_news (self);
  g_object_unref (self);
  return G_SOURCE_CONTINUE;
}

/* On the worker's thread. */
static void
notify_cb (gpointer data)
{
  g_source_set_ready_time (data, 0);
}

static void
create_news_source (CairnLive *self)
{
  static GSourceFuncs funcs = { .dispatch = news_dispatch };

  self->news_source = g_source_new (&funcs, sizeof (GSource));
  g_source_set_static_name (self->news_source, "cairn-live news");
  g_source_set_callback (self->news_source, news_cb, self, NULL);
  g_source_attach (self->news_source, g_main_context_get_thread_default ());
}

/* ---- the folder ---- */

/* The folder and not the file: a log beside it comes and goes, and the file may be replaced. */
static void
changed_cb (
  GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
  CairnLive *self = data;
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *other_name = other != NULL ? g_file_get_basename (other) : NULL;

  if (g_str_has_prefix (name, self->file_name)
      || (other_name != NULL && g_str_has_prefix (other_name, self->file_name)))
    cairn_live_worker_stir (self->worker);
}

/* Where folders cannot be watched, asking once a second has to do. */
static void
watch_folder (CairnLive *self, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) folder = g_file_get_parent (file);

  self->file_name = g_file_get_basename (file);
  if (folder != NULL)
    self->monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->monitor == NULL)
    return;
  g_file_monitor_set_rate_limit (self->monitor, MONITOR_RATE_MS);
  g_signal_connect_object (self->monitor, "changed", G_CALLBACK (changed_cb), self, 0);
}

/* ---- the object ---- */

static void
cairn_live_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  CairnLive *self = CAIRN_LIVE (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, self->progress);
      break;
    case PROP_ERROR_MESSAGE:
      g_value_set_string (value, self->error_message);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
cairn_live_dispose (GObject *object)
{
  CairnLive *self = CAIRN_LIVE (object);

  if (self->monitor != NULL)
    g_file_monitor_cancel (self->monitor);
  g_clear_object (&self->monitor);
  g_clear_pointer (&self->worker, cairn_live_worker_free); /* before the source it wakes */
  if (self->news_source != NULL)
    g_source_destroy (self->news_source);
  g_clear_pointer (&self->news_source, g_source_unref);
  g_clear_pointer (&self->snapshot, cairn_snapshot_unref);
  g_clear_pointer (&self->error_message, g_free);
  g_clear_pointer (&self->file_name, g_free);

  G_OBJECT_CLASS (cairn_live_parent_class)->dispose (object);
}

static void
cairn_live_class_init (CairnLiveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = cairn_live_get_property;
  object_class->dispose = cairn_live_dispose;

  props[PROP_STATE]
    = g_param_spec_enum ("state", NULL, NULL, CAIRN_TYPE_LIVE_STATE, CAIRN_LIVE_LOADING, flags);
  props[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  props[PROP_ERROR_MESSAGE] = g_param_spec_string ("error-message", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  signals[SIGNAL_SNAPSHOT] = g_signal_new ("snapshot", CAIRN_TYPE_LIVE, G_SIGNAL_RUN_LAST, 0, NULL,
                                           NULL, NULL, G_TYPE_NONE, 1, CAIRN_TYPE_SNAPSHOT);
}

static void
cairn_live_init (CairnLive *self)
{
  create_news_source (self);
}

CairnLive *
cairn_live_new (const CairnMapping *mapping, const CairnWindow *window, gint64 now)
{
  CairnLive *self;

  g_return_val_if_fail (mapping != NULL && window != NULL, NULL);

  self = g_object_new (CAIRN_TYPE_LIVE, NULL);
  self->window = *window;
  self->now = now;
  self->worker = cairn_live_worker_new (mapping, window, now, notify_cb, self->news_source);
  if (!cairn_postgres_is_address (mapping->path))
    watch_folder (self, mapping->path);
  return self;
}

void
cairn_live_set_window (CairnLive *self, const CairnWindow *window)
{
  g_return_if_fail (CAIRN_IS_LIVE (self));
  g_return_if_fail (window != NULL);

  if (memcmp (&self->window, window, sizeof *window) == 0)
    return;
  self->window = *window;
  cairn_live_worker_set_view (self->worker, &self->window, self->now);
}

void
cairn_live_set_now (CairnLive *self, gint64 now)
{
  g_return_if_fail (CAIRN_IS_LIVE (self));

  if (self->now == now)
    return;
  self->now = now;
  cairn_live_worker_set_view (self->worker, &self->window, self->now);
}

void
cairn_live_set_audience (CairnLive *self, const char *filter, const GPtrArray *rules)
{
  g_return_if_fail (CAIRN_IS_LIVE (self));

  cairn_live_worker_set_audience (self->worker, filter, rules);
}

void
cairn_live_set_earlier (CairnLive *self, gint64 seconds)
{
  g_return_if_fail (CAIRN_IS_LIVE (self));

  cairn_live_worker_set_earlier (self->worker, seconds);
}

void
cairn_live_set_privacy (CairnLive *self, CairnPrivacy privacy)
{
  g_return_if_fail (CAIRN_IS_LIVE (self));

  cairn_live_worker_set_privacy (self->worker, privacy);
}

void
cairn_live_set_wishes (CairnLive *self, GPtrArray *wishes)
{
  g_return_if_fail (CAIRN_IS_LIVE (self));

  cairn_live_worker_set_wishes (self->worker, wishes);
}

void
cairn_live_set_quality_wish (CairnLive *self, const CairnQualityWish *wish)
{
  g_return_if_fail (CAIRN_IS_LIVE (self));
  g_return_if_fail (wish != NULL);

  cairn_live_worker_set_quality_wish (self->worker, wish);
}

CairnLiveState
cairn_live_get_state (CairnLive *self)
{
  g_return_val_if_fail (CAIRN_IS_LIVE (self), CAIRN_LIVE_FAILED);

  return self->state;
}

double
cairn_live_get_progress (CairnLive *self)
{
  g_return_val_if_fail (CAIRN_IS_LIVE (self), 0);

  return self->progress;
}

const char *
cairn_live_get_error_message (CairnLive *self)
{
  g_return_val_if_fail (CAIRN_IS_LIVE (self), NULL);

  return self->error_message;
}

CairnSnapshot *
cairn_live_get_snapshot (CairnLive *self)
{
  g_return_val_if_fail (CAIRN_IS_LIVE (self), NULL);

  return self->snapshot;
}
