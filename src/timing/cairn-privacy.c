/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-privacy.h"

#include "timing/cairn-stage-study-private.h"

#include <glib/gi18n-lib.h>

#define DIGITS 6

char *
cairn_privacy_dup_pseudonym (const char *name)
{
  g_autofree char *sum = NULL;
  g_autofree char *digits = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, name, -1);
  sum[DIGITS] = '\0';
  digits = g_ascii_strup (sum, -1);
  /* translators: a name for a customer whose own is not to be seen; %s are some digits */
  return g_strdup_printf (_ ("Customer %s"), digits);
}

void
cairn_stage_study_mask (CairnStageStudy *self, CairnPrivacy privacy)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->waiting->len; i++)
    {
      CairnWaiting *waiting = &g_array_index (self->waiting, CairnWaiting, i);

      if ((privacy & CAIRN_PRIVACY_OWNERS) != 0)
        waiting->owner = NULL;
      if ((privacy & CAIRN_PRIVACY_CUSTOMERS) != 0)
        {
          g_autofree char *name = cairn_privacy_dup_pseudonym (waiting->customer);

          waiting->customer = g_string_chunk_insert_const (self->strings, name);
        }
    }
  if ((privacy & CAIRN_PRIVACY_OWNERS) != 0)
    g_array_set_size (self->owners, 0);
}
