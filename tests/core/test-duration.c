/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "base/cairn-time.h"

#include <math.h>

static void
test_parse (void)
{
  static const struct
  {
    const char *text;
    gboolean ok;
    gint64 seconds;
    const char *again;
  } rows[] = {
    { "14d", TRUE, 14 * CAIRN_DAY, "14d" },
    { "14", TRUE, 14 * CAIRN_DAY, "14d" },
    { "2w 3d", TRUE, 17 * CAIRN_DAY, "17d" },
    { "1.5 h", TRUE, 5400, "1h30m" },
    { "90 min", TRUE, 5400, "1h30m" },
    { "-3d", TRUE, -3 * CAIRN_DAY, "-3d" },
    { "45 seconds", TRUE, 45, "45s" },
    { "0", TRUE, 0, "0s" },
    { "3 Weeks", TRUE, 21 * CAIRN_DAY, "21d" },
    { "", FALSE, 0, NULL },
    { "soon", FALSE, 0, NULL },
    { "3 parsecs", FALSE, 0, NULL },
    { "d", FALSE, 0, NULL },
    { "1e400", FALSE, 0, NULL },
    { "0x10", FALSE, 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 seconds = 4711;
      gboolean ok = cairn_duration_parse (rows[i].text, &seconds);

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (ok, ==, rows[i].ok);
      g_assert_cmpint (seconds, ==, ok ? rows[i].seconds : 4711);
      if (ok)
        {
          g_autofree char *again = cairn_duration_to_string (seconds);
          g_assert_cmpstr (again, ==, rows[i].again);
        }
    }
}

static void
test_format (void)
{
  static const struct
  {
    double seconds;
    const char *text;
  } rows[] = {
    { 31.2 * CAIRN_DAY, "31 d" },
    { 1.2 * CAIRN_DAY, "1.2 d" },
    { CAIRN_DAY, "1 d" },
    { 7 * CAIRN_HOUR, "7 h" },
    { 12 * CAIRN_MINUTE, "12 min" },
    { NAN, "?" },
    { 0, "0 min" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = cairn_duration_format (rows[i].seconds);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

static void
test_time (void)
{
  static const struct
  {
    const char *text;
    gboolean ok;
    gint64 moment;
  } rows[] = {
    { "1970-01-02", TRUE, 86400 },
    { "1970-01-01T01:00", TRUE, 3600 },
    { "1970-01-01 01:00:00", TRUE, 3600 },
    { "1970-01-01T01:00:00+01:00", TRUE, 0 },
    { "1970-01-01T00:00:01.9Z", TRUE, 1 },
    { "2026-13-01", FALSE, 0 },
    { "yesterday", FALSE, 0 },
    { "", FALSE, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 moment = 0;

      g_test_message ("%s", rows[i].text);
      g_assert_cmpint (cairn_time_parse (rows[i].text, NULL, &moment), ==, rows[i].ok);
      g_assert_cmpint (moment, ==, rows[i].moment);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/duration/parse", test_parse);
  g_test_add_func ("/duration/format", test_format);
  g_test_add_func ("/time/parse", test_time);
  return g_test_run ();
}
