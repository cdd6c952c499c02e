/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-time.h"
#include "timing/cairn-time-reader.h"

#include <string.h>

static const struct
{
  const char *format;
  const char *zone; /* NULL: UTC */
  const char *text;
  const char *expected; /* ISO; NULL: not a time */
} texts[] = {
  { "iso", NULL, "2026-11-22", "2026-11-22T00:00:00Z" },
  { "iso", NULL, "2026-11-22 12:34:56", "2026-11-22T12:34:56Z" },
  { "iso", NULL, "2026-11-22T12:34:56Z", "2026-11-22T12:34:56Z" },
  { "iso", NULL, "2026-11-22T12:34", "2026-11-22T12:34:00Z" },
  { "iso", NULL, "2026-11-22T12:34:56.789+02:00", "2026-11-22T10:34:56Z" },
  { "iso", NULL, "2026-11-22T12:34:56-0330", "2026-11-22T16:04:56Z" },
  { "iso", NULL, "2012-02-29 00:00:00+01", "2012-02-28T23:00:00Z" },
  { "iso", NULL, "2026-11-22 12:34:56 UTC", "2026-11-22T12:34:56Z" },
  { "iso", NULL, "20261122T123456Z", "2026-11-22T12:34:56Z" },
  { "iso", NULL, "20261122", "2026-11-22T00:00:00Z" },
  { "iso", NULL, "2019/11/03 01:11:19.000", "2019-11-03T01:11:19Z" },
  { "iso", NULL, "  2026-11-22 ", "2026-11-22T00:00:00Z" },
  { "iso", NULL, "2026-01-01T24:00:00", "2026-01-02T00:00:00Z" },
  { "iso", NULL, "9999-12-31", "9999-12-31T00:00:00Z" },
  { "iso", NULL, "1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z" },
  { "iso", NULL, "01-Jan-2015", "2015-01-01T00:00:00Z" },
  { "iso", NULL, "Jan 2, 2015 3:04 PM", "2015-01-02T15:04:00Z" },
  { "iso", NULL, "2 january 2015", "2015-01-02T00:00:00Z" },
  { "iso", NULL, "12:34:56", NULL },
  { "iso", NULL, "2026-02-29", NULL },
  { "iso", NULL, "2026-13-01", NULL },
  { "iso", NULL, "2026-11-22 25:00:00", NULL },
  { "iso", NULL, "2026-11-22 12:60:00", NULL },
  { "iso", NULL, "2026-11-22 12:00:00 somewhere", NULL },
  { "iso", NULL, "9.3.10 8:05", NULL },
  { "iso", NULL, "yesterday", NULL },
  { "iso", NULL, "", NULL },
  { "iso", NULL, "-", NULL },
  { "d/m/y", NULL, "9.3.10 8:05", "2010-03-09T08:05:00Z" },
  { "d/m/y", NULL, "29-02-2016 01:16", "2016-02-29T01:16:00Z" },
  { "d/m/y", NULL, "03/04/99", "1999-04-03T00:00:00Z" },
  { "d/m/y", NULL, "11/28/11 9:27", NULL },
  { "d/m/y", NULL, "2011/02/16 14:31:00.000", "2011-02-16T14:31:00Z" },
  { "m/d/y", NULL, "11/28/11 9:27", "2011-11-28T09:27:00Z" },
  { "m/d/y", NULL, "3/4/2010 12:00:00 AM", "2010-03-04T00:00:00Z" },
  { "m/d/y", NULL, "3/4/2010 13:00 PM", NULL },
  { "s", NULL, "1700000000", "2023-11-14T22:13:20Z" },
  { "ms", NULL, "1700000000999", "2023-11-14T22:13:20Z" },
  { "us", NULL, "1700000000000000", "2023-11-14T22:13:20Z" },
  { "julian", NULL, "2440588.5", "1970-01-02T00:00:00Z" },
  { "iso", "Europe/Rome", "2012-06-01 12:00:00", "2012-06-01T10:00:00Z" },
  { "iso", "Europe/Rome", "2012-12-01 12:00:00", "2012-12-01T11:00:00Z" },
  { "iso", "Europe/Rome", "2012-03-25 01:59:59", "2012-03-25T00:59:59Z" },
  { "iso", "Europe/Rome", "2012-03-25 03:00:00", "2012-03-25T01:00:00Z" },
  { "iso", "Europe/Rome", "2012-06-01T12:00:00Z", "2012-06-01T12:00:00Z" },
};

static void
test_read_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      CairnTimeFormat format;
      g_autoptr (GTimeZone) zone = NULL;
      g_autoptr (CairnTimeReader) reader = NULL;
      g_autofree char *iso = NULL;
      gint64 moment = -1;
      gboolean ok;

      g_assert_true (cairn_time_format_parse (texts[i].format, &format));
      if (texts[i].zone != NULL)
        zone = g_time_zone_new_identifier (texts[i].zone);
      reader = cairn_time_reader_new (&format, zone);
      ok = cairn_time_reader_text (reader, texts[i].text, strlen (texts[i].text), &moment);
      iso = ok ? cairn_time_to_iso (moment) : NULL;
      g_assert_cmpstr (iso, ==, texts[i].expected);
      if (!ok)
        g_assert_cmpint (moment, ==, -1);
    }
}

/* Both roads to a moment agree with GLib, whatever the day and the zone. */
static void
test_agrees_with_glib (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("America/New_York");
  CairnTimeFormat format = { CAIRN_TIME_YEAR_FIRST, CAIRN_TIME_SECONDS };
  g_autoptr (CairnTimeReader) reader = cairn_time_reader_new (&format, zone);

  for (guint i = 0; i < 20000; i++)
    {
      g_autoptr (GDateTime) when
        = g_date_time_new_from_unix_local (g_test_rand_int_range (0, G_MAXINT32));
      g_autoptr (GDateTime) there = g_date_time_to_timezone (when, zone);
      g_autofree char *plain = g_date_time_format (there, "%Y-%m-%d %H:%M:%S");
      g_autofree char *general = g_date_time_format (there, "%Y/%m/%d %H:%M:%S");
      g_autoptr (GDateTime) back = NULL;
      gint64 a, b;

      g_assert_true (cairn_time_reader_text (reader, plain, strlen (plain), &a));
      g_assert_true (cairn_time_reader_text (reader, general, strlen (general), &b));
      g_assert_cmpint (a, ==, b);
      if (g_date_time_is_daylight_savings (there) || g_date_time_get_hour (there) != 1)
        continue;
      g_assert_cmpint (a, ==, g_date_time_to_unix (when)); /* standard time is never doubted */
    }
}

static void
test_read_numbers (void)
{
  CairnTimeFormat format = { CAIRN_TIME_YEAR_FIRST, CAIRN_TIME_MILLISECONDS };
  g_autoptr (CairnTimeReader) reader = cairn_time_reader_new (&format, NULL);
  gint64 moment;

  g_assert_true (cairn_time_reader_integer (reader, -1, &moment));
  g_assert_cmpint (moment, ==, -1);
  g_assert_true (cairn_time_reader_integer (reader, 1999, &moment));
  g_assert_cmpint (moment, ==, 1);
  g_assert_true (cairn_time_reader_real (reader, 2440587.5, &moment));
  g_assert_cmpint (moment, ==, 0);
  g_assert_false (cairn_time_reader_integer (reader, G_MAXINT64, &moment));
  g_assert_false (cairn_time_reader_real (reader, 1e300, &moment));
}

static const struct
{
  const char *samples[4];
  gboolean certain;
  CairnTimeFormat format;
} decisions[] = {
  { { "2026-01-02", "2026-02-01" }, TRUE, { CAIRN_TIME_YEAR_FIRST, CAIRN_TIME_SECONDS } },
  { { "03/04/10", "05/06/10" }, FALSE, { CAIRN_TIME_DAY_FIRST, CAIRN_TIME_SECONDS } },
  { { "03/04/10", "13/06/10" }, TRUE, { CAIRN_TIME_DAY_FIRST, CAIRN_TIME_SECONDS } },
  { { "03/04/10", "11/28/11 9:27" }, TRUE, { CAIRN_TIME_MONTH_FIRST, CAIRN_TIME_SECONDS } },
  { { "9.3.10 8:05", "9.3.10 9:05" }, TRUE, { CAIRN_TIME_DAY_FIRST, CAIRN_TIME_SECONDS } },
  { { "04/04/10" }, TRUE, { CAIRN_TIME_DAY_FIRST, CAIRN_TIME_SECONDS } },
  { { "01-Jan-2015", "NA" }, TRUE, { CAIRN_TIME_YEAR_FIRST, CAIRN_TIME_SECONDS } },
  { { "1700000000" }, TRUE, { CAIRN_TIME_YEAR_FIRST, CAIRN_TIME_SECONDS } },
  { { "1700000000000" }, TRUE, { CAIRN_TIME_YEAR_FIRST, CAIRN_TIME_MILLISECONDS } },
  { { "1700000000000000" }, TRUE, { CAIRN_TIME_YEAR_FIRST, CAIRN_TIME_MICROSECONDS } },
  { { "2460000.5" }, TRUE, { CAIRN_TIME_YEAR_FIRST, CAIRN_TIME_JULIAN_DAYS } },
};

static void
test_sample (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      CairnTimeSampler sampler = CAIRN_TIME_SAMPLER_INIT;
      CairnTimeFormat format;

      for (guint j = 0; j < 4 && decisions[i].samples[j] != NULL; j++)
        cairn_time_sampler_add_text (&sampler, decisions[i].samples[j], -1);
      g_assert_cmpint (cairn_time_sampler_decide (&sampler, &format), ==, decisions[i].certain);
      g_assert_cmpint (format.order, ==, decisions[i].format.order);
      g_assert_cmpint (format.unit, ==, decisions[i].format.unit);
    }
}

static void
test_missing (void)
{
  static const char *const yes[]
    = { "", "  ", "NULL", "na", "N/A", "NaN", "?", "-", "N.P.", "None" };
  static const char *const no[] = { "0", "2026-01-01", "nada", "open" };

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    g_assert_true (cairn_time_is_missing (yes[i], -1));
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    g_assert_false (cairn_time_is_missing (no[i], -1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/time-format/read-text", test_read_text);
  g_test_add_func ("/time-format/agrees-with-glib", test_agrees_with_glib);
  g_test_add_func ("/time-format/read-numbers", test_read_numbers);
  g_test_add_func ("/time-format/sample", test_sample);
  g_test_add_func ("/time-format/missing", test_missing);
  return g_test_run ();
}
