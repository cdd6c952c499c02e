/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "canvas/cairn-editor.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What customers in a stage do and feel: four fields of usage by NPS or CSAT and one for those of
 * whom it is not known, with how many they are, what it means, and what is usually done. A click on
 * a field activates "details.quadrant" with its number (CairnQuadrant). */
#define CAIRN_TYPE_STAGE_QUADRANT (cairn_stage_quadrant_get_type ())
G_DECLARE_FINAL_TYPE (CairnStageQuadrant, cairn_stage_quadrant, CAIRN, STAGE_QUADRANT, GtkWidget)

GtkWidget *cairn_stage_quadrant_new (void);
/* @study has quadrants. @stage is what the journey draws. */
void cairn_stage_quadrant_set_study (CairnStageQuadrant *self,
                                     CairnEditor *editor,
                                     CairnElement *stage,
                                     CairnStageStudy *study);

/* "quadrant,which,customers,of_here,suggested,only": for programs. Owned by the caller. */
char *cairn_stage_quadrant_dup_csv (CairnStageQuadrant *self, const char *only);

G_END_DECLS
