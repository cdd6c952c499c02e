/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document, what may connect to what, and the selection. */
#include "model/cairn-document.h"
#include "model/cairn-rules.h"
#include "model/cairn-selection.h"

#include <string.h>

static CairnElement *
append_new (CairnElement *parent, CairnKind kind, const char *id)
{
  g_autoptr (CairnElement) child = cairn_element_new (kind, id);

  cairn_element_append (parent, child);
  return child;
}

static CairnElement *
append_flow (CairnElement *parent, CairnKind kind, const char *id, const char *from, const char *to)
{
  CairnElement *flow = append_new (parent, kind, id);

  cairn_element_set_string (flow, CAIRN_PROP_FROM, from);
  cairn_element_set_string (flow, CAIRN_PROP_TO, to);
  return flow;
}

/* A journey with two swimlanes, a SIPOC and a playbook. */
static CairnElement *
build (void)
{
  CairnElement *root = cairn_element_new (CAIRN_KIND_JOURNEY, "j");
  CairnElement *segment = append_new (root, CAIRN_KIND_SEGMENT, "s");
  CairnElement *swimlane = append_new (segment, CAIRN_KIND_SWIMLANE, "w");
  CairnElement *other = append_new (segment, CAIRN_KIND_SWIMLANE, "v");
  CairnElement *sipoc = append_new (segment, CAIRN_KIND_SIPOC, "o");
  static const struct
  {
    const char *id;
    CairnStepKind kind;
  } steps[] = { { "p-start", CAIRN_STEP_START },
                { "p1", CAIRN_STEP_TOUCHPOINT },
                { "p2", CAIRN_STEP_DECISION },
                { "p-end", CAIRN_STEP_END },
                { "p-note", CAIRN_STEP_NOTE } };
  static const char *const items[] = { "i-s", "i-i", "i-p", "i-o", "i-c" };

  append_new (swimlane, CAIRN_KIND_LANE, "l1");
  append_new (swimlane, CAIRN_KIND_LANE, "l2");
  append_new (swimlane, CAIRN_KIND_STAGE, "g1");
  append_new (other, CAIRN_KIND_LANE, "l3");
  append_new (other, CAIRN_KIND_STEP, "q1");
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      CairnElement *step = append_new (swimlane, CAIRN_KIND_STEP, steps[i].id);

      cairn_element_set_int (step, CAIRN_PROP_KIND, steps[i].kind);
      cairn_element_set_string (step, CAIRN_PROP_LANE, i < 2 ? "l1" : "l2");
      cairn_element_set_string (step, CAIRN_PROP_STAGE, "g1");
    }
  append_flow (swimlane, CAIRN_KIND_FLOW, "f1", "p-start", "p1");
  append_flow (swimlane, CAIRN_KIND_FLOW, "f2", "p1", "p2");
  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    cairn_element_set_int (append_new (sipoc, CAIRN_KIND_ITEM, items[i]), CAIRN_PROP_COLUMN, i);
  append_new (sipoc, CAIRN_KIND_REQUIREMENT, "r");
  append_flow (sipoc, CAIRN_KIND_LINK, "k1", "i-s", "i-i");
  append_new (root, CAIRN_KIND_PLAYBOOK, "b");
  cairn_element_set_string (
    append_new (cairn_element_nth (swimlane, CAIRN_KIND_STEP, 1), CAIRN_KIND_ATTACHMENT, "a"),
    CAIRN_PROP_PLAYBOOK, "b");
  return root;
}

static CairnDocument *
build_document (void)
{
  g_autoptr (CairnElement) root = build ();
  g_autoptr (GError) error = NULL;
  CairnDocument *document = cairn_document_new_from_root (root, NULL, &error);

  g_assert_no_error (error);
  return document;
}

static void
test_lookup (void)
{
  g_autoptr (CairnDocument) document = build_document ();
  CairnElement *step = cairn_document_lookup (document, "p1");
  g_autofree char *not_interned = g_strdup ("l1");

  g_assert_cmpstr (cairn_element_get_id (step), ==, "p1");
  g_assert_true (cairn_document_lookup (document, not_interned)
                 == cairn_document_resolve (document, step, CAIRN_PROP_LANE));
  g_assert_null (cairn_document_lookup (document, "nothing"));
  g_assert_null (cairn_document_lookup (document, ""));
  g_assert_null (cairn_document_lookup (document, NULL));
  g_assert_null (
    cairn_document_resolve (document, cairn_document_lookup (document, "q1"), CAIRN_PROP_LANE));
}

static void
test_new_id (void)
{
  g_autoptr (CairnElement) root = build ();
  g_autoptr (CairnDocument) document = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  append_new (root, CAIRN_KIND_PLAYBOOK, "playbook-7");
  append_new (root, CAIRN_KIND_SEGMENT, "playbook-8");
  document = cairn_document_new_from_root (root, NULL, NULL);
  first = cairn_document_new_id (document, CAIRN_KIND_PLAYBOOK);
  second = cairn_document_new_id (document, CAIRN_KIND_PLAYBOOK);
  g_assert_cmpstr (first, ==, "playbook-9");
  g_assert_cmpstr (second, ==, "playbook-10");
}

static void
test_duplicate (void)
{
  g_autoptr (CairnElement) root = build ();
  CairnElement *second = append_new (root, CAIRN_KIND_PLAYBOOK, "b");
  CairnElement *culprit = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (cairn_document_new_from_root (root, &culprit, &error));
  g_assert_error (error, CAIRN_DOCUMENT_ERROR, CAIRN_DOCUMENT_ERROR_DUPLICATE_ID);
  g_assert_true (culprit == second);
}

/* References that lead nowhere, to the wrong kind, or out of the diagram. */
static void
test_dangling (void)
{
  static const struct
  {
    const char *id;
    CairnProp prop;
    const char *to;
    gboolean ok;
  } rows[] = {
    { "p1", CAIRN_PROP_LANE, "", TRUE },         { "p1", CAIRN_PROP_LANE, "l2", TRUE },
    { "p1", CAIRN_PROP_LANE, "nothing", FALSE }, { "p1", CAIRN_PROP_LANE, "g1", FALSE },
    { "p1", CAIRN_PROP_LANE, "l3", FALSE },      { "f1", CAIRN_PROP_TO, "q1", FALSE },
    { "a", CAIRN_PROP_PLAYBOOK, "b", TRUE },     { "a", CAIRN_PROP_PLAYBOOK, "w", FALSE },
    { "k1", CAIRN_PROP_TO, "r", TRUE },          { "k1", CAIRN_PROP_FROM, "r", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CairnDocument) finder = build_document ();
      g_autoptr (CairnElement) root = cairn_element_ref (cairn_document_get_root (finder));
      CairnElement *element = cairn_document_lookup (finder, rows[i].id);
      CairnElement *culprit = NULL;
      g_autoptr (CairnDocument) document = NULL;
      g_autoptr (GError) error = NULL;

      g_clear_object (&finder);
      cairn_element_set_string (element, rows[i].prop, rows[i].to);
      document = cairn_document_new_from_root (root, &culprit, &error);
      g_assert_cmpint (document != NULL, ==, rows[i].ok);
      if (rows[i].ok)
        continue;
      g_assert_error (error, CAIRN_DOCUMENT_ERROR, CAIRN_DOCUMENT_ERROR_DANGLING);
      g_assert_true (culprit == element);
    }
}

static void
test_connect (void)
{
  static const struct
  {
    const char *from;
    const char *to;
    gboolean may;
  } rows[] = {
    { "p2", "p1", TRUE },       { "p1", "p1", FALSE },     { "p1", "p2", FALSE },
    { "p1", "p-start", FALSE }, { "p-start", "p2", TRUE }, { "p2", "p-end", TRUE },
    { "p-end", "p1", FALSE },   { "p1", "p-note", FALSE }, { "p-note", "p1", FALSE },
    { "p1", "q1", FALSE },      { "p1", "l1", FALSE },     { "i-s", "i-i", FALSE },
    { "i-s", "i-p", TRUE },     { "i-p", "i-o", TRUE },    { "i-o", "i-p", FALSE },
    { "i-p", "i-p", FALSE },    { "i-c", "r", TRUE },      { "r", "i-c", FALSE },
    { "p1", "i-s", FALSE },
  };
  g_autoptr (CairnDocument) document = build_document ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      const char *why = NULL;
      gboolean may = cairn_rules_can_connect (cairn_document_lookup (document, rows[i].from),
                                              cairn_document_lookup (document, rows[i].to), &why);

      g_test_message ("%s → %s", rows[i].from, rows[i].to);
      g_assert_cmpint (may, ==, rows[i].may);
      g_assert_true (may == (why == NULL));
    }
}

static void
test_dependents (void)
{
  static const struct
  {
    const char *gone;
    const char *also; /* in the order found */
  } rows[] = {
    { "p1", "f1 f2 " }, { "l1", "p-start p1 f1 f2 " },
    { "b", "a " },      { "f1", "" },
    { "i-s", "k1 " },   { "s", "" },
    { "w", "" },
  };
  g_autoptr (CairnDocument) document = build_document ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GPtrArray) gone = g_ptr_array_new ();
      g_autoptr (GPtrArray) found = NULL;
      g_autoptr (GString) also = g_string_new (NULL);

      g_ptr_array_add (gone, cairn_document_lookup (document, rows[i].gone));
      found = cairn_rules_dup_dependents (document, gone);
      for (guint k = 0; k < found->len; k++)
        g_string_append_printf (also, "%s ", cairn_element_get_id (g_ptr_array_index (found, k)));
      g_assert_cmpstr (also->str, ==, rows[i].also);
    }
}

static void
count_cb (CairnSelection *selection, guint *n)
{
  (*n)++;
}

static void
assert_selected (CairnSelection *selection, const char *expected, guint *n, guint times)
{
  g_auto (GStrv) ids = cairn_selection_dup_ids (selection);
  g_autofree char *joined = g_strjoinv (" ", ids);

  g_assert_cmpstr (joined, ==, expected);
  g_assert_cmpuint (cairn_selection_get_n (selection), ==, g_strv_length (ids));
  g_assert_cmpuint (*n, ==, times);
  *n = 0;
}

static void
test_selection (void)
{
  g_autoptr (CairnDocument) document = build_document ();
  g_autoptr (CairnSelection) selection = cairn_selection_new ();
  g_autoptr (GPtrArray) elements = NULL;
  guint n = 0;

  g_signal_connect (selection, "changed", G_CALLBACK (count_cb), &n);
  cairn_selection_clear (selection);
  assert_selected (selection, "", &n, 0);
  cairn_selection_set (selection, (const char *[]){ "p2", "p1", "p2", NULL });
  assert_selected (selection, "p2 p1", &n, 1);
  cairn_selection_set (selection, (const char *[]){ "p2", "p1", NULL });
  assert_selected (selection, "p2 p1", &n, 0);
  cairn_selection_add (selection, "p1");
  assert_selected (selection, "p2 p1", &n, 0);
  cairn_selection_add (selection, "gone");
  assert_selected (selection, "p2 p1 gone", &n, 1);
  g_assert_true (cairn_selection_contains (selection, "gone"));
  elements = cairn_selection_dup_elements (selection, document);
  g_assert_cmpuint (elements->len, ==, 2);
  g_assert_null (cairn_selection_get_single (selection, document));
  cairn_selection_toggle (selection, "p2");
  assert_selected (selection, "p1 gone", &n, 1);
  g_assert_true (cairn_selection_get_single (selection, document)
                 == cairn_document_lookup (document, "p1"));
  cairn_selection_toggle (selection, "p2");
  assert_selected (selection, "p1 gone p2", &n, 1);
  cairn_selection_set_one (selection, "p2");
  assert_selected (selection, "p2", &n, 1);
  cairn_selection_set_one (selection, "p2");
  assert_selected (selection, "p2", &n, 0);
  cairn_selection_clear (selection);
  assert_selected (selection, "", &n, 1);
  g_assert_false (cairn_selection_contains (selection, "p2"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/lookup", test_lookup);
  g_test_add_func ("/document/new-id", test_new_id);
  g_test_add_func ("/document/duplicate", test_duplicate);
  g_test_add_func ("/document/dangling", test_dangling);
  g_test_add_func ("/document/connect", test_connect);
  g_test_add_func ("/document/dependents", test_dependents);
  g_test_add_func ("/document/selection", test_selection);
  return g_test_run ();
}
