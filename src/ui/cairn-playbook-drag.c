/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "ui/cairn-playbook-drag.h"

#include "command/cairn-playbook-commands.h"

#include <glib/gi18n-lib.h>

static GdkContentProvider *
prepare_cb (GtkDragSource *source, double x, double y, char *id)
{
  g_autofree char *text = g_strconcat (CAIRN_PLAYBOOK_DRAG_PREFIX, id, NULL);

  return gdk_content_provider_new_typed (G_TYPE_STRING, text);
}

static void
begin_cb (GtkDragSource *source, GdkDrag *drag)
{
  GtkWidget *widget = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (source));
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (widget);

  gtk_drag_source_set_icon (source, picture, 8, 8);
}

static void
free_id (gpointer id, GClosure *closure)
{
  g_free (id);
}

void
cairn_playbook_drag_add_source (GtkWidget *widget, CairnElement *playbook)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_COPY);
  /* The source belongs to the widget, and the id to the connection: nothing can outlive anything.
   */
  g_signal_connect_data (source, "prepare", G_CALLBACK (prepare_cb),
                         g_strdup (cairn_element_get_id (playbook)), free_id, 0);
  g_signal_connect (source, "drag-begin", G_CALLBACK (begin_cb), NULL);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (source));
}

CairnElement *
cairn_playbook_drag_read (CairnDocument *document, const GValue *value)
{
  const char *text = G_VALUE_HOLDS_STRING (value) ? g_value_get_string (value) : NULL;
  CairnElement *element;

  if (text == NULL || !g_str_has_prefix (text, CAIRN_PLAYBOOK_DRAG_PREFIX))
    return NULL;
  element = cairn_document_lookup (document, text + strlen (CAIRN_PLAYBOOK_DRAG_PREFIX));
  if (element == NULL || cairn_element_get_kind (element) != CAIRN_KIND_PLAYBOOK)
    return NULL;
  return element;
}

gboolean
cairn_playbook_drag_attach (CairnEditor *editor, CairnElement *step, CairnElement *playbook)
{
  g_autofree char *sentence = NULL;

  if (!cairn_editor_may_change (editor))
    return FALSE;
  if (!cairn_command_attach (cairn_editor_get_history (editor), step, playbook))
    /* translators: %1$s is a playbook, %2$s a step */
    sentence = g_strdup_printf (_ ("“%1$s” is attached to “%2$s” already."),
                                cairn_element_get_title (playbook), cairn_element_get_title (step));
  else
    /* translators: %1$s is a playbook, %2$s a step */
    sentence = g_strdup_printf (_ ("Attached “%1$s” to “%2$s”."),
                                cairn_element_get_title (playbook), cairn_element_get_title (step));
  cairn_editor_announce (editor, sentence);
  return TRUE;
}
