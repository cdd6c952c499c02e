/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "ui/cairn-stay-counting.h"

#include "ui/cairn-settings.h"

#include <glib/gi18n-lib.h>

#define KEY "count-stays-by"
#define SETTINGS "cairn-settings"

static const char *const names[] = { "stay", "first-stay", "customer" };

G_STATIC_ASSERT (G_N_ELEMENTS (names) == CAIRN_N_STAY_COUNTS);

static void
keep_cb (GtkDropDown *choice)
{
  GSettings *settings = g_object_get_data (G_OBJECT (choice), SETTINGS);

  if (settings != NULL)
    g_settings_set_string (settings, KEY, names[cairn_stay_counting_get (choice)]);
}

static guint
find_kept (GSettings *settings)
{
  g_autofree char *name = settings != NULL ? g_settings_get_string (settings, KEY) : NULL;

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i]))
      return i;
  return CAIRN_COUNT_STAYS;
}

GtkWidget *
cairn_stay_counting_new (void)
{
  const char *const labels[]
    = { _ ("Each stay by itself"), _ ("First stays only"), _ ("All stays of a customer"), NULL };
  GtkWidget *choice = gtk_drop_down_new_from_strings (labels);
  GSettings *settings = cairn_settings_new ();

  gtk_widget_set_tooltip_text (choice, _ ("What is counted where customers come more than once"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("What is counted"), -1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), find_kept (settings));
  if (settings != NULL)
    g_object_set_data_full (G_OBJECT (choice), SETTINGS, settings, g_object_unref);
  g_signal_connect (choice, "notify::selected", G_CALLBACK (keep_cb), NULL);
  return choice;
}

CairnStayCount
cairn_stay_counting_get (GtkDropDown *choice)
{
  guint selected = gtk_drop_down_get_selected (choice);

  return selected < CAIRN_N_STAY_COUNTS ? (CairnStayCount) selected : CAIRN_COUNT_STAYS;
}
