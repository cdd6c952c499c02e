/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-sqlite-log.h"
#include "timing/cairn-sqlite-bytes.h"
#include "timing/cairn-sqlite-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define LOG_HEADER 32
#define FRAME_HEADER 24
#define MAGIC 0x377f0682 /* or one more */
#define LEAF_HEADER 8
#define MOST_IDS 1000000

typedef struct
{
  int fd;
  guint32 page_size;
  guint32 salt[2];
  guint8 *frame;
} Log;

static gboolean
log_open (Log *log, const char *path)
{
  g_autofree char *name = cairn_sqlite_beside (path, "-wal");
  guint8 header[LOG_HEADER];

  log->fd = g_open (name, O_RDONLY | O_CLOEXEC, 0);
  if (log->fd < 0)
    return FALSE;
  if (pread (log->fd, header, sizeof header, 0) == sizeof header
      && (cairn_get_be32 (header) & ~1u) == MAGIC)
    {
      log->page_size = cairn_get_be32 (header + 8);
      log->salt[0] = cairn_get_be32 (header + 16);
      log->salt[1] = cairn_get_be32 (header + 20);
      if (log->page_size >= 512 && log->page_size <= 65536)
        {
          log->frame = g_malloc (FRAME_HEADER + log->page_size);
          return TRUE;
        }
    }
  close (log->fd);
  return FALSE;
}

static void
log_close (Log *log)
{
  close (log->fd);
  g_free (log->frame);
}

/* Whether frame @n is there and belongs to the log with @salt. */
static gboolean
log_get_frame (const Log *log, guint32 n, const guint32 *salt)
{
  gsize size = FRAME_HEADER + log->page_size;

  return pread (log->fd, log->frame, size, LOG_HEADER + (off_t) n * (off_t) size) == (gssize) size
         && cairn_get_be32 (log->frame + 8) == salt[0]
         && cairn_get_be32 (log->frame + 12) == salt[1];
}

/* Whether the record that begins at @bytes holds NULL in @column. FALSE, too, if that stands too
 * far on to be told from here. */
static gboolean
holds_null (const guint8 *bytes, const guint8 *end, int column)
{
  guint64 size, type;
  guint n = cairn_get_varint (bytes, end, &size);

  if (n == 0)
    return FALSE;
  if (size < (guint64) (end - bytes))
    end = bytes + size;
  for (bytes += n; bytes < end; bytes += n)
    {
      n = cairn_get_varint (bytes, end, &type);
      if (n == 0 || column == 0)
        return n > 0 && type == 0;
      column--;
    }
  return FALSE;
}

/* The rowids of a leaf page of a table; nothing of any other page. */
static void
add_ids (const CairnSqliteLog *self, const Log *log, gboolean is_first, GArray *ids)
{
  const guint8 *page = log->frame + FRAME_HEADER;
  const guint8 *end = page + log->page_size;
  const guint8 *header = is_first ? page + 100 : page;
  guint n_cells;

  if (header[0] != CAIRN_PAGE_TABLE_LEAF)
    return;
  n_cells = cairn_get_be16 (header + 3);
  for (guint i = 0; i < n_cells; i++)
    {
      const guint8 *place = header + LEAF_HEADER + 2 * i;
      const guint8 *cell;
      guint64 size, rowid;
      guint n;
      gint64 id;

      if (place + 2 > end)
        return;
      cell = page + cairn_get_be16 (place);
      n = cell < end ? cairn_get_varint (cell, end, &size) : 0;
      cell += n;
      n = n > 0 ? cairn_get_varint (cell, end, &rowid) : 0;
      if (n == 0)
        return;
      id = (gint64) rowid;
      if (self->column < 0 || !holds_null (cell + n, end, self->column))
        g_array_append_val (ids, id);
    }
}

/* From frame @self->n_frames on to the last that ends a commit: what follows is not valid yet. */
static gboolean
read_frames (CairnSqliteLog *self, const Log *log, GArray *ids)
{
  guint committed = ids != NULL ? ids->len : 0;

  for (guint32 n = self->n_frames; log_get_frame (log, n, log->salt); n++)
    {
      guint32 page = cairn_get_be32 (log->frame);

      if (ids != NULL)
        add_ids (self, log, page == 1, ids);
      if (ids != NULL && ids->len > MOST_IDS)
        return FALSE;
      if (cairn_get_be32 (log->frame + 4) == 0)
        continue;
      self->n_frames = n + 1;
      committed = ids != NULL ? ids->len : 0;
    }
  if (ids != NULL)
    g_array_set_size (ids, committed);
  return TRUE;
}

/* Whether the log, begun anew since, did not have more than was read: then its next frame would
 * still stand behind the new ones, or have been overwritten by them. */
static gboolean
had_ended (const CairnSqliteLog *self, const Log *log)
{
  return log->salt[0] == self->salt[0] + 1 && self->n_frames > 0
         && log_get_frame (log, self->n_frames - 1, self->salt)
         && !log_get_frame (log, self->n_frames, self->salt);
}

gboolean
cairn_sqlite_log_read (CairnSqliteLog *self, const char *path, GArray *ids)
{
  Log log = { 0 };
  gboolean known;
  guint before = ids != NULL ? ids->len : 0;

  if (!log_open (&log, path))
    {
      self->known = FALSE;
      return FALSE;
    }
  known = self->known;
  if (known && memcmp (self->salt, log.salt, sizeof log.salt) != 0)
    {
      known = had_ended (self, &log);
      self->n_frames = 0;
    }
  if (!self->known)
    self->n_frames = 0;
  memcpy (self->salt, log.salt, sizeof log.salt);
  known = read_frames (self, &log, ids) && known;
  self->known = TRUE;
  log_close (&log);
  if (!known && ids != NULL)
    g_array_set_size (ids, before);
  return known;
}

void
cairn_sqlite_log_begin (CairnSqliteLog *self, const char *path)
{
  Log log = { 0 };

  if (!log_open (&log, path))
    return;
  memcpy (self->salt, log.salt, sizeof log.salt);
  self->n_frames = 0;
  self->known = TRUE;
  log_close (&log);
}
