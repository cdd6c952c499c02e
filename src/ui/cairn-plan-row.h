/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* An action or a change of a stage: one line that opens into its fields. What is typed takes effect
 * when it is applied. */

GtkWidget *cairn_plan_row_new (CairnEditor *editor, CairnElement *element);
CairnElement *cairn_plan_row_get_element (GtkWidget *row);

/* Brings it up to date; @words (may be NULL): what stands below the title of a change. */
void cairn_plan_row_update (GtkWidget *row, const char *words);

G_END_DECLS
