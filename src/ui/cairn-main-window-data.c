/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-main-window-private.h"

#include "insight/cairn-journey-timings.h"
#include "timing/cairn-change-log.h"
#include "ui/cairn-quality-window.h"
#include "ui/cairn-source-dialog.h"
#include "ui/cairn-source-finish.h"

#include <glib/gi18n-lib.h>

/* Rows behind each finding that can be looked at. */
#define N_EXAMPLES 500
/* Under which the window that lists them is kept; not owned. */
#define WINDOW "cairn-quality-window"

static void
import_file (CairnMainWindow *self, GFile *file)
{
  g_autoptr (GFile) folder = cairn_main_window_get_folder (self);
  GtkWidget *dialog = cairn_source_dialog_new (GTK_WINDOW (self), self->editor, folder);

  cairn_source_dialog_import_next (CAIRN_SOURCE_DIALOG (dialog), file);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
response_cb (GtkNativeDialog *chooser, int response, CairnMainWindow *self)
{
  g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));

  if (response == GTK_RESPONSE_ACCEPT && file != NULL)
    import_file (self, file);
  g_object_unref (chooser);
}

static void
choose_file (CairnMainWindow *self, GFile *log)
{
  g_autoptr (GFile) folder = g_file_get_parent (log);
  GtkFileChooserNative *chooser
    = gtk_file_chooser_native_new (_ ("Choose the Next File"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Import"), NULL);

  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* The newest file like the last one, at once; else the user says which. */
static void
import_next_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  CairnDocument *document = cairn_editor_get_document (self->editor);
  g_autoptr (GFile) folder = cairn_main_window_get_folder (self);
  g_autoptr (GFile) log = cairn_source_dialog_dup_log (document, folder);
  g_autoptr (GFile) database = cairn_source_finish_dup_database (document, folder);
  g_autoptr (GFile) next = NULL;

  if (!cairn_editor_may_change (self->editor))
    return;
  if (log == NULL || database == NULL)
    {
      g_action_group_activate_action (G_ACTION_GROUP (self), "database", NULL);
      return;
    }
  next = cairn_source_dialog_find_next (log, database);
  if (next != NULL)
    import_file (self, next);
  else
    choose_file (self, log);
}

/* Rows are listed only as long as somebody looks at them. */
void
cairn_main_window_wish_quality (CairnMainWindow *self)
{
  gboolean open = g_object_get_data (G_OBJECT (self), WINDOW) != NULL;
  CairnQualityWish wish = cairn_journey_timings_get_wish (cairn_editor_get_document (self->editor));

  wish.n_rows = open ? N_EXAMPLES : 0;

  if (self->live != NULL)
    cairn_live_set_quality_wish (self->live, &wish);
}

static void
closed_cb (CairnMainWindow *self)
{
  g_object_set_data (G_OBJECT (self), WINDOW, NULL);
  cairn_main_window_wish_quality (self);
}

static void
quality_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  GtkWindow *window = g_object_get_data (G_OBJECT (self), WINDOW);

  if (window == NULL)
    {
      window = cairn_quality_window_new (GTK_WINDOW (self), self->editor);
      g_signal_connect_object (window, "destroy", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
      g_object_set_data (G_OBJECT (self), WINDOW, window);
      cairn_main_window_wish_quality (self);
    }
  gtk_window_present (window);
}

/* It is for whoever owns the database; nothing is done to it from here. */
static void
copy_change_log_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  g_autoptr (GFile) folder = cairn_main_window_get_folder (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnMapping) mapping
    = cairn_journey_timings_mapping (cairn_editor_get_document (self->editor),
                                     folder != NULL ? g_file_peek_path (folder) : NULL, &error);
  g_autofree char *script = mapping != NULL ? cairn_change_log_script (mapping, &error) : NULL;

  if (script == NULL)
    {
      cairn_main_window_toast (self, error->message);
      return;
    }
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), script);
  cairn_main_window_toast (
    self,
    _ ("The script is copied. Whoever owns the database may run it: Help says what it does."));
}

void
cairn_main_window_add_data_actions (CairnMainWindow *self)
{
  static const GActionEntry entries[] = {
    { "import-next", import_next_cb },
    { "data-quality", quality_cb },
    { "copy-change-log", copy_change_log_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
