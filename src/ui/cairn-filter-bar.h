/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-audience.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* One line above the map: whose timings are shown, over what time, as a sentence. The part that
 * says which customers count is a button; pressing it edits the rule in place. Its other buttons
 * are actions of the window: clear-filter, compare-timings, look-back.
 *
 * Signal "filter" (const char *rule): a rule that can be read was typed; "" for everybody. */
#define CAIRN_TYPE_FILTER_BAR (cairn_filter_bar_get_type ())
G_DECLARE_FINAL_TYPE (CairnFilterBar, cairn_filter_bar, CAIRN, FILTER_BAR, GtkWidget)

/* @about: "Timings of Enterprise over 13 weeks"; @rule: "" for everybody; @audience (NULL: not
 * known yet): what there is to ask for, and how many are left. */
void cairn_filter_bar_show (CairnFilterBar *self,
                            const char *about,
                            const char *rule,
                            const CairnAudience *audience);

/* What the timings are compared with, "" for nothing, and what else there is. */
void cairn_filter_bar_set_comparison (CairnFilterBar *self, const char *label, GMenuModel *menu);

void cairn_filter_bar_edit (CairnFilterBar *self);

G_END_DECLS
