/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "insight/cairn-gap.h"

#include "base/cairn-duration.h"
#include "base/cairn-time.h"
#include "insight/cairn-journey-studies.h"
#include "insight/cairn-study-format.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define LEAST_EXITS 5

/* ---- what is being done ---- */

static void
action_free (gpointer data)
{
  CairnGapAction *self = data;

  cairn_element_unref (self->element);
  g_free (self->title);
  g_free (self->owner);
  g_free (self->due);
  g_free (self);
}

static void
effect_free (gpointer data)
{
  CairnGapEffect *self = data;

  cairn_element_unref (self->change);
  g_free (self->name);
  g_free (self->words);
  g_free (self);
}

/* A day ends when the next one begins. */
static gboolean
is_past (const char *due, gint64 now)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 moment;

  return *due != '\0' && cairn_time_parse (due, zone, &moment) && moment + CAIRN_DAY <= now;
}

static void
add_action (CairnGap *self, CairnElement *element, gint64 now)
{
  CairnGapAction *action = g_new0 (CairnGapAction, 1);

  action->element = cairn_element_ref (element);
  action->title = g_strdup (cairn_element_get_title (element));
  action->owner = g_strdup (cairn_element_get_string (element, CAIRN_PROP_OWNER));
  action->due = g_strdup (cairn_element_get_string (element, CAIRN_PROP_DATE));
  action->done = cairn_element_get_int (element, CAIRN_PROP_DONE) != 0;
  action->late = !action->done && is_past (action->due, now);
  g_ptr_array_add (self->plan, action);
}

static gboolean
is_planned (const CairnGap *self, const CairnElement *element)
{
  for (guint i = 0; i < self->plan->len; i++)
    if (((const CairnGapAction *) g_ptr_array_index (self->plan, i))->element == element)
      return TRUE;
  return FALSE;
}

static void
add_playbook (CairnGap *self, CairnElement *playbook)
{
  CairnGapAction *action;

  if (is_planned (self, playbook))
    return;
  action = g_new0 (CairnGapAction, 1);
  action->element = cairn_element_ref (playbook);
  /* translators: %s is the name of a playbook */
  action->title = g_strdup_printf (_ ("Playbook “%s”"), cairn_element_get_title (playbook));
  action->owner = g_strdup (cairn_element_get_string (playbook, CAIRN_PROP_OWNER));
  action->due = g_strdup ("");
  action->playbook = TRUE;
  g_ptr_array_add (self->plan, action);
}

static void
add_playbooks_of (CairnGap *self, CairnElement *step)
{
  CairnElement *journey = cairn_element_ancestor (step, CAIRN_KIND_JOURNEY);

  if (journey == NULL)
    return;
  CAIRN_FOREACH_CHILD (attachment, step, CAIRN_KIND_ATTACHMENT)
    CAIRN_FOREACH_CHILD (playbook, journey, CAIRN_KIND_PLAYBOOK)
      if (g_str_equal (cairn_element_get_id (playbook),
                       cairn_element_get_string (attachment, CAIRN_PROP_PLAYBOOK)))
        add_playbook (self, playbook);
}

static void
add_plan (CairnGap *self, gint64 now)
{
  CairnElement *swimlane = cairn_element_get_parent (self->stage);

  CAIRN_FOREACH_CHILD (action, self->stage, CAIRN_KIND_ACTION)
    add_action (self, action, now);
  if (swimlane == NULL)
    return;
  CAIRN_FOREACH_CHILD (step, swimlane, CAIRN_KIND_STEP)
    if (g_str_equal (cairn_element_get_string (step, CAIRN_PROP_STAGE),
                     cairn_element_get_id (self->stage)))
      add_playbooks_of (self, step);
}

static void
add_effect (CairnGap *self, CairnElement *change)
{
  CairnGapEffect *effect = g_new0 (CairnGapEffect, 1);
  gint64 moment;

  effect->change = cairn_element_ref (change);
  effect->name = g_strdup (cairn_element_get_string (change, CAIRN_PROP_NAME));
  if (!cairn_journey_studies_get_moment (change, &moment))
    effect->words = g_strdup (_ ("Say since when, as in 2026-12-04"));
  else
    {
      effect->effect = cairn_stage_study_find_effect (self->study, moment);
      effect->words = effect->effect != NULL ? cairn_study_words_effect (effect->effect)
                                             : g_strdup (_ ("Not computed yet"));
    }
  g_ptr_array_add (self->effects, effect);
}

/* ---- the figures ---- */

static CairnGapVerdict
find_verdict (const CairnStudyFigures *f)
{
  if (f->target <= 0)
    return CAIRN_GAP_NO_TARGET;
  if (f->exits < LEAST_EXITS)
    return CAIRN_GAP_TOO_FEW;
  if (!isnan (f->median.value))
    return f->median.value > (double) f->target ? CAIRN_GAP_MISSED : CAIRN_GAP_MET;
  /* More than half are still there at the greatest age that was seen. */
  if (f->median.low > (double) f->target || f->overdue > 0)
    return CAIRN_GAP_MISSED;
  return CAIRN_GAP_TOO_FEW;
}

static void
compare (CairnGap *self, const CairnStudyFigures *f)
{
  gboolean known;

  self->verdict = find_verdict (f);
  known = self->verdict == CAIRN_GAP_MISSED || self->verdict == CAIRN_GAP_MET;
  self->gap = known ? f->median.value - (double) f->target : NAN;
  self->ratio = known ? f->median.value / (double) f->target : NAN;
  self->unsure
    = self->gap > 0 && f->median.low <= (double) f->target && !cairn_study_words_is_behind (f);
  self->open = self->verdict == CAIRN_GAP_MISSED
               || (self->verdict == CAIRN_GAP_TOO_FEW && f->overdue > 0)
               || (f->target > 0 && cairn_study_words_is_behind (f));
}

/* ---- in words ---- */

static char *
dup_current (const CairnStudyFigures *f)
{
  g_autofree char *low = NULL;

  if (f->exits < LEAST_EXITS)
    return f->exits == 0 ? g_strdup (_ ("nobody left yet"))
                         : g_strdup_printf (_ ("%u left, too few"), f->exits);
  if (!isnan (f->median.value))
    return cairn_duration_format_in (f->median.value, f->working_days);
  if (isnan (f->median.low))
    return g_strdup (_ ("not known"));
  low = cairn_duration_format_in (f->median.low, f->working_days);
  return g_strdup_printf ("≥ %s", low);
}

static char *
dup_here (const CairnStudyFigures *f)
{
  if (f->target <= 0 || f->here == 0)
    return g_strdup_printf (_ ("%'u here now"), f->here);
  return g_strdup_printf (_ ("%1$'u of %2$'u here are past it"), f->overdue, f->here);
}

/* "32 d to 48 d · n = 112" */
static char *
dup_current_note (const CairnStudyFigures *f)
{
  g_autofree char *low = NULL, *high = NULL;

  if (f->exits < LEAST_EXITS)
    return dup_here (f);
  if (isnan (f->median.value) || isnan (f->median.low))
    return g_strdup_printf (_ ("n = %u"), f->exits);
  low = cairn_duration_format_in (f->median.low, f->working_days);
  if (isnan (f->median.high))
    /* translators: 95 % limits of a time: “32 d or more · n = 112” */
    return g_strdup_printf (_ ("%1$s or more · n = %2$u"), low, f->exits);
  high = cairn_duration_format_in (f->median.high, f->working_days);
  /* translators: 95 % limits of a time: “32 d to 48 d · n = 112” */
  return g_strdup_printf (_ ("%1$s to %2$s · n = %3$u"), low, high, f->exits);
}

static char *
dup_gap_words (const CairnGap *self, const CairnStudyFigures *f)
{
  g_autofree char *span = cairn_duration_format_in (fabs (self->gap), f->working_days);

  switch (self->verdict)
    {
    case CAIRN_GAP_MISSED:
      if (isnan (self->gap))
        return g_strdup (_ ("missed"));
      return g_strdup_printf ("+%s", span);
    case CAIRN_GAP_MET:
      return g_strdup (_ ("met"));
    case CAIRN_GAP_TOO_FEW:
      return g_strdup (_ ("cannot be told"));
    case CAIRN_GAP_NO_TARGET:
    default:
      return g_strdup ("–");
    }
}

static void
append (GString *text, const char *part)
{
  if (text->len > 0)
    g_string_append (text, " · ");
  g_string_append (text, part);
}

static char *
dup_gap_note (const CairnGap *self, const CairnStudyFigures *f)
{
  GString *note = g_string_new (NULL);
  g_autofree char *times = cairn_study_format_times (self->ratio);

  if (self->verdict == CAIRN_GAP_MISSED && !isnan (self->ratio))
    append (note, times);
  if (self->unsure)
    append (note, _ ("may be chance"));
  if (f->lost_per_week >= 0.05)
    {
      g_autofree char *lost = cairn_study_format_amount (f->lost_per_week);
      /* translators: %s is a number of customer-days */
      g_autofree char *words = g_strdup_printf (_ ("%s customer-days lost a week"), lost);

      append (note, words);
    }
  return g_string_free (note, FALSE);
}

static void
describe (CairnGap *self, const CairnStudyFigures *f)
{
  const CairnStudySetting setting = self->stage != NULL
                                      ? cairn_journey_studies_get_setting (self->stage)
                                      : (CairnStudySetting){ 0 };

  /* translators: %s is the name of a stage */
  self->metric = g_strdup_printf (_ ("%s: median stay"), f->stage);
  self->desired = f->target > 0 ? cairn_duration_format_in ((double) f->target, f->working_days)
                                : g_strdup (_ ("no target set"));
  self->current = dup_current (f);
  self->current_note = dup_current_note (f);
  self->gap_words = dup_gap_words (self, f);
  self->gap_note = dup_gap_note (self, f);
  self->kind = cairn_study_words_label (f, &setting);
  self->evidence = cairn_study_words_evidence (self->study, &setting);
}

CairnGap *
cairn_gap_new (CairnElement *stage, CairnStageStudy *study)
{
  const CairnStudyFigures *figures;
  CairnGap *self;

  g_return_val_if_fail (study != NULL, NULL);

  figures = cairn_stage_study_get_figures (study);
  self = g_new0 (CairnGap, 1);
  self->stage = stage != NULL ? cairn_element_ref (stage) : NULL;
  self->study = cairn_stage_study_ref (study);
  self->plan = g_ptr_array_new_with_free_func (action_free);
  self->effects = g_ptr_array_new_with_free_func (effect_free);
  compare (self, figures);
  if (stage != NULL)
    {
      add_plan (self, figures->now);
      CAIRN_FOREACH_CHILD (change, stage, CAIRN_KIND_CHANGE)
        add_effect (self, change);
    }
  describe (self, figures);
  return self;
}

void
cairn_gap_free (CairnGap *self)
{
  g_clear_pointer (&self->stage, cairn_element_unref);
  cairn_stage_study_unref (self->study);
  g_ptr_array_unref (self->plan);
  g_ptr_array_unref (self->effects);
  g_free (self->metric);
  g_free (self->desired);
  g_free (self->current);
  g_free (self->current_note);
  g_free (self->gap_words);
  g_free (self->gap_note);
  g_free (self->kind);
  g_free (self->evidence);
  g_free (self);
}

/* ---- all of a map ---- */

static void
free_gap (gpointer data)
{
  cairn_gap_free (data);
}

GPtrArray *
cairn_gap_list_new (void)
{
  return g_ptr_array_new_with_free_func (free_gap);
}

static double
lost (const CairnGap *self)
{
  double days = cairn_stage_study_get_figures (self->study)->lost_per_week;

  return isnan (days) ? -1 : days;
}

static int
compare_gaps (gconstpointer a, gconstpointer b)
{
  double x = lost (*(CairnGap *const *) a);
  double y = lost (*(CairnGap *const *) b);

  return (x < y) - (x > y);
}

void
cairn_gap_list_arrange (GPtrArray *gaps, gboolean all)
{
  g_return_if_fail (gaps != NULL);

  for (guint i = gaps->len; i > 0 && !all; i--)
    if (!((const CairnGap *) g_ptr_array_index (gaps, i - 1))->open)
      g_ptr_array_remove_index (gaps, i - 1);
  g_ptr_array_sort (gaps, compare_gaps);
}

char *
cairn_gap_list_summarize (GPtrArray *gaps, guint n_stages)
{
  guint missed = 0, unsure = 0;

  g_return_val_if_fail (gaps != NULL, NULL);

  for (guint i = 0; i < gaps->len; i++)
    {
      const CairnGap *gap = g_ptr_array_index (gaps, i);

      missed += gap->open;
      unsure += gap->unsure;
    }
  if (n_stages == 0)
    return g_strdup (_ ("No stage has figures yet."));
  if (missed == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "The stage does not miss its target.",
                                         "None of the %u stages misses its target.", n_stages),
                            n_stages);
  if (unsure > 0)
    /* translators: the last number is part of the first */
    return g_strdup_printf (
      g_dngettext (
        GETTEXT_PACKAGE, "%1$u stage of %2$u misses its target, %3$u of these perhaps by chance.",
        "%1$u stages of %2$u miss their target, %3$u of these perhaps by chance.", missed),
      missed, n_stages, unsure);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$u stage of %2$u misses its target.",
                                       "%1$u stages of %2$u miss their target.", missed),
                          missed, n_stages);
}
