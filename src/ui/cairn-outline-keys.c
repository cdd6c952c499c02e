/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-outline-private.h"

#include "command/cairn-ctq-commands.h"
#include "command/cairn-element-commands.h"
#include "command/cairn-grid-commands.h"
#include "command/cairn-sipoc-commands.h"
#include "command/cairn-step-commands.h"

#include <glib/gi18n-lib.h>

/* TRUE if the key was meant for this. */
typedef gboolean (*KeyFunc) (CairnOutline *self);

static CairnElement *
single (CairnOutline *self)
{
  return cairn_editor_get_selected (cairn_outline_get_editor (self));
}

static gboolean
rename_selected (CairnOutline *self)
{
  CairnElement *element = single (self);

  if (element == NULL)
    return FALSE;
  cairn_outline_edit (self, element, FALSE);
  return TRUE;
}

static gboolean
delete_selected (CairnOutline *self)
{
  CairnEditor *editor = cairn_outline_get_editor (self);
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (editor);
  guint position = cairn_outline_get_focus_position (self);

  if (selected->len == 0)
    return FALSE;
  if (!cairn_editor_may_change (editor))
    return TRUE;
  cairn_command_delete (cairn_editor_get_history (editor), selected);
  cairn_outline_focus_position (self, position);
  return TRUE;
}

static gboolean
duplicate_selected (CairnOutline *self)
{
  CairnEditor *editor = cairn_outline_get_editor (self);
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (editor);

  if (!cairn_editor_may_change (editor))
    return TRUE;
  if (cairn_command_duplicate (cairn_editor_get_history (editor), selected))
    cairn_outline_focus_selected (self);
  else
    cairn_editor_announce (editor, _ ("Only steps, items and requirements can be duplicated."));
  return TRUE;
}

static gboolean
is_twig (CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);

  return kind == CAIRN_KIND_NEED || kind == CAIRN_KIND_DRIVER || kind == CAIRN_KIND_MEASURE;
}

void
cairn_outline_add_next (CairnOutline *self, CairnElement *step)
{
  CairnEditor *editor = cairn_outline_get_editor (self);
  CairnHistory *history = cairn_editor_get_history (editor);
  CairnElement *next;

  if (!cairn_editor_may_change (editor))
    return;
  if (cairn_element_get_kind (step) == CAIRN_KIND_STEP)
    next = cairn_command_add_next_step (history, step, CAIRN_NEXT_AFTER);
  else if (is_twig (step))
    next = cairn_command_add_ctq_sibling (history, step);
  else
    next = cairn_command_add_item_below (history, step);
  if (next != NULL)
    cairn_outline_edit (self, next, TRUE);
  else
    cairn_editor_announce (editor, _ ("Nothing can follow this step."));
}

/* Tab makes the next step only where there is a step to follow; anywhere else it moves the focus.
 */
static gboolean
tab (CairnOutline *self)
{
  CairnElement *element = single (self);

  if (element == NULL || cairn_element_get_kind (element) != CAIRN_KIND_STEP)
    return FALSE;
  cairn_outline_add_next (self, element);
  return TRUE;
}

static gboolean
insert (CairnOutline *self)
{
  CairnElement *element = single (self);
  CairnKind kind = element != NULL ? cairn_element_get_kind (element) : CAIRN_N_KINDS;

  if (kind != CAIRN_KIND_STEP && kind != CAIRN_KIND_ITEM && kind != CAIRN_KIND_REQUIREMENT
      && (element == NULL || !is_twig (element)))
    return FALSE;
  cairn_outline_add_next (self, element);
  return TRUE;
}

static gboolean
open_playbook (CairnOutline *self)
{
  CairnEditor *editor = cairn_outline_get_editor (self);
  CairnElement *element = single (self);
  CairnElement *attachment
    = element != NULL ? cairn_element_first (element, CAIRN_KIND_ATTACHMENT) : NULL;

  if (attachment == NULL)
    return FALSE;
  cairn_editor_open_playbook (editor, cairn_document_resolve (cairn_editor_get_document (editor),
                                                              attachment, CAIRN_PROP_PLAYBOOK));
  return TRUE;
}

static gboolean
move_item (CairnHistory *history, CairnElement *item, int across, int down)
{
  int column = (int) cairn_command_column_of (item) + across;

  if (down != 0)
    return cairn_command_reorder_item (history, item, down);
  if (cairn_element_get_kind (item) != CAIRN_KIND_ITEM || column < 0 || column >= CAIRN_N_COLUMNS)
    return FALSE;
  cairn_command_move_item (history, item, (guint) column, NULL);
  return TRUE;
}

static gboolean
move_elements (CairnHistory *history, GPtrArray *elements, int across, int down)
{
  CairnElement *first = g_ptr_array_index (elements, 0);
  CairnKind kind = cairn_element_get_kind (first);

  for (guint i = 0; i < elements->len; i++)
    if (cairn_element_get_kind (g_ptr_array_index (elements, i)) != kind)
      return FALSE;
  if (kind == CAIRN_KIND_STEP)
    return cairn_command_shift_steps (history, elements, across, down);
  if (elements->len > 1)
    return FALSE;
  if (kind == CAIRN_KIND_STAGE)
    return cairn_command_shift_band (history, first, across + down);
  if (kind == CAIRN_KIND_LANE)
    return down != 0 && cairn_command_shift_band (history, first, down);
  if (kind == CAIRN_KIND_ITEM || kind == CAIRN_KIND_REQUIREMENT)
    return move_item (history, first, across, down);
  if (is_twig (first))
    return down != 0 && cairn_command_reorder_ctq (history, first, down);
  return FALSE;
}

static gboolean
move_selected (CairnOutline *self, int across, int down)
{
  CairnEditor *editor = cairn_outline_get_editor (self);
  g_autoptr (GPtrArray) selected = cairn_editor_dup_selected (editor);

  if (selected->len == 0)
    return FALSE;
  if (!cairn_editor_may_change (editor))
    return TRUE;
  if (move_elements (cairn_editor_get_history (editor), selected, across, down))
    cairn_outline_focus_selected (self);
  else
    cairn_editor_announce (editor, _ ("It cannot be moved further that way."));
  return TRUE;
}

static gboolean
move_up (CairnOutline *self)
{
  return move_selected (self, 0, -1);
}

static gboolean
move_down (CairnOutline *self)
{
  return move_selected (self, 0, 1);
}

static gboolean
move_left (CairnOutline *self)
{
  return move_selected (self, -1, 0);
}

static gboolean
move_right (CairnOutline *self)
{
  return move_selected (self, 1, 0);
}

#define MOVE (GDK_CONTROL_MASK | GDK_SHIFT_MASK)

static const struct
{
  guint keyval;
  GdkModifierType modifiers;
  KeyFunc func;
} keys[] = {
  { GDK_KEY_F2, 0, rename_selected },
  { GDK_KEY_Delete, 0, delete_selected },
  { GDK_KEY_KP_Delete, 0, delete_selected },
  { GDK_KEY_BackSpace, 0, delete_selected },
  { GDK_KEY_d, GDK_CONTROL_MASK, duplicate_selected },
  { GDK_KEY_Tab, 0, tab },
  { GDK_KEY_Insert, 0, insert },
  { GDK_KEY_Return, GDK_CONTROL_MASK, open_playbook },
  { GDK_KEY_Up, MOVE, move_up },
  { GDK_KEY_Down, MOVE, move_down },
  /* The map runs from left to right in every language, so these two are not turned round. */
  { GDK_KEY_Left, MOVE, move_left },
  { GDK_KEY_Right, MOVE, move_right },
};

static gboolean
key_pressed_cb (CairnOutline *self, guint keyval, guint keycode, GdkModifierType state)
{
  state &= gtk_accelerator_get_default_mod_mask ();
  if (cairn_outline_get_editor (self) == NULL || cairn_outline_get_editing (self))
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].modifiers == state && keys[i].keyval == gdk_keyval_to_lower (keyval))
      return keys[i].func (self) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
  return GDK_EVENT_PROPAGATE;
}

void
cairn_outline_add_keys (CairnOutline *self, GtkWidget *view)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  /* Before the list itself, which would take Ctrl+Shift+arrows for extending the selection. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (view, controller);
}
