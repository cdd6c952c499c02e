/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <libxml/parser.h>

G_BEGIN_DECLS

/* Rebuilds the XML of one element, with all below it, from the parser's calls. The result stands on
 * its own: each namespace prefix it uses is declared in it, and a name without one means the
 * journey namespace unless it says otherwise. */
typedef struct
{
  GString *xml;        /* NULL: not capturing */
  GString *text;       /* the characters in it */
  gboolean plain;      /* nothing but characters so far */
  guint depth;         /* open elements */
  gboolean tag_open;   /* the last start tag still lacks its ">" */
  gsize head;          /* where declarations go that turn out to be needed */
  GPtrArray *names;    /* of the open elements; owned strings */
  GArray *declared;    /* of Declaration: in force, made inside */
  GHashTable *missing; /* prefix → namespace: used inside, declared outside */
  GPtrArray *order;    /* the prefixes in `missing`, as first met */
} CairnXmlCapture;

/* The name, namespaces and attributes of a start tag as libxml2 hands them over. */
typedef struct
{
  const xmlChar *name;
  const xmlChar *prefix;
  const xmlChar *uri;
  int n_namespaces;
  const xmlChar **namespaces; /* prefix, uri */
  int n_attributes;
  const xmlChar **attributes; /* name, prefix, uri, value, end of value */
} CairnXmlTag;

void cairn_xml_capture_begin (CairnXmlCapture *self);
void cairn_xml_capture_start_tag (CairnXmlCapture *self, const CairnXmlTag *tag);
/* TRUE if that closed the captured element: `xml` and `text` are complete. */
gboolean cairn_xml_capture_end_tag (CairnXmlCapture *self);
void cairn_xml_capture_text (CairnXmlCapture *self, const char *text);
void cairn_xml_capture_cdata (CairnXmlCapture *self, const char *text);
/* A comment or a processing instruction, as it stands in a file. */
void cairn_xml_capture_raw (CairnXmlCapture *self, const char *xml);
void cairn_xml_capture_clear (CairnXmlCapture *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CairnXmlCapture, cairn_xml_capture_clear)

/* "prefix:name", or "name". */
char *cairn_xml_qualified (const xmlChar *prefix, const xmlChar *name);

G_END_DECLS
