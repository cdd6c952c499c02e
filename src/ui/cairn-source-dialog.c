/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-source-dialog.h"

#include "insight/cairn-journey-example.h"
#include "insight/cairn-journey-timings.h"
#include "timing/cairn-postgres.h"
#include "ui/cairn-source-columns-page.h"
#include "ui/cairn-source-file-page.h"
#include "ui/cairn-source-finish.h"
#include "ui/cairn-source-meaning-page.h"
#include "insight/cairn-source-probe.h"
#include "insight/cairn-source-sample.h"
#include "ui/cairn-source-shape-page.h"
#include "ui/cairn-source-values-page.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

enum
{
  PAGE_FILE,
  PAGE_SHAPE,
  PAGE_COLUMNS,
  PAGE_MEANING,
  PAGE_VALUES,
  N_PAGES
};

/* Who are told of as examples. */
#define N_CUSTOMERS 3

static const char *const page_names[N_PAGES] = { "file", "shape", "columns", "meaning", "values" };

struct _CairnSourceDialog
{
  AdwWindow parent_instance;

  CairnEditor *editor;
  GFile *folder;

  GFile *file;                 /* NULL: none, or a server */
  char *address;               /* of that server */
  CairnSourceDraft *draft;     /* NULL: no file that can be read */
  CairnSourceReading *reading; /* of the draft as it stands; NULL: not yet */
  char *output;                /* what a log was imported into; NULL: nothing */
  gboolean next_file;          /* asking nothing: the next file of an import */
  GCancellable *cancellable;   /* of the look that goes on; NULL: none */
  guint page;
  CairnSourcePace pace; /* of the reading */

  GtkWidget *pages[N_PAGES];

  /* Template */
  AdwWindowTitle *title;
  GtkSpinner *spinner;
  GtkStack *stack;
  GtkLabel *busy_label;
  GtkProgressBar *busy_bar;
  GtkLabel *speed_label;
  GtkLabel *problem_label;
  GtkWidget *buttons;
  GtkWidget *back_button;
  GtkWidget *next_button;
  GtkLabel *step_label;
};

G_DEFINE_FINAL_TYPE (CairnSourceDialog, cairn_source_dialog, ADW_TYPE_WINDOW)

static CairnDocument *
document_of (CairnSourceDialog *self)
{
  return cairn_editor_get_document (self->editor);
}

/* ---- what is shown ---- */

static void
show_problem (CairnSourceDialog *self, const char *sentence)
{
  gtk_label_set_label (self->problem_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), sentence != NULL);
}

static void
update_buttons (CairnSourceDialog *self)
{
  g_autofree char *problem = self->draft != NULL && self->page == PAGE_COLUMNS
                               ? cairn_source_draft_dup_problem (self->draft)
                               : NULL;
  /* translators: which page of how many */
  g_autofree char *step = g_strdup_printf (_ ("%u of %d"), self->page + 1, N_PAGES);

  if (self->page == PAGE_COLUMNS)
    show_problem (self, problem);
  gtk_label_set_label (self->step_label, step);
  gtk_button_set_label (GTK_BUTTON (self->next_button),
                        self->page == PAGE_VALUES ? _ ("_Done") : _ ("_Next"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "source.back", self->page > PAGE_FILE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "source.next",
                                 self->draft != NULL && problem == NULL);
}

/* What is looked at, in short; NULL: nothing yet. */
static char *
dup_name (CairnSourceDialog *self)
{
  g_autofree char *name = self->file != NULL ? g_file_get_basename (self->file) : NULL;

  return name != NULL ? g_filename_display_name (name) : g_strdup (self->address);
}

static void
turn_to (CairnSourceDialog *self, guint page)
{
  g_autofree char *shown = dup_name (self);

  self->page = page;
  show_problem (self, NULL);
  if (page == PAGE_SHAPE)
    cairn_source_shape_page_show (CAIRN_SOURCE_SHAPE_PAGE (self->pages[page]), self->draft);
  else if (page == PAGE_COLUMNS)
    cairn_source_columns_page_show (CAIRN_SOURCE_COLUMNS_PAGE (self->pages[page]), self->draft);
  adw_window_title_set_subtitle (self->title, page > PAGE_FILE && shown != NULL ? shown : "");
  update_buttons (self);
  gtk_stack_set_visible_child (self->stack, self->pages[page]);
  /* Enter goes on. */
  if (!gtk_widget_get_sensitive (self->next_button) || !gtk_widget_grab_focus (self->next_button))
    gtk_widget_child_focus (self->pages[page], GTK_DIR_TAB_FORWARD);
}

/* What was read no longer is what would be read. */
static void
changed_cb (CairnSourceDialog *self)
{
  g_clear_pointer (&self->reading, cairn_source_reading_free);
  update_buttons (self);
}

static GCancellable *
begin_work (CairnSourceDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  return self->cancellable;
}

/* FALSE if other work has begun since, or the window has gone. */
static gboolean
end_work (CairnSourceDialog *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->editor == NULL)
    return FALSE;
  g_clear_object (&self->cancellable);
  gtk_spinner_stop (self->spinner);
  return TRUE;
}

static void
drop_output (CairnSourceDialog *self)
{
  /* Never the database that the journey has already. */
  if (self->output != NULL && cairn_source_finish_is_passing (self->output))
    g_unlink (self->output);
  g_clear_pointer (&self->output, g_free);
}

/* ---- the beginning of a file ---- */

static void start_reading (CairnSourceDialog *self);

/* The journey may know more of it than its names tell. */
static void
use_journey (CairnSourceDialog *self)
{
  CairnElement *source = cairn_source_finish_find (document_of (self));
  const char *import = source != NULL ? cairn_element_get_string (source, CAIRN_PROP_IMPORT) : "";
  g_autoptr (GFile) known = cairn_source_finish_dup_database (document_of (self), self->folder);

  if (self->draft->is_log && *import != '\0')
    {
      cairn_source_draft_set_import (self->draft, import);
      cairn_source_finish_take_dates (source, self->draft);
      cairn_source_draft_set_shape (self->draft, self->draft->shape);
    }
  else if (source != NULL && known != NULL && self->file != NULL
           && g_file_equal (known, self->file))
    cairn_source_draft_set_shape (self->draft,
                                  (int) cairn_element_get_int (source, CAIRN_PROP_SHAPE));
}

static void
sampled_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CairnSourceDialog) self = data;
  g_autoptr (GError) error = NULL;
  CairnSourceDraft *draft = cairn_source_sample_finish (result, &error);

  if (!end_work (self, error))
    {
      g_clear_pointer (&draft, cairn_source_draft_free);
      return;
    }
  g_clear_pointer (&self->draft, cairn_source_draft_free);
  g_clear_pointer (&self->reading, cairn_source_reading_free);
  self->draft = draft;
  if (draft != NULL)
    use_journey (self);
  cairn_source_file_page_show (CAIRN_SOURCE_FILE_PAGE (self->pages[PAGE_FILE]), self->file, draft,
                               error != NULL ? error->message : NULL);
  if (self->next_file && draft != NULL)
    start_reading (self);
  else
    {
      self->next_file = FALSE;
      turn_to (self, PAGE_FILE);
    }
}

/* @known (may be NULL): what is known of a database. */
static void
sample (CairnSourceDialog *self, const CairnMapping *known)
{
  /* The pages that show it must not write to it any more. */
  cairn_source_shape_page_show (CAIRN_SOURCE_SHAPE_PAGE (self->pages[PAGE_SHAPE]), NULL);
  cairn_source_columns_page_show (CAIRN_SOURCE_COLUMNS_PAGE (self->pages[PAGE_COLUMNS]), NULL);
  g_clear_pointer (&self->draft, cairn_source_draft_free);
  gtk_spinner_start (self->spinner);
  update_buttons (self);
  cairn_source_sample_async (self->file, document_of (self), known, begin_work (self), sampled_cb,
                             g_object_ref (self));
}

static void
file_cb (CairnSourceDialog *self, GFile *file)
{
  cairn_source_dialog_set_file (self, file);
}

/* @known: what the journey knows of it; NULL: nothing. */
static void
set_address (CairnSourceDialog *self, const char *address, const CairnMapping *known)
{
  g_autoptr (CairnMapping) mapping
    = known != NULL ? cairn_mapping_copy (known) : cairn_mapping_new (address);

  drop_output (self);
  g_clear_object (&self->file);
  g_free (self->address);
  self->address = g_strdup (address);
  cairn_source_file_page_show (CAIRN_SOURCE_FILE_PAGE (self->pages[PAGE_FILE]), NULL, NULL, NULL);
  sample (self, mapping);
}

static void
address_cb (CairnSourceDialog *self, const char *address)
{
  g_autofree char *plain = g_strstrip (g_strdup (address));

  if (cairn_postgres_is_address (plain))
    set_address (self, plain, NULL);
  else
    cairn_source_file_page_show (CAIRN_SOURCE_FILE_PAGE (self->pages[PAGE_FILE]), NULL, NULL,
                                 _ ("An address looks like postgresql://user@host/database."));
}

static void
table_cb (CairnSourceDialog *self, const char *table)
{
  g_autofree char *path
    = self->file != NULL ? g_file_get_path (self->file) : g_strdup (self->address);
  g_autoptr (CairnMapping) known = cairn_mapping_new (path);

  known->table = g_strdup (table);
  sample (self, known);
}

/* ---- all of it ---- */

static void
show_progress (const CairnSourceProgress *progress, gpointer data)
{
  CairnSourceDialog *self = data;
  g_autofree char *words = NULL;

  if (progress->n_rows == 0 && progress->fraction > 0 && self->draft != NULL)
    {
      g_autofree char *shown = dup_name (self);
      g_autofree char *text = g_strdup_printf (_ ("Reading “%s”…"), shown);

      gtk_label_set_label (self->busy_label, text);
    }
  cairn_source_pace_add (&self->pace, progress, g_get_monotonic_time ());
  words = cairn_source_pace_dup_words (&self->pace);
  gtk_progress_bar_set_fraction (self->busy_bar, progress->fraction);
  gtk_label_set_label (self->speed_label, words);
}

static void
show_busy (CairnSourceDialog *self)
{
  g_autofree char *shown = dup_name (self);
  g_autofree char *text
    = g_strdup_printf (self->draft->is_log ? _ ("Importing “%s”…") : _ ("Reading “%s”…"), shown);

  gtk_label_set_label (self->busy_label, text);
  self->pace = (CairnSourcePace){ 0 };
  show_progress (&(CairnSourceProgress){ 0 }, self);
  show_problem (self, NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "source.next", FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "source.back", FALSE);
  gtk_stack_set_visible_child_name (self->stack, "busy");
}

static void
finish_next (CairnSourceDialog *self)
{
  cairn_source_finish_next (cairn_editor_get_history (self->editor), self->folder, self->draft);
  gtk_window_close (GTK_WINDOW (self));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CairnSourceDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CairnSourceReading) reading = cairn_source_read_finish (result, &error);

  if (!end_work (self, error))
    {
      if (self->editor == NULL)
        drop_output (self);
      return;
    }
  if (reading != NULL && self->next_file)
    {
      finish_next (self);
      return;
    }
  if (self->next_file)
    g_clear_pointer (&self->output, g_free);
  self->next_file = FALSE;
  if (reading == NULL)
    {
      turn_to (self, PAGE_COLUMNS);
      show_problem (self, error->message);
      return;
    }
  self->reading = g_steal_pointer (&reading);
  if (self->reading->preview->visits->len == 0)
    cairn_source_sample_add_visits (self->draft, self->reading->preview->visits, N_CUSTOMERS);
  cairn_source_meaning_page_show (CAIRN_SOURCE_MEANING_PAGE (self->pages[PAGE_MEANING]),
                                  self->reading);
  cairn_source_values_page_show (CAIRN_SOURCE_VALUES_PAGE (self->pages[PAGE_VALUES]),
                                 document_of (self), self->reading);
  turn_to (self, PAGE_MEANING);
}

/* Where a log is imported to until it is wanted. FALSE: nowhere. */
static gboolean
make_output (CairnSourceDialog *self, GError **error)
{
  if (self->output != NULL || !self->draft->is_log)
    return TRUE;
  if (self->next_file)
    {
      g_autoptr (GFile) database
        = cairn_source_finish_dup_database (document_of (self), self->folder);

      self->output = g_file_get_path (database);
      return TRUE;
    }
  self->output = cairn_source_finish_make_output (self->folder, self->file, error);
  return self->output != NULL;
}

static void
start_reading (CairnSourceDialog *self)
{
  g_autofree char *problem = cairn_source_draft_dup_problem (self->draft);
  g_autoptr (GError) error = NULL;

  if (problem != NULL || !make_output (self, &error))
    {
      self->next_file = FALSE;
      turn_to (self, PAGE_COLUMNS);
      if (error != NULL)
        show_problem (self, error->message);
      return;
    }
  show_busy (self);
  cairn_source_read_async (self->draft, document_of (self), self->output, show_progress,
                           begin_work (self), read_cb, g_object_ref (self));
}

/* ---- the buttons ---- */

static void
finish (CairnSourceDialog *self)
{
  g_autoptr (GError) error = NULL;

  if (!cairn_editor_may_change (self->editor))
    return;
  if (!cairn_source_finish (cairn_editor_get_history (self->editor), self->folder, self->draft,
                            self->output, CAIRN_SOURCE_VALUES_PAGE (self->pages[PAGE_VALUES]),
                            &error))
    {
      show_problem (self, error->message);
      return;
    }
  g_clear_pointer (&self->output, g_free);
  gtk_window_close (GTK_WINDOW (self));
}

static void
next_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnSourceDialog *self = CAIRN_SOURCE_DIALOG (widget);

  if (self->draft == NULL)
    return;
  if (self->page == PAGE_VALUES)
    finish (self);
  else if (self->page == PAGE_COLUMNS && self->reading == NULL)
    start_reading (self);
  else
    turn_to (self, self->page + 1);
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnSourceDialog *self = CAIRN_SOURCE_DIALOG (widget);

  if (self->page > PAGE_FILE)
    turn_to (self, self->page - 1);
}

static void
stop_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnSourceDialog *self = CAIRN_SOURCE_DIALOG (widget);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->next_file)
    gtk_window_close (GTK_WINDOW (self));
  else
    turn_to (self, PAGE_COLUMNS);
}

static void
remove_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnSourceDialog *self = CAIRN_SOURCE_DIALOG (widget);

  if (!cairn_editor_may_change (self->editor))
    return;
  cairn_source_finish_remove (cairn_editor_get_history (self->editor));
  gtk_window_close (GTK_WINDOW (self));
}

static void
cairn_source_dialog_dispose (GObject *object)
{
  CairnSourceDialog *self = CAIRN_SOURCE_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  drop_output (self);
  g_clear_object (&self->editor);
  g_clear_object (&self->folder);
  g_clear_object (&self->file);
  g_clear_pointer (&self->address, g_free);
  g_clear_pointer (&self->draft, cairn_source_draft_free);
  g_clear_pointer (&self->reading, cairn_source_reading_free);
  G_OBJECT_CLASS (cairn_source_dialog_parent_class)->dispose (object);
}

static void
cairn_source_dialog_class_init (CairnSourceDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_source_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-source-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, title);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, busy_label);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, busy_bar);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, speed_label);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, problem_label);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, buttons);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, next_button);
  gtk_widget_class_bind_template_child (widget_class, CairnSourceDialog, step_label);
  gtk_widget_class_install_action (widget_class, "source.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "source.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "source.stop", NULL, stop_cb);
  gtk_widget_class_install_action (widget_class, "source.remove", NULL, remove_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "source.back",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Right, GDK_ALT_MASK, "source.next",
                                       NULL);
}

static void
cairn_source_dialog_init (CairnSourceDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_pages (CairnSourceDialog *self)
{
  gboolean removable = cairn_source_finish_find (document_of (self)) != NULL;

  self->pages[PAGE_FILE] = cairn_source_file_page_new (self->folder, removable);
  self->pages[PAGE_SHAPE] = cairn_source_shape_page_new ();
  self->pages[PAGE_COLUMNS] = cairn_source_columns_page_new ();
  self->pages[PAGE_MEANING] = cairn_source_meaning_page_new ();
  self->pages[PAGE_VALUES] = cairn_source_values_page_new ();
  for (guint i = 0; i < N_PAGES; i++)
    gtk_stack_add_named (self->stack, self->pages[i], page_names[i]);
  g_signal_connect_object (self->pages[PAGE_FILE], "chosen", G_CALLBACK (file_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages[PAGE_FILE], "address", G_CALLBACK (address_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages[PAGE_FILE], "table", G_CALLBACK (table_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages[PAGE_SHAPE], "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pages[PAGE_COLUMNS], "changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/* The file that the journey names now: the log rather than what was made of it. */
static void
show_source (CairnSourceDialog *self)
{
  g_autoptr (GFile) log = cairn_source_dialog_dup_log (document_of (self), self->folder);
  g_autoptr (GFile) database = cairn_source_finish_dup_database (document_of (self), self->folder);
  const char *address = cairn_source_finish_get_address (document_of (self));
  g_autoptr (CairnMapping) known = NULL;
  g_autofree char *path = NULL;

  cairn_source_file_page_show (CAIRN_SOURCE_FILE_PAGE (self->pages[PAGE_FILE]), NULL, NULL, NULL);
  turn_to (self, PAGE_FILE);
  if (log != NULL && g_file_query_exists (log, NULL))
    {
      cairn_source_dialog_set_file (self, log);
      return;
    }
  if (database == NULL && address == NULL)
    return;
  path = database != NULL ? g_file_get_path (database) : g_strdup (address);
  known = cairn_mapping_new (path);
  cairn_journey_timings_describe (document_of (self), known);
  if (database == NULL)
    {
      set_address (self, path, known);
      return;
    }
  g_set_object (&self->file, database);
  sample (self, known);
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
  add_pages (self);
  show_source (self);
  return GTK_WIDGET (self);
}

void
cairn_source_dialog_set_file (CairnSourceDialog *self, GFile *file)
{
  g_return_if_fail (CAIRN_IS_SOURCE_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  if (g_file_peek_path (file) == NULL)
    {
      cairn_source_file_page_show (CAIRN_SOURCE_FILE_PAGE (self->pages[PAGE_FILE]), NULL, NULL,
                                   _ ("The data must be a file of this computer."));
      return;
    }
  drop_output (self);
  g_set_object (&self->file, file);
  g_clear_pointer (&self->address, g_free);
  cairn_source_file_page_show (CAIRN_SOURCE_FILE_PAGE (self->pages[PAGE_FILE]), file, NULL, NULL);
  sample (self, NULL);
}

void
cairn_source_dialog_import_next (CairnSourceDialog *self, GFile *file)
{
  g_return_if_fail (CAIRN_IS_SOURCE_DIALOG (self));

  cairn_source_dialog_set_file (self, file);
  self->next_file = TRUE;
}
