/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-template-dialog.h"

#include <glib/gi18n-lib.h>

struct _CairnTemplateDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkEditable *name;
  GtkEditable *description;
  GtkWidget *save;
};

enum
{
  SIGNAL_SAVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CairnTemplateDialog, cairn_template_dialog, ADW_TYPE_WINDOW)

static char *
dup_stripped (GtkEditable *entry)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (entry)));
}

static void
changed_cb (CairnTemplateDialog *self)
{
  g_autofree char *name = dup_stripped (self->name);

  gtk_widget_set_sensitive (self->save, *name != '\0');
}

static void
save_cb (CairnTemplateDialog *self)
{
  g_autofree char *name = dup_stripped (self->name);
  g_autofree char *description = dup_stripped (self->description);

  if (*name == '\0')
    return;
  g_signal_emit (self, signals[SIGNAL_SAVE], 0, name, description);
  gtk_window_close (GTK_WINDOW (self));
}

static void
cairn_template_dialog_class_init (CairnTemplateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_SAVE] = g_signal_new (
    "save", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
    G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-template-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnTemplateDialog, name);
  gtk_widget_class_bind_template_child (widget_class, CairnTemplateDialog, description);
  gtk_widget_class_bind_template_child (widget_class, CairnTemplateDialog, save);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cairn_template_dialog_init (CairnTemplateDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
cairn_template_dialog_new (GtkWindow *parent, const char *name)
{
  CairnTemplateDialog *self;

  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);

  self = g_object_new (CAIRN_TYPE_TEMPLATE_DIALOG, "transient-for", parent, "modal", parent != NULL,
                       "destroy-with-parent", TRUE, NULL);
  gtk_editable_set_text (self->name, name);
  changed_cb (self);
  return GTK_WIDGET (self);
}
