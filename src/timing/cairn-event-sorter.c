/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-event-sorter.h"

#include "timing/cairn-source-error.h"
#include "timing/cairn-spill.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <unistd.h>

#define PIECE                                                                                      \
  131072 /* events sorted at once: some ten milliseconds, between looks for "cancel"               \
          */
#define BUFFERS ((gsize) 16 << 20) /* bytes, of all pieces together, while they are merged */
#define MIN_BUFFER 64              /* events */
#define EVENTS_A_LOOK 4096

typedef struct
{
  guint64 next, end; /* events of the file */
  CairnImportEvent *buffer;
  guint at, n;
} Piece;

struct _CairnEventSorter
{
  char *folder;
  GCancellable *cancellable;
  int fd; /* -1: all are still in the buffer */
  GArray *buffer;
  guint64 n_written;

  GArray *pieces; /* Piece */
  Piece **heap;   /* the one with the least event first */
  guint n_heap;
  guint buffer_size; /* of a piece, in events */
  CairnImportEvent *buffers;
};

CairnEventSorter *
cairn_event_sorter_new (const char *folder, GCancellable *cancellable)
{
  CairnEventSorter *self = g_new0 (CairnEventSorter, 1);

  self->folder = g_strdup (folder);
  self->fd = -1;
  self->buffer = g_array_new (FALSE, FALSE, sizeof (CairnImportEvent));
  self->pieces = g_array_new (FALSE, FALSE, sizeof (Piece));
  if (cancellable != NULL)
    self->cancellable = g_object_ref (cancellable);
  return self;
}

void
cairn_event_sorter_free (CairnEventSorter *self)
{
  if (self->fd >= 0)
    cairn_spill_close (self->fd);
  g_clear_pointer (&self->buffer, g_array_unref);
  g_array_unref (self->pieces);
  g_free (self->heap);
  g_free (self->buffers);
  g_clear_object (&self->cancellable);
  g_free (self->folder);
  g_free (self);
}

static int
compare (const CairnImportEvent *x, const CairnImportEvent *y)
{
  if (x->customer != y->customer)
    return x->customer < y->customer ? -1 : 1;
  if (x->entered != y->entered)
    return x->entered < y->entered ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

static int
compare_cb (const void *a, const void *b)
{
  return compare (a, b);
}

/* ---- pieces ---- */

static gboolean
write_all (int fd, const char *bytes, gsize n)
{
  while (n > 0)
    {
      gssize written = write (fd, bytes, n);

      if (written < 0 && errno == EINTR)
        continue;
      if (written <= 0)
        return FALSE;
      bytes += written;
      n -= (gsize) written;
    }
  return TRUE;
}

static gboolean
put_aside (CairnEventSorter *self, GError **error)
{
  Piece piece = { .next = self->n_written, .end = self->n_written + self->buffer->len };

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;
  if (self->fd < 0)
    self->fd = cairn_spill_open (self->folder, error);
  if (self->fd < 0)
    return FALSE;
  qsort (self->buffer->data, self->buffer->len, sizeof (CairnImportEvent), compare_cb);
  if (!write_all (self->fd, self->buffer->data, self->buffer->len * sizeof (CairnImportEvent)))
    return cairn_spill_fail (self->folder, errno, error);
  self->n_written = piece.end;
  g_array_append_val (self->pieces, piece);
  g_array_set_size (self->buffer, 0);
  return TRUE;
}

gboolean
cairn_event_sorter_add (CairnEventSorter *self, const CairnImportEvent *event, GError **error)
{
  if (self->buffer->len == PIECE && !put_aside (self, error))
    return FALSE;
  g_array_append_vals (self->buffer, event, 1);
  return TRUE;
}

/* ---- merging ---- */

static gboolean
refill (CairnEventSorter *self, Piece *piece, GError **error)
{
  gsize n = MIN (piece->end - piece->next, self->buffer_size);
  gsize bytes = n * sizeof (CairnImportEvent);
  gsize done = 0;

  while (done < bytes)
    {
      gssize got = pread (self->fd, (char *) piece->buffer + done, bytes - done,
                          (off_t) (piece->next * sizeof (CairnImportEvent) + done));

      if (got < 0 && errno == EINTR)
        continue;
      if (got <= 0)
        return cairn_spill_fail (self->folder, got < 0 ? errno : EIO, error);
      done += (gsize) got;
    }
  piece->next += n;
  piece->at = 0;
  piece->n = (guint) n;
  return TRUE;
}

static gboolean
is_before (const Piece *a, const Piece *b)
{
  return compare (a->buffer + a->at, b->buffer + b->at) < 0;
}

static void
sift_down (CairnEventSorter *self, guint at)
{
  Piece *piece = self->heap[at];

  for (guint child; (child = 2 * at + 1) < self->n_heap; at = child)
    {
      if (child + 1 < self->n_heap && is_before (self->heap[child + 1], self->heap[child]))
        child++;
      if (!is_before (self->heap[child], piece))
        break;
      self->heap[at] = self->heap[child];
    }
  self->heap[at] = piece;
}

/* All of them still in memory: one piece that never leaves it. */
static void
sort_in_memory (CairnEventSorter *self)
{
  Piece piece = { .n = self->buffer->len };

  qsort (self->buffer->data, self->buffer->len, sizeof (CairnImportEvent), compare_cb);
  piece.buffer = (CairnImportEvent *) (void *) self->buffer->data;
  g_array_append_val (self->pieces, piece);
}

static gboolean
open_pieces (CairnEventSorter *self, GError **error)
{
  guint n = self->pieces->len;

  self->buffer_size = (guint) MAX (BUFFERS / sizeof (CairnImportEvent) / n, MIN_BUFFER);
  self->buffers = g_new (CairnImportEvent, (gsize) n * self->buffer_size);
  for (guint i = 0; i < n; i++)
    {
      Piece *piece = &g_array_index (self->pieces, Piece, i);

      piece->buffer = self->buffers + (gsize) i * self->buffer_size;
      if (!refill (self, piece, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
cairn_event_sorter_sort (CairnEventSorter *self, GError **error)
{
  if (self->fd < 0)
    sort_in_memory (self);
  else
    {
      if (!put_aside (self, error))
        return FALSE;
      g_clear_pointer (&self->buffer, g_array_unref);
      if (!open_pieces (self, error))
        return FALSE;
    }
  self->heap = g_new (Piece *, self->pieces->len);
  for (guint i = 0; i < self->pieces->len; i++)
    if (g_array_index (self->pieces, Piece, i).n > 0)
      self->heap[self->n_heap++] = &g_array_index (self->pieces, Piece, i);
  for (guint i = self->n_heap / 2; i-- > 0;)
    sift_down (self, i);
  return TRUE;
}

/* Past the least event. */
static gboolean
advance (CairnEventSorter *self, GError **error)
{
  Piece *piece = self->heap[0];

  if (++piece->at == piece->n && piece->next < piece->end && !refill (self, piece, error))
    return FALSE;
  if (piece->at == piece->n)
    self->heap[0] = self->heap[--self->n_heap];
  if (self->n_heap > 0)
    sift_down (self, 0);
  return TRUE;
}

static gboolean
too_many (GError **error)
{
  g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_TOO_LARGE,
               _ ("One customer has more than %d rows. Name the column of the customer with "
                  "--customer."),
               CAIRN_IMPORT_MAX_EVENTS_OF_CUSTOMER);
  return FALSE;
}

gboolean
cairn_event_sorter_next (CairnEventSorter *self, GArray *events, GError **error)
{
  g_array_set_size (events, 0);
  while (self->n_heap > 0)
    {
      const CairnImportEvent *event = self->heap[0]->buffer + self->heap[0]->at;

      if (events->len > 0
          && event->customer != g_array_index (events, CairnImportEvent, 0).customer)
        break;
      if (events->len == CAIRN_IMPORT_MAX_EVENTS_OF_CUSTOMER)
        return too_many (error);
      if (events->len % EVENTS_A_LOOK == EVENTS_A_LOOK - 1
          && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      g_array_append_vals (events, event, 1);
      if (!advance (self, error))
        return FALSE;
    }
  return TRUE;
}
