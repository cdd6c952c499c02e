/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulator/cairn-sample-database.h"
#include "simulator/cairn-sample-world.h"

#include "base/cairn-duration.h"
#include "base/cairn-time.h"

#define HISTORY (30 * CAIRN_WEEK)
#define WARM_UP (16 * CAIRN_WEEK) /* before the history, so that it begins with people inside */
#define IMPLEMENTATION 2
#define FULL 120 /* customers; then Enterprise Implementation keeps its size */

static const char schema[]
  = "PRAGMA journal_mode=WAL;"
    "CREATE TABLE customers(id INTEGER PRIMARY KEY, name TEXT, segment TEXT, csm TEXT, arr REAL, "
    "churned_at TEXT, success INTEGER, nps INTEGER, usage REAL);"
    "CREATE TABLE stage_visits(id INTEGER PRIMARY KEY, customer_id, stage TEXT, owner TEXT, "
    "entered_at TEXT NOT NULL, started_at TEXT, left_at TEXT, updated_at TEXT);"
    "CREATE INDEX sv_open ON stage_visits(id) WHERE left_at IS NULL;";

static gboolean
check (sqlite3 *db, int rc, GError **error)
{
  if (rc == SQLITE_OK || rc == SQLITE_DONE || rc == SQLITE_ROW)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The sample database cannot be written: %s.",
               db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (rc));
  return FALSE;
}

static gboolean
exec (sqlite3 *db, const char *sql, GError **error)
{
  return check (db, sqlite3_exec (db, sql, NULL, NULL, NULL), error);
}

static sqlite3 *
open_file (const char *path, int flags, GError **error)
{
  g_autoptr (sqlite3) db = NULL;
  int rc = sqlite3_open_v2 (path, &db, flags, NULL);

  if (!check (db, rc, error) || !check (db, sqlite3_busy_timeout (db, 5000), error))
    return NULL;
  return g_steal_pointer (&db);
}

sqlite3 *
sample_database_open (const char *path, GError **error)
{
  return open_file (path, SQLITE_OPEN_READWRITE, error);
}

/* ---- rows ---- */

/* From the number alone: dice would make the visits of all who come later others. Every seventh was
 * never asked. */
static void
bind_scores (sqlite3_stmt *stmt, int index, gint64 id)
{
  guint32 scrambled = (guint32) id * 2654435761u;

  sqlite3_bind_double (stmt, index, (scrambled >> 22) % 1000 / 10.0);
  if (id % 7 != 0)
    sqlite3_bind_int (stmt, index + 1, (int) MIN (10, 2 + (scrambled >> 12) % 10));
}

static gboolean
insert_customer (sqlite3 *db, GRand *rand, int segment, gint64 *id, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;
  g_autofree char *name = NULL;
  gint64 n = 0;
  int rc = sqlite3_prepare_v2 (db, "SELECT coalesce(max(id), 0) FROM customers", -1, &stmt, NULL);

  if (rc == SQLITE_OK && sqlite3_step (stmt) == SQLITE_ROW)
    n = sqlite3_column_int64 (stmt, 0);
  g_clear_pointer (&stmt, sqlite3_finalize);
  if (rc == SQLITE_OK)
    rc = sqlite3_prepare_v2 (
      db,
      "INSERT INTO customers(id, name, segment, csm, arr, usage, nps) VALUES(?, ?, ?, ?, ?, ?, ?)",
      -1, &stmt, NULL);
  if (!check (db, rc, error))
    return FALSE;
  *id = n + 1;
  name = sample_customer_name ((guint) n);
  sqlite3_bind_int64 (stmt, 1, *id);
  sqlite3_bind_text (stmt, 2, name, -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 3, sample_segments[segment], -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 4, sample_owner (rand, segment, 4), -1, SQLITE_STATIC);
  sqlite3_bind_double (stmt, 5, (3 - segment) * 1000.0 * g_rand_int_range (rand, 5, 40));
  bind_scores (stmt, 6, *id);
  return check (db, sqlite3_step (stmt), error);
}

static void
bind_time (sqlite3_stmt *stmt, int index, gint64 moment)
{
  g_autofree char *iso = cairn_time_to_iso (moment);

  sqlite3_bind_text (stmt, index, iso, -1, SQLITE_TRANSIENT);
}

/* @left 0: still there. */
static gboolean
insert_visit (sqlite3 *db,
              GRand *rand,
              gint64 customer,
              int segment,
              int stage,
              gint64 entered,
              gint64 left,
              GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (
    db,
    "INSERT INTO stage_visits(customer_id, stage, owner, entered_at, left_at, updated_at) "
    "VALUES(?, ?, ?, ?, ?, ?)",
    -1, &stmt, NULL);

  if (!check (db, rc, error))
    return FALSE;
  sqlite3_bind_int64 (stmt, 1, customer);
  sqlite3_bind_text (stmt, 2, sample_stages[stage], -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 3, sample_owner (rand, segment, stage), -1, SQLITE_STATIC);
  bind_time (stmt, 4, entered);
  if (left != 0)
    bind_time (stmt, 5, left);
  bind_time (stmt, 6, left != 0 ? left : entered);
  return check (db, sqlite3_step (stmt), error);
}

/* ---- history ---- */

typedef struct
{
  gint64 arrival;
  int segment;
} Arrival;

static int
compare_arrivals (gconstpointer a, gconstpointer b)
{
  const Arrival *one = a;
  const Arrival *two = b;

  if (one->arrival != two->arrival)
    return one->arrival < two->arrival ? -1 : 1;
  return one->segment - two->segment;
}

static double
weeks_before (gint64 now, gint64 moment)
{
  return (double) (now - moment) / CAIRN_WEEK;
}

static GArray *
make_arrivals (GRand *rand, gint64 now)
{
  GArray *arrivals = g_array_new (FALSE, FALSE, sizeof (Arrival));

  for (int segment = 0; segment < SAMPLE_N_SEGMENTS; segment++)
    for (gint64 t = now - HISTORY - WARM_UP; t < now;)
      {
        /* Evenly with some chance in it, as sales plan it: half a gap to one and a half. */
        double gap
          = (0.5 + g_rand_double (rand)) / sample_arrivals_a_day (segment, weeks_before (now, t));

        t += (gint64) (gap * CAIRN_DAY);
        if (t < now)
          {
            Arrival arrival = { t, segment };

            g_array_append_val (arrivals, arrival);
          }
      }
  g_array_sort (arrivals, compare_arrivals);
  return arrivals;
}

/* The way of one customer through the stages. What began before the history is left out, so that
 * the history is complete from its first day. */
static gboolean
write_customer (sqlite3 *db, GRand *rand, const Arrival *arrival, gint64 now, GError **error)
{
  gint64 entered = arrival->arrival;
  gint64 id = 0;

  for (int stage = 0; stage < SAMPLE_N_STAGES && entered < now; stage++)
    {
      double days = sample_dwell (rand, arrival->segment, stage, weeks_before (now, entered));
      gint64 left = entered + MAX (CAIRN_MINUTE, (gint64) (days * CAIRN_DAY));

      if (entered >= now - HISTORY)
        {
          if (id == 0 && !insert_customer (db, rand, arrival->segment, &id, error))
            return FALSE;
          if (!insert_visit (db, rand, id, arrival->segment, stage, entered, left < now ? left : 0,
                             error))
            return FALSE;
        }
      entered = left;
    }
  return TRUE;
}

gboolean
sample_database_create (const char *path, guint32 seed, gint64 now, GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GArray) arrivals = NULL;
  g_autoptr (sqlite3) db = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS,
                   "“%s” exists already. Choose another name, or remove it first.", path);
      return FALSE;
    }
  db = open_file (path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
  if (db == NULL || !exec (db, schema, error) || !exec (db, "BEGIN", error))
    return FALSE;
  arrivals = make_arrivals (rand, now);
  for (guint i = 0; i < arrivals->len; i++)
    if (!write_customer (db, rand, &g_array_index (arrivals, Arrival, i), now, error))
      return FALSE;
  return exec (db, "COMMIT", error);
}

/* ---- the present ---- */

/* Somebody who is in @stage now: one of those who have been there longest. */
static gboolean
pick_visit (sqlite3 *db,
            GRand *rand,
            int segment,
            int stage,
            gint64 *visit,
            gint64 *customer,
            guint *n_here,
            GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (
    db,
    "SELECT v.id, v.customer_id, count(*) OVER () FROM stage_visits v JOIN customers c ON c.id = "
    "v.customer_id WHERE v.left_at IS NULL AND v.stage = ? AND c.segment = ? "
    "ORDER BY v.entered_at, v.id LIMIT ?",
    -1, &stmt, NULL);

  *n_here = 0;
  if (!check (db, rc, error))
    return FALSE;
  sqlite3_bind_text (stmt, 1, sample_stages[stage], -1, SQLITE_STATIC);
  sqlite3_bind_text (stmt, 2, sample_segments[segment], -1, SQLITE_STATIC);
  sqlite3_bind_int (stmt, 3, g_rand_int_range (rand, 1, 4));
  while ((rc = sqlite3_step (stmt)) == SQLITE_ROW)
    {
      *visit = sqlite3_column_int64 (stmt, 0);
      *customer = sqlite3_column_int64 (stmt, 1);
      *n_here = (guint) sqlite3_column_int (stmt, 2);
    }
  return check (db, rc, error);
}

static gboolean
close_visit (sqlite3 *db, gint64 visit, gint64 now, GError **error)
{
  g_autoptr (sqlite3_stmt) stmt = NULL;
  int rc = sqlite3_prepare_v2 (
    db, "UPDATE stage_visits SET left_at = ?1, updated_at = ?1 WHERE id = ?2", -1, &stmt, NULL);

  if (!check (db, rc, error))
    return FALSE;
  bind_time (stmt, 1, now);
  sqlite3_bind_int64 (stmt, 2, visit);
  return check (db, sqlite3_step (stmt), error);
}

static gboolean
somebody_comes (sqlite3 *db, GRand *rand, int segment, gint64 now, GError **error)
{
  gint64 id;

  return insert_customer (db, rand, segment, &id, error)
         && insert_visit (db, rand, id, segment, 0, now, 0, error);
}

/* Every stage's turn comes equally often, so that it keeps its size; but from Enterprise
 * Implementation on only every third moves, so that it fills up and nothing behind it runs dry. */
static gboolean
somebody_moves (sqlite3 *db, GRand *rand, int segment, int stage, gint64 now, GError **error)
{
  gint64 visit = 0;
  gint64 customer = 0;
  guint n_here;

  if (!pick_visit (db, rand, segment, stage, &visit, &customer, &n_here, error))
    return FALSE;
  if (n_here == 0)
    return TRUE;
  if (segment == 0 && stage >= IMPLEMENTATION && n_here < FULL && g_rand_int_range (rand, 0, 3) > 0)
    return TRUE;
  return close_visit (db, visit, now, error)
         && (stage + 1 == SAMPLE_N_STAGES
             || insert_visit (db, rand, customer, segment, stage + 1, now, 0, error));
}

gboolean
sample_database_advance (sqlite3 *db, GRand *rand, gint64 now, GError **error)
{
  int segment = g_rand_int_range (rand, 0, SAMPLE_N_SEGMENTS);
  int stage = g_rand_int_range (rand, -1, SAMPLE_N_STAGES); /* -1: somebody new */
  gboolean ok = exec (db, "BEGIN IMMEDIATE", error);

  ok = ok
       && (stage < 0 ? somebody_comes (db, rand, segment, now, error)
                     : somebody_moves (db, rand, segment, stage, now, error))
       && exec (db, "COMMIT", error);
  if (!ok && !sqlite3_get_autocommit (db))
    sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
  return ok;
}
