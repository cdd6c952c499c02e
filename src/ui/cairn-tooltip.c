/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/cairn-tooltip.h"

#define EXPLANATION "cairn-explanation"

void
cairn_tooltip_set (GtkWidget *widget, const char *text)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) != 0)
    gtk_widget_set_tooltip_text (widget, text);
}

static gboolean
query_cb (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip, gpointer data)
{
  const char *why = cairn_tooltip_get_explanation (widget);

  gtk_tooltip_set_text (tooltip, why);
  return why != NULL;
}

void
cairn_tooltip_explain (GtkWidget *widget, const char *why)
{
  const char *before;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  before = cairn_tooltip_get_explanation (widget);
  if (g_strcmp0 (before, why) == 0)
    return;
  if (g_signal_handler_find (widget, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, query_cb, NULL) == 0)
    g_signal_connect (widget, "query-tooltip", G_CALLBACK (query_cb), NULL);
  g_object_set_data_full (G_OBJECT (widget), EXPLANATION, g_strdup (why), g_free);
  gtk_widget_set_has_tooltip (widget, why != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  why != NULL ? why : "", -1);
  if ((gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_PRELIGHT) != 0)
    gtk_widget_trigger_tooltip_query (widget);
}

const char *
cairn_tooltip_get_explanation (GtkWidget *widget)
{
  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  return g_object_get_data (G_OBJECT (widget), EXPLANATION);
}
