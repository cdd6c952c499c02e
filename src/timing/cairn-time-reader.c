/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A million visits carry two million times, so reading one must not allocate: the usual ISO form
 * has a path of its own, and the zone's offset is remembered by the day. */
#include "timing/cairn-time-reader.h"

#include <math.h>
#include <string.h>

#define DAY 86400
#define CACHE_SIZE 1024 /* days; a power of two */
#define JULIAN_1970 2440587.5
#define MAX_SECONDS (G_GINT64_CONSTANT (253402300799)) /* the end of the year 9999 */

typedef struct
{
  gint64 day;
  gint32 offset;
} CachedDay;

struct _CairnTimeReader
{
  CairnTimeFormat format;
  GTimeZone *zone; /* NULL: UTC */
  CachedDay cache[CACHE_SIZE];
};

CairnTimeFormat
cairn_time_reader_get_format (const CairnTimeReader *self)
{
  return self->format;
}

CairnTimeReader *
cairn_time_reader_new (const CairnTimeFormat *format, GTimeZone *zone)
{
  CairnTimeReader *self = g_new0 (CairnTimeReader, 1);

  g_return_val_if_fail (format != NULL, NULL);

  self->format = *format;
  self->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
  for (guint i = 0; i < CACHE_SIZE; i++)
    self->cache[i].day = G_MININT64;
  return self;
}

CairnTimeReader *
cairn_time_reader_copy (const CairnTimeReader *self)
{
  return cairn_time_reader_new (&self->format, self->zone);
}

void
cairn_time_reader_free (CairnTimeReader *self)
{
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self);
}

/* Days since 1970-01-01 of a proleptic Gregorian date, after H. Hinnant, "chrono-compatible
 * low-level date algorithms". */
static gint64
days_from_civil (int y, int m, int d)
{
  int era, yoe, doy, doe;

  y -= m <= 2;
  era = (y >= 0 ? y : y - 399) / 400;
  yoe = y - era * 400;
  doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
  doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return (gint64) era * 146097 + doe - 719468;
}

static gboolean
date_is_valid (int y, int m, int d)
{
  static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (y < 1 || y > 9999 || m < 1 || m > 12 || d < 1)
    return FALSE;
  return d <= lengths[m - 1] || (m == 2 && d == 29 && y % 4 == 0 && (y % 100 != 0 || y % 400 == 0));
}

/* A local time that a change of the clocks skipped or doubled is taken as standard time. */
static gint64
local_to_utc (CairnTimeReader *self, gint64 day, int seconds)
{
  CachedDay *cached = &self->cache[(guint64) day % CACHE_SIZE];
  gint64 local = day * DAY + seconds;
  gint64 first = day * DAY;
  gint64 last = first + DAY - 1;
  int interval;

  if (self->zone == NULL)
    return local;
  if (cached->day == day)
    return local - cached->offset;
  interval = g_time_zone_adjust_time (self->zone, G_TIME_TYPE_STANDARD, &first);
  if (interval == g_time_zone_adjust_time (self->zone, G_TIME_TYPE_STANDARD, &last))
    {
      cached->day = day;
      cached->offset = g_time_zone_get_offset (self->zone, interval);
      return local - cached->offset;
    }
  interval = g_time_zone_adjust_time (self->zone, G_TIME_TYPE_STANDARD, &local);
  return local - g_time_zone_get_offset (self->zone, interval);
}

/* ---- the grammar ---- */

static gboolean
take_digits (const char **p, const char *end, int max, int *value, int *n_digits)
{
  const char *start = *p;
  int v = 0;

  while (*p < end && g_ascii_isdigit (**p) && *p - start < max)
    v = v * 10 + (*(*p)++ - '0');
  *n_digits = (int) (*p - start);
  *value = v;
  return *p > start && (*p == end || !g_ascii_isdigit (**p));
}

static gboolean
take_month (const char **p, const char *end, int *month)
{
  static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
  const char *start = *p;

  while (*p < end && g_ascii_isalpha (**p))
    (*p)++;
  if (*p - start < 3)
    return FALSE;
  for (int m = 0; m < 12; m++)
    if (g_ascii_strncasecmp (names + 3 * m, start, 3) == 0)
      {
        *month = m + 1;
        return TRUE;
      }
  return FALSE;
}

static void
skip_spaces (const char **p, const char *end)
{
  while (*p < end && g_ascii_isspace (**p))
    (*p)++;
}

/* One of the three parts of a date. */
static gboolean
take_date_part (const char **p, const char *end, int at, CairnTimeParts *parts)
{
  int digits;

  if (*p < end && g_ascii_isalpha (**p))
    {
      if (parts->month_at >= 0 || at == 2)
        return FALSE;
      parts->month_at = at;
      return take_month (p, end, &parts->numbers[at]);
    }
  if (!take_digits (p, end, 4, &parts->numbers[at], &digits) || digits == 3)
    return FALSE;
  if (digits == 4)
    {
      if (parts->year_at >= 0)
        return FALSE;
      parts->year_at = at;
    }
  return TRUE;
}

static gboolean
take_separator (const char **p, const char *end, char *separator)
{
  if (*p == end || **p == '\0' || strchr ("-/. ,", **p) == NULL)
    return FALSE;
  *separator = *(*p)++;
  skip_spaces (p, end); /* "Jan 2, 2015" */
  return TRUE;
}

/* 20150131, as ISO 8601 "basic" writes it */
static gboolean
take_compact_date (const char **p, const char *end, CairnTimeParts *parts)
{
  int v = 0;

  for (int i = 0; i < 8; i++)
    {
      if (*p + i == end || !g_ascii_isdigit ((*p)[i]))
        return FALSE;
      v = v * 10 + ((*p)[i] - '0');
    }
  if (*p + 8 < end && (*p)[8] != 'T')
    return FALSE;
  parts->numbers[0] = v / 10000;
  parts->numbers[1] = v / 100 % 100;
  parts->numbers[2] = v % 100;
  parts->year_at = 0;
  parts->month_at = 1;
  *p += 8;
  return date_is_valid (v / 10000, v / 100 % 100, v % 100);
}

static gboolean
take_date (const char **p, const char *end, CairnTimeParts *parts)
{
  char second;

  if (take_compact_date (p, end, parts))
    return TRUE;
  parts->year_at = parts->month_at = -1;
  return take_date_part (p, end, 0, parts) && take_separator (p, end, &parts->separator)
         && take_date_part (p, end, 1, parts) && take_separator (p, end, &second)
         && take_date_part (p, end, 2, parts)
         /* a year in the middle is no date */
         && parts->year_at != 1;
}

static gboolean
take_offset (const char **p, const char *end, CairnTimeParts *parts)
{
  int sign, hours, minutes = 0, digits;

  skip_spaces (p, end);
  if (*p == end)
    return TRUE;
  parts->zoned = TRUE;
  parts->offset = 0;
  if (**p == 'Z' || **p == 'z')
    {
      (*p)++;
      return TRUE;
    }
  if (end - *p == 3 && (strncmp (*p, "UTC", 3) == 0 || strncmp (*p, "GMT", 3) == 0))
    {
      *p += 3;
      return TRUE;
    }
  if (**p != '+' && **p != '-')
    return FALSE;
  sign = *(*p)++ == '-' ? -1 : 1;
  if (!take_digits (p, end, 4, &hours, &digits))
    return FALSE;
  if (digits == 4)
    {
      minutes = hours % 100;
      hours /= 100;
    }
  else if (digits == 2 && *p < end && **p == ':')
    {
      (*p)++;
      if (!take_digits (p, end, 2, &minutes, &digits))
        return FALSE;
    }
  parts->offset = sign * (hours * 3600 + minutes * 60);
  return hours <= 18 && minutes < 60;
}

/* "AM" or "PM" turns a 12-hour clock. */
static gboolean
take_half (const char **p, const char *end, int *hours)
{
  skip_spaces (p, end);
  if (end - *p < 2 || g_ascii_tolower ((*p)[1]) != 'm')
    return TRUE;
  if (*hours < 1 || *hours > 12)
    return FALSE;
  *hours %= 12;
  if (g_ascii_tolower (**p) == 'p')
    *hours += 12;
  else if (g_ascii_tolower (**p) != 'a')
    return FALSE;
  *p += 2;
  return TRUE;
}

static gboolean
take_clock (const char **p, const char *end, CairnTimeParts *parts)
{
  int h, m, s = 0, digits;

  skip_spaces (p, end);
  if (*p < end && (**p == 'T' || **p == 't' || **p == ','))
    (*p)++;
  skip_spaces (p, end);
  if (*p == end)
    return TRUE;
  if (!g_ascii_isdigit (**p)) /* "2026-01-02Z" */
    return take_offset (p, end, parts);
  if (!take_digits (p, end, 6, &h, &digits))
    return FALSE;
  if (digits >= 4 && digits % 2 == 0) /* basic form: hhmm, hhmmss */
    {
      s = digits == 6 ? h % 100 : 0;
      m = digits == 6 ? h / 100 % 100 : h % 100;
      h /= digits == 6 ? 10000 : 100;
    }
  else if (digits > 2 || *p == end || *(*p)++ != ':' || !take_digits (p, end, 2, &m, &digits))
    return FALSE;
  else if (*p < end && **p == ':')
    {
      (*p)++;
      if (!take_digits (p, end, 2, &s, &digits))
        return FALSE;
    }
  if (*p < end && (**p == '.' || **p == ','))
    for ((*p)++; *p < end && g_ascii_isdigit (**p); (*p)++)
      ;
  if (!take_half (p, end, &h))
    return FALSE;
  parts->seconds = h * 3600 + m * 60 + s;
  /* 24:00:00 ends a day, second 60 is a leap second */
  return (h < 24 || (h == 24 && m == 0 && s == 0)) && m < 60 && s <= 60
         && take_offset (p, end, parts);
}

gboolean
cairn_time_parts_parse (const char *text, gsize length, CairnTimeParts *parts)
{
  const char *p = text;
  const char *end = text + length;

  *parts = (CairnTimeParts){ .year_at = -1, .month_at = -1 };
  skip_spaces (&p, end);
  while (end > p && g_ascii_isspace (end[-1]))
    end--;
  return take_date (&p, end, parts) && take_clock (&p, end, parts) && p == end;
}

/* ---- the meaning ---- */

static gboolean
resolve_date (const CairnTimeReader *self, const CairnTimeParts *parts, int *y, int *m, int *d)
{
  const int *n = parts->numbers;

  if (parts->year_at == 0)
    {
      *y = n[0], *m = n[1], *d = n[2];
      return date_is_valid (*y, *m, *d);
    }
  *y = n[2];
  if (parts->year_at < 0)
    *y += n[2] < 70 ? 2000 : 1900;
  if (parts->month_at == 0 || (parts->month_at < 0 && self->format.order == CAIRN_TIME_MONTH_FIRST))
    *m = n[0], *d = n[1];
  else if (parts->month_at == 1 || self->format.order == CAIRN_TIME_DAY_FIRST)
    *m = n[1], *d = n[0];
  else
    return FALSE; /* the format says the year comes first, and it does not */
  return date_is_valid (*y, *m, *d);
}

static gboolean
read_general (CairnTimeReader *self, const char *text, gsize length, gint64 *moment)
{
  CairnTimeParts parts;
  int y, m, d;
  gint64 day;

  if (!cairn_time_parts_parse (text, length, &parts))
    {
      char number[32];
      char *end;
      double value;

      if (length == 0 || length >= sizeof number)
        return FALSE;
      memcpy (number, text, length);
      number[length] = '\0';
      value = g_ascii_strtod (number, &end);
      return end != number && *end == '\0' && cairn_time_reader_real (self, value, moment);
    }
  if (!resolve_date (self, &parts, &y, &m, &d))
    return FALSE;
  day = days_from_civil (y, m, d);
  *moment = parts.zoned ? day * DAY + parts.seconds - parts.offset
                        : local_to_utc (self, day, parts.seconds);
  return TRUE;
}

/* Two digits; anything else gives more than 99. */
static inline guint
two (const char *p)
{
  guint a = (guint8) (p[0] - '0');
  guint b = (guint8) (p[1] - '0');

  return (a > 9) | (b > 9) ? 1000 : a * 10 + b;
}

/* "2026-11-22", "2026-11-22 12:00:00" and "2026-11-22T12:00:00Z" */
static gboolean
read_iso (CairnTimeReader *self, const char *p, gsize length, gint64 *moment)
{
  gboolean zoned = length == 20 && p[19] == 'Z';
  guint century, year, month, day, hour, minute, second;
  int seconds = 0;
  gint64 days;

  if ((length != 10 && length != 19 && !zoned) || p[4] != '-' || p[7] != '-')
    return FALSE;
  century = two (p);
  year = two (p + 2);
  month = two (p + 5);
  day = two (p + 8);
  if ((century > 99) | (year > 99)
      || !date_is_valid ((int) (century * 100 + year), (int) month, (int) day))
    return FALSE;
  if (length > 10)
    {
      hour = two (p + 11);
      minute = two (p + 14);
      second = two (p + 17);
      if ((hour > 23) | (minute > 59) | (second > 59) | (p[13] != ':') | (p[16] != ':')
          | ((p[10] != 'T') & (p[10] != ' ')))
        return FALSE;
      seconds = (int) (hour * 3600 + minute * 60 + second);
    }
  days = days_from_civil ((int) (century * 100 + year), (int) month, (int) day);
  *moment = zoned ? days * DAY + seconds : local_to_utc (self, days, seconds);
  return TRUE;
}

gboolean
cairn_time_reader_text (CairnTimeReader *self, const char *text, gsize length, gint64 *moment)
{
  return read_iso (self, text, length, moment) || read_general (self, text, length, moment);
}

gboolean
cairn_time_reader_integer (CairnTimeReader *self, gint64 value, gint64 *moment)
{
  switch (self->format.unit)
    {
    case CAIRN_TIME_JULIAN_DAYS:
      return cairn_time_reader_real (self, (double) value, moment);
    case CAIRN_TIME_MICROSECONDS:
      value = value / 1000000 - (value % 1000000 < 0);
      break;
    case CAIRN_TIME_MILLISECONDS:
      value = value / 1000 - (value % 1000 < 0);
      break;
    case CAIRN_TIME_SECONDS:
      break;
    }
  if (value > MAX_SECONDS || value < -MAX_SECONDS)
    return FALSE;
  *moment = value;
  return TRUE;
}

gboolean
cairn_time_reader_real (CairnTimeReader *self, double value, gint64 *moment)
{
  /* Julian days have a fraction of their own; a thousandth of a second of slack undoes rounding. */
  if (self->format.unit == CAIRN_TIME_JULIAN_DAYS
      || (value >= 1.7e6 && value < 5.4e6 && value != floor (value)))
    value = (value - JULIAN_1970) * DAY + 0.001;
  else if (self->format.unit == CAIRN_TIME_MILLISECONDS)
    value /= 1e3;
  else if (self->format.unit == CAIRN_TIME_MICROSECONDS)
    value /= 1e6;
  value = floor (value);
  if (!(value <= (double) MAX_SECONDS && value >= -(double) MAX_SECONDS))
    return FALSE;
  *moment = (gint64) value;
  return TRUE;
}
