/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-stage-study.h"

G_BEGIN_DECLS

/* What a study says, in sentences for people. Owners of whom too little is known to be judged
 * (CairnOwnerFigures.eligible) are never named. All strings are translated and belong to the
 * caller. */

/* What the visits do not say. */
typedef struct
{
  gboolean customer_side; /* all steps of the stage are the customer's */
  gboolean hide_owners;   /* say how many, not who */
} CairnStudySetting;

/* Whether the stage is behind, or was not looked at long enough to say that it is not. */
gboolean cairn_study_words_is_behind (const CairnStudyFigures *figures);

/* Half of the customers stay longer than the target, beyond chance: its lower limit is past it. */
gboolean cairn_study_words_is_slow (const CairnStudyFigures *figures);

/* "People · long-term", "On track", "Past target", "Cause unknown · unknown how long
 * (9 weeks)". */
char *cairn_study_words_label (const CairnStudyFigures *figures, const CairnStudySetting *setting);
/* The same where there is little room: "People · long", "Both · ?", "No target". */
char *cairn_study_words_short_label (const CairnStudyFigures *figures,
                                     const CairnStudySetting *setting);

/* Why that is so: "Behind in 21 of 26 weeks, now since the week of 3 Jun 2026. Dana: 9 exits where
 * 18.2 were expected, 71 % of the days lost. 112 exits, 38 here now." */
char *cairn_study_words_evidence (const CairnStageStudy *study, const CairnStudySetting *setting);

/* Its first sentence: "Behind in 21 of 26 weeks, the last time since the week of 3 Jun 2026." */
char *cairn_study_words_weeks (const CairnStageStudy *study);

/* "Onboarding (SMB) loses 196 customer-days a week (± 65): 22 customers are past 21 days now." */
char *cairn_study_words_loss (const CairnStudyFigures *figures);
/* Its three factors: "8.3 customers arrive a week × 41 % of those inside were late × 25 days late
 * each (last 4 weeks)"; NULL if nothing is lost. */
char *cairn_study_words_factors (const CairnStudyFigures *figures);

/* "Leaves 1.6× faster since 3 Nov 2026 (1.1–2.3).", "4 exits since 3 Nov 2026, too few to tell." */
char *cairn_study_words_effect (const CairnChangeEffect *effect);

/* An owner from whom exits are missing that were to be expected (at most one time in twenty would
 * there be none). */
gboolean cairn_study_words_is_absent (const CairnOwnerFigures *owner);

G_END_DECLS
