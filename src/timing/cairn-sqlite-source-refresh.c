/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Keeping in step with other programs' commits, the likeliest changes first. */
#include "timing/cairn-customer-fates.h"
#include "timing/cairn-engine-private.h"
#include "timing/cairn-row-chunk-private.h"
#include "timing/cairn-sqlite-source-private.h"

#define MOST_DIRTY 8

/* ---- noticing ---- */

/* @is_logged: what was closed is known already. */
static void
plan_looking (CairnSqliteSource *self, gboolean is_logged)
{
  self->is_logged = is_logged;
  self->is_told = FALSE;
  self->look_for_new = TRUE;
  self->look_for_updates = cairn_update_watch_is_on (&self->updates);
  self->look_for_open |= self->open_indexed && !is_logged;
}

void
cairn_sqlite_source_plan_everything (CairnSqliteSource *self)
{
  if (self->rowid == NULL || self->store == NULL)
    {
      self->reload = TRUE;
      return;
    }
  self->look_for_changes = self->changes.table != NULL;
  if (!self->look_for_changes)
    plan_looking (self, cairn_sqlite_log_read (&self->log, self->mapping->path, self->logged));
  self->look_for_touchpoints = cairn_touchpoint_reader_applies (self->db, self->mapping);
  self->look_for_customers
    = self->mapping->join_customers || cairn_sqlite_source_has_attributes (self);
}

/* Once the new rows have their chunks: a round goes on where it is and then all the way around, so
 * that frequent commits do not keep it from ever reaching the end. */
static void
plan_rounds (CairnSqliteSource *self)
{
  guint n_chunks = cairn_row_store_get_n_chunks (self->store);

  if (self->open_indexed)
    self->probes_left = 0;
  else if (!self->is_logged)
    self->probes_left = n_chunks;
  self->audits_left = n_chunks;
}

/* A frozen connection sees no commit, only the file itself tells. What was read stays good for a
 * start: the rounds look at every row of it again. */
static gboolean
check_frozen (CairnSqliteSource *self, const CairnFileStamp *stamp, GError **error)
{
  gint64 schema = self->schema_version;

  if (cairn_file_stamp_equal (stamp, &self->stamp))
    return TRUE;
  if (!cairn_sqlite_source_connect (self, error))
    return FALSE;
  if (schema != self->schema_version)
    self->reload = TRUE;
  else
    cairn_sqlite_source_plan_everything (self);
  return TRUE;
}

gboolean
cairn_sqlite_source_check (CairnSource *source, GError **error)
{
  CairnSqliteSource *self = (CairnSqliteSource *) source;
  const char *path = self->mapping->path;
  CairnFileStamp stamp;
  gint64 version;

  if (!cairn_file_stamp_take (path, &stamp, error))
    return FALSE;
  if (self->db == NULL || self->reload || stamp.device != self->stamp.device
      || stamp.inode != self->stamp.inode)
    {
      self->reload = TRUE;
      return TRUE;
    }
  if (self->frozen)
    return check_frozen (self, &stamp, error);
  if (!cairn_sqlite_get_int (self->db, path, "PRAGMA data_version", 0, &version, error))
    return FALSE;
  if (version != self->data_version)
    {
      gint64 schema;

      if (!cairn_sqlite_get_int (self->db, path, "PRAGMA schema_version", 0, &schema, error))
        return FALSE;
      self->data_version = version;
      if (schema != self->schema_version)
        self->reload = TRUE;
      else
        cairn_sqlite_source_plan_everything (self);
    }
  else if (cairn_row_store_take_arrivals (self->store, cairn_sqlite_source_get_clock (self)))
    cairn_sqlite_source_plan_everything (self);
  return TRUE;
}

static gboolean
touchpoints_are_due (const CairnSqliteSource *self)
{
  return self->look_for_touchpoints && g_get_monotonic_time () >= self->touchpoints_due;
}

gboolean
cairn_sqlite_source_has_probes (const CairnSqliteSource *self)
{
  return self->logged->len > 0 || self->look_for_open || self->probes_left > 0;
}

CairnSourceWork
cairn_sqlite_source_get_work (CairnSource *source)
{
  const CairnSqliteSource *self = (const CairnSqliteSource *) source;

  if (self->reload)
    return CAIRN_SOURCE_RELOAD;
  if (self->look_for_changes || self->look_for_updates || self->look_for_new
      || self->dirty->len > 0)
    return CAIRN_SOURCE_URGENT;
  if (cairn_sqlite_source_has_probes (self))
    return self->is_told ? CAIRN_SOURCE_AUDIT : CAIRN_SOURCE_URGENT;
  if (self->look_for_customers || touchpoints_are_due (self) || self->audits_left > 0)
    return CAIRN_SOURCE_AUDIT;
  return CAIRN_SOURCE_FRESH;
}

/* ---- working ---- */

static void
note_new (CairnSqliteSource *self, const CairnRowRange *range)
{
  for (guint i = 0; cairn_update_watch_is_on (&self->updates) && i < range->ids->len; i++)
    {
      gint64 id = cairn_row_range_get_id (range, i);

      cairn_update_watch_note (&self->updates, id,
                               cairn_row_hash (id, cairn_row_range_get_row (range, i)));
    }
}

/* Rows behind all others. A last row that is gone means that rowids may be used again: then only a
 * full load tells new from old. */
static gboolean
step_new (CairnSqliteSource *self, gboolean *changed, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT max(%s) FROM %s", self->rowid, self->table);
  gint64 after = cairn_row_store_get_last_id (self->store);
  gint64 last;
  CairnRowRange *range;
  guint n;

  if (!cairn_sqlite_get_int (self->db, self->mapping->path, sql, G_MININT64, &last, error))
    return FALSE;
  if (last < after && self->changes.table == NULL)
    {
      self->reload = TRUE;
      return TRUE;
    }
  range = cairn_sqlite_source_read_range (self, after, G_MAXINT64, self->chunk_rows, error);
  if (range == NULL)
    return FALSE;
  n = range->ids->len;
  *changed |= n > 0;
  note_new (self, range);
  cairn_row_store_append (self->store, range, self->chunk_rows);
  self->look_for_new = n == self->chunk_rows;
  if (!self->look_for_new)
    plan_rounds (self);
  return TRUE;
}

/* Reads one known row again. *@gone: there is none any more, which is left to others. */
static gboolean
refresh_row (CairnSqliteSource *self,
             guint chunk,
             guint index,
             gboolean *gone,
             gboolean *changed,
             GError **error)
{
  const CairnRowRange *range = cairn_row_store_get_chunk (self->store, chunk);
  int rc;

  sqlite3_bind_int64 (self->one, 1, g_array_index (range->ids, gint64, index));
  rc = sqlite3_step (self->one);
  if (rc == SQLITE_ROW)
    {
      CairnSourceRow row;

      cairn_visit_decoder_read (cairn_row_store_get_decoder (self->store), self->one,
                                cairn_sqlite_source_get_clock (self), &row);
      if (cairn_row_store_update (self->store, chunk, index, &row))
        {
          *changed = TRUE;
          if (self->is_told)
            cairn_update_watch_blame (&self->updates, g_array_index (range->ids, gint64, index));
        }
    }
  else if (rc != SQLITE_DONE)
    cairn_sqlite_set_error (error, self->db, rc, self->mapping->path);
  sqlite3_reset (self->one);
  *gone = rc == SQLITE_DONE;
  return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static gboolean
read_open_ids (CairnSqliteSource *self, GArray *ids, GError **error)
{
  g_autofree char *sql
    = g_strdup_printf ("SELECT " CAIRN_LIST_FUNCTION "(%s) FROM %s WHERE %s IS NULL", self->rowid,
                       self->table, self->left);
  gboolean ascending = TRUE;
  gint64 nothing;

  self->list = ids;
  if (!cairn_sqlite_get_int (self->db, self->mapping->path, sql, 0, &nothing, error))
    return FALSE;
  for (guint i = 1; i < ids->len && ascending; i++)
    ascending = g_array_index (ids, gint64, i - 1) < g_array_index (ids, gint64, i);
  if (!ascending)
    g_array_sort (ids, compare_ids);
  return TRUE;
}

/* The rows of @range that are open only here, or only in the database: @open, from *@next to @last.
 * *@reopened: among the latter are some that are not known one by one. */
static GArray *
find_differences (
  const CairnRowRange *range, const GArray *open, guint *next, gint64 last, gboolean *reopened)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint));
  const CairnSourceRow *known = (const CairnSourceRow *) range->rows->data;
  const gint64 *ids = (const gint64 *) range->ids->data;
  const gint64 *now = (const gint64 *) open->data + *next;
  const gint64 *now_end = (const gint64 *) open->data + open->len;

  *reopened = FALSE;
  for (guint i = 0; i < range->ids->len; i++)
    {
      gboolean is_open;

      for (; now < now_end && *now < ids[i]; now++)
        *reopened = TRUE;
      is_open = now < now_end && *now == ids[i];
      now += is_open;
      if (is_open != (known[i].left == CAIRN_VISIT_OPEN))
        g_array_append_val (rows, i);
    }
  for (; now < now_end && *now <= last; now++)
    *reopened = TRUE;
  *next = (guint) (now - (const gint64 *) open->data);
  return rows;
}

static gboolean
read_chunk (CairnSqliteSource *self, guint chunk, gboolean *changed, GError **error)
{
  gint64 after, upto;
  CairnRowRange *range;

  cairn_row_store_get_bounds (self->store, chunk, &after, &upto);
  range = cairn_sqlite_source_read_chunk (self, after, upto, error);
  if (range == NULL)
    return FALSE;
  *changed |= cairn_row_store_replace (self->store, chunk, range);
  return TRUE;
}

/* With an index the list of open visits is read in one go, and only the differences are fetched. */
static gboolean
step_open_indexed (CairnSqliteSource *self, gboolean *changed, GError **error)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint next = 0;

  if (!read_open_ids (self, open, error))
    return FALSE;
  for (guint c = 0; c < cairn_row_store_get_n_chunks (self->store); c++)
    {
      g_autoptr (GArray) rows = NULL;
      gint64 after, upto;
      gboolean reopened, gone;

      cairn_row_store_get_bounds (self->store, c, &after, &upto);
      rows = find_differences (cairn_row_store_get_chunk (self->store, c), open, &next, upto,
                               &reopened);
      if (reopened && !read_chunk (self, c, changed, error))
        return FALSE;
      if (reopened)
        continue;

      for (guint i = 0; i < rows->len; i++)
        if (!refresh_row (self, c, g_array_index (rows, guint, i), &gone, changed, error))
          return FALSE;
    }
  self->look_for_open = FALSE;
  return TRUE;
}

/* Whether row @id still has no time of leaving, as cheaply as can be asked. */
static gboolean
is_still_null (CairnSqliteSource *self, gint64 id, gboolean *still, GError **error)
{
  int rc;

  sqlite3_bind_int64 (self->probe, 1, id);
  rc = sqlite3_step (self->probe);
  *still = rc == SQLITE_ROW && sqlite3_column_type (self->probe, 0) == SQLITE_NULL;
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    cairn_sqlite_set_error (error, self->db, rc, self->mapping->path);
  sqlite3_reset (self->probe);
  return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

/* The rowids in the log ascend by pages: from one to the next it is not far, most of the time. */
typedef struct
{
  guint chunk;
  gint64 after, upto; /* of the chunk */
  guint row;          /* the first of the known ones that is not below the last id */
} Place;

static gboolean
place_find (Place *place, CairnRowStore *store, gint64 id)
{
  const CairnRowRange *range;
  const gint64 *ids;

  if (id <= place->after || id > place->upto)
    {
      place->chunk = cairn_row_store_find_chunk (store, id);
      cairn_row_store_get_bounds (store, place->chunk, &place->after, &place->upto);
      place->row = 0;
    }
  range = cairn_row_store_get_chunk (store, place->chunk);
  ids = (const gint64 *) range->ids->data;
  if ((place->row < range->ids->len && ids[place->row] < id)
      || (place->row > 0 && ids[place->row - 1] >= id))
    cairn_row_range_find (range, id, &place->row);
  return place->row < range->ids->len && ids[place->row] == id;
}

/* Of the rowids in the log, those of visits that were open: most of the others on their pages are
 * as they were. */
static gboolean
step_logged (CairnSqliteSource *self, gboolean *changed, GError **error)
{
  gint64 clock = cairn_sqlite_source_get_clock (self);
  Place place = { 0, G_MAXINT64, G_MININT64, 0 };

  for (guint i = 0; i < self->logged->len && cairn_row_store_get_n_chunks (self->store) > 0; i++)
    {
      gint64 id = g_array_index (self->logged, gint64, i);
      const CairnRowRange *range;
      gboolean still, gone;

      if (!place_find (&place, self->store, id))
        continue;
      range = cairn_row_store_get_chunk (self->store, place.chunk);
      if (g_array_index (range->rows, CairnSourceRow, place.row).left <= clock)
        continue;
      if (!is_still_null (self, id, &still, error)
          || (!still && !refresh_row (self, place.chunk, place.row, &gone, changed, error)))
        return FALSE;
    }
  g_array_set_size (self->logged, 0);
  return TRUE;
}

/* A row that is known only as part of its chunk: the whole of it is read again. With many of those,
 * the audit gets there nearly as soon. */
static void
note_dirty (CairnSqliteSource *self, guint chunk)
{
  if (self->dirty->len > 0 && g_array_index (self->dirty, guint, self->dirty->len - 1) == chunk)
    return;
  if (self->dirty->len < MOST_DIRTY)
    g_array_append_val (self->dirty, chunk);
}

static gboolean
refresh_rows (CairnSqliteSource *self, const GArray *ids, gboolean *changed, GError **error)
{
  gint64 last = cairn_row_store_get_last_id (self->store);
  Place place = { 0, G_MAXINT64, G_MININT64, 0 };

  for (guint i = 0; i < ids->len && g_array_index (ids, gint64, i) <= last; i++)
    {
      gboolean gone = !place_find (&place, self->store, g_array_index (ids, gint64, i));

      if (!gone && !refresh_row (self, place.chunk, place.row, &gone, changed, error))
        return FALSE;
      if (gone)
        note_dirty (self, place.chunk);
    }
  return TRUE;
}

/* What the log of changes names is all there is to look at, unless it was shortened too soon. */
static gboolean
step_changes (CairnSqliteSource *self, gboolean *changed, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gboolean complete;

  if (!cairn_change_log_read (&self->changes, self->db, self->mapping->path, ids, &complete, error))
    return FALSE;
  if (!refresh_rows (self, ids, changed, error))
    return FALSE;
  self->look_for_changes = FALSE;
  plan_looking (self, complete);
  self->look_for_updates &= !complete;
  return TRUE;
}

/* A row that bears a new moment: what it says now, wherever it is known. */
static gboolean
refresh_updated (
  CairnSqliteSource *self, gint64 id, Place *place, gboolean *changed, GError **error)
{
  CairnSourceRow row;
  int rc;

  sqlite3_bind_int64 (self->one, 1, id);
  rc = sqlite3_step (self->one);
  if (rc == SQLITE_ROW)
    cairn_visit_decoder_read (cairn_row_store_get_decoder (self->store), self->one,
                              cairn_sqlite_source_get_clock (self), &row);
  else if (rc != SQLITE_DONE)
    cairn_sqlite_set_error (error, self->db, rc, self->mapping->path);
  sqlite3_reset (self->one);
  if (rc != SQLITE_ROW)
    return rc == SQLITE_DONE;
  if (!cairn_update_watch_note (&self->updates, id, cairn_row_hash (id, &row)))
    return TRUE;
  if (place_find (place, self->store, id))
    *changed |= cairn_row_store_update (self->store, place->chunk, place->row, &row);
  else
    note_dirty (self, place->chunk);
  return TRUE;
}

/* Whatever else may have changed is looked for later, where that is what the column is good for. */
static gboolean
step_updates (CairnSqliteSource *self, gboolean *changed, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 last = cairn_row_store_get_last_id (self->store);
  Place place = { 0, G_MAXINT64, G_MININT64, 0 };
  gboolean complete;

  if (!cairn_update_watch_read (&self->updates, self->zone, cairn_sqlite_source_get_clock (self),
                                ids, &complete, error))
    return FALSE;
  for (guint i = 0; i < ids->len && g_array_index (ids, gint64, i) <= last; i++)
    if (!refresh_updated (self, g_array_index (ids, gint64, i), &place, changed, error))
      return FALSE;
  self->look_for_updates = FALSE;
  self->is_told = complete && !self->updates.misses && self->as_of == 0;
  return TRUE;
}

static gboolean
step_dirty (CairnSqliteSource *self, gboolean *changed, GError **error)
{
  guint chunk = g_array_index (self->dirty, guint, self->dirty->len - 1);

  g_array_set_size (self->dirty, self->dirty->len - 1);
  return read_chunk (self, chunk, changed, error);
}

static gboolean
step_probe (CairnSqliteSource *self, gboolean *changed, GError **error)
{
  guint n_chunks = cairn_row_store_get_n_chunks (self->store);
  gint64 clock = cairn_sqlite_source_get_clock (self);
  guint n_probes = 0;

  while (self->probes_left > 0 && n_probes < CAIRN_PROBE_ROWS)
    {
      const CairnRowRange *range;

      self->probe_chunk %= n_chunks;
      range = cairn_row_store_get_chunk (self->store, self->probe_chunk);
      for (; self->probe_row < range->rows->len && n_probes < CAIRN_PROBE_ROWS; self->probe_row++)
        {
          guint i = self->probe_row;
          gboolean still, gone;

          /* A time of leaving that is still ahead is a guess of theirs, and may be changed. */
          if (g_array_index (range->rows, CairnSourceRow, i).left <= clock)
            continue;
          n_probes++;
          if (!is_still_null (self, g_array_index (range->ids, gint64, i), &still, error)
              || (!still && !refresh_row (self, self->probe_chunk, i, &gone, changed, error)))
            return FALSE;
        }
      if (self->probe_row >= range->rows->len)
        {
          self->probe_row = 0;
          self->probe_chunk++;
          self->probes_left--;
        }
    }
  return TRUE;
}

/* What became of customers, as it is read. */
typedef struct
{
  CairnLostCustomers *lost; /* NULL: nobody yet */
  GArray *ends;             /* guint8 (CairnEnd) by customer */
} Fates;

static void
note_fate_cb (guint32 customer, gint64 lost_at, gboolean success, gpointer data)
{
  Fates *fates = data;

  if (lost_at != CAIRN_VISIT_OPEN && fates->lost == NULL)
    fates->lost = cairn_lost_customers_new (0);
  if (lost_at != CAIRN_VISIT_OPEN)
    cairn_lost_customers_set (fates->lost, customer, lost_at);
  if (customer >= fates->ends->len)
    g_array_set_size (fates->ends, customer + 1);
  g_array_index (fates->ends, guint8, customer)
    = lost_at != CAIRN_VISIT_OPEN ? CAIRN_END_CHURN : CAIRN_END_SUCCESS;
}

/* Of a table too large for the book of stays, nothing but the visits of those customers has to be
 * looked at again. */
static gboolean
take_fates (CairnSqliteSource *self, gboolean *changed, GError **error)
{
  CairnEngine *engine = cairn_row_store_get_engine (self->store);
  Fates fates = { NULL, g_array_new (FALSE, TRUE, sizeof (guint8)) };
  gboolean ok
    = cairn_customer_fates_read (note_fate_cb, &fates, cairn_row_store_get_decoder (self->store),
                                 self->db, self->mapping, &self->fates, error);

  if (ok)
    {
      for (guint i = 0; i < engine->customers->len; i++)
        cairn_engine_set_end (engine, i,
                              i < fates.ends->len ? g_array_index (fates.ends, guint8, i)
                                                  : CAIRN_END_UNKNOWN);
      cairn_row_store_set_lost (self->store, g_steal_pointer (&fates.lost));
      *changed = TRUE;
    }
  g_clear_pointer (&fates.lost, cairn_lost_customers_free);
  g_array_unref (fates.ends);
  return ok;
}

static gboolean
step_customers (CairnSqliteSource *self, gboolean *changed, GError **error)
{
  CairnVisitDecoder *decoder = cairn_row_store_get_decoder (self->store);
  gboolean others = FALSE;
  guint64 fates = self->fates;

  if (self->mapping->join_customers
      && (!cairn_customer_book_read (cairn_visit_decoder_get_book (decoder), self->db,
                                     self->mapping->path, self->mapping->customers, &others, error)
          || !cairn_customer_fates_read (NULL, NULL, decoder, self->db, self->mapping, &fates,
                                         error)))
    return FALSE;
  if (!others && fates != self->fates && cairn_row_store_get_book (self->store) == NULL
      && !take_fates (self, changed, error))
    return FALSE;
  others |= fates != self->fates;
  if (!others && !cairn_sqlite_source_refresh_lens (self, changed, error))
    return FALSE;
  self->look_for_customers = FALSE;
  self->scores_stale = TRUE;
  self->reload |= others;
  return TRUE;
}

static gboolean
step_audit (CairnSqliteSource *self, gboolean *changed, GError **error)
{
  self->audit_chunk %= cairn_row_store_get_n_chunks (self->store);
  if (!read_chunk (self, self->audit_chunk, changed, error))
    return FALSE;
  self->audit_chunk++;
  self->audits_left--;
  return TRUE;
}

static gboolean
do_step (CairnSqliteSource *self, gboolean *changed, GError **error)
{
  if (self->look_for_changes)
    return step_changes (self, changed, error);
  if (self->look_for_updates)
    return step_updates (self, changed, error);
  if (self->look_for_new)
    return step_new (self, changed, error);
  if (self->dirty->len > 0)
    return step_dirty (self, changed, error);
  if (self->logged->len > 0)
    return step_logged (self, changed, error);
  if (self->look_for_open)
    return step_open_indexed (self, changed, error);
  if (self->probes_left > 0)
    return step_probe (self, changed, error);
  if (self->look_for_customers)
    return step_customers (self, changed, error);
  if (touchpoints_are_due (self))
    return cairn_sqlite_source_read_touchpoints (self, changed, error);
  if (self->audits_left > 0)
    return step_audit (self, changed, error);
  return TRUE;
}

/* One transaction a step: taking the lock anew for each of thousands of probes costs eight times
 * what the probe itself does. */
gboolean
cairn_sqlite_source_step (CairnSource *source, gboolean *changed, GError **error)
{
  CairnSqliteSource *self = (CairnSqliteSource *) source;
  gboolean ok;
  int rc;

  g_return_val_if_fail (!self->reload, FALSE);

  rc = sqlite3_exec (self->db, "BEGIN", NULL, NULL, NULL);
  if (rc != SQLITE_OK)
    {
      cairn_sqlite_set_error (error, self->db, rc, self->mapping->path);
      return FALSE;
    }
  ok = do_step (self, changed, error);
  if (self->as_of != 0 && cairn_sqlite_source_get_work (source) < CAIRN_SOURCE_URGENT)
    {
      self->as_of = 0;
      *changed = TRUE;
    }
  self->reload |= cairn_row_store_has_outgrown (self->store);
  rc = sqlite3_exec (self->db, "COMMIT", NULL, NULL, NULL);
  if (rc != SQLITE_OK && ok)
    {
      cairn_sqlite_set_error (error, self->db, rc, self->mapping->path);
      ok = FALSE;
    }
  /* An error may have ended the transaction already; nothing was written either way. */
  if (!sqlite3_get_autocommit (self->db))
    sqlite3_exec (self->db, "ROLLBACK", NULL, NULL, NULL);
  return ok;
}
