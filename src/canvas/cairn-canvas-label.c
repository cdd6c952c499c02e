/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-canvas"

/* Editing a name where it stands. Enter and a click elsewhere keep it, Esc gives the old one back,
 * Tab keeps it and goes on to the next step. A new item of a SIPOC goes on to another one with
 * Enter, as in any list; Enter in an empty one ends that. */

#include "canvas/cairn-canvas-private.h"

#include "command/cairn-element-commands.h"

#include <glib/gi18n-lib.h>

#define MIN_WIDTH 120
#define MIN_HEIGHT 28

static void
close_label (CairnCanvas *self)
{
  GtkWidget *label = g_steal_pointer (&self->label);

  self->label_in_run = FALSE;
  gtk_widget_unparent (label);
  g_clear_pointer (&self->label_of, cairn_element_unref);
  self->label_team = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static char *
dup_text (CairnCanvas *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->label));
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return g_strstrip (gtk_text_buffer_get_text (buffer, &start, &end, FALSE));
}

static gboolean
is_of_columns (const CairnElement *element)
{
  return cairn_canvas_is_item (element) || cairn_canvas_is_twig (element);
}

void
cairn_canvas_commit_label (CairnCanvas *self)
{
  g_autoptr (CairnElement) element = NULL;
  g_autofree char *text = NULL;
  gboolean team = self->label_team;
  CairnHistory *history;

  if (self->label == NULL)
    return;
  text = dup_text (self);
  element = cairn_element_ref (self->label_of);
  close_label (self);
  history = cairn_editor_get_history (self->editor);
  if (cairn_element_get_parent (element) == NULL)
    return; /* it was deleted meanwhile */
  if (team)
    {
      cairn_canvas_commit_team (self, element, text);
      return;
    }
  if (self->label_is_new && *text == '\0' && is_of_columns (element))
    {
      cairn_history_undo (history); /* nobody needs the empty one that Enter made */
      return;
    }
  if (self->label_is_new && is_of_columns (element))
    cairn_canvas_name_new (self, element, text);
  else
    cairn_command_rename (history, element, text);
  cairn_history_seal (history);
}

static void
cancel_label (CairnCanvas *self)
{
  gboolean take_away = self->label_is_new && cairn_element_get_parent (self->label_of) != NULL
                       && *cairn_element_get_title (self->label_of) == '\0';

  close_label (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (take_away)
    cairn_history_undo (cairn_editor_get_history (self->editor));
}

/* Enter goes on to another one: of those that are filled in one after the other. */
static gboolean
is_in_run (CairnCanvas *self)
{
  return (self->label_is_new || self->label_in_run) && is_of_columns (self->label_of);
}

static void
enter (CairnCanvas *self)
{
  g_autoptr (CairnElement) item = is_in_run (self) ? cairn_element_ref (self->label_of) : NULL;
  g_autofree char *text = dup_text (self);

  if (item != NULL && *text == '\0')
    {
      cancel_label (self);
      return;
    }
  cairn_canvas_commit_label (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (item != NULL && cairn_element_get_parent (item) == NULL)
    {
      /* Its name was that of another one, which has its links now. */
      cairn_element_unref (item);
      item = cairn_editor_get_selected (self->editor);
      item = item != NULL ? cairn_element_ref (item) : NULL;
    }
  if (item != NULL)
    cairn_canvas_add_another (self, item);
}

static gboolean
leave_by_tab (CairnCanvas *self, gboolean back)
{
  g_autofree char *text = dup_text (self);

  return cairn_canvas_leave_label (self, self->label_is_new && *text == '\0', back);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                CairnCanvas *self)
{
  switch (keyval)
    {
    case GDK_KEY_Escape:
      cancel_label (self);
      return TRUE;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      if ((state & GDK_SHIFT_MASK) != 0)
        return FALSE;
      enter (self);
      return TRUE;
    case GDK_KEY_ISO_Left_Tab:
    case GDK_KEY_Tab:
      if (leave_by_tab (self, keyval == GDK_KEY_ISO_Left_Tab))
        return TRUE;
      if (keyval == GDK_KEY_ISO_Left_Tab)
        return FALSE;
      cairn_canvas_commit_label (self);
      gtk_widget_grab_focus (GTK_WIDGET (self));
      if (!self->tab_moves)
        cairn_canvas_add_next (self);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
focus_left_cb (CairnCanvas *self)
{
  cairn_canvas_commit_label (self);
}

static void
make_label (CairnCanvas *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->label = gtk_text_view_new ();
  gtk_widget_add_css_class (self->label, "cairn-label");
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->label), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->label), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->label), 6);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->label), 6);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->label), 4);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->label), 4);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->label), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Name"), -1);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (self->label, keys);
  gtk_widget_add_controller (self->label, focus);
  gtk_style_context_add_provider (gtk_widget_get_style_context (self->label),
                                  GTK_STYLE_PROVIDER (self->label_css),
                                  GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

static void
update_css (CairnCanvas *self)
{
  double size = CLAMP (cairn_text_font (CAIRN_TEXT_STEP)->size * self->viewport.scale, 11, 48);
  g_autofree char *css = g_strdup_printf (
    "textview.cairn-label { font-family: %s; font-size: %dpx; font-weight: 600; border-radius: 6px;"
    " outline: 2px solid @accent_bg_color; outline-offset: 0; }",
    cairn_text_font (CAIRN_TEXT_STEP)->family, (int) (size + 0.5));

  if (self->label_css == NULL)
    self->label_css = gtk_css_provider_new ();
  gtk_css_provider_load_from_data (self->label_css, css, -1);
}

void
cairn_canvas_edit_label (CairnCanvas *self, CairnElement *element, gboolean is_new)
{
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  CairnRect rect;

  cairn_canvas_commit_label (self);
  if (cairn_element_get_title_prop (element) == CAIRN_N_PROPS
      || !cairn_editor_may_change (self->editor))
    return;
  cairn_canvas_reveal (self, element);
  if (!cairn_canvas_get_view_rect (self, element, &rect))
    return;
  update_css (self);
  make_label (self);
  self->label_of = cairn_element_ref (element);
  self->label_is_new = is_new;
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->label));
  gtk_text_buffer_set_text (buffer, cairn_element_get_title (element), -1);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_select_range (buffer, &end, &start);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  gtk_widget_grab_focus (self->label);
}

void
cairn_canvas_type_label (CairnCanvas *self, CairnElement *element)
{
  cairn_canvas_edit_label (self, element, FALSE);
  if (self->label != NULL)
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->label)), "", -1);
}

void
cairn_canvas_label_to_end (CairnCanvas *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter end;

  if (self->label == NULL)
    return;
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->label));
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
}

/* Over the box, as high as the text needs, inside the view. */
void
cairn_canvas_place_label (CairnCanvas *self)
{
  CairnRect rect;
  int width, height;

  if (self->label == NULL || !cairn_canvas_get_view_rect (self, self->label_of, &rect))
    return;
  if (self->label_team)
    cairn_canvas_get_team_rect (self, self->label_of, &rect);
  width = (int) MAX (rect.width, MIN_WIDTH);
  gtk_widget_measure (self->label, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  height = MAX (height, (int) CLAMP (rect.height, MIN_HEIGHT, 200));
  gtk_widget_size_allocate (
    self->label,
    &(GtkAllocation){ (int) CLAMP (rect.x, 0, MAX (self->viewport.width - width, 0)),
                      (int) CLAMP (rect.y, 0, MAX (self->viewport.height - height, 0)), width,
                      height },
    -1);
}
