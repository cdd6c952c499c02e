/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-difference.h"

#include <glib/gi18n-lib.h>

void
cairn_difference_free (CairnDifference *self)
{
  g_clear_pointer (&self->before, cairn_element_unref);
  g_clear_pointer (&self->after, cairn_element_unref);
  g_clear_pointer (&self->place, cairn_element_unref);
  g_free (self->old_text);
  g_free (self->new_text);
  g_free (self->where);
  g_free (self->what);
  g_free (self);
}

char *
cairn_difference_dup_sentence (const CairnDifference *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  /* translators: where something differs, and what: "Enterprise · Onboarding: step “Call” added" */
  return g_strdup_printf (_ ("%s: %s"), self->where, self->what);
}

const char *
cairn_difference_kind_to_word (CairnDifferenceKind kind)
{
  static const char *const words[CAIRN_N_DIFFERENCE_KINDS]
    = { "added", "removed", "moved", "reworded", "changed" };

  g_return_val_if_fail (kind < CAIRN_N_DIFFERENCE_KINDS, NULL);

  return words[kind];
}
