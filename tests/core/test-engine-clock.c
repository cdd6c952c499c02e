/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Figures that are carried on from second to second are those that counting anew would give: while
 * the clock goes on, is set back or forward, or is dragged through the past; while visits come, go
 * and are edited; while filters change; in all windows; by the calendar and by working time. */

#include "base/cairn-duration.h"
#include "same-snapshot.h"
#include "timing/cairn-engine.h"

#include <math.h>

#define N_STAGES 2
#define N_SEGMENTS 3
#define N_CUSTOMERS 40
#define BEGIN G_GINT64_CONSTANT (1700000000)

/* How long stays last, and how finely they are told. */
typedef struct
{
  const char *name;
  gint64 unit;  /* of all moments */
  gint64 dwell; /* the mean */
  gint64 length;
  guint n;
  gboolean at_borders; /* most enter where windows and weeks begin */
} Shape;

static const Shape shapes[] = {
  { "days", CAIRN_DAY, 20 * CAIRN_DAY, 40 * CAIRN_WEEK, 900 },
  { "seconds", 1, 20 * CAIRN_DAY, 40 * CAIRN_WEEK, 900 },
  { "minutes", 60, 3 * CAIRN_DAY, 5 * CAIRN_WEEK, 700 },
  { "short", 1, 300, 8 * CAIRN_DAY, 900 },
  { "crowded", 1, 600, 9 * CAIRN_DAY, 3000 },
  { "borders", 1, 150, 30 * CAIRN_WEEK, 2500, TRUE },
};

typedef struct
{
  const Shape *shape;
  GArray *visits; /* CairnVisit */
  GRand *rand;
  gint64 now;
  CairnWindow window;
  gint64 log_start;
  CairnWorkingTime *clock;
  guint lens;           /* 0: none */
  gboolean some_untold; /* of the segments of one stage, one is without a target */
} World;

static World *
world_new (const Shape *shape, guint seed)
{
  World *world = g_new0 (World, 1);

  world->shape = shape;
  world->visits = g_array_new (FALSE, FALSE, sizeof (CairnVisit));
  world->rand = g_rand_new_with_seed (seed);
  world->now = BEGIN + shape->length;
  world->log_start = seed % 3 == 0 ? G_MININT64 : BEGIN + (seed % 3 - 1) * shape->length / 20;
  world->some_untold = seed % 2 == 1;
  world->window.kind = seed % 4 == 3   ? CAIRN_WINDOW_ALL
                       : seed % 2 == 0 ? CAIRN_WINDOW_13_WEEKS
                                       : CAIRN_WINDOW_26_WEEKS;
  return world;
}

static void
world_free (World *world)
{
  g_array_unref (world->visits);
  g_rand_free (world->rand);
  g_clear_pointer (&world->clock, cairn_working_time_unref);
  g_free (world);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static guint16
cell_of (CairnEngine *engine, guint stage, guint segment)
{
  static const char *const stages[] = { "Adoption", "Kick-off" };
  static const char *const segments[] = { "", "Enterprise", "SMB" };

  return cairn_engine_add_cell (engine, segments[segment], stages[stage]);
}

static gint64
round_off (const World *world, gint64 moment)
{
  return moment / world->shape->unit * world->shape->unit;
}

static gint64
random_dwell (World *world)
{
  double mean = (double) world->shape->dwell;

  return round_off (world, (gint64) (-log (1 - g_rand_double (world->rand)) * mean));
}

static CairnVisit
random_visit (World *world, gint64 entered)
{
  gint64 left = round_off (world, entered) + random_dwell (world);

  return (CairnVisit){
    .entered = round_off (world, entered),
    .left = left > world->now ? CAIRN_VISIT_OPEN : left,
    .customer = g_rand_int_range (world->rand, 0, N_CUSTOMERS),
    .cell = g_rand_int_range (world->rand, 0, N_STAGES * N_SEGMENTS),
    .wait = CAIRN_WAIT_UNKNOWN,
  };
}

static gint64
random_entry (World *world)
{
  static const gint64 weeks[] = { 0, 1, 4, 13, 13, 26, 26 };
  gint64 back = weeks[g_rand_int_range (world->rand, 0, G_N_ELEMENTS (weeks))] * CAIRN_WEEK;

  if (world->shape->at_borders && g_rand_int_range (world->rand, 0, 20) > 0)
    return world->now - back + g_rand_int_range (world->rand, -400, back > 0 ? 400 : 0);
  return BEGIN + (gint64) (g_rand_double (world->rand) * world->shape->length);
}

static void
world_fill (World *world)
{
  for (guint i = 0; i < world->shape->n; i++)
    {
      CairnVisit visit = random_visit (world, random_entry (world));

      g_array_append_val (world->visits, visit);
    }
}

/* Leaves out some customers, and has others count as of another segment. */
static gboolean
look_through (CairnVisit *visit, gpointer data)
{
  guint lens = GPOINTER_TO_UINT (data);

  if (visit->customer % 5 == lens)
    return FALSE;
  if (visit->customer % 7 == lens)
    visit->cell = visit->cell / N_SEGMENTS * N_SEGMENTS + lens % N_SEGMENTS;
  return TRUE;
}

static CairnEngine *
engine_new (const World *world)
{
  CairnEngine *engine = cairn_engine_new ();

  for (guint stage = 0; stage < N_STAGES; stage++)
    for (guint segment = 0; segment < N_SEGMENTS; segment++)
      g_assert_cmpuint (cell_of (engine, stage, segment), ==, stage * N_SEGMENTS + segment);
  for (guint i = 0; i < N_CUSTOMERS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Customer %u", i);

      cairn_engine_add_customer (engine, name);
    }
  cairn_engine_set_target (engine, NULL, "Adoption", world->shape->dwell, 2 * world->shape->dwell);
  cairn_engine_set_target (engine, "SMB", "Adoption", world->shape->dwell / 2, 0);
  if (world->some_untold)
    cairn_engine_set_target (engine, "Enterprise", "Adoption", 0, 0);
  cairn_engine_set_clock (engine, world->clock);
  cairn_engine_load (engine, (const CairnVisit *) world->visits->data, world->visits->len);
  if (world->lens > 0)
    cairn_engine_set_lens (engine, look_through, GUINT_TO_POINTER (world->lens));
  return engine;
}

static CairnSnapshot *
look (const World *world, CairnEngine *engine, gint64 now)
{
  return cairn_engine_snapshot (engine, now, &world->window, world->log_start);
}

static void
check (const World *world, CairnEngine *engine, gint64 now)
{
  g_autoptr (CairnEngine) fresh = engine_new (world);
  g_autoptr (CairnSnapshot) running = look (world, engine, now);
  g_autoptr (CairnSnapshot) anew = look (world, fresh, now);

  assert_same_snapshot (running, anew);
}

/* ---- changes ---- */

static void
come (World *world, CairnEngine *engine, gint64 entered)
{
  CairnVisit visit = random_visit (world, entered);

  g_array_append_val (world->visits, visit);
  cairn_engine_apply (engine, NULL, &visit);
}

static void
replace (World *world, CairnEngine *engine, guint at, const CairnVisit *visit)
{
  CairnVisit *kept = &g_array_index (world->visits, CairnVisit, at);

  if (g_rand_boolean (world->rand)) /* both at once, or one after the other */
    cairn_engine_apply (engine, kept, visit);
  else
    {
      cairn_engine_apply (engine, NULL, visit);
      cairn_engine_apply (engine, kept, NULL);
    }
  *kept = *visit;
}

/* Somebody leaves: just now, mostly. */
static void
leave (World *world, CairnEngine *engine, guint at)
{
  CairnVisit visit = g_array_index (world->visits, CairnVisit, at);
  gint64 ago = g_rand_int_range (world->rand, 0, 4) > 0
                 ? g_rand_int_range (world->rand, 0, 5)
                 : g_rand_int_range (world->rand, 0, (gint32) (3 * CAIRN_DAY));

  if (visit.left != CAIRN_VISIT_OPEN)
    return;
  visit.left = MAX (visit.entered, round_off (world, world->now - ago));
  if (visit.left <= world->now)
    replace (world, engine, at, &visit);
}

static void
edit (World *world, CairnEngine *engine, guint at)
{
  CairnVisit visit = g_array_index (world->visits, CairnVisit, at);

  switch (g_rand_int_range (world->rand, 0, 4))
    {
    case 0:
      visit.left = CAIRN_VISIT_OPEN;
      break;
    case 1:
      visit.owner = visit.owner + 1;
      break;
    case 2:
      visit.cell = g_rand_int_range (world->rand, 0, N_STAGES * N_SEGMENTS);
      break;
    default:
      visit.entered = MIN (round_off (world, visit.entered + 2 * world->shape->unit),
                           MIN (visit.left, world->now));
      break;
    }
  replace (world, engine, at, &visit);
}

/* @kinds: the more, the odder. */
static void
change (World *world, CairnEngine *engine, guint kinds)
{
  guint at = g_rand_int_range (world->rand, 0, world->visits->len);

  switch (g_rand_int_range (world->rand, 0, kinds))
    {
    case 0:
    case 1:
      come (world, engine, world->now - g_rand_int_range (world->rand, 0, 5));
      break;
    case 2:
    case 3:
    case 4:
      leave (world, engine, at);
      break;
    case 5: /* one that was entered late, and is taken back perhaps */
      come (world, engine, world->now - g_rand_int_range (world->rand, 0, (gint32) CAIRN_DAY));
      at = world->visits->len - 1;
      if (g_rand_boolean (world->rand))
        {
          cairn_engine_apply (engine, &g_array_index (world->visits, CairnVisit, at), NULL);
          g_array_remove_index_fast (world->visits, at);
        }
      break;
    case 6:
      edit (world, engine, at);
      break;
    default:
      cairn_engine_apply (engine, &g_array_index (world->visits, CairnVisit, at), NULL);
      g_array_remove_index_fast (world->visits, at);
      break;
    }
}

/* ---- tests ---- */

/* Nothing but time passes. */
static void
test_ticks (gconstpointer data)
{
  guint n_running = 0;

  for (guint seed = 0; seed < 5; seed++)
    {
      g_autoptr (World) world = world_new (data, seed);
      g_autoptr (CairnEngine) engine = NULL;

      world_fill (world);
      engine = engine_new (world);
      for (guint i = 0; i < 150; i++)
        {
          world->now += i % 7 == 0 ? g_rand_int_range (world->rand, 1, 12) : 1;
          if (i % 3 == 0)
            check (world, engine, world->now);
          else
            cairn_snapshot_unref (look (world, engine, world->now));
        }
      n_running += cairn_engine_count_running (engine);
    }
  g_assert_cmpuint (n_running, >=, 3);
}

/* And visits come and go meanwhile, as they do: the newest ones, mostly. */
static void
test_live_changes (gconstpointer data)
{
  guint n_running = 0;

  for (guint seed = 0; seed < 8; seed++)
    {
      g_autoptr (World) world = world_new (data, seed);
      g_autoptr (CairnEngine) engine = NULL;

      world_fill (world);
      engine = engine_new (world);
      for (guint i = 0; i < 120; i++)
        {
          world->now += g_rand_int_range (world->rand, 0, 4);
          for (guint j = g_rand_int_range (world->rand, 0, 12); j > 0; j--)
            change (world, engine, seed < 6 ? 6 : 8);
          check (world, engine, world->now);
          n_running += cairn_engine_count_running (engine) > 0;
        }
    }
  g_assert_cmpuint (n_running, >=, 8 * 120 / 4);
}

/* Some leave at once who had been there for longer than anybody before. */
static void
test_longest_leave (void)
{
  g_autoptr (World) world = world_new (&shapes[0], 0);
  g_autoptr (CairnEngine) engine = engine_new (world);

  for (guint i = 0; i < 12; i++)
    {
      CairnVisit visit = { .entered = world->now - (i + 2) * CAIRN_DAY,
                           .left = CAIRN_VISIT_OPEN,
                           .cell = cell_of (engine, 0, 0) };

      if (i < 3)
        visit.left = visit.entered + CAIRN_DAY;
      g_array_append_val (world->visits, visit);
      cairn_engine_apply (engine, NULL, &visit);
    }
  for (guint i = 0; i < 3; i++)
    check (world, engine, ++world->now);
  g_assert_cmpuint (cairn_engine_count_running (engine), >, 0);
  for (guint i = 4; i < 12; i += 2)
    {
      CairnVisit visit = g_array_index (world->visits, CairnVisit, i);

      visit.left = world->now - CAIRN_DAY;
      replace (world, engine, i, &visit);
    }
  check (world, engine, world->now);
}

/* The clock is set back and forward, runs through an hour that comes twice, is dragged to the past
 * and played from there; filters and windows change. */
static void
test_odd_clocks (gconstpointer data)
{
  static const CairnWindowKind kinds[]
    = { CAIRN_WINDOW_13_WEEKS, CAIRN_WINDOW_26_WEEKS, CAIRN_WINDOW_ALL, CAIRN_WINDOW_RANGE };

  for (guint seed = 0; seed < 5; seed++)
    {
      g_autoptr (World) world = world_new (data, seed);
      g_autoptr (CairnEngine) engine = NULL;

      if (seed % 4 == 3)
        {
          g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("Europe/Berlin");

          world->clock = cairn_working_time_new ("Mon-Fri 09:00-17:00", NULL, zone, NULL);
        }
      world_fill (world);
      engine = engine_new (world);
      for (guint i = 0; i < 120; i++)
        {
          gint64 now = ++world->now;

          switch (g_rand_int_range (world->rand, 0, 24))
            {
            case 0:
              world->now += 3600;
              break;
            case 1:
              world->now -= 3600;
              break;
            case 2:
              now = BEGIN + (gint64) (g_rand_double (world->rand) * world->shape->length);
              break;
            case 3: /* compared with how things stood */
              cairn_snapshot_unref (look (world, engine, now - 4 * CAIRN_WEEK));
              break;
            case 4:
              world->lens = g_rand_int_range (world->rand, 0, 4);
              cairn_engine_set_lens (engine, world->lens > 0 ? look_through : NULL,
                                     GUINT_TO_POINTER (world->lens));
              break;
            case 5:
              world->window = (CairnWindow){ kinds[g_rand_int_range (world->rand, 0, 4)],
                                             now - 5 * CAIRN_WEEK, now };
              break;
            default:
              change (world, engine, 6);
              break;
            }
          check (world, engine, now);
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *ticks = g_strdup_printf ("/engine/clock/%s/ticks", shapes[i].name);
      g_autofree char *live = g_strdup_printf ("/engine/clock/%s/live-changes", shapes[i].name);
      g_autofree char *odd = g_strdup_printf ("/engine/clock/%s/odd-clocks", shapes[i].name);

      g_test_add_data_func (ticks, &shapes[i], test_ticks);
      g_test_add_data_func (live, &shapes[i], test_live_changes);
      g_test_add_data_func (odd, &shapes[i], test_odd_clocks);
    }
  g_test_add_func ("/engine/clock/longest-leave", test_longest_leave);
  return g_test_run ();
}
