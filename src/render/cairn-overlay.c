/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "render/cairn-overlay.h"

#include "base/cairn-duration.h"
#include "base/cairn-time.h"
#include "timing/cairn-stage-again.h"

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
  return g_strdup_printf (_ ("%'u here"), cell->here);
}

/* Two significant figures are enough below ten; more would be dressed up. */
char *
cairn_overlay_amount (double amount)
{
  if (amount > 0 && amount < 0.05)
    return g_strdup ("< 0.1");
  if (fabs (amount) < 9.95 && fabs (amount - round (amount)) >= 0.05)
    return g_strdup_printf ("%.1f", amount);
  return g_strdup_printf ("%'.0f", amount);
}

char *
cairn_overlay_lost_text (const CairnCell *cell, gboolean brief)
{
  g_autofree char *amount = NULL;

  if (isnan (cell->lost_per_week))
    return g_strdup (_ ("no target"));
  amount = cairn_overlay_amount (cell->lost_per_week);
  if (brief)
    /* translators: customer-days lost per week where there is little room; %s is a number */
    return g_strdup_printf (_ ("%s d lost/wk"), amount);
  /* translators: customer-days lost per week; %s is a number */
  return g_strdup_printf (_ ("%s days lost / wk"), amount);
}

char *
cairn_overlay_growth_text (const CairnCell *cell)
{
  g_autofree char *amount = NULL;

  if (cell->growth == CAIRN_GROWTH_NONE)
    return NULL;
  amount = cairn_overlay_amount (fabs (cell->net_per_week));
  /* translators: customers more (+) or fewer (−) each week; the first %s is the sign */
  return g_strdup_printf (_ ("%s%s/wk"), cell->net_per_week < 0 ? "−" : "+", amount);
}

/* Too few short stays were seen: whether half had left by then is unknown, not "no". */
static gboolean
is_guarded (const CairnCell *cell)
{
  return cell->guard_age > 0 && isnan (cell->median.value) && isnan (cell->median.low);
}

char *
cairn_overlay_median_text (const CairnCell *cell)
{
  g_autofree char *bound = NULL;

  if (!isnan (cell->median.value))
    {
      bound = cairn_duration_format_in (cell->median.value, cell->working_days);
      return g_strconcat (cell->binned ? "≈" : "", bound, NULL);
    }
  if (is_guarded (cell))
    /* translators: the median stay */
    return g_strdup (_ ("unknown"));
  if (isnan (cell->median.low))
    /* translators: the median stay: fewer than half have left */
    return g_strdup (_ ("not reached"));
  bound = cairn_duration_format_in (cell->median.low, cell->working_days);
  return g_strdup_printf ("≥ %s", bound);
}

char *
cairn_overlay_recent_text (guint weeks)
{
  return g_strdup_printf (ngettext ("the last week", "the last %u weeks", weeks), weeks);
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
      span = cairn_duration_format_in (cell->oldest_age, cell->working_days);
      return g_strdup_printf (_ ("nobody has left yet; oldest %s"), span);
    case CAIRN_OVERLAY_TOO_FEW:
      return g_strdup_printf (_ ("n = %u, too few"), cell->exits);
    case CAIRN_OVERLAY_MEDIAN:
    case CAIRN_OVERLAY_FULL:
    default:
      span = cairn_overlay_median_text (cell);
      return g_strdup_printf (_ ("median %s"), span);
    }
}

char *
cairn_overlay_target_text (gint64 target, gboolean working_days)
{
  g_autofree char *span = NULL;

  if (target <= 0)
    return g_strdup (_ ("no target"));
  span = cairn_duration_format_in (target, working_days);
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
  g_autofree char *target = cairn_duration_format_in (cell->target, cell->working_days);
  g_autofree char *oldest = cairn_duration_format_in (cell->oldest_age, cell->working_days);

  add_line (out, g_strdup_printf (ngettext ("%'u customer is here now.",
                                            "%'u customers are here now.", cell->here),
                                  cell->here));
  if (cell->target > 0 && cell->here > 0)
    add_line (out,
              g_strdup_printf (ngettext ("%'u of them is past the target of %s.",
                                         "%'u of them are past the target of %s.", cell->overdue),
                               cell->overdue, target));
  if (cell->here > 0 && cell->oldest_customer != NULL)
    add_line (out, g_strdup_printf (_ ("Here longest: %s, %s."), cell->oldest_customer, oldest));
}

/* "27 d to 36 d", "27 d or more". */
static char *
format_limits (const CairnEstimate *estimate, gboolean working_days)
{
  g_autofree char *low
    = cairn_duration_format_in (isnan (estimate->low) ? 0 : estimate->low, working_days);
  g_autofree char *high = cairn_duration_format_in (estimate->high, working_days);

  if (isnan (estimate->high))
    return g_strdup_printf (_ ("%s or more"), low);
  return g_strdup_printf (_ ("%s to %s"), low, high);
}

static void
explain_median (GString *out, const CairnCell *cell)
{
  g_autofree char *median = cairn_overlay_median_text (cell);
  g_autofree char *limits = format_limits (&cell->median, cell->working_days);
  g_autofree char *lower = cairn_duration_format_in (cell->median.low, cell->working_days);

  if (!isnan (cell->median.value))
    add_line (out, g_strdup_printf (_ ("Half leave within %s (95 %% limits: %s). n = %'u who left; "
                                       "those still here are counted in."),
                                    median, limits, cell->exits));
  else if (!isnan (cell->median.low))
    add_line (out,
              g_strdup_printf (_ ("Half stay longer than %s; how much longer cannot be said yet. "
                                  "n = %'u who left; those still here are counted in."),
                               lower, cell->exits));
  else
    add_line (out,
              g_strdup_printf (_ ("When half have left cannot be said yet (n = %'u who left)."),
                               cell->exits));
}

/* The limits are wider than the bracket, which is part of them. */
static void
explain_bounds (GString *out, const CairnCell *cell)
{
  const CairnEstimate bounds = { NAN, cell->median_bounds.least, cell->median_bounds.most };
  g_autofree char *span = format_limits (&bounds, cell->working_days);

  if (cell->binned && !isnan (bounds.low))
    /* translators: %s is "23 d to 24 d" */
    add_line (out, g_strdup_printf (_ ("≈: the database hands on sums, not single stays; the exact "
                                       "median is certain to be %s."),
                                    span));
}

/* Of few exits only a lower limit is told: docs/ANALYTICS.md, scarce data. */
static void
explain_p90 (GString *out, const CairnCell *cell)
{
  g_autofree char *span = cairn_duration_format_in (cell->p90.value, cell->working_days);
  g_autofree char *p90 = g_strconcat (cell->binned ? "≈" : "", span, NULL);
  g_autofree char *lower = cairn_duration_format_in (cell->p90.low, cell->working_days);

  if (!isnan (cell->p90.value))
    add_line (out, g_strdup_printf (_ ("One in ten stays longer than %s."), p90));
  else if (!isnan (cell->p90.low))
    add_line (out, g_strdup_printf (_ ("One in ten stays longer than %s; how much longer cannot be "
                                       "said yet."),
                                    lower));
}

static void
explain_again (GString *out, const CairnCell *cell)
{
  if (cell->grouped && !isnan (cell->median.low))
    add_line (out, cairn_again_dup_sentence (cell->repeated));
}

static void
explain_guard (GString *out, const CairnCell *cell)
{
  g_autofree char *guard = cairn_duration_format_in (cell->guard_age, cell->working_days);

  if (is_guarded (cell))
    add_line (out, g_strdup_printf (_ ("Of stays shorter than %s too few were seen."), guard));
  else if (cell->guard_age > 0)
    add_line (out, g_strdup_printf (_ ("Holds for stays of at least %s; too few shorter ones were "
                                       "seen."),
                                    guard));
}

char *
cairn_overlay_explain_dwell (const CairnCell *cell)
{
  GString *out = g_string_new (NULL);

  switch (cairn_overlay_evidence (cell))
    {
    case CAIRN_OVERLAY_NOBODY_LEFT:
      add_line (out, g_strdup (_ ("Nobody has left yet, so nothing can be said of how long a stay "
                                  "lasts.")));
      break;
    case CAIRN_OVERLAY_TOO_FEW:
      add_line (out, g_strdup_printf (ngettext ("Only %u left (n = %u): too few for a median.",
                                                "Only %u left (n = %u): too few for a median.",
                                                cell->exits),
                                      cell->exits, cell->exits));
      break;
    case CAIRN_OVERLAY_NO_CUSTOMERS:
      add_line (out, g_strdup (_ ("No customers were here in the window.")));
      break;
    case CAIRN_OVERLAY_MEDIAN:
    case CAIRN_OVERLAY_FULL:
    default:
      explain_median (out, cell);
      explain_p90 (out, cell);
      explain_again (out, cell);
      explain_bounds (out, cell);
      explain_guard (out, cell);
      break;
    }
  return g_string_free (out, FALSE);
}

static void
explain_lost (GString *out, const CairnCell *cell)
{
  g_autofree char *amount = NULL;
  g_autofree char *spread = NULL;
  g_autofree char *recent = cairn_overlay_recent_text (cell->recent_weeks);

  if (isnan (cell->lost_per_week))
    {
      add_line (out, g_strdup (_ ("No target is set, so no lost days are counted.")));
      return;
    }
  amount = cairn_overlay_amount (cell->lost_per_week);
  spread = cairn_overlay_amount (1.96 * cell->lost_se);
  if (cell->lost_per_week > 0)
    /* translators: %3$s is “the last 4 weeks” */
    add_line (
      out, g_strdup_printf (_ ("%1$s customer-days a week are lost past the target (± %2$s), mean "
                               "of %3$s."),
                            amount, spread, recent));
  else
    /* translators: %s is “the last 4 weeks” */
    add_line (out,
              g_strdup_printf (_ ("No customer-days were lost past the target in %s."), recent));
  if (cell->rank > 0 && cell->lost_per_week > 0)
    add_line (out, g_strdup_printf (_ ("Rank %u on this map by lost days."), cell->rank));
}

static void
explain_growth (GString *out, const CairnCell *cell)
{
  double span = MAX (cell->recent_weeks, 1);
  g_autofree char *in = cairn_overlay_amount (cell->arrivals_28d / span);
  g_autofree char *left = cairn_overlay_amount (cell->departures_28d / span);
  g_autofree char *recent = cairn_overlay_recent_text (cell->recent_weeks);
  const char *verdict;

  if (cell->growth == CAIRN_GROWTH_PILING_UP)
    verdict = _ ("It is piling up, by more than chance.");
  else if (cell->growth == CAIRN_GROWTH_DRAINING)
    verdict = _ ("It is draining, by more than chance.");
  else if (cell->arrivals_28d + cell->departures_28d < 8)
    verdict = _ ("Too few moves to tell growth from chance.");
  else
    verdict = _ ("No growth beyond chance.");
  /* translators: %3$s is “the last 4 weeks”, %4$s a sentence */
  add_line (out, g_strdup_printf (_ ("%1$s in, %2$s out a week over %3$s. %4$s"), in, left, recent,
                                  verdict));
  if (cell->departures_28d > 0 && cell->here > 0)
    {
      g_autofree char *weeks = cairn_overlay_amount (cell->here / (cell->departures_28d / span));

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
    add_line (out, cairn_overlay_explain_dwell (cell));
  else
    {
      explain_here (out, cell);
      add_line (out, cairn_overlay_explain_dwell (cell));
      explain_lost (out, cell);
      explain_growth (out, cell);
    }
  from = cairn_time_format (cairn_snapshot_get_window_from (snapshot));
  to = cairn_time_format (cairn_snapshot_get_window_to (snapshot));
  add_line (out, g_strdup_printf (_ ("Window: %s to %s, %s."), from, to,
                                  cairn_snapshot_get_clock (snapshot)));
  return g_string_free (out, FALSE);
}
