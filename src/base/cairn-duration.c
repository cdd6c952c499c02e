/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

static const struct
{
  const char *word;
  gint64 seconds;
} units[] = {
  { "s", 1 },
  { "sec", 1 },
  { "second", 1 },
  { "seconds", 1 },
  { "m", CAIRN_MINUTE },
  { "min", CAIRN_MINUTE },
  { "minute", CAIRN_MINUTE },
  { "minutes", CAIRN_MINUTE },
  { "h", CAIRN_HOUR },
  { "hour", CAIRN_HOUR },
  { "hours", CAIRN_HOUR },
  { "d", CAIRN_DAY },
  { "day", CAIRN_DAY },
  { "days", CAIRN_DAY },
  { "w", CAIRN_WEEK },
  { "week", CAIRN_WEEK },
  { "weeks", CAIRN_WEEK },
};

/* Reads the unit at *@p and moves past it; a missing unit means days. Returns 0 for an unknown
 * word. */
static gint64
take_unit (const char **p)
{
  const char *start;
  gsize len;

  while (g_ascii_isspace (**p))
    (*p)++;
  start = *p;
  while (g_ascii_isalpha (**p))
    (*p)++;
  len = *p - start;
  if (len == 0)
    return CAIRN_DAY;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strlen (units[i].word) == len && g_ascii_strncasecmp (units[i].word, start, len) == 0)
      return units[i].seconds;
  return 0;
}

gboolean
cairn_duration_parse (const char *text, gint64 *seconds)
{
  const char *p = text;
  gboolean negative = FALSE;
  gboolean any = FALSE;
  double total = 0;

  g_return_val_if_fail (text != NULL, FALSE);

  while (g_ascii_isspace (*p))
    p++;
  if (*p == '-')
    {
      negative = TRUE;
      p++;
    }
  while (*p != '\0')
    {
      char *end;
      double amount;
      gint64 unit;

      if (g_ascii_isspace (*p))
        {
          p++;
          continue;
        }
      if (!g_ascii_isdigit (*p) && *p != '.')
        return FALSE;
      if (p[0] == '0' && g_ascii_tolower (p[1]) == 'x')
        return FALSE; /* g_ascii_strtod() would read it as hexadecimal */
      amount = g_ascii_strtod (p, &end);
      if (end == p)
        return FALSE;
      p = end;
      unit = take_unit (&p);
      if (unit == 0)
        return FALSE;
      total += amount * unit;
      any = TRUE;
    }
  if (!any || !isfinite (total) || total > 1e15)
    return FALSE;
  *seconds = (gint64) llround (negative ? -total : total);
  return TRUE;
}

char *
cairn_duration_to_string (gint64 seconds)
{
  static const struct
  {
    char letter;
    gint64 seconds;
  } parts[] = { { 'd', CAIRN_DAY }, { 'h', CAIRN_HOUR }, { 'm', CAIRN_MINUTE }, { 's', 1 } };
  GString *out = g_string_new (NULL);

  if (seconds == 0)
    g_string_append (out, "0s");
  if (seconds < 0)
    {
      g_string_append_c (out, '-');
      seconds = -seconds;
    }
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (seconds >= parts[i].seconds)
      {
        g_string_append_printf (out, "%" G_GINT64_FORMAT "%c", seconds / parts[i].seconds,
                                parts[i].letter);
        seconds %= parts[i].seconds;
      }
  return g_string_free (out, FALSE);
}

/* translators: amounts of time; %s is a number such as 31 or 1.2, the unit follows a thin space */
/* A whole number reads as whole; below ten one decimal tells 1.2 from 1.4. */
static char *
format_amount (double amount)
{
  return fabs (amount) < 9.95 && fabs (amount - round (amount)) >= 0.05
           ? g_strdup_printf ("%.1f", amount)
           : g_strdup_printf ("%.0f", amount);
}

char *
cairn_duration_format (double seconds)
{
  const char *format;
  double amount;
  g_autofree char *number = NULL;

  if (isnan (seconds))
    return g_strdup ("?");
  if (fabs (seconds) >= 0.95 * CAIRN_DAY)
    {
      amount = seconds / CAIRN_DAY;
      /* translators: days */
      format = _ ("%s d");
    }
  else if (fabs (seconds) >= 0.95 * CAIRN_HOUR)
    {
      amount = seconds / CAIRN_HOUR;
      /* translators: hours */
      format = _ ("%s h");
    }
  else
    {
      amount = seconds / CAIRN_MINUTE;
      /* translators: minutes */
      format = _ ("%s min");
    }
  number = format_amount (amount);
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, number);
#pragma GCC diagnostic pop
}

char *
cairn_duration_format_working (double seconds)
{
  g_autofree char *number = isnan (seconds) ? NULL : format_amount (seconds / CAIRN_DAY);

  /* translators: working days */
  return number != NULL ? g_strdup_printf (_ ("%s wd"), number) : g_strdup ("?");
}
