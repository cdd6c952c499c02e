/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "base/cairn-duration.h"
#include "base/cairn-time.h"
#include "timing/cairn-source-error.h"
#include "timing/cairn-working-time.h"

static CairnWorkingTime *
make (const char *hours, const char *holidays, const char *zone_name)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  g_autoptr (GError) error = NULL;
  CairnWorkingTime *self = cairn_working_time_new (hours, holidays, zone, &error);

  g_assert_no_error (error);
  return self;
}

static gint64
moment (const char *text, const char *zone_name)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (zone_name);
  gint64 at;

  g_assert_true (cairn_time_parse (text, zone, &at));
  return at;
}

/* In working days. */
static void
test_between (void)
{
  static const struct
  {
    const char *from, *to;
    double days;
  } rows[] = {
    { "2026-11-16T09:00", "2026-11-16T17:00", 1 }, /* a Monday */
    { "2026-11-16T09:00", "2026-11-16T13:00", 0.5 },
    { "2026-11-16T00:00", "2026-11-17T00:00", 1 },
    { "2026-11-16T17:00", "2026-11-17T09:00", 0 },
    { "2026-11-20T13:00", "2026-11-23T13:00", 1 }, /* over a weekend */
    { "2026-11-21T09:00", "2026-11-22T17:00", 0 },
    { "2026-11-02T09:00", "2026-11-30T09:00", 20 },
    { "2026-12-21T09:00", "2026-12-28T09:00", 3 }, /* two holidays */
    { "2026-10-23T09:00", "2026-10-26T17:00", 2 }, /* the clocks change on that Sunday */
  };
  g_autoptr (CairnWorkingTime) self
    = make ("Mon-Fri 09:00-17:00", "2026-12-24..2026-12-25, 2027-01-01", "Europe/Rome");
  g_autofree char *words = cairn_working_time_describe (self);

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (cairn_working_time_between (self, moment (rows[i].from, "Europe/Rome"),
                                                 moment (rows[i].to, "Europe/Rome")),
                     ==, (gint64) (rows[i].days * CAIRN_DAY));
  g_assert_cmpstr (words, ==, "working days (Mon-Fri 09:00-17:00, 3 holidays)");
}

static void
test_add (void)
{
  g_autoptr (CairnWorkingTime) self = make ("Mon-Fri 9-17, Sat 10-14", NULL, "UTC");
  gint64 friday = moment ("2026-11-20T16:00", "UTC");

  /* The usual day has 44 / 6 hours. */
  g_assert_cmpint (cairn_working_time_add (self, friday, 0), <=, friday);
  g_assert_cmpint (
    cairn_working_time_between (self, friday, cairn_working_time_add (self, friday, 6 * CAIRN_DAY)),
    ==, 6 * CAIRN_DAY);
  g_assert_cmpint (cairn_working_time_add (self, friday, 6 * CAIRN_DAY), ==,
                   moment ("2026-11-27T16:00", "UTC"));
}

/* Working all hours of all days is the calendar. */
static void
test_calendar (void)
{
  g_autoptr (CairnWorkingTime) self = make ("Mon-Sun 0-24", NULL, "UTC");
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 1000; i++)
    {
      gint64 from = g_rand_int (rand);
      gint64 span = g_rand_int_range (rand, 0, 400 * CAIRN_DAY);

      from = CLAMP (from, 631152000, 3600000000); /* within the years that are counted by day */
      g_assert_cmpint (cairn_working_time_between (self, from, from + span), ==, span);
      g_assert_cmpint (cairn_working_time_add (self, from, span), ==, from + span);
      g_assert_cmpint (cairn_working_time_subtract (self, from + span, span), ==, from);
    }
}

/* What the engine relies on: overdue can be told from the moment of entering alone. */
static void
test_order (void)
{
  g_autoptr (CairnWorkingTime) self
    = make ("Mon-Thu 08:30-17:00, Fri 8:30-15", "2026-04-06 2026-05-01", "America/New_York");
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  gint64 begin = moment ("2026-01-01", "UTC");

  for (guint i = 0; i < 20000; i++)
    {
      gint64 entered = begin + g_rand_int_range (rand, 0, 300 * CAIRN_DAY);
      gint64 now = begin + g_rand_int_range (rand, 0, 300 * CAIRN_DAY);
      gint64 span = g_rand_int_range (rand, 1, 40 * CAIRN_DAY);
      gboolean overdue = cairn_working_time_between (self, entered, now) >= span;
      gint64 due = cairn_working_time_add (self, entered, span);

      g_assert_cmpint (due <= now, ==, overdue);
      g_assert_cmpint (entered <= cairn_working_time_subtract (self, now, span), ==, overdue);
      g_assert_cmpint (cairn_working_time_count (self, entered), <=,
                       cairn_working_time_count (self, entered + 1));
    }
}

static void
test_errors (void)
{
  static const char *const hours[]
    = { "",         "Monday",       "Mon 9",      "Mon 9-",    "Mon 17-9",
        "Mon 9-25", "Mon-Xyz 9-17", "Mon 9:7-17", "Mon 9-17;", "9-17" };
  static const char *const holidays[]
    = { "2026-13-01", "26-01-01", "2026-02-30", "2026-01-02..2026-01-01", "2026-01-02..x" };
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();

  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (cairn_working_time_new (hours[i], NULL, zone, &error));
      g_assert_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION);
    }
  for (guint i = 0; i < G_N_ELEMENTS (holidays); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (cairn_working_time_new ("Mon 9-17", holidays[i], zone, &error));
      g_assert_error (error, CAIRN_SOURCE_ERROR, CAIRN_SOURCE_ERROR_BAD_OPTION);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/working-time/between", test_between);
  g_test_add_func ("/working-time/add", test_add);
  g_test_add_func ("/working-time/calendar", test_calendar);
  g_test_add_func ("/working-time/order", test_order);
  g_test_add_func ("/working-time/errors", test_errors);
  return g_test_run ();
}
