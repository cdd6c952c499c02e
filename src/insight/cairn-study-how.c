/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "insight/cairn-study-how.h"

#include "base/cairn-duration.h"
#include "base/cairn-time.h"
#include "insight/cairn-study-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What a figure looks at. */
typedef enum
{
  SPAN_NOW,
  SPAN_WINDOW,
  SPAN_RECENT, /* the last four weeks */
  SPAN_TREND,  /* 26 weeks */
  SPAN_CHANGE,
} Span;

typedef struct
{
  const char *title;
  const char *formula;
  const char *left_out; /* NULL: nothing */
  Span span;
} How;

static const How hows[CAIRN_N_HOWS] = {
  [CAIRN_HOW_HERE] = { N_ ("Here now"),
                       N_ ("Customers who have entered the stage and not left it. Counted, not "
                           "estimated."),
                       NULL, SPAN_NOW },
  [CAIRN_HOW_OVERDUE] = { N_ ("Past the target"),
                          N_ ("Of those here now, how many entered longer ago than the target. "
                              "Counted, not estimated."),
                          NULL, SPAN_NOW },
  [CAIRN_HOW_MEDIAN]
  = { N_ ("Median stay"),
      N_ ("The age by which half of the customers have left: the first at which the Kaplan-Meier "
          "curve falls to one half. Those still here count as “at least so long”, and those who "
          "had come before the window count from the age they had then. Limits: 95 %, log-log."),
      N_ ("Ages at which fewer than three were watched before the curve began are skipped; with "
          "fewer than 5 exits nothing is shown."),
      SPAN_WINDOW },
  [CAIRN_HOW_P90]
  = { N_ ("90th percentile"),
      N_ ("The age by which nine of ten have left, from the same curve as the median. Limits: 95 "
          "%, log-log."),
      N_ ("With fewer than 20 exits only “at least” is shown."), SPAN_WINDOW },
  [CAIRN_HOW_LOST]
  = { N_ ("Customer-days lost"),
      N_ ("For each customer the time spent past the target, in days, added up and divided by the "
          "number of weeks. Counted, not estimated; ± is 1.96 times the root of the sum of squares "
          "(Campbell: exact if customers arrive independently of each other)."),
      N_ ("Stages without a target lose nothing."), SPAN_RECENT },
  [CAIRN_HOW_NET]
  = { N_ ("Net a week"),
      N_ ("Customers who came less customers who left, a week. It is called growing or draining if "
          "it is at least 3 in four weeks and larger than the random ups and downs of a stage in "
          "balance (false alarms among all stages shown: at most one in ten)."),
      NULL, SPAN_RECENT },
  [CAIRN_HOW_KEPT]
  = { N_ ("Target kept"),
      N_ ("Of the customers whose target fell into the window, how many had moved on by then; who "
          "was lost before counts as missed. Everybody's fate is known by then, so nobody is left "
          "out for still waiting. Limits: 95 %, Wilson."),
      N_ ("Customers whose target is still ahead."), SPAN_WINDOW },
  [CAIRN_HOW_FATES]
  = { N_ ("What becomes of customers"),
      N_ ("Of 100 who enter, how many have moved on, gone back, been lost, or are still inside by "
          "an age: Aalen-Johansen, which lets each way out compete with the others. The shares add "
          "up to 100."),
      N_ ("With fewer than 5 exits nothing is shown."), SPAN_WINDOW },
  [CAIRN_HOW_FORECAST]
  = { N_ ("Expected past the target in 7 days"),
      N_ (
        "For each customer who is here, not past the target, and will reach it within seven days: "
        "the chance to be still here by then, S(target) ÷ S(age), added up."),
      N_ ("Customers who are yet to come."), SPAN_TREND },
  [CAIRN_HOW_REMAINING]
  = { N_ ("Likely to last"),
      N_ ("How much longer half of those who got to this age have stayed: the first time u with "
          "S(age + u) ≤ S(age) ÷ 2."),
      N_ ("Not shown with fewer than 5 exits, or where the curve does not reach that far."),
      SPAN_WINDOW },
  [CAIRN_HOW_WORK]
  = { N_ ("Waiting and working"),
      N_ (
        "Waiting is from entering to the start of work, working from there to leaving; medians as "
        "for the stay. Flow efficiency is working time ÷ all time inside, open visits included."),
      N_ ("Visits whose start of work is not in the data."), SPAN_WINDOW },
  [CAIRN_HOW_HANDOFFS]
  = { N_ ("Handoffs"),
      N_ ("From leaving here to entering the next stage, or to the start of work there; median as "
          "for the stay."),
      N_ ("Who left and was not seen since counts as being on the way."), SPAN_WINDOW },
  [CAIRN_HOW_BALANCE]
  = { N_ ("In balance?"),
      N_ (
        "Little's law: customers inside on average ÷ arrivals a day is how long a stay takes in a "
        "stage where as many come as go. More than 30 % off the mean of the curve means that the "
        "stage grows or drains, or that the data lack exits: no error."),
      NULL, SPAN_WINDOW },
  [CAIRN_HOW_RANK]
  = { N_ ("Place in the ranking"),
      N_ (
        "By customer-days lost a week. Stages that cannot be told apart from the first (their "
        "difference is within 1.96 standard errors) share its group; inside it the one that piles "
        "up most is first, then the slowest against its target."),
      N_ ("Stages without a target."), SPAN_RECENT },
  [CAIRN_HOW_CLASS]
  = { N_ ("Kind"),
      N_ (
        "Long or short: a week is behind if more than a quarter of its customer-days are past the "
        "target, at least three customers are, and that is beyond chance (one standard error). "
        "13 such weeks of 26, 8 in a row, or three spells with 6 weeks together are long-term; a "
        "spell that is younger is short-term.\n"
        "People or system: for each owner the exits are compared with those that the log-rank "
        "test expects at the ages their customers had. People: the owners differ (p < 0.05), and "
        "those who are at least 1.4 times slower, at most half of all, hold 40 % of the days lost. "
        "System: the others are late as well, and so are 60 % of the owners."),
      N_ ("Owners of whom fewer than 5 exits were to be expected are not judged, and not named."),
      SPAN_TREND },
  [CAIRN_HOW_EFFECT]
  = { N_ ("Did it work?"),
      N_ ("The time customers spent here is cut at the day of the change; who crosses it counts on "
          "both sides. The log-rank test says how many exits to expect on each; exits ÷ expected, "
          "after against before, is the speed. Limits: 95 %, exp(±1.96 √(1/before + 1/after)). A "
          "strong effect is a little understated. What else changed at that time is in it as "
          "well."),
      N_ ("What is more than 26 weeks before the change; with fewer than 5 exits on a side nothing "
          "is shown."),
      SPAN_CHANGE },
};

const char *
cairn_study_how_get_title (CairnHow how)
{
  g_return_val_if_fail (how < CAIRN_N_HOWS, "");

  return _ (hows[how].title);
}

static void
add (GString *text, const char *heading, const char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  if (heading != NULL)
    g_string_append_printf (text, "%s: ", heading);
  g_string_append (text, sentence);
}

static char *
span_words (gint64 from, gint64 to)
{
  g_autofree char *first = cairn_study_format_day (from);
  g_autofree char *last = cairn_study_format_day (to);

  /* translators: from a day to a day */
  return g_strdup_printf (_ ("%1$s – %2$s"), first, last);
}

static char *
window_words (Span span, const CairnStudyFigures *figures, const CairnSnapshot *snapshot)
{
  switch (span)
    {
    case SPAN_NOW:
      return g_strdup (_ ("this moment"));
    case SPAN_RECENT:
      return g_strdup (_ ("the last 4 weeks, or as many as the data hold"));
    case SPAN_TREND:
      return g_strdup (_ ("the last 26 weeks, or as many as the data hold"));
    case SPAN_CHANGE:
      return g_strdup (_ ("26 weeks before the change, and all since"));
    case SPAN_WINDOW:
    default:
      return span_words (figures->from, figures->to);
    }
}

static char *
class_words (const CairnStageStudy *study)
{
  const CairnStudyFigures *figures = cairn_stage_study_get_figures (study);
  g_autofree char *p = isnan (figures->type.p) ? g_strdup (_ ("not to be had"))
                                               : g_strdup_printf ("%.3f", figures->type.p);
  guint n;

  cairn_stage_study_get_owners (study, &n);
  return g_strdup_printf (
    _ ("%1$u full weeks; %2$u owners, %3$u of them with exits enough; log-rank "
       "p: %4$s"),
    figures->time.n_weeks, n, figures->type.n_eligible, p);
}

/* How many it stands on. */
static char *
count_words (CairnHow how, const CairnStageStudy *study)
{
  const CairnStudyFigures *figures = cairn_stage_study_get_figures (study);

  switch (how)
    {
    case CAIRN_HOW_HERE:
    case CAIRN_HOW_OVERDUE:
      return g_strdup_printf (_ ("%1$u customers here, %2$u of them past the target"),
                              figures->here, figures->overdue);
    case CAIRN_HOW_KEPT:
      return g_strdup_printf (
        _ ("%1$u customers were due; %2$u had left by then, %3$u of these lost"), figures->due,
        figures->left_in_time, figures->churned_first);
    case CAIRN_HOW_WORK:
      return g_strdup_printf (_ ("%u visits with a start of work"), figures->n_started);
    case CAIRN_HOW_CLASS:
      return class_words (study);
    case CAIRN_HOW_NET:
    case CAIRN_HOW_BALANCE:
      return g_strdup_printf (_ ("%1$u arrivals and %2$u departures in the window"),
                              figures->arrivals, figures->departures);
    case CAIRN_HOW_MEDIAN:
    case CAIRN_HOW_P90:
    case CAIRN_HOW_FATES:
    case CAIRN_HOW_LOST:
    case CAIRN_HOW_FORECAST:
    case CAIRN_HOW_REMAINING:
    case CAIRN_HOW_HANDOFFS:
    case CAIRN_HOW_RANK:
    case CAIRN_HOW_EFFECT:
    case CAIRN_N_HOWS:
    default:
      return g_strdup_printf (_ ("%1$u exits in the window, %2$u customers here now"),
                              figures->exits, figures->here);
    }
}

static void
add_left_out (GString *text, const char *left_out, const CairnSnapshot *snapshot)
{
  guint n, rows = 0, customers = 0;
  const CairnQuarantine *quarantine = cairn_snapshot_get_quarantine (snapshot, &n);
  const CairnUnmapped *unmapped;
  g_autofree char *sentence = NULL;

  for (guint i = 0; i < n; i++)
    rows += quarantine[i].rows;
  unmapped = cairn_snapshot_get_unmapped (snapshot, &n);
  for (guint i = 0; i < n; i++)
    customers += unmapped[i].customers;
  if (left_out != NULL)
    add (text, _ ("Left out"), _ (left_out));
  if (rows == 0 && customers == 0)
    return;
  sentence = g_strdup_printf (_ ("%1$u rows that cannot be read as a visit, and %2$u customers in "
                                 "stages that are not on the map"),
                              rows, customers);
  add (text, _ ("Of the data"), sentence);
}

char *
cairn_study_how_dup_text (CairnHow how, const CairnStageStudy *study, const CairnSnapshot *snapshot)
{
  const CairnStudyFigures *figures;
  GString *text;
  g_autofree char *count = NULL;
  g_autofree char *window = NULL;
  g_autofree char *as_of = NULL;

  g_return_val_if_fail (how < CAIRN_N_HOWS && study != NULL && snapshot != NULL, NULL);

  figures = cairn_stage_study_get_figures (study);
  text = g_string_new (NULL);
  count = count_words (how, study);
  window = window_words (hows[how].span, figures, snapshot);
  as_of = cairn_time_format (figures->now);
  add (text, NULL, _ (hows[how].formula));
  add (text, _ ("n"), count);
  add (text, _ ("Window"), window);
  add (text, _ ("Clock"), cairn_snapshot_get_clock (snapshot));
  add_left_out (text, hows[how].left_out, snapshot);
  add (text, _ ("As of"), as_of);
  return g_string_free (text, FALSE);
}
