/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-customer-fates.h"
#include "timing/cairn-sqlite-source-private.h"

#include <glib/gi18n-lib.h>

/* Of the time that loading at once takes; then stays are made of the rows. */
#define READING 0.8

static gboolean
find_zone (CairnSqliteSource *self, GError **error)
{
  const char *zone = self->mapping->zone;

  self->zone = zone != NULL ? g_time_zone_new_identifier (zone) : g_time_zone_new_local ();
  if (self->zone == NULL)
    g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION,
                 _ ("“%s” is not a time zone. Write it like Europe/Rome, UTC or +02."), zone);
  return self->zone != NULL;
}

gint64
cairn_sqlite_source_get_clock (CairnSqliteSource *self)
{
  return MAX (self->clock, g_get_real_time () / G_USEC_PER_SEC);
}

static gboolean
find_working_time (CairnSqliteSource *self, GError **error)
{
  const CairnMapping *mapping = self->mapping;

  if (mapping->hours == NULL || *mapping->hours == '\0')
    return TRUE;
  self->working_time
    = cairn_working_time_new (mapping->hours, mapping->holidays, self->zone, error);
  return self->working_time != NULL;
}

/* ---- loading ---- */

static gboolean
fail (CairnSqliteSource *self, int rc, GError **error)
{
  cairn_sqlite_set_error (error, self->db, rc, self->mapping->path);
  return FALSE;
}

CairnRowRange *
cairn_sqlite_source_read_range (
  CairnSqliteSource *self, gint64 after, gint64 upto, gint64 limit, GError **error)
{
  CairnVisitDecoder *decoder = cairn_row_store_get_decoder (self->store);
  gint64 clock = cairn_sqlite_source_get_clock (self);
  g_autoptr (CairnRowRange) range = cairn_row_range_new (clock);
  int rc;

  sqlite3_bind_int64 (self->range, 1, after);
  sqlite3_bind_int64 (self->range, 2, upto);
  sqlite3_bind_int64 (self->range, 3, limit);
  while ((rc = sqlite3_step (self->range)) == SQLITE_ROW)
    {
      CairnSourceRow row;

      cairn_visit_decoder_read (decoder, self->range, clock, &row);
      cairn_row_range_add (range, sqlite3_column_int64 (self->range, 0), &row);
    }
  if (rc != SQLITE_DONE)
    fail (self, rc, error);
  sqlite3_reset (self->range);
  return rc == SQLITE_DONE ? g_steal_pointer (&range) : NULL;
}

static void
set_targets (CairnEngine *engine, const CairnMapping *mapping)
{
  for (guint i = 0; i < mapping->targets->len; i++)
    {
      const CairnMappingTarget *t = g_ptr_array_index (mapping->targets, i);

      cairn_engine_set_target (engine, t->segment, t->stage, t->target, t->limit);
    }
  for (guint i = 0; i < mapping->tracks->len; i++)
    {
      const CairnMappingTrack *t = g_ptr_array_index (mapping->tracks, i);

      cairn_engine_add_track (engine, t->stage, t->track);
    }
}

CairnRowStore *
cairn_sqlite_source_new_store (CairnSqliteSource *self, const CairnTimeFormat *format)
{
  CairnEngine *engine = cairn_engine_new ();
  CairnRowStore *store;

  set_targets (engine, self->mapping);
  cairn_engine_set_clock (engine, self->working_time);
  store = cairn_row_store_new (engine,
                               cairn_visit_decoder_new (self->mapping, format, self->zone, engine));
  cairn_row_store_mend (store, self->mapping->shape, MAX (1, self->mapping->date_columns->len),
                        self->max_mended);
  return store;
}

static void
note_fate_cb (guint32 customer, gint64 lost_at, gboolean success, gpointer data)
{
  cairn_stay_book_set_fate (data, customer, lost_at, success);
}

static CairnRowStore *
new_store (CairnSqliteSource *self, GError **error)
{
  CairnTimeFormat format;
  CairnVisitDecoder *decoder;
  g_autoptr (CairnRowStore) store = NULL;
  gboolean changed = FALSE;

  if (!cairn_sqlite_source_find_time_format (self, &format, error))
    return NULL;
  store = cairn_sqlite_source_new_store (self, &format);
  decoder = cairn_row_store_get_decoder (store);
  if (self->mapping->join_customers
      && (!cairn_customer_book_read (cairn_visit_decoder_get_book (decoder), self->db,
                                     self->mapping->path, self->mapping->customers, &changed, error)
          || !cairn_customer_fates_read (note_fate_cb, cairn_row_store_get_book (store), decoder,
                                         self->db, self->mapping, &self->fates, error)))
    return NULL;
  if (!cairn_sqlite_source_make_lens (self, store, error))
    return NULL;
  return g_steal_pointer (&store);
}

/* One row of a source that is read as a whole. */
static void
take_row (CairnSqliteSource *self, CairnRowRange *range, gint64 clock, gint64 number)
{
  CairnVisitDecoder *decoder = cairn_row_store_get_decoder (self->store);
  CairnSourceRow row;

  cairn_visit_decoder_read (decoder, self->range, clock, &row);
  cairn_sqlite_source_capture (self, self->range, &row, NULL, 3);
  if (self->mapping->shape > CAIRN_SOURCE_VISITS)
    cairn_row_store_load_event (self->store, number, &row);
  else
    cairn_row_range_add (range, number, &row);
  if (range->ids->len < self->chunk_rows)
    return;
  cairn_row_store_load_copy (self->store, range);
  cairn_row_range_reset (range);
}

static void
take_dates (CairnSqliteSource *self, gint64 clock, gint64 number)
{
  CairnVisitDecoder *decoder = cairn_row_store_get_decoder (self->store);
  const GPtrArray *dates = self->mapping->date_columns;
  CairnSourceRow none = { .state = CAIRN_ROW_NO_DATE, .left = CAIRN_VISIT_OPEN };
  gboolean any = FALSE;

  for (guint i = 0; i < dates->len; i++)
    {
      const CairnMappingDates *its = g_ptr_array_index (dates, i);
      CairnSourceRow row;

      if (!cairn_visit_decoder_read_date (decoder, self->range, i, clock, &row))
        continue;
      any = TRUE;
      cairn_sqlite_source_capture (self, self->range, &row, its->stage,
                                   CAIRN_FIRST_DATE + 2 * (int) i);
      cairn_row_store_load_event (self->store, number * dates->len + i, &row);
    }
  if (any)
    return;
  cairn_sqlite_source_capture (self, self->range, &none, NULL, CAIRN_FIRST_DATE);
  cairn_row_store_load_event (self->store, number * dates->len, &none);
}

/* About how many rows there are, at no cost; 0: that cannot be told. */
static gint64
estimate_rows (CairnSqliteSource *self)
{
  g_autofree char *sql = g_strdup_printf ("SELECT max(rowid) FROM %s", self->table);
  g_autoptr (sqlite3_stmt) stmt = cairn_sqlite_prepare (self->db, self->mapping->path, sql, NULL);

  return stmt != NULL && sqlite3_step (stmt) == SQLITE_ROW ? sqlite3_column_int64 (stmt, 0) : 0;
}

/* Without rowids there is nothing to read on from, and where one row tells the end of another there
 * is no telling what a change of one changes: so it is one transaction. */
static gboolean
load_at_once (CairnSqliteSource *self, CairnProgressFunc progress, gpointer data, GError **error)
{
  gint64 clock = cairn_sqlite_source_get_clock (self);
  CairnRowRange *range = cairn_row_range_new (clock);
  gint64 n_all = progress != NULL ? estimate_rows (self) : 0;
  gsize n_rows = 0;
  int rc;

  while ((rc = sqlite3_step (self->range)) == SQLITE_ROW)
    {
      if (self->mapping->shape == CAIRN_SOURCE_WIDE)
        take_dates (self, clock, (gint64) n_rows++);
      else
        take_row (self, range, clock, (gint64) n_rows++);
      if (n_all > 0 && n_rows % CAIRN_CHUNK_ROWS == 0)
        progress (CLAMP ((double) n_rows / (double) n_all, 0, 1) * READING, data);
    }
  if (rc != SQLITE_DONE)
    fail (self, rc, error);
  sqlite3_reset (self->range);
  self->n_rows = n_rows;
  cairn_row_store_load (self->store, range);
  if (rc != SQLITE_DONE)
    return FALSE;
  cairn_row_store_loaded_for_good (self->store);
  if (progress != NULL)
    progress (1, data);
  return TRUE;
}

/* Microseconds: what takes longer is not read anew at each change. */
#define TOUCHPOINTS_AT_ONCE 50000

gboolean
cairn_sqlite_source_read_touchpoints (CairnSqliteSource *self, gboolean *changed, GError **error)
{
  gint64 began = g_get_monotonic_time ();
  gint64 took;
  CairnTouchpointBook *before = self->touchpoints;
  CairnTouchpointBook *book = NULL;

  if (cairn_touchpoint_reader_applies (self->db, self->mapping))
    {
      book = cairn_touchpoint_reader_read (self->db, self->mapping,
                                           cairn_row_store_get_decoder (self->store),
                                           &self->touchpoints_left_out, error);
      if (book == NULL)
        return FALSE;
    }
  *changed |= (book == NULL) != (before == NULL)
              || (book != NULL && !cairn_touchpoint_book_equal (book, before));
  cairn_engine_set_touchpoints (cairn_row_store_get_engine (self->store), book);
  g_clear_pointer (&before, cairn_touchpoint_book_free);
  self->touchpoints = book;
  self->look_for_touchpoints = FALSE;
  took = g_get_monotonic_time () - began;
  self->touchpoints_due = took > TOUCHPOINTS_AT_ONCE ? began + 10 * took : 0;
  return TRUE;
}

void
cairn_sqlite_source_forget_work (CairnSqliteSource *self)
{
  self->reload = FALSE;
  self->look_for_new = FALSE;
  self->look_for_changes = FALSE;
  self->look_for_updates = FALSE;
  self->is_told = FALSE;
  g_array_set_size (self->dirty, 0);
  g_array_set_size (self->logged, 0);
  self->look_for_open = FALSE;
  self->look_for_customers = FALSE;
  self->look_for_touchpoints = FALSE;
  self->probe_chunk = self->probe_row = self->probes_left = 0;
  self->audit_chunk = self->audits_left = 0;
}

/* Makes a store of what is there. */
static gboolean
fill_store (CairnSqliteSource *self,
            gboolean guess,
            CairnProgressFunc progress,
            gpointer data,
            GError **error)
{
  cairn_sqlite_source_give_back_large_arrays (self);
  self->store = new_store (self, error);
  cairn_sqlite_source_forget_captured (self);
  g_clear_pointer (&self->listed, g_array_unref);
  if (self->store == NULL)
    return FALSE;
  return self->rowid != NULL ? cairn_sqlite_source_load_table (self, guess, progress, data, error)
                             : load_at_once (self, progress, data, error);
}

static gboolean
load_warm (CairnSqliteSource *self, GError **error)
{
  gboolean changed = FALSE;

  if (cairn_sqlite_source_read_touchpoints (self, &changed, error)
      && cairn_sqlite_source_check (&self->base, error))
    return TRUE;
  g_clear_pointer (&self->store, cairn_row_store_free);
  self->reload = TRUE;
  return FALSE;
}

static gboolean
load_once (CairnSqliteSource *self, CairnProgressFunc progress, gpointer data, GError **error)
{
  gint64 began = g_get_monotonic_time ();
  CairnRowStore *before;
  gsize n_before;
  gboolean ok, changed = FALSE;

  /* A fresh connection: the file may be another one by now, or have another schema. */
  if (!cairn_sqlite_source_connect (self, error))
    return FALSE;
  cairn_sqlite_source_drop_scores (self);
  if (self->store == NULL && cairn_sqlite_source_warm_start (self))
    return load_warm (self, error);
  if (!cairn_change_log_skip (&self->changes, self->db, self->mapping->path, error)
      || !cairn_update_watch_begin (&self->updates, self->zone,
                                    cairn_sqlite_source_get_clock (self), error))
    return FALSE;
  cairn_sqlite_log_read (&self->log, self->mapping->path, NULL);
  before = self->store;
  n_before = self->n_rows;
  ok = fill_store (self, TRUE, progress, data, error);
  if (ok && self->rowid != NULL && cairn_row_store_has_outgrown (self->store))
    {
      g_clear_pointer (&self->store, cairn_row_store_free);
      ok = fill_store (self, FALSE, progress, data, error);
    }
  ok = ok && cairn_sqlite_source_read_touchpoints (self, &changed, error);
  if (!ok)
    {
      g_clear_pointer (&self->store, cairn_row_store_free);
      self->store = before;
      self->n_rows = n_before;
      self->reload = TRUE;
      return FALSE;
    }
  g_clear_pointer (&before, cairn_row_store_free);
  cairn_sqlite_source_forget_work (self);
  self->as_of = 0;
  self->load_time = g_get_monotonic_time () - began;
  return cairn_sqlite_source_check (&self->base, error);
}

/* Whether a writer came while the file was read as one at rest, so that what looked broken need not
 * be. */
static gboolean
was_disturbed (CairnSqliteSource *self)
{
  CairnFileStamp stamp;

  return self->frozen && cairn_file_stamp_take (self->mapping->path, &stamp, NULL)
         && !cairn_file_stamp_equal (&stamp, &self->stamp);
}

static gboolean
load (CairnSource *source, CairnProgressFunc progress, gpointer data, GError **error)
{
  CairnSqliteSource *self = (CairnSqliteSource *) source;
  g_autoptr (GError) local = NULL;

  if (load_once (self, progress, data, &local))
    return TRUE;
  if (was_disturbed (self))
    return load_once (self, progress, data, error);
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* ---- the rest ---- */

static CairnSnapshot *
snapshot (CairnSource *source, gint64 now, const CairnWindow *window)
{
  CairnSqliteSource *self = (CairnSqliteSource *) source;

  g_return_val_if_fail (self->store != NULL, NULL);

  if (self->loading)
    return cairn_sqlite_source_snapshot_partly (self, now, window);
  if (self->as_of == 0)
    return cairn_sqlite_source_snapshot (source, now, window);
  return cairn_sqlite_source_tell_behind (
    self, cairn_sqlite_source_snapshot (source, MIN (now, self->as_of), window));
}

static CairnStageStudy *
study (CairnSource *source, const CairnStudyWish *wish, gint64 now, const CairnWindow *window)
{
  const CairnSqliteSource *self = (const CairnSqliteSource *) source;

  g_return_val_if_fail (self->store != NULL, NULL);

  return cairn_sqlite_source_study (source, wish, self->as_of != 0 ? MIN (now, self->as_of) : now,
                                    window);
}

static void
set_quality_wish (CairnSource *source, const CairnQualityWish *wish)
{
  ((CairnSqliteSource *) source)->quality_wish = *wish;
}

static gsize
get_n_rows (CairnSource *source)
{
  const CairnSqliteSource *self = (const CairnSqliteSource *) source;

  if (self->store == NULL)
    return 0;
  return self->rowid != NULL ? cairn_row_store_get_n_rows (self->store) : self->n_rows;
}

static guint
get_n_audit_steps (CairnSource *source)
{
  const CairnSqliteSource *self = (const CairnSqliteSource *) source;

  return self->store != NULL ? MAX (1, cairn_row_store_get_n_chunks (self->store)) : 0;
}

static gboolean
is_loading (CairnSource *source)
{
  return cairn_sqlite_source_can_tell_part ((CairnSqliteSource *) source);
}

static void
set_warm_start (CairnSource *source, CairnWarmStart how)
{
  ((CairnSqliteSource *) source)->warm_start = how;
}

static gint64
get_load_time (CairnSource *source)
{
  return ((const CairnSqliteSource *) source)->load_time;
}

static gboolean
is_behind (CairnSource *source)
{
  return ((const CairnSqliteSource *) source)->as_of != 0;
}

static void
set_clock (CairnSource *source, gint64 now)
{
  ((CairnSqliteSource *) source)->clock = now;
}

static void
source_free (CairnSource *source)
{
  CairnSqliteSource *self = (CairnSqliteSource *) source;

  cairn_sqlite_source_disconnect (self);
  cairn_sqlite_source_drop_scores (self);
  g_clear_pointer (&self->store, cairn_row_store_free);
  g_clear_pointer (&self->touchpoints, cairn_touchpoint_book_free);
  g_clear_pointer (&self->mapping, cairn_mapping_free);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->working_time, cairn_working_time_unref);
  g_clear_pointer (&self->left_out, cairn_left_out_free);
  g_clear_pointer (&self->captured, g_ptr_array_unref);
  g_clear_pointer (&self->n_captured, g_hash_table_unref);
  g_clear_pointer (&self->forgotten, g_array_unref);
  g_clear_pointer (&self->listed, g_array_unref);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->logged, g_array_unref);
  g_clear_pointer (&self->dirty, g_array_unref);
  cairn_change_log_clear (&self->changes);
  cairn_update_watch_clear (&self->updates);
  g_free (self->columns);
  g_free (self->table);
  g_free (self->left);
  g_free (self);
}

CairnSource *
cairn_sqlite_source_new (const CairnMapping *mapping, GCancellable *cancellable, GError **error)
{
  static const CairnSourceClass klass = {
    .free = source_free,
    .set_clock = set_clock,
    .load = load,
    .check = cairn_sqlite_source_check,
    .get_work = cairn_sqlite_source_get_work,
    .step = cairn_sqlite_source_step,
    .snapshot = snapshot,
    .study = study,
    .get_n_rows = get_n_rows,
    .set_quality_wish = set_quality_wish,
    .set_audience = cairn_sqlite_source_set_audience,
    .get_n_audit_steps = get_n_audit_steps,
    .is_loading = is_loading,
    .set_warm_start = set_warm_start,
    .get_load_time = get_load_time,
    .is_behind = is_behind,
    .count_changes = cairn_sqlite_source_count_changes,
    .keep = cairn_sqlite_source_keep,
  };
  CairnSqliteSource *self;

  g_return_val_if_fail (mapping != NULL, NULL);
  g_return_val_if_fail (mapping->table != NULL && mapping->customer != NULL, NULL);
  g_return_val_if_fail (mapping->shape == CAIRN_SOURCE_WIDE
                          || (mapping->stage != NULL && mapping->entered != NULL),
                        NULL);
  g_return_val_if_fail (mapping->shape > CAIRN_SOURCE_VISITS || mapping->left != NULL, NULL);

  self = g_new0 (CairnSqliteSource, 1);
  self->base.klass = &klass;
  self->mapping = cairn_mapping_copy (mapping);
  g_set_object (&self->cancellable, cancellable);
  self->logged = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->dirty = g_array_new (FALSE, FALSE, sizeof (guint));
  self->chunk_rows = CAIRN_CHUNK_ROWS;
  self->max_mended = CAIRN_MAX_MENDED_ROWS;
  self->reload = TRUE;
  if (find_zone (self, error) && find_working_time (self, error)
      && cairn_sqlite_source_connect (self, error))
    return &self->base;
  source_free (&self->base);
  return NULL;
}
