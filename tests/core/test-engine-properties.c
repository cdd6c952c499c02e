/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What holds of the figures of any world: changes, the clock, sums and scale. */

#include "engine-world.h"
#include "same-snapshot.h"

static const CairnWindow all_time = { .kind = CAIRN_WINDOW_ALL };

static void
change_at_random (World *world, CairnEngine *engine)
{
  guint what = world->stays->len > 0 ? g_rand_int_range (world->rand, 0, 4) : 0;
  guint at = world->stays->len > 0 ? g_rand_int_range (world->rand, 0, world->stays->len) : 0;
  Stay fresh = random_stay (world);
  CairnVisit new_visit = visit_of (engine, &fresh);
  Stay *stay;
  CairnVisit old;

  if (what == 0)
    {
      g_array_append_val (world->stays, fresh);
      cairn_engine_apply (engine, NULL, &new_visit);
      return;
    }
  stay = &g_array_index (world->stays, Stay, at);
  old = visit_of (engine, stay);
  if (what == 1)
    {
      g_array_remove_index_fast (world->stays, at);
      cairn_engine_apply (engine, &old, NULL);
      return;
    }
  if (what == 2) /* leaves, or comes back */
    {
      fresh = *stay;
      fresh.left = stay->left == CAIRN_VISIT_OPEN
                     ? stay->entered + random_moment (world, 3 * CAIRN_WEEK)
                     : CAIRN_VISIT_OPEN;
      new_visit = visit_of (engine, &fresh);
    }
  *stay = fresh;
  cairn_engine_apply (engine, &old, &new_visit);
}

static void
test_changes_equal_fresh_load (void)
{
  for (guint seed = 0; seed < 150; seed++)
    {
      g_autoptr (World) world = world_new (seed);
      g_autoptr (CairnEngine) engine = NULL;

      world_fill (world, seed % 5 == 0 ? 0 : seed * 5);
      engine = load (world);
      for (guint round = 0; round < 6; round++)
        {
          gint64 now = random_moment (world, world->length + 10 * CAIRN_WEEK);
          CairnWindow window = random_window (world);
          gint64 log_start = round % 2 == 0 ? G_MININT64 : 0;
          g_autoptr (CairnSnapshot) running = NULL;
          g_autoptr (CairnSnapshot) again = NULL;
          g_autoptr (CairnEngine) fresh = NULL;

          for (guint i = g_rand_int_range (world->rand, 0, 60); i > 0; i--)
            change_at_random (world, engine);
          running = cairn_engine_snapshot (engine, now, &window, log_start);
          again = cairn_engine_snapshot (engine, now, &window, log_start);
          fresh = load (world);
          assert_same_snapshot (running, again);
          g_clear_pointer (&again, cairn_snapshot_unref);
          again = cairn_engine_snapshot (fresh, now, &window, log_start);
          assert_same_snapshot (running, again);
        }
    }
}

static void
test_delete_undoes_insert (void)
{
  for (guint seed = 0; seed < 60; seed++)
    {
      g_autoptr (World) world = world_new (seed);
      g_autoptr (CairnEngine) engine = NULL;
      g_autoptr (CairnSnapshot) before = NULL;
      g_autoptr (CairnSnapshot) after = NULL;
      CairnWindow window = random_window (world);
      CairnVisit extra[40];

      world_fill (world, 200);
      engine = load (world);
      before = cairn_engine_snapshot (engine, world->length, &window, G_MININT64);
      for (guint i = 0; i < G_N_ELEMENTS (extra); i++)
        {
          Stay stay = random_stay (world);

          extra[i] = visit_of (engine, &stay);
          cairn_engine_apply (engine, NULL, &extra[i]);
        }
      if (seed % 2 == 0) /* sorted in first, or taken back before that */
        after = cairn_engine_snapshot (engine, world->length, &window, G_MININT64);
      g_clear_pointer (&after, cairn_snapshot_unref);
      for (guint i = 0; i < G_N_ELEMENTS (extra); i++)
        cairn_engine_apply (engine, &extra[i], NULL);
      after = cairn_engine_snapshot (engine, world->length, &window, G_MININT64);
      assert_same_snapshot (before, after);
    }
}

/* Time passing, and turned back, needs nothing read again. */
static void
test_clock (void)
{
  for (guint seed = 0; seed < 60; seed++)
    {
      g_autoptr (World) world = world_new (seed);
      g_autoptr (CairnEngine) engine = NULL;

      world_fill (world, 300);
      engine = load (world);
      for (guint i = 0; i < 10; i++)
        {
          gint64 now = random_moment (world, world->length + 30 * CAIRN_WEEK);
          CairnWindow window = random_window (world);
          g_autoptr (CairnEngine) fresh = load (world);
          g_autoptr (CairnSnapshot) a = cairn_engine_snapshot (engine, now, &window, G_MININT64);
          g_autoptr (CairnSnapshot) b = cairn_engine_snapshot (fresh, now, &window, G_MININT64);

          assert_same_snapshot (a, b);
        }
    }
}

static void
test_weeks_add_up (void)
{
  g_autoptr (World) world = world_new (7);
  g_autoptr (CairnEngine) engine = NULL;
  gint64 now = 80 * CAIRN_WEEK;
  CairnWindow whole = { CAIRN_WINDOW_RANGE, 10 * CAIRN_WEEK, 60 * CAIRN_WEEK };
  g_autoptr (CairnSnapshot) snapshot = NULL;
  const CairnCell *cells;
  guint n_cells;

  world->length = 70 * CAIRN_WEEK;
  world_fill (world, 2000);
  engine = load (world);
  snapshot = cairn_engine_snapshot (engine, now, &whole, 0);
  cells = cairn_snapshot_get_cells (snapshot, &n_cells);
  for (guint i = 0; i < n_cells; i++)
    {
      guint arrivals = 0;
      guint departures = 0;

      for (gint64 from = whole.from; from < whole.to; from += CAIRN_WEEK)
        {
          CairnWindow week = { CAIRN_WINDOW_RANGE, from, from + CAIRN_WEEK };
          g_autoptr (CairnSnapshot) part = cairn_engine_snapshot (engine, now, &week, 0);
          const CairnCell *cell = cairn_snapshot_find (part, cells[i].segment, cells[i].stage);

          arrivals += cell->arrivals;
          departures += cell->departures;
        }
      g_assert_cmpuint (arrivals, ==, cells[i].arrivals);
      g_assert_cmpuint (departures, ==, cells[i].departures);
    }
}

static void
test_lost_days_add_up (void)
{
  for (guint seed = 0; seed < 30; seed++)
    {
      g_autoptr (World) world = world_new (seed);
      g_autoptr (CairnEngine) engine = NULL;
      g_autoptr (CairnSnapshot) snapshot = NULL;

      world->length = 60 * CAIRN_WEEK;
      world_fill (world, 500);
      engine = load (world);
      snapshot = cairn_engine_snapshot (engine, world->length, &all_time, 0);
      for (guint stage = 0; stage < 2; stage++)
        {
          const CairnCell *all = cairn_snapshot_find (snapshot, NULL, stage_names[stage]);
          double of_segments = 0;
          double of_weeks = 0;

          for (guint i = 0; i < G_N_ELEMENTS (segment_names); i++)
            {
              const CairnCell *cell
                = cairn_snapshot_find (snapshot, segment_names[i], stage_names[stage]);

              if (!isnan (cell->lost_per_week))
                of_segments += cell->lost_per_week;
            }
          for (guint i = CAIRN_TREND_WEEKS - 4; i < CAIRN_TREND_WEEKS; i++)
            of_weeks += all->lost_weeks[i];
          check_close (all->lost_per_week, of_segments);
          check_close (all->lost_per_week, of_weeks / 4);
        }
    }
}

/* All times, with the target's, seven times as long: so are all ages. */
static void
test_scaling (void)
{
  g_autoptr (CairnEngine) engine = cairn_engine_new ();
  g_autoptr (CairnEngine) slow = cairn_engine_new ();
  g_autoptr (World) world = world_new (1);
  g_autoptr (CairnSnapshot) a = NULL;
  g_autoptr (CairnSnapshot) b = NULL;
  const CairnCell *x, *y;
  guint n;

  world_fill (world, 1000);
  for (guint i = 0; i < world->stays->len; i++)
    {
      Stay stay = g_array_index (world->stays, Stay, i);
      CairnVisit visit = visit_of (engine, &stay);

      cairn_engine_apply (engine, NULL, &visit);
      stay.entered *= 7;
      if (stay.left != CAIRN_VISIT_OPEN)
        stay.left *= 7;
      visit = visit_of (slow, &stay);
      cairn_engine_apply (slow, NULL, &visit);
    }
  a = cairn_engine_snapshot (engine, world->length, &all_time, world->length / 2);
  b = cairn_engine_snapshot (slow, 7 * world->length, &all_time, 7 * (world->length / 2));
  x = cairn_snapshot_get_cells (a, &n);
  y = cairn_snapshot_get_cells (b, &n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_false (isnan (x[i].median.value));
      check_close (y[i].median.value, 7 * x[i].median.value);
      check_close (y[i].median.low, 7 * x[i].median.low);
      check_close (y[i].median.high, 7 * x[i].median.high);
      check_close (y[i].p90.value, 7 * x[i].p90.value);
      g_assert_cmpint (y[i].oldest_age, ==, 7 * x[i].oldest_age);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/engine/properties/changes-equal-fresh-load", test_changes_equal_fresh_load);
  g_test_add_func ("/engine/properties/delete-undoes-insert", test_delete_undoes_insert);
  g_test_add_func ("/engine/properties/clock", test_clock);
  g_test_add_func ("/engine/properties/weeks-add-up", test_weeks_add_up);
  g_test_add_func ("/engine/properties/lost-days-add-up", test_lost_days_add_up);
  g_test_add_func ("/engine/properties/scaling", test_scaling);
  return g_test_run ();
}
