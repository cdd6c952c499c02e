/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-snapshot-dialog.h"

#include "command/cairn-element-commands.h"
#include "command/cairn-snapshot-commands.h"
#include "io/cairn-journey-snapshot.h"

#include <glib/gi18n-lib.h>

struct _CairnSnapshotDialog
{
  AdwWindow parent_instance;

  AdwPreferencesGroup *group;
  GPtrArray *rows; /* borrowed from the group */
  CairnEditor *editor;
};

G_DEFINE_FINAL_TYPE (CairnSnapshotDialog, cairn_snapshot_dialog, ADW_TYPE_WINDOW)

static void show_all (CairnSnapshotDialog *self);

/* "31 March 2026, 09:30", in local time; the text of the file if it is no time. */
static char *
dup_time (const CairnElement *snapshot)
{
  const char *taken = cairn_element_get_string (snapshot, CAIRN_PROP_TAKEN);
  g_autoptr (GDateTime) utc = g_date_time_new_from_iso8601 (taken, NULL);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;

  /* translators: day, month, year, time of a snapshot, as g_date_time_format() has it */
  return local != NULL ? g_date_time_format (local, _ ("%e %B %Y, %H:%M")) : g_strdup (taken);
}

static CairnElement *
snapshot_of (CairnSnapshotDialog *self, GtkWidget *widget)
{
  return cairn_document_lookup (cairn_editor_get_document (self->editor),
                                g_object_get_data (G_OBJECT (widget), "snapshot"));
}

static void
show_error (CairnSnapshotDialog *self, const char *heading, const char *message)
{
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, message);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

static CairnDocument *
read_snapshot (CairnSnapshotDialog *self, CairnElement *snapshot)
{
  g_autoptr (GError) error = NULL;
  CairnDocument *then = snapshot != NULL ? cairn_journey_read_snapshot (snapshot, &error) : NULL;

  if (error != NULL)
    show_error (self, _ ("The Snapshot Cannot Be Read"), error->message);
  return then;
}

static void
compare_cb (CairnSnapshotDialog *self, GtkWidget *button)
{
  CairnElement *snapshot = snapshot_of (self, button);
  g_autoptr (CairnDocument) then = read_snapshot (self, snapshot);
  g_autoptr (CairnComparison) comparison = NULL;
  g_autofree char *name = NULL;

  if (then == NULL)
    return;
  /* translators: %s is the name of a snapshot */
  name = g_strdup_printf (_ ("snapshot “%s”"), cairn_element_get_title (snapshot));
  comparison
    = cairn_comparison_new_with_journey (cairn_editor_get_document (self->editor), then, name);
  cairn_editor_set_comparison (self->editor, comparison);
  gtk_window_close (GTK_WINDOW (self));
}

static void
restore_cb (CairnSnapshotDialog *self, GtkWidget *button)
{
  CairnElement *snapshot = snapshot_of (self, button);
  g_autoptr (CairnDocument) then = NULL;
  g_autofree char *sentence = NULL;

  if (!cairn_editor_may_change (self->editor))
    return;
  then = read_snapshot (self, snapshot);
  if (then == NULL)
    return;
  /* translators: %s is the name of a snapshot; keep the key */
  sentence = g_strdup_printf (_ ("The journey is as in “%s”. Ctrl+Z takes that back."),
                              cairn_element_get_title (snapshot));
  if (!cairn_command_restore (cairn_editor_get_history (self->editor), then))
    {
      show_error (self, _ ("Not Restored"),
                  _ ("The snapshot names things as other snapshots are named here."));
      return;
    }
  cairn_editor_announce (self->editor, sentence);
  gtk_window_close (GTK_WINDOW (self));
}

static void
delete_cb (CairnSnapshotDialog *self, GtkWidget *button)
{
  CairnElement *snapshot = snapshot_of (self, button);
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  if (snapshot == NULL || !cairn_editor_may_change (self->editor))
    return;
  g_ptr_array_add (elements, snapshot);
  cairn_command_delete (cairn_editor_get_history (self->editor), elements);
}

static void
rename_cb (CairnSnapshotDialog *self, GtkWidget *row)
{
  CairnElement *snapshot = snapshot_of (self, row);

  if (snapshot != NULL && cairn_editor_may_change (self->editor))
    cairn_command_rename (cairn_editor_get_history (self->editor), snapshot,
                          gtk_editable_get_text (GTK_EDITABLE (row)));
}

typedef struct
{
  const char *icon;
  const char *tooltip;
  void (*clicked) (CairnSnapshotDialog *self, GtkWidget *button);
} Button;

static const Button buttons[] = {
  { "view-dual-symbolic", N_ ("Compare with the Journey as It Is"), compare_cb },
  { "edit-undo-symbolic", N_ ("Restore"), restore_cb },
  { "user-trash-symbolic", N_ ("Delete"), delete_cb },
};

static GtkWidget *
row_new (CairnSnapshotDialog *self, CairnElement *snapshot)
{
  GtkWidget *row = adw_entry_row_new ();
  g_autofree char *time = dup_time (snapshot);
  const char *id = cairn_element_get_id (snapshot);

  g_object_set_data_full (G_OBJECT (row), "snapshot", g_strdup (id), g_free);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), time);
  gtk_editable_set_text (GTK_EDITABLE (row), cairn_element_get_title (snapshot));
  adw_entry_row_set_show_apply_button (ADW_ENTRY_ROW (row), TRUE);
  g_signal_connect_object (row, "apply", G_CALLBACK (rename_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    {
      GtkWidget *button = gtk_button_new_from_icon_name (buttons[i].icon);

      g_object_set_data_full (G_OBJECT (button), "snapshot", g_strdup (id), g_free);
      gtk_widget_set_tooltip_text (button, _ (buttons[i].tooltip));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      _ (buttons[i].tooltip), -1);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (button, "flat");
      g_signal_connect_object (button, "clicked", G_CALLBACK (buttons[i].clicked), self,
                               G_CONNECT_SWAPPED);
      adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
    }
  return row;
}

static void
show_all (CairnSnapshotDialog *self)
{
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (self->editor));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  CAIRN_FOREACH_CHILD (snapshot, root, CAIRN_KIND_SNAPSHOT)
    {
      GtkWidget *row = row_new (self, snapshot);

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
  adw_preferences_group_set_description (
    self->group, self->rows->len > 0
                   ? _ ("The journey as it once stood. They are kept in the file.")
                   : _ ("No snapshot has been taken yet. One keeps the whole journey as it stands "
                        "now, inside the file."));
}

static void
document_changed_cb (CairnSnapshotDialog *self, CairnChangeSet *changes)
{
  for (guint i = 0; i < changes->elements->len; i++)
    if (cairn_element_get_kind (g_ptr_array_index (changes->elements, i)) == CAIRN_KIND_SNAPSHOT
        && changes->structure)
      {
        show_all (self);
        return;
      }
}

static void
take_cb (CairnSnapshotDialog *self)
{
  CairnElement *snapshot = cairn_snapshot_dialog_take (self->editor);
  GtkWidget *last;

  if (snapshot == NULL || self->rows->len == 0)
    return;
  last = g_ptr_array_index (self->rows, self->rows->len - 1);
  gtk_widget_grab_focus (last);
  gtk_editable_select_region (GTK_EDITABLE (last), 0, -1);
}

static void
cairn_snapshot_dialog_dispose (GObject *object)
{
  CairnSnapshotDialog *self = CAIRN_SNAPSHOT_DIALOG (object);

  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (cairn_snapshot_dialog_parent_class)->dispose (object);
}

static void
cairn_snapshot_dialog_class_init (CairnSnapshotDialogClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_snapshot_dialog_dispose;
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Escape, 0, "window.close",
                                       NULL);
}

static void
cairn_snapshot_dialog_init (CairnSnapshotDialog *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *page = adw_preferences_page_new ();
  GtkWidget *take = gtk_button_new_with_mnemonic (_ ("_Take Snapshot"));

  self->rows = g_ptr_array_new ();
  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_page_add (ADW_PREFERENCES_PAGE (page), self->group);
  gtk_widget_add_css_class (take, "suggested-action");
  g_signal_connect_object (take, "clicked", G_CALLBACK (take_cb), self, G_CONNECT_SWAPPED);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), take);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (box), header);
  gtk_box_append (GTK_BOX (box), page);
  adw_window_set_content (ADW_WINDOW (self), box);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Snapshots"));
  gtk_window_set_default_size (GTK_WINDOW (self), 560, 420);
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
}

void
cairn_snapshot_dialog_present (GtkWindow *parent, CairnEditor *editor)
{
  CairnSnapshotDialog *self
    = g_object_new (CAIRN_TYPE_SNAPSHOT_DIALOG, "transient-for", parent, NULL);

  self->editor = g_object_ref (editor);
  g_signal_connect_object (cairn_editor_get_document (editor), "changed",
                           G_CALLBACK (document_changed_cb), self, G_CONNECT_SWAPPED);
  show_all (self);
  gtk_window_present (GTK_WINDOW (self));
}

CairnElement *
cairn_snapshot_dialog_take (CairnEditor *editor)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) local = g_date_time_to_local (now);
  g_autofree char *taken = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  /* translators: the name of a new snapshot, as g_date_time_format() has it */
  g_autofree char *name = g_date_time_format (local, _ ("As of %e %B, %H:%M"));
  g_autofree char *content = NULL;
  g_autoptr (GError) error = NULL;

  if (!cairn_editor_may_change (editor))
    return NULL;
  content = cairn_journey_dup_content (cairn_editor_get_document (editor), &error);
  if (content == NULL)
    {
      cairn_editor_announce (editor, error->message);
      return NULL;
    }
  return cairn_command_add_snapshot (cairn_editor_get_history (editor), name, taken, content);
}
