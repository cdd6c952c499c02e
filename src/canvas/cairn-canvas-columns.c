/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* The keys of diagrams that are filled in column by column, a SIPOC and a CTQ tree: Tab goes on to
 * the next column of the order, Shift+Tab back, Enter makes another one. From name to name, so that
 * the hands never leave the letters. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-ctq-commands.h"
#include "command/cairn-element-commands.h"
#include "command/cairn-fill-commands.h"
#include "model/cairn-sipoc-chain.h"

gboolean
cairn_canvas_is_item (const CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);

  return kind == CAIRN_KIND_ITEM || kind == CAIRN_KIND_REQUIREMENT;
}

gboolean
cairn_canvas_is_twig (const CairnElement *element)
{
  CairnKind kind = cairn_element_get_kind (element);

  return kind == CAIRN_KIND_NEED || kind == CAIRN_KIND_DRIVER || kind == CAIRN_KIND_MEASURE;
}

static CairnHistory *
history_of (CairnCanvas *self)
{
  return cairn_editor_get_history (self->editor);
}

static gboolean
edit (CairnCanvas *self, CairnElement *element, gboolean made)
{
  if (element == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return TRUE;
    }
  cairn_selection_set_one (cairn_editor_get_selection (self->editor),
                           cairn_element_get_id (element));
  cairn_canvas_edit_label (self, element, made);
  self->label_in_run = self->label != NULL;
  return TRUE;
}

gboolean
cairn_canvas_go_on (CairnCanvas *self, CairnElement *element)
{
  CairnElement *next;
  gboolean made = TRUE;

  if (!cairn_editor_may_change (self->editor))
    return TRUE;
  if (cairn_canvas_is_item (element))
    next = cairn_command_fill_next (history_of (self), element, &made);
  else
    next = cairn_command_add_ctq_child (history_of (self), element);
  return edit (self, next, made);
}

static gboolean
go_back (CairnCanvas *self, CairnElement *element)
{
  CairnElement *previous = cairn_element_get_parent (element);

  if (cairn_canvas_is_item (element))
    previous = cairn_command_fill_previous (element);
  else if (!cairn_canvas_is_twig (previous))
    previous = NULL;
  return edit (self, previous, FALSE);
}

gboolean
cairn_canvas_add_another (CairnCanvas *self, CairnElement *element)
{
  if (!cairn_editor_may_change (self->editor))
    return TRUE;
  if (cairn_canvas_is_item (element))
    return edit (self, cairn_command_fill_another (history_of (self), element), TRUE);
  return edit (self, cairn_command_add_ctq_sibling (history_of (self), element), TRUE);
}

/* The empty one that Enter made was one too many: this column is done. */
static void
leave_column (CairnCanvas *self, CairnElement *diagram, guint column)
{
  CairnElement *next = NULL;

  if (cairn_element_get_kind (diagram) == CAIRN_KIND_SIPOC)
    next = cairn_command_fill_column_after (history_of (self), diagram, column);
  if (next != NULL)
    edit (self, next, TRUE);
}

gboolean
cairn_canvas_leave_label (CairnCanvas *self, gboolean empty, gboolean back)
{
  g_autoptr (CairnElement) element = cairn_element_ref (self->label_of);
  g_autoptr (CairnElement) parent = NULL;
  gboolean is_item = cairn_canvas_is_item (element);
  guint column;

  if ((!is_item && !cairn_canvas_is_twig (element)) || cairn_element_get_parent (element) == NULL)
    return FALSE;
  parent = cairn_element_ref (cairn_element_get_parent (element));
  column = is_item ? cairn_sipoc_column_of (element) : 0;
  cairn_canvas_commit_label (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (cairn_element_get_parent (element) == NULL)
    {
      CairnElement *selected = cairn_editor_get_selected (self->editor);

      /* Gone: it was empty, or its name is that of another one. */
      if (empty)
        leave_column (self, parent, column);
      else if (selected != NULL)
        return back ? go_back (self, selected) : cairn_canvas_go_on (self, selected);
      return TRUE;
    }
  return back ? go_back (self, element) : cairn_canvas_go_on (self, element);
}

gboolean
cairn_canvas_add_first_item (CairnCanvas *self, CairnElement *diagram)
{
  if (cairn_element_get_kind (diagram) == CAIRN_KIND_SIPOC)
    return edit (self, cairn_command_fill_first (history_of (self), diagram), TRUE);
  return edit (self, cairn_command_add_need (history_of (self), diagram, NULL, ""), TRUE);
}

CairnElement *
cairn_canvas_name_new (CairnCanvas *self, CairnElement *element, const char *text)
{
  if (cairn_canvas_is_item (element))
    return cairn_command_fill_name (history_of (self), element, text);
  cairn_command_rename (history_of (self), element, text);
  return element;
}
