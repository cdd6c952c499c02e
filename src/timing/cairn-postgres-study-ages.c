/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From counts by bin to ages, for the code that takes them one by one. */
#include "timing/cairn-postgres-study-private.h"

static gint64
get_int (const PGresult *result, int row, int field)
{
  return g_ascii_strtoll (PQgetvalue (result, row, field), NULL, 10);
}

CairnPostgresStudyRow
cairn_postgres_study_row (const PGresult *result, int row)
{
  return (CairnPostgresStudyRow){ .kind = (CairnPostgresStudySum) get_int (result, row, 0),
                                  .owner = PQgetvalue (result, row, 1),
                                  .what = get_int (result, row, 2),
                                  .bin = get_int (result, row, 3),
                                  .n = get_int (result, row, 4),
                                  .least = get_int (result, row, 5),
                                  .most = get_int (result, row, 6),
                                  .sums = PQgetvalue (result, row, 7) };
}

gint64
cairn_postgres_study_age (const CairnPostgresStudyRow *row, gint64 i)
{
  if (row->n < 2)
    return row->least;
  return row->least + (gint64) ((double) (row->most - row->least) * (double) i / (row->n - 1.0));
}

void
cairn_postgres_study_spread (CairnAges *ages,
                             const CairnPostgresStudyRow *row,
                             CairnAgeKind kind,
                             guint16 cell)
{
  cairn_ages_expect (ages, (gsize) MAX (row->n, 0));
  for (gint64 i = 0; i < row->n; i++)
    cairn_ages_append_if (
      ages, cairn_age_pack (MIN (cairn_postgres_study_age (row, i), CAIRN_AGE_MAX), kind, cell),
      TRUE);
}

void
cairn_postgres_study_sort (CairnStudyWork *work)
{
  cairn_ages_append_list (&work->ages, &work->others);
  cairn_ages_sort (&work->ages, &work->scratch);
}
