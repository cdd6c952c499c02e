/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-study-row.h"

struct _CairnStudyRow
{
  GObject parent_instance;

  const CairnStudyEntries *entries; /* NULL: it has its own */
  guint index;

  CairnStageStudy *study;
  gpointer own;
};

G_DEFINE_FINAL_TYPE (CairnStudyRow, cairn_study_row, G_TYPE_OBJECT)

static void
cairn_study_row_finalize (GObject *object)
{
  CairnStudyRow *self = CAIRN_STUDY_ROW (object);

  g_clear_pointer (&self->study, cairn_stage_study_unref);
  g_free (self->own);
  G_OBJECT_CLASS (cairn_study_row_parent_class)->finalize (object);
}

static void
cairn_study_row_class_init (CairnStudyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cairn_study_row_finalize;
}

static void
cairn_study_row_init (CairnStudyRow *self)
{
}

CairnStudyRow *
cairn_study_row_new (const CairnStudyEntries *entries, guint index)
{
  CairnStudyRow *self = g_object_new (CAIRN_TYPE_STUDY_ROW, NULL);

  self->entries = entries;
  self->index = index;
  return self;
}

void
cairn_study_row_set_index (CairnStudyRow *self, guint index)
{
  g_return_if_fail (CAIRN_IS_STUDY_ROW (self));

  self->index = index;
}

void
cairn_study_row_detach (CairnStudyRow *self)
{
  g_return_if_fail (CAIRN_IS_STUDY_ROW (self));
  g_return_if_fail (self->entries != NULL);

  self->own = g_memdup2 (cairn_study_row_get_entry (self), self->entries->size);
  self->study = cairn_stage_study_ref (self->entries->study);
  self->entries = NULL;
}

gconstpointer
cairn_study_row_get_entry (CairnStudyRow *self)
{
  g_return_val_if_fail (CAIRN_IS_STUDY_ROW (self), NULL);

  return self->entries != NULL ? self->entries->entries + self->index * self->entries->size
                               : self->own;
}

CairnStageStudy *
cairn_study_row_get_study (CairnStudyRow *self)
{
  g_return_val_if_fail (CAIRN_IS_STUDY_ROW (self), NULL);

  return self->entries != NULL ? self->entries->study : self->study;
}
