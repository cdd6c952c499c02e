/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-stay-book.h"
#include "timing/cairn-visit-decoder.h"

G_BEGIN_DECLS

/* Reads when customers were lost (churned_at), and whether they are a success (success), from the
 * customers table, as far as it has these columns, into @book (NULL: only looks). *@sum tells
 * whether anything was different the last time. */
gboolean cairn_customer_fates_read (CairnStayBook *book,
                                    CairnVisitDecoder *decoder,
                                    sqlite3 *db,
                                    const CairnMapping *mapping,
                                    guint64 *sum,
                                    GError **error);

G_END_DECLS
