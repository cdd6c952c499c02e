/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-playbook-list.h"

#include "command/cairn-playbook-commands.h"
#include "ui/cairn-playbook-drag.h"
#include "ui/cairn-row-list.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>

struct _CairnPlaybookList
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkLabel *heading;
  GtkListBox *box;
  GMenuModel *menu;

  CairnEditor *editor;
  GSignalGroup *document_signals;
};

enum
{
  PROP_0,
  PROP_EDITOR,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (CairnPlaybookList, cairn_playbook_list, GTK_TYPE_WIDGET)

static CairnElement *
element_of (CairnPlaybookList *self, GtkListBoxRow *row)
{
  if (row == NULL || self->editor == NULL)
    return NULL;
  return cairn_document_lookup (cairn_editor_get_document (self->editor),
                                cairn_row_list_get_id (row));
}

static CairnElement *
get_root (CairnPlaybookList *self)
{
  return cairn_document_get_root (cairn_editor_get_document (self->editor));
}

static void
show_playbook (GtkListBoxRow *row, CairnElement *playbook)
{
  guint n = cairn_element_count (playbook, CAIRN_KIND_TASK);
  g_autofree char *title = cairn_words_title (playbook);
  g_autofree char *count = g_strdup_printf ("%u", n);
  g_autofree char *tasks
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u task", "%u tasks", n), n);
  g_autofree char *words = NULL;
  g_autofree char *hint = NULL;

  /* translators: %1$s is a playbook, %2$s “12 tasks” */
  words = g_strdup_printf (_ ("Playbook %1$s, %2$s"), title, tasks);
  /* translators: %s is “Playbook Kick-off, 9 tasks” */
  hint = g_strdup_printf (_ ("%s\nDrag it onto a step to attach it; Enter opens it."), words);
  cairn_name_row_show (cairn_row_list_get_name_row (row), cairn_words_icon (playbook), title, NULL,
                       count);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* How many touchpoints of the whole journey there are, and how many have a playbook. */
static void
count_touchpoints (CairnElement *root, guint *all, guint *covered)
{
  *all = *covered = 0;
  CAIRN_FOREACH_CHILD (segment, root, CAIRN_KIND_SEGMENT)
    CAIRN_FOREACH_CHILD (swimlane, segment, CAIRN_KIND_SWIMLANE)
      CAIRN_FOREACH_CHILD (step, swimlane, CAIRN_KIND_STEP)
        if (cairn_element_get_int (step, CAIRN_PROP_KIND) == CAIRN_STEP_TOUCHPOINT)
          {
            (*all)++;
            *covered += cairn_element_first (step, CAIRN_KIND_ATTACHMENT) != NULL;
          }
}

static void
update_heading (CairnPlaybookList *self)
{
  g_autofree char *text = NULL;
  guint all, covered;

  count_touchpoints (get_root (self), &all, &covered);
  if (all == 0)
    text = g_strdup (_ ("Playbooks"));
  else
    /* translators: %1$u of %2$u touchpoints have a playbook */
    text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "Playbooks · %1$u of %2$u touchpoint covered",
                                         "Playbooks · %1$u of %2$u touchpoints covered", all),
                            covered, all);
  gtk_label_set_label (self->heading, text);
}

static void
update (CairnPlaybookList *self)
{
  g_autoptr (GPtrArray) playbooks = g_ptr_array_new ();
  gboolean made;

  if (self->editor != NULL)
    {
      CAIRN_FOREACH_CHILD (playbook, get_root (self), CAIRN_KIND_PLAYBOOK)
        g_ptr_array_add (playbooks, playbook);
      update_heading (self);
    }
  made = cairn_row_list_set_elements (self->box, playbooks);
  for (guint i = 0; i < playbooks->len; i++)
    {
      CairnElement *playbook = g_ptr_array_index (playbooks, i);
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (self->box, (int) i);

      if (made)
        cairn_playbook_drag_add_source (GTK_WIDGET (row), playbook);
      show_playbook (row, playbook);
    }
}

/* Nothing here depends on more than playbooks, attachments and the kind of steps. */
static void
document_changed_cb (CairnPlaybookList *self, CairnChangeSet *changes)
{
  gboolean steps = FALSE;

  for (guint i = 0; i < changes->elements->len && !steps; i++)
    {
      CairnKind kind = cairn_element_get_kind (g_ptr_array_index (changes->elements, i));

      steps = kind == CAIRN_KIND_STEP || kind == CAIRN_KIND_ATTACHMENT;
    }
  if (changes->outside)
    update (self);
  else if (steps)
    update_heading (self);
}

static void
activated_cb (CairnPlaybookList *self, GtkListBoxRow *row)
{
  CairnElement *playbook = element_of (self, row);

  if (playbook != NULL)
    cairn_editor_open_playbook (self->editor, playbook);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnPlaybookList *self = CAIRN_PLAYBOOK_LIST (widget);
  GtkListBoxRow *row = cairn_row_list_get_focused (self->box);

  activated_cb (self, row);
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnPlaybookList *self = CAIRN_PLAYBOOK_LIST (widget);
  GtkListBoxRow *row = cairn_row_list_get_focused (self->box);
  CairnElement *playbook = element_of (self, row);

  if (playbook != NULL)
    cairn_row_list_edit (self->editor, row, playbook);
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnPlaybookList *self = CAIRN_PLAYBOOK_LIST (widget);
  CairnElement *playbook = element_of (self, cairn_row_list_get_focused (self->box));

  if (playbook != NULL)
    cairn_row_list_delete (self->editor, playbook);
}

static void
new_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnPlaybookList *self = CAIRN_PLAYBOOK_LIST (widget);

  if (self->editor != NULL && cairn_editor_may_change (self->editor))
    cairn_editor_open_playbook (
      self->editor,
      cairn_command_add_playbook (cairn_editor_get_history (self->editor), _ ("New playbook")));
}

static void
cairn_playbook_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  if (prop_id == PROP_EDITOR)
    g_value_set_object (value, CAIRN_PLAYBOOK_LIST (object)->editor);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cairn_playbook_list_set_property (GObject *object,
                                  guint prop_id,
                                  const GValue *value,
                                  GParamSpec *pspec)
{
  if (prop_id == PROP_EDITOR)
    cairn_playbook_list_set_editor (CAIRN_PLAYBOOK_LIST (object), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
cairn_playbook_list_dispose (GObject *object)
{
  CairnPlaybookList *self = CAIRN_PLAYBOOK_LIST (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->document_signals);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (cairn_playbook_list_parent_class)->dispose (object);
}

static void
cairn_playbook_list_class_init (CairnPlaybookListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cairn_playbook_list_dispose;
  object_class->get_property = cairn_playbook_list_get_property;
  object_class->set_property = cairn_playbook_list_set_property;
  properties[PROP_EDITOR]
    = g_param_spec_object ("editor", NULL, NULL, CAIRN_TYPE_EDITOR,
                           G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-playbook-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnPlaybookList, content);
  gtk_widget_class_bind_template_child (widget_class, CairnPlaybookList, heading);
  gtk_widget_class_bind_template_child (widget_class, CairnPlaybookList, box);
  gtk_widget_class_bind_template_child (widget_class, CairnPlaybookList, menu);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_install_action (widget_class, "playbooks.open", NULL, open_action);
  gtk_widget_class_install_action (widget_class, "playbooks.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "playbooks.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "playbooks.new", NULL, new_action);
}

static void
cairn_playbook_list_init (CairnPlaybookList *self)
{
  self->document_signals = g_signal_group_new (CAIRN_TYPE_DOCUMENT);
  g_signal_group_connect_swapped (self->document_signals, "changed",
                                  G_CALLBACK (document_changed_cb), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  cairn_row_list_add_controls (self->box, self->menu, "playbooks.rename", "playbooks.delete");
}

GtkWidget *
cairn_playbook_list_new (void)
{
  return g_object_new (CAIRN_TYPE_PLAYBOOK_LIST, NULL);
}

void
cairn_playbook_list_set_editor (CairnPlaybookList *self, CairnEditor *editor)
{
  g_return_if_fail (CAIRN_IS_PLAYBOOK_LIST (self));
  g_return_if_fail (editor == NULL || CAIRN_IS_EDITOR (editor));

  if (!g_set_object (&self->editor, editor))
    return;
  g_signal_group_set_target (self->document_signals,
                             editor != NULL ? cairn_editor_get_document (editor) : NULL);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EDITOR]);
}
