/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Elements, their values, and the table that says what they have. */
#include "model/cairn-document.h"

#include <math.h>
#include <string.h>

static CairnElement *
append_new (CairnElement *parent, CairnKind kind, const char *id)
{
  g_autoptr (CairnElement) child = cairn_element_new (kind, id);

  cairn_element_append (parent, child);
  return child;
}

static void
test_schema (void)
{
  CairnKind kind;

  for (guint k = 0; k < CAIRN_N_KINDS; k++)
    {
      const CairnKindSpec *spec = cairn_schema_kind (k);

      g_assert_nonnull (spec->tag);
      g_assert_nonnull (spec->label);
      for (guint i = 0; i < spec->n_props; i++)
        {
          const CairnPropSpec *prop = &spec->props[i];

          g_assert_cmpint (cairn_schema_slot (k, prop->prop), ==, i);
          g_assert_true (cairn_schema_prop (k, prop->prop) == prop);
          g_assert_true ((prop->type == CAIRN_TYPE_ENUM) == (prop->words != NULL));
          g_assert_true ((prop->type == CAIRN_TYPE_REF) == (prop->ref_kinds != 0));
          if (prop->words != NULL)
            g_assert_cmpuint (g_strv_length ((char **) prop->words), ==,
                              g_strv_length ((char **) prop->labels));
          for (guint other = 0; other < i; other++)
            g_assert_cmpstr (spec->props[other].attribute, !=, prop->attribute);
        }
    }
  g_assert_cmpint (cairn_schema_slot (CAIRN_KIND_LANE, CAIRN_PROP_TARGET), ==, -1);
  g_assert_null (cairn_schema_prop (CAIRN_KIND_LANE, CAIRN_PROP_TARGET));
  g_assert_true (cairn_schema_kind_from_tag (CAIRN_KIND_STAGE, "called", &kind));
  g_assert_cmpint (kind, ==, CAIRN_KIND_ALIAS);
  g_assert_false (cairn_schema_kind_from_tag (CAIRN_KIND_LANE, "called", &kind));
  g_assert_false (cairn_schema_kind_from_tag (CAIRN_KIND_JOURNEY, "", &kind));
}

static void
test_children (void)
{
  g_autoptr (CairnElement) swimlane = cairn_element_new (CAIRN_KIND_SWIMLANE, "w");
  CairnElement *first = append_new (swimlane, CAIRN_KIND_LANE, "a");
  CairnElement *stage = append_new (swimlane, CAIRN_KIND_STAGE, "g");
  CairnElement *second = append_new (swimlane, CAIRN_KIND_LANE, "b");
  CairnElement *alias = append_new (stage, CAIRN_KIND_ALIAS, "c");
  guint n = 0;

  g_assert_cmpuint (cairn_element_get_n_children (swimlane), ==, 3);
  g_assert_true (cairn_element_get_child (swimlane, 1) == stage);
  g_assert_cmpuint (cairn_element_get_index (second), ==, 2);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_LANE), ==, 2);
  g_assert_true (cairn_element_nth (swimlane, CAIRN_KIND_LANE, 1) == second);
  g_assert_null (cairn_element_nth (swimlane, CAIRN_KIND_LANE, 2));
  g_assert_true (cairn_element_first (swimlane, CAIRN_KIND_LANE) == first);
  g_assert_true (cairn_element_next (first) == second);
  g_assert_null (cairn_element_next (second));
  g_assert_null (cairn_element_first (swimlane, CAIRN_KIND_STEP));
  g_assert_true (cairn_element_get_parent (alias) == stage);
  g_assert_true (cairn_element_ancestor (alias, CAIRN_KIND_SWIMLANE) == swimlane);
  g_assert_null (cairn_element_ancestor (alias, CAIRN_KIND_LANE));
  g_assert_true (cairn_element_get_diagram (alias) == swimlane);
  CAIRN_FOREACH_CHILD (lane, swimlane, CAIRN_KIND_LANE)
    g_assert_true (lane == (n++ == 0 ? first : second));
  g_assert_cmpuint (n, ==, 2);
}

/* A child may outlive what held it. */
static void
test_lifetime (void)
{
  CairnElement *stage = cairn_element_new (CAIRN_KIND_STAGE, "g");
  g_autoptr (CairnElement) alias = cairn_element_ref (append_new (stage, CAIRN_KIND_ALIAS, "c"));

  cairn_element_unref (stage);
  g_assert_null (cairn_element_get_parent (alias));
  g_assert_cmpstr (cairn_element_get_id (alias), ==, "c");
}

static void
test_titles (void)
{
  static const struct
  {
    CairnKind kind;
    CairnProp prop;
  } rows[] = {
    { CAIRN_KIND_STEP, CAIRN_PROP_TITLE },    { CAIRN_KIND_LANE, CAIRN_PROP_NAME },
    { CAIRN_KIND_FLOW, CAIRN_PROP_LABEL },    { CAIRN_KIND_TASK, CAIRN_PROP_TITLE },
    { CAIRN_KIND_LINK, CAIRN_N_PROPS },       { CAIRN_KIND_SOURCE, CAIRN_N_PROPS },
    { CAIRN_KIND_PLAYBOOK, CAIRN_PROP_NAME },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (CairnElement) element = cairn_element_new (rows[i].kind, "x");

      g_assert_cmpint (cairn_element_get_title_prop (element), ==, rows[i].prop);
      g_assert_cmpstr (cairn_element_get_title (element), ==, "");
      if (rows[i].prop == CAIRN_N_PROPS)
        continue;
      cairn_element_set_string (element, rows[i].prop, "Größe");
      g_assert_cmpstr (cairn_element_get_title (element), ==, "Größe");
    }
}

/* What is in the file; what it means; what is written, NULL: nothing, for it is no value. */
static const struct
{
  CairnKind kind;
  CairnProp prop;
  const char *text;
  const char *written;
} values[] = {
  { CAIRN_KIND_STEP, CAIRN_PROP_EFFORT, "0", "0" },
  { CAIRN_KIND_STEP, CAIRN_PROP_EFFORT, "1000000", "1000000" },
  { CAIRN_KIND_STEP, CAIRN_PROP_EFFORT, "1000001", NULL },
  { CAIRN_KIND_STEP, CAIRN_PROP_EFFORT, "-1", NULL },
  { CAIRN_KIND_STEP, CAIRN_PROP_EFFORT, "", NULL },
  { CAIRN_KIND_STEP, CAIRN_PROP_EFFORT, "1.5", NULL },
  { CAIRN_KIND_STEP, CAIRN_PROP_DUE, "2w 3d", "17d" },
  { CAIRN_KIND_STEP, CAIRN_PROP_DUE, "1.5h", "1h30m" },
  { CAIRN_KIND_STEP, CAIRN_PROP_DUE, "-36h", "-1d12h" },
  { CAIRN_KIND_STEP, CAIRN_PROP_DUE, "soon", NULL },
  { CAIRN_KIND_STEP, CAIRN_PROP_AUTOMATED, "yes", "yes" },
  { CAIRN_KIND_STEP, CAIRN_PROP_AUTOMATED, "true", NULL },
  { CAIRN_KIND_STEP, CAIRN_PROP_KIND, "decision", "decision" },
  { CAIRN_KIND_STEP, CAIRN_PROP_KIND, "Decision", NULL },
  { CAIRN_KIND_STEP, CAIRN_PROP_KIND, "", NULL },
  { CAIRN_KIND_STEP, CAIRN_PROP_LANE, "lane-1", "lane-1" },
  { CAIRN_KIND_STEP, CAIRN_PROP_TITLE, "", "" },
  { CAIRN_KIND_REQUIREMENT, CAIRN_PROP_GOAL, "", "" },
  { CAIRN_KIND_REQUIREMENT, CAIRN_PROP_GOAL, "95", "95" },
  { CAIRN_KIND_REQUIREMENT, CAIRN_PROP_GOAL, "0.3", "0.3" },
  { CAIRN_KIND_REQUIREMENT, CAIRN_PROP_GOAL, "-1e-9", "-1e-09" },
  { CAIRN_KIND_REQUIREMENT, CAIRN_PROP_GOAL, "0.30000000000000004", "0.30000000000000004" },
  { CAIRN_KIND_REQUIREMENT, CAIRN_PROP_GOAL, "nan", NULL },
  { CAIRN_KIND_REQUIREMENT, CAIRN_PROP_GOAL, "inf", NULL },
  { CAIRN_KIND_REQUIREMENT, CAIRN_PROP_GOAL, "1e999", NULL },
  { CAIRN_KIND_REQUIREMENT, CAIRN_PROP_GOAL, "95%", NULL },
};

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const CairnPropSpec *prop = cairn_schema_prop (values[i].kind, values[i].prop);
      g_auto (CairnValue) value = cairn_value_initial (prop);
      g_auto (CairnValue) again = cairn_value_initial (prop);
      g_autofree char *written = NULL;

      g_test_message ("%s", values[i].text);
      g_assert_cmpint (cairn_value_parse (values[i].text, prop, &value), ==,
                       values[i].written != NULL);
      if (values[i].written == NULL)
        {
          g_assert_true (cairn_value_equal (&value, &again));
          continue;
        }
      written = cairn_value_to_text (&value, prop);
      g_assert_cmpstr (written, ==, values[i].written);
      cairn_value_clear (&again);
      g_assert_true (cairn_value_parse (written, prop, &again));
      g_assert_true (cairn_value_equal (&value, &again));
    }
}

static void
test_initial (void)
{
  g_autoptr (CairnElement) task = cairn_element_new (CAIRN_KIND_TASK, "t");
  g_autoptr (CairnElement) lane = cairn_element_new (CAIRN_KIND_LANE, "l");
  g_autoptr (CairnElement) requirement = cairn_element_new (CAIRN_KIND_REQUIREMENT, "r");

  g_assert_true (cairn_element_get_int (task, CAIRN_PROP_REQUIRED));
  g_assert_cmpint (cairn_element_get_int (lane, CAIRN_PROP_KIND), ==, CAIRN_LANE_FRONT);
  g_assert_true (isnan (cairn_element_get_number (requirement, CAIRN_PROP_GOAL)));
  g_assert_cmpstr (cairn_element_get_string (task, CAIRN_PROP_BODY), ==, "");
}

static void
test_extras (void)
{
  g_autoptr (CairnElement) lane = cairn_element_new (CAIRN_KIND_LANE, "l");
  const char *name, *uri, *value;

  g_assert_cmpuint (cairn_element_get_n_extra (lane), ==, 0);
  cairn_element_add_extra (lane, "mood", NULL, "3");
  cairn_element_add_extra (lane, "x:mood", "urn:x", "4");
  g_assert_cmpuint (cairn_element_get_n_extra (lane), ==, 2);
  cairn_element_get_extra (lane, 1, &name, &uri, &value);
  g_assert_cmpstr (name, ==, "x:mood");
  g_assert_cmpstr (uri, ==, "urn:x");
  g_assert_cmpstr (value, ==, "4");
}

/* Once it is in a document, an element cannot be changed behind the history's back. */
static void
test_live (void)
{
  g_autoptr (CairnElement) root = cairn_element_new (CAIRN_KIND_JOURNEY, "j");
  g_autoptr (CairnDocument) document = NULL;

  cairn_element_set_string (root, CAIRN_PROP_NAME, "before");
  document = cairn_document_new_from_root (root, NULL, NULL);
  g_test_expect_message ("cairn-model", G_LOG_LEVEL_CRITICAL, "*!self->live*");
  cairn_element_set_string (root, CAIRN_PROP_NAME, "after");
  g_test_assert_expected_messages ();
  g_assert_cmpstr (cairn_element_get_title (root), ==, "before");
  g_clear_object (&document);
  cairn_element_set_string (root, CAIRN_PROP_NAME, "after");
  g_assert_cmpstr (cairn_element_get_title (root), ==, "after");
}

/* Values that were changed and set back are as if nobody had touched them, for every property there
 * is; what else there is stays as it was. */
static void
check_set_back (CairnElement *element, const CairnKindSpec *spec, const CairnPropSpec *prop)
{
  gboolean string = prop->type == CAIRN_TYPE_STRING || prop->type == CAIRN_TYPE_TEXT
                    || prop->type == CAIRN_TYPE_REF;
  g_auto (CairnValue) initial = cairn_value_initial (prop);
  g_auto (CairnValue) other = { 0 };

  other = string                            ? cairn_value_from_string (prop->type, "other")
          : prop->type == CAIRN_TYPE_NUMBER ? cairn_value_from_number (1.5)
                                            : cairn_value_from_int (prop->type, prop->initial + 1);
  cairn_element_set_value (element, prop->prop, &other);
  for (guint i = 0; i < spec->n_props; i++)
    {
      g_auto (CairnValue) untouched = cairn_value_initial (&spec->props[i]);
      const CairnValue *value = cairn_element_get_value (element, spec->props[i].prop);

      g_assert_true (cairn_value_equal (value, &spec->props[i] == prop ? &other : &untouched));
    }
  cairn_element_set_value (element, prop->prop, &initial);
  g_assert_true (cairn_value_equal (cairn_element_get_value (element, prop->prop), &initial));
}

static void
test_set_back (void)
{
  for (guint k = 0; k < CAIRN_N_KINDS; k++)
    {
      const CairnKindSpec *spec = cairn_schema_kind (k);
      g_autoptr (CairnElement) element = cairn_element_new (k, "x");

      for (guint i = 0; i < spec->n_props; i++)
        check_set_back (element, spec, &spec->props[i]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/element/schema", test_schema);
  g_test_add_func ("/element/children", test_children);
  g_test_add_func ("/element/lifetime", test_lifetime);
  g_test_add_func ("/element/titles", test_titles);
  g_test_add_func ("/element/values", test_values);
  g_test_add_func ("/element/initial", test_initial);
  g_test_add_func ("/element/set-back", test_set_back);
  g_test_add_func ("/element/extras", test_extras);
  g_test_add_func ("/element/live", test_live);
  return g_test_run ();
}
