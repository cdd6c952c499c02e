/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Built on libxml2's SAX interface with handlers of its own, because the ready-made ones keep
 * entities and document types. Three things are easy to get wrong here, and each has a test:
 * - Without XML_PARSE_NOENT an attribute's "&amp;" arrives as "&#38;"; with it, declared entities
 *   would be expanded, files included, for XML_PARSE_NONET stops the network only. So NOENT is set
 *   and the prescan refuses document types: nothing can be declared.
 * - XML_PARSE_HUGE lifts the parser's own limits, so every limit is kept here.
 * - The encoding a file claims is ignored, so that the prescan has seen what the parser sees. */
#include "io/cairn-journey-parse-private.h"

#include "io/cairn-xml-capture-private.h"
#include "io/cairn-xml-escape-private.h"
#include "io/cairn-xml-namespace-private.h"

#include <glib/gi18n-lib.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/tree.h>
#include <string.h>

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlParserCtxt, xmlFreeParserCtxt)

#define MAX_ID 256 /* bytes */

#if LIBXML_VERSION >= 21200
typedef const xmlError *XmlErrorArg;
#else
typedef xmlError *XmlErrorArg;
#endif

typedef struct
{
  const char *name;
  CairnReadInfo *info;
  xmlParserCtxt *context;
  GError *error; /* the first one; nothing is read after it */

  CairnElement *root;
  GPtrArray *open;   /* of CairnElement, borrowed: the root and so on inwards */
  GPtrArray *before; /* of CairnElement: comments before the root */
  GHashTable *lines; /* element → its line */
  guint depth;
  guint n_elements;
  guint n_extras;
  GArray *namespaces; /* of int: how many declarations each open element adds */
  guint n_namespaces;

  GString *stray; /* characters where none are expected */
  CairnXmlCapture capture;
  const CairnPropSpec *captured_text; /* the property it may turn out to be; NULL: none */
} Reader;

static int
current_line (const Reader *self)
{
  return xmlSAX2GetLineNumber (self->context);
}

static void
fail_at (Reader *self, int line, CairnIoError code, const char *message)
{
  if (self->error == NULL)
    self->error
      = g_error_new (CAIRN_IO_ERROR, code, _ ("%s, line %d: %s"), self->name, line, message);
}

static void G_GNUC_PRINTF (3, 4) fail (Reader *self, CairnIoError code, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  fail_at (self, current_line (self), code, message);
  xmlStopParser (self->context);
}

static CairnElement *
innermost (const Reader *self)
{
  return self->open->len > 0 ? g_ptr_array_index (self->open, self->open->len - 1) : NULL;
}

static gboolean
count_element (Reader *self)
{
  if (++self->n_elements <= CAIRN_JOURNEY_MAX_ELEMENTS)
    return TRUE;
  fail (self, CAIRN_IO_ERROR_LIMIT,
        _ ("the file has more than %d elements, which is more than Cairn reads."),
        CAIRN_JOURNEY_MAX_ELEMENTS);
  return FALSE;
}

static gboolean
check_length (Reader *self, gsize length)
{
  if (length <= CAIRN_JOURNEY_MAX_TEXT)
    return TRUE;
  fail (self, CAIRN_IO_ERROR_LIMIT,
        _ ("a text is longer than %u MiB, which is more than Cairn reads."),
        CAIRN_JOURNEY_MAX_TEXT / (1024 * 1024));
  return FALSE;
}

static void
add_extra (
  Reader *self, CairnElement *element, const char *name, const char *uri, const char *value)
{
  if (++self->n_extras <= CAIRN_JOURNEY_MAX_EXTRAS)
    cairn_element_add_extra (element, name, uri, value);
  else
    fail (self, CAIRN_IO_ERROR_LIMIT,
          _ ("the file has more than %d attributes that Cairn does not know, which is more than it "
             "keeps."),
          CAIRN_JOURNEY_MAX_EXTRAS);
}

static void
add_foreign (Reader *self, const char *xml)
{
  g_autoptr (CairnElement) element = NULL;

  if (!check_length (self, strlen (xml)) || !count_element (self))
    return;
  element = cairn_element_new (CAIRN_KIND_FOREIGN, NULL);
  cairn_element_set_string (element, CAIRN_PROP_XML, xml);
  if (self->open->len > 0)
    cairn_element_append (innermost (self), element);
  else if (self->root != NULL)
    cairn_element_append (self->root, element);
  else
    g_ptr_array_add (self->before, g_steal_pointer (&element));
}

/* Line ends and indentation between elements mean nothing; any other text there is kept. */
static void
flush_stray (Reader *self)
{
  g_autoptr (GString) xml = NULL;
  char *start = self->stray->str;

  start += strspn (start, " \t\r\n");
  while (self->stray->len > 0 && strchr (" \t\r\n", self->stray->str[self->stray->len - 1]) != NULL)
    g_string_truncate (self->stray, self->stray->len - 1);
  if (self->stray->len > 0)
    {
      xml = g_string_new (NULL);
      cairn_xml_append_text (xml, start);
      add_foreign (self, xml->str);
    }
  g_string_truncate (self->stray, 0);
}

/* What to write instead of a value that does not fit. */
static char *
dup_hint (const CairnPropSpec *prop)
{
  g_autofree char *words = NULL;

  switch (prop->type)
    {
    case CAIRN_TYPE_INT:
      return g_strdup (_ ("write a whole number from 0 to 1000000"));
    case CAIRN_TYPE_NUMBER:
      return g_strdup (_ ("write a number such as 95 or 0.5"));
    case CAIRN_TYPE_BOOL:
      return g_strdup (_ ("write yes or no"));
    case CAIRN_TYPE_ENUM:
      words = g_strjoinv (", ", (char **) prop->words);
      /* translators: %s is a list of words that stay as they are */
      return g_strdup_printf (_ ("write one of %s"), words);
    case CAIRN_TYPE_DURATION:
      return g_strdup (_ ("write a time such as 14d or 2w"));
    case CAIRN_TYPE_STRING:
    case CAIRN_TYPE_TEXT:
    case CAIRN_TYPE_REF:
    default:
      return g_strdup (_ ("write something else"));
    }
}

static const CairnPropSpec *
find_prop (CairnKind kind, const char *name, gboolean text)
{
  const CairnKindSpec *spec = cairn_schema_kind (kind);

  for (guint i = 0; i < spec->n_props; i++)
    if ((spec->props[i].type == CAIRN_TYPE_TEXT) == text
        && strcmp (spec->props[i].attribute, name) == 0)
      return &spec->props[i];
  return NULL;
}

static void
set_prop (Reader *self, CairnElement *element, const CairnPropSpec *prop, const char *text)
{
  g_auto (CairnValue) value = { .type = CAIRN_TYPE_INT };

  if (cairn_value_parse (text, prop, &value))
    cairn_element_set_value (element, prop->prop, &value);
  else if (self->info->read_only)
    add_extra (self, element, prop->attribute, NULL, text);
  else
    {
      g_autofree char *hint = dup_hint (prop);

      fail (self, CAIRN_IO_ERROR_INVALID, _ ("the %s “%s” has %s=\"%s\"; %s."),
            cairn_schema_kind (cairn_element_get_kind (element))->tag,
            cairn_element_get_id (element), prop->attribute, text, hint);
    }
}

static char *
dup_attribute (const CairnXmlTag *tag, const char *name)
{
  for (int i = 0; i < tag->n_attributes; i++)
    {
      const xmlChar **a = tag->attributes + 5 * i;

      if (a[2] == NULL && strcmp ((const char *) a[0], name) == 0)
        return g_strndup ((const char *) a[3], a[4] - a[3]);
    }
  return NULL;
}

/* A newer program's version stays with its file; an older one is upgraded when it is written. */
static gboolean
is_kept (Reader *self, CairnElement *element, const char *name)
{
  if (strcmp (name, "id") == 0)
    return FALSE;
  return cairn_element_get_kind (element) != CAIRN_KIND_JOURNEY || strcmp (name, "version") != 0
         || self->info->version > CAIRN_JOURNEY_VERSION;
}

static void
read_attributes (Reader *self, CairnElement *element, const CairnXmlTag *tag)
{
  for (int i = 0; i < tag->n_namespaces; i++)
    if (tag->namespaces[2 * i] != NULL)
      {
        g_autofree char *name = g_strdup_printf ("xmlns:%s", tag->namespaces[2 * i]);

        add_extra (self, element, name, CAIRN_XMLNS_NAMESPACE,
                   (const char *) tag->namespaces[2 * i + 1]);
      }
  for (int i = 0; i < tag->n_attributes && self->error == NULL; i++)
    {
      const xmlChar **a = tag->attributes + 5 * i;
      const char *name = (const char *) a[0];
      g_autofree char *value = g_strndup ((const char *) a[3], a[4] - a[3]);
      const CairnPropSpec *prop
        = a[2] == NULL ? find_prop (cairn_element_get_kind (element), name, FALSE) : NULL;

      if (!check_length (self, a[4] - a[3]))
        return;
      if (prop != NULL)
        set_prop (self, element, prop, value);
      else if (a[2] != NULL || is_kept (self, element, name))
        {
          g_autofree char *qualified = cairn_xml_qualified (a[1], a[0]);

          add_extra (self, element, qualified, (const char *) a[2], value);
        }
    }
}

/* Makes the element of @tag and puts it in its place. */
static CairnElement *
add_element (Reader *self, CairnKind kind, const CairnXmlTag *tag)
{
  g_autoptr (CairnElement) element = NULL;
  g_autofree char *id = dup_attribute (tag, "id");
  const CairnKindSpec *spec = cairn_schema_kind (kind);

  if (id == NULL)
    {
      fail (self, CAIRN_IO_ERROR_INVALID,
            _ ("the %s has no id; give it one of its own such as id=\"%s-1\"."), spec->tag,
            spec->prefix);
      return NULL;
    }
  if (strlen (id) > MAX_ID || xmlValidateNCName (BAD_CAST id, 0) != 0)
    {
      fail (self, CAIRN_IO_ERROR_INVALID,
            _ ("the %s has id=\"%s\"; write a short word such as id=\"%s-1\"."), spec->tag, id,
            spec->prefix);
      return NULL;
    }
  element = cairn_element_new (kind, id);
  g_hash_table_insert (self->lines, element, GINT_TO_POINTER (current_line (self)));
  if (self->open->len > 0)
    cairn_element_append (innermost (self), element);
  else
    self->root = cairn_element_ref (element);
  g_ptr_array_add (self->open, element);
  read_attributes (self, element, tag);
  return element;
}

static gboolean
read_version (Reader *self, const CairnXmlTag *tag, const char *attribute, guint *version)
{
  g_autofree char *text = dup_attribute (tag, attribute);
  guint64 number;

  if (text == NULL)
    return FALSE;
  if (g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT, &number, NULL))
    *version = (guint) number;
  else
    fail (self, CAIRN_IO_ERROR_INVALID, _ ("the journey has %s=\"%s\"; write a number such as %d."),
          attribute, text, CAIRN_JOURNEY_VERSION);
  return TRUE;
}

static void
start_root (Reader *self, const CairnXmlTag *tag)
{
  guint required = 0;
  CairnElement *root;

  if (g_strcmp0 ((const char *) tag->uri, CAIRN_JOURNEY_NAMESPACE) != 0
      || strcmp ((const char *) tag->name, "journey") != 0)
    {
      fail (
        self, CAIRN_IO_ERROR_NOT_A_JOURNEY,
        _ ("this is not a Cairn journey: it begins with <%s>, not with <journey xmlns=\"%s\">."),
        tag->name, CAIRN_JOURNEY_NAMESPACE);
      return;
    }
  if (!read_version (self, tag, "version", &self->info->version))
    fail (self, CAIRN_IO_ERROR_INVALID, _ ("the journey has no version; write version=\"%d\"."),
          CAIRN_JOURNEY_VERSION);
  read_version (self, tag, "requires", &required);
  if (self->error != NULL)
    return;
  if (required > CAIRN_JOURNEY_VERSION)
    {
      self->info->read_only = TRUE;
      self->info->message
        = g_strdup_printf (_ ("%s needs a newer Cairn (file format %u; this one knows %d). You can "
                              "look at it, but not change it."),
                           self->name, required, CAIRN_JOURNEY_VERSION);
    }
  root = add_element (self, CAIRN_KIND_JOURNEY, tag);
  for (guint i = 0; root != NULL && i < self->before->len; i++)
    cairn_element_append (root, g_ptr_array_index (self->before, i));
}

static void
start_inner (Reader *self, const CairnXmlTag *tag)
{
  CairnKind parent = cairn_element_get_kind (innermost (self));
  const char *name = (const char *) tag->name;
  gboolean ours = g_strcmp0 ((const char *) tag->uri, CAIRN_JOURNEY_NAMESPACE) == 0;
  CairnKind kind;

  if (ours && cairn_schema_kind_from_tag (parent, name, &kind))
    {
      add_element (self, kind, tag);
      return;
    }
  self->captured_text = ours ? find_prop (parent, name, TRUE) : NULL;
  cairn_xml_capture_begin (&self->capture);
  cairn_xml_capture_start_tag (&self->capture, tag);
}

/* Depth, counts and namespaces, for known and unknown elements alike. */
static gboolean
enter (Reader *self, int n_namespaces)
{
  if (++self->depth > CAIRN_JOURNEY_MAX_DEPTH)
    {
      fail (self, CAIRN_IO_ERROR_LIMIT,
            _ ("elements are nested more than %d deep, which is more than Cairn reads."),
            CAIRN_JOURNEY_MAX_DEPTH);
      return FALSE;
    }
  g_array_append_val (self->namespaces, n_namespaces);
  self->n_namespaces += (guint) n_namespaces;
  if (self->n_namespaces > CAIRN_JOURNEY_MAX_NAMESPACES)
    {
      fail (self, CAIRN_IO_ERROR_LIMIT,
            _ ("more than %d namespaces are declared, which is more than Cairn reads."),
            CAIRN_JOURNEY_MAX_NAMESPACES);
      return FALSE;
    }
  return count_element (self);
}

static void
start_element_cb (void *data,
                  const xmlChar *name,
                  const xmlChar *prefix,
                  const xmlChar *uri,
                  int n_namespaces,
                  const xmlChar **namespaces,
                  int n_attributes,
                  int n_defaulted,
                  const xmlChar **attributes)
{
  Reader *self = data;
  CairnXmlTag tag = { name, prefix, uri, n_namespaces, namespaces, n_attributes, attributes };

  if (self->error != NULL)
    return;
  flush_stray (self);
  if (self->error != NULL || !enter (self, n_namespaces))
    return;
  if (self->capture.xml != NULL)
    cairn_xml_capture_start_tag (&self->capture, &tag);
  else if (self->root == NULL)
    start_root (self, &tag);
  else
    start_inner (self, &tag);
}

/* A property's text if it is nothing but text and the first of its name; else it is kept as is. */
static void
finish_capture (Reader *self)
{
  CairnElement *element = innermost (self);
  const CairnPropSpec *prop = self->captured_text;

  if (prop != NULL && self->capture.plain
      && *cairn_element_get_string (element, prop->prop) == '\0')
    cairn_element_set_string (element, prop->prop, self->capture.text->str);
  else
    add_foreign (self, self->capture.xml->str);
  cairn_xml_capture_clear (&self->capture);
}

static void
end_element_cb (void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
  Reader *self = data;

  if (self->error != NULL)
    return;
  flush_stray (self);
  if (self->error != NULL)
    return;
  self->depth--;
  self->n_namespaces -= (guint) g_array_index (self->namespaces, int, self->depth);
  g_array_set_size (self->namespaces, self->depth);
  if (self->capture.xml == NULL)
    g_ptr_array_set_size (self->open, (int) self->open->len - 1);
  else if (cairn_xml_capture_end_tag (&self->capture))
    finish_capture (self);
}

static void
characters_cb (void *data, const xmlChar *text, int length)
{
  Reader *self = data;
  g_autofree char *copy = NULL;

  if (self->error != NULL)
    return;
  if (self->capture.xml == NULL)
    {
      g_string_append_len (self->stray, (const char *) text, length);
      check_length (self, self->stray->len);
      return;
    }
  copy = g_strndup ((const char *) text, length);
  cairn_xml_capture_text (&self->capture, copy);
  check_length (self, self->capture.xml->len);
}

static void
cdata_cb (void *data, const xmlChar *text, int length)
{
  Reader *self = data;
  g_autofree char *copy = NULL;

  if (self->error != NULL || self->capture.xml == NULL)
    {
      characters_cb (data, text, length);
      return;
    }
  copy = g_strndup ((const char *) text, length);
  cairn_xml_capture_cdata (&self->capture, copy);
  check_length (self, self->capture.xml->len);
}

/* Something that is neither element nor text, as it stands in the file. */
static void
keep_raw (Reader *self, const char *xml)
{
  if (self->error != NULL)
    return;
  flush_stray (self);
  if (self->error != NULL)
    return;
  if (self->capture.xml == NULL)
    {
      add_foreign (self, xml);
      return;
    }
  cairn_xml_capture_raw (&self->capture, xml);
  check_length (self, self->capture.xml->len);
}

static void
comment_cb (void *data, const xmlChar *text)
{
  g_autofree char *xml = g_strdup_printf ("<!--%s-->", text);

  keep_raw (data, xml);
}

static void
instruction_cb (void *data, const xmlChar *target, const xmlChar *text)
{
  g_autofree char *xml = text != NULL ? g_strdup_printf ("<?%s %s?>", target, text)
                                      : g_strdup_printf ("<?%s?>", target);

  keep_raw (data, xml);
}

/* The prescan has refused it already; this is the second lock on that door. */
static void
doctype_cb (void *data, const xmlChar *name, const xmlChar *external_id, const xmlChar *system_id)
{
  fail (data, CAIRN_IO_ERROR_FORBIDDEN, _ ("the file has a document type."));
}

static void
error_cb (void *data, XmlErrorArg problem)
{
  Reader *self = data;
  g_autofree char *message = NULL;

  if (self->error != NULL || problem->level < XML_ERR_ERROR)
    return;
  message = g_strdup (problem->message != NULL ? problem->message : "");
  g_strdelimit (g_strstrip (message), "\n", ' ');
  self->error
    = g_error_new (CAIRN_IO_ERROR, CAIRN_IO_ERROR_SYNTAX,
                   /* translators: the last %s is a parser's message, in English */
                   _ ("%s, line %d: this is not well-formed XML (%s). Mend that place, or "
                      "go back to an earlier copy of the file."),
                   self->name, problem->line, message);
}

static const xmlSAXHandler handler = {
  .initialized = XML_SAX2_MAGIC,
  .startElementNs = start_element_cb,
  .endElementNs = end_element_cb,
  .characters = characters_cb,
  .ignorableWhitespace = characters_cb,
  .cdataBlock = cdata_cb,
  .comment = comment_cb,
  .processingInstruction = instruction_cb,
  .internalSubset = doctype_cb,
  .serror = error_cb,
};

static CairnDocument *
make_document (Reader *self)
{
  g_autoptr (GError) error = NULL;
  CairnElement *culprit = NULL;
  CairnDocument *document = cairn_document_new_from_root (self->root, &culprit, &error);
  g_autofree char *message = NULL;

  if (document != NULL)
    return document;
  message = g_strdup_printf (
    g_error_matches (error, CAIRN_DOCUMENT_ERROR, CAIRN_DOCUMENT_ERROR_DUPLICATE_ID)
      ? _ ("the %s “%s”: %s. Give it an id of its own.")
      : _ ("the %s “%s”: %s. Write the id of one that exists, or take the element out."),
    cairn_schema_kind (cairn_element_get_kind (culprit))->tag, cairn_element_get_id (culprit),
    error->message);
  fail_at (self, GPOINTER_TO_INT (g_hash_table_lookup (self->lines, culprit)),
           CAIRN_IO_ERROR_INVALID, message);
  return NULL;
}

static CairnDocument *
parse (Reader *self, const char *data, gsize length)
{
  g_autoptr (xmlParserCtxt) context = xmlCreateMemoryParserCtxt (data, (int) length);

  g_assert (context != NULL);

  self->context = context;
  *context->sax = handler;
  context->userData = self;
  xmlCtxtUseOptions (context,
                     XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC);
  xmlParseDocument (context);
  /* After an error libxml2 reads on, and makes a document for what it takes for declarations. */
  g_clear_pointer (&context->myDoc, xmlFreeDoc);
  if (self->error == NULL && (!context->wellFormed || self->root == NULL))
    fail_at (self, current_line (self), CAIRN_IO_ERROR_SYNTAX, _ ("this is not well-formed XML."));
  return self->error == NULL ? make_document (self) : NULL;
}

static void
reader_clear (Reader *self)
{
  g_clear_error (&self->error);
  g_clear_pointer (&self->root, cairn_element_unref);
  g_ptr_array_unref (self->open);
  g_ptr_array_unref (self->before);
  g_hash_table_unref (self->lines);
  g_array_unref (self->namespaces);
  g_string_free (self->stray, TRUE);
  cairn_xml_capture_clear (&self->capture);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

CairnDocument *
cairn_journey_parse (
  const char *data, gsize length, const char *name, CairnReadInfo *info, GError **error)
{
  CairnDocument *document;
  g_auto (Reader) reader = {
    .name = name,
    .info = info,
    .open = g_ptr_array_new (),
    .before = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_element_unref),
    .lines = g_hash_table_new (g_direct_hash, g_direct_equal),
    .namespaces = g_array_new (FALSE, FALSE, sizeof (int)),
    .stray = g_string_new (NULL),
  };

  document = parse (&reader, data, length);
  if (document == NULL)
    g_propagate_error (error, g_steal_pointer (&reader.error));
  return document;
}
