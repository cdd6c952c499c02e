/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "insight/cairn-study-words.h"

#include "base/cairn-duration.h"
#include "insight/cairn-study-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* Standard normal quantile for 95 % limits. */
#define Z95 1.959963984540054
#define ABSENT 0.05
#define MOST_NAMED 2
#define FEW_EXITS 20
#define LEAST_STARTED 5
#define MOST_OF_IT (2 / 3.0)

static void G_GNUC_PRINTF (2, 3) say (GString *text, const char *format, ...)
{
  va_list args;

  if (text->len > 0)
    g_string_append_c (text, ' ');
  va_start (args, format);
  g_string_append_vprintf (text, format, args);
  va_end (args);
}

static char *
week_name (const CairnStageStudy *study, guint week)
{
  return cairn_study_format_day (cairn_stage_study_get_weeks (study)[week].begin);
}

/* ---- the label ---- */

gboolean
cairn_study_words_is_behind (const CairnStudyFigures *figures)
{
  g_return_val_if_fail (figures != NULL, FALSE);

  return figures->time.verdict != CAIRN_TIME_NONE && figures->time.verdict != CAIRN_TIME_UNKNOWN;
}

gboolean
cairn_study_words_is_slow (const CairnStudyFigures *figures)
{
  g_return_val_if_fail (figures != NULL, FALSE);

  return figures->target > 0 && figures->median.low > (double) figures->target;
}

static const char *
type_word (const CairnStudyFigures *figures, const CairnStudySetting *setting)
{
  if (setting->customer_side)
    return _ ("People (customer)");
  switch (figures->type.verdict)
    {
    case CAIRN_TYPE_CLASS_PEOPLE:
      return _ ("People");
    case CAIRN_TYPE_CLASS_SYSTEM:
      return _ ("System");
    case CAIRN_TYPE_CLASS_BOTH:
      return _ ("People and system");
    case CAIRN_TYPE_CLASS_UNCLEAR:
      return _ ("Cause unclear");
    case CAIRN_TYPE_CLASS_UNKNOWN:
    default:
      return _ ("Cause unknown");
    }
}

/* The same in a word. */
static const char *
short_type_word (const CairnStudyFigures *figures, const CairnStudySetting *setting)
{
  if (setting->customer_side)
    /* translators: it is the customer who is waited for */
    return _ ("Customer");
  switch (figures->type.verdict)
    {
    case CAIRN_TYPE_CLASS_PEOPLE:
      return _ ("People");
    case CAIRN_TYPE_CLASS_SYSTEM:
      return _ ("System");
    case CAIRN_TYPE_CLASS_BOTH:
      /* translators: people and system */
      return _ ("Both");
    case CAIRN_TYPE_CLASS_UNCLEAR:
      /* translators: the cause is */
      return _ ("Unclear");
    case CAIRN_TYPE_CLASS_UNKNOWN:
    default:
      /* translators: the cause is */
      return _ ("Unknown");
    }
}

char *
cairn_study_words_label (const CairnStudyFigures *figures, const CairnStudySetting *setting)
{
  const CairnTimeVerdict *time = &figures->time;
  const char *type;

  g_return_val_if_fail (figures != NULL && setting != NULL, NULL);

  type = type_word (figures, setting);
  switch (time->verdict)
    {
    case CAIRN_TIME_NONE:
      /* What half of the customers miss is not on track, few as the days may be. */
      return g_strdup (cairn_study_words_is_slow (figures) ? _ ("Past target") : _ ("On track"));
    case CAIRN_TIME_SHORT:
      /* translators: what holds customers up, such as “People”; and for how long it has */
      return g_strdup_printf (_ ("%s · short-term"), type);
    case CAIRN_TIME_LONG:
      return g_strdup_printf (_ ("%s · long-term"), type);
    case CAIRN_TIME_UNCLEAR:
      return g_strdup_printf (_ ("%s · unclear how long"), type);
    case CAIRN_TIME_UNKNOWN:
    default:
      if (isnan (figures->lost_per_week))
        return g_strdup (_ ("No target set"));
      return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s · unknown how long (%u week)",
                                           "%s · unknown how long (%u weeks)", time->n_weeks),
                              type, time->n_weeks);
    }
}

char *
cairn_study_words_short_label (const CairnStudyFigures *figures, const CairnStudySetting *setting)
{
  const char *type;

  g_return_val_if_fail (figures != NULL && setting != NULL, NULL);

  type = short_type_word (figures, setting);
  switch (figures->time.verdict)
    {
    case CAIRN_TIME_NONE:
      return cairn_study_words_label (figures, setting);
    case CAIRN_TIME_SHORT:
      /* translators: what holds customers up, such as “People”; it is so for a short time */
      return g_strdup_printf (_ ("%s · short"), type);
    case CAIRN_TIME_LONG:
      /* translators: what holds customers up, such as “People”; it is so for a long time */
      return g_strdup_printf (_ ("%s · long"), type);
    case CAIRN_TIME_UNCLEAR:
    case CAIRN_TIME_UNKNOWN:
    default:
      if (figures->time.verdict != CAIRN_TIME_UNCLEAR && isnan (figures->lost_per_week))
        return g_strdup (_ ("No target"));
      /* translators: what holds customers up, such as “People”; for how long cannot be told */
      return g_strdup_printf (_ ("%s · ?"), type);
    }
}

/* ---- for how long ---- */

static void
say_long (GString *text, const CairnStageStudy *study, const CairnTimeVerdict *time)
{
  /* By the rule that looks at all weeks together the weeks need not be bad one by one. */
  gboolean pooled = time->n_bad < time->n_excess && time->n_bad < CAIRN_TREND_WEEKS / 2;
  guint behind = pooled ? time->n_excess : time->n_bad;
  g_autofree char *since = time->since >= 0 ? week_name (study, (guint) time->since) : NULL;
  g_autofree char *onset = time->onset >= 0 ? week_name (study, (guint) time->onset) : NULL;

  if (time->recurring && since != NULL)
    /* translators: %4$s is a day */
    say (text,
         _ ("It keeps coming back: %1$u times in %2$u weeks, %3$u weeks in all, the last "
            "time from the week of %4$s on."),
         time->n_episodes, time->n_weeks, time->n_bad, since);
  else if (since != NULL && !pooled)
    say (text, _ ("Behind in %1$u of %2$u weeks, the last time since the week of %3$s."), behind,
         time->n_weeks, since);
  else if (onset != NULL)
    /* translators: %3$s is a day */
    say (text, _ ("Behind in %1$u of %2$u weeks, more so since the week of %3$s."), behind,
         time->n_weeks, onset);
  else
    say (text, _ ("Behind in %1$u of %2$u weeks."), behind, time->n_weeks);
  if (time->better)
    say (text, "%s", _ ("Better for 4 weeks."));
}

static void
say_none (GString *text, const CairnStageStudy *study, const CairnTimeVerdict *time)
{
  const CairnStudyFigures *figures = cairn_stage_study_get_figures (study);
  guint after = time->since >= 0 ? (guint) time->since + time->last_run : 0;
  g_autofree char *week = week_name (study, MIN (after, CAIRN_TREND_WEEKS - 1));

  if (time->since >= 0)
    /* translators: %s is a day */
    say (text, _ ("Not behind now; the last time it was is over since the week of %s."), week);
  else
    say (text, _ ("Not behind in any of the last %u weeks."), time->n_weeks);
  if (cairn_study_words_is_slow (figures))
    {
      g_autofree char *median
        = cairn_study_format_estimate (&figures->median, figures->working_days);
      g_autofree char *target
        = cairn_duration_format_in ((double) figures->target, figures->working_days);

      /* translators: %1$s is “8 d (7.4 d to 8.9 d)”, %2$s a span of time */
      say (text,
           _ ("But half stay longer than %1$s, past the target of %2$s: by so little that the "
              "days lost are not clearly more than a quarter of those spent here."),
           median, target);
    }
}

static void
say_time (GString *text, const CairnStageStudy *study)
{
  const CairnStudyFigures *figures = cairn_stage_study_get_figures (study);
  const CairnTimeVerdict *time = &figures->time;
  g_autofree char *since = time->since >= 0 ? week_name (study, (guint) time->since) : NULL;

  switch (time->verdict)
    {
    case CAIRN_TIME_LONG:
      say_long (text, study, time);
      break;
    case CAIRN_TIME_SHORT:
      say (text, _ ("Behind since the week of %s."), since != NULL ? since : "?");
      break;
    case CAIRN_TIME_UNCLEAR:
      say (text, _ ("Behind in %1$u of %2$u weeks, too scattered to call it short or long."),
           time->n_bad, time->n_weeks);
      break;
    case CAIRN_TIME_NONE:
      say_none (text, study, time);
      break;
    case CAIRN_TIME_UNKNOWN:
    default:
      if (isnan (figures->lost_per_week))
        say (text, "%s", _ ("Without a target nobody is late."));
      else
        say (text,
             g_dngettext (GETTEXT_PACKAGE, "Only %u full week of history; 13 are needed.",
                          "Only %u full weeks of history; 13 are needed.", time->n_weeks),
             time->n_weeks);
      break;
    }
}

/* ---- who or what ---- */

gboolean
cairn_study_words_is_absent (const CairnOwnerFigures *owner)
{
  g_return_val_if_fail (owner != NULL, FALSE);

  return owner->eligible && owner->here > 0 && exp (-owner->expected_since) < ABSENT;
}

static const char *
name_of (const CairnOwnerFigures *owner, const CairnStudySetting *setting)
{
  return setting->hide_owners ? _ ("One owner") : owner->name;
}

static guint
say_absent (GString *text, const CairnStageStudy *study, const CairnStudySetting *setting)
{
  guint n_owners, n_said = 0;
  const CairnOwnerFigures *owners = cairn_stage_study_get_owners (study, &n_owners);

  for (guint i = 0; i < n_owners && n_said < MOST_NAMED; i++)
    {
      const CairnOwnerFigures *owner = &owners[i];
      g_autofree char *since = NULL;
      g_autofree char *expected = cairn_study_format_amount (owner->expected_since);

      if (!cairn_study_words_is_absent (owner))
        continue;
      n_said++;
      if (owner->last_exit == G_MININT64)
        {
          /* translators: %1$s is the name of an owner; %3$s a number */
          say (text, _ ("%1$s: no exits at all, %2$u waiting, %3$s expected."),
               name_of (owner, setting), owner->here, expected);
          continue;
        }
      since = cairn_study_format_day (owner->last_exit);
      say (text, _ ("%1$s: no exits since %2$s, %3$u waiting, %4$s expected."),
           name_of (owner, setting), since, owner->here, expected);
    }
  return n_said;
}

static double
lost_share (const CairnOwnerFigures *owners, guint n, gboolean (*test) (const CairnOwnerFigures *))
{
  double some = 0, all = 0;

  for (guint i = 0; i < n; i++)
    {
      all += owners[i].lost_days;
      some += test (&owners[i]) ? owners[i].lost_days : 0;
    }
  return all > 0 ? some / all : NAN;
}

static gboolean
is_slow (const CairnOwnerFigures *owner)
{
  return owner->slow;
}

static void
say_slow (GString *text, const CairnStageStudy *study, const CairnStudySetting *setting)
{
  const CairnTypeVerdict *type = &cairn_stage_study_get_figures (study)->type;
  guint n_owners;
  const CairnOwnerFigures *owners = cairn_stage_study_get_owners (study, &n_owners);
  g_autofree char *share = cairn_study_format_share (lost_share (owners, n_owners, is_slow));
  guint n_named = 0;

  if (cairn_stage_study_get_figures (study)->hidden_owners > 0)
    {
      say (text,
           g_dngettext (GETTEXT_PACKAGE, "%1$u of %2$u owners is slow.",
                        "%1$u of %2$u owners are slow.", type->n_slow),
           type->n_slow, type->n_eligible);
      return;
    }
  for (guint i = 0; i < n_owners && n_named < MOST_NAMED && !setting->hide_owners; i++)
    if (owners[i].slow)
      {
        g_autofree char *expected = cairn_study_format_amount (owners[i].expected);

        n_named++;
        say (text,
             g_dngettext (GETTEXT_PACKAGE, "%1$s: %2$u exit where %3$s were expected.",
                          "%1$s: %2$u exits where %3$s were expected.", owners[i].exits),
             owners[i].name, owners[i].exits, expected);
      }
  say (text,
       g_dngettext (GETTEXT_PACKAGE, "%1$u of %2$u owners is slow and holds %3$s of the days lost.",
                    "%1$u of %2$u owners are slow and hold %3$s of the days lost.", type->n_slow),
       type->n_slow, type->n_eligible, share);
}

static void
say_system (GString *text, const CairnTypeVerdict *type)
{
  if (type->verdict == CAIRN_TYPE_CLASS_BOTH)
    say (text, _ ("The others are late too: %1$u of %2$u owners in all."), type->n_late,
         type->n_eligible);
  else if (type->n_slow == 0 || !(type->p < 0.05))
    say (text, _ ("%1$u of %2$u owners are late, none stands out."), type->n_late,
         type->n_eligible);
  else
    say (text, _ ("%1$u of %2$u owners are late, not only the slow ones."), type->n_late,
         type->n_eligible);
}

static void
say_unclear (GString *text, const CairnStageStudy *study)
{
  const CairnTypeVerdict *type = &cairn_stage_study_get_figures (study)->type;
  guint n_owners, exits = 0;
  const CairnOwnerFigures *owners = cairn_stage_study_get_owners (study, &n_owners);

  for (guint i = 0; i < n_owners; i++)
    exits += owners[i].exits;
  if (n_owners > 0 && exits < FEW_EXITS)
    say (text, _ ("Only %1$u exits by %2$u owners: ask the team."), exits, n_owners);
  else
    say (text,
         _ ("Of %1$u owners %2$u are late, and those who are do not stand out enough: ask "
            "the team."),
         type->n_eligible, type->n_late);
}

static void
say_unknown (GString *text, const CairnStageStudy *study)
{
  guint n_owners;

  cairn_stage_study_get_owners (study, &n_owners);
  n_owners += cairn_stage_study_get_figures (study)->hidden_owners;
  if (n_owners == 0)
    say (text, "%s", _ ("The data name no owners, so people and system cannot be told apart."));
  else if (n_owners == 1)
    say (text, "%s", _ ("There is one owner only, so there is nobody to compare with."));
  else
    say (text, _ ("Of %u owners fewer than two have exits enough to be compared."), n_owners);
}

static void
say_type (GString *text, const CairnStageStudy *study, const CairnStudySetting *setting)
{
  const CairnTypeVerdict *type = &cairn_stage_study_get_figures (study)->type;
  guint n_absent;

  if (setting->customer_side)
    say (text, "%s", _ ("All its steps are the customer's."));
  n_absent = say_absent (text, study, setting);
  if (type->automated)
    {
      say (text, "%s", _ ("All its steps are automated."));
      return;
    }
  switch (type->verdict)
    {
    case CAIRN_TYPE_CLASS_PEOPLE:
      say_slow (text, study, setting);
      break;
    case CAIRN_TYPE_CLASS_BOTH:
      say_slow (text, study, setting);
      say_system (text, type);
      break;
    case CAIRN_TYPE_CLASS_SYSTEM:
      say_system (text, type);
      break;
    case CAIRN_TYPE_CLASS_UNCLEAR:
      if (n_absent == 0)
        say_unclear (text, study);
      break;
    case CAIRN_TYPE_CLASS_UNKNOWN:
    default:
      if (!setting->customer_side)
        say_unknown (text, study);
      break;
    }
}

/* "+12 d", "−1 d" */
static char *
signed_words (double seconds, gboolean working_days)
{
  g_autofree char *span = cairn_duration_format_in (fabs (seconds), working_days);

  return g_strconcat (seconds < 0 ? "−" : "+", span, NULL);
}

static gboolean
is_known (const CairnExcess *excess)
{
  return !isnan (excess->wait) && (excess->wait > 0 || excess->work > 0);
}

/* Where the time sits that the one side takes longer than the other. */
static void
say_excess (GString *text, const CairnStudyFigures *figures)
{
  gboolean by_owners = figures->type.n_slow > 0 && is_known (&figures->slow_owners);
  const CairnExcess *excess = by_owners ? &figures->slow_owners : &figures->late;
  g_autofree char *wait = signed_words (excess->wait, figures->working_days);
  g_autofree char *work = signed_words (excess->work, figures->working_days);
  double waiting = MAX (excess->wait, 0);
  double working = MAX (excess->work, 0);

  if (waiting >= MOST_OF_IT * (waiting + working))
    say (text, "%s", _ ("Overloaded, not slow: the excess sits in waiting."));
  else if (working >= MOST_OF_IT * (waiting + working))
    say (text, "%s", _ ("Slow: the excess sits in working time."));
  else
    say (text, "%s", _ ("The excess sits in waiting and in working time."));
  if (by_owners)
    /* translators: %1$s is “+12 d”, as is %2$s */
    say (text,
         _ ("With the slow owners: waiting %1$s, working %2$s on average against the others."),
         wait, work);
  else
    /* translators: %1$s is “+12 d”, as is %2$s */
    say (text,
         _ ("Past the target: waiting %1$s, working %2$s on average against those who left in "
            "time."),
         wait, work);
}

/* Too much to do, or too slow at it? */
static void
say_work (GString *text, const CairnStudyFigures *figures)
{
  double wait = figures->wait.value, work = figures->work.value;
  g_autofree char *waited = cairn_duration_format_in (wait, figures->working_days);
  g_autofree char *worked = cairn_duration_format_in (work, figures->working_days);

  if (is_known (&figures->late) || (figures->type.n_slow > 0 && is_known (&figures->slow_owners)))
    {
      say_excess (text, figures);
      return;
    }
  if (figures->n_started < LEAST_STARTED || isnan (wait) || isnan (work))
    return;
  if (wait > work)
    /* translators: both are spans of time */
    say (text,
         _ ("Most of the stay is waiting for somebody to begin (median %1$s, then %2$s of work)."),
         waited, worked);
  else
    say (text, _ ("The work itself takes longer (median %2$s) than the wait for it (%1$s)."),
         waited, worked);
}

/* Where many come again it is not one stay that a customer takes. */
static void
say_again (GString *text, const CairnStudyFigures *figures)
{
  g_autofree char *share = cairn_study_format_share (figures->repeated);
  g_autofree char *first
    = cairn_study_format_estimate (&figures->first_stay, figures->working_days);
  g_autofree char *all
    = cairn_study_format_estimate (&figures->per_customer, figures->working_days);

  if (figures->grouped && !isnan (figures->first_stay.low) && !isnan (figures->per_customer.low))
    /* translators: %1$s is “14 %”, the others “12 d (10 d to 15 d)” */
    say (text,
         _ ("%1$s of the stays are of customers who came before: first stays take %2$s, all stays "
            "of a customer together %3$s."),
         share, first, all);
}

char *
cairn_study_words_evidence (const CairnStageStudy *study, const CairnStudySetting *setting)
{
  const CairnStudyFigures *figures;
  GString *text;

  g_return_val_if_fail (study != NULL && setting != NULL, NULL);

  figures = cairn_stage_study_get_figures (study);
  text = g_string_new (NULL);
  say_time (text, study);
  if (cairn_study_words_is_behind (figures))
    {
      say_type (text, study, setting);
      say_work (text, figures);
    }
  say_again (text, figures);
  say (text,
       g_dngettext (GETTEXT_PACKAGE, "%1$u exit, %2$u here now.", "%1$u exits, %2$u here now.",
                    figures->exits),
       figures->exits, figures->here);
  return g_string_free (text, FALSE);
}

char *
cairn_study_words_weeks (const CairnStageStudy *study)
{
  GString *text;

  g_return_val_if_fail (study != NULL, NULL);

  text = g_string_new (NULL);
  say_time (text, study);
  return g_string_free (text, FALSE);
}

/* ---- what it costs ---- */

static char *
stage_name (const CairnStudyFigures *figures)
{
  if (figures->segment == NULL || *figures->segment == '\0')
    return g_strdup (figures->stage);
  /* translators: a stage, and the segment whose customers are counted */
  return g_strdup_printf (_ ("%1$s (%2$s)"), figures->stage, figures->segment);
}

/* Those who are past the target now. */
static char *
overdue_words (const CairnStudyFigures *figures)
{
  g_autofree char *target
    = cairn_duration_format_in ((double) figures->target, figures->working_days);

  if (figures->target == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u customer is past the target now.",
                                         "%u customers are past their target now.",
                                         figures->overdue),
                            figures->overdue);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$u customer is past %2$s now.",
                                       "%1$u customers are past %2$s now.", figures->overdue),
                          figures->overdue, target);
}

char *
cairn_study_words_loss (const CairnStudyFigures *figures)
{
  g_autofree char *name = NULL;
  g_autofree char *lost = NULL;
  g_autofree char *error = NULL;
  g_autofree char *overdue = NULL;

  g_return_val_if_fail (figures != NULL, NULL);

  name = stage_name (figures);
  overdue = overdue_words (figures);
  if (isnan (figures->lost_per_week))
    /* translators: %s is a stage */
    return g_strdup_printf (_ ("%s has no target, so no days can be counted as lost."), name);
  if (!(figures->lost_per_week > 0))
    /* translators: %1$s is a stage, %2$s a sentence */
    return g_strdup_printf (_ ("%1$s lost no customer-days in the last 4 weeks: %2$s"), name,
                            overdue);
  lost = cairn_study_format_amount (figures->lost_per_week);
  error = cairn_study_format_amount (Z95 * figures->lost_error);
  /* translators: %1$s is a stage, %2$s and %3$s numbers, %4$s a sentence */
  return g_strdup_printf (_ ("%1$s loses %2$s customer-days a week (± %3$s): %4$s"), name, lost,
                          error, overdue);
}

char *
cairn_study_words_factors (const CairnStudyFigures *figures)
{
  g_autofree char *arrivals = NULL;
  g_autofree char *share = NULL;
  g_autofree char *days = NULL;

  g_return_val_if_fail (figures != NULL, NULL);

  if (!(figures->lost_per_week > 0))
    return NULL;
  arrivals = cairn_study_format_amount (figures->arrivals_per_week);
  share = cairn_study_format_share (figures->share_late);
  days = cairn_study_format_amount (figures->days_late);
  /* translators: the three factors of what a stage loses */
  return g_strdup_printf (_ ("%1$s customers arrive a week × %2$s of those inside were late × %3$s "
                             "days late each (last 4 weeks)"),
                          arrivals, share, days);
}

/* ---- did it work? ---- */

char *
cairn_study_words_effect (const CairnChangeEffect *effect)
{
  g_autofree char *since = NULL;
  g_autofree char *speed = NULL;
  gboolean faster;

  g_return_val_if_fail (effect != NULL, NULL);

  since = cairn_study_format_day (effect->moment);
  if (effect->moment >= effect->to)
    /* translators: %s is a day */
    return g_strdup_printf (_ ("It is not %s yet."), since);
  if (!cairn_change_effect_is_known (effect))
    /* translators: %3$s is a day */
    return g_strdup_printf (_ ("%1$u exits before and %2$u since %3$s: too few to tell."),
                            effect->exits_before, effect->exits_after, since);
  if (effect->speed.low <= 1 && effect->speed.high >= 1)
    return g_strdup_printf (_ ("No clear difference since %1$s: leaves %2$.1f× as fast "
                               "(%3$.1f–%4$.1f)."),
                            since, effect->speed.value, effect->speed.low, effect->speed.high);
  faster = effect->speed.value > 1;
  speed = cairn_study_format_times (faster ? effect->speed.value : 1 / effect->speed.value);
  return g_strdup_printf (faster ? _ ("Leaves %1$s faster since %2$s (%3$.1f–%4$.1f).")
                                 : _ ("Leaves %1$s more slowly since %2$s (%3$.1f–%4$.1f)."),
                          speed, since, faster ? effect->speed.low : 1 / effect->speed.high,
                          faster ? effect->speed.high : 1 / effect->speed.low);
}
