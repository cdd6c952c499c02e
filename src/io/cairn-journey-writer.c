/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One element a line with all its attributes, so that a diff of two files reads like the edits
 * between them. Values that a new element has anyway are left out. */
#include "io/cairn-journey.h"

#include "io/cairn-xml-escape-private.h"
#include "io/cairn-xml-namespace-private.h"

#include <string.h>

/* An element being written and those around it. */
typedef struct _Frame Frame;
struct _Frame
{
  const CairnElement *element;
  const Frame *outer;
};

static gboolean
is_version (const Frame *frame, const char *name, const char *uri)
{
  return frame->outer == NULL && uri == NULL && strcmp (name, "version") == 0;
}

/* A newer program's version stays with its file. */
static void
append_version (GString *out, const Frame *frame)
{
  g_autofree char *version = g_strdup_printf ("%d", CAIRN_JOURNEY_VERSION);
  const char *name, *uri, *value;

  for (guint i = 0; i < cairn_element_get_n_extra (frame->element); i++)
    {
      cairn_element_get_extra (frame->element, i, &name, &uri, &value);
      if (is_version (frame, name, uri))
        {
          cairn_xml_append_attribute (out, "version", value);
          return;
        }
    }
  cairn_xml_append_attribute (out, "version", version);
}

static void
append_attributes (GString *out, const CairnElement *element)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (element));

  cairn_xml_append_attribute (out, "id", cairn_element_get_id (element));
  for (guint i = 0; i < spec->n_props; i++)
    {
      const CairnPropSpec *prop = &spec->props[i];
      const CairnValue *value = cairn_element_get_value (element, prop->prop);
      g_auto (CairnValue) initial = cairn_value_initial (prop);

      if (prop->type != CAIRN_TYPE_TEXT && !cairn_value_equal (value, &initial))
        {
          g_autofree char *text = cairn_value_to_text (value, prop);

          cairn_xml_append_attribute (out, prop->attribute, text);
        }
    }
}

/* What the prefix (@length bytes at @prefix) means here by the declarations kept; NULL: nothing. */
static const char *
find_namespace (const Frame *frame, const char *prefix, gsize length)
{
  const char *name, *uri, *value;

  for (; frame != NULL; frame = frame->outer)
    for (guint i = 0; i < cairn_element_get_n_extra (frame->element); i++)
      {
        cairn_element_get_extra (frame->element, i, &name, &uri, &value);
        if (g_strcmp0 (uri, CAIRN_XMLNS_NAMESPACE) == 0
            && strlen (name) == strlen ("xmlns:") + length
            && strncmp (name + strlen ("xmlns:"), prefix, length) == 0)
          return value;
      }
  return NULL;
}

static gboolean
prefix_met_before (const CairnElement *element, guint index, const char *prefix, gsize length)
{
  const char *name, *uri, *value;

  for (guint i = 0; i < index; i++)
    {
      cairn_element_get_extra (element, i, &name, &uri, &value);
      if (strncmp (name, prefix, length + 1) == 0)
        return TRUE;
    }
  return FALSE;
}

/* An element that was moved may have left the place where its attributes' prefixes are declared. */
static void
append_missing_declarations (GString *out, const Frame *frame)
{
  const char *name, *uri, *value;

  for (guint i = 0; i < cairn_element_get_n_extra (frame->element); i++)
    {
      const char *colon;

      cairn_element_get_extra (frame->element, i, &name, &uri, &value);
      colon = strchr (name, ':');
      if (colon == NULL || uri == NULL || strcmp (uri, CAIRN_XMLNS_NAMESPACE) == 0
          || g_str_has_prefix (name, "xml:")
          || g_strcmp0 (find_namespace (frame, name, colon - name), uri) == 0
          || prefix_met_before (frame->element, i, name, colon - name))
        continue;
      g_autofree char *declaration = g_strdup_printf ("xmlns:%.*s", (int) (colon - name), name);
      cairn_xml_append_attribute (out, declaration, uri);
    }
}

static void
append_extras (GString *out, const Frame *frame)
{
  const char *name, *uri, *value;

  append_missing_declarations (out, frame);
  for (guint i = 0; i < cairn_element_get_n_extra (frame->element); i++)
    {
      cairn_element_get_extra (frame->element, i, &name, &uri, &value);
      if (!is_version (frame, name, uri))
        cairn_xml_append_attribute (out, name, value);
    }
}

static void
indent (GString *out, guint depth)
{
  for (guint i = 0; i < depth; i++)
    g_string_append (out, "  ");
}

/* Appends the texts of @element, each an element of its own; returns whether there were any. */
static gboolean
append_texts (GString *out, const CairnElement *element, guint depth, gboolean any)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (element));

  for (guint i = 0; i < spec->n_props; i++)
    {
      const CairnPropSpec *prop = &spec->props[i];

      if (prop->type != CAIRN_TYPE_TEXT || *cairn_element_get_string (element, prop->prop) == '\0')
        continue;
      if (!any)
        g_string_append (out, ">\n");
      any = TRUE;
      indent (out, depth);
      g_string_append_printf (out, "<%s>", prop->attribute);
      cairn_xml_append_text (out, cairn_element_get_string (element, prop->prop));
      g_string_append_printf (out, "</%s>\n", prop->attribute);
    }
  return any;
}

static void
append_element (GString *out, const CairnElement *element, const Frame *outer, guint depth)
{
  const CairnKindSpec *spec = cairn_schema_kind (cairn_element_get_kind (element));
  Frame frame = { element, outer };
  gboolean any;

  indent (out, depth);
  if (cairn_element_get_kind (element) == CAIRN_KIND_FOREIGN)
    {
      g_string_append (out, cairn_element_get_string (element, CAIRN_PROP_XML));
      g_string_append_c (out, '\n');
      return;
    }
  g_string_append_printf (out, "<%s", spec->tag);
  if (outer == NULL)
    {
      cairn_xml_append_attribute (out, "xmlns", CAIRN_JOURNEY_NAMESPACE);
      append_version (out, &frame);
    }
  append_attributes (out, element);
  append_extras (out, &frame);
  any = append_texts (out, element, depth + 1, FALSE);
  for (guint i = 0; i < cairn_element_get_n_children (element); i++)
    {
      if (!any)
        g_string_append (out, ">\n");
      any = TRUE;
      append_element (out, cairn_element_get_child (element, i), &frame, depth + 1);
    }
  if (any)
    {
      indent (out, depth);
      g_string_append_printf (out, "</%s>\n", spec->tag);
    }
  else
    g_string_append (out, "/>\n");
}

GBytes *
cairn_journey_write_bytes (CairnDocument *document)
{
  GString *out = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  g_return_val_if_fail (CAIRN_IS_DOCUMENT (document), NULL);

  append_element (out, cairn_document_get_root (document), NULL, 0);
  return g_string_free_to_bytes (out);
}
