/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <libpq-fe.h>
#include <sqlite3.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif
#include <glob.h>
#include <pwd.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* A PostgreSQL server of a test's own: in a temporary folder, on a socket in it and on no port.
 * It ends with the test, even if that is killed. And the rows that it and SQLite are asked about.
 */

typedef struct
{
  char *folder;
  char *address;
  GPid pid;
  uid_t uid; /* the server refuses to be root */
  gid_t gid;
} PostgresFixture;

static void
postgres_fixture_child_cb (gpointer data)
{
  const PostgresFixture *self = data;

  if (getuid () == 0 && (setgid (self->gid) != 0 || setuid (self->uid) != 0))
    _exit (126);
#ifdef __linux__
  prctl (PR_SET_PDEATHSIG, SIGQUIT);
#endif
}

static char *
postgres_fixture_find_program (const char *name)
{
  g_autofree char *folder = NULL;
  g_autofree char *path = NULL;
  glob_t found;

  if (g_spawn_command_line_sync ("pg_config --bindir", &folder, NULL, NULL, NULL))
    path = g_build_filename (g_strstrip (folder), name, NULL);
  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_EXECUTABLE))
    {
      g_autofree char *pattern = g_build_filename ("/usr/lib/postgresql/*/bin", name, NULL);

      g_free (path);
      path = glob (pattern, 0, NULL, &found) == 0 ? g_strdup (found.gl_pathv[found.gl_pathc - 1])
                                                  : g_find_program_in_path (name);
    }
  if (path == NULL)
    g_error ("The PostgreSQL server (%s) is not installed: install the package postgresql, or "
             "build with -Dpostgres=disabled.",
             name);
  return g_steal_pointer (&path);
}

static void
postgres_fixture_set_up_cluster (PostgresFixture *self)
{
  g_autofree char *initdb = postgres_fixture_find_program ("initdb");
  g_autofree char *data = g_build_filename (self->folder, "data", NULL);
  g_autofree char *output = NULL;
  g_autofree char *errors = NULL;
  g_autoptr (GError) error = NULL;
  char *argv[] = { initdb,  "-D",        data, "-A",   "trust",      "-U",
                   "cairn", "--no-sync", "-E", "UTF8", "--locale=C", NULL };
  int status = 0;

  g_spawn_sync (self->folder, argv, NULL, G_SPAWN_DEFAULT, postgres_fixture_child_cb, self, &output,
                &errors, &status, &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("initdb failed: %s", errors);
}

static void
postgres_fixture_start (PostgresFixture *self)
{
  g_autofree char *server = postgres_fixture_find_program ("postgres");
  g_autofree char *data = g_build_filename (self->folder, "data", NULL);
  g_autofree char *sockets = g_strdup_printf ("unix_socket_directories=%s", self->folder);
  g_autoptr (GError) error = NULL;
  char *argv[] = { server,
                   "-D",
                   data,
                   "-c",
                   "listen_addresses=",
                   "-c",
                   sockets,
                   "-c",
                   "fsync=off",
                   "-c",
                   "max_wal_size=4GB",
                   "-c",
                   "log_min_messages=panic",
                   NULL };

  postgres_fixture_set_up_cluster (self);
  g_spawn_async (self->folder, argv, NULL,
                 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL
                   | G_SPAWN_STDERR_TO_DEV_NULL,
                 postgres_fixture_child_cb, self, &self->pid, &error);
  g_assert_no_error (error);
  /* Ready as soon as it answers. */
  for (guint i = 0; PQping (self->address) != PQPING_OK; i++)
    {
      g_assert_cmpuint (i, <, 6000);
      g_assert_cmpint (waitpid (self->pid, NULL, WNOHANG), ==, 0);
      g_usleep (10 * 1000);
    }
}

static void
postgres_fixture_init (PostgresFixture *self)
{
  const struct passwd *user;

  memset (self, 0, sizeof *self);
  self->folder = g_dir_make_tmp ("cairn-pg-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  if (getuid () == 0)
    {
      user = getpwnam ("postgres") != NULL ? getpwnam ("postgres") : getpwnam ("nobody");
      g_assert_nonnull (user);
      self->uid = user->pw_uid;
      self->gid = user->pw_gid;
      g_assert_cmpint (chown (self->folder, self->uid, self->gid), ==, 0);
    }
  g_autofree char *host = g_uri_escape_string (self->folder, NULL, FALSE);
  self->address = g_strdup_printf ("postgresql://cairn@%s/postgres", host);
  postgres_fixture_start (self);
}

static void
postgres_fixture_clear (PostgresFixture *self)
{
  char *argv[] = { (char *) "rm", (char *) "-rf", self->folder, NULL };

  kill (self->pid, SIGQUIT);
  waitpid (self->pid, NULL, 0);
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  g_free (self->folder);
  g_free (self->address);
}

static PGconn *
postgres_fixture_connect (const PostgresFixture *self)
{
  PGconn *conn = PQconnectdb (self->address);

  if (PQstatus (conn) != CONNECTION_OK)
    g_error ("%s", PQerrorMessage (conn));
  return conn;
}

static void
postgres_fixture_exec (PGconn *conn, const char *sql)
{
  PGresult *result = PQexec (conn, sql);
  ExecStatusType status = PQresultStatus (result);

  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN)
    g_error ("%s: %s", sql, PQerrorMessage (conn));
  PQclear (result);
}

/* ---- the rows ---- */

#define FIXTURE_NOW G_GINT64_CONSTANT (1793880000) /* 2026-11-05 12:00 UTC */

typedef struct
{
  char customer[24];
  const char *stage; /* NULL: none */
  const char *segment;
  gint64 entered;
  gint64 left; /* 0: still there */
} FixtureRow;

/* Three years of stays, heavier towards the end, of which one in five hundred is awkward. */
static void
fixture_row_make (GRand *rand, guint i, FixtureRow *row)
{
  static const char *const stages[]
    = { "Kick-off", "Set-up", "Training", "Review", "Live", "Odd one" };
  static const char *const segments[] = { "Enterprise", "Mid-market", "Small" };
  const double days[] = { 6, 14, 21, 3, 60, 5 };
  guint stage = g_rand_double (rand) < 0.01 ? 5 : (guint) g_rand_int_range (rand, 0, 5);
  guint segment = (guint) g_rand_int_range (rand, 0, 3);
  double stay = -log (1 - g_rand_double (rand)) * days[stage] * (1 + segment * 0.5);

  g_snprintf (row->customer, sizeof row->customer, "C%07u",
              (guint) g_rand_int_range (rand, 0, 1 + (gint) i / 4 + 50));
  row->stage = stages[stage];
  row->segment = segments[segment];
  row->entered
    = FIXTURE_NOW - (gint64) (sqrt (g_rand_double (rand)) * -1095 * 86400.0 + 1095 * 86400.0);
  row->left = row->entered + (gint64) (stay * 86400);
  if (row->left > FIXTURE_NOW || g_rand_double (rand) < 0.001)
    row->left = 0;
  if (i % 1000 == 7)
    row->left = row->entered - 60;
  if (i % 1000 == 13)
    row->stage = NULL;
  if (i % 5000 == 17)
    {
      row->entered = G_GINT64_CONSTANT (9000000000);
      row->left = 0;
    }
}

static void
fixture_fill_postgres (PGconn *conn, const char *table, guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4711);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *create = g_strdup_printf (
    "CREATE TABLE %s (customer text, stage text, entered_at timestamptz, left_at timestamptz, "
    "segment text)",
    table);
  g_autofree char *copy = g_strdup_printf ("COPY %s FROM STDIN", table);
  g_autofree char *analyze = g_strdup_printf ("VACUUM ANALYZE %s", table);

  postgres_fixture_exec (conn, create);
  postgres_fixture_exec (conn, copy);
  for (guint i = 0; i < n; i++)
    {
      FixtureRow row;
      g_autoptr (GDateTime) entered = NULL;
      g_autoptr (GDateTime) left = NULL;
      g_autofree char *e = NULL;
      g_autofree char *l = NULL;

      fixture_row_make (rand, i, &row);
      entered = g_date_time_new_from_unix_utc (row.entered);
      left = g_date_time_new_from_unix_utc (row.left);
      e = g_date_time_format (entered, "%Y-%m-%d %H:%M:%S+00");
      l = row.left != 0 ? g_date_time_format (left, "%Y-%m-%d %H:%M:%S+00") : g_strdup ("\\N");
      g_string_append_printf (text, "%s\t%s\t%s\t%s\t%s\n", row.customer,
                              row.stage != NULL ? row.stage : "\\N", e, l, row.segment);
      if (text->len > 1 << 20 || i == n - 1)
        {
          g_assert_cmpint (PQputCopyData (conn, text->str, (int) text->len), ==, 1);
          g_string_truncate (text, 0);
        }
    }
  g_assert_cmpint (PQputCopyEnd (conn, NULL), ==, 1);
  for (PGresult *result; (result = PQgetResult (conn)) != NULL; PQclear (result))
    g_assert_cmpint (PQresultStatus (result), ==, PGRES_COMMAND_OK);
  postgres_fixture_exec (conn, analyze);
}

static void
fixture_fill_sqlite (const char *path, guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (4711);
  sqlite3 *db = NULL;
  sqlite3_stmt *insert = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (
    sqlite3_exec (db, "CREATE TABLE visits (customer, stage, entered_at, left_at, segment); BEGIN",
                  NULL, NULL, NULL),
    ==, SQLITE_OK);
  sqlite3_prepare_v2 (db, "INSERT INTO visits VALUES (?, ?, ?, nullif(?, 0), ?)", -1, &insert,
                      NULL);
  for (guint i = 0; i < n; i++)
    {
      FixtureRow row;

      fixture_row_make (rand, i, &row);
      sqlite3_bind_text (insert, 1, row.customer, -1, SQLITE_TRANSIENT);
      sqlite3_bind_text (insert, 2, row.stage, -1, SQLITE_STATIC);
      sqlite3_bind_int64 (insert, 3, row.entered);
      sqlite3_bind_int64 (insert, 4, row.left);
      sqlite3_bind_text (insert, 5, row.segment, -1, SQLITE_STATIC);
      g_assert_cmpint (sqlite3_step (insert), ==, SQLITE_DONE);
      sqlite3_reset (insert);
    }
  sqlite3_finalize (insert);
  g_assert_cmpint (sqlite3_exec (db, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
}
