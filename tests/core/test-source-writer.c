/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A source against a second process that writes at random: in every journal mode, with checkpoints,
 * locks that are held, transactions that are given up, and a writer killed in the middle of one.
 * Whatever happened, the numbers are those of a fresh load once there is no work left. */
#include "base/cairn-time.h"
#include "sqlite-fixture.h"
#include "timing/cairn-sqlite-source-private.h"
#include "timing/cairn-timings-report.h"

#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOW G_GINT64_CONSTANT (1793491200) /* 2026-11-01 */
#define ROUNDS 60

/* ---- the writer's process ---- */

static const char *const modes[] = { "DELETE", "WAL", "TRUNCATE", "PERSIST", "WAL" };

static char *
random_sql (GRand *rand)
{
  int some = g_rand_int_range (rand, 1, 400);

  switch (g_rand_int_range (rand, 0, 13))
    {
    case 0:
    case 1:
      return g_strdup_printf (
        "INSERT INTO stage_visits(customer_id,stage,entered_at,left_at) VALUES"
        "(%d,'S%d',datetime('2026-10-01','-%d days'),NULL),(%d,'S1','2026-06-03','2026-07-0%d')",
        some % 40, some % 5, some, some % 37, some % 9 + 1);
    case 2:
    case 3:
    case 4:
      return g_strdup_printf ("UPDATE stage_visits SET left_at=datetime(entered_at,'+%d days') "
                              "WHERE id%%7=%d AND left_at IS NULL",
                              some % 60, some % 7);
    case 5:
      return g_strdup_printf ("UPDATE stage_visits SET left_at=NULL WHERE id%%31=%d", some % 31);
    case 6:
      return g_strdup_printf ("DELETE FROM stage_visits WHERE id%%29=%d", some % 29);
    case 7:
      return g_strdup_printf ("DELETE FROM stage_visits WHERE id=(SELECT max(id) FROM "
                              "stage_visits)");
    case 8:
      return g_strdup_printf (
        "UPDATE stage_visits SET stage='S%d', entered_at='oops' WHERE id%%53=%d", some % 4,
        some % 53);
    case 9:
      /* Entered or left ahead of the clock: a matter of time. */
      return g_strdup_printf ("UPDATE stage_visits SET %s=datetime('2026-11-01','+%d hours') "
                              "WHERE id%%41=%d",
                              some % 2 == 0 ? "entered_at" : "left_at", some, some % 41);
    case 10:
      return g_strdup_printf ("UPDATE customers SET segment='%c' WHERE id%%23=%d", 'a' + some % 3,
                              some % 23);
    case 11:
      return g_strdup_printf ("PRAGMA wal_checkpoint(%s)", some % 2 == 0 ? "TRUNCATE" : "PASSIVE");
    default:
      return some % 3 == 0 ? g_strdup ("VACUUM")
                           : g_strdup_printf ("PRAGMA journal_mode=%s", modes[some % 5]);
    }
}

/* A reader may be in the way, and then it is tried another time. */
static void
try_sql (sqlite3 *db, const char *sql)
{
  int rc = sqlite3_exec (db, sql, NULL, NULL, NULL);

  if (rc != SQLITE_OK && rc != SQLITE_BUSY && rc != SQLITE_LOCKED)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
}

static void
commit_some (sqlite3 *db, GRand *rand)
{
  for (int n = g_rand_int_range (rand, 1, 4); n > 0; n--)
    {
      g_autofree char *sql = random_sql (rand);

      try_sql (db, sql);
    }
}

static void
begin (sqlite3 *db, const char *how)
{
  while (sqlite3_exec (db, how, NULL, NULL, NULL) == SQLITE_BUSY)
    ;
}

/* One letter a command, one letter an answer. */
static int
write_at_random (const char *path, const char *seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed ((guint32) g_ascii_strtoull (seed, NULL, 10));
  sqlite3 *db = fixture_open (path);
  char command;

  sqlite3_busy_timeout (db, 1000);
  while (read (STDIN_FILENO, &command, 1) == 1)
    {
      switch (command)
        {
        case 'c': /* commits */
          commit_some (db, rand);
          break;
        case 'l': /* lock it, and change what is given up later */
          begin (db, "BEGIN EXCLUSIVE");
          try_sql (db, "DELETE FROM stage_visits WHERE id%3=0");
          break;
        case 'u':
          sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
          break;
        case 'k': /* far into a transaction, some of it in the file already */
          begin (db, "PRAGMA cache_size=1; BEGIN IMMEDIATE");
          try_sql (db, "UPDATE stage_visits SET stage='S9', owner=hex(randomblob(400))");
          break;
        default:
          break;
        }
      if (write (STDOUT_FILENO, &command, 1) != 1)
        return 1;
    }
  sqlite3_close (db);
  return 0;
}

/* ---- ours ---- */

static const char *program;

typedef struct
{
  GPid pid;
  int in, out;
} Writer;

static void
writer_start (Writer *self, const char *path)
{
  g_autofree char *seed = g_strdup_printf ("%u", (guint) g_test_rand_int () & 0x7fffffff);
  const char *argv[] = { program, "--writer", path, seed, NULL };
  g_autoptr (GError) error = NULL;

  g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                            &self->pid, &self->in, &self->out, NULL, &error);
  g_assert_no_error (error);
}

static void
writer_end (Writer *self, int signal_number)
{
  if (signal_number != 0)
    kill (self->pid, signal_number);
  close (self->in);
  close (self->out);
  g_assert_cmpint (waitpid (self->pid, NULL, 0), ==, self->pid);
}

static void
tell_writer (Writer *self, char command)
{
  g_assert_cmpint (write (self->in, &command, 1), ==, 1);
}

static gboolean
has_answered (Writer *self)
{
  struct pollfd fd = { .fd = self->out, .events = POLLIN };

  return poll (&fd, 1, 0) == 1;
}

static void
await_writer (Writer *self)
{
  char answer;

  g_assert_cmpint (read (self->out, &answer, 1), ==, 1);
}

/* What may go wrong while somebody writes, and is to be tried again. */
static void
assert_passing (const GError *error)
{
  g_assert_true (g_error_matches (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_LOCKED)
                 || g_error_matches (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_WAL)
                 || g_error_matches (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_PERMISSION)
                 || g_error_matches (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_CORRUPT)
                 || g_error_matches (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_READ));
}

/* Some steps, as they come, without asking whether the writer is done. */
static void
work_beside (CairnSource *source)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;
  gboolean ok = cairn_source_check (source, &error);

  for (int n = g_test_rand_int_range (0, 12); ok && n > 0; n--)
    switch (cairn_source_get_work (source))
      {
      case CAIRN_SOURCE_RELOAD:
        ok = cairn_source_load (source, NULL, NULL, &error);
        break;
      case CAIRN_SOURCE_URGENT:
      case CAIRN_SOURCE_AUDIT:
        ok = cairn_source_step (source, &changed, &error);
        break;
      case CAIRN_SOURCE_FRESH:
        return;
      }
  if (!ok)
    assert_passing (error);
}

static char *
report_of (CairnSource *source, gint64 clock)
{
  const CairnWindow window = { .kind = CAIRN_WINDOW_26_WEEKS };
  g_autoptr (CairnSnapshot) snapshot = cairn_source_snapshot (source, clock, &window);

  return cairn_timings_report_json (snapshot, NULL);
}

static void
assert_in_step (CairnSource *source, const CairnMapping *mapping, gint64 clock)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnSource) other = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *fresh = NULL;

  cairn_source_set_clock (source, clock);
  g_assert_true (cairn_source_settle (source, &error));
  g_assert_no_error (error);
  kept = report_of (source, clock);

  other = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  cairn_source_set_clock (other, clock);
  g_assert_true (cairn_source_settle (other, &error));
  fresh = report_of (other, clock);
  g_assert_cmpuint (cairn_source_get_n_rows (source), ==, cairn_source_get_n_rows (other));
  g_assert_true (g_str_equal (kept, fresh)); /* too long to print */
}

static void
play_round (Writer *writer, CairnSource *source, const char *path)
{
  int kind = g_test_rand_int_range (0, 10);

  if (kind == 0)
    {
      tell_writer (writer, 'k');
      await_writer (writer);
      work_beside (source);
      writer_end (writer, SIGKILL);
      work_beside (source);
      writer_start (writer, path); /* and mends what the other left */
      tell_writer (writer, 'c');
    }
  else if (kind == 1)
    {
      tell_writer (writer, 'l');
      await_writer (writer);
      work_beside (source);
      tell_writer (writer, 'u');
    }
  else
    {
      tell_writer (writer, 'c');
      while (!has_answered (writer))
        work_beside (source);
    }
  await_writer (writer);
}

static const char schema[] = FIXTURE_SCHEMA
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<60) INSERT INTO "
  "customers(id,name,segment) SELECT i, 'Customer '||i, char(97+i%3) FROM n;"
  "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i<300) INSERT INTO "
  "stage_visits(customer_id,stage,entered_at,left_at) SELECT i%40, 'S'||(i%4), "
  "date('2026-10-01','-'||i||' days'), CASE i%3 WHEN 0 THEN date('2026-10-02') END FROM n;";

static void
test_writer (gconstpointer index)
{
  g_autofree char *folder = fixture_folder ();
  g_autofree char *sql = g_strconcat (schema, index, NULL);
  g_autofree char *path = fixture_database (folder, "a.db", sql);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (path, &error);
  g_autoptr (CairnSource) source = NULL;
  gint64 clock = MAX (NOW, g_get_real_time () / G_USEC_PER_SEC);
  Writer writer;

  g_assert_no_error (error);
  mapping->zone = g_strdup ("UTC");
  cairn_mapping_add_stage (mapping, "S0", "Zero");
  cairn_mapping_add_stage (mapping, "S1", "One");
  cairn_mapping_add_stage (mapping, "S2", "Two");
  cairn_mapping_add_target (mapping, NULL, "One", 20 * 86400, 0);
  source = cairn_source_open (mapping, NULL, &error);
  g_assert_no_error (error);
  ((CairnSqliteSource *) source)->chunk_rows = 64;
  cairn_source_set_clock (source, clock);
  writer_start (&writer, path);
  for (guint i = 0; i < ROUNDS; i++)
    {
      play_round (&writer, source, path);
      clock += g_test_rand_int_range (0, 7200);
      assert_in_step (source, mapping, clock);
    }
  writer_end (&writer, 0);
  g_clear_pointer (&source, cairn_source_free);
  fixture_remove_folder (folder);
}

int
main (int argc, char *argv[])
{
  if (argc == 4 && strcmp (argv[1], "--writer") == 0)
    return write_at_random (argv[2], argv[3]);

  program = argv[0];
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/source-writer/no-index", "", test_writer);
  g_test_add_data_func ("/source-writer/open-index",
                        "CREATE INDEX sv_open ON stage_visits(id) WHERE left_at IS NULL;",
                        test_writer);
  g_test_add_data_func ("/source-writer/left-index",
                        "CREATE INDEX sv_left ON stage_visits(left_at);", test_writer);
  /* Kept by a program that does not always do so. */
  g_test_add_data_func ("/source-writer/updated-index",
                        "CREATE INDEX sv_updated ON stage_visits(updated_at);"
                        "CREATE TRIGGER kept AFTER UPDATE ON stage_visits WHEN NEW.id%11>0 AND "
                        "NEW.updated_at IS OLD.updated_at BEGIN UPDATE stage_visits SET "
                        "updated_at=datetime('now') WHERE id=NEW.id; END;",
                        test_writer);
  return g_test_run ();
}
