/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-timing-group.h"

#include "base/cairn-duration.h"
#include "render/cairn-overlay.h"
#include "render/cairn-theme.h"
#include "ui/cairn-figures.h"
#include "ui/cairn-sparkline.h"
#include "ui/cairn-tooltip.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _CairnTimingGroup
{
  AdwPreferencesGroup parent_instance;

  GtkWidget *numbers;
  GtkLabel *here;
  GtkLabel *here_words;
  GtkLabel *median;
  GtkLabel *median_words;
  GtkLabel *ratio;
  GtkLabel *ratio_words;
  GtkWidget *trend_row;
  CairnSparkline *trend;
  AdwActionRow *oldest;
  GtkLabel *nothing;
};

G_DEFINE_FINAL_TYPE (CairnTimingGroup, cairn_timing_group, ADW_TYPE_PREFERENCES_GROUP)

static void
cairn_timing_group_class_init (CairnTimingGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CAIRN_TYPE_SPARKLINE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-timing-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnTimingGroup, numbers);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingGroup, here);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingGroup, here_words);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingGroup, median);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingGroup, median_words);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingGroup, ratio);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingGroup, ratio_words);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingGroup, trend_row);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingGroup, trend);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingGroup, oldest);
  gtk_widget_class_bind_template_child (widget_class, CairnTimingGroup, nothing);
}

static void
cairn_timing_group_init (CairnTimingGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_here (CairnTimingGroup *self, const CairnCell *cell, const CairnSnapshot *snapshot)
{
  g_autofree char *number = g_strdup_printf ("%'u", cell->here);
  g_autofree char *why = cairn_figures_explain_here (cell, snapshot);

  gtk_label_set_label (self->here, number);
  cairn_tooltip_set (gtk_widget_get_parent (GTK_WIDGET (self->here)), why);
}

static void
show_median (CairnTimingGroup *self, const CairnCell *cell, const CairnSnapshot *snapshot)
{
  CairnOverlayEvidence evidence = cairn_overlay_evidence (cell);
  g_autofree char *median = cairn_figures_median (cell);
  g_autofree char *limits = cairn_figures_limits (cell);
  g_autofree char *why = cairn_figures_explain_median (cell, snapshot);
  g_autofree char *words = NULL;

  if (evidence == CAIRN_OVERLAY_NOBODY_LEFT)
    words = g_strdup (_ ("nobody left yet"));
  else if (evidence == CAIRN_OVERLAY_TOO_FEW)
    /* translators: too few customers left to give a median */
    words = g_strdup_printf (_ ("n = %u, too few"), cell->exits);
  else if (limits != NULL)
    /* translators: %1$s are the 95 % limits of the median, %2$u the number it stands on */
    words = g_strdup_printf (_ ("median, %1$s\nn = %2$u"), limits, cell->exits);
  else
    words = g_strdup_printf (_ ("median\nn = %u"), cell->exits);
  gtk_label_set_label (self->median,
                       evidence == CAIRN_OVERLAY_MEDIAN || evidence == CAIRN_OVERLAY_FULL ? median
                                                                                          : "–");
  gtk_label_set_label (self->median_words, words);
  cairn_tooltip_set (gtk_widget_get_parent (GTK_WIDGET (self->median)), why);
}

static void
show_ratio (CairnTimingGroup *self, const CairnCell *cell, const CairnSnapshot *snapshot)
{
  g_autofree char *ratio = cairn_figures_ratio_text (cell);
  g_autofree char *why = cairn_figures_explain_ratio (cell, snapshot);
  g_autofree char *target = cairn_duration_format_in ((double) cell->target, cell->working_days);
  g_autofree char *words = NULL;

  /* translators: below “1.9×”; %s is a span of time */
  words
    = cell->target > 0 ? g_strdup_printf (_ ("of target %s"), target) : g_strdup (_ ("no target"));
  cairn_words_set_figure (self->ratio, ratio);
  gtk_label_set_label (self->ratio_words, words);
  if (cairn_figures_is_slow (cell))
    gtk_widget_add_css_class (GTK_WIDGET (self->ratio), "cairn-over");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->ratio), "cairn-over");
  cairn_tooltip_set (gtk_widget_get_parent (GTK_WIDGET (self->ratio)), why);
}

static void
show_oldest (CairnTimingGroup *self, const CairnCell *cell)
{
  g_autofree char *age = cairn_duration_format_in ((double) cell->oldest_age, cell->working_days);
  g_autofree char *title = NULL;
  g_autofree char *past = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->oldest), cell->oldest_customer != NULL);
  if (cell->oldest_customer == NULL)
    return;
  /* translators: %1$s is a customer, %2$s a span of time */
  title = g_strdup_printf (_ ("Longest inside: %1$s, %2$s"), cell->oldest_customer, age);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->oldest), title);
  if (cell->target > 0)
    /* translators: numbers of customers: “11 of 17 are past the target” */
    past = g_strdup_printf (_ ("%1$'u of %2$'u are past the target"), cell->overdue, cell->here);
  adw_action_row_set_subtitle (self->oldest, past != NULL ? past : "");
}

static void
show_cell (CairnTimingGroup *self, const CairnCell *cell, const CairnSnapshot *snapshot)
{
  g_autofree char *why = cairn_figures_explain_trend (cell, snapshot);
  gboolean has_trend = FALSE;

  show_here (self, cell, snapshot);
  show_median (self, cell, snapshot);
  show_ratio (self, cell, snapshot);
  show_oldest (self, cell);
  for (guint i = 0; i < CAIRN_TREND_WEEKS; i++)
    has_trend = has_trend || !isnan (cell->lost_weeks[i]);
  gtk_widget_set_visible (self->trend_row, has_trend);
  cairn_sparkline_set_values (self->trend, cell->lost_weeks, CAIRN_TREND_WEEKS, 0);
  cairn_tooltip_set (self->trend_row, why);
}

void
cairn_timing_group_show (CairnTimingGroup *self, CairnEditor *editor, CairnElement *stage)
{
  CairnSnapshot *snapshot = editor != NULL ? cairn_editor_get_timings (editor) : NULL;
  const CairnCell *cell = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (CAIRN_IS_TIMING_GROUP (self));

  gtk_widget_set_visible (GTK_WIDGET (self), stage != NULL && snapshot != NULL);
  if (stage == NULL || snapshot == NULL)
    return;
  /* translators: %s is the name of a stage */
  title = g_markup_printf_escaped (cairn_snapshot_get_stale (snapshot) == NULL
                                     ? _ ("Timings of %s · live")
                                     : _ ("Timings of %s · out of date"),
                                   cairn_element_get_title (stage));
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  cell = cairn_editor_get_cell (editor, stage);
  if (cairn_overlay_evidence (cell) == CAIRN_OVERLAY_NO_CUSTOMERS)
    cell = NULL;
  gtk_widget_set_visible (self->numbers, cell != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), cell == NULL);
  if (cell != NULL)
    {
      show_cell (self, cell, snapshot);
      return;
    }
  gtk_widget_set_visible (self->trend_row, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->oldest), FALSE);
}
