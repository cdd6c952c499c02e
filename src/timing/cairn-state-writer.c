/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-state-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

struct _CairnStateWriter
{
  char *path;
  char *temporary;
  GCancellable *cancellable;
  int fd; /* -1: something failed */
  guint64 written;
  GByteArray *notes;
  GArray *sizes;     /* guint64: of the arrays, in bytes */
  GArray *sums;      /* guint64: of their parts */
  GByteArray *piece; /* what was appended and makes no whole part yet */
  guint64 appended;
};

CairnStateWriter *
cairn_state_writer_new (const char *path, GCancellable *cancellable)
{
  CairnStateWriter *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (CairnStateWriter, 1);
  self->path = g_strdup (path);
  g_set_object (&self->cancellable, cancellable);
  self->temporary = g_strconcat (path, ".XXXXXX", NULL);
  self->fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0600);
  self->notes = g_byte_array_new ();
  self->sizes = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->sums = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->piece = g_byte_array_new ();
  if (self->fd < 0 || lseek (self->fd, sizeof (CairnStateHeader), SEEK_SET) < 0)
    g_debug ("%s: %s", self->temporary, g_strerror (errno));
  return self;
}

static void
give_up (CairnStateWriter *self)
{
  if (self->fd < 0)
    return;
  close (self->fd);
  self->fd = -1;
  g_unlink (self->temporary);
}

void
cairn_state_writer_free (CairnStateWriter *self)
{
  give_up (self);
  g_byte_array_unref (self->notes);
  g_array_unref (self->sizes);
  g_array_unref (self->sums);
  g_byte_array_unref (self->piece);
  g_clear_object (&self->cancellable);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

static void
write_bytes (CairnStateWriter *self, const guint8 *bytes, gsize size)
{
  if (g_cancellable_is_cancelled (self->cancellable))
    give_up (self);
  while (size > 0 && self->fd >= 0)
    {
      gssize n = write (self->fd, bytes, size);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          g_debug ("%s: %s", self->temporary, g_strerror (errno));
          give_up (self);
          return;
        }
      bytes += n;
      size -= (gsize) n;
      self->written += (gsize) n;
    }
}

void
cairn_state_writer_add_int (CairnStateWriter *self, gint64 value)
{
  g_byte_array_append (self->notes, (const guint8 *) &value, sizeof value);
}

void
cairn_state_writer_add_text (CairnStateWriter *self, const char *text)
{
  cairn_state_writer_add_int (self, (gint64) strlen (text));
  g_byte_array_append (self->notes, (const guint8 *) text, (guint) strlen (text) + 1);
}

static void
write_part (CairnStateWriter *self, const guint8 *bytes, gsize size)
{
  CairnStateSum sum = cairn_state_sum_start;
  guint64 end;

  for (gsize i = 0; i < size; i += CAIRN_STATE_BITE)
    {
      gsize n = MIN (CAIRN_STATE_BITE, size - i);

      cairn_state_sum_add (&sum, bytes + i, n);
      write_bytes (self, bytes + i, n);
    }
  end = cairn_state_sum_end (&sum);
  g_array_append_val (self->sums, end);
}

void
cairn_state_writer_add_array (CairnStateWriter *self, gconstpointer data, gsize n, gsize size)
{
  guint64 all = n * size;

  g_array_append_val (self->sizes, all);
  for (gsize i = 0; i < all; i += CAIRN_STATE_PART)
    write_part (self, (const guint8 *) data + i, MIN (CAIRN_STATE_PART, all - i));
}

void
cairn_state_writer_begin_array (CairnStateWriter *self)
{
  self->appended = 0;
}

void
cairn_state_writer_append (CairnStateWriter *self, gconstpointer data, gsize size)
{
  const guint8 *bytes = data;

  self->appended += size;
  while (size > 0)
    {
      gsize n = MIN (size, CAIRN_STATE_PART - self->piece->len);

      g_byte_array_append (self->piece, bytes, (guint) n);
      bytes += n;
      size -= n;
      if (self->piece->len < CAIRN_STATE_PART)
        return;
      write_part (self, self->piece->data, self->piece->len);
      g_byte_array_set_size (self->piece, 0);
    }
}

void
cairn_state_writer_end_array (CairnStateWriter *self)
{
  if (self->piece->len > 0)
    write_part (self, self->piece->data, self->piece->len);
  g_byte_array_set_size (self->piece, 0);
  g_array_append_val (self->sizes, self->appended);
}

gboolean
cairn_state_writer_finish (CairnStateWriter *self)
{
  CairnStateHeader header = { .format = CAIRN_STATE_FORMAT, .byte_order = CAIRN_STATE_BYTE_ORDER };
  GByteArray *tail = self->notes;

  header.n_arrays = self->sizes->len;
  header.n_parts = self->sums->len;
  g_byte_array_append (tail, (const guint8 *) self->sizes->data,
                       self->sizes->len * (guint) sizeof (guint64));
  g_byte_array_append (tail, (const guint8 *) self->sums->data,
                       self->sums->len * (guint) sizeof (guint64));
  write_bytes (self, tail->data, tail->len);
  memcpy (header.magic, CAIRN_STATE_MAGIC, sizeof header.magic);
  header.tail_size = tail->len;
  header.tail_sum = cairn_state_sum_of (tail->data, tail->len);
  header.file_size = sizeof header + self->written;
  header.sum = cairn_state_sum_of (&header, G_STRUCT_OFFSET (CairnStateHeader, sum));
  if (self->fd < 0)
    return FALSE;
  if (tail->len > CAIRN_STATE_MOST_TAIL
      || pwrite (self->fd, &header, sizeof header, 0) != sizeof header
      || g_rename (self->temporary, self->path) != 0)
    {
      give_up (self);
      return FALSE;
    }
  close (self->fd);
  self->fd = -1;
  return TRUE;
}
