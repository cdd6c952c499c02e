/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every command, in any order: undo all gives back the same bytes, redo all the other ones. */

#include "command/cairn-bridge-commands.h"
#include "command/cairn-ctq-commands.h"
#include "command/cairn-element-commands.h"
#include "command/cairn-find.h"
#include "command/cairn-follow.h"
#include "command/cairn-fill-commands.h"
#include "command/cairn-grid-commands.h"
#include "command/cairn-journey-commands.h"
#include "command/cairn-link-commands.h"
#include "command/cairn-note-commands.h"
#include "command/cairn-paste-commands.h"
#include "command/cairn-mark-commands.h"
#include "command/cairn-path-commands.h"
#include "command/cairn-plan-commands.h"
#include "command/cairn-playbook-commands.h"
#include "command/cairn-shape-commands.h"
#include "command/cairn-sipoc-commands.h"
#include "command/cairn-snapshot-commands.h"
#include "command/cairn-step-commands.h"
#include "command/cairn-variant-commands.h"
#include "insight/cairn-place-compare.h"
#include "insight/cairn-variant.h"
#include "io/cairn-journey-snapshot.h"
#include "command/cairn-style-commands.h"
#include "command/cairn-table-commands.h"
#include "io/cairn-journey.h"
#include "model/cairn-base.h"
#include "model/cairn-rules.h"

#include "random-source.h"

#include <string.h>

#define N_COMMANDS 10000
#define N_SEEDS 50
#define N_FOLLOWED 300
/* The random journey is kept about this large, or deleting would cost more than all the rest. */
#define MAX_STEPS 40

typedef struct
{
  GRand *rand;
  CairnDocument *document;
  CairnSelection *selection;
  CairnHistory *history;
  CairnElement *within; /* what the commands are done to; NULL: the whole journey */
} Rig;

static void
rig_init (Rig *rig, guint32 seed)
{
  CairnElement *segment;

  rig->within = NULL;
  rig->rand = g_rand_new_with_seed (seed);
  rig->document = cairn_document_new ();
  rig->selection = cairn_selection_new ();
  rig->history = cairn_history_new (rig->document, rig->selection);
  cairn_follow_install (rig->history);
  segment = cairn_command_add_segment (rig->history, "Enterprise");
  cairn_command_add_diagram (rig->history, segment, CAIRN_KIND_SWIMLANE, "Onboarding");
  cairn_command_add_diagram (rig->history, segment, CAIRN_KIND_SIPOC, "Onboarding SIPOC");
}

static void
rig_clear (Rig *rig)
{
  g_rand_free (rig->rand);
  g_object_unref (rig->history);
  g_object_unref (rig->selection);
  g_object_unref (rig->document);
}

static GBytes *
bytes_of (Rig *rig)
{
  return cairn_journey_write_bytes (rig->document);
}

static int
below (Rig *rig, int n)
{
  return g_rand_int_range (rig->rand, 0, n);
}

static void
collect (CairnElement *element, CairnKind kind, GPtrArray *found)
{
  if (cairn_element_get_kind (element) == kind)
    g_ptr_array_add (found, element);
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    collect (cairn_element_get_child (element, i), kind, found);
}

static GPtrArray *
all (Rig *rig, CairnKind kind)
{
  GPtrArray *found = g_ptr_array_new ();
  gboolean everywhere
    = rig->within == NULL || kind == CAIRN_KIND_PLAYBOOK || kind == CAIRN_KIND_TASK;

  collect (everywhere ? cairn_document_get_root (rig->document) : rig->within, kind, found);
  return found;
}

/* Any element of @kind, or NULL if there is none. */
static CairnElement *
any (Rig *rig, CairnKind kind)
{
  g_autoptr (GPtrArray) found = all (rig, kind);

  return found->len > 0 ? g_ptr_array_index (found, below (rig, (int) found->len)) : NULL;
}

/* Any of the same kind within @parent, or, one time in four, NULL. */
static CairnElement *
any_within (Rig *rig, CairnElement *parent, CairnKind kind)
{
  guint n = parent != NULL ? cairn_element_count (parent, kind) : 0;

  return n > 0 && below (rig, 4) != 0
           ? cairn_element_nth (parent, kind, (guint) below (rig, (int) n))
           : NULL;
}

static char *
words (Rig *rig)
{
  static const char *const some[]
    = { "Welcome call", "", "Größe & <Maß>", "日本語", "a\nb", " x ", "🪨" };

  return g_strdup (some[below (rig, G_N_ELEMENTS (some))]);
}

static void
do_replace (Rig *rig)
{
  static const char *const needles[] = { "call", "e", "größe", "x", "new" };
  const char *needle = needles[below (rig, G_N_ELEMENTS (needles))];
  g_autofree char *with = words (rig);

  /* Words that grow at every turn would be all there is. */
  if (strlen (with) > strlen (needle) + 6 || below (rig, 8) != 0)
    return;
  if (below (rig, 2))
    {
      g_autoptr (GArray) findings = cairn_find (rig->document, needle, CAIRN_MATCH_DEFAULT);

      if (findings->len > 0)
        cairn_command_replace (
          rig->history,
          &g_array_index (findings, CairnFinding, (guint) below (rig, (int) findings->len)), with);
    }
  else
    cairn_command_replace_all (rig->history, needle, with, CAIRN_MATCH_WORDS);
}

#include "command-drags.h"

static void
do_rename (Rig *rig)
{
  static const CairnKind kinds[]
    = { CAIRN_KIND_STEP, CAIRN_KIND_LANE,    CAIRN_KIND_STAGE,    CAIRN_KIND_ITEM,
        CAIRN_KIND_FLOW, CAIRN_KIND_SEGMENT, CAIRN_KIND_PLAYBOOK, CAIRN_KIND_DRIVER };
  CairnElement *element = any (rig, kinds[below (rig, G_N_ELEMENTS (kinds))]);
  g_autofree char *text = words (rig);

  if (element != NULL)
    cairn_command_rename (rig->history, element, text);
  do_replace (rig);
}

/* Sets any property that is no reference of @element to any value it may have. */
static void
set_any (Rig *rig, CairnElement *element)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  const CairnKindSpec *kind;
  const CairnPropSpec *spec;
  g_auto (CairnValue) value = { 0 };
  g_autofree char *text = words (rig);

  if (element == NULL)
    return;
  kind = cairn_schema_kind (cairn_element_get_kind (element));
  spec = &kind->props[below (rig, (int) kind->n_props)];
  if (spec->type == CAIRN_TYPE_REF || (spec->prop == CAIRN_PROP_COLUMN))
    return;
  value = cairn_value_initial (spec);
  if (spec->type == CAIRN_TYPE_STRING || spec->type == CAIRN_TYPE_TEXT)
    {
      cairn_value_clear (&value);
      value = cairn_value_from_string (spec->type, g_strdelimit (text, "\n", ' '));
    }
  else if (spec->type == CAIRN_TYPE_NUMBER)
    value.number = g_rand_double_range (rig->rand, -1e6, 1e6);
  else if (spec->type == CAIRN_TYPE_ENUM)
    value.integer = below (rig, (int) g_strv_length ((char **) spec->words));
  else
    value.integer = below (rig, spec->type == CAIRN_TYPE_BOOL ? 2 : 1000);
  g_ptr_array_add (elements, element);
  cairn_command_set (rig->history, elements, spec->prop, &value, below (rig, 2));
}

static void
do_set (Rig *rig)
{
  set_any (rig, any (rig, (CairnKind) below (rig, CAIRN_KIND_SNAPSHOT)));
}

static void
do_set_in (Rig *rig)
{
  static const CairnKind kinds[]
    = { CAIRN_KIND_STEP, CAIRN_KIND_LANE,  CAIRN_KIND_STAGE,    CAIRN_KIND_FLOW,
        CAIRN_KIND_ITEM, CAIRN_KIND_SIPOC, CAIRN_KIND_SWIMLANE, CAIRN_KIND_REQUIREMENT };

  set_any (rig, any (rig, kinds[below (rig, G_N_ELEMENTS (kinds))]));
}

static void
do_delete (Rig *rig)
{
  static const CairnKind kinds[]
    = { CAIRN_KIND_STEP,  CAIRN_KIND_STEP,        CAIRN_KIND_FLOW,     CAIRN_KIND_LANE,
        CAIRN_KIND_STAGE, CAIRN_KIND_ITEM,        CAIRN_KIND_PLAYBOOK, CAIRN_KIND_TASK,
        CAIRN_KIND_LINK,  CAIRN_KIND_REQUIREMENT, CAIRN_KIND_PATH,     CAIRN_KIND_NEED,
        CAIRN_KIND_DRIVER };
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  for (int n = below (rig, 3); n >= 0; n--)
    {
      CairnElement *element = any (rig, kinds[below (rig, G_N_ELEMENTS (kinds))]);

      if (element != NULL && !g_ptr_array_find (elements, element, NULL))
        g_ptr_array_add (elements, element);
    }
  if (elements->len > 0)
    cairn_command_delete (rig->history, elements);
}

static void
do_delete_diagram (Rig *rig)
{
  CairnElement *diagram = any (rig, below (rig, 2) ? CAIRN_KIND_SWIMLANE : CAIRN_KIND_SIPOC);
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  if (diagram == NULL || below (rig, 20) != 0)
    return;
  g_ptr_array_add (elements, diagram);
  cairn_command_delete (rig->history, elements);
}

static void
do_duplicate (Rig *rig)
{
  g_autoptr (GPtrArray) steps = all (rig, below (rig, 2) ? CAIRN_KIND_STEP : CAIRN_KIND_ITEM);

  if (steps->len > 3)
    g_ptr_array_set_size (steps, 3);
  cairn_command_duplicate (rig->history, steps);
}

/* Copies some steps or items and puts them into any diagram, or cuts them. */
static void
do_paste (Rig *rig)
{
  CairnKind kind = below (rig, 2) ? CAIRN_KIND_SWIMLANE : CAIRN_KIND_SIPOC;
  CairnElement *from = any (rig, kind);
  CairnElement *to = any (rig, kind);
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  g_autoptr (CairnDocument) fragment = NULL;
  if (from == NULL || to == NULL || cairn_element_get_n_children (to) > MAX_STEPS)
    return;
  for (guint i = 0; i < cairn_element_get_n_children (from); i++)
    if (below (rig, 6) == 0)
      g_ptr_array_add (elements, cairn_element_get_child (from, i));
  fragment = cairn_fragment_new (rig->document, elements);
  if (fragment != NULL && below (rig, 4) == 0)
    cairn_command_cut (rig->history, elements);
  if (fragment != NULL)
    cairn_command_paste (rig->history, fragment, to,
                         any_within (rig, to, below (rig, 2) ? CAIRN_KIND_STEP : CAIRN_KIND_LANE));
}

static void
do_paste_table (Rig *rig)
{
  static const char *const texts[]
    = { "A\nCSM: B\n", "A\tB\n\tC\n", "\tStage 1\tElse\nCSM\tA\tB\nSales\tC\n",
        "Output\tCustomer\nA\tB\n" };
  const char *text = texts[below (rig, G_N_ELEMENTS (texts))];
  CairnElement *diagram = any (rig, below (rig, 2) ? CAIRN_KIND_SWIMLANE : CAIRN_KIND_SIPOC);
  g_autofree char *why = NULL;
  g_autoptr (CairnTextTable) table = cairn_text_table_parse (text, strlen (text), &why);

  if (diagram != NULL && cairn_element_get_n_children (diagram) <= MAX_STEPS)
    cairn_command_paste_table (rig->history, diagram, any_within (rig, diagram, CAIRN_KIND_STEP),
                               table);
}

/* Notes and back, a style from one to others, a diagram of its own, a playbook on many. */
static void
do_to_many (Rig *rig)
{
  CairnElement *swimlane = any (rig, CAIRN_KIND_SWIMLANE);
  CairnElement *playbook = any (rig, CAIRN_KIND_PLAYBOOK);
  CairnElement *step = any (rig, CAIRN_KIND_STEP);
  g_autoptr (GPtrArray) diagrams = all (rig, CAIRN_KIND_SWIMLANE);
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  g_autoptr (CairnStyle) style = step != NULL ? cairn_style_take (step) : NULL;

  if (swimlane == NULL || step == NULL)
    return;
  CAIRN_FOREACH_CHILD (one, swimlane, CAIRN_KIND_STEP)
    if (below (rig, 4) == 0)
      g_ptr_array_add (steps, one);
  if (below (rig, 3) == 0)
    cairn_command_toggle_notes (rig->history, steps);
  else if (below (rig, 2))
    cairn_command_paste_style (rig->history, steps, style);
  else if (playbook != NULL && below (rig, 3))
    (below (rig, 2) ? cairn_command_attach_all : cairn_command_detach_all) (rig->history, steps,
                                                                            playbook);
  else if (diagrams->len < 4)
    cairn_command_add_detail (rig->history, step);
}

static void
do_aliases (Rig *rig)
{
  CairnElement *element = any (rig, below (rig, 2) ? CAIRN_KIND_STAGE : CAIRN_KIND_SEGMENT);
  g_autofree char *a = words (rig);

  if (element != NULL)
    cairn_command_set_aliases (rig->history, element, (const char *[]){ a, "onb_2", NULL });
}

static void
do_stage_aliases (Rig *rig)
{
  CairnElement *stage = any (rig, CAIRN_KIND_STAGE);
  g_autofree char *a = words (rig);

  if (stage != NULL)
    cairn_command_set_aliases (rig->history, stage, (const char *[]){ a, "onb_2", NULL });
}

/* Only in diagrams: a segment and its variants have names of their own. */
static void
do_rename_in (Rig *rig)
{
  static const CairnKind kinds[] = { CAIRN_KIND_STEP, CAIRN_KIND_LANE, CAIRN_KIND_STAGE,
                                     CAIRN_KIND_ITEM, CAIRN_KIND_FLOW, CAIRN_KIND_SWIMLANE };
  CairnElement *element = any (rig, kinds[below (rig, G_N_ELEMENTS (kinds))]);
  g_autofree char *text = words (rig);

  if (element != NULL)
    cairn_command_rename (rig->history, element, text);
}

static void
do_add_step (Rig *rig)
{
  CairnElement *swimlane = any (rig, CAIRN_KIND_SWIMLANE);
  g_autofree char *text = words (rig);

  if (swimlane != NULL)
    cairn_command_add_step (rig->history, swimlane, any_within (rig, swimlane, CAIRN_KIND_LANE),
                            any_within (rig, swimlane, CAIRN_KIND_STAGE),
                            any_within (rig, swimlane, CAIRN_KIND_STEP),
                            (CairnStepKind) below (rig, 7), text);
}

static void
do_add_next (Rig *rig)
{
  CairnElement *step = any (rig, CAIRN_KIND_STEP);

  if (step == NULL)
    return;
  if (below (rig, 5) == 0)
    cairn_command_add_branch (rig->history, step);
  else
    cairn_command_add_next_step (rig->history, step, (CairnNext) below (rig, 5));
}

static void
do_insert_in_flow (Rig *rig)
{
  CairnElement *flow = any (rig, CAIRN_KIND_FLOW);

  if (flow != NULL)
    cairn_command_insert_in_flow (rig->history, flow);
}

static void
do_connect (Rig *rig)
{
  CairnKind kind = below (rig, 2) ? CAIRN_KIND_STEP : CAIRN_KIND_ITEM;
  CairnElement *from = any (rig, kind);
  CairnElement *to
    = any (rig, kind == CAIRN_KIND_ITEM && below (rig, 3) == 0 ? CAIRN_KIND_REQUIREMENT : kind);

  if (from != NULL && to != NULL)
    cairn_command_connect (rig->history, from, to, NULL);
}

static void
do_move_steps (Rig *rig)
{
  CairnElement *step = any (rig, CAIRN_KIND_STEP);
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  CairnElement *swimlane, *before;

  if (step == NULL)
    return;
  swimlane = cairn_element_get_parent (step);
  before = any_within (rig, swimlane, CAIRN_KIND_STEP);
  g_ptr_array_add (steps, step);
  if (before != step)
    cairn_command_move_steps (rig->history, steps, any_within (rig, swimlane, CAIRN_KIND_LANE),
                              any_within (rig, swimlane, CAIRN_KIND_STAGE), before);
}

static void
do_shift_steps (Rig *rig)
{
  CairnElement *swimlane = any (rig, CAIRN_KIND_SWIMLANE);
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  if (swimlane == NULL)
    return;
  CAIRN_FOREACH_CHILD (step, swimlane, CAIRN_KIND_STEP)
    if (below (rig, 8) == 0)
      g_ptr_array_add (steps, step);
  if (steps->len > 0)
    cairn_command_shift_steps (rig->history, steps, below (rig, 3) - 1, below (rig, 3) - 1);
}

static void
do_reorder_step (Rig *rig)
{
  CairnElement *step = any (rig, CAIRN_KIND_STEP);

  if (step != NULL)
    cairn_command_nudge_step (rig->history, step, below (rig, 2) ? 1 : -1, below (rig, 2));
}

static void
do_add_band (Rig *rig)
{
  CairnElement *swimlane = any (rig, CAIRN_KIND_SWIMLANE);
  g_autofree char *text = words (rig);

  if (swimlane == NULL || cairn_element_get_n_children (swimlane) > MAX_STEPS)
    return;
  if (below (rig, 2))
    cairn_command_add_lane (rig->history, swimlane, any_within (rig, swimlane, CAIRN_KIND_LANE),
                            text);
  else
    cairn_command_add_stage (rig->history, swimlane, any_within (rig, swimlane, CAIRN_KIND_STAGE),
                             text);
}

static void
do_move_band (Rig *rig)
{
  CairnKind kind = below (rig, 2) ? CAIRN_KIND_LANE : CAIRN_KIND_STAGE;
  CairnElement *band = any (rig, kind);

  if (band != NULL)
    cairn_command_move_band (rig->history, band,
                             any_within (rig, cairn_element_get_parent (band), kind));
}

static void
do_shift_band (Rig *rig)
{
  CairnElement *band = any (rig, below (rig, 2) ? CAIRN_KIND_LANE : CAIRN_KIND_STAGE);

  if (band != NULL)
    cairn_command_shift_band (rig->history, band, below (rig, 2) ? 1 : -1);
}

static void
do_shape (Rig *rig)
{
  g_autoptr (GPtrArray) bands = all (rig, below (rig, 2) ? CAIRN_KIND_LANE : CAIRN_KIND_STAGE);
  CairnElement *lane = any (rig, CAIRN_KIND_LANE);
  CairnElement *swimlane = lane != NULL ? cairn_element_get_parent (lane) : NULL;
  g_autofree char *text = words (rig);
  int what = lane != NULL && bands->len > 0 ? below (rig, 7) : -1;

  g_ptr_array_set_size (bands, (int) MIN (bands->len, 2));
  if (what == 0)
    cairn_command_turn (rig->history, swimlane);
  else if (what == 1)
    cairn_command_set_collapsed (rig->history, bands, below (rig, 2));
  else if (what == 2)
    cairn_command_set_size (rig->history, lane, (guint) below (rig, 500));
  else if (what == 3)
    cairn_command_rename_team (rig->history, lane, text);
  else if (what == 4)
    cairn_command_shift_team (rig->history, lane, below (rig, 2) ? 1 : -1);
  else if (what == 5)
    cairn_command_move_team (rig->history, lane, any_within (rig, swimlane, CAIRN_KIND_LANE));
  else if (what == 6)
    cairn_command_set_team (rig->history, bands, text);
}

static void
do_add_playbook (Rig *rig)
{
  g_autofree char *text = words (rig);

  cairn_command_add_playbook (rig->history, text);
}

static void
do_add_task (Rig *rig)
{
  CairnElement *playbook = any (rig, CAIRN_KIND_PLAYBOOK);
  g_autofree char *text = words (rig);

  if (playbook != NULL)
    cairn_command_add_task (rig->history, playbook, any_within (rig, playbook, CAIRN_KIND_TASK),
                            text);
}

static void
do_move_task (Rig *rig)
{
  CairnElement *task = any (rig, CAIRN_KIND_TASK);

  if (task != NULL)
    cairn_command_move_task (rig->history, task,
                             any_within (rig, cairn_element_get_parent (task), CAIRN_KIND_TASK));
}

static void
do_attach (Rig *rig)
{
  CairnElement *step = any (rig, CAIRN_KIND_STEP);
  CairnElement *playbook = any (rig, CAIRN_KIND_PLAYBOOK);

  if (step == NULL || playbook == NULL)
    return;
  if (below (rig, 5) == 0)
    cairn_command_add_playbook_to (rig->history, step);
  else if (below (rig, 3))
    cairn_command_attach (rig->history, step, playbook);
  else
    cairn_command_detach (rig->history, step, playbook);
}

static void
do_add_diagram (Rig *rig)
{
  CairnElement *segment = any (rig, CAIRN_KIND_SEGMENT);
  g_autoptr (GPtrArray) swimlanes = all (rig, CAIRN_KIND_SWIMLANE);

  if (segment != NULL && swimlanes->len < 4)
    cairn_command_add_diagram (rig->history, segment,
                               below (rig, 2) ? CAIRN_KIND_SWIMLANE : CAIRN_KIND_SIPOC, "Renewal");
}

static void
do_add_segment (Rig *rig)
{
  g_autoptr (GPtrArray) segments = all (rig, CAIRN_KIND_SEGMENT);

  if (segments->len < 5)
    cairn_command_add_segment (rig->history, "Mid-market");
}

static void
do_source (Rig *rig)
{
  switch (below (rig, 4))
    {
    case 0:
      cairn_command_set_source (rig->history, "timings.db");
      break;
    case 1:
      random_rule (rig->history, rig->rand, any (rig, CAIRN_KIND_SEGMENT));
      break;
    case 2:
      random_source (rig->history, rig->rand);
      break;
    default:
      cairn_command_remove_source (rig->history);
    }
}

/* Now and then a few steps back and forth in between, and a selection. */
static void
do_undo_redo (Rig *rig)
{
  for (int n = below (rig, 4); n > 0; n--)
    cairn_history_undo (rig->history);
  if (below (rig, 2))
    while (cairn_history_redo (rig->history))
      ;
}

static void
do_select (Rig *rig)
{
  CairnElement *step = any (rig, CAIRN_KIND_STEP);

  if (step != NULL)
    cairn_selection_toggle (rig->selection, cairn_element_get_id (step));
}

#include "random-marks.h"
#include "random-sipoc.h"
#include "random-plans.h"
#include "random-variants.h"

static void (*const actions[]) (Rig *rig) = {
  do_rename,
  do_set,
  do_set,
  do_delete,
  do_delete_diagram,
  do_duplicate,
  do_paste,
  do_paste_table,
  do_to_many,
  do_aliases,
  do_action,
  do_change,
  do_add_step,
  do_add_step,
  do_add_next,
  do_insert_in_flow,
  do_connect,
  do_connect,
  do_move_steps,
  do_shift_steps,
  do_reorder_step,
  do_add_band,
  do_move_band,
  do_shift_band,
  do_add_item,
  do_add_item,
  do_add_linked_item,
  do_add_item_below,
  do_move_item,
  do_reorder_item,
  do_add_playbook,
  do_add_task,
  do_move_task,
  do_attach,
  do_add_diagram,
  do_add_segment,
  do_source,
  do_add_variant,
  do_add_version,
  do_reset,
  do_bring_back,
  do_bring_back,
  do_shift_place,
  do_place_before,
  do_delete_segment,
  do_snapshot,
  do_path,
  do_mark,
  do_feeling,
  do_undo_redo,
  do_select,
  do_shape,
  do_shape,
  do_fill,
  do_ctq,
  do_bridge,
};

/* Deletes until the journey is small again. */
static void
keep_small (Rig *rig)
{
  static const CairnKind kinds[]
    = { CAIRN_KIND_STEP, CAIRN_KIND_ITEM, CAIRN_KIND_REQUIREMENT, CAIRN_KIND_PLAYBOOK,
        CAIRN_KIND_TASK, CAIRN_KIND_LANE, CAIRN_KIND_NEED };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GPtrArray) found = all (rig, kinds[i]);

      if (found->len > MAX_STEPS)
        {
          g_ptr_array_set_size (found, MAX_STEPS / 2);
          cairn_command_delete (rig->history, found);
        }
    }
}

/* What is written must be readable: no reference is left dangling. */
static void
assert_sound (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnDocument) read = cairn_journey_read_bytes (bytes, "random.cairn", NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (read);
}

static void
assert_links_lead_right (Rig *rig)
{
  g_autoptr (GPtrArray) links = all (rig, CAIRN_KIND_LINK);

  for (guint i = 0; i < links->len; i++)
    {
      CairnElement *link = g_ptr_array_index (links, i);

      g_assert_cmpuint (
        cairn_command_column_of (cairn_document_resolve (rig->document, link, CAIRN_PROP_FROM)), <,
        cairn_command_column_of (cairn_document_resolve (rig->document, link, CAIRN_PROP_TO)));
    }
}

static void
test_random (gconstpointer data)
{
  guint32 seed = GPOINTER_TO_UINT (data);
  Rig rig;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GBytes) undone = NULL;
  g_autoptr (GBytes) redone = NULL;

  rig_init (&rig, seed);
  while (cairn_history_undo (rig.history))
    ;
  before = bytes_of (&rig);
  while (cairn_history_redo (rig.history))
    ;
  for (guint i = 0; i < N_COMMANDS - 3; i++)
    {
      actions[below (&rig, G_N_ELEMENTS (actions))](&rig);
      if (i % 5 == 0)
        do_drag (&rig);
      if (i % 64 == 0)
        {
          keep_small (&rig);
          assert_links_lead_right (&rig);
        }
    }
  while (cairn_history_redo (rig.history))
    ;
  after = bytes_of (&rig);
  assert_sound (after);
  while (cairn_history_undo (rig.history))
    ;
  undone = bytes_of (&rig);
  while (cairn_history_redo (rig.history))
    ;
  redone = bytes_of (&rig);
  g_assert_true (g_bytes_equal (before, undone));
  g_assert_true (g_bytes_equal (after, redone));
  g_assert_false (g_bytes_equal (before, after));
  rig_clear (&rig);
}

static void
test_delete_takes_dependents (void)
{
  Rig rig;
  CairnElement *swimlane, *lane, *a, *b, *playbook;
  g_autoptr (GPtrArray) doomed = g_ptr_array_new ();

  rig_init (&rig, 1);
  swimlane = any (&rig, CAIRN_KIND_SWIMLANE);
  lane = cairn_element_first (swimlane, CAIRN_KIND_LANE);
  a = cairn_command_add_step (rig.history, swimlane, lane, NULL, NULL, CAIRN_STEP_TOUCHPOINT, "A");
  b = cairn_command_add_next_step (rig.history, a, CAIRN_NEXT_BELOW);
  playbook = cairn_command_add_playbook (rig.history, "Kick-off");
  g_assert_true (cairn_command_attach (rig.history, b, playbook));
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_FLOW), ==, 1);

  g_ptr_array_add (doomed, lane);
  g_ptr_array_add (doomed, playbook);
  cairn_command_delete (rig.history, doomed);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_STEP), ==, 1);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_FLOW), ==, 0);
  g_assert_cmpuint (cairn_element_count (b, CAIRN_KIND_ATTACHMENT), ==, 0);

  g_assert_true (cairn_history_undo (rig.history));
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_STEP), ==, 2);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_FLOW), ==, 1);
  g_assert_cmpuint (cairn_element_count (b, CAIRN_KIND_ATTACHMENT), ==, 1);
  rig_clear (&rig);
}

static void
test_insert_in_flow (void)
{
  Rig rig;
  CairnElement *swimlane, *a, *b, *flow, *c;

  rig_init (&rig, 1);
  swimlane = any (&rig, CAIRN_KIND_SWIMLANE);
  a = cairn_command_add_step (
    rig.history, swimlane, cairn_element_first (swimlane, CAIRN_KIND_LANE),
    cairn_element_first (swimlane, CAIRN_KIND_STAGE), NULL, CAIRN_STEP_TOUCHPOINT, "A");
  b = cairn_command_add_next_step (rig.history, a, CAIRN_NEXT_AFTER);
  flow = cairn_element_first (swimlane, CAIRN_KIND_FLOW);
  c = cairn_command_insert_in_flow (rig.history, flow);

  g_assert_true (cairn_document_resolve (rig.document, flow, CAIRN_PROP_TO) == c);
  flow = cairn_element_next (flow);
  g_assert_true (cairn_document_resolve (rig.document, flow, CAIRN_PROP_FROM) == c);
  g_assert_true (cairn_document_resolve (rig.document, flow, CAIRN_PROP_TO) == b);
  g_assert_true (cairn_selection_get_single (rig.selection, rig.document) == c);
  rig_clear (&rig);
}

static void
test_shift_stays_on_map (void)
{
  Rig rig;
  CairnElement *swimlane, *step;
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  rig_init (&rig, 1);
  swimlane = any (&rig, CAIRN_KIND_SWIMLANE);
  step = cairn_command_add_step (
    rig.history, swimlane, cairn_element_first (swimlane, CAIRN_KIND_LANE),
    cairn_element_first (swimlane, CAIRN_KIND_STAGE), NULL, CAIRN_STEP_TASK, "A");
  g_ptr_array_add (steps, step);
  g_assert_false (cairn_command_shift_steps (rig.history, steps, -1, 0));
  g_assert_true (cairn_command_shift_steps (rig.history, steps, 1, 0));
  g_assert_true (cairn_command_shift_steps (rig.history, steps, 1, 1));
  g_assert_false (cairn_command_shift_steps (rig.history, steps, 1, 0));
  /* A run of shifts is one step of undo. */
  g_assert_true (cairn_history_undo (rig.history));
  g_assert_true (cairn_document_resolve (rig.document, step, CAIRN_PROP_STAGE)
                 == cairn_element_first (swimlane, CAIRN_KIND_STAGE));
  rig_clear (&rig);
}

static void
test_move_item_drops_backward_links (void)
{
  Rig rig;
  CairnElement *sipoc, *input, *process;

  rig_init (&rig, 1);
  sipoc = any (&rig, CAIRN_KIND_SIPOC);
  input = cairn_command_add_item (rig.history, sipoc, CAIRN_COLUMN_INPUTS, NULL, "Contract");
  process = cairn_command_add_linked_item (rig.history, input, 1);
  g_assert_cmpuint (cairn_element_count (sipoc, CAIRN_KIND_LINK), ==, 1);
  g_assert_cmpint (cairn_element_get_int (process, CAIRN_PROP_COLUMN), ==, CAIRN_COLUMN_PROCESS);
  cairn_command_move_item (rig.history, input, CAIRN_COLUMN_OUTPUTS, NULL);
  g_assert_cmpuint (cairn_element_count (sipoc, CAIRN_KIND_LINK), ==, 0);
  g_assert_true (cairn_history_undo (rig.history));
  g_assert_cmpuint (cairn_element_count (sipoc, CAIRN_KIND_LINK), ==, 1);
  rig_clear (&rig);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/commands/delete-takes-dependents", test_delete_takes_dependents);
  g_test_add_func ("/commands/insert-in-flow", test_insert_in_flow);
  g_test_add_func ("/commands/move-into-flow", test_move_into_flow);
  g_test_add_func ("/commands/shift-stays-on-map", test_shift_stays_on_map);
  g_test_add_func ("/commands/move-item-drops-backward-links", test_move_item_drops_backward_links);
  for (guint seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/commands/variants-follow/%02u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_variants_follow);
    }
  for (guint seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/commands/random/%02u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_random);
    }
  return g_test_run ();
}
