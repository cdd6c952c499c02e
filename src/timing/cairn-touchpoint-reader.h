/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-touchpoint-book.h"
#include "timing/cairn-visit-decoder.h"

G_BEGIN_DECLS

/* Rows beyond this many are not read: touchpoints are kept in memory, 40 bytes each. */
#define CAIRN_MOST_TOUCHPOINTS 1000000

/* Whether the database of @mapping says anything of touchpoints: it has a table touchpoints
 * (customer_id, name, at), as an import makes it, or the rows of its visits name them. */
gboolean cairn_touchpoint_reader_applies (sqlite3 *db, const CairnMapping *mapping);

/* Reads all of them; *@rest: how many rows were too many. @decoder knows the customers and how
 * times are written. NULL: *@error. */
CairnTouchpointBook *cairn_touchpoint_reader_read (sqlite3 *db,
                                                   const CairnMapping *mapping,
                                                   CairnVisitDecoder *decoder,
                                                   guint *rest,
                                                   GError **error);

G_END_DECLS
