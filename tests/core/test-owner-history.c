/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A customer who is handed over within a stage: each owner has the time that was theirs. */
#include "base/cairn-duration.h"
#include "source-shapes-fixture.h"

#include <string.h>

#define NOW "2026-11-01T00:00:00Z"

/* Days from 1 September on: c1 Ann 0-10, then Bo to 20; c2 Ann 0-15; c3 Bo 0-30; c4 Ann 0-5;
 * c5 nobody 0-4, Ann to 8, Bo since. Rows that name nobody, and the same one again, change nothing.
 */
static const struct
{
  const char *customer;
  int day;
  const char *stage, *owner;
} rows[] = {
  { "c1", 0, "Setup", "Ann" }, { "c1", 4, "Setup", "Ann" }, { "c1", 6, "Setup", "" },
  { "c1", 10, "Setup", "Bo" }, { "c1", 20, "Live", "Bo" },  { "c2", 0, "Setup", "Ann" },
  { "c2", 15, "Live", "Ann" }, { "c3", 0, "Setup", "Bo" },  { "c3", 30, "Live", "Bo" },
  { "c4", 0, "Setup", "Ann" }, { "c4", 5, "Live", "Ann" },  { "c5", 0, "Setup", "" },
  { "c5", 4, "Setup", "Ann" }, { "c5", 8, "Setup", "Cy" },  { "c5", 8, "Setup", "Bo" },
};

static char *
make_changes (void)
{
  GString *sql = g_string_new ("CREATE TABLE stage_changes(customer, stage, owner, changed_at);");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_string_append_printf (
      sql, "INSERT INTO stage_changes VALUES('%s','%s','%s',date('2026-09-01','%d days'));",
      rows[i].customer, rows[i].stage, rows[i].owner, rows[i].day);
  return g_string_free (sql, FALSE);
}

typedef struct
{
  char *folder;
  CairnSource *source;
  CairnStageStudy *study;
} World;

static void
set_up (World *world, const char *sql, const char *now)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_ALL };
  CairnStudyWish *wish = cairn_study_wish_new (NULL, "Setup", FALSE);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = NULL;

  world->folder = fixture_folder ();
  path = fixture_database (world->folder, "a.db", sql);
  mapping = cairn_mapping_guess (path, &error);
  g_assert_no_error (error);
  g_free (mapping->zone);
  mapping->zone = g_strdup ("UTC");
  cairn_mapping_add_target (mapping, NULL, "Setup", 12 * CAIRN_DAY, 0);
  world->source = open_source (mapping);
  world->study = cairn_source_study (world->source, wish, moment (now), &window);
  cairn_study_wish_free (wish);
}

static void
tear_down (World *world)
{
  cairn_stage_study_unref (world->study);
  cairn_source_free (world->source);
  fixture_remove_folder (world->folder);
  g_free (world->folder);
}

static const CairnOwnerFigures *
find_owner (const World *world, const char *name)
{
  guint n;
  const CairnOwnerFigures *owners = cairn_stage_study_get_owners (world->study, &n);

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (owners[i].name, name) == 0)
      return &owners[i];
  g_error ("%s has no figures", name);
}

static void
check_owner (
  const World *world, const char *name, guint exits, double expected, double days, double lost)
{
  const CairnOwnerFigures *owner = find_owner (world, name);

  g_assert_cmpuint (owner->exits, ==, exits);
  g_assert_cmpfloat_with_epsilon (owner->expected, expected, 1e-9);
  g_assert_cmpfloat_with_epsilon (owner->customer_days, days, 1e-9);
  g_assert_cmpfloat_with_epsilon (owner->lost_days, lost, 1e-9);
}

/* At risk at 5: c1, c2, c4, c5 are Ann's, c3 is Bo's; at 15: c2 is Ann's, c1, c3, c5 are Bo's; then
 * all are Bo's. */
static void
test_changes (void)
{
  g_autofree char *sql = make_changes ();
  World world;

  set_up (&world, sql, NOW);
  check_owner (&world, "Ann", 2, 4 / 5. + 1 / 4., 10 + 15 + 5 + 8, 3);
  check_owner (&world, "Bo", 2, 1 / 5. + 3 / 4. + 2, 10 + 30 + 53, 8 + 18 + 49);
  g_assert_cmpuint (find_owner (&world, "Bo")->here, ==, 1);
  g_assert_cmpuint (find_owner (&world, "Ann")->here, ==, 0);
  tear_down (&world);
}

/* What comes later is not known yet. */
static void
test_earlier (void)
{
  g_autofree char *sql = make_changes ();
  World world;

  set_up (&world, sql, "2026-09-08T00:00:00Z");
  check_owner (&world, "Ann", 1, 4 / 5., 7 + 7 + 5 + 7, 0);
  check_owner (&world, "Bo", 0, 1 / 5., 7, 0);
  g_assert_cmpuint (find_owner (&world, "Ann")->here, ==, 3);
  tear_down (&world);
}

/* Nightly: c1 is seen with Ann on three days, then with Bo on two. */
static void
test_snapshots (void)
{
  static const char sql[]
    = "CREATE TABLE s(snapshot_date, customer, stage, owner);"
      "WITH d(n) AS (SELECT 0 UNION ALL SELECT n+1 FROM d WHERE n<9)"
      "INSERT INTO s SELECT date('2026-10-01',n||' days'),'c0','Setup','Ann' FROM d;"
      "WITH d(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM d WHERE n<8)"
      "INSERT INTO s SELECT date('2026-10-01',n||' days'),'c1',CASE WHEN n<6 THEN 'Setup' ELSE "
      "'Live' END,CASE WHEN n<4 THEN 'Ann' ELSE 'Bo' END FROM d;";
  World world;

  set_up (&world, sql, "2026-10-10T00:00:00Z");
  g_assert_cmpfloat (find_owner (&world, "Bo")->customer_days, ==, 2);
  g_assert_cmpuint (find_owner (&world, "Bo")->exits, ==, 1);
  g_assert_cmpuint (find_owner (&world, "Ann")->exits, ==, 0);
  g_assert_cmpfloat (find_owner (&world, "Ann")->customer_days, ==, 3 + 9);
  tear_down (&world);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/owner-history/changes", test_changes);
  g_test_add_func ("/owner-history/earlier", test_earlier);
  g_test_add_func ("/owner-history/snapshots", test_snapshots);
  return g_test_run ();
}
