/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What lies on the clipboard, and what becomes of it. */

#include "command/cairn-element-commands.h"
#include "command/cairn-grid-commands.h"
#include "command/cairn-journey-commands.h"
#include "command/cairn-paste-commands.h"
#include "command/cairn-playbook-commands.h"
#include "command/cairn-sipoc-commands.h"
#include "command/cairn-step-commands.h"
#include "command/cairn-table-commands.h"
#include "io/cairn-journey.h"

#include <string.h>

typedef struct
{
  CairnDocument *document;
  CairnSelection *selection;
  CairnHistory *history;
  CairnElement *map;
  CairnElement *lanes[2];
  CairnElement *stages[3];
} Rig;

static void
rig_init (Rig *rig)
{
  CairnElement *segment;

  rig->document = cairn_document_new ();
  rig->selection = cairn_selection_new ();
  rig->history = cairn_history_new (rig->document, rig->selection);
  segment = cairn_command_add_segment (rig->history, "Enterprise");
  rig->map = cairn_command_add_diagram (rig->history, segment, CAIRN_KIND_SWIMLANE, "Onboarding");
  for (guint i = 0; i < 2; i++)
    rig->lanes[i] = cairn_element_nth (rig->map, CAIRN_KIND_LANE, i);
  for (guint i = 0; i < 3; i++)
    rig->stages[i] = cairn_element_nth (rig->map, CAIRN_KIND_STAGE, i);
}

static void
rig_clear (Rig *rig)
{
  g_object_unref (rig->history);
  g_object_unref (rig->selection);
  g_object_unref (rig->document);
}

static CairnElement *
add (Rig *rig, guint lane, guint stage, const char *title)
{
  return cairn_command_add_step (rig->history, rig->map, rig->lanes[lane], rig->stages[stage], NULL,
                                 CAIRN_STEP_TOUCHPOINT, title);
}

/* Every step as "lane/stage: title", every flow as "a > b", in the order of the file. */
static char *
tell (CairnDocument *document, CairnElement *map)
{
  g_autoptr (GString) out = g_string_new (NULL);

  CAIRN_FOREACH_CHILD (step, map, CAIRN_KIND_STEP)
    {
      CairnElement *lane = cairn_document_resolve (document, step, CAIRN_PROP_LANE);
      CairnElement *stage = cairn_document_resolve (document, step, CAIRN_PROP_STAGE);

      g_string_append_printf (
        out, "%s/%s: %s\n", lane != NULL ? cairn_element_get_title (lane) : "",
        stage != NULL ? cairn_element_get_title (stage) : "", cairn_element_get_title (step));
    }
  CAIRN_FOREACH_CHILD (flow, map, CAIRN_KIND_FLOW)
    g_string_append_printf (
      out, "%s > %s\n",
      cairn_element_get_title (cairn_document_resolve (document, flow, CAIRN_PROP_FROM)),
      cairn_element_get_title (cairn_document_resolve (document, flow, CAIRN_PROP_TO)));
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
assert_map (Rig *rig, const char *expected)
{
  g_autofree char *told = tell (rig->document, rig->map);

  g_assert_cmpstr (told, ==, expected);
}

/* Over the clipboard: bytes, and read as any file is. */
static CairnDocument *
pass_on (CairnDocument *fragment)
{
  g_autoptr (GBytes) bytes = cairn_journey_write_bytes (fragment);
  g_autoptr (GError) error = NULL;
  CairnDocument *read = cairn_journey_read_bytes (bytes, "clipboard", NULL, &error);

  g_assert_no_error (error);
  return read;
}

static CairnDocument *
copy (Rig *rig, ...)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  g_autoptr (CairnDocument) fragment = NULL;
  va_list args;

  va_start (args, rig);
  for (CairnElement *e = va_arg (args, CairnElement *); e != NULL;
       e = va_arg (args, CairnElement *))
    g_ptr_array_add (elements, e);
  va_end (args);
  fragment = cairn_fragment_new (rig->document, elements);
  return fragment != NULL ? pass_on (fragment) : NULL;
}

static void
test_fragment (void)
{
  Rig rig;
  CairnElement *a, *b, *c, *diagram;

  rig_init (&rig);
  a = add (&rig, 0, 0, "Welcome");
  b = add (&rig, 1, 1, "Plan");
  c = add (&rig, 1, 2, "Go live");
  cairn_command_connect (rig.history, a, b, NULL);
  cairn_command_connect (rig.history, b, c, NULL);
  {
    g_autoptr (CairnDocument) fragment = copy (&rig, a, b, NULL);
    g_autofree char *told = NULL;

    diagram = cairn_fragment_get_diagram (fragment);
    told = tell (fragment, diagram);
    g_assert_cmpstr (told, ==, "Customer/Stage 1: Welcome\nCSM/Stage 2: Plan\nWelcome > Plan\n");
    /* Nothing of the stage that nothing was copied from. */
    g_assert_cmpuint (cairn_element_count (diagram, CAIRN_KIND_STAGE), ==, 2);
  }
  {
    g_autoptr (CairnDocument) fragment = copy (&rig, rig.lanes[1], NULL);
    g_autofree char *told = tell (fragment, cairn_fragment_get_diagram (fragment));

    g_assert_cmpstr (told, ==, "CSM/Stage 2: Plan\nCSM/Stage 3: Go live\nPlan > Go live\n");
  }
  rig_clear (&rig);
}

static void
test_copies_nothing (void)
{
  Rig rig;

  rig_init (&rig);
  g_assert_null (copy (&rig, rig.lanes[0], NULL));
  g_assert_null (copy (&rig, rig.map, NULL));
  g_assert_null (copy (&rig, NULL));
  rig_clear (&rig);
}

/* The whole diagram, as a picture of it needs it. */
static void
test_whole (void)
{
  Rig rig;
  CairnElement *a, *b;
  g_autoptr (CairnDocument) fragment = NULL;
  g_autoptr (CairnDocument) read = NULL;
  g_autofree char *told = NULL;

  rig_init (&rig);
  a = add (&rig, 0, 0, "A");
  b = add (&rig, 1, 2, "B");
  cairn_command_connect (rig.history, a, b, NULL);
  fragment = cairn_fragment_new_of_diagram (rig.document, rig.map);
  read = pass_on (fragment);
  told = tell (read, cairn_fragment_get_diagram (read));
  g_assert_cmpstr (told, ==, "Customer/Stage 1: A\nCSM/Stage 3: B\nA > B\n");
  g_assert_cmpuint (cairn_element_count (cairn_fragment_get_diagram (read), CAIRN_KIND_STAGE), ==,
                    3);
  rig_clear (&rig);
}

static void
test_same_map (void)
{
  Rig rig;
  CairnElement *a, *b;
  g_autoptr (CairnDocument) one = NULL;
  g_autoptr (CairnDocument) two = NULL;

  rig_init (&rig);
  a = add (&rig, 0, 0, "A");
  b = add (&rig, 1, 1, "B");
  cairn_command_connect (rig.history, a, b, NULL);
  one = copy (&rig, a, NULL);
  two = copy (&rig, a, b, NULL);

  /* One cell: behind the selected step, wherever that is. */
  g_assert_true (cairn_command_paste (rig.history, one, rig.map, b));
  assert_map (&rig, "Customer/Stage 1: A\nCSM/Stage 2: B\nCSM/Stage 2: A\nA > B\n");
  g_assert_cmpuint (cairn_selection_get_n (rig.selection), ==, 1);
  cairn_history_undo (rig.history);

  /* Several: into the same lanes and stages, a step being selected or not. */
  g_assert_true (cairn_command_paste (rig.history, two, rig.map, b));
  assert_map (&rig, "Customer/Stage 1: A\nCSM/Stage 2: B\nCustomer/Stage 1: A\nCSM/Stage 2: B\n"
                    "A > B\nA > B\n");
  g_assert_cmpuint (cairn_selection_get_n (rig.selection), ==, 2);
  cairn_history_undo (rig.history);

  /* Into a stage that was selected for it. */
  g_assert_true (cairn_command_paste (rig.history, two, rig.map, rig.stages[2]));
  assert_map (&rig, "Customer/Stage 1: A\nCSM/Stage 2: B\nCustomer/Stage 3: A\nCSM/Stage 3: B\n"
                    "A > B\nA > B\n");
  cairn_history_undo (rig.history);
  assert_map (&rig, "Customer/Stage 1: A\nCSM/Stage 2: B\nA > B\n");
  rig_clear (&rig);
}

static void
test_other_map (void)
{
  Rig from, to;
  CairnElement *a, *b;
  g_autoptr (CairnDocument) fragment = NULL;

  rig_init (&from);
  rig_init (&to);
  cairn_command_rename (to.history, to.lanes[0], "Sales");
  cairn_command_rename (to.history, to.stages[0], " stage 2 ");
  cairn_command_rename (to.history, to.stages[1], "Elsewhere");
  a = add (&from, 0, 0, "A");
  b = add (&from, 1, 1, "B");
  cairn_command_connect (from.history, a, b, NULL);
  fragment = copy (&from, a, b, NULL);
  g_assert_true (cairn_command_paste (to.history, fragment, to.map, NULL));
  /* "Customer" is not there: the first lane; nor is "Stage 1": the first stage. */
  assert_map (&to, "Sales/ stage 2 : A\nCSM/ stage 2 : B\nA > B\n");
  cairn_history_undo (to.history);
  assert_map (&to, "");
  rig_clear (&from);
  rig_clear (&to);
}

static void
add_playbook (Rig *rig, CairnElement *step, const char *name, const char *task)
{
  CairnElement *playbook = cairn_command_add_playbook (rig->history, name);

  cairn_command_add_task (rig->history, playbook, NULL, task);
  cairn_command_attach (rig->history, step, playbook);
}

static guint
n_playbooks (Rig *rig)
{
  return cairn_element_count (cairn_document_get_root (rig->document), CAIRN_KIND_PLAYBOOK);
}

static void
test_playbooks (void)
{
  static const struct
  {
    const char *name; /* of the one that is there already; NULL: none */
    const char *task;
    guint n; /* afterwards */
  } rows[] = {
    { NULL, NULL, 1 },               /* comes along */
    { "Kick-off", "Agenda", 1 },     /* the same one */
    { "kick-off ", "Otherwise", 1 }, /* that name */
    { "Renewal", "Agenda", 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      Rig from, to;
      CairnElement *step, *other, *pasted, *playbook;
      g_autoptr (CairnDocument) fragment = NULL;

      rig_init (&from);
      rig_init (&to);
      step = add (&from, 0, 0, "A");
      other = add (&from, 0, 0, "B");
      add_playbook (&from, step, "Kick-off", "Agenda");
      cairn_command_attach (
        from.history, other,
        cairn_element_first (cairn_document_get_root (from.document), CAIRN_KIND_PLAYBOOK));
      if (rows[i].name != NULL)
        cairn_command_add_task (to.history, cairn_command_add_playbook (to.history, rows[i].name),
                                NULL, rows[i].task);
      fragment = copy (&from, step, other, NULL);
      g_assert_true (cairn_command_paste (to.history, fragment, to.map, NULL));
      g_assert_cmpuint (n_playbooks (&to), ==, rows[i].n);
      pasted = cairn_element_first (to.map, CAIRN_KIND_STEP);
      playbook = cairn_document_resolve (
        to.document, cairn_element_first (pasted, CAIRN_KIND_ATTACHMENT), CAIRN_PROP_PLAYBOOK);
      g_assert_nonnull (playbook);
      if (i != 2)
        g_assert_cmpstr (cairn_element_get_title (cairn_element_first (playbook, CAIRN_KIND_TASK)),
                         ==, "Agenda");
      cairn_history_undo (to.history);
      g_assert_cmpuint (n_playbooks (&to), ==, rows[i].name != NULL ? 1 : 0);
      rig_clear (&from);
      rig_clear (&to);
    }
}

/* What is made from a base, or leads somewhere, stays so only where that is. */
static void
test_references (void)
{
  Rig from, to;
  CairnElement *a, *detail;
  g_autoptr (CairnDocument) fragment = NULL;

  rig_init (&from);
  rig_init (&to);
  a = add (&from, 0, 0, "A");
  detail = cairn_command_add_diagram (from.history, cairn_element_get_parent (from.map),
                                      CAIRN_KIND_SWIMLANE, "Detail");
  cairn_history_begin (from.history, "x");
  cairn_history_set_string (from.history, a, CAIRN_PROP_DRILLS_INTO, cairn_element_get_id (detail));
  cairn_history_set_int (from.history, a, CAIRN_PROP_CLOCK_START, TRUE);
  cairn_history_end (from.history);
  fragment = copy (&from, a, NULL);
  g_assert_true (cairn_command_paste (from.history, fragment, from.map, NULL));
  g_assert_cmpstr (cairn_element_get_string (cairn_element_nth (from.map, CAIRN_KIND_STEP, 1),
                                             CAIRN_PROP_DRILLS_INTO),
                   ==, cairn_element_get_id (detail));
  g_assert_false (cairn_element_get_int (cairn_element_nth (from.map, CAIRN_KIND_STEP, 1),
                                         CAIRN_PROP_CLOCK_START));
  g_assert_true (cairn_command_paste (to.history, fragment, to.map, NULL));
  g_assert_cmpstr (cairn_element_get_string (cairn_element_first (to.map, CAIRN_KIND_STEP),
                                             CAIRN_PROP_DRILLS_INTO),
                   ==, "");
  g_assert_true (
    cairn_element_get_int (cairn_element_first (to.map, CAIRN_KIND_STEP), CAIRN_PROP_CLOCK_START));
  rig_clear (&from);
  rig_clear (&to);
}

static void
test_sipoc (void)
{
  Rig rig;
  CairnElement *sipoc, *input, *process, *requirement;
  g_autoptr (CairnDocument) fragment = NULL;
  g_autofree char *text = NULL;

  rig_init (&rig);
  sipoc = cairn_command_add_diagram (rig.history, cairn_element_get_parent (rig.map),
                                     CAIRN_KIND_SIPOC, "SIPOC");
  input = cairn_command_add_item (rig.history, sipoc, CAIRN_COLUMN_INPUTS, NULL, "Contract");
  process = cairn_command_add_item (rig.history, sipoc, CAIRN_COLUMN_PROCESS, NULL, "Kick-off");
  requirement = cairn_command_add_item (rig.history, sipoc, CAIRN_N_COLUMNS, NULL, "Fast");
  cairn_command_connect (rig.history, input, process, NULL);
  cairn_command_connect (rig.history, process, requirement, NULL);
  fragment = copy (&rig, input, process, requirement, NULL);
  g_assert_false (cairn_command_paste (rig.history, fragment, rig.map, NULL));
  g_assert_true (cairn_command_paste (rig.history, fragment, sipoc, NULL));
  g_assert_cmpuint (cairn_element_count (sipoc, CAIRN_KIND_ITEM), ==, 4);
  g_assert_cmpuint (cairn_element_count (sipoc, CAIRN_KIND_REQUIREMENT), ==, 2);
  g_assert_cmpuint (cairn_element_count (sipoc, CAIRN_KIND_LINK), ==, 4);
  g_assert_cmpuint (cairn_selection_get_n (rig.selection), ==, 3);
  text = cairn_fragment_to_text (fragment);
  g_assert_cmpstr (text, ==, "Input\tProcess step\tRequirement\nContract\tKick-off\tFast\n");
  rig_clear (&rig);
}

/* A crafted fragment: loops, ids of the journey it is pasted into, nothing at all. */
static void
test_hostile (void)
{
  static const char *const texts[] = {
    "<journey id='journey-1' version='2' xmlns='" CAIRN_JOURNEY_NAMESPACE "'/>",
    "<journey id='journey-1' version='2' xmlns='" CAIRN_JOURNEY_NAMESPACE "'><segment id='s'>"
    "<swimlane id='m'><step id='a' title='A'/><flow id='f' from='a' to='a'/>"
    "<odd xmlns='urn:x' id='step-1'/></swimlane></segment></journey>",
    "<journey id='journey-1' version='2' xmlns='" CAIRN_JOURNEY_NAMESPACE
    "'><segment id='segment-1'>"
    "<swimlane id='swimlane-1'><lane id='lane-1'/><step id='step-1' lane='lane-1' title='A'/>"
    "</swimlane></segment></journey>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      Rig rig;
      g_autoptr (GBytes) bytes = g_bytes_new_static (texts[i], strlen (texts[i]));
      g_autoptr (GError) error = NULL;
      g_autoptr (CairnDocument) fragment
        = cairn_journey_read_bytes (bytes, "clipboard", NULL, &error);
      g_autoptr (GBytes) before = NULL;
      g_autoptr (GBytes) after = NULL;

      g_assert_no_error (error);
      rig_init (&rig);
      before = cairn_journey_write_bytes (rig.document);
      if (cairn_command_paste (rig.history, fragment, rig.map, NULL))
        {
          g_autoptr (GBytes) pasted = cairn_journey_write_bytes (rig.document);
          g_autoptr (CairnDocument) sound
            = cairn_journey_read_bytes (pasted, "pasted", NULL, &error);

          g_assert_no_error (error);
          g_assert_cmpuint (cairn_element_count (rig.map, CAIRN_KIND_FLOW), ==, 0);
          cairn_history_undo (rig.history);
        }
      else
        g_assert_cmpuint (i, ==, 0);
      after = cairn_journey_write_bytes (rig.document);
      g_assert_true (g_bytes_equal (before, after));
      rig_clear (&rig);
    }
}

static void
test_text_of (void)
{
  Rig rig;
  CairnElement *a, *b, *c, *d;

  rig_init (&rig);
  a = add (&rig, 0, 0, "A");
  b = add (&rig, 0, 0, "B \"b\"");
  c = add (&rig, 0, 2, "C");
  d = add (&rig, 1, 2, "D");
  {
    g_autoptr (CairnDocument) fragment = copy (&rig, a, b, NULL);
    g_autofree char *text = cairn_fragment_to_text (fragment);

    g_assert_cmpstr (text, ==, "A\n\"B \"\"b\"\"\"\n");
  }
  {
    g_autoptr (CairnDocument) fragment = copy (&rig, a, b, c, NULL);
    g_autofree char *text = cairn_fragment_to_text (fragment);

    g_assert_cmpstr (text, ==, "Stage 1\tStage 3\nA\tC\n\"B \"\"b\"\"\"\t\n");
  }
  {
    g_autoptr (CairnDocument) fragment = copy (&rig, a, b, c, d, NULL);
    g_autofree char *text = cairn_fragment_to_text (fragment);

    g_assert_cmpstr (text, ==,
                     "\tStage 1\tStage 3\nCustomer\tA\tC\nCustomer\t\"B \"\"b\"\"\"\t\nCSM\t\tD\n");
  }
  rig_clear (&rig);
}

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    const char *cells; /* "|" between cells, "/" between rows; NULL: refused */
  } rows[] = {
    { "", NULL },
    { " \n\t\n\r\n", NULL },
    { "A", "A" },
    { "A\nB\n", "A/B" },
    { "A\r\nB\r\n", "A/B" },
    { "A\rB", "A/B" },
    { "A\n\n\n B  c \n", "A/B c" },
    { "A\tB\n\tC\n", "A|B/|C" },
    { "A\t\t\t\n", "A" },
    { "\"A\nb\"\tB\n", "A b|B" },
    { "\"A \"\"b\"\" c\"\n", "A \"b\" c" },
    { "\"A\" said B\n", "\"A\" said B" },
    { "\"A\nB\n", "\"A/B" },
    { "\"\"\n", NULL },
    { "A\x01\xff\xef\xbf\xbf\n", "A\xef\xbf\xbd" },
    { "\xef\xbb\xbfname\n", "name" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *why = NULL;
      g_autoptr (CairnTextTable) table
        = cairn_text_table_parse (rows[i].text, strlen (rows[i].text), &why);
      g_autoptr (GString) told = g_string_new (NULL);

      g_assert_true ((table == NULL) == (rows[i].cells == NULL));
      if (table == NULL)
        {
          g_assert_nonnull (why);
          continue;
        }
      for (guint row = 0; row < cairn_text_table_get_n_rows (table); row++)
        {
          if (row > 0)
            g_string_append_c (told, '/');
          for (guint c = 0; c < cairn_text_table_get_n_columns (table); c++)
            g_string_append_printf (told, "%s%s", c > 0 ? "|" : "",
                                    cairn_text_table_get (table, row, c));
        }
      g_assert_cmpstr (told->str, ==, rows[i].cells);
    }
}

static void
test_limits (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < CAIRN_TEXT_TABLE_MAX_CELLS; i++)
    g_string_append_printf (text, "Step %u\n", i);
  for (guint more = 0; more < 2; more++)
    {
      g_autofree char *why = NULL;
      g_autoptr (CairnTextTable) table = cairn_text_table_parse (text->str, text->len, &why);

      g_assert_true ((table == NULL) == (more == 1));
      g_string_append (text, "one too many\n");
    }
  g_string_truncate (text, 0);
  for (guint i = 0; i < CAIRN_TEXT_TABLE_MAX_COLUMNS; i++)
    g_string_append_c (text, '\t');
  {
    g_autofree char *why = NULL;

    g_string_append (text, "far off\n");
    g_assert_null (cairn_text_table_parse (text->str, text->len, &why));
    g_assert_nonnull (why);
  }
}

typedef struct
{
  const char *text;
  const char *map; /* afterwards; "Known" in Customer and Stage 2 stands there before */
  enum
  {
    NOWHERE,
    AT_STEP,
    AT_LANE,
    AT_STAGE,
    EMPTY_MAP
  } at;
} TableRow;

static const TableRow table_rows[] = {
  { "A\nB\n", "Customer/Stage 2: Known\nCustomer/Stage 1: A\nCustomer/Stage 1: B\nA > B\n",
    NOWHERE },
  { "A\nB\n",
    "Customer/Stage 2: Known\nCustomer/Stage 2: A\nCustomer/Stage 2: B\nKnown > A\nA > B\n",
    AT_STEP },
  { "A\n", "Customer/Stage 2: Known\nCSM/Stage 1: A\n", AT_LANE },
  { "A\n", "Customer/Stage 2: Known\nCustomer/Stage 3: A\n", AT_STAGE },
  { "- A\n2. csm: B\n• C: d\n",
    "Customer/Stage 2: Known\nCustomer/Stage 1: A\nCSM/Stage 1: B\nCustomer/Stage 1: C: d\n"
    "A > B\nB > C: d\n",
    NOWHERE },
  { "CSM:\nA\nB\nCustomer:\nC\n",
    "Customer/Stage 2: Known\nCSM/Stage 1: A\nCSM/Stage 1: B\nCustomer/Stage 1: C\nA > B\nB > C\n",
    NOWHERE },
  /* Stages by position, from that of what is selected; one is made where there is none. */
  { "A\tB\nC\t\n",
    "Customer/Stage 2: Known\nCustomer/Stage 1: A\nCustomer/Stage 2: B\nCustomer/Stage 1: C\n"
    "A > C\nC > B\n",
    NOWHERE },
  { "A\tB\n", "Customer/Stage 2: Known\nCustomer/Stage 3: A\nCustomer/New stage: B\nA > B\n",
    AT_STAGE },
  /* Stages by name. */
  { "stage 3\tStage 1\nA\tB\n",
    "Customer/Stage 2: Known\nCustomer/Stage 3: A\nCustomer/Stage 1: B\nA > B\n", NOWHERE },
  { "Stage 3\tAdoption\nA\tB\n",
    "Customer/Stage 2: Known\nCustomer/Stage 3: A\nCustomer/Adoption: B\nA > B\n", NOWHERE },
  /* Lanes by name, with and without a row of stages. */
  { "CSM\tA\nCustomer\tB\n\tC\n",
    "Customer/Stage 2: Known\nCSM/Stage 1: A\nCustomer/Stage 1: B\nCustomer/Stage 1: C\nB > C\n",
    NOWHERE },
  { "\tStage 2\tStage 3\nCSM\tA\tB\nSales\tC\t\n",
    "Customer/Stage 2: Known\nCSM/Stage 2: A\nCSM/Stage 3: B\nSales/Stage 2: C\nA > B\n", NOWHERE },
  /* An empty map takes the names of the table. */
  { "Sign\tStage 1\tAdopt\nA\tB\tC\n",
    "Customer/Sign: A\nCustomer/Stage 1: B\nCustomer/Adopt: C\nA > B\nB > C\n", EMPTY_MAP },
  { "\tSign\nSales\tA\nCSM\tB\n", "Sales/Sign: A\nCSM/Sign: B\n", EMPTY_MAP },
  { "\"A\nb\"\t\"C\"\"d\"\n",
    "Customer/Stage 2: Known\nCustomer/Stage 1: A b\nCustomer/Stage 2: C\"d\nA b > C\"d\n",
    NOWHERE },
};

static void
test_table (gconstpointer data)
{
  const TableRow *row = data;
  Rig rig;
  CairnElement *known;
  g_autofree char *why = NULL;
  g_autoptr (CairnTextTable) table = cairn_text_table_parse (row->text, strlen (row->text), &why);
  g_autofree char *before = NULL;

  g_assert_nonnull (table);
  rig_init (&rig);
  known = row->at != EMPTY_MAP ? add (&rig, 0, 1, "Known") : NULL;
  before = tell (rig.document, rig.map);
  g_assert_cmpuint (cairn_command_paste_table (rig.history, rig.map,
                                               row->at == AT_STEP    ? known
                                               : row->at == AT_LANE  ? rig.lanes[1]
                                               : row->at == AT_STAGE ? rig.stages[2]
                                                                     : NULL,
                                               table),
                    ==, cairn_selection_get_n (rig.selection));
  assert_map (&rig, row->map);
  cairn_history_undo (rig.history);
  assert_map (&rig, before);
  rig_clear (&rig);
}

/* What was copied as text gives the same steps in an empty map. */
static void
test_round (void)
{
  Rig from, to;
  CairnElement *a, *b;
  g_autoptr (CairnDocument) fragment = NULL;
  g_autofree char *text = NULL;
  g_autofree char *why = NULL;
  g_autoptr (CairnTextTable) table = NULL;

  rig_init (&from);
  rig_init (&to);
  a = add (&from, 0, 0, "A");
  b = add (&from, 1, 0, "B");
  fragment = copy (&from, a, b, add (&from, 1, 2, "C"), NULL);
  text = cairn_fragment_to_text (fragment);
  table = cairn_text_table_parse (text, strlen (text), &why);
  cairn_command_paste_table (to.history, to.map, NULL, table);
  assert_map (&to, "Customer/Stage 1: A\nCSM/Stage 1: B\nCSM/Stage 3: C\nB > C\n");
  rig_clear (&from);
  rig_clear (&to);
}

static void
test_table_sipoc (void)
{
  static const char text[] = "Output\tCustomer\nPlan\tSponsor\nReport\t\n";
  Rig rig;
  g_autofree char *why = NULL;
  g_autoptr (CairnTextTable) table = cairn_text_table_parse (text, strlen (text), &why);
  CairnElement *sipoc;

  rig_init (&rig);
  sipoc = cairn_command_add_diagram (rig.history, cairn_element_get_parent (rig.map),
                                     CAIRN_KIND_SIPOC, "SIPOC");
  g_assert_cmpuint (cairn_command_paste_table (rig.history, sipoc, NULL, table), ==, 3);
  g_assert_cmpint (
    cairn_element_get_int (cairn_element_nth (sipoc, CAIRN_KIND_ITEM, 1), CAIRN_PROP_COLUMN), ==,
    CAIRN_COLUMN_OUTPUTS);
  g_assert_cmpstr (cairn_element_get_title (cairn_element_nth (sipoc, CAIRN_KIND_ITEM, 2)), ==,
                   "Sponsor");
  rig_clear (&rig);
}

/* A name that no box could show stands in the notes. */
static void
test_long (void)
{
  Rig rig;
  g_autofree char *text = g_strnfill (3000, 'x');
  g_autofree char *why = NULL;
  g_autoptr (CairnTextTable) table = cairn_text_table_parse (text, strlen (text), &why);
  CairnElement *step;

  rig_init (&rig);
  cairn_command_paste_table (rig.history, rig.map, NULL, table);
  step = cairn_element_first (rig.map, CAIRN_KIND_STEP);
  g_assert_cmpuint (strlen (cairn_element_get_title (step)), <, 500);
  g_assert_cmpstr (cairn_element_get_string (step, CAIRN_PROP_NOTES), ==, text);
  rig_clear (&rig);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paste/fragment", test_fragment);
  g_test_add_func ("/paste/nothing", test_copies_nothing);
  g_test_add_func ("/paste/whole", test_whole);
  g_test_add_func ("/paste/same-map", test_same_map);
  g_test_add_func ("/paste/other-map", test_other_map);
  g_test_add_func ("/paste/playbooks", test_playbooks);
  g_test_add_func ("/paste/references", test_references);
  g_test_add_func ("/paste/sipoc", test_sipoc);
  g_test_add_func ("/paste/hostile", test_hostile);
  g_test_add_func ("/paste/text-of", test_text_of);
  g_test_add_func ("/paste/parse", test_parse);
  g_test_add_func ("/paste/limits", test_limits);
  for (guint i = 0; i < G_N_ELEMENTS (table_rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/paste/table/%u", i);

      g_test_add_data_func (path, &table_rows[i], test_table);
    }
  g_test_add_func ("/paste/round", test_round);
  g_test_add_func ("/paste/table-sipoc", test_table_sipoc);
  g_test_add_func ("/paste/long", test_long);
  return g_test_run ();
}
