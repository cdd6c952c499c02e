/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-snapshot.h"

G_BEGIN_DECLS

/* The figures of one stage as short texts and as sentences. They obey the table of scarce data
 * (docs/ANALYTICS.md 2): too few exits are said in words, and n is always there. Strings are
 * translated and belong to the caller. */

/* "31 d", "≥ 40 d" (not reached), "n = 4, too few", "nobody left yet". */
char *cairn_figures_median (const CairnCell *cell);
/* "27–36 d", "≥ 27 d"; NULL if no median may be shown. */
char *cairn_figures_limits (const CairnCell *cell);
/* Median ÷ target; NAN if there is either none. */
double cairn_figures_ratio (const CairnCell *cell);
/* "1.5×"; "–" if there is none. */
char *cairn_figures_ratio_text (const CairnCell *cell);
/* "+6", "−1.5": customers a week. */
/* The median stay is past the target beyond chance: so is its lower limit. */
gboolean cairn_figures_is_slow (const CairnCell *cell);
char *cairn_figures_net (const CairnCell *cell);
/* "266", "8.5"; "–" without a target. */
char *cairn_figures_lost (const CairnCell *cell);
/* "± 65": 95 % limits of that; NULL if there are none. */
char *cairn_figures_lost_error (const CairnCell *cell);

/* Why it is that number: formula, n, window and clock, in whole sentences. @snapshot holds @cell.
 */
char *cairn_figures_explain_here (const CairnCell *cell, const CairnSnapshot *snapshot);
char *cairn_figures_explain_median (const CairnCell *cell, const CairnSnapshot *snapshot);
char *cairn_figures_explain_ratio (const CairnCell *cell, const CairnSnapshot *snapshot);
char *cairn_figures_explain_net (const CairnCell *cell, const CairnSnapshot *snapshot);
char *cairn_figures_explain_lost (const CairnCell *cell, const CairnSnapshot *snapshot);
char *cairn_figures_explain_rank (const CairnCell *cell, const CairnSnapshot *snapshot);
char *cairn_figures_explain_trend (const CairnCell *cell, const CairnSnapshot *snapshot);
char *cairn_figures_explain_exits (const CairnCell *cell, const CairnSnapshot *snapshot);

/* "last 26 weeks", "last 13.6 weeks", "2 Mar – 1 Jun 2026". */
char *cairn_figures_window (const CairnSnapshot *snapshot);

G_END_DECLS
