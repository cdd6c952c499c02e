/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"
#include "ui/cairn-pileup-row.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* "Where customers pile up": the stages of the current swimlane with their figures, worst first. A
 * click goes to the stage. Hides itself when there are no timings, and none are waited for.
 * Property: "editor". */
#define CAIRN_TYPE_PILEUP_LIST (cairn_pileup_list_get_type ())
G_DECLARE_FINAL_TYPE (CairnPileupList, cairn_pileup_list, CAIRN, PILEUP_LIST, GtkWidget)

GtkWidget *cairn_pileup_list_new (void);

void cairn_pileup_list_set_editor (CairnPileupList *self, CairnEditor *editor);

/* @waiting: there are no timings yet, but there will be: the stages stand there already, so that
 * nothing has to make room when the figures come. */
void cairn_pileup_list_set_waiting (CairnPileupList *self, gboolean waiting);

/* Shows at @at, inside the list, why customers pile up in the stage of @row, and what to do. */
void cairn_pileup_list_suggest (CairnPileupList *self, CairnPileupRow *row, GtkWidget *at);

G_END_DECLS
