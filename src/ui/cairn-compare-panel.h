/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In what the journey differs from what the editor compares it with: a heading, and a list in which
 * a click or Enter goes to the thing. Hidden while nothing is compared. */
#define CAIRN_TYPE_COMPARE_PANEL (cairn_compare_panel_get_type ())
G_DECLARE_FINAL_TYPE (CairnComparePanel, cairn_compare_panel, CAIRN, COMPARE_PANEL, GtkWidget)

void cairn_compare_panel_set_editor (CairnComparePanel *self, CairnEditor *editor);

/* Goes to the next (@by 1) or previous (-1) difference. */
void cairn_compare_panel_step (CairnComparePanel *self, int by);

G_END_DECLS
