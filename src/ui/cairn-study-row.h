/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-stage-study.h"

G_BEGIN_DECLS

/* One entry of a study (a customer who waits, a week, an owner) as a row of a list. Signal:
 * "changed" (the same one has other figures). */
#define CAIRN_TYPE_STUDY_ROW (cairn_study_row_get_type ())
G_DECLARE_FINAL_TYPE (CairnStudyRow, cairn_study_row, CAIRN, STUDY_ROW, GObject)

/* Copies @size bytes at @entry; what it points to belongs to @study. */
CairnStudyRow *cairn_study_row_new (CairnStageStudy *study, gconstpointer entry, gsize size);
void cairn_study_row_set (CairnStudyRow *self, CairnStageStudy *study, gconstpointer entry);

gconstpointer cairn_study_row_get_entry (CairnStudyRow *self);
CairnStageStudy *cairn_study_row_get_study (CairnStudyRow *self);

G_END_DECLS
