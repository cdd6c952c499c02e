/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-main-window-private.h"

#include "io/cairn-journey.h"
#include "io/cairn-own-templates.h"
#include "io/cairn-templates.h"
#include "ui/cairn-new-dialog.h"
#include "ui/cairn-template-dialog.h"
#include "ui/cairn-view-memory.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_TEMPLATE "empty-swimlane"

/* ---- what is shown ---- */

GFile *
cairn_main_window_get_folder (CairnMainWindow *self)
{
  return self->file != NULL ? g_file_get_parent (self->file) : NULL;
}

void
cairn_main_window_set_file (CairnMainWindow *self, GFile *file, char *stamp)
{
  cairn_view_memory_keep (self->canvas, self->editor, self->file);
  g_set_object (&self->file, file);
  g_free (self->stamp);
  self->stamp = stamp;
}

void
cairn_main_window_set_busy (CairnMainWindow *self, gboolean busy)
{
  self->busy = busy;
  cairn_main_window_update_actions (self);
}

void
cairn_main_window_show_template (CairnMainWindow *self, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnDocument) document
    = cairn_templates_load (name != NULL ? name : DEFAULT_TEMPLATE, &error);

  if (document == NULL)
    {
      cairn_main_window_show_error (self, _ ("No New Journey"), error->message);
      return;
    }
  g_clear_pointer (&self->read_only_reason, g_free);
  self->recovered = FALSE;
  cairn_main_window_set_file (self, NULL, NULL);
  cairn_main_window_drop_recovery (self);
  cairn_main_window_set_document (self, document);
}

static CairnMainWindow *
dup_window_for_another (CairnMainWindow *self)
{
  CairnMainWindow *other;

  if (cairn_main_window_is_pristine (self))
    return g_object_ref (self);
  other = cairn_main_window_new (gtk_window_get_application (GTK_WINDOW (self)));
  gtk_window_present (GTK_WINDOW (other));
  return g_object_ref (other);
}

static void
template_chosen_cb (CairnMainWindow *self, const char *name)
{
  g_autoptr (CairnMainWindow) window = dup_window_for_another (self);

  cairn_main_window_show_template (window, name);
}

void
cairn_main_window_choose_new (CairnMainWindow *self)
{
  GtkWidget *dialog;

  g_return_if_fail (CAIRN_IS_MAIN_WINDOW (self));

  dialog = cairn_new_dialog_new (GTK_WINDOW (self));
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (template_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* ---- recent files ---- */

void
cairn_main_window_remember (GFile *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  GtkRecentData data = { .mime_type = (char *) "application/vnd.cairn+xml",
                         .app_name = (char *) "Cairn",
                         .app_exec = (char *) "cairn %u" };

  gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

static int
compare_recent (gconstpointer a, gconstpointer b)
{
  return g_date_time_compare (gtk_recent_info_get_modified ((GtkRecentInfo *) b),
                              gtk_recent_info_get_modified ((GtkRecentInfo *) a));
}

static void
recent_changed_cb (CairnMainWindow *self)
{
  const guint most = 8;
  GList *items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  guint n = 0;

  g_menu_remove_all (self->recent_section);
  items = g_list_sort (items, compare_recent);
  for (GList *l = items; l != NULL && n < most; l = l->next)
    {
      const char *uri = gtk_recent_info_get_uri (l->data);
      g_autoptr (GMenuItem) item = NULL;

      if (!gtk_recent_info_has_application (l->data, "Cairn") || !gtk_recent_info_exists (l->data))
        continue;
      item = g_menu_item_new (gtk_recent_info_get_display_name (l->data), NULL);
      g_menu_item_set_action_and_target (item, "win.open-recent", "s", uri);
      g_menu_append_item (self->recent_section, item);
      n++;
    }
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
}

/* ---- opening ---- */

typedef struct
{
  GFile *file;
  char *path;
  CairnDocument *document;
  CairnReadInfo info;
  char *stamp;
} Reading;

static void
reading_free (gpointer data)
{
  Reading *reading = data;

  g_clear_object (&reading->file);
  g_clear_object (&reading->document);
  cairn_read_info_clear (&reading->info);
  g_free (reading->path);
  g_free (reading->stamp);
  g_free (reading);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Reading *reading = data;
  GError *error = NULL;

  reading->document
    = cairn_journey_read_file (reading->path, &reading->info, &reading->stamp, &error);
  if (reading->document == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  CairnMainWindow *self = CAIRN_MAIN_WINDOW (source);
  Reading *reading = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean read = g_task_propagate_boolean (G_TASK (result), &error);

  if (self->editor == NULL) /* closed meanwhile */
    return;
  cairn_main_window_set_busy (self, FALSE);
  if (!read)
    {
      cairn_main_window_show_error (self, _ ("The Journey Cannot Be Opened"), error->message);
      return;
    }
  g_free (self->read_only_reason);
  self->read_only_reason = reading->info.read_only ? g_strdup (reading->info.message) : NULL;
  self->recovered = FALSE;
  cairn_main_window_drop_recovery (self);
  cairn_main_window_set_file (self, reading->file, g_steal_pointer (&reading->stamp));
  cairn_main_window_set_document (self, reading->document);
  cairn_main_window_remember (reading->file);
}

void
cairn_main_window_open (CairnMainWindow *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;
  Reading *reading;

  g_return_if_fail (CAIRN_IS_MAIN_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  if (g_file_peek_path (file) == NULL)
    {
      cairn_main_window_show_error (self, _ ("The Journey Cannot Be Opened"),
                                    _ ("It must be a file of this computer."));
      return;
    }
  reading = g_new0 (Reading, 1);
  reading->file = g_object_ref (file);
  reading->path = g_file_get_path (file);
  cairn_main_window_set_busy (self, TRUE);
  task = g_task_new (self, NULL, read_cb, NULL);
  g_task_set_source_tag (task, cairn_main_window_open);
  g_task_set_task_data (task, reading, reading_free);
  g_task_run_in_thread (task, read_thread);
}

/* Here if nothing would be lost, else in a window of its own. */
static void
open_file (CairnMainWindow *self, GFile *file)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  g_autoptr (CairnMainWindow) window = NULL;

  for (GList *l = application != NULL ? gtk_application_get_windows (application) : NULL; l != NULL;
       l = l->next)
    if (CAIRN_IS_MAIN_WINDOW (l->data) && CAIRN_MAIN_WINDOW (l->data)->file != NULL
        && g_file_equal (CAIRN_MAIN_WINDOW (l->data)->file, file))
      {
        gtk_window_present (l->data);
        return;
      }
  window = dup_window_for_another (self);
  cairn_main_window_open (window, file);
}

GtkFileChooserNative *
cairn_main_window_new_chooser (CairnMainWindow *self,
                               const char *title,
                               GtkFileChooserAction action)
{
  GtkFileChooserNative *chooser
    = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, NULL, NULL);
  g_autoptr (GtkFileFilter) journeys = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  g_autoptr (GFile) folder = cairn_main_window_get_folder (self);

  gtk_file_filter_set_name (journeys, _ ("Journeys (*.cairn)"));
  gtk_file_filter_add_suffix (journeys, "cairn");
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), journeys);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  return chooser;
}

static void
open_response_cb (CairnMainWindow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GtkNativeDialog) ended = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  open_file (self, file);
}

static void
open_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  GtkFileChooserNative *chooser;

  if (self->chooser != NULL)
    return;
  chooser = cairn_main_window_new_chooser (self, _ ("Open Journey"), GTK_FILE_CHOOSER_ACTION_OPEN);
  g_signal_connect_object (chooser, "response", G_CALLBACK (open_response_cb), self,
                           G_CONNECT_SWAPPED);
  self->chooser = GTK_NATIVE_DIALOG (chooser);
  gtk_native_dialog_show (self->chooser);
}

static void
open_recent_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  open_file (data, file);
}

static void
save_template_cb (CairnMainWindow *self, const char *name, const char *description)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autofree char *id = cairn_own_templates_save (cairn_editor_get_document (self->editor), name,
                                                  description, &error);

  if (id == NULL)
    {
      cairn_main_window_show_error (self, _ ("The Template Cannot Be Saved"), error->message);
      return;
    }
  /* translators: %s is the name of a template */
  sentence = g_strdup_printf (_ ("Template “%s” saved. “New” offers it."), name);
  cairn_main_window_toast (self, sentence);
}

static void
ask_template_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (self->editor));
  GtkWidget *dialog = cairn_template_dialog_new (GTK_WINDOW (self), cairn_element_get_title (root));

  g_signal_connect_object (dialog, "save", G_CALLBACK (save_template_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
new_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  cairn_main_window_choose_new (data);
}

/* A journey is opened; anything else may be a database. */
static gboolean
drop_cb (CairnMainWindow *self, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  for (GSList *l = files; l != NULL; l = l->next)
    {
      g_autofree char *name = g_file_get_basename (l->data);
      g_autofree char *uri = g_file_get_uri (l->data);

      if (name != NULL && g_str_has_suffix (name, ".cairn"))
        open_file (self, l->data);
      else
        g_action_group_activate_action (G_ACTION_GROUP (self), "use-database",
                                        g_variant_new_string (uri));
    }
  return files != NULL;
}

void
cairn_main_window_add_file_actions (CairnMainWindow *self)
{
  static const GActionEntry entries[] = {
    { "new", new_cb },
    { "save-template", ask_template_cb },
    { "open", open_cb },
    { "open-recent", open_recent_cb, "s" },
  };
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
  g_signal_connect_object (gtk_recent_manager_get_default (), "changed",
                           G_CALLBACK (recent_changed_cb), self, G_CONNECT_SWAPPED);
  recent_changed_cb (self);
}
