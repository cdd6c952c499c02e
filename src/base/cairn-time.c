/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

gboolean
cairn_time_parse (const char *text, GTimeZone *zone, gint64 *moment)
{
  g_autoptr (GTimeZone) utc = NULL;
  g_autoptr (GDateTime) when = NULL;
  g_autofree char *full = NULL;

  g_return_val_if_fail (text != NULL, FALSE);

  if (zone == NULL)
    zone = utc = g_time_zone_new_utc ();
  if (strlen (text) == 10)
    full = g_strconcat (text, "T00:00:00", NULL);
  else if (strlen (text) == 16)
    full = g_strconcat (text, ":00", NULL);
  else
    full = g_strdup (text);
  if (strlen (full) > 10 && full[10] == ' ')
    full[10] = 'T';
  when = g_date_time_new_from_iso8601 (full, zone);
  if (when == NULL)
    return FALSE;
  *moment = g_date_time_to_unix (when);
  return TRUE;
}

char *
cairn_time_to_iso (gint64 moment)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (moment);

  return when != NULL ? g_date_time_format (when, "%Y-%m-%dT%H:%M:%SZ") : g_strdup ("");
}

char *
cairn_time_format (gint64 moment)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (moment);

  /* translators: day, short month, year, hours:minutes, see g_date_time_format() */
  return when != NULL ? g_date_time_format (when, _ ("%-d %b %Y %H:%M")) : g_strdup ("");
}
