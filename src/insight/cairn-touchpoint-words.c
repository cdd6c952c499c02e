/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "insight/cairn-touchpoint-words.h"

#include "base/cairn-duration.h"
#include "insight/cairn-study-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define ENOUGH 5

CairnHow
cairn_touchpoint_words_get_how (CairnTouchpointFact fact)
{
  static const CairnHow hows[CAIRN_N_TOUCHPOINT_FACTS] = {
    [CAIRN_TOUCHPOINT_TIMES] = CAIRN_HOW_TIMES,   [CAIRN_TOUCHPOINT_SHARE] = CAIRN_HOW_REACHED,
    [CAIRN_TOUCHPOINT_UNTIL] = CAIRN_HOW_UNTIL,   [CAIRN_TOUCHPOINT_WAIT] = CAIRN_HOW_ITS_WAIT,
    [CAIRN_TOUCHPOINT_WORK] = CAIRN_HOW_ITS_WORK, [CAIRN_TOUCHPOINT_GAP] = CAIRN_HOW_GAP,
  };

  g_return_val_if_fail (fact < CAIRN_N_TOUCHPOINT_FACTS, CAIRN_HOW_TIMES);

  return hows[fact];
}

static char *
times_words (const CairnTouchpointFigures *figures)
{
  g_autofree char *rate = cairn_study_format_amount (figures->per_week);

  /* translators: %2$s is how many a week */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$'u time, %2$s a week",
                                       "%1$'u times, %2$s a week", figures->times),
                          figures->times, rate);
}

static char *
share_words (const CairnTouchpointFigures *figures)
{
  if (figures->stays == 0)
    return g_strdup (_ ("no stay has ended yet"));
  if (figures->stays < ENOUGH)
    /* translators: stays in a stage in which something was done, of all */
    return g_strdup_printf (_ ("%1$u of %2$u stays"), figures->reached, figures->stays);
  /* translators: %1$ is a percentage, %2$ and %3$ its limits, %4$ of how many stays */
  return g_strdup_printf (_ ("%1$.0f %% of %4$'u stays (%2$.0f–%3$.0f %%)"),
                          100 * figures->share.value, 100 * figures->share.low,
                          100 * figures->share.high, figures->stays);
}

/* @n: how many ends it stands on. */
static char *
median_words (const CairnEstimate *median, guint n, gboolean working_days)
{
  g_autofree char *words = cairn_study_format_estimate (median, working_days);

  if (isnan (median->value) && isnan (median->low))
    return g_strdup_printf (_ ("n = %u, too few"), n);
  /* translators: a span of time with its limits, and how many it stands on */
  return g_strdup_printf (_ ("%1$s, n = %2$'u"), words, n);
}

char *
cairn_touchpoint_words_dup (const CairnTouchpointFigures *figures,
                            gboolean working_days,
                            CairnTouchpointFact fact)
{
  g_return_val_if_fail (figures != NULL, NULL);

  switch (fact)
    {
    case CAIRN_TOUCHPOINT_TIMES:
      return times_words (figures);
    case CAIRN_TOUCHPOINT_SHARE:
      return share_words (figures);
    case CAIRN_TOUCHPOINT_UNTIL:
      return median_words (&figures->until, figures->n_until, working_days);
    case CAIRN_TOUCHPOINT_WAIT:
      return figures->n_started > 0 ? median_words (&figures->wait, figures->n_wait, working_days)
                                    : g_strdup ("–");
    case CAIRN_TOUCHPOINT_WORK:
      return figures->n_work > 0 ? median_words (&figures->work, figures->n_done, working_days)
                                 : g_strdup ("–");
    case CAIRN_TOUCHPOINT_GAP:
    case CAIRN_N_TOUCHPOINT_FACTS:
    default:
      if (isnan (figures->gap))
        return g_strdup_printf (_ ("n = %u, too few"), figures->times);
      return cairn_duration_format_in (figures->gap, working_days);
    }
}

char *
cairn_touchpoint_words_dup_brief (const CairnTouchpointFigures *figures,
                                  gboolean working_days,
                                  gboolean brief)
{
  gboolean works;
  const CairnEstimate *median;
  g_autofree char *span = NULL;
  g_autofree char *least = NULL;
  guint n;

  g_return_val_if_fail (figures != NULL, NULL);

  works = figures->n_work > 0;
  median = works ? &figures->work : &figures->until;
  n = works ? figures->n_done : figures->n_until;
  if (isnan (median->value) && isnan (median->low))
    return g_strdup_printf (_ ("n = %u, too few"), n);
  least = cairn_duration_format_in (median->low, working_days);
  span = isnan (median->value) ? g_strdup_printf ("≥ %s", least)
                               : cairn_duration_format_in (median->value, working_days);
  if (works)
    /* translators: how long the work on a touchpoint takes, and of how many */
    return g_strdup_printf (brief ? _ ("%1$s · n = %2$'u") : _ ("median %1$s · n = %2$'u"), span,
                            n);
  /* translators: how long after entering a stage a touchpoint comes first, and of how many */
  return g_strdup_printf (brief ? _ ("after %1$s · n = %2$'u") : _ ("first after %1$s · n = %2$'u"),
                          span, n);
}

gboolean
cairn_touchpoint_words_applies (CairnElement *step)
{
  CairnStepKind kind;

  g_return_val_if_fail (step != NULL, FALSE);

  if (cairn_element_get_kind (step) != CAIRN_KIND_STEP)
    return FALSE;
  kind = (CairnStepKind) cairn_element_get_int (step, CAIRN_PROP_KIND);
  return kind == CAIRN_STEP_TOUCHPOINT || kind == CAIRN_STEP_TASK;
}

const CairnTouchpointFigures *
cairn_touchpoint_words_find (CairnElement *step, const CairnStageStudy *study)
{
  g_return_val_if_fail (step != NULL && study != NULL, NULL);

  if (!cairn_touchpoint_words_applies (step))
    return NULL;
  return cairn_stage_study_find_touchpoint (study, cairn_element_get_title (step));
}
