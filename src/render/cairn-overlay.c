/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-overlay.h"

#include "base/cairn-duration.h"
#include "base/cairn-time.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MAX_STONES 20

CairnOverlayEvidence
cairn_overlay_evidence (const CairnCell *cell)
{
  if (cell == NULL || (cell->here == 0 && cell->arrivals == 0 && cell->departures == 0))
    return CAIRN_OVERLAY_NO_CUSTOMERS;
  if (cell->exits == 0)
    return CAIRN_OVERLAY_NOBODY_LEFT;
  if (cell->exits < CAIRN_OVERLAY_MIN_EXITS)
    return CAIRN_OVERLAY_TOO_FEW;
  return cell->exits < CAIRN_OVERLAY_MIN_EXITS_P90 ? CAIRN_OVERLAY_MEDIAN : CAIRN_OVERLAY_FULL;
}

guint
cairn_overlay_stone (guint here)
{
  static const guint sizes[] = { 1, 2, 5, 10, 50, 100, 500, 1000, 5000, 10000, 50000, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (here <= MAX_STONES * sizes[i])
      return sizes[i];
  return (here + MAX_STONES - 1) / MAX_STONES;
}

guint
cairn_overlay_stones (const CairnCell *cell, guint *n_solid)
{
  guint stone = cairn_overlay_stone (cell->here);
  guint n = (guint) (((guint64) cell->here + stone - 1) / stone);
  guint solid = (guint) (((guint64) cell->overdue + stone / 2) / stone);

  if (cell->overdue > 0)
    solid = MAX (solid, 1);
  if (cell->overdue < cell->here && n > 1)
    solid = MIN (solid, n - 1);
  *n_solid = MIN (solid, n);
  return n;
}

char *
cairn_overlay_here_text (const CairnCell *cell)
{
  /* translators: how many customers wait in a stage */
  return g_strdup_printf (_ ("%u here"), cell->here);
}

/* Two significant figures are enough below ten; more would be dressed up. */
static char *
format_amount (double amount)
{
  if (fabs (amount) < 9.95 && fabs (amount - round (amount)) >= 0.05)
    return g_strdup_printf ("%.1f", amount);
  return g_strdup_printf ("%.0f", amount);
}

char *
cairn_overlay_lost_text (const CairnCell *cell, gboolean brief)
{
  g_autofree char *amount = NULL;

  if (isnan (cell->lost_per_week))
    return g_strdup (_ ("no target"));
  amount = format_amount (cell->lost_per_week);
  if (brief)
    /* translators: customer-days lost per week where there is little room; %s is a number */
    return g_strdup_printf (_ ("%s d lost/wk"), amount);
  /* translators: customer-days lost per week; %s is a number */
  return g_strdup_printf (_ ("%s days lost / wk"), amount);
}

char *
cairn_overlay_growth_text (const CairnCell *cell)
{
  if (cell->growth == CAIRN_GROWTH_NONE)
    return NULL;
  /* translators: customers more (+) or fewer (−) each week; %s is the sign */
  return g_strdup_printf (_ ("%s%.0f/wk"), cell->net_per_week < 0 ? "−" : "+",
                          MAX (1, fabs (cell->net_per_week)));
}

/* "31 d", "≥ 40 d" when only the lower limit is known, or NULL. */
static char *
format_estimate (const CairnEstimate *estimate)
{
  g_autofree char *bound = NULL;

  if (!isnan (estimate->value))
    return cairn_duration_format (estimate->value);
  if (isnan (estimate->low))
    return NULL;
  bound = cairn_duration_format (estimate->low);
  return g_strdup_printf ("≥ %s", bound);
}

char *
cairn_overlay_dwell_text (const CairnCell *cell)
{
  CairnOverlayEvidence evidence = cairn_overlay_evidence (cell);
  g_autofree char *span = NULL;

  switch (evidence)
    {
    case CAIRN_OVERLAY_NO_CUSTOMERS:
      return g_strdup (_ ("no customers"));
    case CAIRN_OVERLAY_NOBODY_LEFT:
      span = cairn_duration_format (cell->oldest_age);
      return g_strdup_printf (_ ("nobody has left yet; oldest %s"), span);
    case CAIRN_OVERLAY_TOO_FEW:
      return g_strdup_printf (_ ("n = %u, too few"), cell->exits);
    case CAIRN_OVERLAY_MEDIAN:
    case CAIRN_OVERLAY_FULL:
    default:
      span = format_estimate (&cell->median);
      if (span == NULL)
        return g_strdup (_ ("median unknown"));
      return g_strdup_printf (_ ("median %s"), span);
    }
}

char *
cairn_overlay_target_text (gint64 target)
{
  g_autofree char *span = NULL;

  if (target <= 0)
    return g_strdup (_ ("no target"));
  span = cairn_duration_format (target);
  return g_strdup_printf (_ ("target %s"), span);
}

static void
add_line (GString *out, char *line)
{
  if (out->len > 0)
    g_string_append_c (out, '\n');
  g_string_append (out, line);
  g_free (line);
}

static void
explain_here (GString *out, const CairnCell *cell)
{
  g_autofree char *target = cairn_duration_format (cell->target);
  g_autofree char *oldest = cairn_duration_format (cell->oldest_age);

  add_line (out, g_strdup_printf (
                   ngettext ("%u customer is here now.", "%u customers are here now.", cell->here),
                   cell->here));
  if (cell->target > 0 && cell->here > 0)
    add_line (out,
              g_strdup_printf (ngettext ("%u of them is past the target of %s.",
                                         "%u of them are past the target of %s.", cell->overdue),
                               cell->overdue, target));
  if (cell->here > 0 && cell->oldest_customer != NULL)
    add_line (out, g_strdup_printf (_ ("Here longest: %s, %s."), cell->oldest_customer, oldest));
}

/* "27 d to 36 d", "27 d or more". */
static char *
format_limits (const CairnEstimate *estimate)
{
  g_autofree char *low = cairn_duration_format (isnan (estimate->low) ? 0 : estimate->low);
  g_autofree char *high = cairn_duration_format (estimate->high);

  if (isnan (estimate->high))
    return g_strdup_printf (_ ("%s or more"), low);
  return g_strdup_printf (_ ("%s to %s"), low, high);
}

static void
explain_dwell (GString *out, const CairnCell *cell)
{
  CairnOverlayEvidence evidence = cairn_overlay_evidence (cell);
  g_autofree char *median = NULL;
  g_autofree char *p90 = NULL;
  g_autofree char *limits = format_limits (&cell->median);
  g_autofree char *lower = cairn_duration_format (cell->median.low);

  if (evidence == CAIRN_OVERLAY_NOBODY_LEFT)
    {
      add_line (out, g_strdup (_ ("Nobody has left yet, so nothing can be said of how long a stay "
                                  "lasts.")));
      return;
    }
  if (evidence == CAIRN_OVERLAY_TOO_FEW)
    {
      add_line (out, g_strdup_printf (ngettext ("Only %u left (n = %u): too few for a median.",
                                                "Only %u left (n = %u): too few for a median.",
                                                cell->exits),
                                      cell->exits, cell->exits));
      return;
    }
  median = format_estimate (&cell->median);
  if (isnan (cell->median.value) && !isnan (cell->median.low))
    add_line (out,
              g_strdup_printf (_ ("Half stay longer than %s; how much longer cannot be said yet. "
                                  "n = %u who left; those still here are counted in."),
                               lower, cell->exits));
  else if (median != NULL)
    add_line (out, g_strdup_printf (_ ("Half leave within %s (95 %% limits: %s). n = %u who left; "
                                       "those still here are counted in."),
                                    median, limits, cell->exits));
  else
    add_line (out, g_strdup_printf (_ ("When half have left cannot be said yet (n = %u who left)."),
                                    cell->exits));
  if (evidence == CAIRN_OVERLAY_FULL)
    p90 = format_estimate (&cell->p90);
  if (p90 != NULL)
    add_line (out, g_strdup_printf (_ ("One in ten stays longer than %s."), p90));
  if (cell->guard_age > 0)
    {
      g_autofree char *guard = cairn_duration_format (cell->guard_age);

      add_line (out,
                g_strdup_printf (_ ("Holds for stays of at least %s; too few shorter ones were "
                                    "seen."),
                                 guard));
    }
}

static void
explain_lost (GString *out, const CairnCell *cell)
{
  g_autofree char *amount = NULL;
  g_autofree char *spread = NULL;

  if (isnan (cell->lost_per_week))
    {
      add_line (out, g_strdup (_ ("No target is set, so no lost days are counted.")));
      return;
    }
  amount = format_amount (cell->lost_per_week);
  spread = format_amount (1.96 * cell->lost_se);
  add_line (out,
            g_strdup_printf (_ ("%s customer-days a week are lost past the target (± %s), mean "
                                "of the last 4 weeks."),
                             amount, spread));
  if (cell->rank > 0 && cell->lost_per_week > 0)
    add_line (out, g_strdup_printf (_ ("Rank %u on this map by lost days."), cell->rank));
}

static void
explain_growth (GString *out, const CairnCell *cell)
{
  g_autofree char *in = format_amount (cell->arrivals_28d / 4.0);
  g_autofree char *left = format_amount (cell->departures_28d / 4.0);
  const char *verdict;

  if (cell->growth == CAIRN_GROWTH_PILING_UP)
    verdict = _ ("It is piling up, by more than chance.");
  else if (cell->growth == CAIRN_GROWTH_DRAINING)
    verdict = _ ("It is draining, by more than chance.");
  else if (cell->arrivals_28d + cell->departures_28d < 8)
    verdict = _ ("Too few moves to tell growth from chance.");
  else
    verdict = _ ("No growth beyond chance.");
  add_line (
    out, g_strdup_printf (_ ("%s in, %s out a week over the last 4 weeks. %s"), in, left, verdict));
  if (cell->departures_28d > 0 && cell->here > 0)
    {
      g_autofree char *weeks = format_amount (cell->here / (cell->departures_28d / 4.0));

      add_line (out, g_strdup_printf (_ ("The backlog is %s weeks of work at this rate."), weeks));
    }
}

char *
cairn_overlay_explain (const CairnCell *cell,
                       const CairnSnapshot *snapshot,
                       const char *stage,
                       const char *segment)
{
  GString *out = g_string_new (NULL);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  g_return_val_if_fail (snapshot != NULL && stage != NULL, NULL);

  add_line (out,
            g_strdup_printf ("%s · %s", stage, segment != NULL ? segment : _ ("all customers")));
  if (cairn_overlay_evidence (cell) == CAIRN_OVERLAY_NO_CUSTOMERS)
    add_line (out, g_strdup (_ ("No customers were here in the window.")));
  else
    {
      explain_here (out, cell);
      explain_dwell (out, cell);
      explain_lost (out, cell);
      explain_growth (out, cell);
    }
  from = cairn_time_format (cairn_snapshot_get_window_from (snapshot));
  to = cairn_time_format (cairn_snapshot_get_window_to (snapshot));
  add_line (out, g_strdup_printf (_ ("Window: %s to %s, %s."), from, to,
                                  cairn_snapshot_get_clock (snapshot)));
  return g_string_free (out, FALSE);
}
