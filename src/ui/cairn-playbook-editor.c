/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-playbook-editor.h"

#include "command/cairn-playbook-commands.h"
#include "ui/cairn-field-group.h"
#include "ui/cairn-task-row.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>

struct _CairnPlaybookEditor
{
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  CairnFieldGroup *fields;
  AdwPreferencesGroup *tasks;
  AdwPreferencesGroup *touchpoints;

  CairnEditor *editor;
  CairnElement *playbook;
  GSignalGroup *document_signals;
  GPtrArray *task_rows;       /* of CairnTaskRow, in the order of the tasks */
  GPtrArray *touchpoint_rows; /* of AdwActionRow */
  char *touchpoints_shown;    /* what they say */
};

G_DEFINE_FINAL_TYPE (CairnPlaybookEditor, cairn_playbook_editor, ADW_TYPE_WINDOW)

static CairnTaskRow *
take_row (GPtrArray *rows, CairnElement *task)
{
  for (guint i = 0; i < rows->len; i++)
    if (cairn_task_row_get_task (g_ptr_array_index (rows, i)) == task)
      return g_ptr_array_steal_index (rows, i);
  return NULL;
}

static gboolean
rows_are_right (CairnPlaybookEditor *self)
{
  guint i = 0;

  CAIRN_FOREACH_CHILD (task, self->playbook, CAIRN_KIND_TASK)
    {
      if (i >= self->task_rows->len
          || cairn_task_row_get_task (g_ptr_array_index (self->task_rows, i)) != task)
        return FALSE;
      i++;
    }
  return i == self->task_rows->len;
}

static void
add_task (CairnPlaybookEditor *self, CairnElement *after)
{
  CairnElement *task;

  if (!cairn_editor_may_change (self->editor))
    return;
  task = cairn_command_add_task (cairn_editor_get_history (self->editor), self->playbook, after,
                                 _ ("New task"));
  for (guint i = 0; i < self->task_rows->len; i++)
    if (cairn_task_row_get_task (g_ptr_array_index (self->task_rows, i)) == task)
      cairn_task_row_edit (g_ptr_array_index (self->task_rows, i));
}

/* The row done with closes, so that the next one stands in view. */
static void
next_task_cb (CairnTaskRow *row, CairnPlaybookEditor *self)
{
  add_task (self, cairn_task_row_get_task (row));
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), FALSE);
}

/* Rows that stay are kept, open as they are. */
static void
rearrange_tasks (CairnPlaybookEditor *self)
{
  g_autoptr (GPtrArray) old = g_steal_pointer (&self->task_rows);

  self->task_rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < old->len; i++)
    adw_preferences_group_remove (self->tasks, g_ptr_array_index (old, i));
  CAIRN_FOREACH_CHILD (task, self->playbook, CAIRN_KIND_TASK)
    {
      CairnTaskRow *row = take_row (old, task);

      if (row == NULL)
        {
          row = CAIRN_TASK_ROW (g_object_ref_sink (cairn_task_row_new (self->editor, task)));
          g_signal_connect_object (row, "next", G_CALLBACK (next_task_cb), self, 0);
        }
      adw_preferences_group_add (self->tasks, GTK_WIDGET (row));
      g_ptr_array_add (self->task_rows, row);
    }
}

/* The keyboard focus goes along with a task that is moved; a button that has nothing to do any
 * more, at the top or the bottom, gives it to its row. */
static void
restore_focus (CairnPlaybookEditor *self, GtkWidget *focus)
{
  for (guint i = 0; i < self->task_rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->task_rows, i);

      if (!gtk_widget_is_ancestor (focus, row))
        continue;
      if (!gtk_widget_is_sensitive (focus) || !gtk_widget_grab_focus (focus))
        gtk_widget_child_focus (row, GTK_DIR_TAB_FORWARD);
    }
}

static void
update_tasks (CairnPlaybookEditor *self)
{
  g_autoptr (GtkWidget) focus = NULL;
  gboolean rearrange = !rows_are_right (self);

  /* It may be in a row that goes. */
  g_set_object (&focus, gtk_window_get_focus (GTK_WINDOW (self)));
  if (rearrange)
    rearrange_tasks (self);
  for (guint i = 0; i < self->task_rows->len; i++)
    cairn_task_row_update (g_ptr_array_index (self->task_rows, i), i + 1, self->task_rows->len);
  if (rearrange && focus != NULL)
    restore_focus (self, focus);
}

static gboolean
hangs_on (CairnElement *playbook, CairnElement *step)
{
  CAIRN_FOREACH_CHILD (attachment, step, CAIRN_KIND_ATTACHMENT)
    if (cairn_element_get_string (attachment, CAIRN_PROP_PLAYBOOK)
        == cairn_element_get_id (playbook))
      return TRUE;
  return FALSE;
}

static GPtrArray *
dup_touchpoints (CairnPlaybookEditor *self)
{
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (self->editor));
  GPtrArray *steps = g_ptr_array_new ();

  CAIRN_FOREACH_CHILD (segment, root, CAIRN_KIND_SEGMENT)
    CAIRN_FOREACH_CHILD (swimlane, segment, CAIRN_KIND_SWIMLANE)
      CAIRN_FOREACH_CHILD (step, swimlane, CAIRN_KIND_STEP)
        if (hangs_on (self->playbook, step))
          g_ptr_array_add (steps, step);
  return steps;
}

static void
touchpoint_activated_cb (GtkWidget *row, CairnPlaybookEditor *self)
{
  CairnElement *step = cairn_document_lookup (cairn_editor_get_document (self->editor),
                                              g_object_get_data (G_OBJECT (row), "step"));
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  if (step == NULL)
    return;
  cairn_editor_reveal (self->editor, step);
  if (parent != NULL)
    gtk_window_present (parent);
}

static void
add_touchpoint (CairnPlaybookEditor *self, CairnElement *step)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = cairn_words_title (step);
  g_autofree char *place = cairn_words_place (step);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), place);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), cairn_words_icon (step));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _ ("Show this step on the map"));
  g_object_set_data_full (G_OBJECT (row), "step", g_strdup (cairn_element_get_id (step)), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (touchpoint_activated_cb), self, 0);
  adw_preferences_group_add (self->touchpoints, row);
  g_ptr_array_add (self->touchpoint_rows, row);
}

static char *
touchpoints_text (GPtrArray *steps)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    {
      CairnElement *step = g_ptr_array_index (steps, i);
      g_autofree char *place = cairn_words_place (step);

      g_string_append_printf (text, "%s\t%s\t%s\n", cairn_element_get_id (step),
                              cairn_element_get_title (step), place);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
update_touchpoints (CairnPlaybookEditor *self)
{
  g_autoptr (GPtrArray) steps = dup_touchpoints (self);
  g_autofree char *text = touchpoints_text (steps);

  if (g_strcmp0 (text, self->touchpoints_shown) == 0)
    return;
  g_free (self->touchpoints_shown);
  self->touchpoints_shown = g_steal_pointer (&text);
  for (guint i = 0; i < self->touchpoint_rows->len; i++)
    adw_preferences_group_remove (self->touchpoints, g_ptr_array_index (self->touchpoint_rows, i));
  g_ptr_array_set_size (self->touchpoint_rows, 0);
  for (guint i = 0; i < steps->len; i++)
    add_touchpoint (self, g_ptr_array_index (steps, i));
  adw_preferences_group_set_description (
    self->touchpoints,
    steps->len == 0 ? _ ("Nothing yet. Drag the playbook from the list onto a step.") : NULL);
}

static void
update (CairnPlaybookEditor *self)
{
  g_autofree char *title = NULL;

  if (cairn_element_get_parent (self->playbook) == NULL)
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  title = cairn_words_title (self->playbook);
  adw_window_title_set_title (self->title, title);
  gtk_window_set_title (GTK_WINDOW (self), title);
  cairn_field_group_show_one (self->fields, self->editor, self->playbook);
  update_tasks (self);
  update_touchpoints (self);
}

static void
add_task_cb (CairnPlaybookEditor *self)
{
  add_task (self, NULL);
}

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnPlaybookEditor *self = CAIRN_PLAYBOOK_EDITOR (widget);

  if (cairn_editor_may_change (self->editor))
    cairn_history_undo (cairn_editor_get_history (self->editor));
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnPlaybookEditor *self = CAIRN_PLAYBOOK_EDITOR (widget);

  if (cairn_editor_may_change (self->editor))
    cairn_history_redo (cairn_editor_get_history (self->editor));
}

static void
cairn_playbook_editor_dispose (GObject *object)
{
  CairnPlaybookEditor *self = CAIRN_PLAYBOOK_EDITOR (object);

  g_clear_object (&self->document_signals);
  g_clear_pointer (&self->playbook, cairn_element_unref);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (cairn_playbook_editor_parent_class)->dispose (object);
}

static void
cairn_playbook_editor_finalize (GObject *object)
{
  CairnPlaybookEditor *self = CAIRN_PLAYBOOK_EDITOR (object);

  g_ptr_array_unref (self->task_rows);
  g_ptr_array_unref (self->touchpoint_rows);
  g_free (self->touchpoints_shown);
  G_OBJECT_CLASS (cairn_playbook_editor_parent_class)->finalize (object);
}

static void
cairn_playbook_editor_class_init (CairnPlaybookEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_playbook_editor_dispose;
  G_OBJECT_CLASS (klass)->finalize = cairn_playbook_editor_finalize;
  g_type_ensure (CAIRN_TYPE_FIELD_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-playbook-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnPlaybookEditor, title);
  gtk_widget_class_bind_template_child (widget_class, CairnPlaybookEditor, fields);
  gtk_widget_class_bind_template_child (widget_class, CairnPlaybookEditor, tasks);
  gtk_widget_class_bind_template_child (widget_class, CairnPlaybookEditor, touchpoints);
  gtk_widget_class_bind_template_callback (widget_class, add_task_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_install_action (widget_class, "playbook.undo", NULL, undo_action);
  gtk_widget_class_install_action (widget_class, "playbook.redo", NULL, redo_action);
}

static void
cairn_playbook_editor_init (CairnPlaybookEditor *self)
{
  self->task_rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->touchpoint_rows = g_ptr_array_new ();
  self->document_signals = g_signal_group_new (CAIRN_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "changed", G_CALLBACK (update), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWindow *
find_open (CairnElement *playbook)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *link = windows; link != NULL; link = link->next)
    if (CAIRN_IS_PLAYBOOK_EDITOR (link->data)
        && CAIRN_PLAYBOOK_EDITOR (link->data)->playbook == playbook)
      return link->data;
  return NULL;
}

void
cairn_playbook_editor_present (GtkWindow *parent, CairnEditor *editor, CairnElement *playbook)
{
  GtkWindow *open;
  CairnPlaybookEditor *self;

  g_return_if_fail (CAIRN_IS_EDITOR (editor));
  g_return_if_fail (playbook != NULL && cairn_element_get_kind (playbook) == CAIRN_KIND_PLAYBOOK);

  open = find_open (playbook);
  if (open != NULL)
    {
      gtk_window_present (open);
      return;
    }
  self = g_object_new (CAIRN_TYPE_PLAYBOOK_EDITOR, "transient-for", parent, "destroy-with-parent",
                       TRUE, NULL);
  self->editor = g_object_ref (editor);
  self->playbook = cairn_element_ref (playbook);
  g_signal_group_set_target (self->document_signals, cairn_editor_get_document (editor));
  update (self);
  gtk_window_present (GTK_WINDOW (self));
}
