/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From pointers (interned ids) to numbers, for tables that are filled once per layout and asked
 * thousands of times: open addressing, no allocation per entry. Private to the room. */
typedef struct
{
  const void **keys;
  guint *values;
  gsize mask;
} CairnPointerMap;

static inline void
cairn_pointer_map_init (CairnPointerMap *self, gsize n)
{
  gsize size = 16;

  while (size < 2 * n)
    size *= 2;
  self->keys = g_new0 (const void *, size);
  self->values = g_new (guint, size);
  self->mask = size - 1;
}

static inline void
cairn_pointer_map_clear (CairnPointerMap *self)
{
  g_clear_pointer (&self->keys, g_free);
  g_clear_pointer (&self->values, g_free);
}

static inline gsize
cairn_pointer_map_slot (const CairnPointerMap *self, const void *key)
{
  guint64 hash = (guint64) GPOINTER_TO_SIZE (key) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15);
  gsize slot = (gsize) (hash >> 32) & self->mask;

  while (self->keys[slot] != NULL && self->keys[slot] != key)
    slot = (slot + 1) & self->mask;
  return slot;
}

/* Keeps the first value set for a key. */
static inline void
cairn_pointer_map_add (CairnPointerMap *self, const void *key, guint value)
{
  gsize slot = cairn_pointer_map_slot (self, key);

  if (self->keys[slot] == NULL)
    {
      self->keys[slot] = key;
      self->values[slot] = value;
    }
}

/* G_MAXUINT: not there. */
static inline guint
cairn_pointer_map_get (const CairnPointerMap *self, const void *key)
{
  gsize slot;

  if (key == NULL || self->keys == NULL)
    return G_MAXUINT;
  slot = cairn_pointer_map_slot (self, key);
  return self->keys[slot] != NULL ? self->values[slot] : G_MAXUINT;
}

G_END_DECLS
