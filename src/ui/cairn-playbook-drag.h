/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Carrying a playbook onto a step with the pointer. What travels is a string, "cairn-playbook:ID",
 * so that canvas, outline and inspector need not know one another. */

#define CAIRN_PLAYBOOK_DRAG_PREFIX "cairn-playbook:"

/* Makes @widget, which stands for @playbook, something that can be dragged. */
void cairn_playbook_drag_add_source (GtkWidget *widget, CairnElement *playbook);

/* The playbook that @value names; NULL if it is something else. Borrowed from @document. */
CairnElement *cairn_playbook_drag_read (CairnDocument *document, const GValue *value);

/* Attaches @playbook to @step and says so; FALSE if that may not be. */
gboolean
cairn_playbook_drag_attach (CairnEditor *editor, CairnElement *step, CairnElement *playbook);

G_END_DECLS
