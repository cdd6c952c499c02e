/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-schema.h"

G_BEGIN_DECLS

/* In which order the six columns of a SIPOC are filled in; column CAIRN_N_COLUMNS is that of the
 * requirements, always the last. */

#define CAIRN_FILL_COLUMNS (CAIRN_N_COLUMNS + 1)

/* The column at @place (0 to 5). */
guint cairn_fill_order_column (CairnFillOrder order, guint place);

/* The place of @column. */
guint cairn_fill_order_place (CairnFillOrder order, guint column);

G_END_DECLS
