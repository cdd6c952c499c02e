/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-stage-study.h"

G_BEGIN_DECLS

/* The figures in the details of a stage as short texts, and what each is computed by. All strings
 * are translated; those that are not const belong to the caller. */

typedef enum
{
  CAIRN_FACT_HERE,
  CAIRN_FACT_PAST_TARGET,
  CAIRN_FACT_LIKELY_STILL,
  CAIRN_FACT_OWNER,
  CAIRN_FACT_CURVE,
  CAIRN_FACT_BAND,
  CAIRN_FACT_MEDIAN,
  CAIRN_FACT_DOTS,
  CAIRN_FACT_WEEK,
  CAIRN_FACT_CUSTOMER_DAYS,
  CAIRN_FACT_DAYS_LOST,
  CAIRN_FACT_TARGET_KEPT,
  CAIRN_FACT_WEEKS_MEDIAN,
  CAIRN_FACT_CUMULATIVE,
  CAIRN_FACT_FATES,
  CAIRN_FACT_WAIT_AND_WORK,
  CAIRN_FACT_HANDOFF,
  CAIRN_FACT_BALANCE,
  CAIRN_FACT_BREACHES,
  CAIRN_FACT_STRAIGHT_THROUGH,
  CAIRN_FACT_AGAIN,
  CAIRN_FACT_EXPECTED_EXITS,
  CAIRN_FACT_SPEED,
  CAIRN_N_FACTS
} CairnFact;

const char *cairn_stage_words_name (CairnFact fact);
/* The formula in words, whole sentences. */
const char *cairn_stage_words_formula (CairnFact fact);

/* "39 d (32–48 d)", "≥ 40 d", "–": an estimate of a time with its 95 % limits. */
char *cairn_stage_words_time (const CairnEstimate *estimate);
/* "58 ± 6": of 100, with 95 % limits. */
char *cairn_stage_words_share (double share, double error);
/* "22 Nov 2026", in the time zone of this machine; @seconds since 1970. */
char *cairn_stage_words_date (gint64 moment);
/* "2026-11-22T12:00:00Z": the same, for programs. */
char *cairn_stage_words_iso (gint64 moment);
/* "31.25": days, for programs; "" if undefined. */
char *cairn_stage_words_plain_days (double seconds);
char *cairn_stage_words_plain (double value);

/* The owner of somebody who waits, if owners may be compared by name; else "—". */
const char *cairn_stage_words_owner (const CairnStageStudy *study, const CairnWaiting *waiting);

/* "38 customers are here now; 22 are past the target of 21 d." */
char *cairn_stage_words_here (const CairnStudyFigures *figures);
/* What the distribution shows, for those who cannot see it. */
char *cairn_stage_words_distribution (const CairnStudyFigures *figures);
/* Why there is no curve; NULL if there is one. */
char *cairn_stage_words_why_no_curve (const CairnStudyFigures *figures);

G_END_DECLS
