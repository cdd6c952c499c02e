/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-figures.h"

#include "base/cairn-duration.h"
#include "render/cairn-overlay.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* Standard normal quantile for 95 % limits. */
#define Z95 1.959963984540054
#define SMALL 0.05 /* customer-days: “< 0.1 ± < 0.1” would say no more than “< 0.1” */

static gboolean
has_median (const CairnCell *cell)
{
  CairnOverlayEvidence evidence = cairn_overlay_evidence (cell);

  return evidence == CAIRN_OVERLAY_MEDIAN || evidence == CAIRN_OVERLAY_FULL;
}

char *
cairn_figures_median (const CairnCell *cell)
{
  switch (cairn_overlay_evidence (cell))
    {
    case CAIRN_OVERLAY_NO_CUSTOMERS:
      return g_strdup (_ ("no customers"));
    case CAIRN_OVERLAY_NOBODY_LEFT:
      return g_strdup (_ ("nobody left yet"));
    case CAIRN_OVERLAY_TOO_FEW:
      /* translators: a median of so few would mean nothing */
      return g_strdup_printf (_ ("n = %u, too few"), cell->exits);
    case CAIRN_OVERLAY_MEDIAN:
    case CAIRN_OVERLAY_FULL:
    default:
      return cairn_overlay_median_text (cell);
    }
}

/* "24–30 d" rather than "24 d – 30 d", if both are in the same unit. */
static char *
range_text (const char *low, const char *high)
{
  const char *low_unit = strrchr (low, ' ');
  const char *high_unit = strrchr (high, ' ');

  if (low_unit != NULL && high_unit != NULL && strcmp (low_unit, high_unit) == 0)
    /* translators: from … to …: “24–30 d” */
    return g_strdup_printf (_ ("%.*s–%s"), (int) (low_unit - low), low, high);
  /* translators: from … to …, two spans of time: “20 h – 36 d” */
  return g_strdup_printf (_ ("%s – %s"), low, high);
}

char *
cairn_figures_limits (const CairnCell *cell)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (!has_median (cell) || isnan (cell->median.low))
    return NULL;
  low = cairn_duration_format_in (cell->median.low, cell->working_days);
  if (isnan (cell->median.high))
    return g_strdup_printf ("≥ %s", low);
  high = cairn_duration_format_in (cell->median.high, cell->working_days);
  return range_text (low, high);
}

double
cairn_figures_ratio (const CairnCell *cell)
{
  if (!has_median (cell) || cell->target <= 0 || isnan (cell->median.value))
    return NAN;
  return cell->median.value / (double) cell->target;
}

gboolean
cairn_figures_is_slow (const CairnCell *cell)
{
  return cell->target > 0 && has_median (cell) && cell->median.low > (double) cell->target;
}

char *
cairn_figures_ratio_text (const CairnCell *cell)
{
  double ratio = cairn_figures_ratio (cell);

  if (isnan (ratio))
    return g_strdup ("–");
  return g_strdup_printf (ratio < 9.95 ? "%.1f×" : "%.0f×", ratio);
}

char *
cairn_figures_net (const CairnCell *cell)
{
  double net = cell->net_per_week;
  g_autofree char *amount = cairn_overlay_amount (fabs (net));

  if (isnan (net))
    return g_strdup ("–");
  return g_strconcat (net > 0 ? "+" : net < 0 ? "−" : "", amount, NULL);
}

char *
cairn_figures_lost (const CairnCell *cell)
{
  return isnan (cell->lost_per_week) ? g_strdup ("–") : cairn_overlay_amount (cell->lost_per_week);
}

char *
cairn_figures_lost_error (const CairnCell *cell)
{
  g_autofree char *error = NULL;

  if (isnan (cell->lost_per_week) || isnan (cell->lost_se) || cell->lost_per_week < SMALL)
    return NULL;
  error = cairn_overlay_amount (Z95 * cell->lost_se);
  return g_strdup_printf ("± %s", error);
}

char *
cairn_figures_window (const CairnSnapshot *snapshot)
{
  gint64 from = cairn_snapshot_get_window_from (snapshot);
  gint64 to = cairn_snapshot_get_window_to (snapshot);
  double weeks = (double) (to - from) / (double) CAIRN_WEEK;

  if (to != cairn_snapshot_get_as_of (snapshot))
    {
      g_autoptr (GDateTime) start = g_date_time_new_from_unix_utc (from);
      g_autoptr (GDateTime) end = g_date_time_new_from_unix_utc (to);
      g_autofree char *first = start != NULL ? g_date_time_format (start, "%x") : g_strdup ("?");
      g_autofree char *last = end != NULL ? g_date_time_format (end, "%x") : g_strdup ("?");

      return g_strdup_printf (_ ("%s – %s"), first, last);
    }
  if (fabs (weeks - round (weeks)) < 0.05)
    return g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "last %d week", "last %d weeks", (gulong) round (weeks)),
      (int) round (weeks));
  return g_strdup_printf (_ ("last %.1f weeks"), weeks);
}

/* "Window: last 26 weeks, calendar days." */
static char *
window_sentence (const CairnSnapshot *snapshot)
{
  g_autofree char *window = cairn_figures_window (snapshot);

  /* translators: %1$s is “last 26 weeks”, %2$s “calendar days” */
  return g_strdup_printf (_ ("Window: %1$s, %2$s."), window, cairn_snapshot_get_clock (snapshot));
}

static char *
with_window (const char *sentence, const CairnSnapshot *snapshot)
{
  g_autofree char *window = window_sentence (snapshot);

  return g_strdup_printf ("%s\n%s", sentence, window);
}

char *
cairn_figures_explain_here (const CairnCell *cell, const CairnSnapshot *snapshot)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (
    text,
    g_dngettext (GETTEXT_PACKAGE, "%'u customer has entered this stage and not left it.",
                 "%'u customers have entered this stage and not left it.", cell->here),
    cell->here);
  if (cell->target > 0)
    {
      g_autofree char *target
        = cairn_duration_format_in ((double) cell->target, cell->working_days);

      g_string_append_c (text, '\n');
      /* translators: %2$s is a span of time */
      g_string_append_printf (text,
                              g_dngettext (GETTEXT_PACKAGE, "%1$'u is past the target of %2$s.",
                                           "%1$'u are past the target of %2$s.", cell->overdue),
                              cell->overdue, target);
    }
  if (cell->oldest_customer != NULL)
    {
      g_autofree char *age
        = cairn_duration_format_in ((double) cell->oldest_age, cell->working_days);

      g_string_append_c (text, '\n');
      /* translators: %1$s is a customer, %2$s a span of time */
      g_string_append_printf (text, _ ("Longest inside: %1$s, %2$s."), cell->oldest_customer, age);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
cairn_figures_explain_median (const CairnCell *cell, const CairnSnapshot *snapshot)
{
  g_autofree char *dwell = cairn_overlay_explain_dwell (cell);
  g_autofree char *sentence = NULL;

  if (!has_median (cell))
    return with_window (dwell, snapshot);
  sentence
    = g_strdup_printf (_ ("%s\nKaplan–Meier estimate: those still waiting count as well."), dwell);
  return with_window (sentence, snapshot);
}

char *
cairn_figures_explain_ratio (const CairnCell *cell, const CairnSnapshot *snapshot)
{
  g_autofree char *target = cairn_duration_format_in ((double) cell->target, cell->working_days);
  g_autofree char *ratio = cairn_figures_ratio_text (cell);
  g_autofree char *median = cairn_figures_median (cell);
  g_autofree char *sentence = NULL;

  if (cell->target <= 0)
    return g_strdup (_ ("This stage has no target. Set one in the properties of the stage."));
  if (isnan (cairn_figures_ratio (cell)))
    return cairn_figures_explain_median (cell, snapshot);
  /* translators: %1$s is “1.5×”, %2$s and %3$s are spans of time, %4$u a number of customers */
  sentence = g_strdup_printf (_ ("%1$s = median stay %2$s ÷ target %3$s (n = %4$u who left)."),
                              ratio, median, target, cell->exits);
  if (cairn_figures_ratio (cell) > 1 && !cairn_figures_is_slow (cell))
    {
      g_autofree char *limits = cairn_figures_limits (cell);
      /* translators: %1$s is a sentence, %2$s two spans of time: “24–30 d” */
      g_autofree char *chance = g_strdup_printf (
        _ ("%1$s\nThe target is within the 95 %% limits of the median (%2$s), so this may be "
           "chance."),
        sentence, limits != NULL ? limits : "–");

      return with_window (chance, snapshot);
    }
  return with_window (sentence, snapshot);
}

char *
cairn_figures_explain_net (const CairnCell *cell, const CairnSnapshot *snapshot)
{
  g_autofree char *net = cairn_figures_net (cell);
  g_autofree char *recent = cairn_overlay_recent_text (cell->recent_weeks);
  g_autoptr (GString) text = g_string_new (NULL);

  /* translators: %1$s is “+6”; %2$u and %3$u are numbers of customers, %4$u is a number of weeks,
   * %5$s “the last 4 weeks” */
  g_string_append_printf (text, _ ("%1$s a week = (%2$'u in − %3$'u out) ÷ %4$u, over %5$s."), net,
                          cell->arrivals_28d, cell->departures_28d, cell->recent_weeks, recent);
  g_string_append_c (text, '\n');
  if (cell->growth == CAIRN_GROWTH_PILING_UP)
    g_string_append (text,
                     _ ("Customers pile up here: this is more than chance would bring about."));
  else if (cell->growth == CAIRN_GROWTH_DRAINING)
    g_string_append (text,
                     _ ("The pile is shrinking: this is more than chance would bring about."));
  else if (cell->arrivals_28d + cell->departures_28d < 8)
    g_string_append (text, _ ("Too few came and went to tell growth from chance."));
  else
    g_string_append (text, _ ("This may be chance: the pile-up test does not speak."));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
cairn_figures_explain_lost (const CairnCell *cell, const CairnSnapshot *snapshot)
{
  g_autofree char *lost = cairn_figures_lost (cell);
  g_autofree char *error = cairn_figures_lost_error (cell);
  g_autofree char *target = cairn_duration_format_in ((double) cell->target, cell->working_days);
  g_autofree char *recent = cairn_overlay_recent_text (cell->recent_weeks);
  g_autofree char *amount = NULL;

  if (isnan (cell->lost_per_week) && cell->spent_per_week > 0)
    {
      g_autofree char *spent = cairn_overlay_amount (cell->spent_per_week);

      /* translators: %1$s is a number, %2$s “the last 4 weeks” */
      return g_strdup_printf (
        _ ("No target set, so nothing can be said about time lost. Customers spend %1$s "
           "customer-days a week here, mean of %2$s. Set a target in the properties of the stage."),
        spent, recent);
    }
  if (isnan (cell->lost_per_week))
    return g_strdup (
      _ ("This stage has no target, so nothing can be said about time lost. Set one in "
         "the properties of the stage."));
  amount = error == NULL
             ? g_strdup_printf (_ ("%s customer-days a week"), lost)
             /* translators: “266 ± 65 customer-days a week (95 % limits)” */
             : g_strdup_printf (_ ("%s %s customer-days a week (95 %% limits)"), lost, error);
  return g_strdup_printf (
    /* translators: %1$s is “266 ± 65 customer-days a week (95 % limits)”, %2$s a span of time, %3$s
     * “the last 4 weeks”, %4$s “calendar days” */
    _ ("%1$s: the time that customers spent here past the target of %2$s, those still waiting "
       "included.\nMean of %3$s, %4$s."),
    amount, target, recent, cairn_snapshot_get_clock (snapshot));
}

char *
cairn_figures_explain_rank (const CairnCell *cell, const CairnSnapshot *snapshot)
{
  if (cell->rank == 0)
    return g_strdup (isnan (cell->lost_per_week) ? _ ("Not ranked: no target set.")
                                                 : _ ("Not ranked: nothing was lost."));
  if (isnan (cell->lost_per_week))
    return g_strdup_printf (_ ("No target set: place %u, after all stages that lose time, by "
                               "customer-days spent per week."),
                            cell->rank);
  if (cell->top_group)
    return g_strdup_printf (_ ("Place %u by customer-days lost per week. It is among those that "
                               "cannot be told from the worst with these numbers."),
                            cell->rank);
  return g_strdup_printf (_ ("Place %u by customer-days lost per week."), cell->rank);
}

char *
cairn_figures_explain_trend (const CairnCell *cell, const CairnSnapshot *snapshot)
{
  guint n = 0;

  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    n += !isnan (cell->lost_weeks[i]);
  if (n == 0)
    return g_strdup (_ ("There is no full week of history yet, or no target."));
  return g_strdup_printf (
    g_dngettext (
      GETTEXT_PACKAGE,
      "Customer-days lost in each of the last weeks; all stages on one scale. %u week of "
      "history.",
      "Customer-days lost in each of the last weeks; all stages on one scale. %u weeks of "
      "history.",
      n),
    n);
}

char *
cairn_figures_explain_exits (const CairnCell *cell, const CairnSnapshot *snapshot)
{
  /* translators: numbers of customers */
  g_autofree char *sentence = g_strdup_printf (
    _ ("In the window %1$'u came and %2$'u left; %3$'u exits stand behind the median."),
    cell->arrivals, cell->departures, cell->exits);

  return with_window (sentence, snapshot);
}
