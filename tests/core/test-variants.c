/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Variants, versions and snapshots: what is copied, what counts as overridden, what comes back. */

#include "command/cairn-element-commands.h"
#include "command/cairn-follow.h"
#include "command/cairn-grid-commands.h"
#include "command/cairn-path-commands.h"
#include "command/cairn-playbook-commands.h"
#include "command/cairn-snapshot-commands.h"
#include "command/cairn-step-commands.h"
#include "command/cairn-variant-commands.h"
#include "insight/cairn-journey-compare.h"
#include "insight/cairn-place-compare.h"
#include "insight/cairn-segment-compare.h"
#include "insight/cairn-variant.h"
#include "io/cairn-journey-snapshot.h"
#include "io/cairn-journey.h"
#include "model/cairn-base.h"

#include <string.h>

static const char journey_xml[]
  = "<journey xmlns='" CAIRN_JOURNEY_NAMESPACE "' version='2' id='journey-1' name='Acme'>\n"
    "<segment id='segment-1' name='Enterprise'><called id='called-1' name='ent'/>\n"
    "<swimlane id='swimlane-1' name='Onboarding'>\n"
    "<lane id='lane-1' name='Customer' kind='customer'/>\n"
    "<lane id='lane-2' name='CSM'/>\n"
    "<stage id='stage-1' name='Kick-off' target='7d'><called id='called-2' "
    "name='Signed'/></stage>\n"
    "<stage id='stage-2' name='Build'/>\n"
    "<step id='step-1' title='Welcome' lane='lane-2' stage='stage-1' effort='20'/>\n"
    "<step id='step-2' title='Reply' kind='task' lane='lane-1' stage='stage-1' effort='5'/>\n"
    "<step id='step-3' title='Kick-off call' lane='lane-2' stage='stage-2' channel='call' "
    "effort='60'><attach id='attach-1' playbook='playbook-1'/></step>\n"
    "<flow id='flow-1' from='step-1' to='step-2'/>\n"
    "<flow id='flow-2' from='step-2' to='step-3' label='yes'/>\n"
    "</swimlane>\n"
    "<sipoc id='sipoc-1' name='Map'><item id='item-1' column='supplier' title='CSM' "
    "twin='lane-2'/><item id='item-2' column='input' title='Contract'/>"
    "<link id='link-1' from='item-1' to='item-2'/>"
    "<requirement id='requirement-1' title='Fast' stage='stage-1'/></sipoc>\n"
    "</segment>\n"
    "<segment id='segment-2' name='Other'/>\n"
    "<playbook id='playbook-1' name='Kick-off'><task id='task-1' title='Call'/></playbook>\n"
    "<playbook id='playbook-2' name='Review'/>\n"
    "</journey>";

typedef struct
{
  CairnDocument *document;
  CairnSelection *selection;
  CairnHistory *history;
  CairnElement *base;    /* Enterprise */
  CairnElement *variant; /* made of it */
} Rig;

static CairnElement *
find (Rig *rig, const char *id)
{
  CairnElement *element = cairn_document_lookup (rig->document, id);

  g_assert_nonnull (element);
  return element;
}

/* What in the variant is made from @id. */
static CairnElement *
like (Rig *rig, const char *id)
{
  g_autoptr (GHashTable) index = cairn_base_index (rig->document, rig->variant);

  return g_hash_table_lookup (index, find (rig, id));
}

static void
rig_init (Rig *rig)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (journey_xml, strlen (journey_xml));
  g_autoptr (GError) error = NULL;

  rig->document = cairn_journey_read_bytes (bytes, "test.cairn", NULL, &error);
  g_assert_no_error (error);
  rig->selection = cairn_selection_new ();
  rig->history = cairn_history_new (rig->document, rig->selection);
  rig->base = find (rig, "segment-1");
  rig->variant = cairn_command_add_variant (rig->history, rig->base, "Digital");
}

static void
rig_clear (Rig *rig)
{
  g_object_unref (rig->history);
  g_object_unref (rig->selection);
  g_object_unref (rig->document);
}

static void
set_text (Rig *rig, CairnElement *element, CairnProp prop, const char *text)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  const CairnPropSpec *spec = cairn_schema_prop (cairn_element_get_kind (element), prop);
  g_auto (CairnValue) value = cairn_value_initial (spec);

  g_assert_true (cairn_value_parse (text, spec, &value));
  g_ptr_array_add (elements, element);
  cairn_command_set (rig->history, elements, prop, &value, FALSE);
}

static void
reset (Rig *rig, CairnElement *element)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  g_ptr_array_add (elements, element);
  cairn_command_reset_to_base (rig->history, elements);
}

static void
assert_sound (Rig *rig)
{
  g_autoptr (GBytes) bytes = cairn_journey_write_bytes (rig->document);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnDocument) read = cairn_journey_read_bytes (bytes, "test.cairn", NULL, &error);

  g_assert_no_error (error);
}

static guint
count_overrides (Rig *rig)
{
  g_autoptr (CairnVariant) variant = cairn_variant_new (rig->document, rig->variant);
  g_autoptr (GPtrArray) overrides = cairn_variant_dup_overrides (variant);

  return overrides->len;
}

static CairnVariantState
state_of (Rig *rig, CairnElement *element)
{
  g_autoptr (CairnVariant) variant = cairn_variant_new (rig->document, rig->variant);

  return cairn_variant_get_state (variant, element);
}

static void
test_variant_copies_all (void)
{
  Rig rig;
  CairnElement *flow, *step;

  rig_init (&rig);
  assert_sound (&rig);
  g_assert_true (cairn_element_next (rig.base) == rig.variant);
  g_assert_true (cairn_base_get (rig.document, rig.variant) == rig.base);
  /* Customers belong to one segment. */
  g_assert_cmpuint (cairn_element_count (rig.variant, CAIRN_KIND_ALIAS), ==, 0);
  step = like (&rig, "step-3");
  g_assert_cmpstr (cairn_element_get_title (step), ==, "Kick-off call");
  g_assert_true (cairn_document_resolve (rig.document, step, CAIRN_PROP_LANE)
                 == like (&rig, "lane-2"));
  g_assert_cmpuint (cairn_element_count (step, CAIRN_KIND_ATTACHMENT), ==, 1);
  flow = like (&rig, "flow-2");
  g_assert_true (cairn_document_resolve (rig.document, flow, CAIRN_PROP_TO) == step);
  g_assert_true (cairn_document_resolve (rig.document, like (&rig, "item-1"), CAIRN_PROP_TWIN)
                 == like (&rig, "lane-2"));
  g_assert_true (
    cairn_document_resolve (rig.document, like (&rig, "requirement-1"), CAIRN_PROP_STAGE)
    == like (&rig, "stage-1"));
  g_assert_cmpuint (count_overrides (&rig), ==, 0);
  g_assert_true (cairn_history_undo (rig.history));
  g_assert_cmpuint (
    cairn_element_count (cairn_document_get_root (rig.document), CAIRN_KIND_SEGMENT), ==, 2);
  rig_clear (&rig);
}

/* What is changed in the variant, and what it is then. */
static const struct
{
  const char *id; /* in the base; its like is changed */
  CairnProp prop;
  const char *text; /* "=ID": the like of that */
  CairnVariantState state;
  const char *was;
} changes[] = {
  { "step-1", CAIRN_PROP_TITLE, "Hello", CAIRN_VARIANT_DIFFERS, "Welcome" },
  { "step-1", CAIRN_PROP_TITLE, "Welcome", CAIRN_VARIANT_INHERITED, NULL },
  { "step-1", CAIRN_PROP_EFFORT, "10", CAIRN_VARIANT_DIFFERS, "20" },
  { "step-1", CAIRN_PROP_STAGE, "=stage-2", CAIRN_VARIANT_DIFFERS, "Kick-off" },
  { "step-1", CAIRN_PROP_STAGE, "=stage-1", CAIRN_VARIANT_INHERITED, NULL },
  { "step-3", CAIRN_PROP_CHANNEL, "email", CAIRN_VARIANT_DIFFERS, "Call" },
  { "stage-1", CAIRN_PROP_TARGET, "3d", CAIRN_VARIANT_DIFFERS, "7d" },
  { "stage-1", CAIRN_PROP_COLLAPSED, "yes", CAIRN_VARIANT_INHERITED, NULL },
  { "lane-2", CAIRN_PROP_SIZE, "200", CAIRN_VARIANT_INHERITED, NULL },
  { "swimlane-1", CAIRN_PROP_NAME, "Short", CAIRN_VARIANT_DIFFERS, "Onboarding" },
  { "flow-2", CAIRN_PROP_LABEL, "no", CAIRN_VARIANT_DIFFERS, "yes" },
  { "item-2", CAIRN_PROP_DETAIL, "signed", CAIRN_VARIANT_DIFFERS, NULL },
};

static void
test_overrides (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      Rig rig;
      CairnElement *element;
      const char *text = changes[i].text;
      g_autoptr (CairnVariant) variant = NULL;
      g_autofree char *was = NULL;
      gboolean differs = changes[i].state == CAIRN_VARIANT_DIFFERS;

      rig_init (&rig);
      element = like (&rig, changes[i].id);
      if (*text == '=')
        text = cairn_element_get_id (like (&rig, text + 1));
      set_text (&rig, element, changes[i].prop, text);
      g_test_message ("%s %s", changes[i].id, text);
      g_assert_cmpint (state_of (&rig, element), ==, changes[i].state);
      g_assert_cmpuint (count_overrides (&rig), ==, differs);
      variant = cairn_variant_new (rig.document, element);
      g_assert_true (cairn_variant_get_base (variant) == rig.base);
      g_assert_cmpint (cairn_variant_prop_differs (variant, element, changes[i].prop, &was), ==,
                       differs);
      g_assert_cmpstr (was, ==, changes[i].was);
      reset (&rig, element);
      g_assert_cmpuint (count_overrides (&rig), ==, 0);
      assert_sound (&rig);
      rig_clear (&rig);
    }
}

static void
test_own_and_missing (void)
{
  Rig rig;
  CairnElement *swimlane, *step;
  g_autoptr (GPtrArray) doomed = g_ptr_array_new ();
  g_autoptr (CairnVariant) variant = NULL;
  g_autoptr (GPtrArray) missing = NULL;
  g_autoptr (GPtrArray) listed = NULL;

  rig_init (&rig);
  swimlane = like (&rig, "swimlane-1");
  step = cairn_command_add_step (rig.history, swimlane, like (&rig, "lane-1"),
                                 like (&rig, "stage-2"), NULL, CAIRN_STEP_TASK, "Video");
  g_assert_cmpint (state_of (&rig, step), ==, CAIRN_VARIANT_OWN);
  g_ptr_array_add (doomed, like (&rig, "step-3"));
  cairn_command_delete (rig.history, doomed);
  variant = cairn_variant_new (rig.document, swimlane);
  missing = cairn_variant_dup_missing (variant, swimlane);
  g_assert_cmpuint (missing->len, ==, 2);
  g_assert_true (g_ptr_array_index (missing, 0) == find (&rig, "step-3"));
  g_assert_true (g_ptr_array_index (missing, 1) == find (&rig, "flow-2"));
  listed = cairn_variant_list_missing (variant, swimlane);
  g_assert_cmpuint (listed->len, ==, 1);
  g_assert_cmpstr (((CairnMissing *) g_ptr_array_index (listed, 0))->name, ==,
                   "Step “Kick-off call”");
  g_assert_cmpint (state_of (&rig, rig.base), ==, CAIRN_VARIANT_NONE);
  g_assert_null (cairn_variant_new (rig.document, rig.base));
  rig_clear (&rig);
}

static void
test_playbooks_count (void)
{
  Rig rig;
  CairnElement *step;

  rig_init (&rig);
  step = like (&rig, "step-3");
  g_assert_true (cairn_command_attach (rig.history, step, find (&rig, "playbook-2")));
  g_assert_true (cairn_command_detach (rig.history, step, find (&rig, "playbook-1")));
  g_assert_cmpint (state_of (&rig, step), ==, CAIRN_VARIANT_DIFFERS);
  reset (&rig, step);
  g_assert_cmpint (state_of (&rig, step), ==, CAIRN_VARIANT_INHERITED);
  g_assert_true (cairn_history_undo (rig.history));
  g_assert_cmpint (state_of (&rig, step), ==, CAIRN_VARIANT_DIFFERS);
  rig_clear (&rig);
}

static void
test_paths_count (void)
{
  Rig rig;
  CairnElement *base, *path;
  g_autoptr (GPtrArray) flows = g_ptr_array_new ();
  g_autoptr (GPtrArray) differences = NULL;

  rig_init (&rig);
  cairn_follow_install (rig.history);
  g_ptr_array_add (flows, find (&rig, "flow-1"));
  base = cairn_command_add_path (rig.history, find (&rig, "swimlane-1"), flows, "Main", NULL);
  path = like (&rig, cairn_element_get_id (base));
  g_assert_cmpint (state_of (&rig, path), ==, CAIRN_VARIANT_INHERITED);
  differences
    = cairn_place_compare (rig.document, find (&rig, "swimlane-1"), like (&rig, "swimlane-1"));
  g_assert_cmpuint (differences->len, ==, 0);
  g_ptr_array_index (flows, 0) = like (&rig, "flow-2");
  cairn_command_toggle_in_path (rig.history, path, flows);
  g_assert_cmpint (state_of (&rig, path), ==, CAIRN_VARIANT_DIFFERS);
  reset (&rig, path);
  g_assert_cmpint (state_of (&rig, path), ==, CAIRN_VARIANT_INHERITED);
  g_assert_true (cairn_command_path_takes (path, like (&rig, "flow-1")));
  g_assert_false (cairn_command_path_takes (path, like (&rig, "flow-2")));
  rig_clear (&rig);
}

static char *
sentences (GPtrArray *differences)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < differences->len; i++)
    {
      const CairnDifference *difference = g_ptr_array_index (differences, i);

      g_string_append_printf (text, "%s|", difference->what);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_to_be (void)
{
  Rig rig;
  CairnElement *as_is, *to_be, *step;
  g_autoptr (GPtrArray) doomed = g_ptr_array_new ();
  g_autoptr (GPtrArray) differences = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GHashTable) index = NULL;

  rig_init (&rig);
  as_is = find (&rig, "swimlane-1");
  to_be = cairn_command_add_to_be (rig.history, as_is);
  assert_sound (&rig);
  g_assert_true (cairn_element_next (as_is) == to_be);
  g_assert_cmpint (cairn_element_get_int (as_is, CAIRN_PROP_VERSION), ==, CAIRN_VERSION_AS_IS);
  g_assert_cmpint (cairn_element_get_int (to_be, CAIRN_PROP_VERSION), ==, CAIRN_VERSION_TO_BE);
  g_assert_true (cairn_base_get (rig.document, to_be) == as_is);
  g_assert_null (cairn_base_get_followed (rig.document, to_be));
  differences = cairn_place_compare (rig.document, as_is, to_be);
  g_assert_cmpuint (differences->len, ==, 0);

  index = cairn_base_index (rig.document, to_be);
  step = g_hash_table_lookup (index, find (&rig, "step-1"));
  cairn_command_rename (rig.history, step, "Hello");
  set_text (&rig, g_hash_table_lookup (index, find (&rig, "step-2")), CAIRN_PROP_STAGE,
            cairn_element_get_id (g_hash_table_lookup (index, find (&rig, "stage-2"))));
  g_ptr_array_add (doomed, g_hash_table_lookup (index, find (&rig, "step-3")));
  cairn_command_delete (rig.history, doomed);
  cairn_command_add_lane (rig.history, to_be, NULL, "Bot");
  g_clear_pointer (&differences, g_ptr_array_unref);
  differences = cairn_place_compare (rig.document, as_is, to_be);
  text = sentences (differences);
  g_assert_cmpstr (text, ==,
                   "lane “Bot” added|step “Welcome” is now called “Hello”|step “Reply” moved from "
                   "stage Kick-off to Build|step “Kick-off call” removed|flow “yes” from “Reply” "
                   "to “Kick-off call” removed|");
  /* It speaks of what is there. */
  g_assert_true (((CairnDifference *) g_ptr_array_index (differences, 1))->after == step);
  g_assert_true (((CairnDifference *) g_ptr_array_index (differences, 3))->before
                 == find (&rig, "step-3"));
  g_assert_true (((CairnDifference *) g_ptr_array_index (differences, 3))->place == to_be);
  rig_clear (&rig);
}

static void
test_segments (void)
{
  Rig rig;
  g_autoptr (CairnSegmentComparison) comparison = NULL;
  const CairnStageComparison *row;
  g_autoptr (GPtrArray) doomed = g_ptr_array_new ();

  rig_init (&rig);
  set_text (&rig, like (&rig, "step-3"), CAIRN_PROP_EFFORT, "15");
  cairn_command_add_stage (rig.history, like (&rig, "swimlane-1"), like (&rig, "stage-1"), "Self");
  g_ptr_array_add (doomed, like (&rig, "stage-1"));
  cairn_command_delete (rig.history, doomed);
  /* To be is not counted besides as is. */
  cairn_command_add_to_be (rig.history, find (&rig, "swimlane-1"));
  comparison = cairn_segment_compare (rig.document, rig.base, rig.variant);
  g_assert_cmpuint (comparison->in_a.touchpoints, ==, 2);
  g_assert_cmpuint (comparison->in_a.steps, ==, 3);
  g_assert_cmpuint (comparison->in_a.stages, ==, 2);
  g_assert_cmpuint (comparison->in_a.lanes, ==, 2);
  g_assert_cmpuint (comparison->in_a.handoffs, ==, 2);
  g_assert_cmpuint (comparison->in_a.playbooks, ==, 1);
  g_assert_cmpuint (comparison->in_a.minutes, ==, 85);
  g_assert_cmpuint (comparison->in_b.touchpoints, ==, 1);
  g_assert_cmpuint (comparison->in_b.minutes, ==, 15);
  g_assert_cmpuint (comparison->in_b.handoffs, ==, 0);
  g_assert_cmpuint (comparison->stages->len, ==, 3);
  row = &g_array_index (comparison->stages, CairnStageComparison, 0);
  g_assert_cmpstr (cairn_element_get_title (row->b), ==, "Self");
  g_assert_null (row->a);
  row = &g_array_index (comparison->stages, CairnStageComparison, 1);
  g_assert_true (row->a == find (&rig, "stage-1") && row->b == NULL);
  row = &g_array_index (comparison->stages, CairnStageComparison, 2);
  g_assert_true (row->a == find (&rig, "stage-2") && row->b == like (&rig, "stage-2"));
  g_assert_cmpuint (row->n_differences, ==, 1);
  rig_clear (&rig);
}

static void
test_snapshot (void)
{
  Rig rig;
  g_autofree char *content = NULL;
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnDocument) then = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) restored = NULL;
  g_autoptr (GPtrArray) doomed = g_ptr_array_new ();
  CairnElement *snapshot;

  rig_init (&rig);
  content = cairn_journey_dup_content (rig.document, &error);
  g_assert_no_error (error);
  snapshot = cairn_command_add_snapshot (rig.history, "Agreed", "2026-03-31T09:30:00Z", content);
  before = cairn_journey_write_bytes (rig.document);
  g_ptr_array_add (doomed, rig.base);
  cairn_command_delete (rig.history, doomed);
  cairn_command_rename (rig.history, find (&rig, "playbook-1"), "Other");
  then = cairn_journey_read_snapshot (snapshot, &error);
  g_assert_no_error (error);
  /* A snapshot has no snapshots in it. */
  g_assert_cmpuint (cairn_element_count (cairn_document_get_root (then), CAIRN_KIND_SNAPSHOT), ==,
                    0);
  g_assert_true (cairn_command_restore (rig.history, then));
  restored = cairn_journey_write_bytes (rig.document);
  g_assert_cmpmem (g_bytes_get_data (before, NULL), g_bytes_get_size (before),
                   g_bytes_get_data (restored, NULL), g_bytes_get_size (restored));
  g_assert_cmpstr (cairn_history_get_undo_label (rig.history), ==, "Restore snapshot");
  g_assert_true (cairn_history_undo (rig.history));
  g_assert_cmpstr (cairn_element_get_title (find (&rig, "playbook-1")), ==, "Other");
  g_assert_null (cairn_document_lookup (rig.document, "segment-1"));
  /* Nor does one that is taken later. */
  again = cairn_journey_dup_content (rig.document, &error);
  g_assert_null (strstr (again, "<snapshot"));
  rig_clear (&rig);
}

static void
test_restore_refuses_taken_ids (void)
{
  Rig rig;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (CairnDocument) then = NULL;
  const char *text = "<journey xmlns='" CAIRN_JOURNEY_NAMESPACE
                     "' version='2' id='j'><segment id='snapshot-1'/></journey>";

  rig_init (&rig);
  cairn_command_add_snapshot (rig.history, "Agreed", "2026-03-31T09:30:00Z", text);
  bytes = g_bytes_new_static (text, strlen (text));
  then = cairn_journey_read_bytes (bytes, "x", NULL, NULL);
  before = cairn_journey_write_bytes (rig.document);
  g_assert_false (cairn_command_restore (rig.history, then));
  after = cairn_journey_write_bytes (rig.document);
  g_assert_true (g_bytes_equal (before, after));
  rig_clear (&rig);
}

static void
test_order (void)
{
  Rig rig;
  CairnElement *swimlane, *sipoc;

  rig_init (&rig);
  swimlane = find (&rig, "swimlane-1");
  sipoc = find (&rig, "sipoc-1");
  g_assert_false (cairn_command_shift_place (rig.history, rig.base, -1));
  g_assert_true (cairn_command_shift_place (rig.history, rig.base, 1));
  g_assert_true (cairn_command_shift_place (rig.history, rig.base, 1));
  g_assert_false (cairn_command_shift_place (rig.history, rig.base, 1));
  g_assert_true (cairn_history_undo (rig.history));
  g_assert_true (cairn_element_next (rig.base) == rig.variant);
  /* Past its names in the data it does not go. */
  g_assert_false (cairn_command_shift_place (rig.history, swimlane, -1));
  g_assert_true (cairn_command_shift_place (rig.history, swimlane, 1));
  g_assert_cmpuint (cairn_element_get_index (sipoc), <, cairn_element_get_index (swimlane));
  g_assert_true (
    cairn_command_place_before (rig.history, swimlane, find (&rig, "segment-2"), NULL));
  g_assert_true (cairn_element_get_parent (swimlane) == find (&rig, "segment-2"));
  g_assert_false (
    cairn_command_place_before (rig.history, swimlane, find (&rig, "segment-2"), NULL));
  assert_sound (&rig);
  rig_clear (&rig);
}

static void
test_duplicates (void)
{
  Rig rig;
  CairnElement *copy, *diagram;

  rig_init (&rig);
  copy = cairn_command_duplicate_segment (rig.history, rig.variant, "Copy");
  /* It follows what the variant follows. */
  g_assert_true (cairn_base_get (rig.document, copy) == rig.base);
  copy = cairn_command_duplicate_segment (rig.history, rig.base, "Alone");
  g_assert_null (cairn_base_get (rig.document, copy));
  diagram = cairn_command_duplicate_diagram (rig.history, like (&rig, "swimlane-1"), "Again");
  g_assert_null (cairn_base_get (rig.document, diagram));
  g_assert_cmpint (state_of (&rig, diagram), ==, CAIRN_VARIANT_OWN);
  assert_sound (&rig);
  rig_clear (&rig);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/variants/copies-all", test_variant_copies_all);
  g_test_add_func ("/variants/overrides", test_overrides);
  g_test_add_func ("/variants/own-and-missing", test_own_and_missing);
  g_test_add_func ("/variants/playbooks-count", test_playbooks_count);
  g_test_add_func ("/variants/paths-count", test_paths_count);
  g_test_add_func ("/variants/duplicates", test_duplicates);
  g_test_add_func ("/variants/order", test_order);
  g_test_add_func ("/versions/to-be", test_to_be);
  g_test_add_func ("/segments/compare", test_segments);
  g_test_add_func ("/snapshots/restore", test_snapshot);
  g_test_add_func ("/snapshots/restore-refuses-taken-ids", test_restore_refuses_taken_ids);
  return g_test_run ();
}
