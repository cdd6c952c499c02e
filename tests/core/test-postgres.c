/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "timing/cairn-postgres-source-private.h"
#include "timing/cairn-postgres.h"
#include "timing/cairn-sqlite-source-private.h"
#include "timing/cairn-timings-report.h"

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
  /* A server is asked for sums, so stays that overlap or were left open are counted as they stand.
   */
  if (!g_str_has_prefix (mapping->path, "postgres"))
    ((CairnSqliteSource *) source)->max_mended = 0;
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

/* The fewer visits a stage has, the wider the brackets are. */
static double few = 1;

/* The limits lie outside those from the single visits; all of it within what so few allow. */
static void
assert_brackets (const CairnEstimate *sums, const CairnEstimate *rows)
{
  g_assert_true (is_near (sums->value, rows->value, 0.03 * few, 1));
  if (!isnan (sums->low))
    g_assert_cmpfloat (sums->low, <=, rows->low + 1e-6);
  if (!isnan (sums->high))
    g_assert_cmpfloat (sums->high, >=, rows->high - 1e-6);
  g_assert_true (is_near (sums->low, rows->low, 0.08 * few, 1));
  if (!isnan (sums->high))
    g_assert_true (is_near (sums->high, rows->high, 0.08 * few, 1));
}

static void
assert_within (const CairnBounds *bounds, const CairnEstimate *rows)
{
  if (isnan (rows->value))
    return;
  g_assert_cmpfloat (bounds->least, <=, rows->value + 1e-6);
  if (!isnan (bounds->most))
    g_assert_cmpfloat (bounds->most, >=, rows->value - 1e-6);
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

static CairnSnapshot *
look (CairnSource *source)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_26_WEEKS };

  return cairn_source_snapshot (source, FIXTURE_NOW, &window);
}

/* ---- an answer that builds on the last full one ---- */

static void
assert_same_estimate (const CairnEstimate *a, const CairnEstimate *b)
{
  assert_same_real (a->value, b->value);
  assert_same_real (a->low, b->low);
  assert_same_real (a->high, b->high);
}

/* To the last digit, the estimates too. */
static void
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

static void exec (const char *sql);

/* What goes on at a server: somebody comes, somebody goes (and it is told late), a visit of long
 * ago is put right, or is deleted. */
static void
change_rows (guint round)
{
  const gint64 now = FIXTURE_NOW - 4 * 3600 + (gint64) round * 700;
  g_autofree char *sql = g_strdup_printf (
    "INSERT INTO busy SELECT 'New ' || i, (ARRAY['Set-up', 'Training', 'Odd one'])[1 + i %% 3], "
    "to_timestamp(%" G_GINT64_FORMAT " - i * 40), CASE WHEN i %% 4 = 0 THEN "
    "to_timestamp(%" G_GINT64_FORMAT " - i * 30) END, 'Small' FROM generate_series(1, 20) AS i;"
    "UPDATE busy SET left_at = to_timestamp(%" G_GINT64_FORMAT ") WHERE left_at IS NULL "
    "AND entered_at < to_timestamp(%" G_GINT64_FORMAT ") AND hashtext(customer) %% 7 = %u;"
    "DELETE FROM busy WHERE left_at IS NULL AND hashtext(customer) %% 50 = %u",
    now, now, now - (round % 2) * 5000, FIXTURE_NOW - DAY, round, round);

  exec (sql);
  if (round == 2)
    exec ("UPDATE busy SET left_at = left_at + interval '3 days' WHERE left_at < now() "
          "AND hashtext(customer) % 60 = 2");
  if (round == 3)
    exec ("DELETE FROM busy WHERE left_at IS NOT NULL AND hashtext(customer) % 60 = 3");
}

static void
test_builds_on_last (void)
{
  const CairnWindow windows[] = {
    { .kind = CAIRN_WINDOW_13_WEEKS },
    { .kind = CAIRN_WINDOW_26_WEEKS },
    { .kind = CAIRN_WINDOW_ALL },
    { CAIRN_WINDOW_RANGE, FIXTURE_NOW - 90 * DAY, FIXTURE_NOW - 20 * DAY },
    { CAIRN_WINDOW_RANGE, FIXTURE_NOW - 90 * DAY, FIXTURE_NOW - 3 * 3600 },
  };
  const gint64 elapsed[] = { 0, 1, 700, 1234, 3600, 3601 };

  exec ("CREATE TABLE busy AS SELECT * FROM visits LIMIT 20000");
  for (guint w = 0; w < G_N_ELEMENTS (windows); w++)
    {
      g_autoptr (CairnSource) source = open_source (server.address, "busy");

      for (guint i = 0; i < G_N_ELEMENTS (elapsed); i++)
        {
          gint64 now = FIXTURE_NOW - 4 * 3600 + elapsed[i];
          g_autoptr (CairnSource) other = NULL;
          g_autoptr (CairnSnapshot) built = NULL;
          g_autoptr (CairnSnapshot) full = NULL;
          gboolean changed;

          change_rows (i);
          cairn_source_step (source, &changed, NULL);
          built = cairn_source_snapshot (source, now, &windows[w]);
          other = open_source (server.address, "busy");
          full = cairn_source_snapshot (other, now, &windows[w]);
          g_test_message ("window %u, after %" G_GINT64_FORMAT " s", w, elapsed[i]);
          assert_as_full (built, full);
        }
    }
}

/* ---- whose visits count ---- */

static CairnSource *
open_audience (const char *path)
{
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (path);
  g_autoptr (GError) error = NULL;
  CairnSource *source;

  mapping->zone = g_strdup ("UTC");
  mapping->table = g_strdup ("stays");
  mapping->owner = g_strdup ("owner");
  cairn_mapping_add_target (mapping, NULL, "Set-up", 10 * DAY, 20 * DAY);
  cairn_mapping_complete (mapping, &error);
  g_assert_no_error (error);
  g_assert_true (mapping->join_customers);
  source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  if (!g_str_has_prefix (path, "postgres"))
    ((CairnSqliteSource *) source)->max_mended = 0;
  cairn_source_load (source, NULL, NULL, &error);
  g_assert_no_error (error);
  return source;
}

/* The visits again, with customers who can be asked about; one in thirteen is not in their table.
 */
static char *
fill_audience_postgres (void)
{
  g_autoptr (GString) address = g_string_new (server.address);
  PGconn *conn = postgres_fixture_connect (&server);

  postgres_fixture_exec (conn, "CREATE DATABASE audience TEMPLATE postgres");
  PQfinish (conn);
  g_string_replace (address, "/postgres", "/audience", 0);
  conn = PQconnectdb (address->str);
  postgres_fixture_exec (
    conn, "CREATE TABLE stays AS SELECT customer AS customer_id, stage, entered_at, left_at, "
          "CASE WHEN length(stage) > 5 THEN 'Dana' ELSE 'Örn' END AS owner FROM visits;"
          "CREATE TABLE customers AS SELECT 'C' || lpad(n::text, 7, '0') AS id, "
          "'Name ' || n AS name, CASE n % 2 WHEN 0 THEN 'Big' ELSE 'Small' END AS segment, "
          "CASE WHEN n % 11 > 0 THEN (n * 37 % 100000)::numeric END AS arr, n % 100 AS health, "
          "(ARRAY['Dana Okafor', 'ÉLODIE Blanc', 'élodie blanc', ''])[n % 4 + 1] AS csm, "
          "date '2020-01-01' + n % 2000 AS since FROM generate_series(0, 13000) AS n "
          "WHERE n % 13 > 0");
  PQfinish (conn);
  return g_string_free (g_steal_pointer (&address), FALSE);
}

static char *
fill_audience_sqlite (void)
{
  char *path = g_build_filename (server.folder, "audience.db", NULL);
  g_autofree char *sql = g_strdup_printf (
    "ATTACH '%s' AS other; CREATE TABLE stays AS SELECT customer AS customer_id, stage, "
    "entered_at, left_at, CASE WHEN length(stage) > 5 THEN 'Dana' ELSE 'Örn' END AS owner "
    "FROM other.visits;"
    "CREATE TABLE customers AS WITH RECURSIVE k(n) AS (VALUES (0) UNION ALL SELECT n + 1 FROM k "
    "WHERE n < 13000) SELECT printf('C%%07d', n) AS id, 'Name ' || n AS name, CASE n %% 2 WHEN 0 "
    "THEN 'Big' ELSE 'Small' END AS segment, CASE WHEN n %% 11 > 0 THEN n * 37 %% 100000 END AS "
    "arr, n %% 100 AS health, CASE n %% 4 WHEN 0 THEN 'Dana Okafor' WHEN 1 THEN 'ÉLODIE Blanc' "
    "WHEN 2 THEN 'élodie blanc' ELSE '' END AS csm, date('2020-01-01', (n %% 2000) || ' days') AS "
    "since FROM k WHERE n %% 13 > 0",
    sqlite_path);
  sqlite3 *db = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (db);
  return path;
}

static void
assert_same_audience (CairnSnapshot *sums, CairnSnapshot *rows)
{
  const CairnAudience *a = cairn_snapshot_get_audience (sums);
  const CairnAudience *b = cairn_snapshot_get_audience (rows);
  g_autofree char *text = cairn_audience_describe (a);
  g_autofree char *expected = cairn_audience_describe (b);

  g_assert_cmpstr (text, ==, expected);
  g_assert_cmpuint (a->rules->len, ==, b->rules->len);
  for (guint i = 0; i < a->rules->len; i++)
    {
      const CairnAudienceRule *x = g_ptr_array_index (a->rules, i);
      const CairnAudienceRule *y = g_ptr_array_index (b->rules, i);

      g_assert_cmpuint (x->customers, ==, y->customers);
      g_assert_cmpint (x->problem == NULL, ==, y->problem == NULL);
    }
}

/* Every kind of test, on columns of every type; and rules, of which one cannot be read. */
static void
test_audience (void)
{
  static const char *const filters[] = {
    NULL,
    "arr >= 50000",
    "arr < 1000 or health >= 90",
    "csm is \"Élodie Blanc\"",
    "csm is not \"dana okafor\"",
    "csm is empty",
    "csm contains blanc and not (health <= 50)",
    "csm does not contain BLANC",
    "csm > e",
    "since >= 2022-01-01",
    "since is 2021-05-05 or since < 2020-02-01",
    "since is not 2021-05-05 and since <= 2024-02-01 and not (since > 2023-01-01)",
    "arr is empty",
    "health contains 9",
    "health is high or health = 7",
    "owner is ÖRN and arr is not empty",
    "owner is not empty",
    "segment is big",
  };
  g_autofree char *address = fill_audience_postgres ();
  g_autofree char *path = fill_audience_sqlite ();
  g_autoptr (CairnSource) sums = open_audience (address);
  g_autoptr (CairnSource) rows = open_audience (path);
  g_autoptr (CairnMapping) with_rules = cairn_mapping_new (path);

  cairn_mapping_add_rule (with_rules, "Whales", "arr >= 80000");
  cairn_mapping_add_rule (with_rules, "Broken", "no_such_thing > 3");
  cairn_mapping_add_rule (with_rules, "Big", "health < 20 or csm is \"dana okafor\"");
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    for (guint pass = 0; pass < (i % 4 == 0 ? 2 : 1); pass++)
      {
        const GPtrArray *rules = pass == 1 ? with_rules->rules : NULL;
        g_autoptr (GError) error = NULL;
        g_autoptr (CairnSnapshot) a = NULL;
        g_autoptr (CairnSnapshot) b = NULL;

        g_test_message ("%s, pass %u", filters[i], pass);
        cairn_source_set_audience (sums, filters[i], rules, &error);
        g_assert_no_error (error);
        cairn_source_set_audience (rows, filters[i], rules, &error);
        g_assert_no_error (error);
        a = look (sums);
        b = look (rows);
        few = 10;
        assert_same_snapshot (a, b);
        few = 1;
        assert_same_audience (a, b);
      }
}

/* Somebody moves customers to another segment, or strikes them off: their visits of long ago go
 * with them. */
static void
test_customers_change (void)
{
  static const char *const changes[] = {
    "UPDATE customers SET segment = 'Small' WHERE health < 20",
    "DELETE FROM customers WHERE health = 30",
    "INSERT INTO customers (id, name, segment) SELECT 'C' || lpad(n::text, 7, '0'), 'Late ' || n, "
    "'Big' FROM generate_series(0, 13000, 13) AS n",
  };
  g_autoptr (GString) address = g_string_new (server.address);
  g_autoptr (CairnSource) source = NULL;
  gboolean changed;

  g_string_replace (address, "/postgres", "/audience", 0);
  source = open_audience (address->str);
  cairn_snapshot_unref (look (source));
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      PGconn *conn = PQconnectdb (address->str);
      g_autoptr (CairnSource) other = NULL;
      g_autoptr (CairnSnapshot) built = NULL;
      g_autoptr (CairnSnapshot) full = NULL;

      postgres_fixture_exec (conn, changes[i]);
      PQfinish (conn);
      cairn_source_step (source, &changed, NULL);
      built = look (source);
      other = open_audience (address->str);
      full = look (other);
      assert_as_full (built, full);
    }
}

/* As it is written for Citus: no rows are collected anywhere. */
static void
test_written_for_shards (void)
{
  g_autoptr (CairnSource) source = open_source (server.address, "visits");
  g_autoptr (CairnSource) other = open_source (server.address, "visits");
  g_autoptr (CairnSnapshot) full = look (source);
  g_autoptr (CairnSnapshot) spread = NULL;

  ((CairnPostgresSource *) other)->text.spread = TRUE;
  ((CairnPostgresSource *) other)->text.tracked = FALSE;
  spread = look (other);
  assert_as_full (spread, full);
}

/* What cannot be asked leaves everything as it was. */
static void
test_audience_refused (void)
{
  static const struct
  {
    const char *filter;
    const char *word;
  } refused[] = {
    { "plan is free", "plan" },
    { "arr >", "arr >" },
    { "arr contains 99", "different values" },
    { "name is \"'; DROP TABLE stays; --\"", "different values" },
  };
  g_autoptr (GString) address = g_string_new (server.address);
  g_autoptr (CairnSource) source = NULL;

  g_string_replace (address, "/postgres", "/audience", 0);
  source = open_audience (address->str);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CairnSnapshot) figures = NULL;

      g_assert_false (cairn_source_set_audience (source, refused[i].filter, NULL, &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, refused[i].word));
      figures = look (source);
      g_assert_cmpstr (cairn_snapshot_get_stale (figures), ==, NULL);
      g_assert_null (cairn_snapshot_get_audience (figures)->filter);
    }
}

/* ---- rows that are no stays ---- */

typedef struct
{
  const char *table;
  CairnSourceShape shape;
  gboolean several; /* values mean one stage */
} Shaped;

static CairnSource *
open_shape (const char *path, const Shaped *shaped)
{
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (path);
  g_autoptr (GError) error = NULL;
  CairnSource *source;

  mapping->zone = g_strdup ("UTC");
  mapping->table = g_strdup (shaped->table);
  mapping->shape = shaped->shape;
  mapping->customer = g_strdup ("customer");
  if (shaped->shape == CAIRN_SOURCE_WIDE)
    {
      cairn_mapping_add_dates (mapping, "Kick-off", "kick", NULL);
      cairn_mapping_add_dates (mapping, "Set-up", "setup", "setup_end");
      cairn_mapping_add_dates (mapping, "Live", "live", NULL);
    }
  else
    {
      mapping->stage = g_strdup ("stage");
      mapping->entered = g_strdup ("at");
      mapping->segment = g_strdup ("segment");
      cairn_mapping_add_stage (mapping, "Kick-off", "Kick-off");
      cairn_mapping_add_stage (mapping, "Training", "Training");
      cairn_mapping_add_stage (mapping, "Set-up", shaped->several ? "Training" : "Set-up");
      cairn_mapping_add_stage (mapping, "Review", "Review");
      cairn_mapping_add_outcome (mapping, "Live", CAIRN_RESULT_OF_SUCCESS);
    }
  cairn_mapping_add_target (mapping, NULL, "Training", 10 * DAY, 20 * DAY);
  cairn_mapping_complete (mapping, &error);
  g_assert_no_error (error);
  source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  if (!g_str_has_prefix (path, "postgres"))
    ((CairnSqliteSource *) source)->max_mended = 0;
  cairn_source_load (source, NULL, NULL, &error);
  g_assert_no_error (error);
  return source;
}

static void
fill_shapes (const char *path)
{
  sqlite3 *db = NULL;

  exec ("CREATE TABLE changes AS SELECT customer, stage, segment, entered_at AS at, "
        "row_number() OVER () AS id FROM visits;"
        "CREATE TABLE wide AS SELECT customer, max(entered_at) FILTER (WHERE stage = 'Kick-off') "
        "AS kick, max(entered_at) FILTER (WHERE stage = 'Set-up') AS setup, "
        "max(entered_at + interval '3 days') FILTER (WHERE stage = 'Set-up' AND "
        "length(segment) > 5) AS setup_end, max(entered_at) FILTER (WHERE stage = 'Live') AS live "
        "FROM visits GROUP BY customer");
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
    sqlite3_exec (db,
                  "CREATE TABLE changes (id INTEGER PRIMARY KEY, customer, stage, segment, at);"
                  "INSERT INTO changes SELECT rowid, customer, stage, segment, entered_at "
                  "FROM visits;"
                  "CREATE TABLE wide AS SELECT customer, max(entered_at) FILTER (WHERE stage = "
                  "'Kick-off') AS kick, max(entered_at) FILTER (WHERE stage = 'Set-up') AS setup, "
                  "max(entered_at + 259200) FILTER (WHERE stage = 'Set-up' AND length(segment) > "
                  "5) AS setup_end, max(entered_at) FILTER (WHERE stage = 'Live') AS live "
                  "FROM visits GROUP BY customer",
                  NULL, NULL, NULL),
    ==, SQLITE_OK);
  sqlite3_close (db);
}

static void
test_shapes (void)
{
  static const Shaped shapes[] = {
    { "changes", CAIRN_SOURCE_CHANGES, FALSE },
    { "changes", CAIRN_SOURCE_CHANGES, TRUE },
    { "wide", CAIRN_SOURCE_WIDE, FALSE },
  };

  fill_shapes (sqlite_path);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autoptr (CairnSource) sums = open_shape (server.address, &shapes[i]);
      g_autoptr (CairnSource) rows = open_shape (sqlite_path, &shapes[i]);
      g_autoptr (CairnSnapshot) a = look (sums);
      g_autoptr (CairnSnapshot) b = look (rows);

      few = 10;
      stays_counted = TRUE;
      dates_counted = shapes[i].shape == CAIRN_SOURCE_WIDE;
      assert_same_snapshot (a, b);
      stays_counted = dates_counted = FALSE;
      few = 1;
    }
}

/* Nothing is computed in another way than it was asked for. */
static void
test_refuses (void)
{
  g_autoptr (CairnMapping) mapping = make_mapping (server.address, "visits");
  g_autoptr (GError) error = NULL;

  mapping->hours = g_strdup ("Mon-Fri 9-17");
  g_assert_null (cairn_source_open (mapping, NULL, &error));
  g_assert_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION);
  g_assert_nonnull (strstr (error->message, "Working hours"));
  g_clear_error (&error);
  g_clear_pointer (&mapping->hours, g_free);
  mapping->shape = CAIRN_SOURCE_SNAPSHOTS;
  g_assert_null (cairn_source_open (mapping, NULL, &error));
  g_assert_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION);
  g_assert_nonnull (strstr (error->message, "view"));
}

/* ---- what else is promised ---- */

static void
exec (const char *sql)
{
  PGconn *conn = postgres_fixture_connect (&server);

  postgres_fixture_exec (conn, sql);
  PQfinish (conn);
}

/* The same stays twice are twice as many to count, but not one row more to send. */
static void
test_only_sums_cross (void)
{
  g_autoptr (CairnSource) once = open_source (server.address, "visits");
  g_autoptr (CairnSource) twice = NULL;
  g_autoptr (CairnSnapshot) a = look (once);
  g_autoptr (CairnSnapshot) b = NULL;
  const CairnCell *cell, *doubled;
  gsize rows, bytes, rows_twice, bytes_twice;

  exec ("CREATE TABLE twice AS SELECT * FROM visits UNION ALL SELECT * FROM visits");
  twice = open_source (server.address, "twice");
  b = look (twice);
  cell = cairn_snapshot_find (a, NULL, "Training");
  doubled = cairn_snapshot_find (b, NULL, "Training");
  g_assert_cmpuint (doubled->exits, ==, 2 * cell->exits);
  g_assert_cmpuint (doubled->here, ==, 2 * cell->here);
  cairn_postgres_source_get_traffic (once, &rows, &bytes);
  cairn_postgres_source_get_traffic (twice, &rows_twice, &bytes_twice);
  g_assert_cmpuint (rows, >, 0);
  g_assert_cmpuint (rows_twice, ==, rows);
  g_assert_cmpuint (bytes_twice, <, bytes * 11 / 10);
}

/* What is not exact says so, and how far off it can be. */
static void
test_tells_what_is_near (void)
{
  g_autoptr (CairnSource) source = open_source (server.address, "visits");
  g_autoptr (CairnSnapshot) figures = look (source);
  const CairnCell *cell = cairn_snapshot_find (figures, NULL, "Training");
  g_autofree char *text = cairn_timings_report_text (figures, NULL);
  g_autofree char *json = cairn_timings_report_json (figures, NULL);
  g_autofree char *csv = cairn_timings_report_csv (figures, NULL);

  g_assert_true (cell->binned);
  g_assert_cmpfloat (cell->median_bounds.least, <, cell->median.value);
  g_assert_cmpfloat (cell->median_bounds.most, >, cell->median.value);
  g_assert_nonnull (strstr (text, "≈"));
  g_assert_nonnull (strstr (json, "\"bracket\""));
  g_assert_nonnull (strstr (csv, "median_bracket_low"));
}

/* Names of tables and columns may be anything, and stay names. */
static void
test_odd_names (void)
{
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (server.address);
  g_autoptr (CairnSource) source = NULL;
  g_autoptr (CairnSnapshot) figures = NULL;
  g_autoptr (GError) error = NULL;

  exec ("CREATE TABLE \"we\"\"ird; DROP TABLE visits\" (\"the 'who'\" text, \"st\"\"age\" text, "
        "\"from\" bigint, \"to\" bigint);"
        "INSERT INTO \"we\"\"ird; DROP TABLE visits\" VALUES ('Zoë \\', 'It''s \"here\", {now}', "
        "1793000000, NULL), ('', 'x', 1, 2), ('B', 'x', 3000, 2000)");
  mapping->table = g_strdup ("we\"ird; DROP TABLE visits");
  mapping->customer = g_strdup ("the 'who'");
  mapping->stage = g_strdup ("st\"age");
  mapping->entered = g_strdup ("from");
  mapping->left = g_strdup ("to");
  cairn_mapping_complete (mapping, &error);
  g_assert_no_error (error);
  source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  cairn_source_load (source, NULL, NULL, &error);
  g_assert_no_error (error);
  figures = look (source);
  g_assert_cmpstr (cairn_snapshot_get_stale (figures), ==, NULL);
  g_assert_cmpuint (cairn_snapshot_find (figures, NULL, "It's \"here\", {now}")->here, ==, 1);
  g_assert_cmpstr (cairn_snapshot_find (figures, NULL, "It's \"here\", {now}")->oldest_customer, ==,
                   "Zoë \\");
}

/* Names and segments from the table of customers; local times; a view. */
static void
test_recommended_schema (void)
{
  g_autoptr (CairnMapping) mapping = NULL;
  g_autoptr (CairnSource) source = NULL;
  g_autoptr (CairnSnapshot) figures = NULL;
  g_autoptr (GError) error = NULL;
  const CairnCell *cell;

  exec ("CREATE TABLE customers (id bigint PRIMARY KEY, name text, segment text);"
        "CREATE TABLE stage_visits (id bigint, customer_id bigint, stage text, owner text, "
        "entered_at timestamp, left_at timestamp);"
        "INSERT INTO customers VALUES (1, 'Acme', 'Big');"
        "INSERT INTO stage_visits VALUES (1, 1, 'Trial', NULL, '2026-11-01 13:00', 'infinity'), "
        "(2, 2, 'Trial', NULL, '2026-11-02 13:00', '9999-12-31')");
  mapping = cairn_mapping_guess (server.address, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mapping->table, ==, "stage_visits");
  g_assert_true (mapping->join_customers);
  mapping->zone = g_strdup ("+01");
  source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  cairn_source_load (source, NULL, NULL, &error);
  g_assert_no_error (error);
  figures = look (source);
  cell = cairn_snapshot_find (figures, "Big", "Trial");
  g_assert_nonnull (cell);
  g_assert_cmpuint (cell->here, ==, 1);
  g_assert_cmpstr (cell->oldest_customer, ==, "Acme");
  g_assert_cmpint (cell->oldest_age, ==, 4 * DAY);
  g_assert_cmpuint (cairn_snapshot_find (figures, NULL, "Trial")->here, ==, 2);
}

/* Not even what hides in a view can write, or run for ever. */
static void
test_reads_only (void)
{
  g_autoptr (CairnSource) source = NULL;
  g_autoptr (CairnSnapshot) figures = NULL;
  g_autoptr (CairnMapping) mapping = NULL;
  g_autoptr (CairnSource) writing = NULL;
  g_autoptr (GError) error = NULL;

  exec ("CREATE TABLE written (i int);"
        "CREATE FUNCTION write() RETURNS text LANGUAGE sql AS "
        "$$ INSERT INTO written VALUES (1) RETURNING 'x'::text $$;"
        "CREATE VIEW trap AS SELECT 'a'::text AS customer, write() AS stage, now() AS entered_at, "
        "NULL::timestamptz AS left_at;"
        "CREATE VIEW session AS SELECT 'a'::text AS customer, "
        "current_setting('transaction_read_only') || ' ' || "
        "current_setting('default_transaction_read_only') || ' ' || "
        "current_setting('statement_timeout') AS stage, "
        "to_timestamp(1793000000) AS entered_at, NULL::timestamptz AS left_at");
  mapping = cairn_mapping_new (server.address);
  mapping->table = g_strdup ("session");
  cairn_mapping_complete (mapping, &error);
  g_assert_no_error (error);
  source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  cairn_source_load (source, NULL, NULL, &error);
  g_assert_no_error (error);
  figures = look (source);
  g_assert_nonnull (cairn_snapshot_find (figures, NULL, "on on 1min"));

  g_free (mapping->table);
  mapping->table = g_strdup ("trap");
  writing = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (cairn_source_load (writing, NULL, NULL, &error));
  g_assert_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_READ);
  g_assert_nonnull (strstr (error->message, "read-only"));
}

static gboolean
hears_of_work (CairnSource *source)
{
  for (guint i = 0; i < 3000; i++)
    {
      cairn_source_check (source, NULL);
      if (cairn_source_get_work (source) == CAIRN_SOURCE_URGENT)
        return TRUE;
      g_usleep (10 * 1000);
    }
  return FALSE;
}

/* News, by the trigger or by asking; and a connection that breaks. */
static void
test_follows (void)
{
  g_autoptr (CairnSource) source = NULL;
  g_autoptr (CairnSnapshot) before = NULL;
  g_autoptr (CairnSnapshot) after = NULL;
  g_autoptr (CairnSnapshot) again = NULL;
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  exec ("CREATE TABLE moving AS SELECT * FROM visits LIMIT 1000;"
        "CREATE FUNCTION cairn_tell() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN NOTIFY cairn_visits; RETURN NULL; END $$;"
        "CREATE TRIGGER cairn_tell AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON moving "
        "FOR EACH STATEMENT EXECUTE FUNCTION cairn_tell()");
  source = open_source (server.address, "moving");
  before = look (source);
  exec ("INSERT INTO moving VALUES ('New', 'Training', to_timestamp(1793000000), NULL, 'Small')");
  g_assert_true (hears_of_work (source));
  g_assert_true (cairn_source_step (source, &changed, &error));
  g_assert_true (changed);
  after = look (source);
  g_assert_cmpuint (cairn_snapshot_find (after, "Small", "Training")->here, ==,
                    cairn_snapshot_find (before, "Small", "Training")->here + 1);

  exec ("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'Cairn'");
  for (guint i = 0; i < 3000 && cairn_source_get_work (source) != CAIRN_SOURCE_RELOAD; i++)
    {
      cairn_source_check (source, NULL);
      g_usleep (1000);
    }
  g_assert_cmpint (cairn_source_get_work (source), ==, CAIRN_SOURCE_RELOAD);
  g_assert_true (cairn_source_load (source, NULL, NULL, &error));
  g_assert_no_error (error);
  again = look (source);
  g_assert_cmpstr (cairn_snapshot_get_stale (again), ==, NULL);
}

static void
test_says_what_is_wrong (void)
{
  const struct
  {
    const char *address;
    const char *table;
    const char *stage;
    CairnSourceError code;
    const char *word;
  } wrong[] = {
    { "postgresql://me:secret@localhost/x", NULL, NULL, CAIRN_SOURCE_ERROR_BAD_OPTION, ".pgpass" },
    { "postgresql://me@localhost/x?passfile=/etc/passwd", NULL, NULL, CAIRN_SOURCE_ERROR_BAD_OPTION,
      NULL },
    { "postgresql://me@localhost/x?options=-cfoo%3D1", NULL, NULL, CAIRN_SOURCE_ERROR_BAD_OPTION,
      "options" },
    { "postgresql://me@%2Fnowhere/x", NULL, NULL, CAIRN_SOURCE_ERROR_MISSING, "/nowhere" },
    { NULL, "no_such_table", NULL, CAIRN_SOURCE_ERROR_NO_TABLE, "no_such_table" },
    { NULL, "visits", "no_such_column", CAIRN_SOURCE_ERROR_NO_MAPPING, "--stage" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (CairnMapping) mapping
        = cairn_mapping_new (wrong[i].address != NULL ? wrong[i].address : server.address);
      g_autoptr (GError) error = NULL;

      mapping->table = g_strdup (wrong[i].table);
      mapping->stage = g_strdup (wrong[i].stage);
      g_assert_false (cairn_mapping_complete (mapping, &error));
      g_assert_error (error, CAIRN_SOURCE_ERROR, (int) wrong[i].code);
      g_assert_null (strstr (error->message, "secret"));
      if (wrong[i].word != NULL)
        g_assert_nonnull (strstr (error->message, wrong[i].word));
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
  g_test_add_func ("/postgres/builds-on-last", test_builds_on_last);
  g_test_add_func ("/postgres/audience", test_audience);
  g_test_add_func ("/postgres/customers-change", test_customers_change);
  g_test_add_func ("/postgres/written-for-shards", test_written_for_shards);
  g_test_add_func ("/postgres/audience-refused", test_audience_refused);
  g_test_add_func ("/postgres/shapes", test_shapes);
  g_test_add_func ("/postgres/refuses", test_refuses);
  g_test_add_func ("/postgres/only-sums-cross", test_only_sums_cross);
  g_test_add_func ("/postgres/tells-what-is-near", test_tells_what_is_near);
  g_test_add_func ("/postgres/odd-names", test_odd_names);
  g_test_add_func ("/postgres/recommended-schema", test_recommended_schema);
  g_test_add_func ("/postgres/reads-only", test_reads_only);
  g_test_add_func ("/postgres/follows", test_follows);
  g_test_add_func ("/postgres/says-what-is-wrong", test_says_what_is_wrong);
  status = g_test_run ();
  postgres_fixture_clear (&server);
  g_free (sqlite_path);
  return status;
}
