/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-attachment-group.h"

#include "command/cairn-playbook-commands.h"
#include "ui/cairn-playbook-drag.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>

struct _CairnAttachmentGroup
{
  AdwPreferencesGroup parent_instance;

  GtkMenuButton *attach;

  CairnEditor *editor;
  GPtrArray *steps; /* of owned CairnElement; NULL: none */
  GPtrArray *rows;  /* of GtkWidget in the group */
  char *shown;      /* what they say, to see whether they have to be made anew */
};

G_DEFINE_FINAL_TYPE (CairnAttachmentGroup, cairn_attachment_group, ADW_TYPE_PREFERENCES_GROUP)

static CairnElement *
playbook_of (GtkWidget *row, CairnAttachmentGroup *self)
{
  return cairn_document_lookup (cairn_editor_get_document (self->editor),
                                g_object_get_data (G_OBJECT (row), "playbook"));
}

static void
open_cb (GtkWidget *row, CairnAttachmentGroup *self)
{
  CairnElement *playbook = playbook_of (row, self);

  if (playbook != NULL)
    cairn_editor_open_playbook (self->editor, playbook);
}

static void
detach_cb (GtkWidget *button, CairnAttachmentGroup *self)
{
  CairnElement *playbook = playbook_of (button, self);

  if (playbook != NULL && cairn_editor_may_change (self->editor))
    cairn_command_detach_all (cairn_editor_get_history (self->editor), self->steps, playbook);
}

/* "12 tasks · 9 required · owner: Implementation lead" */
static char *
summary_of (CairnElement *playbook)
{
  const char *owner = cairn_element_get_string (playbook, CAIRN_PROP_OWNER);
  guint n = 0;
  guint required = 0;
  g_autofree char *tasks = NULL;

  CAIRN_FOREACH_CHILD (task, playbook, CAIRN_KIND_TASK)
    {
      n++;
      required += cairn_element_get_int (task, CAIRN_PROP_REQUIRED) != 0;
    }
  tasks = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u task", "%u tasks", n), n);
  if (*owner == '\0')
    /* translators: %1$s is “12 tasks”, %2$u how many of them are required */
    return g_strdup_printf (_ ("%1$s · %2$u required"), tasks, required);
  /* translators: %1$s is “12 tasks”, %2$u how many of them are required, %3$s a role */
  return g_strdup_printf (_ ("%1$s · %2$u required · owner: %3$s"), tasks, required, owner);
}

static gboolean
is_attached (CairnElement *step, CairnElement *playbook)
{
  CAIRN_FOREACH_CHILD (attachment, step, CAIRN_KIND_ATTACHMENT)
    if (cairn_element_get_string (attachment, CAIRN_PROP_PLAYBOOK)
        == cairn_element_get_id (playbook))
      return TRUE;
  return FALSE;
}

static guint
count_attached (GPtrArray *steps, CairnElement *playbook)
{
  guint n = 0;

  for (guint i = 0; i < steps->len; i++)
    n += is_attached (g_ptr_array_index (steps, i), playbook);
  return n;
}

/* What stands below the name: of several steps, first on how many of them it hangs. */
static char *
subtitle_of (CairnAttachmentGroup *self, CairnElement *playbook)
{
  guint n = count_attached (self->steps, playbook);
  g_autofree char *summary = summary_of (playbook);

  if (n == self->steps->len)
    return g_steal_pointer (&summary);
  /* translators: a playbook hangs on %1$u of the %2$u selected steps; %3$s is “12 tasks …” */
  return g_strdup_printf (_ ("on %1$u of %2$u · %3$s"), n, self->steps->len, summary);
}

static GtkWidget *
create_detach (CairnAttachmentGroup *self, CairnElement *playbook)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  /* translators: %s is the name of a playbook */
  g_autofree char *label
    = g_strdup_printf (self->steps->len == 1 ? _ ("Detach “%s” from this step")
                                             : _ ("Detach “%s” from all of these steps"),
                       cairn_element_get_title (playbook));

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), "playbook", g_strdup (cairn_element_get_id (playbook)),
                          g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (detach_cb), self, 0);
  return button;
}

static GtkWidget *
create_row (CairnAttachmentGroup *self, CairnElement *playbook)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = cairn_words_title (playbook);
  g_autofree char *summary = subtitle_of (self, playbook);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), summary);
  adw_action_row_set_icon_name (ADW_ACTION_ROW (row), cairn_words_icon (playbook));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_detach (self, playbook));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _ ("Open this playbook (Ctrl+Enter)"));
  g_object_set_data_full (G_OBJECT (row), "playbook", g_strdup (cairn_element_get_id (playbook)),
                          g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (open_cb), self, 0);
  return row;
}

static void
add_menu_item (GMenu *menu, const char *label, const char *id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (NULL, NULL);
  g_autoptr (GString) plain = g_string_new (label);

  /* In menus an underscore marks the access key. */
  g_string_replace (plain, "_", "__", 0);
  g_menu_item_set_label (item, plain->str);
  g_menu_item_set_action_and_target (item, "attachments.attach", "s", id);
  g_menu_append_item (menu, item);
}

static void
update_menu (CairnAttachmentGroup *self)
{
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (self->editor));
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) others = g_menu_new ();
  g_autoptr (GMenu) new = g_menu_new ();

  CAIRN_FOREACH_CHILD (playbook, root, CAIRN_KIND_PLAYBOOK)
    if (count_attached (self->steps, playbook) < self->steps->len)
      {
        g_autofree char *title = cairn_words_title (playbook);

        add_menu_item (others, title, cairn_element_get_id (playbook));
      }
  add_menu_item (new, _ ("New playbook"), "");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (new));
  gtk_menu_button_set_menu_model (self->attach, G_MENU_MODEL (menu));
}

static void
attach_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CairnAttachmentGroup *self = CAIRN_ATTACHMENT_GROUP (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  CairnElement *playbook;
  CairnHistory *history;

  if (self->steps == NULL || !cairn_editor_may_change (self->editor))
    return;
  history = cairn_editor_get_history (self->editor);
  if (*id != '\0')
    {
      playbook = cairn_document_lookup (cairn_editor_get_document (self->editor), id);
      if (playbook != NULL)
        cairn_command_attach_all (history, self->steps, playbook);
      return;
    }
  /* Made and attached in one step of undo. */
  cairn_history_begin (history, _ ("Add playbook"));
  playbook = cairn_command_add_playbook (history, _ ("New playbook"));
  cairn_command_attach_all (history, self->steps, playbook);
  cairn_history_end (history);
  cairn_editor_open_playbook (self->editor, playbook);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, CairnAttachmentGroup *self)
{
  CairnElement *playbook;

  if (self->steps == NULL)
    return FALSE;
  playbook = cairn_playbook_drag_read (cairn_editor_get_document (self->editor), value);
  if (playbook == NULL)
    return FALSE;
  if (self->steps->len == 1)
    return cairn_playbook_drag_attach (self->editor, g_ptr_array_index (self->steps, 0), playbook);
  return cairn_editor_may_change (self->editor)
         && cairn_command_attach_all (cairn_editor_get_history (self->editor), self->steps,
                                      playbook);
}

static void
clear_rows (CairnAttachmentGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
forget (CairnAttachmentGroup *self)
{
  g_clear_pointer (&self->steps, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_free);
  g_clear_object (&self->editor);
}

static void
cairn_attachment_group_dispose (GObject *object)
{
  forget (CAIRN_ATTACHMENT_GROUP (object));
  G_OBJECT_CLASS (cairn_attachment_group_parent_class)->dispose (object);
}

static void
cairn_attachment_group_finalize (GObject *object)
{
  g_ptr_array_unref (CAIRN_ATTACHMENT_GROUP (object)->rows);
  G_OBJECT_CLASS (cairn_attachment_group_parent_class)->finalize (object);
}

static void
cairn_attachment_group_class_init (CairnAttachmentGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cairn_attachment_group_dispose;
  object_class->finalize = cairn_attachment_group_finalize;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-attachment-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnAttachmentGroup, attach);
  gtk_widget_class_install_action (widget_class, "attachments.attach", "s", attach_action);
}

static void
cairn_attachment_group_init (CairnAttachmentGroup *self)
{
  GtkDropTarget *target;

  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  target = gtk_drop_target_new (G_TYPE_STRING, GDK_ACTION_COPY);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* Everything that the rows and the menu say, as one string. */
static char *
signature (CairnEditor *editor, GPtrArray *steps)
{
  CairnElement *root = cairn_document_get_root (cairn_editor_get_document (editor));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < steps->len; i++)
    g_string_append_printf (text, "%s ", cairn_element_get_id (g_ptr_array_index (steps, i)));
  CAIRN_FOREACH_CHILD (playbook, root, CAIRN_KIND_PLAYBOOK)
    {
      g_autofree char *summary = summary_of (playbook);

      g_string_append_printf (text, "\n%s\t%s\t%s\t%u", cairn_element_get_id (playbook),
                              cairn_element_get_title (playbook), summary,
                              count_attached (steps, playbook));
    }
  for (guint i = 0; i < steps->len; i++)
    CAIRN_FOREACH_CHILD (attachment, g_ptr_array_index (steps, i), CAIRN_KIND_ATTACHMENT)
      g_string_append_printf (text, "\n%s",
                              cairn_element_get_string (attachment, CAIRN_PROP_PLAYBOOK));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
add_row (CairnAttachmentGroup *self, CairnElement *playbook)
{
  GtkWidget *row = create_row (self, playbook);

  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

/* Each playbook once, in the order in which they are first met. */
static void
add_rows (CairnAttachmentGroup *self)
{
  CairnDocument *document = cairn_editor_get_document (self->editor);
  g_autoptr (GHashTable) met = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->steps->len; i++)
    CAIRN_FOREACH_CHILD (attachment, g_ptr_array_index (self->steps, i), CAIRN_KIND_ATTACHMENT)
      {
        CairnElement *playbook = cairn_document_resolve (document, attachment, CAIRN_PROP_PLAYBOOK);

        if (playbook != NULL && g_hash_table_add (met, playbook))
          add_row (self, playbook);
      }
}

static void
build_rows (CairnAttachmentGroup *self)
{
  clear_rows (self);
  add_rows (self);
  gtk_menu_button_set_label (self->attach, self->rows->len > 0 ? _ ("Attach another…")
                                                               : _ ("Attach a playbook…"));
  update_menu (self);
}

static gboolean
is_shown (CairnAttachmentGroup *self, GPtrArray *steps, const char *now)
{
  if (self->steps == NULL || self->steps->len != steps->len || g_strcmp0 (now, self->shown) != 0)
    return FALSE;
  for (guint i = 0; i < steps->len; i++)
    if (g_ptr_array_index (self->steps, i) != g_ptr_array_index (steps, i))
      return FALSE;
  return TRUE;
}

void
cairn_attachment_group_show (CairnAttachmentGroup *self, CairnEditor *editor, GPtrArray *steps)
{
  g_autofree char *now = NULL;

  g_return_if_fail (CAIRN_IS_ATTACHMENT_GROUP (self));

  gtk_widget_set_visible (GTK_WIDGET (self), steps != NULL);
  if (steps == NULL)
    {
      clear_rows (self);
      forget (self);
      return;
    }
  now = signature (editor, steps);
  if (is_shown (self, steps, now))
    return;
  forget (self);
  self->editor = g_object_ref (editor);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_element_unref);
  for (guint i = 0; i < steps->len; i++)
    g_ptr_array_add (self->steps, cairn_element_ref (g_ptr_array_index (steps, i)));
  self->shown = g_steal_pointer (&now);
  build_rows (self);
}
