/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a source knows, kept for the next start. The file says what it is of: the program, the
 * mapping, how the database stood. Then comes what the store knows. */
#include "config.h"

#include "timing/cairn-row-store-state-private.h"
#include "timing/cairn-snapshot-private.h"
#include "timing/cairn-sqlite-source-private.h"
#include "timing/cairn-sqlite-stand.h"
#include "timing/cairn-warm-start.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

/* About what is kept of each row, in bytes, and what more if the book of stays knows it. */
#define ROW_BYTES 32
#define BOOK_BYTES 56

/* ---- the key ---- */

static void
add_text (GString *key, const char *name, const char *text)
{
  g_autofree char *safe = text != NULL ? g_strescape (text, NULL) : NULL;

  g_string_append_printf (key, "%s=%s\n", name, safe != NULL ? safe : "-");
}

static void
add_map (GString *key, const char *name, GHashTable *map, gboolean numbers)
{
  g_autoptr (GList) values = g_list_sort (g_hash_table_get_keys (map), (GCompareFunc) g_strcmp0);

  for (const GList *value = values; value != NULL; value = value->next)
    {
      gpointer meant = g_hash_table_lookup (map, value->data);

      add_text (key, name, value->data);
      if (numbers)
        g_string_append_printf (key, "→%u\n", GPOINTER_TO_UINT (meant));
      else
        add_text (key, "→", meant);
    }
}

/* Stages that somebody named stand before those that the data name, and tracks say which stays end
 * which. */
static void
add_stages (GString *key, const CairnMapping *mapping)
{
  for (guint i = 0; i < mapping->targets->len; i++)
    add_text (key, "target",
              ((const CairnMappingTarget *) g_ptr_array_index (mapping->targets, i))->stage);
  for (guint i = 0; i < mapping->tracks->len; i++)
    {
      const CairnMappingTrack *track = g_ptr_array_index (mapping->tracks, i);

      add_text (key, "track", track->stage);
      g_string_append_printf (key, "%u\n", track->track);
    }
}

/* All that rows are read by. What they are only looked at by (filters, rules, targets, working
 * time) may be another next time. */
static char *
make_key (const CairnSqliteSource *self)
{
  const CairnMapping *m = self->mapping;
  const char *const columns[] = { m->customer, m->stage,   m->entered,    m->left,
                                  m->owner,    m->started, m->transition, m->segment };
  g_autofree char *path = cairn_sqlite_beside (m->path, "");
  GString *key = g_string_new (NULL);

  add_text (key, "path", path);
  add_text (key, "table", m->table);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    add_text (key, "column", columns[i]);
  add_text (key, "customers", m->join_customers ? m->customers : "none");
  add_text (key, "time", m->time_format);
  add_text (key, "zone", g_time_zone_get_identifier (self->zone));
  g_string_append_printf (key, "%d %d %u %" G_GSIZE_FORMAT "\n", m->shape, m->join_customers,
                          self->chunk_rows, self->max_mended);
  add_map (key, "stage", m->stages, FALSE);
  add_map (key, "segment", m->segments, FALSE);
  add_map (key, "outcome", m->outcomes, TRUE);
  add_stages (key, m);
  return g_string_free (key, FALSE);
}

/* Another program, or the same one built otherwise, may mean something else by the same bytes. */
static char *
describe_build (void)
{
  return g_strdup_printf ("%s %zu %zu %zu %zu %d", CAIRN_VERSION, sizeof (gpointer),
                          sizeof (CairnKeptVisit), sizeof (CairnSourceRow), sizeof (CairnStayEvent),
                          CAIRN_N_ROW_STATES);
}

/* ---- keeping ---- */

static gboolean
is_in_step (CairnSqliteSource *self)
{
  return self->store != NULL && !self->loading && self->as_of == 0
         && cairn_sqlite_source_check (&self->base, NULL)
         && cairn_sqlite_source_get_work (&self->base) < CAIRN_SOURCE_URGENT
         && !cairn_sqlite_source_has_probes (self);
}

/* What is known is in step with how the database stands. */
static gboolean
take_stand (CairnSqliteSource *self, CairnSqliteStand *stand)
{
  return self->rowid != NULL && is_in_step (self) && cairn_row_store_state_can_write (self->store)
         && cairn_sqlite_stand_take (stand, self->mapping->path) && is_in_step (self);
}

static void
write_state (CairnSqliteSource *self,
             CairnStateWriter *writer,
             const char *key,
             const CairnSqliteStand *stand)
{
  g_autofree char *build = describe_build ();
  CairnTimeFormat format = cairn_time_reader_get_format (
    cairn_visit_decoder_get_times (cairn_row_store_get_decoder (self->store)));

  cairn_state_writer_add_text (writer, build);
  cairn_state_writer_add_text (writer, key);
  cairn_sqlite_stand_write (stand, writer);
  cairn_state_writer_add_int (writer, self->schema_version);
  cairn_state_writer_add_int (writer,
                              cairn_sqlite_source_get_work (&self->base) == CAIRN_SOURCE_FRESH);
  cairn_state_writer_add_int (writer, cairn_sqlite_source_get_clock (self));
  cairn_state_writer_add_int (writer, self->load_time);
  cairn_state_writer_add_int (writer, format.order);
  cairn_state_writer_add_int (writer, format.unit);
  cairn_state_writer_add_int (writer, (gint64) self->fates);
  cairn_state_writer_add_int (writer, self->log.known);
  cairn_state_writer_add_int (writer, self->log.n_frames);
  cairn_state_writer_add_int (writer, self->log.salt[0]);
  cairn_state_writer_add_int (writer, self->log.salt[1]);
  cairn_state_writer_add_int (writer, self->changes.table != NULL);
  cairn_state_writer_add_int (writer, self->changes.last);
  cairn_state_writer_add_int (writer, cairn_update_watch_get_mark (&self->updates));
  cairn_row_store_state_write (self->store, writer);
}

static guint64
estimate_size (CairnSqliteSource *self)
{
  guint row = cairn_row_store_get_book (self->store) != NULL ? ROW_BYTES + BOOK_BYTES : ROW_BYTES;

  return (guint64) cairn_row_store_get_n_rows (self->store) * row;
}

gboolean
cairn_sqlite_source_keep (CairnSource *source)
{
  CairnSqliteSource *self = (CairnSqliteSource *) source;
  g_autofree char *folder = cairn_warm_start_dup_folder ();
  g_autofree char *key = NULL;
  g_autofree char *path = NULL;
  g_autoptr (CairnStateWriter) writer = NULL;
  CairnSqliteStand stand;

  if (folder == NULL || self->warm_start == CAIRN_WARM_START_NEVER || !take_stand (self, &stand)
      || !cairn_warm_start_prepare (folder, estimate_size (self)))
    return FALSE;
  key = make_key (self);
  path = cairn_warm_start_get_path (folder, key);
  writer = cairn_state_writer_new (path, self->cancellable);
  write_state (self, writer, key, &stand);
  if (!cairn_state_writer_finish (writer))
    return FALSE;
  cairn_row_store_forget_changes (self->store);
  return TRUE;
}

guint64
cairn_sqlite_source_count_changes (CairnSource *source)
{
  CairnSqliteSource *self = (CairnSqliteSource *) source;

  return self->store != NULL ? cairn_row_store_count_changes (self->store) : 0;
}

/* ---- taking ---- */

/* What the file says of itself. */
typedef struct
{
  gboolean is_same;   /* nothing was committed since */
  gboolean log_began; /* whatever was committed is in the log */
  gboolean is_fresh;  /* and nothing was left to do then */
  gint64 as_of;
  gint64 load_time;
  CairnTimeFormat format;
  guint64 fates;
  CairnSqliteLog log;
  gboolean has_changes;
  gint64 last_change;
  gint64 last_update;
} Kept;

/* Whether it is what this source would have kept, of a database that is at least the same one. */
static gboolean
read_stand (CairnSqliteSource *self,
            CairnStateReader *reader,
            const char *key,
            const CairnSqliteStand *now,
            Kept *kept)
{
  g_autofree char *build = describe_build ();
  CairnSqliteStand before;

  if (g_strcmp0 (cairn_state_reader_get_text (reader), build) != 0
      || g_strcmp0 (cairn_state_reader_get_bytes (reader), key) != 0)
    return FALSE;
  cairn_sqlite_stand_read (&before, reader);
  if (cairn_state_reader_get_int (reader, G_MININT64, G_MAXINT64) != self->schema_version)
    return FALSE;
  kept->is_same = cairn_sqlite_stand_equal (&before, now);
  kept->log_began = cairn_sqlite_stand_began_log (&before, now);
  return cairn_sqlite_stand_follows (&before, now);
}

static gboolean
read_kept (CairnSqliteSource *self,
           CairnStateReader *reader,
           const char *key,
           const CairnSqliteStand *now,
           Kept *kept)
{
  if (!read_stand (self, reader, key, now, kept))
    return FALSE;
  kept->is_fresh = cairn_state_reader_get_int (reader, FALSE, TRUE) != 0;
  kept->as_of = cairn_state_reader_get_int (reader, 1, G_MAXINT64);
  kept->load_time = cairn_state_reader_get_int (reader, 0, G_MAXINT64);
  kept->format.order = cairn_state_reader_get_int (reader, 0, CAIRN_TIME_MONTH_FIRST);
  kept->format.unit = cairn_state_reader_get_int (reader, 0, CAIRN_TIME_JULIAN_DAYS);
  kept->fates = (guint64) cairn_state_reader_get_int (reader, G_MININT64, G_MAXINT64);
  kept->log.column = self->log.column;
  kept->log.known = cairn_state_reader_get_int (reader, FALSE, TRUE) != 0;
  kept->log.n_frames = (guint32) cairn_state_reader_get_int (reader, 0, G_MAXUINT32);
  kept->log.salt[0] = (guint32) cairn_state_reader_get_int (reader, 0, G_MAXUINT32);
  kept->log.salt[1] = (guint32) cairn_state_reader_get_int (reader, 0, G_MAXUINT32);
  kept->has_changes = cairn_state_reader_get_int (reader, FALSE, TRUE) != 0;
  kept->last_change = cairn_state_reader_get_int (reader, 0, G_MAXINT64 - 1);
  kept->last_update = cairn_state_reader_get_int (reader, G_MININT64, G_MAXINT64);
  return cairn_state_reader_is_good (reader) && kept->has_changes == (self->changes.table != NULL);
}

/* A chunk at random, read from the database. */
static gboolean
check_spot (CairnSqliteSource *self)
{
  guint chunk = (guint) g_random_int_range (0, (gint32) cairn_row_store_get_n_chunks (self->store));
  gint64 after, upto;
  CairnRowRange *range;
  gboolean ok;

  cairn_row_store_get_bounds (self->store, chunk, &after, &upto);
  range = cairn_sqlite_source_read_chunk (self, after, upto, NULL);
  ok = range != NULL && cairn_row_store_state_check (self->store, chunk, range);
  g_clear_pointer (&range, cairn_row_range_free);
  return ok;
}

/* While the visits are read, customers and sums are known already. */
static gboolean
read_store (CairnSqliteSource *self, CairnStateReader *reader, Kept *kept)
{
  gboolean ok;

  if (!cairn_row_store_state_read (self->store, reader))
    return FALSE;
  if (cairn_row_store_get_next_arrival (self->store) <= cairn_sqlite_source_get_clock (self))
    kept->is_same = FALSE;
  ok = !kept->is_same || check_spot (self);
  return cairn_state_reader_finish (reader) && ok
         && cairn_row_store_state_finish (self->store, reader)
         && !cairn_row_store_has_outgrown (self->store);
}

/* Nothing but a hint: where it cannot be read, there is none. */
static void
resume_updates (CairnSqliteSource *self, const Kept *kept)
{
  gint64 clock = cairn_sqlite_source_get_clock (self);

  if (kept->is_same || kept->last_update == G_MININT64)
    cairn_update_watch_begin (&self->updates, self->zone, clock, NULL);
  else
    cairn_update_watch_resume (&self->updates, self->zone, kept->last_update, clock, NULL);
}

static void
plan (CairnSqliteSource *self, const Kept *kept)
{
  cairn_sqlite_source_forget_work (self);
  self->fates = kept->fates;
  self->load_time = kept->load_time;
  self->log = kept->log;
  if (kept->log_began)
    cairn_sqlite_log_begin (&self->log, self->mapping->path);
  if (kept->has_changes)
    self->changes.last = kept->last_change;
  resume_updates (self, kept);
  self->as_of = kept->is_same ? 0 : kept->as_of;
  cairn_row_store_forget_changes (self->store);
  if (!kept->is_same)
    cairn_sqlite_source_plan_everything (self);
  else if (self->warm_start == CAIRN_WARM_START_CATCH_UP)
    self->audits_left = cairn_row_store_get_n_chunks (self->store);
}

/* FALSE with *@useless: nobody will ever have a use for the file. */
static gboolean
take (CairnSqliteSource *self, const char *path, const char *key, gboolean *useless)
{
  g_autoptr (CairnStateReader) reader = cairn_state_reader_new (path);
  CairnSqliteStand now;
  Kept kept = { 0 };

  *useless = FALSE;
  if (!cairn_sqlite_stand_take (&now, self->mapping->path))
    return FALSE;
  if (reader != NULL && read_kept (self, reader, key, &now, &kept)
      && self->warm_start == CAIRN_WARM_START_EXACT && !(kept.is_same && kept.is_fresh))
    return FALSE;
  *useless = TRUE;
  if (reader == NULL || !cairn_state_reader_is_good (reader) || kept.as_of == 0)
    return FALSE;
  self->store = cairn_sqlite_source_new_store (self, &kept.format);
  if (read_store (self, reader, &kept))
    {
      *useless = FALSE;
      plan (self, &kept);
      if (cairn_sqlite_source_make_lens (self, self->store, NULL))
        return TRUE;
    }
  /* The thread that fills it goes first. */
  g_clear_pointer (&reader, cairn_state_reader_free);
  g_clear_pointer (&self->store, cairn_row_store_free);
  return FALSE;
}

gboolean
cairn_sqlite_source_warm_start (CairnSqliteSource *self)
{
  g_autofree char *folder = cairn_warm_start_dup_folder ();
  g_autofree char *key = NULL;
  g_autofree char *path = NULL;
  gboolean useless;

  if (folder == NULL || self->rowid == NULL || self->warm_start == CAIRN_WARM_START_NEVER)
    return FALSE;
  cairn_sqlite_source_give_back_large_arrays (self);
  key = make_key (self);
  path = cairn_warm_start_get_path (folder, key);
  if (take (self, path, key, &useless))
    return TRUE;
  if (useless && g_unlink (path) == 0)
    g_debug ("%s was of no use", path);
  return FALSE;
}

/* ---- telling ---- */

CairnSnapshot *
cairn_sqlite_source_tell_behind (CairnSqliteSource *self, CairnSnapshot *snapshot)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (self->as_of);
  g_autoptr (GDateTime) today = g_date_time_new_now_local ();
  gboolean is_today = when != NULL
                      && g_date_time_get_day_of_year (when) == g_date_time_get_day_of_year (today)
                      && g_date_time_get_year (when) == g_date_time_get_year (today);
  g_autofree char *moment
    = when != NULL ? g_date_time_format (when, is_today ? "%H:%M" : "%x %H:%M") : NULL;
  /* translators: said of the numbers shown; a time of day, or a date and a time */
  g_autofree char *sentence
    = g_strdup_printf (_ ("as of %s, being brought up to date"), moment != NULL ? moment : "?");
  CairnSnapshot *behind = cairn_snapshot_new_stale (snapshot, sentence);

  cairn_snapshot_unref (snapshot);
  return behind;
}
