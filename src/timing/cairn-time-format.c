/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-time-format.h"
#include "timing/cairn-time-reader.h"

#include <math.h>
#include <string.h>

static const struct
{
  const char *name;
  CairnTimeFormat format;
} formats[] = {
  { "iso", { CAIRN_TIME_YEAR_FIRST, CAIRN_TIME_SECONDS } },
  { "d/m/y", { CAIRN_TIME_DAY_FIRST, CAIRN_TIME_SECONDS } },
  { "m/d/y", { CAIRN_TIME_MONTH_FIRST, CAIRN_TIME_SECONDS } },
  { "s", { CAIRN_TIME_YEAR_FIRST, CAIRN_TIME_SECONDS } },
  { "ms", { CAIRN_TIME_YEAR_FIRST, CAIRN_TIME_MILLISECONDS } },
  { "us", { CAIRN_TIME_YEAR_FIRST, CAIRN_TIME_MICROSECONDS } },
  { "julian", { CAIRN_TIME_YEAR_FIRST, CAIRN_TIME_JULIAN_DAYS } },
};

gboolean
cairn_time_format_parse (const char *name, CairnTimeFormat *format)
{
  g_return_val_if_fail (name != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_ascii_strcasecmp (formats[i].name, name) == 0)
      {
        *format = formats[i].format;
        return TRUE;
      }
  return FALSE;
}

gboolean
cairn_time_is_missing (const char *text, gssize length)
{
  static const char *const words[]
    = { "null", "na", "n/a", "nan", "nat", "none", "nil", "?", "-", "n.p." };
  gsize n = length < 0 ? strlen (text) : (gsize) length;

  while (n > 0 && g_ascii_isspace (text[0]))
    text++, n--;
  while (n > 0 && g_ascii_isspace (text[n - 1]))
    n--;
  if (n == 0)
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == n && g_ascii_strncasecmp (words[i], text, n) == 0)
      return TRUE;
  return FALSE;
}

/* Twelve is where day and month part. */
static void
add_parts (CairnTimeSampler *self, const CairnTimeParts *parts)
{
  int a = parts->numbers[0];
  int b = parts->numbers[1];

  if (parts->year_at == 0)
    self->year_first++;
  else if (parts->month_at >= 0)
    return; /* a month in words reads the same in every order */
  else if (a > 12 && b <= 12)
    self->day_first++;
  else if (b > 12 && a <= 12)
    self->month_first++;
  else if (a <= 12 && b <= 12 && parts->separator == '.')
    self->dotted++;
  else if (a <= 12 && b <= 12 && a != b)
    self->either++;
  else if (a == b)
    self->same++;
}

void
cairn_time_sampler_add_text (CairnTimeSampler *self, const char *text, gssize length)
{
  gsize n = length < 0 ? strlen (text) : (gsize) length;
  CairnTimeParts parts;

  g_return_if_fail (self != NULL && text != NULL);

  if (cairn_time_is_missing (text, (gssize) n))
    return;
  if (cairn_time_parts_parse (text, n, &parts))
    add_parts (self, &parts);
  else
    {
      char number[32];
      char *end;
      double value;

      g_strlcpy (number, text, MIN (sizeof number, n + 1));
      value = g_ascii_strtod (number, &end);
      if (end != number && *end == '\0' && isfinite (value))
        cairn_time_sampler_add_real (self, value);
    }
}

void
cairn_time_sampler_add_integer (CairnTimeSampler *self, gint64 value)
{
  cairn_time_sampler_add_real (self, (double) value);
}

void
cairn_time_sampler_add_real (CairnTimeSampler *self, double value)
{
  g_return_if_fail (self != NULL);

  value = fabs (value);
  if (value >= 1e14)
    self->units[CAIRN_TIME_MICROSECONDS]++;
  else if (value >= 1e11)
    self->units[CAIRN_TIME_MILLISECONDS]++;
  else if (value >= 1.7e6 && value < 5.4e6)
    self->units[CAIRN_TIME_JULIAN_DAYS]++;
  else if (value >= 1e7)
    self->units[CAIRN_TIME_SECONDS]++;
}

gboolean
cairn_time_sampler_decide (const CairnTimeSampler *self, CairnTimeFormat *format)
{
  g_return_val_if_fail (self != NULL, FALSE);

  format->unit = CAIRN_TIME_SECONDS;
  for (guint i = 1; i < G_N_ELEMENTS (self->units); i++)
    if (self->units[i] > self->units[format->unit])
      format->unit = (CairnTimeUnit) i;

  if (self->day_first + self->month_first + self->dotted + self->either + self->same == 0)
    format->order = CAIRN_TIME_YEAR_FIRST;
  else if (self->month_first > self->day_first)
    format->order = CAIRN_TIME_MONTH_FIRST;
  else
    format->order = CAIRN_TIME_DAY_FIRST;
  return self->either == 0 || self->day_first + self->month_first + self->dotted > 0;
}
