/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* A connector let go over an empty place: the kinds of step that could stand at its end, offered at
 * the pointer. Until one is chosen the step is only shown; Esc leaves nothing. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-drag-commands.h"

#include <glib/gi18n-lib.h>

static GMenuModel *
make_model (void)
{
  static const struct
  {
    const char *label;
    const char *action;
  } kinds[] = {
    { N_ ("_Touchpoint"), "canvas.add-kind::touchpoint" },
    { N_ ("T_ask"), "canvas.add-kind::task" },
    { N_ ("_Decision"), "canvas.add-kind::decision" },
    { N_ ("_Wait"), "canvas.add-kind::wait" },
    { N_ ("_End"), "canvas.add-kind::end" },
  };
  GMenu *menu = g_menu_new ();

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_menu_append (menu, _ (kinds[i].label), kinds[i].action);
  return G_MENU_MODEL (menu);
}

static void
forget (CairnCanvas *self)
{
  g_clear_handle_id (&self->kinds_idle, g_source_remove);
  g_clear_pointer (&self->kinds_from, cairn_element_unref);
}

/* The menu closes before it acts. */
static gboolean
give_up_cb (gpointer data)
{
  CairnCanvas *self = data;

  self->kinds_idle = 0;
  forget (self);
  cairn_preview_leave (self->preview);
  return G_SOURCE_REMOVE;
}

static void
closed_cb (CairnCanvas *self)
{
  if (self->kinds_from != NULL && self->kinds_idle == 0)
    self->kinds_idle = g_idle_add_full (G_PRIORITY_LOW, give_up_cb, self, NULL);
}

void
cairn_canvas_offer_kinds (CairnCanvas *self, CairnElement *from, double x, double y)
{
  forget (self);
  if (self->kinds == NULL)
    {
      g_autoptr (GMenuModel) model = make_model ();

      self->kinds = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_position (GTK_POPOVER (self->kinds), GTK_POS_BOTTOM);
      gtk_widget_set_parent (self->kinds, GTK_WIDGET (self));
      g_signal_connect_swapped (self->kinds, "closed", G_CALLBACK (closed_cb), self);
    }
  self->kinds_from = cairn_element_ref (from);
  self->kinds_drop = self->drop;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->kinds),
                               &(GdkRectangle){ (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->kinds));
}

void
cairn_canvas_drop_kinds (CairnCanvas *self)
{
  forget (self);
  if (self->kinds != NULL)
    gtk_popover_popdown (GTK_POPOVER (self->kinds));
}

void
cairn_canvas_add_kind (CairnCanvas *self, CairnStepKind kind)
{
  g_autoptr (CairnElement) from = g_steal_pointer (&self->kinds_from);
  const char *why = NULL;
  CairnElement *made;

  forget (self);
  if (from == NULL)
    return;
  cairn_preview_drop (self->preview);
  made = cairn_command_add_connected (cairn_editor_get_history (self->editor), from,
                                      self->kinds_drop.lane, self->kinds_drop.stage,
                                      self->kinds_drop.before, kind, &why);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (made != NULL)
    cairn_canvas_edit_label (self, made, TRUE);
  else
    cairn_editor_announce (self->editor, why);
}
