/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-touchpoint-group.h"
#include "ui/cairn-tooltip.h"

#include "insight/cairn-touchpoint-words.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _CairnTouchpointGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *rows[CAIRN_N_TOUCHPOINT_FACTS];
  GtkWidget *unseen;
};

G_DEFINE_FINAL_TYPE (CairnTouchpointGroup, cairn_touchpoint_group, ADW_TYPE_PREFERENCES_GROUP)

static void
cairn_touchpoint_group_class_init (CairnTouchpointGroupClass *klass)
{
}

static GtkWidget *
add_row (CairnTouchpointGroup *self, const char *title)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return row;
}

static void
cairn_touchpoint_group_init (CairnTouchpointGroup *self)
{
  for (CairnTouchpointFact fact = 0; fact < CAIRN_N_TOUCHPOINT_FACTS; fact++)
    self->rows[fact]
      = add_row (self, cairn_study_how_get_title (cairn_touchpoint_words_get_how (fact)));
  self->unseen = add_row (self, _ ("Not seen in the data"));
  adw_action_row_set_subtitle (
    ADW_ACTION_ROW (self->unseen),
    _ ("In this window nothing of this name was done with customers in this stage. If the data "
       "call it something else, say so under “Names in the Data”."));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
show_figures (CairnTouchpointGroup *self,
              const CairnTouchpointFigures *figures,
              CairnStageStudy *study,
              CairnSnapshot *snapshot)
{
  gboolean working_days = cairn_stage_study_get_figures (study)->working_days;

  for (CairnTouchpointFact fact = 0; fact < CAIRN_N_TOUCHPOINT_FACTS; fact++)
    {
      g_autofree char *words = figures != NULL
                                 ? cairn_touchpoint_words_dup (figures, working_days, fact)
                                 : g_strdup ("–");
      g_autofree char *why
        = cairn_study_how_dup_text (cairn_touchpoint_words_get_how (fact), study, snapshot);

      /* What the data cannot say needs no row. */
      gtk_widget_set_visible (self->rows[fact], strcmp (words, "–") != 0);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->rows[fact]), words);
      cairn_tooltip_set (self->rows[fact], why);
    }
  gtk_widget_set_visible (self->unseen, figures == NULL);
}

void
cairn_touchpoint_group_show (CairnTouchpointGroup *self, CairnEditor *editor, CairnElement *step)
{
  CairnElement *stage = NULL;
  CairnStageStudy *study = NULL;
  g_autofree char *title = NULL;
  guint n = 0;

  g_return_if_fail (CAIRN_IS_TOUCHPOINT_GROUP (self));

  if (step != NULL && editor != NULL && cairn_touchpoint_words_applies (step))
    stage = cairn_document_resolve (cairn_editor_get_document (editor), step, CAIRN_PROP_STAGE);
  if (stage != NULL)
    study = cairn_editor_get_study (editor, stage);
  if (study != NULL)
    cairn_stage_study_get_touchpoints (study, &n);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  if (n == 0)
    return;
  /* translators: %s is the name of a step */
  title = g_markup_printf_escaped (_ ("Timings of %s"), cairn_element_get_title (step));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  show_figures (self, cairn_touchpoint_words_find (step, study), study,
                cairn_editor_get_timings (editor));
}
