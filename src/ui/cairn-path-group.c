/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-path-group.h"

#include "command/cairn-element-commands.h"
#include "command/cairn-path-commands.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>

struct _CairnPathGroup
{
  AdwPreferencesGroup parent_instance;

  CairnEditor *editor;
  GSignalGroup *editor_signals;
  GPtrArray *flows; /* of CairnElement, owned: those that are selected */
  GPtrArray *rows;  /* of GtkWidget in the group */
  char *shown;      /* what they say, to see whether they have to be made anew */
  gboolean showing; /* we move the switches ourselves */
};

G_DEFINE_FINAL_TYPE (CairnPathGroup, cairn_path_group, ADW_TYPE_PREFERENCES_GROUP)

static CairnElement *
path_of (GtkWidget *widget, CairnPathGroup *self)
{
  return cairn_document_lookup (cairn_editor_get_document (self->editor),
                                g_object_get_data (G_OBJECT (widget), "path"));
}

static void
belong (GtkWidget *widget, CairnElement *path)
{
  g_object_set_data_full (G_OBJECT (widget), "path", g_strdup (cairn_element_get_id (path)),
                          g_free);
}

static void
activated_cb (GtkWidget *row, CairnPathGroup *self)
{
  CairnElement *path = path_of (row, self);

  if (path != NULL)
    cairn_selection_set_one (cairn_editor_get_selection (self->editor),
                             cairn_element_get_id (path));
}

static void
up_cb (GtkWidget *button, CairnPathGroup *self)
{
  CairnElement *path = path_of (button, self);

  if (path != NULL && cairn_editor_may_change (self->editor))
    cairn_command_shift_path (cairn_editor_get_history (self->editor), path, -1);
}

static void
delete_cb (GtkWidget *button, CairnPathGroup *self)
{
  CairnElement *path = path_of (button, self);
  g_autoptr (GPtrArray) doomed = g_ptr_array_new ();

  if (path == NULL || !cairn_editor_may_change (self->editor))
    return;
  g_ptr_array_add (doomed, path);
  cairn_command_delete (cairn_editor_get_history (self->editor), doomed);
}

static void
pick_cb (GtkToggleButton *button, GParamSpec *pspec, CairnPathGroup *self)
{
  CairnElement *path = path_of (GTK_WIDGET (button), self);

  if (self->showing || path == NULL)
    return;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.pick-path", "s",
                              gtk_toggle_button_get_active (button) ? cairn_element_get_id (path)
                                                                    : "");
}

static void
switch_cb (GtkSwitch *widget, GParamSpec *pspec, CairnPathGroup *self)
{
  CairnElement *path = path_of (GTK_WIDGET (widget), self);

  if (self->showing || path == NULL || !cairn_editor_may_change (self->editor))
    return;
  cairn_command_toggle_in_path (cairn_editor_get_history (self->editor), path, self->flows);
}

static gboolean
takes_all (CairnPathGroup *self, CairnElement *path)
{
  for (guint i = 0; i < self->flows->len; i++)
    if (!cairn_command_path_takes (path, g_ptr_array_index (self->flows, i)))
      return FALSE;
  return TRUE;
}

static GtkWidget *
new_button (CairnPathGroup *self,
            CairnElement *path,
            const char *icon,
            const char *tooltip,
            GCallback callback)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  belong (button, path);
  g_signal_connect_object (button, "clicked", callback, self, 0);
  return button;
}

static GtkWidget *
new_pick_button (CairnPathGroup *self, CairnElement *path)
{
  GtkWidget *button = gtk_toggle_button_new ();

  gtk_button_set_icon_name (GTK_BUTTON (button), "cairn-flow-symbolic");
  gtk_widget_set_tooltip_text (button, _ ("Pick flows by clicking them (Alt+0); Esc ends"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  belong (button, path);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button),
                                cairn_editor_get_picking (self->editor) == path);
  g_signal_connect_object (button, "notify::active", G_CALLBACK (pick_cb), self, 0);
  return button;
}

static GtkWidget *
new_switch (CairnPathGroup *self, CairnElement *path, guint number)
{
  GtkWidget *widget = gtk_switch_new ();
  /* translators: the keys that put a flow on a happy path */
  g_autofree char *tooltip = g_strdup_printf (_ ("On this path (Alt+%u)"), number);

  gtk_widget_set_tooltip_text (widget, tooltip);
  gtk_widget_set_valign (widget, GTK_ALIGN_CENTER);
  belong (widget, path);
  gtk_switch_set_active (GTK_SWITCH (widget), takes_all (self, path));
  g_signal_connect_object (widget, "notify::active", G_CALLBACK (switch_cb), self, 0);
  return widget;
}

static void
add_row (CairnPathGroup *self, CairnElement *path, guint number)
{
  GtkWidget *row = adw_action_row_new ();
  guint n = cairn_element_count (path, CAIRN_KIND_VIA);
  g_autofree char *name = cairn_words_title (path);
  g_autofree char *title = g_strdup_printf ("%u · %s", number, name);
  g_autofree char *subtitle
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u flow", "%u flows", n), n);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  belong (row, path);
  if (self->flows->len > 0)
    {
      GtkWidget *widget = new_switch (self, path, number);

      adw_action_row_add_suffix (ADW_ACTION_ROW (row), widget);
      adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), widget);
    }
  else
    {
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_pick_button (self, path));
      if (number > 1)
        adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                   new_button (self, path, "go-up-symbolic",
                                               _ ("One place up; the first is the main path"),
                                               G_CALLBACK (up_cb)));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 new_button (self, path, "user-trash-symbolic",
                                             _ ("Delete this path"), G_CALLBACK (delete_cb)));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_widget_set_tooltip_text (row, _ ("Select this path, to rename it"));
      g_signal_connect_object (row, "activated", G_CALLBACK (activated_cb), self, 0);
    }
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (CairnPathGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

/* What the rows say. */
static char *
signature (CairnPathGroup *self, CairnElement *swimlane)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->flows->len; i++)
    g_string_append_printf (text, "%s ", cairn_element_get_id (g_ptr_array_index (self->flows, i)));
  CAIRN_FOREACH_CHILD (path, swimlane, CAIRN_KIND_PATH)
    g_string_append_printf (text, "\n%s\t%s\t%u\t%d\t%d", cairn_element_get_id (path),
                            cairn_element_get_title (path),
                            cairn_element_count (path, CAIRN_KIND_VIA), takes_all (self, path),
                            cairn_editor_get_picking (self->editor) == path);
  return g_string_free (text, FALSE);
}

static void
update (CairnPathGroup *self)
{
  CairnElement *swimlane = cairn_editor_get_diagram (self->editor);
  g_autofree char *now = signature (self, swimlane);
  guint number = 0;

  if (g_strcmp0 (now, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&now);
  self->showing = TRUE;
  clear_rows (self);
  CAIRN_FOREACH_CHILD (path, swimlane, CAIRN_KIND_PATH)
    add_row (self, path, ++number);
  self->showing = FALSE;
}

static void
picking_cb (CairnPathGroup *self)
{
  if (gtk_widget_get_visible (GTK_WIDGET (self)))
    update (self);
}

static void
cairn_path_group_dispose (GObject *object)
{
  CairnPathGroup *self = CAIRN_PATH_GROUP (object);

  g_clear_object (&self->editor_signals);
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (cairn_path_group_parent_class)->dispose (object);
}

static void
cairn_path_group_finalize (GObject *object)
{
  CairnPathGroup *self = CAIRN_PATH_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->flows);
  g_free (self->shown);
  G_OBJECT_CLASS (cairn_path_group_parent_class)->finalize (object);
}

static void
cairn_path_group_class_init (CairnPathGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cairn_path_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = cairn_path_group_finalize;
}

static void
cairn_path_group_init (CairnPathGroup *self)
{
  GtkWidget *add = gtk_button_new_from_icon_name ("list-add-symbolic");

  self->rows = g_ptr_array_new ();
  self->flows = g_ptr_array_new_with_free_func ((GDestroyNotify) cairn_element_unref);
  self->editor_signals = g_signal_group_new (CAIRN_TYPE_EDITOR);
  g_signal_group_connect_swapped (self->editor_signals, "notify::picking", G_CALLBACK (picking_cb),
                                  self);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (add), "win.new-path");
  gtk_widget_set_tooltip_text (add, _ ("New happy path from what is selected (Ctrl+Shift+H)"));
  gtk_widget_add_css_class (add, "flat");
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Happy Paths"));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), add);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/* TRUE for nothing, a path, or flows alone. */
static gboolean
take_selected (CairnPathGroup *self, GPtrArray *selected)
{
  g_ptr_array_set_size (self->flows, 0);
  if (selected->len == 1
      && cairn_element_get_kind (g_ptr_array_index (selected, 0)) == CAIRN_KIND_PATH)
    return TRUE;
  for (guint i = 0; i < selected->len; i++)
    {
      CairnElement *element = g_ptr_array_index (selected, i);

      if (cairn_element_get_kind (element) != CAIRN_KIND_FLOW)
        return FALSE;
      g_ptr_array_add (self->flows, cairn_element_ref (element));
    }
  return TRUE;
}

void
cairn_path_group_show (CairnPathGroup *self, CairnEditor *editor, GPtrArray *selected)
{
  CairnElement *diagram = editor != NULL ? cairn_editor_get_diagram (editor) : NULL;
  gboolean show;

  g_return_if_fail (CAIRN_IS_PATH_GROUP (self));

  g_set_object (&self->editor, editor);
  g_signal_group_set_target (self->editor_signals, editor);
  show = selected != NULL && diagram != NULL
         && cairn_element_get_kind (diagram) == CAIRN_KIND_SWIMLANE
         && take_selected (self, selected);
  if (show)
    update (self);
  gtk_widget_set_visible (GTK_WIDGET (self), show);
}
