/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "insight/cairn-study-how.h"

#include "base/cairn-duration.h"
#include "base/cairn-time.h"
#include "insight/cairn-study-format.h"
#include "timing/cairn-quality.h"
#include "timing/cairn-stage-again.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* What a figure looks at. */
typedef enum
{
  SPAN_NOW,
  SPAN_WINDOW,
  SPAN_RECENT, /* the last four weeks */
  SPAN_TREND,  /* 26 weeks */
  SPAN_WEEKLY, /* each of them */
  SPAN_CHANGE,
} Span;

/* What is said as n. */
typedef enum
{
  COUNT_EXITS,
  COUNT_HERE,
  COUNT_DUE,
  COUNT_STARTED,
  COUNT_FLOWS,
  COUNT_OWNERS,
} Count;

typedef struct
{
  const char *title;
  const char *formula;
  const char *left_out; /* NULL: nothing */
  Span span;
  Count count;
} How;

static const How hows[CAIRN_N_HOWS] = {
  [CAIRN_HOW_HERE]
  = { N_ ("Here now"),
      N_ ("Customers who have entered the stage and not left it. Counted, not estimated."), NULL,
      SPAN_NOW, COUNT_HERE },
  [CAIRN_HOW_AGE]
  = { N_ ("Here for"),
      N_ ("Now minus the moment of entering this stage. It goes on by the clock. It is the "
          "age of a stay that is not over, not the time the stage takes: long stays are "
          "more likely to be met."),
      NULL, SPAN_NOW, COUNT_HERE },
  [CAIRN_HOW_OVERDUE]
  = { N_ ("Past the target"),
      N_ ("Who entered longer ago than the target: the time inside minus the target is how "
          "long a customer is past it, or how long it is until then. Counted, not "
          "estimated."),
      NULL, SPAN_NOW, COUNT_HERE },
  [CAIRN_HOW_REMAINING]
  = { N_ ("Likely still"),
      N_ ("How much longer half of those who got to the age of this customer have stayed: "
          "the first time u with S(age + u) ≤ S(age) ÷ 2, on the curve of the distribution."),
      N_ ("Who is of an age of which nobody, or too few, left afterwards; with fewer than "
          "5 exits nothing is shown."),
      SPAN_WINDOW },
  [CAIRN_HOW_OWNER]
  = { N_ ("Owner"),
      N_ ("The owner in the data. With few customers nothing fair can be said about a "
          "person."),
      N_ ("Owners of whom fewer than 5 customers were expected to leave in 26 weeks are "
          "not named: they show a dash."),
      SPAN_TREND, COUNT_OWNERS },
  [CAIRN_HOW_CURVE]
  = { N_ ("Curve"),
      N_ ("The share of those who entered that is still inside after so many days "
          "(Kaplan–Meier estimate). Customers who are still there count for as long as "
          "they have been there; leaving them out would make the stage look faster than it "
          "is."),
      N_ ("Ages at which fewer than three were watched before the curve began are skipped; "
          "with fewer than 5 exits nothing is shown."),
      SPAN_WINDOW },
  [CAIRN_HOW_COUNTED]
  = { N_ ("What is counted"),
      N_ ("Each stay by itself; or of each customer only the first stay there; or all stays of a "
          "customer added up, which go on for “at least so long” while one of them is open (that "
          "somebody comes once more cannot be known). A target is one of a stay, so there is none "
          "for the sum."),
      NULL, SPAN_WINDOW },
  [CAIRN_HOW_BAND]
  = { N_ ("Pale band"),
      N_ (
        "95 % limits of the curve (log-log; Greenwood’s variance, or that by customers where more "
        "than a tenth of the stays are of customers who came before). Where it is wide, few "
        "customers stand behind the curve."),
      NULL, SPAN_WINDOW },
  [CAIRN_HOW_MEDIAN]
  = { N_ ("Median stay"),
      N_ ("The age by which half of the customers have left: the first at which the curve "
          "(Kaplan–Meier estimate) falls to one half. Those still here count as “at least "
          "so long”, and those who had come before the window count from the age they had "
          "then. Limits: 95 %, log-log (Brookmeyer–Crowley)."),
      N_ ("Ages at which fewer than three were watched before the curve began are skipped; "
          "with fewer than 5 exits nothing is shown."),
      SPAN_WINDOW },
  [CAIRN_HOW_P90]
  = { N_ ("90th percentile"),
      N_ ("The age by which nine of ten have left, from the same curve as the median. "
          "Limits: 95 %, log-log."),
      N_ ("With fewer than 20 exits only “at least” is shown."), SPAN_WINDOW },
  [CAIRN_HOW_DOTS]
  = { N_ ("Dots"),
      N_ ("A dot is a stay seen in the window: hollow at the age of leaving, solid at the "
          "age of one who is still there."),
      N_ ("Of more than a thousand stays, evenly chosen ones are drawn."), SPAN_WINDOW },
  [CAIRN_HOW_WEEK]
  = { N_ ("Week"), N_ ("Seven days that end now, or a multiple of seven days ago."),
      N_ ("Weeks that the data do not hold as a whole are left blank."), SPAN_WEEKLY },
  [CAIRN_HOW_CUSTOMER_DAYS]
  = { N_ ("Customer-days"),
      N_ ("The time that all customers together spent in this stage in the week. Counted, "
          "not estimated."),
      NULL, SPAN_WEEKLY },
  [CAIRN_HOW_LOST]
  = { N_ ("Customer-days lost"),
      N_ ("For each customer the time spent past the target, in days, added up: of one "
          "week, or of the last four divided by their number. Counted, not estimated; ± is "
          "1.96 times the root of the sum of squares (Campbell: exact if customers arrive "
          "independently of each other)."),
      N_ ("Stages without a target lose nothing."), SPAN_RECENT },
  [CAIRN_HOW_KEPT]
  = { N_ ("Target kept"),
      N_ ("Of the customers whose target fell into the window, or into the week, how many "
          "had moved on by then; who was lost before counts as missed. Everybody’s fate is "
          "known by then, so nobody is left out for still waiting. Limits: 95 %, Wilson."),
      N_ ("Customers whose target is still ahead, and those who had come before the data begin: "
          "of these only the slow ones are known. With fewer than 5 the counts are shown instead "
          "of a share."),
      SPAN_WINDOW, COUNT_DUE },
  [CAIRN_HOW_WEEKS_MEDIAN]
  = { N_ ("Median of 4 weeks"),
      N_ ("The median stay, those still inside included, of the four weeks that end with "
          "this one."),
      N_ ("Blank with fewer than 5 who left."), SPAN_WEEKLY },
  [CAIRN_HOW_CUMULATIVE]
  = { N_ ("Arrivals and departures"),
      N_ ("Customers who came and who left, added up over the full weeks. The distance "
          "between the two lines is how many were here. Lines that drift apart are a "
          "pile-up."),
      NULL, SPAN_TREND, COUNT_FLOWS },
  [CAIRN_HOW_NET]
  = { N_ ("Net a week"),
      N_ ("Customers who came less customers who left, a week. It is called growing or "
          "draining if it is at least 3 in four weeks and larger than the random ups and "
          "downs of a stage in balance (false alarms among all stages shown: at most one "
          "in ten)."),
      NULL, SPAN_RECENT, COUNT_FLOWS },
  [CAIRN_HOW_FATES]
  = { N_ ("Of 100 who enter"),
      N_ ("How many have moved on, gone back, been lost, or are still inside by the "
          "target, and by twice the target (Aalen–Johansen estimate: each way out competes "
          "with the others). The shares add up to 100. Customers who are still inside "
          "count for as long as they have been there. ± is the 95 % limit."),
      N_ ("With fewer than 5 exits nothing is shown."), SPAN_WINDOW },
  [CAIRN_HOW_FORECAST]
  = { N_ ("Expected past the target in 7 days"),
      N_ ("For each customer who is here, not past the target, and will reach it within "
          "seven days: the chance to be still here by then, S(target) ÷ S(age), added up."),
      N_ ("Customers who are yet to come."), SPAN_TREND, COUNT_HERE },
  [CAIRN_HOW_WORK]
  = { N_ ("Waiting and working"),
      N_ ("Waiting is from entering to the start of work, working from there to leaving; "
          "medians as for the stay. The working share is working time ÷ all time inside, "
          "of those still there as well."),
      N_ ("Visits whose start of work is not in the data."), SPAN_WINDOW, COUNT_STARTED },
  [CAIRN_HOW_HANDOFFS]
  = { N_ ("On the way"),
      N_ ("From leaving this stage to entering the next one, or to the start of work "
          "there; median as for the stay. Those who left in the window and have not "
          "appeared in another stage since are on the way, and count for as long as they "
          "have been."),
      NULL, SPAN_WINDOW },
  [CAIRN_HOW_BALANCE]
  = { N_ ("Balance"),
      N_ ("Little’s law: customers inside on average ÷ arrivals a day is how long a stay "
          "takes in a stage where as many come as go. More than 30 % off the mean of the "
          "curve means that the stage grows or drains, or that the data lack exits: no "
          "error. The backlog is the number here ÷ departures a week."),
      NULL, SPAN_WINDOW, COUNT_FLOWS },
  [CAIRN_HOW_STRAIGHT]
  = { N_ ("Passed straight through"),
      N_ ("Of those who left in the window, those who were inside for at most a minute. "
          "They count in all figures."),
      NULL, SPAN_WINDOW, COUNT_FLOWS },
  [CAIRN_HOW_AGAIN]
  = { N_ ("Came again"),
      N_ ("Of those who came in the window, those who had been in this stage before. Every "
          "stay counts by itself; where they are many the limits of the median allow for it."),
      NULL, SPAN_WINDOW, COUNT_FLOWS },
  [CAIRN_HOW_TIMES]
  = { N_ ("How often"),
      N_ ("How many times it was done with customers while they were in the stage, and how many "
          "times a week. What is done at the moment of moving on belongs to the next stage."),
      N_ ("Rows whose time or customer cannot be read."), SPAN_WINDOW, COUNT_FLOWS },
  [CAIRN_HOW_REACHED]
  = { N_ ("Reached"),
      N_ (
        "Of the stays that ended in the window, those in which it was done at least once. Limits: "
        "95 %, Wilson. With fewer than 5 the counts are shown instead of a share."),
      N_ ("Customers who are still inside: it may be done yet."), SPAN_WINDOW, COUNT_FLOWS },
  [CAIRN_HOW_UNTIL]
  = { N_ ("Until the first"),
      N_ ("From entering the stage to the first time; median as for the stay. Customers who are "
          "still inside without it count as “at least so long”."),
      N_ ("Who left without it (see “Reached”); with fewer than 5 nothing is shown."), SPAN_WINDOW,
      COUNT_EXITS },
  [CAIRN_HOW_ITS_WAIT]
  = { N_ ("Wait for it"),
      N_ ("From the time at which it came up to the start of work on it; median as for the stay. "
          "What has not been started counts as “at least so long”."),
      N_ ("What was done and has no start of work in the data."), SPAN_WINDOW, COUNT_EXITS },
  [CAIRN_HOW_ITS_WORK]
  = { N_ ("Work on it"),
      N_ (
        "From the start of work until it was done; median as for the stay. Where the data hold no "
        "starts of work, from the time at which it came up."),
      N_ ("What is only a moment in the data."), SPAN_WINDOW, COUNT_EXITS },
  [CAIRN_HOW_GAP]
  = { N_ ("Since the one before"),
      N_ ("From the touchpoint before, or from entering the stage, to this one: the middle one of "
          "all that were seen."),
      N_ ("Whatever is still to come; with fewer than 5 nothing is shown."), SPAN_WINDOW,
      COUNT_EXITS },
  [CAIRN_HOW_EXPECTED]
  = { N_ ("Expected exits"),
      N_ ("How many of the owner’s customers would have left at the pace of all owners "
          "together, given how long each of them was inside (log-rank test)."),
      NULL, SPAN_TREND, COUNT_OWNERS },
  [CAIRN_HOW_SPEED]
  = { N_ ("Speed"),
      N_ ("(exits + 2) ÷ (expected exits + 2): 0.5× is half as fast as all owners "
          "together. The 2 keeps few customers from looking like much."),
      N_ ("Owners with fewer than 5 expected exits."), SPAN_TREND, COUNT_OWNERS },
  [CAIRN_HOW_RANK]
  = { N_ ("Place in the ranking"),
      N_ (
        "By customer-days lost a week. Stages that cannot be told apart from the first (their "
        "difference is within 1.96 standard errors) share its group; inside it the one that piles "
        "up most is first, then the slowest against its target, then the one that loses the "
        "largest "
        "share of customers by twice the target, then the one that comes first on the map."),
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
        "System: the others are late as well, and so are 60 % of the owners.\n"
        "Overloaded or slow: how much longer the customers of the slow owners (or those past the "
        "target) wait for work to begin, and are worked on, than the others; it sits where two "
        "thirds of that are."),
      N_ ("Owners of whom fewer than 5 exits were to be expected are not judged, and not named."),
      SPAN_TREND, COUNT_OWNERS },
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

const char *
cairn_study_how_get_formula (CairnHow how)
{
  g_return_val_if_fail (how < CAIRN_N_HOWS, "");

  return _ (hows[how].formula);
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
window_words (Span span, const CairnStudyFigures *figures)
{
  switch (span)
    {
    case SPAN_NOW:
      return g_strdup (_ ("this moment"));
    case SPAN_RECENT:
      return g_strdup (_ ("the last 4 weeks, or as many as the data hold"));
    case SPAN_TREND:
      return g_strdup (_ ("the last 26 weeks, or as many as the data hold"));
    case SPAN_WEEKLY:
      return g_strdup (_ ("each of the last 26 weeks that the data hold as a whole"));
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
  n += figures->hidden_owners;
  return g_strdup_printf (
    _ ("%1$u full weeks; %2$u owners, %3$u of them with exits enough; log-rank "
       "p: %4$s"),
    figures->time.n_weeks, n, figures->type.n_eligible, p);
}

/* How many it stands on. */
static char *
count_words (Count count, const CairnStageStudy *study)
{
  const CairnStudyFigures *figures = cairn_stage_study_get_figures (study);

  switch (count)
    {
    case COUNT_HERE:
      return g_strdup_printf (_ ("%1$u customers here, %2$u of them past the target"),
                              figures->here, figures->overdue);
    case COUNT_DUE:
      return g_strdup_printf (
        _ ("%1$u customers were due; %2$u had left by then, %3$u of these lost"), figures->due,
        figures->left_in_time, figures->churned_first);
    case COUNT_STARTED:
      return g_strdup_printf (_ ("%u visits with a start of work"), figures->n_started);
    case COUNT_OWNERS:
      return class_words (study);
    case COUNT_FLOWS:
      return g_strdup_printf (_ ("%1$u arrivals and %2$u departures in the window"),
                              figures->arrivals, figures->departures);
    case COUNT_EXITS:
    default:
      return g_strdup_printf (_ ("%1$u exits in the window, %2$u customers here now"),
                              figures->exits, figures->here);
    }
}

static void
add_forgotten (GString *text, const CairnQuality *quality)
{
  const CairnFinding *forgotten = quality != NULL && cairn_quality_leaves_out_forgotten (quality)
                                    ? cairn_quality_find (quality, CAIRN_FINDING_FORGOTTEN, NULL)
                                    : NULL;
  g_autofree char *sentence = NULL;

  if (forgotten == NULL)
    return;
  sentence = g_strdup_printf (_ ("%u stays that look forgotten, as was chosen under Data Quality"),
                              forgotten->rows);
  add (text, _ ("Left out"), sentence);
}

/* What the data hold and nothing counts. */
static void
add_unused (GString *text, const CairnSnapshot *snapshot)
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
  add_forgotten (text, cairn_snapshot_get_quality (snapshot));
  if (rows == 0 && customers == 0)
    return;
  sentence = g_strdup_printf (_ ("%1$u rows that cannot be read as a visit, and %2$u customers in "
                                 "stages that are not on the map"),
                              rows, customers);
  add (text, _ ("Of the data"), sentence);
}

/* What has the limits of the curve of stays. */
static void
add_again (GString *text, CairnHow how, const CairnStudyFigures *figures)
{
  g_autofree char *sentence = cairn_again_dup_sentence (figures->repeated);

  if (figures->grouped
      && (how == CAIRN_HOW_BAND || how == CAIRN_HOW_MEDIAN || how == CAIRN_HOW_P90))
    add (text, NULL, sentence);
}

static void
add_figure (GString *text, CairnHow how, const CairnStageStudy *study)
{
  const CairnStudyFigures *figures = cairn_stage_study_get_figures (study);
  g_autofree char *count = count_words (hows[how].count, study);
  g_autofree char *window = window_words (hows[how].span, figures);

  add (text, NULL, _ (hows[how].formula));
  add_again (text, how, figures);
  add (text, _ ("n"), count);
  add (text, _ ("Window"), window);
  if (hows[how].left_out != NULL)
    add (text, _ ("Left out"), _ (hows[how].left_out));
}

static void
add_shared (GString *text, const CairnStageStudy *study, const CairnSnapshot *snapshot)
{
  g_autofree char *as_of = cairn_time_format (cairn_stage_study_get_figures (study)->now);
  const CairnAudience *audience = cairn_snapshot_get_audience (snapshot);
  g_autofree char *only = audience != NULL ? cairn_audience_describe (audience) : NULL;

  if (only != NULL)
    add (text, _ ("Customers"), only);
  add (text, _ ("Clock"), cairn_snapshot_get_clock (snapshot));
  add_unused (text, snapshot);
  add (text, _ ("As of"), as_of);
  if (cairn_stage_study_get_figures (study)->binned)
    add (text, _ ("Near (≈)"),
         _ ("The server hands on counts by bins of the age a hundredth apart (owners: three "
            "hundredths). Within a bin, ages are taken as spread evenly. Counts and days lost are "
            "exact."));
}

char *
cairn_study_how_dup_figure (CairnHow how, const CairnStageStudy *study)
{
  GString *text;

  g_return_val_if_fail (how < CAIRN_N_HOWS && study != NULL, NULL);

  text = g_string_new (NULL);
  add_figure (text, how, study);
  return g_string_free (text, FALSE);
}

char *
cairn_study_how_dup_shared (const CairnStageStudy *study, const CairnSnapshot *snapshot)
{
  GString *text;

  g_return_val_if_fail (study != NULL && snapshot != NULL, NULL);

  text = g_string_new (NULL);
  add_shared (text, study, snapshot);
  return g_string_free (text, FALSE);
}

char *
cairn_study_how_dup_text (CairnHow how, const CairnStageStudy *study, const CairnSnapshot *snapshot)
{
  GString *text;

  g_return_val_if_fail (how < CAIRN_N_HOWS && study != NULL && snapshot != NULL, NULL);

  text = g_string_new (NULL);
  add_figure (text, how, study);
  add_shared (text, study, snapshot);
  return g_string_free (text, FALSE);
}
