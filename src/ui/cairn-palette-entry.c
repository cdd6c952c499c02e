/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-palette-entry.h"

#include "base/cairn-text-match.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>

/* What was used last weighs as much as a few letters more of its name. */
#define RECENT_WEIGHT 12

struct _CairnPaletteEntry
{
  GObject parent_instance;

  const CairnAction *action; /* NULL: an element */
  CairnElement *element;     /* owned; NULL: an action */
  char *title;
  char *note;
  const char *why_not; /* a translation lives for ever */
  guint recent;
};

G_DEFINE_FINAL_TYPE (CairnPaletteEntry, cairn_palette_entry, G_TYPE_OBJECT)

static void
cairn_palette_entry_finalize (GObject *object)
{
  CairnPaletteEntry *self = CAIRN_PALETTE_ENTRY (object);

  g_clear_pointer (&self->element, cairn_element_unref);
  g_free (self->title);
  g_free (self->note);
  G_OBJECT_CLASS (cairn_palette_entry_parent_class)->finalize (object);
}

static void
cairn_palette_entry_class_init (CairnPaletteEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cairn_palette_entry_finalize;
}

static void
cairn_palette_entry_init (CairnPaletteEntry *self)
{
}

CairnPaletteEntry *
cairn_palette_entry_new_action (const CairnAction *action, const char *why_not, guint recent)
{
  CairnPaletteEntry *self = g_object_new (CAIRN_TYPE_PALETTE_ENTRY, NULL);

  self->action = action;
  self->title = g_strdup (_ (action->label));
  self->note = cairn_action_dup_key (action);
  self->why_not = why_not;
  self->recent = recent;
  return self;
}

CairnPaletteEntry *
cairn_palette_entry_new_element (CairnElement *element)
{
  CairnPaletteEntry *self = g_object_new (CAIRN_TYPE_PALETTE_ENTRY, NULL);
  g_autofree char *title = cairn_words_title (element);
  g_autofree char *place = cairn_words_place (element);

  self->element = cairn_element_ref (element);
  /* translators: %s is the name of a step, a diagram or a playbook */
  self->title = g_strdup_printf (_ ("Go to %s"), title);
  self->note = *place != '\0' ? g_steal_pointer (&place) : g_strdup (cairn_words_kind (element));
  return self;
}

const CairnAction *
cairn_palette_entry_get_action (CairnPaletteEntry *self)
{
  return self->action;
}

CairnElement *
cairn_palette_entry_get_element (CairnPaletteEntry *self)
{
  return self->element;
}

const char *
cairn_palette_entry_get_title (CairnPaletteEntry *self)
{
  return self->title;
}

const char *
cairn_palette_entry_get_note (CairnPaletteEntry *self)
{
  return self->note;
}

const char *
cairn_palette_entry_get_why_not (CairnPaletteEntry *self)
{
  return self->why_not;
}

/* Commands come before things of the same name, those used last before the others, those that
 * cannot be done now at the end. */
guint
cairn_palette_entry_rank (CairnPaletteEntry *self, const char *query)
{
  guint rank = cairn_text_rank (self->title, query);

  if (self->element != NULL)
    {
      /* As if nobody had put "Go to" before it, too. */
      rank = MAX (rank, cairn_text_rank (cairn_element_get_title (self->element), query));
      return *query != '\0' && rank > 0 ? rank + 20 : 0;
    }
  if (rank == 0)
    return 0;
  rank = rank * 2 + 21;
  if (self->recent > 0 && self->recent <= 10)
    rank += (11 - self->recent) * RECENT_WEIGHT;
  return self->why_not != NULL ? MAX (rank / 4, 1) : rank;
}
