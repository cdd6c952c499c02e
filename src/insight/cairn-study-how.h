/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-stage-study.h"

G_BEGIN_DECLS

/* "How is this computed?": for every figure of a study the formula in words, n, the window, the
 * clock, what is left out, and as of when it holds. */

typedef enum
{
  CAIRN_HOW_HERE,
  CAIRN_HOW_AGE,
  CAIRN_HOW_OVERDUE,
  CAIRN_HOW_REMAINING,
  CAIRN_HOW_OWNER,
  CAIRN_HOW_CURVE,
  CAIRN_HOW_COUNTED,
  CAIRN_HOW_BAND,
  CAIRN_HOW_MEDIAN,
  CAIRN_HOW_P90,
  CAIRN_HOW_DOTS,
  CAIRN_HOW_WEEK,
  CAIRN_HOW_CUSTOMER_DAYS,
  CAIRN_HOW_LOST,
  CAIRN_HOW_KEPT,
  CAIRN_HOW_WEEKS_MEDIAN,
  CAIRN_HOW_CUMULATIVE,
  CAIRN_HOW_NET,
  CAIRN_HOW_FATES,
  CAIRN_HOW_FORECAST,
  CAIRN_HOW_WORK,
  CAIRN_HOW_HANDOFFS,
  CAIRN_HOW_BALANCE,
  CAIRN_HOW_STRAIGHT,
  CAIRN_HOW_AGAIN,
  CAIRN_HOW_TIMES,
  CAIRN_HOW_REACHED,
  CAIRN_HOW_UNTIL,
  CAIRN_HOW_ITS_WAIT,
  CAIRN_HOW_ITS_WORK,
  CAIRN_HOW_GAP,
  CAIRN_HOW_EXPECTED,
  CAIRN_HOW_SPEED,
  CAIRN_HOW_RANK,
  CAIRN_HOW_CLASS,
  CAIRN_HOW_EFFECT,
  CAIRN_N_HOWS
} CairnHow;

/* What the figure is called: "Median stay". */
const char *cairn_study_how_get_title (CairnHow how);

/* How it is computed, in words: whole sentences. */
const char *cairn_study_how_get_formula (CairnHow how);

/* The same with n, the window and what is left out, one paragraph each, parted by newlines. Owned
 * by the caller. */
char *cairn_study_how_dup_figure (CairnHow how, const CairnStageStudy *study);
/* What all figures of a study have in common: whose visits, the clock, the data, the moment. */
char *cairn_study_how_dup_shared (const CairnStageStudy *study, const CairnSnapshot *snapshot);

/* Both. Whole sentences, one paragraph each, parted by newlines. @snapshot holds the study. Owned
 * by the caller. */
char *cairn_study_how_dup_text (CairnHow how,
                                const CairnStageStudy *study,
                                const CairnSnapshot *snapshot);

G_END_DECLS
