/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sqlite-fixture.h"
#include "timing/cairn-live.h"

#include <string.h>

#define VISITS "CREATE TABLE v(id INTEGER PRIMARY KEY, customer, stage, entered, \"left\");"
#define ADD "INSERT INTO v(customer, stage, entered) VALUES(hex(randomblob(8)),'S','2026-10-01');"

typedef struct
{
  char *folder;
  char *path;
  sqlite3 *writer;
  CairnLive *live;
  guint n_snapshots;
} Fixture;

static void
snapshot_cb (CairnLive *live, CairnSnapshot *snapshot, gpointer data)
{
  Fixture *f = data;

  g_assert_true (snapshot == cairn_live_get_snapshot (live));
  f->n_snapshots++;
}

static CairnMapping *
mapping_for (const char *path)
{
  CairnMapping *mapping = cairn_mapping_new (path);

  mapping->table = g_strdup ("v");
  mapping->customer = g_strdup ("customer");
  mapping->stage = g_strdup ("stage");
  mapping->entered = g_strdup ("entered");
  mapping->left = g_strdup ("left");
  return mapping;
}

/* @now 0: follow the clock. */
static void
fixture_start (Fixture *f, const char *sql, gint64 now)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_ALL };
  g_autoptr (CairnMapping) mapping = NULL;

  f->folder = fixture_folder ();
  f->path = g_build_filename (f->folder, "a.db", NULL);
  if (sql != NULL)
    {
      f->writer = fixture_open (f->path);
      fixture_exec (f->writer, sql);
    }
  mapping = mapping_for (f->path);
  f->live = cairn_live_new (mapping, &window, now);
  g_signal_connect (f->live, "snapshot", G_CALLBACK (snapshot_cb), f);
}

static void
fixture_stop (Fixture *f)
{
  g_object_add_weak_pointer (G_OBJECT (f->live), (gpointer *) &f->live);
  g_object_unref (f->live);
  g_assert_null (f->live);
  if (f->writer != NULL)
    sqlite3_close (f->writer);
  {
    g_autofree char *wal = g_strconcat (f->path, "-wal", NULL);
    g_autofree char *shm = g_strconcat (f->path, "-shm", NULL);

    g_unlink (wal);
    g_unlink (shm);
  }
  fixture_remove_folder (f->folder);
  g_free (f->folder);
  g_free (f->path);
}

static guint
here (const Fixture *f)
{
  CairnSnapshot *snapshot = cairn_live_get_snapshot (f->live);
  const CairnCell *cell = snapshot != NULL ? cairn_snapshot_find (snapshot, NULL, "S") : NULL;

  return cell != NULL ? cell->here : 0;
}

/* Waits for news until @n are here; a test that never gets there runs into its time limit. */
static void
wait_for_here (const Fixture *f, guint n)
{
  while (cairn_live_get_state (f->live) != CAIRN_LIVE_FRESH || here (f) != n)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_state (const Fixture *f, CairnLiveState state)
{
  while (cairn_live_get_state (f->live) != state)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_commits (gconstpointer mode)
{
  Fixture f = { 0 };
  g_autofree char *sql = g_strdup_printf ("PRAGMA journal_mode=%s; " VISITS ADD, (char *) mode);

  fixture_start (&f, sql, 0);
  wait_for_here (&f, 1);
  g_assert_cmpfloat (cairn_live_get_progress (f.live), ==, 1);
  fixture_exec (f.writer, ADD);
  wait_for_here (&f, 2);
  fixture_exec (f.writer, "UPDATE v SET left='2026-10-05' WHERE id=1");
  wait_for_here (&f, 1);
  fixture_exec (f.writer, "UPDATE v SET left=NULL WHERE id=1");
  wait_for_here (&f, 2);
  fixture_exec (f.writer, "DELETE FROM v WHERE id=1");
  wait_for_here (&f, 1);
  fixture_exec (f.writer, "DELETE FROM v WHERE id=2");
  wait_for_here (&f, 0);
  fixture_exec (f.writer, ADD ADD ADD "VACUUM");
  wait_for_here (&f, 3);
  fixture_stop (&f);
}

/* A database in WAL mode that nobody has open is read as a file at rest, until somebody comes. */
static void
test_first_writer (void)
{
  Fixture f = { 0 };

  fixture_start (&f, "PRAGMA journal_mode=WAL; " VISITS ADD, 0);
  wait_for_here (&f, 1);
  sqlite3_close (f.writer);
  f.writer = fixture_open (f.path);
  fixture_exec (f.writer, ADD);
  wait_for_here (&f, 2);
  sqlite3_close (f.writer);
  f.writer = fixture_open (f.path);
  fixture_exec (f.writer, ADD);
  wait_for_here (&f, 3);
  fixture_stop (&f);
}

static void
test_clock (void)
{
  Fixture f = { 0 };
  gint64 first;

  fixture_start (&f, VISITS ADD, 0);
  wait_for_here (&f, 1);
  first = cairn_snapshot_get_as_of (cairn_live_get_snapshot (f.live));
  /* Old rows are watched, and it is said how quickly. */
  g_assert_cmpint (cairn_snapshot_get_audit_span (cairn_live_get_snapshot (f.live)), >, 0);
  while (f.n_snapshots < 3)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (cairn_snapshot_get_as_of (cairn_live_get_snapshot (f.live)), >, first);
  fixture_stop (&f);
}

static void
test_time_travel (void)
{
  const CairnWindow range = { CAIRN_WINDOW_RANGE, 1000, 2000 };
  Fixture f = { 0 };

  fixture_start (&f, VISITS ADD, 1700000000);
  wait_for_here (&f, 0); /* not yet entered then */
  g_assert_cmpint (cairn_snapshot_get_as_of (cairn_live_get_snapshot (f.live)), ==, 1700000000);
  cairn_live_set_now (f.live, 1795000000);
  wait_for_here (&f, 1);
  cairn_live_set_window (f.live, &range);
  while (cairn_snapshot_get_window_to (cairn_live_get_snapshot (f.live)) != 2000)
    g_main_context_iteration (NULL, TRUE);
  fixture_stop (&f);
}

static void
test_stale (void)
{
  Fixture f = { 0 };
  g_autofree char *away = NULL;

  fixture_start (&f, VISITS ADD, 0);
  wait_for_here (&f, 1);
  sqlite3_close (g_steal_pointer (&f.writer));
  away = g_build_filename (f.folder, "b.db", NULL);
  g_assert_cmpint (g_rename (f.path, away), ==, 0);
  wait_for_state (&f, CAIRN_LIVE_STALE);
  g_assert_cmpuint (here (&f), ==, 1);
  g_assert_true (
    g_str_has_prefix (cairn_snapshot_get_stale (cairn_live_get_snapshot (f.live)), "stale since "));
  g_assert_nonnull (strstr (cairn_live_get_error_message (f.live), "does not exist"));

  g_assert_cmpint (g_rename (away, f.path), ==, 0);
  wait_for_state (&f, CAIRN_LIVE_FRESH);
  g_assert_null (cairn_snapshot_get_stale (cairn_live_get_snapshot (f.live)));
  g_assert_null (cairn_live_get_error_message (f.live));

  /* Another file in its place. */
  g_free (fixture_database (f.folder, "b.db", VISITS ADD ADD ADD));
  g_assert_cmpint (g_rename (away, f.path), ==, 0);
  wait_for_here (&f, 3);

  f.writer = fixture_open (f.path);
  fixture_exec (f.writer, "BEGIN EXCLUSIVE; " ADD);
  wait_for_state (&f, CAIRN_LIVE_STALE);
  fixture_exec (f.writer, "COMMIT");
  wait_for_here (&f, 4);
  fixture_stop (&f);
}

static void
test_failed (void)
{
  Fixture f = { 0 };

  fixture_start (&f, NULL, 0);
  wait_for_state (&f, CAIRN_LIVE_FAILED);
  g_assert_null (cairn_live_get_snapshot (f.live));
  g_free (fixture_database (f.folder, "a.db", VISITS ADD));
  wait_for_here (&f, 1);
  fixture_stop (&f);
}

static void
count_cb (GObject *object, GParamSpec *pspec, guint *n)
{
  (*n)++;
}

static void
test_notify (void)
{
  Fixture f = { 0 };
  guint n_state = 0;
  guint n_error = 0;

  fixture_start (&f, VISITS ADD, 0);
  g_signal_connect (f.live, "notify::state", G_CALLBACK (count_cb), &n_state);
  g_signal_connect (f.live, "notify::error-message", G_CALLBACK (count_cb), &n_error);
  while (f.n_snapshots < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (n_state, ==, 1);
  g_assert_cmpuint (n_error, ==, 0);
  fixture_stop (&f);
}

/* Dropped in the middle of loading, and at every other moment. */
static void
test_drop (void)
{
  for (guint i = 0; i < 40; i++)
    {
      Fixture f = { 0 };

      fixture_start (&f,
                     VISITS
                     "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE "
                     "i<20000) INSERT INTO v(customer,stage,entered) SELECT i,'S','2026-10-01' "
                     "FROM n",
                     0);
      for (guint j = 0; j < i % 4; j++)
        g_main_context_iteration (NULL, j == 1);
      fixture_stop (&f);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/live/commits/delete", "DELETE", test_commits);
  g_test_add_data_func ("/live/commits/wal", "WAL", test_commits);
  g_test_add_func ("/live/first-writer", test_first_writer);
  g_test_add_func ("/live/clock", test_clock);
  g_test_add_func ("/live/time-travel", test_time_travel);
  g_test_add_func ("/live/stale", test_stale);
  g_test_add_func ("/live/failed", test_failed);
  g_test_add_func ("/live/notify", test_notify);
  g_test_add_func ("/live/drop", test_drop);
  return g_test_run ();
}
