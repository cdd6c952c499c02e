/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-stage-study.h"

G_BEGIN_DECLS

/* What a study lists (customers who wait, weeks, owners): @n entries of @size bytes. Shared by the
 * rows of a list, so that a new study reaches thousands of them at once. */
typedef struct
{
  CairnStageStudy *study;
  char *entries;
  gsize size;
  guint n;
} CairnStudyEntries;

/* One of them as a row of a list. */
#define CAIRN_TYPE_STUDY_ROW (cairn_study_row_get_type ())
G_DECLARE_FINAL_TYPE (CairnStudyRow, cairn_study_row, CAIRN, STUDY_ROW, GObject)

/* @entries belongs to the list, which outlives its rows or detaches them. */
CairnStudyRow *cairn_study_row_new (const CairnStudyEntries *entries, guint index);
void cairn_study_row_set_index (CairnStudyRow *self, guint index);
/* It is in the list no more: keeps a copy of what it is now. */
void cairn_study_row_detach (CairnStudyRow *self);

gconstpointer cairn_study_row_get_entry (CairnStudyRow *self);
CairnStageStudy *cairn_study_row_get_study (CairnStudyRow *self);

G_END_DECLS
