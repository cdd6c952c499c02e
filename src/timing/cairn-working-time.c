/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-source-error.h"
#include "timing/cairn-working-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define FIRST_YEAR 1990
#define YEARS 100
#define DAY G_GINT64_CONSTANT (86400)

/* The hours of a day of the week, in seconds since midnight; from == to: off. */
typedef struct
{
  gint64 from;
  gint64 to;
} Hours;

/* A day of the calendar. */
typedef struct
{
  gint64 midnight; /* its local beginning */
  gint64 open;
  gint64 close;
  gint64 before; /* real working seconds of all days before it */
} Day;

struct _CairnWorkingTime
{
  gatomicrefcount ref_count;
  char *hours;
  Hours week[7]; /* from Monday on */
  guint n_holidays;
  Day *days; /* from the first day of FIRST_YEAR on, and one more */
  guint n_days;
  gint64 usual; /* real seconds of the usual working day: the mean of the days that are any */
};

/* ---- reading ---- */

static const char *const day_names[] = { "mon", "tue", "wed", "thu", "fri", "sat", "sun" };

static gboolean
take_day (const char **p, guint *day)
{
  for (guint i = 0; i < G_N_ELEMENTS (day_names); i++)
    if (g_ascii_strncasecmp (*p, day_names[i], 3) == 0)
      {
        *day = i;
        while (g_ascii_isalpha (**p))
          (*p)++;
        return TRUE;
      }
  return FALSE;
}

static void
skip_blanks (const char **p)
{
  while (g_ascii_isspace (**p))
    (*p)++;
}

/* "9", "9:30", "24:00". */
static gboolean
take_hour (const char **p, gint64 *seconds)
{
  guint hour = 0;
  guint minute = 0;
  guint n = 0;

  for (; g_ascii_isdigit (**p) && n < 2; (*p)++, n++)
    hour = hour * 10 + (guint) g_ascii_digit_value (**p);
  if (n == 0)
    return FALSE;
  if (**p == ':')
    {
      (*p)++;
      for (n = 0; g_ascii_isdigit (**p) && n < 2; (*p)++, n++)
        minute = minute * 10 + (guint) g_ascii_digit_value (**p);
      if (n != 2)
        return FALSE;
    }
  *seconds = hour * 3600 + minute * 60;
  return minute < 60 && *seconds <= DAY;
}

/* "Mon-Fri 09:00-17:00" or "Sat 10-14". */
static gboolean
take_rule (CairnWorkingTime *self, const char **p)
{
  guint from, to;
  Hours hours;

  skip_blanks (p);
  if (!take_day (p, &from))
    return FALSE;
  to = from;
  if (**p == '-')
    {
      (*p)++;
      if (!take_day (p, &to))
        return FALSE;
    }
  skip_blanks (p);
  if (!take_hour (p, &hours.from) || *(*p)++ != '-' || !take_hour (p, &hours.to)
      || hours.to <= hours.from)
    return FALSE;
  skip_blanks (p);
  for (guint day = from;; day = (day + 1) % 7)
    {
      self->week[day] = hours;
      if (day == to)
        return TRUE;
    }
}

static gboolean
read_hours (CairnWorkingTime *self, GError **error)
{
  const char *p = self->hours;

  for (;;)
    {
      if (!take_rule (self, &p) || (*p != '\0' && *p != ','))
        {
          g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION,
                       _ ("“%s” cannot be read as working hours. Write them like "
                          "“Mon-Fri 09:00-17:00, Sat 10:00-14:00”."),
                       self->hours);
          return FALSE;
        }
      if (*p++ == '\0')
        return TRUE;
    }
}

/* ---- holidays ---- */

static gint64
julian_of_first (void)
{
  g_autoptr (GDate) first = g_date_new_dmy (1, G_DATE_JANUARY, FIRST_YEAR);

  return g_date_get_julian (first);
}

static gboolean
take_date (const char **p, gint64 *day)
{
  g_autoptr (GDate) date = NULL;
  char *end;
  guint64 year = g_ascii_strtoull (*p, &end, 10);
  guint64 month, day_of_month;

  if (end != *p + 4 || *end != '-')
    return FALSE;
  month = g_ascii_strtoull (end + 1, &end, 10);
  if (*end != '-' || month < 1 || month > 12)
    return FALSE;
  day_of_month = g_ascii_strtoull (end + 1, &end, 10);
  if (day_of_month < 1 || day_of_month > 31
      || !g_date_valid_dmy ((GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  date = g_date_new_dmy ((GDateDay) day_of_month, (GDateMonth) month, (GDateYear) year);
  *day = (gint64) g_date_get_julian (date) - julian_of_first ();
  *p = end;
  return TRUE;
}

static gboolean
read_holidays (CairnWorkingTime *self, const char *text, GError **error)
{
  const char *p = text;

  for (;;)
    {
      gint64 from, to;
      const char *begin;

      while (*p != '\0' && !g_ascii_isdigit (*p))
        p++;
      if (*p == '\0')
        return TRUE;
      begin = p;
      if (!take_date (&p, &from) || (to = from, FALSE)
          || (g_str_has_prefix (p, "..") && (p += 2, !take_date (&p, &to))) || to < from)
        {
          g_autofree char *word = g_strndup (begin, strcspn (begin, "\r\n,; "));

          g_set_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION,
                       _ ("“%s” cannot be read as a holiday. Write dates like 2026-12-25, or "
                          "2026-12-24..2027-01-01 for all days from one to the other."),
                       word);
          return FALSE;
        }
      for (gint64 day = MAX (from, 0); day <= MIN (to, (gint64) self->n_days - 1); day++)
        {
          self->n_holidays += self->days[day].close > self->days[day].open;
          self->days[day].close = self->days[day].open;
        }
    }
}

/* ---- the days ---- */

/* The moment of @seconds after midnight of @day by the clock on the wall there. */
static gint64
moment_of (GTimeZone *zone, gint64 midnight_utc, gint64 seconds)
{
  gint64 wall = midnight_utc + seconds;
  int interval = g_time_zone_adjust_time (zone, G_TIME_TYPE_STANDARD, &wall);

  return midnight_utc + seconds - g_time_zone_get_offset (zone, MAX (interval, 0));
}

static void
make_days (CairnWorkingTime *self, GTimeZone *zone)
{
  g_autoptr (GDateTime) first = g_date_time_new_utc (FIRST_YEAR, 1, 1, 0, 0, 0);
  g_autoptr (GDateTime) end = g_date_time_new_utc (FIRST_YEAR + YEARS, 1, 1, 0, 0, 0);
  gint64 begin = g_date_time_to_unix (first);
  guint weekday = (guint) g_date_time_get_day_of_week (first) - 1;

  self->n_days = (guint) ((g_date_time_to_unix (end) - begin) / DAY);
  self->days = g_new0 (Day, self->n_days + 1);
  for (guint i = 0; i <= self->n_days; i++)
    {
      const Hours *hours = &self->week[(weekday + i) % 7];
      gint64 midnight = begin + i * DAY;
      Day *day = &self->days[i];

      day->midnight = moment_of (zone, midnight, 0);
      day->open = moment_of (zone, midnight, hours->from);
      day->close = MAX (day->open, moment_of (zone, midnight, hours->to));
    }
}

static void
sum_days (CairnWorkingTime *self)
{
  gint64 sum = 0;
  gint64 usual = 0;
  guint n = 0;

  for (guint i = 0; i <= self->n_days; i++)
    {
      self->days[i].before = sum;
      sum += self->days[i].close - self->days[i].open;
    }
  for (guint i = 0; i < 7; i++)
    {
      usual += self->week[i].to - self->week[i].from;
      n += self->week[i].to > self->week[i].from;
    }
  self->usual = usual / n;
}

CairnWorkingTime *
cairn_working_time_new (const char *hours, const char *holidays, GTimeZone *zone, GError **error)
{
  g_autoptr (CairnWorkingTime) self = g_new0 (CairnWorkingTime, 1);

  g_return_val_if_fail (hours != NULL && zone != NULL, NULL);

  g_atomic_ref_count_init (&self->ref_count);
  self->hours = g_strstrip (g_strdup (hours));
  if (!read_hours (self, error))
    return NULL;
  make_days (self, zone);
  if (holidays != NULL && !read_holidays (self, holidays, error))
    return NULL;
  sum_days (self);
  return g_steal_pointer (&self);
}

CairnWorkingTime *
cairn_working_time_ref (CairnWorkingTime *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
cairn_working_time_unref (CairnWorkingTime *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->hours);
  g_free (self->days);
  g_free (self);
}

char *
cairn_working_time_describe (const CairnWorkingTime *self)
{
  g_autofree char *holidays = NULL;

  if (self == NULL)
    return g_strdup (_ ("calendar days"));
  if (self->n_holidays == 0)
    /* translators: %s is like "Mon-Fri 09:00-17:00" */
    return g_strdup_printf (_ ("working days (%s)"), self->hours);
  holidays
    = g_strdup_printf (ngettext ("%u holiday", "%u holidays", self->n_holidays), self->n_holidays);
  /* translators: working hours, and how many holidays */
  return g_strdup_printf (_ ("working days (%s, %s)"), self->hours, holidays);
}

/* ---- counting ---- */

/* Beyond the days that are known every week has its usual hours, all of them at once in the end:
 * for moments that far away only order and proportion matter. */
static gint64
count_beyond (const CairnWorkingTime *self, gint64 moment)
{
  const Day *last = &self->days[self->n_days];
  gint64 week = 0;
  gint64 from = moment < self->days[0].midnight ? self->days[0].midnight : last->midnight;
  gint64 before = moment < self->days[0].midnight ? 0 : last->before;

  for (guint i = 0; i < 7; i++)
    week += self->week[i].to - self->week[i].from;
  return before + (gint64) ((double) (moment - from) / (7 * DAY) * (double) week);
}

/* Real working seconds to those of a day of 86,400, rounded down; the other way rounded up, so that
 * what is found has the count. */
static gint64
stretch (const CairnWorkingTime *self, gint64 real)
{
  gint64 whole = real / self->usual;
  gint64 rest = real % self->usual;

  if (rest < 0)
    {
      whole--;
      rest += self->usual;
    }
  return whole * DAY + rest * DAY / self->usual;
}

static gint64
shrink (const CairnWorkingTime *self, gint64 count)
{
  gint64 whole = count / DAY;
  gint64 rest = count % DAY;

  if (rest < 0)
    {
      whole--;
      rest += DAY;
    }
  return whole * self->usual + (rest * self->usual + DAY - 1) / DAY;
}

static gint64
count_real (const CairnWorkingTime *self, gint64 moment)
{
  gint64 place = (moment - self->days[0].midnight) / DAY;
  const Day *day;

  if (moment < self->days[0].midnight || moment >= self->days[self->n_days].midnight)
    return count_beyond (self, moment);
  place = MIN (place, (gint64) self->n_days - 1);
  /* Days of 23 or 25 hours put the guess at most one off. */
  while (moment < self->days[place].midnight)
    place--;
  while (moment >= self->days[place + 1].midnight)
    place++;
  day = &self->days[place];
  return day->before + CLAMP (moment, day->open, day->close) - day->open;
}

gint64
cairn_working_time_count (const CairnWorkingTime *self, gint64 moment)
{
  return stretch (self, count_real (self, moment));
}

gint64
cairn_working_time_find (const CairnWorkingTime *self, gint64 count)
{
  gint64 real = shrink (self, count);
  guint low = 0;
  guint high = self->n_days;

  if (real <= 0 || real > self->days[self->n_days].before)
    {
      gint64 week = count_beyond (self, self->days[self->n_days].midnight + 7 * DAY)
                    - self->days[self->n_days].before;
      gint64 from = real <= 0 ? self->days[0].midnight : self->days[self->n_days].midnight;
      gint64 before = real <= 0 ? 0 : self->days[self->n_days].before;

      return from + (gint64) ((double) (real - before) / (double) week * 7 * DAY);
    }
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (self->days[middle + 1].before < real)
        low = middle + 1;
      else
        high = middle;
    }
  return self->days[low].open + real - self->days[low].before;
}

gint64
cairn_working_time_subtract (const CairnWorkingTime *self, gint64 moment, gint64 span)
{
  gint64 found, count;

  if (self == NULL)
    return moment - span;
  count = cairn_working_time_count (self, moment) - span;
  /* The first moment of the next count, less one second: nights belong to what was counted before.
   */
  found = cairn_working_time_find (self, count + 1) - 1;
  while (cairn_working_time_count (self, found) > count)
    found--;
  return MIN (found, moment);
}
