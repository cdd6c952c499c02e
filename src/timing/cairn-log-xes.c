/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * XES (IEEE 1849) as a stream. A log comes from anywhere, so there is no network, no DTD, and no
 * entity beyond the five of XML, and libxml2's own limits on depth and length stay in force. */
#include "timing/cairn-log-table.h"

#include <glib/gi18n-lib.h>
#include <libxml/xmlreader.h>
#include <string.h>

#define MAX_DEPTH 64

typedef struct
{
  int column;
  char *value;
} Attribute;

typedef struct
{
  CairnLogTable *table;
  GInputStream *stream;
  const char *name;
  GCancellable *cancellable;
  guint64 n_bytes;
  GError *io_error; /* from below libxml2 */
  char *xml_error;
  int xml_error_line;
  GArray *trace; /* Attribute, of the trace at hand */
  gsize trace_bytes;
  int trace_depth, event_depth; /* -1: not in one */
  guint n_traces;
} Reader;

static void
attribute_clear (gpointer data)
{
  g_free (((Attribute *) data)->value);
}

static int
read_cb (void *context, char *buffer, int length)
{
  Reader *r = context;
  gssize n = g_input_stream_read (r->stream, buffer, (gsize) length, r->cancellable, &r->io_error);

  if (n > 0)
    r->n_bytes += (guint64) n;
  return (int) n;
}

static void
error_cb (void *data, xmlErrorPtr xml_error)
{
  Reader *r = data;

  if (r->xml_error != NULL || xml_error->level < XML_ERR_ERROR)
    return;
  r->xml_error = g_utf8_make_valid (xml_error->message != NULL ? xml_error->message : "", -1);
  g_strdelimit (g_strstrip (r->xml_error), "\n", ' ');
  r->xml_error_line = xml_error->line;
}

static gboolean
bad_log (Reader *r, int line, const char *why, GError **error)
{
  g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_LOG,
               _ ("“%s”, line %d: %s. Export the log again."), r->name, line, why);
  return FALSE;
}

static gboolean
too_large (Reader *r, const char *what, GError **error)
{
  g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_TOO_LARGE,
               _ ("“%s” is beyond what can be read: %s."), r->name, what);
  return FALSE;
}

/* The parser is ahead of the node at hand by what it has buffered. */
static int
line_of (xmlTextReaderPtr xml)
{
  xmlNodePtr node = xmlTextReaderCurrentNode (xml);
  long line = node != NULL ? xmlGetLineNo (node) : -1;

  return line > 0 ? (int) line : xmlTextReaderGetParserLineNumber (xml);
}

static gboolean
name_is (xmlTextReaderPtr xml, const char *name)
{
  return g_strcmp0 ((const char *) xmlTextReaderConstLocalName (xml), name) == 0;
}

static int
column_of (Reader *r, const char *key, gboolean of_trace)
{
  g_autofree char *name = of_trace ? g_strconcat ("case:", key, NULL) : NULL;

  return cairn_log_table_add_column (r->table, of_trace ? name : key);
}

/* Said twice, the last is it. */
static void
set_of_trace (Reader *r, int column, const char *value, gsize length)
{
  Attribute attribute = { column, g_strdup (value) };

  r->trace_bytes += length;
  for (guint i = 0; i < r->trace->len; i++)
    {
      Attribute *there = &g_array_index (r->trace, Attribute, i);

      if (there->column != column)
        continue;
      g_free (there->value);
      *there = attribute;
      return;
    }
  g_array_append_val (r->trace, attribute);
}

/* <string key="…" value="…"/> and its kin. */
static gboolean
read_attribute (Reader *r, xmlTextReaderPtr xml, gboolean of_trace, GError **error)
{
  xmlChar *key = xmlTextReaderGetAttribute (xml, (const xmlChar *) "key");
  xmlChar *value = xmlTextReaderGetAttribute (xml, (const xmlChar *) "value");
  gsize length = value != NULL ? strlen ((const char *) value) : 0;
  int column = 0;

  if (key != NULL && value != NULL && length <= CAIRN_LOG_MAX_CELL)
    {
      column = column_of (r, (const char *) key, of_trace);
      if (column >= 0 && of_trace)
        set_of_trace (r, column, (const char *) value, length);
      else if (column >= 0)
        cairn_log_table_set (r->table, column, (const char *) value, length);
    }
  xmlFree (key);
  xmlFree (value);
  if (length > CAIRN_LOG_MAX_CELL)
    return too_large (r, _ ("a value of more than a mebibyte"), error);
  if (r->trace_bytes > CAIRN_LOG_MAX_ROW)
    return too_large (r, _ ("a trace with too much said about it"), error);
  return column >= 0 || too_large (r, _ ("too many different attributes"), error);
}

/* An event gets the attributes of its trace; a trace without a name is called by its number. */
static gboolean
end_event (Reader *r, GError **error)
{
  int name = cairn_log_table_add_column (r->table, "case:concept:name");
  gboolean named = FALSE;

  for (guint i = 0; i < r->trace->len; i++)
    {
      const Attribute *a = &g_array_index (r->trace, Attribute, i);

      cairn_log_table_set (r->table, a->column, a->value, strlen (a->value));
      named |= a->column == name && *a->value != '\0';
    }
  if (!named && name >= 0)
    {
      /* translators: the name of a case that has none */
      g_autofree char *number = g_strdup_printf (_ ("Case no. %u"), r->n_traces);

      cairn_log_table_set (r->table, name, number, strlen (number));
    }
  r->event_depth = -1;
  return cairn_log_table_end_row (r->table, error);
}

static gboolean
start_element (Reader *r, xmlTextReaderPtr xml, GError **error)
{
  int depth = xmlTextReaderDepth (xml);
  gboolean empty = xmlTextReaderIsEmptyElement (xml) == 1;

  if (depth == 0 && !name_is (xml, "log"))
    return bad_log (r, line_of (xml), _ ("this is XML, but not XES"), error);
  if (r->event_depth >= 0)
    return depth != r->event_depth + 1 || read_attribute (r, xml, FALSE, error);
  if (r->trace_depth < 0)
    {
      if (depth == 1 && name_is (xml, "trace") && !empty)
        {
          r->trace_depth = depth;
          r->n_traces++;
          g_array_set_size (r->trace, 0);
          r->trace_bytes = 0;
        }
      return TRUE;
    }
  if (depth != r->trace_depth + 1)
    return TRUE;
  if (!name_is (xml, "event"))
    return read_attribute (r, xml, TRUE, error);
  r->event_depth = depth;
  return !empty || end_event (r, error);
}

static gboolean
take_node (Reader *r, xmlTextReaderPtr xml, GError **error)
{
  int depth = xmlTextReaderDepth (xml);

  switch (xmlTextReaderNodeType (xml))
    {
    case XML_READER_TYPE_DOCUMENT_TYPE:
    case XML_READER_TYPE_ENTITY_REFERENCE:
      return bad_log (r, line_of (xml), _ ("a document type or entities are not allowed in a log"),
                      error);
    case XML_READER_TYPE_ELEMENT:
      return depth > MAX_DEPTH ? too_large (r, _ ("elements too deep in each other"), error)
                               : start_element (r, xml, error);
    case XML_READER_TYPE_END_ELEMENT:
      if (depth == r->event_depth)
        return end_event (r, error);
      if (depth == r->trace_depth)
        r->trace_depth = -1;
      return TRUE;
    default:
      return TRUE;
    }
}

static gboolean
read_nodes (Reader *r, xmlTextReaderPtr xml, GError **error)
{
  int rc;

  while ((rc = xmlTextReaderRead (xml)) == 1)
    {
      if (!take_node (r, xml, error))
        return FALSE;
      if (r->n_bytes > CAIRN_LOG_MAX_BYTES)
        return too_large (r, _ ("it is larger than 4 GiB"), error);
    }
  if (g_error_matches (r->io_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&r->io_error));
  else if (r->io_error != NULL)
    bad_log (r, line_of (xml), r->io_error->message, error);
  else if (rc != 0 || r->xml_error != NULL)
    bad_log (r, r->xml_error_line, r->xml_error != NULL ? r->xml_error : _ ("broken XML"), error);
  else
    return TRUE;
  return FALSE;
}

gboolean
cairn_log_read_xes (CairnLogTable *self,
                    GInputStream *stream,
                    const char *name,
                    GCancellable *cancellable,
                    GError **error)
{
  Reader r = { .table = self,
               .stream = stream,
               .name = name,
               .cancellable = cancellable,
               .trace_depth = -1,
               .event_depth = -1 };
  xmlTextReaderPtr xml = xmlReaderForIO (read_cb, NULL, &r, NULL, NULL, XML_PARSE_NONET);
  gboolean ok;

  if (xml == NULL)
    return bad_log (&r, 1, r.io_error != NULL ? r.io_error->message : _ ("broken XML"), error);
  r.trace = g_array_new (FALSE, FALSE, sizeof (Attribute));
  g_array_set_clear_func (r.trace, attribute_clear);
  xmlTextReaderSetStructuredErrorHandler (xml, error_cb, &r);
  ok = read_nodes (&r, xml, error);
  xmlFreeTextReader (xml);
  g_array_unref (r.trace);
  g_clear_error (&r.io_error);
  g_free (r.xml_error);
  return ok;
}
