/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the stage timings of many visits cost once they are read: the first load, a refresh after
 * some have come and gone, a moment later, other windows. Wall time in milliseconds, the least of
 * several runs; memory is what the engine holds. */

#include "base/cairn-duration.h"
#include "timing/cairn-engine.h"

#include <math.h>
#include <stdlib.h>
#include <sys/resource.h>

#define RUNS 9
#define N_STAGES 8
#define N_SEGMENTS 3
#define N_CUSTOMERS 50000
#define N_NEWS 1000
#define NOW G_GINT64_CONSTANT (1800000000)
#define LENGTH (3 * 365 * CAIRN_DAY)
#define LOG_START (NOW - LENGTH)

typedef struct
{
  CairnEngine *engine;
  GRand *rand;
  CairnVisit *visits;
  gsize n;
  guint16 cells[N_STAGES * N_SEGMENTS];
} World;

static double
now_ms (void)
{
  return g_get_monotonic_time () / 1e3;
}

static double
peak_mib (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) usage.ru_maxrss / 1024;
}

static void
add_names (World *world)
{
  for (guint i = 0; i < N_STAGES; i++)
    {
      g_autofree char *stage = g_strdup_printf ("Stage %u", i);

      cairn_engine_set_target (world->engine, NULL, stage, (10 + 5 * i) * CAIRN_DAY, 0);
      for (guint j = 0; j < N_SEGMENTS; j++)
        {
          g_autofree char *segment = g_strdup_printf ("Segment %u", j);

          world->cells[i * N_SEGMENTS + j] = cairn_engine_add_cell (world->engine, segment, stage);
        }
    }
  for (guint i = 0; i < N_CUSTOMERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Customer %u", i);

      cairn_engine_add_customer (world->engine, name);
    }
}

/* Stays of 20 to 200 days in the mean, so that a tenth of all are open. */
static CairnVisit
random_visit (World *world, gint64 entered)
{
  guint cell = g_rand_int_range (world->rand, 0, G_N_ELEMENTS (world->cells));
  double mean = (20 + 25 * (cell / N_SEGMENTS)) * (double) CAIRN_DAY;
  CairnVisit visit = {
    .entered = entered,
    .left = entered - (gint64) (log (1 - g_rand_double (world->rand)) * mean),
    .customer = g_rand_int_range (world->rand, 0, N_CUSTOMERS),
    .cell = world->cells[cell],
  };

  if (visit.left > NOW)
    visit.left = CAIRN_VISIT_OPEN;
  return visit;
}

static void
make_visits (World *world)
{
  for (gsize i = 0; i < world->n; i++)
    world->visits[i] = random_visit (world, LOG_START + (gint64) ((double) i / world->n * LENGTH));
}

/* Half of the news are new visits, half the ends of open ones. */
static void
apply_news (World *world, gint64 now)
{
  for (guint i = 0; i < N_NEWS / 2; i++)
    {
      gsize at;
      CairnVisit ended;

      world->visits[world->n] = random_visit (world, now);
      world->visits[world->n].left = CAIRN_VISIT_OPEN;
      cairn_engine_apply (world->engine, NULL, &world->visits[world->n++]);
      do
        at = g_rand_double (world->rand) * (world->n - N_NEWS);
      while (world->visits[at].left != CAIRN_VISIT_OPEN);
      ended = world->visits[at];
      ended.left = now;
      cairn_engine_apply (world->engine, &world->visits[at], &ended);
      world->visits[at] = ended;
    }
}

static double
measure_snapshot (World *world, gint64 now, CairnWindowKind kind)
{
  CairnWindow window = { .kind = kind };
  double start = now_ms ();
  g_autoptr (CairnSnapshot) snapshot
    = cairn_engine_snapshot (world->engine, now, &window, LOG_START);

  return now_ms () - start;
}

static double
least (World *world, gint64 now, CairnWindowKind kind)
{
  double ms = INFINITY;

  for (guint i = 0; i < RUNS; i++)
    ms = MIN (ms, measure_snapshot (world, now + i, kind));
  return ms;
}

static void
report (World *world)
{
  double before = peak_mib ();
  double start = now_ms ();
  double load, first;
  double refresh = INFINITY;

  cairn_engine_load (world->engine, world->visits, world->n);
  load = now_ms () - start;
  first = measure_snapshot (world, NOW, CAIRN_WINDOW_13_WEEKS);
  g_print ("%9zu visits: load %.0f ms, first snapshot %.1f ms, %.0f MiB at the peak of it\n",
           world->n, load, first, peak_mib () - before);
  for (guint i = 1; i <= RUNS; i++)
    {
      apply_news (world, NOW + i);
      refresh = MIN (refresh, measure_snapshot (world, NOW + i, CAIRN_WINDOW_13_WEEKS));
    }
  g_print (
    "          after %d rows %.1f ms; a second later %.1f ms; 26 weeks %.1f ms; all %.1f ms; "
    "a year ago %.1f ms\n",
    N_NEWS, refresh, least (world, NOW + RUNS, CAIRN_WINDOW_13_WEEKS),
    least (world, NOW, CAIRN_WINDOW_26_WEEKS), least (world, NOW, CAIRN_WINDOW_ALL),
    least (world, NOW - 365 * CAIRN_DAY, CAIRN_WINDOW_13_WEEKS));
}

int
main (int argc, char **argv)
{
  static const gsize sizes[] = { 100000, 1000000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (CairnEngine) engine = cairn_engine_new ();
      g_autoptr (GRand) rand = g_rand_new_with_seed (1);
      g_autofree CairnVisit *visits = g_new (CairnVisit, sizes[i] + RUNS * N_NEWS);
      World world = { .engine = engine, .rand = rand, .visits = visits, .n = sizes[i] };

      add_names (&world);
      make_visits (&world);
      report (&world);
    }
  return EXIT_SUCCESS;
}
