/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Off a damaged page of a table come rows that stand on it, ascending, or none at all. */
#include "fuzz.h"

#include "timing/cairn-table-leaf.h"

#define LEAST_SIZE 512

static void
check_row (const CairnTableRow *row, const guint8 *page, gsize size)
{
  for (guint f = 0; f < CAIRN_TABLE_FIELDS; f++)
    {
      const CairnField *field = &row->fields[f];
      const guint8 *text = (const guint8 *) field->text;

      g_assert_cmpint (field->type, >=, SQLITE_INTEGER);
      g_assert_cmpint (field->type, <=, SQLITE_NULL);
      if (field->type != SQLITE_TEXT && field->type != SQLITE_BLOB)
        continue;
      g_assert_true (text >= page && text <= page + size);
      g_assert_cmpuint (field->n_bytes, <=, (gsize) (page + size - text));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const CairnTablePlan plan = {
    .columns = { { .field = -1 },
                 { .field = 1 },
                 { .field = 2, .is_real = TRUE },
                 { .field = 3, .has_default = TRUE },
                 { .field = 4 } },
    .n_columns = 5,
    .copies = { { 5, 1 }, { 6, -1 } },
    .n_copies = 2,
  };
  const CairnRowidSpan all = { G_MININT64, G_MAXINT64 };
  g_autofree guint8 *copy = g_memdup2 (data, size);
  const CairnTablePage page = { copy, (guint32) size, (guint32) size, 0 };
  CairnTableRows rows = { 0 };

  if (size < LEAST_SIZE || size > 65536)
    return 0;
  if (cairn_table_leaf_read (&plan, &page, &all, &all, &rows) == CAIRN_LEAF_READ)
    for (guint i = 0; i < rows.n_rows; i++)
      {
        check_row (&rows.rows[i], copy, size);
        if (i > 0)
          g_assert_cmpint (rows.rows[i].id, >, rows.rows[i - 1].id);
      }
  cairn_table_rows_clear (&rows);
  return 0;
}
