/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a column of somebody's table or log is for. */
typedef enum
{
  CAIRN_COLUMN_CUSTOMER,
  CAIRN_COLUMN_STAGE,
  CAIRN_COLUMN_ENTERED,
  CAIRN_COLUMN_LEFT,
  CAIRN_COLUMN_OWNER,
  CAIRN_COLUMN_SEGMENT,
} CairnColumnRole;

#define CAIRN_N_COLUMN_ROLES (CAIRN_COLUMN_SEGMENT + 1)

/* "customer", "stage" …, as the options of the command line are called. */
const char *cairn_column_role_name (CairnColumnRole role);

/* The column among @columns (NULL-terminated) whose name says it plays @role, or NULL. Looks at
 * letters and digits only: "Customer ID", "customer_id" and "customerId" are the same. */
const char *cairn_column_role_guess (CairnColumnRole role, const char *const *columns);

/* Likewise the column that tells when a row was last written. */
const char *cairn_column_guess_updated (const char *const *columns);

G_END_DECLS
