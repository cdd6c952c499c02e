/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was kept of a source gives the numbers of a source that reads everything, whatever happened
 * to the database or to the file in between. */
#include "base/cairn-time.h"
#include "same-snapshot.h"
#include "sqlite-fixture.h"
#include "timing/cairn-change-log.h"
#include "timing/cairn-live.h"
#include "timing/cairn-sqlite-source-private.h"
#include "timing/cairn-timings-report.h"
#include "timing/cairn-warm-start.h"

#include <string.h>
#include <sys/stat.h>
#include <utime.h>

#define NOW G_GINT64_CONSTANT (1793491200) /* 2026-11-01 */
#define MOST_MENDED 20                     /* of more, rows are taken as they stand */

#define ROWS                                                                                       \
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<60) INSERT INTO "          \
  "customers(id,name,segment,arr) SELECT i, 'Käufer '||i%50, char(97+i%3), i*1000 FROM n;"        \
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<300) INSERT INTO "         \
  "stage_visits(customer_id,stage,owner,entered_at,started_at,left_at) SELECT "                    \
  "CASE WHEN i%17=0 THEN 'text '||i WHEN i%19=0 THEN i*1000000007 ELSE i%40 END, "                 \
  "'S'||(i%5), 'owner '||(i%7), date('2026-10-01','-'||i||' days'), "                              \
  "date('2026-10-01','-'||(i-1)||' days'), CASE i%3 WHEN 0 THEN date('2026-10-02') END FROM n;"

typedef struct
{
  char *folder; /* of the database */
  char *kept;   /* of what is kept */
  char *path;
  CairnMapping *mapping;
  gsize max_mended;
} World;

static void
world_init (World *world, const char *prologue, const char *epilogue)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = g_strconcat (prologue, FIXTURE_SCHEMA ROWS, epilogue, NULL);
  g_autofree char *parent = fixture_folder ();

  g_assert_cmpint (g_rmdir (parent), ==, 0);
  world->max_mended = MOST_MENDED;
  world->folder = fixture_folder ();
  world->kept = g_steal_pointer (&parent);
  cairn_warm_start_set_folder (world->kept);
  world->path = fixture_database (world->folder, "a.db", sql);
  world->mapping = cairn_mapping_guess (world->path, &error);
  g_assert_no_error (error);
  world->mapping->zone = g_strdup ("UTC");
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *value = g_strdup_printf ("S%u", i);
      g_autofree char *stage = g_strdup_printf ("Stage %u", i);

      cairn_mapping_add_stage (world->mapping, value, stage);
    }
  cairn_mapping_add_outcome (world->mapping, "S3", CAIRN_RESULT_OF_CHURN);
  cairn_mapping_add_target (world->mapping, NULL, "Stage 1", 20 * 86400, 0);
}

static void
world_clear (World *world)
{
  cairn_warm_start_set_folder (NULL);
  cairn_mapping_free (world->mapping);
  fixture_remove_folder (world->folder);
  if (g_file_test (world->kept, G_FILE_TEST_IS_DIR))
    fixture_remove_folder (world->kept);
  g_free (world->folder);
  g_free (world->kept);
  g_free (world->path);
}

/* Nobody has written for a while. */
static void
rest (const World *world)
{
  const struct utimbuf long_ago = { 1700000000, 1700000000 };
  g_autofree char *log = g_strconcat (world->path, "-wal", NULL);

  g_assert_cmpint (utime (world->path, &long_ago), ==, 0);
  if (g_file_test (log, G_FILE_TEST_EXISTS))
    g_assert_cmpint (utime (log, &long_ago), ==, 0);
}

static CairnSource *
open_with (const World *world, CairnWarmStart how)
{
  g_autoptr (GError) error = NULL;
  CairnSource *source = cairn_source_open (world->mapping, NULL, &error);

  g_assert_no_error (error);
  cairn_source_set_warm_start (source, how);
  ((CairnSqliteSource *) source)->chunk_rows = 64;
  ((CairnSqliteSource *) source)->max_mended = world->max_mended;
  cairn_source_set_clock (source, NOW);
  return source;
}

/* Loaded, and nothing else. *@warm: of what was kept. */
static CairnSource *
open_warm (const World *world, gboolean *warm)
{
  g_autoptr (GError) error = NULL;
  CairnSource *source = open_with (world, CAIRN_WARM_START_CATCH_UP);

  g_assert_true (cairn_source_load (source, NULL, NULL, &error));
  g_assert_no_error (error);
  *warm = cairn_source_count_changes (source) == 0;
  return source;
}

static void
settle (CairnSource *source)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cairn_source_settle (source, &error));
  g_assert_no_error (error);
  g_assert_false (cairn_source_is_behind (source));
}

static CairnSnapshot *
snapshot_of (CairnSource *source)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_26_WEEKS };

  return cairn_source_snapshot (source, NOW, &window);
}

static CairnSnapshot *
read_cold (const World *world)
{
  g_autoptr (CairnSource) source = open_with (world, CAIRN_WARM_START_NEVER);

  settle (source);
  return snapshot_of (source);
}

/* What was found in the data, the same in both. */
static void
assert_same_findings (const CairnSnapshot *a, const CairnSnapshot *b)
{
  guint n, m;
  const CairnFinding *x = cairn_quality_get_findings (cairn_snapshot_get_quality (a), &n);
  const CairnFinding *y = cairn_quality_get_findings (cairn_snapshot_get_quality (b), &m);

  g_assert_cmpuint (n, ==, m);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpstr (x[i].title, ==, y[i].title);
      g_assert_cmpuint (x[i].rows, ==, y[i].rows);
      g_assert_cmpuint (x[i].customers, ==, y[i].customers);
    }
}

static void
check_against_cold (const World *world, CairnSource *source)
{
  g_autoptr (CairnSnapshot) warm = snapshot_of (source);
  g_autoptr (CairnSnapshot) cold = read_cold (world);
  g_autofree char *warm_text = cairn_timings_report_json (warm, NULL);
  g_autofree char *cold_text = cairn_timings_report_json (cold, NULL);

  g_assert_cmpstr (warm_text, ==, cold_text);
  assert_same_snapshot (warm, cold);
  assert_same_findings (warm, cold);
}

static void
keep (const World *world)
{
  gboolean warm;
  g_autoptr (CairnSource) source = open_warm (world, &warm);

  settle (source);
  rest (world);
  settle (source);
  g_assert_true (cairn_source_keep (source));
}

/* Whether a source that is opened now starts from what was kept; its numbers are right anyway. */
static gboolean
starts_warm (const World *world)
{
  gboolean warm;
  g_autoptr (CairnSource) source = open_warm (world, &warm);

  settle (source);
  check_against_cold (world, source);
  return warm;
}

static void
commit (const World *world, const char *sql)
{
  sqlite3 *db = fixture_open (world->path);

  fixture_exec (db, sql);
  sqlite3_close (db);
}

/* The one file that was kept. */
static char *
find_kept (const World *world)
{
  g_autoptr (GDir) dir = g_dir_open (world->kept, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".warm"))
      return g_build_filename (world->kept, name, NULL);
  return NULL;
}

/* ---- the same numbers ---- */

static void
test_unchanged (void)
{
  World world;
  gboolean warm;

  world_init (&world, "", "");
  keep (&world);
  {
    g_autoptr (CairnSource) source = open_warm (&world, &warm);

    g_assert_true (warm);
    g_assert_false (cairn_source_is_behind (source));
    check_against_cold (&world, source); /* at once */
    g_assert_cmpint (cairn_source_get_work (source), ==, CAIRN_SOURCE_AUDIT);
    settle (source);
    check_against_cold (&world, source);
    g_assert_cmpuint (cairn_source_count_changes (source), ==, 0);
    /* New customers, by whatever key, are told from those that are known. */
    commit (&world, "INSERT INTO stage_visits(customer_id,stage,entered_at) VALUES "
                    "('text 17','S1','2026-09-01'),('Käufer 1','S1','2026-09-01'),"
                    "(19000000133,'S2','2026-09-02'),(77,'S2','2026-09-02'),"
                    "('Käufer 1','S2','2026-09-03')");
    settle (source);
    check_against_cold (&world, source);
    rest (&world);
    settle (source);
    g_assert_true (cairn_source_keep (source));
  }
  g_assert_true (starts_warm (&world));
  world_clear (&world);
}

static void
random_commit (sqlite3 *db)
{
  static const char *const kinds[] = {
    "INSERT INTO stage_visits(customer_id,stage,owner,entered_at) VALUES"
    "(%d,'S1','new',datetime('2026-10-01','-%d days'))",
    "INSERT INTO stage_visits(customer_id,stage,entered_at) VALUES"
    "('new %d','S4',datetime('2026-10-01','-%d days'))",
    "UPDATE stage_visits SET left_at=datetime(entered_at,'+20 days') WHERE id%%7=%d%%7 AND "
    "left_at IS NULL AND %d>0",
    "UPDATE stage_visits SET left_at=NULL WHERE id%%31=%d%%31 AND %d>0",
    "DELETE FROM stage_visits WHERE id%%29=%d%%29 AND id<>%d",
    "UPDATE stage_visits SET stage='S%d', entered_at='oops' WHERE id%%53=%d%%53",
    "UPDATE customers SET segment=char(97+%d%%3) WHERE id%%11=%d%%11",
    "UPDATE customers SET churned_at=date('2026-10-01','-%d days') WHERE id%%17=%d%%17",
    "INSERT INTO customers(id,name,segment) SELECT max(id)+1,'Käufer %d','b' FROM customers "
    "WHERE %d>0",
  };
  const char *kind = kinds[g_test_rand_int_range (0, G_N_ELEMENTS (kinds))];
  int a = g_test_rand_int_range (0, 60);
  int b = g_test_rand_int_range (1, 300);
  g_autofree char *sql = NULL;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  sql = g_strdup_printf (kind, a, b);
#pragma GCC diagnostic pop
  fixture_exec (db, sql);
}

/* What may be another next time without anything being read anew. */
static void
random_look (CairnMapping *mapping)
{
  static const char *const filters[] = { NULL, NULL, "arr >= 20000" };
  static const char *const hours[] = { NULL, "Mon-Fri 09:00-17:00" };
  CairnMappingTarget *target = g_ptr_array_index (mapping->targets, 0);
  g_autoptr (GPtrArray) rules = g_ptr_array_new ();
  CairnMappingRule rule = { (char *) "big", (char *) "arr >= 40000" };

  if (g_test_rand_int_range (0, 3) == 0)
    g_ptr_array_add (rules, &rule);
  cairn_mapping_set_audience (mapping, filters[g_test_rand_int_range (0, G_N_ELEMENTS (filters))],
                              rules);
  g_free (mapping->hours);
  mapping->hours = g_strdup (hours[g_test_rand_int_range (0, G_N_ELEMENTS (hours))]);
  target->target = g_test_rand_int_range (1, 60) * 86400;
}

/* Until enough starts were warm ones: how many are is chance, as the file may have been vacuumed.
 */
static void
check_random (const char *prologue, const char *epilogue, gsize max_mended)
{
  guint n_warm = 0;
  sqlite3 *writer;
  World world;

  world_init (&world, prologue, epilogue);
  world.max_mended = max_mended;
  writer = fixture_open (world.path);
  for (guint i = 0; i < 40 || n_warm < 20; i++)
    {
      g_assert_cmpuint (i, <, 400);
      keep (&world);
      random_look (world.mapping);
      for (int n = g_test_rand_int_range (-2, 4); n > 0; n--)
        random_commit (writer);
      if (g_test_rand_int_range (0, 20) == 0)
        fixture_exec (writer, "VACUUM");
      n_warm += starts_warm (&world);
    }
  sqlite3_close (writer);
  world_clear (&world);
}

static void
test_random (void)
{
  check_random ("", "", MOST_MENDED);
}

/* Stays are put right customer by customer, and that is kept, too. */
static void
test_random_mended (void)
{
  check_random ("PRAGMA journal_mode=WAL;", "", CAIRN_MAX_MENDED_ROWS);
}

/* Around the number of rows from which on they are not. */
static void
test_random_border (void)
{
  check_random ("", "", 320);
}

static void
test_random_wal (void)
{
  check_random ("PRAGMA journal_mode=WAL;", "", MOST_MENDED);
}

static void
test_random_index (void)
{
  check_random ("PRAGMA journal_mode=PERSIST;", "CREATE INDEX sv_left ON stage_visits(left_at);",
                MOST_MENDED);
}

static void
test_random_logged (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (folder, "b.db", FIXTURE_SCHEMA);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  g_autofree char *script = cairn_change_log_script (mapping, &error);

  g_assert_no_error (error);
  check_random ("PRAGMA journal_mode=WAL;", script, MOST_MENDED);
  fixture_remove_folder (folder);
}

/* ---- in step ---- */

/* Until it is, the numbers are those of the moment at which they were kept, and say so. */
static void
test_behind (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnSnapshot) old = NULL;
  gboolean warm, changed = FALSE;
  World world;

  world_init (&world, "", "");
  keep (&world);
  commit (&world, "INSERT INTO stage_visits(customer_id,stage,entered_at) VALUES(1,'S1',"
                  "'2026-09-09'); UPDATE stage_visits SET left_at='2026-10-20' WHERE id=5");
  {
    g_autoptr (CairnSource) source = open_warm (&world, &warm);

    g_assert_true (warm);
    g_assert_true (cairn_source_is_behind (source));
    old = snapshot_of (source);
    g_assert_nonnull (strstr (cairn_snapshot_get_stale (old), "being brought up to date"));
    g_assert_cmpint (cairn_snapshot_get_as_of (old), <=, NOW);
    while (cairn_source_get_work (source) == CAIRN_SOURCE_URGENT)
      {
        g_assert_false (cairn_source_keep (source));
        g_assert_true (cairn_source_is_behind (source));
        g_assert_true (cairn_source_step (source, &changed, &error));
      }
    g_assert_true (changed);
    g_assert_false (cairn_source_is_behind (source));
    check_against_cold (&world, source); /* old rows are as they were, so the audit finds nothing */
    g_clear_pointer (&old, cairn_snapshot_unref);
    old = snapshot_of (source);
    g_assert_null (cairn_snapshot_get_stale (old));
  }
  world_clear (&world);
}

/* Nobody is told of old numbers as if they were those of today. */
static void
live_cb (CairnLive *live, CairnSnapshot *snapshot, gpointer data)
{
  const CairnCell *cell = cairn_snapshot_find (snapshot, NULL, "Stage 1");

  if (cairn_snapshot_get_stale (snapshot) == NULL)
    *(guint *) data = cell->here;
  else
    g_assert_nonnull (strstr (cairn_snapshot_get_stale (snapshot), "being brought up to date"));
}

static void
test_live (void)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_26_WEEKS };
  guint here = 0, was = 0;
  World world;

  world_init (&world, "", "");
  {
    g_autoptr (CairnSource) source = cairn_source_open (world.mapping, NULL, NULL);
    g_autoptr (CairnSnapshot) before = NULL;

    cairn_source_set_warm_start (source, CAIRN_WARM_START_CATCH_UP);
    settle (source);
    g_assert_true (cairn_source_keep (source));
    before = cairn_source_snapshot (source, NOW, &window);
    was = cairn_snapshot_find (before, NULL, "Stage 1")->here;
  }
  commit (&world, "INSERT INTO stage_visits(customer_id,stage,entered_at) VALUES"
                  "(41,'S1','2026-09-09'),(42,'S1','2026-09-09')");
  {
    g_autoptr (CairnLive) live = cairn_live_new (world.mapping, &window, NOW);

    g_signal_connect (live, "snapshot", G_CALLBACK (live_cb), &here);
    while (here == 0)
      g_main_context_iteration (NULL, TRUE);
    g_assert_cmpuint (here, ==, was + 2);
  }
  world_clear (&world);
}

/* Who reads once and is gone wants the last word, or nothing. */
static void
test_exact (void)
{
  World world;

  world_init (&world, "", "");
  keep (&world);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CairnSource) source = open_with (&world, CAIRN_WARM_START_EXACT);

      g_assert_true (cairn_source_load (source, NULL, NULL, &error));
      g_assert_cmpint (cairn_source_get_work (source), ==, CAIRN_SOURCE_FRESH);
      g_assert_cmpint (cairn_source_count_changes (source) == 0, ==, i == 0);
      check_against_cold (&world, source);
      commit (&world, "UPDATE stage_visits SET stage='S2' WHERE id=6"); /* at rest */
    }
  g_assert_true (starts_warm (&world)); /* others may still want it */
  world_clear (&world);
}

/* A write so young that another one could bear the same time. */
static void
test_racy (void)
{
  gboolean warm;
  World world;

  world_init (&world, "", "");
  keep (&world);
  commit (&world, "UPDATE stage_visits SET stage='S2' WHERE id=6");
  {
    g_autoptr (CairnSource) source = open_warm (&world, &warm);

    settle (source);
    g_assert_true (cairn_source_keep (source));
  }
  {
    g_autoptr (CairnSource) source = open_warm (&world, &warm);

    g_assert_true (warm);
    g_assert_true (cairn_source_is_behind (source));
  }
  world_clear (&world);
}

/* ---- what is not to be used ---- */

static void
test_other_database (void)
{
  World world;
  g_autofree char *kept = NULL;
  g_autofree char *copy = NULL;
  g_autofree char *bytes = NULL;
  gsize size;

  world_init (&world, "", "");
  keep (&world);
  g_assert_true (starts_warm (&world));
  /* the same bytes, but another file */
  copy = g_build_filename (world.folder, "b.db", NULL);
  g_assert_true (g_file_get_contents (world.path, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (copy, bytes, (gssize) size, NULL));
  g_assert_cmpint (g_rename (copy, world.path), ==, 0);
  g_assert_false (starts_warm (&world));
  kept = find_kept (&world);
  g_assert_null (kept); /* nobody will ever want it */
  keep (&world);
  commit (&world, "VACUUM");
  g_assert_false (starts_warm (&world));
  keep (&world);
  commit (&world, "CREATE TABLE other(a)");
  g_assert_false (starts_warm (&world));
  keep (&world);
  world_clear (&world);
}

static void
test_other_mapping (void)
{
  World world;

  world_init (&world, "", "");
  keep (&world);
  cairn_mapping_add_stage (world.mapping, "S4", "Stage 4");
  g_assert_false (starts_warm (&world));
  keep (&world);
  g_assert_true (starts_warm (&world));
  g_free (world.mapping->zone);
  world.mapping->zone = g_strdup ("Europe/Rome");
  g_assert_false (starts_warm (&world));
  g_clear_pointer (&world.mapping->owner, g_free);
  g_assert_false (starts_warm (&world));
  cairn_mapping_add_target (world.mapping, NULL, "Stage 2", 86400,
                            0); /* stands first from now on */
  g_assert_false (starts_warm (&world));
  world_clear (&world);
}

static void
write_damaged (const char *path, const char *bytes, gsize size, guint round)
{
  g_autofree char *broken = g_memdup2 (bytes, size);

  switch (round % 4)
    {
    case 0:
      size = (gsize) g_test_rand_int_range (0, (int) size);
      break;
    case 1:
      broken[g_test_rand_int_range (0, (int) size)] ^= (char) (1 << g_test_rand_int_range (0, 8));
      break;
    case 2:
      broken[g_test_rand_int_range (0, 64)] ^= (char) (1 << g_test_rand_int_range (0, 8));
      break;
    default:
      for (guint i = 0; i < 20; i++)
        broken[g_test_rand_int_range (0, (int) size)] = (char) g_test_rand_int ();
      break;
    }
  g_assert_true (g_file_set_contents_full (path, broken, (gssize) size,
                                           G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
}

/* Whatever is broken is noticed, and the file is gone. */
static void
check_damaged (gsize max_mended)
{
  World world;
  g_autofree char *path = NULL;
  g_autofree char *bytes = NULL;
  gsize size;

  world_init (&world, "", "");
  world.max_mended = max_mended;
  keep (&world);
  path = find_kept (&world);
  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (guint round = 0; round < 200; round++)
    {
      g_autoptr (CairnSource) source = NULL;
      gboolean warm;

      write_damaged (path, bytes, size, round);
      source = open_warm (&world, &warm);
      g_assert_false (warm);
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
  g_assert_cmpint (g_chmod (path, 0666), ==, 0); /* nobody knows who wrote it */
  g_assert_false (starts_warm (&world));
  world_clear (&world);
}

static void
test_damaged (void)
{
  check_damaged (MOST_MENDED);
  check_damaged (CAIRN_MAX_MENDED_ROWS);
}

/* ---- the folder ---- */

static void
test_folder (void)
{
  static const char *const names[] = { "old.warm", "half.warm.x1", "notes.txt", "CACHEDIR.TAG" };
  const struct utimbuf long_ago = { 1700000000, 1700000000 };
  struct stat about;
  World world;
  g_autofree char *path = NULL;

  world_init (&world, "", "");
  g_assert_cmpint (g_mkdir (world.kept, 0755), ==, 0);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *other = g_build_filename (world.kept, names[i], NULL);

      g_assert_true (g_file_set_contents (other, "x", 1, NULL));
      g_assert_cmpint (utime (other, &long_ago), ==, 0);
    }
  keep (&world);
  g_assert_cmpint (stat (world.kept, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0700);
  path = find_kept (&world);
  g_assert_cmpint (stat (path, &about), ==, 0);
  g_assert_cmpint (about.st_mode & 0777, ==, 0600);
  g_assert_cmpuint (cairn_warm_start_get_size (world.kept), ==, about.st_size);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *other = g_build_filename (world.kept, names[i], NULL);

      g_assert_cmpint (g_file_test (other, G_FILE_TEST_EXISTS), ==, i >= 2);
    }
  g_assert_cmpuint (cairn_warm_start_clear (world.kept), ==, about.st_size);
  g_assert_cmpuint (cairn_warm_start_get_size (world.kept), ==, 0);
  g_assert_false (starts_warm (&world));
  world_clear (&world);
}

static void
test_no_folder (void)
{
  gboolean warm;
  World world;

  world_init (&world, "", "");
  g_free (world.kept);
  world.kept = g_build_filename (world.path, "kept", NULL); /* in a file there is no folder */
  cairn_warm_start_set_folder (world.kept);
  {
    g_autoptr (CairnSource) source = open_warm (&world, &warm);

    g_assert_false (warm);
    g_assert_false (cairn_source_keep (source));
    check_against_cold (&world, source);
  }
  cairn_warm_start_set_folder (NULL);
  {
    g_autoptr (CairnSource) source = open_with (&world, CAIRN_WARM_START_CATCH_UP);

    settle (source);
    g_assert_false (cairn_source_keep (source));
  }
  world_clear (&world);
}

static gpointer
keep_often (gpointer data)
{
  const World *world = data;

  for (guint i = 0; i < 30; i++)
    {
      gboolean warm;
      g_autoptr (CairnSource) source = open_warm (world, &warm);

      settle (source);
      g_assert_true (cairn_source_keep (source));
    }
  return NULL;
}

/* Two programs at once each find a whole file. */
static void
test_two_at_once (void)
{
  World world;
  GThread *other;

  world_init (&world, "", "");
  keep (&world);
  other = g_thread_new ("other", keep_often, &world);
  keep_often (&world);
  g_thread_join (other);
  g_assert_true (starts_warm (&world));
  world_clear (&world);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/warm-start/unchanged", test_unchanged);
  g_test_add_func ("/warm-start/random", test_random);
  g_test_add_func ("/warm-start/random-mended", test_random_mended);
  g_test_add_func ("/warm-start/random-border", test_random_border);
  g_test_add_func ("/warm-start/random-wal", test_random_wal);
  g_test_add_func ("/warm-start/random-index", test_random_index);
  g_test_add_func ("/warm-start/random-logged", test_random_logged);
  g_test_add_func ("/warm-start/behind", test_behind);
  g_test_add_func ("/warm-start/live", test_live);
  g_test_add_func ("/warm-start/exact", test_exact);
  g_test_add_func ("/warm-start/racy", test_racy);
  g_test_add_func ("/warm-start/other-database", test_other_database);
  g_test_add_func ("/warm-start/other-mapping", test_other_mapping);
  g_test_add_func ("/warm-start/damaged", test_damaged);
  g_test_add_func ("/warm-start/folder", test_folder);
  g_test_add_func ("/warm-start/no-folder", test_no_folder);
  g_test_add_func ("/warm-start/two-at-once", test_two_at_once);
  return g_test_run ();
}
