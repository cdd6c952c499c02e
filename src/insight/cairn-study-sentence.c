/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "insight/cairn-study-sentence.h"

#include "base/cairn-duration.h"
#include "insight/cairn-study-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Fewer exits than that have no median, and of fewer customers no share is shown. */
#define ENOUGH 5

const char *
cairn_study_sentence_owner (const CairnStageStudy *study, const CairnWaiting *waiting)
{
  guint n;
  const CairnOwnerFigures *owners = cairn_stage_study_get_owners (study, &n);

  for (guint i = 0; waiting->owner != NULL && i < n; i++)
    if (owners[i].eligible && g_strcmp0 (owners[i].name, waiting->owner) == 0)
      return waiting->owner;
  return "—";
}

char *
cairn_study_sentence_here (const CairnStudyFigures *figures)
{
  g_autofree char *target
    = cairn_duration_format_in ((double) figures->target, figures->working_days);
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
cairn_study_sentence_listed (const CairnStudyFigures *figures, guint n)
{
  g_return_val_if_fail (figures != NULL, NULL);

  if (n >= figures->here)
    return NULL;
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Listed is the longest of %2$'u.",
                                       "Listed are the %1$'u longest of %2$'u.", n),
                          n, figures->here);
}

char *
cairn_study_sentence_why_no_curve (const CairnStudyFigures *figures)
{
  g_autofree char *oldest
    = cairn_duration_format_in ((double) figures->age_max, figures->working_days);

  if (figures->exits == 0 && figures->here == 0)
    return g_strdup (_ ("No customer has been here in the window."));
  if (figures->exits == 0)
    /* translators: %s is a span of time */
    return g_strdup_printf (_ ("Nobody has left yet; oldest %s."), oldest);
  if (figures->exits < ENOUGH)
    return g_strdup_printf (_ ("n = %u, too few who left for a curve."), figures->exits);
  return NULL;
}

static const char *
counted_words (CairnStayCount by)
{
  switch (by)
    {
    case CAIRN_COUNT_FIRST_STAYS:
      return _ ("Only the first stay of each customer. ");
    case CAIRN_COUNT_CUSTOMERS:
      return _ ("All stays of a customer added up. ");
    case CAIRN_COUNT_STAYS:
    case CAIRN_N_STAY_COUNTS:
    default:
      return "";
    }
}

char *
cairn_study_sentence_distribution (const CairnStudyFigures *figures, CairnStayCount by)
{
  g_autoptr (GString) text = g_string_new (counted_words (by));
  g_autofree char *none = cairn_study_sentence_why_no_curve (figures);

  if (none != NULL)
    g_string_append (text, none);
  else if (isnan (figures->median.value))
    {
      g_autofree char *low = cairn_duration_format_in (figures->median.low, figures->working_days);

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
      g_autofree char *median = cairn_study_format_estimate_of (figures, &figures->median);

      /* translators: %1$s is “39 d (32 d to 48 d)” */
      g_string_append_printf (
        text, _ ("Half of those who enter have left after %1$s, 95 %% limits, n = %2$'u who left."),
        median, figures->exits);
    }
  if (figures->here > 0 && figures->exits > 0)
    {
      g_autofree char *oldest
        = cairn_duration_format_in ((double) figures->age_max, figures->working_days);

      /* translators: %2$s is a span of time */
      g_string_append_printf (text,
                              g_dngettext (GETTEXT_PACKAGE, " %1$'u is still here, for %2$s.",
                                           " %1$'u are still here, the longest for %2$s.",
                                           figures->here),
                              figures->here, oldest);
    }
  if (!isnan (figures->kept.value) && figures->due >= ENOUGH)
    {
      g_autofree char *target
        = cairn_duration_format_in ((double) figures->target, figures->working_days);

      /* translators: %1$s is a span of time, the others percentages; “n = 214 whose target fell …”
       */
      g_string_append_printf (
        text, _ (" The target of %1$s is kept by %2$.0f %% (%3$.0f–%4$.0f %%, n = %5$'u due)."),
        target, 100 * figures->kept.value, 100 * figures->kept.low, 100 * figures->kept.high,
        figures->due);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
