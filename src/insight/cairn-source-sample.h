/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "insight/cairn-source-draft.h"

G_BEGIN_DECLS

/* Adds to @visits (of CairnPreviewVisit, which it frees) what rows that are no stays say of the
 * first @n customers of the sample: for each the last stay whose end is known, else the open one.
 * Nothing where a row is a stay or holds several dates. */
void cairn_source_sample_add_visits (const CairnSourceDraft *draft, GPtrArray *visits, guint n);

G_END_DECLS
