/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/cairn-xml-escape-private.h"

#include <string.h>

/* What to write in place of what begins at @p; NULL: just that. Sets *@length to its bytes. */
static const char *
replacement (const char *p, gboolean attribute, gsize *length)
{
  *length = 1;
  switch (*p)
    {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '\r':
      return "&#13;";
    case '"':
      return attribute ? "&quot;" : NULL;
    case '\t':
      return attribute ? "&#9;" : NULL;
    case '\n':
      return attribute ? "&#10;" : NULL;
    case '\xEF': /* U+FFFE, U+FFFF */
      *length = 3;
      return p[1] == '\xBF' && (p[2] == '\xBE' || p[2] == '\xBF') ? "" : NULL;
    default:
      return (guchar) *p < 0x20 ? "" : NULL;
    }
}

static void
append_escaped (GString *out, const char *text, gboolean attribute)
{
  g_autofree char *valid = NULL;
  const char *plain; /* from here on nothing needs escaping */
  gsize length;

  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  plain = text;
  for (const char *p = text; *p != '\0'; p += length)
    {
      const char *other = replacement (p, attribute, &length);

      if (other == NULL)
        continue;
      g_string_append_len (out, plain, p - plain);
      g_string_append (out, other);
      plain = p + length;
    }
  g_string_append (out, plain);
}

void
cairn_xml_append_text (GString *out, const char *text)
{
  append_escaped (out, text, FALSE);
}

void
cairn_xml_append_attribute (GString *out, const char *name, const char *value)
{
  g_string_append_c (out, ' ');
  g_string_append (out, name);
  g_string_append (out, "=\"");
  append_escaped (out, value, TRUE);
  g_string_append_c (out, '"');
}
