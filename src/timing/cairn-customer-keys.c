/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-customer-book-private.h"

#include <stdlib.h>
#include <string.h>

guint32
cairn_customer_keys_find_number (const CairnCustomerKeys *self, gint64 number)
{
  gsize low = 0;
  gsize high = self->n_numbers;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (self->numbers[middle].key < number)
        low = middle + 1;
      else
        high = middle;
    }
  return low < self->n_numbers && self->numbers[low].key == number
           ? (guint32) self->numbers[low].index + 1
           : 0;
}

guint32
cairn_customer_keys_find_text (const CairnCustomerKeys *self, const CairnCustomerName *name)
{
  gsize low = 0;
  gsize high = self->n_texts;
  guint32 hash = self->n_texts > 0 ? cairn_customer_name_hash (name) : 0;

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (self->texts[middle].hash < hash)
        low = middle + 1;
      else
        high = middle;
    }
  for (; low < self->n_texts && self->texts[low].hash == hash; low++)
    if (self->texts[low].n_bytes == name->n_bytes
        && memcmp (self->text + self->texts[low].offset, name->text, name->n_bytes) == 0)
      return self->texts[low].index + 1;
  return 0;
}

void
cairn_customer_keys_clear (CairnCustomerKeys *self)
{
  g_clear_pointer (&self->numbers, g_free);
  g_clear_pointer (&self->texts, g_free);
  g_clear_pointer (&self->text, g_free);
  memset (self, 0, sizeof *self);
}

/* ---- collecting ---- */

static int
compare_numbers (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const CairnKeptNumber *) a)->key;
  gint64 y = ((const CairnKeptNumber *) b)->key;

  return (x > y) - (x < y);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  const CairnKeptText *x = a;
  const CairnKeptText *y = b;

  if (x->hash != y->hash)
    return x->hash < y->hash ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

static void
collect_numbers (CairnCustomerKeys *self, const CairnCustomerBook *book)
{
  GHashTableIter iter;
  gpointer key, index;

  self->n_numbers = book->kept.n_numbers;
  self->numbers = g_new (CairnKeptNumber, self->n_numbers + g_hash_table_size (book->by_key) + 1);
  if (self->n_numbers > 0)
    memcpy (self->numbers, book->kept.numbers, self->n_numbers * sizeof *self->numbers);
  g_hash_table_iter_init (&iter, book->by_key);
  while (g_hash_table_iter_next (&iter, &key, &index))
    self->numbers[self->n_numbers++]
      = (CairnKeptNumber){ *(const gint64 *) key, GPOINTER_TO_UINT (index) - 1 };
  qsort (self->numbers, self->n_numbers, sizeof *self->numbers, compare_numbers);
}

static void
add_text (CairnCustomerKeys *self, GString *all, const CairnCustomerName *name, guint32 index)
{
  self->texts[self->n_texts++]
    = (CairnKeptText){ cairn_customer_name_hash (name), index, all->len, name->n_bytes };
  g_string_append_len (all, name->text, (gssize) name->n_bytes);
}

static void
collect_texts (CairnCustomerKeys *self, const CairnCustomerBook *book)
{
  GString *all = g_string_new (NULL);
  GHashTableIter iter;
  gpointer key, index;

  self->texts = g_new (CairnKeptText, book->kept.n_texts + g_hash_table_size (book->by_text) + 1);
  for (gsize i = 0; i < book->kept.n_texts; i++)
    {
      const CairnKeptText *text = &book->kept.texts[i];
      CairnCustomerName name = { book->kept.text + text->offset, text->n_bytes };

      add_text (self, all, &name, text->index);
    }
  g_hash_table_iter_init (&iter, book->by_text);
  while (g_hash_table_iter_next (&iter, &key, &index))
    add_text (self, all, key, GPOINTER_TO_UINT (index) - 1);
  qsort (self->texts, self->n_texts, sizeof *self->texts, compare_texts);
  self->text_size = all->len;
  self->text = g_string_free (all, FALSE);
}

void
cairn_customer_keys_collect (CairnCustomerKeys *self, const CairnCustomerBook *book)
{
  collect_numbers (self, book);
  collect_texts (self, book);
}

/* ---- file ---- */

void
cairn_customer_keys_write (const CairnCustomerKeys *self, CairnStateWriter *writer)
{
  cairn_state_writer_add_array (writer, self->numbers, self->n_numbers, sizeof *self->numbers);
  cairn_state_writer_add_array (writer, self->texts, self->n_texts, sizeof *self->texts);
  cairn_state_writer_add_array (writer, self->text, self->text_size, 1);
}

static gboolean
numbers_are_good (const CairnCustomerKeys *self, gsize n_entries)
{
  for (gsize i = 0; i < self->n_numbers; i++)
    if (self->numbers[i].index >= n_entries
        || (i > 0 && self->numbers[i - 1].key >= self->numbers[i].key))
      return FALSE;
  return TRUE;
}

static gboolean
texts_are_good (const CairnCustomerKeys *self, gsize n_entries)
{
  for (gsize i = 0; i < self->n_texts; i++)
    if (self->texts[i].index >= n_entries || self->texts[i].offset > self->text_size
        || self->texts[i].n_bytes > self->text_size - self->texts[i].offset
        || (i > 0 && self->texts[i - 1].hash > self->texts[i].hash))
      return FALSE;
  return TRUE;
}

gboolean
cairn_customer_keys_read (CairnCustomerKeys *self, CairnStateReader *reader, gsize n_entries)
{
  self->numbers = cairn_state_reader_dup_array (reader, sizeof *self->numbers, &self->n_numbers);
  self->texts = cairn_state_reader_dup_array (reader, sizeof *self->texts, &self->n_texts);
  self->text = cairn_state_reader_dup_array (reader, 1, &self->text_size);
  return cairn_state_reader_is_good (reader)
         && ((numbers_are_good (self, n_entries) && texts_are_good (self, n_entries))
             || cairn_state_reader_fail (reader));
}
