/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-new-dialog.h"

#include "io/cairn-own-templates.h"
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
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (row), "template"));

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, id);
  gtk_window_close (GTK_WINDOW (self));
}

/* There is no way back, but the journeys made from it stay as they are. */
static void
delete_cb (GtkWidget *button, CairnNewDialog *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);
  g_autoptr (GError) error = NULL;

  if (cairn_own_templates_delete (g_object_get_data (G_OBJECT (row), "template"), &error))
    gtk_list_box_remove (self->list, row);
  else
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), error->message);
}

static GtkWidget *
add_row (CairnNewDialog *self, const char *id, const char *name, const char *description)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), description);
  g_object_set_data_full (G_OBJECT (row), "template", g_strdup (id), g_free);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->list, row);
  return row;
}

static void
add_own (CairnNewDialog *self)
{
  g_autoptr (GPtrArray) own = cairn_own_templates_list ();

  for (guint i = 0; i < own->len; i++)
    {
      const CairnOwnTemplate *template = g_ptr_array_index (own, i);
      GtkWidget *row = add_row (self, template->id, template->name, template->description);
      GtkWidget *delete = gtk_button_new_from_icon_name ("user-trash-symbolic");
      /* translators: %s is the name of a template */
      g_autofree char *tooltip = g_strdup_printf (_ ("Delete the template “%s”"), template->name);

      gtk_widget_set_tooltip_text (delete, tooltip);
      gtk_widget_set_valign (delete, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (delete, "flat");
      g_signal_connect_object (delete, "clicked", G_CALLBACK (delete_cb), self, 0);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), delete);
    }
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
  add_own (self);
  for (guint i = 0; i < n; i++)
    adw_action_row_add_suffix (
      ADW_ACTION_ROW (
        add_row (self, templates[i].id, _ (templates[i].name), _ (templates[i].description))),
      gtk_image_new_from_icon_name ("go-next-symbolic"));
}

GtkWidget *
cairn_new_dialog_new (GtkWindow *parent)
{
  g_return_val_if_fail (parent == NULL || GTK_IS_WINDOW (parent), NULL);

  return g_object_new (CAIRN_TYPE_NEW_DIALOG, "transient-for", parent, "modal", parent != NULL,
                       "destroy-with-parent", TRUE, NULL);
}
