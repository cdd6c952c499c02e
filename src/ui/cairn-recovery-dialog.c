/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-recovery-dialog.h"

#include "base/cairn-time.h"
#include "io/cairn-recovery.h"

#include <glib/gi18n-lib.h>

static void
leftovers_free (gpointer data, GClosure *closure)
{
  g_ptr_array_unref (data);
}

static void
restore (CairnMainWindow *window, const CairnLeftover *leftover)
{
  g_autoptr (GError) error = NULL;

  if (!cairn_main_window_is_pristine (window))
    {
      window = cairn_main_window_new (gtk_window_get_application (GTK_WINDOW (window)));
      gtk_window_present (GTK_WINDOW (window));
    }
  if (!cairn_main_window_restore (window, leftover, &error))
    {
      GtkWidget *dialog
        = adw_message_dialog_new (GTK_WINDOW (window), _ ("Not Restored"), error->message);

      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
      gtk_window_present (GTK_WINDOW (dialog));
    }
}

static void
response_cb (GtkWindow *dialog, const char *response, gpointer data)
{
  CairnMainWindow *window = CAIRN_MAIN_WINDOW (gtk_window_get_transient_for (dialog));
  GPtrArray *leftovers = data;

  for (guint i = 0; i < leftovers->len; i++)
    if (g_str_equal (response, "restore"))
      restore (window, g_ptr_array_index (leftovers, i));
    else if (g_str_equal (response, "discard"))
      cairn_leftover_remove (g_ptr_array_index (leftovers, i));
}

/* "acme.cairn, 22 Nov 2026 12:00", a line each. */
static char *
dup_list (GPtrArray *leftovers)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < leftovers->len; i++)
    {
      const CairnLeftover *leftover = g_ptr_array_index (leftovers, i);
      g_autofree char *when = cairn_time_format (leftover->saved_at);
      g_autofree char *name = leftover->path != NULL
                                ? g_filename_display_basename (leftover->path)
                                : g_strdup (_ ("A journey that was never saved"));

      /* translators: a file's name, a moment */
      g_string_append_printf (list, _ ("%s, %s"), name, when);
      g_string_append_c (list, '\n');
    }
  g_string_append_c (list, '\n');
  g_string_append (list, _ ("The files themselves stay as they are until you save."));
  return g_string_free (list, FALSE);
}

gboolean
cairn_recovery_dialog_offer (CairnMainWindow *window)
{
  g_autoptr (GPtrArray) leftovers = cairn_recovery_list (NULL);
  g_autofree char *list = NULL;
  GtkWidget *dialog;

  g_return_val_if_fail (CAIRN_IS_MAIN_WINDOW (window), FALSE);

  if (leftovers->len == 0)
    return FALSE;
  list = dup_list (leftovers);
  dialog = adw_message_dialog_new (GTK_WINDOW (window), _ ("Restore Unsaved Work?"), list);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "later", _ ("_Later"), "discard",
                                    _ ("_Discard"), "restore", _ ("_Restore"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "restore",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "restore");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "later");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), g_steal_pointer (&leftovers),
                         leftovers_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  return TRUE;
}
