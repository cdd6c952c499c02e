/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-customer-book.h"
#include "timing/cairn-state-file.h"

G_BEGIN_DECLS

void cairn_customer_book_state_write (const CairnCustomerBook *self, CairnStateWriter *writer);

/* Into an empty book, whose engine has all customers already, and whose table has @n_segments.
 * FALSE: the file is no good, and neither is the book. */
gboolean cairn_customer_book_state_read (CairnCustomerBook *self,
                                         CairnStateReader *reader,
                                         guint n_segments);

G_END_DECLS
