/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/cairn-xml-capture-private.h"

#include "io/cairn-journey.h"
#include "io/cairn-xml-escape-private.h"

#include <string.h>

typedef struct
{
  char *prefix; /* "": the default namespace */
  guint depth;
} Declaration;

static void
declaration_clear (Declaration *declaration)
{
  g_free (declaration->prefix);
}

static const char *
string_or_empty (const xmlChar *string)
{
  return string != NULL ? (const char *) string : "";
}

char *
cairn_xml_qualified (const xmlChar *prefix, const xmlChar *name)
{
  return prefix != NULL ? g_strdup_printf ("%s:%s", prefix, name) : g_strdup ((const char *) name);
}

void
cairn_xml_capture_begin (CairnXmlCapture *self)
{
  *self = (CairnXmlCapture){
    .xml = g_string_new (NULL),
    .text = g_string_new (NULL),
    .plain = TRUE,
    .names = g_ptr_array_new_with_free_func (g_free),
    .declared = g_array_new (FALSE, FALSE, sizeof (Declaration)),
    .missing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
    .order = g_ptr_array_new (),
  };
  g_array_set_clear_func (self->declared, (GDestroyNotify) declaration_clear);
}

void
cairn_xml_capture_clear (CairnXmlCapture *self)
{
  if (self->xml == NULL)
    return;
  g_string_free (self->xml, TRUE);
  g_string_free (self->text, TRUE);
  g_ptr_array_unref (self->names);
  g_array_unref (self->declared);
  g_hash_table_unref (self->missing);
  g_ptr_array_unref (self->order);
  *self = (CairnXmlCapture){ 0 };
}

static void
append_declaration (GString *out, const char *prefix, const char *uri)
{
  g_autofree char *name = *prefix != '\0' ? g_strconcat ("xmlns:", prefix, NULL) : NULL;

  cairn_xml_append_attribute (out, name != NULL ? name : "xmlns", uri);
}

/* Notes that a name with this prefix stands here; if nothing inside declares it, the head must. */
static void
use_prefix (CairnXmlCapture *self, const xmlChar *raw_prefix, const xmlChar *raw_uri)
{
  const char *prefix = string_or_empty (raw_prefix);
  const char *uri = string_or_empty (raw_uri);
  char *key;

  if (strcmp (prefix, "xml") == 0 || g_hash_table_contains (self->missing, prefix))
    return;
  for (guint i = 0; i < self->declared->len; i++)
    if (strcmp (g_array_index (self->declared, Declaration, i).prefix, prefix) == 0)
      return;
  if (*prefix == '\0' && strcmp (uri, CAIRN_JOURNEY_NAMESPACE) == 0)
    return;
  key = g_strdup (prefix);
  g_hash_table_insert (self->missing, key, g_strdup (uri));
  g_ptr_array_add (self->order, key);
}

static void
close_tag (CairnXmlCapture *self)
{
  if (self->tag_open)
    g_string_append_c (self->xml, '>');
  self->tag_open = FALSE;
}

static void
append_attributes (CairnXmlCapture *self, const CairnXmlTag *tag)
{
  for (int i = 0; i < tag->n_attributes; i++)
    {
      const xmlChar **a = tag->attributes + 5 * i;
      g_autofree char *name = cairn_xml_qualified (a[1], a[0]);
      g_autofree char *value = g_strndup ((const char *) a[3], a[4] - a[3]);

      if (a[1] != NULL)
        use_prefix (self, a[1], a[2]);
      cairn_xml_append_attribute (self->xml, name, value);
      /* What xml:space asks for is how text is read anyway. */
      if (strcmp (name, "xml:space") != 0)
        self->plain = FALSE;
    }
}

void
cairn_xml_capture_start_tag (CairnXmlCapture *self, const CairnXmlTag *tag)
{
  char *name = cairn_xml_qualified (tag->prefix, tag->name);

  close_tag (self);
  self->plain = self->plain && self->depth == 0;
  self->depth++;
  g_ptr_array_add (self->names, name);
  g_string_append_c (self->xml, '<');
  g_string_append (self->xml, name);
  if (self->depth == 1)
    self->head = self->xml->len;
  for (int i = 0; i < tag->n_namespaces; i++)
    {
      const char *prefix = string_or_empty (tag->namespaces[2 * i]);
      Declaration declaration = { g_strdup (prefix), self->depth };

      append_declaration (self->xml, prefix, string_or_empty (tag->namespaces[2 * i + 1]));
      g_array_append_val (self->declared, declaration);
    }
  use_prefix (self, tag->prefix, tag->uri);
  append_attributes (self, tag);
  self->tag_open = TRUE;
}

static void
insert_missing (CairnXmlCapture *self)
{
  g_autoptr (GString) declarations = g_string_new (NULL);

  for (guint i = 0; i < self->order->len; i++)
    {
      const char *prefix = g_ptr_array_index (self->order, i);

      append_declaration (declarations, prefix, g_hash_table_lookup (self->missing, prefix));
    }
  g_string_insert_len (self->xml, (gssize) self->head, declarations->str,
                       (gssize) declarations->len);
}

gboolean
cairn_xml_capture_end_tag (CairnXmlCapture *self)
{
  guint n = self->declared->len;

  if (self->tag_open)
    g_string_append (self->xml, "/>");
  else
    {
      g_string_append (self->xml, "</");
      g_string_append (self->xml, g_ptr_array_index (self->names, self->names->len - 1));
      g_string_append_c (self->xml, '>');
    }
  self->tag_open = FALSE;
  g_ptr_array_set_size (self->names, (int) self->names->len - 1);
  while (n > 0 && g_array_index (self->declared, Declaration, n - 1).depth == self->depth)
    n--;
  g_array_set_size (self->declared, n);
  if (--self->depth > 0)
    return FALSE;
  insert_missing (self);
  return TRUE;
}

void
cairn_xml_capture_text (CairnXmlCapture *self, const char *text)
{
  close_tag (self);
  cairn_xml_append_text (self->xml, text);
  g_string_append (self->text, text);
}

void
cairn_xml_capture_cdata (CairnXmlCapture *self, const char *text)
{
  close_tag (self);
  g_string_append (self->xml, "<![CDATA[");
  g_string_append (self->xml, text);
  g_string_append (self->xml, "]]>");
  g_string_append (self->text, text);
}

void
cairn_xml_capture_raw (CairnXmlCapture *self, const char *xml)
{
  close_tag (self);
  g_string_append (self->xml, xml);
  self->plain = FALSE;
}
