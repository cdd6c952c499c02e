/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-study-row.h"

#include <string.h>

struct _CairnStudyRow
{
  GObject parent_instance;

  CairnStageStudy *study;
  gpointer entry;
  gsize size;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CairnStudyRow, cairn_study_row, G_TYPE_OBJECT)

static void
cairn_study_row_finalize (GObject *object)
{
  CairnStudyRow *self = CAIRN_STUDY_ROW (object);

  g_clear_pointer (&self->study, cairn_stage_study_unref);
  g_free (self->entry);
  G_OBJECT_CLASS (cairn_study_row_parent_class)->finalize (object);
}

static void
cairn_study_row_class_init (CairnStudyRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cairn_study_row_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cairn_study_row_init (CairnStudyRow *self)
{
}

CairnStudyRow *
cairn_study_row_new (CairnStageStudy *study, gconstpointer entry, gsize size)
{
  CairnStudyRow *self = g_object_new (CAIRN_TYPE_STUDY_ROW, NULL);

  self->study = cairn_stage_study_ref (study);
  self->entry = g_memdup2 (entry, size);
  self->size = size;
  return self;
}

void
cairn_study_row_set (CairnStudyRow *self, CairnStageStudy *study, gconstpointer entry)
{
  CairnStageStudy *before = self->study;

  g_return_if_fail (CAIRN_IS_STUDY_ROW (self));

  self->study = cairn_stage_study_ref (study);
  memcpy (self->entry, entry, self->size);
  cairn_stage_study_unref (before);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

gconstpointer
cairn_study_row_get_entry (CairnStudyRow *self)
{
  g_return_val_if_fail (CAIRN_IS_STUDY_ROW (self), NULL);

  return self->entry;
}

CairnStageStudy *
cairn_study_row_get_study (CairnStudyRow *self)
{
  g_return_val_if_fail (CAIRN_IS_STUDY_ROW (self), NULL);

  return self->study;
}
