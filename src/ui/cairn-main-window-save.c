/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-main-window-private.h"

#include "insight/cairn-journey-example.h"
#include "io/cairn-journey-save.h"
#include "io/cairn-journey.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GFile *file;
  guint changes; /* how many the journey had seen when its bytes were made */
  gboolean close;
} Saving;

static void save_to (CairnMainWindow *self, GFile *file, const char *stamp, gboolean close);
static void save_as (CairnMainWindow *self, gboolean close);

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_clear_object (&saving->file);
  g_free (saving);
}

/* The journey may say where its database is from where it stands itself. */
static void
rebase_source (CairnMainWindow *self, GFile *file)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (self->editor));
  CairnElement *source = cairn_element_first (root, CAIRN_KIND_SOURCE);
  const char *path = source != NULL ? cairn_element_get_string (source, CAIRN_PROP_PATH) : "";
  g_autoptr (GFile) folder = cairn_main_window_get_folder (self);
  g_autoptr (GFile) new_folder = g_file_get_parent (file);
  g_autoptr (GFile) database = NULL;
  g_autofree char *new_path = NULL;

  if (*path == '\0' || cairn_journey_example_is_path (path)
      || (folder == NULL && !g_path_is_absolute (path))
      || (folder != NULL && g_file_equal (folder, new_folder)))
    return;
  database
    = folder != NULL ? g_file_resolve_relative_path (folder, path) : g_file_new_for_path (path);
  new_path = g_file_get_relative_path (new_folder, database);
  if (new_path == NULL)
    new_path = g_file_get_path (database);
  if (new_path == NULL || g_str_equal (new_path, path))
    return;
  cairn_history_begin (history, _ ("Save elsewhere"));
  cairn_history_set_string (history, source, CAIRN_PROP_PATH, new_path);
  cairn_history_end (history);
}

static void
changed_response_cb (GtkWindow *dialog, const char *response, gpointer data)
{
  CairnMainWindow *self = CAIRN_MAIN_WINDOW (gtk_window_get_transient_for (dialog));
  const Saving *saving = data;

  if (g_str_equal (response, "replace"))
    save_to (self, saving->file, NULL, saving->close);
  else if (g_str_equal (response, "save-as"))
    save_as (self, saving->close);
}

static void
saving_free_closure (gpointer data, GClosure *closure)
{
  saving_free (data);
}

/* Somebody else saved this file since it was opened. */
static void
ask_about_change (CairnMainWindow *self, const Saving *saving, const char *message)
{
  g_autofree char *name = g_file_get_basename (saving->file);
  Saving *copy = g_new0 (Saving, 1);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), NULL, message);
  AdwMessageDialog *ask = ADW_MESSAGE_DIALOG (dialog);

  copy->file = g_object_ref (saving->file);
  copy->close = saving->close;
  adw_message_dialog_format_heading (ask, _ ("“%s” Has Changed on Disk"), name);
  adw_message_dialog_add_responses (ask, "cancel", _ ("_Cancel"), "save-as", _ ("Save _As…"),
                                    "replace", _ ("_Replace It"), NULL);
  adw_message_dialog_set_response_appearance (ask, "replace", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ask, "save-as");
  adw_message_dialog_set_close_response (ask, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (changed_response_cb), copy,
                         saving_free_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
saved (CairnMainWindow *self, const Saving *saving, char *stamp)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  gboolean elsewhere = self->file == NULL || !g_file_equal (self->file, saving->file);

  cairn_main_window_set_file (self, saving->file, stamp);
  /* What was changed while the bytes were on their way is not in the file. */
  if (self->changes == saving->changes)
    {
      self->recovered = FALSE;
      cairn_history_mark_saved (history);
    }
  cairn_main_window_drop_recovery (self);
  if (cairn_main_window_get_modified (self))
    cairn_main_window_queue_recovery (self);
  cairn_main_window_remember (saving->file);
  if (elsewhere)
    cairn_main_window_reset_timings (self);
  cairn_main_window_update_title (self);
  if (saving->close && !cairn_main_window_get_modified (self))
    gtk_window_close (GTK_WINDOW (self));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  CairnMainWindow *self = g_task_get_source_object (task);
  Saving *saving = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  char *stamp = cairn_journey_save_finish (result, &error);

  g_task_return_boolean (task, stamp != NULL);
  if (self->editor == NULL)
    {
      g_free (stamp);
      return;
    }
  cairn_main_window_set_busy (self, FALSE);
  if (stamp != NULL)
    saved (self, saving, stamp);
  else if (g_error_matches (error, CAIRN_IO_ERROR, CAIRN_IO_ERROR_CHANGED))
    ask_about_change (self, saving, error->message);
  else
    cairn_main_window_show_error (self, _ ("Not Saved"), error->message);
}

/* @stamp: what the file must still be; NULL: whatever is there is replaced. */
static void
save_to (CairnMainWindow *self, GFile *file, const char *stamp, gboolean close)
{
  GTask *task = NULL;
  g_autoptr (GBytes) bytes = NULL;
  Saving *saving;

  if (g_file_peek_path (file) == NULL)
    {
      cairn_main_window_show_error (self, _ ("Not Saved"),
                                    _ ("It must be a file of this computer."));
      return;
    }
  cairn_history_seal (cairn_editor_get_history (self->editor));
  bytes = cairn_journey_write_bytes (cairn_editor_get_document (self->editor));
  saving = g_new0 (Saving, 1);
  saving->file = g_object_ref (file);
  saving->changes = self->changes;
  saving->close = close;
  cairn_main_window_set_busy (self, TRUE);
  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, save_to);
  g_task_set_task_data (task, saving, saving_free);
  cairn_journey_save_async (bytes, g_file_peek_path (file), stamp, NULL, saved_cb, task);
}

static void
replace_response_cb (GtkWindow *dialog, const char *response, gpointer data)
{
  CairnMainWindow *self = CAIRN_MAIN_WINDOW (gtk_window_get_transient_for (dialog));
  const Saving *saving = data;

  if (g_str_equal (response, "replace"))
    save_to (self, saving->file, NULL, saving->close);
}

/* The name in the dialog lacked its ending, so nobody has asked about this file yet. */
static void
ask_to_replace (CairnMainWindow *self, GFile *file, gboolean close)
{
  g_autofree char *name = g_file_get_basename (file);
  Saving *saving = g_new0 (Saving, 1);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), NULL, NULL);
  AdwMessageDialog *ask = ADW_MESSAGE_DIALOG (dialog);

  saving->file = g_object_ref (file);
  saving->close = close;
  adw_message_dialog_format_heading (ask, _ ("Replace “%s”?"), name);
  adw_message_dialog_format_body (ask, _ ("There is a file of that name. What is in it would be "
                                          "lost."));
  adw_message_dialog_add_responses (ask, "cancel", _ ("_Cancel"), "replace", _ ("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (ask, "replace", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ask, "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (replace_response_cb), saving,
                         saving_free_closure, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
save_as_response (CairnMainWindow *self, int response, GtkNativeDialog *dialog, gboolean close)
{
  g_autoptr (GtkNativeDialog) ended = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) chosen = NULL;
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  chosen = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  path = g_file_get_path (chosen);
  if (path == NULL || g_str_has_suffix (path, ".cairn"))
    file = g_object_ref (chosen);
  else
    {
      g_autofree char *longer = g_strconcat (path, ".cairn", NULL);

      file = g_file_new_for_path (longer);
    }
  rebase_source (self, file);
  if (!g_file_equal (file, chosen) && g_file_query_exists (file, NULL))
    ask_to_replace (self, file, close);
  else
    save_to (self, file, NULL, close);
}

static void
save_as_response_cb (CairnMainWindow *self, int response, GtkNativeDialog *dialog)
{
  save_as_response (self, response, dialog, FALSE);
}

static void
save_as_and_close_response_cb (CairnMainWindow *self, int response, GtkNativeDialog *dialog)
{
  save_as_response (self, response, dialog, TRUE);
}

static char *
dup_suggestion (CairnMainWindow *self)
{
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (self->editor));
  const char *title = cairn_element_get_title (root);
  g_autofree char *name = g_strdup (*title != '\0' ? title : _ ("Journey"));

  if (self->file != NULL)
    return g_file_get_basename (self->file);
  g_strdelimit (name, "/\\:*?\"<>|", '-');
  return g_strconcat (name, ".cairn", NULL);
}

static void
save_as (CairnMainWindow *self, gboolean close)
{
  GtkFileChooserNative *chooser;
  g_autofree char *suggestion = NULL;

  if (self->chooser != NULL)
    return;
  suggestion = dup_suggestion (self);
  chooser = cairn_main_window_new_chooser (self, _ ("Save Journey"), GTK_FILE_CHOOSER_ACTION_SAVE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), suggestion);
  g_signal_connect_object (chooser, "response",
                           close ? G_CALLBACK (save_as_and_close_response_cb)
                                 : G_CALLBACK (save_as_response_cb),
                           self, G_CONNECT_SWAPPED);
  self->chooser = GTK_NATIVE_DIALOG (chooser);
  gtk_native_dialog_show (self->chooser);
}

static void
save (CairnMainWindow *self, gboolean close)
{
  if (self->file == NULL)
    save_as (self, close);
  else
    save_to (self, self->file, self->stamp, close);
}

static void
save_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  save (data, FALSE);
}

static void
save_as_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  save_as (data, FALSE);
}

/* ---- closing ---- */

static void
close_response_cb (CairnMainWindow *self, const char *response, GtkWindow *dialog)
{
  /* The dialog, closed but still in use, would otherwise point to a window that is no more. */
  gtk_window_set_transient_for (dialog, NULL);
  if (g_str_equal (response, "save"))
    save (self, TRUE);
  else if (g_str_equal (response, "discard"))
    {
      self->closing = TRUE;
      gtk_window_close (GTK_WINDOW (self));
    }
}

static void
ask_to_save (CairnMainWindow *self)
{
  g_autofree char *name = cairn_main_window_dup_name (self);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), NULL, NULL);
  AdwMessageDialog *ask = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_format_heading (ask, _ ("Save Changes to “%s”?"), name);
  adw_message_dialog_set_body (ask, _ ("Changes that are not saved will be lost."));
  adw_message_dialog_add_responses (ask, "cancel", _ ("_Cancel"), "discard", _ ("_Discard"), "save",
                                    _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (ask, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (ask, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ask, "save");
  adw_message_dialog_set_close_response (ask, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (close_response_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

gboolean
cairn_main_window_close_request (GtkWindow *window)
{
  CairnMainWindow *self = CAIRN_MAIN_WINDOW (window);

  if (!self->closing && self->busy)
    return TRUE; /* a moment more and it can close */
  if (!self->closing && cairn_main_window_get_modified (self))
    {
      ask_to_save (self);
      return TRUE;
    }
  cairn_main_window_drop_recovery (self);
  return GTK_WINDOW_CLASS (g_type_class_peek_parent (G_OBJECT_GET_CLASS (self)))
    ->close_request (window);
}

void
cairn_main_window_add_save_actions (CairnMainWindow *self)
{
  static const GActionEntry entries[] = {
    { "save", save_cb },
    { "save-as", save_as_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
