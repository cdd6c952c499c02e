/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-stage-words.h"

#include "base/cairn-duration.h"
#include "render/cairn-overlay.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define Z95 1.959963984540054

static const struct
{
  const char *name;
  const char *formula;
} facts[] = {
  [CAIRN_FACT_HERE]
  = { N_ ("Here for"),
      N_ ("Now minus the moment of entering this stage. It goes on by the clock.") },
  [CAIRN_FACT_PAST_TARGET]
  = { N_ ("Target"),
      N_ ("The time inside minus the target of the stage: how long past it a customer is, or "
          "how long it is until then.") },
  [CAIRN_FACT_LIKELY_STILL]
  = { N_ ("Likely still"),
      N_ (
        "Of all who stayed as long as this customer already has, half left within this time. It is "
        "read from the curve of the distribution: the first moment at which the share still inside "
        "is half of what it is at the age of the customer. Where nobody, or too few, stayed that "
        "long and then left, it cannot be told.") },
  [CAIRN_FACT_OWNER]
  = { N_ ("Owner"),
      N_ ("The owner in the data. Owners are named only when 5 or more of their customers "
          "were expected to leave in 26 weeks: with fewer, nothing fair can be said about "
          "a person, and the others show a dash.") },
  [CAIRN_FACT_CURVE]
  = { N_ ("Curve"),
      N_ ("The share of those who entered that is still inside after so many days "
          "(Kaplan–Meier estimate). Customers who are still there count for as long as "
          "they have been there; leaving them out would make the stage look faster than "
          "it is.") },
  [CAIRN_FACT_BAND]
  = { N_ ("Pale band"),
      N_ ("95 % limits of the curve (Greenwood’s variance, log-log). Where it is wide, "
          "few customers stand behind the curve.") },
  [CAIRN_FACT_MEDIAN]
  = { N_ ("Median"),
      N_ ("The first moment at which half or less are still inside, with 95 % limits "
          "(Brookmeyer–Crowley). With fewer than 5 who left it is not shown.") },
  [CAIRN_FACT_DOTS]
  = { N_ ("Dots"),
      N_ ("A dot is a stay seen in the window: hollow at the age of leaving, solid at the "
          "age of one who is still there. Of more than a thousand stays, evenly chosen "
          "ones are drawn.") },
  [CAIRN_FACT_WEEK]
  = { N_ ("Week"),
      N_ ("Seven days that end now, or a multiple of seven days ago. Weeks that the data do not "
          "hold as a whole are left blank.") },
  [CAIRN_FACT_CUSTOMER_DAYS]
  = { N_ ("Customer-days"),
      N_ ("The time that all customers together spent in this stage in the week.") },
  [CAIRN_FACT_DAYS_LOST]
  = { N_ ("Days lost"),
      N_ ("Of these customer-days, those past the target. It is a count, not an estimate.") },
  [CAIRN_FACT_TARGET_KEPT]
  = { N_ ("Target kept"),
      N_ ("Of the customers whose target fell into the week (n), the share that had left by "
          "then. Customers who were lost before count as missed. With fewer than 5 "
          "the counts are shown instead of a share.") },
  [CAIRN_FACT_WEEKS_MEDIAN]
  = { N_ ("Median of 4 weeks"),
      N_ ("The median stay (Kaplan–Meier estimate, those still inside included) of the four "
          "weeks that end with this one. Blank with fewer than 5 who left.") },
  [CAIRN_FACT_CUMULATIVE]
  = { N_ ("Arrivals and departures"),
      N_ ("Customers who came and who left, added up over the full weeks. The distance between the "
          "two lines is how many were here. Lines that drift apart are a pile-up.") },
  [CAIRN_FACT_FATES]
  = { N_ ("Of 100 who enter"),
      N_ ("What has become of 100 customers by the target, and by twice the target "
          "(Aalen–Johansen estimate: each way of leaving competes with the others). "
          "Customers who are still inside count for as long as they have been there. "
          "± is the 95 % limit.") },
  [CAIRN_FACT_WAIT_AND_WORK]
  = { N_ ("Waiting and working"),
      N_ ("Waiting is from entering to the start of work, working from there to leaving; both are "
          "medians (Kaplan–Meier) of stays whose start of work is known. The working share is all "
          "working time divided by all time inside, of those still there as well.") },
  [CAIRN_FACT_HANDOFF] = { N_ ("On the way"), N_ ("From leaving this stage to entering the next "
                                                  "one. Those who left in the window and have not "
                                                  "appeared in another stage since are in transit, "
                                                  "and count for as long as they have been.") },
  [CAIRN_FACT_BALANCE]
  = { N_ ("Balance"),
      N_ (
        "Little’s law: in balance, the mean number here is arrivals a day × the mean stay. The "
        "mean "
        "number here ÷ arrivals a day is compared with the mean stay of the curve; more than 30 % "
        "apart is not in balance.") },
  [CAIRN_FACT_BREACHES]
  = { N_ ("Past the target within 7 days"),
      N_ ("For each customer here who reaches the target within 7 days, the chance to be still "
          "inside by then: "
          "the share inside at the target ÷ the share inside at the customer’s age, added up.") },
  [CAIRN_FACT_STRAIGHT_THROUGH]
  = { N_ ("Passed straight through"),
      N_ ("Of those who left in the window, those who were inside for at most a minute. They "
          "count in all figures.") },
  [CAIRN_FACT_AGAIN]
  = { N_ ("Came again"), N_ ("Of those who came in the window, those who had been in this stage "
                             "before. Every stay counts by itself.") },
  [CAIRN_FACT_EXPECTED_EXITS]
  = { N_ ("Expected"), N_ ("How many of the owner’s customers would have left in the last 26 weeks "
                           "at the pace of all owners "
                           "together, given how long each of them was inside (log-rank test).") },
  [CAIRN_FACT_SPEED]
  = { N_ ("Speed"),
      N_ ("(exits + 2) ÷ (expected exits + 2): 0.5× is half as fast as all owners together. The 2 "
          "keeps few "
          "customers from looking like much. Only for owners with 5 or more expected exits.") },
};

const char *
cairn_stage_words_name (CairnFact fact)
{
  return _ (facts[fact].name);
}

const char *
cairn_stage_words_formula (CairnFact fact)
{
  return _ (facts[fact].formula);
}

/* ---- numbers ---- */

char *
cairn_stage_words_time (const CairnEstimate *estimate)
{
  g_autofree char *value = NULL;
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;

  if (isnan (estimate->value) && isnan (estimate->low))
    return g_strdup ("–");
  low = !isnan (estimate->low) ? cairn_duration_format (estimate->low) : NULL;
  if (isnan (estimate->value))
    return g_strdup_printf ("≥ %s", low);
  value = cairn_duration_format (estimate->value);
  high = !isnan (estimate->high) ? cairn_duration_format (estimate->high) : NULL;
  if (low != NULL && high != NULL)
    /* translators: a time and its 95 % limits: “39 d (32 d to 48 d)” */
    return g_strdup_printf (_ ("%1$s (%2$s to %3$s)"), value, low, high);
  if (low != NULL)
    /* translators: a time and its lower limit: “39 d (32 d or more)” */
    return g_strdup_printf (_ ("%1$s (%2$s or more)"), value, low);
  return g_steal_pointer (&value);
}

char *
cairn_stage_words_share (double share, double error)
{
  if (isnan (share))
    return g_strdup ("–");
  if (isnan (error) || !(error > 0))
    return g_strdup_printf ("%.0f", 100 * share);
  return g_strdup_printf ("%.0f ± %.0f", 100 * share, 100 * Z95 * error);
}

char *
cairn_stage_words_date (gint64 moment)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (moment);
  char *text = time != NULL
                 /* translators: a date, as g_date_time_format() wants it: “22 Nov 2026” */
                 ? g_date_time_format (time, _ ("%-e %b %Y"))
                 : NULL;

  return text != NULL ? text : g_strdup ("?");
}

char *
cairn_stage_words_iso (gint64 moment)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (moment);
  char *text = time != NULL ? g_date_time_format_iso8601 (time) : NULL;

  return text != NULL ? text : g_strdup ("");
}

char *
cairn_stage_words_plain (double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (!isfinite (value))
    return g_strdup ("");
  return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.10g", round (value * 100) / 100));
}

char *
cairn_stage_words_plain_days (double seconds)
{
  return cairn_stage_words_plain (seconds / CAIRN_DAY);
}

/* ---- sentences ---- */

const char *
cairn_stage_words_owner (const CairnStageStudy *study, const CairnWaiting *waiting)
{
  guint n;
  const CairnOwnerFigures *owners = cairn_stage_study_get_owners (study, &n);

  for (guint i = 0; waiting->owner != NULL && i < n; i++)
    if (owners[i].eligible && g_strcmp0 (owners[i].name, waiting->owner) == 0)
      return waiting->owner;
  return "—";
}

char *
cairn_stage_words_here (const CairnStudyFigures *figures)
{
  g_autofree char *target = cairn_duration_format ((double) figures->target);
  g_autofree char *here = NULL;

  if (figures->here == 0)
    return g_strdup (_ ("Nobody is here now."));
  here = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u customer is here now",
                                       "%'u customers are here now", figures->here),
                          figures->here);
  if (figures->target <= 0)
    /* translators: %s is “38 customers are here now” */
    return g_strdup_printf (_ ("%s. The stage has no target."), here);
  /* translators: %1$s is “38 customers are here now”, %3$s a span of time */
  return g_strdup_printf (_ ("%1$s, %2$'u past the target of %3$s. Longest first."), here,
                          figures->overdue, target);
}

char *
cairn_stage_words_why_no_curve (const CairnStudyFigures *figures)
{
  g_autofree char *oldest = cairn_duration_format ((double) figures->age_max);

  if (figures->exits == 0 && figures->here == 0)
    return g_strdup (_ ("No customer has been here in the window."));
  if (figures->exits == 0)
    /* translators: %s is a span of time */
    return g_strdup_printf (_ ("Nobody has left yet; oldest %s."), oldest);
  if (figures->exits < CAIRN_OVERLAY_MIN_EXITS)
    return g_strdup_printf (_ ("n = %u, too few who left for a curve."), figures->exits);
  return NULL;
}

char *
cairn_stage_words_distribution (const CairnStudyFigures *figures)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *none = cairn_stage_words_why_no_curve (figures);

  if (none != NULL)
    g_string_append (text, none);
  else if (isnan (figures->median.value))
    {
      g_autofree char *low = cairn_duration_format (figures->median.low);

      if (isnan (figures->median.low))
        g_string_append_printf (text, _ ("The median cannot be told (n = %'u who left)."),
                                figures->exits);
      else
        /* translators: %1$s is a span of time */
        g_string_append_printf (
          text, _ ("More than half are still inside after %1$s (n = %2$'u who left)."), low,
          figures->exits);
    }
  else
    {
      g_autofree char *median = cairn_stage_words_time (&figures->median);

      /* translators: %1$s is “39 d (32 d to 48 d)” */
      g_string_append_printf (
        text, _ ("Half of those who enter have left after %1$s, 95 %% limits, n = %2$'u who left."),
        median, figures->exits);
    }
  if (figures->here > 0 && figures->exits > 0)
    {
      g_autofree char *oldest = cairn_duration_format ((double) figures->age_max);

      /* translators: %2$s is a span of time */
      g_string_append_printf (text,
                              g_dngettext (GETTEXT_PACKAGE, " %1$'u is still here, for %2$s.",
                                           " %1$'u are still here, the longest for %2$s.",
                                           figures->here),
                              figures->here, oldest);
    }
  if (!isnan (figures->kept.value) && figures->due >= CAIRN_OVERLAY_MIN_EXITS)
    {
      g_autofree char *target = cairn_duration_format ((double) figures->target);

      /* translators: %1$s is a span of time, the others percentages; “n = 214 whose target fell …”
       */
      g_string_append_printf (
        text, _ (" The target of %1$s is kept by %2$.0f %% (%3$.0f–%4$.0f %%, n = %5$'u due)."),
        target, 100 * figures->kept.value, 100 * figures->kept.low, 100 * figures->kept.high,
        figures->due);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
