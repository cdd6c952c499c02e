/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is shipped, and what is written, keeps to data/cairn.rng; and that keeps to the model. */
#include "io/cairn-templates.h"

#include <libxml/relaxng.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlRelaxNGParserCtxt, xmlRelaxNGFreeParserCtxt)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlRelaxNG, xmlRelaxNGFree)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlRelaxNGValidCtxt, xmlRelaxNGFreeValidCtxt)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlXPathContext, xmlXPathFreeContext)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlXPathObject, xmlXPathFreeObject)

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

/* Every reference of what is built in is set, and every task says what to do. */
static void
assert_complete (CairnElement *element)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (element));

  for (guint i = 0; i < spec->n_props; i++)
    if (spec->props[i].type == CAIRN_TYPE_REF)
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

  g_assert_cmpuint (n, ==, 10);
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

/* Whether the schema has something at @path. */
static gboolean
has (xmlXPathContext *context, const char *path)
{
  g_autoptr (xmlXPathObject) found = xmlXPathEvalExpression (BAD_CAST path, context);

  return found != NULL && found->nodesetval != NULL && found->nodesetval->nodeNr == 1;
}

static guint
count (xmlXPathContext *context, const char *path)
{
  g_autoptr (xmlXPathObject) found = xmlXPathEvalExpression (BAD_CAST path, context);

  return found->nodesetval != NULL ? (guint) found->nodesetval->nodeNr : 0;
}

static void
assert_has (xmlXPathContext *context, const char *kind, const char *format, const char *name)
{
  g_autofree char *inner
    = g_strdup_printf ("/r:grammar/r:define[@name='%s']/r:element[@name='%s']", kind, kind);
  g_autofree char *path = g_strconcat (inner, format, "[@name='", name, "']", NULL);

  if (!has (context, path))
    g_error ("data/cairn.rng lacks %s", path);
}

static void
test_agrees_with_model (void)
{
  g_autoptr (GBytes) schema = cairn_templates_get_schema ();
  g_autoptr (xmlDoc) document = parse_xml (schema);
  g_autoptr (xmlXPathContext) context = xmlXPathNewContext (document);
  guint n_attributes = CAIRN_KIND_FOREIGN + 2; /* an id each; version and requires */
  guint n_words = 4;                           /* yes, no; no number; no reference */

  xmlXPathRegisterNs (context, BAD_CAST "r", BAD_CAST "http://relaxng.org/ns/structure/1.0");
  for (guint k = 0; k < CAIRN_KIND_FOREIGN; k++)
    {
      const CairnKindSpec *spec = cairn_schema_kind (k);

      for (guint i = 0; i < CAIRN_KIND_FOREIGN; i++)
        if ((spec->children & (1u << i)) != 0)
          assert_has (context, spec->tag, "/r:zeroOrMore/r:choice/r:ref",
                      cairn_schema_kind (i)->tag);
      for (guint i = 0; i < spec->n_props; i++)
        {
          const CairnPropSpec *prop = &spec->props[i];

          if (prop->type == CAIRN_TYPE_TEXT)
            assert_has (context, spec->tag, "/r:zeroOrMore/r:choice/r:element", prop->attribute);
          else
            assert_has (context, spec->tag, "/r:optional/r:attribute", prop->attribute);
          n_attributes += prop->type != CAIRN_TYPE_TEXT;
          for (guint w = 0; prop->words != NULL && prop->words[w] != NULL; w++, n_words++)
            {
              g_autofree char *path = g_strdup_printf (
                "/r:grammar/r:define[@name='%s']/r:element/r:optional/r:attribute[@name='%s']"
                "/r:choice/r:value[%u][. = '%s']",
                spec->tag, prop->attribute, w + 1, prop->words[w]);

              if (!has (context, path))
                g_error ("data/cairn.rng lacks %s", path);
            }
        }
    }
  g_assert_cmpuint (count (context, "//r:attribute[@name]"), ==, n_attributes);
  g_assert_cmpuint (count (context, "//r:value"), ==, n_words);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/io/schema/shipped", test_shipped);
  g_test_add_func ("/io/schema/templates", test_templates);
  g_test_add_func ("/io/schema/sample", test_sample);
  g_test_add_func ("/io/schema/everything", test_everything);
  g_test_add_func ("/io/schema/refused", test_refused);
  g_test_add_func ("/io/schema/agrees-with-model", test_agrees_with_model);
  return g_test_run ();
}
