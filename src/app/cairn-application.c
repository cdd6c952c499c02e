/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-app"

#include "config.h"

#include "app/cairn-application.h"

#include "canvas/cairn-action.h"
#include "ui/cairn-faster-start.h"
#include "ui/cairn-help-window.h"
#include "ui/cairn-main-window.h"
#include "ui/cairn-recovery-dialog.h"
#include "ui/cairn-settings.h"

#include <glib/gi18n-lib.h>

struct _CairnApplication
{
  AdwApplication parent_instance;

  GSettings *settings; /* NULL: there are none */
  gboolean recovered;  /* what a crash left has been offered */
};

G_DEFINE_FINAL_TYPE (CairnApplication, cairn_application, ADW_TYPE_APPLICATION)

static CairnMainWindow *
add_window (CairnApplication *self)
{
  return cairn_main_window_new (GTK_APPLICATION (self));
}

/* The window that shows @file, or NULL. */
static CairnMainWindow *
find_window (CairnApplication *self, GFile *file)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      GFile *shown = CAIRN_IS_MAIN_WINDOW (l->data) ? cairn_main_window_get_file (l->data) : NULL;

      if (shown != NULL && g_file_equal (shown, file))
        return l->data;
    }
  return NULL;
}

/* A window whose new, untouched journey may give way to another one. */
static CairnMainWindow *
find_pristine (CairnApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  return CAIRN_IS_MAIN_WINDOW (active) && cairn_main_window_is_pristine (CAIRN_MAIN_WINDOW (active))
           ? CAIRN_MAIN_WINDOW (active)
           : NULL;
}

/* Once a run, above the first window. Returns whether there was anything. */
static gboolean
offer_recovery (CairnApplication *self, CairnMainWindow *window)
{
  if (self->recovered)
    return FALSE;
  self->recovered = TRUE;
  return cairn_recovery_dialog_offer (window);
}

static void
cairn_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  CairnApplication *self = CAIRN_APPLICATION (application);
  CairnMainWindow *window = NULL;

  for (int i = 0; i < n_files; i++)
    {
      window = find_window (self, files[i]);
      if (window == NULL)
        {
          window = find_pristine (self);
          if (window == NULL)
            window = add_window (self);
          cairn_main_window_open (window, files[i]);
        }
      gtk_window_present (GTK_WINDOW (window));
    }
  if (window != NULL)
    offer_recovery (self, window);
}

static void
cairn_application_activate (GApplication *application)
{
  CairnApplication *self = CAIRN_APPLICATION (application);
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));
  CairnMainWindow *window = NULL;

  if (active != NULL)
    {
      gtk_window_present (active);
      return;
    }
  window = add_window (self);
  gtk_window_present (GTK_WINDOW (window));
  if (!offer_recovery (self, window))
    cairn_main_window_choose_new (window);
}

/* Asks every window in turn, so that none loses its work; each goes when it has been answered. */
static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (data));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

static void
help_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  cairn_help_window_present (data);
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_window (
    gtk_application_get_active_window (data), "application-name", _ ("Cairn"), "application-icon",
    CAIRN_APP_ID, "version", CAIRN_VERSION, "developer-name", _ ("The Cairn authors"),
    "license-type", GTK_LICENSE_GPL_3_0, "comments",
    _ ("Draws the journeys of your customers, and shows live where they pile up."), NULL);
}

static void
add_accelerators (GtkApplication *application)
{
  guint n = 0;
  const CairnAction *table = cairn_action_table (&n);

  for (guint i = 0; i < n; i++)
    if (table[i].scope == CAIRN_SCOPE_EVERYWHERE && table[i].keys != NULL)
      {
        g_auto (GStrv) keys = g_strsplit (table[i].keys, " ", -1);

        gtk_application_set_accels_for_action (application, table[i].name,
                                               (const char *const *) keys);
      }
}

static void
follow_settings (CairnApplication *self)
{
  self->settings = cairn_settings_new ();
  if (self->settings != NULL)
    cairn_faster_start_follow (self->settings);
}

static void
cairn_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { "quit", quit_cb },
    { "help", help_cb },
    { "about", about_cb },
  };

  G_APPLICATION_CLASS (cairn_application_parent_class)->startup (application);
  g_action_map_add_action_entries (G_ACTION_MAP (application), entries, G_N_ELEMENTS (entries),
                                   application);
  add_accelerators (GTK_APPLICATION (application));
  follow_settings (CAIRN_APPLICATION (application));
  gtk_window_set_default_icon_name (CAIRN_APP_ID);
}

static void
cairn_application_dispose (GObject *object)
{
  CairnApplication *self = CAIRN_APPLICATION (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (cairn_application_parent_class)->dispose (object);
}

static void
cairn_application_class_init (CairnApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_application_dispose;
  application_class->startup = cairn_application_startup;
  application_class->activate = cairn_application_activate;
  application_class->open = cairn_application_open;
}

static void
cairn_application_init (CairnApplication *self)
{
}

CairnApplication *
cairn_application_new (void)
{
  return g_object_new (CAIRN_TYPE_APPLICATION, "application-id", CAIRN_APP_ID, "flags",
                       G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/io/github/cairn_journeys/Cairn", NULL);
}
