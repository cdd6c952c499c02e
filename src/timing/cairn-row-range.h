/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-visit-decoder.h"

G_BEGIN_DECLS

/* A stretch of rows, ascending by rowid. */
typedef struct
{
  GArray *ids;  /* gint64 */
  GArray *rows; /* CairnSourceRow */
  gint64 clock; /* when they were read: who was to leave later is still there */
} CairnRowRange;

CairnRowRange *cairn_row_range_new (gint64 clock);
void cairn_row_range_free (CairnRowRange *self);
void cairn_row_range_add (CairnRowRange *self, gint64 id, const CairnSourceRow *row);
/* Empties it, and keeps its room. */
void cairn_row_range_reset (CairnRowRange *self);
/* FALSE if there is no row @id. */
gboolean cairn_row_range_find (const CairnRowRange *self, gint64 id, guint *index);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnRowRange, cairn_row_range_free)

static inline gint64
cairn_row_range_get_id (const CairnRowRange *range, guint i)
{
  return g_array_index (range->ids, gint64, i);
}

static inline const CairnSourceRow *
cairn_row_range_get_row (const CairnRowRange *range, guint i)
{
  return &g_array_index (range->rows, CairnSourceRow, i);
}

G_END_DECLS
