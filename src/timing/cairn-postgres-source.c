/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-postgres-source-private.h"
#include "timing/cairn-snapshot-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define CHEAP_USEC (25 * 1000)                /* an answer that costs no more may be had … */
#define OFTEN_USEC G_USEC_PER_SEC             /* … this often; */
#define SELDOM_USEC (5 * G_USEC_PER_SEC)      /* others no more often than this, */
#define SHARE 20                              /* nor for more than this part of the time. */
#define LISTENING_USEC (30 * G_USEC_PER_SEC)  /* where changes are told, ages need no more */
#define CENSUS_USEC (5 * 60 * G_USEC_PER_SEC) /* how long what is set aside may be out of date */
#define REST_SHARE 4 /* how many times as much a full answer costs as one that builds on it */

static gint64
get_clock (CairnPostgresSource *self)
{
  return MAX (self->clock, g_get_real_time () / G_USEC_PER_SEC);
}

/* ---- connecting ---- */

static void
pair_clear (gpointer data)
{
  CairnPostgresPair *pair = data;

  g_free (pair->segment);
  g_free (pair->stage);
}

static void
unmapped_clear (gpointer data)
{
  g_free (*(char **) data);
}

/* What counts the rows that this source has received does not begin anew with a connection. */
static void
disconnect (CairnPostgresSource *self)
{
  if (self->link == NULL)
    return;
  self->rows += self->link->rows;
  self->bytes += self->link->bytes;
  g_clear_pointer (&self->link, cairn_postgres_link_free);
  g_clear_pointer (&self->known, g_array_unref);
}

/* "+02" as ISO 8601 means it; the server takes a bare offset for the opposite. */
static char *
zone_for_server (const char *zone)
{
  g_autoptr (GTimeZone) local = NULL;

  if (zone == NULL)
    {
      local = g_time_zone_new_local ();
      return g_strdup (g_time_zone_get_identifier (local));
    }
  if (*zone == '+' || *zone == '-')
    return g_strdup_printf ("<%s>%c%s", zone, *zone == '+' ? '-' : '+', zone + 1);
  return g_strdup (g_str_equal (zone, "Z") ? "UTC" : zone);
}

static gboolean
set_zone (CairnPostgresSource *self, GError **error)
{
  g_autofree char *zone = zone_for_server (self->mapping->zone);
  const char *const values[] = { zone };
  g_autoptr (PGresult) set = cairn_postgres_link_run (
    self->link, "SELECT set_config('TimeZone', $1, false)", values, 1, error);

  return set != NULL;
}

static gboolean
connect_and_look (CairnPostgresSource *self, GError **error)
{
  g_autoptr (PGresult) listen = NULL;

  disconnect (self);
  self->link = cairn_postgres_link_new (self->mapping->path, self->cancellable, error);
  if (self->link == NULL || !set_zone (self, error)
      || !cairn_postgres_text_init (&self->text, self->link, self->mapping, error))
    return FALSE;
  /* A pooler between may not offer it; asking now and then does as well. */
  listen = cairn_postgres_link_run (self->link, "LISTEN " CAIRN_POSTGRES_CHANNEL, NULL, 0, NULL);
  self->listening = FALSE;
  self->link->rows = self->link->bytes = 0; /* of the catalogue */
  return TRUE;
}

static gboolean
run_plain (CairnPostgresSource *self, const char *sql, GError **error)
{
  g_autoptr (PGresult) result = cairn_postgres_link_run (self->link, sql, NULL, 0, error);

  return result != NULL;
}

/* Everything is asked within a transaction that can only read. */
PGresult *
cairn_postgres_source_ask (
  CairnPostgresSource *self, const char *sql, const char *const *values, guint n, GError **error)
{
  g_autoptr (PGresult) result = NULL;

  if (!run_plain (self, "BEGIN READ ONLY", error))
    return NULL;
  result = cairn_postgres_link_run (self->link, sql, values, n, error);
  if (!run_plain (self, result != NULL ? "COMMIT" : "ROLLBACK", result != NULL ? error : NULL))
    return NULL;
  return g_steal_pointer (&result);
}

gboolean
cairn_postgres_source_begin (CairnPostgresSource *self, GError **error)
{
  /* A server guesses far too few visits and would look up the customers one by one. */
  return run_plain (self, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", error)
         && run_plain (self, "SET LOCAL enable_nestloop = off", error);
}

void
cairn_postgres_source_end (CairnPostgresSource *self)
{
  run_plain (self, "ROLLBACK", NULL);
}

/* ---- the census ---- */

static void
forget_census (CairnPostgresSource *self)
{
  g_clear_pointer (&self->pairs, g_array_unref);
  g_clear_pointer (&self->visits, g_array_unref);
  g_clear_pointer (&self->states, g_array_unref);
  g_clear_pointer (&self->unmapped, g_array_unref);
  g_clear_pointer (&self->segments, cairn_segment_table_free);
  g_clear_pointer (&self->engine, cairn_engine_free);
  g_clear_pointer (&self->known, g_array_unref);
}

static void
begin_census (CairnPostgresSource *self)
{
  forget_census (self);
  self->pairs = g_array_new (FALSE, TRUE, sizeof (CairnPostgresPair));
  g_array_set_clear_func (self->pairs, pair_clear);
  self->visits = g_array_new (FALSE, TRUE, sizeof (gint64));
  self->states = g_array_new (FALSE, TRUE, sizeof (gint64));
  g_array_set_size (self->states, CAIRN_N_ROW_STATES);
  self->unmapped = g_array_new (FALSE, TRUE, sizeof (CairnUnmapped));
  g_array_set_clear_func (self->unmapped, unmapped_clear);
  self->segments = cairn_segment_table_new (self->mapping);
  self->engine = cairn_engine_new ();
  for (guint i = 0; i < self->mapping->targets->len; i++)
    {
      const CairnMappingTarget *t = g_ptr_array_index (self->mapping->targets, i);

      cairn_engine_set_target (self->engine, t->segment, t->stage, t->target, t->limit);
    }
  for (guint i = 0; i < self->mapping->tracks->len; i++)
    {
      const CairnMappingTrack *track = g_ptr_array_index (self->mapping->tracks, i);

      cairn_engine_add_track (self->engine, track->stage, track->track);
    }
  self->first_entry = G_MAXINT64;
  self->n_rows = 0;
}

static guint
find_cell (CairnPostgresSource *self, const char *segment, const char *stage)
{
  const char *name = g_hash_table_size (self->mapping->stages) == 0
                       ? stage
                       : g_hash_table_lookup (self->mapping->stages, stage);
  guint16 number, cell;

  if (name == NULL)
    return G_MAXUINT;
  number = cairn_segment_table_add (self->segments, segment);
  cell
    = cairn_engine_add_cell (self->engine, cairn_segment_table_get (self->segments, number), name);
  if (cell == G_MAXUINT16)
    return G_MAXUINT;
  if (cell >= self->visits->len)
    g_array_set_size (self->visits, cell + 1);
  return cell;
}

static void
take_census_row (CairnPostgresSource *self, const PGresult *result, int row)
{
  CairnPostgresPair pair = { 0 };
  guint state = (guint) g_ascii_strtoull (PQgetvalue (result, row, 2), NULL, 10);
  gboolean counts = *PQgetvalue (result, row, 5) == 't';

  pair.visits = g_ascii_strtoll (PQgetvalue (result, row, 3), NULL, 10);
  self->n_rows += pair.visits;
  if (state != CAIRN_ROW_VISIT)
    {
      if (state < CAIRN_N_ROW_STATES)
        g_array_index (self->states, gint64, state) += pair.visits;
      return;
    }
  pair.segment = g_strdup (PQgetvalue (result, row, 0));
  pair.stage = g_strdup (PQgetvalue (result, row, 1));
  pair.cell = find_cell (self, pair.segment, pair.stage);
  if (pair.cell != G_MAXUINT && !counts)
    {
      pair_clear (&pair);
      return;
    }
  if (pair.cell != G_MAXUINT)
    {
      g_array_index (self->visits, gint64, pair.cell) += pair.visits;
      self->first_entry
        = MIN (self->first_entry, g_ascii_strtoll (PQgetvalue (result, row, 4), NULL, 10));
    }
  g_array_append_val (self->pairs, pair);
}

static gboolean
count_unmapped (CairnPostgresSource *self, const char *latest, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) list = g_string_new ("{");
  g_autofree char *sql = NULL;
  g_autoptr (PGresult) result = NULL;
  const CairnPostgresAudience everybody = { .values = self->text.values };
  g_autofree const char **values = NULL;
  const char *own[2];
  guint n = 0;

  for (guint i = 0; i < self->pairs->len; i++)
    {
      const CairnPostgresPair *pair = &g_array_index (self->pairs, CairnPostgresPair, i);

      if (pair->cell == G_MAXUINT && g_hash_table_add (seen, pair->stage))
        cairn_postgres_append_text (list, pair->stage);
    }
  if (g_hash_table_size (seen) == 0)
    return TRUE;
  g_string_append_c (list, '}');
  sql = cairn_postgres_text_unmapped (&self->text);
  own[0] = list->str;
  own[1] = latest;
  values = cairn_postgres_audience_bind (&everybody, own, 2, &n);
  result = cairn_postgres_source_ask (self, sql, values, n, error);
  for (int row = 0; result != NULL && row < PQntuples (result); row++)
    {
      CairnUnmapped unmapped = { g_strdup (PQgetvalue (result, row, 0)),
                                 (guint) g_ascii_strtoull (PQgetvalue (result, row, 1), NULL, 10),
                                 (guint) g_ascii_strtoull (PQgetvalue (result, row, 2), NULL, 10) };

      g_array_append_val (self->unmapped, unmapped);
    }
  return result != NULL;
}

/* Which stages and segments there are, and what must be set aside. */
static gboolean
take_census (CairnPostgresSource *self, GError **error)
{
  gint64 start = g_get_monotonic_time ();
  g_autofree char *latest
    = g_strdup_printf ("%" G_GINT64_FORMAT, get_clock (self) + CAIRN_FUTURE_SLACK);
  const char *const own[] = { latest };
  g_autofree char *sql = NULL;
  g_autofree const char **values = NULL;
  g_autoptr (PGresult) result = NULL;
  gint64 end;
  guint n = 0;

  /* There may be other values to choose from by now. */
  if (!cairn_postgres_audience_set (&self->audience, self, self->mapping->filter,
                                    self->mapping->rules, error))
    return FALSE;
  sql = cairn_postgres_text_census (&self->text, &self->audience);
  values = cairn_postgres_audience_bind (&self->audience, own, 1, &n);
  result = cairn_postgres_source_ask (self, sql, values, n, error);
  if (result == NULL)
    return FALSE;
  begin_census (self);
  for (int row = 0; row < PQntuples (result); row++)
    take_census_row (self, result, row);
  if (!count_unmapped (self, latest, error))
    return FALSE;
  end = g_get_monotonic_time ();
  self->census_at = end + MAX (CENSUS_USEC, SHARE * (end - start));
  return TRUE;
}

/* ---- what a source does ---- */

/* How long an answer is good enough. */
static gint64
get_patience (CairnPostgresSource *self)
{
  gint64 patience = self->cost <= CHEAP_USEC ? OFTEN_USEC : MAX (SELDOM_USEC, SHARE * self->cost);

  return self->listening && !self->changed ? MAX (patience, LISTENING_USEC) : patience;
}

static gboolean
is_answered (CairnPostgresSource *self, gint64 now, const CairnWindow *window)
{
  gint64 age;

  if (self->last == NULL || self->changed || memcmp (window, &self->window, sizeof *window) != 0)
    return FALSE;
  age = now - cairn_snapshot_get_as_of (self->last);
  return age == 0 || (age > 0 && age * G_USEC_PER_SEC < get_patience (self));
}

/* The figures could not be had: the last ones, and the reason. The next check returns it too. */
static CairnSnapshot *
excuse (CairnPostgresSource *self, gint64 now, const CairnWindow *window, GError *failure)
{
  CairnPeriod period = cairn_postgres_resolve_period (self, now, window);
  g_autoptr (CairnSnapshot) empty = NULL;

  g_clear_error (&self->failure);
  self->failure = failure;
  if (self->last == NULL)
    empty = cairn_snapshot_new (now, period.from, period.to, NULL, 0);
  return cairn_snapshot_new_stale (self->last != NULL ? self->last : empty, failure->message);
}

static CairnSnapshot *
snapshot (CairnSource *source, gint64 now, const CairnWindow *window)
{
  CairnPostgresSource *self = (CairnPostgresSource *) source;
  g_autoptr (GError) failure = NULL;
  gint64 start = g_get_monotonic_time ();
  CairnSnapshot *figures;
  CairnPeriod period;
  gboolean full;

  g_return_val_if_fail (self->engine != NULL, NULL);

  if (is_answered (self, now, window))
    return cairn_snapshot_new_again (self->last);
  period = cairn_postgres_resolve_period (self, now, window);
  full = !cairn_postgres_is_base_good (self, &period, window);
  figures
    = self->link != NULL ? cairn_postgres_refresh (self, &period, window, full, &failure) : NULL;
  if (figures == NULL && !full && failure == NULL)
    {
      full = TRUE;
      figures = cairn_postgres_refresh (self, &period, window, full, &failure);
    }
  if (figures == NULL)
    {
      if (failure == NULL)
        g_set_error_literal (&failure, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_READ,
                             _ ("The connection to the database is lost."));
      return excuse (self, now, window, g_steal_pointer (&failure));
    }
  g_clear_pointer (&self->last, cairn_snapshot_unref);
  self->last = cairn_snapshot_new_again (figures);
  self->n_answers++;
  self->window = *window;
  self->changed = FALSE;
  self->asked_at = g_get_monotonic_time ();
  self->cost = (self->asked_at - start) / (full && self->known != NULL ? REST_SHARE : 1);
  return figures;
}

/* As of the last answer, if that is as good as one of now. What fails shows at the next snapshot.
 */
static CairnStageStudy *
study (CairnSource *source, const CairnStudyWish *wish, gint64 now, const CairnWindow *window)
{
  CairnPostgresSource *self = (CairnPostgresSource *) source;

  if (self->link == NULL || self->engine == NULL)
    return NULL;
  if (self->last != NULL)
    {
      gint64 age = now - cairn_snapshot_get_as_of (self->last);

      if (age >= 0 && age * G_USEC_PER_SEC < get_patience (self))
        now -= age;
    }
  return cairn_postgres_study (self, wish, now, window);
}

static guint64
count_answers (CairnSource *source)
{
  return ((const CairnPostgresSource *) source)->n_answers;
}

static gboolean
load (CairnSource *source, CairnProgressFunc progress, gpointer data, GError **error)
{
  CairnPostgresSource *self = (CairnPostgresSource *) source;

  if (self->link == NULL && !connect_and_look (self, error))
    {
      disconnect (self);
      return FALSE;
    }
  if (!take_census (self, error))
    {
      disconnect (self);
      return FALSE;
    }
  self->reload = FALSE;
  self->changed = TRUE;
  if (progress != NULL)
    progress (1, data);
  return TRUE;
}

static void
hear (CairnPostgresSource *self)
{
  PGnotify *notice;

  while ((notice = PQnotifies (self->link->conn)) != NULL)
    {
      self->listening = self->changed = TRUE;
      PQfreemem (notice);
    }
}

static gboolean
check (CairnSource *source, GError **error)
{
  CairnPostgresSource *self = (CairnPostgresSource *) source;

  if (self->failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->failure));
      disconnect (self);
      self->reload = TRUE;
      return FALSE;
    }
  if (self->link == NULL)
    {
      self->reload = TRUE;
      return TRUE;
    }
  if (!PQconsumeInput (self->link->conn) || PQstatus (self->link->conn) != CONNECTION_OK)
    {
      disconnect (self);
      self->reload = TRUE;
      return TRUE;
    }
  hear (self);
  return TRUE;
}

static CairnSourceWork
get_work (CairnSource *source)
{
  CairnPostgresSource *self = (CairnPostgresSource *) source;
  gint64 now = g_get_monotonic_time ();

  if (self->reload)
    return CAIRN_SOURCE_RELOAD;
  if (self->last == NULL)
    return CAIRN_SOURCE_FRESH;
  return now - self->asked_at < get_patience (self) ? CAIRN_SOURCE_FRESH : CAIRN_SOURCE_URGENT;
}

/* Nothing is read here: the next snapshot asks. Only what is there at all is counted now and then.
 */
static gboolean
step (CairnSource *source, gboolean *changed, GError **error)
{
  CairnPostgresSource *self = (CairnPostgresSource *) source;

  if (g_get_monotonic_time () >= self->census_at && !take_census (self, error))
    {
      disconnect (self);
      self->reload = TRUE;
      return FALSE;
    }
  self->asked_at = g_get_monotonic_time ();
  self->changed = TRUE;
  *changed = TRUE;
  return TRUE;
}

/* What is not there to be asked now is asked with the next load. */
static gboolean
set_audience (CairnSource *source, const char *filter, const GPtrArray *rules, GError **error)
{
  CairnPostgresSource *self = (CairnPostgresSource *) source;
  gboolean loaded = self->link != NULL && self->engine != NULL;

  if (loaded && !cairn_postgres_audience_set (&self->audience, self, filter, rules, error))
    return FALSE;
  cairn_mapping_set_audience (self->mapping, filter, rules);
  if (loaded && !take_census (self, error))
    return FALSE;
  self->changed = TRUE;
  return TRUE;
}

static gsize
get_n_rows (CairnSource *source)
{
  return ((const CairnPostgresSource *) source)->n_rows;
}

static void
set_clock (CairnSource *source, gint64 now)
{
  ((CairnPostgresSource *) source)->clock = now;
}

static void
source_free (CairnSource *source)
{
  CairnPostgresSource *self = (CairnPostgresSource *) source;

  disconnect (self);
  forget_census (self);
  cairn_postgres_text_clear (&self->text);
  cairn_postgres_audience_clear (&self->audience);
  g_clear_pointer (&self->last, cairn_snapshot_unref);
  g_clear_error (&self->failure);
  g_clear_pointer (&self->mapping, cairn_mapping_free);
  g_clear_object (&self->cancellable);
  g_free (self);
}

void
cairn_postgres_source_get_traffic (CairnSource *source, gsize *rows, gsize *bytes)
{
  const CairnPostgresSource *self = (const CairnPostgresSource *) source;

  *rows = self->rows + (self->link != NULL ? self->link->rows : 0);
  *bytes = self->bytes + (self->link != NULL ? self->link->bytes : 0);
}

/* What needs the rows themselves is refused rather than computed in another way. */
static gboolean
can_push_down (const CairnMapping *mapping, GError **error)
{
  if (mapping->hours != NULL && *mapping->hours != '\0')
    {
      g_set_error_literal (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION,
                           _ ("Working hours cannot be counted on a database server: its sums are "
                              "of calendar time, and targets would mean something else. Take the "
                              "working hours out of the timings of this journey, or import the "
                              "visits into a file."));
      return FALSE;
    }
  if (mapping->shape == CAIRN_SOURCE_LIFECYCLE || mapping->shape == CAIRN_SOURCE_DONE
      || mapping->shape == CAIRN_SOURCE_SNAPSHOTS)
    {
      g_set_error_literal (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION,
                           _ ("On a database server, rows can be stays, changes of stage, or "
                              "customers with a date for each stage. Ask its administrator for a "
                              "view that makes stays of these rows, or import them into a file."));
      return FALSE;
    }
  return TRUE;
}

CairnSource *
cairn_postgres_source_new (const CairnMapping *mapping, GCancellable *cancellable, GError **error)
{
  static const CairnSourceClass klass = {
    .free = source_free,
    .set_clock = set_clock,
    .load = load,
    .check = check,
    .get_work = get_work,
    .step = step,
    .snapshot = snapshot,
    .study = study,
    .count_answers = count_answers,
    .get_n_rows = get_n_rows,
    .set_audience = set_audience,
  };
  CairnPostgresSource *self;

  g_return_val_if_fail (mapping != NULL && mapping->table != NULL, NULL);
  g_return_val_if_fail (mapping->customer != NULL, NULL);

  if (!can_push_down (mapping, error))
    return NULL;

  self = g_new0 (CairnPostgresSource, 1);
  self->base.klass = &klass;
  self->mapping = cairn_mapping_copy (mapping);
  g_set_object (&self->cancellable, cancellable);
  self->reload = TRUE;
  if (connect_and_look (self, error))
    return &self->base;
  source_free (&self->base);
  return NULL;
}
