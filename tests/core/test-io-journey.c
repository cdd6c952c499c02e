/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and writing the native file. */
#include "io/cairn-journey.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#define HEAD                                                                                       \
  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                   \
  "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"3\" id=\"j\""
#define TAIL "</journey>\n"

static CairnDocument *
read_text (const char *text, CairnReadInfo *info, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return cairn_journey_read_bytes (bytes, "test.cairn", info, error);
}

static char *
write_text (CairnDocument *document)
{
  g_autoptr (GBytes) bytes = cairn_journey_write_bytes (document);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* Reads and writes @text. */
static char *
pass_through (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnDocument) document = read_text (text, NULL, &error);

  g_assert_no_error (error);
  return write_text (document);
}

static void
test_empty (void)
{
  g_autoptr (CairnDocument) document = cairn_document_new ();
  g_autofree char *text = write_text (document);
  g_autofree char *again = pass_through (text);

  g_assert_cmpstr (text, ==,
                   "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                   "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"3\" "
                   "id=\"journey-1\"/>\n");
  g_assert_cmpstr (text, ==, again);
}

static void
test_values (void)
{
  static const char text[]
    = HEAD " name=\"Acme\">\n"
           "  <segment id=\"s\">\n"
           "    <swimlane id=\"w\">\n"
           "      <lane id=\"l\" name=\"A &amp; B &lt;&gt; &quot;C&quot; 'D'\" kind=\"system\"/>\n"
           "      <stage id=\"g\" target=\"5d\" limit=\"1d12h\">\n"
           "        <called id=\"c\" name=\"go-live&#10;&#9;&#13;\"/>\n"
           "      </stage>\n"
           "      <step id=\"p\" kind=\"decision\" title=\"Größe 大きさ\" lane=\"l\" stage=\"g\" "
           "channel=\"in-person\" effort=\"30\" due=\"-3d\" automated=\"yes\">\n"
           "        <notes>  one\n\ttwo &amp; &lt;three&gt; \"four\" &#13;\n\n</notes>\n"
           "      </step>\n"
           "    </swimlane>\n"
           "    <sipoc id=\"o\">\n"
           "      <requirement id=\"r\" direction=\"at-most\" target=\"0.5\"/>\n"
           "    </sipoc>\n"
           "  </segment>\n" TAIL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnDocument) document = read_text (text, NULL, &error);
  g_autofree char *again = NULL;
  CairnElement *step;

  g_assert_no_error (error);
  step = cairn_document_lookup (document, "p");
  g_assert_cmpint (cairn_element_get_int (step, CAIRN_PROP_KIND), ==, CAIRN_STEP_DECISION);
  g_assert_cmpint (cairn_element_get_int (step, CAIRN_PROP_DUE), ==, -3 * 86400);
  g_assert_true (cairn_element_get_int (step, CAIRN_PROP_AUTOMATED));
  g_assert_cmpstr (cairn_element_get_string (step, CAIRN_PROP_NOTES), ==,
                   "  one\n\ttwo & <three> \"four\" \r\n\n");
  g_assert_true (cairn_document_resolve (document, step, CAIRN_PROP_LANE)
                 == cairn_document_lookup (document, "l"));
  g_assert_cmpstr (cairn_element_get_title (cairn_document_lookup (document, "l")), ==,
                   "A & B <> \"C\" 'D'");
  g_assert_cmpstr (cairn_element_get_title (cairn_document_lookup (document, "c")), ==,
                   "go-live\n\t\r");
  g_assert_cmpfloat (
    cairn_element_get_number (cairn_document_lookup (document, "r"), CAIRN_PROP_GOAL), ==, 0.5);
  again = write_text (document);
  g_assert_cmpstr (again, ==, text);
}

/* Every property of every kind, set to something that a new element does not have. */
static void
test_every_property (void)
{
  for (guint k = 0; k < CAIRN_KIND_FOREIGN; k++)
    {
      const CairnKindSpec *spec = cairn_schema_kind (k);

      for (guint i = 0; i < spec->n_props; i++)
        {
          const CairnPropSpec *prop = &spec->props[i];
          g_autoptr (CairnElement) element = cairn_element_new (k, "x");
          g_auto (CairnValue) value = cairn_value_initial (prop);
          g_auto (CairnValue) back = { .type = CAIRN_TYPE_INT };
          g_autofree char *text = NULL;

          if (prop->type == CAIRN_TYPE_STRING || prop->type == CAIRN_TYPE_TEXT)
            cairn_element_set_string (element, prop->prop, "<some & \"thing\">");
          else if (prop->type == CAIRN_TYPE_NUMBER)
            cairn_element_set_number (element, prop->prop, 0.1);
          else if (prop->type != CAIRN_TYPE_REF)
            cairn_element_set_int (element, prop->prop, !value.integer);
          text = cairn_value_to_text (cairn_element_get_value (element, prop->prop), prop);
          g_assert_true (cairn_value_parse (text, prop, &back));
          g_assert_true (cairn_value_equal (&back, cairn_element_get_value (element, prop->prop)));
        }
    }
}

/* What is read and what is then written; NULL: the same. */
static const struct
{
  const char *what;
  const char *text;
  const char *written;
} kept[] = {
  { "attributes", HEAD " mood=\"3\" name=\"a\">\n  <playbook id=\"p\" x=\"&lt;\"/>\n" TAIL,
    HEAD " name=\"a\" mood=\"3\">\n  <playbook id=\"p\" x=\"&lt;\"/>\n" TAIL },
  { "attributes of another namespace",
    HEAD
    " xmlns:x=\"urn:x\" x:mood=\"3\">\n  <playbook id=\"p\" x:y=\"1\" xml:lang=\"de\"/>\n" TAIL,
    NULL },
  { "a namespace declared in two places",
    HEAD " xmlns:x=\"urn:x\">\n  <playbook id=\"p\" xmlns:x=\"urn:z\" x:y=\"1\"/>\n" TAIL, NULL },
  { "elements, in their place",
    HEAD ">\n  <feeling/>\n  <playbook id=\"p\">\n    <task id=\"t\">\n      <alarm at=\"3\">one "
         "<b>two</b>\n three</alarm>\n    </task>\n    <pause/>\n    <task id=\"u\"/>\n  "
         "</playbook>\n  <feeling a=\"&amp;\"><c/></feeling>\n" TAIL,
    NULL },
  { "known elements in unknown places",
    HEAD ">\n  <lane id=\"l\"/>\n  <playbook id=\"p\">\n    <stage/>\n  </playbook>\n" TAIL, NULL },
  { "elements of another namespace", HEAD " xmlns:x=\"urn:x\">\n  <x:a x:b=\"1\"><c/></x:a>\n" TAIL,
    HEAD " xmlns:x=\"urn:x\">\n  <x:a xmlns:x=\"urn:x\" x:b=\"1\"><c/></x:a>\n" TAIL },
  { "a foreign picture",
    HEAD ">\n  <svg xmlns=\"urn:svg\" xmlns:l=\"urn:l\" l:a=\"1\"><g/><h "
         "xmlns=\"\"/></svg>\n" TAIL,
    NULL },
  { "comments, instructions, stray text",
    HEAD
    ">\n  <!-- why & <how> -->\n  <?tool do it?>\n  stray &amp; text\n  <playbook id=\"p\">\n    "
    "<!--x-->\n  </playbook>\n  <![CDATA[more]]>\n" TAIL,
    HEAD
    ">\n  <!-- why & <how> -->\n  <?tool do it?>\n  stray &amp; text\n  <playbook id=\"p\">\n    "
    "<!--x-->\n  </playbook>\n  more\n" TAIL },
  { "CDATA in unknown elements", HEAD ">\n  <a><![CDATA[<&]]></a>\n" TAIL, NULL },
  { "comments around the journey",
    "<?xml version=\"1.0\"?><!-- licence --><journey "
    "xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"2\" id=\"j\"><playbook "
    "id=\"p\"/></journey><!-- end -->",
    HEAD ">\n  <!-- licence -->\n  <playbook id=\"p\"/>\n  <!-- end -->\n" TAIL },
  { "a prefix for the journey itself",
    "<c:journey xmlns:c=\"https://cairn-journeys.github.io/ns/journey\" version=\"1\" "
    "id=\"j\"><c:playbook id=\"p\"/><plain/></c:journey>",
    HEAD " xmlns:c=\"https://cairn-journeys.github.io/ns/journey\">\n  <playbook id=\"p\"/>\n  "
         "<plain xmlns=\"\"/>\n" TAIL },
  { "text in CDATA, and with a request to keep its space",
    HEAD "><playbook id=\"p\"><objective xml:space=\"preserve\"><![CDATA[ <a> ]]>&amp; "
         "b</objective></playbook>" TAIL,
    HEAD ">\n  <playbook id=\"p\">\n    <objective> &lt;a&gt; &amp; b</objective>\n  "
         "</playbook>\n" TAIL },
  { "text with more than text in it",
    HEAD ">\n  <playbook id=\"p\">\n    <objective>a <b>c</b></objective>\n    <objective "
         "lang=\"de\">d</objective>\n  </playbook>\n" TAIL,
    NULL },
  { "a text given twice",
    HEAD ">\n  <playbook id=\"p\">\n    <objective>a</objective>\n    "
         "<objective>b</objective>\n  </playbook>\n" TAIL,
    NULL },
  { "a newer version that asks for nothing",
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<journey "
    "xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"7\" id=\"j\"/>\n",
    NULL },
  { "values that a new element has anyway",
    HEAD
    " name=\"\"><playbook id=\"p\"><objective/><task id=\"t\" required=\"yes\"/></playbook>" TAIL,
    HEAD ">\n  <playbook id=\"p\">\n    <task id=\"t\"/>\n  </playbook>\n" TAIL },
  { "line ends of other systems", HEAD ">\r\n  <playbook id=\"p\"/>\r\n" TAIL,
    HEAD ">\n  <playbook id=\"p\"/>\n" TAIL },
  { "a byte order mark", "\xEF\xBB\xBF" HEAD "/>\n", HEAD "/>\n" },
  { "an encoding that is not true",
    "<?xml version=\"1.0\" encoding=\"UTF-7\"?>\n<journey "
    "xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"1\" id=\"j\" "
    "name=\"\xC3\xA4\"/>",
    HEAD " name=\"\xC3\xA4\"/>\n" },
};

static void
test_kept (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autofree char *written = pass_through (kept[i].text);
      g_autofree char *again = pass_through (written);

      g_test_message ("%s", kept[i].what);
      g_assert_cmpstr (written, ==, kept[i].written != NULL ? kept[i].written : kept[i].text);
      g_assert_cmpstr (again, ==, written);
    }
}

/* An attribute whose prefix is declared further out than the element has gone to. */
static void
test_prefix_follows (void)
{
  g_autoptr (CairnElement) root = cairn_element_new (CAIRN_KIND_JOURNEY, "j");
  g_autoptr (CairnElement) playbook = cairn_element_new (CAIRN_KIND_PLAYBOOK, "p");
  g_autoptr (CairnDocument) document = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  cairn_element_add_extra (playbook, "x:a", "urn:x", "1");
  cairn_element_add_extra (playbook, "x:b", "urn:x", "2");
  cairn_element_append (root, playbook);
  document = cairn_document_new_from_root (root, NULL, NULL);
  text = write_text (document);
  g_assert_cmpstr (text, ==,
                   HEAD ">\n  <playbook id=\"p\" xmlns:x=\"urn:x\" x:a=\"1\" x:b=\"2\"/>\n" TAIL);
  again = pass_through (text);
  g_assert_cmpstr (again, ==, text);
}

/* Characters that no XML file can hold are left out when writing, so that the file can be read. */
static void
test_impossible_characters (void)
{
  g_autoptr (CairnElement) root = cairn_element_new (CAIRN_KIND_JOURNEY, "j");
  g_autoptr (CairnDocument) document = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  cairn_element_set_string (root, CAIRN_PROP_NAME,
                            "a\x01\x1F\xEF\xBF\xBE\x7F"
                            "b\xFF"
                            "c");
  document = cairn_document_new_from_root (root, NULL, NULL);
  text = write_text (document);
  g_assert_cmpstr (text, ==,
                   HEAD " name=\"a\x7F"
                        "b\xEF\xBF\xBD"
                        "c\"/>\n");
  again = pass_through (text);
  g_assert_cmpstr (again, ==, text);
}

static const struct
{
  const char *text;
  int code;
  const char *message; /* a pattern */
} errors[] = {
  { "", CAIRN_IO_ERROR_SYNTAX, "test.cairn is empty*" },
  { "hello", CAIRN_IO_ERROR_SYNTAX, "test.cairn, line 1: this is not well-formed XML*" },
  { HEAD ">\n<segment id=\"s\">\n", CAIRN_IO_ERROR_SYNTAX, "test.cairn, line 4: *well-formed*" },
  { HEAD "/>\n<more/>", CAIRN_IO_ERROR_SYNTAX, "test.cairn, line 3: *well-formed*" },
  { HEAD ">&nbsp;" TAIL, CAIRN_IO_ERROR_SYNTAX, "test.cairn, line 2: *nbsp*" },
  { HEAD " name=\"&nbsp;\"/>", CAIRN_IO_ERROR_SYNTAX, "test.cairn, line 2: *nbsp*" },
  { HEAD "><x:y/>" TAIL, CAIRN_IO_ERROR_SYNTAX, "test.cairn, line 2: *prefix x*" },
  { HEAD " name=\"\xE4\"/>", CAIRN_IO_ERROR_SYNTAX, "test.cairn, line 2: this is not UTF-8*" },
  { "<svg/>", CAIRN_IO_ERROR_NOT_A_JOURNEY, "test.cairn, line 1: *begins with <svg>*" },
  { "<journey version=\"1\" id=\"j\"/>", CAIRN_IO_ERROR_NOT_A_JOURNEY, "*xmlns=*" },
  { "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" id=\"j\"/>",
    CAIRN_IO_ERROR_INVALID, "*no version; write version=\"3\"." },
  { "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"new\" id=\"j\"/>",
    CAIRN_IO_ERROR_INVALID, "*has version=\"new\"; write a number such as 3." },
  { "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"1\"/>",
    CAIRN_IO_ERROR_INVALID,
    "*the journey has no id; give it one of its own such as "
    "id=\"journey-1\"." },
  { HEAD ">\n<segment id=\"a b\"/>" TAIL, CAIRN_IO_ERROR_INVALID,
    "test.cairn, line 3: the segment has id=\"a b\"; *" },
  { HEAD
    "><segment id=\"s\"><swimlane id=\"w\">\n<stage id=\"stage-3\" target=\"soon\"/></swimlane>"
    "</segment>" TAIL,
    CAIRN_IO_ERROR_INVALID,
    "test.cairn, line 3: the stage “stage-3” has target=\"soon\"; write a time such as 14d or "
    "2w." },
  { HEAD "><segment id=\"s\"><swimlane id=\"w\">\n\n<lane id=\"l\" kind=\"robot\"/></swimlane>"
         "</segment>" TAIL,
    CAIRN_IO_ERROR_INVALID,
    "test.cairn, line 4: the lane “l” has kind=\"robot\"; write one of customer, front, back, "
    "system, partner." },
  { HEAD "><playbook id=\"p\"><task id=\"t\" minutes=\"-1\"/></playbook>" TAIL,
    CAIRN_IO_ERROR_INVALID, "*minutes=\"-1\"; write a whole number from 0 to 1000000." },
  { HEAD "><playbook id=\"p\"><task id=\"t\" required=\"1\"/></playbook>" TAIL,
    CAIRN_IO_ERROR_INVALID, "*required=\"1\"; write yes or no." },
  { HEAD "><segment id=\"s\"><sipoc id=\"o\"><requirement id=\"r\" target=\"95%\"/></sipoc>"
         "</segment>" TAIL,
    CAIRN_IO_ERROR_INVALID, "*target=\"95%\"; write a number such as 95 or 0.5." },
  { HEAD ">\n<playbook id=\"p\"/>\n<playbook id=\"p\"/>" TAIL, CAIRN_IO_ERROR_INVALID,
    "test.cairn, line 4: the playbook “p”: the id “p” is used twice. Give it an id of its own." },
  { HEAD "><segment id=\"s\"><swimlane id=\"w\">\n<step id=\"a\" lane=\"l\"/></swimlane>"
         "</segment>" TAIL,
    CAIRN_IO_ERROR_INVALID,
    "test.cairn, line 3: the step “a”: lane=\"l\" names nothing that fits there. *" },
  { HEAD "><segment id=\"s\"><swimlane id=\"w\"><stage id=\"l\"/>\n<step id=\"a\" lane=\"l\"/>"
         "</swimlane></segment>" TAIL,
    CAIRN_IO_ERROR_INVALID, "test.cairn, line 3: the step “a”: lane=\"l\" names nothing *" },
  { "<!DOCTYPE journey>\n<journey/>", CAIRN_IO_ERROR_FORBIDDEN, "*line 1: *document type*" },
  { "<!DOCTYPE journey [<!ENTITY a \"b\">]>\n<journey/>", CAIRN_IO_ERROR_FORBIDDEN, "*" },
  { "<!DOCTYPE journey SYSTEM \"file:///etc/passwd\"><journey/>", CAIRN_IO_ERROR_FORBIDDEN, "*" },
};

static void
test_errors (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (read_text (errors[i].text, NULL, &error));
      g_assert_error (error, CAIRN_IO_ERROR, errors[i].code);
      if (!g_pattern_match_simple (errors[i].message, error->message))
        g_error ("“%s” does not match “%s”", error->message, errors[i].message);
    }
}

static void
test_newer (void)
{
  static const char text[]
    = "<journey xmlns=\"https://cairn-journeys.github.io/ns/journey\" version=\"5\" requires=\"4\" "
      "id=\"j\">\n<segment id=\"s\"><swimlane id=\"w\"><lane id=\"l\" kind=\"robot\"/></swimlane>"
      "</segment></journey>";
  g_auto (CairnReadInfo) info = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnDocument) document = read_text (text, &info, &error);
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  g_assert_true (info.read_only);
  g_assert_cmpuint (info.version, ==, 5);
  g_assert_cmpstr (info.message, ==,
                   "test.cairn needs a newer Cairn (file format 4; this one knows 3). You can look "
                   "at it, but not change it.");
  written = write_text (document);
  g_assert_nonnull (strstr (written, "version=\"5\""));
  g_assert_nonnull (strstr (written, "requires=\"4\""));
  g_assert_nonnull (strstr (written, "kind=\"robot\""));
}

/* A file of an older version says the same in this one, but for the number. */
static void
test_older (gconstpointer data)
{
  guint version = GPOINTER_TO_UINT (data);
  g_autofree char *name = g_strdup_printf ("version-%u.cairn", version);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", name, NULL);
  g_autofree char *older = g_strdup_printf ("version=\"%u\" id", version);
  g_autofree char *current = g_strdup_printf ("version=\"%d\" id", CAIRN_JOURNEY_VERSION);
  g_autofree char *contents = NULL;
  g_autoptr (GString) expected = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (CairnReadInfo) info = { 0 };
  g_autoptr (CairnDocument) document = cairn_journey_read_file (path, &info, NULL, &error);
  g_autofree char *written = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (info.version, ==, version);
  g_assert_false (info.read_only);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  expected = g_string_new (contents);
  g_assert_cmpuint (g_string_replace (expected, older, current, 1), ==, 1);
  written = write_text (document);
  g_assert_cmpstr (written, ==, expected->str);
}

static void
test_same_version_is_not_newer (void)
{
  g_auto (CairnReadInfo) info = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnDocument) document = read_text (HEAD " requires=\"3\"/>", &info, &error);

  g_assert_no_error (error);
  g_assert_nonnull (document);
  g_assert_false (info.read_only);
  g_assert_null (info.message);
}

/* The two traps of libxml2: "&amp;" in attributes without NOENT; local files with it. */
static void
test_entities (void)
{
  g_autofree char *secret = NULL;
  g_autofree char *text = NULL;
  g_autofree char *written = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("cairn-secret-XXXXXX", &secret, &error);

  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (secret, "the secret", -1, NULL));
  text = g_strdup_printf ("<!DOCTYPE journey [<!ENTITY x SYSTEM \"file://%s\">]><journey "
                          "xmlns=\"" CAIRN_JOURNEY_NAMESPACE
                          "\" version=\"1\" id=\"j\"><a>&x;</a></journey>",
                          secret);
  g_assert_null (read_text (text, NULL, &error));
  g_assert_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_FORBIDDEN);
  g_assert_null (strstr (error->message, "the secret"));
  g_assert_cmpint (g_unlink (secret), ==, 0);

  written = pass_through (HEAD " name=\"a &amp; b &#38; c\">\n  <a b=\"&amp;\">&amp;</a>\n" TAIL);
  g_assert_cmpstr (written, ==,
                   HEAD " name=\"a &amp; b &amp; c\">\n  <a b=\"&amp;\">&amp;</a>\n" TAIL);
}

static GString *
repeated (const char *start, const char *what, guint times)
{
  GString *text = g_string_new (start);

  for (guint i = 0; i < times; i++)
    g_string_append (text, what);
  return text;
}

static void
assert_limit (GString *text, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (text->str, NULL, &error));
  g_assert_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_LIMIT);
  if (!g_pattern_match_simple (message, error->message))
    g_error ("%s", error->message);
  g_string_free (text, TRUE);
}

static void
test_limits (void)
{
  GString *text;

  assert_limit (repeated (HEAD ">", "<a>", 64), "*line 2: *64 deep*");
  assert_limit (repeated (HEAD ">", "<a>", 3000000), "*64 deep*");
  assert_limit (repeated (HEAD ">", "<a/>", CAIRN_JOURNEY_MAX_ELEMENTS), "*1000000 elements*");
  assert_limit (repeated (HEAD ">", "<!---->", CAIRN_JOURNEY_MAX_ELEMENTS), "*1000000 elements*");

  text = g_string_new (HEAD ">\n<a ");
  for (guint i = 0; i <= CAIRN_JOURNEY_MAX_ATTRIBUTES; i++)
    g_string_append_printf (text, "a%u='>' ", i);
  assert_limit (g_string_append (text, "/>" TAIL), "*line 3: *1000 attributes*");

  text = g_string_new ("");
  for (guint i = 0; i < CAIRN_JOURNEY_MAX_ATTRIBUTES - 1; i++)
    g_string_append_printf (text, " a%x=''", i);
  {
    g_autofree char *extras = g_string_free (text, FALSE);

    text = g_string_new (HEAD ">");
    for (guint i = 0; i <= CAIRN_JOURNEY_MAX_EXTRAS / (CAIRN_JOURNEY_MAX_ATTRIBUTES - 1); i++)
      g_string_append_printf (text, "<playbook id=\"p%u\"%s/>", i, extras);
    assert_limit (g_string_append (text, TAIL), "*1000000 attributes*");
  }

  text = g_string_new (HEAD);
  for (guint i = 0; i <= CAIRN_JOURNEY_MAX_NAMESPACES; i++)
    g_string_append_printf (text, " xmlns:a%u='urn:a'", i);
  assert_limit (g_string_append (text, "/>"), "*256 namespaces*");

  text = repeated (HEAD " name=\"", "0123456789abcdef", CAIRN_JOURNEY_MAX_TEXT / 16);
  assert_limit (g_string_append (text, "0\"/>"), "*16 MiB*");
  text = repeated (HEAD "><playbook id='p'><objective>", "0123456789abcdef",
                   CAIRN_JOURNEY_MAX_TEXT / 16);
  assert_limit (g_string_append (text, "0</objective></playbook>" TAIL), "*16 MiB*");
  assert_limit (repeated (HEAD ">", "0123456789abcdef", 2 + CAIRN_JOURNEY_MAX_TEXT / 16),
                "*16 MiB*");
}

static void
test_file_size (void)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) error = NULL;
  int fd = g_file_open_tmp ("cairn-big-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_assert_cmpint (ftruncate (fd, (off_t) CAIRN_JOURNEY_MAX_BYTES + 1), ==, 0);
  g_assert_true (g_close (fd, NULL));
  g_assert_null (cairn_journey_read_file (path, NULL, NULL, &error));
  g_assert_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_LIMIT);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_clear_error (&error);

  g_assert_null (cairn_journey_read_file (path, NULL, NULL, &error));
  g_assert_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_OPEN);
  g_clear_error (&error);
  g_assert_null (cairn_journey_read_file ("/dev/zero", NULL, NULL, &error));
  g_assert_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_OPEN);
  g_clear_error (&error);
  g_assert_null (cairn_journey_read_file ("/", NULL, NULL, &error));
  g_assert_error (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_OPEN);
}

/* Reads every file below @folder; none is a journey. Returns how many there were. */
static guint
read_all (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (GError) error = NULL;

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        {
          n += read_all (path);
          continue;
        }
      g_test_message ("%s", path);
      g_assert_null (cairn_journey_read_file (path, NULL, NULL, &error));
      g_assert_true (error->domain == CAIRN_IO_ERROR);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      n++;
    }
  return n;
}

static void
test_hostile (void)
{
  g_autofree char *ours = g_test_build_filename (G_TEST_DIST, "data", "hostile", NULL);
  g_autofree char *more
    = g_test_build_filename (G_TEST_DIST, "..", "..", "shared", "data", "hostile", NULL);

  g_assert_cmpuint (read_all (ours), >=, 15);
  read_all (more);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/io/journey/empty", test_empty);
  g_test_add_func ("/io/journey/values", test_values);
  g_test_add_func ("/io/journey/every-property", test_every_property);
  g_test_add_func ("/io/journey/kept", test_kept);
  g_test_add_func ("/io/journey/prefix-follows", test_prefix_follows);
  g_test_add_func ("/io/journey/impossible-characters", test_impossible_characters);
  g_test_add_func ("/io/journey/errors", test_errors);
  g_test_add_func ("/io/journey/newer", test_newer);
  g_test_add_func ("/io/journey/same-version-is-not-newer", test_same_version_is_not_newer);
  g_test_add_data_func ("/io/journey/older/1", GUINT_TO_POINTER (1), test_older);
  g_test_add_data_func ("/io/journey/older/2", GUINT_TO_POINTER (2), test_older);
  g_test_add_func ("/io/journey/entities", test_entities);
  g_test_add_func ("/io/journey/limits", test_limits);
  g_test_add_func ("/io/journey/hostile", test_hostile);
  g_test_add_func ("/io/journey/file-size", test_file_size);
  return g_test_run ();
}
