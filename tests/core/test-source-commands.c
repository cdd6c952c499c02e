/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the assistant for data writes into a journey, and that it is one step. */

#include "command/cairn-source-commands.h"
#include "insight/cairn-journey-timings.h"
#include "io/cairn-journey.h"

static const char JOURNEY[]
  = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"3\" id=\"j\" "
    "name=\"Test\">\n"
    "  <segment id=\"segment-1\" name=\"Enterprise\">\n"
    "    <swimlane id=\"swimlane-1\" name=\"Onboarding\">\n"
    "      <stage id=\"stage-1\" name=\"Kick-off\"/>\n"
    "      <stage id=\"stage-2\" name=\"Adoption\">\n"
    "        <called id=\"alias-1\" name=\"use\"/>\n"
    "        <called id=\"alias-2\" name=\"start\"/>\n"
    "      </stage>\n"
    "    </swimlane>\n"
    "  </segment>\n"
    "</journey>\n";

static char *
names_of (CairnElement *element)
{
  g_autoptr (GString) text = g_string_new (NULL);

  CAIRN_FOREACH_CHILD (alias, element, CAIRN_KIND_ALIAS)
    g_string_append_printf (text, "%s;", cairn_element_get_string (alias, CAIRN_PROP_NAME));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static CairnElement *
set_up (CairnHistory *history)
{
  const CairnSourceText texts[]
    = { { CAIRN_PROP_TABLE, "deals" }, { CAIRN_PROP_CUSTOMER_COLUMN, "account" } };
  const CairnSourceName stages[]
    = { { "start", "Kick-off" }, { "use", "Adoption" }, { "Adoption", "Adoption" } };
  const CairnSourceName segments[] = { { "ENT", "Enterprise" } };
  const CairnSourceOutcome outcomes[] = { { "Won", CAIRN_RESULT_SUCCESS },
                                          { "Lost", CAIRN_RESULT_CHURN },
                                          { "Parked", CAIRN_RESULT_NO_STAGE },
                                          { "Trial", CAIRN_RESULT_NO_SEGMENT } };
  g_autoptr (GArray) a = g_array_new (FALSE, FALSE, sizeof *texts);
  g_autoptr (GArray) b = g_array_new (FALSE, FALSE, sizeof *stages);
  g_autoptr (GArray) c = g_array_new (FALSE, FALSE, sizeof *segments);
  g_autoptr (GArray) d = g_array_new (FALSE, FALSE, sizeof *outcomes);
  const CairnSourceSetup setup = { "crm.db", CAIRN_SHAPE_CHANGES, a, b, c, d, NULL };

  g_array_append_vals (a, texts, G_N_ELEMENTS (texts));
  g_array_append_vals (b, stages, G_N_ELEMENTS (stages));
  g_array_append_vals (c, segments, G_N_ELEMENTS (segments));
  g_array_append_vals (d, outcomes, G_N_ELEMENTS (outcomes));
  return cairn_command_set_up_source (history, &setup);
}

static void
test_set_up (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (JOURNEY, sizeof JOURNEY - 1);
  g_autoptr (CairnDocument) document = cairn_journey_read_bytes (bytes, "test", NULL, &error);
  g_autoptr (CairnSelection) selection = cairn_selection_new ();
  g_autoptr (CairnHistory) history = NULL;
  g_autofree char *first = NULL, *second = NULL, *segment = NULL;
  CairnElement *source;

  g_assert_no_error (error);
  history = cairn_history_new (document, selection);
  source = set_up (history);
  g_assert_cmpstr (cairn_element_get_string (source, CAIRN_PROP_TABLE), ==, "deals");
  g_assert_cmpint (cairn_element_get_int (source, CAIRN_PROP_SHAPE), ==, CAIRN_SHAPE_CHANGES);
  g_assert_cmpint (
    cairn_element_get_int (cairn_element_first (source, CAIRN_KIND_OUTCOME), CAIRN_PROP_RESULT), ==,
    CAIRN_RESULT_SUCCESS);
  first = names_of (cairn_document_lookup (document, "stage-1"));
  second = names_of (cairn_document_lookup (document, "stage-2"));
  segment = names_of (cairn_document_lookup (document, "segment-1"));
  g_assert_cmpstr (first, ==, "start;");
  g_assert_cmpstr (second, ==, "use;");
  g_assert_cmpstr (segment, ==, "ENT;");

  g_assert_true (cairn_history_undo (history));
  g_assert_false (cairn_history_get_can_undo (history));
  g_assert_null (cairn_element_first (cairn_document_get_root (document), CAIRN_KIND_SOURCE));
}

/* What is no stage, and what no segment, is in the file, and is no outcome. */
static void
test_left_off (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (JOURNEY, sizeof JOURNEY - 1);
  g_autoptr (CairnDocument) document = cairn_journey_read_bytes (bytes, "test", NULL, &error);
  g_autoptr (CairnSelection) selection = cairn_selection_new ();
  g_autoptr (CairnHistory) history = cairn_history_new (document, selection);
  g_autoptr (CairnMapping) mapping = cairn_mapping_new ("");
  g_autoptr (CairnDocument) again = NULL;
  g_autoptr (GBytes) written = NULL;
  guint n = 0;

  g_assert_no_error (error);
  set_up (history);
  written = cairn_journey_write_bytes (document);
  again = cairn_journey_read_bytes (written, "test", NULL, &error);
  g_assert_no_error (error);
  CAIRN_FOREACH_CHILD (outcome,
                       cairn_element_first (cairn_document_get_root (again), CAIRN_KIND_SOURCE),
                       CAIRN_KIND_OUTCOME)
    n++;
  g_assert_cmpuint (n, ==, 4);
  cairn_journey_timings_describe (again, mapping);
  g_assert_cmpuint (g_hash_table_size (mapping->outcomes), ==, 2);
  g_assert_cmpint (cairn_mapping_get_outcome (mapping, "Parked"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/source-commands/set-up", test_set_up);
  g_test_add_func ("/source-commands/left-off", test_left_off);
  return g_test_run ();
}
