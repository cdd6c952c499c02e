/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-quality.h"

G_BEGIN_DECLS

/* How a source builds the report. Strings are copied; nothing may be called once it is handed on.
 */
CairnQuality *cairn_quality_new (gsize n_rows);

/* Returns its number for cairn_quality_add_row(). A finding without rows is not added: G_MAXUINT.
 */
guint cairn_quality_add (
  CairnQuality *self, CairnFindingKind kind, const char *detail, guint rows, guint customers);
void cairn_quality_add_row (CairnQuality *self, guint finding, const CairnFindingRow *row);

guint cairn_quality_get_n_added (const CairnQuality *self);
const CairnFinding *cairn_quality_peek (const CairnQuality *self, guint finding);

void cairn_quality_set_resolution (CairnQuality *self, gint64 seconds);
void cairn_quality_set_leaves_out_forgotten (CairnQuality *self, gboolean leaves_out);
void cairn_quality_add_remark (CairnQuality *self, const char *remark);

/* Gives customers other names (cairn_privacy_dup_pseudonym()). Once, before it is handed on. */
void cairn_quality_mask_customers (CairnQuality *self);

/* Once all is added. */
void cairn_quality_finish (CairnQuality *self);

G_END_DECLS
