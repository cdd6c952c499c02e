/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-inline-text.h"

#include "ui/cairn-tooltip.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define EDIT_CHARS 4
#define EDIT_GOOD_CHARS 10

struct _CairnInlineText
{
  GtkWidget parent_instance;

  GtkWidget *stack;
  GtkWidget *button;
  GtkLabel *label;
  GtkWidget *entry;

  char *name;
  char *empty;
  char *problem; /* NULL: any text will do */
  char *text;
  char *style; /* NULL: none */
  CairnInlineTextApply apply;
  gpointer data;
  gboolean editing;
};

G_DEFINE_FINAL_TYPE (CairnInlineText, cairn_inline_text, GTK_TYPE_WIDGET)

/* "Owner: Dana" */
static void
update_name (CairnInlineText *self, const char *shown)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", self->name, shown);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
mark (CairnInlineText *self, gboolean wrong)
{
  if (wrong)
    gtk_widget_add_css_class (self->entry, "error");
  else
    gtk_widget_remove_css_class (self->entry, "error");
  cairn_tooltip_set (self->entry, wrong ? self->problem : NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               wrong ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
stop (CairnInlineText *self, gboolean take_focus)
{
  self->editing = FALSE;
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->button);
  if (take_focus)
    gtk_widget_grab_focus (self->button);
}

/* FALSE: it cannot be taken. */
static gboolean
apply (CairnInlineText *self)
{
  g_autofree char *typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  g_strstrip (typed);
  return g_str_equal (typed, self->text) || self->apply == NULL
         || self->apply (GTK_WIDGET (self), typed, self->data);
}

static void
activate_cb (CairnInlineText *self)
{
  if (!self->editing)
    return;
  if (apply (self))
    stop (self, TRUE);
  else
    mark (self, TRUE);
}

/* Whoever goes elsewhere with a text that cannot be taken leaves it as it was. */
static void
leave_cb (CairnInlineText *self)
{
  if (!self->editing)
    return;
  /* What it changes may end in this widget being asked again. */
  stop (self, FALSE);
  apply (self);
}

static gboolean
escape_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  CairnInlineText *self = CAIRN_INLINE_TEXT (widget);

  if (!self->editing)
    return FALSE;
  stop (self, TRUE);
  return TRUE;
}

static gboolean
edit_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  if (CAIRN_INLINE_TEXT (widget)->editing)
    return FALSE;
  cairn_inline_text_edit (CAIRN_INLINE_TEXT (widget));
  return TRUE;
}

static void
cairn_inline_text_dispose (GObject *object)
{
  CairnInlineText *self = CAIRN_INLINE_TEXT (object);

  self->editing = FALSE;
  self->apply = NULL;
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  G_OBJECT_CLASS (cairn_inline_text_parent_class)->dispose (object);
}

static void
cairn_inline_text_finalize (GObject *object)
{
  CairnInlineText *self = CAIRN_INLINE_TEXT (object);

  g_free (self->name);
  g_free (self->empty);
  g_free (self->problem);
  g_free (self->text);
  g_free (self->style);
  G_OBJECT_CLASS (cairn_inline_text_parent_class)->finalize (object);
}

static void
cairn_inline_text_class_init (CairnInlineTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_inline_text_dispose;
  G_OBJECT_CLASS (klass)->finalize = cairn_inline_text_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "inlinetext");
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, escape_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F2, 0, edit_cb, NULL);
}

static void
cairn_inline_text_init (CairnInlineText *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->text = g_strdup ("");
  self->stack = gtk_stack_new ();
  self->button = gtk_button_new ();
  self->label = GTK_LABEL (gtk_label_new (NULL));
  self->entry = gtk_entry_new ();
  gtk_stack_set_hhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  /* GTK cannot tell how narrow a label may be that breaks anywhere. */
  gtk_label_set_width_chars (self->label, EDIT_CHARS);
  gtk_label_set_xalign (self->label, 0);
  gtk_button_set_child (GTK_BUTTON (self->button), GTK_WIDGET (self->label));
  gtk_button_set_has_frame (GTK_BUTTON (self->button), FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), EDIT_CHARS);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->entry), EDIT_GOOD_CHARS);
  gtk_stack_add_child (GTK_STACK (self->stack), self->button);
  gtk_stack_add_child (GTK_STACK (self->stack), self->entry);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
  gtk_widget_add_controller (self->entry, focus);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (cairn_inline_text_edit), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
cairn_inline_text_new (const char *name, const char *empty, const char *problem)
{
  CairnInlineText *self = g_object_new (CAIRN_TYPE_INLINE_TEXT, NULL);

  self->name = g_strdup (name);
  self->empty = g_strdup (empty);
  self->problem = g_strdup (problem);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  cairn_inline_text_set (self, "", "");
  return GTK_WIDGET (self);
}

void
cairn_inline_text_set_apply (CairnInlineText *self, CairnInlineTextApply apply_func, gpointer data)
{
  g_return_if_fail (CAIRN_IS_INLINE_TEXT (self));

  self->apply = apply_func;
  self->data = data;
}

void
cairn_inline_text_set (CairnInlineText *self, const char *shown, const char *text)
{
  gboolean empty;

  g_return_if_fail (CAIRN_IS_INLINE_TEXT (self));

  empty = *shown == '\0';
  if (empty)
    shown = self->empty;
  if (!g_str_equal (self->text, text))
    {
      g_free (self->text);
      self->text = g_strdup (text);
    }
  if (g_str_equal (gtk_label_get_label (self->label), shown))
    return;
  gtk_label_set_label (self->label, shown);
  if (empty)
    gtk_widget_add_css_class (self->button, "empty");
  else
    gtk_widget_remove_css_class (self->button, "empty");
  update_name (self, shown);
}

void
cairn_inline_text_set_style (CairnInlineText *self, const char *style)
{
  g_return_if_fail (CAIRN_IS_INLINE_TEXT (self));

  if (g_strcmp0 (self->style, style) == 0)
    return;
  if (self->style != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self->label), self->style);
  if (style != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->label), style);
  g_free (self->style);
  self->style = g_strdup (style);
}

void
cairn_inline_text_edit (CairnInlineText *self)
{
  g_return_if_fail (CAIRN_IS_INLINE_TEXT (self));

  mark (self, FALSE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->text);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->entry);
  gtk_widget_grab_focus (self->entry);
  self->editing = TRUE;
}

gboolean
cairn_inline_text_is_editing (CairnInlineText *self)
{
  g_return_val_if_fail (CAIRN_IS_INLINE_TEXT (self), FALSE);

  return self->editing;
}
