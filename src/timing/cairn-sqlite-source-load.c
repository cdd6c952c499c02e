/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Reading a whole table, in two threads, each with a connection of its own.
 *
 * The span of rowids is cut into windows of as many as a chunk has rows. Each is read in a
 * transaction of its own: a long one would keep the writers' log from being folded back. What is
 * committed in between is found by the work that follows. One thread goes up from the first window,
 * the other down from the last, so that the newest visits are known early.
 *
 * Rows are read off the pages of the file where that can be done (cairn-table-pages). Others come
 * out of SQLite, but not one by one: they go into an aggregate function of ours, as stepping in and
 * out of the statement for each of them costs more than decoding it. */
#include "timing/cairn-engine-private.h"
#include "timing/cairn-quality-private.h"
#include "timing/cairn-snapshot-private.h"
#include "timing/cairn-sqlite-source-private.h"

#include <glib/gi18n-lib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#define TAKE_FUNCTION "cairn_take"
#define MOST_WINDOWS 16384
#define LEAST_ROW_SIZE 24 /* bytes */
#define HALVES 32         /* rows begun before the first of them is finished */

typedef struct
{
  CairnSqliteSource *source;
  CairnVisitDecoder *decoder; /* whose lock guards what follows */
  gint64 first, last;         /* rowids */
  guint64 window;             /* rowids each */
  guint n_windows;
  guint low, high; /* windows still to be read: [low, high) */
  gboolean stop;
  guint n_stages; /* known before */
  CairnProgressFunc progress;
  gpointer progress_data;
} Load;

/* One of the two threads. */
typedef struct
{
  Load *load;
  gboolean from_above;
  gboolean keeps; /* all rows of @range, for somebody else to take */
  sqlite3 *db;
  sqlite3_stmt *stmt;
  CairnTablePages *pages;     /* NULL: it is not a table of the kind */
  CairnVisitDecoder *decoder; /* a helper */
  CairnRowRange *range;
  CairnRowParcel *parcel; /* where rows go instead; NULL: they cannot */
  CairnHalfRow halves[HALVES];
  guint n_halves;
  gint64 done; /* rowids up to this are read and handed over */
  gint64 clock;
  GError *error;
} Reader;

/* Before rows are read, so that all of a chunk go the same way. */
static void
choose_way (Reader *reader)
{
  CairnRowStore *store = reader->load->source->store;
  guint16 number;

  if (reader->keeps || (reader->parcel != NULL && reader->parcel->chunk != NULL))
    return;
  cairn_visit_decoder_lock (reader->load->decoder);
  number = cairn_row_store_reserve (store);
  cairn_visit_decoder_unlock (reader->load->decoder);
  if (number == 0)
    g_clear_pointer (&reader->parcel, cairn_row_parcel_free);
  else if (reader->parcel == NULL)
    reader->parcel = cairn_row_parcel_new (number, reader->clock, cairn_row_store_get_lost (store));
  else
    cairn_row_parcel_reset (reader->parcel, number);
}

static guint
count_rows (const Reader *reader)
{
  return reader->parcel != NULL ? reader->parcel->chunk->n_rows : reader->range->ids->len;
}

static void
hand_over (Reader *reader)
{
  CairnRowStore *store = reader->load->source->store;

  if (count_rows (reader) == 0)
    return;
  cairn_visit_decoder_lock (reader->load->decoder);
  if (reader->parcel != NULL)
    cairn_row_store_load_parcel (store, reader->parcel);
  else
    cairn_row_store_load_copy (store, reader->range);
  cairn_visit_decoder_unlock (reader->load->decoder);
  cairn_row_range_reset (reader->range);
  choose_way (reader);
}

static void
add_to_parcel (Reader *reader)
{
  for (guint i = 0; i < reader->n_halves; i++)
    cairn_row_parcel_add (reader->parcel, reader->halves[i].id, &reader->halves[i].row);
}

static void
add_to_range (Reader *reader)
{
  guint len = reader->range->ids->len;

  g_array_set_size (reader->range->ids, len + reader->n_halves);
  g_array_set_size (reader->range->rows, len + reader->n_halves);
  for (guint i = 0; i < reader->n_halves; i++)
    {
      g_array_index (reader->range->ids, gint64, len + i) = reader->halves[i].id;
      g_array_index (reader->range->rows, CairnSourceRow, len + i) = reader->halves[i].row;
    }
}

static void
finish_halves (Reader *reader)
{
  gint64 last = reader->n_halves > 0 ? reader->halves[reader->n_halves - 1].id : 0;

  for (guint i = 0; i < reader->n_halves; i++)
    cairn_visit_decoder_finish (reader->decoder, &reader->halves[i]);
  if (reader->parcel != NULL)
    add_to_parcel (reader);
  else
    add_to_range (reader);
  reader->n_halves = 0;
  /* Rowids with wide gaps in between can fill a window with more than a chunk. */
  if (!reader->keeps && count_rows (reader) >= reader->load->source->chunk_rows)
    {
      reader->done = last;
      hand_over (reader);
    }
}

static inline void
take_row (Reader *reader, gint64 id, const CairnField *fields)
{
  cairn_visit_decoder_begin (reader->decoder, id, fields, reader->clock,
                             &reader->halves[reader->n_halves++]);
  if (reader->n_halves == HALVES)
    finish_halves (reader);
}

static void
take_step (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  CairnField fields[CAIRN_TABLE_FIELDS];

  for (int f = 1; f < CAIRN_TABLE_FIELDS; f++)
    cairn_field_set_value (&fields[f], values[f]);
  take_row (sqlite3_user_data (context), sqlite3_value_int64 (values[0]), fields);
}

static void
take_final (sqlite3_context *context)
{
}

static gboolean
reader_fail (Reader *reader, int rc)
{
  if (rc != SQLITE_OK && reader->error == NULL)
    cairn_sqlite_set_error (&reader->error, reader->db, rc, reader->load->source->mapping->path);
  return rc == SQLITE_OK;
}

static gboolean
reader_prepare (Reader *reader)
{
  CairnSqliteSource *source = reader->load->source;
  g_autofree char *sql = g_strdup_printf (
    "SELECT " TAKE_FUNCTION "(%s%s) FROM %s NOT INDEXED WHERE %s > ?1 AND %s <= ?2", source->rowid,
    source->columns, source->table, source->rowid, source->rowid);

  if (!reader_fail (reader, sqlite3_create_function_v2 (reader->db, TAKE_FUNCTION, -1,
                                                        SQLITE_UTF8 | SQLITE_DIRECTONLY, reader,
                                                        NULL, take_step, take_final, NULL)))
    return FALSE;
  reader->stmt = cairn_sqlite_prepare (reader->db, source->mapping->path, sql, &reader->error);
  if (reader->pages == NULL)
    reader->pages = cairn_sqlite_source_new_pages (source, reader->db);
  return reader->stmt != NULL;
}

/* FALSE: there is none left. */
static gboolean
next_window (Reader *reader, guint *window)
{
  Load *load = reader->load;
  gboolean any;

  cairn_visit_decoder_lock (load->decoder);
  any = !load->stop && load->low < load->high;
  if (any)
    *window = reader->from_above ? --load->high : load->low++;
  cairn_visit_decoder_unlock (load->decoder);
  return any;
}

/* The rows of @span, by SQLite. */
static gboolean
step_rows (gpointer data, const CairnRowidSpan *span)
{
  Reader *reader = data;
  int rc;

  sqlite3_bind_int64 (reader->stmt, 1, span->after);
  sqlite3_bind_int64 (reader->stmt, 2, span->upto);
  rc = sqlite3_step (reader->stmt);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    reader_fail (reader, rc);
  sqlite3_reset (reader->stmt);
  return reader->error == NULL;
}

static void
take_rows (gpointer data, const CairnTableRow *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    take_row (data, rows[i].id, rows[i].fields);
}

static void
forget_after (Reader *reader, gint64 id)
{
  guint len = reader->range->ids->len;

  if (reader->parcel != NULL)
    cairn_row_parcel_rewind (reader->parcel);
  while (len > 0 && g_array_index (reader->range->ids, gint64, len - 1) > id)
    len--;
  g_array_set_size (reader->range->ids, len);
  g_array_set_size (reader->range->rows, len);
}

/* The first rows of @span off the pages, as many as go into one transaction, and moves it on.
 * FALSE: the rest of it is for SQLite. */
static gboolean
read_pages (Reader *reader, CairnRowidSpan *span)
{
  const CairnTableTaker taker = { take_rows, step_rows, reader };
  gint64 reached;

  reader->done = span->after;
  if (reader->parcel != NULL)
    cairn_row_parcel_mark (reader->parcel);
  switch (cairn_table_pages_read (reader->pages, span, &taker, &reached))
    {
    case CAIRN_PAGES_READ:
      finish_halves (reader);
      span->after = reached;
      return TRUE;
    case CAIRN_PAGES_REFUSED:
      reader->n_halves = 0;
      forget_after (reader, reader->done);
      span->after = reader->done;
      return FALSE;
    case CAIRN_PAGES_FAILED:
    default:
      return FALSE;
    }
}

/* The rows of (@after, @upto]. */
static gboolean
read_rows (Reader *reader, gint64 after, gint64 upto)
{
  CairnRowidSpan span = { after, upto };

  while (reader->pages != NULL && span.after < upto && read_pages (reader, &span))
    ;
  if (span.after < upto && reader->error == NULL)
    step_rows (reader, &span);
  finish_halves (reader);
  return reader->error == NULL;
}

static gboolean
read_window (Reader *reader, guint window)
{
  const Load *load = reader->load;
  guint64 begin = (guint64) load->first + window * load->window;
  gint64 upto = window + 1 == load->n_windows ? load->last : (gint64) (begin + load->window - 1);
  /* Below the least of all rowids there is none to leave out. */
  gint64 after = (gint64) begin == G_MININT64 ? G_MININT64 : (gint64) begin - 1;
  gboolean ok;

  choose_way (reader);
  ok = read_rows (reader, after, upto);
  hand_over (reader);
  return ok;
}

static void
tell_progress (Load *load)
{
  double left;

  if (load->progress == NULL)
    return;
  cairn_visit_decoder_lock (load->decoder);
  left = load->high - load->low;
  cairn_visit_decoder_unlock (load->decoder);
  load->source->loaded = 1 - left / load->n_windows;
  load->progress (load->source->loaded, load->progress_data);
}

static gpointer
run_reader (gpointer data)
{
  Reader *reader = data;
  Load *load = reader->load;
  guint window;
  gboolean ok = reader_prepare (reader);

  if (ok && !reader->from_above)
    tell_progress (load);
  while (ok && next_window (reader, &window))
    {
      ok = read_window (reader, window)
           && !g_cancellable_set_error_if_cancelled (load->source->cancellable, &reader->error);
      if (ok && !reader->from_above)
        tell_progress (load);
    }
  if (!ok)
    {
      cairn_visit_decoder_lock (load->decoder);
      load->stop = TRUE;
      cairn_visit_decoder_unlock (load->decoder);
    }
  return NULL;
}

static void
reader_clear (Reader *reader)
{
  g_clear_pointer (&reader->pages, cairn_table_pages_free);
  g_clear_pointer (&reader->stmt, sqlite3_finalize);
  g_clear_pointer (&reader->range, cairn_row_range_free);
  g_clear_pointer (&reader->parcel, cairn_row_parcel_free);
  g_clear_pointer (&reader->decoder, cairn_visit_decoder_free);
  g_clear_error (&reader->error);
}

CairnRowRange *
cairn_sqlite_source_read_chunk (CairnSqliteSource *self, gint64 after, gint64 upto, GError **error)
{
  Load load = { .source = self };
  gint64 clock = cairn_sqlite_source_get_clock (self);
  Reader reader = { .load = &load,
                    .keeps = TRUE,
                    .db = self->db,
                    .pages = g_steal_pointer (&self->pages),
                    .decoder = cairn_row_store_get_decoder (self->store),
                    .range = cairn_row_range_new (clock),
                    .clock = clock };
  CairnRowRange *range = NULL;

  if (reader_prepare (&reader) && read_rows (&reader, after, upto))
    range = g_steal_pointer (&reader.range);
  else
    g_propagate_error (error, g_steal_pointer (&reader.error));
  self->pages = g_steal_pointer (&reader.pages);
  reader.decoder = NULL;
  reader_clear (&reader);
  return range;
}

static int
interrupt_cb (gpointer data)
{
  return g_cancellable_is_cancelled (data);
}

/* A second reader is a help where there is much to read, and nothing is lost without it. */
static sqlite3 *
connect_helper (const Load *load)
{
  CairnSqliteSource *source = load->source;
  gboolean frozen;
  sqlite3 *db;

  if (load->n_windows < 4 || g_get_num_processors () < 2)
    return NULL;
  db = cairn_sqlite_open (source->mapping->path, &frozen, NULL);
  if (db != NULL && source->cancellable != NULL)
    sqlite3_progress_handler (db, 10000, interrupt_cb, source->cancellable);
  return db;
}

/* Two threads find the stages in any order. */
static void
order_stages (Load *load, const Reader *up, const Reader *down)
{
  g_autoptr (GArray) firsts = g_array_new (FALSE, FALSE, sizeof (gint64));

  cairn_visit_decoder_merge_firsts (up->decoder, firsts);
  cairn_visit_decoder_merge_firsts (down->decoder, firsts);
  cairn_engine_order_stages (cairn_row_store_get_engine (load->source->store), load->n_stages,
                             (const gint64 *) firsts->data, firsts->len);
}

static gboolean
read_all (Load *load, GError **error)
{
  gint64 clock = cairn_sqlite_source_get_clock (load->source);
  Reader up = { .load = load, .clock = clock, .db = load->source->db };
  Reader down = { .load = load, .clock = clock, .from_above = TRUE };
  g_autoptr (sqlite3) db = connect_helper (load);
  GThread *thread = NULL;
  GError *failure;

  up.range = cairn_row_range_new (clock);
  down.range = cairn_row_range_new (clock);
  up.decoder = cairn_visit_decoder_new_helper (load->decoder);
  down.decoder = cairn_visit_decoder_new_helper (load->decoder);
  down.db = db;
  load->source->loading = TRUE;
  cairn_visit_decoder_set_shared (load->decoder, TRUE);
  if (db != NULL)
    thread = g_thread_try_new ("reading", run_reader, &down, NULL);
  run_reader (&up);
  if (thread != NULL)
    g_thread_join (thread);
  cairn_visit_decoder_set_shared (load->decoder, FALSE);
  order_stages (load, &up, &down);
  load->source->loading = FALSE;
  failure = up.error != NULL ? g_steal_pointer (&up.error) : g_steal_pointer (&down.error);
  reader_clear (&up);
  reader_clear (&down);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

/* Each row takes its place in the file. */
static gboolean
may_be_too_large (const CairnSqliteSource *self)
{
  return self->stamp.size / LEAST_ROW_SIZE > self->max_mended;
}

/* With far more rows than could be mended, there is something to tell from the start. Row numbers
 * may have wide gaps, though. */
static gboolean
seems_too_large (const CairnSqliteSource *self, guint64 span)
{
  return span / 2 > self->max_mended && may_be_too_large (self);
}

/* Left alone, the C library would soon take such arrays for everyday sizes and keep them. But to
 * the pictures that a window makes for every frame of a motion, just as large, that does good. */
void
cairn_sqlite_source_give_back_large_arrays (const CairnSqliteSource *self)
{
#ifdef __GLIBC__
  if (may_be_too_large (self))
    mallopt (M_MMAP_THRESHOLD, 256 * 1024);
#endif
}

CairnSnapshot *
cairn_sqlite_source_snapshot_partly (CairnSqliteSource *self, gint64 now, const CairnWindow *window)
{
  CairnVisitDecoder *decoder = cairn_row_store_get_decoder (self->store);
  g_autofree char *name = g_filename_display_basename (self->mapping->path);
  g_autofree char *sentence = NULL;
  g_autoptr (CairnQuality) quality = NULL;
  g_autoptr (CairnSnapshot) figures = NULL;

  cairn_visit_decoder_lock (decoder);
  quality = cairn_quality_new (cairn_row_store_get_n_rows (self->store));
  figures = cairn_row_store_snapshot (self->store, now, window, quality);
  cairn_visit_decoder_unlock (decoder);
  cairn_quality_finish (quality);
  cairn_snapshot_set_quality (figures, quality);
  cairn_snapshot_set_source_name (figures, name);
  /* translators: said of the numbers shown */
  sentence = g_strdup_printf (_ ("only a part: %d %% of the rows are read so far"),
                              (int) (100 * self->loaded));
  return cairn_snapshot_new_stale (figures, sentence);
}

/* As long as stays may have to be put right, there is nothing to tell before the last row. */
gboolean
cairn_sqlite_source_can_tell_part (CairnSqliteSource *self)
{
  CairnVisitDecoder *decoder;
  gboolean can;

  if (!self->loading)
    return FALSE;
  decoder = cairn_row_store_get_decoder (self->store);
  cairn_visit_decoder_lock (decoder);
  can = cairn_row_store_get_book (self->store) == NULL;
  cairn_visit_decoder_unlock (decoder);
  return can;
}

static gboolean
find_ends (CairnSqliteSource *self, gint64 *first, gint64 *last, GError **error)
{
  g_autofree char *min = g_strdup_printf ("SELECT min(%s) FROM %s", self->rowid, self->table);
  g_autofree char *max = g_strdup_printf ("SELECT max(%s) FROM %s", self->rowid, self->table);

  return cairn_sqlite_get_int (self->db, self->mapping->path, min, 0, first, error)
         && cairn_sqlite_get_int (self->db, self->mapping->path, max, 0, last, error);
}

gboolean
cairn_sqlite_source_load_table (CairnSqliteSource *self,
                                gboolean guess,
                                CairnProgressFunc progress,
                                gpointer data,
                                GError **error)
{
  Load load = {
    .source = self,
    .decoder = cairn_row_store_get_decoder (self->store),
    .progress = progress,
    .progress_data = data,
  };
  guint64 span;

  cairn_sqlite_source_give_back_large_arrays (self);
  load.n_stages = cairn_row_store_get_engine (self->store)->stages->len;
  if (!find_ends (self, &load.first, &load.last, error))
    return FALSE;
  span = (guint64) load.last - (guint64) load.first;
  if (guess && seems_too_large (self, span))
    cairn_row_store_give_up_book (self->store);
  load.window = MAX (self->chunk_rows, span / MOST_WINDOWS + 1);
  load.n_windows = load.high = (guint) (span / load.window) + 1;
  if (!read_all (&load, error))
    return FALSE;
  cairn_row_store_loaded (self->store);
  return TRUE;
}
