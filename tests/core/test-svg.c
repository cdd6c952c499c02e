/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render-fixture.h"
#include "render/cairn-svg.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

static GBytes *
write_svg (const CairnScene *scene)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = cairn_svg_write (scene, &error);

  g_assert_no_error (error);
  return bytes;
}

static xmlDocPtr
parse (GBytes *bytes)
{
  xmlDocPtr xml = xmlReadMemory (g_bytes_get_data (bytes, NULL), (int) g_bytes_get_size (bytes),
                                 "test.svg", NULL, XML_PARSE_NONET);

  g_assert_nonnull (xml);
  return xml;
}

/* What the file is made of, and nothing else. */
static const struct
{
  const char *element;
  const char *attributes;
} allowed[] = {
  { "svg", " version width height viewBox font-family " },
  { "g", " id kind " },
  { "title", " " },
  { "desc", " " },
  { "rect", " x y width height rx fill fill-opacity stroke stroke-opacity stroke-width "
            "stroke-dasharray " },
  { "ellipse", " cx cy rx ry fill fill-opacity stroke stroke-width " },
  { "path", " d transform fill fill-opacity stroke stroke-opacity stroke-width stroke-dasharray "
            "stroke-linecap "
            "stroke-linejoin " },
  { "text", " x y space font-size font-weight text-anchor fill fill-opacity " },
  { "tspan", " x y " },
};

/* Locale-free, at most two decimals. */
static void
check_number (const char *name, const char *value)
{
  static const char *const numbers[]
    = { "x", "y", "cx", "cy", "rx", "ry", "width", "height", "stroke-width", "font-size" };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (strcmp (name, numbers[i]) == 0)
      g_assert_true (g_regex_match_simple ("^-?[0-9]+(\\.[0-9]{1,2})?$", value, 0, 0));
}

static void
check_element (const xmlNode *node, GHashTable *ids)
{
  const char *attributes = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (strcmp ((const char *) node->name, allowed[i].element) == 0)
      attributes = allowed[i].attributes;
  g_test_message ("<%s>", node->name);
  g_assert_nonnull (attributes);
  for (const xmlAttr *a = node->properties; a != NULL; a = a->next)
    {
      g_autofree char *word = g_strdup_printf (" %s ", a->name);
      const char *value = (const char *) a->children->content;

      g_test_message ("%s=\"%s\"", a->name, value);
      g_assert_nonnull (strstr (attributes, word));
      g_assert_null (strstr (value, "url("));
      g_assert_null (strstr (value, "light-dark"));
      check_number ((const char *) a->name, value);
      if (strcmp ((const char *) a->name, "id") == 0)
        {
          g_assert_cmpint (xmlValidateNCName (BAD_CAST value, 0), ==, 0);
          g_assert_true (g_hash_table_add (ids, g_strdup (value)));
        }
    }
  if (strcmp ((const char *) node->name, "g") == 0)
    {
      g_assert_true (xmlHasNsProp (node, BAD_CAST "kind", BAD_CAST CAIRN_SVG_NAMESPACE) != NULL);
      g_assert_true (xmlHasProp (node, BAD_CAST "id") != NULL);
    }
}

static void
check_tree (const xmlNode *node, GHashTable *ids)
{
  for (; node != NULL; node = node->next)
    if (node->type == XML_ELEMENT_NODE)
      {
        check_element (node, ids);
        check_tree (node->children, ids);
      }
    else
      g_assert_cmpint (node->type, ==, XML_TEXT_NODE);
}

/* Every element of the diagram is there once. */
static void
check_ids (CairnElement *diagram, GHashTable *ids)
{
  g_assert_true (g_hash_table_contains (ids, cairn_element_get_id (diagram)));
  for (guint i = 0; i < cairn_element_get_n_children (diagram); i++)
    g_assert_true (
      g_hash_table_contains (ids, cairn_element_get_id (cairn_element_get_child (diagram, i))));
}

static void
check_svg (const CairnScene *scene)
{
  g_autoptr (GBytes) bytes = write_svg (scene);
  g_autoptr (GBytes) again = write_svg (scene);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  xmlDocPtr xml = parse (bytes);

  g_assert_true (g_bytes_equal (bytes, again));
  check_tree (xmlDocGetRootElement (xml), ids);
  check_ids (cairn_layout_get_diagram (cairn_scene_get_layout (scene)), ids);
  xmlFreeDoc (xml);
}

static void
test_valid (void)
{
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnScene) swimlane = fixture_scene (document, "swimlane-1", CAIRN_THEME_LIGHT);
  g_autoptr (CairnScene) sipoc = fixture_scene (document, "sipoc-1", CAIRN_THEME_DARK);
  g_autoptr (CairnScene) timings = fixture_scene_with_timings (document, CAIRN_THEME_LIGHT);

  check_svg (swimlane);
  check_svg (sipoc);
  check_svg (timings);
}

/* The same journey, opened twice, gives the same bytes. */
static void
test_same_bytes (void)
{
  g_autoptr (GBytes) first = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
      g_autoptr (CairnScene) scene = fixture_scene_with_timings (document, CAIRN_THEME_LIGHT);
      g_autoptr (GBytes) bytes = write_svg (scene);

      if (i == 0)
        first = g_steal_pointer (&bytes);
      else
        g_assert_true (g_bytes_equal (first, bytes));
    }
}

static char *
svg_text (const CairnScene *scene)
{
  g_autoptr (GBytes) bytes = write_svg (scene);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Stages and lanes come before steps, steps in the order of the journey. */
static void
test_reading_order (void)
{
  static const char *const order[] = { "swimlane-1", "stage-1", "stage-3", "lane-1", "step-1",
                                       "flow-1",     "step-2",  "step-3",  "step-6", "legend" };
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnScene) scene = fixture_scene_with_timings (document, CAIRN_THEME_LIGHT);
  g_autofree char *svg = svg_text (scene);
  const char *at = svg;

  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      g_autofree char *tag = g_strdup_printf ("<g id=\"%s\"", order[i]);

      g_test_message ("%s", tag);
      at = strstr (at, tag);
      g_assert_nonnull (at);
    }
}

static void
test_words (void)
{
  static const char *const words[]
    = { "<title>Call &amp; plan</title>",
        "channel: Call; lane: CSM; stage: Kick-off; effort: 45 min; playbook: Kick-off",
        "<desc>from Signed to Call &amp; plan; handoff</desc>",
        "cairn:kind=\"note\"",
        "as of 22 Nov 2026 12:00",
        "266 customer-days a week are lost past the target" };
  g_autoptr (CairnDocument) document = fixture_document (fixture_xml);
  g_autoptr (CairnScene) scene = fixture_scene_with_timings (document, CAIRN_THEME_LIGHT);
  g_autofree char *svg = svg_text (scene);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      g_test_message ("%s", words[i]);
      g_assert_nonnull (strstr (svg, words[i]));
    }
}

/* Names and ids that a file can hold or a hand can type, and that XML must not choke on. */
static void
test_hostile (void)
{
  g_autoptr (CairnElement) root = cairn_element_new (CAIRN_KIND_JOURNEY, "journey-1");
  g_autoptr (CairnElement) segment = cairn_element_new (CAIRN_KIND_SEGMENT, "segment-1");
  g_autoptr (CairnElement) map = cairn_element_new (CAIRN_KIND_SWIMLANE, "map 1/2");
  static const char *const names[] = { "a\x01"
                                       "b\x1b[31m",
                                       "<script>&\"'",
                                       "  two  blanks  ",
                                       "مرحبا بالعالم",
                                       "東京スカイツリー",
                                       "\xef\xbf\xbf",
                                       "&amp;&#x41;<![CDATA[",
                                       "e\xcc\x81 combining" };
  static const char *const ids[]
    = { "background", "1st", "a b", "a_20_b", "legend", "ünï", "x:y", "-" };
  g_autoptr (CairnDocument) document = NULL;
  g_autoptr (CairnScene) scene = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  xmlDocPtr xml;

  cairn_element_set_string (map, CAIRN_PROP_NAME, names[0]);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (CairnElement) step = cairn_element_new (CAIRN_KIND_STEP, ids[i]);

      cairn_element_set_string (step, CAIRN_PROP_TITLE, names[i]);
      cairn_element_append (map, step);
    }
  cairn_element_append (segment, map);
  cairn_element_append (root, segment);
  document = cairn_document_new_from_root (root, NULL, NULL);
  g_assert_nonnull (document);
  scene = fixture_scene (document, "map 1/2", CAIRN_THEME_LIGHT);
  bytes = write_svg (scene);
  xml = parse (bytes);
  check_tree (xmlDocGetRootElement (xml), seen);
  g_assert_true (g_hash_table_contains (seen, "background"));
  g_assert_true (g_hash_table_contains (seen, "_1st"));
  xmlFreeDoc (xml);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/svg/valid", test_valid);
  g_test_add_func ("/svg/same-bytes", test_same_bytes);
  g_test_add_func ("/svg/reading-order", test_reading_order);
  g_test_add_func ("/svg/words", test_words);
  g_test_add_func ("/svg/hostile", test_hostile);
  return g_test_run ();
}
