/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What all numbers of a map of 10 stages and 3 segments cost once a second, over 1 and 10 million
 * visits of three years: when only the clock has moved, and after a thousand visits have changed;
 * and what it costs to count anew instead of carrying on.
 * Milliseconds on the wall of many ticks in a row: the least, the middle one, the worst; and the
 * mean of what the processors worked.
 *
 *   bench-tick [VISITS]
 */

#include "base/cairn-duration.h"
#include "timing/cairn-engine.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#define N_STAGES 10
#define N_SEGMENTS 3
#define N_CUSTOMERS 50000
#define N_TICKS 300
#define N_REFRESHES 31
#define N_ANEW 5
#define N_NEWS 1000
#define N_CLOSABLE (N_REFRESHES * N_NEWS / 2)
#define NOW G_GINT64_CONSTANT (1800000000)
#define LENGTH (3 * 365 * CAIRN_DAY)
#define LOG_START (NOW - LENGTH)

typedef struct
{
  CairnEngine *engine;
  GRand *rand;
  guint16 cells[N_STAGES * N_SEGMENTS];
  gint64 now;
  gsize n_open;
  CairnVisit closable[N_CLOSABLE]; /* some that are open, to be closed by the news */
  guint n_closable;
} World;

/* Of the clock on the wall, and of the processors: these tell, where others work on them too. */
typedef struct
{
  double wall;
  double work;
} Cost;

static Cost
now_ms (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (Cost){ g_get_monotonic_time () / 1e3,
                 (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e3
                   + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e3 };
}

static double
resident_mib (void)
{
  g_autofree char *text = NULL;
  long pages = 0;

#ifdef __GLIBC__
  malloc_trim (0);
#endif
  if (g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    sscanf (text, "%*d %ld", &pages);
  return pages * (double) sysconf (_SC_PAGESIZE) / (1 << 20);
}

static void
add_names (World *world)
{
  for (guint i = 0; i < N_STAGES; i++)
    {
      g_autofree char *stage = g_strdup_printf ("Stage %u", i);

      cairn_engine_set_target (world->engine, NULL, stage, (10 + 4 * i) * CAIRN_DAY,
                               (20 + 8 * i) * CAIRN_DAY);
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

/* Stays of 20 to 210 days in the mean, so that a tenth of all are open. */
static CairnVisit
random_visit (World *world, gint64 entered)
{
  guint cell = g_rand_int_range (world->rand, 0, G_N_ELEMENTS (world->cells));
  double mean = (20 + 21 * (cell / N_SEGMENTS)) * (double) CAIRN_DAY;
  CairnVisit visit = {
    .entered = entered,
    .left = entered - (gint64) (log (1 - g_rand_double (world->rand)) * mean),
    .customer = g_rand_int_range (world->rand, 0, N_CUSTOMERS),
    .cell = world->cells[cell],
    .wait = CAIRN_WAIT_UNKNOWN,
  };

  if (visit.left > NOW)
    visit.left = CAIRN_VISIT_OPEN;
  return visit;
}

/* Every 37th open visit may be closed later. */
static void
note_open (World *world, const CairnVisit *visit)
{
  if (visit->left != CAIRN_VISIT_OPEN)
    return;
  if (world->n_open++ % 37 == 0 && world->n_closable < N_CLOSABLE)
    world->closable[world->n_closable++] = *visit;
}

static void
load (World *world, gsize n)
{
  g_autofree CairnVisit *visits = g_new (CairnVisit, n);

  for (gsize i = 0; i < n; i++)
    {
      visits[i] = random_visit (world, LOG_START + (gint64) ((double) i / n * LENGTH));
      note_open (world, &visits[i]);
    }
  cairn_engine_load (world->engine, visits, n);
}

/* Half of the news are new visits, half the ends of open ones, all within the last second. */
static void
apply_news (World *world)
{
  for (guint i = 0; i < N_NEWS / 2; i++)
    {
      CairnVisit fresh = random_visit (world, world->now);

      fresh.left = CAIRN_VISIT_OPEN;
      cairn_engine_apply (world->engine, NULL, &fresh);
      if (world->n_closable > 0)
        {
          CairnVisit *open = &world->closable[--world->n_closable];
          CairnVisit ended = *open;

          ended.left = world->now;
          cairn_engine_apply (world->engine, open, &ended);
        }
    }
}

static Cost
measure (World *world, CairnWindowKind kind)
{
  CairnWindow window = { kind, world->now - 13 * CAIRN_WEEK, world->now };
  Cost start = now_ms ();
  g_autoptr (CairnSnapshot) snapshot
    = cairn_engine_snapshot (world->engine, world->now, &window, LOG_START);
  Cost end = now_ms ();

  return (Cost){ end.wall - start.wall, end.work - start.work };
}

static Cost
measure_tick (World *world)
{
  return measure (world, CAIRN_WINDOW_13_WEEKS);
}

static int
compare_ms (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
print_spread (const char *what, const Cost *costs, guint n)
{
  g_autofree double *ms = g_new (double, n);
  double work = 0;

  for (guint i = 0; i < n; i++)
    {
      ms[i] = costs[i].wall;
      work += costs[i].work / n;
    }
  qsort (ms, n, sizeof *ms, compare_ms);
  g_print ("%9s %-26s %7.2f %7.2f %7.2f %7.2f\n", "", what, ms[0], ms[n / 2], ms[n - 1], work);
}

static void
report (World *world, gsize n)
{
  Cost ticks[N_TICKS];
  Cost refreshes[N_REFRESHES];
  Cost anew[N_ANEW];
  double before = resident_mib ();
  Cost first = measure_tick (world);
  Cost second;

  world->now++;
  second = measure_tick (world);
  g_print ("%9zu visits, %.1f %% open: first look %.1f ms, the next %.1f ms\n", n,
           100.0 * world->n_open / n, first.wall, second.wall);
  g_print ("%9s %-26s %7s %7s %7s %7s\n", "", "ms", "least", "middle", "worst", "work");
  for (guint i = 0; i < N_TICKS; i++)
    {
      world->now++;
      ticks[i] = measure_tick (world);
    }
  print_spread ("a second later", ticks, N_TICKS);
  g_print ("%9s (%.0f MiB held for it)\n", "", resident_mib () - before);
  for (guint i = 0; i < N_ANEW; i++)
    anew[i] = measure (world, CAIRN_WINDOW_RANGE);
  print_spread ("the same, counted anew", anew, N_ANEW);
  for (guint i = 0; i < N_REFRESHES; i++)
    {
      world->now++;
      apply_news (world);
      refreshes[i] = measure_tick (world);
    }
  print_spread ("after 1,000 changed visits", refreshes, N_REFRESHES);
  g_print ("%9s (%u of %u stages carried on)\n", "", cairn_engine_count_running (world->engine),
           N_STAGES);
}

int
main (int argc, char **argv)
{
  gsize sizes[] = { 1000000, 10000000 };
  guint n_sizes = G_N_ELEMENTS (sizes);

  if (argc > 1)
    {
      sizes[0] = g_ascii_strtoull (argv[1], NULL, 10);
      n_sizes = 1;
    }
  for (guint i = 0; i < n_sizes; i++)
    {
      g_autoptr (CairnEngine) engine = cairn_engine_new ();
      g_autoptr (GRand) rand = g_rand_new_with_seed (1);
      g_autofree World *world = g_new0 (World, 1);

      world->engine = engine;
      world->rand = rand;
      world->now = NOW;
      add_names (world);
      load (world, sizes[i]);
      report (world, sizes[i]);
    }
  return EXIT_SUCCESS;
}
