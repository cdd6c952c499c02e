/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "model/cairn-schema.h"

G_BEGIN_DECLS

/* The colours of a map. Colour means something or is absent: the only strong colours are the
 * overlay's severity, the handoff's accent and the SIPOC's column headers. */

typedef guint32 CairnColor; /* 0xRRGGBBAA */

#define CAIRN_COLOR_NONE ((CairnColor) 0)
#define CAIRN_N_SEVERITIES 5

typedef enum
{
  CAIRN_THEME_LIGHT,
  CAIRN_THEME_DARK,
} CairnThemeKind;

typedef struct
{
  CairnThemeKind kind;

  CairnColor paper;
  CairnColor ink;      /* titles */
  CairnColor ink_soft; /* what is secondary, still 4.5 : 1 on paper, bands and steps */
  CairnColor rule;     /* borders of bands, dividers */

  CairnColor band[2]; /* lanes, in turn */
  CairnColor bar;     /* lanes and stages that are collapsed */
  CairnColor lane_header;
  CairnColor team;
  CairnColor stage;
  CairnColor stage_ink;

  /* What the user colours with: stripes on steps and lane headers. Apart from the severities in
   * hue, and never a fill. */
  CairnColor colour[CAIRN_N_COLOURS];

  CairnColor step;
  CairnColor step_border;
  CairnColor icon_disc;
  CairnColor icon;
  CairnColor note;
  CairnColor note_border;
  CairnColor decision;
  CairnColor playbook; /* fill and text of the badge */
  CairnColor playbook_ink;
  CairnColor automated;
  CairnColor automated_ink;

  CairnColor flow;
  CairnColor handoff;
  CairnColor label;  /* fill of a flow's label */
  CairnColor weight; /* band below a flow: how many customers take it */

  CairnColor path[5]; /* happy paths, in their order */
  CairnColor path_ink;

  CairnColor link; /* SIPOC */
  CairnColor process;
  CairnColor process_border;
  CairnColor column[CAIRN_N_COLUMNS + 1]; /* headers; the last: requirements */
  CairnColor column_ink;

  CairnColor severity[CAIRN_N_SEVERITIES]; /* ColorBrewer YlOrBr, see docs/ANALYTICS.md 9 */
  CairnColor severity_ink[CAIRN_N_SEVERITIES];
  CairnColor severity_border[CAIRN_N_SEVERITIES];
  CairnColor empty; /* the timing box where there is nothing to say */
  CairnColor hatch;
  CairnColor selection; /* for the canvas */
} CairnTheme;

/* Static. */
const CairnTheme *cairn_theme_get (CairnThemeKind kind);

/* 0 to 4: none, under 7, under 35, under 105, or more customer-days lost a week. NAN gives 0. */
guint cairn_theme_severity (double lost_per_week);

/* WCAG 2.1 contrast of two opaque colours, 1 to 21. */
double cairn_color_contrast (CairnColor a, CairnColor b);

/* The colour @ink on @fill with the strength @share (0 to 1), opaque. */
CairnColor cairn_color_mix (CairnColor fill, CairnColor ink, double share);

/* What the header of a lane of that colour is filled with. */
CairnColor cairn_theme_lane_header (const CairnTheme *theme, CairnColour colour);

/* Whether @color leaves any mark. */
static inline gboolean
cairn_color_visible (CairnColor color)
{
  return (color & 0xff) != 0;
}

G_END_DECLS
