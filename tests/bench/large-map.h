/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-document.h"

/* Swimlanes of thousands of steps, with 1.3 times as many flows. Loose ones are drawn by chance:
 * twelve threads of work side by side wander through the lanes, with jumps of up to 20 steps either
 * way. Dense ones are as small as their steps allow: each lane has its thread, and jumps lead to
 * lanes nearby. */
typedef struct
{
  guint n_steps, n_lanes, steps_a_stage;
  gboolean dense;
} LargeMap;

static inline void
large_map_append (CairnElement *parent, CairnElement *child)
{
  cairn_element_append (parent, child);
  cairn_element_unref (child);
}

static inline CairnElement *
large_map_band (CairnKind kind, guint i)
{
  g_autofree char *id = g_strdup_printf ("%s-%u", cairn_schema_kind (kind)->prefix, i + 1);
  g_autofree char *name = g_strdup_printf ("%s %u", cairn_schema_kind (kind)->label, i + 1);
  CairnElement *element = cairn_element_new (kind, id);

  cairn_element_set_string (element, CAIRN_PROP_NAME, name);
  return element;
}

static inline CairnElement *
large_map_step (const LargeMap *self, GRand *rand, guint i)
{
  static const char *const titles[]
    = { "Kick-off call",   "Grant access and sample data", "Data migration workshop",
        "Weekly check-in", "Executive business review",    "Admin training" };
  g_autofree char *id = g_strdup_printf ("step-%u", i + 1);
  guint by_chance = self->dense ? 0 : (guint) g_rand_int_range (rand, 0, (int) self->n_lanes);
  guint in_lane = self->dense ? i % self->n_lanes : by_chance;
  g_autofree char *lane = g_strdup_printf ("lane-%u", in_lane + 1);
  g_autofree char *stage = g_strdup_printf ("stage-%u", i / self->steps_a_stage + 1);
  g_autofree char *title = g_strdup_printf ("%s %u", titles[i % G_N_ELEMENTS (titles)], i + 1);
  CairnElement *element = cairn_element_new (CAIRN_KIND_STEP, id);

  cairn_element_set_string (element, CAIRN_PROP_TITLE, title);
  cairn_element_set_string (element, CAIRN_PROP_LANE, lane);
  cairn_element_set_string (element, CAIRN_PROP_STAGE, stage);
  cairn_element_set_int (element, CAIRN_PROP_CHANNEL, (int) (i % 10));
  return element;
}

static inline CairnElement *
large_map_flow (guint i, guint from, guint to)
{
  g_autofree char *id = g_strdup_printf ("flow-%u", i + 1);
  g_autofree char *a = g_strdup_printf ("step-%u", from + 1);
  g_autofree char *b = g_strdup_printf ("step-%u", to + 1);
  CairnElement *element = cairn_element_new (CAIRN_KIND_FLOW, id);

  cairn_element_set_string (element, CAIRN_PROP_FROM, a);
  cairn_element_set_string (element, CAIRN_PROP_TO, b);
  return element;
}

/* Where a jump from step @from leads; a negative number, or one too large: nowhere. */
static inline int
large_map_jump (const LargeMap *self, GRand *rand, guint from)
{
  int by = g_rand_int_range (rand, 2, 20);
  gboolean back = g_rand_int_range (rand, 0, 4) == 0;

  if (self->dense)
    by += (int) self->n_lanes - 10;
  return (int) from + (back ? -by : by);
}

/* A journey with one such swimlane. */
static inline CairnDocument *
large_map_new (const LargeMap *self)
{
  guint n = self->n_steps, n_threads = self->dense ? self->n_lanes : 12;
  g_autoptr (GRand) rand = g_rand_new_with_seed (n);
  g_autoptr (CairnElement) root = cairn_element_new (CAIRN_KIND_JOURNEY, "journey-1");
  CairnElement *segment = cairn_element_new (CAIRN_KIND_SEGMENT, "segment-1");
  CairnElement *map = cairn_element_new (CAIRN_KIND_SWIMLANE, "swimlane-1");

  for (guint i = 0; i < self->n_lanes; i++)
    large_map_append (map, large_map_band (CAIRN_KIND_LANE, i));
  for (guint i = 0; i <= (n - 1) / self->steps_a_stage; i++)
    large_map_append (map, large_map_band (CAIRN_KIND_STAGE, i));
  for (guint i = 0; i < n; i++)
    large_map_append (map, large_map_step (self, rand, i));
  for (guint i = 0; i + n_threads < n; i++)
    large_map_append (map, large_map_flow (i, i, i + n_threads));
  for (guint i = 0; i < n * 3 / 10; i++)
    {
      guint from = (guint) g_rand_int_range (rand, 0, (int) n);
      int to = large_map_jump (self, rand, from);

      if (to >= 0 && to < (int) n)
        large_map_append (map, large_map_flow (n + i, from, (guint) to));
    }
  large_map_append (segment, map);
  large_map_append (root, segment);
  return cairn_document_new_from_root (root, NULL, NULL);
}

static inline CairnElement *
large_map_get_swimlane (CairnDocument *document)
{
  return cairn_element_first (
    cairn_element_first (cairn_document_get_root (document), CAIRN_KIND_SEGMENT),
    CAIRN_KIND_SWIMLANE);
}
