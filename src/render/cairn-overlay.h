/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

/* What a stage's figures are called and how sure they are, in words. Rules: docs/ANALYTICS.md 2
 * ("Scarce data") and 9. All strings are translated and owned by the caller. */

/* Fewer exits than this: nothing is estimated. */
#define CAIRN_OVERLAY_MIN_EXITS 5
/* Fewer: the 90th percentile is only bounded from below. */
#define CAIRN_OVERLAY_MIN_EXITS_P90 20

typedef enum
{
  CAIRN_OVERLAY_NO_CUSTOMERS, /* nobody came, left or is here in the window */
  CAIRN_OVERLAY_NOBODY_LEFT,  /* "nobody has left yet; oldest 31 d" */
  CAIRN_OVERLAY_TOO_FEW,      /* "n = 4, too few" */
  CAIRN_OVERLAY_MEDIAN,       /* the median; the 90th percentile at most as a bound */
  CAIRN_OVERLAY_FULL,         /* both */
} CairnOverlayEvidence;

/* @cell may be NULL: no visit was ever seen. */
CairnOverlayEvidence cairn_overlay_evidence (const CairnCell *cell);

/* How many customers one stone of the pile stands for, when @here wait: 1 up to 20, then 2, 5, 10,
 * 50, and on by 2s and 5s, so that there are never more than 20 stones. */
guint cairn_overlay_stone (guint here);

/* The stones of the pile, and how many of them are solid (past the target). Whoever is overdue
 * shows as at least one solid stone, whoever is not as at least one hollow one, if there are two.
 */
guint cairn_overlay_stones (const CairnCell *cell, guint *n_solid);

/* "38 here". */
char *cairn_overlay_here_text (const CairnCell *cell);

/* "266", "5.8", "< 0.1": customers or days as people are told of them. */
char *cairn_overlay_amount (double amount);

/* "266 days lost / wk", @brief "266 d lost/wk"; or "no target". */
char *cairn_overlay_lost_text (const CairnCell *cell, gboolean brief);

/* "+5.8/wk" or "−3/wk"; NULL unless the growth test speaks. */
char *cairn_overlay_growth_text (const CairnCell *cell);

/* "31 d", "≥ 40 d", "not reached", "unknown". Only for a cell with evidence for a median. */
char *cairn_overlay_median_text (const CairnCell *cell);

/* "the last 4 weeks": what CairnCell.recent_weeks stands for. */
char *cairn_overlay_recent_text (guint weeks);

/* "median 31 d", "median ≥ 40 d", "n = 4, too few" … by the evidence. */
char *cairn_overlay_dwell_text (const CairnCell *cell);

/* "target 21 d", or "no target". */
char *cairn_overlay_target_text (gint64 target, gboolean working_days);

/* How long a stay lasts, or why that cannot be said, in plain words. @cell may be NULL. */
char *cairn_overlay_explain_dwell (const CairnCell *cell);

/* Each figure of the stage in plain words, a line each, with its n, window and clock: for tooltips.
 * @stage and @segment (NULL: all customers) are as people call them; @cell may be NULL. */
char *cairn_overlay_explain (const CairnCell *cell,
                             const CairnSnapshot *snapshot,
                             const char *stage,
                             const char *segment);

G_END_DECLS
