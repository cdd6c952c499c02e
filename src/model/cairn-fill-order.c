/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model/cairn-fill-order.h"

static const guint8 orders[][CAIRN_FILL_COLUMNS] = {
  [CAIRN_FILL_ORDER_POCIS] = { CAIRN_COLUMN_PROCESS, CAIRN_COLUMN_OUTPUTS, CAIRN_COLUMN_CUSTOMERS,
                               CAIRN_COLUMN_INPUTS, CAIRN_COLUMN_SUPPLIERS, CAIRN_N_COLUMNS },
  [CAIRN_FILL_ORDER_COPIS] = { CAIRN_COLUMN_CUSTOMERS, CAIRN_COLUMN_OUTPUTS, CAIRN_COLUMN_PROCESS,
                               CAIRN_COLUMN_INPUTS, CAIRN_COLUMN_SUPPLIERS, CAIRN_N_COLUMNS },
  [CAIRN_FILL_ORDER_LEFT_TO_RIGHT]
  = { CAIRN_COLUMN_SUPPLIERS, CAIRN_COLUMN_INPUTS, CAIRN_COLUMN_PROCESS, CAIRN_COLUMN_OUTPUTS,
      CAIRN_COLUMN_CUSTOMERS, CAIRN_N_COLUMNS },
};

guint
cairn_fill_order_column (CairnFillOrder order, guint place)
{
  g_return_val_if_fail (order < G_N_ELEMENTS (orders) && place < CAIRN_FILL_COLUMNS, 0);

  return orders[order][place];
}

guint
cairn_fill_order_place (CairnFillOrder order, guint column)
{
  g_return_val_if_fail (order < G_N_ELEMENTS (orders) && column < CAIRN_FILL_COLUMNS, 0);

  for (guint i = 0; i < CAIRN_FILL_COLUMNS; i++)
    if (orders[order][i] == column)
      return i;
  return 0;
}
