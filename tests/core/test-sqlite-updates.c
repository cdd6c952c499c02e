/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The column that tells when a row was last written. */

#include "sqlite-in-step.h"

#define UPDATED_INDEX "CREATE INDEX sv_updated ON stage_visits(updated_at);"

/* A table whose rows bear the moments that @moment makes of i seconds after the first. */
static char *
make_table (const char *moment)
{
  return g_strdup_printf ("%sALTER TABLE stage_visits DROP COLUMN updated_at;"
                          "ALTER TABLE stage_visits ADD COLUMN updated_at;"
                          "UPDATE stage_visits SET updated_at=(SELECT %s FROM (SELECT id AS i));",
                          in_step_schema, moment);
}

typedef struct
{
  char *folder;
  sqlite3 *writer;
  CairnMapping *mapping;
  CairnSource *source;
  gsize max_mended;
} Fixture;

static void
set_up (Fixture *fixture, const char *table, const char *index, gsize max_mended)
{
  g_autofree char *sql = g_strconcat (table, index, NULL);
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;

  fixture->folder = fixture_folder ();
  path = fixture_database (fixture->folder, "a.db", sql);
  fixture->writer = fixture_open (path);
  fixture->max_mended = max_mended;
  fixture->mapping = cairn_mapping_guess (path, &error);
  g_assert_cmpstr (fixture->mapping->updated, ==, "updated_at");
  fixture->mapping->zone = g_strdup ("UTC");
  fixture->source = cairn_source_open (fixture->mapping, NULL, &error);
  ((CairnSqliteSource *) fixture->source)->chunk_rows = 64;
  ((CairnSqliteSource *) fixture->source)->max_mended = max_mended;
  g_assert_true (cairn_source_settle (fixture->source, &error));
}

static void
tear_down (Fixture *fixture)
{
  sqlite3_close (fixture->writer);
  cairn_source_free (fixture->source);
  cairn_mapping_free (fixture->mapping);
  fixture_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
check_in_step_now (Fixture *fixture)
{
  g_autoptr (CairnSnapshot) kept = snapshot_of (fixture->source);
  g_autoptr (CairnSnapshot) fresh = read_afresh (fixture->mapping, fixture->max_mended);

  check_same (kept, fresh);
}

/* Everything urgent. Returns how many steps it took. */
static guint
work_urgently (CairnSource *source, gboolean *changed)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  *changed = FALSE;
  g_assert_true (cairn_source_check (source, &error));
  for (; cairn_source_get_work (source) == CAIRN_SOURCE_URGENT; n++)
    g_assert_true (cairn_source_step (source, changed, &error));
  g_assert_no_error (error);
  return n;
}

static char *
replace (const char *text, const char *word, const char *by)
{
  g_auto (GStrv) parts = g_strsplit (text, word, -1);

  return g_strjoinv (by, parts);
}

/* @what with the moment of that second for each "@". */
static char *
make_edit (const char *what, const char *moment, guint second)
{
  g_autofree char *digits = g_strdup_printf ("%u ", second);
  g_autofree char *value = replace (moment, "i ", digits);

  return replace (what, "@", value);
}

static const struct
{
  const char *name;
  const char *moment; /* SQL, of i seconds after the first */
} formats[] = {
  { "text", "datetime('2026-10-05', i ||' seconds')" },
  { "iso", "strftime('%Y-%m-%dT%H:%M:%fZ','2026-10-05', i ||' seconds')" },
  { "seconds", "1790000000+ i " },
  { "milliseconds", "(1790000000+ i )*1000" },
  { "julian", "julianday('2026-10-05', i ||' seconds')" },
};

/* Edits of rows long closed, closings, new rows: all is known before anything is audited. */
static void
check_edits (const char *moment, gsize max_mended)
{
  static const char *const edits[] = {
    "UPDATE stage_visits SET entered_at='2026-05-05',updated_at=@ WHERE id=3",
    "UPDATE stage_visits SET left_at=datetime(entered_at,'+3 days'),updated_at=@ WHERE left_at IS "
    "NULL",
    "UPDATE stage_visits SET left_at=NULL,updated_at=@ WHERE id IN (7,250)",
    "INSERT INTO stage_visits(customer_id,stage,entered_at,left_at,updated_at) "
    "VALUES(1,'S1','2026-09-09','2026-09-19',@)",
    /* the same row again, in the same second */
    "UPDATE stage_visits SET left_at='2026-09-29',updated_at=@ WHERE id=301",
    "UPDATE stage_visits SET stage='S1',updated_at=@ WHERE id=3",
  };
  g_autofree char *table = make_table (moment);
  Fixture fixture;

  set_up (&fixture, table, UPDATED_INDEX, max_mended);
  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autofree char *sql = make_edit (edits[i], moment, 1000 + 100 * (i - (i == 4)));
      gboolean changed;

      fixture_exec (fixture.writer, sql);
      work_urgently (fixture.source, &changed);
      g_assert_true (changed);
      g_assert_cmpint (cairn_source_get_work (fixture.source), ==, CAIRN_SOURCE_AUDIT);
      check_in_step_now (&fixture);
    }
  tear_down (&fixture);
}

static void
test_edits (gconstpointer index)
{
  const char *moment = formats[GPOINTER_TO_UINT (index)].moment;

  check_edits (moment, CAIRN_MAX_MENDED_ROWS);
  check_edits (moment, 0);
}

/* Nothing is read twice for having been written of late. */
static void
test_few_steps (void)
{
  g_autofree char *table = make_table (formats[0].moment);
  Fixture fixture;
  gboolean changed;

  set_up (&fixture, table, UPDATED_INDEX, 0);
  for (guint i = 0; i < 4; i++)
    {
      fixture_exec (fixture.writer,
                    "INSERT INTO stage_visits(customer_id,stage,entered_at,left_at,updated_at) "
                    "VALUES(1,'S1','2026-09-09','2026-09-19','2026-10-06')");
      g_assert_cmpuint (work_urgently (fixture.source, &changed), ==, 2);
      g_assert_true (changed);
    }
  tear_down (&fixture);
}

/* Where the column cannot be relied upon, all is as if it were not there: it comes with the audit.
 */
static void
check_is_late (const char *moment, const char *index, const char *edit)
{
  g_autofree char *table = make_table (moment);
  g_autofree char *sql = make_edit (edit, moment, 40000000);
  g_autoptr (GError) error = NULL;
  Fixture fixture;
  gboolean changed;

  set_up (&fixture, table, index, 0);
  fixture_exec (fixture.writer, sql);
  work_urgently (fixture.source, &changed);
  g_assert_false (changed);
  g_assert_true (cairn_source_settle (fixture.source, &error));
  check_in_step_now (&fixture);
  tear_down (&fixture);
}

static void
test_late (void)
{
  static const char edit[]
    = "UPDATE stage_visits SET entered_at='2026-05-05',updated_at=@ WHERE id=3";

  check_is_late (formats[0].moment, "", edit);
  check_is_late (formats[0].moment, "CREATE INDEX sv_other ON stage_visits(stage,updated_at);",
                 edit);
  /* The order of these is not that of time. */
  check_is_late ("strftime('%d.%m.%Y','2024-10-05', i ||' seconds')", UPDATED_INDEX, edit);
  check_is_late (formats[0].moment, UPDATED_INDEX,
                 "UPDATE stage_visits SET entered_at='2026-05-05' WHERE id=3 AND @<>''");
}

/* Who does not keep the column is looked after as ever, from the second time on. */
static void
test_not_kept (void)
{
  g_autofree char *table = make_table (formats[0].moment);
  g_autoptr (GError) error = NULL;
  Fixture fixture;
  gboolean changed;

  set_up (&fixture, table, UPDATED_INDEX, 0);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *sql = g_strdup_printf (
        "UPDATE stage_visits SET left_at='2026-10-07' WHERE left_at IS NULL AND id%%4=%u", i);

      fixture_exec (fixture.writer, sql);
      work_urgently (fixture.source, &changed);
      g_assert_true (changed == (i > 0));
      g_assert_true (cairn_source_settle (fixture.source, &error));
      check_in_step_now (&fixture);
    }
  tear_down (&fixture);
}

/* Some edits say when, some do not, and some say something else. */
static void
test_in_step (void)
{
  static const char sql[] = UPDATED_INDEX
    "CREATE TRIGGER kept AFTER UPDATE ON stage_visits WHEN NEW.id%5>0 AND NEW.updated_at IS "
    "OLD.updated_at BEGIN UPDATE stage_visits SET updated_at=CASE NEW.id%7 WHEN 0 THEN 'oops' WHEN "
    "1 THEN '2099-01-01' WHEN 2 THEN 5 ELSE datetime('now') END WHERE id=NEW.id; END;"
    "CREATE TRIGGER new AFTER INSERT ON stage_visits BEGIN UPDATE stage_visits SET "
    "updated_at=datetime('now') WHERE id=NEW.id; END;";
  g_autofree char *table = make_table (formats[0].moment);
  g_autofree char *all = g_strconcat (table, sql, NULL);

  check_in_step ("", all, CAIRN_MAX_MENDED_ROWS);
  check_in_step ("", all, 0);
  check_in_step ("PRAGMA journal_mode=WAL;", all, 0);
}

static void
check_guess (const char *columns, const char *updated)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *sql = g_strdup_printf ("CREATE TABLE t (%s)", columns);
  g_autofree char *path = fixture_database (folder, "a.db", sql);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (mapping->updated, ==, updated);
  fixture_remove_folder (folder);
}

static void
test_guess (void)
{
  check_guess ("account_id, stage, begin_date, end_date, LastModifiedDate", "LastModifiedDate");
  check_guess ("account_id, stage, begin_date, end_date, \"Last updated\"", "Last updated");
  check_guess ("account_id, stage, begin_date, end_date, created_at", NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *path = g_strconcat ("/sqlite-updates/edits/", formats[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_edits);
    }
  g_test_add_func ("/sqlite-updates/guess", test_guess);
  g_test_add_func ("/sqlite-updates/few-steps", test_few_steps);
  g_test_add_func ("/sqlite-updates/late", test_late);
  g_test_add_func ("/sqlite-updates/not-kept", test_not_kept);
  g_test_add_func ("/sqlite-updates/in-step", test_in_step);
  return g_test_run ();
}
