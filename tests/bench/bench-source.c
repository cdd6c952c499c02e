/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the stage timings of a database of visits cost as a whole: opening, reading, joining the
 * customers and counting, and then keeping in step with another program's commits, as the live
 * worker does it. Milliseconds of wall time, the least and the median of several runs; and the
 * least of processor time, all threads, which tells more on a busy computer.
 *
 * With the name of a program, that is "cairn", the whole of "cairn timings" is measured too. With a
 * folder after it the databases are made there, and stay. */

#include "base/cairn-duration.h"
#include "timing/cairn-source.h"

#include <glib/gstdio.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <sys/resource.h>

#define RUNS 7
#define N_VISITS 1000000
#define N_CUSTOMERS 50000
#define N_STAGES 8
#define N_SEGMENTS 3
#define N_NEWS 1000
#define NOW G_GINT64_CONSTANT (1800000000)
#define LENGTH (3 * 365 * CAIRN_DAY)

typedef struct
{
  const char *name;
  gboolean text;    /* times in ISO 8601, not in seconds */
  gboolean indexed; /* the open visits */
} Kind;

/* A writer's connection to one database. */
typedef struct
{
  const Kind *kind;
  sqlite3 *db;
  sqlite3_stmt *insert;
  GRand *rand;
  gint64 last_id;
} World;

static void
exec (sqlite3 *db, const char *sql)
{
  char *message = NULL;

  if (sqlite3_exec (db, sql, NULL, NULL, &message) != SQLITE_OK)
    g_error ("%s: %s", sql, message);
}

static void
finish (sqlite3_stmt *stmt)
{
  if (sqlite3_step (stmt) != SQLITE_DONE)
    g_error ("%s", sqlite3_errmsg (sqlite3_db_handle (stmt)));
  sqlite3_reset (stmt);
}

static sqlite3_stmt *
prepare (sqlite3 *db, const char *sql)
{
  sqlite3_stmt *stmt;

  if (sqlite3_prepare_v2 (db, sql, -1, &stmt, NULL) != SQLITE_OK)
    g_error ("%s: %s", sql, sqlite3_errmsg (db));
  return stmt;
}

/* ---- the database ---- */

static void
bind_time (World *world, int column, gint64 moment)
{
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *text = NULL;

  if (!world->kind->text)
    {
      sqlite3_bind_int64 (world->insert, column, moment);
      return;
    }
  time = g_date_time_new_from_unix_utc (moment);
  text = g_date_time_format (time, "%Y-%m-%d %H:%M:%S");
  sqlite3_bind_text (world->insert, column, text, -1, SQLITE_TRANSIENT);
}

/* Stays of 20 to 200 days in the mean, so that a tenth of all are open. */
static void
insert_visit (World *world, gint64 entered)
{
  guint stage = g_rand_int_range (world->rand, 0, N_STAGES);
  double mean = (20 + 25 * (double) stage) * CAIRN_DAY;
  gint64 left = entered - (gint64) (log (1 - g_rand_double (world->rand)) * mean);
  char name[16];

  g_snprintf (name, sizeof name, "Stage %u", stage);
  sqlite3_bind_int (world->insert, 1, g_rand_int_range (world->rand, 1, N_CUSTOMERS + 1));
  sqlite3_bind_text (world->insert, 2, name, -1, SQLITE_TRANSIENT);
  bind_time (world, 3, entered);
  if (left <= NOW)
    bind_time (world, 4, left);
  else
    sqlite3_bind_null (world->insert, 4);
  finish (world->insert);
  world->last_id++;
}

static void
insert_customers (sqlite3 *db)
{
  sqlite3_stmt *stmt = prepare (db, "INSERT INTO customers VALUES (?1, ?2, ?3)");

  for (int i = 1; i <= N_CUSTOMERS; i++)
    {
      char name[32], segment[32];

      g_snprintf (name, sizeof name, "Customer %d", i);
      g_snprintf (segment, sizeof segment, "Segment %d", i % N_SEGMENTS);
      sqlite3_bind_int (stmt, 1, i);
      sqlite3_bind_text (stmt, 2, name, -1, SQLITE_TRANSIENT);
      sqlite3_bind_text (stmt, 3, segment, -1, SQLITE_TRANSIENT);
      finish (stmt);
    }
  sqlite3_finalize (stmt);
}

static void
world_init (World *world, const Kind *kind, const char *path)
{
  *world = (World){ .kind = kind, .rand = g_rand_new_with_seed (1) };
  if (sqlite3_open (path, &world->db) != SQLITE_OK)
    g_error ("%s: %s", path, sqlite3_errmsg (world->db));
  exec (world->db,
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; BEGIN;"
        "CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, segment TEXT);"
        "CREATE TABLE stage_visits (id INTEGER PRIMARY KEY, customer_id INTEGER, stage TEXT,"
        " owner TEXT, entered_at NOT NULL, started_at, left_at, updated_at);");
  world->insert
    = prepare (world->db, "INSERT INTO stage_visits (customer_id, stage, owner, entered_at, "
                          "left_at, updated_at) VALUES (?1, ?2, 'Owner ' || ?1 % 40, ?3, ?4, "
                          "coalesce (?4, ?3))");
  insert_customers (world->db);
  for (gint64 i = 0; i < N_VISITS; i++)
    insert_visit (world, NOW - LENGTH + i * LENGTH / N_VISITS);
  if (kind->indexed)
    exec (world->db, "CREATE INDEX sv_open ON stage_visits (id) WHERE left_at IS NULL");
  exec (world->db, "COMMIT; PRAGMA wal_checkpoint (TRUNCATE)");
}

static void
world_clear (World *world)
{
  sqlite3_finalize (world->insert);
  sqlite3_close (world->db);
  g_rand_free (world->rand);
}

/* Visits that were open and now are not, from all over the table. */
static void
close_visits (World *world, guint n)
{
  g_autofree char *sql = g_strdup_printf (
    "UPDATE stage_visits SET left_at = %s WHERE id IN (SELECT id FROM stage_visits "
    "WHERE left_at IS NULL AND id %% 97 = abs (random ()) %% 97 LIMIT %u)",
    world->kind->text ? "'2027-01-15 08:00:00'" : "1800000000", n);

  exec (world->db, sql);
}

static void
commit_news (World *world, guint n_new, guint n_closed)
{
  exec (world->db, "BEGIN");
  for (guint i = 0; i < n_new; i++)
    insert_visit (world, NOW - 1);
  if (n_closed > 0)
    close_visits (world, n_closed);
  exec (world->db, "COMMIT");
}

/* ---- measuring ---- */

static double
now_ms (void)
{
  return g_get_monotonic_time () / 1e3;
}

static double
cpu_ms (void)
{
  struct rusage own, children;

  getrusage (RUSAGE_SELF, &own);
  getrusage (RUSAGE_CHILDREN, &children);
  return (own.ru_utime.tv_sec + own.ru_stime.tv_sec + children.ru_utime.tv_sec
          + children.ru_stime.tv_sec)
           * 1e3
         + (own.ru_utime.tv_usec + own.ru_stime.tv_usec + children.ru_utime.tv_usec
            + children.ru_stime.tv_usec)
             / 1e3;
}

typedef struct
{
  double wall, cpu;
} Moment;

typedef struct
{
  double wall[RUNS], cpu[RUNS];
} Times;

static Moment
moment (void)
{
  return (Moment){ now_ms (), cpu_ms () };
}

static void
note (Times *times, guint run, const Moment *start)
{
  times->wall[run] = now_ms () - start->wall;
  times->cpu[run] = cpu_ms () - start->cpu;
}

static int
compare_doubles (const void *a, const void *b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
tell (const char *what, Times *times)
{
  qsort (times->wall, RUNS, sizeof (double), compare_doubles);
  qsort (times->cpu, RUNS, sizeof (double), compare_doubles);
  g_print ("  %-44s %7.1f  (median %7.1f, processor %7.1f)\n", what, times->wall[0],
           times->wall[RUNS / 2], times->cpu[0]);
}

static CairnMapping *
guess_mapping (const char *path)
{
  g_autoptr (GError) error = NULL;
  CairnMapping *mapping = cairn_mapping_guess (path, &error);

  if (mapping == NULL)
    g_error ("%s", error->message);
  mapping->zone = g_strdup ("UTC");
  return mapping;
}

static void
snapshot (CairnSource *source)
{
  CairnWindow window = { .kind = CAIRN_WINDOW_13_WEEKS };

  cairn_snapshot_unref (cairn_source_snapshot (source, NOW, &window));
}

static CairnSource *
open_source (const char *path)
{
  g_autoptr (CairnMapping) mapping = guess_mapping (path);
  g_autoptr (GError) error = NULL;
  CairnSource *source = cairn_source_open (mapping, NULL, &error);

  if (source == NULL)
    g_error ("%s", error->message);
  cairn_source_set_clock (source, NOW);
  if (!cairn_source_load (source, NULL, NULL, &error))
    g_error ("%s", error->message);
  return source;
}

static void
measure_load (const char *path)
{
  Times loads, firsts;

  for (guint i = 0; i < RUNS; i++)
    {
      Moment start = moment ();
      g_autoptr (CairnSource) source = open_source (path);

      note (&loads, i, &start);
      snapshot (source);
      note (&firsts, i, &start);
    }
  tell ("opened and read", &loads);
  tell ("the same, and the first snapshot", &firsts);
}

static void
measure_program (const char *program, const char *path)
{
  const char *argv[]
    = { program, "timings", path, "--now", "2027-01-15T08:00", "--zone", "UTC", NULL };
  Times times;

  for (guint i = 0; i < RUNS; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *out = NULL;
      Moment start = moment ();
      int status;

      if (!g_spawn_sync (NULL, (char **) argv, NULL, 0, NULL, NULL, &out, NULL, &status, &error)
          || !g_spawn_check_wait_status (status, &error))
        g_error ("%s", error->message);
      note (&times, i, &start);
    }
  tell ("cairn timings, the whole program", &times);
}

/* As the live worker goes: the first news at once, the rest together. */
static void
take_in (CairnSource *source, guint run, Times *first, Times *last)
{
  g_autoptr (GError) error = NULL;
  Moment start = moment ();
  gboolean told = FALSE, more = FALSE;

  if (!cairn_source_check (source, &error))
    g_error ("%s", error->message);
  while (cairn_source_get_work (source) == CAIRN_SOURCE_URGENT)
    {
      gboolean changed = FALSE;

      if (!cairn_source_step (source, &changed, &error))
        g_error ("%s", error->message);
      if (changed && !told)
        {
          snapshot (source);
          note (first, run, &start);
          told = TRUE;
        }
      else
        more |= changed;
    }
  if (more)
    snapshot (source);
  note (last, run, &start);
}

static void
measure_refresh (World *world, CairnSource *source, guint n_new, guint n_closed)
{
  Times firsts, lasts;
  g_autofree char *first
    = g_strdup_printf ("%u new, %u closed: the new ones told", n_new, n_closed);

  for (guint i = 0; i < RUNS; i++)
    {
      commit_news (world, n_new, n_closed);
      take_in (source, i, &firsts, &lasts);
    }
  tell (first, &firsts);
  tell ("    all open visits looked at, and told", &lasts);
}

static void
report (const Kind *kind, const char *folder, const char *program)
{
  g_autofree char *path = g_strdup_printf ("%s/%s.db", folder, kind->name);
  World world;

  world_init (&world, kind, path);
  g_print ("%d visits, %s:\n", N_VISITS, kind->name);
  measure_load (path);
  if (program != NULL)
    measure_program (program, path);
  {
    g_autoptr (CairnSource) source = open_source (path);

    snapshot (source);
    measure_refresh (&world, source, N_NEWS, 0);
    measure_refresh (&world, source, N_NEWS / 2, N_NEWS / 2);
  }
  world_clear (&world);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  static const Kind kinds[] = {
    { "seconds, open visits indexed", FALSE, TRUE },
    { "ISO 8601, open visits indexed", TRUE, TRUE },
    { "ISO 8601, no index", TRUE, FALSE },
  };
  g_autofree char *temporary = argc < 3 ? g_dir_make_tmp ("cairn-bench-XXXXXX", NULL) : NULL;
  const char *folder = argc < 3 ? temporary : argv[2];

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    report (&kinds[i], folder, argc > 1 ? argv[1] : NULL);
  if (temporary != NULL)
    remove_folder (temporary);
  return EXIT_SUCCESS;
}
