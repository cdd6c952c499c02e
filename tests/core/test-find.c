/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Searching a whole journey, and replacing in it. */
#include "command/cairn-find.h"
#include "io/cairn-journey.h"

static const char JOURNEY[]
  = "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"1\" id=\"journey-1\" "
    "name=\"Test\">"
    "<source id=\"source-1\" path=\"csm.db\" table=\"csm\"/>"
    "<segment id=\"segment-1\" name=\"CSM led\"><called id=\"called-1\" name=\"csm\"/>"
    "<swimlane id=\"swimlane-1\" name=\"Onboarding\">"
    "<lane id=\"lane-1\" name=\"CSM\"/>"
    "<stage id=\"stage-1\" name=\"The CSM's kick-off\"/>"
    "<step id=\"step-1\" title=\"CSM calls\" lane=\"lane-1\" stage=\"stage-1\">"
    "<notes>The csm asks.\nThe CSM answers.</notes></step>"
    "<step id=\"step-2\" title=\"Plan\" lane=\"lane-1\" stage=\"stage-1\"/>"
    "<flow id=\"flow-1\" from=\"step-1\" to=\"step-2\" label=\"CSM agrees\"/></swimlane>"
    "<sipoc id=\"sipoc-1\" name=\"SIPOC\"><item id=\"item-1\" column=\"supplier\" title=\"CSMs\" "
    "detail=\"each CSM\"/><requirement id=\"requirement-1\" title=\"CSM named\"/></sipoc></segment>"
    "<playbook id=\"playbook-1\" name=\"Call\"><task id=\"task-1\" title=\"CSM "
    "invites\"/></playbook>"
    "</journey>";

static CairnDocument *
read_journey (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (JOURNEY, sizeof JOURNEY - 1);
  g_autoptr (GError) error = NULL;
  CairnDocument *document = cairn_journey_read_bytes (bytes, "test.cairn", NULL, &error);

  g_assert_no_error (error);
  return document;
}

static const struct
{
  const char *needle;
  CairnMatchFlags flags;
  const char *places; /* "id.property@start", in order */
} found[] = {
  { "kick", 0, "stage-1.name@10 " },
  { "csm", CAIRN_MATCH_WORDS,
    "segment-1.name@0 lane-1.name@0 stage-1.name@4 step-1.title@0 step-1.notes@4 step-1.notes@18 "
    "flow-1.label@0 item-1.detail@5 requirement-1.title@0 task-1.title@0 " },
  { "csm", CAIRN_MATCH_CASE, "step-1.notes@4 " },
  { "CSMs", 0, "item-1.title@0 " },
  { "asks.\nThe", 0, "step-1.notes@8 " },
  { "csm.db", 0, "" },
  { "", 0, "" },
};

static void
test_find (void)
{
  g_autoptr (CairnDocument) document = read_journey ();

  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    {
      g_autoptr (GArray) findings = cairn_find (document, found[i].needle, found[i].flags);
      g_autoptr (GString) places = g_string_new (NULL);

      for (guint f = 0; f < findings->len; f++)
        {
          const CairnFinding *finding = &g_array_index (findings, CairnFinding, f);
          CairnKind kind = cairn_element_get_kind (finding->element);

          g_string_append_printf (places, "%s.%s@%u ", cairn_element_get_id (finding->element),
                                  cairn_schema_prop (kind, finding->prop)->attribute,
                                  (guint) finding->start);
        }
      g_assert_cmpstr (places->str, ==, found[i].places);
    }
}

static const char *
text_of (CairnDocument *document, const char *id, CairnProp prop)
{
  return cairn_element_get_string (cairn_document_lookup (document, id), prop);
}

static void
test_replace_all (void)
{
  g_autoptr (CairnDocument) document = read_journey ();
  g_autoptr (CairnSelection) selection = cairn_selection_new ();
  g_autoptr (CairnHistory) history = cairn_history_new (document, selection);
  g_autoptr (GBytes) before = cairn_journey_write_bytes (document);
  g_autoptr (GBytes) after = NULL;

  g_assert_cmpuint (
    cairn_command_replace_all (history, "CSM", "Success\nmanager", CAIRN_MATCH_WORDS), ==, 10);
  g_assert_cmpstr (text_of (document, "lane-1", CAIRN_PROP_NAME), ==, "Success manager");
  g_assert_cmpstr (text_of (document, "step-1", CAIRN_PROP_NOTES), ==,
                   "The Success\nmanager asks.\nThe Success\nmanager answers.");
  g_assert_cmpstr (text_of (document, "item-1", CAIRN_PROP_TITLE), ==, "CSMs");
  /* What data calls it stays. */
  g_assert_cmpstr (cairn_element_get_title (cairn_element_first (
                     cairn_document_lookup (document, "segment-1"), CAIRN_KIND_ALIAS)),
                   ==, "csm");
  g_assert_true (cairn_history_undo (history));
  g_assert_false (cairn_history_get_can_undo (history));
  after = cairn_journey_write_bytes (document);
  g_assert_true (g_bytes_equal (before, after));

  /* Nothing to replace is nothing to undo. */
  g_assert_cmpuint (cairn_command_replace_all (history, "Nowhere", "x", 0), ==, 0);
  g_assert_false (cairn_history_get_can_undo (history));
}

static void
test_replace_one (void)
{
  g_autoptr (CairnDocument) document = read_journey ();
  g_autoptr (CairnSelection) selection = cairn_selection_new ();
  g_autoptr (CairnHistory) history = cairn_history_new (document, selection);
  g_autoptr (GArray) findings = cairn_find (document, "CSM", CAIRN_MATCH_WORDS);

  cairn_command_replace (history, &g_array_index (findings, CairnFinding, 5), "manager");
  g_assert_cmpstr (text_of (document, "step-1", CAIRN_PROP_NOTES), ==,
                   "The csm asks.\nThe manager answers.");
  g_assert_true (cairn_history_undo (history));
  g_assert_false (cairn_history_get_can_undo (history));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/find/find", test_find);
  g_test_add_func ("/find/replace-all", test_replace_all);
  g_test_add_func ("/find/replace-one", test_replace_one);
  return g_test_run ();
}
