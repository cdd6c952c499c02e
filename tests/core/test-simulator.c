/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sqlite-fixture.h"
#include "simulator/cairn-sample-database.h"
#include "timing/cairn-source.h"

#define NOW (G_GINT64_CONSTANT (1795000000))
#define DAY 86400

static CairnSnapshot *
read_sample (const char *path)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  g_autoptr (CairnSource) source = NULL;

  g_assert_no_error (error);
  cairn_mapping_add_target (mapping, NULL, "Handoff", 5 * DAY, 0);
  cairn_mapping_add_target (mapping, NULL, "Kick-off", 7 * DAY, 0);
  cairn_mapping_add_target (mapping, NULL, "Implementation", 21 * DAY, 0);
  cairn_mapping_add_target (mapping, NULL, "Training", 10 * DAY, 0);
  cairn_mapping_add_target (mapping, NULL, "Adoption", 40 * DAY, 0);
  source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  cairn_source_set_clock (source, NOW);
  g_assert_true (cairn_source_settle (source, &error));
  return cairn_source_snapshot (source, NOW, &window);
}

/* The story the sample tells: one stage that everybody sees to be the worst, and fine ones. */
static void
test_story (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = g_build_filename (folder, "a.db", NULL);
  g_autoptr (CairnSnapshot) snapshot = NULL;
  g_autoptr (GError) error = NULL;
  const CairnCell *cell;
  guint n;

  g_assert_true (sample_database_create (path, 7, NOW, &error));
  g_assert_false (sample_database_create (path, 7, NOW, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS);
  snapshot = read_sample (path);
  cell = cairn_snapshot_find (snapshot, "Enterprise", "Implementation");
  g_assert_cmpuint (cell->rank, ==, 1);
  g_assert_true (cell->growth == CAIRN_GROWTH_PILING_UP);
  g_assert_cmpuint (cell->here, >, 30);
  g_assert_cmpuint (cell->here, <, 50);
  g_assert_cmpfloat (cell->median.value, >, 28 * DAY);
  g_assert_cmpfloat (cell->median.value, <, 36 * DAY);
  cell = cairn_snapshot_find (snapshot, "Enterprise", "Handoff");
  g_assert_cmpuint (cell->here, >, 0);
  g_assert_cmpuint (cell->overdue, ==, 0);
  g_assert_cmpuint (cairn_snapshot_find (snapshot, "Enterprise", "Adoption")->overdue, >, 0);
  cairn_snapshot_get_quarantine (snapshot, &n);
  g_assert_cmpuint (n, ==, 0);
  fixture_remove_folder (folder);
}

static void
test_advance (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = g_build_filename (folder, "a.db", NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnSnapshot) before = NULL;
  g_autoptr (CairnSnapshot) after = NULL;
  sqlite3 *db;

  g_assert_true (sample_database_create (path, 7, NOW - 3600, &error));
  before = read_sample (path);
  db = sample_database_open (path, &error);
  g_assert_no_error (error);
  sqlite3_exec (db, "PRAGMA synchronous=OFF", NULL, NULL, NULL);
  for (gint64 i = 0; i < 600; i++)
    g_assert_true (sample_database_advance (db, rand, NOW - 3600 + i, &error));
  sqlite3_close (db);
  after = read_sample (path);
  g_assert_cmpuint (cairn_snapshot_find (after, "Enterprise", "Implementation")->here, >,
                    cairn_snapshot_find (before, "Enterprise", "Implementation")->here + 5);
  g_assert_cmpuint (cairn_snapshot_find (after, "Enterprise", "Training")->departures, >,
                    cairn_snapshot_find (before, "Enterprise", "Training")->departures);
  fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulator/story", test_story);
  g_test_add_func ("/simulator/advance", test_advance);
  return g_test_run ();
}
