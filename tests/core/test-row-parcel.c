/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a parcel of rows is what the same rows come to one by one, also when some of them are
 * forgotten again. */

#include "timing/cairn-row-parcel.h"

#define CLOCK 1000
#define N_CELLS 5

static CairnSourceRow
make_row (GRand *rand)
{
  static const CairnRowState states[]
    = { CAIRN_ROW_VISIT,   CAIRN_ROW_VISIT,    CAIRN_ROW_VISIT,
        CAIRN_ROW_SUCCESS, CAIRN_ROW_UNMAPPED, CAIRN_ROW_NO_STAGE };
  CairnSourceRow row = {
    .entered = g_rand_int_range (rand, 0, CLOCK),
    .left = CAIRN_VISIT_OPEN,
    .customer = (guint32) g_rand_int_range (rand, 0, 100),
    .cell = (guint16) g_rand_int_range (rand, 0, N_CELLS),
    .wait = CAIRN_WAIT_UNKNOWN,
    .state = (guint8) states[g_rand_int_range (rand, 0, G_N_ELEMENTS (states))],
  };

  if (g_rand_int_range (rand, 0, 3) > 0)
    row.left = row.entered + g_rand_int_range (rand, 0, CLOCK);
  if (row.state == CAIRN_ROW_SUCCESS && g_rand_boolean (rand))
    row.cell = CAIRN_NO_CELL;
  return row;
}

/* The visits of @range in one cell, in the order of the rows. */
static void
check_cell (const CairnRowParcel *parcel, const CairnRowRange *range, guint16 cell, gboolean open)
{
  guint n = 0;

  for (guint i = 0; i < range->rows->len; i++)
    {
      const CairnSourceRow *row = cairn_row_range_get_row (range, i);
      const CairnVisit visit = cairn_row_get_visit (row, parcel->chunk->number, NULL);
      const CairnKeptVisit kept = cairn_visit_keep (&visit);

      if (!cairn_row_is_visit (row) || row->cell != cell
          || (visit.left == CAIRN_VISIT_OPEN) != open)
        continue;
      g_assert_cmpuint (cell, <, parcel->n_cells);
      g_assert_cmpuint (n, <, parcel->cells[cell][open].n);
      g_assert_cmpmem (&parcel->cells[cell][open].visits[n], sizeof kept, &kept, sizeof kept);
      n++;
    }
  if (cell < parcel->n_cells)
    g_assert_cmpuint (n, ==, parcel->cells[cell][open].n);
}

static void
check_first_entry (const CairnRowParcel *parcel, const CairnRowRange *range)
{
  gint64 first = G_MAXINT64;

  for (guint i = 0; i < range->rows->len; i++)
    if (cairn_row_is_visit (cairn_row_range_get_row (range, i)))
      first = MIN (first, cairn_row_range_get_row (range, i)->entered);
  g_assert_cmpint (parcel->first_entry, ==, first);
}

static void
check (const CairnRowParcel *parcel, const CairnRowRange *range)
{
  CairnRowChunk *chunk = cairn_row_chunk_new (parcel->chunk->number, range);

  g_assert_cmpuint (parcel->chunk->n_rows, ==, chunk->n_rows);
  g_assert_cmpuint (parcel->chunk->sum, ==, chunk->sum);
  g_assert_cmpint (parcel->chunk->rows->clock, ==, chunk->rows->clock);
  if (chunk->n_rows > 0)
    {
      g_assert_cmpint (parcel->chunk->first, ==, chunk->first);
      g_assert_cmpint (parcel->chunk->last, ==, chunk->last);
    }
  for (guint i = 0; i < CAIRN_N_SETTLED_STATES; i++)
    g_assert_cmpuint (parcel->chunk->settled[i], ==, chunk->settled[i]);
  g_assert_cmpuint (parcel->chunk->rows->rows->len, ==, chunk->rows->rows->len);
  for (guint i = 0; i < chunk->rows->rows->len; i++)
    {
      g_assert_cmpint (cairn_row_range_get_id (parcel->chunk->rows, i), ==,
                       cairn_row_range_get_id (chunk->rows, i));
      g_assert_true (cairn_row_equal (cairn_row_range_get_row (parcel->chunk->rows, i),
                                      cairn_row_range_get_row (chunk->rows, i)));
    }
  for (guint16 cell = 0; cell < N_CELLS; cell++)
    for (int open = FALSE; open <= TRUE; open++)
      check_cell (parcel, range, cell, open);
  check_first_entry (parcel, range);
  cairn_row_chunk_free (chunk);
}

static void
add_some (GRand *rand, CairnRowParcel *parcel, CairnRowRange *range, gint64 *id)
{
  gint32 n = g_rand_int_range (rand, 0, 300);

  for (gint32 i = 0; i < n; i++)
    {
      CairnSourceRow row = make_row (rand);

      *id += g_rand_int_range (rand, 1, 3);
      cairn_row_parcel_add (parcel, *id, &row);
      cairn_row_range_add (range, *id, &row);
    }
}

static void
test_parcel (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());
  g_autoptr (CairnRowParcel) parcel = cairn_row_parcel_new (1, CLOCK, NULL);

  for (guint16 number = 1; number < 20; number++)
    {
      g_autoptr (CairnRowRange) range = cairn_row_range_new (CLOCK);
      gint64 id = -100;

      cairn_row_parcel_reset (parcel, number);
      for (guint i = 0; i < 5; i++)
        {
          g_autoptr (CairnRowRange) forgotten = cairn_row_range_new (CLOCK);

          add_some (rand, parcel, range, &id);
          cairn_row_parcel_mark (parcel);
          add_some (rand, parcel, forgotten, &(gint64){ id });
          cairn_row_parcel_rewind (parcel);
          check (parcel, range);
        }
      g_assert_cmpuint (parcel->chunk->number, ==, number);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/row-parcel/rows", test_parcel);
  return g_test_run ();
}
