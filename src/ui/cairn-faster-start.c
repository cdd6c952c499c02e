/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-faster-start.h"

#include "timing/cairn-warm-start.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

static void
wish_cb (GSettings *settings, const char *key, gpointer data)
{
  g_autofree char *folder = cairn_warm_start_get_default_folder ();
  gboolean wanted = g_settings_get_boolean (settings, "start-faster");

  cairn_warm_start_set_folder (wanted ? folder : NULL);
  if (!wanted)
    cairn_warm_start_clear (folder);
}

void
cairn_faster_start_follow (GSettings *settings)
{
  g_return_if_fail (G_IS_SETTINGS (settings));

  /* It goes with the settings themselves: there is nobody else who hears of it. */
  g_signal_connect (settings, "changed::start-faster", G_CALLBACK (wish_cb), NULL);
  wish_cb (settings, "start-faster", NULL);
}

static void
tell_size (AdwActionRow *row, GtkWidget *button)
{
  g_autofree char *folder = cairn_warm_start_get_default_folder ();
  guint64 size = cairn_warm_start_get_size (folder);
  g_autofree char *text = g_format_size (size);

  adw_action_row_set_subtitle (row, size > 0 ? text : _ ("Nothing"));
  gtk_widget_set_sensitive (button, size > 0);
}

static void
clear_cb (GtkButton *button, AdwActionRow *row)
{
  g_autofree char *folder = cairn_warm_start_get_default_folder ();

  cairn_warm_start_clear (folder);
  tell_size (row, GTK_WIDGET (button));
}

GtkWidget *
cairn_faster_start_row_new (void)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Clear"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Kept now"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clear_cb), row, 0);
  tell_size (ADW_ACTION_ROW (row), button);
  return row;
}
