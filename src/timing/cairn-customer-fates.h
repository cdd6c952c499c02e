/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-visit-decoder.h"

G_BEGIN_DECLS

/* @lost_at: CAIRN_VISIT_OPEN: never. */
typedef void (*CairnFateFunc) (guint32 customer, gint64 lost_at, gboolean success, gpointer data);

/* Reads when customers were lost (churned_at), and whether they are a success (success), from the
 * customers table, as far as it has these columns, and tells @func (NULL: only looks) of those who
 * are one or the other. *@sum tells whether anything was different the last time. */
gboolean cairn_customer_fates_read (CairnFateFunc func,
                                    gpointer data,
                                    CairnVisitDecoder *decoder,
                                    sqlite3 *db,
                                    const CairnMapping *mapping,
                                    guint64 *sum,
                                    GError **error);

G_END_DECLS
