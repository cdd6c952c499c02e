/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* One task of a playbook: its gist as a row, all its properties below when opened. Moved by
 * buttons, Ctrl+Shift+Up and Down, and by dragging. Emits "next" when Enter is pressed in the name:
 * another task is wanted behind this one. */
#define CAIRN_TYPE_TASK_ROW (cairn_task_row_get_type ())
G_DECLARE_FINAL_TYPE (CairnTaskRow, cairn_task_row, CAIRN, TASK_ROW, AdwExpanderRow)

GtkWidget *cairn_task_row_new (CairnEditor *editor, CairnElement *task);

CairnElement *cairn_task_row_get_task (CairnTaskRow *self);
/* Shows the task as it is now; @number counts from 1, @n is how many there are. */
void cairn_task_row_update (CairnTaskRow *self, guint number, guint n);
/* Opens the row and puts the keyboard focus into its first field. */
void cairn_task_row_edit (CairnTaskRow *self);

G_END_DECLS
