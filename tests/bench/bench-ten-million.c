/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the stage timings of a really large database cost, beside the floor: a bare program that
 * reads the same four columns of the same file in two threads, each one half of the rowids.
 *
 *   bench-ten-million [FOLDER [VISITS [PART]]]
 *
 * With a folder the database is made there once (500 MB for ten million visits), and stays; without
 * one it has a million visits and is thrown away. PART is cold, warm or live: only that. Times are
 * the least of a few runs, in milliseconds of wall time and of processor time (all threads); memory
 * is what is private to a process that does nothing else. */

#include "large-table.h"

#include "timing/cairn-change-log.h"
#include "timing/cairn-source.h"
#include "timing/cairn-warm-start.h"

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
#define NOW G_GINT64_CONSTANT (1800000000)
#define N_NEWS 500

/* Old rows say that they were written long ago. */
#define NOTES_WRITING                                                                              \
  "ALTER TABLE stage_visits ADD COLUMN updated_at INTEGER;"                                        \
  "UPDATE stage_visits SET updated_at = coalesce (left_at, entered_at) - 300000000;"               \
  "CREATE INDEX sv_updated ON stage_visits (updated_at);"                                          \
  "CREATE TRIGGER sv_new AFTER INSERT ON stage_visits BEGIN UPDATE stage_visits SET updated_at ="  \
  " CAST (strftime ('%s', 'now') AS INTEGER) WHERE id = NEW.id; END;"                              \
  "CREATE TRIGGER sv_edit AFTER UPDATE OF left_at ON stage_visits BEGIN UPDATE stage_visits SET"   \
  " updated_at = CAST (strftime ('%s', 'now') AS INTEGER) WHERE id = NEW.id; END"

static const char *const stages[]
  = { "Stage 0", "Stage 1", "Stage 2", "Stage 3", "Stage 4", "Stage 5",
      "Stage 6", "Stage 7", "Stage 8", "Stage 9", NULL };
static const char *const segments[] = { "Segment 0", "Segment 1", "Segment 2", NULL };

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
  sqlite3 *db = large_table_connect (half->path, SQLITE_OPEN_READONLY);
  sqlite3_stmt *stmt
    = large_table_prepare (db, "SELECT customer_id, stage, entered_at, left_at "
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
scan (const LargeTable *table)
{
  Half low = { table->path, 0, table->n_visits / 2, 0 };
  Half high = { table->path, table->n_visits / 2, G_MAXINT64, 0 };
  GThread *thread = g_thread_new ("half", read_half, &low);

  read_half (&high);
  g_thread_join (thread);
}

static double
measure_floor (const LargeTable *table)
{
  Moment least = never;

  for (guint i = 0; i < RUNS; i++)
    {
      Moment start = moment ();

      scan (table);
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
open_source (const LargeTable *table)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = cairn_mapping_guess (table->path, &error);
  CairnSource *source;

  if (mapping == NULL)
    g_error ("%s", error->message);
  mapping->zone = g_strdup ("UTC");
  source = cairn_source_open (mapping, NULL, &error);
  if (source == NULL)
    g_error ("%s", error->message);
  cairn_source_set_clock (source, NOW);
  cairn_source_set_warm_start (source, CAIRN_WARM_START_CATCH_UP); /* if there is a folder */
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

/* Opened, and all numbers told, by a process that holds nothing else. */
typedef struct
{
  Moment load, all;
  double now_private, peak; /* mebibytes */
} Opening;

static const Opening no_opening
  = { { G_MAXDOUBLE, G_MAXDOUBLE }, { G_MAXDOUBLE, G_MAXDOUBLE }, 0, 0 };

static void
catch_up (CairnSource *source)
{
  g_autoptr (GError) error = NULL;
  gboolean changed = FALSE;

  while (cairn_source_get_work (source) == CAIRN_SOURCE_URGENT)
    if (!cairn_source_step (source, &changed, &error))
      g_error ("%s", error->message);
}

static Opening
open_alone (const LargeTable *table)
{
  Opening opening = no_opening;
  Moment start = moment ();
  CairnSource *source = open_source (table);

  catch_up (source);
  note_least (&opening.load, &start);
  cairn_snapshot_unref (snapshot (source, NOW));
  note_least (&opening.all, &start);
  opening.now_private = get_status ("/proc/self/smaps_rollup", "Private_Dirty:") / 1024;
  opening.peak
    = (get_status ("/proc/self/status", "VmHWM:") - get_status ("/proc/self/status", "RssFile:"))
      / 1024;
  return opening;
}

static void
note_opening (const LargeTable *table, Opening *best)
{
  Opening opening;
  int ends[2];
  pid_t child;

  g_assert (pipe (ends) == 0);
  child = fork ();
  if (child == 0)
    {
      opening = open_alone (table);
      g_assert (write (ends[1], &opening, sizeof opening) == sizeof opening);
      _exit (0);
    }
  g_assert (read (ends[0], &opening, sizeof opening) == sizeof opening);
  waitpid (child, NULL, 0);
  close (ends[0]);
  close (ends[1]);
  best->load
    = (Moment){ MIN (best->load.wall, opening.load.wall), MIN (best->load.cpu, opening.load.cpu) };
  best->all
    = (Moment){ MIN (best->all.wall, opening.all.wall), MIN (best->all.cpu, opening.all.cpu) };
  best->now_private = MAX (best->now_private, opening.now_private);
  best->peak = MAX (best->peak, opening.peak);
}

static void
tell_memory (const Opening *opening)
{
  g_print ("  %-46s %8.0f MiB (at most %.0f on the way)  wanted: 350\n", "private memory",
           opening->now_private, opening->peak);
}

static void
measure_cold (const LargeTable *table, double floor)
{
  Opening best = no_opening;

  for (guint i = 0; i < RUNS; i++)
    note_opening (table, &best);
  tell ("opened and read", &best.load, NULL);
  tell ("the same, and all numbers", &best.all, NULL);
  g_print ("  %-46s %8.2f times the floor  wanted: 1.2\n", "", best.all.wall / floor);
  tell_memory (&best);
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
commit_news (const LargeTable *table, sqlite3 *db, guint run)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (run + 100);
  sqlite3_stmt *insert = large_table_prepare (db, LARGE_TABLE_INSERT);
  sqlite3_stmt *close
    = large_table_prepare (db, "UPDATE stage_visits SET left_at = 1800000000 WHERE id = "
                               "(SELECT id FROM stage_visits WHERE id >= ?1 AND "
                               "left_at IS NULL AND id < ?1 + 100000 ORDER BY id LIMIT 1)");

  large_table_exec (db, "BEGIN");
  for (guint i = 0; i < N_NEWS; i++)
    {
      large_table_insert (table, insert, rand, NOW - 1);
      sqlite3_bind_int64 (close, 1,
                          (gint64) (g_rand_double (rand) * 0.99 * (double) table->n_visits));
      large_table_finish (close);
    }
  large_table_exec (db, "COMMIT");
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
measure_refresh (const LargeTable *table, CairnSource *source, sqlite3 *db)
{
  Moment first = never, rest = never, reading = never;

  for (guint i = 0; i < REFRESHES; i++)
    {
      commit_news (table, db, i);
      take_in (source, &first, &rest, &reading);
    }
  tell ("500 new, 500 closed: the new ones known", &first, NULL);
  tell ("    the closed ones too", &reading, table->sql != NULL ? "10" : "100");
  tell ("    and all numbers told", &rest, NULL);
}

/* The owner's program notes when it writes a row, so one that is long closed is looked at, too. */
static void
measure_edits (CairnSource *source, const LargeTable *table, sqlite3 *db)
{
  Moment first = never, rest = never, reading = never;

  for (guint i = 0; i < REFRESHES; i++)
    {
      g_autofree char *sql = g_strdup_printf (
        "UPDATE stage_visits SET left_at = left_at + 1 WHERE id IN (SELECT id FROM stage_visits "
        "WHERE id > %" G_GINT64_FORMAT " AND left_at IS NOT NULL LIMIT 1)",
        table->n_visits / 8 * (i + 1));

      large_table_exec (db, sql);
      take_in (source, &first, &rest, &reading);
    }
  tell ("an old closed visit edited: known", &reading, NULL);
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

/* ---- the warm start ---- */

#define UNSURE (2100 * 1000) /* microseconds in which another write could bear the same time */

static void
measure_keeping (const LargeTable *table, const char *folder)
{
  g_autoptr (CairnSource) source = open_source (table);
  Moment least = never;
  Moment start;

  g_usleep (UNSURE);
  start = moment ();
  if (!cairn_source_keep (source))
    g_error ("Nothing was kept in %s", folder);
  note_least (&least, &start);
  tell ("kept for the next start", &least, NULL);
  g_print ("  %-46s %8.0f MiB\n", "on the disk",
           (double) cairn_warm_start_get_size (folder) / (1 << 20));
}

static void
measure_warm (const LargeTable *table, sqlite3 *db)
{
  g_autofree char *folder = g_build_filename (g_get_tmp_dir (), "cairn-bench-warm", NULL);
  Opening same = no_opening, behind = no_opening;

  cairn_warm_start_set_folder (folder);
  measure_keeping (table, folder);
  for (guint i = 0; i < 2 * RUNS + 1; i++)
    note_opening (table, &same);
  tell ("started from what was kept", &same.load, NULL);
  tell ("the same, and all numbers", &same.all, "200");
  tell_memory (&same);
  commit_news (table, db, 99);
  for (guint i = 0; i < RUNS; i++)
    note_opening (table, &behind);
  tell ("started with 500 new, 500 closed since", &behind.load, NULL);
  tell ("the same, and all numbers", &behind.all, NULL);
  cairn_warm_start_clear (folder);
  cairn_warm_start_set_folder (NULL);
}

static gboolean
wants (const char *part, const char *wanted)
{
  return wanted == NULL || strcmp (part, wanted) == 0;
}

static void
measure_live (const LargeTable *table, sqlite3 *db)
{
  g_autoptr (CairnSource) source = open_source (table);

  cairn_snapshot_unref (snapshot (source, NOW));
  measure_tick (source);
  measure_refresh (table, source, db);
  if (table->sql != NULL && g_str_equal (table->sql, NOTES_WRITING))
    measure_edits (source, table, db);
  measure_audit (source);
}

/* @wanted: one part; NULL: all. */
static void
report (const LargeTable *table, const char *help, gboolean is_first, const char *wanted)
{
  sqlite3 *db;

  large_table_make (table);
  g_print ("%" G_GINT64_FORMAT " visits, %s:\n", table->n_visits, help);
  db = large_table_connect (table->path, SQLITE_OPEN_READWRITE);
  large_table_exec (
    db, "PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL; SELECT count(*) FROM customers");
  if (is_first && wants ("cold", wanted))
    measure_cold (table, measure_floor (table));
  if (is_first && wants ("warm", wanted))
    measure_warm (table, db);
  if (wants ("live", wanted))
    measure_live (table, db);
  sqlite3_close (db);
}

/* As the program prints it, of a table without rows. */
static char *
make_change_log_script (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "empty.db", NULL);
  LargeTable table = { path, 0, NOW, stages, segments, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping = NULL;
  char *script;

  large_table_make (&table);
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
    { "updated_at indexed", NOTES_WRITING },
  };

  for (guint i = 0; i < G_N_ELEMENTS (helps); i++)
    {
      static const char *const endings[] = { "", "-indexed", "-logged", "-updated" };
      g_autofree char *path
        = g_strdup_printf ("%s/visits-%" G_GINT64_FORMAT "%s.db", folder, n_visits, endings[i]);
      LargeTable table = { path, n_visits, NOW, stages, segments, helps[i][1] };

      if (i == 0 || wants ("live", argc > 3 ? argv[3] : NULL))
        report (&table, helps[i][0], i == 0, argc > 3 ? argv[3] : NULL);
      if (temporary != NULL)
        g_unlink (path);
    }
  if (temporary != NULL)
    g_rmdir (temporary);
  return EXIT_SUCCESS;
}
