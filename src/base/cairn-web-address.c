/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-web-address.h"

#include <string.h>

/* Addresses longer than this are nobody's. */
#define MAX_LENGTH 4096

static gboolean
is_plain (const char *text)
{
  gsize length = strlen (text);

  if (length == 0 || length > MAX_LENGTH || !g_utf8_validate (text, (gssize) length, NULL))
    return FALSE;
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c <= 0x20 || c == 0x7f || g_unichar_isspace (c) || g_unichar_iscntrl (c)
          || g_unichar_type (c) == G_UNICODE_FORMAT
          || strchr ("\"<>\\^`{|}", (int) MIN (c, 0x7f)) != NULL)
        return FALSE;
    }
  return TRUE;
}

gboolean
cairn_web_address_may_open (const char *text)
{
  g_autoptr (GUri) uri = NULL;
  const char *scheme;

  g_return_val_if_fail (text != NULL, FALSE);

  if (!is_plain (text))
    return FALSE;
  uri = g_uri_parse (text, G_URI_FLAGS_PARSE_RELAXED, NULL);
  if (uri == NULL)
    return FALSE;
  scheme = g_uri_get_scheme (uri);
  if (strcmp (scheme, "http") == 0 || strcmp (scheme, "https") == 0)
    return g_uri_get_host (uri) != NULL && *g_uri_get_host (uri) != '\0';
  if (strcmp (scheme, "mailto") == 0)
    {
      const char *at = strchr (g_uri_get_path (uri), '@');

      return g_uri_get_host (uri) == NULL && at != NULL && at > g_uri_get_path (uri)
             && at[1] != '\0';
    }
  return FALSE;
}
