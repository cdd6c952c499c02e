/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "insight/cairn-study-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

char *
cairn_study_format_amount (double amount)
{
  if (isnan (amount))
    return g_strdup ("–");
  if (amount > 0 && amount < 0.05)
    return g_strdup ("< 0.1");
  if (fabs (amount) < 9.95 && fabs (amount - round (amount)) >= 0.05)
    return g_strdup_printf ("%.1f", amount);
  return g_strdup_printf ("%'.0f", amount);
}

char *
cairn_study_format_day (gint64 moment)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_local (moment);

  /* translators: day, short month, year, see g_date_time_format() */
  return when != NULL ? g_date_time_format (when, _ ("%-d %b %Y")) : g_strdup ("?");
}

char *
cairn_study_format_share (double share)
{
  if (isnan (share))
    return g_strdup ("–");
  return g_strdup_printf (_ ("%.0f %%"), 100 * share);
}

char *
cairn_study_format_times (double ratio)
{
  if (isnan (ratio))
    return g_strdup ("–");
  return g_strdup_printf (ratio < 9.95 ? "%.1f×" : "%.0f×", ratio);
}
