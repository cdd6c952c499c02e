/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-stay-book-private.h"

/* Further out than any moment that a row of somebody's may name, and still to be counted with. */
#define FARTHEST (G_GINT64_CONSTANT (1) << 60)

/* A customer as it is written; the events follow, those of all customers in one array. */
typedef struct
{
  gint64 lost_at;
  gint64 last_seen;
  guint32 n_events;
  guint32 success;
} Kept;

void
cairn_stay_book_state_write (CairnStayBook *self, CairnStateWriter *writer)
{
  g_autofree Kept *all = g_new (Kept, self->customers->len + 1);

  g_return_if_fail (self->loaded && self->touched->len == 0 && self->days->len == 0);

  cairn_state_writer_begin_array (writer);
  for (guint i = 0; i < self->customers->len; i++)
    {
      const CairnBookCustomer *its = &g_array_index (self->customers, CairnBookCustomer, i);

      all[i] = (Kept){ its->lost_at, its->last_seen, its->n_events, its->success != 0 };
      cairn_state_writer_append (writer, its->events, its->n_events * sizeof *its->events);
    }
  cairn_state_writer_end_array (writer);
  cairn_state_writer_add_array (writer, all, self->customers->len, sizeof *all);
  cairn_state_writer_add_array (writer, self->counts, CAIRN_N_FINDING_KINDS, sizeof *self->counts);
}

static gboolean
event_is_good (const CairnStateLimits *limits, const CairnStayEvent *event)
{
  return (event->cell == CAIRN_NO_CELL || event->cell < limits->n_cells)
         && event->owner <= limits->n_owners && event->wait >= CAIRN_WAIT_UNKNOWN
         && event->entered >= -FARTHEST && event->entered <= FARTHEST
         && event->left >= event->entered
         && (event->left <= FARTHEST || event->left == CAIRN_VISIT_OPEN)
         && (guint) event->end <= CAIRN_RESULT_OF_OTHER;
}

static gboolean
check_events (gconstpointer bite, gsize size, gconstpointer data)
{
  const CairnStayEvent *events = bite;

  for (gsize i = 0; i < size / sizeof *events; i++)
    if (!event_is_good (data, &events[i]))
      return FALSE;
  return TRUE;
}

gboolean
cairn_stay_book_state_read (CairnStayBook *self,
                            CairnStateReader *reader,
                            const CairnStateLimits *limits)
{
  gsize n;

  self->block = cairn_state_reader_alloc (reader, sizeof *self->block, &n);
  if (!cairn_state_reader_is_good (reader))
    return FALSE;
  self->block_end = self->block + n;
  cairn_state_reader_put_off (reader, self->block, check_events, limits);
  return cairn_state_reader_is_good (reader);
}

static gboolean
moment_is_good (gint64 moment, gint64 never)
{
  return moment == never || (moment >= -FARTHEST && moment <= FARTHEST);
}

static gboolean
read_customers (CairnStayBook *self, CairnStateReader *reader, const CairnStateLimits *limits)
{
  gsize n;
  g_autofree Kept *all = cairn_state_reader_dup_array (reader, sizeof *all, &n);
  CairnStayEvent *next = self->block;

  if (n > limits->n_customers)
    return cairn_state_reader_fail (reader);
  g_array_set_size (self->customers, (guint) n);
  for (guint i = 0; i < n; i++)
    {
      if (all[i].n_events > (gsize) (self->block_end - next) || all[i].success > 1
          || !moment_is_good (all[i].lost_at, CAIRN_VISIT_OPEN)
          || !moment_is_good (all[i].last_seen, G_MININT64))
        return cairn_state_reader_fail (reader);
      g_array_index (self->customers, CairnBookCustomer, i)
        = (CairnBookCustomer){ .events = all[i].n_events > 0 ? next : NULL,
                               .n_events = all[i].n_events,
                               .room = all[i].n_events,
                               .success = all[i].success != 0,
                               .lost_at = all[i].lost_at,
                               .last_seen = all[i].last_seen };
      next += all[i].n_events;
    }
  return next == self->block_end || cairn_state_reader_fail (reader);
}

gboolean
cairn_stay_book_state_read_customers (CairnStayBook *self,
                                      CairnStateReader *reader,
                                      const CairnStateLimits *limits)
{
  if (!read_customers (self, reader, limits))
    {
      /* No event is anybody's, then. */
      g_array_set_size (self->customers, 0);
      return FALSE;
    }
  if (cairn_state_reader_get_length (reader, sizeof *self->counts) != CAIRN_N_FINDING_KINDS
      || !cairn_state_reader_read_array (reader, self->counts))
    return cairn_state_reader_fail (reader);
  self->loaded = TRUE;
  return TRUE;
}
