/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-page-log.h"
#include "timing/cairn-sqlite-bytes.h"

#define HEADER 32
#define FRAME_HEADER 24
#define MAGIC 0x377f0682 /* or one more */
#define MOST_FRAMES 65536

void
cairn_page_log_clear (CairnPageLog *self)
{
  g_clear_pointer (&self->pages, g_byte_array_unref);
  self->n_pages = 0;
}

void
cairn_page_log_forget (CairnPageLog *self)
{
  self->n_pages = 0;
}

static void
make_room (CairnPageLog *self, guint32 n_pages)
{
  if (self->pages == NULL)
    self->pages = g_byte_array_new ();
  g_byte_array_set_size (self->pages, n_pages / 8 + 1);
  memset (self->pages->data, 0, self->pages->len);
  self->n_pages = n_pages;
}

/* The frames that begin with the numbers of @header belong to this log, as far as they follow each
 * other. Those of a transaction that is not committed yet are counted, too. */
static gboolean
read_frames (CairnPageLog *self, sqlite3_file *log, const guint8 *header, guint32 page_size)
{
  guint8 frame[FRAME_HEADER];
  int rc = SQLITE_OK;

  for (guint32 i = 0; i < MOST_FRAMES; i++)
    {
      sqlite3_int64 place = HEADER + (sqlite3_int64) i * (FRAME_HEADER + page_size);
      guint32 page;

      rc = log->pMethods->xRead (log, frame, sizeof frame, place);
      if (rc != SQLITE_OK || memcmp (frame + 8, header + 16, 8) != 0)
        return rc == SQLITE_OK || rc == SQLITE_IOERR_SHORT_READ;
      page = cairn_get_be32 (frame);
      if (page <= self->n_pages)
        self->pages->data[page / 8] |= (guint8) (1 << page % 8);
    }
  return FALSE;
}

gboolean
cairn_page_log_read (CairnPageLog *self, sqlite3_file *log, guint32 page_size, guint32 n_pages)
{
  guint8 header[HEADER];
  sqlite3_int64 size;

  self->n_pages = 0;
  if (log->pMethods->xFileSize (log, &size) != SQLITE_OK)
    return FALSE;
  if (size == 0)
    return TRUE;
  if (log->pMethods->xRead (log, header, sizeof header, 0) != SQLITE_OK
      || (cairn_get_be32 (header) & ~1u) != MAGIC || cairn_get_be32 (header + 8) != page_size)
    return FALSE;
  make_room (self, n_pages);
  return read_frames (self, log, header, page_size);
}
