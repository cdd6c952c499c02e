/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-csv.h"

#include <math.h>
#include <string.h>

static gboolean
is_number (const char *text)
{
  const char *digits = text + strspn (text, "+-");
  char *end = NULL;

  /* Not what only C takes for a number: "-inf" is a formula, too. */
  if (!g_ascii_isdigit (*digits) && *digits != '.')
    return FALSE;
  g_ascii_strtod (text, &end);
  return end != text && *end == '\0';
}

/* Blanks before it do not hinder every spreadsheet. */
static gboolean
is_formula (const char *text)
{
  const char *start = text + strspn (text, " \t\r\n");

  if (*start == '\0' || start[1] == '\0' || strchr ("=+-@", *start) == NULL)
    return FALSE;
  return !is_number (start);
}

char *
cairn_csv_dup_harmless (const char *text)
{
  if (text == NULL)
    return g_strdup ("");
  return is_formula (text) ? g_strconcat ("'", text, NULL) : g_strdup (text);
}

void
cairn_csv_append (GString *csv, const char *text)
{
  gboolean quoted;

  g_return_if_fail (csv != NULL);

  if (text == NULL)
    return;
  quoted = strpbrk (text, ",\"\r\n") != NULL;
  if (quoted)
    g_string_append_c (csv, '"');
  if (is_formula (text))
    g_string_append_c (csv, '\'');
  for (const char *p = text; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *p);
    }
  if (quoted)
    g_string_append_c (csv, '"');
}

void
cairn_csv_append_number (GString *csv, double number)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_return_if_fail (csv != NULL);

  if (isfinite (number))
    g_string_append (csv, g_ascii_dtostr (text, sizeof text, number));
}
