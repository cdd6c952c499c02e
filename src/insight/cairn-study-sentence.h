/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "timing/cairn-stage-study.h"

G_BEGIN_DECLS

/* One sentence or two about a page of the details of a stage. All strings are translated; those
 * that are not const belong to the caller. */

/* The owner of somebody who waits, if owners may be compared by name; else "—". */
const char *cairn_study_sentence_owner (const CairnStageStudy *study, const CairnWaiting *waiting);

/* "38 customers are here now; 22 are past the target of 21 d." */
char *cairn_study_sentence_here (const CairnStudyFigures *figures);
/* That only the first @n of them are listed; NULL: all are. */
char *cairn_study_sentence_listed (const CairnStudyFigures *figures, guint n);
/* What the distribution shows, for those who cannot see it. */
char *cairn_study_sentence_distribution (const CairnStudyFigures *figures, CairnStayCount by);
/* Why there is no curve; NULL if there is one. */
char *cairn_study_sentence_why_no_curve (const CairnStudyFigures *figures);

G_END_DECLS
