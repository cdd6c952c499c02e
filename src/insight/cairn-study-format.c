/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "insight/cairn-study-format.h"

#include "base/cairn-duration.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define Z95 1.959963984540054

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

char *
cairn_study_format_estimate (const CairnEstimate *estimate, gboolean working_days)
{
  g_autofree char *value = NULL;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (isnan (estimate->value) && isnan (estimate->low))
    return g_strdup ("–");
  low = !isnan (estimate->low) ? cairn_duration_format_in (estimate->low, working_days) : NULL;
  if (isnan (estimate->value))
    return g_strdup_printf ("≥ %s", low);
  value = cairn_duration_format_in (estimate->value, working_days);
  high = !isnan (estimate->high) ? cairn_duration_format_in (estimate->high, working_days) : NULL;
  if (low != NULL && high != NULL)
    /* translators: a time and its 95 % limits: “39 d (32 d to 48 d)” */
    return g_strdup_printf (_ ("%1$s (%2$s to %3$s)"), value, low, high);
  if (low != NULL)
    /* translators: a time and its lower limit: “39 d (32 d or more)” */
    return g_strdup_printf (_ ("%1$s (%2$s or more)"), value, low);
  return g_steal_pointer (&value);
}

char *
cairn_study_format_estimate_of (const CairnStudyFigures *figures, const CairnEstimate *estimate)
{
  g_autofree char *text = cairn_study_format_estimate (estimate, figures->working_days);

  return figures->binned && !isnan (estimate->value) ? g_strconcat ("≈", text, NULL)
                                                     : g_steal_pointer (&text);
}

char *
cairn_study_format_of_100 (double share, double error)
{
  if (isnan (share))
    return g_strdup ("–");
  if (isnan (error) || !(error > 0))
    return g_strdup_printf ("%.0f", 100 * share);
  return g_strdup_printf ("%.0f ± %.0f", 100 * share, 100 * Z95 * error);
}

char *
cairn_study_format_iso (gint64 moment)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (moment);
  char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  return text != NULL ? text : g_strdup ("");
}

char *
cairn_study_format_plain (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return g_strdup ("");
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.10g", round (value * 100) / 100));
}

char *
cairn_study_format_plain_days (double seconds)
{
  return cairn_study_format_plain (seconds / CAIRN_DAY);
}
