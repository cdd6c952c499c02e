/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The table in which triggers note what changes. */

#include "sqlite-in-step.h"

/* The script for the table of @path. */
static char *
make_change_log_script (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  char *script = cairn_change_log_script (mapping, &error);

  g_assert_no_error (error);
  return script;
}

/* Random commits shorten it, too. */
static void
test_in_step_change_log (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (folder, "b.db", in_step_schema);
  g_autofree char *script = make_change_log_script (path);
  g_autofree char *sql = g_strconcat (in_step_schema, script,
                                      "CREATE TRIGGER shorten AFTER INSERT ON stage_visits WHEN "
                                      "NEW.id % 19 = 0 BEGIN DELETE FROM cairn_changes; END;",
                                      NULL);

  check_in_step ("", sql, CAIRN_MAX_MENDED_ROWS);
  check_in_step ("", sql, 0);
  fixture_remove_folder (folder);
}

/* With the log, edits of old rows and deletions are known before the audit has begun. To run the
 * script twice does no harm. */
static void
test_change_log (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *path = fixture_database (folder, "a.db", in_step_schema);
  g_autofree char *script = make_change_log_script (path);
  sqlite3 *writer = fixture_open (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = NULL;
  g_autoptr (CairnSource) source = NULL;
  static const char *const edits[] = {
    "UPDATE stage_visits SET entered_at='2026-05-05' WHERE id IN (3,200) AND left_at IS NOT NULL",
    "UPDATE stage_visits SET left_at=datetime(entered_at,'+3 days') WHERE left_at IS NULL",
    "DELETE FROM stage_visits WHERE id IN (1,(SELECT max(id) FROM stage_visits))",
    "INSERT INTO stage_visits(customer_id,stage,entered_at) VALUES(1,'S1','2026-09-09')",
    "UPDATE stage_visits SET id=id+1000 WHERE id=17",
    "INSERT INTO stage_visits(id,customer_id,stage,entered_at) VALUES(17,1,'S1','2026-09-08')",
  };

  fixture_exec (writer, script);
  fixture_exec (writer, script);
  mapping = cairn_mapping_guess (path, &error);
  source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  ((CairnSqliteSource *) source)->chunk_rows = 64;
  g_assert_true (cairn_source_settle (source, &error));
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (CairnSnapshot) kept = NULL;
      g_autoptr (CairnSnapshot) fresh = NULL;
      gboolean changed = FALSE;

      fixture_exec (writer, edits[i]);
      g_assert_true (cairn_source_check (source, &error));
      while (cairn_source_get_work (source) == CAIRN_SOURCE_URGENT)
        g_assert_true (cairn_source_step (source, &changed, &error));
      g_assert_true (changed);
      g_assert_cmpint (cairn_source_get_work (source), ==, CAIRN_SOURCE_AUDIT);
      kept = snapshot_of (source);
      fresh = read_afresh (mapping, CAIRN_MAX_MENDED_ROWS);
      check_same (kept, fresh);
    }
  sqlite3_close (writer);
  g_clear_pointer (&source, cairn_source_free);
  fixture_remove_folder (folder);
}

static void
test_change_log_of_view (void)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *sql
    = g_strconcat (in_step_schema, "CREATE VIEW v AS SELECT * FROM stage_visits", NULL);
  g_autofree char *path = fixture_database (folder, "a.db", sql);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);

  g_free (mapping->table);
  mapping->table = g_strdup ("v");
  g_assert_null (cairn_change_log_script (mapping, &error));
  g_assert_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION);
  fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sqlite-source/in-step-change-log", test_in_step_change_log);
  g_test_add_func ("/sqlite-source/change-log", test_change_log);
  g_test_add_func ("/sqlite-source/change-log-of-view", test_change_log_of_view);
  return g_test_run ();
}
