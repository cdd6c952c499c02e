/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who was lost is in no stage any more, however large the table is. */

#include "sqlite-in-step.h"
#include "timing/cairn-warm-start.h"

#include <string.h>
#include <utime.h>

#define LARGE 10 /* rows beyond which stays are taken as they stand */

/* Nobody is in two stages at once or comes back, so that being lost is all there is to put right:
 * whether rows are many or few makes no difference. */
static const char schema[] = FIXTURE_SCHEMA
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<60) INSERT INTO "
  "customers(id,name,segment,churned_at) SELECT i, 'Customer '||i, char(97+i%3), "
  "CASE WHEN i%4=0 THEN date('2026-10-02',(i%50)||' days','-20 days') END FROM n;"
  "INSERT INTO stage_visits(customer_id,stage,entered_at,left_at) SELECT id,'S0',"
  "date('2026-07-01',id||' days'),date('2026-08-01',id||' days') FROM customers;"
  "INSERT INTO stage_visits(customer_id,stage,entered_at,started_at,left_at) SELECT id,'S1',"
  "date('2026-08-01',id||' days'),date('2026-08-11',id||' days'),"
  "CASE WHEN id%5=0 THEN date('2026-10-09') END FROM customers;";

typedef struct
{
  char *folder;
  char *path;
  CairnMapping *mapping;
} World;

static void
set_up (World *world, const char *prologue)
{
  g_autofree char *sql = g_strconcat (prologue, schema, NULL);
  g_autoptr (GError) error = NULL;

  world->folder = fixture_folder ();
  world->path = fixture_database (world->folder, "a.db", sql);
  world->mapping = cairn_mapping_guess (world->path, &error);
  g_assert_no_error (error);
  world->mapping->zone = g_strdup ("UTC");
  cairn_mapping_add_target (world->mapping, NULL, "S1", 20 * 86400, 0);
}

static void
tear_down (World *world)
{
  cairn_mapping_free (world->mapping);
  fixture_remove_folder (world->folder);
  g_free (world->folder);
  g_free (world->path);
}

static CairnSource *
open_large (const World *world)
{
  g_autoptr (GError) error = NULL;
  CairnSource *source = cairn_source_open (world->mapping, NULL, &error);

  g_assert_no_error (error);
  ((CairnSqliteSource *) source)->chunk_rows = 32;
  ((CairnSqliteSource *) source)->max_mended = LARGE;
  return source;
}

static const CairnFinding *
find_inferred (CairnSnapshot *snapshot)
{
  guint n;
  const CairnFinding *findings
    = cairn_quality_get_findings (cairn_snapshot_get_quality (snapshot), &n);

  for (guint i = 0; i < n; i++)
    if (findings[i].kind == CAIRN_FINDING_EXIT_INFERRED)
      return &findings[i];
  return NULL;
}

/* The same as if each customer had been looked at by itself. */
static void
check_as_if_mended (const World *world, CairnSource *source)
{
  g_autoptr (CairnSnapshot) large = snapshot_of (source);
  g_autoptr (CairnSnapshot) fresh = read_afresh (world->mapping, LARGE);
  g_autoptr (CairnSnapshot) mended = read_afresh (world->mapping, CAIRN_MAX_MENDED_ROWS);
  g_autofree char *text = cairn_timings_report_json (large, NULL);
  g_autofree char *mended_text = cairn_timings_report_json (mended, NULL);
  const CairnFinding *finding = find_inferred (large);
  const CairnFinding *wanted = find_inferred (mended);

  g_assert_null (cairn_row_store_get_book (((CairnSqliteSource *) source)->store));
  check_same (large, fresh);
  g_assert_true (g_str_equal (text, mended_text)); /* too long to print */
  g_assert_cmpuint (finding != NULL ? finding->rows : 0, ==, wanted != NULL ? wanted->rows : 0);
  g_assert_cmpuint (finding != NULL ? finding->customers : 0, ==,
                    wanted != NULL ? wanted->customers : 0);
}

static void
test_cold (void)
{
  const CairnQualityWish wish = { .n_rows = 3 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnSource) source = NULL;
  g_autoptr (CairnSnapshot) snapshot = NULL;
  const CairnFinding *finding;
  World world;

  set_up (&world, "");
  source = open_large (&world);
  g_assert_true (cairn_source_settle (source, &error));
  check_as_if_mended (&world, source);
  cairn_source_set_quality_wish (source, &wish);
  snapshot = snapshot_of (source);
  finding = find_inferred (snapshot);
  if (finding == NULL)
    g_error ("nothing was inferred");
  g_assert_cmpuint (finding->rows, >, 3);
  g_assert_cmpuint (finding->n_list, ==, 3);
  g_assert_cmpstr (finding->list[0].customer, ==, "Customer 4");
  g_assert_cmpstr (finding->list[0].stage, ==, "S1");
  g_clear_pointer (&source, cairn_source_free);
  tear_down (&world);
}

/* Nobody is ever in two stages. */
static char *
random_sql (void)
{
  int some = g_test_rand_int_range (0, 60);

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
    case 1:
      return g_strdup_printf ("UPDATE stage_visits SET left_at=NULL WHERE stage='S1' AND id%%7=%d",
                              some % 7);
    case 2:
      return g_strdup_printf ("UPDATE stage_visits SET left_at='2026-10-20' WHERE stage='S1' AND "
                              "id%%7=%d",
                              some % 7);
    case 3:
      return g_strdup_printf ("UPDATE stage_visits SET entered_at=date('2026-10-01','%d days'),"
                              "left_at=NULL WHERE stage='S1' AND id%%11=%d",
                              some % 30, some % 11);
    case 4:
      return g_strdup_printf ("DELETE FROM stage_visits WHERE stage='S1' AND id%%13=%d", some % 13);
    case 5:
      return g_strdup ("INSERT INTO stage_visits(customer_id,stage,entered_at) SELECT id,'S1',"
                       "date('2026-09-10',(id%20)||' days') FROM customers WHERE id NOT IN (SELECT "
                       "customer_id FROM stage_visits WHERE stage='S1')");
    case 6:
      return g_strdup_printf ("UPDATE customers SET churned_at=date('2026-09-01','%d days') WHERE "
                              "id%%17=%d",
                              some, some % 17);
    default:
      return g_strdup_printf ("UPDATE customers SET churned_at=NULL WHERE id%%19=%d", some % 19);
    }
}

static void
test_random (gconstpointer prologue)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnSource) source = NULL;
  sqlite3 *writer;
  World world;

  set_up (&world, prologue);
  source = open_large (&world);
  writer = fixture_open (world.path);
  for (guint i = 0; i < 60; i++)
    {
      for (int n = g_test_rand_int_range (0, 3); n >= 0; n--)
        {
          g_autofree char *sql = random_sql ();

          fixture_exec (writer, sql);
        }
      g_assert_true (cairn_source_settle (source, &error));
      check_as_if_mended (&world, source);
    }
  sqlite3_close (writer);
  g_clear_pointer (&source, cairn_source_free);
  tear_down (&world);
}

/* Who is lost now, and who no longer is: nothing is read from the beginning for that. */
static void
test_news (void)
{
  static const char *const news[] = {
    "UPDATE customers SET churned_at='2026-10-20' WHERE id%4=1",
    "UPDATE customers SET churned_at='2026-10-12' WHERE id IN (1,2,3)",
    "UPDATE customers SET churned_at=NULL,success=1 WHERE id%4=1",
    "UPDATE customers SET churned_at=NULL,success=NULL",
    "UPDATE customers SET churned_at='2026-10-25' WHERE id=60",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnSource) source = NULL;
  sqlite3 *writer;
  World world;

  set_up (&world, "");
  source = open_large (&world);
  g_assert_true (cairn_source_settle (source, &error));
  writer = fixture_open (world.path);
  for (guint i = 0; i < G_N_ELEMENTS (news); i++)
    {
      gboolean changed = FALSE;

      fixture_exec (writer, news[i]);
      g_assert_true (cairn_source_check (source, &error));
      while (cairn_source_get_work (source) != CAIRN_SOURCE_FRESH)
        {
          g_assert_cmpint (cairn_source_get_work (source), !=, CAIRN_SOURCE_RELOAD);
          g_assert_true (cairn_source_step (source, &changed, &error));
        }
      g_assert_true (changed);
      check_as_if_mended (&world, source);
    }
  sqlite3_close (writer);
  g_clear_pointer (&source, cairn_source_free);
  tear_down (&world);
}

static void
test_warm (void)
{
  const struct utimbuf long_ago = { 1700000000, 1700000000 };
  g_autofree char *kept = fixture_folder ();
  g_autoptr (GError) error = NULL;
  World world;
  sqlite3 *writer;

  set_up (&world, "");
  cairn_warm_start_set_folder (kept);
  g_assert_cmpint (utime (world.path, &long_ago), ==, 0);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (CairnSource) source = open_large (&world);

      cairn_source_set_warm_start (source, CAIRN_WARM_START_CATCH_UP);
      g_assert_true (cairn_source_load (source, NULL, NULL, &error));
      g_assert_true ((cairn_source_count_changes (source) == 0) == (i == 1));
      check_as_if_mended (&world, source);
      if (i == 0)
        g_assert_true (cairn_source_keep (source));
      else
        {
          writer = fixture_open (world.path);
          fixture_exec (writer, "UPDATE stage_visits SET left_at='2026-10-21' WHERE id%3=0;"
                                "UPDATE stage_visits SET left_at=NULL WHERE stage='S1' AND id%2=0;"
                                "UPDATE customers SET churned_at='2026-10-22' WHERE id=7");
          sqlite3_close (writer);
          g_assert_true (cairn_source_settle (source, &error));
          check_as_if_mended (&world, source);
        }
    }
  cairn_warm_start_clear (kept);
  cairn_warm_start_set_folder (NULL);
  if (g_file_test (kept, G_FILE_TEST_IS_DIR))
    fixture_remove_folder (kept);
  tear_down (&world);
}

/* An end that is drawn as a stage is left as soon as it is entered. */
static void
test_end (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnSource) source = NULL;
  World world;

  set_up (&world, "");
  {
    sqlite3 *writer = fixture_open (world.path);

    fixture_exec (writer, "UPDATE stage_visits SET stage='Gone' WHERE stage='S1' AND id%3=0");
    sqlite3_close (writer);
  }
  cairn_mapping_add_stage (world.mapping, "S0", "S0");
  cairn_mapping_add_stage (world.mapping, "S1", "S1");
  cairn_mapping_add_stage (world.mapping, "Gone", "Gone");
  cairn_mapping_add_outcome (world.mapping, "Gone", CAIRN_RESULT_OF_OTHER);
  source = open_large (&world);
  g_assert_true (cairn_source_settle (source, &error));
  check_as_if_mended (&world, source);
  g_clear_pointer (&source, cairn_source_free);
  tear_down (&world);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lost-customers/cold", test_cold);
  g_test_add_data_func ("/lost-customers/random", "", test_random);
  g_test_add_data_func ("/lost-customers/random-wal", "PRAGMA journal_mode=WAL;", test_random);
  g_test_add_func ("/lost-customers/news", test_news);
  g_test_add_func ("/lost-customers/warm", test_warm);
  g_test_add_func ("/lost-customers/end", test_end);
  return g_test_run ();
}
