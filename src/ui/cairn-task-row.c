/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-task-row.h"

#include "base/cairn-duration.h"
#include "command/cairn-element-commands.h"
#include "command/cairn-playbook-commands.h"
#include "ui/cairn-field.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>

#define DRAG_PREFIX "cairn-task:"

struct _CairnTaskRow
{
  AdwExpanderRow parent_instance;

  GtkWidget *handle;
  GtkWidget *up;
  GtkWidget *down;

  CairnEditor *editor;
  CairnElement *task;
  GPtrArray *fields; /* of CairnField; made when the row is first opened */
};

enum
{
  SIGNAL_NEXT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CairnTaskRow, cairn_task_row, ADW_TYPE_EXPANDER_ROW)

static void
update_fields (CairnTaskRow *self)
{
  g_autoptr (GPtrArray) tasks = g_ptr_array_new ();

  g_ptr_array_add (tasks, self->task);
  for (guint i = 0; i < self->fields->len; i++)
    cairn_field_set_elements (g_ptr_array_index (self->fields, i), tasks);
}

static void
name_activated_cb (CairnTaskRow *self)
{
  if (*cairn_element_get_title (self->task) != '\0')
    g_signal_emit (self, signals[SIGNAL_NEXT], 0);
}

/* A playbook of thirty tasks has two hundred fields; hardly any of them is ever looked at. */
static void
make_fields (CairnTaskRow *self)
{
  const CairnKindSpec *kind = cairn_schema_kind (CAIRN_KIND_TASK);

  if (self->fields->len > 0 || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;
  for (guint i = 0; i < kind->n_props; i++)
    {
      CairnField *field = cairn_field_new (self->editor, &kind->props[i]);

      cairn_field_add_to_expander (field, ADW_EXPANDER_ROW (self));
      g_ptr_array_add (self->fields, field);
      if (kind->props[i].prop == CAIRN_PROP_TITLE)
        g_signal_connect_object (cairn_field_get_row (field), "entry-activated",
                                 G_CALLBACK (name_activated_cb), self, G_CONNECT_SWAPPED);
    }
  update_fields (self);
}

static void
shift (CairnTaskRow *self, int by)
{
  CairnElement *before = NULL;

  if (by > 0)
    {
      CairnElement *next = cairn_element_next (self->task);

      if (next == NULL)
        return;
      before = cairn_element_next (next);
    }
  else
    {
      CAIRN_FOREACH_CHILD (task, cairn_element_get_parent (self->task), CAIRN_KIND_TASK)
        {
          if (task == self->task)
            break;
          before = task;
        }
      if (before == NULL)
        return;
    }
  if (cairn_editor_may_change (self->editor))
    cairn_command_move_task (cairn_editor_get_history (self->editor), self->task, before);
}

static void
up_cb (CairnTaskRow *self)
{
  shift (self, -1);
}

static void
down_cb (CairnTaskRow *self)
{
  shift (self, 1);
}

static void
delete_cb (CairnTaskRow *self)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();

  if (!cairn_editor_may_change (self->editor))
    return;
  g_ptr_array_add (elements, self->task);
  cairn_command_delete (cairn_editor_get_history (self->editor), elements);
}

/* Whether the keyboard is on the row itself, not in one of its fields. */
static gboolean
is_on_header (CairnTaskRow *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  for (guint i = 0; i < self->fields->len; i++)
    {
      GtkWidget *row = cairn_field_get_row (g_ptr_array_index (self->fields, i));

      if (focus == row || (focus != NULL && gtk_widget_is_ancestor (focus, row)))
        return FALSE;
    }
  return TRUE;
}

static gboolean
key_pressed_cb (CairnTaskRow *self, guint keyval, guint keycode, GdkModifierType state)
{
  state &= gtk_accelerator_get_default_mod_mask ();
  if (state == (GDK_CONTROL_MASK | GDK_SHIFT_MASK) && keyval == GDK_KEY_Up)
    shift (self, -1);
  else if (state == (GDK_CONTROL_MASK | GDK_SHIFT_MASK) && keyval == GDK_KEY_Down)
    shift (self, 1);
  else if (state == 0 && keyval == GDK_KEY_Delete && is_on_header (self))
    delete_cb (self);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static GdkContentProvider *
drag_prepare_cb (GtkDragSource *source, double x, double y, CairnTaskRow *self)
{
  g_autofree char *text = g_strconcat (DRAG_PREFIX, cairn_element_get_id (self->task), NULL);
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 8, 8);
  return gdk_content_provider_new_typed (G_TYPE_STRING, text);
}

/* Upper half: in front of this task; lower half: behind it. */
static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CairnTaskRow *self)
{
  const char *text = g_value_get_string (value);
  CairnElement *task;
  CairnElement *before = self->task;

  if (text == NULL || !g_str_has_prefix (text, DRAG_PREFIX))
    return FALSE;
  task
    = cairn_document_lookup (cairn_editor_get_document (self->editor), text + strlen (DRAG_PREFIX));
  if (task == NULL || task == self->task
      || cairn_element_get_parent (task) != cairn_element_get_parent (self->task)
      || !cairn_editor_may_change (self->editor))
    return FALSE;
  if (y > gtk_widget_get_height (GTK_WIDGET (self)) / 2.0)
    before = cairn_element_next (self->task);
  if (before != task)
    cairn_command_move_task (cairn_editor_get_history (self->editor), task, before);
  return TRUE;
}

static void
add_dragging (CairnTaskRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (drag_prepare_cb), self, 0);
  gtk_widget_add_controller (self->handle, GTK_EVENT_CONTROLLER (source));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

static void
cairn_task_row_dispose (GObject *object)
{
  CairnTaskRow *self = CAIRN_TASK_ROW (object);

  g_clear_pointer (&self->task, cairn_element_unref);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (cairn_task_row_parent_class)->dispose (object);
}

static void
cairn_task_row_finalize (GObject *object)
{
  g_ptr_array_unref (CAIRN_TASK_ROW (object)->fields);
  G_OBJECT_CLASS (cairn_task_row_parent_class)->finalize (object);
}

static void
cairn_task_row_class_init (CairnTaskRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_task_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = cairn_task_row_finalize;
  signals[SIGNAL_NEXT] = g_signal_new ("next", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-task-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnTaskRow, handle);
  gtk_widget_class_bind_template_child (widget_class, CairnTaskRow, up);
  gtk_widget_class_bind_template_child (widget_class, CairnTaskRow, down);
  gtk_widget_class_bind_template_callback (widget_class, make_fields);
  gtk_widget_class_bind_template_callback (widget_class, up_cb);
  gtk_widget_class_bind_template_callback (widget_class, down_cb);
  gtk_widget_class_bind_template_callback (widget_class, delete_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
cairn_task_row_init (CairnTaskRow *self)
{
  self->fields = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
  add_dragging (self);
}

GtkWidget *
cairn_task_row_new (CairnEditor *editor, CairnElement *task)
{
  CairnTaskRow *self;

  g_return_val_if_fail (CAIRN_IS_EDITOR (editor), NULL);

  self = g_object_new (CAIRN_TYPE_TASK_ROW, NULL);
  self->editor = g_object_ref (editor);
  self->task = cairn_element_ref (task);
  return GTK_WIDGET (self);
}

CairnElement *
cairn_task_row_get_task (CairnTaskRow *self)
{
  g_return_val_if_fail (CAIRN_IS_TASK_ROW (self), NULL);

  return self->task;
}

/* "after 2 d · CSM · 30 min · required" */
static char *
gist_of (CairnElement *task)
{
  gint64 offset = cairn_element_get_int (task, CAIRN_PROP_OFFSET);
  gint64 minutes = cairn_element_get_int (task, CAIRN_PROP_MINUTES);
  const char *role = cairn_element_get_string (task, CAIRN_PROP_ROLE);
  g_autoptr (GString) text = g_string_new (NULL);

  if (offset != 0)
    {
      g_autofree char *span = cairn_duration_format ((double) offset);

      /* translators: when a task is due, counted from the touchpoint; %s is “2 d” */
      g_string_append_printf (text, _ ("after %s"), span);
    }
  if (*role != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", role);
  if (minutes > 0)
    {
      g_string_append (text, text->len > 0 ? " · " : "");
      g_string_append_printf (text, _ ("%d min"), (int) minutes);
    }
  g_string_append (text, text->len > 0 ? " · " : "");
  g_string_append (text, cairn_element_get_int (task, CAIRN_PROP_REQUIRED) != 0 ? _ ("required")
                                                                                : _ ("optional"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
cairn_task_row_update (CairnTaskRow *self, guint number, guint n)
{
  g_autofree char *title = NULL;
  g_autofree char *numbered = NULL;
  g_autofree char *gist = NULL;

  g_return_if_fail (CAIRN_IS_TASK_ROW (self));

  title = cairn_words_title (self->task);
  /* translators: the number of a task and its title */
  numbered = g_strdup_printf (_ ("%1$u. %2$s"), number, title);
  gist = gist_of (self->task);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), numbered);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), gist);
  gtk_widget_set_sensitive (self->up, number > 1);
  gtk_widget_set_sensitive (self->down, number < n);
  if (self->fields->len > 0)
    update_fields (self);
}

void
cairn_task_row_edit (CairnTaskRow *self)
{
  g_return_if_fail (CAIRN_IS_TASK_ROW (self));

  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self), TRUE);
  if (self->fields->len > 0)
    gtk_widget_grab_focus (cairn_field_get_row (g_ptr_array_index (self->fields, 0)));
}
