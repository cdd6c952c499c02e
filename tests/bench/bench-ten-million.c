/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the stage timings of a really large database cost, beside the floor: a bare program that
 * reads the same four columns of the same file in two threads, each one half of the rowids.
 *
 *   bench-ten-million [FOLDER [VISITS]]
 *
 * With a folder the database is made there once (500 MB for ten million visits), and stays; without
 * one it has a million visits and is thrown away. Times are the least of a few runs, in
 * milliseconds of wall time and of processor time (all threads); memory is what is private to a
 * process that does nothing else. */

#include "base/cairn-duration.h"
#include "timing/cairn-change-log.h"
#include "timing/cairn-source.h"

#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#define RUNS 3
#define REFRESHES 5
#define N_STAGES 10
#define N_SEGMENTS 3
#define NOW G_GINT64_CONSTANT (1800000000)
#define LENGTH (3 * 365 * CAIRN_DAY)
#define N_NEWS 500

typedef struct
{
  char *path;
  gint64 n_visits;
  const char *help; /* what its owner did to ease the reading */
  const char *sql;  /* that did it; NULL: nothing */
} World;

static void
exec (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *stmt;

  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  return stmt;
}

static sqlite3 *
connect_to (const char *path, int flags)
{
  sqlite3 *db;

  if (sqlite3_open_v2 (path, &db, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (db));
  return db;
}

static void
finish (sqlite3_stmt *stmt)
{
  if (sqlite3_step (stmt) != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (sqlite3_db_handle (stmt)));
  sqlite3_reset (stmt);
}

/* ---- the database ---- */

static gint64
n_customers (const World *world)
{
  return MAX (world->n_visits / 20, 100);
}

/* Stays of 20 to 200 days in the mean, so that a tenth of all are open. */
static void
insert_visit (sqlite3_stmt *insert, GRand *rand, gint64 customers, gint64 entered)
{
  guint stage = g_rand_int_range (rand, 0, N_STAGES);
  double mean = (20 + 20 * (double) stage) * CAIRN_DAY;
  gint64 left = entered - (gint64) (log (1 - g_rand_double (rand)) * mean);
  char name[16];

  g_snprintf (name, sizeof name, "Stage %u", stage);
  sqlite3_bind_int (insert, 1, g_rand_int_range (rand, 1, (gint32) customers + 1));
  sqlite3_bind_text (insert, 2, name, -1, SQLITE_TRANSIENT);
  sqlite3_bind_int64 (insert, 3, entered);
  sqlite3_bind_null (insert, 4);
  if (left <= NOW)
    sqlite3_bind_int64 (insert, 4, left);
  finish (insert);
}

#define INSERT                                                                                     \
  "INSERT INTO stage_visits (customer_id, stage, entered_at, left_at) VALUES (?1, ?2, ?3, ?4)"

static void
fill (const World *world, sqlite3 *db)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  sqlite3_stmt *customer = prepare (
    db, "INSERT INTO customers VALUES (?1, 'Customer ' || ?1, 'Segment ' || ?1 % " G_STRINGIFY (
          N_SEGMENTS) ")");
  sqlite3_stmt *visit = prepare (db, INSERT);

  for (gint64 i = 1; i <= n_customers (world); i++)
    {
      sqlite3_bind_int64 (customer, 1, i);
      finish (customer);
    }
  for (gint64 i = 0; i < world->n_visits; i++)
    insert_visit (visit, rand, n_customers (world),
                  NOW - LENGTH + (gint64) ((double) i * LENGTH / (double) world->n_visits));
  sqlite3_finalize (customer);
  sqlite3_finalize (visit);
}

static void
world_make (const World *world)
{
  sqlite3 *db;

  if (g_file_test (world->path, G_FILE_TEST_EXISTS))
    return;
  db = connect_to (world->path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  exec (db, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN;"
            "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, segment TEXT);"
            "CREATE TABLE stage_visits (id INTEGER PRIMARY KEY, customer_id INTEGER, stage TEXT,"
            " entered_at INTEGER NOT NULL, left_at INTEGER);");
  fill (world, db);
  exec (db, "COMMIT");
  if (world->sql != NULL)
    exec (db, world->sql);
  exec (db, "PRAGMA journal_mode = WAL");
  sqlite3_close (db);
}

/* ---- measuring ---- */

typedef struct
{
  double wall, cpu;
} Moment;

static Moment
moment (void)
{
  struct rusage own;

  getrusage (RUSAGE_SELF, &own);
  return (Moment){
    (double) g_get_monotonic_time () / 1e3,
    (double) (own.ru_utime.tv_sec + own.ru_stime.tv_sec) * 1e3
      + (double) (own.ru_utime.tv_usec + own.ru_stime.tv_usec) / 1e3,
  };
}

static void
note_least (Moment *least, const Moment *start)
{
  Moment end = moment ();

  least->wall = MIN (least->wall, end.wall - start->wall);
  least->cpu = MIN (least->cpu, end.cpu - start->cpu);
}

static void
tell (const char *what, const Moment *least, const char *wanted)
{
  g_print ("  %-46s %8.1f ms  (processor %8.1f)%s%s\n", what, least->wall, least->cpu,
           wanted != NULL ? "  wanted: " : "", wanted != NULL ? wanted : "");
}

static const Moment never = { G_MAXDOUBLE, G_MAXDOUBLE };

/* ---- the floor ---- */

typedef struct
{
  const char *path;
  gint64 after, upto;
  gint64 sum;
} Half;

static gpointer
read_half (gpointer data)
{
  Half *half = data;
  sqlite3 *db = connect_to (half->path, SQLITE_OPEN_READONLY);
  sqlite3_stmt *stmt = prepare (db, "SELECT customer_id, stage, entered_at, left_at "
                                    "FROM stage_visits WHERE rowid > ?1 AND rowid <= ?2");
  gint64 sum = 0;

  sqlite3_bind_int64 (stmt, 1, half->after);
  sqlite3_bind_int64 (stmt, 2, half->upto);
  while (sqlite3_step (stmt) == SQLITE_ROW)
    sum += sqlite3_column_int64 (stmt, 0) + sqlite3_column_text (stmt, 1)[0]
           + sqlite3_column_int64 (stmt, 2) + sqlite3_column_int64 (stmt, 3);
  half->sum = sum;
  sqlite3_finalize (stmt);
  sqlite3_close (db);
  return NULL;
}

static void
scan (const World *world)
{
  Half low = { world->path, 0, world->n_visits / 2, 0 };
  Half high = { world->path, world->n_visits / 2, G_MAXINT64, 0 };
  GThread *thread = g_thread_new ("half", read_half, &low);

  read_half (&high);
  g_thread_join (thread);
}

static double
measure_floor (const World *world)
{
  Moment least = never;

  for (guint i = 0; i < RUNS; i++)
    {
      Moment start = moment ();

      scan (world);
      note_least (&least, &start);
    }
  tell ("floor: two threads read the four columns", &least, NULL);
  return least.wall;
}

/* ---- the source ---- */

static CairnSnapshot *
snapshot (CairnSource *source, gint64 now)
{
  CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };

  return cairn_source_snapshot (source, now, &window);
}

static CairnSource *
open_source (const World *world)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (world->path, &error);
  CairnSource *source;

  if (mapping == NULL)
    g_error ("%s", error->message);
  mapping->zone = g_strdup ("UTC");
  source = cairn_source_open (mapping, NULL, &error);
  if (source == NULL)
    g_error ("%s", error->message);
  cairn_source_set_clock (source, NOW);
  if (!cairn_source_load (source, NULL, NULL, &error))
    g_error ("%s", error->message);
  return source;
}

/* Kibibytes. */
static double
get_status (const char *file, const char *field)
{
  g_autofree char *text = NULL;
  const char *found;

  if (!g_file_get_contents (file, &text, NULL, NULL))
    return NAN;
  found = strstr (text, field);
  return found != NULL ? g_ascii_strtod (found + strlen (field), NULL) : NAN;
}

/* In a process of its own, which holds nothing else. */
static void
measure_cold (const World *world, double floor)
{
  Moment load = never, all = never;
  double now_private = 0, peak = 0;

  for (guint i = 0; i < RUNS; i++)
    {
      int ends[2];
      double told[6];
      pid_t child;

      g_assert (pipe (ends) == 0);
      child = fork ();
      if (child == 0)
        {
          Moment loaded = never, first = never;
          Moment start = moment ();
          CairnSource *source = open_source (world);

          note_least (&loaded, &start);
          cairn_snapshot_unref (snapshot (source, NOW));
          note_least (&first, &start);
          told[0] = loaded.wall;
          told[1] = loaded.cpu;
          told[2] = first.wall;
          told[3] = first.cpu;
          told[4] = get_status ("/proc/self/smaps_rollup", "Private_Dirty:") / 1024;
          told[5] = (get_status ("/proc/self/status", "VmHWM:")
                     - get_status ("/proc/self/status", "RssFile:"))
                    / 1024;
          g_assert (write (ends[1], told, sizeof told) == sizeof told);
          _exit (0);
        }
      g_assert (read (ends[0], told, sizeof told) == sizeof told);
      waitpid (child, NULL, 0);
      close (ends[0]);
      close (ends[1]);
      load = (Moment){ MIN (load.wall, told[0]), MIN (load.cpu, told[1]) };
      all = (Moment){ MIN (all.wall, told[2]), MIN (all.cpu, told[3]) };
      now_private = MAX (now_private, told[4]);
      peak = MAX (peak, told[5]);
    }
  tell ("opened and read", &load, NULL);
  tell ("the same, and all numbers", &all, NULL);
  g_print ("  %-46s %8.2f times the floor  wanted: 1.2\n", "", all.wall / floor);
  g_print ("  %-46s %8.0f MiB (at most %.0f on the way)  wanted: 350\n", "private memory",
           now_private, peak);
}

static void
measure_tick (CairnSource *source)
{
  Moment least = never;

  for (guint i = 1; i <= REFRESHES; i++)
    {
      Moment start = moment ();

      cairn_snapshot_unref (snapshot (source, NOW + i));
      note_least (&least, &start);
    }
  tell ("a tick of all numbers", &least, "5");
}

/* Visits that were open and now are not, from all over the table. */
static void
commit_news (const World *world, sqlite3 *db, guint run)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (run + 100);
  sqlite3_stmt *insert = prepare (db, INSERT);
  sqlite3_stmt *close = prepare (db, "UPDATE stage_visits SET left_at = 1800000000 WHERE id = "
                                     "(SELECT id FROM stage_visits WHERE id >= ?1 AND "
                                     "left_at IS NULL AND id < ?1 + 100000 ORDER BY id LIMIT 1)");

  exec (db, "BEGIN");
  for (guint i = 0; i < N_NEWS; i++)
    {
      insert_visit (insert, rand, n_customers (world), NOW - 1);
      sqlite3_bind_int64 (close, 1,
                          (gint64) (g_rand_double (rand) * 0.99 * (double) world->n_visits));
      finish (close);
    }
  exec (db, "COMMIT");
  sqlite3_finalize (insert);
  sqlite3_finalize (close);
}

/* As the live worker goes: the first news at once, the rest together. */
static void
take_in (CairnSource *source, Moment *first, Moment *rest, Moment *reading)
{
  g_autoptr (GError) error = NULL;
  Moment start = moment ();
  gboolean told = FALSE;

  if (!cairn_source_check (source, &error))
    g_error ("%s", error->message);
  while (cairn_source_get_work (source) == CAIRN_SOURCE_URGENT)
    {
      gboolean changed = FALSE;

      if (!cairn_source_step (source, &changed, &error))
        g_error ("%s", error->message);
      if (changed && !told)
        {
          told = TRUE;
          note_least (first, &start);
        }
    }
  note_least (reading, &start);
  cairn_snapshot_unref (snapshot (source, NOW + 1));
  note_least (rest, &start);
}

static void
measure_refresh (const World *world, CairnSource *source, sqlite3 *db)
{
  Moment first = never, rest = never, reading = never;

  for (guint i = 0; i < REFRESHES; i++)
    {
      commit_news (world, db, i);
      take_in (source, &first, &rest, &reading);
    }
  tell ("500 new, 500 closed: the new ones known", &first, NULL);
  tell ("    the closed ones too", &reading, world->sql != NULL ? "10" : "100");
  tell ("    and all numbers told", &rest, NULL);
}

static void
measure_audit (CairnSource *source)
{
  g_autoptr (GError) error = NULL;
  Moment least = never;
  Moment start = moment ();
  gboolean changed = FALSE;

  while (cairn_source_get_work (source) != CAIRN_SOURCE_FRESH)
    if (!cairn_source_step (source, &changed, &error))
      g_error ("%s", error->message);
  note_least (&least, &start);
  tell ("every old row read again", &least, NULL);
}

static void
report (const World *world, gboolean all)
{
  sqlite3 *db;

  world_make (world);
  g_print ("%" G_GINT64_FORMAT " visits, %s:\n", world->n_visits, world->help);
  db = connect_to (world->path, SQLITE_OPEN_READWRITE);
  exec (db, "PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL; SELECT count(*) FROM customers");
  if (all)
    measure_cold (world, measure_floor (world));
  {
    g_autoptr (CairnSource) source = open_source (world);

    cairn_snapshot_unref (snapshot (source, NOW));
    measure_tick (source);
    measure_refresh (world, source, db);
    measure_audit (source);
  }
  sqlite3_close (db);
}

/* As the program prints it, of a table without rows. */
static char *
make_change_log_script (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "empty.db", NULL);
  World world = { path, 0, "", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = NULL;
  char *script;

  world_make (&world);
  mapping = cairn_mapping_guess (path, &error);
  script = mapping != NULL ? cairn_change_log_script (mapping, &error) : NULL;
  if (script == NULL)
    g_error ("%s", error->message);
  g_unlink (path);
  return script;
}

int
main (int argc, char **argv)
{
  g_autofree char *temporary = argc < 2 ? g_dir_make_tmp ("cairn-bench-XXXXXX", NULL) : NULL;
  const char *folder = argc < 2 ? temporary : argv[1];
  gint64 n_visits = argc > 2 ? g_ascii_strtoll (argv[2], NULL, 10)
                             : (argc > 1 ? G_GINT64_CONSTANT (10000000) : 1000000);
  g_autofree char *script = make_change_log_script (folder);
  const char *const helps[][2] = {
    { "without help", NULL },
    { "left_at indexed", "CREATE INDEX sv_left ON stage_visits (left_at)" },
    { "changes logged", script },
  };

  for (guint i = 0; i < G_N_ELEMENTS (helps); i++)
    {
      static const char *const endings[] = { "", "-indexed", "-logged" };
      g_autofree char *path
        = g_strdup_printf ("%s/visits-%" G_GINT64_FORMAT "%s.db", folder, n_visits, endings[i]);
      World world = { path, n_visits, helps[i][0], helps[i][1] };

      report (&world, i == 0);
      if (temporary != NULL)
        g_unlink (path);
    }
  if (temporary != NULL)
    g_rmdir (temporary);
  return EXIT_SUCCESS;
}
