/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "timing/cairn-postgres.h"
#include "timing/cairn-source.h"

#include <math.h>

#include "postgres-fixture.h"

#include <glib/gstdio.h>

#define N_ROWS 50000
#define DAY 86400

static PostgresFixture server;
static char *sqlite_path;

static CairnMapping *
make_mapping (const char *path, const char *table)
{
  static const char *const stages[] = { "Kick-off", "Set-up", "Training", "Review", "Live" };
  CairnMapping *mapping = cairn_mapping_new (path);
  g_autoptr (GError) error = NULL;

  mapping->table = g_strdup (table);
  mapping->zone = g_strdup ("UTC");
  for (guint i = 0; i < G_N_ELEMENTS (stages); i++)
    cairn_mapping_add_stage (mapping, stages[i], stages[i]);
  cairn_mapping_add_target (mapping, NULL, "Set-up", 10 * DAY, 20 * DAY);
  cairn_mapping_add_target (mapping, "Small", "Set-up", 20 * DAY, 0);
  cairn_mapping_add_target (mapping, NULL, "Training", 14 * DAY, 0);
  cairn_mapping_add_target (mapping, NULL, "Review", 5 * DAY, 0);
  cairn_mapping_complete (mapping, &error);
  g_assert_no_error (error);
  return mapping;
}

static CairnSource *
open_source (const char *path, const char *table)
{
  g_autoptr (CairnMapping) mapping = make_mapping (path, table);
  g_autoptr (GError) error = NULL;
  CairnSource *source = cairn_source_open (mapping, NULL, &error);

  g_assert_no_error (error);
  cairn_source_load (source, NULL, NULL, &error);
  g_assert_no_error (error);
  return source;
}

static void
assert_same_real (double a, double b)
{
  if (isnan (a) || isnan (b))
    g_assert_true (isnan (a) && isnan (b));
  else
    g_assert_cmpfloat_with_epsilon (a, b, 1e-9 * (1 + fabs (b)));
}

static gboolean
is_near (double a, double b, double share, double least)
{
  return (isnan (a) && isnan (b)) || fabs (a - b) <= share * fabs (b) + least;
}

/* The limits lie outside those from the single visits; all of it within what so few allow. */
static void
assert_brackets (const CairnEstimate *sums, const CairnEstimate *rows)
{
  g_assert_true (is_near (sums->value, rows->value, 0.03, 1));
  if (!isnan (sums->low))
    g_assert_cmpfloat (sums->low, <=, rows->low + 1e-6);
  if (!isnan (sums->high))
    g_assert_cmpfloat (sums->high, >=, rows->high - 1e-6);
  g_assert_true (is_near (sums->low, rows->low, 0.08, 1));
  if (!isnan (sums->high))
    g_assert_true (is_near (sums->high, rows->high, 0.08, 1));
}

static void
assert_same_counts (const CairnCell *sums, const CairnCell *rows)
{
  g_assert_cmpuint (sums->arrivals, ==, rows->arrivals);
  g_assert_cmpuint (sums->departures, ==, rows->departures);
  g_assert_cmpuint (sums->here, ==, rows->here);
  g_assert_cmpuint (sums->overdue, ==, rows->overdue);
  g_assert_cmpuint (sums->exits, ==, rows->exits);
  g_assert_cmpint (sums->target, ==, rows->target);
  g_assert_cmpint (sums->limit, ==, rows->limit);
  g_assert_cmpuint (sums->recent_weeks, ==, rows->recent_weeks);
  g_assert_cmpuint (sums->arrivals_28d, ==, rows->arrivals_28d);
  g_assert_cmpuint (sums->departures_28d, ==, rows->departures_28d);
  g_assert_cmpint (sums->oldest_age, ==, rows->oldest_age);
  g_assert_cmpstr (sums->oldest_customer, ==, rows->oldest_customer);
  g_assert_cmpuint (sums->rank, ==, rows->rank);
  g_assert_cmpuint (sums->growth, ==, rows->growth);
}

static void
assert_same_cell (const CairnCell *sums, const CairnCell *rows)
{
  g_assert_cmpstr (sums->segment, ==, rows->segment);
  g_assert_cmpstr (sums->stage, ==, rows->stage);
  assert_same_counts (sums, rows);
  assert_same_real (sums->lost_per_week, rows->lost_per_week);
  assert_same_real (sums->lost_se, rows->lost_se);
  assert_same_real (sums->net_per_week, rows->net_per_week);
  for (guint week = 0; week < CAIRN_TREND_WEEKS; week++)
    assert_same_real (sums->lost_weeks[week], rows->lost_weeks[week]);
  assert_brackets (&sums->median, &rows->median);
  assert_brackets (&sums->p90, &rows->p90);
  g_assert_true (is_near (sums->within_target, rows->within_target, 0, 0.005));
  g_assert_true (is_near (sums->pileup_z, rows->pileup_z, 0.01, 0.001));
}

static void
assert_same_quality (CairnSnapshot *sums, CairnSnapshot *rows)
{
  guint n_sums = 0, n_rows = 0;
  const CairnUnmapped *unmapped = cairn_snapshot_get_unmapped (sums, &n_sums);
  const CairnUnmapped *expected = cairn_snapshot_get_unmapped (rows, &n_rows);
  const CairnQuarantine *aside, *expected_aside;

  g_assert_cmpuint (n_sums, ==, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      g_assert_cmpstr (unmapped[i].value, ==, expected[i].value);
      g_assert_cmpuint (unmapped[i].visits, ==, expected[i].visits);
      g_assert_cmpuint (unmapped[i].customers, ==, expected[i].customers);
    }
  aside = cairn_snapshot_get_quarantine (sums, &n_sums);
  expected_aside = cairn_snapshot_get_quarantine (rows, &n_rows);
  g_assert_cmpuint (n_sums, ==, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      g_assert_cmpstr (aside[i].reason, ==, expected_aside[i].reason);
      g_assert_cmpuint (aside[i].rows, ==, expected_aside[i].rows);
    }
}

static void
assert_same_snapshot (CairnSnapshot *sums, CairnSnapshot *rows)
{
  guint n_sums = 0, n_rows = 0;
  const CairnCell *cells = cairn_snapshot_get_cells (sums, &n_sums);
  const CairnCell *expected = cairn_snapshot_get_cells (rows, &n_rows);

  g_assert_cmpstr (cairn_snapshot_get_stale (sums), ==, NULL);
  g_assert_cmpint (cairn_snapshot_get_window_from (sums), ==,
                   cairn_snapshot_get_window_from (rows));
  g_assert_cmpint (cairn_snapshot_get_window_to (sums), ==, cairn_snapshot_get_window_to (rows));
  g_assert_cmpuint (n_sums, ==, n_rows);
  for (guint i = 0; i < n_rows; i++)
    assert_same_cell (&cells[i], &expected[i]);
  assert_same_quality (sums, rows);
}

static void
test_same_numbers (void)
{
  const struct
  {
    gint64 now;
    CairnWindow window;
  } views[] = {
    { FIXTURE_NOW, { .kind = CAIRN_WINDOW_13_WEEKS } },
    { FIXTURE_NOW, { .kind = CAIRN_WINDOW_26_WEEKS } },
    { FIXTURE_NOW, { .kind = CAIRN_WINDOW_ALL } },
    { FIXTURE_NOW - 200 * DAY, { .kind = CAIRN_WINDOW_13_WEEKS } },
    { FIXTURE_NOW, { CAIRN_WINDOW_RANGE, FIXTURE_NOW - 90 * DAY, FIXTURE_NOW - 20 * DAY } },
  };
  g_autoptr (CairnSource) sums = open_source (server.address, "visits");
  g_autoptr (CairnSource) rows = open_source (sqlite_path, "visits");

  g_assert_cmpuint (cairn_source_get_n_rows (sums), ==, N_ROWS);
  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      g_autoptr (CairnSnapshot) a = cairn_source_snapshot (sums, views[i].now, &views[i].window);
      g_autoptr (CairnSnapshot) b = cairn_source_snapshot (rows, views[i].now, &views[i].window);

      assert_same_snapshot (a, b);
    }
}

int
main (int argc, char *argv[])
{
  PGconn *conn;
  int status;

  g_test_init (&argc, &argv, NULL);
  postgres_fixture_init (&server);
  sqlite_path = g_build_filename (server.folder, "visits.db", NULL);
  conn = postgres_fixture_connect (&server);
  fixture_fill_postgres (conn, "visits", N_ROWS);
  PQfinish (conn);
  fixture_fill_sqlite (sqlite_path, N_ROWS);
  g_test_add_func ("/postgres/same-numbers", test_same_numbers);
  status = g_test_run ();
  postgres_fixture_clear (&server);
  g_free (sqlite_path);
  return status;
}
