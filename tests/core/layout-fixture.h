/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Swimlanes for the tests of their layout. */

#include "layout/cairn-layout-check.h"
#include "layout/cairn-layout.h"

#include <math.h>
#include <string.h>

/* A swimlane as a table, so that tests can change one thing and build it again. */
typedef struct
{
  char id[16];
  char title[96];
  int lane, stage; /* -1: none */
  CairnStepKind kind;
} StepSpec;

typedef struct
{
  char id[16];
  int from, to; /* steps */
  const char *label;
} FlowSpec;

typedef struct
{
  int n_lanes, n_stages;
  GArray *steps; /* of StepSpec */
  GArray *flows; /* of FlowSpec */
  gboolean vertical;
  guint lanes_folded, stages_folded; /* bit i: the one with that number is collapsed */
  guint teams;                       /* bit i: lane i is of the same team as the one before it */
} MapSpec;

typedef struct
{
  CairnDocument *document;
  CairnElement *diagram;
  CairnLayout *layout;
} Map;

typedef struct
{
  guint maps, connectors, bends, crossings;
} Tally;

static CairnElement *
new_element (CairnElement *parent, CairnKind kind, const char *id, CairnProp prop, const char *text)
{
  CairnElement *element = cairn_element_new (kind, id);

  cairn_element_set_string (element, prop, text);
  cairn_element_append (parent, element);
  cairn_element_unref (element);
  return element;
}

static MapSpec *
map_spec_new (int n_lanes, int n_stages)
{
  MapSpec *spec = g_new0 (MapSpec, 1);

  spec->n_lanes = n_lanes;
  spec->n_stages = n_stages;
  spec->steps = g_array_new (FALSE, TRUE, sizeof (StepSpec));
  spec->flows = g_array_new (FALSE, TRUE, sizeof (FlowSpec));
  return spec;
}

static void
map_spec_free (MapSpec *spec)
{
  g_array_unref (spec->steps);
  g_array_unref (spec->flows);
  g_free (spec);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (MapSpec, map_spec_free)

static StepSpec *
step_spec (const MapSpec *spec, guint i)
{
  return &g_array_index (spec->steps, StepSpec, i);
}

static int
add_step (MapSpec *spec, const char *title, int lane, int stage, CairnStepKind kind)
{
  StepSpec step = { .lane = lane, .stage = stage, .kind = kind };

  g_snprintf (step.id, sizeof step.id, "step-%u", spec->steps->len);
  g_strlcpy (step.title, title, sizeof step.title);
  g_array_append_val (spec->steps, step);
  return (int) spec->steps->len - 1;
}

static void
add_flow (MapSpec *spec, int from, int to, const char *label)
{
  FlowSpec flow = { .from = from, .to = to, .label = label };

  for (guint i = 0; i < spec->flows->len; i++)
    if (g_array_index (spec->flows, FlowSpec, i).from == from
        && g_array_index (spec->flows, FlowSpec, i).to == to)
      return;
  g_snprintf (flow.id, sizeof flow.id, "flow-%u", spec->flows->len);
  g_array_append_val (spec->flows, flow);
}

static void
build_bands (CairnElement *swimlane, CairnKind kind, const char *prefix, int n)
{
  for (int i = 0; i < n; i++)
    {
      g_autofree char *id = g_strdup_printf ("%s-%d", prefix, i);
      g_autofree char *name
        = i % 3 == 2 ? g_strdup_printf ("A rather long name of a %s, number %d", prefix, i)
                     : g_strdup_printf ("The %s %d", prefix, i);

      new_element (swimlane, kind, id, CAIRN_PROP_NAME, name);
    }
}

/* A mask has room for 32 of them; those beyond are not in it. */
static gboolean
is_in_mask (guint mask, guint i)
{
  return i < 32 && (mask >> i & 1) != 0;
}

/* What is set of a map besides its steps and flows. */
static void
shape_map (const MapSpec *spec, CairnElement *swimlane)
{
  guint lane = 0, stage = 0, team = 0;

  cairn_element_set_int (swimlane, CAIRN_PROP_ORIENTATION, spec->vertical);
  CAIRN_FOREACH_CHILD (child, swimlane, CAIRN_KIND_LANE)
    {
      g_autofree char *name = NULL;

      team += !is_in_mask (spec->teams, lane);
      name = g_strdup_printf (team % 3 == 0 ? "" : "Team of Specialists %u", team);
      cairn_element_set_string (child, CAIRN_PROP_TEAM, spec->teams != 0 ? name : "");
      cairn_element_set_int (child, CAIRN_PROP_COLLAPSED, is_in_mask (spec->lanes_folded, lane++));
    }
  CAIRN_FOREACH_CHILD (child, swimlane, CAIRN_KIND_STAGE)
    cairn_element_set_int (child, CAIRN_PROP_COLLAPSED, is_in_mask (spec->stages_folded, stage++));
}

static void
set_place (CairnElement *step, CairnProp prop, const char *prefix, int i)
{
  g_autofree char *id = i >= 0 ? g_strdup_printf ("%s-%d", prefix, i) : g_strdup ("");

  cairn_element_set_string (step, prop, id);
}

static void
map_finish (Map *map, CairnElement *root, CairnElement *diagram)
{
  g_autoptr (GError) error = NULL;

  map->document = cairn_document_new_from_root (root, NULL, &error);
  g_assert_no_error (error);
  map->diagram = diagram;
  map->layout = cairn_layout_new (map->document, diagram);
}

static Map
map_build (const MapSpec *spec)
{
  g_autoptr (CairnElement) root = cairn_element_new (CAIRN_KIND_JOURNEY, "journey-1");
  CairnElement *segment
    = new_element (root, CAIRN_KIND_SEGMENT, "segment-1", CAIRN_PROP_NAME, "Enterprise");
  CairnElement *swimlane
    = new_element (segment, CAIRN_KIND_SWIMLANE, "swimlane-1", CAIRN_PROP_NAME, "Onboarding");
  Map map;

  build_bands (swimlane, CAIRN_KIND_LANE, "lane", spec->n_lanes);
  build_bands (swimlane, CAIRN_KIND_STAGE, "stage", spec->n_stages);
  for (guint i = 0; i < spec->steps->len; i++)
    {
      const StepSpec *step = step_spec (spec, i);
      CairnElement *element
        = new_element (swimlane, CAIRN_KIND_STEP, step->id, CAIRN_PROP_TITLE, step->title);

      cairn_element_set_int (element, CAIRN_PROP_KIND, step->kind);
      set_place (element, CAIRN_PROP_LANE, "lane", step->lane);
      set_place (element, CAIRN_PROP_STAGE, "stage", step->stage);
    }
  for (guint i = 0; i < spec->flows->len; i++)
    {
      const FlowSpec *flow = &g_array_index (spec->flows, FlowSpec, i);
      CairnElement *element = new_element (swimlane, CAIRN_KIND_FLOW, flow->id, CAIRN_PROP_LABEL,
                                           flow->label != NULL ? flow->label : "");

      cairn_element_set_string (element, CAIRN_PROP_FROM, step_spec (spec, flow->from)->id);
      cairn_element_set_string (element, CAIRN_PROP_TO, step_spec (spec, flow->to)->id);
    }
  shape_map (spec, swimlane);
  map_finish (&map, root, swimlane);
  return map;
}

static void
map_clear (Map *map)
{
  g_clear_pointer (&map->layout, cairn_layout_unref);
  g_clear_object (&map->document);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Map, map_clear)

static const CairnBox *
box_of (const Map *map, const char *id, CairnBoxRole role)
{
  const CairnBox *box
    = cairn_layout_find (map->layout, cairn_document_lookup (map->document, id), role);

  g_assert_nonnull (box);
  return box;
}

static const CairnRoute *
route_of (const Map *map, const char *id)
{
  const CairnRoute *route
    = cairn_layout_find_route (map->layout, cairn_document_lookup (map->document, id));

  g_assert_nonnull (route);
  return route;
}

static void
assert_clean (const Map *map, const char *what, guint number, Tally *tally)
{
  CairnLayoutCheck check;

  cairn_layout_check (map->layout, &check);
  if (!cairn_layout_check_is_clean (&check))
    g_error ("%s %u: %s", what, number, check.fault);
  if (tally != NULL)
    {
      tally->maps++;
      tally->connectors += check.connectors;
      tally->bends += check.bends;
      tally->crossings += check.crossings;
    }
  cairn_layout_check_clear (&check);
}

static void
print_tally (const char *what, const Tally *tally)
{
  g_test_message ("%s: %u maps, %u connectors, %.3f bends and %.3f crossings a connector", what,
                  tally->maps, tally->connectors, (double) tally->bends / tally->connectors,
                  (double) tally->crossings / tally->connectors);
}

/* --- Maps --- */

/* The picture in the design: five lanes, five stages. */
static MapSpec *
design_map (void)
{
  static const struct
  {
    const char *title;
    int lane, stage;
  } steps[] = {
    { "Contract signed", 0, 0 },
    { "Handoff meeting", 1, 0 },
    { "Welcome email", 2, 1 },
    { "Kick-off call", 2, 1 },
    { "Implementation plan", 3, 2 },
    { "Grant access & sample data", 0, 2 },
    { "Data migration workshop", 3, 2 },
    { "Weekly check-in", 2, 2 },
    { "Admin training", 2, 3 },
    { "Support portal intro", 4, 3 },
    { "Executive business review", 2, 4 },
    { "First value reached", 0, 4 },
  };
  static const int flows[][2] = { { 0, 1 }, { 1, 2 }, { 2, 3 }, { 3, 4 },  { 4, 5 },  { 5, 6 },
                                  { 6, 7 }, { 7, 8 }, { 8, 9 }, { 8, 10 }, { 10, 11 } };
  MapSpec *spec = map_spec_new (5, 5);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    add_step (spec, steps[i].title, steps[i].lane, steps[i].stage, CAIRN_STEP_TOUCHPOINT);
  for (guint i = 0; i < G_N_ELEMENTS (flows); i++)
    add_flow (spec, flows[i][0], flows[i][1], i == 1 ? "1.2 d" : NULL);
  return spec;
}

/* Decisions, loops back, two-way traffic, a start, an end and a note. */
static G_GNUC_UNUSED MapSpec *
support_map (void)
{
  MapSpec *spec = map_spec_new (3, 3);
  int start = add_step (spec, "Trouble noticed", 0, 0, CAIRN_STEP_START);
  int ticket = add_step (spec, "Write ticket", 0, 0, CAIRN_STEP_TOUCHPOINT);
  int triage = add_step (spec, "Triage ticket", 1, 0, CAIRN_STEP_TASK);
  int known = add_step (spec, "Known problem?", 1, 1, CAIRN_STEP_DECISION);
  int article = add_step (spec, "Send article", 1, 1, CAIRN_STEP_TOUCHPOINT);
  int reproduce = add_step (spec, "Reproduce", 2, 1, CAIRN_STEP_TASK);
  int wait = add_step (spec, "Wait for details", 0, 1, CAIRN_STEP_WAIT);
  int fix = add_step (spec, "Fix and test", 2, 2, CAIRN_STEP_TASK);
  int confirm = add_step (spec, "Confirm with the customer", 1, 2, CAIRN_STEP_TOUCHPOINT);
  int solved = add_step (spec, "Solved?", 0, 2, CAIRN_STEP_DECISION);
  int end = add_step (spec, "Closed", 0, 2, CAIRN_STEP_END);

  add_step (spec, "Ask for the version first, always", 1, 2, CAIRN_STEP_NOTE);
  add_flow (spec, start, ticket, NULL);
  add_flow (spec, ticket, triage, NULL);
  add_flow (spec, triage, ticket, "unclear");
  add_flow (spec, triage, known, NULL);
  add_flow (spec, known, article, "yes");
  add_flow (spec, known, reproduce, "no");
  add_flow (spec, reproduce, wait, "details missing");
  add_flow (spec, wait, reproduce, NULL);
  add_flow (spec, reproduce, fix, NULL);
  add_flow (spec, article, confirm, NULL);
  add_flow (spec, fix, confirm, NULL);
  add_flow (spec, confirm, fix, "not fixed");
  add_flow (spec, confirm, solved, NULL);
  add_flow (spec, solved, end, "yes");
  add_flow (spec, solved, triage, "no");
  return spec;
}

static const char *
random_words (GRand *rand, char *buffer, gsize size)
{
  static const char *const words[] = { "Review",
                                       "the",
                                       "contract",
                                       "Kick-off",
                                       "call",
                                       "Import",
                                       "Daten",
                                       "schulen",
                                       "Donaudampfschiffahrtsgesellschaft",
                                       "value",
                                       "résumé",
                                       "report",
                                       "escalation (urgent)",
                                       "with sponsor",
                                       "顧客に電話する",
                                       "Привет",
                                       "→",
                                       "Q3/Q4" };
  int n = g_rand_int_range (rand, 0, 12) == 0 ? g_rand_int_range (rand, 6, 14)
                                              : g_rand_int_range (rand, 1, 4);

  buffer[0] = '\0';
  for (int i = 0; i < n; i++)
    {
      const char *word = words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))];

      if (strlen (buffer) + strlen (word) + 2 > size)
        break;
      if (i > 0)
        g_strlcat (buffer, " ", size);
      g_strlcat (buffer, word, size);
    }
  return buffer;
}

/* @near: most flows lead a few steps on, as in maps that people draw. */
static MapSpec *
random_map (
  guint32 seed, int n_steps, int n_lanes, int n_stages, double flows_a_step, gboolean near)
{
  static const char *const labels[] = { "yes", "no", "after three reminders without an answer" };
  GRand *rand = g_rand_new_with_seed (seed);
  MapSpec *spec = map_spec_new (n_lanes, n_stages);
  char title[96];

  for (int i = 0; i < n_steps; i++)
    {
      int kind = g_rand_int_range (rand, 0, 14);
      int lane
        = g_rand_int_range (rand, g_rand_int_range (rand, 0, 8) == 0 ? -1 : 0, MAX (n_lanes, 1));
      int stage = near ? i * n_stages / n_steps
                       : g_rand_int_range (rand, g_rand_int_range (rand, 0, 8) == 0 ? -1 : 0,
                                           MAX (n_stages, 1));

      add_step (spec, random_words (rand, title, sizeof title), n_lanes > 0 ? lane : -1,
                n_stages > 0 ? stage : -1,
                kind > CAIRN_STEP_NOTE ? CAIRN_STEP_TOUCHPOINT : (CairnStepKind) kind);
    }
  for (int i = 0; i < (int) (n_steps * flows_a_step); i++)
    {
      int from = g_rand_int_range (rand, 0, n_steps);
      int to = near && g_rand_int_range (rand, 0, 10) > 0 ? from + g_rand_int_range (rand, 1, 6)
                                                          : g_rand_int_range (rand, 0, n_steps);
      int label = g_rand_int_range (rand, 0, 15);

      if (to >= n_steps || to == from)
        continue;
      add_flow (spec, from, to, label < 3 ? labels[label] : NULL);
      if (g_rand_int_range (rand, 0, 12) == 0)
        add_flow (spec, to, from, NULL);
    }
  g_rand_free (rand);
  return spec;
}

static G_GNUC_UNUSED void
assert_drop (
  const Map *map, double x, double y, const char *lane, const char *stage, const char *before)
{
  CairnDrop drop;

  g_assert_true (cairn_layout_get_drop (map->layout, x, y, &drop));
  g_assert_true (drop.lane == cairn_document_lookup (map->document, lane));
  g_assert_true (drop.stage == cairn_document_lookup (map->document, stage));
  g_assert_true (drop.before == cairn_document_lookup (map->document, before));
  g_assert_true (drop.mark.width > 0 && drop.mark.height > 0);
}
