/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-stage-study.h"

G_BEGIN_DECLS

/* What to say of customers by what they do and feel, and what is usually done. Strings are
 * translated; those that are not const belong to the caller. */

/* "Relationship and trust", "Awareness and education", "Rescue", "Advocacy", "Not known". */
const char *cairn_quadrant_words_get_title (CairnQuadrant quadrant);
/* "High usage, low NPS". */
char *cairn_quadrant_words_which (const CairnQuadrants *self, CairnQuadrant quadrant);
/* Why: "They use it a lot and do not like it: the relationship is weak, or trust is lacking." */
const char *cairn_quadrant_words_get_meaning (CairnQuadrant quadrant);
/* What to do, as the title of an action; NULL: nothing but to ask. */
const char *cairn_quadrant_words_get_handling (CairnQuadrant quadrant);
/* Why it is to be done: "12 of the 40 customers here now: high usage (30 or more), low NPS (below
 * 7)". */
char *cairn_quadrant_words_reason (const CairnStageStudy *study, CairnQuadrant quadrant);

/* "Usage is high from 30 on, the median of 120 customers of this segment (column “usage”); the NPS
 * is good from 7 on (column “nps”). Both as the customers table says today." */
char *cairn_quadrant_words_how (const CairnStageStudy *study);

G_END_DECLS
