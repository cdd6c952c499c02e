/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An open hash of (hash, number) beside the texts. The hash has a secret start, so that nobody can
 * write a log whose names all fall into one place. */
#include "timing/cairn-name-list.h"

#include "timing/cairn-source-error.h"
#include "timing/cairn-spill.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_NAMES (1u << 30)
#define FIRST_SLOTS 4096
#define SLOTS_A_LOOK 65536 /* between two looks at the cancellable */

typedef struct
{
  guint32 hash;
  guint32 number; /* 0: free */
} Slot;

struct _CairnNameList
{
  GCancellable *cancellable;
  char *folder;
  CairnSpill texts;   /* each with its NUL */
  CairnSpill offsets; /* guint64 into texts, by number - 1 */
  CairnSpill slots;
  gsize mask;
  gsize n_bytes; /* of texts */
  guint32 length;
  guint64 seed;
};

CairnNameList *
cairn_name_list_new (const char *folder, GCancellable *cancellable, GError **error)
{
  g_autoptr (CairnNameList) self = g_new0 (CairnNameList, 1);

  self->folder = g_strdup (folder);
  self->seed = (guint64) g_random_int () << 32 | g_random_int ();
  self->mask = FIRST_SLOTS - 1;
  if (cancellable != NULL)
    self->cancellable = g_object_ref (cancellable);
  if (!cairn_spill_init (&self->texts, folder, error)
      || !cairn_spill_init (&self->offsets, folder, error)
      || !cairn_spill_init (&self->slots, folder, error)
      || !cairn_spill_reserve (&self->slots, FIRST_SLOTS * sizeof (Slot), error))
    return NULL;
  return g_steal_pointer (&self);
}

void
cairn_name_list_free (CairnNameList *self)
{
  cairn_spill_clear (&self->texts);
  cairn_spill_clear (&self->offsets);
  cairn_spill_clear (&self->slots);
  g_clear_object (&self->cancellable);
  g_free (self->folder);
  g_free (self);
}

static guint32
hash_of (const CairnNameList *self, const char *text, gsize length)
{
  guint64 h = self->seed ^ length * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  guint64 word;

  while (length > 0)
    {
      gsize n = MIN (length, sizeof word);

      word = 0;
      memcpy (&word, text, n);
      h = (h ^ word) * G_GUINT64_CONSTANT (0xff51afd7ed558ccd);
      h ^= (h >> 32) ^ (self->seed << 1);
      text += n;
      length -= n;
    }
  h *= G_GUINT64_CONSTANT (0xc4ceb9fe1a85ec53);
  return (guint32) (h >> 32);
}

static Slot *
slots_of (CairnSpill *spill)
{
  return (Slot *) (void *) spill->data;
}

static const char *
text_of (CairnNameList *self, guint32 number)
{
  return self->texts.data + ((const guint64 *) (void *) self->offsets.data)[number - 1];
}

/* The slot of the text, or the free one where it belongs. */
static Slot *
look_up (CairnNameList *self, const char *text, gsize length, guint32 hash)
{
  Slot *slots = slots_of (&self->slots);

  for (gsize i = hash & self->mask;; i = (i + 1) & self->mask)
    {
      const char *there;

      if (slots[i].number == 0)
        return slots + i;
      if (slots[i].hash != hash)
        continue;
      there = text_of (self, slots[i].number);
      if (strncmp (there, text, length) == 0 && there[length] == '\0')
        return slots + i;
    }
}

static gboolean
double_slots (CairnNameList *self, GError **error)
{
  gsize mask = self->mask * 2 + 1;
  const Slot *from = slots_of (&self->slots);
  g_auto (CairnSpill) spill = { .fd = -1 };
  Slot *to;

  if (!cairn_spill_init (&spill, self->folder, error)
      || !cairn_spill_reserve (&spill, (mask + 1) * sizeof (Slot), error))
    return FALSE;
  to = slots_of (&spill);
  for (gsize i = 0; i <= self->mask; i++)
    {
      gsize at = from[i].hash & mask;

      if (i % SLOTS_A_LOOK == 0 && g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (from[i].number == 0)
        continue;
      while (to[at].number != 0)
        at = (at + 1) & mask;
      to[at] = from[i];
    }
  cairn_spill_clear (&self->slots);
  self->slots = spill;
  spill = (CairnSpill){ .fd = -1 };
  self->mask = mask;
  return TRUE;
}

static gboolean
append (CairnNameList *self, const char *text, gsize length, GError **error)
{
  guint64 offset = self->n_bytes;

  if (self->length == MAX_NAMES)
    {
      g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_TOO_LARGE,
                   _ ("The log has more than %u different names in a column. Split it into "
                      "several."),
                   MAX_NAMES);
      return FALSE;
    }
  if (!cairn_spill_reserve (&self->texts, self->n_bytes + length + 1, error)
      || !cairn_spill_reserve (&self->offsets, (self->length + 1) * sizeof offset, error))
    return FALSE;
  memcpy (self->texts.data + offset, text, length);
  self->texts.data[offset + length] = '\0';
  memcpy (self->offsets.data + self->length * sizeof offset, &offset, sizeof offset);
  self->n_bytes += length + 1;
  self->length++;
  return TRUE;
}

guint32
cairn_name_list_add (CairnNameList *self, const char *text, gsize length, GError **error)
{
  guint32 hash = hash_of (self, text, length);
  Slot *slot = look_up (self, text, length, hash);

  if (slot->number != 0)
    return slot->number;
  if ((guint64) self->length * 3 > self->mask * 2)
    {
      if (!double_slots (self, error))
        return 0;
      slot = look_up (self, text, length, hash);
    }
  if (!append (self, text, length, error))
    return 0;
  *slot = (Slot){ hash, self->length };
  return self->length;
}

guint32
cairn_name_list_find (CairnNameList *self, const char *text)
{
  gsize length = strlen (text);

  return look_up (self, text, length, hash_of (self, text, length))->number;
}

const char *
cairn_name_list_get (CairnNameList *self, guint32 number)
{
  g_return_val_if_fail (number <= self->length, NULL);

  return number > 0 ? text_of (self, number) : NULL;
}

guint32
cairn_name_list_get_length (CairnNameList *self)
{
  return self->length;
}
