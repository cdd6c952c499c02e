/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/cairn-xml-escape-private.h"

#include <string.h>

/* What to write in place of the character; NULL: the character itself. */
static const char *
replacement (gunichar c, gboolean attribute)
{
  switch (c)
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
    case 0xFFFE:
    case 0xFFFF:
      return "";
    default:
      return c < 0x20 ? "" : NULL;
    }
}

static void
append_escaped (GString *out, const char *text, gboolean attribute)
{
  g_autofree char *valid = NULL;
  const char *plain;

  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);
  plain = text;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      const char *other = replacement (g_utf8_get_char (p), attribute);

      if (other == NULL)
        continue;
      g_string_append_len (out, plain, p - plain);
      g_string_append (out, other);
      plain = g_utf8_next_char (p);
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
