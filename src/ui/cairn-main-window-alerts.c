/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-main-window-private.h"
#include "ui/cairn-preferences.h"

#include "timing/cairn-alerts.h"

#include "base/cairn-time.h"

#include <glib/gi18n-lib.h>

/* What has happened in the data while the window was open: a notification of the desktop, once, and
 * a list. Only for those who ask for it. */

#define MAX_ALERTS 200
#define RECENT 60 /* seconds: figures older than this are of the past */

static guint
wanted (CairnMainWindow *self)
{
  static const struct
  {
    const char *key;
    CairnAlertKind kind;
  } wishes[] = {
    { "alert-limit", CAIRN_ALERT_LIMIT },
    { "alert-pile-up", CAIRN_ALERT_PILE_UP },
    { "alert-stuck", CAIRN_ALERT_STUCK },
  };
  guint kinds = 0;

  for (guint i = 0; self->settings != NULL && i < G_N_ELEMENTS (wishes); i++)
    if (g_settings_get_boolean (self->settings, wishes[i].key))
      kinds |= wishes[i].kind;
  return kinds;
}

static void show_list (CairnMainWindow *self);

static void
notify (CairnMainWindow *self, const CairnAlert *alert)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autofree char *name = cairn_main_window_dup_name (self);
  g_autoptr (GNotification) notification = g_notification_new (name);
  g_autofree char *id = g_strdup_printf (
    "%u-%s-%s", alert->kind, alert->segment != NULL ? alert->segment : "", alert->stage);

  g_notification_set_body (notification, alert->text);
  if (application != NULL && g_application_get_is_registered (G_APPLICATION (application)))
    g_application_send_notification (G_APPLICATION (application), id, notification);
}

/* Nothing alarms while somebody looks back, or of what was missed before the window opened. */
void
cairn_main_window_watch_alerts (CairnMainWindow *self, CairnSnapshot *snapshot)
{
  gboolean live
    = cairn_snapshot_get_stale (snapshot) == NULL
      && cairn_snapshot_get_as_of (snapshot) > g_get_real_time () / G_USEC_PER_SEC - RECENT;
  g_autoptr (CairnSnapshot) before = g_steal_pointer (&self->alert_snapshot);
  g_autoptr (GPtrArray) found = NULL;
  guint kinds = wanted (self);

  if (!live)
    return;
  self->alert_snapshot = cairn_snapshot_ref (snapshot);
  if (before == NULL || kinds == 0)
    return;
  found = cairn_alerts_find (before, snapshot, kinds);
  if (found->len == 0)
    return;
  while (found->len > 0)
    {
      CairnAlert *alert = g_ptr_array_steal_index (found, 0);

      notify (self, alert);
      if (self->alerts->len == MAX_ALERTS)
        g_ptr_array_remove_index (self->alerts, 0);
      g_ptr_array_add (self->alerts, alert);
    }
  show_list (self);
}

/* ---- the list ---- */

static GtkWidget *
make_row (const CairnAlert *alert)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *when = cairn_time_format (alert->at);
  g_autofree char *title = g_markup_escape_text (alert->text, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), when);
  return row;
}

/* The list closes: what it says is old as soon as something is switched. */
static void
preferences_cb (GtkButton *button, gpointer data)
{
  GtkWindow *list = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button)));
  CairnMainWindow *self = CAIRN_MAIN_WINDOW (gtk_window_get_transient_for (list));

  gtk_window_close (list);
  cairn_preferences_present_alerts (GTK_WINDOW (self), self->settings);
}

/* Why the list is empty, and what would fill it. */
static GtkWidget *
make_nothing (gboolean on)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Preferences"));

  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "alarm-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), on ? _ ("No Alerts") : _ ("Alerts Are Off"));
  adw_status_page_set_description (
    ADW_STATUS_PAGE (page), on ? _ ("Nothing has happened since this journey was opened.")
                               : _ ("Say in the preferences what you want to be told of: a stage "
                                    "past its limit, a pile-up, a customer who is stuck."));
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  g_signal_connect (button, "clicked", G_CALLBACK (preferences_cb), NULL);
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  return page;
}

/* The latest first. */
static void
fill_list (CairnMainWindow *self, AdwPreferencesPage *page)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());

  if (self->alerts->len == 0)
    adw_preferences_group_add (group, make_nothing (wanted (self) != 0));
  for (guint i = self->alerts->len; i > 0; i--)
    adw_preferences_group_add (group, make_row (g_ptr_array_index (self->alerts, i - 1)));
  adw_preferences_page_add (page, group);
  g_set_weak_pointer (&self->alert_list, group);
}

/* Whoever is looking at the list sees what comes. */
static void
show_list (CairnMainWindow *self)
{
  AdwPreferencesGroup *before = self->alert_list;
  GtkWidget *page = before != NULL
                      ? gtk_widget_get_ancestor (GTK_WIDGET (before), ADW_TYPE_PREFERENCES_PAGE)
                      : NULL;

  if (page == NULL)
    return;
  adw_preferences_page_remove (ADW_PREFERENCES_PAGE (page), before);
  fill_list (self, ADW_PREFERENCES_PAGE (page));
}

static void
alerts_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  GtkWidget *window
    = g_object_new (ADW_TYPE_PREFERENCES_WINDOW, "title", _ ("Alerts"), "transient-for", self,
                    "destroy-with-parent", TRUE, "search-enabled", FALSE, "default-width", 460,
                    "default-height", 480, NULL);

  fill_list (self, page);
  adw_preferences_window_add (ADW_PREFERENCES_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
}

void
cairn_main_window_add_alert_actions (CairnMainWindow *self)
{
  static const GActionEntry entries[] = { { "alerts", alerts_cb } };

  self->alerts = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_alert_free);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

void
cairn_main_window_forget_alerts (CairnMainWindow *self)
{
  g_clear_pointer (&self->alert_snapshot, cairn_snapshot_unref);
  g_clear_pointer (&self->alerts, g_ptr_array_unref);
  g_clear_weak_pointer (&self->alert_list);
}
