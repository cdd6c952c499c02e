/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-update-watch.h"

#include "timing/cairn-visit-decoder.h"

#include <string.h>

/* Seconds between taking down the time and the commit, at most. */
#define SLACK 10
/* Moments are no finer than this, in seconds: a row may be written twice in one. */
#define GRAIN 2
/* Rows looked at, at most. With more, everything is looked at anyway. */
#define MOST 20000
#define SAMPLE 100

typedef struct
{
  gint64 id;
  gint64 moment;
  guint64 hash;
  gboolean has_hash;
  gboolean final; /* nobody will write it again and give it the same moment */
} Seen;

/* ---- finding ---- */

/* Whether SQLite goes along an index, and has nothing to sort. */
static gboolean
is_indexed (sqlite3 *db, const char *path, const char *sql)
{
  g_autofree char *explain = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  g_autoptr (sqlite3_stmt) stmt = cairn_sqlite_prepare (db, path, explain, NULL);
  gboolean indexed = FALSE;

  while (stmt != NULL && sqlite3_step (stmt) == SQLITE_ROW)
    {
      const char *detail = (const char *) sqlite3_column_text (stmt, 3);

      if (detail != NULL && strstr (detail, "TEMP B-TREE") != NULL)
        return FALSE;
      indexed |= detail != NULL && strstr (detail, " INDEX ") != NULL;
    }
  return indexed;
}

void
cairn_update_watch_find (CairnUpdateWatch *self,
                         sqlite3 *db,
                         const char *path,
                         const char *table,
                         const char *rowid,
                         const char *column)
{
  g_autofree char *its_table = cairn_sqlite_quote (table);
  g_autofree char *quoted = column != NULL ? cairn_sqlite_quote (column) : NULL;
  g_autofree char *newest = NULL;
  g_autofree char *one = NULL;

  cairn_update_watch_disconnect (self);
  if (column == NULL)
    return;
  newest = g_strdup_printf ("SELECT %s, %s FROM %s WHERE %s IS NOT NULL ORDER BY %s DESC", rowid,
                            quoted, its_table, quoted, quoted);
  one = g_strdup_printf ("SELECT %s, %s FROM %s WHERE %s = ?1", rowid, quoted, its_table, rowid);
  if (!is_indexed (db, path, newest))
    return;
  self->one = cairn_sqlite_prepare (db, path, one, NULL);
  if (self->one != NULL)
    self->newest = cairn_sqlite_prepare (db, path, newest, NULL);
}

void
cairn_update_watch_disconnect (CairnUpdateWatch *self)
{
  g_clear_pointer (&self->newest, sqlite3_finalize);
  g_clear_pointer (&self->one, sqlite3_finalize);
}

static void
forget (CairnUpdateWatch *self)
{
  g_clear_pointer (&self->times, cairn_time_reader_free);
  g_clear_pointer (&self->seen, g_array_unref);
  self->seen = g_array_new (FALSE, FALSE, sizeof (Seen));
  self->has_mark = self->useless = self->misses = FALSE;
}

void
cairn_update_watch_clear (CairnUpdateWatch *self)
{
  cairn_update_watch_disconnect (self);
  g_clear_pointer (&self->times, cairn_time_reader_free);
  g_clear_pointer (&self->seen, g_array_unref);
}

gboolean
cairn_update_watch_is_on (const CairnUpdateWatch *self)
{
  return self->newest != NULL && !self->useless;
}

gint64
cairn_update_watch_get_mark (const CairnUpdateWatch *self)
{
  return self->has_mark ? self->mark : G_MININT64;
}

/* ---- moments ---- */

static gboolean
fail (CairnUpdateWatch *self, sqlite3_stmt *stmt, GError **error)
{
  sqlite3 *db = sqlite3_db_handle (stmt);

  cairn_sqlite_set_error (error, db, sqlite3_errcode (db), sqlite3_db_filename (db, "main"));
  return FALSE;
}

static gboolean
are_digits (const char *text, gsize length, gsize first, gsize n)
{
  for (gsize i = first; i < first + n; i++)
    if (i >= length || !g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

/* 2026-11-22, and what may follow: each number takes all of its places, the greatest first. */
static gboolean
is_in_order (const char *text, gsize length)
{
  return are_digits (text, length, 0, 4) && are_digits (text, length, 5, 2)
         && are_digits (text, length, 8, 2) && text[4] == text[7]
         && (length == 10
             || (are_digits (text, length, 11, 2) && length > 15 && text[13] == ':'
                 && are_digits (text, length, 14, 2)));
}

static gboolean
read_moment (CairnUpdateWatch *self, sqlite3_stmt *stmt, gint64 *moment)
{
  switch (sqlite3_column_type (stmt, 1))
    {
    case SQLITE_INTEGER:
      return cairn_time_reader_integer (self->times, sqlite3_column_int64 (stmt, 1), moment);
    case SQLITE_FLOAT:
      return cairn_time_reader_real (self->times, sqlite3_column_double (stmt, 1), moment);
    case SQLITE_TEXT:
      {
        const char *text = (const char *) sqlite3_column_text (stmt, 1);
        gsize length = (gsize) sqlite3_column_bytes (stmt, 1);

        return text != NULL && is_in_order (text, length)
               && cairn_time_reader_text (self->times, text, length, moment);
      }
    default:
      return FALSE;
    }
}

/* How numbers are meant, by the latest of them: the column need not be written as the others are.
 */
static gboolean
find_format (CairnUpdateWatch *self, GTimeZone *zone, GError **error)
{
  CairnTimeSampler sampler = CAIRN_TIME_SAMPLER_INIT;
  CairnTimeFormat format;
  guint n = 0;
  int rc = SQLITE_ROW;

  while (n < SAMPLE && (rc = sqlite3_step (self->newest)) == SQLITE_ROW)
    {
      n++;
      if (sqlite3_column_type (self->newest, 1) != SQLITE_TEXT)
        cairn_time_sampler_add_real (&sampler, sqlite3_column_double (self->newest, 1));
    }
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    fail (self, self->newest, error);
  sqlite3_reset (self->newest);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    return FALSE;
  cairn_time_sampler_decide (&sampler, &format);
  format.order = CAIRN_TIME_YEAR_FIRST;
  if (n > 0)
    self->times = cairn_time_reader_new (&format, zone);
  return TRUE;
}

/* ---- reading ---- */

static int
compare_seen (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const Seen *) a)->id;
  gint64 y = ((const Seen *) b)->id;

  return (x > y) - (x < y);
}

static Seen *
find_seen (const CairnUpdateWatch *self, gint64 id)
{
  const Seen key = { .id = id };
  guint place;

  return g_array_binary_search (self->seen, &key, compare_seen, &place)
           ? &g_array_index (self->seen, Seen, place)
           : NULL;
}

/* What the index tells, as far back as anything could have come since. */
typedef struct
{
  GArray *rows; /* Seen */
  gint64 mark;
  gboolean has_mark;
  gboolean complete;
} Scan;

/* FALSE: this row, and all after it, were there before. */
static gboolean
take_row (CairnUpdateWatch *self, Scan *scan, gint64 clock, gint64 *before)
{
  Seen row = { .id = sqlite3_column_int64 (self->newest, 0) };

  if (!read_moment (self, self->newest, &row.moment))
    return TRUE;
  self->useless |= row.moment > *before;
  *before = row.moment;
  /* What lies ahead of the clock is a mistake, and no mark. */
  if (!scan->has_mark && row.moment <= clock + CAIRN_FUTURE_SLACK)
    {
      scan->has_mark = TRUE;
      scan->mark = row.moment;
    }
  if (scan->has_mark && row.moment < (self->has_mark ? self->mark : scan->mark) - SLACK)
    return FALSE;
  g_array_append_val (scan->rows, row);
  return !self->useless;
}

static gboolean
scan_newest (CairnUpdateWatch *self, Scan *scan, gint64 clock, GError **error)
{
  gint64 before = G_MAXINT64;
  gboolean goes_on = TRUE;
  guint n = 0;
  int rc = SQLITE_ROW;

  while (goes_on && n++ < MOST && (rc = sqlite3_step (self->newest)) == SQLITE_ROW)
    goes_on = take_row (self, scan, clock, &before);
  if (rc != SQLITE_ROW && rc != SQLITE_DONE)
    fail (self, self->newest, error);
  sqlite3_reset (self->newest);
  scan->complete = scan->has_mark && !self->useless && (!goes_on || rc == SQLITE_DONE);
  g_array_sort (scan->rows, compare_seen);
  return rc == SQLITE_ROW || rc == SQLITE_DONE;
}

static gboolean
prepare_scan (CairnUpdateWatch *self, GTimeZone *zone, GError **error)
{
  return self->times != NULL || find_format (self, zone, error);
}

/* What was known of the rows of @scan is carried over. */
static void
adopt (CairnUpdateWatch *self, Scan *scan)
{
  g_array_unref (self->seen);
  self->seen = scan->rows;
  if (scan->has_mark)
    self->mark = self->has_mark ? MAX (self->mark, scan->mark) : scan->mark;
  self->has_mark |= scan->has_mark;
}

/* What bears a moment before @known is no news. */
static gboolean
begin (CairnUpdateWatch *self, GTimeZone *zone, gint64 known, gint64 clock, GError **error)
{
  Scan scan = { 0 };
  gboolean ok;
  guint n = 0;

  if (!cairn_update_watch_is_on (self))
    return TRUE;
  if (!prepare_scan (self, zone, error))
    return FALSE;
  if (self->times == NULL)
    return TRUE;
  scan.rows = g_array_new (FALSE, FALSE, sizeof (Seen));
  ok = scan_newest (self, &scan, clock, error);
  for (guint i = 0; i < scan.rows->len; i++)
    {
      Seen *row = &g_array_index (scan.rows, Seen, i);

      row->final = TRUE;
      if (row->moment < known)
        g_array_index (scan.rows, Seen, n++) = *row;
    }
  g_array_set_size (scan.rows, n);
  scan.has_mark &= known == G_MAXINT64;
  adopt (self, &scan);
  return ok;
}

gboolean
cairn_update_watch_begin (CairnUpdateWatch *self, GTimeZone *zone, gint64 clock, GError **error)
{
  forget (self);
  return begin (self, zone, G_MAXINT64, clock, error);
}

gboolean
cairn_update_watch_resume (
  CairnUpdateWatch *self, GTimeZone *zone, gint64 mark, gint64 clock, GError **error)
{
  forget (self);
  self->mark = mark;
  self->has_mark = mark != G_MININT64;
  return begin (self, zone, mark, clock, error);
}

gboolean
cairn_update_watch_read (CairnUpdateWatch *self,
                         GTimeZone *zone,
                         gint64 clock,
                         GArray *ids,
                         gboolean *complete,
                         GError **error)
{
  Scan scan = { 0 };

  *complete = FALSE;
  if (!cairn_update_watch_is_on (self))
    return TRUE;
  if (!prepare_scan (self, zone, error))
    return FALSE;
  if (self->times == NULL)
    return TRUE;
  scan.rows = g_array_new (FALSE, FALSE, sizeof (Seen));
  if (!scan_newest (self, &scan, clock, error))
    {
      g_array_unref (scan.rows);
      return FALSE;
    }
  for (guint i = 0; i < scan.rows->len; i++)
    {
      Seen *row = &g_array_index (scan.rows, Seen, i);
      const Seen *old = find_seen (self, row->id);
      gboolean is_news = old == NULL || !old->final || old->moment != row->moment;

      if (old != NULL)
        {
          row->hash = old->hash;
          row->has_hash = old->has_hash;
        }
      row->final = row->moment < scan.mark - GRAIN;
      if (is_news)
        g_array_append_val (ids, row->id);
    }
  adopt (self, &scan);
  *complete = scan.complete;
  return TRUE;
}

gboolean
cairn_update_watch_note (CairnUpdateWatch *self, gint64 id, guint64 hash)
{
  Seen *row = find_seen (self, id);
  gboolean same = row != NULL && row->has_hash && row->hash == hash;

  if (row != NULL)
    {
      row->hash = hash;
      row->has_hash = TRUE;
    }
  return !same;
}

void
cairn_update_watch_blame (CairnUpdateWatch *self, gint64 id)
{
  gint64 moment;

  sqlite3_bind_int64 (self->one, 1, id);
  if (sqlite3_step (self->one) == SQLITE_ROW
      && (!read_moment (self, self->one, &moment) || moment < self->mark - SLACK))
    self->misses = TRUE;
  sqlite3_reset (self->one);
}
