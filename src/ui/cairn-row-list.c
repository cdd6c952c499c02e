/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-row-list.h"

#include "command/cairn-element-commands.h"
#include "ui/cairn-words.h"

#include <glib/gi18n-lib.h>

/* What a list keeps about its keys and its menu. */
typedef struct
{
  GtkListBox *box; /* borrowed: it owns this */
  GMenuModel *menu;
  const char *rename_action;
  const char *delete_action;
} Controls;

const char *
cairn_row_list_get_id (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "element-id");
}

CairnNameRow *
cairn_row_list_get_name_row (GtkListBoxRow *row)
{
  return CAIRN_NAME_ROW (gtk_list_box_row_get_child (row));
}

static gboolean
stands_for (GtkListBox *box, GPtrArray *elements)
{
  for (guint i = 0; i < elements->len; i++)
    {
      GtkListBoxRow *row = gtk_list_box_get_row_at_index (box, (int) i);

      if (row == NULL
          || strcmp (cairn_row_list_get_id (row),
                     cairn_element_get_id (g_ptr_array_index (elements, i)))
               != 0)
        return FALSE;
    }
  return gtk_list_box_get_row_at_index (box, (int) elements->len) == NULL;
}

gboolean
cairn_row_list_set_elements (GtkListBox *box, GPtrArray *elements)
{
  GtkListBoxRow *row;

  if (stands_for (box, elements))
    return FALSE;
  while ((row = gtk_list_box_get_row_at_index (box, 0)) != NULL)
    gtk_list_box_remove (box, GTK_WIDGET (row));
  for (guint i = 0; i < elements->len; i++)
    {
      row = GTK_LIST_BOX_ROW (gtk_list_box_row_new ());
      g_object_set_data_full (G_OBJECT (row), "element-id",
                              g_strdup (cairn_element_get_id (g_ptr_array_index (elements, i))),
                              g_free);
      gtk_list_box_row_set_child (row, cairn_name_row_new ());
      gtk_list_box_append (box, GTK_WIDGET (row));
    }
  return TRUE;
}

GtkListBoxRow *
cairn_row_list_find (GtkListBox *box, const char *id)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (box, i)) != NULL; i++)
    if (strcmp (cairn_row_list_get_id (row), id) == 0)
      return row;
  return NULL;
}

GtkListBoxRow *
cairn_row_list_get_focused (GtkListBox *box)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (box));

  return GTK_IS_LIST_BOX_ROW (focus) ? GTK_LIST_BOX_ROW (focus) : NULL;
}

/* What is being renamed. */
typedef struct
{
  CairnEditor *editor;
  CairnElement *element;
} Renaming;

static void
renaming_free (gpointer data, GClosure *closure)
{
  Renaming *renaming = data;

  g_object_unref (renaming->editor);
  cairn_element_unref (renaming->element);
  g_free (renaming);
}

static void
rename_done_cb (CairnNameRow *row, const char *text, CairnRowEnd how, Renaming *renaming)
{
  CairnHistory *history = cairn_editor_get_history (renaming->editor);
  GtkWidget *list_row = gtk_widget_get_parent (GTK_WIDGET (row));

  if (how != CAIRN_ROW_LEFT)
    gtk_widget_grab_focus (list_row);
  if (text != NULL && *text != '\0' && cairn_element_get_parent (renaming->element) != NULL
      && strcmp (text, cairn_element_get_title (renaming->element)) != 0
      && cairn_editor_may_change (renaming->editor))
    {
      cairn_command_rename (history, renaming->element, text);
      cairn_history_seal (history);
    }
  g_signal_handlers_disconnect_by_func (row, rename_done_cb, renaming);
}

void
cairn_row_list_edit (CairnEditor *editor, GtkListBoxRow *row, CairnElement *element)
{
  CairnNameRow *name_row = cairn_row_list_get_name_row (row);
  Renaming *renaming;

  if (cairn_name_row_get_editing (name_row) || !cairn_editor_may_change (editor))
    return;
  renaming = g_new0 (Renaming, 1);
  renaming->editor = g_object_ref (editor);
  renaming->element = cairn_element_ref (element);
  /* Lives as long as this one renaming: the handler takes itself away. */
  g_signal_connect_data (name_row, "done", G_CALLBACK (rename_done_cb), renaming, renaming_free, 0);
  cairn_name_row_edit (name_row, cairn_element_get_title (element));
}

void
cairn_row_list_delete (CairnEditor *editor, CairnElement *element)
{
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  g_autofree char *title = cairn_words_title (element);
  /* translators: %s is a segment, diagram or playbook; keep the key */
  g_autofree char *sentence = g_strdup_printf (_ ("Deleted “%s”. Ctrl+Z brings it back."), title);

  if (!cairn_editor_may_change (editor))
    return;
  g_ptr_array_add (elements, element);
  cairn_command_delete (cairn_editor_get_history (editor), elements);
  cairn_editor_announce (editor, sentence);
}

static gboolean
remove_popover (gpointer popover)
{
  gtk_widget_unparent (popover);
  return G_SOURCE_REMOVE;
}

static void
popover_closed_cb (GtkWidget *popover)
{
  /* Not before the chosen action has run, which the popover does on its way out. */
  g_idle_add_full (G_PRIORITY_DEFAULT, remove_popover, g_object_ref (popover), g_object_unref);
}

/* @x and @y: where in the list. The popover hangs on the list, for the row may go while it closes.
 */
static void
show_menu (Controls *controls, GtkListBoxRow *row, double x, double y)
{
  GtkWidget *popover = gtk_popover_menu_new_from_model (controls->menu);
  GtkWidget *holder = gtk_widget_get_parent (GTK_WIDGET (controls->box));
  double holder_x = x;
  double holder_y = y;

  gtk_widget_translate_coordinates (GTK_WIDGET (controls->box), holder, x, y, &holder_x, &holder_y);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_popover_set_pointing_to (GTK_POPOVER (popover),
                               &(GdkRectangle){ (int) holder_x, (int) holder_y, 1, 1 });
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  g_signal_connect (popover, "closed", G_CALLBACK (popover_closed_cb), NULL);
  gtk_widget_set_parent (popover, holder);
  gtk_popover_popup (GTK_POPOVER (popover));
}

static void
show_menu_in_row (Controls *controls, GtkListBoxRow *row)
{
  double x, y;

  if (gtk_widget_translate_coordinates (GTK_WIDGET (row), GTK_WIDGET (controls->box),
                                        gtk_widget_get_width (GTK_WIDGET (row)) / 2.0,
                                        gtk_widget_get_height (GTK_WIDGET (row)) / 2.0, &x, &y))
    show_menu (controls, row, x, y);
}

static void
pressed_cb (GtkGesture *gesture, int n_press, double x, double y, Controls *controls)
{
  GtkListBoxRow *row = gtk_list_box_get_row_at_y (controls->box, (int) y);

  if (row == NULL)
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (controls, row, x, y);
}

static void
long_pressed_cb (GtkGesture *gesture, double x, double y, Controls *controls)
{
  pressed_cb (gesture, 1, x, y, controls);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                Controls *controls)
{
  GtkListBoxRow *row = cairn_row_list_get_focused (controls->box);
  const char *action = NULL;

  state &= gtk_accelerator_get_default_mod_mask ();
  if (row == NULL || cairn_name_row_get_editing (cairn_row_list_get_name_row (row)))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Menu || (keyval == GDK_KEY_F10 && state == GDK_SHIFT_MASK))
    {
      show_menu_in_row (controls, row);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_F2 && state == 0)
    action = controls->rename_action;
  else if ((keyval == GDK_KEY_Delete || keyval == GDK_KEY_KP_Delete) && state == 0)
    action = controls->delete_action;
  if (action == NULL)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (controls->box), action, NULL);
  return GDK_EVENT_STOP;
}

static void
controls_free (gpointer data)
{
  Controls *controls = data;

  g_object_unref (controls->menu);
  g_free (controls);
}

void
cairn_row_list_add_controls (GtkListBox *box,
                             GMenuModel *menu,
                             const char *rename_action,
                             const char *delete_action)
{
  Controls *controls = g_new0 (Controls, 1);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *hold = gtk_gesture_long_press_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  controls->box = box;
  controls->menu = g_object_ref (menu);
  controls->rename_action = rename_action;
  controls->delete_action = delete_action;
  g_object_set_data_full (G_OBJECT (box), "row-list-controls", controls, controls_free);

  /* The controllers belong to the box, as the controls do. */
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), controls);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (hold), TRUE);
  g_signal_connect (hold, "pressed", G_CALLBACK (long_pressed_cb), controls);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), controls);
  gtk_widget_add_controller (GTK_WIDGET (box), GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (GTK_WIDGET (box), GTK_EVENT_CONTROLLER (hold));
  gtk_widget_add_controller (GTK_WIDGET (box), keys);
}
