/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-row-store.h"
#include "timing/cairn-state-file.h"

G_BEGIN_DECLS

/* All that a loaded store knows, to a file and back: with its engine, its decoder and the customers
 * of that. */
gboolean cairn_row_store_state_can_write (CairnRowStore *self);
void cairn_row_store_state_write (CairnRowStore *self, CairnStateWriter *writer);

/* Into an empty store; the lens is to be set afterwards. Between the two, chunks and customers are
 * known, but no visit: a thread may be reading them. FALSE: the file is no good, and neither is the
 * store. */
gboolean cairn_row_store_state_read (CairnRowStore *self, CairnStateReader *reader);
gboolean cairn_row_store_state_finish (CairnRowStore *self, CairnStateReader *reader);

/* Whether @range is what @chunk holds. */
gboolean cairn_row_store_state_check (CairnRowStore *self, guint chunk, const CairnRowRange *range);

/* When the next row that was "in the future" no longer is; G_MAXINT64: never. */
gint64 cairn_row_store_get_next_arrival (const CairnRowStore *self);

/* Rows that came, changed or went since the last call of cairn_row_store_forget_changes(). */
guint64 cairn_row_store_count_changes (const CairnRowStore *self);
void cairn_row_store_forget_changes (CairnRowStore *self);

G_END_DECLS
