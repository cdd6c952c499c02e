/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-preferences.h"

#include "ui/cairn-faster-start.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  const char *key;
  const char *title;
  const char *subtitle;
} Wish;

static const Wish keyboard[] = {
  { "single-letters", N_ ("Single letters choose tools"),
    N_ ("V, H, L, S, P, D, C, N and T, while nothing is selected") },
  { "tab-moves", N_ ("Tab only moves the focus"),
    N_ ("The next step is made with Insert or Ctrl+Right") },
};

static const Wish pointer[] = {
  { "wheel-zooms", N_ ("The mouse wheel zooms"),
    N_ ("Off: it moves the paper, and zooms with Ctrl. A touchpad moves the paper and zooms by "
        "pinching in any case") },
};

static const Wish names[] = {
  { "hide-owners", N_ ("Hide the names of owners"),
    N_ ("On the screen and in whatever is exported") },
  { "hide-customers", N_ ("Replace customers by pseudonyms"),
    N_ ("“Customer 7F3A-91C2”: always the same one for the same customer, on this machine") },
};

static const Wish alerts[] = {
  { "alert-limit", N_ ("A stage passes its limit"),
    N_ ("Tell me when its median stay becomes longer") },
  { "alert-pile-up", N_ ("Customers begin to pile up"),
    N_ ("More come than go, and not by chance") },
  { "alert-stuck", N_ ("A customer is stuck"), N_ ("Longer in a stage than its limit") },
};

static const Wish speed[] = {
  { "start-faster", N_ ("Start faster next time"),
    N_ ("What was read of a large database is kept on this machine, for you only: names of "
        "customers and owners, and the times of their stays") },
};

static GtkWidget *
make_row (const Wish *wish, GSettings *settings)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *toggle = gtk_switch_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (wish->title));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (wish->subtitle));
  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  if (settings != NULL)
    g_settings_bind (settings, wish->key, toggle, "active", G_SETTINGS_BIND_DEFAULT);
  gtk_widget_set_sensitive (row, settings != NULL);
  return row;
}

static AdwPreferencesGroup *
make_group (const char *title, const Wish *wishes, guint n, GSettings *settings)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  adw_preferences_group_set_title (group, title);
  for (guint i = 0; i < n; i++)
    adw_preferences_group_add (group, make_row (&wishes[i], settings));
  return group;
}

static AdwPreferencesGroup *
make_speed_group (GSettings *settings)
{
  AdwPreferencesGroup *group
    = make_group (_ ("Large Databases"), speed, G_N_ELEMENTS (speed), settings);

  adw_preferences_group_add (group, cairn_faster_start_row_new ());
  return group;
}

/* Nothing to choose: there is one such choice, for all programs, and it counts here too. */
static AdwPreferencesGroup *
make_motion_group (void)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *row = adw_action_row_new ();
  gboolean moves = adw_get_enable_animations (GTK_WIDGET (row));

  adw_preferences_group_set_title (group, _ ("Motion"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 moves ? _ ("Panels and lists move as they open")
                                       : _ ("Panels and lists open without motion"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("As the system's accessibility settings say"));
  adw_preferences_group_add (group, row);
  return group;
}

/* *@alert_group becomes the group of that. */
static GtkWindow *
make_window (GtkWindow *parent, GSettings *settings, AdwPreferencesGroup **alert_group)
{
  GtkWidget *window = g_object_new (ADW_TYPE_PREFERENCES_WINDOW, "transient-for", parent, "modal",
                                    TRUE, "destroy-with-parent", TRUE, "search-enabled", FALSE,
                                    "default-width", 520, "default-height", 560, NULL);
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());

  adw_preferences_page_add (
    page, make_group (_ ("Keyboard"), keyboard, G_N_ELEMENTS (keyboard), settings));
  adw_preferences_page_add (page,
                            make_group (_ ("Pointer"), pointer, G_N_ELEMENTS (pointer), settings));
  adw_preferences_page_add (page, make_group (_ ("Names"), names, G_N_ELEMENTS (names), settings));
  *alert_group = make_group (_ ("Alerts on This Machine"), alerts, G_N_ELEMENTS (alerts), settings);
  adw_preferences_page_add (page, *alert_group);
  adw_preferences_page_add (page, make_speed_group (settings));
  adw_preferences_page_add (page, make_motion_group ());
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  return GTK_WINDOW (window);
}

void
cairn_preferences_present (GtkWindow *parent, GSettings *settings)
{
  AdwPreferencesGroup *alert_group;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  gtk_window_present (make_window (parent, settings, &alert_group));
}

/* Where everything has its place, what gets the focus is scrolled to. */
static gboolean
focus_cb (GtkWidget *group, GdkFrameClock *clock, gpointer data)
{
  if (gtk_widget_get_height (group) == 0)
    return G_SOURCE_CONTINUE;
  gtk_widget_child_focus (group, GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

void
cairn_preferences_present_alerts (GtkWindow *parent, GSettings *settings)
{
  AdwPreferencesGroup *alert_group;
  GtkWindow *window;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  window = make_window (parent, settings, &alert_group);
  gtk_widget_add_tick_callback (GTK_WIDGET (alert_group), focus_cb, NULL, NULL);
  gtk_window_present (window);
}
