/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-name-table.h"
#include "timing/cairn-large-room.h"

#include <stdlib.h>
#include <string.h>

#define FEWEST 64 /* slots */

typedef struct
{
  guint32 hash;
  guint32 number; /* + 1; 0: free */
} Slot;

struct _CairnNameTable
{
  const GPtrArray *names;
  Slot *slots;
  guint n_slots; /* a power of two, and more than half of them free */
  guint n;       /* names taken in */
};

CairnNameTable *
cairn_name_table_new (const GPtrArray *names)
{
  CairnNameTable *self = g_new0 (CairnNameTable, 1);

  self->names = names;
  return self;
}

void
cairn_name_table_free (CairnNameTable *self)
{
  free (self->slots);
  g_free (self);
}

static guint32
hash_name (const char *name, gsize n)
{
  guint64 hash = n;
  guint64 word;

  for (; n >= sizeof word; name += sizeof word, n -= sizeof word)
    {
      memcpy (&word, name, sizeof word);
      hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
      hash ^= hash >> 32;
    }
  word = 0;
  if (n > 0)
    memcpy (&word, name, n);
  hash = (hash ^ word) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return (guint32) (hash >> 32);
}

static gboolean
is_called (const CairnNameTable *self, const Slot *slot, const char *name, gsize n_bytes)
{
  const char *its = g_ptr_array_index (self->names, slot->number - 1);

  return strncmp (its, name, n_bytes) == 0 && its[n_bytes] == '\0';
}

/* That of @name, or a free one; @name NULL: a free one. They are tried one after the other. */
static Slot *
find_slot (const CairnNameTable *self, guint32 hash, const char *name, gsize n_bytes)
{
  for (guint i = hash & (self->n_slots - 1);; i = (i + 1) & (self->n_slots - 1))
    {
      Slot *slot = &self->slots[i];

      if (slot->number == 0
          || (name != NULL && slot->hash == hash && is_called (self, slot, name, n_bytes)))
        return slot;
    }
}

static void
make_room (CairnNameTable *self, guint n)
{
  Slot *before = self->slots;
  guint n_before = self->n_slots;

  if (n < self->n_slots / 2)
    return;
  self->n_slots = MAX (self->n_slots, FEWEST);
  while (n >= self->n_slots / 2)
    self->n_slots *= 2;
  self->slots = cairn_large_room_new0 (self->n_slots * sizeof (Slot));
  for (guint i = 0; i < n_before; i++)
    if (before[i].number > 0)
      *find_slot (self, before[i].hash, NULL, 0) = before[i];
  free (before);
}

void
cairn_name_table_expect (CairnNameTable *self, guint n)
{
  make_room (self, n);
}

static void
take_in (CairnNameTable *self)
{
  make_room (self, self->names->len + 1);
  for (; self->n < self->names->len; self->n++)
    {
      const char *name = g_ptr_array_index (self->names, self->n);
      guint32 hash = hash_name (name, strlen (name));

      *find_slot (self, hash, NULL, 0) = (Slot){ hash, self->n + 1 };
    }
}

gboolean
cairn_name_table_find (CairnNameTable *self, const char *name, gsize n_bytes, guint *number)
{
  const Slot *slot;

  take_in (self);
  slot = find_slot (self, hash_name (name, n_bytes), name, n_bytes);
  if (slot->number > 0)
    *number = slot->number - 1;
  return slot->number > 0;
}

void
cairn_name_table_prefetch (const CairnNameTable *self, const char *name, gsize n_bytes)
{
  if (self->n_slots > 0)
    __builtin_prefetch (&self->slots[hash_name (name, n_bytes) & (self->n_slots - 1)], 1);
}
