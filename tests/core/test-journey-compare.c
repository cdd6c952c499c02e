/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the comparison of two journeys says, and that it says something for every command. */

#include "command/cairn-element-commands.h"
#include "command/cairn-grid-commands.h"
#include "command/cairn-journey-commands.h"
#include "command/cairn-playbook-commands.h"
#include "command/cairn-sipoc-commands.h"
#include "command/cairn-step-commands.h"
#include "insight/cairn-journey-compare.h"
#include "io/cairn-journey.h"

#include <string.h>

#define N_SEEDS 20
#define N_COMMANDS 150

static const char journey_xml[]
  = "<journey xmlns='" CAIRN_JOURNEY_NAMESPACE "' version='1' id='journey-1' name='Acme'>\n"
    "<source id='source-1' path='a.db'/>\n"
    "<segment id='segment-1' name='Enterprise'>\n"
    "<swimlane id='swimlane-1' name='Onboarding'>\n"
    "<lane id='lane-1' name='Customer' kind='customer'/>\n"
    "<lane id='lane-2' name='CSM'/>\n"
    "<stage id='stage-1' name='Kick-off' target='7d'><called id='called-1' "
    "name='Signed'/></stage>\n"
    "<stage id='stage-2' name='Build'/>\n"
    "<step id='step-1' title='One' lane='lane-1' stage='stage-1'/>\n"
    "<step id='step-2' title='Two' lane='lane-1' stage='stage-1'/>\n"
    "<step id='step-3' title='Three' lane='lane-1' stage='stage-1' channel='call'/>\n"
    "<step id='step-4' title='Four' lane='lane-2' stage='stage-1'><notes>Ask</notes></step>\n"
    "<flow id='flow-1' from='step-1' to='step-2'/>\n"
    "<flow id='flow-2' from='step-3' to='step-4' label='yes'/>\n"
    "</swimlane>\n"
    "<sipoc id='sipoc-1' name='Map'><item id='item-1' column='input' title='Contract'/>"
    "<requirement id='requirement-1' title='Fast'/></sipoc>\n"
    "</segment>\n"
    "<playbook id='playbook-1' name='Kick-off'><task id='task-1' title='Call'/></playbook>\n"
    "<playbook id='playbook-2' name='Review'><task id='task-2' title='Write'/></playbook>\n"
    "</journey>";

static CairnDocument *
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  CairnDocument *document = cairn_journey_read_bytes (bytes, "test.cairn", NULL, &error);

  g_assert_no_error (error);
  return document;
}

static char *
replace (const char *text, const char *old_text, const char *new_text)
{
  g_auto (GStrv) parts = g_strsplit (text, old_text, -1);

  g_assert_cmpuint (g_strv_length (parts), >=, 2);
  return g_strjoinv (new_text, parts);
}

/* "kind: sentence", a line each. */
static char *
tell (GPtrArray *differences)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < differences->len; i++)
    {
      const CairnDifference *one = g_ptr_array_index (differences, i);
      g_autofree char *sentence = cairn_difference_dup_sentence (one);

      g_string_append_printf (text, "%s: %s\n", cairn_difference_kind_to_word (one->kind),
                              sentence);
      g_assert_true (g_utf8_validate (sentence, -1, NULL));
      g_assert_true ((one->before == NULL) == (one->kind == CAIRN_DIFFERENCE_ADDED));
      g_assert_true ((one->after == NULL) == (one->kind == CAIRN_DIFFERENCE_REMOVED));
      g_assert_nonnull (one->place);
    }
  return g_string_free (text, FALSE);
}

#define MAP "Enterprise · Onboarding: "

/* Each replaces some text of the journey by another. */
static const struct
{
  const char *name;
  const char *old_text, *new_text;
  const char *expected;
} rows[] = {
  { "same", "Acme", "Acme", "" },
  { "add", "<flow id='flow-1'", "<step id='step-5' title='Five'/><flow id='flow-1'",
    "added: " MAP "step “Five” added\n" },
  { "add-diagram", "</segment>",
    "<swimlane id='swimlane-2'><lane id='lane-9'/></swimlane></segment>",
    "added: Enterprise · Swimlane: swimlane without a name added, with the 1 thing in it\n" },
  { "remove", "<flow id='flow-2' from='step-3' to='step-4' label='yes'/>\n", "",
    "removed: " MAP "flow “yes” from “Three” to “Four” removed\n" },
  { "remove-playbook",
    "<playbook id='playbook-2' name='Review'><task id='task-2' title='Write'/></playbook>", "",
    "removed: Playbook “Review”: playbook “Review” removed, with the 1 thing in it\n" },
  { "stage", "title='Four' lane='lane-2' stage='stage-1'",
    "title='Four' lane='lane-2' stage='stage-2'",
    "moved: " MAP "step “Four” moved from stage Kick-off to Build\n" },
  { "cell", "title='Four' lane='lane-2' stage='stage-1'",
    "title='Four' lane='lane-1' stage='stage-2'",
    "moved: " MAP
    "step “Four” moved from lane CSM, stage Kick-off to lane Customer, stage Build\n" },
  { "no-lane", "title='Four' lane='lane-2'", "title='Four'",
    "moved: " MAP "step “Four” moved from lane CSM to no lane\n" },
  { "column", "column='input'", "column='output'",
    "moved: Enterprise · Map: item “Contract” moved from column Input to Output\n" },
  { "parent",
    "<task id='task-1' title='Call'/></playbook>\n<playbook id='playbook-2' name='Review'>",
    "</playbook>\n<playbook id='playbook-2' name='Review'><task id='task-1' title='Call'/>",
    "moved: Playbook “Review”: task “Call” moved from playbook “Kick-off” to playbook “Review”\n" },
  { "into-new", "<task id='task-1' title='Call'/></playbook>",
    "</playbook><playbook id='playbook-3' name='New'><task id='task-1' title='Call'/></playbook>",
    "added: Playbook “New”: playbook “New” added\n"
    "moved: Playbook “New”: task “Call” moved from playbook “Kick-off” to playbook “New”\n" },
  { "bands", "<lane id='lane-1' name='Customer' kind='customer'/>\n<lane id='lane-2' name='CSM'/>",
    "<lane id='lane-2' name='CSM'/>\n<lane id='lane-1' name='Customer' kind='customer'/>",
    "moved: " MAP "lane “CSM” moved to the first place\n" },
  { "file-order",
    "<flow id='flow-1' from='step-1' to='step-2'/>\n<flow id='flow-2' from='step-3' to='step-4' "
    "label='yes'/>",
    "<flow id='flow-2' from='step-3' to='step-4' label='yes'/>\n<flow id='flow-1' from='step-1' "
    "to='step-2'/>",
    "changed: " MAP "swimlane “Onboarding”: what it holds stands in another order in the file\n" },
  { "reword", "'Four'", "'Quatre'", "reworded: " MAP "step “Four” is now called “Quatre”\n" },
  { "unname", "'Four'", "''", "reworded: " MAP "step “Four” has no name now\n" },
  { "label", "label='yes'", "label='no'",
    "reworded: " MAP "flow “yes” from “Three” to “Four” is now called “no”\n" },
  { "journey", "name='Acme'", "name='Best'",
    "reworded: Journey: the journey is now called “Best”\n" },
  { "enum", "channel='call'", "channel='in-person'",
    "changed: " MAP "step “Three”: Channel was “Call”, is now “In person”\n" },
  { "duration", "target='7d'", "target='10d'",
    "changed: " MAP "stage “Kick-off”: Target was “7d”, is now “10d”\n" },
  { "set", "id='step-4'", "id='step-4' effort='30'",
    "changed: " MAP "step “Four”: Effort (minutes) was not set, is now “30”\n" },
  { "unset", "<notes>Ask</notes>", "",
    "changed: " MAP "step “Four”: Notes was “Ask”, is not set now\n" },
  { "bool", "id='step-4'", "id='step-4' automated='yes'",
    "changed: " MAP "step “Four”: Automated was “no”, is now “yes”\n" },
  { "number", "title='Fast'", "title='Fast' target='2.5'",
    "changed: Enterprise · Map: requirement “Fast”: Target was not set, is now “2.5”\n" },
  { "ref", "to='step-2'", "to='step-4'",
    "changed: " MAP "flow from “One” to “Four”: To was “Two”, is now “Four”\n" },
  { "source", "a.db", "b.db",
    "changed: Journey: the timings: Database was “a.db”, is now “b.db”\n" },
  { "attach", "<notes>Ask</notes>", "<notes>Ask</notes><attach id='x' playbook='playbook-1'/>",
    "changed: " MAP "step “Four”: playbook “Kick-off” attached\n" },
  { "alias", "name='Signed'", "name='Won'",
    "changed: " MAP "stage “Kick-off”: name in the data “Signed” removed\n"
    "changed: " MAP "stage “Kick-off”: name in the data “Won” added\n" },
  { "alias-id", "'called-1'", "'called-7'", "" },
  { "unknown", "id='step-4'", "id='step-4' mood='glad'",
    "changed: " MAP "step “Four”: something that this version does not know changed\n" },
  { "other-kind", "<lane id='lane-2' name='CSM'/>",
    "<lane id='lane-2' name='CSM'/><lane id='item-9'/>",
    "added: " MAP "lane without a name added\n" },
};

static void
test_row (gconstpointer data)
{
  gsize i = GPOINTER_TO_SIZE (data);
  g_autofree char *changed = replace (journey_xml, rows[i].old_text, rows[i].new_text);
  g_autoptr (CairnDocument) a = read_text (journey_xml);
  g_autoptr (CairnDocument) b = read_text (changed);
  g_autoptr (GPtrArray) differences = cairn_journey_compare (a, b);
  g_autofree char *told = tell (differences);

  g_assert_cmpstr (told, ==, rows[i].expected);
}

static void
test_details_back (void)
{
  g_autofree char *with = replace (journey_xml, "<notes>Ask</notes>",
                                   "<attach id='x' playbook='playbook-1'/>"
                                   "<attach id='y' playbook='playbook-2'/>");
  g_autofree char *other = replace (journey_xml, "<notes>Ask</notes>",
                                    "<attach id='y' playbook='playbook-2'/>"
                                    "<attach id='x' playbook='playbook-1'/>");
  g_autofree char *without
    = replace (journey_xml, "<notes>Ask</notes>", "<attach id='x' playbook='playbook-1'/>");
  g_autoptr (CairnDocument) a = read_text (with);
  g_autoptr (CairnDocument) b = read_text (other);
  g_autoptr (CairnDocument) c = read_text (without);
  g_autoptr (GPtrArray) order = cairn_journey_compare (a, b);
  g_autoptr (GPtrArray) gone = cairn_journey_compare (a, c);
  g_autofree char *order_told = tell (order);
  g_autofree char *gone_told = tell (gone);

  g_assert_cmpstr (order_told, ==,
                   "changed: " MAP "step “Four”: its playbooks are in another order\n");
  g_assert_cmpstr (gone_told, ==, "changed: " MAP "step “Four”: playbook “Review” detached\n");
}

/* A journey and its copy, to change. */
typedef struct
{
  GRand *rand;
  CairnDocument *before, *after;
  CairnSelection *selection;
  CairnHistory *history;
} Rig;

static void
rig_init (Rig *rig, const char *text, guint32 seed)
{
  rig->rand = g_rand_new_with_seed (seed);
  rig->before = read_text (text);
  rig->after = read_text (text);
  rig->selection = cairn_selection_new ();
  rig->history = cairn_history_new (rig->after, rig->selection);
}

static void
rig_clear (Rig *rig)
{
  g_rand_free (rig->rand);
  g_object_unref (rig->history);
  g_object_unref (rig->selection);
  g_object_unref (rig->before);
  g_object_unref (rig->after);
}

static char *
rig_tell (Rig *rig)
{
  g_autoptr (GPtrArray) differences = cairn_journey_compare (rig->before, rig->after);

  return tell (differences);
}

static CairnElement *
get (Rig *rig, const char *id)
{
  return cairn_document_lookup (rig->after, id);
}

static void
test_move_in_cell (void)
{
  Rig rig;
  g_autofree char *told = NULL;
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  rig_init (&rig, journey_xml, 1);
  g_ptr_array_add (steps, get (&rig, "step-1"));
  cairn_command_move_steps (rig.history, steps, get (&rig, "lane-1"), get (&rig, "stage-1"), NULL);
  told = rig_tell (&rig);
  g_assert_true (g_str_has_suffix (told, "step “One” moved behind step “Three”\n"));
  g_assert_true (strchr (told, '\n')[1] == '\0');
  rig_clear (&rig);
}

/* What is gone stands where it stood. */
static void
test_lane_deleted (void)
{
  Rig rig;
  g_autofree char *told = NULL;
  g_autoptr (GPtrArray) lanes = g_ptr_array_new ();

  rig_init (&rig, journey_xml, 1);
  g_ptr_array_add (lanes, get (&rig, "lane-2"));
  cairn_command_delete (rig.history, lanes);
  told = rig_tell (&rig);
  g_assert_cmpstr (told, ==,
                   "removed: " MAP "lane “CSM” removed\n"
                   "removed: " MAP "step “Four” removed\n"
                   "removed: " MAP "flow “yes” from “Three” to “Four” removed\n");
  rig_clear (&rig);
}

static char *
many_steps (guint n)
{
  g_autoptr (GString) steps = g_string_new (NULL);

  for (guint i = 10; i < n + 10; i++)
    g_string_append_printf (steps, "<step id='step-%u' title='%u' lane='lane-2' stage='stage-2'/>",
                            i, i);
  g_string_append (steps, "<flow id='flow-1'");
  return replace (journey_xml, "<flow id='flow-1'", steps->str);
}

/* Moved are as few as can be: every tenth goes to the end, and only those are told of. */
static void
test_reorder_is_minimal (void)
{
  g_autofree char *text = many_steps (200);
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  g_autoptr (GPtrArray) differences = NULL;
  Rig rig;

  rig_init (&rig, text, 1);
  for (guint i = 10; i < 210; i += 10)
    {
      g_autofree char *id = g_strdup_printf ("step-%u", i);

      g_ptr_array_add (steps, get (&rig, id));
    }
  cairn_command_move_steps (rig.history, steps, get (&rig, "lane-2"), get (&rig, "stage-2"), NULL);
  differences = cairn_journey_compare (rig.before, rig.after);
  g_assert_cmpuint (differences->len, ==, 20);
  for (guint i = 0; i < differences->len; i++)
    {
      const CairnDifference *one = g_ptr_array_index (differences, i);

      g_assert_cmpint (one->kind, ==, CAIRN_DIFFERENCE_MOVED);
      g_assert_true (one->after == g_ptr_array_index (steps, i));
    }
  rig_clear (&rig);
}

/* 5,000 steps in reverse; how long it takes is told, not judged. */
static void
test_many (void)
{
  g_autofree char *text = many_steps (5000);
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  g_autoptr (GPtrArray) differences = NULL;
  gint64 start;
  Rig rig;

  rig_init (&rig, text, 1);
  start = g_get_monotonic_time ();
  differences = cairn_journey_compare (rig.before, rig.after);
  g_test_message ("equal: %.1f ms", (double) (g_get_monotonic_time () - start) / 1000);
  g_assert_cmpuint (differences->len, ==, 0);
  for (guint i = 10; i < 5010; i += 2)
    {
      g_autofree char *id = g_strdup_printf ("step-%u", i);

      g_ptr_array_add (steps, get (&rig, id));
    }
  cairn_command_move_steps (rig.history, steps, get (&rig, "lane-2"), get (&rig, "stage-2"), NULL);
  g_clear_pointer (&differences, g_ptr_array_unref);
  start = g_get_monotonic_time ();
  differences = cairn_journey_compare (rig.before, rig.after);
  g_test_message ("2,500 moved: %.1f ms", (double) (g_get_monotonic_time () - start) / 1000);
  g_assert_cmpuint (differences->len, ==, 2500);
  rig_clear (&rig);
}

/* ---- any command makes a difference ---- */

static void
collect (CairnElement *element, CairnKind kind, GPtrArray *found)
{
  if (cairn_element_get_kind (element) == kind)
    g_ptr_array_add (found, element);
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    collect (cairn_element_get_child (element, i), kind, found);
}

static int
below (Rig *rig, int n)
{
  return g_rand_int_range (rig->rand, 0, n);
}

static CairnElement *
any (Rig *rig, CairnKind kind)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  collect (cairn_document_get_root (rig->after), kind, found);
  return found->len > 0 ? g_ptr_array_index (found, below (rig, (int) found->len)) : NULL;
}

/* Another child of the parent of @element that is of @kind, or NULL. */
static CairnElement *
beside (Rig *rig, CairnElement *element, CairnKind kind)
{
  CairnElement *parent = cairn_element_get_parent (element);
  guint n = cairn_element_count (parent, kind);
  guint nth = (guint) below (rig, (int) n + 1);
  CairnElement *found = nth < n ? cairn_element_nth (parent, kind, nth) : NULL;

  return found != element ? found : NULL;
}

static void
change_step (Rig *rig, CairnElement *step, int action)
{
  CairnElement *playbook = any (rig, CAIRN_KIND_PLAYBOOK);
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();

  g_ptr_array_add (steps, step);
  if (action == 0)
    cairn_command_move_steps (rig->history, steps, beside (rig, step, CAIRN_KIND_LANE),
                              beside (rig, step, CAIRN_KIND_STAGE),
                              beside (rig, step, CAIRN_KIND_STEP));
  else if (action == 1)
    cairn_command_add_next_step (rig->history, step, (CairnNext) below (rig, 5));
  else if (action == 2)
    cairn_command_reorder_step (rig->history, step, below (rig, 2) ? 1 : -1);
  else if (action == 3 && playbook != NULL)
    cairn_command_attach (rig->history, step, playbook);
  else if (action == 4 && playbook != NULL)
    cairn_command_detach (rig->history, step, playbook);
  else
    cairn_command_connect (rig->history, step, any (rig, CAIRN_KIND_STEP), NULL);
}

static void
change_element (Rig *rig, CairnElement *element)
{
  static const char *const words[] = { "Größe & <Maß>", "", "日本語", "Call" };
  const char *word = words[below (rig, G_N_ELEMENTS (words))];
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  CairnKind kind = cairn_element_get_kind (element);

  g_ptr_array_add (elements, element);
  if (below (rig, 3) == 0 && cairn_element_get_title_prop (element) != CAIRN_N_PROPS)
    cairn_command_rename (rig->history, element, word);
  else if (kind == CAIRN_KIND_LANE || kind == CAIRN_KIND_STAGE)
    cairn_command_move_band (rig->history, element, beside (rig, element, kind));
  else if (kind == CAIRN_KIND_TASK)
    cairn_command_move_task (rig->history, element, beside (rig, element, kind));
  else if (kind == CAIRN_KIND_ITEM)
    cairn_command_move_item (rig->history, element, (guint) below (rig, CAIRN_N_COLUMNS),
                             beside (rig, element, kind));
  else if (kind == CAIRN_KIND_PLAYBOOK)
    cairn_command_add_task (rig->history, element, NULL, word);
  else if (kind == CAIRN_KIND_SEGMENT && below (rig, 4) == 0)
    cairn_command_add_diagram (rig->history, element, CAIRN_KIND_SWIMLANE, word);
  else if (kind == CAIRN_KIND_SIPOC)
    cairn_command_add_item (rig->history, element, (guint) below (rig, 6), NULL, word);
  else if (kind == CAIRN_KIND_FLOW && below (rig, 2))
    cairn_command_insert_in_flow (rig->history, element);
  else if (kind == CAIRN_KIND_FLOW || (kind == CAIRN_KIND_STEP && below (rig, 3) == 0))
    cairn_command_delete (rig->history, elements);
  else if (kind == CAIRN_KIND_STEP)
    change_step (rig, element, below (rig, 6));
}

/* The bytes, without the ids of what has no meaning to people by itself. */
static char *
bytes_of (CairnDocument *document)
{
  g_autoptr (GRegex) ids = g_regex_new ("<(called|attach) id=\"[^\"]*\"", 0, 0, NULL);
  g_autoptr (GBytes) bytes = cairn_journey_write_bytes (document);

  return g_regex_replace (ids, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes), 0,
                          "<\\1", 0, NULL);
}

static CairnDocument *
copy (CairnDocument *document)
{
  g_autoptr (GBytes) bytes = cairn_journey_write_bytes (document);
  g_autoptr (GError) error = NULL;
  CairnDocument *read = cairn_journey_read_bytes (bytes, "copy.cairn", NULL, &error);

  g_assert_no_error (error);
  return read;
}

static void
test_random (gconstpointer data)
{
  Rig rig;

  rig_init (&rig, journey_xml, GPOINTER_TO_UINT (data));
  for (guint i = 0; i < N_COMMANDS; i++)
    {
      g_autoptr (CairnDocument) before = copy (rig.after);
      g_autoptr (CairnDocument) after = NULL;
      g_autoptr (GPtrArray) none = cairn_journey_compare (before, rig.after);
      g_autoptr (GPtrArray) some = NULL;
      g_autoptr (GPtrArray) back = NULL;
      g_autofree char *old_bytes = bytes_of (before);
      g_autofree char *new_bytes = NULL;
      CairnElement *element = any (&rig, (CairnKind) below (&rig, CAIRN_KIND_FOREIGN));

      g_assert_cmpuint (none->len, ==, 0);
      if (element == NULL)
        continue;
      change_element (&rig, element);
      after = copy (rig.after);
      new_bytes = bytes_of (after);
      some = cairn_journey_compare (before, after);
      back = cairn_journey_compare (after, before);
      g_free (tell (back));
      g_assert_cmpint (some->len > 0, ==, strcmp (old_bytes, new_bytes) != 0);
      g_assert_cmpint (back->len > 0, ==, some->len > 0);
    }
  rig_clear (&rig);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/journey-compare/row/%s", rows[i].name);

      g_test_add_data_func (path, GSIZE_TO_POINTER (i), test_row);
    }
  g_test_add_func ("/journey-compare/details", test_details_back);
  g_test_add_func ("/journey-compare/move-in-cell", test_move_in_cell);
  g_test_add_func ("/journey-compare/lane-deleted", test_lane_deleted);
  g_test_add_func ("/journey-compare/reorder-is-minimal", test_reorder_is_minimal);
  g_test_add_func ("/journey-compare/many", test_many);
  for (guint seed = 1; seed <= N_SEEDS; seed++)
    {
      g_autofree char *path = g_strdup_printf ("/journey-compare/random/%02u", seed);

      g_test_add_data_func (path, GUINT_TO_POINTER (seed), test_random);
    }
  return g_test_run ();
}
