/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a SIPOC lacks, what it and a swimlane differ in, and how one is made from the other. */

#include "command/cairn-bridge-commands.h"
#include "command/cairn-ctq-commands.h"
#include "command/cairn-element-commands.h"
#include "command/cairn-follow.h"
#include "command/cairn-journey-commands.h"
#include "command/cairn-sipoc-commands.h"
#include "command/cairn-step-commands.h"
#include "insight/cairn-diagram-checks.h"
#include "insight/cairn-requirement-figure.h"
#include "layout/cairn-layout.h"
#include "model/cairn-sipoc-chain.h"

#include <math.h>

typedef struct
{
  CairnDocument *document;
  CairnSelection *selection;
  CairnHistory *history;
  CairnElement *segment;
  CairnElement *sipoc;
} Rig;

static void
rig_init (Rig *rig)
{
  rig->document = cairn_document_new ();
  rig->selection = cairn_selection_new ();
  rig->history = cairn_history_new (rig->document, rig->selection);
  cairn_follow_install (rig->history);
  rig->segment = cairn_command_add_segment (rig->history, "Enterprise");
  rig->sipoc
    = cairn_command_add_diagram (rig->history, rig->segment, CAIRN_KIND_SIPOC, "Onboarding SIPOC");
}

static void
rig_clear (Rig *rig)
{
  g_object_unref (rig->history);
  g_object_unref (rig->selection);
  g_object_unref (rig->document);
}

static CairnElement *
add (Rig *rig, guint column, const char *title)
{
  return cairn_command_add_item (rig->history, rig->sipoc, column, NULL, title);
}

static void
join (Rig *rig, CairnElement *from, CairnElement *to)
{
  g_assert_nonnull (cairn_command_connect (rig->history, from, to, NULL));
}

static guint
count (GPtrArray *checks, CairnCheckKind kind)
{
  guint n = 0;

  for (guint i = 0; i < checks->len; i++)
    n += ((const CairnCheck *) g_ptr_array_index (checks, i))->kind == kind;
  return n;
}

static void
assert_checks (Rig *rig, CairnCheckKind kind, guint expected)
{
  g_autoptr (GPtrArray) checks = cairn_diagram_checks (rig->sipoc);

  g_assert_cmpuint (count (checks, kind), ==, expected);
}

static void
test_checks (void)
{
  Rig rig;
  CairnElement *supplier, *input, *output, *customer, *requirement;

  rig_init (&rig);
  assert_checks (&rig, CAIRN_CHECK_STEP_COUNT, 0);
  for (guint i = 0; i < 9; i++)
    {
      add (&rig, CAIRN_COLUMN_PROCESS, "Step");
      assert_checks (&rig, CAIRN_CHECK_STEP_COUNT, i + 1 < 4 || i + 1 > 7);
    }
  input = add (&rig, CAIRN_COLUMN_INPUTS, "Contract");
  output = add (&rig, CAIRN_COLUMN_OUTPUTS, "Plan");
  customer = add (&rig, CAIRN_COLUMN_CUSTOMERS, "CSM");
  requirement = add (&rig, CAIRN_N_COLUMNS, "");
  assert_checks (&rig, CAIRN_CHECK_NO_SUPPLIER, 1);
  assert_checks (&rig, CAIRN_CHECK_NO_CUSTOMER, 1);
  assert_checks (&rig, CAIRN_CHECK_NO_REQUIREMENT, 1);
  assert_checks (&rig, CAIRN_CHECK_NO_MEASURE, 1);
  assert_checks (&rig, CAIRN_CHECK_NO_NAME, 1);

  supplier = add (&rig, CAIRN_COLUMN_SUPPLIERS, "Sales");
  join (&rig, supplier, input);
  join (&rig, output, customer);
  join (&rig, customer, requirement);
  cairn_command_rename (rig.history, requirement, "Complete");
  cairn_history_begin (rig.history, "measure");
  cairn_history_set_string (rig.history, requirement, CAIRN_PROP_METRIC, "days");
  cairn_history_end (rig.history);
  assert_checks (&rig, CAIRN_CHECK_NO_MEASURE, 1); /* still no target */
  {
    g_auto (CairnValue) goal = cairn_value_from_number (45);

    cairn_history_begin (rig.history, "target");
    cairn_history_set (rig.history, requirement, CAIRN_PROP_GOAL, &goal);
    cairn_history_end (rig.history);
  }
  assert_checks (&rig, CAIRN_CHECK_NO_SUPPLIER, 0);
  assert_checks (&rig, CAIRN_CHECK_NO_CUSTOMER, 0);
  assert_checks (&rig, CAIRN_CHECK_NO_REQUIREMENT, 0);
  assert_checks (&rig, CAIRN_CHECK_NO_MEASURE, 0);
  assert_checks (&rig, CAIRN_CHECK_NO_NAME, 0);
  rig_clear (&rig);
}

static void
test_chain (void)
{
  Rig rig;
  CairnElement *a, *b, *c, *other;
  g_autoptr (GHashTable) chain = NULL;

  rig_init (&rig);
  a = add (&rig, CAIRN_COLUMN_INPUTS, "a");
  b = add (&rig, CAIRN_COLUMN_PROCESS, "b");
  c = add (&rig, CAIRN_COLUMN_OUTPUTS, "c");
  other = add (&rig, CAIRN_COLUMN_INPUTS, "other");
  join (&rig, a, b);
  join (&rig, b, c);
  join (&rig, other, b);
  chain = cairn_sipoc_chain_new (a);
  g_assert_true (g_hash_table_contains (chain, b));
  g_assert_true (g_hash_table_contains (chain, c));
  /* Not what only meets it further on. */
  g_assert_false (g_hash_table_contains (chain, other));
  g_assert_cmpuint (g_hash_table_size (chain), ==, 5);
  rig_clear (&rig);
}

static void
test_there_and_back (void)
{
  Rig rig;
  CairnElement *sales, *customer, *seller, *first, *swimlane, *stage, *lane, *a, *b, *back;
  g_autoptr (GPtrArray) differences = NULL;
  g_autoptr (GPtrArray) after = NULL;

  rig_init (&rig);
  sales = add (&rig, CAIRN_COLUMN_SUPPLIERS, "Sales");
  customer = add (&rig, CAIRN_COLUMN_CUSTOMERS, "Sponsor");
  seller = add (&rig, CAIRN_COLUMN_CUSTOMERS, "sales ");
  first = add (&rig, CAIRN_COLUMN_PROCESS, "Hand off");
  add (&rig, CAIRN_COLUMN_PROCESS, "Kick off");
  cairn_history_begin (rig.history, "target");
  cairn_history_set_int (rig.history, first, CAIRN_PROP_TARGET, 86400);
  cairn_history_end (rig.history);
  g_assert_true (cairn_requirement_find_stage (first) == first); /* a stage itself, so far */
  g_assert_null (cairn_requirement_find_stage (sales));
  swimlane = cairn_command_swimlane_from_sipoc (rig.history, rig.sipoc);
  g_assert_cmpstr (cairn_element_get_title (swimlane), ==, "Onboarding");
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_STAGE), ==, 2);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_LANE), ==, 2); /* each name once */
  stage = cairn_document_resolve (rig.document, first, CAIRN_PROP_TWIN);
  g_assert_true (cairn_requirement_find_stage (first) == stage);
  g_assert_cmpint (cairn_element_get_int (stage, CAIRN_PROP_TARGET), ==, 86400);
  lane = cairn_document_resolve (rig.document, customer, CAIRN_PROP_TWIN);
  g_assert_true (cairn_document_resolve (rig.document, sales, CAIRN_PROP_TWIN)
                 == cairn_document_resolve (rig.document, seller, CAIRN_PROP_TWIN));
  g_assert_true (cairn_diagram_checks_find_partner (rig.sipoc) == swimlane);
  g_assert_true (cairn_diagram_checks_find_partner (swimlane) == rig.sipoc);

  /* One renamed, the other follows, in one step of undo, both ways. */
  cairn_command_rename (rig.history, first, "Hand over");
  g_assert_cmpstr (cairn_element_get_title (stage), ==, "Hand over");
  cairn_history_seal (rig.history);
  cairn_command_rename (rig.history, lane, "Customer sponsor");
  g_assert_cmpstr (cairn_element_get_title (customer), ==, "Customer sponsor");
  g_assert_true (cairn_history_undo (rig.history));
  g_assert_cmpstr (cairn_element_get_title (customer), ==, "Sponsor");
  g_assert_cmpstr (cairn_element_get_title (lane), ==, "Sponsor");

  differences = cairn_diagram_checks_compare (rig.sipoc, swimlane);
  g_assert_cmpuint (differences->len, ==, 0);

  /* A flow between the lanes without a name is a hole; with one it is what the SIPOC lacks. */
  a = cairn_command_add_step (rig.history, swimlane,
                              cairn_document_resolve (rig.document, sales, CAIRN_PROP_TWIN), stage,
                              NULL, CAIRN_STEP_TASK, "Write it up");
  b = cairn_command_add_step (rig.history, swimlane, lane, stage, NULL, CAIRN_STEP_TASK, "Read it");
  join (&rig, a, b);
  {
    g_autoptr (GPtrArray) checks = cairn_diagram_checks (swimlane);

    g_assert_cmpuint (count (checks, CAIRN_CHECK_HOLE), ==, 1);
  }
  cairn_command_rename (rig.history, cairn_element_first (swimlane, CAIRN_KIND_FLOW), "Plan");
  after = cairn_diagram_checks_compare (rig.sipoc, swimlane);
  g_assert_cmpuint (count (after, CAIRN_CHECK_HOLE), ==, 0);
  g_assert_cmpuint (after->len, ==, 1);

  back = cairn_command_sipoc_from_swimlane (rig.history, swimlane);
  rig.sipoc = back;
  g_assert_cmpuint (cairn_element_count (back, CAIRN_KIND_ITEM), ==,
                    6); /* 2 + 2 × Plan + 2 lanes */
  g_assert_cmpuint (cairn_element_count (back, CAIRN_KIND_LINK), ==, 4);
  {
    g_autoptr (GPtrArray) none = cairn_diagram_checks_compare (back, swimlane);

    g_assert_cmpuint (none->len, ==, 0);
  }
  while (cairn_history_undo (rig.history))
    ;
  rig_clear (&rig);
}

static void
test_ctq (void)
{
  Rig rig;
  CairnElement *output, *customer, *requirement, *ctq, *need, *driver;
  g_autoptr (CairnLayout) layout = NULL;

  rig_init (&rig);
  output = add (&rig, CAIRN_COLUMN_OUTPUTS, "Live tenant");
  customer = add (&rig, CAIRN_COLUMN_CUSTOMERS, "Users");
  requirement = add (&rig, CAIRN_N_COLUMNS, "Time to first value");
  join (&rig, output, customer);
  join (&rig, customer, requirement);
  ctq = cairn_command_ctq_from_sipoc (rig.history, rig.sipoc);
  need = cairn_element_first (ctq, CAIRN_KIND_NEED);
  driver = cairn_element_first (need, CAIRN_KIND_DRIVER);
  g_assert_cmpstr (cairn_element_get_title (need), ==, "Users");
  g_assert_cmpstr (cairn_element_get_title (driver), ==, "Live tenant");
  g_assert_true (cairn_document_resolve (rig.document,
                                         cairn_element_first (driver, CAIRN_KIND_MEASURE),
                                         CAIRN_PROP_REQUIREMENT)
                 == requirement);
  /* Boxes of one column keep apart, however the branches fall. */
  for (guint i = 0; i < 5; i++)
    cairn_command_add_ctq_child (rig.history, i % 2 ? driver : need);
  layout = cairn_layout_new (rig.document, ctq);
  {
    guint n;
    const CairnBox *boxes = cairn_layout_get_boxes (layout, &n);

    for (guint i = 0; i < n; i++)
      for (guint j = i + 1; j < n; j++)
        if (boxes[i].role == CAIRN_BOX_ITEM && boxes[j].role == CAIRN_BOX_ITEM)
          g_assert_false (cairn_rect_intersects (&boxes[i].rect, &boxes[j].rect));
  }
  rig_clear (&rig);
}

static void
test_figures (void)
{
  static const struct
  {
    CairnFigure figure;
    CairnDirection direction;
    const char *unit;
    double goal;
    CairnMet met;
    const char *value;
  } rows[] = {
    { CAIRN_FIGURE_MEDIAN, CAIRN_DIRECTION_AT_MOST, "d", 45, CAIRN_MET_NO, "61 d" },
    { CAIRN_FIGURE_MEDIAN, CAIRN_DIRECTION_AT_MOST, "d", 61, CAIRN_MET_YES, "61 d" },
    { CAIRN_FIGURE_MEDIAN, CAIRN_DIRECTION_AT_MOST, "weeks", 9, CAIRN_MET_YES, "8.7 weeks" },
    { CAIRN_FIGURE_MEDIAN, CAIRN_DIRECTION_AT_MOST, "apples", 9, CAIRN_MET_UNKNOWN, "61 d" },
    { CAIRN_FIGURE_MEDIAN, CAIRN_DIRECTION_AT_MOST, "d", NAN, CAIRN_MET_UNKNOWN, "61 d" },
    /* Only a lower limit: past the target for sure, or not known. */
    { CAIRN_FIGURE_P90, CAIRN_DIRECTION_AT_MOST, "d", 60, CAIRN_MET_NO, "≥ 70 d" },
    { CAIRN_FIGURE_P90, CAIRN_DIRECTION_AT_MOST, "d", 80, CAIRN_MET_UNKNOWN, "≥ 70 d" },
    { CAIRN_FIGURE_WITHIN_TARGET, CAIRN_DIRECTION_AT_LEAST, "%", 95, CAIRN_MET_NO, "88 %" },
    { CAIRN_FIGURE_WITHIN_TARGET, CAIRN_DIRECTION_AT_LEAST, "%", 80, CAIRN_MET_YES, "88 %" },
    { CAIRN_FIGURE_HERE_NOW, CAIRN_DIRECTION_AT_MOST, "", 40, CAIRN_MET_YES, "38" },
  };
  CairnCell cell = { .exits = 41, .here = 38, .within_target = 0.88 };

  cell.median = (CairnEstimate){ 61 * 86400.0, 50 * 86400.0, NAN };
  cell.p90 = (CairnEstimate){ NAN, 70 * 86400.0, NAN };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CairnElement) requirement = cairn_element_new (CAIRN_KIND_REQUIREMENT, "r");
      g_auto (CairnRequirementFigure) figure = { 0 };

      cairn_element_set_int (requirement, CAIRN_PROP_FIGURE, rows[i].figure);
      cairn_element_set_int (requirement, CAIRN_PROP_DIRECTION, rows[i].direction);
      cairn_element_set_string (requirement, CAIRN_PROP_UNIT, rows[i].unit);
      cairn_element_set_number (requirement, CAIRN_PROP_GOAL, rows[i].goal);
      figure = cairn_requirement_figure (requirement, &cell);
      g_assert_cmpstr (figure.value, ==, rows[i].value);
      g_assert_cmpint (figure.met, ==, rows[i].met);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagram-checks/sipoc", test_checks);
  g_test_add_func ("/diagram-checks/chain", test_chain);
  g_test_add_func ("/diagram-checks/there-and-back", test_there_and_back);
  g_test_add_func ("/diagram-checks/ctq", test_ctq);
  g_test_add_func ("/diagram-checks/figures", test_figures);
  return g_test_run ();
}
