/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-stage-study.h"

#include <gdk/gdk.h>
#include <pango/pangocairo.h>

G_BEGIN_DECLS

/* Drawings of what a study says, the same on the screen and in a file. */

typedef struct
{
  cairo_t *cr;
  PangoContext *text;
  GdkRGBA ink;
  double width;
  double height;
} CairnStudyCanvas;

typedef void (*CairnStudyPicture) (const CairnStudyCanvas *canvas, CairnStageStudy *study);

/* How long stays last: the curve of who is still inside with its limits, target, median, and a dot
 * for each stay. */
void cairn_study_picture_distribution (const CairnStudyCanvas *canvas, CairnStageStudy *study);
/* Arrivals and departures added up over the weeks: the distance is how many are here. */
void cairn_study_picture_cumulative (const CairnStudyCanvas *canvas, CairnStageStudy *study);

/* For the pictures: text whose box is at @x + @xalign × width, likewise for y. @strength: of the
 * ink, 0 to 1. */
void cairn_study_canvas_text (const CairnStudyCanvas *canvas,
                              double x,
                              double y,
                              double xalign,
                              double yalign,
                              double strength,
                              const char *text);
double cairn_study_canvas_text_width (const CairnStudyCanvas *canvas, const char *text);
void cairn_study_canvas_ink (const CairnStudyCanvas *canvas, double strength);
void cairn_study_canvas_line (
  const CairnStudyCanvas *canvas, double x1, double y1, double x2, double y2);
/* The largest of 1, 2, 5, 10, 20, 50 … that divides @span into at least @n parts; at least 1. */
double cairn_study_canvas_step (double span, guint n);

G_END_DECLS
