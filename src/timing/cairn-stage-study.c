/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "timing/cairn-stage-study-private.h"

G_DEFINE_BOXED_TYPE (CairnStageStudy,
                     cairn_stage_study,
                     cairn_stage_study_ref,
                     cairn_stage_study_unref)

/* ---- curves ---- */
const char *
cairn_study_keep (CairnStageStudy *study, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (study->strings, text) : NULL;
}

CairnStageStudy *
cairn_stage_study_alloc (void)
{
  CairnStageStudy *self = g_new0 (CairnStageStudy, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->waiting = g_array_new (FALSE, FALSE, sizeof (CairnWaiting));
  self->owners = g_array_new (FALSE, TRUE, sizeof (CairnOwnerFigures));
  self->handoffs = g_array_new (FALSE, TRUE, sizeof (CairnHandoff));
  self->curve = g_array_new (FALSE, FALSE, sizeof (CairnCurvePoint));
  self->dots = g_array_new (FALSE, FALSE, sizeof (CairnStayDot));
  self->effects = g_array_new (FALSE, FALSE, sizeof (CairnChangeEffect));
  self->touchpoints = g_array_new (FALSE, FALSE, sizeof (CairnTouchpointFigures));
  self->strings = g_string_chunk_new (1024);
  return self;
}

static void
resolve_period (CairnStudyWork *self, gint64 now, const CairnWindow *window, gint64 log_start)
{
  CairnStudyFigures *figures = &self->study->figures;

  cairn_engine_settle (self->engine);
  if (log_start == G_MININT64)
    log_start = cairn_engine_guess_log_start (self->engine, now);
  self->period = cairn_period_resolve (now, window, log_start);
  self->period.clock = self->engine->clock;
  figures->working_days = self->period.clock != NULL;
  figures->now = now;
  figures->from = self->period.from;
  figures->to = self->period.to;
}

void
cairn_study_work_clear (CairnStudyWork *self)
{
  g_clear_pointer (&self->stays, g_array_unref);
  g_clear_pointer (&self->targets, g_array_unref);
  g_clear_pointer (&self->totals, g_array_unref);
  cairn_survival_clear (&self->window);
  cairn_survival_clear (&self->trend);
  cairn_ages_clear (&self->ages);
  cairn_ages_clear (&self->others);
  cairn_ages_clear (&self->scratch);
}

/* The stays of which it is known how long they last. */
static GArray *
list_known (const CairnStudyWork *self)
{
  GArray *known = g_array_new (FALSE, FALSE, sizeof (CairnStay));

  for (guint i = 0; i < self->stays->len; i++)
    if (!cairn_study_is_unknown (self, &cairn_study_stay (self, i)->visit))
      g_array_append_vals (known, cairn_study_stay (self, i), 1);
  return known;
}

static void
look_back (CairnStudyWork *self)
{
  const CairnPeriod *period = &self->period;
  const GArray *changes = self->wish->changes;
  g_autoptr (GArray) known = list_known (self);

  for (guint i = 0; changes != NULL && i < changes->len; i++)
    {
      CairnChangeEffect effect = cairn_change_effect (known, g_array_index (changes, gint64, i),
                                                      period->now, period->log_start);

      g_array_append_val (self->study->effects, effect);
    }
  if (self->wish->self_benchmark)
    self->study->figures.own_best = cairn_self_benchmark (known, period->now, period->log_start);
}

CairnStageStudy *
cairn_stage_study_new_for_wish (CairnEngine *engine,
                                const CairnStudyWish *wish,
                                gint64 now,
                                const CairnWindow *window,
                                gint64 log_start)
{
  CairnStudyWork work = { .engine = engine, .wish = wish };

  g_return_val_if_fail (engine != NULL && wish != NULL && window != NULL, NULL);

  work.automated = wish->automated;
  work.study = cairn_stage_study_alloc ();
  work.study->figures.segment = cairn_study_keep (work.study, wish->segment);
  work.study->figures.stage = cairn_study_keep (work.study, wish->stage);
  resolve_period (&work, now, window, log_start);
  cairn_study_take_stays (&work, wish->segment, wish->stage);
  cairn_study_find_target (&work, wish->stage);
  cairn_study_figures (&work);
  cairn_study_here (&work);
  cairn_study_counts (&work);
  cairn_study_weeks (&work);
  cairn_study_flow (&work);
  cairn_study_touchpoints (&work);
  cairn_study_owners (&work);
  look_back (&work);
  cairn_study_work_clear (&work);
  return work.study;
}

CairnStageStudy *
cairn_stage_study_new (CairnEngine *engine,
                       const char *segment,
                       const char *stage,
                       gint64 now,
                       const CairnWindow *window,
                       gint64 log_start,
                       gboolean automated)
{
  CairnStudyWish wish
    = { .segment = (char *) segment, .stage = (char *) stage, .automated = automated };

  g_return_val_if_fail (stage != NULL, NULL);

  return cairn_stage_study_new_for_wish (engine, &wish, now, window, log_start);
}

CairnStudyWish *
cairn_study_wish_new (const char *segment, const char *stage, gboolean automated)
{
  CairnStudyWish *self = g_new0 (CairnStudyWish, 1);

  self->segment = g_strdup (segment);
  self->stage = g_strdup (stage);
  self->automated = automated;
  return self;
}

void
cairn_study_wish_add_change (CairnStudyWish *self, gint64 moment)
{
  g_return_if_fail (self != NULL);

  if (self->changes == NULL)
    self->changes = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_array_append_val (self->changes, moment);
}

void
cairn_study_wish_add_touchpoint (CairnStudyWish *self, const char *value, const char *step)
{
  g_return_if_fail (self != NULL && value != NULL && step != NULL);

  if (self->touchpoints == NULL)
    self->touchpoints = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (*value != '\0' && *step != '\0' && !g_hash_table_contains (self->touchpoints, value))
    g_hash_table_insert (self->touchpoints, g_strdup (value), g_strdup (step));
}

void
cairn_study_wish_free (CairnStudyWish *self)
{
  g_clear_pointer (&self->changes, g_array_unref);
  g_clear_pointer (&self->touchpoints, g_hash_table_unref);
  g_free (self->segment);
  g_free (self->stage);
  g_free (self);
}

CairnStageStudy *
cairn_stage_study_ref (CairnStageStudy *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
cairn_stage_study_unref (CairnStageStudy *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->first_stays, cairn_stage_study_unref);
  g_clear_pointer (&self->customers, cairn_stage_study_unref);
  g_array_unref (self->waiting);
  g_array_unref (self->owners);
  g_array_unref (self->handoffs);
  g_array_unref (self->curve);
  g_array_unref (self->dots);
  g_array_unref (self->effects);
  g_array_unref (self->touchpoints);
  g_clear_pointer (&self->quadrants, cairn_quadrants_free);
  g_string_chunk_free (self->strings);
  g_free (self);
}

const CairnStudyFigures *
cairn_stage_study_get_figures (const CairnStageStudy *self)
{
  return &self->figures;
}

CairnStageStudy *
cairn_stage_study_count_by (CairnStageStudy *self, CairnStayCount by)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (by == CAIRN_COUNT_FIRST_STAYS && self->first_stays != NULL)
    return self->first_stays;
  if (by == CAIRN_COUNT_CUSTOMERS && self->customers != NULL)
    return self->customers;
  return self;
}

const char *
cairn_stage_study_get_excuse (const CairnStageStudy *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->excuse;
}

const CairnStudyWeek *
cairn_stage_study_get_weeks (const CairnStageStudy *self)
{
  return self->weeks;
}

const CairnQuadrants *
cairn_stage_study_get_quadrants (const CairnStageStudy *self)
{
  return self->quadrants;
}

#define LIST_GETTER(name, Type)                                                                    \
  const Type *cairn_stage_study_get_##name (const CairnStageStudy *self, guint *n)                 \
  {                                                                                                \
    *n = self->name->len;                                                                          \
    return (const Type *) self->name->data;                                                        \
  }

LIST_GETTER (waiting, CairnWaiting)
LIST_GETTER (owners, CairnOwnerFigures)
LIST_GETTER (handoffs, CairnHandoff)
LIST_GETTER (curve, CairnCurvePoint)
LIST_GETTER (dots, CairnStayDot)
LIST_GETTER (effects, CairnChangeEffect)
LIST_GETTER (touchpoints, CairnTouchpointFigures)

const CairnTouchpointFigures *
cairn_stage_study_find_touchpoint (const CairnStageStudy *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->touchpoints->len; i++)
    {
      const CairnTouchpointFigures *one
        = &g_array_index (self->touchpoints, CairnTouchpointFigures, i);

      if (g_str_equal (one->name, name))
        return one;
    }
  return NULL;
}

const CairnChangeEffect *
cairn_stage_study_find_effect (const CairnStageStudy *self, gint64 moment)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->effects->len; i++)
    {
      const CairnChangeEffect *effect = &g_array_index (self->effects, CairnChangeEffect, i);

      if (effect->moment == moment)
        return effect;
    }
  return NULL;
}
