/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The rows of an answer, and what becomes of those that are kept. */
#include "timing/cairn-postgres-source-private.h"

static void
count_clear (gpointer data)
{
  g_free (((CairnPostgresCount *) data)->who);
}

static gint64
get_int (const PGresult *result, int row, int field)
{
  return g_ascii_strtoll (PQgetvalue (result, row, field), NULL, 10);
}

static double
get_real (const PGresult *result, int row, int field)
{
  return g_ascii_strtod (PQgetvalue (result, row, field), NULL);
}

GArray *
cairn_postgres_counts_new (const PGresult *result, guint n_cells, gboolean settled_only)
{
  GArray *counts = g_array_new (FALSE, FALSE, sizeof (CairnPostgresCount));

  g_array_set_clear_func (counts, count_clear);
  for (int row = 0; row < PQntuples (result); row++)
    {
      gint64 part = get_int (result, row, 0);
      gint64 cell = get_int (result, row, 1);
      CairnPostgresCount count;

      if (get_int (result, row, 2) == CAIRN_SUM_TRACKED)
        continue;
      if (cell < 0 || cell >= n_cells || (settled_only && part == CAIRN_PART_REST))
        continue;
      count = (CairnPostgresCount){ .part = (CairnPostgresPart) part,
                                    .cell = (guint) cell,
                                    .kind = (CairnPostgresSum) get_int (result, row, 2),
                                    .bin = get_int (result, row, 3),
                                    .n = get_int (result, row, 4),
                                    .events = get_int (result, row, 5),
                                    .first_event = get_real (result, row, 6),
                                    .last_event = get_real (result, row, 7),
                                    .last_seen = get_real (result, row, 8),
                                    .total = get_real (result, row, 9),
                                    .squares = get_real (result, row, 10) };
      if (count.kind == CAIRN_SUM_HERE || count.kind == CAIRN_SUM_STUCK)
        count.who = g_strdup (PQgetvalue (result, row, 11));
      g_array_append_val (counts, count);
    }
  return counts;
}

CairnPostgresTracked
cairn_postgres_tracked_rows (const PGresult *result)
{
  for (int row = 0; row < PQntuples (result); row++)
    if (get_int (result, row, 2) == CAIRN_SUM_TRACKED)
      return (CairnPostgresTracked){ .transaction = get_int (result, row, 3),
                                     .n = get_int (result, row, 4),
                                     .n_customers = get_int (result, row, 5) };
  return (CairnPostgresTracked){ 0 };
}

/* The weeks end at "now": as it moves on, what is left of the week at a moment grows, and what of a
 * loss lies within the recent weeks shrinks. */
static void
move_on (CairnPostgresCount *count, double elapsed)
{
  double n = (double) count->n;

  if (count->part != CAIRN_PART_MOVING)
    return;
  if (count->kind == CAIRN_SUM_LOST_RECENT)
    elapsed = -elapsed;
  count->squares += 2 * elapsed * count->total + n * elapsed * elapsed;
  count->total += n * elapsed;
}

void
cairn_postgres_counts_move (GArray *counts, const GArray *base, gint64 elapsed)
{
  for (guint i = 0; i < base->len; i++)
    {
      CairnPostgresCount count = g_array_index (base, CairnPostgresCount, i);

      count.who = NULL; /* those who are here are never settled */
      move_on (&count, (double) elapsed);
      g_array_append_val (counts, count);
    }
}
