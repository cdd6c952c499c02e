/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/cairn-source-draft.h"

G_BEGIN_DECLS

/* Between what a draft holds and what is guessed of it. */

static inline CairnDraftRole *
cairn_source_draft_role_at (const CairnSourceDraft *self, guint column)
{
  return &g_array_index (self->roles, CairnDraftRole, column);
}

/* The column called @column (may be NULL) plays @role, unless it plays another one. */
void cairn_source_draft_take (CairnSourceDraft *self, const char *column, CairnDraftRole role);

/* What the columns tell and nobody has said. */
void cairn_source_draft_guess_roles (CairnSourceDraft *self);
void cairn_source_draft_guess_rare_roles (CairnSourceDraft *self);
void cairn_source_draft_guess_dates (CairnSourceDraft *self);

G_END_DECLS
