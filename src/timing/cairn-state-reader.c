/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-large-room.h"
#include "timing/cairn-state-file-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is read at once, and by any thread. */
typedef struct
{
  guint64 offset;
  gsize size;
  guint8 *dest;
  guint64 sum;
  CairnStateCheckFunc check;
  gconstpointer data;
} Part;

struct _CairnStateReader
{
  int fd;
  gint bad; /* atomic */
  guint8 *tail;
  gsize n_notes, note; /* bytes */
  const guint8 *sizes, *sums;
  guint64 n_arrays, array;
  guint64 n_parts, part;
  guint64 offset;  /* of the next array */
  GArray *put_off; /* Part */
  gint next;       /* of those; atomic */
  GThread *thread;
};

gboolean
cairn_state_reader_is_good (const CairnStateReader *self)
{
  return g_atomic_int_get (&self->bad) == 0;
}

gboolean
cairn_state_reader_fail (CairnStateReader *self)
{
  g_atomic_int_set (&self->bad, 1);
  return FALSE;
}

static gboolean
read_bytes (int fd, guint8 *bytes, gsize size, guint64 offset)
{
  while (size > 0)
    {
      gssize n = pread (fd, bytes, size, (off_t) offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        return FALSE;
      bytes += n;
      size -= (gsize) n;
      offset += (gsize) n;
    }
  return TRUE;
}

static guint64
get_word (const guint8 *words, guint64 i)
{
  guint64 word;

  memcpy (&word, words + i * sizeof word, sizeof word);
  return word;
}

/* Nobody else could have put it there. */
static gboolean
is_ours (const struct stat *about)
{
  return S_ISREG (about->st_mode) && about->st_uid == geteuid ()
         && (about->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static gboolean
header_is_good (const CairnStateHeader *header, const struct stat *about)
{
  guint64 size = (guint64) about->st_size;

  return memcmp (header->magic, CAIRN_STATE_MAGIC, sizeof header->magic) == 0
         && header->format == CAIRN_STATE_FORMAT && header->byte_order == CAIRN_STATE_BYTE_ORDER
         && header->sum == cairn_state_sum_of (header, G_STRUCT_OFFSET (CairnStateHeader, sum))
         && header->file_size == size
         && header->tail_size <= MIN (size - sizeof *header, CAIRN_STATE_MOST_TAIL)
         && header->n_arrays <= header->tail_size / sizeof (guint64)
         && header->n_parts <= header->tail_size / sizeof (guint64) - header->n_arrays;
}

/* Whether the arrays fill exactly what lies between header and tail. */
static gboolean
sizes_are_good (const CairnStateReader *self, guint64 room)
{
  guint64 n_parts = 0;

  for (guint64 i = 0; i < self->n_arrays; i++)
    {
      guint64 size = get_word (self->sizes, i);

      if (size > room)
        return FALSE;
      room -= size;
      n_parts += (size + CAIRN_STATE_PART - 1) / CAIRN_STATE_PART;
    }
  return room == 0 && n_parts == self->n_parts;
}

/* In the tail. */
static void
find_tables (CairnStateReader *self, const CairnStateHeader *header)
{
  self->n_arrays = header->n_arrays;
  self->n_parts = header->n_parts;
  self->n_notes = header->tail_size - (header->n_arrays + header->n_parts) * sizeof (guint64);
  self->sizes = self->tail + self->n_notes;
  self->sums = self->sizes + header->n_arrays * sizeof (guint64);
  self->offset = sizeof *header;
}

static gboolean
open_tail (CairnStateReader *self)
{
  struct stat about;
  CairnStateHeader header;

  if (fstat (self->fd, &about) != 0 || !is_ours (&about) || about.st_size < (off_t) sizeof header
      || !read_bytes (self->fd, (guint8 *) &header, sizeof header, 0)
      || !header_is_good (&header, &about))
    return FALSE;
  self->tail = g_malloc (header.tail_size + 1);
  if (!read_bytes (self->fd, self->tail, header.tail_size, header.file_size - header.tail_size)
      || cairn_state_sum_of (self->tail, header.tail_size) != header.tail_sum)
    return FALSE;
  find_tables (self, &header);
  return sizes_are_good (self, header.file_size - header.tail_size - sizeof header);
}

CairnStateReader *
cairn_state_reader_new (const char *path)
{
  g_autoptr (CairnStateReader) self = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_new0 (CairnStateReader, 1);
  self->put_off = g_array_new (FALSE, FALSE, sizeof (Part));
  self->fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
  return self->fd >= 0 && open_tail (self) ? g_steal_pointer (&self) : NULL;
}

void
cairn_state_reader_free (CairnStateReader *self)
{
  g_atomic_int_set (&self->bad, 1);
  g_clear_pointer (&self->thread, g_thread_join);
  if (self->fd >= 0)
    close (self->fd);
  g_array_unref (self->put_off);
  g_free (self->tail);
  g_free (self);
}

gint64
cairn_state_reader_get_int (CairnStateReader *self, gint64 least, gint64 most)
{
  gint64 value;

  if (self->n_notes - self->note < sizeof value)
    {
      cairn_state_reader_fail (self);
      return least;
    }
  memcpy (&value, self->tail + self->note, sizeof value);
  self->note += sizeof value;
  if (value >= least && value <= most)
    return value;
  cairn_state_reader_fail (self);
  return least;
}

const char *
cairn_state_reader_get_bytes (CairnStateReader *self)
{
  gsize length = (gsize) cairn_state_reader_get_int (self, 0, CAIRN_STATE_MOST_TAIL);
  const char *text = (const char *) self->tail + self->note;

  if (!cairn_state_reader_is_good (self) || length >= self->n_notes - self->note
      || memchr (text, '\0', length + 1) != text + length)
    {
      cairn_state_reader_fail (self);
      return "";
    }
  self->note += length + 1;
  return text;
}

const char *
cairn_state_reader_get_text (CairnStateReader *self)
{
  const char *text = cairn_state_reader_get_bytes (self);

  if (g_utf8_validate (text, -1, NULL))
    return text;
  cairn_state_reader_fail (self);
  return "";
}

gsize
cairn_state_reader_get_length (CairnStateReader *self, gsize size)
{
  guint64 all = self->array < self->n_arrays ? get_word (self->sizes, self->array) : G_MAXUINT64;

  if (cairn_state_reader_is_good (self) && all != G_MAXUINT64 && all % size == 0)
    return all / size;
  cairn_state_reader_fail (self);
  return 0;
}

static void
read_part (CairnStateReader *self, const Part *part)
{
  CairnStateSum sum = cairn_state_sum_start;

  for (gsize i = 0; i < part->size; i += CAIRN_STATE_BITE)
    {
      gsize n = MIN (CAIRN_STATE_BITE, part->size - i);

      if (!read_bytes (self->fd, part->dest + i, n, part->offset + i))
        {
          cairn_state_reader_fail (self);
          return;
        }
      cairn_state_sum_add (&sum, part->dest + i, n);
      if (part->check != NULL && !part->check (part->dest + i, n, part->data))
        cairn_state_reader_fail (self);
    }
  if (cairn_state_sum_end (&sum) != part->sum)
    cairn_state_reader_fail (self);
}

/* The next @size bytes of the next array. */
static Part
next_part (CairnStateReader *self, guint8 *dest, gsize size)
{
  const Part part = {
    .offset = self->offset, .size = size, .dest = dest, .sum = get_word (self->sums, self->part++)
  };

  self->offset += size;
  return part;
}

void
cairn_state_reader_put_off (CairnStateReader *self,
                            gpointer dest,
                            CairnStateCheckFunc check,
                            gconstpointer data)
{
  gsize all = cairn_state_reader_get_length (self, 1);

  g_return_if_fail (self->thread == NULL);

  self->array++; /* nothing is put off of what is bad */
  for (gsize i = 0; i < all; i += CAIRN_STATE_PART)
    {
      Part part = next_part (self, (guint8 *) dest + i, MIN (CAIRN_STATE_PART, all - i));

      part.check = check;
      part.data = data;
      g_array_append_val (self->put_off, part);
    }
}

gboolean
cairn_state_reader_read_array (CairnStateReader *self, gpointer dest)
{
  gsize all = cairn_state_reader_get_length (self, 1);

  self->array++;
  for (gsize i = 0; i < all && cairn_state_reader_is_good (self); i += CAIRN_STATE_PART)
    {
      const Part part = next_part (self, (guint8 *) dest + i, MIN (CAIRN_STATE_PART, all - i));

      read_part (self, &part);
    }
  return cairn_state_reader_is_good (self);
}

gpointer
cairn_state_reader_alloc (CairnStateReader *self, gsize size, gsize *n)
{
  gpointer room;

  *n = cairn_state_reader_get_length (self, size);
  if (*n == 0)
    return NULL;
  room = cairn_large_room_try (*n * size);
  if (room == NULL)
    cairn_state_reader_fail (self);
  return room;
}

gpointer
cairn_state_reader_dup_array (CairnStateReader *self, gsize size, gsize *n)
{
  g_autofree gpointer array = cairn_state_reader_alloc (self, size, n);

  if (cairn_state_reader_is_good (self) && cairn_state_reader_read_array (self, array))
    return g_steal_pointer (&array);
  *n = 0;
  return NULL;
}

static gpointer
read_parts (gpointer data)
{
  CairnStateReader *self = data;

  while (cairn_state_reader_is_good (self))
    {
      guint i = (guint) g_atomic_int_add (&self->next, 1);

      if (i >= self->put_off->len)
        break;
      read_part (self, &g_array_index (self->put_off, Part, i));
    }
  return NULL;
}

void
cairn_state_reader_start (CairnStateReader *self)
{
  g_return_if_fail (self->thread == NULL);

  if (self->put_off->len > 1 && g_get_num_processors () > 1)
    self->thread = g_thread_try_new ("warm start", read_parts, self, NULL);
}

gboolean
cairn_state_reader_finish (CairnStateReader *self)
{
  read_parts (self);
  g_clear_pointer (&self->thread, g_thread_join);
  return cairn_state_reader_is_good (self) && self->note == self->n_notes
         && self->array == self->n_arrays;
}

/* ---- for tests ---- */

static void
seal_parts (CairnStateReader *self, guint8 *bytes)
{
  guint8 *sums = (guint8 *) self->sums;
  guint64 part = 0;

  for (guint64 i = 0; i < self->n_arrays; i++)
    {
      guint64 size = get_word (self->sizes, i);

      for (guint64 j = 0; j < size; j += CAIRN_STATE_PART)
        {
          guint64 sum = cairn_state_sum_of (bytes + j, MIN (CAIRN_STATE_PART, size - j));

          memcpy (sums + part++ * sizeof sum, &sum, sizeof sum);
        }
      bytes += size;
    }
}

gboolean
cairn_state_file_seal (guint8 *bytes, gsize size)
{
  CairnStateReader reader = { 0 };
  struct stat about = { .st_size = (off_t) size };
  CairnStateHeader header;

  if (size < sizeof header)
    return FALSE;
  memcpy (&header, bytes, sizeof header);
  header.sum = cairn_state_sum_of (&header, G_STRUCT_OFFSET (CairnStateHeader, sum));
  if (!header_is_good (&header, &about))
    return FALSE;
  reader.tail = bytes + size - header.tail_size;
  find_tables (&reader, &header);
  if (!sizes_are_good (&reader, size - header.tail_size - sizeof header))
    return FALSE;
  seal_parts (&reader, bytes + sizeof header);
  header.tail_sum = cairn_state_sum_of (reader.tail, header.tail_size);
  header.sum = cairn_state_sum_of (&header, G_STRUCT_OFFSET (CairnStateHeader, sum));
  memcpy (bytes, &header, sizeof header);
  return TRUE;
}
