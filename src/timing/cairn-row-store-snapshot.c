/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-row-store-private.h"

#include "timing/cairn-engine-private.h"
#include "timing/cairn-quality-private.h"
#include "timing/cairn-snapshot-private.h"

static int
compare_unmapped (gconstpointer a, gconstpointer b, gpointer data)
{
  CairnRowStore *self = data;
  const CairnUnmappedValue *one = g_ptr_array_index (self->unmapped, *(const guint *) a);
  const CairnUnmappedValue *two = g_ptr_array_index (self->unmapped, *(const guint *) b);

  if (one->visits != two->visits)
    return one->visits > two->visits ? -1 : 1;
  return g_strcmp0 (cairn_visit_decoder_get_unmapped (self->decoder, *(const guint *) a),
                    cairn_visit_decoder_get_unmapped (self->decoder, *(const guint *) b));
}

static void
add_unmapped (CairnRowStore *self, CairnSnapshot *snapshot, CairnQuality *quality)
{
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->unmapped->len; i++)
    if (((CairnUnmappedValue *) g_ptr_array_index (self->unmapped, i))->visits > 0)
      g_array_append_val (order, i);
  g_array_sort_with_data (order, compare_unmapped, self);
  for (guint i = 0; i < order->len; i++)
    {
      guint number = g_array_index (order, guint, i);
      const CairnUnmappedValue *unmapped = g_ptr_array_index (self->unmapped, number);
      g_autofree char *value
        = g_utf8_make_valid (cairn_visit_decoder_get_unmapped (self->decoder, number), -1);

      cairn_snapshot_add_unmapped (snapshot, value, unmapped->visits,
                                   g_hash_table_size (unmapped->customers));
      cairn_quality_add (quality, CAIRN_FINDING_UNMAPPED, value, unmapped->visits,
                         g_hash_table_size (unmapped->customers));
    }
}

static void
add_rejected (CairnRowStore *self, CairnSnapshot *snapshot, CairnQuality *quality)
{
  for (guint state = 0; state < CAIRN_N_ROW_STATES; state++)
    {
      const char *reason = cairn_row_state_reason ((CairnRowState) state);

      if (reason == NULL || self->by_state[state] == 0)
        continue;
      cairn_snapshot_add_quarantine (snapshot, reason, self->by_state[state]);
      cairn_quality_add (quality, CAIRN_FINDING_REJECTED, reason, self->by_state[state], 0);
    }
}

CairnSnapshot *
cairn_row_store_snapshot (CairnRowStore *self,
                          gint64 now,
                          const CairnWindow *window,
                          CairnQuality *quality)
{
  CairnSnapshot *snapshot
    = cairn_engine_snapshot (cairn_row_store_get_engine (self), now, window, G_MININT64);

  if (self->lens != NULL)
    cairn_snapshot_set_audience (snapshot, cairn_visit_lens_get_audience (self->lens));
  add_unmapped (self, snapshot, quality);
  add_rejected (self, snapshot, quality);
  return snapshot;
}
