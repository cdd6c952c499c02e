/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-source-dialog.h"

#include "insight/cairn-journey-example.h"

#include "base/cairn-duration.h"
#include "base/cairn-time.h"
#include "command/cairn-journey-commands.h"
#include "ui/cairn-source-probe.h"

#include <glib/gi18n-lib.h>

#define N_ROWS 5
#define N_CUSTOMERS 3

/* What can be said about a table, in the order of the rows. */
typedef struct
{
  CairnProp prop;
  const char *label;
  gsize offset; /* of the name in a CairnMapping */
  gboolean required;
} Field;

static const Field fields[] = {
  { CAIRN_PROP_TABLE, N_ ("Table"), G_STRUCT_OFFSET (CairnMapping, table), TRUE },
  { CAIRN_PROP_CUSTOMER_COLUMN, N_ ("Customer"), G_STRUCT_OFFSET (CairnMapping, customer), TRUE },
  { CAIRN_PROP_STAGE_COLUMN, N_ ("Stage"), G_STRUCT_OFFSET (CairnMapping, stage), TRUE },
  { CAIRN_PROP_ENTERED_COLUMN, N_ ("Entered at"), G_STRUCT_OFFSET (CairnMapping, entered), TRUE },
  { CAIRN_PROP_LEFT_COLUMN, N_ ("Left at (empty: still there)"),
    G_STRUCT_OFFSET (CairnMapping, left), TRUE },
  { CAIRN_PROP_SEGMENT_COLUMN, N_ ("Segment"), G_STRUCT_OFFSET (CairnMapping, segment), FALSE },
  { CAIRN_PROP_OWNER_COLUMN, N_ ("Owner"), G_STRUCT_OFFSET (CairnMapping, owner), FALSE },
  { CAIRN_PROP_TIME_FORMAT, N_ ("Times are written as"),
    G_STRUCT_OFFSET (CairnMapping, time_format), FALSE },
};

/* As cairn_time_format_parse() knows them, and as people do. */
static const char *const format_names[]
  = { "iso", "d/m/y", "m/d/y", "s", "ms", "us", "julian", NULL };
static const char *const format_labels[] = { N_ ("2026-11-22 12:00"),
                                             N_ ("22/11/2026: day first"),
                                             N_ ("11/22/2026: month first"),
                                             N_ ("Seconds since 1970"),
                                             N_ ("Milliseconds since 1970"),
                                             N_ ("Microseconds since 1970"),
                                             N_ ("Julian days"),
                                             NULL };

#define N_FIELDS G_N_ELEMENTS (fields)
#define FIELD_TABLE 0
#define FIELD_FORMAT (N_FIELDS - 1)

struct _CairnSourceDialog
{
  AdwWindow parent_instance;

  CairnEditor *editor;
  GFile *folder;

  GFile *file;
  CairnMapping *mapping;     /* as the rows show it; NULL: no file that can be read */
  gboolean recommended;      /* the schema needs no columns named */
  GCancellable *cancellable; /* of the look that goes on; NULL: none */
  gboolean filling;          /* the rows are being set, not chosen */
  GtkNativeDialog *chooser;
  AdwComboRow *rows[N_FIELDS];

  /* Template */
  GtkWidget *use_button;
  GtkSpinner *spinner;
  AdwActionRow *file_row;
  GtkWidget *remove_button;
  GtkLabel *error_label;
  GtkWidget *meaning_group;
  GtkListBox *meaning_list;
  GtkWidget *unmapped_group;
  GtkListBox *unmapped_list;
  AdwPreferencesGroup *columns_group;
  GtkWidget *rows_group;
  GtkGrid *rows_grid;
};

G_DEFINE_FINAL_TYPE (CairnSourceDialog, cairn_source_dialog, ADW_TYPE_WINDOW)

static void look (CairnSourceDialog *self, CairnMapping *mapping);

static char **
field_of (CairnMapping *mapping, guint i)
{
  return (char **) ((char *) mapping + fields[i].offset);
}

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

static void
add_list_row (GtkListBox *list, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_append (list, row);
}

static void
show_error (CairnSourceDialog *self, const char *message)
{
  gtk_label_set_label (self->error_label, message != NULL ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), message != NULL);
}

/* "in Implementation since 12 Sep 2026 10:00 (71 d), still there". Owned by the caller. */
static char *
visit_text (const CairnPreviewVisit *visit)
{
  g_autofree char *entered = NULL, *left = NULL, *span = NULL;

  if (visit->entered == G_MININT64)
    return g_strdup_printf (_ ("in “%s”; when it was entered cannot be read as a time"),
                            visit->stage);
  entered = cairn_time_format (visit->entered);
  if (visit->left == G_MININT64)
    return g_strdup_printf (_ ("in “%s” from %s; when it was left cannot be read as a time"),
                            visit->stage, entered);
  if (visit->left == CAIRN_VISIT_OPEN)
    return g_strdup_printf (_ ("in “%s” since %s, still there"), visit->stage, entered);
  left = cairn_time_format (visit->left);
  span = cairn_duration_format ((double) (visit->left - visit->entered));
  /* translators: a stage, two moments, a time span: "21 d" */
  return g_strdup_printf (_ ("in “%s” from %s to %s (%s)"), visit->stage, entered, left, span);
}

static void
show_meaning (CairnSourceDialog *self, const CairnSourcePreview *preview)
{
  clear_list (self->meaning_list);
  for (guint i = 0; i < preview->visits->len; i++)
    {
      const CairnPreviewVisit *visit = g_ptr_array_index (preview->visits, i);
      g_autofree char *text = visit_text (visit);

      add_list_row (self->meaning_list, visit->customer, text);
    }
  gtk_widget_set_visible (self->meaning_group, preview->visits->len > 0);
}

static void
add_cell (CairnSourceDialog *self, const char *text, int column, int row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (label), CLAMP ((int) g_utf8_strlen (text, -1), 1, 24));
  gtk_widget_add_css_class (label, row == 0 ? "caption-heading" : "caption");
  gtk_grid_attach (self->rows_grid, label, column, row, 1, 1);
}

static void
show_rows (CairnSourceDialog *self, const CairnSourcePreview *preview)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->rows_grid))) != NULL)
    gtk_grid_remove (self->rows_grid, child);
  for (guint i = 0; preview->columns != NULL && preview->columns[i] != NULL; i++)
    add_cell (self, preview->columns[i], (int) i, 0);
  for (guint r = 0; r < preview->rows->len; r++)
    {
      char **row = g_ptr_array_index (preview->rows, r);

      for (guint i = 0; row[i] != NULL; i++)
        add_cell (self, row[i], (int) i, (int) r + 1);
    }
  gtk_widget_set_visible (self->rows_group, preview->columns != NULL);
}

/* What stands first, for nothing chosen. */
static const char *
none_label (guint field)
{
  if (field == FIELD_FORMAT)
    return _ ("(found out)");
  return fields[field].required ? _ ("(choose)") : _ ("(none)");
}

/* Offers @names, shown as @labels. */
static void
fill_row (CairnSourceDialog *self, guint field, const char *const *names, const char *const *labels)
{
  const char *chosen = *field_of (self->mapping, field);
  g_autoptr (GtkStringList) model = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (model, none_label (field));
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    {
      gtk_string_list_append (model, labels != NULL ? _ (labels[i]) : names[i]);
      if (chosen != NULL && g_ascii_strcasecmp (names[i], chosen) == 0)
        selected = i + 1;
    }
  adw_combo_row_set_model (self->rows[field], G_LIST_MODEL (model));
  adw_combo_row_set_selected (self->rows[field], selected);
}

/* What is chosen; NULL: nothing. */
static const char *
get_chosen (CairnSourceDialog *self, guint field)
{
  guint selected = adw_combo_row_get_selected (self->rows[field]);
  GtkStringObject *item = adw_combo_row_get_selected_item (self->rows[field]);

  if (item == NULL || selected == 0)
    return NULL;
  return field == FIELD_FORMAT ? format_names[selected - 1] : gtk_string_object_get_string (item);
}

static void
show_columns (CairnSourceDialog *self, const CairnSourcePreview *preview)
{
  self->filling = TRUE;
  for (guint i = 0; i < N_FIELDS; i++)
    if (i == FIELD_FORMAT)
      fill_row (self, i, format_names, format_labels);
    else
      fill_row (self, i,
                (const char *const *) (i == FIELD_TABLE ? preview->tables : preview->columns),
                NULL);
  self->filling = FALSE;
  adw_preferences_group_set_description (
    self->columns_group,
    self->recommended ? _ ("The recommended tables are there, so nothing needs to be chosen.")
                      : _ ("Guessed from their names. Correct what is wrong; the rest follows."));
  gtk_widget_set_visible (GTK_WIDGET (self->columns_group), preview->tables != NULL);
}

static void
show_unmapped (CairnSourceDialog *self, CairnSnapshot *snapshot)
{
  guint n = 0;
  const CairnUnmapped *unmapped
    = snapshot != NULL ? cairn_snapshot_get_unmapped (snapshot, &n) : NULL;

  clear_list (self->unmapped_list);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf (
        ngettext ("%u customer", "%u customers", unmapped[i].customers), unmapped[i].customers);

      add_list_row (self->unmapped_list, unmapped[i].value, text);
    }
  gtk_widget_set_visible (self->unmapped_group, n > 0);
}

static void
looked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CairnSourceDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnSourceProbe) probe = cairn_source_probe_finish (result, &error);

  /* Another look has begun, or the dialog has gone. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->cancellable);
  gtk_spinner_stop (self->spinner);
  if (probe == NULL)
    {
      show_error (self, error->message);
      return;
    }
  g_clear_pointer (&self->mapping, cairn_mapping_free);
  self->mapping = cairn_mapping_copy (probe->mapping);
  self->recommended = probe->mapping->join_customers;
  show_error (self, probe->problem);
  show_columns (self, probe->preview);
  show_rows (self, probe->preview);
  show_meaning (self, probe->preview);
  show_unmapped (self, probe->snapshot);
  gtk_widget_set_sensitive (self->use_button, probe->snapshot != NULL);
}

/* Finds out, off the main thread, what @mapping (which it takes over) makes of the file. */
static void
look (CairnSourceDialog *self, CairnMapping *mapping)
{
  g_autoptr (CairnMapping) owned = mapping;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_sensitive (self->use_button, FALSE);
  gtk_spinner_start (self->spinner);
  cairn_source_probe_async (owned, cairn_editor_get_document (self->editor), N_ROWS, N_CUSTOMERS,
                            self->cancellable, looked_cb, g_object_ref (self));
}

static void
chosen_cb (CairnSourceDialog *self, GParamSpec *pspec, AdwComboRow *row)
{
  g_autofree char *path = NULL;
  CairnMapping *mapping;

  if (self->filling || self->file == NULL)
    return;
  path = g_file_get_path (self->file);
  mapping = cairn_mapping_new (path);
  /* Another table has other columns: they are guessed anew. */
  for (guint i = 0; i < N_FIELDS; i++)
    if (row != self->rows[FIELD_TABLE] || i == FIELD_TABLE)
      *field_of (mapping, i) = g_strdup (get_chosen (self, i));
  look (self, mapping);
}

static void
response_cb (CairnSourceDialog *self, int response, GtkNativeDialog *dialog)
{
  g_autoptr (GtkNativeDialog) ended = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  cairn_source_dialog_set_file (self, file);
}

static void
choose_clicked_cb (CairnSourceDialog *self)
{
  g_autoptr (GtkFileFilter) databases = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  GtkFileChooserNative *chooser;

  if (self->chooser != NULL)
    return;
  chooser = gtk_file_chooser_native_new (_ ("Choose a Database"), GTK_WINDOW (self),
                                         GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Choose"), NULL);
  gtk_file_filter_set_name (databases, _ ("SQLite databases"));
  gtk_file_filter_add_mime_type (databases, "application/vnd.sqlite3");
  gtk_file_filter_add_suffix (databases, "db");
  gtk_file_filter_add_suffix (databases, "sqlite");
  gtk_file_filter_add_suffix (databases, "sqlite3");
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), databases);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  if (self->folder != NULL)
    gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (chooser), self->folder, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  self->chooser = GTK_NATIVE_DIALOG (chooser);
  gtk_native_dialog_show (self->chooser);
}

/* Relative where the database stands beside or below the journey, so that both can be moved. */
static char *
dup_source_path (CairnSourceDialog *self)
{
  char *relative
    = self->folder != NULL ? g_file_get_relative_path (self->folder, self->file) : NULL;

  return relative != NULL ? relative : g_file_get_path (self->file);
}

static void
use_clicked_cb (CairnSourceDialog *self)
{
  CairnHistory *history = cairn_editor_get_history (self->editor);
  g_autofree char *path = dup_source_path (self);
  CairnElement *source;

  if (self->mapping == NULL || !cairn_editor_may_change (self->editor))
    return;
  cairn_history_begin (history, _ ("Choose database"));
  source = cairn_command_set_source (history, path);
  for (guint i = 0; i < N_FIELDS; i++)
    {
      const char *name
        = self->recommended && i != FIELD_FORMAT ? NULL : *field_of (self->mapping, i);

      cairn_history_set_string (history, source, fields[i].prop, name != NULL ? name : "");
    }
  cairn_history_end (history);
  gtk_window_close (GTK_WINDOW (self));
}

static void
remove_clicked_cb (CairnSourceDialog *self)
{
  if (!cairn_editor_may_change (self->editor))
    return;
  cairn_command_remove_source (cairn_editor_get_history (self->editor));
  gtk_window_close (GTK_WINDOW (self));
}

static void
cairn_source_dialog_dispose (GObject *object)
{
  CairnSourceDialog *self = CAIRN_SOURCE_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->chooser);
  g_clear_object (&self->editor);
  g_clear_object (&self->folder);
  g_clear_object (&self->file);
  g_clear_pointer (&self->mapping, cairn_mapping_free);
  G_OBJECT_CLASS (cairn_source_dialog_parent_class)->dispose (object);
}

static void
cairn_source_dialog_class_init (CairnSourceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_source_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-source-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, use_button);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, file_row);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, remove_button);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, meaning_group);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, meaning_list);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, unmapped_group);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, unmapped_list);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, columns_group);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, rows_group);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, rows_grid);
  gtk_widget_class_bind_template_callback (widget_class, use_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cairn_source_dialog_init (CairnSourceDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < N_FIELDS; i++)
    {
      GtkWidget *row = adw_combo_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (fields[i].label));
      g_signal_connect_object (row, "notify::selected", G_CALLBACK (chosen_cb), self,
                               G_CONNECT_SWAPPED);
      adw_preferences_group_add (self->columns_group, row);
      self->rows[i] = ADW_COMBO_ROW (row);
    }
}

/* The file and columns that the journey names now. */
static void
show_source (CairnSourceDialog *self)
{
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (self->editor));
  CairnElement *source = cairn_element_first (root, CAIRN_KIND_SOURCE);
  const char *path = source != NULL ? cairn_element_get_string (source, CAIRN_PROP_PATH) : "";
  CairnMapping *mapping;
  g_autofree char *name = NULL;

  gtk_widget_set_visible (self->remove_button, source != NULL);
  if (cairn_journey_example_is_path (path))
    adw_action_row_set_subtitle (self->file_row, _ ("Example data: invented customers"));
  if (*path == '\0' || cairn_journey_example_is_path (path))
    return;
  self->file = self->folder != NULL ? g_file_resolve_relative_path (self->folder, path)
                                    : g_file_new_for_path (path);
  name = g_file_get_path (self->file);
  adw_action_row_set_subtitle (self->file_row, name);
  mapping = cairn_mapping_new (name);
  for (guint i = 0; i < N_FIELDS; i++)
    {
      const char *given = cairn_element_get_string (source, fields[i].prop);

      if (*given != '\0')
        *field_of (mapping, i) = g_strdup (given);
    }
  look (self, mapping);
}

GtkWidget *
cairn_source_dialog_new (GtkWindow *parent, CairnEditor *editor, GFile *folder)
{
  CairnSourceDialog *self;

  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (CAIRN_IS_EDITOR (editor), NULL);
  g_return_val_if_fail (folder == NULL || G_IS_FILE (folder), NULL);

  self = g_object_new (CAIRN_TYPE_SOURCE_DIALOG, "transient-for", parent, "modal", parent != NULL,
                       "destroy-with-parent", TRUE, NULL);
  g_set_object (&self->editor, editor);
  g_set_object (&self->folder, folder);
  show_source (self);
  return GTK_WIDGET (self);
}

void
cairn_source_dialog_set_file (CairnSourceDialog *self, GFile *file)
{
  g_autofree char *path = NULL;

  g_return_if_fail (CAIRN_IS_SOURCE_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  path = g_file_get_path (file);
  if (path == NULL)
    {
      show_error (self, _ ("The database must be a file of this computer."));
      return;
    }
  g_set_object (&self->file, file);
  adw_action_row_set_subtitle (self->file_row, path);
  look (self, cairn_mapping_new (path));
}
