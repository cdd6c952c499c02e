/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "io/cairn-xml-prescan-private.h"

#include "io/cairn-journey.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static guint
line_of (const char *data, const char *at)
{
  guint line = 1;

  for (const char *p = data; p < at; p++)
    line += *p == '\n';
  return line;
}

/* The place after the next @mark, or @end. */
static const char *
skip_past (const char *p, const char *end, const char *mark)
{
  gsize length = strlen (mark);

  while ((p = memchr (p, mark[0], end - p)) != NULL)
    {
      if ((gsize) (end - p) >= length && memcmp (p, mark, length) == 0)
        return p + length;
      p++;
    }
  return end;
}

/* Counts what looks like attributes from @p, inside a start tag; sets *@after to where it ends. */
static guint
count_attributes (const char *p, const char *end, const char **after)
{
  char quote = '\0';
  guint n = 0;

  for (; p < end && *p != '<'; p++)
    {
      if (quote != '\0')
        quote = *p == quote ? '\0' : quote;
      else if (*p == '"' || *p == '\'')
        quote = *p;
      else if (*p == '=')
        n++;
      else if (*p == '>')
        break;
    }
  *after = p;
  return n;
}

static gboolean
starts_with (const char *p, const char *end, const char *what)
{
  return (gsize) (end - p) >= strlen (what) && memcmp (p, what, strlen (what)) == 0;
}

static gboolean G_GNUC_PRINTF (5, 6)
  refuse (GError **error, CairnIoError code, const char *name, guint line, const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (error, CAIRN_IO_ERROR, code, _ ("%s, line %u: %s"), name, line, message);
  return FALSE;
}

gboolean
cairn_xml_prescan (const char *data, gsize length, const char *name, GError **error)
{
  const char *end = data + length;
  const char *p = data;

  if (!g_utf8_validate_len (data, length, &p))
    return refuse (error, CAIRN_IO_ERROR_SYNTAX, name, line_of (data, p),
                   _ ("this is not UTF-8 text. If it is a journey, save it as UTF-8."));
  for (p = data; (p = memchr (p, '<', (gsize) (end - p))) != NULL;)
    {
      const char *tag = p;

      if (starts_with (p, end, "<!--"))
        p = skip_past (p + 4, end, "-->");
      else if (starts_with (p, end, "<![CDATA["))
        p = skip_past (p, end, "]]>");
      else if (starts_with (p, end, "<?"))
        p = skip_past (p, end, "?>");
      else if (starts_with (p, end, "<!DOCTYPE"))
        return refuse (error, CAIRN_IO_ERROR_FORBIDDEN, name, line_of (data, tag),
                       _ ("the file has a document type (<!DOCTYPE …>), which a journey never has "
                          "and which can be used to do harm. Take it out if you trust the file."));
      else if (count_attributes (p + 1, end, &p) > CAIRN_JOURNEY_MAX_ATTRIBUTES)
        return refuse (
          error, CAIRN_IO_ERROR_LIMIT, name, line_of (data, tag),
          _ ("an element has more than %d attributes, which is more than Cairn reads."),
          CAIRN_JOURNEY_MAX_ATTRIBUTES);
    }
  return TRUE;
}
