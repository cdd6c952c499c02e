/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shipped, and what is written, keeps to data/cairn.rng; and that keeps to the model:
 * "test-io-schema --generate" writes it anew. */
#include "io/cairn-templates.h"

#include <libxml/relaxng.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlRelaxNGParserCtxt, xmlRelaxNGFreeParserCtxt)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlRelaxNG, xmlRelaxNGFree)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlRelaxNGValidCtxt, xmlRelaxNGFreeValidCtxt)

static xmlDoc *
parse_xml (GBytes *bytes)
{
  xmlDoc *document = xmlReadMemory (g_bytes_get_data (bytes, NULL), (int) g_bytes_get_size (bytes),
                                    NULL, NULL, XML_PARSE_NONET);

  g_assert_nonnull (document);
  return document;
}

static void
be_quiet_cb (void *data, const char *format, ...)
{
}

static gboolean
is_valid (GBytes *bytes)
{
  g_autoptr (GBytes) schema = cairn_templates_get_schema ();
  g_autoptr (xmlRelaxNGParserCtxt) parser
    = xmlRelaxNGNewMemParserCtxt (g_bytes_get_data (schema, NULL), (int) g_bytes_get_size (schema));
  g_autoptr (xmlRelaxNG) grammar = xmlRelaxNGParse (parser);
  g_autoptr (xmlRelaxNGValidCtxt) context = xmlRelaxNGNewValidCtxt (grammar);
  g_autoptr (xmlDoc) document = parse_xml (bytes);

  g_assert_nonnull (grammar);
  xmlRelaxNGSetValidErrors (context, be_quiet_cb, be_quiet_cb, NULL);
  return xmlRelaxNGValidateDoc (context, document) == 0;
}

static void
assert_written_is_valid (CairnDocument *document)
{
  g_autoptr (GBytes) bytes = cairn_journey_write_bytes (document);

  g_assert_true (is_valid (bytes));
}

/* The files in data/ are exactly as Cairn would write them. */
static void
test_shipped (void)
{
  static const char *const files[] = { "samples/acme.cairn",
                                       "templates/empty-sipoc.cairn",
                                       "templates/empty-swimlane.cairn",
                                       "templates/escalation.cairn",
                                       "templates/handoff-sipoc.cairn",
                                       "templates/journey-map.cairn",
                                       "templates/lifecycle.cairn",
                                       "templates/onboarding-sipoc.cairn",
                                       "templates/onboarding.cairn",
                                       "templates/renewal.cairn",
                                       "templates/workflow.cairn" };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data", files[i], NULL);
      g_autofree char *contents = NULL;
      g_autofree char *stamp = NULL;
      g_autofree char *written = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (CairnDocument) document = cairn_journey_read_file (path, NULL, &stamp, &error);
      g_autoptr (GBytes) bytes = NULL;

      g_assert_no_error (error);
      g_assert_nonnull (stamp);
      g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
      bytes = cairn_journey_write_bytes (document);
      written = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_assert_cmpstr (written, ==, contents);
      g_assert_true (is_valid (bytes));
    }
}

/* A reader of the map sees how each touchpoint is made and by whom, and why a way is taken. */
static void
assert_drawn_with_care (CairnDocument *document, CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);

  if (kind == CAIRN_KIND_STEP
      && cairn_element_get_int (element, CAIRN_PROP_KIND) == CAIRN_STEP_TOUCHPOINT)
    {
      g_assert_cmpstr (cairn_element_get_string (element, CAIRN_PROP_OWNER), !=, "");
      g_assert_cmpint (cairn_element_get_int (element, CAIRN_PROP_CHANNEL), !=, CAIRN_CHANNEL_NONE);
    }
  if (kind == CAIRN_KIND_FLOW
      && cairn_element_get_int (cairn_document_resolve (document, element, CAIRN_PROP_FROM),
                                CAIRN_PROP_KIND)
           == CAIRN_STEP_DECISION)
    g_assert_cmpstr (cairn_element_get_string (element, CAIRN_PROP_LABEL), !=, "");
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    assert_drawn_with_care (document, cairn_element_get_child (element, i));
}

/* Every reference that must be is set in what is built in, and every task says what to do. */
static void
assert_complete (CairnElement *element)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (element));

  for (guint i = 0; i < spec->n_props; i++)
    if (spec->props[i].type == CAIRN_TYPE_REF && !spec->props[i].weak)
      g_assert_cmpstr (cairn_element_get_string (element, spec->props[i].prop), !=, "");
  if (cairn_element_get_kind (element) == CAIRN_KIND_TASK)
    {
      g_assert_cmpstr (cairn_element_get_string (element, CAIRN_PROP_BODY), !=, "");
      g_assert_cmpstr (cairn_element_get_string (element, CAIRN_PROP_ROLE), !=, "");
    }
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    assert_complete (cairn_element_get_child (element, i));
}

static void
test_templates (void)
{
  guint n;
  const CairnTemplate *templates = cairn_templates_list (&n);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (n, ==, 11);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (CairnDocument) document = cairn_templates_load (templates[i].id, &error);

      g_assert_no_error (error);
      assert_written_is_valid (document);
      assert_complete (cairn_document_get_root (document));
      assert_drawn_with_care (document, cairn_document_get_root (document));
    }
  g_assert_null (cairn_templates_load ("../samples/acme", &error));
  g_assert_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_NO_TEMPLATE);
}

static void
test_sample (void)
{
  g_autoptr (CairnDocument) document = cairn_templates_load_sample ();
  CairnElement *root = cairn_document_get_root (document);
  CairnElement *swimlane
    = cairn_element_nth (cairn_element_nth (root, CAIRN_KIND_SEGMENT, 0), CAIRN_KIND_SWIMLANE, 0);

  assert_complete (root);
  g_assert_cmpstr (cairn_element_get_title (root), ==, "Acme customer journeys");
  g_assert_cmpuint (cairn_element_count (root, CAIRN_KIND_SEGMENT), ==, 3);
  g_assert_cmpuint (cairn_element_count (root, CAIRN_KIND_PLAYBOOK), ==, 9);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_STAGE), ==, 5);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_STEP), ==, 12);
  g_assert_cmpuint (cairn_element_count (swimlane, CAIRN_KIND_FLOW), ==, 11);
}

/* One of each kind, each with every property given. */
static void
fill (CairnElement *element)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (element));

  for (guint i = 0; i < spec->n_props; i++)
    {
      const CairnPropSpec *prop = &spec->props[i];

      if (prop->type == CAIRN_TYPE_STRING || prop->type == CAIRN_TYPE_TEXT)
        cairn_element_set_string (element, prop->prop, "some <thing>\n");
      else if (prop->type == CAIRN_TYPE_NUMBER)
        cairn_element_set_number (element, prop->prop, -1e-9);
      else if (prop->type == CAIRN_TYPE_DURATION)
        cairn_element_set_int (element, prop->prop, -93784);
      else if (prop->type != CAIRN_TYPE_REF)
        cairn_element_set_int (element, prop->prop, !prop->initial);
    }
  cairn_element_add_extra (element, "newer", NULL, "x");
  cairn_element_add_extra (element, "x:newer", "urn:x", "x");
  for (guint i = 0; i < CAIRN_KIND_FOREIGN; i++)
    if ((spec->children & (1u << i)) != 0)
      {
        g_autofree char *id = g_strdup_printf ("%s-%s", cairn_element_get_id (element),
                                               cairn_schema_kind (i)->prefix);
        g_autoptr (CairnElement) child = cairn_element_new (i, id);

        fill (child);
        cairn_element_append (element, child);
      }
}

static void
add_foreign (CairnElement *element, const char *xml)
{
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    add_foreign (cairn_element_get_child (element, i), xml);

  g_autoptr (CairnElement) foreign = cairn_element_new (CAIRN_KIND_FOREIGN, NULL);
  cairn_element_set_string (foreign, CAIRN_PROP_XML, xml);
  cairn_element_append (element, foreign);
}

static void
test_everything (void)
{
  g_autoptr (CairnElement) root = cairn_element_new (CAIRN_KIND_JOURNEY, "j");
  g_autoptr (CairnDocument) document = NULL;

  fill (root);
  add_foreign (root, "<newer at=\"3\">a<lane/></newer>");
  add_foreign (root, "<x:newer xmlns:x=\"urn:x\" x:a=\"b\"/>");
  add_foreign (root, "<!-- why -->");
  add_foreign (root, "some words");
  document = cairn_document_new_from_root (root, NULL, NULL);
  assert_written_is_valid (document);
}

static void
test_refused (void)
{
  static const char *const wrong[] = {
    "<journey/>",
    "<journey xmlns=\"" CAIRN_JOURNEY_NAMESPACE "\" id=\"j\"/>",
    "<journey xmlns=\"" CAIRN_JOURNEY_NAMESPACE "\" version=\"1\"/>",
    "<journey xmlns=\"" CAIRN_JOURNEY_NAMESPACE
    "\" version=\"1\" id=\"j\"><segment id=\"a b\"/></journey>",
    "<journey xmlns=\"" CAIRN_JOURNEY_NAMESPACE "\" version=\"1\" id=\"j\"><segment "
    "id=\"s\"><swimlane id=\"w\"><stage id=\"g\" target=\"soon\"/></swimlane></segment></journey>",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (wrong[i], strlen (wrong[i]));

      g_assert_false (is_valid (bytes));
    }
}

static const char grammar_head[]
  = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!-- SPDX-License-Identifier: GPL-3.0-or-later -->\n"
    "<!-- The file format of Cairn, version %d, written by test-io-schema from\n"
    "     src/model/cairn-schema.c. Attributes and elements that are not named here are allowed\n"
    "     everywhere: a newer version may have written them, and programs must keep them. Ids are\n"
    "     unique in a file; references name an id of the same file. -->\n"
    "<grammar xmlns=\"http://relaxng.org/ns/structure/1.0\"\n"
    "         ns=\"" CAIRN_JOURNEY_NAMESPACE "\"\n"
    "         datatypeLibrary=\"http://www.w3.org/2001/XMLSchema-datatypes\">\n"
    "  <start>\n    <ref name=\"journey\"/>\n  </start>\n";

static const char grammar_tail[]
  = "\n  <define name=\"id\">\n    <data type=\"NCName\"/>\n  </define>\n"
    "\n  <define name=\"reference\">\n    <choice>\n      <value></value>\n"
    "      <ref name=\"id\"/>\n    </choice>\n  </define>\n"
    "\n  <define name=\"bool\">\n    <choice>\n      <value>yes</value>\n"
    "      <value>no</value>\n    </choice>\n  </define>\n"
    "\n  <define name=\"int\">\n    <data type=\"nonNegativeInteger\">\n"
    "      <param name=\"maxInclusive\">1000000</param>\n    </data>\n  </define>\n"
    "\n  <define name=\"number\">\n    <choice>\n      <value></value>\n"
    "      <data type=\"double\"/>\n    </choice>\n  </define>\n"
    "\n  <!-- \"14d\", \"2w 3d\", \"1.5h\", \"90 min\", \"-3d\"; a bare number counts days -->\n"
    "  <define name=\"duration\">\n    <data type=\"string\">\n"
    "      <param name=\"pattern\">-?[0-9.][0-9.a-zA-Z ]*</param>\n    </data>\n  </define>\n"
    "\n  <define name=\"unknown\">\n    <element>\n      <anyName/>\n"
    "      <ref name=\"anything\"/>\n    </element>\n  </define>\n"
    "\n  <define name=\"anything\">\n    <zeroOrMore>\n      <choice>\n        <text/>\n"
    "        <attribute>\n          <anyName/>\n        </attribute>\n"
    "        <ref name=\"unknown\"/>\n      </choice>\n    </zeroOrMore>\n  </define>\n"
    "</grammar>\n";

/* The pattern of an attribute's value; NULL: any text. */
static const char *
pattern_of (CairnType type)
{
  static const char *const patterns[] = {
    [CAIRN_TYPE_INT] = "int",           [CAIRN_TYPE_NUMBER] = "number", [CAIRN_TYPE_BOOL] = "bool",
    [CAIRN_TYPE_DURATION] = "duration", [CAIRN_TYPE_REF] = "reference",
  };

  return patterns[type];
}

static void
append_attribute (GString *out, const CairnPropSpec *prop)
{
  const char *pattern = pattern_of (prop->type);

  g_string_append (out, "        <optional>\n");
  if (prop->words != NULL)
    {
      g_string_append_printf (out, "          <attribute name=\"%s\">\n            <choice>\n",
                              prop->attribute);
      for (guint i = 0; prop->words[i] != NULL; i++)
        g_string_append_printf (out, "              <value>%s</value>\n", prop->words[i]);
      g_string_append (out, "            </choice>\n          </attribute>\n");
    }
  else if (pattern != NULL)
    g_string_append_printf (out,
                            "          <attribute name=\"%s\">\n            <ref name=\"%s\"/>\n"
                            "          </attribute>\n",
                            prop->attribute, pattern);
  else
    g_string_append_printf (out, "          <attribute name=\"%s\"/>\n", prop->attribute);
  g_string_append (out, "        </optional>\n");
}

/* Attributes have no order, so interleaving them says nothing new; but without it libxml2 takes
 * time that doubles with each optional one. */
static void
append_attributes (GString *out, const CairnKindSpec *spec)
{
  gboolean is_root = spec == cairn_schema_kind (CAIRN_KIND_JOURNEY);

  if (is_root)
    g_string_append (out, "      <attribute name=\"version\">\n"
                          "        <data type=\"positiveInteger\"/>\n      </attribute>\n");
  g_string_append (out, "      <attribute name=\"id\">\n        <ref name=\"id\"/>\n"
                        "      </attribute>\n      <interleave>\n");
  if (is_root)
    g_string_append (out, "        <!-- Older programs than this open the file read-only. -->\n"
                          "        <optional>\n          <attribute name=\"requires\">\n"
                          "            <data type=\"positiveInteger\"/>\n"
                          "          </attribute>\n        </optional>\n");
  for (guint i = 0; i < spec->n_props; i++)
    if (spec->props[i].type != CAIRN_TYPE_TEXT)
      append_attribute (out, &spec->props[i]);

  g_string_append (out, "        <zeroOrMore>\n          <attribute>\n            <anyName>\n"
                        "              <except>\n                <name ns=\"\">id</name>\n");
  if (is_root)
    g_string_append (out, "                <name ns=\"\">version</name>\n"
                          "                <name ns=\"\">requires</name>\n");
  for (guint i = 0; i < spec->n_props; i++)
    if (spec->props[i].type != CAIRN_TYPE_TEXT)
      g_string_append_printf (out, "                <name ns=\"\">%s</name>\n",
                              spec->props[i].attribute);
  g_string_append (out, "              </except>\n            </anyName>\n"
                        "          </attribute>\n        </zeroOrMore>\n      </interleave>\n");
}

static void
append_children (GString *out, const CairnKindSpec *spec)
{
  g_autoptr (GString) names = g_string_new (NULL);

  g_string_append (out, "      <zeroOrMore>\n        <choice>\n          <text/>\n");
  for (guint i = 0; i < spec->n_props; i++)
    if (spec->props[i].type == CAIRN_TYPE_TEXT)
      {
        g_string_append_printf (out,
                                "          <element name=\"%s\">\n"
                                "            <ref name=\"anything\"/>\n          </element>\n",
                                spec->props[i].attribute);
        g_string_append_printf (names, "                <name>%s</name>\n",
                                spec->props[i].attribute);
      }
  for (guint i = 0; i < CAIRN_KIND_FOREIGN; i++)
    if ((spec->children & (1u << i)) != 0)
      {
        g_string_append_printf (out, "          <ref name=\"%s\"/>\n", cairn_schema_kind (i)->tag);
        g_string_append_printf (names, "                <name>%s</name>\n",
                                cairn_schema_kind (i)->tag);
      }
  if (names->len > 0)
    g_string_append_printf (out,
                            "          <element>\n            <anyName>\n              <except>\n"
                            "%s              </except>\n            </anyName>\n"
                            "            <ref name=\"anything\"/>\n          </element>\n",
                            names->str);
  else
    g_string_append (out, "          <ref name=\"unknown\"/>\n");
  g_string_append (out, "        </choice>\n      </zeroOrMore>\n");
}

static char *
grammar_of_model (void)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, grammar_head, CAIRN_JOURNEY_VERSION);
  for (guint k = 0; k < CAIRN_KIND_FOREIGN; k++)
    {
      const CairnKindSpec *spec = cairn_schema_kind (k);

      g_string_append_printf (out, "\n  <define name=\"%s\">\n    <element name=\"%s\">\n",
                              spec->tag, spec->tag);
      append_attributes (out, spec);
      append_children (out, spec);
      g_string_append (out, "    </element>\n  </define>\n");
    }
  g_string_append (out, grammar_tail);
  return g_string_free (out, FALSE);
}

static char *
dup_data_path (const char *file)
{
  return g_test_build_filename (G_TEST_DIST, "..", "data", file, NULL);
}

static void
test_agrees_with_model (void)
{
  g_autofree char *path = dup_data_path ("cairn.rng");
  g_autofree char *expected = grammar_of_model ();
  g_autofree char *contents = NULL;

  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  if (strcmp (contents, expected) != 0)
    g_error ("data/cairn.rng is not what the model says (test-io-schema --generate writes it)");
}

int
main (int argc, char *argv[])
{
  gboolean generate = argc > 1 && strcmp (argv[1], "--generate") == 0;

  g_test_init (&argc, &argv, NULL);
  if (generate)
    {
      g_autofree char *path = dup_data_path ("cairn.rng");
      g_autofree char *grammar = grammar_of_model ();

      return g_file_set_contents (path, grammar, -1, NULL) ? 0 : 1;
    }
  g_test_add_func ("/io/schema/shipped", test_shipped);
  g_test_add_func ("/io/schema/templates", test_templates);
  g_test_add_func ("/io/schema/sample", test_sample);
  g_test_add_func ("/io/schema/everything", test_everything);
  g_test_add_func ("/io/schema/refused", test_refused);
  g_test_add_func ("/io/schema/agrees-with-model", test_agrees_with_model);
  return g_test_run ();
}
