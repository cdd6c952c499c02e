/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-stage-study.h"

G_BEGIN_DECLS

/* Numbers and days as the sentences about a stage write them. Owned by the caller. */

/* "196", "8.3": one decimal below ten. */
char *cairn_study_format_amount (double amount);
/* "3 Nov 2026", here. */
char *cairn_study_format_day (gint64 moment);
/* "41 %". */
char *cairn_study_format_share (double share);
/* "1.6×". */
char *cairn_study_format_times (double ratio);

/* "39 d (32 d to 48 d)", "≥ 40 d", "–": an estimate of a time with its 95 % limits; @working_days:
 * it was counted in those. */
char *cairn_study_format_estimate (const CairnEstimate *estimate, gboolean working_days);
/* The same of a study: "≈39 d (32 d to 48 d)" where it comes from sums. */
char *cairn_study_format_estimate_of (const CairnStudyFigures *figures,
                                      const CairnEstimate *estimate);
/* "58 ± 6": of 100, with 95 % limits. */
char *cairn_study_format_of_100 (double share, double error);

/* For programs; "" if undefined. "2026-11-22T12:00:00Z"; "31.25": any number; the same, in days. */
char *cairn_study_format_iso (gint64 moment);
char *cairn_study_format_plain (double value);
char *cairn_study_format_plain_days (double seconds);

G_END_DECLS
