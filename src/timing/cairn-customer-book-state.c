/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-customer-book-private.h"
#include "timing/cairn-customer-book-state-private.h"
#include "timing/cairn-engine-private.h"
#include "timing/cairn-large-room.h"

/* An entry as it is written: its number is its place. */
typedef struct
{
  guint32 hash;
  guint16 segment;
  guint16 listed;
} Kept;

void
cairn_customer_book_state_write (const CairnCustomerBook *self, CairnStateWriter *writer)
{
  g_autofree Kept *all = g_new (Kept, self->entries->len + 1);
  CairnCustomerKeys keys = { 0 };

  for (guint i = 0; i < self->entries->len; i++)
    {
      const CairnCustomerEntry *entry = &g_array_index (self->entries, CairnCustomerEntry, i);

      all[i] = (Kept){ entry->hash, entry->customer.segment, (guint16) entry->listed };
    }
  cairn_state_writer_add_array (writer, all, self->entries->len, sizeof *all);
  cairn_state_writer_add_array (writer, self->direct, self->n_direct, sizeof *self->direct);
  cairn_customer_keys_collect (&keys, self);
  cairn_customer_keys_write (&keys, writer);
  cairn_customer_keys_clear (&keys);
}

static gboolean
read_entries (CairnCustomerBook *self, CairnStateReader *reader, guint n_segments)
{
  gsize n;
  g_autofree Kept *all = cairn_state_reader_dup_array (reader, sizeof *all, &n);

  if (n != cairn_engine_count_customers (self->engine))
    return cairn_state_reader_fail (reader);
  g_array_set_size (self->entries, (guint) n);
  g_array_set_size (self->claimed, (guint) n);
  for (guint i = 0; i < n; i++)
    {
      if (all[i].segment >= n_segments || all[i].listed > 1)
        return cairn_state_reader_fail (reader);
      g_array_index (self->entries, CairnCustomerEntry, i)
        = (CairnCustomerEntry){ { i, all[i].segment }, all[i].listed, all[i].hash };
      g_array_index (self->claimed, guint8, i) = 1;
      self->n_listed += all[i].listed;
    }
  return cairn_state_reader_is_good (reader);
}

static gboolean
read_direct (CairnCustomerBook *self, CairnStateReader *reader, guint n_segments)
{
  gsize n = cairn_state_reader_get_length (reader, sizeof (CairnCustomerSlot));

  if (n > CAIRN_DIRECT_KEYS)
    return cairn_state_reader_fail (reader);
  if (n > 0)
    self->direct = cairn_large_room_new0 (n * sizeof (CairnCustomerSlot));
  self->n_direct = (guint) n;
  if (!cairn_state_reader_read_array (reader, self->direct))
    return FALSE;
  for (gsize i = 0; i < n; i++)
    if (self->direct[i].index > self->entries->len
        || (self->direct[i].index > 0 && self->direct[i].segment >= n_segments))
      return cairn_state_reader_fail (reader);
  return TRUE;
}

gboolean
cairn_customer_book_state_read (CairnCustomerBook *self, CairnStateReader *reader, guint n_segments)
{
  return read_entries (self, reader, n_segments) && read_direct (self, reader, n_segments)
         && cairn_customer_keys_read (&self->kept, reader, self->entries->len);
}
