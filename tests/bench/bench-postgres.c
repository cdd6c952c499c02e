/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

/* What the timings of a million visits in PostgreSQL cost: the census, a refresh, and what crosses
 * the wire; and how far the numbers are from those of the SQLite source on the same rows. The
 * server is started and stopped here. */

#include "timing/cairn-postgres-source-private.h"
#include "timing/cairn-postgres.h"
#include "timing/cairn-source.h"
#include "timing/cairn-sqlite-source-private.h"

#include <math.h>
#include <stdlib.h>

#include "../core/postgres-fixture.h"

#define DAY 86400

static pid_t server_pid;

static CairnSource *
open_source (const char *path)
{
  g_autoptr (CairnMapping) mapping = cairn_mapping_new (path);
  g_autoptr (GError) error = NULL;
  CairnSource *source;

  mapping->zone = g_strdup ("UTC");
  mapping->table = g_strdup ("visits");
  cairn_mapping_add_target (mapping, NULL, "Set-up", 10 * DAY, 0);
  cairn_mapping_add_target (mapping, NULL, "Training", 14 * DAY, 0);
  if (!cairn_mapping_complete (mapping, &error))
    g_error ("%s", error->message);
  source = cairn_source_open (mapping, NULL, &error);
  if (source == NULL)
    g_error ("%s", error->message);
  /* Stays that overlap or were left open are counted as they stand, as the server counts them. */
  if (!g_str_has_prefix (path, "postgres"))
    ((CairnSqliteSource *) source)->max_mended = 0;
  return source;
}

static double
since (gint64 start)
{
  return (g_get_monotonic_time () - start) / 1000.0;
}

static void
load (CairnSource *source, const char *name)
{
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  if (!cairn_source_load (source, NULL, NULL, &error))
    g_error ("%s", error->message);
  g_print ("%-10s load     %8.1f ms\n", name, since (start));
}

/* The greatest relative difference of what is estimated; everything counted must be the same. */
static double
compare (CairnSnapshot *sums, CairnSnapshot *rows)
{
  guint n = 0, n_rows = 0;
  const CairnCell *a = cairn_snapshot_get_cells (sums, &n);
  const CairnCell *b = cairn_snapshot_get_cells (rows, &n_rows);
  double worst = 0;

  if (n != n_rows)
    g_error ("%u cells instead of %u", n, n_rows);
  for (guint i = 0; i < n; i++)
    {
      if (a[i].arrivals != b[i].arrivals || a[i].departures != b[i].departures
          || a[i].here != b[i].here || a[i].overdue != b[i].overdue || a[i].exits != b[i].exits
          || fabs (a[i].lost_per_week - b[i].lost_per_week) > 1e-6)
        g_error ("%s, %s: counts differ", a[i].segment, a[i].stage);
      if (a[i].median.low > b[i].median.low || a[i].median.high < b[i].median.high)
        g_error ("%s, %s: the limits do not hold those of the single visits", a[i].segment,
                 a[i].stage);
      worst = fmax (worst, fabs (a[i].median.value / b[i].median.value - 1));
      worst = fmax (worst, fabs (a[i].p90.value / b[i].p90.value - 1));
    }
  return worst;
}

/* What the server has worked so far, in milliseconds: in the process of the connection, and in
 * those that helped it and are gone. The clock on the wall tells as much of other programs. */
static double
get_work (CairnSource *postgres)
{
  const pid_t pids[]
    = { PQbackendPID (((CairnPostgresSource *) postgres)->link->conn), server_pid };
  double ticks = 0;

  for (guint i = 0; i < G_N_ELEMENTS (pids); i++)
    {
      g_autofree char *path = g_strdup_printf ("/proc/%d/stat", (int) pids[i]);
      g_autofree char *text = NULL;
      g_auto (GStrv) words = NULL;

      if (!g_file_get_contents (path, &text, NULL, NULL))
        return NAN;
      /* The fields from the third on: after the name. */
      words = g_strsplit (strrchr (text, ')') + 2, " ", -1);
      for (guint field = i == 0 ? 11 : 13; field < (i == 0 ? 13 : 15); field++)
        ticks += g_ascii_strtod (words[field], NULL);
    }
  return ticks * 1000 / (double) sysconf (_SC_CLK_TCK);
}

static void
answer (
  CairnSource *postgres, CairnSource *sqlite, const char *name, gint64 now, CairnWindowKind kind)
{
  const CairnWindow window = { .kind = kind };
  gsize rows, bytes, rows_after, bytes_after;
  g_autoptr (CairnSnapshot) sums = NULL;
  g_autoptr (CairnSnapshot) exact = NULL;
  gint64 start;
  double took, worked;

  worked = get_work (postgres);
  cairn_postgres_source_get_traffic (postgres, &rows, &bytes);
  start = g_get_monotonic_time ();
  sums = cairn_source_snapshot (postgres, now, &window);
  took = since (start);
  worked = get_work (postgres) - worked;
  if (cairn_snapshot_get_stale (sums) != NULL)
    g_error ("%s", cairn_snapshot_get_stale (sums));
  cairn_postgres_source_get_traffic (postgres, &rows_after, &bytes_after);
  exact = cairn_source_snapshot (sqlite, now, &window);
  g_print ("%-10s %8.1f ms (%6.0f of a processor), %" G_GSIZE_FORMAT " rows, %" G_GSIZE_FORMAT
           " bytes; counts the same, quantiles within %.2f %%\n",
           name, took, worked, rows_after - rows, bytes_after - bytes, 100 * compare (sums, exact));
}

/* The first answer asks for everything, those after it for what may have changed; each is for a
 * moment of its own, further from the one before than an answer lasts. */
static void
refresh (CairnSource *postgres, CairnSource *sqlite, const char *name, CairnWindowKind kind)
{
  g_print ("%s\n", name);
  answer (postgres, sqlite, "  first", FIXTURE_NOW - DAY, kind);
  for (guint i = 1; i <= 3; i++)
    answer (postgres, sqlite, "  refresh", FIXTURE_NOW - DAY + i * 601, kind);
}

int
main (int argc, char *argv[])
{
  guint n = argc > 1 ? (guint) atoi (argv[1]) : 1000000;
  PostgresFixture server;
  g_autofree char *path = NULL;
  g_autoptr (CairnSource) postgres = NULL;
  g_autoptr (CairnSource) sqlite = NULL;
  PGconn *conn;

  postgres_fixture_init (&server);
  server_pid = server.pid;
  path = g_build_filename (server.folder, "visits.db", NULL);
  conn = postgres_fixture_connect (&server);
  fixture_fill_postgres (conn, "visits", n);
  PQfinish (conn);
  fixture_fill_sqlite (path, n);
  g_print ("%u visits\n", n);
  postgres = open_source (server.address);
  sqlite = open_source (path);
  load (postgres, "PostgreSQL");
  load (sqlite, "SQLite");
  refresh (postgres, sqlite, "13 weeks", CAIRN_WINDOW_13_WEEKS);
  refresh (postgres, sqlite, "26 weeks", CAIRN_WINDOW_26_WEEKS);
  refresh (postgres, sqlite, "all", CAIRN_WINDOW_ALL);
  postgres_fixture_clear (&server);
  return 0;
}
