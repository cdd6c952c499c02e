/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/cairn-source-draft.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define CAIRN_TYPE_SOURCE_DATES_GROUP (cairn_source_dates_group_get_type ())
G_DECLARE_FINAL_TYPE (
  CairnSourceDatesGroup, cairn_source_dates_group, CAIRN, SOURCE_DATES_GROUP, AdwPreferencesGroup)

/* Of rows with a date for each stage: which column tells when each stage was entered and left.
 * Emits "changed" when the user has chosen. */
GtkWidget *cairn_source_dates_group_new (void);

/* Hides itself where rows have no such dates. @draft (may be NULL) is written to. */
void cairn_source_dates_group_show (CairnSourceDatesGroup *self, CairnSourceDraft *draft);

G_END_DECLS
