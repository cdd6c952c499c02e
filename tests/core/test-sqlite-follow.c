/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever another program commits, the figures are those of a fresh load. */

#include "sqlite-in-step.h"

static void
test_in_step (void)
{
  check_in_step ("", in_step_schema, CAIRN_MAX_MENDED_ROWS);
}

static void
test_in_step_wal (void)
{
  check_in_step ("PRAGMA journal_mode=WAL;", in_step_schema, CAIRN_MAX_MENDED_ROWS);
}

static void
test_in_step_index (void)
{
  g_autofree char *sql = g_strconcat (
    in_step_schema, "CREATE INDEX sv_open ON stage_visits(id) WHERE left_at IS NULL;", NULL);

  check_in_step ("", sql, CAIRN_MAX_MENDED_ROWS);
}

/* Around the number of rows from which on stays are taken as they stand. */
static void
test_in_step_large (void)
{
  check_in_step ("", in_step_schema, 1500);
}

static void
test_in_step_no_rowid (void)
{
  g_autofree char *sql = g_strconcat (
    in_step_schema,
    "CREATE VIEW all_visits AS SELECT customer_id AS customer, stage, entered_at AS entered, "
    "left_at AS \"left\" FROM stage_visits WHERE stage <> 'S3';",
    NULL);
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (folder, "a.db", sql);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (path);
  g_autoptr (CairnSource) source = NULL;
  g_autoptr (CairnSnapshot) before = NULL;
  g_autoptr (CairnSnapshot) after = NULL;
  sqlite3 *writer = fixture_open (path);

  mapping->table = g_strdup ("all_visits");
  g_assert_true (cairn_mapping_complete (mapping, &error));
  source = cairn_source_open (mapping, NULL, &error);
  g_assert_true (cairn_source_settle (source, &error));
  before = snapshot_of (source);
  g_assert_cmpuint (cairn_source_get_n_rows (source), ==, 225);
  fixture_exec (writer, "UPDATE stage_visits SET left_at = '2026-10-03' WHERE stage = 'S1'");
  g_assert_true (cairn_source_settle (source, &error));
  g_assert_no_error (error);
  after = snapshot_of (source);
  g_assert_cmpuint (cairn_snapshot_find (before, NULL, "S1")->here, >, 0);
  g_assert_cmpuint (cairn_snapshot_find (after, NULL, "S1")->here, ==, 0);
  sqlite3_close (writer);
  g_clear_pointer (&source, cairn_source_free);
  fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sqlite-source/in-step", test_in_step);
  g_test_add_func ("/sqlite-source/in-step-wal", test_in_step_wal);
  g_test_add_func ("/sqlite-source/in-step-index", test_in_step_index);
  g_test_add_func ("/sqlite-source/in-step-large", test_in_step_large);
  g_test_add_func ("/sqlite-source/in-step-no-rowid", test_in_step_no_rowid);
  return g_test_run ();
}
