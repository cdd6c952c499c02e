/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "layout/cairn-layout.h"

/* Swimlanes as people draw them, by chance: work goes on step by step, mostly in its lane or the
 * next one, decisions branch with labels, branches join again, some lead back. A table first, so
 * that one thing can be changed and the map built again. */

typedef struct
{
  guint lane, stage;
  CairnStepKind kind;
  char title[64];
} RealisticStep;

typedef struct
{
  guint from, to;
  const char *label; /* static; "" for none */
} RealisticFlow;

typedef struct
{
  guint n_lanes, n_stages;
  GArray *steps; /* of RealisticStep */
  GArray *flows; /* of RealisticFlow */
} RealisticMap;

/* Where work goes on: after that step, with that label. */
typedef struct
{
  guint step;
  const char *label;
} RealisticEnd;

static inline RealisticStep *
realistic_map_step (const RealisticMap *self, guint i)
{
  return &g_array_index (self->steps, RealisticStep, i);
}

static inline void
realistic_map_free (RealisticMap *self)
{
  g_array_unref (self->steps);
  g_array_unref (self->flows);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RealisticMap, realistic_map_free)

static inline void
realistic_map_connect (RealisticMap *self, guint from, guint to, const char *label)
{
  RealisticFlow flow = { from, to, label };

  for (guint i = 0; i < self->flows->len; i++)
    {
      const RealisticFlow *other = &g_array_index (self->flows, RealisticFlow, i);

      if (other->from == from && other->to == to)
        return;
    }
  if (from != to)
    g_array_append_val (self->flows, flow);
}

static inline guint
realistic_lane (GRand *rand, guint n_lanes, guint before)
{
  guint chance = (guint) g_rand_int_range (rand, 0, 100);

  if (chance < 40)
    return before;
  if (chance < 70)
    return MIN (n_lanes - 1, chance % 2 == 0 || before == 0 ? before + 1 : before - 1);
  return (guint) g_rand_int_range (rand, 0, (int) n_lanes);
}

static inline guint
realistic_map_add_step (RealisticMap *self, GRand *rand, guint lane, guint stage)
{
  static const char *const titles[]
    = { "Kick-off call",  "Grant access and sample data", "Data migration workshop",
        "Check contract", "Executive business review",    "Admin training",
        "Send offer",     "Wait for the signature",       "Agree on success criteria and dates" };
  RealisticStep step = { .lane = lane, .stage = stage };
  int chance = g_rand_int_range (rand, 0, 100);

  step.kind = chance < 14   ? CAIRN_STEP_DECISION
              : chance < 45 ? CAIRN_STEP_TASK
              : chance < 50 ? CAIRN_STEP_WAIT
                            : CAIRN_STEP_TOUCHPOINT;
  g_snprintf (step.title, sizeof step.title, "%s%s",
              titles[g_rand_int_range (rand, 0, G_N_ELEMENTS (titles))],
              step.kind == CAIRN_STEP_DECISION ? "?" : "");
  g_array_append_val (self->steps, step);
  return self->steps->len - 1;
}

/* What leads on from step @i, and now and then back. */
static inline void
realistic_map_branch (RealisticMap *self, GRand *rand, guint i, GArray *ends)
{
  static const char *const labels[][2]
    = { { "yes", "no" }, { "agreed", "needs another look" }, { "fits", "too large" } };
  int pair = g_rand_int_range (rand, 0, G_N_ELEMENTS (labels));
  RealisticEnd on = { i, "" }, other = { i, "" };
  gboolean decision = realistic_map_step (self, i)->kind == CAIRN_STEP_DECISION;

  if (decision)
    {
      on.label = labels[pair][0];
      other.label = labels[pair][1];
    }
  g_array_append_val (ends, on);
  if (decision && g_rand_int_range (rand, 0, 100) < 35 && i > 2)
    realistic_map_connect (self, i, i - (guint) g_rand_int_range (rand, 1, (int) MIN (i, 8)),
                           other.label);
  else if (decision || g_rand_int_range (rand, 0, 100) < 7)
    g_array_append_val (ends, other);
  else if (g_rand_int_range (rand, 0, 100) < 3 && i > 0)
    realistic_map_connect (self, i, i - 1, "");
}

static inline RealisticEnd
realistic_take (GArray *ends, GRand *rand)
{
  guint n = ends->len;
  guint k = g_rand_int_range (rand, 0, 3) > 0 ? n - 1 : (guint) g_rand_int_range (rand, 0, (int) n);
  RealisticEnd end = g_array_index (ends, RealisticEnd, k);

  g_array_remove_index (ends, k);
  return end;
}

static inline RealisticMap *
realistic_map_new (guint32 seed, guint n_steps)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GArray) ends = g_array_new (FALSE, FALSE, sizeof (RealisticEnd));
  RealisticMap *self = g_new0 (RealisticMap, 1);
  guint first;

  self->n_lanes = (guint) g_rand_int_range (rand, 2, 9);
  self->n_stages = 1 + n_steps / (guint) g_rand_int_range (rand, 4, 16);
  self->steps = g_array_new (FALSE, TRUE, sizeof (RealisticStep));
  self->flows = g_array_new (FALSE, TRUE, sizeof (RealisticFlow));
  first = realistic_map_add_step (self, rand, 0, 0);
  realistic_map_step (self, first)->kind = CAIRN_STEP_START;
  g_array_append_val (ends, ((RealisticEnd){ first, "" }));
  for (guint i = 1; i < n_steps; i++)
    {
      RealisticEnd end = realistic_take (ends, rand);
      guint lane = realistic_lane (rand, self->n_lanes, realistic_map_step (self, end.step)->lane);
      guint step = realistic_map_add_step (self, rand, lane, i * self->n_stages / n_steps);

      realistic_map_connect (self, end.step, step, end.label);
      while (ends->len > 0 && g_rand_int_range (rand, 0, 100) < 10 + 10 * (int) ends->len)
        {
          end = realistic_take (ends, rand);
          realistic_map_connect (self, end.step, step, end.label);
        }
      realistic_map_branch (self, rand, step, ends);
    }
  return self;
}

/* A map to try patience: @tangle in a hundred steps also lead to any of the twelve behind them, and
 * every eighth of those anywhere. */
static inline void
realistic_map_tangle (RealisticMap *self, guint32 seed, guint tangle)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  int n = (int) self->steps->len;

  for (int i = 0; i < n; i++)
    {
      int to = i + g_rand_int_range (rand, 2, 13);

      if (g_rand_int_range (rand, 0, 8) == 0)
        to = g_rand_int_range (rand, 0, n);
      if ((guint) g_rand_int_range (rand, 0, 100) < tangle && to < n)
        realistic_map_connect (self, (guint) i, (guint) to, "");
    }
}

static inline CairnElement *
realistic_element (CairnElement *parent, CairnKind kind, const char *prefix, guint i)
{
  g_autofree char *id = g_strdup_printf ("%s-%u", prefix, i);
  CairnElement *element = cairn_element_new (kind, id);

  cairn_element_append (parent, element);
  cairn_element_unref (element);
  return element;
}

static inline void
realistic_set_reference (CairnElement *element, CairnProp prop, const char *prefix, guint i)
{
  g_autofree char *id = g_strdup_printf ("%s-%u", prefix, i);

  cairn_element_set_string (element, prop, id);
}

/* @swimlane (out) stays with the document. */
static inline CairnDocument *
realistic_map_build (const RealisticMap *self, CairnElement **swimlane)
{
  g_autoptr (CairnElement) root = cairn_element_new (CAIRN_KIND_JOURNEY, "journey-0");
  CairnElement *segment = realistic_element (root, CAIRN_KIND_SEGMENT, "segment", 0);
  CairnElement *map = realistic_element (segment, CAIRN_KIND_SWIMLANE, "swimlane", 0);

  for (guint i = 0; i < self->n_lanes; i++)
    realistic_set_reference (realistic_element (map, CAIRN_KIND_LANE, "lane", i), CAIRN_PROP_NAME,
                             "Lane", i);
  for (guint i = 0; i < self->n_stages; i++)
    realistic_set_reference (realistic_element (map, CAIRN_KIND_STAGE, "stage", i), CAIRN_PROP_NAME,
                             "Stage", i);
  for (guint i = 0; i < self->steps->len; i++)
    {
      const RealisticStep *step = realistic_map_step (self, i);
      CairnElement *element = realistic_element (map, CAIRN_KIND_STEP, "step", i);

      cairn_element_set_string (element, CAIRN_PROP_TITLE, step->title);
      cairn_element_set_int (element, CAIRN_PROP_KIND, step->kind);
      realistic_set_reference (element, CAIRN_PROP_LANE, "lane", step->lane);
      realistic_set_reference (element, CAIRN_PROP_STAGE, "stage", step->stage);
    }
  for (guint i = 0; i < self->flows->len; i++)
    {
      const RealisticFlow *flow = &g_array_index (self->flows, RealisticFlow, i);
      CairnElement *element = realistic_element (map, CAIRN_KIND_FLOW, "flow", i);

      realistic_set_reference (element, CAIRN_PROP_FROM, "step", flow->from);
      realistic_set_reference (element, CAIRN_PROP_TO, "step", flow->to);
      cairn_element_set_string (element, CAIRN_PROP_LABEL, flow->label);
    }
  *swimlane = map;
  return cairn_document_new_from_root (root, NULL, NULL);
}
