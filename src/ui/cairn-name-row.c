/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-name-row.h"

struct _CairnNameRow
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkImage *icon;
  GtkStack *stack;
  GtkLabel *title;
  GtkLabel *caption;
  GtkText *entry;
  GtkLabel *suffix;

  gboolean editing;
};

enum
{
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CairnNameRow, cairn_name_row, GTK_TYPE_WIDGET)

static void
finish (CairnNameRow *self, gboolean keep, CairnRowEnd how)
{
  g_autofree char *text = NULL;

  if (!self->editing)
    return;
  if (keep)
    text = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  cairn_name_row_stop (self);
  g_signal_emit (self, signals[SIGNAL_DONE], 0, text, (int) how);
}

static void
activate_cb (CairnNameRow *self)
{
  finish (self, TRUE, CAIRN_ROW_ENTERED);
}

static void
focus_leave_cb (CairnNameRow *self)
{
  finish (self, TRUE, CAIRN_ROW_LEFT);
}

static gboolean
key_pressed_cb (CairnNameRow *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (keyval == GDK_KEY_Escape)
    finish (self, FALSE, CAIRN_ROW_ENTERED);
  else if (keyval == GDK_KEY_Tab && (state & gtk_accelerator_get_default_mod_mask ()) == 0)
    finish (self, TRUE, CAIRN_ROW_NEXT);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
cairn_name_row_dispose (GObject *object)
{
  CairnNameRow *self = CAIRN_NAME_ROW (object);

  self->editing = FALSE;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (cairn_name_row_parent_class)->dispose (object);
}

static void
cairn_name_row_class_init (CairnNameRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cairn_name_row_dispose;
  signals[SIGNAL_DONE]
    = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 2, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_INT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-name-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnNameRow, box);
  gtk_widget_class_bind_template_child (widget_class, CairnNameRow, icon);
  gtk_widget_class_bind_template_child (widget_class, CairnNameRow, stack);
  gtk_widget_class_bind_template_child (widget_class, CairnNameRow, title);
  gtk_widget_class_bind_template_child (widget_class, CairnNameRow, caption);
  gtk_widget_class_bind_template_child (widget_class, CairnNameRow, entry);
  gtk_widget_class_bind_template_child (widget_class, CairnNameRow, suffix);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_leave_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
cairn_name_row_init (CairnNameRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cairn_name_row_new (void)
{
  return g_object_new (CAIRN_TYPE_NAME_ROW, NULL);
}

static void
set_optional (GtkLabel *label, const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

void
cairn_name_row_show (
  CairnNameRow *self, const char *icon, const char *title, const char *caption, const char *suffix)
{
  g_return_if_fail (CAIRN_IS_NAME_ROW (self));

  gtk_image_set_from_icon_name (self->icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon != NULL);
  gtk_label_set_label (self->title, title);
  set_optional (self->caption, caption);
  set_optional (self->suffix, suffix);
}

void
cairn_name_row_set_heading (CairnNameRow *self, gboolean heading)
{
  g_return_if_fail (CAIRN_IS_NAME_ROW (self));

  if (heading)
    gtk_widget_add_css_class (GTK_WIDGET (self->title), "cairn-strong");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title), "cairn-strong");
}

void
cairn_name_row_set_classes (CairnNameRow *self, const char *icon_class, const char *suffix_class)
{
  g_return_if_fail (CAIRN_IS_NAME_ROW (self));

  gtk_widget_set_css_classes (
    GTK_WIDGET (self->icon),
    (const char *[]){ icon_class != NULL ? icon_class : "dim-label", NULL });
  gtk_widget_set_css_classes (GTK_WIDGET (self->suffix),
                              (const char *[]){ "caption", "numeric",
                                                suffix_class != NULL ? suffix_class : "dim-label",
                                                NULL });
}

void
cairn_name_row_edit (CairnNameRow *self, const char *text)
{
  g_return_if_fail (CAIRN_IS_NAME_ROW (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_stack_set_visible_child_name (self->stack, "entry");
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
  self->editing = TRUE;
}

void
cairn_name_row_stop (CairnNameRow *self)
{
  g_return_if_fail (CAIRN_IS_NAME_ROW (self));

  self->editing = FALSE;
  gtk_stack_set_visible_child_name (self->stack, "name");
}

gboolean
cairn_name_row_get_editing (CairnNameRow *self)
{
  g_return_val_if_fail (CAIRN_IS_NAME_ROW (self), FALSE);

  return self->editing;
}
