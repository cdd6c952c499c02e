/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-table-leaf.h"

G_BEGIN_DECLS

/* Sets @plan, all zero so far, and *@root, the page on which the table begins. @columns: as for
 * cairn_table_pages_new(). FALSE: it is no table, lacks a column, or computes some. */
gboolean cairn_table_plan_make (
  CairnTablePlan *plan, sqlite3 *db, const char *table, const char *const *columns, guint32 *root);

G_END_DECLS
