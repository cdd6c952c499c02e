/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "insight/cairn-quadrant-words.h"

#include "insight/cairn-study-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static const struct
{
  const char *title;
  const char *meaning;
  const char *handling;
} words[CAIRN_N_QUADRANTS] = {
  [CAIRN_QUADRANT_DISTRUST]
  = { N_ ("Relationship and trust"),
      N_ ("They use it a lot and do not like it: the relationship is weak, or they do not trust "
          "you."),
      N_ ("Rebuild the relationship: talk to each in person about what annoys them") },
  [CAIRN_QUADRANT_FORGOTTEN]
  = { N_ ("Awareness and education"),
      N_ ("They like it and forget about it: they need to know more of what it can do for them."),
      N_ ("Raise awareness: send fitting content and offer training") },
  [CAIRN_QUADRANT_LOST]
  = { N_ ("Rescue"), N_ ("They neither use it nor like it: they are about to leave."),
      N_ ("Rescue: call each at once, agree on one first success") },
  [CAIRN_QUADRANT_FAN]
  = { N_ ("Advocacy"), N_ ("They use it a lot and like it: let others hear of it."),
      N_ ("Win advocates: congratulate, and ask for a reference") },
  [CAIRN_QUADRANT_UNKNOWN]
  = { N_ ("Not known"), N_ ("Usage or the answer is missing, or the answer is off its scale."),
      N_ ("Ask those who never answered, and connect their usage data") },
};

const char *
cairn_quadrant_words_get_title (CairnQuadrant quadrant)
{
  g_return_val_if_fail (quadrant < CAIRN_N_QUADRANTS, NULL);

  return _ (words[quadrant].title);
}

const char *
cairn_quadrant_words_get_meaning (CairnQuadrant quadrant)
{
  g_return_val_if_fail (quadrant < CAIRN_N_QUADRANTS, NULL);

  return _ (words[quadrant].meaning);
}

const char *
cairn_quadrant_words_get_handling (CairnQuadrant quadrant)
{
  g_return_val_if_fail (quadrant < CAIRN_N_QUADRANTS, NULL);

  return _ (words[quadrant].handling);
}

static const char *
feeling_of (const CairnQuadrants *self)
{
  return cairn_quadrants_get_columns (self)->csat ? _ ("CSAT") : _ ("NPS");
}

char *
cairn_quadrant_words_which (const CairnQuadrants *self, CairnQuadrant quadrant)
{
  g_return_val_if_fail (self != NULL, NULL);

  switch (quadrant)
    {
    case CAIRN_QUADRANT_DISTRUST:
      /* translators: %s is NPS or CSAT; likewise below */
      return g_strdup_printf (_ ("High usage, low %s"), feeling_of (self));
    case CAIRN_QUADRANT_FORGOTTEN:
      return g_strdup_printf (_ ("Low usage, high %s"), feeling_of (self));
    case CAIRN_QUADRANT_LOST:
      return g_strdup_printf (_ ("Low usage, low %s"), feeling_of (self));
    case CAIRN_QUADRANT_FAN:
      return g_strdup_printf (_ ("High usage, high %s"), feeling_of (self));
    case CAIRN_QUADRANT_UNKNOWN:
    case CAIRN_N_QUADRANTS:
    default:
      return g_strdup_printf (_ ("Usage or %s missing"), feeling_of (self));
    }
}

char *
cairn_quadrant_words_reason (const CairnStageStudy *study, CairnQuadrant quadrant)
{
  const CairnQuadrants *self;
  g_autofree char *which = NULL;
  guint here;

  g_return_val_if_fail (study != NULL, NULL);

  self = cairn_stage_study_get_quadrants (study);
  g_return_val_if_fail (self != NULL, NULL);
  which = cairn_quadrant_words_which (self, quadrant);
  here = cairn_stage_study_get_figures (study)->here;
  /* translators: %3$s is “High usage, low NPS” */
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$u of %2$u customer here now: %3$s",
                                       "%1$u of %2$u customers here now: %3$s", here),
                          cairn_quadrants_count (self, quadrant), here, which);
}

char *
cairn_quadrant_words_how (const CairnStageStudy *study)
{
  const CairnQuadrants *self;
  const CairnQuadrantColumns *columns;
  g_autofree char *from = NULL;
  double median;
  guint n;

  g_return_val_if_fail (study != NULL, NULL);

  self = cairn_stage_study_get_quadrants (study);
  g_return_val_if_fail (self != NULL, NULL);
  columns = cairn_quadrants_get_columns (self);
  median = cairn_quadrants_get_median (self, &n);
  if (isnan (median))
    return g_strdup_printf (_ ("Nobody's usage is known (column “%s”)."), columns->usage);
  from = cairn_study_format_amount (median);
  return g_strdup_printf (
    /* translators: %1$s is a number, %3$s and %6$s columns, %4$s NPS or CSAT */
    _ ("Usage is high from %1$s on, the median of the %2$u customers of this segment who are on "
       "their way (column “%3$s”). The %4$s is high from %5$d on (column “%6$s”). Both are what "
       "the customers table says today."),
    from, n, columns->usage, feeling_of (self),
    columns->csat ? CAIRN_QUADRANT_CSAT : CAIRN_QUADRANT_NPS, columns->feeling);
}
