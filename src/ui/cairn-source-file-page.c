/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-source-file-page.h"

#include <glib/gi18n-lib.h>

#define MAX_RECENT 5

struct _CairnSourceFilePage
{
  AdwBin parent_instance;

  GFile *folder;
  GtkNativeDialog *chooser;
  gboolean filling; /* the rows are being set, not chosen */

  AdwPreferencesPage *page;
  AdwActionRow *file_row;
  AdwActionRow *found_row;
  AdwEntryRow *address_row;
  AdwComboRow *table_row;
  GtkLabel *message;
  AdwPreferencesGroup *recent;
};

enum
{
  CHOSEN,
  ADDRESS,
  TABLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CairnSourceFilePage, cairn_source_file_page, ADW_TYPE_BIN)

static const char *const suffixes[]
  = { ".db", ".sqlite", ".sqlite3", ".csv", ".tsv", ".txt", ".xes", ".csv.gz", ".xes.gz", NULL };

static gboolean
is_ours (const char *uri)
{
  g_autofree char *lower = g_ascii_strdown (uri, -1);

  for (guint i = 0; suffixes[i] != NULL; i++)
    if (g_str_has_suffix (lower, suffixes[i]))
      return TRUE;
  return FALSE;
}

static void
recent_activated_cb (GtkWidget *row, CairnSourceFilePage *self)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_object_get_data (G_OBJECT (row), "uri"));

  g_signal_emit (self, signals[CHOSEN], 0, file);
}

static void
add_recent (CairnSourceFilePage *self, GtkRecentInfo *info)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *place = gtk_recent_info_get_uri_display (info);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 gtk_recent_info_get_display_name (info));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place != NULL ? place : "");
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "uri", g_strdup (gtk_recent_info_get_uri (info)), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (recent_activated_cb), self, 0);
  adw_preferences_group_add (self->recent, row);
}

static void
fill_recent (CairnSourceFilePage *self)
{
  GList *items = gtk_recent_manager_get_items (gtk_recent_manager_get_default ());
  guint n = 0;

  for (GList *l = items; l != NULL && n < MAX_RECENT; l = l->next)
    if (is_ours (gtk_recent_info_get_uri (l->data)) && gtk_recent_info_is_local (l->data)
        && gtk_recent_info_exists (l->data))
      {
        add_recent (self, l->data);
        n++;
      }
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
  gtk_widget_set_visible (GTK_WIDGET (self->recent), n > 0);
}

static void
response_cb (CairnSourceFilePage *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GtkNativeDialog) ended = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_signal_emit (self, signals[CHOSEN], 0, file);
}

static void
add_filter (GtkFileChooserNative *chooser, const char *name, gboolean all)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  if (all)
    gtk_file_filter_add_pattern (filter, "*");
  for (guint i = 0; !all && suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i] + 1);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
}

static void
choose_cb (CairnSourceFilePage *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *chooser;

  if (self->chooser != NULL)
    return;
  chooser = gtk_file_chooser_native_new (_ ("Choose Data"), GTK_WINDOW (root),
                                         GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), NULL);
  add_filter (chooser, _ ("Databases, CSV and XES"), FALSE);
  add_filter (chooser, _ ("All files"), TRUE);
  if (self->folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), self->folder, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  self->chooser = GTK_NATIVE_DIALOG (chooser);
  gtk_native_dialog_show (self->chooser);
}

static void
table_cb (CairnSourceFilePage *self)
{
  GtkStringObject *item = adw_combo_row_get_selected_item (self->table_row);

  if (!self->filling && item != NULL)
    g_signal_emit (self, signals[TABLE], 0, gtk_string_object_get_string (item));
}

static void
address_cb (CairnSourceFilePage *self)
{
  g_signal_emit (self, signals[ADDRESS], 0,
                 gtk_editable_get_text (GTK_EDITABLE (self->address_row)));
}

static void
cairn_source_file_page_dispose (GObject *object)
{
  CairnSourceFilePage *self = CAIRN_SOURCE_FILE_PAGE (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->folder);
  G_OBJECT_CLASS (cairn_source_file_page_parent_class)->dispose (object);
}

static void
cairn_source_file_page_class_init (CairnSourceFilePageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_source_file_page_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_FILE);
  signals[ADDRESS] = g_signal_new ("address", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[TABLE] = g_signal_new ("table", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
new_button (const char *label)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  return button;
}

static void
add_file_group (CairnSourceFilePage *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *choose = new_button (_ ("C_hoose…"));

  self->file_row = ADW_ACTION_ROW (adw_action_row_new ());
  self->table_row = ADW_COMBO_ROW (adw_combo_row_new ());
  self->message = GTK_LABEL (gtk_label_new (NULL));
  adw_preferences_group_set_description (
    group,
    _ ("A database (SQLite or PostgreSQL), a table as CSV, or an event log (XES). Cairn only "
       "reads it."));
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->file_row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->file_row), _ ("File"));
  adw_action_row_set_subtitle (self->file_row, _ ("None chosen"));
  adw_action_row_set_subtitle_lines (self->file_row, 2);
  adw_action_row_add_suffix (self->file_row, choose);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->table_row), _ ("Table or View"));
  g_signal_connect_object (choose, "clicked", G_CALLBACK (choose_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->table_row, "notify::selected", G_CALLBACK (table_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->file_row));
  self->found_row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->found_row), FALSE);
  adw_action_row_set_subtitle_lines (self->found_row, 4);
  self->address_row = ADW_ENTRY_ROW (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->address_row),
                                 _ ("Or a Server: postgresql://user@host/database"));
  adw_entry_row_set_show_apply_button (self->address_row, TRUE);
  adw_entry_row_set_input_purpose (self->address_row, GTK_INPUT_PURPOSE_URL);
  gtk_widget_set_tooltip_text (
    GTK_WIDGET (self->address_row),
    _ ("Without a password: that stands in the file .pgpass of your home folder."));
  g_signal_connect_object (self->address_row, "apply", G_CALLBACK (address_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (group, GTK_WIDGET (self->address_row));
  adw_preferences_group_add (group, GTK_WIDGET (self->table_row));
  adw_preferences_group_add (group, GTK_WIDGET (self->found_row));
  gtk_label_set_wrap (self->message, TRUE);
  gtk_label_set_xalign (self->message, 0);
  gtk_label_set_selectable (self->message, TRUE);
  gtk_widget_set_margin_top (GTK_WIDGET (self->message), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self->message), "error");
  adw_preferences_group_add (group, GTK_WIDGET (self->message));
  adw_preferences_page_add (self->page, group);
}

static void
cairn_source_file_page_init (CairnSourceFilePage *self)
{
  self->page = ADW_PREFERENCES_PAGE (adw_preferences_page_new ());
  self->recent = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->page));
  add_file_group (self);
  adw_preferences_group_set_title (self->recent, _ ("Recent"));
  fill_recent (self);
  adw_preferences_page_add (self->page, self->recent);
}

static void
add_remove_group (CairnSourceFilePage *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *remove = new_button (_ ("_Remove"));

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Use No Timings for This Journey"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (remove), "source.remove");
  gtk_widget_add_css_class (remove, "destructive-action");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), remove);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), remove);
  adw_preferences_group_add (group, row);
  adw_preferences_page_add (self->page, group);
}

GtkWidget *
cairn_source_file_page_new (GFile *folder, gboolean removable)
{
  CairnSourceFilePage *self = g_object_new (CAIRN_TYPE_SOURCE_FILE_PAGE, NULL);

  g_set_object (&self->folder, folder);
  if (removable)
    add_remove_group (self);
  return GTK_WIDGET (self);
}

static void
show_tables (CairnSourceFilePage *self, const CairnSourceDraft *draft)
{
  char **tables = draft != NULL && draft->sample != NULL ? draft->sample->tables : NULL;
  g_autoptr (GtkStringList) list = gtk_string_list_new ((const char *const *) tables);

  self->filling = TRUE;
  adw_combo_row_set_model (self->table_row, G_LIST_MODEL (list));
  for (guint i = 0; tables != NULL && tables[i] != NULL; i++)
    if (g_strcmp0 (tables[i], draft->sample->table) == 0)
      adw_combo_row_set_selected (self->table_row, i);
  self->filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->table_row), tables != NULL && tables[0] != NULL);
}

/* What was found there, so that it can be seen to be the right one. */
static void
show_found (CairnSourceFilePage *self, const CairnSourceDraft *draft)
{
  guint n = draft != NULL ? draft->roles->len : 0;
  g_autofree char *title = g_strdup_printf (ngettext ("%u Column", "%u Columns", n), n);
  g_autofree char *names = n > 0 ? g_strjoinv (", ", draft->sample->columns) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->found_row), n > 0);
  if (n == 0)
    return;
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->found_row), title);
  adw_action_row_set_subtitle (self->found_row, names);
}

void
cairn_source_file_page_show (CairnSourceFilePage *self,
                             GFile *file,
                             const CairnSourceDraft *draft,
                             const char *message)
{
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *name = path != NULL ? g_filename_display_name (path) : NULL;

  adw_action_row_set_subtitle (self->file_row, name != NULL ? name : _ ("None chosen"));
  if (draft != NULL && draft->address != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->address_row), draft->address);
  show_tables (self, draft);
  show_found (self, draft);
  gtk_label_set_label (self->message, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->message), message != NULL);
}
