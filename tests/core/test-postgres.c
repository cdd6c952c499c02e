/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "postgres-compare.h"

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
  cairn_mapping_add_target (mapping, "Small", "Review", 0, 0);
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

/* ---- an answer that builds on the last full one ---- */

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
  compare_begin (&argc, &argv);
  g_test_add_func ("/postgres/same-numbers", test_same_numbers);
  g_test_add_func ("/postgres/builds-on-last", test_builds_on_last);
  g_test_add_func ("/postgres/written-for-shards", test_written_for_shards);
  g_test_add_func ("/postgres/refuses", test_refuses);
  g_test_add_func ("/postgres/only-sums-cross", test_only_sums_cross);
  g_test_add_func ("/postgres/tells-what-is-near", test_tells_what_is_near);
  g_test_add_func ("/postgres/odd-names", test_odd_names);
  g_test_add_func ("/postgres/recommended-schema", test_recommended_schema);
  g_test_add_func ("/postgres/reads-only", test_reads_only);
  g_test_add_func ("/postgres/follows", test_follows);
  g_test_add_func ("/postgres/says-what-is-wrong", test_says_what_is_wrong);
  return compare_run ();
}
