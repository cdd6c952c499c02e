/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-main-window-private.h"

#include "render/cairn-export.h"

#include <glib/gi18n-lib.h>

/* Pixels a diagram unit, so that a picture stays sharp on a slide. */
#define PNG_SCALE 2.0
/* An export that takes longer, in milliseconds, says so. */
#define LONG 400

typedef struct
{
  const char *ending; /* as the action's target and the file's ending have it */
  const char *label;
} Format;

static const Format formats[] = {
  { "svg", N_ ("Picture for the web and office (SVG)") },
  { "png", N_ ("Picture in pixels (PNG)") },
  { "pdf", N_ ("Page for print (PDF)") },
};

static void
folder_shown_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CairnMainWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!g_app_info_launch_default_for_uri_finish (result, &error))
    cairn_main_window_show_error (self, _ ("The Folder Cannot Be Shown"), error->message);
}

static void
show_folder_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  g_autoptr (GFile) folder = NULL;
  g_autofree char *uri = NULL;

  if (self->last_export == NULL)
    return;
  folder = g_file_get_parent (self->last_export);
  uri = g_file_get_uri (folder);
  g_app_info_launch_default_for_uri_async (uri, NULL, NULL, folder_shown_cb, g_object_ref (self));
}

static void
toast_exported (CairnMainWindow *self, const char *path, const char *note)
{
  g_autofree char *name = g_filename_display_basename (path);
  g_autofree char *escaped = NULL;
  g_autofree char *text = NULL;
  AdwToast *toast;

  /* translators: %s is the name of a file */
  text = g_strdup_printf (_ ("Exported to “%s”"), name);
  escaped = g_markup_escape_text (text, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, _ ("Show in _Folder"));
  adw_toast_set_action_name (toast, "win.show-export");
  adw_toast_overlay_add_toast (self->toasts, toast);
  if (note != NULL)
    cairn_main_window_toast (self, note);
}

typedef struct
{
  CairnMainWindow *window;
  GFile *file;
  GtkApplication *application; /* held: it does not end before the file is written */
  AdwToast *toast;             /* owned; NULL: it has not taken long yet */
  guint timer;
} Export;

static void
export_free (Export *export)
{
  g_clear_handle_id (&export->timer, g_source_remove);
  if (export->application != NULL)
    g_application_release (G_APPLICATION (export->application));
  g_clear_object (&export->application);
  g_clear_object (&export->toast);
  g_object_unref (export->window);
  g_object_unref (export->file);
  g_free (export);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Export, export_free)

static gboolean
takes_long_cb (gpointer data)
{
  Export *export = data;

  export->timer = 0;
  if (export->window->editor == NULL)
    return G_SOURCE_REMOVE;
  export->toast = adw_toast_new (_ ("Exporting…"));
  adw_toast_set_timeout (export->toast, 0);
  adw_toast_overlay_add_toast (export->window->toasts, g_object_ref (export->toast));
  return G_SOURCE_REMOVE;
}

static void
exported_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Export) export = data;
  CairnMainWindow *self = export->window;
  g_autofree char *path = g_file_get_path (export->file);
  g_autofree char *note = NULL;
  g_autoptr (GError) error = NULL;
  gboolean ok = cairn_export_scene_finish (result, &note, &error);

  if (export->toast != NULL)
    adw_toast_dismiss (export->toast);
  /* The window may be closed by now. */
  if (self->editor == NULL)
    return;
  if (!ok)
    {
      cairn_main_window_show_error (self, _ ("Not Exported"), error->message);
      return;
    }
  g_set_object (&self->last_export, export->file);
  toast_exported (self, path, note);
  cairn_main_window_update_actions (self);
}

static void
export_to (CairnMainWindow *self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  Export *export;
  CairnExportFormat format;

  if (path == NULL || !cairn_export_format_from_path (path, &format))
    {
      cairn_main_window_show_error (
        self, _ ("Not Exported"),
        _ ("The name must end in .svg, .png or .pdf, and the folder be one of this computer."));
      return;
    }
  export = g_new0 (Export, 1);
  export->window = g_object_ref (self);
  export->file = g_object_ref (file);
  if (application != NULL)
    {
      export->application = g_object_ref (application);
      g_application_hold (G_APPLICATION (application));
    }
  export->timer = g_timeout_add (LONG, takes_long_cb, export);
  cairn_export_scene_async (cairn_editor_get_scene (self->editor), path, format, PNG_SCALE,
                            exported_cb, export);
}

/* @file, or, if its name has no ending that says what it is, the same with that of @chooser's
 * filter. Owned by the caller. */
static GFile *
with_ending (GFile *file, GtkFileChooser *chooser)
{
  g_autofree char *path = g_file_get_path (file);
  GtkFileFilter *filter = gtk_file_chooser_get_filter (chooser);
  g_autofree char *longer = NULL;
  CairnExportFormat format;

  if (path == NULL || filter == NULL || cairn_export_format_from_path (path, &format))
    return g_object_ref (file);
  longer = g_strdup_printf ("%s.%s", path,
                            (const char *) g_object_get_data (G_OBJECT (filter), "cairn-ending"));
  return g_file_new_for_path (longer);
}

static void
response_cb (CairnMainWindow *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GtkNativeDialog) ended = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) target = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  target = with_ending (file, GTK_FILE_CHOOSER (dialog));
  export_to (self, target);
}

/* "Enterprise onboarding.svg": what the diagram is called, less what no file may be called. */
static char *
dup_suggestion (CairnMainWindow *self, const char *ending)
{
  const char *title = cairn_element_get_title (cairn_editor_get_diagram (self->editor));
  g_autofree char *name = g_strdup (*title != '\0' ? title : _ ("Diagram"));

  g_strdelimit (name, "/\\:*?\"<>|", '-');
  return g_strdup_printf ("%s.%s", name, ending);
}

static void
add_filters (GtkFileChooser *chooser, const char *ending)
{
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, _ (formats[i].label));
      gtk_file_filter_add_suffix (filter, formats[i].ending);
      g_object_set_data (G_OBJECT (filter), "cairn-ending", (gpointer) formats[i].ending);
      gtk_file_chooser_add_filter (chooser, filter);
      if (g_str_equal (formats[i].ending, ending))
        gtk_file_chooser_set_filter (chooser, filter);
    }
}

static void
export_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  const char *wanted = g_variant_get_string (parameter, NULL);
  const char *ending = *wanted != '\0' ? wanted : "svg";
  g_autofree char *suggestion = NULL;
  g_autoptr (GFile) folder = cairn_main_window_get_folder (self);
  GtkFileChooserNative *chooser;

  if (self->chooser != NULL)
    return;
  suggestion = dup_suggestion (self, ending);
  chooser = gtk_file_chooser_native_new (_ ("Export Diagram"), GTK_WINDOW (self),
                                         GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  add_filters (GTK_FILE_CHOOSER (chooser), ending);
  if (folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), folder, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), suggestion);
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  self->chooser = GTK_NATIVE_DIALOG (chooser);
  gtk_native_dialog_show (self->chooser);
}

static void
export_again_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  g_autoptr (GFile) file = g_object_ref (self->last_export);

  export_to (self, file);
}

void
cairn_main_window_add_export_actions (CairnMainWindow *self)
{
  static const GActionEntry entries[] = {
    { "export", export_cb, "s" },
    { "export-again", export_again_cb },
    { "show-export", show_folder_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
