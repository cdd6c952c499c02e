/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-why-group.h"

#include "command/cairn-plan-commands.h"
#include "insight/cairn-journey-studies.h"
#include "insight/cairn-stage-benchmark.h"
#include "insight/cairn-study-how.h"
#include "ui/cairn-handling-popover.h"
#include "ui/cairn-plan-row.h"
#include "ui/cairn-tooltip.h"

#include <glib/gi18n-lib.h>

struct _CairnWhyGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *verdict; /* the kind and its evidence */
  GtkWidget *suggest;
  GtkWidget *mark;
  GPtrArray *plan; /* rows of cairn-plan-row, in the order they stand in */

  CairnEditor *editor; /* weak */
  CairnElement *stage;
};

G_DEFINE_FINAL_TYPE (CairnWhyGroup, cairn_why_group, ADW_TYPE_PREFERENCES_GROUP)

static CairnStageStudy *
get_study (CairnWhyGroup *self)
{
  return self->editor != NULL ? cairn_editor_get_study (self->editor, self->stage) : NULL;
}

/* ---- the kind ---- */

static void
show_verdict (CairnWhyGroup *self, CairnStageStudy *study)
{
  const CairnStudyFigures *figures = cairn_stage_study_get_figures (study);
  const CairnStudySetting setting = cairn_journey_studies_get_setting (self->stage);
  g_autofree char *label = cairn_study_words_label (figures, &setting);
  g_autofree char *evidence = cairn_study_words_evidence (study, &setting);
  g_autofree char *loss = cairn_study_words_loss (figures);
  g_autofree char *benchmark = cairn_stage_benchmark_dup_words (self->stage, figures);
  g_autofree char *how
    = cairn_study_how_dup_text (CAIRN_HOW_CLASS, study, cairn_editor_get_timings (self->editor));
  /* translators: what the stay in a stage is measured against */
  g_autofree char *why
    = g_strdup_printf (_ ("%1$s\nMeasured against: %2$s.\n\n%3$s"), loss, benchmark, how);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->verdict), label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->verdict), evidence);
  cairn_tooltip_set (self->verdict, why);
}

static void
suggest_cb (CairnWhyGroup *self)
{
  CairnStageStudy *study = self->stage != NULL ? get_study (self) : NULL;

  if (study != NULL)
    cairn_handling_popover_show (gtk_widget_get_parent (self->suggest), self->suggest, self->editor,
                                 self->stage, study);
}

static void
mark_cb (CairnWhyGroup *self)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *today = g_date_time_format (now, "%Y-%m-%d");

  if (self->stage != NULL && self->editor != NULL && cairn_editor_may_change (self->editor))
    cairn_command_add_change (cairn_editor_get_history (self->editor), self->stage,
                              _ ("What was changed"), today);
}

/* ---- the plan ---- */

static gboolean
is_plan (CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);

  return kind == CAIRN_KIND_ACTION || kind == CAIRN_KIND_CHANGE;
}

static GPtrArray *
dup_plan (CairnElement *stage)
{
  GPtrArray *plan = g_ptr_array_new ();

  for (guint i = 0; i < cairn_element_get_n_children (stage); i++)
    if (is_plan (cairn_element_get_child (stage, i)))
      g_ptr_array_add (plan, cairn_element_get_child (stage, i));
  return plan;
}

static gboolean
has_rows_of (CairnWhyGroup *self, GPtrArray *plan)
{
  if (self->plan->len != plan->len)
    return FALSE;
  for (guint i = 0; i < plan->len; i++)
    if (cairn_plan_row_get_element (g_ptr_array_index (self->plan, i))
        != g_ptr_array_index (plan, i))
      return FALSE;
  return TRUE;
}

static void
drop_rows (CairnWhyGroup *self)
{
  for (guint i = 0; i < self->plan->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->plan, i));
  g_ptr_array_set_size (self->plan, 0);
}

/* Did it work? NULL: of an action, or it cannot be told. */
static char *
effect_words (CairnElement *element, CairnStageStudy *study)
{
  const CairnChangeEffect *effect = NULL;
  gint64 moment;

  if (cairn_element_get_kind (element) != CAIRN_KIND_CHANGE)
    return NULL;
  if (!cairn_journey_studies_get_moment (element, &moment))
    return g_strdup (_ ("Say since when, as in 2026-12-04"));
  if (study != NULL)
    effect = cairn_stage_study_find_effect (study, moment);
  if (effect == NULL && study != NULL && cairn_stage_study_get_figures (study)->binned)
    return g_strdup (_ ("Whether it worked cannot be told from a server’s sums"));
  return effect != NULL ? cairn_study_words_effect (effect) : NULL;
}

static void
show_plan (CairnWhyGroup *self, CairnStageStudy *study)
{
  g_autoptr (GPtrArray) plan = dup_plan (self->stage);

  if (!has_rows_of (self, plan))
    {
      drop_rows (self);
      for (guint i = 0; i < plan->len; i++)
        {
          GtkWidget *row = cairn_plan_row_new (self->editor, g_ptr_array_index (plan, i));

          adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
          g_ptr_array_add (self->plan, row);
        }
    }
  for (guint i = 0; i < plan->len; i++)
    {
      g_autofree char *words = effect_words (g_ptr_array_index (plan, i), study);

      cairn_plan_row_update (g_ptr_array_index (self->plan, i), words);
    }
}

/* ---- the widget ---- */

static GtkWidget *
add_row (CairnWhyGroup *self, const char *title, void (*activated) (CairnWhyGroup *self))
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  if (activated != NULL)
    {
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_widget_add_css_class (row, "cairn-link-row");
      g_signal_connect_object (row, "activated", G_CALLBACK (activated), self, G_CONNECT_SWAPPED);
    }
  return row;
}

static void
cairn_why_group_dispose (GObject *object)
{
  CairnWhyGroup *self = CAIRN_WHY_GROUP (object);

  g_clear_weak_pointer (&self->editor);
  g_clear_pointer (&self->stage, cairn_element_unref);
  g_clear_pointer (&self->plan, g_ptr_array_unref);
  G_OBJECT_CLASS (cairn_why_group_parent_class)->dispose (object);
}

static void
cairn_why_group_class_init (CairnWhyGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_why_group_dispose;
}

static void
cairn_why_group_init (CairnWhyGroup *self)
{
  self->plan = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Why"));
  self->verdict = add_row (self, "", NULL);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self->verdict), 0);
  gtk_widget_add_css_class (self->verdict, "cairn-verdict");
  self->suggest = add_row (self, _ ("Add to action plan…"), suggest_cb);
  self->mark = add_row (self, _ ("Mark a change: did it work?"), mark_cb);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

void
cairn_why_group_show (CairnWhyGroup *self, CairnEditor *editor, CairnElement *stage)
{
  CairnStageStudy *study;

  g_return_if_fail (CAIRN_IS_WHY_GROUP (self));

  if (stage != NULL && cairn_element_get_kind (stage) != CAIRN_KIND_STAGE)
    stage = NULL;
  if (stage != self->stage)
    drop_rows (self);
  if (stage != NULL)
    cairn_element_ref (stage);
  g_clear_pointer (&self->stage, cairn_element_unref);
  self->stage = stage;
  g_set_weak_pointer (&self->editor, editor);
  if (stage == NULL || editor == NULL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }
  study = get_study (self);
  gtk_widget_set_visible (self->verdict, study != NULL);
  gtk_widget_set_visible (self->suggest, study != NULL);
  if (study != NULL)
    show_verdict (self, study);
  show_plan (self, study);
  gtk_widget_set_visible (GTK_WIDGET (self), study != NULL || self->plan->len > 0);
}
