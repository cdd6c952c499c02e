/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-row-range.h"
#include "timing/cairn-state-file.h"

G_BEGIN_DECLS

/* When customers were lost, of a table too large for the book of stays: nobody who is lost is still
 * in a stage. 8 bytes a customer, and nothing where nobody is. */
typedef struct _CairnLostCustomers CairnLostCustomers;

/* With room for @n_customers, and for more as they come. */
CairnLostCustomers *cairn_lost_customers_new (guint n_customers);
void cairn_lost_customers_free (CairnLostCustomers *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CairnLostCustomers, cairn_lost_customers_free)

void cairn_lost_customers_set (CairnLostCustomers *self, guint32 customer, gint64 moment);

/* What becomes of a visit of a customer who was lost at @moment: if it is open it ends there.
 * Returns whether it did. */
gboolean cairn_visit_close_lost (CairnVisit *visit, gint64 moment);

/* The moment at which a visit like @row ends, as it is an open one of somebody lost since;
 * CAIRN_VISIT_OPEN: it is not. @self may be NULL: nobody was. */
gint64 cairn_lost_customers_get_end (const CairnLostCustomers *self, const CairnSourceRow *row);

/* Such a row came (@sign 1) or went (-1). */
void cairn_lost_customers_count (CairnLostCustomers *self, guint32 customer, int sign);
void
cairn_lost_customers_get_counts (const CairnLostCustomers *self, guint *rows, guint *customers);

/* Without the counts. @self may be NULL, and is what comes back of nobody. */
void cairn_lost_customers_write (const CairnLostCustomers *self, CairnStateWriter *writer);
CairnLostCustomers *cairn_lost_customers_read (CairnStateReader *reader, guint n_customers);

G_END_DECLS
