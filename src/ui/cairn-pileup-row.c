/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cairn-pileup-row.h"

struct _CairnPileupRow
{
  GObject parent_instance;

  CairnElement *stage;
  CairnSnapshot *snapshot;
  const CairnCell *cell; /* in the snapshot */
  double trend_top;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CairnPileupRow, cairn_pileup_row, G_TYPE_OBJECT)

static void
cairn_pileup_row_finalize (GObject *object)
{
  CairnPileupRow *self = CAIRN_PILEUP_ROW (object);

  g_clear_pointer (&self->stage, cairn_element_unref);
  g_clear_pointer (&self->snapshot, cairn_snapshot_unref);
  G_OBJECT_CLASS (cairn_pileup_row_parent_class)->finalize (object);
}

static void
cairn_pileup_row_class_init (CairnPileupRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cairn_pileup_row_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CAIRN_TYPE_PILEUP_ROW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cairn_pileup_row_init (CairnPileupRow *self)
{
}

CairnPileupRow *
cairn_pileup_row_new (CairnElement *stage)
{
  CairnPileupRow *self = g_object_new (CAIRN_TYPE_PILEUP_ROW, NULL);

  self->stage = cairn_element_ref (stage);
  return self;
}

void
cairn_pileup_row_set_cell (CairnPileupRow *self,
                           CairnSnapshot *snapshot,
                           const CairnCell *cell,
                           double trend_top)
{
  g_return_if_fail (CAIRN_IS_PILEUP_ROW (self));

  if (snapshot != NULL)
    cairn_snapshot_ref (snapshot);
  g_clear_pointer (&self->snapshot, cairn_snapshot_unref);
  self->snapshot = snapshot;
  self->cell = cell;
  self->trend_top = trend_top;
}

void
cairn_pileup_row_show (CairnPileupRow *self)
{
  g_return_if_fail (CAIRN_IS_PILEUP_ROW (self));

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

CairnElement *
cairn_pileup_row_get_stage (CairnPileupRow *self)
{
  g_return_val_if_fail (CAIRN_IS_PILEUP_ROW (self), NULL);

  return self->stage;
}

CairnSnapshot *
cairn_pileup_row_get_snapshot (CairnPileupRow *self)
{
  g_return_val_if_fail (CAIRN_IS_PILEUP_ROW (self), NULL);

  return self->snapshot;
}

const CairnCell *
cairn_pileup_row_get_cell (CairnPileupRow *self)
{
  g_return_val_if_fail (CAIRN_IS_PILEUP_ROW (self), NULL);

  return self->cell;
}

double
cairn_pileup_row_get_trend_top (CairnPileupRow *self)
{
  g_return_val_if_fail (CAIRN_IS_PILEUP_ROW (self), 0);

  return self->trend_top;
}
