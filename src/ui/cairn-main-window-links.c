/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-main-window-private.h"

#include "base/cairn-web-address.h"
#include "canvas/cairn-action.h"
#include "command/cairn-link-commands.h"

#include <glib/gi18n-lib.h>

static void
update_back (CairnMainWindow *self)
{
  CairnElement *last = cairn_trail_get_last (self->trail);
  g_autofree char *text = NULL;
  g_autofree char *hint = NULL;

  cairn_main_window_set_enabled (self, "back", last != NULL);
  gtk_widget_set_visible (self->back_button, last != NULL);
  if (last == NULL)
    return;
  /* translators: %s is a diagram */
  text = g_strdup_printf (_ ("Back to “%s”"), cairn_element_get_title (last));
  hint = cairn_action_dup_hint ("win.back", text);
  gtk_widget_set_tooltip_text (self->back_button, hint);
}

void
cairn_main_window_reset_trail (CairnMainWindow *self)
{
  g_autoptr (CairnTrail) trail = cairn_trail_new (self->editor);

  if (self->trail != NULL)
    g_signal_handlers_disconnect_by_func (self->trail, update_back, self);
  g_set_object (&self->trail, trail);
  g_signal_connect_object (trail, "changed", G_CALLBACK (update_back), self, G_CONNECT_SWAPPED);
  update_back (self);
}

void
cairn_main_window_drill_in (CairnMainWindow *self, CairnElement *step)
{
  cairn_trail_drill_in (self->trail, step);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (CairnMainWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (source), result, &error)
      && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    cairn_main_window_show_error (self, _ ("The Web Page Cannot Be Shown"), error->message);
}

void
cairn_main_window_open_address (CairnMainWindow *self, CairnElement *step)
{
  const char *address = cairn_element_get_string (step, CAIRN_PROP_URL);

  /* A file may come from anybody and say anything. */
  if (cairn_web_address_may_open (address))
    gtk_show_uri_full (GTK_WINDOW (self), address, GDK_CURRENT_TIME, NULL, opened_cb,
                       g_object_ref (self));
  else
    cairn_main_window_toast (self,
                             _ ("This address is not opened: only those that begin with https://, "
                                "http:// or mailto: are. Change it in the inspector."));
}

static void
back_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;

  cairn_trail_go_back (self->trail);
}

static void
new_detail_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;
  CairnElement *step = cairn_editor_get_selected (self->editor);

  if (step == NULL || cairn_element_get_kind (step) != CAIRN_KIND_STEP)
    cairn_main_window_toast (self, _ ("Select one step to make a diagram from."));
  else if (cairn_editor_may_change (self->editor))
    {
      cairn_command_add_detail (cairn_editor_get_history (self->editor), step);
      cairn_trail_drill_in (self->trail, step);
    }
}

void
cairn_main_window_add_link_actions (CairnMainWindow *self)
{
  static const GActionEntry entries[] = {
    { "back", back_cb },
    { "new-detail", new_detail_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
