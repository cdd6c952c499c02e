/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

/* What a stage's figures are called and how sure they are, in words. Rules: docs/ANALYTICS.md 2
 * ("Scarce data") and 9. All strings are translated and owned by the caller. */

/* How many customers one stone of the pile stands for: 1 up to 20, then 2, 5, 10, 50, 100, 500 … */
guint cairn_overlay_stone (guint here);

/* Fewer exits than this: nothing is estimated. */
#define CAIRN_OVERLAY_MIN_EXITS 5
/* Fewer: the 90th percentile is only bounded. */
#define CAIRN_OVERLAY_MIN_EXITS_P90 20

typedef enum
{
  CAIRN_OVERLAY_NO_CELL,     /* not a single visit in the window: "no customers" */
  CAIRN_OVERLAY_NOBODY_LEFT, /* "nobody has left yet; oldest 31 d" */
  CAIRN_OVERLAY_TOO_FEW,     /* "n = 4, too few" */
  CAIRN_OVERLAY_MEDIAN,      /* median with limits; the 90th percentile as a bound at most */
  CAIRN_OVERLAY_FULL,        /* both */
} CairnOverlayEvidence;

/* @cell may be NULL. */
CairnOverlayEvidence cairn_overlay_evidence (const CairnCell *cell);

/* "266 days lost / wk", "12 min lost / wk" never: below a day "0.4". "no target" without one. */
char *cairn_overlay_lost_text (const CairnCell *cell);

/* "+6/wk" or "−3/wk"; NULL unless the growth test speaks. */
char *cairn_overlay_growth_text (const CairnCell *cell);

/* "median 31 d · target 21 d", "≥ 40 d · no target" … by the evidence. @short_form leaves out the
 * word median. */
char *cairn_overlay_dwell_text (const CairnCell *cell, gboolean short_form);

/* Each figure of the stage in plain words, a line each, with n, window and clock: what the tooltip
 * shows. @stage_name and @segment (NULL: all customers) are as people call them. */
char *cairn_overlay_explain (const CairnCell *cell,
                             const CairnSnapshot *snapshot,
                             const char *stage_name,
                             const char *segment);

G_END_DECLS
