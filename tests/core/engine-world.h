/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/cairn-duration.h"
#include "timing/cairn-engine.h"

#include <math.h>

/* Random worlds: stays of a few customers in a few cells, and the engine that has loaded them. */

static const char *const stage_names[] = { "Adoption", "Kick-off", "Renewal" };
static const char *const segment_names[] = { "", "Enterprise", "SMB" };
static const char *const customer_names[]
  = { "Ada", "Bo", "Chi", "Dana", "Eli", "Fay", "Gus", "Hal", "Ida", "Jo" };

typedef struct
{
  guint stage, segment, customer;
  gint64 entered, left;
} Stay;

typedef struct
{
  GArray *stays; /* Stay */
  GRand *rand;
  gint64 unit;     /* windows and most moments are multiples: days make many ties */
  gboolean jitter; /* and some are a second off */
  gint64 length;
} World;

static inline World *
world_new (guint seed)
{
  World *world = g_new0 (World, 1);

  world->stays = g_array_new (FALSE, FALSE, sizeof (Stay));
  world->rand = g_rand_new_with_seed (seed);
  world->unit = seed % 3 == 2 ? 1 : CAIRN_DAY;
  world->jitter = seed % 3 == 1;
  world->length = CAIRN_WEEK * g_rand_int_range (world->rand, 1, 70);
  return world;
}

static inline void
world_free (World *world)
{
  g_array_unref (world->stays);
  g_rand_free (world->rand);
  g_free (world);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

static inline gint64
random_moment (World *world, gint64 below)
{
  return (gint64) (g_rand_double (world->rand) * below) / world->unit * world->unit;
}

static inline gint64
random_jitter (World *world)
{
  return world->jitter ? g_rand_int_range (world->rand, -1, 2) : 0;
}

static inline Stay
random_stay (World *world)
{
  Stay stay = {
    .stage = g_rand_int_range (world->rand, 0, G_N_ELEMENTS (stage_names)),
    .segment = g_rand_int_range (world->rand, 0, G_N_ELEMENTS (segment_names)),
    .customer = g_rand_int_range (world->rand, 0, G_N_ELEMENTS (customer_names)),
    .entered = random_moment (world, world->length) + random_jitter (world),
    .left = CAIRN_VISIT_OPEN,
  };

  if (g_rand_int_range (world->rand, 0, 4) > 0)
    stay.left = stay.entered
                + random_moment (world, g_rand_boolean (world->rand) ? 5 * CAIRN_WEEK : CAIRN_DAY);
  return stay;
}

static inline void
world_fill (World *world, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      Stay stay = random_stay (world);

      g_array_append_val (world->stays, stay);
    }
}

static inline CairnVisit
visit_of (CairnEngine *engine, const Stay *stay)
{
  return (CairnVisit){
    .entered = stay->entered,
    .left = stay->left,
    .customer = cairn_engine_add_customer (engine, customer_names[stay->customer]),
    .cell = cairn_engine_add_cell (engine, segment_names[stay->segment], stage_names[stay->stage]),
  };
}

static inline void
set_targets (CairnEngine *engine)
{
  cairn_engine_set_target (engine, NULL, "Adoption", 14 * CAIRN_DAY, 30 * CAIRN_DAY);
  cairn_engine_set_target (engine, "SMB", "Adoption", 7 * CAIRN_DAY, 0);
  cairn_engine_set_target (engine, "Enterprise", "Kick-off", 2 * CAIRN_DAY, 4 * CAIRN_DAY);
}

static inline CairnEngine *
load (const World *world)
{
  CairnEngine *engine = cairn_engine_new ();
  g_autofree CairnVisit *visits = g_new (CairnVisit, world->stays->len + 1);

  set_targets (engine);
  for (guint i = 0; i < world->stays->len; i++)
    visits[i] = visit_of (engine, &g_array_index (world->stays, Stay, i));
  cairn_engine_load (engine, visits, world->stays->len);
  return engine;
}

static inline CairnWindow
random_window (World *world)
{
  CairnWindow window = { g_rand_int_range (world->rand, 0, 4), 0, 0 };

  if (window.kind == CAIRN_WINDOW_RANGE)
    {
      window.from = random_moment (world, world->length);
      window.to = window.from + 1 + random_moment (world, world->length);
    }
  return window;
}

static inline void
check_close (double got, double expected)
{
  if (isnan (expected))
    g_assert_true (isnan (got));
  else
    g_assert_cmpfloat_with_epsilon (got, expected, 1e-9 * MAX (1, fabs (expected)));
}
