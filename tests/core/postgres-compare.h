/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-postgres-source-private.h"
#include "timing/cairn-postgres.h"
#include "timing/cairn-sqlite-source-private.h"
#include "timing/cairn-timings-report.h"

#include <math.h>

#include "postgres-fixture.h"

#include <glib/gstdio.h>

/* What a server says against what is said of the rows themselves. */

#define N_ROWS 50000
#define DAY 86400

static PostgresFixture server;
static char *sqlite_path;

G_GNUC_UNUSED static void
assert_same_real (double a, double b)
{
  if (isnan (a) || isnan (b))
    g_assert_true (isnan (a) && isnan (b));
  else
    g_assert_cmpfloat_with_epsilon (a, b, 1e-9 * (1 + fabs (b)));
}

G_GNUC_UNUSED static gboolean
is_near (double a, double b, double share, double least)
{
  return (isnan (a) && isnan (b)) || fabs (a - b) <= share * fabs (b) + least;
}

/* The fewer visits a stage has, the wider the brackets are. */
static double few = 1;

/* The limits lie outside those from the single visits; all of it within what so few allow.
 * @grouped: those of the rows allow for customers who came more than once, which sums cannot. */
G_GNUC_UNUSED static void
assert_brackets (const CairnEstimate *sums, const CairnEstimate *rows, gboolean grouped)
{
  g_assert_true (is_near (sums->value, rows->value, 0.03 * few, 1));
  if (grouped)
    return;
  if (!isnan (sums->low))
    g_assert_cmpfloat (sums->low, <=, rows->low + 1e-6);
  if (!isnan (sums->high))
    g_assert_cmpfloat (sums->high, >=, rows->high - 1e-6);
  g_assert_true (is_near (sums->low, rows->low, 0.08 * few, 1));
  if (!isnan (sums->high))
    g_assert_true (is_near (sums->high, rows->high, 0.08 * few, 1));
}

G_GNUC_UNUSED static void
assert_within (const CairnBounds *bounds, const CairnEstimate *rows)
{
  if (isnan (rows->value))
    return;
  g_assert_cmpfloat (bounds->least, <=, rows->value + 1e-6);
  if (!isnan (bounds->most))
    g_assert_cmpfloat (bounds->most, >=, rows->value - 1e-6);
}

G_GNUC_UNUSED static void
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
  g_assert_cmpuint (sums->stuck, ==, rows->stuck);
  g_assert_cmpint (sums->stuck_since, ==, rows->stuck_since);
  g_assert_cmpint (sums->stuck_customer != NULL, ==, rows->stuck_customer != NULL);
  g_assert_cmpuint (sums->rank, ==, rows->rank);
  g_assert_cmpuint (sums->growth, ==, rows->growth);
}

G_GNUC_UNUSED static void
assert_same_cell (const CairnCell *sums, const CairnCell *rows)
{
  g_assert_cmpstr (sums->segment, ==, rows->segment);
  g_assert_cmpstr (sums->stage, ==, rows->stage);
  assert_same_counts (sums, rows);
  assert_same_real (sums->lost_per_week, rows->lost_per_week);
  assert_same_real (sums->lost_se, rows->lost_se);
  assert_same_real (sums->spent_per_week, rows->spent_per_week);
  assert_same_real (sums->net_per_week, rows->net_per_week);
  for (guint week = 0; week < CAIRN_TREND_WEEKS; week++)
    assert_same_real (sums->lost_weeks[week], rows->lost_weeks[week]);
  assert_brackets (&sums->median, &rows->median, rows->grouped);
  assert_brackets (&sums->p90, &rows->p90, rows->grouped);
  if (sums->binned && !rows->binned)
    {
      assert_within (&sums->median_bounds, &rows->median);
      assert_within (&sums->p90_bounds, &rows->p90);
    }
  g_assert_true (is_near (sums->within_target, rows->within_target, 0, 0.005 * few));
  g_assert_true (is_near (sums->pileup_z, rows->pileup_z, 0.01 * few, 0.001 * few));
}

/* Of what is on no map, or set aside, a server counts the stays or dates, not the rows that they
 * are made of. */
static gboolean stays_counted = FALSE;
static gboolean dates_counted = FALSE;

G_GNUC_UNUSED static void
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
      if (!stays_counted)
        g_assert_cmpuint (unmapped[i].visits, ==, expected[i].visits);
      g_assert_cmpuint (unmapped[i].customers, ==, expected[i].customers);
    }
  aside = cairn_snapshot_get_quarantine (sums, &n_sums);
  expected_aside = cairn_snapshot_get_quarantine (rows, &n_rows);
  if (dates_counted)
    return;
  g_assert_cmpuint (n_sums, ==, n_rows);
  for (guint i = 0; i < n_rows; i++)
    {
      g_assert_cmpstr (aside[i].reason, ==, expected_aside[i].reason);
      g_assert_cmpuint (aside[i].rows, ==, expected_aside[i].rows);
    }
}

G_GNUC_UNUSED static void
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

G_GNUC_UNUSED static CairnSnapshot *
look (CairnSource *source)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_26_WEEKS };

  return cairn_source_snapshot (source, FIXTURE_NOW, &window);
}

G_GNUC_UNUSED static void
exec (const char *sql)
{
  PGconn *conn = postgres_fixture_connect (&server);

  postgres_fixture_exec (conn, sql);
  PQfinish (conn);
}

G_GNUC_UNUSED static void
assert_same_estimate (const CairnEstimate *a, const CairnEstimate *b)
{
  assert_same_real (a->value, b->value);
  assert_same_real (a->low, b->low);
  assert_same_real (a->high, b->high);
}

/* To the last digit, the estimates too. */
G_GNUC_UNUSED static void
assert_as_full (CairnSnapshot *built, CairnSnapshot *full)
{
  guint n = 0, n_full = 0;
  const CairnCell *a = cairn_snapshot_get_cells (built, &n);
  const CairnCell *b = cairn_snapshot_get_cells (full, &n_full);

  g_assert_cmpint (cairn_snapshot_get_as_of (built), ==, cairn_snapshot_get_as_of (full));
  g_assert_cmpuint (n, ==, n_full);
  for (guint i = 0; i < n; i++)
    {
      assert_same_cell (&a[i], &b[i]);
      assert_same_estimate (&a[i].median, &b[i].median);
      assert_same_estimate (&a[i].p90, &b[i].p90);
      assert_same_real (a[i].within_target, b[i].within_target);
      assert_same_real (a[i].pileup_z, b[i].pileup_z);
    }
}

static void
compare_begin (int *argc, char ***argv)
{
  PGconn *conn;

  g_test_init (argc, argv, NULL);
  postgres_fixture_init (&server);
  sqlite_path = g_build_filename (server.folder, "visits.db", NULL);
  conn = postgres_fixture_connect (&server);
  fixture_fill_postgres (conn, "visits", N_ROWS);
  PQfinish (conn);
  fixture_fill_sqlite (sqlite_path, N_ROWS);
}

static int
compare_run (void)
{
  int status = g_test_run ();

  postgres_fixture_clear (&server);
  g_free (sqlite_path);
  return status;
}
