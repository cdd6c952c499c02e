/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* The playbooks of the journey, to be opened or dragged onto a step, and how many touchpoints have
 * one. Property: "editor". */
#define CAIRN_TYPE_PLAYBOOK_LIST (cairn_playbook_list_get_type ())
G_DECLARE_FINAL_TYPE (CairnPlaybookList, cairn_playbook_list, CAIRN, PLAYBOOK_LIST, GtkWidget)

GtkWidget *cairn_playbook_list_new (void);

void cairn_playbook_list_set_editor (CairnPlaybookList *self, CairnEditor *editor);

G_END_DECLS
