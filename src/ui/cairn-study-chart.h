/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "ui/cairn-study-picture.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A drawing of what a study says. */
#define CAIRN_TYPE_STUDY_CHART (cairn_study_chart_get_type ())
G_DECLARE_FINAL_TYPE (CairnStudyChart, cairn_study_chart, CAIRN, STUDY_CHART, GtkWidget)

/* @height: what it needs at least. */
GtkWidget *cairn_study_chart_new (CairnStudyPicture picture, int height);

/* @description: what it shows, for those who cannot see it. */
void cairn_study_chart_set_study (CairnStudyChart *self,
                                  CairnStageStudy *study,
                                  const char *description);

/* The drawing for a slide, twice as large as on paper, black on white; NULL without a study. Owned
 * by the caller. */
GdkTexture *cairn_study_chart_dup_texture (CairnStudyChart *self);
/* The drawing as SVG, black on white; NULL without a study. Owned by the caller. */
GBytes *cairn_study_chart_dup_svg (CairnStudyChart *self);

G_END_DECLS
