/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "postgres-compare.h"

/* ---- whose visits count ---- */

static CairnSource *
open_audience_of (const char *path, const char *customers)
{
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (path);
  g_autoptr (GError) error = NULL;
  CairnSource *source;

  mapping->zone = g_strdup ("UTC");
  mapping->table = g_strdup ("stays");
  mapping->owner = g_strdup ("owner");
  mapping->customers = g_strdup (customers);
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

static CairnSource *
open_audience (const char *path)
{
  return open_audience_of (path, NULL);
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

/* A table of customers of any name; here a view, whose rows do not say when they were written. */
static void
test_other_customers (void)
{
  g_autoptr (GString) address = g_string_new (server.address);
  g_autoptr (CairnSource) table = NULL;
  g_autoptr (CairnSource) view = NULL;
  g_autoptr (CairnSnapshot) of_table = NULL;
  g_autoptr (CairnSnapshot) of_view = NULL;
  PGconn *conn;

  g_string_replace (address, "/postgres", "/audience", 0);
  conn = PQconnectdb (address->str);
  postgres_fixture_exec (conn, "CREATE VIEW clients AS SELECT * FROM customers");
  PQfinish (conn);
  table = open_audience (address->str);
  view = open_audience_of (address->str, "clients");
  of_table = look (table);
  of_view = look (view);
  assert_as_full (of_view, of_table);
  g_assert_nonnull (cairn_snapshot_find (of_view, "Big", "Set-up"));
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

int
main (int argc, char *argv[])
{
  compare_begin (&argc, &argv);
  g_test_add_func ("/postgres-audience/audience", test_audience);
  g_test_add_func ("/postgres-audience/customers-change", test_customers_change);
  g_test_add_func ("/postgres-audience/other-customers", test_other_customers);
  g_test_add_func ("/postgres-audience/audience-refused", test_audience_refused);
  g_test_add_func ("/postgres-audience/shapes", test_shapes);
  return compare_run ();
}
