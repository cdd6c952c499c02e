/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-new-dialog.h"

#include "io/cairn-templates.h"

#include <glib/gi18n-lib.h>

struct _CairnNewDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkListBox *list;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CairnNewDialog, cairn_new_dialog, ADW_TYPE_WINDOW)

static void
row_activated_cb (CairnNewDialog *self, GtkListBoxRow *row)
{
  guint n = 0;
  const CairnTemplate *templates = cairn_templates_list (&n);
  int at = gtk_list_box_row_get_index (row);

  g_assert (at >= 0 && (guint) at < n);

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, templates[at].id);
  gtk_window_close (GTK_WINDOW (self));
}

static void
cairn_new_dialog_class_init (CairnNewDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_CHOSEN]
    = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                    G_TYPE_NONE, 1, G_TYPE_STRING | G_SIGNAL_TYPE_STATIC_SCOPE);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/io/github/cairn_journeys/Cairn/ui/cairn-new-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CairnNewDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cairn_new_dialog_init (CairnNewDialog *self)
{
  guint n = 0;
  const CairnTemplate *templates = cairn_templates_list (&n);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ (templates[i].name));
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _ (templates[i].description));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      gtk_list_box_append (self->list, row);
    }
}

GtkWidget *
cairn_new_dialog_new (GtkWindow *parent)
{
  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);

  return g_object_new (CAIRN_TYPE_NEW_DIALOG, "transient-for", parent, "modal", parent != NULL,
                       "destroy-with-parent", TRUE, NULL);
}
