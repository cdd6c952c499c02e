/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "cairn-ui"

#include "config.h"

#include "ui/cairn-main-window-private.h"

#include "command/cairn-bridge-commands.h"
#include "command/cairn-ctq-commands.h"
#include "ui/cairn-checks-window.h"

#include <glib/gi18n-lib.h>

typedef CairnElement *(*Make) (CairnHistory *history, CairnElement *diagram);

static void
make (CairnMainWindow *self, CairnKind from, Make make_from, const char *sentence)
{
  CairnElement *diagram = cairn_editor_get_diagram (self->editor);
  CairnElement *made;

  if (diagram == NULL || cairn_element_get_kind (diagram) != from
      || !cairn_editor_may_change (self->editor))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  made = make_from (cairn_editor_get_history (self->editor), diagram);
  cairn_editor_set_diagram (self->editor, made);
  cairn_main_window_toast (self, sentence);
}

static void
swimlane_from_sipoc_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  make (data, CAIRN_KIND_SIPOC, cairn_command_swimlane_from_sipoc,
        _ ("Stages and lanes are linked with the SIPOC: rename one, and the other follows."));
}

static void
sipoc_from_swimlane_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  make (data, CAIRN_KIND_SWIMLANE, cairn_command_sipoc_from_swimlane,
        _ ("The items are linked with the swimlane: rename one, and the other follows."));
}

static void
ctq_from_sipoc_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  make (data, CAIRN_KIND_SIPOC, cairn_command_ctq_from_sipoc,
        _ ("The measures are the requirements of the SIPOC."));
}

static void
checks_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  CairnMainWindow *self = data;

  cairn_checks_window_present (GTK_WINDOW (self), self->editor);
}

void
cairn_main_window_add_sipoc_actions (CairnMainWindow *self)
{
  static const GActionEntry entries[] = {
    { "swimlane-from-sipoc", swimlane_from_sipoc_cb },
    { "sipoc-from-swimlane", sipoc_from_swimlane_cb },
    { "ctq-from-sipoc", ctq_from_sipoc_cb },
    { "checks", checks_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}
