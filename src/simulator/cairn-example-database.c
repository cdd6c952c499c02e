/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulator/cairn-example-database.h"

#include "base/cairn-duration.h"
#include "base/cairn-time.h"
#include "simulator/cairn-sample-database.h"
#include "simulator/cairn-sample-world.h"

#include <glib/gstdio.h>
#include <math.h>

#define HISTORY (40 * CAIRN_WEEK)
#define SLOW (5 * 7.0) /* days since when the bottleneck crawls */
#define SLOW_PACE 0.25
#define SPREAD 0.28    /* sigma of a lognormal */
#define MOST_WEEKS 400 /* before the history, until the last stage has somebody in it */

static const char schema[]
  = "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
    "CREATE TABLE visits(id INTEGER PRIMARY KEY, customer TEXT NOT NULL, segment TEXT, "
    "stage TEXT NOT NULL, owner TEXT, entered_at TEXT NOT NULL, left_at TEXT); BEGIN";

typedef struct
{
  sqlite3 *db;
  sqlite3_stmt *insert;
  GRand *rand;
  gint64 now;
  guint n_customers;
} Writer;

static gboolean
check (Writer *self, int rc, GError **error)
{
  if (rc == SQLITE_OK || rc == SQLITE_DONE)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "The example data cannot be written: %s.",
               self->db != NULL ? sqlite3_errmsg (self->db) : sqlite3_errstr (rc));
  return FALSE;
}

/* How long somebody stays who comes at @entered, in days. What was not done before the slow weeks
 * is done at their pace. */
static double
stay (Writer *self, const CairnExampleStage *stage, gint64 entered)
{
  double u = 1 - g_rand_double (self->rand); /* not 0 */
  double normal = sqrt (-2 * log (u)) * cos (2 * G_PI * g_rand_double (self->rand));
  double days = stage->median * exp (SPREAD * normal);
  double before = (double) (self->now - entered) / CAIRN_DAY - SLOW;

  if (!stage->slow || days <= before)
    return days;
  before = MAX (before, 0);
  return before + (days - before) / SLOW_PACE;
}

static void
bind_time (sqlite3_stmt *stmt, int index, gint64 moment)
{
  g_autofree char *iso = cairn_time_to_iso (moment);

  sqlite3_bind_text (stmt, index, iso, -1, SQLITE_TRANSIENT);
}

/* @left 0: still there. */
static gboolean
write_visit (Writer *self,
             const char *customer,
             const char *segment,
             const char *stage,
             gint64 entered,
             gint64 left,
             GError **error)
{
  int at = (int) (g_str_hash (stage) % SAMPLE_N_STAGES);

  sqlite3_reset (self->insert);
  sqlite3_clear_bindings (self->insert);
  sqlite3_bind_text (self->insert, 1, customer, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (self->insert, 2, segment, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (self->insert, 3, stage, -1, SQLITE_TRANSIENT);
  sqlite3_bind_text (self->insert, 4, sample_owner (self->rand, 0, at), -1, SQLITE_STATIC);
  bind_time (self->insert, 5, entered);
  if (left != 0)
    bind_time (self->insert, 6, left);
  return check (self, sqlite3_step (self->insert), error);
}

/* The way of one customer through the stages; stays that ended before the history are left out. */
static gboolean
write_customer (Writer *self, const CairnExampleSegment *segment, gint64 entered, GError **error)
{
  g_autofree char *name = sample_customer_name (self->n_customers++);

  for (guint i = 0; i < segment->n_stages && entered < self->now; i++)
    {
      double days = stay (self, &segment->stages[i], entered);
      gint64 left = entered + MAX (CAIRN_MINUTE, (gint64) (days * CAIRN_DAY));

      if (left > self->now - HISTORY
          && !write_visit (self, name, segment->name, segment->stages[i].name, entered,
                           left < self->now ? left : 0, error))
        return FALSE;
      entered = left;
    }
  return TRUE;
}

static gboolean
write_segment (Writer *self, const CairnExampleSegment *segment, GError **error)
{
  double days = 0;
  gint64 at;

  for (guint i = 0; i < segment->n_stages; i++)
    days += 1.5 * segment->stages[i].median;
  at = self->now - HISTORY - (gint64) (MIN (days, 7.0 * MOST_WEEKS) * CAIRN_DAY);
  while (segment->per_week > 0)
    {
      /* Evenly with some chance in it: half a gap to one and a half. */
      at += (gint64) ((0.5 + g_rand_double (self->rand)) * CAIRN_WEEK / segment->per_week);
      if (at >= self->now)
        break;
      if (!write_customer (self, segment, at, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_all (Writer *self, const CairnExampleSegment *segments, guint n, GError **error)
{
  g_autoptr (sqlite3_stmt) insert = NULL;

  if (!check (self, sqlite3_exec (self->db, schema, NULL, NULL, NULL), error)
      || !check (self,
                 sqlite3_prepare_v2 (self->db,
                                     "INSERT INTO visits(customer, segment, stage, owner, "
                                     "entered_at, left_at) VALUES(?, ?, ?, ?, ?, ?)",
                                     -1, &insert, NULL),
                 error))
    return FALSE;
  self->insert = insert;
  for (guint i = 0; i < n; i++)
    if (!write_segment (self, &segments[i], error))
      return FALSE;
  return check (self, sqlite3_exec (self->db, "COMMIT", NULL, NULL, NULL), error);
}

gboolean
cairn_example_database_create (const char *path,
                               const CairnExampleSegment *segments,
                               guint n_segments,
                               guint32 seed,
                               gint64 now,
                               GError **error)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (sqlite3) db = NULL;
  Writer writer = { .rand = rand, .now = now };
  int rc;

  g_return_val_if_fail (path != NULL && segments != NULL, FALSE);

  g_unlink (path);
  rc = sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
  writer.db = db;
  return check (&writer, rc, error) && write_all (&writer, segments, n_segments, error);
}
