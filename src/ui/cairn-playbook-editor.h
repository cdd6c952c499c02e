/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A window beside the main one in which a playbook is written: name, owner, objective, tasks, and
 * the touchpoints it hangs on. Every change is one of the journey's and can be undone. */
#define CAIRN_TYPE_PLAYBOOK_EDITOR (cairn_playbook_editor_get_type ())
G_DECLARE_FINAL_TYPE (CairnPlaybookEditor, cairn_playbook_editor, CAIRN, PLAYBOOK_EDITOR, AdwWindow)

/* Opens a window for @playbook, or shows the one that is open. */
void cairn_playbook_editor_present (GtkWindow *parent, CairnEditor *editor, CairnElement *playbook);

G_END_DECLS
